"""From a forecast's delivery to the message: to one person or to a channel, with its chart, its workbook, and a word on
why it comes late. Knows how a forecast is put together; its numbers are the use cases'."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import datetime

from bot.blocks.digest import Showing, digest_message
from bot.chart import chart_title, forecast_chart_in_child
from bot.chart_scale import ChartValues
from bot.child import TookTooLong
from bot.messenger import Messenger
from bot.reaching import GONE, UNREACHABLE, WITHHELD, direct_message, may_see, recipient_of
from bot.rooms import hidden_in, room_of
from bot.sender import Composed, Composer, Dropped
from bot.slack_answer import Sent
from bot.workbooks import BookMaker, BookOrder, send_book
from sales.cadence import LATE_AFTER
from sales.delivery import Delivery
from sales.people import Person
from sales.period import zone
from sales.report import Report
from sales.usecases.charting import Courses
from sales.usecases.digesting import Digest, digest
from sales.usecases.picture import Pictures
from sales.usecases.ports import Clock, Store
from sales.usecases.scheduling import CHANNEL_DIGEST, DIGEST, LATE
from sales.workspace import Amounts, Layout

log = logging.getLogger(__name__)


def digest_composers(store: Store, messenger: Messenger, clock: Clock, make_book: BookMaker) -> Mapping[str, Composer]:
    """The composers of forecasts that go to a person and to a channel."""
    pictures = Pictures()

    def read(delivery: Delivery) -> tuple[Person, Digest, ChartValues] | Dropped:
        now = clock.now()
        with store.reading(delivery.workspace_id) as tx:
            person = recipient_of(tx, delivery)
            if person is None:
                return GONE
            if not may_see(tx, person, int(delivery.payload.get("subject") or person.id)):
                return WITHHELD
            found = digest(tx, delivery, now, pictures)
            report = found.forecast.report
            return person, found, chart_values(report, pictures.courses(tx, report, now))

    def to_person(delivery: Delivery) -> Composed | Dropped:
        made = read(delivery)
        if isinstance(made, Dropped):
            return made
        person, found, values = made
        channel = direct_message(messenger, person)
        if channel is None:
            return UNREACHABLE
        layout = Layout(delivery.payload.get("layout", Layout.FULL.value))
        late = lateness(delivery, clock.now(), person.timezone)
        if layout is Layout.WORKBOOK:
            report = found.forecast.report
            order = BookOrder(delivery.workspace_id, report.subject.id, report.period, report.as_of)
            send_book(messenger, make_book, order, delivery, channel, f"forecast {report.subject.name}", person)
        chart = None if layout is Layout.BRIEF else _picture(values, messenger)
        return Composed(channel, digest_message(found, chart, Showing(layout=layout, late=late)))

    def to_channel(delivery: Delivery) -> Composed | Dropped:
        made = read(delivery)
        if isinstance(made, Dropped):
            return made
        person, found, values = made
        channel = str(delivery.payload["channel"])
        room = room_of(messenger, channel)
        layout = Layout(delivery.payload.get("layout", Layout.FULL.value))
        hidden = hidden_in(Amounts(delivery.payload.get("amounts", Amounts.INSIDE.value)), room)
        showing = Showing(
            layout=layout, in_channel=True, amounts=not hidden, late=lateness(delivery, clock.now(), person.timezone)
        )
        chart = None if hidden or layout is Layout.BRIEF else _picture(values, messenger)
        return Composed(channel, digest_message(found, chart, showing))

    return {DIGEST: to_person, CHANNEL_DIGEST: to_channel}


def lateness(delivery: Delivery, now: datetime, timezone: str) -> str:
    """Why a forecast comes later than it was due, in a sentence; "" for one that is on time. It says what it would have
    said at its hour."""
    due = datetime.fromisoformat(str(delivery.payload["as_of"]))
    if now - due <= LATE_AFTER:
        return ""
    known = str(delivery.payload.get(LATE, "")) or "I was not running before"
    why = "Slack could not be reached before" if delivery.attempts > 1 else known
    at, sent = (moment.astimezone(zone(timezone)) for moment in (due, now))
    day = "" if at.date() == sent.date() else f"{at:%a} {at.day} {at:%b}, "
    hour = f"{day}{at:%H:%M}"
    return f"This was due at {hour} and is sent at {sent:%H:%M}: {why}. The numbers are those of {hour}."


def chart_values(report: Report, found: Courses) -> ChartValues:
    rolled, quota = report.line.rolled, report.line.quota
    return ChartValues(
        title=chart_title(rolled.closed, rolled.commit, quota),
        period=report.period,
        as_of=report.as_of,
        timezone=report.timezone,
        quota=quota,
        closed=found.closed,
        commit=found.commit,
        best_case=found.best_case,
        previous=found.previous,
        previous_period=found.previous_period,
    )


def _picture(values: ChartValues, messenger: Messenger) -> str | None:
    """The id of the chart's file; None, and a digest without a picture, where it cannot be drawn or uploaded."""
    try:
        picture = forecast_chart_in_child(values)
    except (OSError, TookTooLong) as problem:
        log.error("The chart could not be drawn: %s", problem)
        return None
    uploaded = messenger.upload("forecast.png", picture, title="Forecast against quota")
    if not isinstance(uploaded, Sent):
        log.error("The chart could not be uploaded: %s", uploaded)
        return None
    return uploaded.ts
