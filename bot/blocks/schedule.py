"""The form in which a person says when they want to hear from us, and of what. Knows schedules; saves nothing."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bot.blocks import kit
from bot.blocks.fit import named
from bot.blocks.kit import Block
from bot.blocks.pickers import checkboxes, timepicker
from bot.ids import Act, View
from sales.period import Grain
from sales.stalls import Concern
from sales.usecases.settling import MySchedule
from sales.workspace import Schedule, ScheduleKind

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

KINDS = {
    Concern.STALLED: ("Stalled", "Nothing heard for longer than the stage allows"),
    Concern.PAST_DUE: ("Past due", "The close date has passed"),
    Concern.NEVER_STARTED: ("Never started", "Nothing has happened since the deal was added"),
    Concern.INCOMPLETE: ("Incomplete", "A fact is missing that the stage requires"),
}


def schedule_view(my: MySchedule) -> dict[str, Any]:
    """The form with the person's own choices filled in, and when the next of each would come. The fields of each kind
    of message are named after it: `digest_at`, `nudge_days`; digests only for those who lead."""
    zone = my.person.timezone
    blocks: list[Block] = [kit.context(f"All times are yours, in {named(zone)}. Holidays and days off stay quiet.")]
    if my.digest is not None:
        blocks += [kit.header("Forecast digest"), _next(my.digest, my.next_digest, zone), *_when(my.digest)]
        blocks.append(_period(my.digest))
    blocks += [kit.header("Nudges about your deals"), _next(my.nudge, my.next_nudge, zone), *_when(my.nudge)]
    blocks.append(_kinds(my.nudge))
    return dict(kit.modal(View.SCHEDULE, "When you hear from me", blocks, submit="Save"))


def _next(schedule: Schedule, at: datetime | None, zone: str) -> Block:
    if not schedule.enabled:
        return kit.context("Switched off: none will come.")
    if at is None:
        return kit.context("None is due within the next two months.")
    return kit.context(f"The next one comes *{kit.moment(at, zone)}*.")


def _when(schedule: Schedule) -> list[Block]:
    """On or off, at what time, on which days. Slack insists on a tick unless a field is optional, so these are."""
    kind = schedule.kind.value
    send = "Send me the digest" if schedule.kind is ScheduleKind.DIGEST else "Remind me, once a day at most"
    on = checkboxes(Act.NOTHING, [kit.option(send, "on")], {"on"} if schedule.enabled else ())
    days = [kit.option(name, str(number)) for number, name in enumerate(DAYS)]
    ticked = {str(day) for day in schedule.weekdays}
    return [
        kit.field(f"{kind}_on", "On or off", on, optional=True),
        kit.field(f"{kind}_at", "At", timepicker(Act.NOTHING, schedule.at)),
        kit.field(f"{kind}_days", "On these days", checkboxes(Act.NOTHING, days, ticked), optional=True),
    ]


def _period(schedule: Schedule) -> Block:
    options = [kit.option(f"This {grain.value}", grain.value) for grain in Grain]
    return kit.field("digest_period", "About", kit.select(Act.NOTHING, options, chosen=schedule.period))


def _kinds(schedule: Schedule) -> Block:
    """Ticked kinds are wanted: what is kept are the others."""
    options = [kit.option(label, kind.value, meaning) for kind, (label, meaning) in KINDS.items()]
    wanted = {kind.value for kind in Concern} - schedule.muted
    boxes = checkboxes(Act.NOTHING, options, wanted)
    hint = "Deals of a kind without a tick are left out of your nudges."
    return kit.field("nudge_kinds", "Remind me of deals that are", boxes, optional=True, hint=hint)
