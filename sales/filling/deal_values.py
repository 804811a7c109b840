"""What a source comes to for a deal. Knows the meaning of every source that is about one; nothing is made up for it."""

from __future__ import annotations

from decimal import Decimal

from sales.deal import Deal
from sales.filling.person_values import of_person
from sales.filling.sources import Source
from sales.filling.values import Around, Found, Lacking, Shape, Unit, Worth, amount, day_of, no_rate, text
from sales.money import Money, Rates, exponent
from sales.period import local_date
from sales.process import Outcome, Process


def of_deal(source: Source, deal: Deal, worth: Money | None, unit: Unit | None, around: Around) -> Found:
    """What a source comes to for a deal. `worth` is its part of the forecast in the base currency; `unit` None: the
    deal's own currency, which then stands in a column of its own."""
    owner = around.team.by_id.get(deal.owner_id)
    stage = around.process.by_key.get(deal.stage)
    match source:
        case Source.DEAL:
            return Worth(deal.name, Shape.TEXT)
        case Source.ACCOUNT:
            return text(deal.account, "no account")
        case Source.OWNER | Source.PERSON:
            return text(owner.name if owner else "", "no owner")
        case Source.OWNER_EMAIL | Source.EMAIL:
            return text((owner.email if owner else "") or "", "no e-mail address")
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
            return text(code, "no amount")
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
        return no_rate(deal.amount.currency, unit.currency)
    return amount(money, unit, rates, "no amount")


def _deal_fact(source: Source, deal: Deal, around: Around) -> Found:
    match source:
        case Source.CLOSE_DATE:
            return day_of(deal.counts_on, "no close date")
        case Source.CLOSED_ON:
            return day_of(deal.closed_on, "not won yet" if deal.is_open else "no day")
        case Source.CREATED:
            return day_of(local_date(deal.created_at, around.timezone), "")
        case Source.TOUCHED:
            day = local_date(deal.touched_at, around.timezone) if deal.touched_at else None
            return day_of(day, "never touched")
        case Source.NEXT_STEP:
            return text(deal.next_step, "no next step")
        case Source.NEXT_STEP_ON:
            return day_of(deal.next_step_on, "no day for the next step")
        case Source.LEAD_SOURCE:
            return text(deal.source or "", "no source")
        case Source.LOST_REASON:
            return text(deal.lost_reason or "", "not lost")
        case Source.DEAL_ID:
            return Worth(deal.external_id or f"firebreak:{deal.id}", Shape.TEXT)
        case _:
            return Lacking("nothing is known of it")


def _probability(deal: Deal, process: Process) -> int:
    if deal.outcome is Outcome.WON:
        return 100
    stage = process.by_key.get(deal.stage)
    return stage.probability if stage else 0
