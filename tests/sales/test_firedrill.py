"""The firedrill's rules: which deals are in doubt, who may be asked when, how far the answers are, what it took."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sales.errors import Invalid
from sales.firedrill import (
    MOST_SPENT,
    UNSEEN,
    Doubt,
    Drill,
    DrillDeal,
    Effort,
    Look,
    ask_at,
    doubts_about,
    next_instant,
    old_way,
    progress,
    spent,
)
from sales.people import Person
from sales.period import FiscalCalendar, zone
from sales.stalls import attentions
from sales.usecases.drill_words import demand
from tests.sales.examples import ANN, LONG_AGO, MAX, NOW, PROCESS, QUARTER, TEAM, TODAY, a_deal

STALE = NOW - timedelta(days=60)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("facts", "look", "found"),
    [
        ({}, UNSEEN, ()),
        ({"next_step": ""}, UNSEEN, (Doubt.NO_NEXT_STEP,)),
        ({"close_date": date(2026, 11, 2)}, UNSEEN, (Doubt.PAST_DUE,)),
        ({"touched_at": STALE}, UNSEEN, (Doubt.UNTOUCHED,)),
        ({"touched_at": None, "created_at": LONG_AGO}, UNSEEN, (Doubt.UNTOUCHED,)),
        ({"touched_at": STALE, "snoozed_until": date(2026, 12, 24)}, UNSEEN, (Doubt.UNTOUCHED,)),
        ({}, Look(NOW - HOUR, None, NOW - 2 * HOUR), ()),
        ({}, Look(NOW - 2 * HOUR, None, NOW - HOUR), (Doubt.CHANGED,)),
        ({}, Look(None, None, NOW - HOUR), (Doubt.CHANGED,)),
        ({"next_step": ""}, Look(NOW - HOUR, NOW - HOUR, None), ()),
        ({"next_step": ""}, Look(NOW - 2 * HOUR, NOW - 2 * HOUR, NOW - HOUR), (Doubt.CHANGED, Doubt.NO_NEXT_STEP)),
        ({"next_step": ""}, Look(STALE, STALE, None), (Doubt.NO_NEXT_STEP,)),
    ],
)
def test_a_deal_is_doubtful_for_a_reason(facts: dict[str, object], look: Look, found: tuple[Doubt, ...]) -> None:
    """Past its date, silent for too long, changed by somebody else, without a next step; but not if confirmed today."""
    deal = a_deal(**facts)
    awake = a_deal(**{**facts, "snoozed_until": None})
    watched = {one.deal.id: one for one in attentions([awake], PROCESS, TEAM, NOW, ())}
    assert doubts_about(deal, watched.get(deal.id), look, NOW, ANN.timezone) == found


LONDON = Person(id=1, name="Lee", timezone="Europe/London", country="GB")


@pytest.mark.parametrize(
    ("now", "deadline", "asked"),
    [
        (datetime(2026, 11, 19, 15, tzinfo=UTC), datetime(2026, 11, 19, 17, tzinfo=UTC), "now"),
        (datetime(2026, 11, 19, 20, tzinfo=UTC), datetime(2026, 11, 19, 22, tzinfo=UTC), None),
        (datetime(2026, 11, 19, 20, tzinfo=UTC), datetime(2026, 11, 20, 9, tzinfo=UTC), "2026-11-20 07:00"),
        (datetime(2026, 11, 19, 5, tzinfo=UTC), datetime(2026, 11, 19, 9, tzinfo=UTC), "2026-11-19 07:00"),
        (datetime(2026, 11, 20, 21, tzinfo=UTC), datetime(2026, 11, 21, 12, tzinfo=UTC), None),
        (datetime(2026, 11, 20, 21, tzinfo=UTC), datetime(2026, 11, 23, 12, tzinfo=UTC), "2026-11-23 07:00"),
        (datetime(2026, 12, 25, 10, tzinfo=UTC), datetime(2026, 12, 25, 12, tzinfo=UTC), None),
    ],
)
def test_nobody_is_asked_at_night(now: datetime, deadline: datetime, asked: str | None) -> None:
    """From 07:00 to 20:00 of a person's own working day; else when their next one begins, if that is soon enough."""
    found = ask_at(LONDON, now, deadline)
    if asked == "now":
        assert found == now
    else:
        assert (f"{found.astimezone(zone(LONDON.timezone)):%Y-%m-%d %H:%M}" if found else None) == asked


@given(
    st.integers(0, 730 * 24 * 60).map(lambda minutes: NOW + timedelta(minutes=minutes)),
    st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    st.sampled_from(["UTC", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "Pacific/Apia"]),
)
def test_a_time_is_today_or_tomorrow(now: datetime, at: time, name: str) -> None:
    """The deadline is always ahead, by no more than a day and the hour that a change of clocks may add."""
    found = next_instant(at, now, name)
    assert timedelta(0) < found - now <= timedelta(hours=25)


@pytest.mark.parametrize(
    ("said", "deadline", "period", "note"),
    [
        ("4:30pm", "2026-11-19 16:30", "2026-Q4", ""),
        ("16:30", "2026-11-19 16:30", "2026-Q4", ""),
        ("by 4 pm board call", "2026-11-19 16:00", "2026-Q4", "board call"),
        ("4:30", "2026-11-19 16:30", "2026-Q4", ""),
        ("9am next quarter", "2026-11-20 09:00", "2027-Q1", ""),
        ("noon 2027-Q1 for the board, please", "2026-11-19 12:00", "2027-Q1", "for the board, please"),
        ("noon", "2026-11-19 12:00", "2026-Q4", ""),
        ("10:00", "2026-11-20 10:00", "2026-Q4", ""),
        ("in 45 minutes this month: numbers", "2026-11-19 10:45", "2026-11", "numbers"),
        ("in 2h", "2026-11-19 12:00", "2026-Q4", ""),
        ("4pm PT", "2026-11-19 19:00", "2026-Q4", ""),
        ("4pm ET for the board", "2026-11-19 16:00", "2026-Q4", "for the board"),
        ("16:30 London next quarter", "2026-11-19 11:30", "2027-Q1", ""),
        ("by 4pm New York time", "2026-11-19 16:00", "2026-Q4", ""),
        ("6pm GMT", "2026-11-19 13:00", "2026-Q4", ""),
        ("noon CT", "2026-11-19 13:00", "2026-Q4", ""),
        ("9am Berlin", "2026-11-20 03:00", "2026-Q4", ""),
    ],
)
def test_what_follows_the_command(said: str, deadline: str, period: str, note: str) -> None:
    """A time on the caller's own clock, tomorrow if it has passed; a period; and whatever else as a note."""
    found = demand(said, FiscalCalendar(), TODAY, NOW, ANN.timezone)
    local = found.deadline.astimezone(zone(ANN.timezone))
    assert (f"{local:%Y-%m-%d %H:%M}", found.period.name, found.note) == (deadline, period, note)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("", "by when"),
        ("soon", "by when"),
        ("4:30pm IST", "several zones"),
        ("in 0 min", "a minute"),
        ("noon " + "x" * 301, "under"),
    ],
)
def test_words_without_a_time_are_refused(said: str, told: str) -> None:
    """In a sentence that says how to say it."""
    with pytest.raises(Invalid, match=told):
        demand(said, FiscalCalendar(), TODAY, NOW, ANN.timezone)


def noted(owner: int, place: int, **facts: object) -> DrillDeal:
    usual: dict[str, object] = {"doubts": (Doubt.UNTOUCHED,), "touched_at": STALE}
    return DrillDeal(deal_id=place, owner_id=owner, place=place, **{**usual, **facts})  # type: ignore[arg-type]


def a_drill(**facts: object) -> Drill:
    """Max's drill, called at NOW for an hour later."""
    usual = {"subject_id": MAX.id, "by": MAX.id, "period": QUARTER, "note": "", "called_at": NOW}
    return Drill(**{**usual, "deadline": NOW + HOUR, **facts})  # type: ignore[arg-type]


def test_progress_counts_what_is_settled_in_any_way() -> None:
    """Answered, touched since, or closed; fresh deals need nothing; whoever has most left is named first."""
    deals = [
        noted(1, 1, answer="still right"),
        noted(1, 2, touched_at=NOW + HOUR),
        noted(2, 3, is_open=False),
        noted(2, 4),
        noted(3, 5),
        noted(3, 6),
        noted(4, 7, doubts=()),
    ]
    drill = a_drill()
    found = progress(deals, drill)
    assert (found.settled, found.total, found.waiting) == (3, 6, (3, 2))
    assert not found.is_done
    assert progress([deals[0], deals[-1]], drill).is_done


@pytest.mark.parametrize(
    ("facts", "ended", "settled", "late"),
    [
        ({"answer": "still right"}, True, True, False),
        ({"touched_at": NOW + 2 * HOUR}, True, False, True),
        ({"is_open": False}, True, False, True),
        ({}, True, False, False),
        ({"touched_at": NOW + HOUR / 2}, False, True, False),
        ({"answer": "still right", "touched_at": NOW + 2 * HOUR}, True, True, False),
    ],
)
def test_what_comes_after_the_end_is_late(facts: dict[str, object], ended: bool, settled: bool, late: bool) -> None:
    """Once a drill has ended, only what was noted by then is an answer; whoever does something afterwards is late."""
    drill = a_drill(ended_at=NOW + HOUR) if ended else a_drill()
    deal, now = noted(1, 1, **facts), NOW + 3 * HOUR
    assert (deal.is_settled(drill), deal.is_late(drill, now)) == (settled, late)


@given(st.lists(st.tuples(st.integers(0, 5000), st.integers(0, 5000)), max_size=20))
def test_time_spent_is_never_below_ten_seconds_nor_above_a_quarter_of_an_hour(clicks: list[tuple[int, int]]) -> None:
    """Each person counts by their own clicks, and within bounds."""
    efforts = [
        Effort(who, NOW + timedelta(seconds=min(pair)), NOW + timedelta(seconds=max(pair)))
        for who, pair in enumerate(clicks)
    ]
    assert timedelta(seconds=10) * len(efforts) <= spent(efforts) <= MOST_SPENT * len(efforts)


def test_a_click_that_answers_two_drills_is_counted_once() -> None:
    """Efforts of one person that overlap are one stretch of time; those of two people, or at another hour, are not."""
    minutes = [(1, 0, 2), (1, 1, 4), (2, 1, 4), (1, 60, 61)]
    efforts = [Effort(who, NOW + timedelta(minutes=a), NOW + timedelta(minutes=b)) for who, a, b in minutes]
    assert spent(efforts) == timedelta(minutes=4 + 3 + 1)


def test_the_old_way_is_three_minutes_a_deal() -> None:
    """An assumption, the same for all."""
    assert old_way(21) == timedelta(hours=1, minutes=3)
