"""When a person hears from us by the clock, and of what: what is set, what it would look like, what never came. Checked
here, audited, saved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from sales.cadence import clock_of, next_slot
from sales.delivery import Delivery
from sales.errors import Invalid, NotAllowed
from sales.people import Person
from sales.period import Grain, zone
from sales.usecases.actors import Actor
from sales.usecases.digesting import Digest, digest
from sales.usecases.ports import Store, Tx
from sales.workspace import Amounts, Layout, Rhythm, Schedule, ScheduleKind, default_schedule

LOOKS_BACK = timedelta(days=7)
FORECASTS = tuple(kind for kind in ScheduleKind if kind.is_forecast)


@dataclass(frozen=True, slots=True, kw_only=True)
class MySchedule:
    """A person's schedules, forecasts only for those who lead; when the next of each would come; whose forecasts they
    may choose, by name; and what of the last week never reached them."""

    person: Person
    schedules: Mapping[ScheduleKind, Schedule]
    next_at: Mapping[ScheduleKind, datetime | None]
    subjects: tuple[Person, ...]
    missed: tuple[Delivery, ...]

    @property
    def nudge(self) -> Schedule:
        return self.schedules[ScheduleKind.NUDGE]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduleWish:
    """A schedule as it was filled in: texts as they were picked. `reachable`: Slack lets us post to the channel."""

    kind: ScheduleKind
    at: str
    weekdays: frozenset[int]
    enabled: bool
    period: str = "quarter"
    muted: frozenset[str] = frozenset()
    timezone: str = ""
    rhythm: str = "days"
    subject_id: int | None = None
    layout: str = "full"
    channel: str = ""
    amounts: str = "inside"
    reachable: bool = True


def my_schedule(store: Store, actor: Actor, now: datetime) -> MySchedule:
    """What the actor is sent by the clock."""
    with store.reading(actor.workspace_id) as tx:
        team, person = tx.people.team(), actor.person
        leads = person.leads or person.id in team.reports
        kinds = tuple(ScheduleKind) if leads else (ScheduleKind.NUDGE,)
        found = {kind: tx.people.schedules(kind).get(person.id) or default_schedule(person.id, kind) for kind in kinds}
        slots = {kind: next_slot(one, person, now, tx.workspace.calendar) for kind, one in found.items()}
        seen = (team[i] for i in team.sees_numbers_of(person))
        below = [one for one in seen if one.active and (one.leads or one.id in team.reports or one.id == person.id)]
        return MySchedule(
            person=person,
            schedules=found,
            next_at={kind: slot.due_at if slot else None for kind, slot in slots.items()},
            subjects=tuple(sorted(below, key=lambda one: (one.id != person.id, one.name.casefold(), one.id))),
            missed=missed_forecasts(tx, person, now) if leads else (),
        )


def missed_forecasts(tx: Tx, person: Person, now: datetime) -> tuple[Delivery, ...]:
    """The person's forecasts of the last week that did not reach them, or nobody knows, the latest first. One query."""
    kinds = [kind.value for kind in FORECASTS]
    return tuple(tx.deliveries.unsent(kinds, str(person.id), now - LOOKS_BACK))


def drafted(actor: Actor, wish: ScheduleWish) -> Schedule:
    """The schedule that was filled in. Raises `Invalid`, at its field, for one that cannot be."""
    name = wish.kind.value
    try:
        hour = time.fromisoformat(wish.at)
    except ValueError:
        raise Invalid("Write the time like 08:00.", field=f"{name}_at") from None
    if wish.enabled and not wish.weekdays:
        raise Invalid("Pick at least one day, or switch it off.", field=f"{name}_days")
    if wish.period not in {grain.value for grain in Grain}:
        raise Invalid("The period is month, quarter or year.", field=f"{name}_period")
    try:
        rhythm, layout, amounts = Rhythm(wish.rhythm), Layout(wish.layout), Amounts(wish.amounts)
        zone(wish.timezone or "UTC")
    except (Invalid, ValueError):
        raise Invalid("I do not know that choice. Please open the form again.", field=f"{name}_zone") from None
    in_channel = wish.kind is ScheduleKind.CHANNEL
    if in_channel and wish.enabled and not wish.channel:
        raise Invalid("Pick a channel, or switch it off.", field=f"{name}_to")
    if in_channel and wish.enabled and not wish.reachable:
        raise Invalid("I am not in that channel. Invite me there first: /invite @Firebreak", field=f"{name}_to")
    own = wish.subject_id in (None, actor.person.id)
    return Schedule(
        person_id=actor.person.id,
        kind=wish.kind,
        at=hour.replace(second=0, microsecond=0, tzinfo=None),
        weekdays=wish.weekdays & frozenset(range(7)),
        enabled=wish.enabled,
        period=wish.period,
        muted=wish.muted,
        timezone=wish.timezone if wish.timezone not in ("", actor.person.timezone) else None,
        rhythm=rhythm,
        subject_id=None if own else wish.subject_id,
        layout=layout,
        channel=wish.channel or None,
        amounts=amounts,
    )


def reschedule(store: Store, actor: Actor, wish: ScheduleWish, now: datetime) -> Schedule:
    """Saves when and of what the actor hears. Raises `Invalid`, at its field, for what cannot be, and `NotAllowed` for
    forecasts outside of the actor's reach."""
    schedule = drafted(actor, wish)
    with store.writing(actor.workspace_id) as tx:
        _require(tx, actor, schedule)
        tx.people.save_schedule(schedule)
        to = f" to {schedule.channel}" if schedule.channel else ""
        detail = f"{wish.at} on {sorted(schedule.weekdays)}, enabled {schedule.enabled}{to}"
        tx.audit(f"schedule.{wish.kind.value}", detail, actor.person.id, now)
    return schedule


def _require(tx: Tx, actor: Actor, schedule: Schedule) -> None:
    team, person = tx.people.team(), actor.person
    team.require_numbers(person, schedule.subject_id or person.id)
    if schedule.kind is ScheduleKind.CHANNEL and not (person.leads or person.id in team.reports):
        raise NotAllowed("Only managers and executives can post forecasts to a channel.")


@dataclass(frozen=True, slots=True)
class Preview:
    """What a schedule would send if it were due now, and when it is due next (None: within three months never)."""

    schedule: Schedule
    digest: Digest
    next_at: datetime | None
    timezone: str


def preview(store: Store, actor: Actor, wish: ScheduleWish, now: datetime) -> Preview:
    """The forecast as the schedule would send it now. Raises as `reschedule` does; saves nothing."""
    schedule = drafted(actor, replace(wish, enabled=True, reachable=True))
    with store.reading(actor.workspace_id) as tx:
        _require(tx, actor, schedule)
        me = str(actor.person.id)
        previous = tx.deliveries.latest_sent(schedule.kind.value, [me]).get(me)
        since = previous.payload.get("as_of") if previous else None
        payload = {
            "as_of": now.isoformat(),
            "since": since or (now - LOOKS_BACK).isoformat(),
            "period": schedule.period,
            **({"subject": schedule.subject_id} if schedule.subject_id is not None else {}),
        }
        row = Delivery(
            kind=schedule.kind.value, recipient=str(actor.person.id), slot="preview", due_at=now, payload=payload
        )
        slot = next_slot(schedule, actor.person, now, tx.workspace.calendar)
        found = digest(tx, row, now)
    return Preview(schedule, found, slot.due_at if slot else None, clock_of(schedule, actor.person))
