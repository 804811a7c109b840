"""Figures across people that questions ask for: leaderboards, average deal sizes. Computed from the sums that forecasts
are made of, never from single deals."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from sales.forecast import Cell
from sales.money import Money, exponent
from sales.people import Person
from sales.period import Period, day_words
from sales.process import Outcome
from sales.usecases.actors import Actor
from sales.usecases.ports import Tx
from sales.wording import listed

BY_OPEN, BY_PIPELINE = "most_deals", "most_pipeline"
RANKED = ("leaderboard", BY_OPEN, BY_PIPELINE)
"""The filters that list people: by what was closed, by the number of open deals, by what these are worth."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Figures under a title, a line each, as of an instant; `note` says what is not in them."""

    title: str
    lines: tuple[str, ...]
    as_of: datetime
    timezone: str
    note: str = ""


def leaderboard(
    tx: Tx, actor: Actor, owners: Collection[int], period: Period | None, wanted: str, now: datetime
) -> Tally:
    """Those of the owners whose numbers the actor may see, by what they closed in `period` (the quarter that runs, if
    none was said) or by how many open deals they have. Who has neither is not listed."""
    when = period or tx.workspace.calendar.quarter(actor.today(now))
    team = tx.people.team()
    seen = frozenset(owners) & team.sees_numbers_of(actor.person)
    won, still_open = (
        _of(tx.forecasts.cells(when, seen), Outcome.WON),
        _of(tx.forecasts.cells(None, seen), Outcome.OPEN),
    )
    everyone = [team[owner] for owner in seen]
    closed = {person.id: _worth(tx, (c for c in won if c.owner_id == person.id)) for person in everyone}
    deals = {person.id: sum(c.count for c in still_open if c.owner_id == person.id) for person in everyone}
    worth = {person.id: _worth(tx, (c for c in still_open if c.owner_id == person.id)) for person in everyone}
    wins = {person.id: sum(c.count for c in won if c.owner_id == person.id) for person in everyone}
    ranked = [person for person in everyone if wins[person.id] or deals[person.id]]
    size = {who: Fraction(count) for who, count in deals.items()}
    keys = {BY_OPEN: (size, worth), BY_PIPELINE: (worth, size)}
    first, second = keys.get(wanted, (closed, size))
    ranked.sort(key=lambda person: (-first[person.id], -second[person.id], person.name))
    lines = tuple(
        f"{place}. {person.name}: {_open_first(tx, worth, deals, person) if wanted == BY_PIPELINE else ''}"
        f"{_money(tx, closed[person.id])} closed ({wins[person.id]:,} won)"
        f"{'' if wanted == BY_PIPELINE else f', {deals[person.id]:,} open'}"
        for place, person in enumerate(ranked, 1)
    )
    titles = {BY_OPEN: "Most open deals", BY_PIPELINE: "Open pipeline by person, the largest first"}
    title = titles.get(wanted, f"Most closed in {when.name}")
    left = [*won, *still_open] if wanted == BY_PIPELINE else won
    alone = "You see your own numbers and those of the people who report to you." if len(seen) == 1 else ""
    return _tally(tx, actor, title, lines, now, _apart(tx, left), alone)


def _open_first(tx: Tx, worth: Mapping[int, Fraction], deals: Mapping[int, int], person: Person) -> str:
    count = deals[person.id]
    return f"{_money(tx, worth[person.id])} open in {count:,} deal{'' if count == 1 else 's'}, "


def average_size(
    tx: Tx, actor: Actor, subject: Person | None, owners: Collection[int], period: Period | None, now: datetime
) -> Tally:
    """The mean amount of these owners' open deals, whatever their date, and of those won in `period` (the quarter that
    runs, if none was said), to the whole unit of the workspace's currency. A deal without an amount, or without a rate,
    is in neither."""
    when = period or tx.workspace.calendar.quarter(actor.today(now))
    still_open = _of(tx.forecasts.cells(None, owners), Outcome.OPEN)
    won = _of(tx.forecasts.cells(when, owners), Outcome.WON)
    whose = "The team's" if subject is None else "Your" if subject.id == actor.person.id else f"{subject.name}'s"
    lines = (_average(tx, "Open", still_open), _average(tx, f"Won in {when.name}", won))
    return _tally(tx, actor, f"{whose} average deal size", lines, now, _apart(tx, [*still_open, *won]))


def _of(cells: Iterable[Cell], outcome: Outcome) -> list[Cell]:
    return [cell for cell in cells if cell.outcome is outcome]


def _compared(tx: Tx, cells: Iterable[Cell]) -> list[Cell]:
    rates = tx.workspace.exchange()
    return [cell for cell in cells if cell.currency and rates.knows(cell.currency)]


def _worth(tx: Tx, cells: Iterable[Cell]) -> Fraction:
    """Minor units of the workspace's currency, exactly; what has no rate counts nothing."""
    rates = tx.workspace.exchange()
    return sum((cell.minor * rates.worth_of_minor(cell.currency) for cell in _compared(tx, cells)), Fraction(0))


def _money(tx: Tx, minor: Fraction) -> Money:
    return Money(round(minor), tx.workspace.exchange().base)


def _average(tx: Tx, what: str, cells: Iterable[Cell]) -> str:
    compared = _compared(tx, cells)
    count = sum(cell.count for cell in compared)
    if not count:
        return f"{what}: no deal with an amount"
    whole = 10 ** exponent(tx.workspace.exchange().base)
    mean = _money(tx, round(_worth(tx, compared) / count / whole) * Fraction(whole))
    return f"{what}: {mean} on average, over {count:,} deal{'' if count == 1 else 's'}"


def _apart(tx: Tx, cells: Iterable[Cell]) -> str:
    """What is not counted: deals without an amount, and those in a currency that has no rate."""
    rates, left = tx.workspace.exchange(), dict[str, int]()
    for cell in cells:
        if not cell.currency or not rates.knows(cell.currency):
            why = f"in {cell.currency}, for want of a rate" if cell.currency else "without an amount"
            left[why] = left.get(why, 0) + cell.count
    return f"Not counted: {listed([f'{count:,} {why}' for why, count in sorted(left.items())])}." if left else ""


def _tally(tx: Tx, actor: Actor, title: str, lines: tuple[str, ...], now: datetime, *notes: str) -> Tally:
    rates = tx.workspace.exchange()
    dated = f"Other currencies at the rates of {day_words(rates.dated)}." if rates.worth else ""
    note = " ".join(filter(None, (f"In {rates.base}.", dated, *notes)))
    return Tally(title=title, lines=lines, as_of=now, timezone=actor.person.timezone, note=note)
