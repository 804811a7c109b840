"""What a template asks for and nobody knows stays empty, with the reason; what is unclear is asked about, once."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from xlsxwriter import Workbook

from bot.blocks.filling import filled_message
from bot.main.demo.loading import load
from bot.main.demo.story import DemoDeal
from bot.main.demo.team import demo_team
from sales.errors import Invalid
from sales.forecast import OPEN
from sales.money import Money
from storage.engine import create_store
from storage.process_file import load_process
from tests.blocks.seen import shown
from tests.filling.conftest import MONDAY, Desk, opened, whole
from tests.filling.templates import made

Shape = Callable[[Workbook], None]


def several_amounts(book: Workbook) -> None:
    book.add_worksheet().write_row(0, 0, ["Deal", "Customer", "ARR", "MRR", "TCV", "Amount", "Close date"])


def a_year_ago(book: Workbook) -> None:
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["Name", "Q4 2025 Closed", "Q4 2026 Closed", "Quota"])
    sheet.write_column(1, 0, ["Sam Ortega", "Elena Castillo", "Kenji Morita"])


def under_one_title(book: Workbook) -> None:
    sheet = book.add_worksheet()
    sheet.merge_range("A1:E1", "Umsatzprognose GJ 2026 – Region Americas")
    sheet.write_row(1, 0, ["Kunde", "Verkaufschance", "Betrag", "Phase", "Kommentar"])


def customers_by_month(book: Workbook) -> None:
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["Customer", "Oct 2026", "Nov 2026", "Dec 2026", "Total"])
    for row, name in enumerate(("Acme Robotics", "Jetsam Marine", "Nobody Ltd"), start=1):
        sheet.write(row, 0, name)
        sheet.write_formula(row, 4, f"=SUM(B{row + 1}:D{row + 1})")


def blank_by_month(book: Workbook) -> None:
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["Customer", "Oct 2026", "Nov 2026", "Dec 2026"])


def labels_down(book: Workbook) -> None:
    sheet = book.add_worksheet("Summary")
    for row, text in enumerate(("Team", "Commit", "Head count", "Best case", "Discount given", "Pipeline")):
        sheet.write(row, 0, text)
    sheet.write(6, 0, "Please send it by Friday.")


def a_period_in_its_label(book: Workbook) -> None:
    sheet = book.add_worksheet("Summary")
    for row, text in enumerate(("Period Q1 2027", "Period: Q1 2027", "Rep:", "Commit:", "Sponsor:", "Best case:")):
        sheet.write(row, 0, text)


def computed_between(book: Workbook) -> None:
    sheet = book.add_worksheet("Sam")
    for row, text in enumerate(("Forecast sheet", "", "Closed", "Commit", "Quota", "Attainment %", "Churn risk")):
        sheet.write(row, 0, text)
    sheet.write_formula("B6", '=IF(B5=0,"",B3/B5)')


def plans_across(book: Workbook) -> None:
    sheet = book.add_worksheet("P&L")
    sheet.write(0, 0, "CFO view – all numbers in $K")
    sheet.write_row(1, 1, ["Q3 2026 actual", "Q4 2026 plan", "Q4 2026 forecast", "Var", "Q1 2027 forecast"])
    for row, text in enumerate(("Bookings", "Commit", "Upside", "Pipeline", "Number of deals", "Win rate"), start=3):
        sheet.write(row - 1, 0, text)
        sheet.write_formula(row - 1, 4, f"=D{row}-C{row}")


def a_title_and_notes(book: Workbook) -> None:
    sheet = book.add_worksheet("Summary")
    for row, text in enumerate(("Board pack", "Commit", "Best case", "", "Confidential", "Questions to finance")):
        sheet.write(row, 0, text)


def german_with_lists(book: Workbook) -> None:
    sheet = book.add_worksheet("Liste")
    sheet.write_row(0, 0, ["Kunde", "Verkaufschance", "Betrag (CHF)", "Phase", "Stage", "Abschluss"])
    for column, offered in ((3, ["Offen", "Gewonnen", "Verloren"]), (4, ["Analyse", "Angebot"])):
        sheet.data_validation(1, column, 40, column, {"validate": "list", "source": offered})


def roll_ups(book: Workbook) -> None:
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["Name", "Commit", "Best case", "Pipeline", "Upside"])
    sheet.write(1, 0, "Sam Ortega")


def regions(book: Workbook) -> None:
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["Region", "Commit", "Best case", "Quota"])
    sheet.write_column(1, 0, ["Americas", "EMEA & Asia", "Antarctica", "Total"])


def test_an_amount_among_several_is_asked_about(desk: Desk) -> None:
    """A deal has one amount here: whether ARR, MRR or TCV is that one only the team knows."""
    filling = desk.plan("Dana", "several.xlsx", made(several_amounts), ask=True)
    assert filling.ask == ("ARR", "MRR", "TCV")
    sheet = opened(desk.fill("Dana", "several.xlsx", made(several_amounts))[1]).active
    assert [sheet.cell(2, column).value for column in (3, 4, 5)] == [None, None, None]
    assert sheet["F2"].value is not None


def test_a_time_of_which_no_deal_is_known_has_no_figures(desk: Desk) -> None:
    """Before the first deal there is no zero but nothing, and that is told."""
    filling, content = desk.fill("Dana", "years.xlsx", made(a_year_ago))
    sheet = opened(content).active
    assert [sheet.cell(row, 2).value for row in (2, 3, 4)] == [None, None, None]
    assert sheet["C2"].value == whole(desk.line("Sam").rolled.closed)
    assert "no deal of that time is known" in str(filling.plan.told.empty)


def test_a_title_over_all_columns_is_no_part_of_their_headings(desk: Desk) -> None:
    """What is asked about, and remembered, is the column's own heading; next month's title asks nothing again."""
    assert desk.plan("Dana", "umsatz.xlsx", made(under_one_title), ask=True).ask == ("Kommentar",)


def test_customers_by_month(desk: Desk) -> None:
    """A deal stands in the month in which it closes and in no other; who has none in them is told, and stays empty."""
    filling, content = desk.fill("Dana", "customers.xlsx", made(customers_by_month))
    sheet = opened(content).active
    assert [sheet.cell(2, column).value for column in (2, 3, 4)] == [None, None, 40_000]
    assert [sheet.cell(4, column).value for column in (2, 3, 4)] == [None, None, None]
    assert sheet["E2"].value == "=SUM(B2:D2)"
    assert sheet.max_row == 4
    assert "Nothing of “Nobody Ltd” closes in these periods." in filling.plan.told.notes
    assert filling.plan.told.unlisted > 0


def test_all_customers_by_month_add_up_to_the_forecast(desk: Desk) -> None:
    """A blank list gets every customer with something in the quarter; the months come to the forecast's total."""
    _, content = desk.fill("Dana", "blank.xlsx", made(blank_by_month))
    rows = list(opened(content).active.iter_rows(min_row=2, values_only=True))
    assert sum(value for row in rows for value in row[1:] if value) == whole(desk.line("Dana").rolled.total)
    assert len({row[0] for row in rows}) == len(rows) > 5


def test_figures_down_and_plan_actual_and_forecast_across(desk: Desk) -> None:
    """Each cell holds the row's figure as its column means it, the plan of what is closed being the quota; where the
    two make no figure of ours it stays empty, and why is told."""
    filling, content = desk.fill("Dana", "plan.xlsx", made(plans_across))
    sheet, now = opened(content)["P&L"], desk.line("Dana")
    assert now.quota is not None
    thousands = [whole(amount) / 1000 for amount in (now.quota, now.rolled.commit, now.rolled.commit)]
    assert [sheet[at].value for at in ("C3", "D3", "D4")] == thousands
    assert sheet["B3"].value > 0
    assert sheet["D7"].value == sum(now.rolled.counts[category] for category in OPEN)
    assert [sheet[at].value for at in ("B4", "C4", "B6", "C7")] == [None] * 4
    assert sheet["E3"].value == "=D3-C3"
    assert filling.plan.told.lacking("Commit") == 2
    assert "only what is closed has actuals" in shown(filled_message(filling, ()))


@pytest.mark.parametrize(
    ("shape", "asked"),
    [
        (labels_down, ("Head count", "Discount given")),
        (a_period_in_its_label, ("Sponsor",)),
        (a_title_and_notes, ()),
        (computed_between, ("Churn risk",)),
        (plans_across, ("Win rate",)),
    ],
)
def test_a_label_nobody_knows_is_asked_about(desk: Desk, shape: Shape, asked: tuple[str, ...]) -> None:
    """As a heading is: among known labels with an empty cell beside it; titles and notes are no labels. What is left
    without an answer is told."""
    assert desk.plan("Dana", "summary.xlsx", made(shape), ask=True).ask == asked
    assert tuple(desk.plan("Dana", "summary.xlsx", made(shape)).plan.told.left) == asked


def test_a_title_over_labels_gets_no_value(desk: Desk) -> None:
    """“Team” above figures is what the column is about; and the figures between unknown labels are filled in."""
    sheet = opened(desk.fill("Dana", "summary.xlsx", made(labels_down))[1]).active
    line = desk.line("Dana").rolled
    values = [sheet.cell(row, 2).value for row in range(1, 7)]
    assert values == [None, whole(line.commit), None, whole(line.best_case), None, whole(line.open)]


def test_a_period_within_its_label_is_said_already(desk: Desk) -> None:
    """“Period: Q1 2027” asks for nothing, and is what the figures are about."""
    filling, content = desk.fill("Dana", "summary.xlsx", made(a_period_in_its_label))
    sheet = opened(content).active
    assert [sheet.cell(row, 2).value for row in (1, 2)] == [None, None]
    assert [period.name for period in filling.plan.told.periods] == ["2027-Q1"]


def test_amounts_without_a_rate_are_told_first(desk: Desk) -> None:
    """A column of amounts that stays empty is in the headline; what a list does not offer is one sentence."""
    filling = desk.plan("Dana", "liste.xlsx", made(german_with_lists))
    told = shown(filled_message(filling, ()))
    assert "Filled in, but for “Betrag (CHF)”:" in told
    [first, *others] = [line for line in told.split("•")[1:] if "is empty" in line]
    assert "“Betrag (CHF)” is empty" in first
    assert "whatever adds it up is 0: no exchange rate from USD to CHF" in first
    assert sum("“Stage” is empty" in line for line in others) == 1


def test_a_list_of_outcomes_is_one_of_outcomes(desk: Desk) -> None:
    """Under "Phase" too: a deal is open, won or lost there, in the list's own words."""
    sheet = opened(desk.fill("Dana", "liste.xlsx", made(german_with_lists))[1]).active
    assert {row[3] for row in sheet.iter_rows(min_row=2, values_only=True) if row[0]} == {"Offen", "Gewonnen"}


def test_what_roll_ups_count_is_told(desk: Desk) -> None:
    """The same words mean more or less elsewhere: one sentence says which of them hold what."""
    told = shown(filled_message(desk.plan("Dana", "rolled.xlsx", made(roll_ups)), ()))
    assert "“Best case” counts closed, commit and best case" in told
    assert "“Pipeline” counts everything open" in told
    assert "“Upside” counts best case alone" in told


@pytest.mark.parametrize(("who", "seen"), [("Morgan", ("Dana", "Lee")), ("Sam", ())])
def test_a_row_that_names_a_team_is_its_leaders(desk: Desk, who: str, seen: tuple[str, ...]) -> None:
    """With everybody below; a team that is nobody's, or whose numbers one may not see, stays empty and is told."""
    if not seen:
        with pytest.raises(Invalid, match="“Americas”"):
            desk.plan(who, "regions.xlsx", made(regions))
        return
    filling, content = desk.fill(who, "regions.xlsx", made(regions))
    rows = list(opened(content).active.iter_rows(min_row=2, values_only=True))
    lines = [desk.line(name) for name in seen]
    assert [row[1] for row in rows if row[1] is not None][: len(seen)] == [whole(line.rolled.commit) for line in lines]
    assert rows[0][3] == whole(desk.line("Dana").quota)
    assert rows[2] == ("Antarctica", None, None, None)
    assert rows[3][1] == sum(whole(line.rolled.commit) for line in lines)
    assert "Antarctica" in filling.plan.told.nobody
    assert "“Americas” is Dana Whitlock, who leads it, with everybody below." in filling.plan.told.notes
    assert "Filled in: 2 teams, as of" in shown(filled_message(filling, ()))


def test_one_amount_without_a_rate_among_others() -> None:
    """Its row alone is empty, and counted as one of all; the rates are named only where one was used."""
    team, store = demo_team(MONDAY, load_process()), create_store("sqlite://")
    workspace = store.add_workspace(team.workspace, team.process)
    load(store, workspace.id, replace(team, deals=tuple(map(in_pounds, team.deals))))
    pounds = Desk(store, workspace.id, team.start)
    filling, _ = pounds.fill("Sam", "deals.csv", b"Deal,Amount,Stage\r\n")
    said = shown(filled_message(filling, ()))
    assert re.search(r"“Amount” is empty in 1 of \d+ rows: no exchange rate from GBP to USD", said)
    assert "at the rates of" not in said
    store.close()


def in_pounds(deal: DemoDeal) -> DemoDeal:
    """The deal, with all its amounts in pounds if it is Acme's."""
    if deal.account != "Acme Robotics":
        return deal
    steps = [
        replace(step, wishes={f: Money(v.minor, "GBP") if isinstance(v, Money) else v for f, v in step.wishes.items()})
        for step in deal.steps
    ]
    return replace(deal, steps=tuple(steps))
