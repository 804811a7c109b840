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
from sales.usecases.forecasts import Forecast, forecast_of
from sales.usecases.picture import Picture, Pictures, Spans
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


def digest(tx: Tx, delivery: Delivery, now: datetime, pictures: Pictures | None = None) -> Digest:
    """The digest of a delivery, as of the instant written in it, however late it is composed. Digests that share
    `pictures` read what they have in common once."""
    about = about_digest(tx, delivery)
    person, period, as_of, since = about.subject, about.period, about.as_of, about.since
    shared = pictures or Pictures()
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


def digest_of(picture: Picture, person: Person, since: datetime, spans: Spans, timezone: str = "") -> Digest:
    """The digest of `person`'s subtree, read off a picture, with what changed since an instant, on clocks in `timezone`
    (the person's own, if none is given)."""
    clock = timezone or person.timezone
    sums, team = picture.sums, picture.team
    owners = team.subtree(person.id)
    changed = {id(span): span for span in spans.those_of(owners)}.values()
    found = forecast_of(picture.sums_for(owners), person, since, changed, clock)
    matters = deals_that_matter(
        picture.open_deals.those_of(owners),
        [span for span in changed if _of(span, owners)],
        picture.attention,
        picture.decided,
        sums.process,
        sums.workspace.exchange(),
        sums.period,
    )
    return Digest(
        forecast=found,
        without_amounts=headline(found.changed, clock, amounts=False) if found.changed else "",
        sentence=headline(found.changed, clock) if found.changed else "",
        matters=matters,
        attention=_count(picture, owners),
        silent=_silent(picture, owners),
        to_coach=_to_coach(picture, person),
        people=team.by_id,
    )


def _of(span: DealSpan, owners: frozenset[int]) -> bool:
    return span.after is not None and span.after.owner_id in owners


def _count(picture: Picture, owners: frozenset[int]) -> dict[Concern, int]:
    counts: dict[Concern, int] = {}
    for owner in owners:
        for attention in picture.needing_attention.get(owner, ()):
            _add(counts, attention)
    return counts


def _add(counts: dict[Concern, int], attention: Attention) -> None:
    for concern in attention.concerns:
        counts[concern] = counts.get(concern, 0) + 1


def _silent(picture: Picture, owners: frozenset[int]) -> tuple[Person, ...]:
    silent = [picture.team[i] for i in owners & picture.selling - picture.heard if picture.team[i].active]
    return tuple(sorted(silent, key=lambda person: person.name.casefold()))


def _to_coach(picture: Picture, leader: Person) -> tuple[Person, ...]:
    """Those who report to the reader and answer no reminders; whoever leads their manager is not told."""
    theirs = [report for report in picture.team.reports.get(leader.id, ()) if report.id in picture.unanswering]
    return tuple(report for report in theirs if report.active)
