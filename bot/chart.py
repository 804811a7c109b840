"""The digest's chart as PNG: what is closed, committed and possible against the quota, through the period. Knows how to
draw; the numbers come as they are shown everywhere else."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from bot.child import Child
from sales.money import Money
from sales.period import Period, zone

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Course = tuple[tuple[date, Money], ...]
"""How an amount stood at the end of each of these days, oldest first."""

WIDTH, HEIGHT, SCALE = 1200, 900, 200
"""Pixels, and pixels per inch. A phone shows the chart 360 wide: a letter is read there from 36 pixels here."""

PAPER, EDGE, INK, SOFT, GRID = "#FBFAF6", "#E4E0D6", "#23262B", "#6D727B", "#E9E6DE"
CLOSED, COMMIT, BEST, QUOTA, BEFORE = "#1E7B54", "#1F5FA8", "#7FA8D6", "#C8442C", "#B3B0A8"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartValues:
    """What the chart shows, all in one currency. `closed`, `commit` and `best_case` are roll-ups as of each day up to
    the day of `as_of` (aware; the last ones are the present numbers; commit and best case may have just that one).
    `previous` is what was closed in the period before, day by day of that period, called `previous_name`."""

    title: str
    period: Period
    as_of: datetime
    timezone: str
    quota: Money | None
    closed: Course
    commit: Course
    best_case: Course
    previous: Course = ()
    previous_period: Period | None = None

    @property
    def today(self) -> date:
        return self.as_of.astimezone(zone(self.timezone)).date()


def chart_title(closed: Money, commit: Money, quota: Money | None) -> str:
    """The chart's message in one sentence: how far it is, and whether the commit gets there."""
    if quota is None or not quota:
        return f"{closed.short} closed, commit is {commit.short}"
    gap = quota - commit
    if closed >= quota:
        return f"Quota met: {closed.short} closed of {quota.short}"
    if gap.minor > 0:
        return f"{closed.short} closed, commit is {gap.short} short of {quota.short}"
    return f"{closed.short} closed, commit reaches {quota.short}"


def forecast_chart(values: ChartValues) -> bytes:
    """The chart as PNG, 1200 by 900 pixels, with a background of its own and rounded corners."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(WIDTH / SCALE, HEIGHT / SCALE), dpi=SCALE, facecolor="none")
    FigureCanvasAgg(figure)
    _paper(figure)
    axes = figure.add_axes((0.15, 0.175, 0.585, 0.6), facecolor="none")
    top = _top(values)
    _grid(axes, values, top)
    _courses(axes, values)
    _quota(axes, values, top)
    _labels(axes, values, top)
    _words(figure, values)
    out = io.BytesIO()
    figure.savefig(out, format="png", dpi=SCALE, facecolor="none", metadata={"Software": None})
    return out.getvalue()


@lru_cache(maxsize=1)
def _child() -> Child:
    return Child()


def forecast_chart_in_child(values: ChartValues, timeout: float = 20) -> bytes:
    """The same, made in a niced process that is started once and kept. Raises `TookTooLong` after `timeout` seconds."""
    return _child().run(timeout, forecast_chart, values)


def close_chart_child() -> None:
    """Ends that process, if it was ever started."""
    if _child.cache_info().currsize:
        _child().close()
        _child.cache_clear()


def _paper(figure: Figure) -> None:
    from matplotlib.patches import FancyBboxPatch
    from matplotlib.transforms import IdentityTransform

    box = FancyBboxPatch(
        (6, 6),
        WIDTH - 12,
        HEIGHT - 12,
        boxstyle="round,pad=0,rounding_size=40",
        facecolor=PAPER,
        edgecolor=EDGE,
        linewidth=1.2,
        transform=IdentityTransform(),
        zorder=-1,
    )
    figure.add_artist(box)


def _top(values: ChartValues) -> float:
    """The upper end of the scale: a quarter above the largest amount of all that is drawn."""
    courses = (values.closed, values.commit, values.best_case, values.previous)
    highest = max((money.minor for course in courses for _, money in course), default=0)
    return max(highest, values.quota.minor if values.quota else 0, 100) * 1.14


def _place(values: ChartValues, day: date) -> float:
    """Where the end of a day lies in the period, from 0 to 1."""
    return ((day - values.period.start).days + 1) / values.period.days


def _grid(axes: Axes, values: ChartValues, top: float) -> None:
    axes.set_xlim(0, 1)
    axes.set_ylim(0, top)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color(SOFT)
    axes.tick_params(length=0, pad=7)
    step = _step(top)
    ticks = [step * number for number in range(int(top // step) + 1)]
    currency = values.closed[-1][1].currency if values.closed else "USD"
    axes.set_yticks(
        ticks, [Money(int(tick), currency).short for tick in ticks], fontsize=12, color=SOFT, parse_math=False
    )
    axes.set_xticks(*_months(values), fontsize=12.5, color=SOFT)
    axes.grid(axis="y", color=GRID, linewidth=1, zorder=0)
    axes.set_axisbelow(True)
    for start in _month_starts(values)[1:]:
        axes.axvline(start, color=GRID, linewidth=1, zorder=0)


def _step(top: float) -> float:
    """The distance of the grid's lines: 1, 2, 2.5 or 5 times a power of ten, so that there are three to five."""
    power = 10.0 ** (len(str(int(top))) - 2)
    return next(step for factor in (1, 2, 2.5, 5, 10, 20, 25) if top / (step := factor * power) <= 4.6)


def _month_starts(values: ChartValues) -> list[float]:
    days = (values.period.start + timedelta(days=n) for n in range(values.period.days))
    return [(day - values.period.start).days / values.period.days for day in days if day.day == 1]


def _months(values: ChartValues) -> tuple[list[float], list[str]]:
    """Where to write what under the axis: months in their middle; weeks where the period is no longer than a month."""
    period = values.period
    if period.days <= 31:
        days = [period.start + timedelta(days=n) for n in (0, 7, 14, 21, 28) if n < period.days]
        return [((day - period.start).days + 0.5) / period.days for day in days], [
            f"{day.day} {day:%b}" for day in days
        ]
    starts = [*_month_starts(values), 1.0]
    names = [f"{period.start + timedelta(days=round(start * period.days)):%b}" for start in starts[:-1]]
    names = [name[0] for name in names] if len(names) > 6 else names
    return [(left + right) / 2 for left, right in pairwise(starts)], names


def _courses(axes: Axes, values: ChartValues) -> None:
    if values.previous and values.previous_period:
        was = values.previous_period
        places = [((day - was.start).days + 1) / was.days for day, _ in values.previous]
        axes.plot([0, *places], [0, *_minors(values.previous)], color=BEFORE, linewidth=1.8, zorder=2)
    now = _place(values, values.today)
    places = [0.0, *(_place(values, day) for day, _ in values.closed), now]
    closed = [0, *_minors(values.closed), *_minors(values.closed[-1:] or ((values.today, Money(0)),))]
    axes.fill_between(places, closed, step="post", color=CLOSED, alpha=0.16, linewidth=0, zorder=3)
    axes.step(places, closed, where="post", color=CLOSED, linewidth=3.0, zorder=5)
    for course, colour, width in ((values.best_case, BEST, 2.0), (values.commit, COMMIT, 2.3)):
        if len(course) > 1:
            places = [*(_place(values, day) for day, _ in course), now]
            axes.step(places, _minors((*course, course[-1])), where="post", color=colour, linewidth=width, zorder=4)
    axes.axvline(now, color=INK, linewidth=1.1, alpha=0.35, zorder=3)
    for course, colour in ((values.best_case, BEST), (values.commit, COMMIT), (values.closed, CLOSED)):
        if course:
            axes.plot(
                now, course[-1][1].minor, "o", color=colour, markersize=10, mec=PAPER, mew=2.2, zorder=7, clip_on=False
            )


def _quota(axes: Axes, values: ChartValues, top: float) -> None:
    if values.quota is None or not values.quota:
        return
    axes.axhline(values.quota.minor, color=QUOTA, linewidth=2.4, linestyle=(0, (1.2, 1.2)), zorder=6)
    axes.text(
        0.012,
        values.quota.minor + top * 0.018,
        f"Quota {values.quota.short}",
        color=QUOTA,
        fontsize=13.5,
        fontweight="bold",
        va="bottom",
        path_effects=_halo(),
        parse_math=False,
        zorder=8,
    )


def _labels(axes: Axes, values: ChartValues, top: float) -> None:
    """The names and present numbers at the right edge, moved apart where they would touch, each tied to its point."""
    now = _place(values, values.today)
    named = [
        (course[-1][1].minor, now, name, course[-1][1].short, colour)
        for course, name, colour in (
            (values.closed, "Closed", CLOSED),
            (values.commit, "Commit", COMMIT),
            (values.best_case, "Best case", BEST),
        )
        if course
    ]
    if values.previous and values.previous_period:
        last = values.previous[-1][1]
        named.append((last.minor, 1.0, values.previous_period.name, last.short, BEFORE))
    named.sort(key=lambda label: label[0])
    heights = _apart([minor / top for minor, *_ in named], 0.185)
    for height, (minor, place, name, amount, colour) in zip(heights, named, strict=True):
        axes.plot(
            [place, 1.0, 1.045],
            [minor, minor, height * top],
            color=colour,
            linewidth=1,
            alpha=0.8,
            clip_on=False,
            zorder=2,
        )
        dark = {BEST: "#4A7BB5", BEFORE: SOFT}.get(colour, colour)
        axes.text(
            1.065, height * top, amount, color=dark, fontsize=15, fontweight="bold", va="bottom", parse_math=False
        )
        axes.text(1.065, height * top - top * 0.012, name, color=dark, fontsize=11.5, va="top", parse_math=False)


def _apart(heights: Sequence[float], gap: float) -> list[float]:
    """The heights (ascending, 0 to 1) moved as little as needed to be `gap` apart and to stay within the chart."""
    placed: list[float] = []
    for height in heights:
        placed.append(max(height, placed[-1] + gap) if placed else max(height, 0.06))
    highest = 0.97
    for number in reversed(range(len(placed))):
        placed[number] = min(placed[number], highest)
        highest = placed[number] - gap
    return placed


def _words(figure: Figure, values: ChartValues) -> None:
    size = min(19.0, 640 / max(len(values.title), 1))
    figure.text(
        0.045,
        0.92,
        values.title,
        color=INK,
        fontsize=max(size, 11),
        fontweight="bold",
        va="center",
        parse_math=False,
    )
    figure.text(0.045, 0.85, _period_words(values.period), color=SOFT, fontsize=13, va="center", parse_math=False)
    local = values.as_of.astimezone(zone(values.timezone))
    place = values.timezone.rpartition("/")[2].replace("_", " ")
    words = f"As of {local.day} {local:%b %Y, %H:%M} {place}"
    figure.text(0.955, 0.05, words, color=SOFT, fontsize=11.5, ha="right", va="center", parse_math=False)


def _period_words(period: Period) -> str:
    return f"{period.name}, {period.start.day} {period.start:%b} to {period.last_day.day} {period.last_day:%b %Y}"


def _minors(course: Course) -> list[int]:
    return [money.minor for _, money in course]


def _halo() -> list[object]:
    from matplotlib.patheffects import withStroke

    return [withStroke(linewidth=4, foreground=PAPER)]
