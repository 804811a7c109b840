"""Details of what was just said, put right in a few words: who was there, what the note says, the hour, the level, the
new owner, a deal's name, a call. Each is one step that undo takes back."""

from __future__ import annotations

import pytest

from sales.process import ForecastCategory
from tests.bot.desk import Desk, visible
from tests.bot.talking import being_worked, deals_called, logged, replies


@pytest.mark.parametrize(
    ("first", "then", "told"),
    [
        (
            "called Jane at Copperleaf about pricing",
            ("not Jane, Joan", "and add Raj", "it was with Amara", "Tobias was there too"),
            ("with Joan", "with Joan and Raj", "with Amara", "with Amara and Tobias"),
        ),
        (
            "called Copperleaf, they want a discount",
            ("add: they also want training", "change the note to wants 5%"),
            ("“they want a discount, they also want training”", "“wants 5%”"),
        ),
        (
            "next step for Dovetail: send the offer Friday",
            ("make it 3 pm", "make it 4pm"),
            ("send the offer at 3 pm", "send the offer at 4pm"),
        ),
        ("commit Veldhoven", ("no, best case",), ("forecast *best case*",)),
        ("hand Veldhoven to @tom", ("no, to @grace",), ("now belongs to *Grace Adeyemi*",)),
        (
            "new deal: Wayne Enterprises, 80k, referral, closes end of Q2",
            ("no, 90k", "it's called Wayne Industries"),
            ("$90,000", "was called *Wayne Enterprises*"),
        ),
    ],
)
def test_a_detail_is_put_right(desk: Desk, first: str, then: tuple[str, ...], told: tuple[str, ...]) -> None:
    """The answer says what it is now; as many undos as there were messages bring back what was before."""
    desk.says("elena", first)
    for words, answer in zip(then, told, strict=True):
        shown = visible(desk.says("elena", words))
        assert "Corrected" in shown
        assert answer.replace("*", "") in shown.replace("*", "")
    for _ in then:
        assert "before the correction" in visible(desk.says("elena", "undo"))
    last = visible(desk.says("elena", "undo"))
    assert "back as it was." in last or "gone again" in last
    assert not deals_called(desk, "Wayne")
    assert being_worked(desk, "Veldhoven").category is not ForecastCategory.COMMIT


def test_a_call_is_put_right(desk: Desk) -> None:
    """An amount right after a call is the call's, not that of the deal spoken of before."""
    desk.says("elena", "commit Veldhoven")
    desk.says("elena", "my call is 400k, best case 520k")
    assert "commit *$410,000*, best case *$520,000*" in visible(desk.says("elena", "no, 410k"))
    assert "commit *$410,000*, best case *$430,000*" in visible(desk.says("elena", "no, 430k best case"))
    assert "best case *$520,000*" in visible(desk.says("elena", "undo"))


def test_what_is_not_sure_is_asked(desk: Desk) -> None:
    """An hour for what happened, an amount without a word, "delete that": nothing is done before an answer."""
    amount = being_worked(desk, "Hexley").amount
    calls = len(logged(desk, "Copperleaf"))
    desk.says("elena", "called Copperleaf")
    assert "the day, not the hour" in visible(desk.says("elena", "it was at 5pm"))
    assert "takes back what you said last" in visible(desk.says("elena", "delete that"))
    assert len(logged(desk, "Copperleaf")) == calls + 1
    echo = desk.says("elena", "Hexley Tools is now 45k")
    dm = desk.person("elena").app_dm()
    assert "Shall the amount be $47,000 instead?" in visible(replies(desk, "elena", dm, echo["ts"], "47k"))
    assert "Dovetail" in visible(desk.says("elena", "wrong deal"))
    assert being_worked(desk, "Hexley").amount != amount


def test_a_third_push_asks_why(desk: Desk) -> None:
    """In a sentence as in the form; with the reason said, or when the day comes nearer, nobody is asked."""
    desk.says("elena", "push Cobalt to Jan 10")
    asked = desk.says("elena", "push Cobalt to Jan 20")
    assert "has been pushed twice already. Why does it slip again?" in visible(asked)
    day = being_worked(desk, "Cobalt").close_date
    desk.clicks("elena", desk.person("elena").app_dm(), asked, "Budget")
    desk.changed("elena", desk.person("elena").app_dm(), asked["ts"], lambda words: "Wed 20 Jan 2027" in words)
    assert being_worked(desk, "Cobalt").close_date != day
    assert "Wed 10 Feb 2027" in visible(desk.says("elena", "push Cobalt to Feb 10 because legal froze"))
    assert "Tue 5 Jan 2027" in visible(desk.says("elena", "pull Cobalt in to Jan 5"))


def test_reopening_what_is_open(desk: Desk) -> None:
    """It says where the deal is instead of asking as if it were closed."""
    assert "is open already, in Discovery" in visible(desk.types("elena", "/log reopen Cobalt"))


def test_a_day_behind_the_forecast_command(desk: Desk) -> None:
    """A day gone by says as of when; one to come is no period."""
    assert "2026-Q4" in visible(desk.types("elena", "/forecast yesterday"))
    assert "neither a person nor a period" in visible(desk.types("elena", "/forecast tomorrow"))


def test_an_undo_typed_again(desk: Desk) -> None:
    """What was undone is told, and what lies further back is asked about before it is undone as well."""
    desk.says("elena", "Hexley Tools is now 45k")
    desk.later(hours=1)
    desk.types("elena", "/log called Copperleaf")
    desk.types("elena", "/log undo")
    told = visible(desk.types("elena", "/log undo"))
    assert "Undone a moment ago: you said “called Copperleaf”" in told
    assert "Undo that as well?" in told
