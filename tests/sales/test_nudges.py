"""What one person is reminded of on one day, and how rarely."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sales.money import Money
from sales.nudges import Nudge, Tone, nudge_for
from sales.process import Requirement
from sales.stalls import Attention, Concern
from sales.workspace import Schedule, ScheduleKind, default_schedule
from tests.sales.examples import ANN, BOB, DORA, NOW, RATES, VERA, a_deal, usd
from tests.sales.strategies import amounts

DAILY = default_schedule(BOB.id, ScheduleKind.NUDGE)
MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)
TUESDAY = datetime(2026, 11, 24, 9, tzinfo=UTC)


def stalled(id_: int = 1, *concerns: Concern, idle_days: int = 12, **fields: Any) -> Attention:
    """One of Bob's deals that needs him, stalled unless other concerns are given."""
    return Attention(
        deal=a_deal(**({"id": id_, "owner_id": BOB.id} | fields)),
        concerns=concerns or (Concern.STALLED,),
        idle_days=idle_days,
        limit=10,
        stage="Discovery",
        missing=(Requirement.SOURCE,) if Concern.INCOMPLETE in concerns else (),
    )


def nudge(*attentions: Attention, schedule: Schedule = DAILY, now: datetime = NOW, unanswered: int = 0) -> Nudge | None:
    return nudge_for(BOB, attentions, schedule, now, RATES, unanswered)


def ids(found: Nudge | None) -> list[int]:
    return [item.attention.deal.id for item in found.items] if found else []


def test_the_largest_stake_first() -> None:
    """Euros count at their rate; pounds, which have none, and deals without amount come last; longest silence first."""
    found = nudge(
        stalled(1, amount=usd(50)),
        stalled(2, amount=Money(4_900, "EUR")),
        stalled(3, amount=None, idle_days=12),
        stalled(4, amount=None, idle_days=30),
        stalled(5, amount=Money(99_900, "GBP")),
        stalled(6, amount=usd(60)),
    )
    assert ids(found) == [6, 2, 1, 5, 4, 3]
    assert found is not None
    assert found.at_stake == Money(6_000 + 5_310 + 5_000)
    assert found.unconverted == (Money(99_900, "GBP"),)
    assert (found.total, len(found.shown)) == (6, 5)


@given(st.lists(st.none() | amounts, min_size=1, max_size=12))
def test_nothing_at_stake_is_dropped(stakes: list[Money | None]) -> None:
    """Every deal is in the nudge once, in order of what is known to be at stake, and every amount is in a sum."""
    found = nudge(*(stalled(n, amount=stake) for n, stake in enumerate(stakes, start=1)))
    assert found is not None
    assert sorted(ids(found)) == list(range(1, len(stakes) + 1))
    known = [item.stake.minor for item in found.items if item.stake is not None]
    assert known == sorted(known, reverse=True)
    assert found.at_stake.minor == sum(known)
    pounds = sum(stake.minor for stake in stakes if stake and stake.currency == "GBP")
    assert sum(amount.minor for amount in found.unconverted) == pounds


@pytest.mark.parametrize(
    "found",
    [
        pytest.param(nudge(), id="nothing is the matter"),
        pytest.param(nudge(stalled(), now=datetime(2026, 11, 21, 9, tzinfo=UTC)), id="Saturday"),
        pytest.param(nudge(stalled(), schedule=replace(DAILY, enabled=False)), id="switched off"),
        pytest.param(nudge(stalled(), schedule=replace(DAILY, muted=frozenset({"stalled"}))), id="kind muted"),
        pytest.param(nudge(stalled(owner_id=ANN.id)), id="somebody else's deal"),
        pytest.param(nudge_for(DORA, [stalled(owner_id=DORA.id)], DAILY, NOW, RATES), id="left"),
        pytest.param(
            nudge_for(replace(BOB, days_off=frozenset({NOW.date()})), [stalled()], DAILY, NOW, RATES), id="day off"
        ),
        pytest.param(nudge_for(ANN, [stalled(owner_id=4)], DAILY, TUESDAY.replace(day=26), RATES), id="Thanksgiving"),
    ],
)
def test_when_nobody_is_nudged(found: Nudge | None) -> None:
    """No message where there is nothing to say, or nobody who works and wants to hear it."""
    assert found is None


def test_a_muted_kind_is_not_mentioned_beside_others() -> None:
    """Who does not want to hear of missing facts hears only that the deal is stalled."""
    found = nudge(
        stalled(1, Concern.STALLED, Concern.INCOMPLETE), schedule=replace(DAILY, muted=frozenset({"incomplete"}))
    )
    assert found is not None
    assert found.items[0].attention.sentence == "Nothing heard for 12 working days, Discovery usually allows 10."
    assert found.items[0].attention.missing == ()


def test_the_day_is_the_persons() -> None:
    """Late on Sunday in London it is Monday morning in Auckland."""
    abroad = replace(BOB, timezone="Pacific/Auckland")
    found = nudge_for(abroad, [stalled()], DAILY, datetime(2026, 11, 22, 20, tzinfo=UTC), RATES)
    assert found is not None
    assert found.day == date(2026, 11, 23)


def test_own_weekdays() -> None:
    """Who works from Sunday to Thursday is nudged on Sundays and left alone on Fridays."""
    gulf = Schedule(person_id=BOB.id, kind=ScheduleKind.NUDGE, at=time(9), weekdays=frozenset({6, 0, 1, 2, 3}))
    assert nudge(stalled(), schedule=gulf, now=datetime(2026, 11, 22, 9, tzinfo=UTC)) is not None
    assert nudge(stalled(), schedule=gulf, now=datetime(2026, 11, 20, 9, tzinfo=UTC)) is None


@pytest.mark.parametrize(
    ("unanswered", "now", "tone"),
    [
        (13, TUESDAY, Tone.USUAL),
        (14, TUESDAY, None),
        (14, MONDAY, Tone.SPARING),
        (40, MONDAY, Tone.SPARING),
    ],
)
def test_two_weeks_without_an_answer_bring_fewer(unanswered: int, now: datetime, tone: Tone | None) -> None:
    """From then on only Mondays, and the manager gets a prompt to coach."""
    found = nudge(stalled(), now=now, unanswered=unanswered)
    assert (found.tone if found else None) is tone
    assert (found is not None and found.coach_manager) is (tone is Tone.SPARING)


def test_after_a_long_weekend_the_week_begins_later() -> None:
    """If Monday was off, Tuesday takes its place; Wednesday does not as well."""
    away = replace(BOB, days_off=frozenset({MONDAY.date()}))
    assert nudge_for(away, [stalled()], DAILY, TUESDAY, RATES, 20) is not None
    assert nudge_for(away, [stalled()], DAILY, TUESDAY.replace(day=25), RATES, 20) is None


def test_nobody_coaches_the_top() -> None:
    """Who has no manager is nudged once a week all the same, without a prompt to anybody."""
    found = nudge_for(VERA, [stalled(owner_id=VERA.id)], DAILY, MONDAY, RATES, 20)
    assert found is not None
    assert not found.coach_manager


@pytest.mark.parametrize(("ignored", "proposes"), [(0, False), (4, False), (5, True), (9, True)])
def test_a_deal_ignored_five_times_is_proposed_for_closing(ignored: int, proposes: bool) -> None:
    """Its owner is asked whether it is lost; nobody decides it for them."""
    found = nudge(stalled(ignored_nudges=ignored))
    assert found is not None
    assert found.items[0].propose_lost is proposes


@pytest.mark.parametrize(
    ("fields", "now", "named"),
    [
        pytest.param({}, MONDAY, True, id="as the week begins"),
        pytest.param({}, TUESDAY, False, id="not worth a message of its own on other days"),
        pytest.param({"touched_at": None}, MONDAY, False, id="imported, and nobody has touched it"),
        pytest.param({"idle_days": 0}, MONDAY, False, id="worked on today"),
    ],
)
def test_merely_incomplete_deals_are_mentioned_softly(fields: dict[str, Any], now: datetime, named: bool) -> None:
    """On their own once a week; beside others they come along; and a missing fact never makes a deal look lost."""
    facts: dict[str, Any] = {"touched_at": MONDAY, "ignored_nudges": 9}
    lacking = stalled(1, Concern.INCOMPLETE, **(facts | fields))
    alone, beside = nudge(lacking, now=now), nudge(lacking, stalled(2), now=now)
    assert ids(alone) == ([1] if named else [])
    assert (1 in ids(beside)) is (fields == {})
    assert not any(item.propose_lost for found in (alone, beside) if found for item in found.items)
