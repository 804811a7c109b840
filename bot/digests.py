"""From a forecast's delivery to the message: to one person or to a channel, with its chart, its workbook, and a word on
why it comes late. Knows how a forecast is put together; its numbers are the use cases'."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.blocks.digest import Showing, digest_message
from bot.channels import channel_of, hidden_in
from bot.chart import chart_title, forecast_chart_in_child
from bot.chart_scale import ChartValues
from bot.child import TookTooLong
from bot.messenger import Messenger
from bot.recipients import GONE, UNREACHABLE, WITHHELD, direct_message, may_see, recipient_of
from bot.sender import Composed, Composer, Dropped, NotNow
from bot.slack_answer import Sent
from bot.workbooks import BookMaker, BookOrder, send_book
from sales.cadence import LATE_AFTER
from sales.delivery import Delivery
from sales.forecast import BEST_CASE
from sales.people import Person
from sales.period import zone
from sales.report import Report
from sales.usecases.charting import Courses
from sales.usecases.digest_data import DigestDataCache
from sales.usecases.digesting import Digest, digest
from sales.usecases.ports import Clock, Store
from sales.usecases.scheduling import CHANNEL_DIGEST, DIGEST, LATE
from sales.workspace import Amounts, Layout

log = logging.getLogger(__name__)
AGAIN = timedelta(minutes=2)
"""What a second attempt may take at most: half a minute until it, a look whether the message is there, the chart."""


def digest_composers(
    store: Store,
    messenger: Messenger,
    clock: Clock,
    make_book: BookMaker,
    draw: Callable[[ChartValues], bytes] = forecast_chart_in_child,
) -> Mapping[str, Composer]:
    """The composers of forecasts that go to a person and to a channel."""
    digests = _Digests(store, messenger, clock, make_book, draw, DigestDataCache())
    return {DIGEST: digests.to_person, CHANNEL_DIGEST: digests.to_channel}


@dataclass(frozen=True, slots=True)
class _Read:
    """What a forecast is made of: for whom, what it says, and the chart that goes with it, if there can be one."""

    person: Person
    digest: Digest
    chart: ChartValues | None


@dataclass(frozen=True, slots=True)
class _Digests:
    store: Store
    messenger: Messenger
    clock: Clock
    make_book: BookMaker
    draw: Callable[[ChartValues], bytes]
    cache: DigestDataCache

    def to_person(self, delivery: Delivery) -> Composed | Dropped:
        read = self._read(delivery)
        if isinstance(read, Dropped):
            return read
        channel = direct_message(self.messenger, read.person)
        if channel is None:
            return UNREACHABLE
        layout = Layout(delivery.payload.get("layout", Layout.FULL.value))
        picture = None if layout is Layout.BRIEF else self._picture(delivery, read.chart)
        if layout is Layout.WORKBOOK:
            report = read.digest.forecast.report
            order = BookOrder(delivery.workspace_id, report.subject.id, report.period, report.as_of)
            title = f"forecast {report.subject.name}"
            send_book(self.messenger, self.make_book, order, delivery, channel, title, read.person)
        chart = _uploaded(picture, self.messenger)
        return Composed(
            channel, digest_message(read.digest, chart, Showing(layout=layout, late=self._late(delivery, read)))
        )

    def to_channel(self, delivery: Delivery) -> Composed | Dropped:
        read = self._read(delivery)
        if isinstance(read, Dropped):
            return read
        channel = str(delivery.payload["channel"])
        layout = Layout(delivery.payload.get("layout", Layout.FULL.value))
        amounts = Amounts(delivery.payload.get("amounts", Amounts.INSIDE.value))
        hidden = hidden_in(amounts, channel_of(self.messenger, channel))
        late = self._late(delivery, read)
        picture = None if hidden or layout is Layout.BRIEF else self._picture(delivery, read.chart)
        chart = _uploaded(picture, self.messenger)
        showing = Showing(layout=layout, in_channel=True, amounts=not hidden, late=late)
        return Composed(channel, digest_message(read.digest, chart, showing))

    def _read(self, delivery: Delivery) -> _Read | Dropped:
        now = self.clock.now()
        with self.store.reading(delivery.workspace_id) as tx:
            person = recipient_of(tx, delivery)
            if person is None:
                return GONE
            if not may_see(tx, person, int(delivery.payload.get("subject") or person.id)):
                return WITHHELD
            found = digest(tx, delivery, now, self.cache)
            report = found.forecast.report
            if report.line.rolled.lacking(BEST_CASE):  # a chart knows no missing amount
                return _Read(person, found, None)
            return _Read(person, found, chart_values(report, self.cache.courses(tx, report, now)))

    def _picture(self, delivery: Delivery, values: ChartValues | None) -> bytes | None:
        """The chart, None where there can be none. One that took too long is drawn once more while the forecast is not
        late yet, for busy minutes pass; then it goes without."""
        if values is None:
            return None
        try:
            return self.draw(values)
        except (OSError, TookTooLong) as problem:
            due = datetime.fromisoformat(str(delivery.payload["as_of"]))
            if delivery.attempts <= 1 and self.clock.now() - due < LATE_AFTER - AGAIN:
                raise NotNow(f"The chart could not be drawn: {problem}") from None
            log.error("The chart could not be drawn: %s", problem)
            return None

    def _late(self, delivery: Delivery, read: _Read) -> str:
        return lateness(delivery, self.clock.now(), read.person.timezone)


def lateness(delivery: Delivery, now: datetime, timezone: str) -> str:
    """Why a forecast comes later than it was due, in a sentence; "" for one that is on time. It says what it would have
    said at its hour."""
    due = datetime.fromisoformat(str(delivery.payload["as_of"]))
    if now - due <= LATE_AFTER:
        return ""
    known = str(delivery.payload.get(LATE, "")) or "I was not running then"
    why = "Slack could not be reached then" if delivery.attempts > 1 else known
    at, sent = (moment.astimezone(zone(timezone)) for moment in (due, now))
    hour, now_is = (
        f"{moment:%H:%M}" if at.date() == sent.date() else f"{moment:%H:%M} on {moment:%a} {moment.day} {moment:%b}"
        for moment in (at, sent)
    )
    return f"This was due at {hour} and is sent at {now_is}: {why}. The numbers are those of {hour}."


def chart_values(report: Report, found: Courses) -> ChartValues:
    """What the chart draws: the numbers of the report, and how they came about."""
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


def _uploaded(picture: bytes | None, messenger: Messenger) -> str | None:
    """The id of the chart's file; None, and a digest without a picture, where there is none or Slack takes none."""
    if picture is None:
        return None
    uploaded = messenger.upload("forecast.png", picture, title="Forecast against quota")
    if not isinstance(uploaded, Sent):
        log.error("The chart could not be uploaded: %s", uploaded)
        return None
    return uploaded.ts
