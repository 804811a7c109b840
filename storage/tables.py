"""The tables. Owns their columns, keys and indexes; refuses to know what the values mean. Every table but
`installations` belongs to a workspace, and every reference carries the workspace too, so that the database itself
refuses a row that points into another one."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    MetaData,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from storage.types import Instant

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy reads it from the class
        datetime: Instant,
        str: Text,
        dict[str, Any]: JSON,
        list[Any]: JSON,
    }


def within(column: str, table: str) -> ForeignKeyConstraint:
    """A reference to a row of the same workspace."""
    return ForeignKeyConstraint(["workspace_id", column], [f"{table}.workspace_id", f"{table}.id"])


def only(sqlite: str, postgresql: str = "") -> dict[str, Any]:
    """Limits an index to some rows. The condition is spelled as SQLAlchemy spells it in queries, because a database
    uses such an index only where it can see that the query's condition includes the index's."""
    return {"sqlite_where": text(sqlite), "postgresql_where": text(postgresql or sqlite)}


PRESENT = only("deleted = 0", "NOT deleted")
OPEN = only("outcome = 'open' AND deleted = 0", "outcome = 'open' AND NOT deleted")


class WorkspaceRow(Base):
    __tablename__ = "workspaces"
    __table_args__ = (UniqueConstraint("enterprise_id", "team_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[str] = mapped_column(String(64))
    enterprise_id: Mapped[str] = mapped_column(String(64))
    name: Mapped[str]
    timezone: Mapped[str]
    currency: Mapped[str] = mapped_column(String(3))
    fiscal_start_month: Mapped[int]
    day_first: Mapped[bool]
    decimal_comma: Mapped[bool]
    week_start: Mapped[int]
    visibility: Mapped[str] = mapped_column(String(16))
    wins_channel: Mapped[str | None] = mapped_column(String(64))
    win_bands: Mapped[list[Any]]
    rates: Mapped[dict[str, Any]]
    rates_dated: Mapped[date | None]
    served_since: Mapped[datetime | None]
    names_stamp: Mapped[int] = mapped_column(default=1)
    saved_by: Mapped[int | None]


class ProcessRow(Base):
    """One version of the written process; the highest version holds."""

    __tablename__ = "processes"

    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    content: Mapped[dict[str, Any]]
    saved_by: Mapped[int | None]


class PersonRow(Base):
    __tablename__ = "people"
    __table_args__ = (
        UniqueConstraint("workspace_id", "id"),
        UniqueConstraint("workspace_id", "slack_id"),
        within("manager_id", "people"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    name: Mapped[str]
    role: Mapped[str] = mapped_column(String(16))
    manager_id: Mapped[int | None]
    timezone: Mapped[str]
    country: Mapped[str | None] = mapped_column(String(8))
    days_off: Mapped[list[Any]]
    slack_id: Mapped[str | None] = mapped_column(String(64))
    email: Mapped[str | None]
    active: Mapped[bool]
    admin: Mapped[bool]
    team: Mapped[str]


class ScheduleRow(Base):
    __tablename__ = "schedules"
    __table_args__ = (within("person_id", "people"),)

    workspace_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    person_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(String(16), primary_key=True)
    at: Mapped[time]
    weekdays: Mapped[list[Any]]
    enabled: Mapped[bool]
    period: Mapped[str] = mapped_column(String(16))
    muted: Mapped[list[Any]]


class QuotaRow(Base):
    __tablename__ = "quotas"
    __table_args__ = (within("person_id", "people"),)

    workspace_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    person_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    starts_on: Mapped[date] = mapped_column(primary_key=True)
    ends_on: Mapped[date] = mapped_column(primary_key=True)
    minor: Mapped[int] = mapped_column(BigInteger)
    currency: Mapped[str] = mapped_column(String(3))


class AccountRow(Base):
    """A customer. `name_key` is the name without case and spacing, so that one customer has one row."""

    __tablename__ = "accounts"
    __table_args__ = (UniqueConstraint("workspace_id", "id"), UniqueConstraint("workspace_id", "name_key"))

    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    name: Mapped[str]
    name_key: Mapped[str]


class ContactRow(Base):
    __tablename__ = "contacts"
    __table_args__ = (
        UniqueConstraint("workspace_id", "id"),
        within("account_id", "accounts"),
        Index(None, "account_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[int]
    account_id: Mapped[int]
    name: Mapped[str]
    title: Mapped[str]
    email: Mapped[str]
    role: Mapped[str | None] = mapped_column(String(16))


class DealRow(Base):
    """A deal as it is now. `counts_on` is the day that decides its period, written with every save."""

    __tablename__ = "deals"
    __table_args__ = (
        UniqueConstraint("workspace_id", "id"),
        UniqueConstraint("workspace_id", "external_id"),
        within("account_id", "accounts"),
        within("owner_id", "people"),
        Index(
            "ix_deals_cells",
            *("workspace_id", "counts_on", "owner_id", "stage", "outcome", "category", "currency", "amount_minor"),
            **PRESENT,
        ),
        Index("ix_deals_open_owner", "workspace_id", "owner_id", "close_date", **OPEN),
        Index("ix_deals_open_touch", "workspace_id", "touched_at", "stage", **OPEN),
        Index("ix_deals_open_close", "workspace_id", "close_date", **OPEN),
        Index("ix_deals_channel", "workspace_id", "channel"),
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


class DealChangeRow(Base):
    """The journal. Rows are added and never changed."""

    __tablename__ = "deal_changes"
    __table_args__ = (
        within("deal_id", "deals"),
        within("entry_id", "entries"),
        within("by", "people"),
        Index(None, "workspace_id", "deal_id"),
        Index(None, "workspace_id", "entry_id"),
        Index(None, "workspace_id", "at"),
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
    __tablename__ = "wins"
    __table_args__ = (within("deal_id", "deals"), within("entry_id", "entries"))

    workspace_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    deal_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    entry_id: Mapped[int]
    story: Mapped[str]
    helpers: Mapped[list[Any]]
    retracted: Mapped[bool]


class DeliveryRow(Base):
    __tablename__ = "deliveries"
    __table_args__ = (
        UniqueConstraint("workspace_id", "kind", "recipient", "slot"),
        Index("ix_deliveries_message", "workspace_id", "channel", "ts"),
        Index("ix_deliveries_unsettled", "due_at", **only("state IN ('pending', 'sending')")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    kind: Mapped[str] = mapped_column(String(32))
    recipient: Mapped[str] = mapped_column(String(64))
    slot: Mapped[str] = mapped_column(String(128))
    due_at: Mapped[datetime]
    payload: Mapped[dict[str, Any]]
    state: Mapped[str] = mapped_column(String(16))
    fence: Mapped[int]
    attempts: Mapped[int]
    leased_until: Mapped[datetime | None]
    claimed_at: Mapped[datetime | None]
    channel: Mapped[str | None] = mapped_column(String(64))
    ts: Mapped[str | None] = mapped_column(String(64))
    error: Mapped[str | None]


class InboxRow(Base):
    """What reached us. The same message can arrive under two keys, so (channel, ts) is unique as well."""

    __tablename__ = "inbox"
    __table_args__ = (
        Index("uq_inbox_message", "workspace_id", "channel", "ts", unique=True, **only("ts != ''")),
        Index("ix_inbox_waiting", "workspace_id", "received_at", **only("done = 0", "NOT done")),
    )

    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"), primary_key=True)
    key: Mapped[str] = mapped_column(String(255), primary_key=True)
    channel: Mapped[str] = mapped_column(String(64))
    ts: Mapped[str] = mapped_column(String(64))
    slack_user: Mapped[str] = mapped_column(String(64))
    text: Mapped[str]
    thread_ts: Mapped[str | None] = mapped_column(String(64))
    received_at: Mapped[datetime]
    done: Mapped[bool]


class OnceRow(Base):
    """A key that was seen: a second submission of the same form finds it here."""

    __tablename__ = "once"

    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"), primary_key=True)
    key: Mapped[str] = mapped_column(String(255), primary_key=True)
    at: Mapped[datetime]


class AuditRow(Base):
    """Who changed what that is not a deal. Rows are added and never changed."""

    __tablename__ = "audit"
    __table_args__ = (Index(None, "workspace_id", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    what: Mapped[str]
    detail: Mapped[str]
    by: Mapped[int | None]
    at: Mapped[datetime]


class InstallationRow(Base):
    """What Slack gave us at installation: tokens, encrypted as one text."""

    __tablename__ = "installations"

    enterprise_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    team_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    sealed: Mapped[str]
