"""Which deals need their owner, and in which words they are told."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sales.deal import Deal
from sales.period import WorkCalendar, local_date, zone
from sales.process import Requirement
from sales.stalls import Attention, Concern, OwnersDay, attention, attentions, missing_facts, stall_cutoffs
from tests.sales.examples import ANN, BOB, LONG_AGO, NOW, PROCESS, TEAM, TODAY, a_deal

C = Concern
WEEKDAYS = WorkCalendar()


def touched(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


def look(
    deal: Deal, calendar: WorkCalendar = WEEKDAYS, *, timezone: str = "UTC", decided: bool = True
) -> Attention | None:
    return attention(deal, PROCESS, OwnersDay(calendar, TODAY, timezone), decided)


def concerns(deal: Deal, calendar: WorkCalendar = WEEKDAYS) -> tuple[Concern, ...]:
    found = look(deal, calendar)
    return found.concerns if found else ()


TEN_DAYS_AGO = touched(date(2026, 11, 5))  # ten working days before Thursday 19 November
ELEVEN_DAYS_AGO = touched(date(2026, 11, 4))


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        pytest.param({"touched_at": TEN_DAYS_AGO}, (), id="as long as the stage allows"),
        pytest.param({"touched_at": ELEVEN_DAYS_AGO}, (C.STALLED,), id="one day longer"),
        pytest.param({"touched_at": ELEVEN_DAYS_AGO, "stage": "signing"}, (), id="a stage that never stalls"),
        pytest.param({"touched_at": ELEVEN_DAYS_AGO, "stage": "negotiation"}, (), id="a stage that was abolished"),
        pytest.param({"touched_at": None}, (C.NEVER_STARTED,), id="imported long ago, never touched"),
        pytest.param({"touched_at": LONG_AGO}, (C.NEVER_STARTED,), id="added by a person and left alone"),
        pytest.param({"touched_at": None, "created_at": TEN_DAYS_AGO}, (), id="imported lately"),
        pytest.param({"touched_at": ELEVEN_DAYS_AGO, "next_step_on": TODAY}, (), id="next step today"),
        pytest.param({"touched_at": ELEVEN_DAYS_AGO, "next_step_on": date(2026, 12, 3)}, (), id="next step in 14 days"),
        pytest.param(
            {"touched_at": ELEVEN_DAYS_AGO, "next_step_on": date(2026, 12, 4)},
            (C.STALLED,),
            id="next step far away",
        ),
        pytest.param(
            {"touched_at": ELEVEN_DAYS_AGO, "next_step_on": date(2026, 11, 18)}, (C.STALLED,), id="next step passed"
        ),
        pytest.param({"touched_at": None, "next_step_on": TODAY}, (), id="first step planned"),
        pytest.param({"close_date": date(2026, 11, 18)}, (C.PAST_DUE,), id="close date yesterday"),
        pytest.param({"close_date": TODAY}, (), id="close date today"),
        pytest.param({"close_date": None}, (), id="no close date, none required yet"),
        pytest.param({"source": None}, (C.INCOMPLETE,), id="source missing"),
        pytest.param(
            {"touched_at": ELEVEN_DAYS_AGO, "close_date": date(2026, 11, 18), "amount": None},
            (C.STALLED, C.PAST_DUE, C.INCOMPLETE),
            id="everything at once",
        ),
        pytest.param({"close_date": date(2026, 11, 18), "snoozed_until": date(2026, 11, 20)}, (), id="snoozed"),
        pytest.param({"close_date": date(2026, 11, 18), "snoozed_until": TODAY}, (C.PAST_DUE,), id="no longer snoozed"),
        pytest.param({"close_date": date(2026, 11, 18), "stage": "won"}, (), id="won"),
        pytest.param({"close_date": date(2026, 11, 18), "stage": "lost"}, (), id="lost"),
        pytest.param({"close_date": date(2026, 11, 18), "deleted": True}, (), id="deleted"),
    ],
)
def test_what_is_the_matter(fields: dict[str, Any], expected: tuple[Concern, ...]) -> None:
    """Each concern from the first day it holds, and none the day before."""
    assert concerns(a_deal(**fields)) == expected


def test_holidays_and_days_off_do_not_count_as_silence() -> None:
    """Somebody who was away is not told that their deal went quiet meanwhile."""
    deal = a_deal(touched_at=ELEVEN_DAYS_AGO)
    assert concerns(deal, WorkCalendar("US")) == ()  # Veterans Day, 11 November
    assert concerns(deal, WorkCalendar(None, frozenset({date(2026, 11, 17)}))) == ()


def test_the_day_of_the_last_touch_is_the_owners() -> None:
    """Two in the morning in London is still the evening before in New York, so there it was a day longer."""
    deal = a_deal(touched_at=datetime(2026, 11, 5, 2, tzinfo=UTC))
    assert look(deal, timezone="Europe/London") is None
    there = look(deal, timezone="America/New_York")
    assert there is not None
    assert there.idle_days == 11


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"touched_at": ELEVEN_DAYS_AGO}, "Nothing heard for 11 working days, Discovery usually allows 10."),
        (
            {"touched_at": None, "stage": "lead", "created_at": touched(date(2026, 11, 11))},
            "Nothing has happened since it was added 6 working days ago.",
        ),
        ({"close_date": date(2026, 11, 5)}, "Its close date has passed (Thu 5 Nov 2026)."),
        ({"amount": None, "source": None}, "No amount, no source."),
        (
            {"touched_at": ELEVEN_DAYS_AGO, "close_date": date(2026, 11, 5), "source": None},
            "Nothing heard for 11 working days, Discovery usually allows 10; "
            "its close date has passed (Thu 5 Nov 2026); no source.",
        ),
    ],
)
def test_what_the_owner_reads(fields: dict[str, Any], sentence: str) -> None:
    """One sentence with the facts, and nobody's fault."""
    found = look(a_deal(**fields))
    assert found is not None
    assert found.sentence == sentence


def test_what_a_stage_requires() -> None:
    """The facts that Proposal requires and this deal lacks, in the order of the process."""
    deal = a_deal(stage="proposal", next_step="", close_date=None)
    required = PROCESS.stage("proposal").required
    every = (Requirement.CLOSE_DATE, Requirement.NEXT_STEP, Requirement.DECISION_MAKER)
    assert missing_facts(deal, required, has_decision_maker=False) == every
    assert missing_facts(deal, required, has_decision_maker=True) == every[:2]
    assert missing_facts(deal, (), has_decision_maker=False) == ()


def test_many_deals_each_by_its_owners_calendar() -> None:
    """Ann was off on Veterans Day and Bob was not; only his deal has stalled."""
    anns = a_deal(id=1, touched_at=ELEVEN_DAYS_AGO)
    bobs = replace(anns, id=2, owner_id=BOB.id)
    undecided = a_deal(id=3, stage="proposal", account_id=8, owner_id=ANN.id)
    found = attentions([anns, bobs, undecided], PROCESS, TEAM, NOW, decided_accounts={1})
    assert [(one.deal.id, one.concerns) for one in found] == [(2, (C.STALLED,)), (3, (C.INCOMPLETE,))]


calendars = st.builds(
    WorkCalendar,
    st.sampled_from([None, "US"]),
    st.sets(st.integers(0, 40).map(lambda n: TODAY - timedelta(days=n)), max_size=5).map(frozenset),
    st.sets(st.integers(0, 6)).map(frozenset) | st.just(frozenset(range(7))),
)
zones = st.sampled_from(["UTC", "America/New_York", "Europe/London", "Pacific/Kiritimati", "Pacific/Honolulu"])


@given(
    calendar=calendars,
    timezone=zones,
    minutes_ago=st.integers(0, 40 * 24 * 60),
    now=st.integers(0, 365 * 24 * 60).map(lambda n: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=n)),
    stage=st.sampled_from(["lead", "discovery", "proposal", "signing"]),
)
def test_the_filter_misses_no_stalled_deal(
    calendar: WorkCalendar, timezone: str, minutes_ago: int, now: datetime, stage: str
) -> None:
    """Whatever the calendar and zone, a stalled deal was touched before its stage's cut-off."""
    deal = a_deal(stage=stage, touched_at=now - timedelta(minutes=minutes_ago), created_at=now - timedelta(days=90))
    day = OwnersDay(calendar, local_date(now, timezone), timezone)
    found = attention(deal, PROCESS, day, has_decision_maker=True)
    if found is not None and C.STALLED in found.concerns:
        assert deal.touched_at is not None
        assert deal.touched_at < stall_cutoffs(PROCESS, now)[stage]


def test_the_filter_misses_nothing_where_a_day_was_skipped() -> None:
    """Even in Samoa, where 30 December 2011 never was, working days and the clock agree."""
    place = zone("Pacific/Apia")
    last_touch = datetime(2011, 12, 26, 23, 59, tzinfo=place)
    now = datetime(2012, 1, 1, 0, 0, tzinfo=place)
    found = attention(
        a_deal(stage="lead", touched_at=last_touch, created_at=LONG_AGO.replace(year=2011)),
        PROCESS,
        OwnersDay(WorkCalendar(weekdays=frozenset(range(7))), now.date(), "Pacific/Apia"),
        has_decision_maker=True,
    )
    assert found is not None
    assert C.STALLED in found.concerns
    assert last_touch < stall_cutoffs(PROCESS, now)["lead"]


def test_only_stages_that_can_stall_have_a_cutoff() -> None:
    """Signing, whose limit is 0, is never stalled; nor are closed stages. The others let few too many through."""
    assert stall_cutoffs(PROCESS, NOW) == {
        "lead": NOW - timedelta(days=4),
        "discovery": NOW - timedelta(days=9),
        "proposal": NOW - timedelta(days=9),
    }
