"""Reading files of deals: what other systems export, and what people make by hand."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from sales.errors import Invalid
from sales.importing import ImportPlan
from sales.money import Money
from sales.process import Outcome
from storage.sheets import table
from storage.sheets.deals import read_deals


def plan_of(tmp_path: Path, text: str | bytes, name: str = "deals.csv", **habits: object) -> ImportPlan:
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_deals([path], **habits)  # type: ignore[arg-type]


def test_a_semicolon_file_with_decimal_commas_is_read(tmp_path: Path) -> None:
    """A file from a European Excel needs no preparation: delimiter, comma, day order and euro are found in it."""
    plan = plan_of(
        tmp_path,
        "Deal;Customer;Sales rep;Phase;Value (EUR);Expected close;Lead source\n"
        "Pumpen;Müller GmbH;Ana Sá;Proposal;12.500,50;03.04.2026;Messe\n"
        "Ventile;Krüger;Ana Sá;Closed won;1.200;25.12.2025;\n".encode("cp1252"),
    )
    first, second = plan.deals
    assert (first.name, first.account, first.owner) == ("Pumpen", "Müller GmbH", "Ana Sá")
    assert (first.amount, first.close_date, first.source) == (Money(1250050, "EUR"), date(2026, 4, 3), "Messe")
    assert (second.outcome, second.closed_on, second.amount) == (Outcome.WON, date(2025, 12, 25), Money(120000, "EUR"))
    assert plan.sums == {"EUR": Money(1370050, "EUR")}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("\ufeffName,Stage,Amount\nPumps,Won,100\n".encode(), "bom.csv"),
        (b"Name\tStage\tAmount\nPumps\tWon\t100\n", "tabs.tsv"),
        (b"sep=|\nName|Stage|Amount\nPumps|Won|100\n", "sep.csv"),
        ("Name,Stage,Amount\nPumps,Won,100\n".encode("utf-16"), "utf16.csv"),
        (b"Our pipeline 2026,,\n,,\nName,Stage,Amount\nPumps,Won,100\n", "title.csv"),
        (b"deal_name,DEALSTAGE,Ammount\r\nPumps,Won,$100.00\r\n", "misspelt.csv"),
    ],
)
def test_any_dialect_says_the_same(tmp_path: Path, text: bytes, name: str) -> None:
    """Byte order marks, tabs, Excel's sep= line, title rows and a misspelt heading change nothing."""
    plan = plan_of(tmp_path, text, name)
    assert [(deal.name, deal.stage, deal.amount) for deal in plan.deals] == [("Pumps", "Won", Money(10000))]


def test_columns_that_only_look_alike_do_not_win(tmp_path: Path) -> None:
    """Simulated dates, weighted and tiered amounts, and a probability at odds with the stage are left aside."""
    plan = plan_of(
        tmp_path,
        "Amount Tier,Weighted Amount,Close Date_Simulated,Expected Revenue,Opportunity Name,Stage,Amount,"
        "Close Date,Probability,Last Modified Date\n"
        "Small,5,2020-01-01,7,Pumps,Closed Won,100,2026-03-01,0,2026-09-09\n",
    )
    deal = plan.deals[0]
    assert (deal.amount, deal.close_date, deal.outcome) == (Money(10000), date(2026, 3, 1), Outcome.WON)
    assert {"Amount Tier", "Weighted Amount", "Close Date_Simulated", "Expected Revenue"} <= set(plan.unused)


def test_a_column_whose_values_belie_its_heading_gives_way(tmp_path: Path) -> None:
    """ "Close" with yes and no in it is no close date where another column has the days."""
    plan = plan_of(tmp_path, "Name,Stage,Close,Closing\nPumps,Proposal,yes,2026-03-01\nValves,Proposal,no,2026-04-01\n")
    assert [deal.close_date for deal in plan.deals] == [date(2026, 3, 1), date(2026, 4, 1)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "Deal - ID,Deal - Title,Deal - Value,Deal - Currency,Deal - Organization,Deal - Owner,Deal - Stage,"
            "Deal - Status,Deal - Deal created,Deal - Expected close date,Deal - Won time,Deal - Lost time\n"
            "7,Pumps,1200,EUR,Brightwell,Ana Sá,Proposal,won,2026-01-02 10:00:00,2026-04-01,2026-03-03 09:00:00,\n",
            "prefixed",
        ),
        (
            "(Do Not Modify) Opportunity,Id,Topic,Potential Customer,Est. Close Date,Actual Close Date,Est. Revenue,"
            "Status,Pipeline Phase,Owner,Created On,Currency\n"
            '8c2d8715-0bee,7,Pumps,Brightwell,4/1/2026,3/3/2026,"1,200.00",Won,Proposal,Ana Sá,1/2/2026 10:00 AM,EUR\n',
            "enterprise",
        ),
        (
            "Id;Name;Firma;Besitzer;Verkaufsphase;Status;Betrag (€);Abschlussdatum;Erstellt am;Closed on\n"
            "7;Pumps;Brightwell;Ana Sá;Proposal;Gewonnen;1.200,00;01.04.2026;02.01.2026;03.03.2026\n",
            "german",
        ),
    ],
)
def test_exports_of_other_kinds_say_the_same(tmp_path: Path, text: str, name: str) -> None:
    """Headings with a prefix, with other words, or in another language lead to the same deal."""
    (deal,) = plan_of(tmp_path, text, f"{name}.csv").deals
    assert (deal.external_id, deal.name, deal.account, deal.owner) == ("7", "Pumps", "Brightwell", "Ana Sá")
    assert (deal.amount, deal.stage, deal.outcome) == (Money(120000, "EUR"), "Proposal", Outcome.WON)
    assert (deal.close_date, deal.closed_on, deal.created_on) == (date(2026, 4, 1), date(2026, 3, 3), date(2026, 1, 2))


def test_what_reports_write_below_their_rows_is_no_deal(tmp_path: Path) -> None:
    """Totals and footers are refused with a reason rather than imported as deals called "Total"."""
    plan = plan_of(
        tmp_path,
        "Opportunity Name,Stage,Amount,Close Date\n"
        "Total Recall,Proposal,100,2026-03-01\n"
        "Grand Totals (1 record),,100,\n"
        "Total,,100,\n"
        "Confidential Information - Do Not Distribute,,,\n",
    )
    assert [deal.name for deal in plan.deals] == ["Total Recall"]
    assert [error.line for error in plan.errors] == [3, 4, 5]


def test_a_deal_may_be_won_in_any_stage(tmp_path: Path) -> None:
    """Where a status tells the outcome, the stage a deal was won in stays an open one; only "Closed" is an end."""
    plan = plan_of(
        tmp_path, "Name,Stage,Status\nA,Proposal,won\nB,Proposal,won\nC,Closed,won\nD,Closed,lost\nE,Closed,won"
    )
    assert {stage.name: stage.outcome for stage in plan.stages} == {"Proposal": Outcome.OPEN, "Closed": Outcome.WON}


def test_a_status_stands_for_the_stage_where_there_is_none(tmp_path: Path) -> None:
    """A sheet that only knows a status still tells won from lost from open."""
    plan = plan_of(tmp_path, "Name,Status,Amount\nA,open,1\nB,won,1\nC,lost,1\nD,Negotiation,1\n")
    assert [(deal.stage, deal.outcome) for deal in plan.deals] == [
        ("", Outcome.OPEN),
        ("won", Outcome.WON),
        ("lost", Outcome.LOST),
        ("Negotiation", Outcome.OPEN),
    ]


def test_no_row_is_dropped_silently(tmp_path: Path) -> None:
    """Each row that cannot be taken over is listed with line, column, value and a sentence."""
    plan = plan_of(
        tmp_path,
        "Id,Name,Stage,Amount,Close Date\n"
        "1,Pumps,Proposal,lots,2026-03-01\n"
        "2,Valves,Proposal,100,2026-02-30\n"
        '3,"Two\nlines",Proposal,100,2026-03-01\n'
        "4,Pipes, fittings,Proposal,100,2026-03-01\n"
        "3,Again,Proposal,100,2026-03-01\n"
        ",,Proposal,100,2026-03-01\n"
        "\n"
        "6,Cheap,Proposal,-5,2026-03-01\n"
        f"{'7' * 300},Long,Proposal,5,2026-03-01\n",
    )
    assert [(error.line, error.column, error.value) for error in plan.errors] == [
        (2, "Amount", "lots"),
        (3, "Close Date", "2026-02-30"),
        (6, "", "2026-03-01"),
        (7, "Id", "3"),
        (8, "", ""),
        (10, "Amount", "-5"),
        (11, "Id", "7" * 200),
    ]
    assert all(error.reason.endswith(".") for error in plan.errors)
    assert [deal.name for deal in plan.deals] == ["Two lines"]
    assert plan.read == 8


def test_days_that_could_be_read_two_ways_are_named(tmp_path: Path) -> None:
    """Where nothing in the file decides, the workspace's habit does, and a note says so."""
    text = "Name,Stage,Close Date\nPumps,Proposal,02/03/26\n"
    assert plan_of(tmp_path, text).deals[0].close_date == date(2026, 2, 3)
    plan = plan_of(tmp_path, text, day_first=True)
    assert plan.deals[0].close_date == date(2026, 3, 2)
    assert "could be read two ways" in " ".join(plan.notes)


def test_another_column_of_the_file_decides_the_order(tmp_path: Path) -> None:
    """A created day of 25/01 tells how the close dates beside it are written."""
    plan = plan_of(tmp_path, "Name,Stage,Created,Close Date\nPumps,Proposal,25/01/26,02/03/26\n")
    assert plan.deals[0].close_date == date(2026, 3, 2)
    assert plan.notes == ("deals.csv does not say who owns a deal.",)


def test_a_row_without_an_id_keeps_its_key(tmp_path: Path) -> None:
    """Amount, stage and place in the file may change; name, owner and creation make the key. Twins stay two deals."""
    head = "Name,Owner,Created,Stage,Amount\n"
    before = plan_of(tmp_path, head + "A,Ana,2026-01-01,Proposal,1\nB,Ana,2026-01-01,Proposal,1\n")
    after = plan_of(tmp_path, head + "b,Ana,2026-01-01,Won,9\nA,Ana,2026-01-01,Proposal,1\nA,Ana,2026-01-01,Lost,1\n")
    keys = [deal.external_id for deal in after.deals]
    assert [deal.external_id for deal in before.deals] == [keys[1], keys[0]]
    assert len(set(keys)) == 3


def test_owners_are_people_with_addresses_and_managers(tmp_path: Path) -> None:
    """An owner may be a name, an address, or both; a manager who has no deals is still somebody."""
    plan = plan_of(
        tmp_path,
        "Name,Stage,Owner,Owner Email,Manager,Region\n"
        "A,Won,Ana Sá,ana@x.example,Lee Wu,EMEA\n"
        "B,Won,,bo.dahl@x.example,,\n",
    )
    said = [(person.name, person.email, person.manager, person.team) for person in plan.people]
    assert said == [
        ("Ana Sá", "ana@x.example", "Lee Wu", "EMEA"),
        ("Bo Dahl", "bo.dahl@x.example", "", ""),
        ("Lee Wu", "", "", "EMEA"),
    ]


def test_a_workbook_is_read_with_its_own_numbers_and_days(tmp_path: Path) -> None:
    """In an XLSX the sheet with deals is found, numbers and days need no reading, hidden sheets are not looked at."""
    book = openpyxl.Workbook()
    cover = book.active
    assert cover is not None
    cover.append(["Pipeline as of today"])
    sheet = book.create_sheet("Deals")
    sheet.append(["Deal name", "Stage", "Amount", "Close date", "Owner"])
    sheet.append(["Pumps", "Proposal", 1234.5, datetime(2026, 3, 2), "Ana"])  # noqa: DTZ001 - a workbook knows no zones
    sheet.append(["Valves", "Closed Won", 1000, "2026-03-02", "Ana"])
    hidden = book.create_sheet("Old")
    hidden.append(["Deal name", "Stage", "Amount"])
    hidden.append(["Secret", "Proposal", 1])
    hidden.sheet_state = "hidden"
    book.save(tmp_path / "deals.xlsx")
    plan = read_deals([tmp_path / "deals.xlsx"])
    assert [(deal.line, deal.name, deal.amount, deal.close_date) for deal in plan.deals] == [
        (2, "Pumps", Money(123450), date(2026, 3, 2)),
        (3, "Valves", Money(100000), date(2026, 3, 2)),
    ]


def _bomb() -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (table.LARGEST_UNPACKED + 1))
    return data.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("bomb.xlsx", _bomb, "would unpack to 300 MB"),
        ("fake.xlsx", lambda: b"Name,Stage", "is not a workbook"),
        ("deals.pdf", lambda: b"%PDF", "neither a CSV nor an XLSX"),
        ("empty.csv", lambda: b"", "is empty"),
        ("other.csv", lambda: b"Colour,Taste\nred,sweet\n", "No table of deals was recognised"),
        ("wide.csv", lambda: b"Name,Stage" + b"," * 500 + b"\n", "has 502 columns"),
        ("long.csv", lambda: b"Name,Stage\n" + b"x" * 40_000 + b",Won\n", "longer than 32,767"),
        ("quote.csv", lambda: b'Name,Stage\n"' + b"x" * 200_000, "cannot be read as CSV"),
    ],
)
def test_a_file_that_cannot_be_deals_is_refused_before_it_does_harm(
    tmp_path: Path, name: str, data: object, sentence: str
) -> None:
    """Too large, broken, or something else: a sentence says so, and nothing is unpacked first."""
    with pytest.raises(Invalid, match=sentence):
        plan_of(tmp_path, data(), name)  # type: ignore[operator]


def test_rows_are_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file with more rows than the limit is refused as a whole, and the sentence says what to do."""
    monkeypatch.setattr(table, "MOST_ROWS", 3)
    with pytest.raises(Invalid, match="Split it"):
        plan_of(tmp_path, "Name,Stage\n" + "A,Won\n" * 4)


def test_a_dangerous_name_is_only_a_name(tmp_path: Path) -> None:
    """Formulas and Slack's control sequences in a cell are text like any other."""
    name = '<!channel> *x* & "=HYPERLINK(1)"'
    plan = plan_of(tmp_path, 'Name,Stage\n"<!channel> *x* & ""=HYPERLINK(1)""",Won\n')
    assert plan.deals[0].name == name
