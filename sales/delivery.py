"""The record of a message we start: its key, its state, and what may follow upon what. Knows nothing of Slack but that
posting has three outcomes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import Any


class DeliveryState(Enum):
    """pending -> sending -> sent | parked | failed | uncertain. `skipped`: too late, never sent, kept as the reason."""

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    PARKED = "parked"
    FAILED = "failed"
    UNCERTAIN = "uncertain"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """A message we start. Its key, unique in the workspace, is `kind`, `recipient` (a person's id as text, or a
    channel id) and `slot`. `payload` is all it is composed of. `fence` counts claims: only the latest may mark it.
    `id` is 0 until saved; all instants are aware."""

    id: int = 0
    workspace_id: int = 0
    kind: str
    recipient: str
    slot: str
    due_at: datetime
    payload: Mapping[str, Any] = field(default_factory=dict)
    state: DeliveryState = DeliveryState.PENDING
    fence: int = 0
    attempts: int = 0
    leased_until: datetime | None = None
    claimed_at: datetime | None = None
    channel: str | None = None
    ts: str | None = None
    error: str | None = None

    @property
    def is_settled(self) -> bool:
        """Whether nothing more becomes of it: no sender has it in hand, and none will."""
        return self.state not in (DeliveryState.PENDING, DeliveryState.SENDING)

    @property
    def key(self) -> str:
        """The key as one word, put into the message's metadata so that it can be found again."""
        return f"{self.workspace_id}/{self.kind}/{self.recipient}/{self.slot}"
