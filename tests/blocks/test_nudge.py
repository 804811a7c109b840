"""The nudge: what it asks, what can be answered in place, and how it shrinks to nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from bot.blocks.nudge import FIXES, nudge_message
from bot.ids import Act
from sales.deal import Deal
from sales.money import Money
from tests.blocks.examples import a_nudge, a_stalled_deal
from tests.blocks.seen import buttons, check, elements, labels, shown
from tests.sales.examples import CEM, a_deal, usd

STALLED = a_stalled_deal(3)
PAST_DUE = a_deal(id=4, name="Late", close_date=date(2026, 11, 2))
NO_AMOUNT = a_deal(id=5, name="Vague", amount=None)
IGNORED = a_stalled_deal(6, ignored_nudges=5)
TWENTY = [a_stalled_deal(n) for n in range(1, 21)]


@pytest.mark.parametrize(
    ("deals", "said"),
    [
        ([STALLED], "*Ann, 1 deal needs you.*\n$3,000 at stake. One click each will do."),
        ([STALLED, PAST_DUE], "*Ann, 2 deals need you.*\n$43,000 at stake."),
        ([STALLED], "*Deal 3* · $3,000\nNothing heard for 42 working days, Discovery usually allows 10."),
        ([PAST_DUE], "Its close date has passed (Mon 2 Nov 2026)."),
        ([NO_AMOUNT], "*Vague* · no amount\nNo amount."),
        ([NO_AMOUNT], "*Ann, 1 deal needs you.*\nOne click each will do."),
        ([IGNORED], "Is this one lost? It has come up five times without an answer. Nothing heard"),
        ([STALLED], "As of Thu 19 Nov 2026 10:00 EST"),
    ],
)
def test_an_owner_reads_what_is_and_never_whose_fault(deals: Sequence[Deal], said: str) -> None:
    """A greeting, what is at stake, and one sentence a deal, in the owner's own time."""
    assert said in shown(nudge_message(a_nudge(deals)))


def test_who_hears_less_is_told_why() -> None:
    """After two weeks without an answer the reminder says that it comes weekly now and what brings it back; once
    something is answered, that is settled."""
    sparing = nudge_message(a_nudge([STALLED, PAST_DUE], sparing=True))
    assert "*Ann, 2 deals need you this week.*" in shown(sparing)
    assert "I now write once a week" in shown(sparing)
    assert "Answer one, and I'm back every working day" in shown(sparing)
    answered = nudge_message(a_nudge([STALLED, PAST_DUE], {3: "still right"}, sparing=True))
    assert "once a week" not in shown(answered)
    assert "once a week" not in shown(nudge_message(a_nudge([STALLED])))


def test_the_notification_names_the_deals() -> None:
    """One can decide from the lock screen whether to look."""
    assert nudge_message(a_nudge(TWENTY)).text == "Ann, 20 deals need you. Deal 1, Deal 2 and 18 more."


@pytest.mark.parametrize("deal", [STALLED, PAST_DUE, NO_AMOUNT, IGNORED], ids=lambda deal: deal.name)
def test_each_deal_carries_every_fix(deal: Deal) -> None:
    """Still right and all seven fixes are one or two clicks away, whatever is the matter."""
    found = buttons(nudge_message(a_nudge([deal])))
    assert found[Act.NUDGE_STILL_RIGHT] == [f"7:{deal.id}"]
    values = [value for name, group in found.items() if name.startswith(f"{Act.NUDGE_FIX}:") for value in group]
    expected = [*FIXES, *(["edit"] if deal is NO_AMOUNT else [])]
    assert sorted(values) == sorted(f"{verb}:7:{deal.id}" for verb in expected)


@pytest.mark.parametrize(
    ("deal", "first", "opening"),
    [
        (STALLED, ["Still right", "Log", "Next step"], "Open"),
        (PAST_DUE, ["Push date", "Still right", "Move stage"], "Open"),
        (a_stalled_deal(7, close_date=date(2026, 11, 2)), ["Push date", "Still right", "Move stage"], "Open"),
        (NO_AMOUNT, ["Still right", "Next step", "Log"], "Fill in"),
        (IGNORED, ["Lost", "Still right", "Log"], "Open"),
    ],
)
def test_the_fix_that_fits_comes_first(deal: Deal, first: list[str], opening: str) -> None:
    """A passed date is first of all pushed, a silent deal logged, a hopeless one closed, a missing fact filled in."""
    message = nudge_message(a_nudge([deal]))
    assert labels(message) == [opening, *first, "Schedule"]
    coloured = [element["text"]["text"] for element in elements(message) if "style" in element]
    assert coloured == [opening if deal is NO_AMOUNT else first[0]]


def test_five_are_shown_and_the_rest_is_behind_a_button() -> None:
    """Twenty deals are no wall: five, and a button that knows the nudge."""
    message = nudge_message(a_nudge(TWENTY))
    assert len(buttons(message)[Act.NUDGE_STILL_RIGHT]) == 5
    assert "Show 15 more" in labels(message)
    assert buttons(message)[Act.NUDGE_MORE] == ["7"]


def test_all_are_shown_on_request() -> None:
    """The button brings all of them, as many as Slack has room for; the others move up."""
    message = nudge_message(a_nudge(TWENTY[:15]), all_shown=True)
    assert len(buttons(message)[Act.NUDGE_STILL_RIGHT]) == 15
    assert Act.NUDGE_MORE not in buttons(message)
    many = nudge_message(a_nudge([a_stalled_deal(n) for n in range(1, 80)]), all_shown=True)
    check(many)
    shown_now = len(buttons(many)[Act.NUDGE_STILL_RIGHT])
    assert f"{79 - shown_now} more move up as you answer these." in shown(many)


@pytest.mark.parametrize(
    ("deal", "answer", "said"),
    [
        (STALLED, "still right", "✓ ~Deal 3~ — still right"),
        (a_stalled_deal(3, stage="won"), "", "✓ ~Deal 3~ — won"),
        (a_deal(id=3, name="Deal 3", stage="signing"), "", "✓ ~Deal 3~ — up to date by now"),
    ],
)
def test_what_is_settled_is_ticked_off(deal: Deal, answer: str, said: str) -> None:
    """An answered deal is struck out with its answer, and so is one that was put right elsewhere."""
    message = nudge_message(a_nudge([deal, PAST_DUE], {3: answer}))
    assert said in shown(message)
    assert "*Ann, 1 deal needs you.*" in shown(message)
    assert buttons(message)[Act.NUDGE_STILL_RIGHT] == ["7:4"]


def test_many_answers_are_counted() -> None:
    """Forty-five answers do not bury the deals that are left."""
    deals = [a_stalled_deal(n) for n in range(1, 51)]
    message = nudge_message(a_nudge(deals, dict.fromkeys(range(1, 46), "still right")))
    check(message)
    assert shown(message).count("✓ ~") == 5
    assert "✓ and 40 more done" in shown(message)
    assert len(buttons(message)[Act.NUDGE_STILL_RIGHT]) == 5


@pytest.mark.parametrize(
    ("deals", "said"),
    [
        ([], "Nothing needs you now, Ann. Your pipeline is true today."),
        (TWENTY[:1], "That one is done, Ann. Your pipeline is true today."),
        (TWENTY, "All 20 done, Ann. Your pipeline is true today."),
    ],
)
def test_zero_is_celebrated_in_one_line(deals: Sequence[Deal], said: str) -> None:
    """Nothing left: one cheerful line and not a button more."""
    message = nudge_message(a_nudge(deals, {deal.id: "still right" for deal in deals}))
    assert message.text == said
    assert shown(message) == f":sparkles: {said}"


def test_whoever_does_not_answer_hears_less() -> None:
    """A sparing nudge says that it comes once a week."""
    assert "Ann, 1 deal needs you this week." in nudge_message(a_nudge([STALLED], sparing=True)).text


def test_amounts_in_several_currencies_are_not_added_up() -> None:
    """What is at stake stands side by side."""
    other = a_stalled_deal(9, amount=Money(900_000, "JPY"))
    assert "¥900,000 + $3,000 at stake" in shown(nudge_message(a_nudge([STALLED, other])))


def test_a_person_reads_their_own_name() -> None:
    """The nudge speaks to its owner."""
    deal = a_stalled_deal(1, owner_id=CEM.id, amount=usd(5))
    assert nudge_message(a_nudge([deal], person=CEM)).text.startswith("Cem, 1 deal needs you.")
