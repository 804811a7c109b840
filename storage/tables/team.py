"""Workspaces, the people in them, and what was agreed with them: process, schedules, quotas."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base, within


class WorkspaceRow(Base):
    """One Slack workspace and its settings."""

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
    call_weekday: Mapped[int | None]
    names_stamp: Mapped[int] = mapped_column(default=1)
    said_stamp: Mapped[int] = mapped_column(default=1)
    saved_by: Mapped[int | None]
    log_reaction: Mapped[str]
    keep_sentences: Mapped[bool]


class ProcessRow(Base):
    """One version of the written process, which holds from `saved_at` (None: always); the highest version holds now."""

    __tablename__ = "processes"

    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    content: Mapped[dict[str, Any]]
    saved_by: Mapped[int | None]
    saved_at: Mapped[datetime | None]


class FormerSettingsRow(Base):
    """The settings that numbers depend on as they were until `at`. Rows are added and never changed."""

    __tablename__ = "former_settings"
    __table_args__ = (Index(None, "workspace_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    timezone: Mapped[str]
    currency: Mapped[str] = mapped_column(String(3))
    fiscal_start_month: Mapped[int]
    rates: Mapped[dict[str, Any]]
    rates_dated: Mapped[date | None]
    call_weekday: Mapped[int | None]
    at: Mapped[datetime]


class PersonRow(Base):
    """Somebody of a workspace's team, also one who has left."""

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


class MoveRow(Base):
    """Whom somebody reported to, and whether they were here, until `at`. Rows are added and never changed."""

    __tablename__ = "moves"
    __table_args__ = (within("person_id", "people"), Index(None, "workspace_id", "at"))

    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    person_id: Mapped[int]
    manager_id: Mapped[int | None]
    active: Mapped[bool]
    at: Mapped[datetime]


class ScheduleRow(Base):
    """When one person hears from us by the clock, and of what."""

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
    timezone: Mapped[str | None]
    rhythm: Mapped[str] = mapped_column(String(16))
    subject_id: Mapped[int | None]
    layout: Mapped[str] = mapped_column(String(16))
    channel: Mapped[str | None] = mapped_column(String(64))
    amounts: Mapped[str] = mapped_column(String(16))


class QuotaRow(Base):
    """One person's quota for one period."""

    __tablename__ = "quotas"
    __table_args__ = (within("person_id", "people"),)

    workspace_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    person_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    starts_on: Mapped[date] = mapped_column(primary_key=True)
    ends_on: Mapped[date] = mapped_column(primary_key=True)
    minor: Mapped[int] = mapped_column(BigInteger)
    currency: Mapped[str] = mapped_column(String(3))


class FormerQuotaRow(Base):
    """A quota as it was until `at`, without an amount if there was none. Rows are added and never changed."""

    __tablename__ = "former_quotas"
    __table_args__ = (within("person_id", "people"), Index(None, "workspace_id", "starts_on"))

    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[int]
    person_id: Mapped[int]
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    minor: Mapped[int | None] = mapped_column(BigInteger)
    currency: Mapped[str | None] = mapped_column(String(3))
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
