"""`firebreak forecast --json`: the report as plain data, schema "firebreak.forecast/1" (docs/forecast.md)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from sales.forecast import Cell, Rollup, converted
from sales.money import Money, Rates, totals
from sales.process import ForecastCategory, Outcome
from sales.projection import TooLittle, how_made
from sales.projection.standing import Made
from sales.report import Line
from sales.sum_words import unknown
from sales.usecases.forecasts import Forecast, cells_of, team_as_of
from sales.usecases.ports import Tx

SCHEMA = "firebreak.forecast/1"


def as_plain(tx: Tx, forecast: Forecast, as_of: datetime, now: datetime) -> dict[str, Any]:
    """The whole report. Amounts are decimal strings in major units of `currency`; ratios are decimal strings; what is
    missing is null, never zero. `stages` counts and sums every deal of the subtree by stage, whatever its dates."""
    report = forecast.report
    return {
        "schema": SCHEMA,
        "as_of": report.as_of.isoformat(),
        "timezone": report.timezone,
        "currency": report.currency,
        "rates_dated": report.rates_dated.isoformat() if report.rates_dated else None,
        "period": {
            "name": report.period.name,
            "start": report.period.start.isoformat(),
            "end": report.period.end.isoformat(),
        },
        **_line(report.line),
        "by_stage": [
            {"stage": s.key, "name": s.name, "count": s.count, "amount": s.amount.plain, "unconverted": _apart(s.apart)}
            for s in report.by_stage
        ],
        "stages": _stages(tx, forecast, as_of, now),
        "projection": _projection(forecast.projected),
        "undated": report.undated,
        "without_quota": [person.name for person in report.without_quota],
        "people": [_line(line) for line in report.line.everyone() if line is not report.line],
    }


def _projection(made: Made | None) -> dict[str, Any] | None:
    """The projection, or why there is none; null for who leads nobody, and for periods that are over or to come."""
    if made is None:
        return None
    if isinstance(made, TooLittle):
        return {"reason": made.reason}
    guess = made.guess
    return {
        "day": made.as_of.isoformat(),
        "forecast": made.forecast.plain,
        "low": made.low.plain,
        "high": made.high.plain,
        "method": how_made(made),
        "past_error": _share(guess.past_error),
        "past_points": guess.past_points,
        "parts": [
            {"method": part.method, "forecast": part.forecast.plain, "trust": _share(part.trust)} for part in made.parts
        ],
    }


def _share(part: float | None) -> str | None:
    return f"{part:.6f}" if part is not None else None


def _line(line: Line) -> dict[str, Any]:
    manager = line.person.manager_id
    return {
        "person": line.person.name,
        "role": line.person.role.value,
        "team": line.person.team,
        "manager_id": manager,
        "id": line.person.id,
        "left": line.left,
        **_rollup(line.rolled),
        "own": _rollup(line.own),
        "quota": _plain(line.quota),
        "attainment": _ratio(line.attainment),
        "gap": _plain(line.gap),
        "coverage": _ratio(line.coverage),
        "unknown": unknown(line),
    }


def _rollup(rollup: Rollup) -> dict[str, Any]:
    """The cumulative roll-ups, and the exclusive sums and counts they are made of."""
    return {
        "closed": rollup.closed.plain,
        "commit": rollup.commit.plain,
        "best_case": rollup.best_case.plain,
        "total": rollup.total.plain,
        "open": rollup.open.plain,
        "deals": rollup.deals,
        "categories": {
            category.value: {
                "count": rollup.counts[category],
                "amount": rollup.sums[category].plain,
                "unconverted": _apart(rollup.lacking({category})),
            }
            for category in ForecastCategory
        },
        "unconverted": _apart(rollup.unconverted.values()),
    }


def _stages(tx: Tx, forecast: Forecast, as_of: datetime, now: datetime) -> list[dict[str, Any]]:
    report, process, rates = forecast.report, tx.process_at(as_of), tx.workspace_at(as_of).exchange()
    owners = team_as_of(tx, as_of, now).subtree(report.subject.id)
    counts: dict[tuple[str, Outcome], list[Cell]] = {}
    for cell in cells_of(tx, None, as_of, now):
        if cell.owner_id in owners:
            counts.setdefault((cell.stage, cell.outcome), []).append(cell)
    order = {stage.key: number for number, stage in enumerate(process.stages)}
    names: Mapping[str, str] = {stage.key: stage.name for stage in process.stages}
    return [
        {"stage": key, "name": names.get(key, key), "outcome": how.value, **_summed(cells, rates)}
        for (key, how), cells in sorted(counts.items(), key=lambda item: order.get(item[0][0], 99))
    ]


def _summed(cells: Sequence[Cell], rates: Rates) -> dict[str, Any]:
    """How many deals, what they come to, and beside it what has no rate."""
    worths = [converted(cell, rates) for cell in cells]
    apart = totals(Money(cell.minor, cell.currency) for cell, worth in zip(cells, worths, strict=True) if worth is None)
    return {
        "count": sum(cell.count for cell in cells),
        "amount": Money(sum(worth.minor for worth in worths if worth is not None), rates.base).plain,
        "unconverted": _apart(apart),
    }


def _apart(amounts: Iterable[Money]) -> dict[str, str]:
    """What a sum lacks for want of a rate, by currency."""
    return {amount.currency: amount.plain for amount in amounts}


def _plain(money: Money | None) -> str | None:
    return money.plain if money is not None else None


def _ratio(ratio: Decimal | None) -> str | None:
    return f"{ratio:.6f}" if ratio is not None else None
