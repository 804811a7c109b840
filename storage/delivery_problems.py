"""What went wrong with messages, for an admin's eyes: counted across all workspaces, never a word of what they said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from sales.delivery import DeliveryState
from storage.database import Database
from storage.tables import DeliveryRow

TROUBLED = (DeliveryState.PARKED, DeliveryState.UNCERTAIN, DeliveryState.FAILED)


@dataclass(frozen=True, slots=True)
class Trouble:
    """How many messages of one kind ended in one state for the same reason."""

    kind: str
    state: DeliveryState
    reason: str
    count: int


def troubles(database: Database, since: datetime) -> list[Trouble]:
    """The parked, uncertain and failed messages that were due since an instant (aware), most frequent first."""
    row, count = DeliveryRow, func.count().label("count")
    statement = (
        select(row.kind, row.state, row.error, count)
        .where(row.state.in_([state.value for state in TROUBLED]), row.due_at >= since)
        .group_by(row.kind, row.state, row.error)
        .order_by(count.desc(), row.kind, row.state)
    )
    with database.reading() as connection:
        found = connection.execute(statement).all()
    return [Trouble(kind, DeliveryState(state), error or "no reason given", many) for kind, state, error, many in found]
