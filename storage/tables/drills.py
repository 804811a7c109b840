"""Firedrills: what was demanded, which deals were in it, and who clicked when."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base, only, within


class FiredrillRow(Base):
    """At most one that has not ended for the same subtree and period: whoever calls a second joins the first."""

    __tablename__ = "firedrills"
    __table_args__ = (
        UniqueConstraint("workspace_id", "id"),
        within("subject_id", "people"),
        within("by", "people"),
        Index(
            "uq_firedrills_open",
            *("workspace_id", "subject_id", "starts_on", "ends_on"),
            unique=True,
            **only("ended_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    subject_id: Mapped[int]
    by: Mapped[int]
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    period: Mapped[str] = mapped_column(String(32))
    note: Mapped[str]
    called_at: Mapped[datetime]
    deadline: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class FiredrillDealRow(Base):
    """A deal as it stood when the drill was called. `doubts` are words joined by commas, "" for a fresh one."""

    __tablename__ = "firedrill_deals"
    __table_args__ = (
        within("firedrill_id", "firedrills"),
        within("deal_id", "deals"),
        within("owner_id", "people"),
        Index(None, "workspace_id", "deal_id"),
    )

    workspace_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    firedrill_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    deal_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    owner_id: Mapped[int]
    place: Mapped[int]
    doubts: Mapped[str] = mapped_column(String(64))
    answer: Mapped[str] = mapped_column(String(64))


class FiredrillClickRow(Base):
    """A person's first and last click on a drill."""

    __tablename__ = "firedrill_clicks"
    __table_args__ = (within("firedrill_id", "firedrills"), within("person_id", "people"))

    workspace_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    firedrill_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    person_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    first_at: Mapped[datetime]
    last_at: Mapped[datetime]
