"""The projections that are shown: whose, of which day, and from which of a workspace's deals. Knows ids of people, and
deals as rows; how a projection is made is next door."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from sales.money import Money, Rates
from sales.period import Period, local_date
from sales.process import Outcome
from sales.projection.history import History, Past
from sales.projection.projecting import Projection, TooLittle

Made = Projection | TooLittle


@dataclass(frozen=True, slots=True, kw_only=True)
class Projected:
    """What was expected of a person's subtree for a period when `day` (of the team's zone) began: kept as it was made,
    so that whoever asks later is told what was shown then."""

    person_id: int
    period: Period
    day: date
    made: Made


class DealRecord(NamedTuple):
    """As much of a deal, as it stood at an instant, as a projection may look at. `known_at`: when its amount was last
    said by somebody; None where only a file tells it."""

    id: int
    owner_id: int
    outcome: Outcome
    minor: int | None
    currency: str
    created_at: datetime
    closed_on: date | None
    known_at: datetime | None


def pasts_by_owner(records: Iterable[DealRecord], rates: Rates, timezone: str) -> dict[int, list[Past]]:
    """The deals by owner, amounts in the base currency of `rates`, days in the team's zone. An amount in a currency
    without a rate is none; the deal still counts as one."""
    found: dict[int, list[Past]] = {}
    for record in records:
        found.setdefault(record.owner_id, []).append(_past(record, rates, timezone))
    return found


def _past(record: DealRecord, rates: Rates, timezone: str) -> Past:
    ended = record.outcome is not Outcome.OPEN
    created = local_date(record.created_at, timezone)
    worth = rates.try_convert(Money(record.minor, record.currency)) if record.minor is not None else None
    return Past(
        id=str(record.id),
        owner=str(record.owner_id),
        amount=worth.minor if worth is not None else None,
        currency=rates.base,
        created_on=created,
        closed_on=(record.closed_on or created) if ended else None,
        outcome=record.outcome,
        amount_from=local_date(record.known_at, timezone) if record.known_at is not None else None,
    )


def history_of(pasts: Mapping[int, Iterable[Past]], owners: Iterable[int]) -> History:
    """The history of these people together."""
    return History(tuple(past for owner in sorted(owners) for past in pasts.get(owner, ())))
