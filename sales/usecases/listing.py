"""Which deals a question about the pipeline means: every filter the language knows, over deals the actor may see."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import chain

from sales.deal import Deal
from sales.money import Money, Rates
from sales.period import Period, midnight
from sales.process import ForecastCategory, Outcome, Process
from sales.ranking import largest_first
from sales.stalls import Attention, Concern
from sales.usecases.attention import attention_of, sweep
from sales.usecases.ports import Tx

MOST = 500
SOON = timedelta(days=30)
LATELY = timedelta(days=7)
TOP = 5
UNTOUCHED = "untouched"
"""The filter for open deals that nobody has touched since before a period began."""

_STUCK = frozenset({Concern.STALLED, Concern.NEVER_STARTED})
_CONCERNS = {
    "stuck": _STUCK,
    "past_due": frozenset({Concern.PAST_DUE}),
    "at_risk": _STUCK | {Concern.PAST_DUE},
    "hygiene": frozenset({Concern.INCOMPLETE, Concern.PAST_DUE}),
}
_CATEGORIES = {"commit": ForecastCategory.COMMIT, "best_case": ForecastCategory.BEST_CASE}
_LACKS: dict[str, Callable[[Deal], object]] = {
    "no_next_step": lambda deal: deal.next_step,
    "no_close_date": lambda deal: deal.close_date,
    "no_amount": lambda deal: deal.amount,
    "no_source": lambda deal: deal.source,
}
_NUMBERS = {"one": 1, "two": 2, "three": 3, "five": 5, "ten": 10, "twenty": 20}
_TITLES = {
    "": "open deals",
    "past_due": "past due deals",
    "at_risk": "deals at risk",
    UNTOUCHED: "open deals not touched",
    "hygiene": "deals with something missing or out of date",
    "closing": "deals that close soon",
    "top": "largest deals",
    "commit": "deals in commit",
    "best_case": "deals in best case",
    "no_decision_maker": "deals without a decision maker",
    "no_next_step": "deals without a next step",
    "no_close_date": "deals without a close date",
    "no_amount": "deals without an amount",
    "no_source": "deals without a source",
    "no_contact": "deals without a contact",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """The deals, in the order to show them, what is the matter with them, what they are called together, and how many
    of which currency could not be compared, for want of a rate. `note` says what the list itself does not show."""

    deals: tuple[Deal, ...]
    attention: dict[int, Attention]
    what: str
    without_rate: Mapping[str, int] = field(default_factory=dict)
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choosing:
    """What was asked for: a filter of the language ("" for none), a period, how many (for the largest), how large at
    least and at most, and what narrows it further: a stage, of lost deals a reason."""

    wanted: str = ""
    period: Period | None = None
    most: str = ""
    over: Money | None = None
    under: Money | None = None
    stage: str = ""
    reason: str = ""


def choose(tx: Tx, owners: Collection[int], asked: Choosing, now: datetime, today: date, timezone: str) -> Chosen:
    """The deals of these owners that were asked for. `today` and `timezone` are the actor's; won, lost and new deals go
    by the day they ended or began, all others are open and go by their close date."""
    what = _title(tx.process, asked)
    if asked.wanted in ("won", "lost", "new"):
        ended = _past(tx, owners, asked, now, today, timezone)
        if asked.reason:
            ended = [deal for deal in ended if (deal.lost_reason or "").casefold() == asked.reason.casefold()]
        past, without = _sized(tx, ended, asked)
        note = _reasons(past) if asked.wanted == "lost" and not asked.reason else ""
        return Chosen(deals=tuple(past), attention={}, what=what, without_rate=without, note=note)
    if asked.wanted in _CONCERNS:
        watched = _concerning(tx, owners, asked, now)
        deals = _by_close_date(tx.deals.many(watched).values())
    else:
        deals = tx.deals.open_of(owners)
        period = asked.period or (Period(today, today + SOON) if asked.wanted == "closing" else None)
        if asked.wanted == UNTOUCHED and period is not None:
            deals = _untouched(deals, midnight(period.start, timezone))
        elif period is not None:
            deals = [deal for deal in deals if deal.close_date in period]
        watched = attention_of(tx, deals, now)
    if asked.stage:
        deals = [deal for deal in deals if deal.stage == asked.stage]
    deals, without = _sized(tx, _kept(tx, deals, asked.wanted, today), asked)
    if asked.wanted == "top":
        deals = largest_first(deals, tx.workspace.exchange())[: _number(asked.most)]
    return Chosen(deals=tuple(deals), attention=watched, what=what, without_rate=without)


def _concerning(tx: Tx, owners: Collection[int], asked: Choosing, now: datetime) -> dict[int, Attention]:
    """What is the matter with those of the owners' deals that were asked for: found as nudges find them, without
    reading every open deal."""
    meant, period = _CONCERNS[asked.wanted], asked.period
    found = sweep(tx, now, tx.people.team().unless_all(frozenset(owners)))
    return {
        concern.deal.id: concern
        for concern in chain.from_iterable(found.values())
        if not meant.isdisjoint(concern.concerns) and (period is None or concern.deal.close_date in period)
    }


def _untouched(deals: Iterable[Deal], since: datetime) -> list[Deal]:
    """Those last touched before an instant, the longest ago first; a deal never touched counts from its creation."""
    last = {deal.id: deal.touched_at or deal.created_at for deal in deals}
    return sorted((deal for deal in deals if last[deal.id] < since), key=lambda deal: (last[deal.id], deal.id))


def _by_close_date(deals: Iterable[Deal]) -> list[Deal]:
    """As `Deals.open_of` has them: those without a day last."""
    return sorted(deals, key=lambda deal: (deal.close_date is None, deal.close_date or date.max, deal.id))


def _past(tx: Tx, owners: Collection[int], asked: Choosing, now: datetime, today: date, timezone: str) -> list[Deal]:
    if asked.wanted == "new":
        start, end = asked.period.instants(timezone) if asked.period else (midnight(today - LATELY, timezone), now)
        return tx.deals.created(owners, start, end, MOST)
    period = asked.period or tx.workspace.calendar.quarter(today)
    return tx.deals.ended(owners, Outcome(asked.wanted), period, MOST)


def _reasons(lost: Iterable[Deal]) -> str:
    """How often each reason was given, the most frequent first."""
    given = Counter(deal.lost_reason or "no reason given" for deal in lost)
    return " · ".join(f"{reason} {count:,}" for reason, count in given.most_common())


def _kept(tx: Tx, deals: list[Deal], wanted: str, today: date) -> list[Deal]:
    kind, _, stage = wanted.partition(":")
    if kind == "stage":
        return [deal for deal in deals if deal.stage == stage]
    if kind == "source":
        return [deal for deal in deals if (deal.source or "").casefold() == stage.casefold()]
    if wanted in _CATEGORIES:
        return [deal for deal in deals if deal.forecast_category(tx.process) is _CATEGORIES[wanted]]
    if wanted in _LACKS:
        return [deal for deal in deals if not _LACKS[wanted](deal)]
    if wanted in ("no_decision_maker", "no_contact"):
        accounts = {deal.account_id for deal in deals if deal.account_id is not None}
        has = tx.deals.with_decision_maker if wanted == "no_decision_maker" else tx.activities.with_contacts
        known = has(accounts) if accounts else set()
        return [deal for deal in deals if deal.account_id not in known]
    if wanted == "snoozed":
        return [deal for deal in deals if deal.snoozed_until is not None and deal.snoozed_until > today]
    return deals


def _sized(tx: Tx, deals: list[Deal], asked: Choosing) -> tuple[list[Deal], Mapping[str, int]]:
    """The deals within the limits, both meant inclusively, and how many of which currency cannot be compared: a deal
    without an amount is within none."""
    limits = [limit for limit in (asked.over, asked.under) if limit is not None]
    if not limits:
        return deals, {}
    rates = tx.workspace.exchange()
    amounts = [*limits, *(deal.amount for deal in deals if deal.amount is not None)]
    without = Counter(amount.currency for amount in amounts if not rates.knows(amount.currency))
    low = _worth(asked.over, rates) if asked.over is not None else 0
    high = _worth(asked.under, rates) if asked.under is not None else None
    return [deal for deal in deals if _within(_worth(deal.amount, rates), low, high)], without


def _within(worth: int, low: int, high: int | None) -> bool:
    return worth >= 0 and worth >= low and (high is None or worth <= high)


def _worth(amount: Money | None, rates: Rates) -> int:
    """Minor units of the workspace's currency; less than nothing where no rate is known."""
    return rates.convert(amount).minor if amount is not None and rates.knows(amount.currency) else -1


def _number(said: str) -> int:
    return int(said) if said.isdecimal() else _NUMBERS.get(said.casefold(), TOP)


def _title(process: Process, asked: Choosing) -> str:
    kind, _, key = asked.wanted.partition(":")
    if kind == "stage":
        return f"deals in {process.by_key[key].name if key in process.by_key else key}"
    if kind == "source":
        return f"deals from {key}"
    if asked.reason:
        return f"lost deals ({asked.reason})"
    if asked.stage in process.by_key:
        return f"{_TITLES.get(asked.wanted, f'{asked.wanted} deals')} in {process.by_key[asked.stage].name}"
    if asked.wanted == "closing" and asked.period is not None:
        return _TITLES[""]
    if asked.wanted == "top":
        return f"{_number(asked.most)} largest deals"
    return _TITLES.get(asked.wanted, f"{asked.wanted.replace('_', ' ')} deals")
