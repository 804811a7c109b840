"""The digest: one manager's forecast as of their hour, what changed since the last one, and the few deals that
matter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sales.changes import headline
from sales.delivery import Delivery
from sales.forecast import DealSpan
from sales.matters import MatterLine, deals_that_matter
from sales.people import Person
from sales.period import Grain, local_date
from sales.stalls import Attention, Concern
from sales.usecases.attention import attention_of, sweep
from sales.usecases.forecasts import Forecast, deals_as_of, report_for
from sales.usecases.ports import Tx

QUIET_FOR = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """What a digest says. `attention` counts what is the matter in the subtree; `silent` logged nothing for a week."""

    forecast: Forecast
    sentence: str
    matters: tuple[MatterLine, ...]
    attention: dict[Concern, int]
    silent: tuple[Person, ...]
    people: dict[int, Person]


def digest(tx: Tx, delivery: Delivery, now: datetime) -> Digest:
    """The digest of a delivery, as of the instant written in it, however late it is composed."""
    person = tx.people.team()[int(delivery.recipient)]
    as_of = datetime.fromisoformat(str(delivery.payload["as_of"]))
    since = datetime.fromisoformat(str(delivery.payload["since"]))
    return digest_for(tx, person, as_of, since, Grain(delivery.payload.get("period", "quarter")), now)


def digest_for(tx: Tx, person: Person, as_of: datetime, since: datetime, grain: Grain, now: datetime) -> Digest:
    """The digest of `person`'s subtree as of an instant, with what changed since another."""
    workspace, team = tx.workspace, tx.people.team()
    period = workspace.calendar.of(local_date(as_of, workspace.timezone), grain)
    found = report_for(tx, person, now, period=period, as_of=as_of, since=since)
    owners = team.subtree(person.id)
    deals = deals_as_of(tx, owners, period, as_of, now)
    accounts = {deal.account_id for deal in deals if deal.account_id is not None}
    matters = deals_that_matter(
        deals,
        [span for span in tx.forecasts.spans(since, as_of) if _of(span, owners)],
        attention_of(tx, [deal for deal in deals if deal.is_open], as_of),
        tx.deals.with_decision_maker(accounts),
        tx.process,
        workspace.exchange(),
        period,
    )
    return Digest(
        forecast=found,
        sentence=headline(found.changed, person.timezone) if found.changed else "",
        matters=matters,
        attention=_count(tx, owners, as_of),
        silent=_silent(tx, owners, as_of),
        people=team.by_id,
    )


def _of(span: DealSpan, owners: frozenset[int]) -> bool:
    return span.after is not None and span.after.owner_id in owners


def _count(tx: Tx, owners: frozenset[int], as_of: datetime) -> dict[Concern, int]:
    counts: dict[Concern, int] = {}
    for owner, concerns in sweep(tx, as_of).items():
        for attention in concerns if owner in owners else ():
            _add(counts, attention)
    return counts


def _add(counts: dict[Concern, int], attention: Attention) -> None:
    for concern in attention.concerns:
        counts[concern] = counts.get(concern, 0) + 1


def _silent(tx: Tx, owners: frozenset[int], as_of: datetime) -> tuple[Person, ...]:
    team = tx.people.team()
    active = tx.activities.count_by_kind(owners, as_of - QUIET_FOR)
    heard = {person_id for person_id, _ in active}
    selling = {deal.owner_id for deal in tx.deals.open_of(owners)}
    silent = [team[i] for i in owners & selling - heard if team[i].active]
    return tuple(sorted(silent, key=lambda person: person.name.casefold()))
