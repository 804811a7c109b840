"""A digest that was sent this morning, and what is said in its thread since."""

from __future__ import annotations

from datetime import datetime, timedelta

from sales.deal import Via
from sales.delivery import Delivery, DeliveryState
from sales.usecases.ports import Heard
from sales.usecases.reading import Said
from sales.usecases.say import Reply, say
from tests.usecases.conftest import Floor

THREAD = "1763458200.000100"
ADDRESS = "https://acme.example/"


def digest_row(floor: Floor, who: str) -> Delivery:
    """A digest that was sent to somebody this morning, now."""
    since = floor.now - timedelta(days=7)
    payload = {"as_of": floor.now.isoformat(), "since": since.isoformat(), "period": "quarter"}
    row = Delivery(
        kind="digest",
        recipient=str(floor.team[who].id),
        slot="2026-11-18",
        due_at=floor.now,
        payload=payload,
        state=DeliveryState.SENT,
        channel="D-ada",
        ts=THREAD,
    )
    with floor.store.writing(floor.workspace.id) as tx:
        tx.deliveries.enqueue(row)
    return row


def in_thread(floor: Floor, who: str, text: str, at: datetime) -> Reply:
    heard = Heard(f"D-ada:{text}", "D-ada", "9.9", floor.team[who].slack_id or "", text, THREAD, at)
    return say(floor.store, floor.names, floor.actor(who), Said(heard=heard, via=Via.MESSAGE), at)
