"""Sheets and tables that are about a team hold that team's people, what a title adds up is what stands below it, and a
row of sums is one whatever it is called."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from bot.blocks.filling import filled_message
from sales.errors import Invalid
from sales.filling import words
from sales.filling.sources import Source
from sales.filling.whose import Whom
from sales.people import Person, Role, Team
from tests.blocks.seen import shown
from tests.filling.conftest import Desk, opened, whole
from tests.filling.templates import Workbook, made

AMERICAS = ["Elena Castillo", "Kenji Morita", "Sam Ortega", "Tom Brandvold"]
EMEA = ["Grace Adeyemi", "Noor El-Masri", "Oliver Penhale", "Priya Raghunathan"]


def table(sheet: Any, top: int, headings: Sequence[str], rows: Sequence[str | None], total: str = "Total") -> None:
    """Headings in the row `top` (from 0), rows below, and sums as formulas."""
    sheet.write_row(top, 0, headings)
    for row, name in enumerate(rows, start=top + 1):
        sheet.write(row, 0, name)
    last = top + 1 + len(rows)
    sheet.write(last, 0, total)
    for column, letter in enumerate("BCDEFG"[: len(headings) - 1], start=1):
        sheet.write_formula(last, column, f"=SUM({letter}{top + 2}:{letter}{last})", None, 0)


def names_in(sheet: Any, first: int, last: int) -> list[str]:
    """Who stands in the first column of these rows."""
    return [value for row in range(first, last + 1) if (value := sheet.cell(row, 1).value)]


def sheets_of_teams(book: Workbook) -> None:
    """A sheet for each team, named after it, and one for all."""
    for title in ("Americas", "EMEA & Asia", "Summary"):
        table(book.add_worksheet(title), 0, ("Sales person", "Closed", "Commit", "Best case", "Total"), [None] * 5)


def titled_tables(book: Workbook) -> None:
    """Two tables on one sheet, each under the name of a team."""
    sheet = book.add_worksheet("Sheet1")
    sheet.write(0, 0, "Team Dana – commit")
    table(sheet, 1, ("Rep", "Commit"), [None] * 4)
    sheet.write(9, 0, "EMEA & Asia – commit")
    table(sheet, 10, ("Rep", "Commit"), [None] * 4)


def test_a_sheet_for_each_team_holds_its_people(desk: Desk) -> None:
    """Each once, and both sheets together come to what the one for all comes to; the message names who is on which."""
    filling, filled = desk.fill("Morgan", "teams.xlsx", made(sheets_of_teams))
    book = opened(filled)
    assert names_in(book["Americas"], 2, 6) == AMERICAS
    assert names_in(book["EMEA & Asia"], 2, 6) == EMEA
    assert len(names_in(book["Summary"], 2, 9)) == 8
    parts = [book[title].cell(row, 5).value or 0 for title in ("Americas", "EMEA & Asia") for row in range(2, 7)]
    assert sum(parts) == whole(desk.line("Morgan").rolled.total)
    said = shown(filled_message(filling, ()))
    assert "“Americas”: Dana Whitlock's team, Elena Castillo, Kenji Morita, Sam Ortega and Tom Brandvold." in said
    assert "“EMEA & Asia”: Lee Ashworth's team, Grace Adeyemi" in said


def test_a_team_one_may_not_see_stays_empty(desk: Desk) -> None:
    """Lee gets the own team's sheet; the other's is as it was, and the message says so."""
    filling, filled = desk.fill("Lee", "teams.xlsx", made(sheets_of_teams))
    book = opened(filled)
    assert names_in(book["Americas"], 2, 6) == []
    assert names_in(book["EMEA & Asia"], 2, 6) == EMEA
    assert "Americas" in filling.plan.told.nobody


def test_titles_of_tables_name_teams(desk: Desk) -> None:
    """By the team's name and by its manager's; a rep gets their own part of their own team's, and no other's."""
    _, filled = desk.fill("Morgan", "titles.xlsx", made(titled_tables))
    sheet = opened(filled)["Sheet1"]
    assert names_in(sheet, 3, 6) == AMERICAS
    assert names_in(sheet, 12, 15) == EMEA
    filling, filled = desk.fill("Sam", "titles.xlsx", made(titled_tables))
    sheet = opened(filled)["Sheet1"]
    assert (names_in(sheet, 3, 6), names_in(sheet, 12, 15)) == (["Sam Ortega"], [])
    assert list(filling.plan.told.nobody) == ["EMEA & Asia – commit"]


@pytest.mark.parametrize(
    ("title", "who"),
    [
        ("EMEA & Asia", "Lee Ash"),
        ("Forecast Q4: emea & asia", "Lee Ash"),
        ("Team Lee – commit", "Lee Ash"),
        ("Lee's team, Q4 2026", "Lee Ash"),
        ("Lee Ash's team", "Lee Ash"),
        ("Sam Ort – best case", "Sam Ort"),
        ("Prepared by Sam Ort", None),
        ("EMEA & Asia and Americas", None),
        ("Company forecast", None),
        ("Team forecast", None),
        ("Weekly forecast call", None),
    ],
)
def test_whom_a_title_means(title: str, who: str | None) -> None:
    """A team or a person that it names; not who wrote it, nor the words that stand in every title."""
    boss = Person(id=1, name="Mo Top", role=Role.EXECUTIVE, team="Company")
    lee = Person(id=2, name="Lee Ash", role=Role.MANAGER, manager_id=1, team="EMEA & Asia")
    dana = Person(id=3, name="Dana Whit", role=Role.MANAGER, manager_id=1, team="Americas")
    sam = Person(id=4, name="Sam Ort", manager_id=3, team="Americas")
    found = Whom(Team([boss, lee, dana, sam]), {1, 2, 3, 4}, boss).of(title)
    assert (found.person.name if found and found.person else None) == who


@pytest.mark.parametrize("title", ["Closed-won + commit by rep, Q4 2026", "Won + commit by rep", "Outlook"])
def test_months_under_a_title_of_two_figures(desk: Desk, title: str) -> None:
    """Closed and commit are the commit, in each month and in their total; the quota is the quarter's; the message says
    what the columns hold."""

    def build(book: Workbook) -> None:
        sheet = book.add_worksheet("Sheet1")
        sheet.write(0, 0, title)
        table(sheet, 2, ("Rep", "Oct-26", "Nov-26", "Dec-26", "Q4 Total", "Quota"), AMERICAS)

    filling, filled = desk.fill("Dana", "months.xlsx", made(build))
    sheet = opened(filled)["Sheet1"]
    for row, name in enumerate(AMERICAS, start=4):
        line = desk.line(name.split()[0])
        assert line.quota is not None
        months = [sheet.cell(row, column).value for column in (2, 3, 4)]
        found = [sum(months), sheet.cell(row, 5).value, sheet.cell(row, 6).value]
        assert found == [whole(line.rolled.commit), whole(line.rolled.commit), whole(line.quota)]
    said = shown(filled_message(filling, ()))
    assert "“Oct-26”, “Nov-26”, “Dec-26” and “Q4 Total” count what is closed and what is committed." in said
    assert "no quota is set" not in said


@pytest.mark.parametrize(
    ("title", "figure"),
    [
        ("Commit by month", Source.COMMIT),
        ("Closed by month", Source.CLOSED),
        ("Sales forecast – best case by month", Source.BEST_CASE),
        ("Actuals + forecast", Source.COMMIT),
        ("Closed-won forecast by rep", Source.CLOSED),
        ("Won, commit and best case", Source.BEST_CASE),
        ("Commit vs quota by month", Source.COMMIT),
        ("Closed + pipeline", Source.TOTAL),
        ("Commit or best case", None),
        ("By month", None),
    ],
)
def test_the_figure_of_a_title(title: str, figure: Source | None) -> None:
    """The one that holds all that are named; none where they make up none of ours."""
    assert words.figure_in(title) is figure


@pytest.mark.parametrize("label", ["Team", "All", "Region", "Sum", "Gesamt", "Dana + Lee"])
def test_a_row_of_sums_is_one_whatever_it_is_called(desk: Desk, label: str) -> None:
    """Named reps get their figures, and the formulas below stay."""

    def build(book: Workbook) -> None:
        table(book.add_worksheet("Sheet1"), 0, ("Rep", "Closed", "Commit"), AMERICAS, label)

    filling, filled = desk.fill("Dana", "sums.xlsx", made(build))
    sheet = opened(filled)["Sheet1"]
    assert [sheet.cell(row, 3).value for row in range(2, 6)] == [
        whole(desk.line(name.split()[0]).rolled.commit) for name in AMERICAS
    ]
    assert (sheet["A6"].value, sheet["C6"].value) == (label, "=SUM(C2:C5)")
    assert not filling.plan.told.nobody


def test_a_file_about_a_team_one_may_not_see_is_refused(desk: Desk) -> None:
    """With the name of it, and nothing is filled in."""

    def build(book: Workbook) -> None:
        table(book.add_worksheet("Americas"), 0, ("Rep", "Commit"), [None] * 4)

    with pytest.raises(Invalid, match="about “Americas”, and that is nobody"):
        desk.plan("Lee", "americas.xlsx", made(build))
