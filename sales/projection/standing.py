"""The projections that are shown: whose, of which day, and from which of a workspace's deals. Knows ids of people, and
deals as rows; how a projection is made is next door."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from sales.money import Money, Rates
from sales.period import Period, zone
from sales.process import Outcome
from sales.projection.history import Counted, Row, row_of
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


def rows_by_owner(records: Iterable[DealRecord], rates: Rates, timezone: str) -> dict[int, list[Row]]:
    """The deals by owner, amounts in the base currency of `rates`, days in the team's zone. An amount in a currency
    without a rate is none; the deal still counts as one. A deal that ended nobody knows when ended when it began."""
    here, still_open = zone(timezone), Outcome.OPEN
    found: dict[int, list[Row]] = {}
    for _, owner_id, outcome, minor, currency, created_at, closed_on, known_at in records:
        created = _day(created_at, here)
        closed = None if outcome is still_open else closed_on.toordinal() if closed_on is not None else created
        known = (
            None if known_at is None else created if known_at is created_at else known_at.astimezone(here).toordinal()
        )
        if minor is not None and currency != rates.base:
            worth = rates.try_convert(Money(minor, currency))
            minor = worth.minor if worth is not None else None
        found.setdefault(owner_id, []).append(row_of(created, closed, outcome is Outcome.WON, minor, known))
    return found


def _day(instant: datetime, here: ZoneInfo) -> int:
    return instant.astimezone(here).toordinal()


def history_of(rows: Mapping[int, Iterable[Row]], owners: Iterable[int], currency: str) -> Counted:
    """The history of these people together."""
    return Counted([row for owner in sorted(owners) for row in rows.get(owner, ())], currency)
