"""The digest's chart as PNG: what is closed, committed and possible against the quota, through the period. Knows how to
draw; the numbers come as they are shown everywhere else."""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from bot.chart_scale import INK, ChartValues, Course, draw_scale, place_of, top_of
from bot.child import Child
from sales.money import Money
from sales.period import Period, zone

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

WIDTH, HEIGHT, SCALE = 1200, 900, 200
"""Pixels, and pixels per inch. A phone shows the chart 360 wide: a letter is read there from 36 pixels here."""

CLOSED, COMMIT, BEST, QUOTA, BEFORE = "#1F8A59", "#3577CC", "#5788BF", "#D64A2F", INK
"""Colours that can be read on white, on Slack's dark and on black: a picture cannot know on which it is shown, and a
sheet of its own would glare at night."""


LONGEST_START = 90.0
"""Seconds until the process that draws is ready."""
APART = 0.185
"""How far from each other labels are, of the chart's height: an amount and its name below."""


def chart_title(closed: Money, commit: Money, quota: Money | None) -> str:
    """The chart's message in one sentence: how far it is, and whether the commit gets there."""
    if quota is None or not quota:
        return f"{closed.short} closed, commit is {commit.short}"
    gap = quota - commit
    if closed >= quota:
        return f"Quota met: {closed.short} closed of {quota.short}"
    if gap.minor > 0:
        return f"{closed.short} closed, commit {gap.short} short of quota"
    return f"{closed.short} closed, commit covers the quota"


def forecast_chart(values: ChartValues) -> bytes:
    """The chart as PNG, 1200 by 900 pixels, with nothing behind it."""
    out = io.BytesIO()
    drawn(values).savefig(out, format="png", dpi=SCALE, facecolor="none", metadata={"Software": None})
    return out.getvalue()


def drawn(values: ChartValues) -> Figure:
    """The chart as matplotlib has it."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(WIDTH / SCALE, HEIGHT / SCALE), dpi=SCALE, facecolor="none")
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0.15, 0.175, 0.585, 0.6), facecolor="none")
    top = top_of(values)
    draw_scale(axes, values, top)
    _courses(axes, values)
    _labels(axes, values, top)
    _words(figure, values)
    return figure


@lru_cache(maxsize=1)
def _child() -> Child:
    return Child()


def forecast_chart_in_child(values: ChartValues, timeout: float = 20) -> bytes:
    """The same, made in a niced process that is started once and kept. Raises `TookTooLong` after `timeout` seconds,
    its start not counted: that costs ten charts, and would be given up again and again when all is busy."""
    _child().run(LONGEST_START, _get_ready)
    return _child().run(timeout, forecast_chart, values)


def _get_ready() -> None:
    """In the child: whatever charts need is loaded."""
    import matplotlib.backends.backend_agg
    import matplotlib.figure  # noqa: F401


def close_chart_child() -> None:
    """Ends that process, if it was ever started."""
    if _child.cache_info().currsize:
        _child().close()
        _child.cache_clear()


def _courses(axes: Axes, values: ChartValues) -> None:
    if values.previous and values.previous_period:
        was = values.previous_period
        places = [0.0, *(((day - was.start).days + 1) / was.days for day, _ in values.previous), 1.0]
        minors = [0, *_minors((*values.previous, values.previous[-1]))]
        axes.plot(places, minors, color=BEFORE, linewidth=1.8, zorder=2)
    now = place_of(values, values.today)
    places = [0.0, *(place_of(values, day) for day, _ in values.closed), now]
    closed = [0, *_minors(values.closed), *_minors(values.closed[-1:] or ((values.today, Money(0)),))]
    axes.fill_between(places, closed, step="post", color=CLOSED, alpha=0.16, linewidth=0, zorder=3)
    axes.step(places, closed, where="post", color=CLOSED, linewidth=3.0, zorder=5)
    for course, colour, width in ((values.best_case, BEST, 2.0), (values.commit, COMMIT, 2.3)):
        if len(course) > 1:
            places = [*(place_of(values, day) for day, _ in course), now]
            axes.step(places, _minors((*course, course[-1])), where="post", color=colour, linewidth=width, zorder=4)
    axes.axvline(now, color=INK, linewidth=1.1, alpha=0.35, zorder=3)
    for course, colour in ((values.best_case, BEST), (values.commit, COMMIT), (values.closed, CLOSED)):
        if course:
            axes.plot(now, course[-1][1].minor, "o", color=colour, markersize=10, mew=0, zorder=7, clip_on=False)
    if values.quota:
        axes.axhline(values.quota.minor, color=QUOTA, linewidth=2.4, linestyle=(0, (1.2, 1.2)), zorder=6)


def _labels(axes: Axes, values: ChartValues, top: float) -> None:
    """The names and present numbers at the right edge, where nothing is drawn, moved apart where they would touch, each
    tied to its point or line."""
    named = labels_of(values)
    heights = _apart([minor / top for minor, *_ in named], APART)
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
        axes.text(
            1.065, height * top, amount, color=colour, fontsize=15, fontweight="bold", va="bottom", parse_math=False
        )
        axes.text(1.065, height * top - top * 0.012, name, color=colour, fontsize=11.5, va="top", parse_math=False)


def labels_of(values: ChartValues) -> list[tuple[int, float, str, str, str]]:
    """What stands at the right edge, from the lowest amount up: the amount in minor units, where its line ends (0 to
    1), its name, the amount in short, its colour."""
    now = place_of(values, values.today)
    courses = (
        (values.closed, "Closed", CLOSED, now),
        (values.commit, "Commit", COMMIT, now),
        (values.best_case, "Best case", BEST, now),
        (values.previous, values.previous_period.name if values.previous_period else "", BEFORE, 1.0),
    )
    named = [
        (course[-1][1].minor, place, name, course[-1][1].short, colour)
        for course, name, colour, place in courses
        if course and name
    ]
    if values.quota:
        named.append((values.quota.minor, 1.0, "Quota", values.quota.short, QUOTA))
    return sorted(named, key=lambda label: label[0])


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
    figure.text(0.045, 0.85, _period_words(values.period), color=INK, fontsize=13, va="center", parse_math=False)
    local = values.as_of.astimezone(zone(values.timezone))
    place = values.timezone.rpartition("/")[2].replace("_", " ")
    words = f"As of {local.day} {local:%b %Y, %H:%M} {place}"
    figure.text(0.955, 0.05, words, color=INK, fontsize=11.5, ha="right", va="center", parse_math=False)


def _period_words(period: Period) -> str:
    return f"{period.name}, {period.start.day} {period.start:%b} to {period.last_day.day} {period.last_day:%b %Y}"


def _minors(course: Course) -> list[int]:
    return [money.minor for _, money in course]
