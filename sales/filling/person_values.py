"""What a source comes to for a person: who they are, the figures of their forecast, and what a sheet says of itself.
Nothing is made up, and a missing number is no zero."""

from __future__ import annotations

from decimal import Decimal

from sales.calls import Call
from sales.filling.sources import Source
from sales.filling.values import Around, Found, Lacking, Shape, Unit, Worth, amount, no_rate, ratio, text
from sales.forecast import BEST_CASE, CLOSED, COMMIT, OPEN, TOTAL
from sales.money import Money
from sales.people import Person
from sales.period import Period
from sales.process import ForecastCategory
from sales.report import Line
from sales.sum_words import unknown

_SUMS = {
    Source.CLOSED: CLOSED,
    Source.COMMIT: COMMIT,
    Source.OPEN_COMMIT: frozenset({ForecastCategory.COMMIT}),
    Source.BEST_CASE: BEST_CASE,
    Source.OPEN_BEST_CASE: frozenset({ForecastCategory.BEST_CASE}),
    Source.TOTAL: TOTAL,
    Source.PIPELINE: OPEN,
    Source.OPEN_PIPELINE: frozenset({ForecastCategory.PIPELINE}),
}


def of_person(source: Source, person: Person, around: Around) -> Found:
    """What a source comes to for a person, apart from their figures."""
    match source:
        case Source.PERSON:
            return Worth(person.name, Shape.TEXT)
        case Source.FIRST_NAME:
            return Worth(person.first_name, Shape.TEXT)
        case Source.LAST_NAME:
            return text(" ".join(person.name.split()[1:]), "no last name")
        case Source.EMAIL:
            return text(person.email or "", "no e-mail address")
        case Source.TEAM:
            return text(person.team, "no team")
        case Source.MANAGER:
            manager = around.team.by_id.get(person.manager_id or 0)
            return text(manager.name if manager else "", "nobody above")
        case _:
            return Lacking("nothing is known of it")


def of_line(source: Source, line: Line, call: Call | None, unit: Unit, around: Around) -> Found:
    """A figure of a person's forecast, everybody below them included."""
    rolled, rates = line.rolled, around.rates

    def money(value: Money | None, lacking: str = "") -> Found:
        return amount(value, unit, rates, lacking)

    match source:
        case _ if source in _SUMS:
            missing = rolled.lacking(_SUMS[source])
            if missing and not rolled.of(_SUMS[source]):
                return no_rate(missing[0].currency, rates.base)
            return money(rolled.of(_SUMS[source]))
        case Source.QUOTA:
            return money(line.quota or line.foreign_quota, "no quota is set")
        case Source.GAP:
            return money(line.gap, unknown(line).get("gap", ""))
        case Source.ATTAINMENT:
            return ratio(line.attainment, Shape.RATIO, unknown(line).get("attainment", ""))
        case Source.COVERAGE:
            return ratio(line.coverage, Shape.TIMES, unknown(line).get("coverage", ""))
        case Source.CALL:
            return money(call.commit if call else None, "no call was made")
        case Source.CALL_BEST_CASE:
            return money(call.best_case if call else None, "no call was made")
        case Source.OPEN_DEALS:
            return Worth(Decimal(sum(rolled.counts[category] for category in OPEN)), Shape.COUNT)
        case Source.WON_DEALS:
            return Worth(Decimal(rolled.counts[ForecastCategory.CLOSED]), Shape.COUNT)
        case _:
            return Lacking("nothing is known of it")


def about_sheet(source: Source, period: Period, unit: Unit, around: Around) -> Found:
    """What a sheet says of itself: its period, the day it was filled in, its currency."""
    match source:
        case Source.AS_OF:
            return Worth(around.today, Shape.DAY)
        case Source.PERIOD:
            return Worth(period.name, Shape.TEXT)
        case Source.CURRENCY:
            return Worth(unit.currency, Shape.TEXT)
        case _:
            return Lacking("nothing is known of it")
