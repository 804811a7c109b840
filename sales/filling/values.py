"""What a source comes to: for a deal, for a person's forecast, for the sheet itself. Knows the meaning of every source,
and why one may have no value; nothing is ever made up for it, and a missing number is no zero."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum

from sales.calls import Call
from sales.deal import Deal
from sales.filling.sources import Source
from sales.forecast import OPEN
from sales.money import Money, Rates, exponent
from sales.people import Person, Team
from sales.period import Period, local_date
from sales.process import ForecastCategory, Outcome, Process
from sales.report import Line


class Shape(Enum):
    """How a value wants to be written. A ratio under a heading with a per cent sign is a percent: it is still 1 for the
    whole here, but 100 in a cell whose format shows plain numbers."""

    TEXT = "text"
    MONEY = "money"
    COUNT = "count"
    RATIO = "ratio"
    PERCENT = "percent"
    TIMES = "times"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class Worth:
    """A value with its shape. An amount is in major units of what its place names, exact; a ratio of 1 is the whole."""

    value: str | Decimal | date
    shape: Shape


@dataclass(frozen=True, slots=True)
class Lacking:
    """There is no value, and why: the end of a sentence that begins with what is missing."""

    why: str


Found = Worth | Lacking


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What every value is seen with. `as_of` is aware; its day is taken in `timezone`."""

    team: Team
    process: Process
    rates: Rates
    as_of: datetime
    timezone: str

    @property
    def today(self) -> date:
        return local_date(self.as_of, self.timezone)


@dataclass(frozen=True, slots=True)
class Unit:
    """In what an amount is to be written: a currency, and the worth of one. Amounts are rounded only to what a minor
    unit is there."""

    currency: str
    scale: int = 1


def amount(money: Money | None, unit: Unit, rates: Rates, lacking: str) -> Found:
    """An amount in the unit. Other currencies go by way of the dated rates; one without a rate has no value."""
    if money is None:
        return Lacking(lacking)
    if money.currency != unit.currency:
        converted = _converted(money, unit.currency, rates)
        if converted is None:
            return _no_rate(money.currency, unit.currency)
        money = converted
    return Worth(money.major / unit.scale, Shape.MONEY)


def _converted(money: Money, currency: str, rates: Rates) -> Money | None:
    base = rates.try_convert(money)
    if base is None or currency == rates.base:
        return base
    rate = rates.worth.get(currency)
    return Money.of(base.major / rate, currency) if rate else None


def of_deal(source: Source, deal: Deal, worth: Money | None, unit: Unit | None, around: Around) -> Found:
    """What a source comes to for a deal. `worth` is its part of the forecast in the base currency; `unit` None: the
    deal's own currency, which then stands in a column of its own."""
    owner = around.team.by_id.get(deal.owner_id)
    stage = around.process.by_key.get(deal.stage)
    match source:
        case Source.DEAL:
            return Worth(deal.name, Shape.TEXT)
        case Source.ACCOUNT:
            return _text(deal.account, "no account")
        case Source.OWNER | Source.PERSON:
            return _text(owner.name if owner else "", "no owner")
        case Source.OWNER_EMAIL | Source.EMAIL:
            return _text((owner.email if owner else "") or "", "no e-mail address")
        case Source.MANAGER | Source.TEAM if owner is not None:
            return of_person(source, owner, around)
        case Source.STAGE:
            return Worth(stage.name if stage else deal.stage, Shape.TEXT)
        case Source.STATUS:
            return Worth({Outcome.WON: "Won", Outcome.LOST: "Lost"}.get(deal.outcome, "Open"), Shape.TEXT)
        case Source.CATEGORY:
            return Worth(deal.forecast_category(around.process).words, Shape.TEXT)
        case Source.AMOUNT:
            return _deal_amount(deal, worth, unit, around.rates)
        case Source.CURRENCY:
            code = unit.currency if unit else deal.amount.currency if deal.amount is not None else ""
            return _text(code, "no amount")
        case Source.PROBABILITY:
            return Worth(Decimal(_probability(deal, around.process)) / 100, Shape.RATIO)
        case Source.WEIGHTED:
            found = _deal_amount(deal, worth, unit, around.rates)
            if isinstance(found, Lacking) or not isinstance(found.value, Decimal):
                return found
            places = Decimal(1).scaleb(-exponent(unit.currency if unit else around.rates.base))
            share = found.value * _probability(deal, around.process) / 100
            return Worth(share.quantize(places) if unit is None or unit.scale == 1 else share, Shape.MONEY)
        case _:
            return _deal_fact(source, deal, around)


def _deal_amount(deal: Deal, worth: Money | None, unit: Unit | None, rates: Rates) -> Found:
    if unit is None:
        return Worth(deal.amount.major, Shape.MONEY) if deal.amount is not None else Lacking("no amount")
    same = deal.amount is None or deal.amount.currency == unit.currency
    money = deal.amount if same else worth if unit.currency == rates.base else deal.amount
    if money is None and deal.amount is not None:
        return _no_rate(deal.amount.currency, unit.currency)
    return amount(money, unit, rates, "no amount")


def _deal_fact(source: Source, deal: Deal, around: Around) -> Found:
    match source:
        case Source.CLOSE_DATE:
            return _day(deal.counts_on, "no close date")
        case Source.CLOSED_ON:
            return _day(deal.closed_on, "not won yet" if deal.is_open else "no day")
        case Source.CREATED:
            return _day(local_date(deal.created_at, around.timezone), "")
        case Source.TOUCHED:
            day = local_date(deal.touched_at, around.timezone) if deal.touched_at else None
            return _day(day, "never touched")
        case Source.NEXT_STEP:
            return _text(deal.next_step, "no next step")
        case Source.NEXT_STEP_ON:
            return _day(deal.next_step_on, "no day for the next step")
        case Source.LEAD_SOURCE:
            return _text(deal.source or "", "no source")
        case Source.LOST_REASON:
            return _text(deal.lost_reason or "", "not lost")
        case Source.DEAL_ID:
            return Worth(deal.external_id or f"firebreak:{deal.id}", Shape.TEXT)
        case _:
            return Lacking("nothing is known of it")


def _probability(deal: Deal, process: Process) -> int:
    if deal.outcome is Outcome.WON:
        return 100
    stage = process.by_key.get(deal.stage)
    return stage.probability if stage else 0


def of_person(source: Source, person: Person, around: Around) -> Found:
    """What a source comes to for a person, apart from their figures."""
    match source:
        case Source.PERSON:
            return Worth(person.name, Shape.TEXT)
        case Source.FIRST_NAME:
            return Worth(person.first_name, Shape.TEXT)
        case Source.LAST_NAME:
            return _text(" ".join(person.name.split()[1:]), "no last name")
        case Source.EMAIL:
            return _text(person.email or "", "no e-mail address")
        case Source.TEAM:
            return _text(person.team, "no team")
        case Source.MANAGER:
            manager = around.team.by_id.get(person.manager_id or 0)
            return _text(manager.name if manager else "", "nobody above")
        case _:
            return Lacking("nothing is known of it")


def of_line(source: Source, line: Line, call: Call | None, unit: Unit, around: Around) -> Found:
    """A figure of a person's forecast, everybody below them included."""
    rolled, rates = line.rolled, around.rates

    def money(value: Money | None, lacking: str = "") -> Found:
        return amount(value, unit, rates, lacking)

    match source:
        case Source.CLOSED:
            return money(rolled.closed)
        case Source.COMMIT:
            return money(rolled.commit)
        case Source.OPEN_COMMIT:
            return money(rolled.of({ForecastCategory.COMMIT}))
        case Source.BEST_CASE:
            return money(rolled.best_case)
        case Source.OPEN_BEST_CASE:
            return money(rolled.of({ForecastCategory.BEST_CASE}))
        case Source.TOTAL:
            return money(rolled.total)
        case Source.PIPELINE:
            return money(rolled.open)
        case Source.OPEN_PIPELINE:
            return money(rolled.of({ForecastCategory.PIPELINE}))
        case Source.QUOTA:
            return money(line.quota, "no quota is set")
        case Source.GAP:
            return money(line.gap, "no quota is set")
        case Source.ATTAINMENT:
            return _ratio(line.attainment, Shape.RATIO, "no quota is set")
        case Source.COVERAGE:
            return _ratio(line.coverage, Shape.TIMES, "the quota is met" if line.quota else "no quota is set")
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


def _no_rate(currency: str, to: str) -> Lacking:
    return Lacking(f"no exchange rate from {currency} to {to} (an admin sets rates in /firebreak settings)")


def _ratio(value: Decimal | None, shape: Shape, lacking: str) -> Found:
    return Worth(value, shape) if value is not None else Lacking(lacking)


def _text(text: str, lacking: str) -> Found:
    return Worth(text, Shape.TEXT) if text else Lacking(lacking)


def _day(day: date | None, lacking: str) -> Found:
    return Worth(day, Shape.DAY) if day is not None else Lacking(lacking)
