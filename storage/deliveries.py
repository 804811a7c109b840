"""Deliveries: the rows of messages we start. `SqlDeliveries` is what one workspace's transaction sees; `SqlOutbox` is
the sender's side, across workspaces, each call a transaction of its own."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, bindparam, delete, func, literal_column, or_, select, update

from sales.delivery import Delivery, DeliveryState
from storage.compiled import Compiled
from storage.convert import columns, delivery_of
from storage.database import Database
from storage.scope import Scope
from storage.statements import HERE
from storage.tables import DeliveryRow, plain

OVERDUE_AFTER = timedelta(minutes=3)

_DELIVERIES = select(*DeliveryRow.__table__.columns)
_NEVER_CAME = [
    state.value
    for state in (DeliveryState.SKIPPED, DeliveryState.PARKED, DeliveryState.FAILED, DeliveryState.UNCERTAIN)
]
_UNSETTLED = DeliveryRow.state.in_([literal_column("'pending'"), literal_column("'sending'")])
_TABLE = plain(DeliveryRow)
_WITHDRAWN = Compiled(
    delete(_TABLE).where(_TABLE.c.workspace_id == HERE, _TABLE.c.id == bindparam("which"), _TABLE.c.state == "pending")
)


class SqlDeliveries:
    """The port `Deliveries`."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope

    def enqueue(self, delivery: Delivery) -> Delivery | None:
        new_id = self._scope.add_if_new(DeliveryRow, columns(delivery))
        return None if new_id is None else replace(delivery, id=new_id, workspace_id=self._scope.workspace_id)

    def enqueue_all(self, deliveries: Sequence[Delivery]) -> None:
        self._scope.write_many(DeliveryRow, list(map(columns, deliveries)))

    def known(self, kind: str, slots: Collection[str]) -> set[tuple[str, str]]:
        statement = select(DeliveryRow.recipient, DeliveryRow.slot).where(
            self._scope.here(DeliveryRow), DeliveryRow.kind == kind, DeliveryRow.slot.in_(slots)
        )
        return set(self._scope.pairs(statement))

    def with_slot(self, kind: str, slot: str) -> list[Delivery]:
        same = (DeliveryRow.kind == kind, DeliveryRow.slot == slot)
        found = self._scope.rows(_DELIVERIES.where(self._scope.here(DeliveryRow), *same).order_by(DeliveryRow.id))
        return list(map(delivery_of, found))

    def get(self, delivery_id: int) -> Delivery | None:
        """The row; a transaction that writes holds it from here on, so that no answer saved meanwhile is lost."""
        return self._first(DeliveryRow.id == delivery_id, lock=True)

    def find(self, kind: str, recipient: str, slot: str) -> Delivery | None:
        """The row; held like that of `get`."""
        same = (DeliveryRow.kind == kind, DeliveryRow.recipient == recipient, DeliveryRow.slot == slot)
        return self._first(*same, lock=True)

    def by_message(self, channel: str, ts: str) -> Delivery | None:
        return self._first(DeliveryRow.channel == channel, DeliveryRow.ts == ts)

    def latest_sent(self, kind: str, recipients: Collection[str]) -> dict[str, Delivery]:
        """See the port."""
        which = (DeliveryRow.kind == kind, DeliveryRow.recipient.in_(recipients))
        latest_first = (DeliveryRow.due_at.desc(), DeliveryRow.id.desc())
        place = func.row_number().over(partition_by=DeliveryRow.recipient, order_by=latest_first).label("place")
        sent = select(DeliveryRow.id, place).where(
            self._scope.here(DeliveryRow), *which, DeliveryRow.state == DeliveryState.SENT.value
        )
        each = sent.subquery("sent")
        latest = _DELIVERIES.join(each, each.c.id == DeliveryRow.id).where(self._scope.here(DeliveryRow))
        found = map(delivery_of, self._scope.rows(latest.where(each.c.place == 1)))
        return {delivery.recipient: delivery for delivery in found}

    def sent_between(self, kind: str, after: datetime, until: datetime) -> list[Delivery]:
        """See the port."""
        which = (DeliveryRow.kind == kind, DeliveryRow.state == DeliveryState.SENT.value)
        when = (DeliveryRow.due_at > after, DeliveryRow.due_at <= until)
        statement = _DELIVERIES.where(self._scope.here(DeliveryRow), *which, *when)
        rows = self._scope.rows(statement.order_by(DeliveryRow.due_at, DeliveryRow.id))
        return [delivery_of(row) for row in rows]

    def unsent(self, kinds: Collection[str], recipient: str, since: datetime) -> list[Delivery]:
        whose = (DeliveryRow.kind.in_(kinds), DeliveryRow.recipient == recipient, DeliveryRow.due_at > since)
        found = _DELIVERIES.where(self._scope.here(DeliveryRow), *whose, DeliveryRow.state.in_(_NEVER_CAME))
        return list(map(delivery_of, self._scope.rows(found.order_by(DeliveryRow.due_at.desc()))))

    def _first(self, *conditions: Any, lock: bool = False) -> Delivery | None:
        latest = (DeliveryRow.due_at.desc(), DeliveryRow.id.desc())
        statement = _DELIVERIES.where(self._scope.here(DeliveryRow), *conditions).order_by(*latest).limit(1)
        row = self._scope.first(statement.with_for_update() if lock and self._scope.writes else statement)
        return delivery_of(row) if row else None

    def save_payload(self, delivery_id: int, payload: Mapping[str, Any]) -> None:
        self._scope.execute(
            update(DeliveryRow)
            .where(self._scope.here(DeliveryRow), DeliveryRow.id == delivery_id)
            .values(payload=dict(payload))
        )

    def withdraw(self, delivery_id: int) -> None:
        """Its row goes: what nobody was sent is no record of anything."""
        self._scope.change(_WITHDRAWN, {"which": delivery_id})


class SqlOutbox:
    """The port `Outbox`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def claim(
        self, now: datetime, lease_until: datetime, *, only: int | None = None, limit: int = 50
    ) -> list[Delivery]:
        """See the port. `only` claims that one delivery, if it is due. Rows that another claimer has in hand are passed
        over, not waited for."""
        free = or_(
            and_(DeliveryRow.state == DeliveryState.PENDING.value, DeliveryRow.due_at <= now),
            and_(DeliveryRow.state == DeliveryState.SENDING.value, DeliveryRow.leased_until <= now),
        )
        due = select(DeliveryRow.id).where(_UNSETTLED, free).order_by(DeliveryRow.due_at, DeliveryRow.id).limit(limit)
        if only is not None:
            due = due.where(DeliveryRow.id == only)
        with self._database.writing() as connection:
            ids = connection.execute(due.with_for_update(skip_locked=True)).scalars().all()
            if not ids:
                return []
            claimed = connection.execute(
                update(DeliveryRow)
                .where(DeliveryRow.id.in_(ids))
                .values(
                    state=DeliveryState.SENDING.value,
                    fence=DeliveryRow.fence + 1,
                    attempts=DeliveryRow.attempts + 1,
                    leased_until=lease_until,
                    claimed_at=now,
                )
                .returning(*DeliveryRow.__table__.columns)
            )
            return sorted(map(delivery_of, claimed), key=lambda delivery: (delivery.due_at, delivery.id))

    def mark(
        self,
        delivery: Delivery,
        state: DeliveryState,
        *,
        channel: str | None = None,
        ts: str | None = None,
        error: str | None = None,
        due_at: datetime | None = None,
    ) -> bool:
        """See the port. What is not given stays as it is, but for `error`, which is that of the last attempt."""
        given = {"channel": channel, "ts": ts, "due_at": due_at}
        values = {name: value for name, value in given.items() if value is not None}
        statement = (
            update(DeliveryRow)
            .where(
                DeliveryRow.workspace_id == delivery.workspace_id,
                DeliveryRow.id == delivery.id,
                DeliveryRow.fence == delivery.fence,
            )
            .values(state=state.value, leased_until=None, error=error, **values)
        )
        with self._database.writing() as connection:
            return connection.execute(statement).rowcount == 1

    def overdue(self, now: datetime) -> int:
        late = select(func.count()).select_from(DeliveryRow).where(_UNSETTLED, DeliveryRow.due_at < now - OVERDUE_AFTER)
        with self._database.reading() as connection:
            return connection.execute(late).scalar_one()
