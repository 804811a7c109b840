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
        ("Lee – commit", "Lee Ash"),
        ("Lee's forecast, Q4 2026", "Lee Ash"),
        ("Q4 commit Dana", "Dana Whit"),
        ("Commit forecast (Dana)", "Dana Whit"),
        ("Manager: Dana", "Dana Whit"),
        ("Whit – weekly forecast", "Dana Whit"),
        ("Sam – deals", "Sam Ort"),
        ("EMEA – commit", "Lee Ash"),
        ("Asia Q4", "Lee Ash"),
        ("emea", None),
        ("May – commit", None),
        ("Summer – pipeline", "Summer Day"),
        ("Summer's pipeline", "Summer Day"),
        ("Prepared by Dana", None),
        ("Prepared for: Dana", None),
        ("Forecast call with Dana", None),
    ],
)
def test_whom_a_title_means(title: str, who: str | None) -> None:
    """A team or a person that it names, in full or in part where nobody else can be meant; not who wrote it, nor the
    words and months that stand in every title."""
    assert _named(title) == (who, ())


@pytest.mark.parametrize(
    ("title", "maybe"),
    [
        ("Forecast for Dana", ["Dana Whit"]),
        ("Dana & Lee", ["Dana Whit", "Lee Ash"]),
        ("Dana catch-up", ["Dana Whit"]),
        ("Asia Pacific forecast", []),
        ("Alex – commit", ["Alex One", "Alex Two"]),
        ("North forecast", ["Alex One", "Alex Two"]),
        ("Summer pipeline", ["Summer Day"]),
        ("Summer push", []),
    ],
)
def test_where_it_may_be_one_or_another_it_is_asked(title: str, maybe: list[str]) -> None:
    """A name that two share, a part of two teams' names, a leader's name among other words: nothing is guessed."""
    assert _named(title) == (None, tuple(maybe))


def _named(title: str) -> tuple[str | None, tuple[str, ...]]:
    """Whom a title is about, and whom it may be about, in a company of three teams and two that are called alike."""
    boss = Person(id=1, name="Mo Top", role=Role.EXECUTIVE, team="Company")
    lee = Person(id=2, name="Lee Ash", role=Role.MANAGER, manager_id=1, team="EMEA & Asia")
    dana = Person(id=3, name="Dana Whit", role=Role.MANAGER, manager_id=1, team="Americas")
    sam = Person(id=4, name="Sam Ort", manager_id=3, team="Americas")
    one = Person(id=5, name="Alex One", role=Role.MANAGER, manager_id=1, team="Northeast North")
    two = Person(id=6, name="Alex Two", role=Role.MANAGER, manager_id=1, team="Northwest North")
    summer = Person(id=7, name="Summer Day", manager_id=3, team="Americas")
    may = Person(id=8, name="May Bell", manager_id=3, team="Americas")
    found = Whom(Team([boss, lee, dana, sam, one, two, summer, may]), set(range(1, 9)), boss).of(title)
    name = found.person.name if found and found.person else None
    return name, tuple(person.name for person in found.unsure) if found else ()


def test_parts_of_one_teams_name_on_two_sheets_are_asked_about(desk: Desk) -> None:
    """ "EMEA" and "Asia" may each be a part of "EMEA & Asia": neither gets the whole team, which would count twice."""

    def build(book: Workbook) -> None:
        for title in ("EMEA", "Asia", "Americas"):
            table(book.add_worksheet(title), 0, ("Rep", "Commit"), [None] * 4)

    filling = desk.plan("Morgan", "parts.xlsx", made(build), ask=True)
    assert [(title, [one.name for one in maybe]) for title, maybe in filling.whom.items()] == [
        ("EMEA", ["Lee Ashworth"]),
        ("Asia", ["Lee Ashworth"]),
    ]
    filling, filled = desk.fill("Morgan", "parts.xlsx", made(build))
    book = opened(filled)
    assert names_in(book["Americas"], 2, 5) == AMERICAS
    assert names_in(book["EMEA"], 2, 5) == names_in(book["Asia"], 2, 5) == []
    assert "Not filled in: “EMEA”. It may be about Lee Ashworth" in shown(filled_message(filling, ()))


@pytest.mark.parametrize("title", ["Commit by team", "Regions", ""])
def test_an_empty_table_of_teams_gets_those_below(desk: Desk, title: str) -> None:
    """Each team once, with everybody below; its rows add up to the whole."""

    def build(book: Workbook) -> None:
        sheet = book.add_worksheet("Sheet1")
        sheet.write(0, 0, title)
        table(sheet, 2, ("Team", "Closed", "Commit", "Quota"), [None] * 3)

    filling, filled = desk.fill("Morgan", "teams.xlsx", made(build))
    sheet = opened(filled)["Sheet1"]
    assert names_in(sheet, 4, 6) == ["Americas", "EMEA & Asia"]
    assert sum(sheet.cell(row, 3).value or 0 for row in (4, 5, 6)) == whole(desk.line("Morgan").rolled.commit)
    assert sheet.cell(4, 3).value == whole(desk.line("Dana").rolled.commit)
    assert "Filled in: 2 teams" in shown(filled_message(filling, ()))


@pytest.mark.parametrize("title", ["Americas", "Dana – commit", "Q4: Americas"])
def test_a_table_of_teams_under_one_teams_title_is_that_team(desk: Desk, title: str) -> None:
    """One row, with the team's name and numbers."""

    def build(book: Workbook) -> None:
        sheet = book.add_worksheet("Sheet1")
        sheet.write(0, 0, title)
        table(sheet, 2, ("Team", "Closed", "Commit"), [None] * 2)

    _, filled = desk.fill("Morgan", "team.xlsx", made(build))
    sheet = opened(filled)["Sheet1"]
    assert [sheet.cell(4, column).value for column in (1, 3)] == ["Americas", whole(desk.line("Dana").rolled.commit)]
    assert sheet.cell(5, 1).value is None


@pytest.mark.parametrize("blank", [4, 2])
def test_blank_rows_below_a_teams_name_are_its_peoples(desk: Desk, blank: int) -> None:
    """Each group gets its own people, whether there is room for them or not; a team one sees nothing of stays empty."""

    def build(book: Workbook) -> None:
        sheet = book.add_worksheet("Sheet1")
        sheet.write_row(0, 0, ("Rep", "Commit"))
        sheet.write(1, 0, "Americas")
        sheet.write(2 + blank, 0, "EMEA & Asia")

    _, filled = desk.fill("Morgan", "groups.xlsx", made(build))
    assert names_in(opened(filled)["Sheet1"], 2, 12) == ["Americas", *AMERICAS, "EMEA & Asia", *EMEA]
    filling, filled = desk.fill("Lee", "groups.xlsx", made(build))
    assert names_in(opened(filled)["Sheet1"], 2, 12) == ["Americas", "EMEA & Asia", *EMEA]
    assert "Americas" in filling.plan.told.nobody


def test_people_across_are_no_title(desk: Desk) -> None:
    """Two first names beside each other are two columns, not one title that may mean either."""

    def build(book: Workbook) -> None:
        sheet = book.add_worksheet("Sheet1")
        sheet.write_row(0, 0, ("", "Dana", "Lee"))
        for row, figure in enumerate(("Closed", "Commit"), start=1):
            sheet.write(row, 0, figure)

    filling, filled = desk.fill("Morgan", "across.xlsx", made(build))
    sheet = opened(filled)["Sheet1"]
    expected = [whole(desk.line(who).rolled.commit) for who in ("Dana", "Lee")]
    assert [sheet.cell(3, column).value for column in (2, 3)] == expected
    assert not filling.plan.told.unsure


def test_a_team_called_like_any_heading_is_none(desk: Desk) -> None:
    """The executive's team is called "Company": over a column of figures that is the file's word, not the team's."""

    def build(book: Workbook) -> None:
        sheet = book.add_worksheet("Sheet1")
        sheet.write_row(0, 0, ("", "Company"))
        for row, figure in enumerate(("Closed", "Commit"), start=1):
            sheet.write(row, 0, figure)

    _, filled = desk.fill("Lee", "company.xlsx", made(build))
    assert opened(filled)["Sheet1"]["B3"].value == whole(desk.line("Lee").rolled.commit)


def test_an_empty_table_of_teams_by_month(desk: Desk) -> None:
    """Months alone are figures enough where the first heading asks for teams."""

    def build(book: Workbook) -> None:
        book.add_worksheet("Sheet1").write_row(0, 0, ("Region", "Oct", "Nov", "Dec", "Total"))

    _, filled = desk.fill("Morgan", "months.xlsx", made(build))
    sheet = opened(filled)["Sheet1"]
    assert names_in(sheet, 2, 4) == ["Americas", "EMEA & Asia"]
    assert sheet.cell(2, 5).value == whole(desk.line("Dana").rolled.commit)


def test_a_heading_that_names_a_team_has_its_people_below(desk: Desk) -> None:
    """Where the heading of the names would stand."""

    def build(book: Workbook) -> None:
        table(book.add_worksheet("Sheet1"), 0, ("Americas", "Closed", "Commit"), [None] * 4)

    _, filled = desk.fill("Morgan", "heading.xlsx", made(build))
    assert names_in(opened(filled)["Sheet1"], 2, 5) == AMERICAS


def test_figures_under_teams_are_each_teams(desk: Desk) -> None:
    """Figures down, teams across: nobody else's number stands under a team's name."""

    def build(book: Workbook) -> None:
        sheet = book.add_worksheet("Sheet1")
        sheet.write_row(0, 0, ("", "Americas", "EMEA & Asia"))
        for row, figure in enumerate(("Closed", "Commit"), start=1):
            sheet.write(row, 0, figure)

    for who, expected in (
        ("Morgan", [desk.line("Dana").rolled.commit, desk.line("Lee").rolled.commit]),
        ("Lee", [None, desk.line("Lee").rolled.commit]),
    ):
        _, filled = desk.fill(who, "across.xlsx", made(build))
        sheet = opened(filled)["Sheet1"]
        assert [sheet.cell(3, column).value for column in (2, 3)] == [amount and whole(amount) for amount in expected]


@pytest.mark.parametrize(
    ("headings", "title", "people"),
    [
        (("Rep", "Team", "Manager"), "", [*AMERICAS, *EMEA]),
        (("Name", "Region", "Email"), "", ["Dana Whitlock", *AMERICAS, "Lee Ashworth", *EMEA]),
        (("Name", "Email"), "Americas roster", AMERICAS),
        (("Sales rep", "Email"), "", [*AMERICAS, *EMEA]),
    ],
)
def test_an_empty_roster_is_filled_in(desk: Desk, headings: Sequence[str], title: str, people: list[str]) -> None:
    """Everybody below, with what is known of them; no figure is asked for."""

    def build(book: Workbook) -> None:
        sheet = book.add_worksheet("Sheet1")
        sheet.write(0, 0, title)
        sheet.write_row(2, 0, headings)

    _, filled = desk.fill("Morgan", "roster.xlsx", made(build))
    sheet = opened(filled)["Sheet1"]
    assert names_in(sheet, 4, 20) == people
    assert all(sheet.cell(row, 2).value for row in range(4, 4 + len(people)))


def test_names_and_addresses_may_be_anybodys(desk: Desk) -> None:
    """A list of attendees is no roster."""

    def build(book: Workbook) -> None:
        book.add_worksheet("Attendees").write_row(0, 0, ("Name", "Email"))

    with pytest.raises(Invalid, match=r"nothing in attendees\.xlsx that I can fill in"):
        desk.plan("Morgan", "attendees.xlsx", made(build))


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
