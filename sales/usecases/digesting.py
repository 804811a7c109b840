"""The digest: one manager's forecast as of their hour, what changed since the last one, and the few deals that
matter."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from sales.changes import headline
from sales.delivery import Delivery
from sales.forecast import DealSpan
from sales.matters import MatterLine, deals_that_matter
from sales.people import Person
from sales.period import local_date
from sales.report import Report
from sales.stalls import Attention, Concern
from sales.usecases.conversing import about_digest
from sales.usecases.digest_data import DigestData, DigestDataCache, Spans
from sales.usecases.forecasts import Forecast, forecast_of
from sales.usecases.ports import Tx


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """What a digest says. `without_amounts` is the sentence for who may not read them; `attention` counts what is the
    matter in the subtree; `silent` logged nothing for a week. `ended` is how the period before came out, in the first
    digest of a new one."""

    forecast: Forecast
    sentence: str
    without_amounts: str = ""
    matters: tuple[MatterLine, ...]
    attention: dict[Concern, int]
    silent: tuple[Person, ...]
    to_coach: tuple[Person, ...] = ()
    people: dict[int, Person]
    ended: Report | None = None


def digest(tx: Tx, delivery: Delivery, now: datetime, cache: DigestDataCache | None = None) -> Digest:
    """The digest of a delivery, as of the instant written in it, however late it is composed. Digests that share
    `cache` read what they have in common once."""
    about = about_digest(tx, delivery)
    person, period, as_of, since = about.subject, about.period, about.as_of, about.since
    shared = cache or DigestDataCache()
    clock = tx.people.team()[int(delivery.recipient)].timezone
    found = digest_of(shared.of(tx, period, as_of, now), person, since, shared.spans(tx, since, as_of, now), clock)
    made = shared.projected(tx, found.forecast.report, now)
    found = replace(found, forecast=replace(found.forecast, projected=made))
    then = tx.workspace_at(as_of)
    if local_date(since, then.timezone) >= period.start:
        return found
    before = shared.of(tx, then.calendar.previous(period), as_of, now)
    sums = before.sums_for(before.team.subtree(person.id))
    return replace(found, ended=forecast_of(sums, person, None, ()).report)


def digest_of(data: DigestData, person: Person, since: datetime, spans: Spans, timezone: str = "") -> Digest:
    """The digest of `person`'s subtree, computed from the shared data, with what changed since an instant, on clocks in
    `timezone` (the person's own, if none is given)."""
    clock = timezone or person.timezone
    sums, team = data.sums, data.team
    owners = team.subtree(person.id)
    changed = {id(span): span for span in spans.those_of(owners)}.values()
    found = forecast_of(data.sums_for(owners), person, since, changed, clock)
    matters = deals_that_matter(
        data.open_deals.those_of(owners),
        [span for span in changed if _of(span, owners)],
        data.attention,
        data.decided,
        sums.process,
        sums.workspace.exchange(),
        sums.period,
    )
    return Digest(
        forecast=found,
        without_amounts=headline(found.changed, clock, amounts=False) if found.changed else "",
        sentence=headline(found.changed, clock) if found.changed else "",
        matters=matters,
        attention=_count(data, owners),
        silent=_silent(data, owners),
        to_coach=_to_coach(data, person),
        people=team.by_id,
    )


def _of(span: DealSpan, owners: frozenset[int]) -> bool:
    return span.after is not None and span.after.owner_id in owners


def _count(data: DigestData, owners: frozenset[int]) -> dict[Concern, int]:
    counts: dict[Concern, int] = {}
    for owner in owners:
        for attention in data.needing_attention.get(owner, ()):
            _add(counts, attention)
    return counts


def _add(counts: dict[Concern, int], attention: Attention) -> None:
    for concern in attention.concerns:
        counts[concern] = counts.get(concern, 0) + 1


def _silent(data: DigestData, owners: frozenset[int]) -> tuple[Person, ...]:
    silent = [data.team[i] for i in owners & data.selling - data.heard if data.team[i].active]
    return tuple(sorted(silent, key=lambda person: person.name.casefold()))


def _to_coach(data: DigestData, leader: Person) -> tuple[Person, ...]:
    """Those who report to the reader and answer no reminders; whoever leads their manager is not told."""
    theirs = [report for report in data.team.reports.get(leader.id, ()) if report.id in data.unanswering]
    return tuple(report for report in theirs if report.active)
