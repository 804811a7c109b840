"""Messages: those we start, those that reached us, and keys that were seen once."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base, only


class DeliveryRow(Base):
    """A message we start: its unique key, its state, and where it stands in Slack."""

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
    mentioned: Mapped[bool]
    command: Mapped[str] = mapped_column(String(32), server_default="")
    response_url: Mapped[str] = mapped_column(server_default="")
    leased_by: Mapped[str] = mapped_column(String(32), server_default="")
    leased_until: Mapped[datetime | None]
    files: Mapped[list[Any]] = mapped_column(server_default="[]")


class OnceRow(Base):
    """A key that was seen: a second submission of the same form finds it here."""

    __tablename__ = "once"

    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"), primary_key=True)
    key: Mapped[str] = mapped_column(String(255), primary_key=True)
    at: Mapped[datetime]
