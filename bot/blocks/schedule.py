"""The form in which a person says when they want to hear from us, and of what; and what that would look like. Knows
schedules; saves nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.blocks import kit
from bot.blocks.digest import Showing, digest_message
from bot.blocks.fit import bare, named
from bot.blocks.kit import Block, Element
from bot.blocks.missed import missed_lines
from bot.blocks.pickers import channel_select, checkboxes, timepicker, zone_select
from bot.ids import Act, View
from sales.period import Grain
from sales.stalls import Concern
from sales.usecases.subscribing import MySchedule, Preview
from sales.workspace import Amounts, Layout, Rhythm, Schedule, ScheduleKind

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

KINDS = {
    Concern.STALLED: ("Stalled", "Nothing heard for longer than the stage allows"),
    Concern.PAST_DUE: ("Past due", "The close date has passed"),
    Concern.NEVER_STARTED: ("Never started", "Nothing has happened since the deal was added"),
    Concern.INCOMPLETE: ("Incomplete", "A fact is missing that the stage requires"),
}
WHAT = {
    ScheduleKind.DIGEST: "Forecast, to me",
    ScheduleKind.CHANNEL: "Forecast, to a channel",
    ScheduleKind.NUDGE: "Reminders about my deals",
}
_SEND = {
    ScheduleKind.DIGEST: "Send me the forecast",
    ScheduleKind.CHANNEL: "Post the forecast",
    ScheduleKind.NUDGE: "Remind me, once a day at most",
}
_RHYTHMS = {
    Rhythm.DAYS: "On each day ticked below: daily or weekly",
    Rhythm.MONTH_END: "On the last of these days in a month",
    Rhythm.QUARTER_END: "On the last of these days in a quarter",
}
_LAYOUTS = {
    Layout.FULL: "Everything: numbers, chart, deals to look at",
    Layout.BRIEF: "Short: the numbers and what changed",
    Layout.WORKBOOK: "Everything, with the Excel workbook",
}
_AMOUNTS = {
    Amounts.INSIDE: "Only while nobody from another company is in it",
    Amounts.HIDDEN: "Never: shares of the quota instead",
    Amounts.OPEN: "Always, people from outside included",
}


def schedule_view(my: MySchedule, zones: Sequence[str], kind: ScheduleKind | None = None) -> dict[str, Any]:
    """The form for one kind of message, with the person's own choices filled in, and when the next would come. Its
    fields are named after the kind: `digest_at`, `nudge_days`. Who leads chooses the kind at the top."""
    kinds = list(my.schedules)
    kind = kind if kind is not None and kind in my.schedules else kinds[0]
    schedule = my.schedules[kind]
    blocks = [_kinds_of_messages(kinds, kind)] if len(kinds) > 1 else []
    missed = [one for one in my.missed if one.kind == kind.value]
    blocks += [kit.context(line) for line in (_next(my, kind), *missed_lines(missed, my.person.timezone)[:3])]
    blocks += _when(schedule, my, zones)
    blocks += _forecast(schedule, my) if kind.is_forecast else [_concerns(schedule)]
    return dict(kit.modal(View.SCHEDULE, "When you hear from me", blocks, submit="Save"))


def _kinds_of_messages(kinds: Sequence[ScheduleKind], chosen: ScheduleKind) -> Block:
    options = [kit.option(WHAT[kind], kind.value) for kind in kinds]
    return kit.actions(kit.select(Act.SCHEDULE_KIND, options, chosen=chosen.value))


def _next(my: MySchedule, kind: ScheduleKind) -> str:
    schedule, at = my.schedules[kind], my.next_at[kind]
    quiet = "Holidays and days off stay quiet."
    if not schedule.enabled:
        return f"Switched off: none will come. {quiet}"
    if at is None:
        return f"None is due within the next three months. {quiet}"
    clock = schedule.timezone or my.person.timezone
    return f"The next one comes *{kit.moment(at, clock)}* ({named(clock)}). {quiet}"


def _when(schedule: Schedule, my: MySchedule, zones: Sequence[str]) -> list[Block]:
    """On or off, where to, how often, at what time, in which zone. Slack insists on a tick unless a field is optional,
    so these are."""
    kind, name = schedule.kind, schedule.kind.value
    on = checkboxes(Act.NOTHING, [kit.option(_SEND[kind], "on")], {"on"} if schedule.enabled else ())
    ticked = {str(day) for day in schedule.weekdays}
    days = checkboxes(Act.NOTHING, [kit.option(day, str(number)) for number, day in enumerate(DAYS)], ticked)
    found = [kit.field(f"{name}_on", "On or off", on, optional=True)]
    if kind is ScheduleKind.CHANNEL:
        picker = channel_select(Act.NOTHING, schedule.channel, "Pick a channel")
        found.append(kit.field(f"{name}_to", "To", picker, optional=True, hint="Invite me there: /invite @Firebreak"))
    if kind.is_forecast:
        found.append(_field(name, "rhythm", "How often", _chosen(_RHYTHMS, schedule.rhythm)))
    found.append(kit.field(f"{name}_days", "On these days", days, optional=True))
    found.append(_field(name, "at", "At", timepicker(Act.NOTHING, schedule.at)))
    if kind.is_forecast:
        clock = zone_select(Act.NOTHING, schedule.timezone or my.person.timezone, zones)
        found.append(_field(name, "zone", "Time zone", clock))
    return found


def _forecast(schedule: Schedule, my: MySchedule) -> list[Block]:
    """Whose forecast, of which period, how much of it; and for whom its amounts are."""
    name = schedule.kind.value
    mine, *others = my.subjects
    people = [kit.option("You, with everybody below you", str(mine.id))]
    people += [kit.option(bare(one.name, kit.OPTION), str(one.id)) for one in others[:99]]
    subject = kit.select(Act.NOTHING, people, chosen=str(schedule.subject_id or my.person.id))
    periods = [kit.option(f"This {grain.value}", grain.value) for grain in Grain]
    layouts = dict(_LAYOUTS)
    if schedule.kind is ScheduleKind.CHANNEL:
        layouts = {Layout.FULL: "The numbers, what changed, and the chart", Layout.BRIEF: _LAYOUTS[Layout.BRIEF]}
    layout = schedule.layout if schedule.layout in layouts else Layout.FULL
    found = [
        _field(name, "subject", "Whose forecast", subject),
        _field(name, "period", "About", kit.select(Act.NOTHING, periods, chosen=schedule.period)),
        _field(name, "layout", "How much", _chosen(layouts, layout)),
    ]
    if schedule.kind is ScheduleKind.CHANNEL:
        hint = "Everyone in the channel can read it. Nothing about single people or deals is posted there."
        found.append(_field(name, "amounts", "Amounts are shown", _chosen(_AMOUNTS, schedule.amounts), hint=hint))
    return [*found, kit.actions(kit.button("Preview", Act.SCHEDULE_PREVIEW, name))]


def _field(kind: str, name: str, label: str, element: Element, hint: str = "") -> Block:
    return kit.field(f"{kind}_{name}", label, element, hint=hint)


def _chosen(labels: dict[Any, str], chosen: Any) -> Element:
    return kit.select(Act.NOTHING, [kit.option(label, one.value) for one, label in labels.items()], chosen=chosen.value)


def _concerns(schedule: Schedule) -> Block:
    """Ticked kinds are wanted: what is kept are the others."""
    options = [kit.option(label, kind.value, meaning) for kind, (label, meaning) in KINDS.items()]
    wanted = {kind.value for kind in Concern} - schedule.muted
    boxes = checkboxes(Act.NOTHING, options, wanted)
    hint = "Untick a kind to leave it out of your reminders."
    return kit.field("nudge_kinds", "Remind me of deals that are", boxes, optional=True, hint=hint)


def preview_view(found: Preview, place: str, *, shared: bool, hidden: bool) -> dict[str, Any]:
    """What would be sent if it were due now: to whom, when next, and the message itself without its buttons. `place` is
    the channel's name, "" for a direct message."""
    schedule = found.schedule
    to = f"To *#{named(place)}*" if place else "To you, in your direct messages"
    when = f"next on *{kit.moment(found.next_at, found.timezone)}*" if found.next_at else "not due within three months"
    blocks = [kit.context(f"{to} · {when}. This is how it would read now.")]
    if shared:
        warning = "People from outside your company are in this channel."
        amounts = "Amounts are left out for that reason." if hidden else "They will read every amount."
        blocks.append(kit.section(f":warning: *{warning}* {amounts}"))
    showing = Showing(layout=schedule.layout, in_channel=bool(place), amounts=not hidden)
    message = digest_message(found.digest, None, showing)
    shown = message.plainer or message.blocks  # a form knows no tables
    blocks += [_still(block) for block in shown if block["type"] != "actions"]
    if schedule.layout is not Layout.BRIEF and not hidden:
        blocks.append(kit.context("With the chart of the period" + _book(schedule) + "."))
    return dict(kit.modal(View.SHOW, "Preview", blocks, close="Back"))


def _book(schedule: Schedule) -> str:
    return ", and the workbook as a file" if schedule.layout is Layout.WORKBOOK else ""


def _still(block: Block) -> Block:
    """The block without what can be clicked."""
    return {key: value for key, value in block.items() if key != "accessory"}
