"""How good the projection would have been, on invented companies and on the shared data; the command that shows
it."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from benchmarks.companies import COMPANIES, history
from benchmarks.projection import METHODS, mean_errors, points_of, weekly_points_of
from bot.main import main
from bot.main.cli.backtest import read_history
from sales.period import FiscalCalendar
from sales.process import Outcome
from sales.projection import History, Past, Point, backtest
from sales.projection.rows import COLUMNS
from tests.shared_data import shared_data

Invented = dict[str, list[Point]]
STILL_OPEN: dict[str, Any] = {"closed_on": None, "amount": None, "outcome": Outcome.OPEN}


def invented(seeds: range) -> Invented:
    """Every day of the backtests of companies of each kind, none of which the set-up was chosen on."""
    return {kind: points_of(history(kind, seed) for seed in seeds) for kind in COMPANIES}


@pytest.mark.slow
def test_the_projection_errs_less_than_every_simple_method() -> None:
    """On average over all kinds of companies: no simple method is as good everywhere."""
    errors = [mean_errors(points) for points in invented(range(1, 9)).values()]
    means = dict(zip(METHODS, (sum(column) / len(column) for column in zip(*errors, strict=True)), strict=True))
    assert min(means, key=lambda method: means[method]) == "projection", means


def test_four_of_five_outcomes_lie_within_the_interval() -> None:
    """80 % +- 10 over all, with little history as with much; and it narrows as a quarter goes by."""
    chosen = [point for points in invented(range(1, 2)).values() for point in points if point.chosen]
    untried = [point for point in chosen if not point.guess.past_points]
    tried = [point for point in chosen if point.guess.past_points > 8]
    for points in (chosen, untried, tried):
        assert 0.7 <= sum(point.covered for point in points) / len(points) <= 0.9
    widths = [_width([p for p in chosen if p.as_of.month - p.period.start.month == month]) for month in range(3)]
    assert widths == sorted(widths, reverse=True)


def _width(points: Sequence[Point]) -> float:
    return sum((p.guess.high.minor - p.guess.low.minor) / p.guess.forecast.minor for p in points) / len(points)


@pytest.mark.parametrize(
    ("name", "published"),
    [
        ("maven", {"same_remainder": 0.044, "trailing_rate": 0.081, "hazard": 0.183, "stage_weighted": 0.38}),
        ("zoho_demo", {"same_remainder": 0.23, "trailing_rate": 0.209, "hazard": 0.192, "stage_weighted": 2.52}),
    ],
)
def test_on_real_pipelines_the_projection_beats_every_baseline(name: str, published: dict[str, float]) -> None:
    """Both our own baselines and the figures that were published for them, with one set-up."""
    result = backtest(read_history(shared_data("crm", name)).history, FiscalCalendar())
    projection, *baselines = result.summary
    assert all(projection.mape < baseline.mape for baseline in baselines)
    assert all(projection.mape < error for error in published.values())
    assert projection.coverage >= 0.7


@pytest.mark.parametrize("name", ["maven", "zoho_demo"])
def test_it_is_as_good_on_days_that_it_was_not_chosen_on(name: str) -> None:
    """Every week of every quarter, by three calendars: no baseline is better by more than a tenth of its error."""
    points = weekly_points_of(read_history(shared_data("crm", name)).history)
    projection, *baselines = mean_errors(points)
    assert projection < min(baselines) * 1.1
    assert projection < sorted(baselines)[1]


def test_a_longer_history_changes_no_point_before() -> None:
    """Cut off where a quarter begins, and tried again: every guess that was made before is made again."""
    whole = history("steady", 3)
    cut = FiscalCalendar().quarter(max(deal.closed_on for deal in whole.deals if deal.closed_on)).start
    known = [deal for deal in whole.deals if deal.created_on < cut]
    as_then = [deal if (deal.closed_on or cut) < cut else replace(deal, **STILL_OPEN) for deal in known]
    earlier = backtest(History(tuple(as_then)), FiscalCalendar()).points
    assert earlier
    assert earlier == tuple(point for point in backtest(whole, FiscalCalendar()).points if point.as_of < cut)


def write(folder: Path, deals: Sequence[Past], extra: Sequence[dict[str, str]] = ()) -> Path:
    """deals.csv in the plain format."""
    with (folder / "deals.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        for deal in deals:
            writer.writerow(
                {
                    "id": deal.id,
                    "owner": deal.owner,
                    "amount": "" if deal.amount is None else f"{deal.amount / 100:.2f}",
                    "currency": deal.currency,
                    "created_on": deal.created_on,
                    "closed_on": deal.closed_on or "",
                    "outcome": deal.outcome.value,
                    "close_date": deal.close_date or "",
                }
            )
        writer.writerows(extra)
    return folder


def test_the_command_prints_what_the_contract_says(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`firebreak backtest --json`: points with exactly these fields, amounts as decimal strings, one chosen a day."""
    of = history("steady", 2)
    assert main(["backtest", "--data", str(write(tmp_path, of.deals)), "--json"]) == 0
    printed = json.loads(capsys.readouterr().out)
    fields = {"as_of", "period", "method", "chosen", "forecast", "low", "high", "actual"}
    assert all(set(point) == fields for point in printed["points"])
    assert {line["method"] for line in printed["summary"]} == set(METHODS)
    assert set(printed["summary"][0]) == {"method", "n", "mape", "bias", "coverage"}
    ours = [point for point in backtest(of, FiscalCalendar()).points if point.chosen]
    chosen = [point for point in printed["points"] if point["chosen"]]
    assert [(p["as_of"], p["forecast"], p["actual"]) for p in chosen] == [
        (p.as_of.isoformat(), p.guess.forecast.plain, p.actual.plain) for p in ours
    ]


def test_the_command_prints_a_table_and_says_what_was_left_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Other currencies and rows that cannot be read are named, with their lines, beside the table."""
    other = {"id": "e", "owner": "Rui", "amount": "9", "currency": "EUR", "created_on": "2019-01-01", "outcome": "won"}
    bad = [{"outcome": "maybe"}, {"outcome": "open"}, {"outcome": "won", "created_on": "2019-02-30"}]
    deals = history("steady", 2).deals
    folder = write(tmp_path, deals, [other | {"closed_on": "2019-02-01"}, *bad])
    assert main(["backtest", "--data", str(folder)]) == 0
    printed = capsys.readouterr()
    assert "Projection" in printed.out
    assert "within 80 % interval" in printed.out
    line = len(deals) + 3
    for note in (
        "Only deals in USD count; deals in EUR are left out. Choose with --currency.",
        f'Line {line}: "maybe" is no outcome. It is open, won or lost.',
        f"Line {line + 1}: It is open and has no day on which it was created.",
        f'Line {line + 2}: "2019-02-30" in created_on is no day. Write it like 2026-11-30.',
        "no whole quarter lies behind it yet",
    ):
        assert note in printed.err


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (None, "There is no folder or file"),
        (",".join(COLUMNS) + "\n", "No deal in these files was won with an amount"),
        ("a,b\n1,2\n", "No table of deals was recognised"),
        ("", "is empty"),
    ],
)
def test_what_cannot_be_tried_is_said_in_a_sentence(
    content: str | None, sentence: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """No traceback, exit code 1."""
    folder = tmp_path / "data"
    if content is not None:
        folder.mkdir()
        (folder / "deals.csv").write_text(content, encoding="utf-8")
    assert main(["backtest", "--data", str(folder)]) == 1
    assert sentence in capsys.readouterr().err


def test_a_deal_without_a_closing_day_was_closed_when_it_was_to_close(tmp_path: Path) -> None:
    """The rule of the importer, for the plain format as well."""
    row = {"id": "1", "amount": "9", "currency": "usd", "created_on": "2026-01-02", "outcome": "Won"}
    read = read_history(write(tmp_path, (), [row | {"close_date": "2026-02-03"}]))
    assert [(deal.closed_on, deal.currency) for deal in read.history.deals] == [(date(2026, 2, 3), "USD")]
