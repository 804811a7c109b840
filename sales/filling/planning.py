"""From what a spreadsheet asks for to what is written into it: the plan of every sheet, with what there is to tell.
Knows rows, names and totals; what a value is, `values` says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from sales.filling import words
from sales.filling.deal_rows import fill_deals
from sales.filling.facts import Facts
from sales.filling.headings import Heading, Reader
from sales.filling.labels import BLANKS, asked_within
from sales.filling.layout import Kind, Label, Layout
from sales.filling.matrix_rows import fill_matrix, is_matrix
from sales.filling.meant import all_titles, whose_sheet, whose_tables
from sales.filling.patterns import copies_of
from sales.filling.people_rows import figure, fill_people
from sales.filling.person_values import about_sheet, of_person
from sales.filling.plan import Plan, SheetPlan, Told
from sales.filling.sources import ABOUT_PEOPLE, FIGURES, Source
from sales.filling.values import Found, Lacking, Shape, Worth
from sales.filling.whose import Whose
from sales.filling.writing import Sheet
from sales.people import Person
from sales.period import Period

_SIGN = re.compile(r"[$€£¥]\s?$")


def plan_for(layouts: Iterable[Layout], facts: Facts, reader: Reader) -> Plan:
    """The plan of a file. Sheets that ask for nothing, or for somebody unknown, stay as they are."""
    told, sheets, layouts = Told(), list[SheetPlan](), list(layouts)
    facts.whom.compare(all_titles(layouts))
    asking = [layout for layout in layouts if layout.asks]
    patterns: dict[str, str] = {}
    of_people = {layout.shape for layout in asking if whose_sheet(layout, facts) is not None}
    for layout in _multiplied(asking, layouts, facts, told, patterns):
        whose, grid = whose_sheet(layout, facts), layout.grid
        theirs = whose is None and layout.shape in of_people and not (layout.each or words.is_whole(grid.title))
        if theirs:
            told.nobody[grid.title] = None  # made like the sheets of people: it is somebody's whom nobody knows
            continue
        if whose is not None and whose.person is None:
            told.means_nobody(whose.said, whose.unsure)
            continue
        if any(
            grid.is_hidden(c) and grid.text(table.header, c)
            for table in layout.tables
            for c, _ in grid.row(table.header)
        ):
            told.note(f"“{grid.title}” has hidden columns; they are as they were.")
        before = told.cells
        sheet = Sheet(layout, told, facts.around.rates.base)
        _fill(sheet, facts, whose, reader)
        if told.cells > before:
            told.sheets.append(layout.grid.title)
            sheets.append(replace(sheet.done(), copy_of=patterns.get(layout.grid.title, "")))
        told.left |= dict.fromkeys(layout.left)
        told.left |= dict.fromkeys(layout.unknown)
    return Plan(tuple(sheets), told)


def _multiplied(
    asking: Sequence[Layout], layouts: Sequence[Layout], facts: Facts, told: Told, patterns: dict[str, str]
) -> Iterator[Layout]:
    """The layouts, with the copies of those that every seller is to have one of in their place; `patterns` learns of
    which sheet each is a copy."""
    for layout in asking:
        copies = copies_of(layout, layouts, facts, layout.period or facts.period, told) if layout.each else []
        patterns |= {copy.grid.title: layout.grid.title for copy in copies}
        if copies:
            told.note(f"“{layout.grid.title}” stays as it is; there is a copy for each of {len(copies)} sellers.")
        yield from copies or [layout]


def _fill(sheet: Sheet, facts: Facts, whose: Whose | None, reader: Reader) -> None:
    period = sheet.layout.period or facts.period
    tables = whose_tables(sheet.layout, facts, whose)
    for table, meant in zip(sheet.layout.tables, tables, strict=True):
        if meant is not None and meant.person is None:
            sheet.told.means_nobody(meant.said, meant.unsure)
            continue
        person = (meant and meant.person) or facts.subject
        sheet.names.clear()
        for column in table.columns:
            if column.heading.guess and column.source is not None:
                sheet.told.read[column.heading.text] = column.source.words
        if table.kind is Kind.DEALS and is_matrix(table):
            fill_matrix(sheet, table, facts, person)
        elif table.kind is Kind.DEALS:
            fill_deals(sheet, table, facts, person, period)
        else:
            fill_people(sheet, table, facts, person, period)
        if meant is not None and words.plain(meant.said) != words.plain(person.name):
            sheet.told.about.setdefault(meant.said, (person, {}))[1].update(sheet.names)
    named = set(tables) - {None} if whose is None else {whose}
    [about] = named if len(named) == 1 else [None]
    if about is not None and about.person is None:
        return
    for label in sheet.layout.labels:
        if not label.given:
            _fill_label(sheet, label, facts, (about and about.person) or facts.subject, period, reader)


def _fill_label(sheet: Sheet, label: Label, facts: Facts, person: Person, period: Period, reader: Reader) -> None:
    who = facts.names.named(label.person) or facts.whom.leader(label.person) if label.person else person
    if who is None:
        sheet.told.nobody[label.person] = None
        return
    if label.lacks:
        sheet.told.lacks(label.heading.text.rstrip(" :*"), label.lacks)
        return
    if label.within:
        _fill_gaps(sheet, label, facts, who, period, reader)
        return
    found = _of_label(sheet, label.heading, facts, who, period)
    sheet.put(label.row, label.column, label.heading, found)


def _of_label(sheet: Sheet, heading: Heading, facts: Facts, person: Person, period: Period) -> Found:
    period = heading.period or period
    source = heading.source
    if source in FIGURES:
        return figure(sheet, heading, facts, person, period, facts.line(person, period))
    if source is Source.MANAGER and (person.leads or person.manager_id is None):
        source = Source.PERSON
    if source in ABOUT_PEOPLE:
        return of_person(source, person, facts.around)
    return about_sheet(source or Source.AS_OF, period, sheet.unit(heading), facts.around)


def _fill_gaps(sheet: Sheet, label: Label, facts: Facts, person: Person, period: Period, reader: Reader) -> None:
    """A text with gaps: each that is understood is filled, the others stay."""
    text = sheet.grid.text(label.row, label.column)
    written, start = "", 0
    for gap, (said, heading) in zip(BLANKS.finditer(text), asked_within(text, reader), strict=True):
        found = _of_label(sheet, heading, facts, person, period) if heading.source else Lacking("")
        if isinstance(found, Lacking):
            sheet.told.lacks(said.strip(" :"), found.why)
        filled = gap[0] if isinstance(found, Lacking) else _spoken(found, sheet, heading, text[: gap.start()])
        spaced = " " if written + text[start : gap.start()] and not isinstance(found, Lacking) else ""
        before = text[start : gap.start()]
        written += before + (spaced if before[-1:] == ":" else "") + filled
        start = gap.end()
    written += text[start:]
    if written != text:
        sheet.put(label.row, label.column, _any(label.heading), Worth(written, Shape.TEXT))
        sheet.told.replaced -= 1  # the gaps were there to be replaced


def _any(heading: Heading) -> Heading:
    return Heading(heading.text)


def _spoken(worth: Worth, sheet: Sheet, heading: Heading, before: str) -> str:
    """A value as it stands in a sentence."""
    value = worth.value
    match worth.shape:
        case Shape.MONEY if isinstance(value, Decimal):
            unit = sheet.unit(heading)
            number = f"{value:,.2f}".removesuffix(".00")
            return number if _SIGN.search(before) or unit.scale > 1 else f"{number} {unit.currency}"
        case Shape.RATIO if isinstance(value, Decimal):
            return f"{value * 100:.1f} %"
        case Shape.TIMES | Shape.COUNT if isinstance(value, Decimal):
            return f"{value:.2f}".rstrip("0").rstrip(".")
        case _:
            return str(value)


def headings_to_ask(layouts: Sequence[Layout]) -> tuple[str, ...]:
    """The headings that nobody has explained yet, each once."""
    return tuple(dict.fromkeys(text for layout in layouts for text in layout.unknown))
