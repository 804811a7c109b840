"""A number of a forecast opened: to the deals it is made of, as of the instant it was shown. What they add up to is the
number, to the cent; what moved it is explained next door."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sales.deal import Deal
from sales.errors import Invalid
from sales.forecast import OPEN, TOTAL, Cell, DealSpan, category_of, cell_of, converted, counts_in
from sales.money import Money, Rates, totals
from sales.people import Person
from sales.period import Period, local_date
from sales.process import ForecastCategory, Outcome, Process
from sales.ranking import largest_first
from sales.usecases.actors import Actor
from sales.usecases.attention import attention_of
from sales.usecases.deal_lists import LISTED, DealList, deal_list
from sales.usecases.explaining import MEASURES, Explained, explained
from sales.usecases.forecasts import team_as_of
from sales.usecases.ports import Store, Tx
from sales.usecases.settings_as_of import process_as_of, workspace_as_of

FARTHEST = 5_000
"""Whoever wants to see more deals than these has the workbook."""
_SUMS = {**MEASURES, "open": OPEN, "omitted": frozenset({ForecastCategory.OMITTED})}


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """One number of a forecast: `what` is a measure, "open", "omitted", "own" (without anybody below), "undated",
    "stage.KEY", or "moved.MEASURE" for what moved it since `since`. `as_of` None is now. Its deals are listed from the
    one after `start` on."""

    subject_id: int
    period: str
    what: str = "total"
    as_of: datetime | None = None
    since: datetime | None = None
    start: int = 0


def open_number(store: Store, actor: Actor, number: Number, now: datetime) -> DealList | Explained:
    """The deals behind a number, largest first, or what moved it. Raises `NotAllowed` for people outside the actor's
    reach, `Invalid` for a number or a period there is not."""
    with store.reading(actor.workspace_id) as tx:
        team = tx.people.team()
        team.require_numbers(actor.person, number.subject_id)
        subject, as_of = team[number.subject_id], min(number.as_of or now, now)
        then = workspace_as_of(tx, as_of, now)
        period = then.calendar.named(number.period, local_date(as_of, then.timezone))
        kind, _, measure = number.what.partition(".")
        if kind == "moved":
            return explained(tx, actor, subject, period, measure, number.since or as_of, as_of, now)
        return _made_of(tx, actor, subject, period, replace(number, as_of=as_of), now)


def _made_of(tx: Tx, actor: Actor, subject: Person, period: Period, number: Number, now: datetime) -> DealList:
    what, as_of, start = number.what, number.as_of or now, min(number.start, FARTHEST)
    below = team_as_of(tx, as_of, now).subtree(subject.id)
    owners = frozenset({subject.id}) if what == "own" else below
    counts, words = _chosen(what, process_as_of(tx, as_of, now))
    undone = tx.forecasts.changed_since(as_of) if as_of < now else []
    rates = workspace_as_of(tx, as_of, now).exchange()
    if what == "undated":
        return _undated(tx, actor, subject, owners, undone, as_of, start, rates)
    present = (
        tx.forecasts.cells_at(period, [as_of], owners)[0].cells if as_of < now else tx.forecasts.cells(period, owners)
    )
    cells = [cell for cell in present if cell.owner_id in owners and counts(cell)]
    kinds = {(cell.stage, cell.outcome, cell.category) for cell in cells}
    most = start + LISTED + len(undone)
    largest = tx.forecasts.deals(period, owners, most, kinds=kinds, rates=rates) if cells else []

    def belongs(deal: Deal) -> bool:
        return deal.owner_id in owners and counts_in(deal, period) and counts(cell_of(deal))

    deals = _taken_back(largest, undone, belongs, rates)[start : start + LISTED]
    title = f"{subject.name}, {period.name}: {words}"
    found = deal_list(tx, actor, title, deals, attention_of(tx, deals[:50], now), as_of)
    sums: dict[str, int] = {}
    for cell in cells:
        if cell.currency:
            sums[cell.currency] = sums.get(cell.currency, 0) + cell.minor
    worth = sum(amount.minor for cell in cells if (amount := converted(cell, rates)) is not None)
    added = tuple(Money(minor, currency) for currency, minor in sorted(sums.items()))
    count = sum(cell.count for cell in cells)
    apart = tuple(amount for amount in added if not rates.knows(amount.currency))
    return replace(found, count=count, totals=added, worth=Money(worth, rates.base), apart=apart, start=start)


def _chosen(what: str, process: Process) -> tuple[Callable[[Cell], bool], str]:
    """Which cells a number adds up, and what its deals are called. Raises `Invalid` for a number there is not."""
    kind, _, key = what.partition(".")
    if what == "undated":
        return lambda cell: True, "open deals without a close date"
    if what == "own":
        return _in(TOTAL, process), "own deals in the forecast"
    if what in _SUMS:
        words = {"total": "deals in the forecast", "best_case": "deals in best case", "open": "open deals"}
        return _in(_SUMS[what], process), words.get(what, f"deals in {what}" if what == "commit" else f"{what} deals")
    if kind == "stage":
        named = process.by_key[key].name if key in process.by_key else key
        counts = _in(OPEN, process)
        return lambda cell: cell.stage == key and counts(cell), f"deals in {named}"
    raise Invalid("That number can no longer be opened. Please open the forecast again.")


def _in(categories: frozenset[ForecastCategory], process: Process) -> Callable[[Cell], bool]:
    return lambda cell: cell.outcome is not Outcome.LOST and category_of(cell, process) in categories


def _taken_back(
    present: Iterable[Deal], undone: Iterable[DealSpan], belongs: Callable[[Deal], bool], rates: Rates
) -> list[Deal]:
    """What belonged before `undone` happened, the largest first."""
    then = {deal.id: deal for deal in present}
    for span in undone:
        if span.after is not None:
            then.pop(span.after.id, None)
        if span.before is not None and belongs(span.before):
            then[span.before.id] = span.before
    return largest_first(then.values(), rates)


def _undated(
    tx: Tx,
    actor: Actor,
    subject: Person,
    owners: frozenset[int],
    undone: Sequence[DealSpan],
    as_of: datetime,
    start: int,
    rates: Rates,
) -> DealList:
    def belongs(deal: Deal) -> bool:
        return deal.owner_id in owners and deal.is_open and deal.close_date is None

    present = [deal for deal in tx.deals.open_of(owners) if belongs(deal)]
    deals = _taken_back(present, undone, belongs, rates)
    shown = deals[start : start + LISTED]
    found = deal_list(tx, actor, f"{subject.name}: open deals without a close date", shown, {}, as_of)
    return replace(found, count=len(deals), totals=totals(deal.amount for deal in deals), start=start)
