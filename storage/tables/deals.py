"""Customers, deals and their journal: who said what, what changed, what happened."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base, only, within

ONLY_OPEN = only("outcome = 'open' AND deleted = 0", "outcome = 'open' AND NOT deleted")

LACKING = "(amount_minor IS NULL OR close_date IS NULL OR next_step = '' OR source IS NULL)"
"""Some fact that a stage may require is missing. Spelled once: see `only`."""

ONLY_LACKING = only(
    f"outcome = 'open' AND deleted = 0 AND {LACKING}", f"outcome = 'open' AND NOT deleted AND {LACKING}"
)

_CELL = ("owner_id", "stage", "outcome", "category", "currency")
"""What a cell's deals share, in the order of the query's GROUP BY: the index is read once, in order, and nothing
else."""

OF_CELLS = "field IN ('created', 'deleted', 'owner', 'stage', 'amount', 'close_date', 'closed_on', 'category')"
"""The changes that sums depend on; all of them short, as an index in PostgreSQL wants them."""

_OPEN = ("workspace_id", "outcome", "deleted")
"""What every query of open deals is about. An index of open deals starts with it although it holds no others, because
SQLite prefers the index with the most columns that are given."""


class AccountRow(Base):
    """A customer. `name_key` is the name without case and spacing, so that one customer has one row."""

    __tablename__ = "accounts"
    __table_args__ = (UniqueConstraint("workspace_id", "id"), UniqueConstraint("workspace_id", "name_key"))

    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    name: Mapped[str]
    name_key: Mapped[str]


class ContactRow(Base):
    """A person at a customer's. `name_key` is the name as the language compares names: without case, marks and
    punctuation."""

    __tablename__ = "contacts"
    __table_args__ = (
        UniqueConstraint("workspace_id", "id"),
        within("account_id", "accounts"),
        Index(None, "workspace_id", "account_id"),
        Index(None, "workspace_id", "role", "account_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[int]
    account_id: Mapped[int]
    name: Mapped[str]
    title: Mapped[str]
    email: Mapped[str]
    role: Mapped[str | None] = mapped_column(String(16))
    name_key: Mapped[str]


class DealRow(Base):
    """A deal as it is now. `counts_on` is the day that decides its period, written with every save."""

    __tablename__ = "deals"
    __table_args__ = (
        UniqueConstraint("workspace_id", "id"),
        UniqueConstraint("workspace_id", "external_id"),
        within("account_id", "accounts"),
        within("owner_id", "people"),
        Index("ix_deals_cells", "workspace_id", "deleted", *_CELL, "amount_minor", "counts_on"),
        Index("ix_deals_period", "workspace_id", "deleted", "counts_on", *_CELL, "amount_minor", "created_at"),
        Index("ix_deals_open_owner", *_OPEN, "owner_id", "close_date", **ONLY_OPEN),
        Index("ix_deals_open_touch", *_OPEN, "touched_at", "stage", **ONLY_OPEN),
        Index("ix_deals_open_close", *_OPEN, "close_date", "owner_id", **ONLY_OPEN),
        Index("ix_deals_open_stage", *_OPEN, "stage", "account_id", **ONLY_OPEN),
        Index("ix_deals_open_lacking", *_OPEN, "stage", **ONLY_LACKING),
        Index(None, "workspace_id", "account_id"),
        Index("ix_deals_channel", "workspace_id", "deleted", "channel", **only("channel IS NOT NULL")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    version: Mapped[int]
    name: Mapped[str]
    account_id: Mapped[int | None]
    owner_id: Mapped[int]
    stage: Mapped[str] = mapped_column(String(64))
    outcome: Mapped[str] = mapped_column(String(8))
    amount_minor: Mapped[int | None] = mapped_column(BigInteger)
    currency: Mapped[str | None] = mapped_column(String(3))
    close_date: Mapped[date | None]
    closed_on: Mapped[date | None]
    counts_on: Mapped[date | None]
    category: Mapped[str | None] = mapped_column(String(16))
    next_step: Mapped[str]
    next_step_on: Mapped[date | None]
    source: Mapped[str | None]
    lost_reason: Mapped[str | None]
    created_at: Mapped[datetime]
    stage_since: Mapped[datetime]
    touched_at: Mapped[datetime | None]
    snoozed_until: Mapped[date | None]
    pushes: Mapped[int]
    ignored_nudges: Mapped[int]
    channel: Mapped[str | None] = mapped_column(String(64))
    external_id: Mapped[str | None] = mapped_column(String(255))
    deleted: Mapped[bool]


class EntryRow(Base):
    """One thing somebody said or clicked: everything that it changed refers to it."""

    __tablename__ = "entries"
    __table_args__ = (
        UniqueConstraint("workspace_id", "id"),
        within("by", "people"),
        Index(None, "workspace_id", "by"),
        Index(None, "workspace_id", "channel", "message_ts"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    by: Mapped[int | None]
    at: Mapped[datetime]
    via: Mapped[str] = mapped_column(String(16))
    channel: Mapped[str | None] = mapped_column(String(64))
    message_ts: Mapped[str | None] = mapped_column(String(64))
    text: Mapped[str]
    undone: Mapped[bool]
    thread_ts: Mapped[str | None] = mapped_column(String(64))
    reverses: Mapped[int | None]


class DealChangeRow(Base):
    """The journal. Rows are added and never changed."""

    __tablename__ = "deal_changes"
    __table_args__ = (
        within("deal_id", "deals"),
        within("entry_id", "entries"),
        within("by", "people"),
        Index(None, "workspace_id", "deal_id", "at"),
        Index(None, "workspace_id", "entry_id"),
        Index(None, "workspace_id", "at"),
        Index("ix_deal_changes_of_cells", "workspace_id", "at", "id", "deal_id", "field", "old", **only(OF_CELLS)),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[int]
    deal_id: Mapped[int]
    entry_id: Mapped[int]
    field: Mapped[str] = mapped_column(String(16))
    old: Mapped[str | None]
    new: Mapped[str | None]
    at: Mapped[datetime]
    by: Mapped[int | None]
    reason: Mapped[str]


class ActivityRow(Base):
    """Something that happened with a customer; hidden while its entry is undone."""

    __tablename__ = "activities"
    __table_args__ = (
        within("deal_id", "deals"),
        within("entry_id", "entries"),
        within("by", "people"),
        Index(None, "workspace_id", "deal_id"),
        Index(None, "workspace_id", "entry_id"),
        Index(None, "workspace_id", "by", "logged_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[int]
    deal_id: Mapped[int]
    entry_id: Mapped[int]
    kind: Mapped[str] = mapped_column(String(64))
    happened_on: Mapped[date]
    logged_at: Mapped[datetime]
    by: Mapped[int]
    contact: Mapped[str]
    note: Mapped[str]


class CustomerChangeRow(Base):
    """What entries did to accounts and contacts. It outlives them: an undone one is gone, what was done is not."""

    __tablename__ = "customer_changes"
    __table_args__ = (within("entry_id", "entries"), Index(None, "workspace_id", "entry_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[int]
    entry_id: Mapped[int]
    account_id: Mapped[int]
    contact_id: Mapped[int | None]
    old: Mapped[dict[str, Any] | None]
    new: Mapped[dict[str, Any] | None]


class ExitTickRow(Base):
    """A tick at an exit criterion, one per entry: undoing the entry hides its tick and no other."""

    __tablename__ = "exit_ticks"
    __table_args__ = (within("deal_id", "deals"), within("entry_id", "entries"))

    workspace_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    deal_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    criterion: Mapped[str] = mapped_column(String(128), primary_key=True)
    entry_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    evidence: Mapped[str]


class WinRow(Base):
    """A won deal that was celebrated, with its story."""

    __tablename__ = "wins"
    __table_args__ = (within("deal_id", "deals"), within("entry_id", "entries"))

    workspace_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    deal_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    entry_id: Mapped[int]
    story: Mapped[str]
    helpers: Mapped[list[Any]]
    retracted: Mapped[bool]
