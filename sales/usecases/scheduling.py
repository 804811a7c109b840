"""What is due now becomes rows to be delivered, once per slot. Decides working days, quiet hours and whether there is
anything to say; sends nothing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from sales.cadence import Slot, due_slots, may_go_out, missed_slots, schedules_for
from sales.delivery import Delivery, DeliveryState
from sales.usecases.attention import needing_somebody
from sales.usecases.nudging import plan_nudge, unanswered
from sales.usecases.ports import Store, Tx
from sales.workspace import Schedule, ScheduleKind, default_schedule

DIGEST, CHANNEL_DIGEST, NUDGE = (kind.value for kind in ScheduleKind)
FIRST_DIGEST_LOOKS_BACK = timedelta(days=7)
NOT_RUNNING = "Firebreak was not running when this was due, and more than a day has passed."
CLOCK_SET = "the clock was set forward past that hour"
"""Why a message of the demo is late, or was never sent."""
LATE = "late_because"


def plan(store: Store, workspace_id: int, now: datetime) -> int:
    """Writes a row for every slot that is due and has none; returns how many are to be sent. Slots that are too late
    get a row that says so."""
    with store.reading(workspace_id) as tx:
        waiting = {kind: _without_row(tx, kind, now) for kind in ScheduleKind}
        late = {kind: _without_row(tx, kind, now, missed=True) for kind in ScheduleKind}
    if not any(waiting.values()) and not any(late.values()):
        return 0
    with store.writing(workspace_id) as tx:
        for slots in late.values():
            for slot in slots:
                _skip(tx, slot, NOT_RUNNING)
        return sum(_planned(tx, kind, slots, now) for kind, slots in waiting.items())


def plan_latest(store: Store, workspace_id: int, now: datetime, kind: ScheduleKind, within: timedelta) -> int:
    """Plans everybody's latest slot of that kind within the time before `now`, as it would have been at its own hour:
    what stands there if somebody comes back to a bot that was running all along; of nudges, those of people with open
    deals. For a clock that was set forward, which is then the reason for what is late or too late to be sent."""
    with store.writing(workspace_id) as tx:
        calendar = tx.workspace.calendar
        slots = due_slots(
            _schedules(tx, kind), tx.people.team(), now, within, since=tx.workspace.served_since, calendar=calendar
        )
        wanted = tx.deals.open_owners() if kind is ScheduleKind.NUDGE else set(tx.people.team().by_id)
        latest = {slot.person_id: slot for slot in slots if slot.person_id in wanted}
        known = tx.deliveries.known(kind.value, {slot.day.isoformat() for slot in slots}) if slots else set()
        fresh = [slot for slot in latest.values() if (str(slot.person_id), slot.day.isoformat()) not in known]
        reachable = [slot for slot in fresh if tx.people.team()[slot.person_id].slack_id]
        planned = sum(_planned(tx, kind, [slot], slot.due_at, late=CLOCK_SET) for slot in reachable)
        for slot in _without_row(tx, kind, now, missed=True):
            _skip(tx, slot, CLOCK_SET)
        return planned


def _schedules(tx: Tx, kind: ScheduleKind) -> tuple[Schedule, ...]:
    team = tx.people.team()
    owners = [person.id for person in team] if kind is ScheduleKind.NUDGE else []
    return schedules_for(kind, team, tx.people.schedules(kind), owners)


def _without_row(tx: Tx, kind: ScheduleKind, now: datetime, *, missed: bool = False) -> list[Slot]:
    team, since = tx.people.team(), tx.workspace.served_since
    find = missed_slots if missed else due_slots
    slots = find(_schedules(tx, kind), team, now, since=since, calendar=tx.workspace.calendar)
    known = tx.deliveries.known(kind.value, {slot.day.isoformat() for slot in slots}) if slots else set()
    return [
        slot
        for slot in slots
        if (str(slot.person_id), slot.day.isoformat()) not in known
        and team[slot.person_id].slack_id
        and (missed or may_go_out(slot, team[slot.person_id], now))
    ]


def _planned(tx: Tx, kind: ScheduleKind, slots: Iterable[Slot], now: datetime, late: str = "") -> int:
    return _plan_forecasts(tx, kind, slots, late) if kind.is_forecast else _plan_nudges(tx, slots, now)


def _plan_forecasts(tx: Tx, kind: ScheduleKind, slots: Iterable[Slot], late: str) -> int:
    """A row holds all that its schedule said when it was due: what is changed afterwards holds from the next one on.
    `late` is why it will come late, if it does, where that is known already."""
    due = list(slots)
    if not due:
        return 0
    saved = tx.people.schedules(kind)
    sent = tx.deliveries.latest_sent(kind.value, [str(slot.person_id) for slot in due])
    planned = 0
    for slot in due:
        previous = sent.get(str(slot.person_id))
        since = previous.payload.get("as_of") if previous else None
        schedule = saved.get(slot.person_id) or default_schedule(slot.person_id, kind)
        payload: dict[str, object] = {
            "as_of": slot.due_at.isoformat(),
            "since": since or (slot.due_at - FIRST_DIGEST_LOOKS_BACK).isoformat(),
            "period": schedule.period,
            "layout": schedule.layout.value,
        }
        if schedule.subject_id is not None:
            payload["subject"] = schedule.subject_id
        if late:
            payload[LATE] = late
        if kind is ScheduleKind.CHANNEL:
            payload |= {"channel": schedule.channel, "amounts": schedule.amounts.value}
        planned += tx.deliveries.enqueue(_row(slot, payload)) is not None
    return planned


def _plan_nudges(tx: Tx, slots: Iterable[Slot], now: datetime) -> int:
    due = list(slots)
    if not due:
        return 0
    needing_attention = needing_somebody(tx, now, {slot.person_id for slot in due})
    saved = tx.people.schedules(ScheduleKind.NUDGE)
    sent = tx.deliveries.latest_sent(NUDGE, [str(slot.person_id) for slot in due])
    planned, ignored = 0, set[int]()
    for slot in due:
        person = tx.people.team()[slot.person_id]
        schedule = saved.get(person.id) or default_schedule(person.id, ScheduleKind.NUDGE)
        previous = sent.get(str(person.id))
        payload = plan_nudge(tx, schedule, needing_attention.get(person.id, []), previous, now)
        if payload is None:
            _skip(tx, slot, "Nothing needed this person.")
        elif tx.deliveries.enqueue(_row(slot, payload)) is not None:
            planned += 1
            if payload["deals"] and previous is not None:
                ignored |= set(unanswered(previous))
    if ignored:  # counted by whoever has enqueued the next nudge, so once; all at the end, for that locks the deals
        tx.deals.count_ignored(ignored)
    return planned


def _row(slot: Slot, payload: dict[str, object]) -> Delivery:
    return Delivery(
        kind=slot.kind.value,
        recipient=str(slot.person_id),
        slot=slot.day.isoformat(),
        due_at=slot.due_at,
        payload=payload,
    )


def _skip(tx: Tx, slot: Slot, why: str) -> None:
    tx.deliveries.enqueue(
        Delivery(
            kind=slot.kind.value,
            recipient=str(slot.person_id),
            slot=slot.day.isoformat(),
            due_at=slot.due_at,
            state=DeliveryState.SKIPPED,
            error=why,
        )
    )
