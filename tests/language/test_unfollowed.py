"""What a question says and we do not follow is asked about: no list and no sum is ever that of another question."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sales.language import Action, Understanding, understand
from sales.language.name_tables import DealName
from sales.language.names import NameIndex, PersonName
from tests.language.conftest import DEALS, Reads

TEAM = NameIndex(
    [DealName(number, name, name) for number, name in enumerate(DEALS, 1)],
    [PersonName("UTOM", "Tom Brandvold", "tom"), PersonName("UELENA", "Elena Castillo", "elena")],
)


def read(reads: Reads, text: str) -> Understanding:
    return understand(text, replace(reads(), names=TEAM))


@pytest.mark.parametrize(
    ("asked", "unread"),
    [
        ("which deals are in healthcare?", "in healthcare"),
        ("pipeline in EMEA", "in EMEA"),
        ("total pipeline without the renewals", "without the renewals"),
        ("deals in verbal or contract", "or contract"),
        ("stuck deals without a next step", "without a next step"),
        ("my deals over 20k in Texas", "in Texas"),
        ("show me all deals with multi-year terms", "with multi-year terms"),
        ("forecast excluding Hooligans Ltd", "excluding Hooligans Ltd"),
        ("forecast for the west coast", "for the west coast"),
        ("won deals this quarter from existing accounts in Ohio", "in Ohio"),
        ("which deals did we not win?", "not"),
        ("open deals created by Tom but owned by Elena", "but owned by Elena"),
    ],
)
def test_a_filter_that_is_not_followed_is_named(reads: Reads, asked: str, unread: str) -> None:
    """The question says which words were not followed, what can be filtered by, and offers the answer without."""
    found = read(reads, asked)
    assert found.action is Action.ASK, found
    assert found.question is not None
    assert f"“{unread}”" in found.question.sentence
    assert [choice.label for choice in found.question.choices] == ["Yes", "No"]


@pytest.mark.parametrize(
    ("asked", "slots"),
    [
        ("total pipeline without Tom", {"without": "UTOM"}),
        ("all deals except Tom's", {"without": "UTOM"}),
        ("open deals excluding @tom and @elena", {"without": "UTOM UELENA"}),
        ("our pipeline but not Elena's deals", {"without": "UELENA", "owner": "team"}),
        ("how many deals are stuck apart from Tom's?", {"without": "UTOM", "filter": "stuck"}),
        ("deals lost to competitors", {"filter": "lost", "reason": "Competitor"}),
        ("deals lost on price", {"filter": "lost", "reason": "Price"}),
        ("Tom's deals lost because of budget", {"filter": "lost", "reason": "No budget", "owner": "UTOM"}),
        ("who has the biggest pipeline?", {"filter": "most_pipeline"}),
        ("pipeline by rep", {"filter": "most_pipeline"}),
        ("which deals slipped this month?", {"filter": "slipped", "period": "2026-11-01/2026-12-01"}),
        ("what has been pushed since Monday?", {"filter": "slipped", "period": "2026-11-16/2026-11-21"}),
    ],
)
def test_what_managers_filter_by_is_followed(reads: Reads, asked: str, slots: dict[str, str]) -> None:
    """Without a colleague, by lost reason, by person, what slipped: answered at once, with nothing left over."""
    found = read(reads, asked)
    assert found.action is Action.ANSWER, found
    assert {name: slot.value for name, slot in found.intents[0].slots.items()} == slots


@pytest.mark.parametrize(
    ("asked", "period"),
    [
        ("forecast 2027", "2027-01-01/2028-01-01"),
        ("fcst 2027?", "2027-01-01/2028-01-01"),
        ("my quota 2026", "2026-01-01/2027-01-01"),
        ("team forecast 2027 please", "2027-01-01/2028-01-01"),
        ("forecast 2099", None),
        ("forecast Q5", None),
    ],
)
def test_a_year_behind_the_forecast_is_its_period(reads: Reads, asked: str, period: str | None) -> None:
    """Four digits are the year, with or without "for"; one that lies years away is asked about."""
    found = read(reads, asked)
    assert found.action is (Action.ANSWER if period else Action.ASK)
    assert found.intents[0].value("period") == period


@given(st.text(alphabet="bcdfghjklmnpqrstvwxz", min_size=6, max_size=12))
def test_no_unknown_word_behind_a_list_is_passed_over(reads: Reads, word: str) -> None:
    """Whatever a list is to be narrowed by, the words are followed or asked about."""
    found = read(reads, f"show me my deals in {word}")
    assert found.action is Action.ASK, found


@pytest.mark.parametrize("said", ["closing my laptop for today", "let the best deal win", "Target opened a store"])
def test_small_talk_with_a_word_of_ours_is_no_question(reads: Reads, said: str) -> None:
    """Words that only hold one of a question, and say something else, get no list."""
    assert read(reads, said).action is Action.IGNORE


def test_a_very_long_filter_is_shortened(reads: Reads) -> None:
    """Of words without end the beginning is told, and they cost no more than others."""
    found = read(reads, f"which deals are in {'blah wibble ' * 3300}?")
    assert found.action is Action.ASK
    assert found.question is not None
    assert len(found.question.sentence) < 300
