"""/firebreak schedule: the form for what comes by the clock, what it would look like, and what becomes of it."""

from __future__ import annotations

from zoneinfo import available_timezones

from bot.blocks.schedule import preview_view, schedule_view
from bot.bot import Bot
from bot.channels import Channel, channel_in_form, hidden_in
from bot.payloads import Click, Command, Submission, Values
from bot.responses import Done, Open, Redraw, RefreshHome, Responses
from sales.stalls import Concern
from sales.usecases.actors import Actor
from sales.usecases.subscribing import ScheduleWish, my_schedule, preview, reschedule
from sales.workspace import ScheduleKind


def schedule(bot: Bot, actor: Actor, request: Command | Click) -> Responses:
    """Opens the form of the person's own schedule."""
    return (Open(schedule_view(my_schedule(bot.store, actor, bot.now), sorted(available_timezones()))),)


def another_kind(bot: Bot, actor: Actor, click: Click) -> Responses:
    """The same form for another kind of message."""
    kind = next((kind for kind in ScheduleKind if kind.value == click.value), None)
    return (Redraw(schedule_view(my_schedule(bot.store, actor, bot.now), sorted(available_timezones()), kind)),)


def previewed(bot: Bot, actor: Actor, click: Click) -> Responses:
    """What the form, as it is filled in so far, would send."""
    kind = next((kind for kind in ScheduleKind if kind.value == click.value), ScheduleKind.DIGEST)
    channel = _channel(bot, kind, click.values)
    found = preview(bot.store, actor, _wish(kind, click.values, channel), bot.now)
    if kind is not ScheduleKind.CHANNEL:
        return (Open(preview_view(found, "", shared=False, hidden=False)),)
    name = channel.name if channel else "a channel I am not in"
    shared, hidden = channel is not None and channel.shared, hidden_in(found.schedule.amounts, channel)
    return (Open(preview_view(found, name, shared=shared, hidden=hidden)),)


def submitted(bot: Bot, actor: Actor, form: Submission) -> Responses:
    """Slack is asked of the channel before anything is read or saved: nobody shall wait to write while it answers."""
    kinds = [kind for kind in ScheduleKind if form.values.has(f"{kind.value}_at")]
    wishes = [_wish(kind, form.values, _channel(bot, kind, form.values)) for kind in kinds]
    for wish in wishes:
        reschedule(bot.store, actor, wish, bot.now)
    return (Done(), RefreshHome())


def _channel(bot: Bot, kind: ScheduleKind, values: Values) -> Channel | None:
    field = f"{kind.value}_to"
    return channel_in_form(bot.messenger, values.text(field), field) if kind is ScheduleKind.CHANNEL else None


def _wish(kind: ScheduleKind, values: Values, channel: Channel | None) -> ScheduleWish:
    name = kind.value
    subject = values.text(f"{name}_subject")
    return ScheduleWish(
        kind=kind,
        at=values.text(f"{name}_at"),
        weekdays=frozenset(int(day) for day in values.picked(f"{name}_days") if day.isdigit()),
        enabled=bool(values.picked(f"{name}_on")),
        period=values.text(f"{name}_period") or "quarter",
        muted=_muted(values) if kind is ScheduleKind.NUDGE else frozenset(),
        timezone=values.text(f"{name}_zone"),
        rhythm=values.text(f"{name}_rhythm") or "days",
        subject_id=int(subject) if subject.isascii() and subject.isdigit() else None,
        layout=values.text(f"{name}_layout") or "full",
        channel=values.text(f"{name}_to"),
        amounts=values.text(f"{name}_amounts") or "inside",
        reachable=channel is not None and channel.reachable,
    )


def _muted(values: Values) -> frozenset[str]:
    """The form ticks the kinds that are wanted."""
    if not values.has("nudge_kinds"):
        return frozenset()
    return frozenset(concern.value for concern in Concern) - values.picked("nudge_kinds")
