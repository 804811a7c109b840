"""What people call, what their managers make of it, and who used the numbers."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base, within


class CallRow(Base):
    """A submitted number. Rows are added and never changed; the latest counts."""

    __tablename__ = "calls"
    __table_args__ = (within("person_id", "people"), Index(None, "workspace_id", "starts_on", "ends_on", "person_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    person_id: Mapped[int]
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    period: Mapped[str] = mapped_column(String(32))
    commit_minor: Mapped[int | None] = mapped_column(BigInteger)
    best_case_minor: Mapped[int | None] = mapped_column(BigInteger)
    currency: Mapped[str] = mapped_column(String(3))
    note: Mapped[str]
    at: Mapped[datetime]
    late: Mapped[bool]


class AdjustmentRow(Base):
    """A manager's change to somebody's roll-up. Rows are added and never changed; the latest of each manager counts."""

    __tablename__ = "adjustments"
    __table_args__ = (
        within("person_id", "people"),
        within("by", "people"),
        Index(None, "workspace_id", "starts_on", "ends_on", "person_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    person_id: Mapped[int]
    by: Mapped[int]
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    period: Mapped[str] = mapped_column(String(32))
    commit_minor: Mapped[int | None] = mapped_column(BigInteger)
    best_case_minor: Mapped[int | None] = mapped_column(BigInteger)
    currency: Mapped[str] = mapped_column(String(3))
    note: Mapped[str]
    at: Mapped[datetime]


class UseRow(Base):
    """Somebody opened, drilled into, exported or adjusted numbers. Kept for 180 days."""

    __tablename__ = "uses"
    __table_args__ = (
        within("person_id", "people"),
        within("subject_id", "people"),
        Index(None, "workspace_id", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    person_id: Mapped[int]
    what: Mapped[str] = mapped_column(String(16))
    subject_id: Mapped[int]
    period: Mapped[str] = mapped_column(String(32))
    delivery_id: Mapped[int | None]
    at: Mapped[datetime]
