"""Turns values into what may be written at one place: what already stands there, what its list offers, what must not be
touched. Gathers the plan of one sheet and what there is to tell."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from difflib import SequenceMatcher

from sales.filling import words
from sales.filling.grid import Grid, GridCell
from sales.filling.headings import DOLLAR, Heading
from sales.filling.layout import Layout
from sales.filling.plan import Copy, Put, SheetPlan, Stretch, Told
from sales.filling.sources import GIVEN, Source
from sales.filling.values import Found, Lacking, Shape, Unit, Worth

_LIKE = 0.88
DOLLARS = frozenset({"USD", "CAD", "AUD", "NZD", "SGD", "HKD"})
_OTHER_WORDS = {
    "open": ("offen", "ouvert", "abierto", "aperto", "active", "in progress", "en cours", "in arbeit", "laufend"),
    "won": ("gewonnen", "gagné", "ganado", "vinto", "closed won", "closed"),
    "lost": ("verloren", "perdu", "perdido", "perso", "closed lost"),
}


@dataclass
class Sheet:
    """The plan of one sheet in the making. `names` are the people who have got a row in the present table."""

    layout: Layout
    told: Told
    base: str
    puts: list[Put] = field(default_factory=list)
    copies: list[Copy] = field(default_factory=list)
    stretches: list[Stretch] = field(default_factory=list)
    names: dict[str, None] = field(default_factory=dict)
    _added: dict[tuple[int, int], Decimal] = field(default_factory=dict)

    @property
    def grid(self) -> Grid:
        return self.layout.grid

    def unit(self, heading: Heading) -> Unit:
        """In what an amount under a heading is written: as the heading says, else the sheet, else in base currency."""
        scale = heading.scale if heading.scale > 1 else self.layout.scale
        currency = heading.currency or self.layout.currency or self.base
        if currency == DOLLAR:
            currency = self.base if self.base in DOLLARS else "USD"
        return Unit(currency, scale)

    def put(self, row: int, column: int, heading: Heading, found: Found, extra: int = 0, *, key: bool = False) -> None:
        """Writes what was found, unless something must stay; notes what was missing. What says which row it is (`key`)
        stays as it stands."""
        there = self.grid.at(row, column) if not extra else GridCell()
        source = heading.source
        if there.formula or there.locked or (not there.is_blank and (key or source in GIVEN)):
            self._count(row, column, there)
            return
        if isinstance(found, Lacking):
            if there.is_blank:
                self.told.lacks(heading.text, found.why, source)
            return
        worth = self._fitted(row, column, heading, found)
        if worth is None:
            return
        if not there.is_blank and not _same(there, worth):
            self.told.replaced += 1
        self.told.cells += 1
        self.told.filled[heading.text] = self.told.filled.get(heading.text, 0) + 1
        if isinstance(worth.value, Decimal):
            self._added[row, column] = self._added.get((row, column), Decimal(0)) + worth.value
        self.puts.append(Put(row, column, worth.value, worth.shape, extra))

    def _count(self, row: int, column: int, there: GridCell) -> None:
        if isinstance(there.value, Decimal) and not there.formula:
            self._added[row, column] = self._added.get((row, column), Decimal(0)) + there.value

    def sum_of(self, rows: range, column: int) -> Decimal | None:
        """What was written into these rows of a column, or stood there; None for nothing."""
        found = [value for (row, index), value in self._added.items() if index == column and row in rows]
        return sum(found, Decimal(0)) if found else None

    def _fitted(self, row: int, column: int, heading: Heading, worth: Worth) -> Worth | None:
        """The value in the words of the list that the cell chooses from; None where that offers nothing like it."""
        choices = self.grid.choices(row, column)
        if not choices or worth.shape is not Shape.TEXT:
            percent = "%" in heading.text and worth.shape is Shape.RATIO
            return Worth(worth.value, Shape.PERCENT) if percent else worth
        chosen = chosen_from(choices, str(worth.value), heading.source)
        if chosen is None:
            self.told.offers_no(heading.text, str(worth.value))
            return None
        return Worth(chosen, Shape.TEXT)

    def done(self) -> SheetPlan:
        return SheetPlan(
            self.grid.title,
            tuple(self.puts),
            tuple(self.copies),
            tuple(sorted(self.stretches, key=lambda stretch: stretch.first)),
        )


def is_of_outcomes(choices: tuple[str, ...]) -> bool:
    """Whether a list offers nothing but open, won and lost, whatever stands over it."""
    named = {name: outcome for outcome, names in _OTHER_WORDS.items() for name in map(words.plain, (outcome, *names))}
    meant = {named.get(words.plain(choice), "") for choice in choices}
    return "open" in meant and len(meant) > 1 and "" not in meant


def _same(there: GridCell, worth: Worth) -> bool:
    value: str | Decimal | date | None = there.value
    return value == worth.value


def chosen_from(choices: tuple[str, ...], said: str, source: Source | None) -> str | None:
    """The entry of a list that means the same: in the same words, in another language's for a category, or misspelt."""
    plain = words.plain(said)
    for choice in choices:
        if words.plain(choice) == plain:
            return choice
    if source is Source.CATEGORY:
        meant = words.of_people(said)
        return next((c for c in choices if meant and (m := words.of_people(c)) and m[0] is meant[0]), None)
    if source is Source.STATUS:
        others = {words.plain(word) for word in _OTHER_WORDS.get(plain, ())}
        return next((choice for choice in choices if words.plain(choice) in others), None)
    likely = [c for c in choices if SequenceMatcher(None, words.plain(c), plain).ratio() >= _LIKE]
    return likely[0] if len(likely) == 1 else None
