"""The digest's chart, and the child process in which it is made."""

from __future__ import annotations

import os
import struct
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.chart import (
    BEST,
    CLOSED,
    COMMIT,
    HEIGHT,
    QUOTA,
    WIDTH,
    chart_title,
    close_chart_child,
    drawn,
    forecast_chart,
)
from bot.chart import forecast_chart_in_child as in_child
from bot.chart_scale import INK, ChartValues
from bot.child import NICENESS, Child, TookTooLong
from sales.errors import Invalid
from sales.money import Money
from sales.period import FiscalCalendar, Grain

TODAY = date(2026, 11, 23)
PERIOD = FiscalCalendar().quarter(TODAY)


def course(start: date, *thousands: int) -> tuple[tuple[date, Money], ...]:
    return tuple((start + timedelta(days=7 * week), Money(n * 100_000)) for week, n in enumerate(thousands))


VALUES = ChartValues(
    title="$48K closed, commit $22K short of quota",
    period=PERIOD,
    as_of=datetime(2026, 11, 23, 12, 45, tzinfo=UTC),
    timezone="America/New_York",
    quota=Money(8_000_000),
    closed=course(PERIOD.start, 0, 5, 12, 20, 31, 31, 44, 48),
    commit=course(PERIOD.start, 30, 33, 41, 40, 52, 57, 58, 58),
    best_case=course(PERIOD.start, 60, 61, 60, 77, 80, 80, 81, 83),
    previous=course(date(2026, 7, 1), 0, 2, 10, 17, 20, 33, 40, 41, 52, 60, 61, 66, 70),
    previous_period=FiscalCalendar().previous(PERIOD),
)


@pytest.fixture
def child() -> Iterator[Child]:
    with Child() as made:
        yield made


@pytest.mark.parametrize(
    "values",
    [
        VALUES,
        replace(VALUES, quota=None, previous=(), previous_period=None, commit=VALUES.commit[-1:]),
        replace(VALUES, period=FiscalCalendar().of(TODAY, Grain.MONTH)),
        replace(VALUES, period=FiscalCalendar().of(TODAY, Grain.YEAR)),
        replace(VALUES, closed=course(TODAY, 0), commit=course(TODAY, 0), best_case=course(TODAY, 0), previous=()),
        replace(VALUES, closed=(), commit=(), best_case=(), quota=None, previous=()),
        replace(VALUES, title="x" * 90, quota=Money(10**15, "JPY")),
    ],
    ids=["full", "bare", "month", "year", "zeros", "nothing", "huge"],
)
def test_a_chart_is_a_png_of_one_size(values: ChartValues) -> None:
    """Whatever the numbers, a PNG comes out that Slack shows at the same size."""
    image = forecast_chart(values)
    assert image.startswith(b"\x89PNG")
    assert struct.unpack(">II", image[16:24]) == (WIDTH, HEIGHT)
    assert len(image) < 200_000


LAST = date(2026, 12, 31)
BEFORE = date(2026, 7, 1)
CASES = {
    "commit below the quota": replace(VALUES, quota=Money(13_000_000)),
    "commit at the quota": replace(VALUES, quota=Money(5_800_000)),
    "closed above the quota": replace(VALUES, quota=Money(4_000_000)),
    "first day": replace(
        VALUES,
        as_of=datetime(2026, 10, 1, 13, tzinfo=UTC),
        closed=course(PERIOD.start, 0),
        commit=course(PERIOD.start, 30),
        best_case=course(PERIOD.start, 60),
    ),
    "last day": replace(
        VALUES,
        as_of=datetime(2026, 12, 31, 17, tzinfo=UTC),
        closed=(*VALUES.closed, *course(LAST, 77)),
        commit=(*VALUES.commit, *course(LAST, 77)),
        best_case=(*VALUES.best_case, *course(LAST, 77)),
    ),
    "no last period": replace(VALUES, previous=(), previous_period=None),
    "millions, several of them": replace(
        VALUES,
        quota=Money(123_456_789, "EUR"),
        closed=course(PERIOD.start, 0, 105, 320, 548),
        commit=course(PERIOD.start, 330, 433, 757, 758),
        best_case=course(PERIOD.start, 660, 661, 980, 1183),
        previous=course(BEFORE, 0, 102, 620, 840, 1052, 1170),
    ),
    "a quota of zero": replace(VALUES, quota=Money(0)),
    "all of them equal": replace(
        VALUES,
        quota=Money(5_800_000),
        closed=course(PERIOD.start, 0, 58),
        commit=course(PERIOD.start, 58, 58),
        best_case=course(PERIOD.start, 58, 58),
        previous=course(BEFORE, 0, 58),
    ),
}


@pytest.mark.parametrize("values", CASES.values(), ids=CASES)
def test_no_word_crosses_a_line_or_another_word(values: ChartValues) -> None:
    """Names and numbers stand beside what is drawn and within the picture, each in a place of its own; the quota has
    its name among them, unless it is zero."""
    figure = drawn(values)
    figure.canvas.draw()
    [axes] = figure.axes
    plot = axes.get_window_extent()
    words = [text.get_window_extent() for text in axes.texts]
    assert words
    for number, box in enumerate(words):
        assert box.x0 > plot.x1, "no word stands where lines are"
        assert 0 <= box.x0 < box.x1 <= WIDTH
        assert 0 <= box.y0 < box.y1 <= HEIGHT
        assert not any(box.overlaps(other) for other in words[:number])
    assert ("Quota" in [text.get_text() for text in axes.texts]) == bool(values.quota)


def brightness(colour: str) -> float:
    """Relative luminance, 0 to 1 (WCAG 2.2)."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("ground", ["#FFFFFF", "#1A1D21", "#000000"])
@pytest.mark.parametrize("colour", [INK, CLOSED, COMMIT, BEST, QUOTA])
def test_a_chart_is_read_by_day_and_by_night(colour: str, ground: str) -> None:
    """Words and lines stand out from white, from Slack's dark and from black, on which pictures are enlarged."""
    lighter, darker = sorted((brightness(colour), brightness(ground)), reverse=True)
    assert (lighter + 0.05) / (darker + 0.05) > 3.5


def test_the_same_numbers_make_the_same_picture() -> None:
    """A digest that is sent again shows the same bytes: nothing of the machine or the hour is in them."""
    assert forecast_chart(VALUES) == forecast_chart(VALUES)


@pytest.mark.parametrize(
    ("closed", "commit", "quota", "title"),
    [
        (48, 58, 80, "$48K closed, commit $22K short of quota"),
        (48, 80, 80, "$48K closed, commit covers the quota"),
        (90, 95, 80, "Quota met: $90K closed of $80K"),
        (48, 58, None, "$48K closed, commit is $58K"),
        (48, 58, 0, "$48K closed, commit is $58K"),
    ],
)
def test_the_title_says_what_matters(closed: int, commit: int, quota: int | None, title: str) -> None:
    """The sentence on top tells whether the commit reaches the quota, in short amounts."""
    target = None if quota is None else Money(quota * 100_000)
    assert chart_title(Money(closed * 100_000), Money(commit * 100_000), target) == title


def test_the_child_draws_the_same_chart() -> None:
    """Made in another process, the picture is the same."""
    try:
        assert in_child(VALUES, 60) == forecast_chart(VALUES)
    finally:
        close_chart_child()


def test_the_child_is_kept_and_makes_way(child: Child) -> None:
    """The second piece of work meets the same process, which runs with a lower priority than ours."""
    first, second = child.run(30, os.getpid), child.run(30, os.getpid)
    assert first == second != os.getpid()
    assert child.run(30, os.nice, 0) == min(os.nice(0) + NICENESS, 19)


def test_what_goes_wrong_there_is_said_here(child: Child) -> None:
    """A refusal in the child is the same refusal here, and the child lives on."""
    before = child.run(30, os.getpid)
    with pytest.raises(Invalid, match="below zero"):
        child.run(30, _refuse)
    assert child.run(30, os.getpid) == before


def test_slow_work_is_given_up(child: Child) -> None:
    """After its time is up the work is stopped, and the next piece of work is done by a new process."""
    before = child.run(30, os.getpid)
    with pytest.raises(TookTooLong):
        child.run(0.2, time.sleep, 60)
    assert not _alive(before)
    assert child.run(30, os.getpid) != before


def test_a_child_that_dies_is_replaced(child: Child) -> None:
    """Work that kills its process is an apology here, and no more."""
    with pytest.raises(TookTooLong):
        child.run(30, os._exit, 3)
    assert child.run(30, os.getpid)


def test_a_closed_child_is_gone() -> None:
    """Closing ends the process at once and for good; closing twice does no harm."""
    child = Child()
    process = child.run(30, os.getpid)
    child.close()
    child.close()
    assert not _alive(process)
    with pytest.raises(RuntimeError):
        child.run(30, os.getpid)


def _refuse() -> None:
    raise Invalid("An amount cannot be below zero.")


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True
