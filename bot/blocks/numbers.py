"""How a number of a forecast is opened from a message: which there are, and what a button or menu brings back of one,
so that the deals are those of the number that was shown. Knows forecasts; adds nothing up."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.blocks import kit
from bot.blocks.fit import bare
from bot.blocks.kit import Element
from bot.blocks.pickers import grouped_select
from bot.ids import Act
from bot.payloads import number as id_in
from sales.errors import Invalid
from sales.forecast import BEST_CASE, CLOSED, COMMIT, TOTAL
from sales.process import ForecastCategory
from sales.report import Report
from sales.sum_words import sum_words, total_words, with_lacking
from sales.usecases.forecasts import Forecast
from sales.usecases.opened_numbers import Number

_INSTANT = "%Y%m%d%H%M%S%f"
_SUMS = {
    "closed": ("Closed", CLOSED),
    "commit": ("Commit", COMMIT),
    "best_case": ("Best case", BEST_CASE),
    "total": ("Total", TOTAL),
    "omitted": ("Omitted", frozenset({ForecastCategory.OMITTED})),
}


def written(report: Report, what: str = "total", since: datetime | None = None) -> str:
    """The value of a button that opens a number of this report, as of the report's instant."""
    parts = [str(report.subject.id), report.period.key, what, _instant(report.as_of)]
    return ":".join([*parts, *([_instant(since)] if since else [])])


def read(value: str, actor_id: int) -> Number:
    """The number that a button's value names; what it leaves out is the actor's own, this quarter, the total, now.
    Raises `Invalid` for anything we would not have put there."""
    subject, period, what, as_of, since, start, *rest = [*value.split(":"), *[""] * 6]
    if any(rest):
        raise Invalid("That button no longer works. Please open it again.")
    return Number(
        subject_id=id_in(subject) if subject else actor_id,
        period=period or "this",
        what=what or "total",
        as_of=_read_instant(as_of),
        since=_read_instant(since),
        start=id_in(start) if start else 0,
    )


def page(number: Number, as_of: datetime, start: int) -> str:
    """The value of a button that lists a number's deals as of the instant of a list, from the one after `start` on."""
    return f"{number.subject_id}:{number.period}:{number.what}:{_instant(as_of)}::{start}"


def is_page(value: str) -> bool:
    """Whether a button's value turns the pages of the list that it stands under."""
    return value.count(":") == 5


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).strftime(_INSTANT)


def _read_instant(text: str) -> datetime | None:
    try:
        return datetime.strptime(text, _INSTANT).replace(tzinfo=UTC) if text else None
    except ValueError:
        raise Invalid("That button no longer works. Please open it again.") from None


def menu(forecast: Forecast) -> Element:
    """Every number of a forecast, to be opened to its deals; and what moved it, to who said what and when."""
    report = forecast.report
    rolled = report.line.rolled
    sums = [
        kit.option(bare(f"{name} {sum_words(rolled, held, short=True)}", kit.OPTION), written(report, what))
        for what, (name, held) in _SUMS.items()
        if what != "omitted" or rolled.counts[ForecastCategory.OMITTED]
    ]
    if report.undated:
        sums.append(kit.option(f"Without a close date ({report.undated:,})", written(report, "undated")))
    if report.lines and not report.line.own.is_empty:
        own = bare(f"Own deals {total_words(report.line.own, short=True)}", kit.OPTION)
        sums.append(kit.option(own, written(report, "own")))
    groups = {"Deals behind a number": sums}
    if changed := forecast.changed:
        moved = [
            kit.option(f"What moved the {name}", written(report, f"moved.{what}", changed.since))
            for what, name in (("commit", "commit"), ("total", "total"), ("closed", "closed"))
        ]
        groups["Since then"] = moved
    stages = [stage for stage in report.by_stage if stage.count]
    if stages:
        groups["Open deals by stage"] = [
            kit.option(
                bare(f"{stage.name} {with_lacking(stage.amount, stage.apart, short=True)}", kit.OPTION),
                written(report, f"stage.{stage.key}"),
            )
            for stage in stages[:40]
        ]
    return grouped_select(f"{Act.FORECAST_DEALS}:menu", groups, "") | {
        "placeholder": kit.plain("Open a number", kit.PLACEHOLDER)
    }
