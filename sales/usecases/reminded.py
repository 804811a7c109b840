"""Reminders that were sent, kept true: a deal that was dealt with elsewhere is ticked off there, too. Knows neither
what is the matter with a deal nor what a reminder looks like."""

from __future__ import annotations

from datetime import datetime, timedelta

from sales.delivery import Delivery
from sales.usecases.nudging import unanswered
from sales.usecases.ports import Store, Tx
from sales.usecases.scheduling import NUDGE

NUDGE_EDIT = "nudge_edit"
KEPT_TRUE = timedelta(hours=24)
"""After that the next reminder says how things stand."""
MOST = 500
"""Entries that are looked at in one go. What was before them is seen when the reminder is next used."""


def keep_true(store: Store, workspace_id: int, after: int, now: datetime) -> int:
    """Has each reminder of the last day edited in which a deal stands open that an entry after `after` is about.
    Returns the latest entry's id, to go on from."""
    with store.reading(workspace_id) as tx:
        latest, moved = tx.entries.moved_after(after, MOST)
        reminders = _about(tx, moved, now) if moved else []
    if reminders:
        with store.writing(workspace_id) as tx:
            for nudge in reminders:  # another process may have seen the same
                tx.deliveries.enqueue(_edit(nudge, latest, now))
    return latest


def newest_entry(store: Store, workspace_id: int) -> int:
    """Where to begin: what was entered before is in the reminders, which show how things stand when they are sent."""
    with store.reading(workspace_id) as tx:
        return tx.entries.moved_after(0, 1)[0]


def _about(tx: Tx, moved: set[int], now: datetime) -> list[Delivery]:
    owners = {str(deal.owner_id) for deal in tx.deals.many(moved).values()}
    latest = tx.deliveries.latest_sent(NUDGE, owners).values()
    return [n for n in latest if n.due_at > now - KEPT_TRUE and not moved.isdisjoint(unanswered(n))]


def _edit(nudge: Delivery, latest: int, now: datetime) -> Delivery:
    slot = f"nudge {nudge.id} after {latest}"
    return Delivery(kind=NUDGE_EDIT, recipient=nudge.recipient, slot=slot, due_at=now, payload={"edits": nudge.id})
