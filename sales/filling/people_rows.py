"""Fills a table of people with their figures: whom it is about, and whose deals count in which row, so that what the
sheet adds up is neither more nor less than what there is."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from sales.filling import words
from sales.filling.added import added_up
from sales.filling.deal_rows import add_up, copy_formulas, formulas_of, rows_for
from sales.filling.facts import Facts
from sales.filling.groups import groups_of
from sales.filling.headings import Heading
from sales.filling.layout import Column, Table
from sales.filling.person_values import of_line, of_person
from sales.filling.sources import ABOUT_PEOPLE, APART, FIGURES, PERSON_KEYS, ROLL_UPS, Source
from sales.filling.values import Found, Lacking, Shape, Worth, amount
from sales.filling.writing import Sheet
from sales.people import Person
from sales.period import Period
from sales.report import Line

_ENDS = re.compile(r"\b(?:end|ends|ending|ended|bis|ende|fin|fine|einde)\b", re.IGNORECASE)

Row = tuple[int, int]


def fill_people(sheet: Sheet, table: Table, facts: Facts, person: Person, period: Period) -> None:
    """The rows that name somebody get their figures; blank ones, where nobody is named, get the people below `person`.
    A table that names nobody at all has one row: `person`'s."""
    if table.moments:
        _fill_moments(sheet, table, facts, person, period)
        return
    if groups := groups_of(sheet, table, facts):
        for group, leader in groups:
            sheet.names.clear()
            fill_people(sheet, group, facts, leader, period)
            sheet.told.about.setdefault(group.titles[0], (leader, {}))[1].update(sheet.names)
        return
    key = table.key
    pairs: list[tuple[Row, Person]] = []
    known, leading = set(sheet.told.people), set[int]()
    texts = {row: sheet.grid.text(row, key.index) for row in table.listed} if key else {}
    heading = words.of_people(key.heading.text) if key else None
    of_teams = heading is not None and heading[0] is Source.TEAM and not any(map(facts.names.knows, texts.values()))
    for row, said in texts.items():
        found = facts.names.named(said)
        if found is None and of_teams and (found := facts.whom.leader(said)) is not None:
            sheet.told.note(f"“{said}” is {found.name}, who leads it, with everybody below.")
            sheet.told.teams.add(said)
            leading.add(found.id)
        if found is not None:
            pairs.append(((row, 0), found))
        elif (of_teams or not _is_title(sheet, table, row, said, facts)) and any(
            sheet.grid.at(row, column.index).is_blank for column in table.columns if column.source
        ):
            sheet.told.nobody[said] = None
    own: set[int] = set()
    if key is None and not table.listed and table.of(Source.TEAM) and (teams := facts.whom.teams_below(person)):
        _fill_teams(sheet, table, facts, person, teams, period)
        return
    if key is None:
        pairs = [((row, 0), person) for row in (*table.listed, *table.blank)[:1]]
    elif not table.listed:
        people = _people(facts, person, period, key, table)
        own = {one.id for one in people if one.id == person.id and len(people) > 1}
        pairs = list(zip(rows_for(sheet, table, len(people), "people"), people, strict=False))
    elif table.totals is not None:
        own = _above_others([one for _, one in pairs], facts)
        for one in sorted(own):
            name = facts.around.team[one].name
            sheet.told.note(f"{name}'s row has only {name}'s own deals: people below have rows of their own.")
    _write(sheet, table, pairs, own, facts, period)
    sheet.told.people -= leading - known  # they are told as teams
    add_up(sheet, table)


def _fill_teams(
    sheet: Sheet, table: Table, facts: Facts, person: Person, leaders: Sequence[Person], period: Period
) -> None:
    """A table of teams that names none gets those that report to `person`, with everybody below. What is nobody's of
    them, `person`'s own deals and those of who leads nobody, has rows of its own, so that the rows add up to the
    whole."""
    line = facts.line(person, period)
    alone = [one.person for one in line.reports if one.person not in leaders and not one.rolled.is_empty]
    rest = [*([person] if not line.own.is_empty else []), *alone]
    people = [*leaders, *rest]
    names = {leader.id: facts.whom.team_of(leader) for leader in leaders} | {one.id: one.name for one in rest}
    pairs = list(zip(rows_for(sheet, table, len(people), "people"), people, strict=False))
    known = set(sheet.told.people)
    _write(sheet, table, pairs, {person.id}, facts, period, names)
    sheet.told.people -= {leader.id for leader in leaders} - known
    sheet.told.teams |= {names[leader.id] for leader in leaders}
    for leader in leaders:
        if names[leader.id] != leader.name:
            sheet.told.note(f"“{names[leader.id]}” is {leader.name}, who leads it, with everybody below.")
    add_up(sheet, table)


def _is_title(sheet: Sheet, table: Table, row: int, said: str, facts: Facts) -> bool:
    """Whether a row is the title of the group below it: it names a team, and nothing else stands in it."""
    alone = sum(not sheet.grid.at(row, column.index).is_blank for column in table.columns) == 1
    teams = {words.plain(person.team) for person in facts.around.team if person.team}
    return alone and (words.is_group(said) or words.plain(said) in teams)


def _fill_moments(sheet: Sheet, table: Table, facts: Facts, person: Person, period: Period) -> None:
    """Rows of periods get the figures of each; of rows of days the present one, for the others are somebody's record
    of what was true on them."""
    for row, moment in table.moments.items():
        if isinstance(moment, Period):
            _write(sheet, table, [((row, 0), person)], set(), facts, moment)
    days = {moment: row for row, moment in table.moments.items() if isinstance(moment, date)}
    present = _present(sheet, table, days, facts.around.today)
    if present is not None:
        _write(sheet, table, [((days[present], 0), person)], set(), facts, period)
        sheet.told.note(f"Of the rows by day only that of {present:%Y-%m-%d} is filled in: it is the present one.")
    elif days:
        sheet.told.note(f"None of the days in “{sheet.grid.title}” is the present one, so no row of them is filled in.")
    add_up(sheet, table)


def _present(sheet: Sheet, table: Table, days: Mapping[date, int], today: date) -> date | None:
    """The day whose row is for now: the last one that has come, or, of days on which something ends, the next."""
    row = next(iter(days.values()), table.first)
    heading = next((sheet.grid.text(table.header, c) for c, _ in sheet.grid.row(row)), "")
    if _ENDS.search(heading):
        return min((day for day in days if day >= today), default=None)
    return max((day for day in days if day <= today), default=None)


def _people(facts: Facts, person: Person, period: Period, key: Column, table: Table) -> list[Person]:
    """Whom an empty table is about: the people who report to `person`, or, under a heading that says reps, everybody
    below who leads nobody; `person` too, if they have deals that count. Who left is there while their deals count. A
    roster, which asks for no figures, is about everybody below who is at work."""
    team, line = facts.around.team, facts.line(person, period)
    lines = [line, *line.reports]
    roster = not any(column.source in FIGURES for column in table.columns)
    if roster:
        lines = [one for one in line.everyone() if one.person.active]
    if words.means_sellers(key.heading.text):
        lines = [one for one in line.everyone() if not one.reports or not one.own.is_empty]
        lines = [one for one in lines if one.person.active or not roster]
        lines = [one for one in lines if not (one.person.leads and one.own.is_empty)]
    kept = [one.person for one in lines if one.person.id != person.id or not one.own.is_empty or len(lines) == 1]
    return [one for one in kept if one.active or not facts.line(one, period).rolled.is_empty or one.id in team.reports]


def _above_others(people: Sequence[Person], facts: Facts) -> set[int]:
    """Those who have somebody below them among the others."""
    ids = {person.id for person in people}
    return {person.id for person in people if (facts.below(person) - {person.id}) & ids}


def _write(
    sheet: Sheet,
    table: Table,
    pairs: Sequence[tuple[Row, Person]],
    own: set[int],
    facts: Facts,
    period: Period,
    teams: Mapping[int, str] | None = None,
) -> None:
    """Writes the rows. `teams`: what each is called in the column of teams, by its person's id, where rows are that."""
    apart, computed = added_up(sheet, table), formulas_of(sheet, table)
    if apart:
        named = ", ".join(f"“{column.heading.text}”" for column in table.columns if column.index in apart)
        sheet.told.note(f"{named} do not hold what stands beside them: a formula of the sheet adds them up.")
    for number, ((row, extra), person) in enumerate(pairs, start=1):
        for column in table.columns:
            if column.source is None or column.index in computed:
                continue
            heading = column.heading
            if column.index in apart:
                heading = replace(heading, source=APART[column.source])
            found = _cell(sheet, heading, facts, person, heading.period or period, person.id in own, number)
            if teams is not None and heading.source is Source.TEAM:
                found = Worth(teams[person.id], Shape.TEXT)
            sheet.put(row, column.index, heading, found, extra, key=column.source in PERSON_KEYS | {Source.NUMBER})
        copy_formulas(sheet, computed, row, extra)
        sheet.told.people.add(person.id)
        sheet.names[person.name] = None


def _cell(
    sheet: Sheet, heading: Heading, facts: Facts, person: Person, period: Period, own: bool, number: int
) -> Found:
    source = heading.source
    if source is Source.NUMBER:
        return Worth(Decimal(number), Shape.COUNT)
    if source in ABOUT_PEOPLE:
        return of_person(source, person, facts.around)
    line = facts.line(person, period)
    if own:
        line = replace(line, rolled=line.own, quota=None, reports=())
    return figure(sheet, heading, facts, person, period, line)


def figure(sheet: Sheet, heading: Heading, facts: Facts, person: Person, period: Period, line: Line) -> Found:
    """A figure of somebody's forecast, in the unit of its heading."""
    source, unit = heading.source, sheet.unit(heading)
    sheet.told.periods[period] = None
    for missing in line.rolled.unconverted.values():
        sheet.told.note(f"{missing} has no exchange rate and is in no sum.")
    if source is not Source.QUOTA and not facts.is_known(period):
        return Lacking("no deal of that time is known")
    if source is Source.WEIGHTED_PIPELINE:
        return amount(facts.weighted(person, period), unit, facts.around.rates, "")
    if source not in FIGURES or source is None:
        return Lacking("nothing is known of it")
    if (source in ROLL_UPS or heading.titled) and not heading.guess:
        sheet.told.counts.setdefault(source, {})[heading.text.rstrip(" :*")] = None
    return of_line(source, line, facts.call(person, period), unit, facts.around)
