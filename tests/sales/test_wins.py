"""What a won deal is celebrated for, and how loudly."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sales.deal import Deal, Via
from sales.money import Money
from sales.wins import Achievement, Band, Celebration, Goal, TeamFacts, band_of, celebration_for
from tests.sales.examples import ANN, RATES, a_deal, usd
from tests.sales.strategies import amounts, deals

A = Achievement
BANDS = (25_000, 100_000)
USUAL_PAST = (usd(10_000), usd(30_000), usd(20_000))
NO_FACTS = TeamFacts()


def won(amount: Money | None = None, **fields: Any) -> Deal:
    return a_deal(stage="won", closed_on=date(2026, 11, 19), amount=amount, **fields)


def celebrate(
    deal: Deal,
    past: tuple[Money | None, ...] = USUAL_PAST,
    facts: TeamFacts = NO_FACTS,
    via: Via = Via.MESSAGE,
) -> Celebration | None:
    return celebration_for(deal, ANN, via, past, facts, BANDS, RATES)


@pytest.mark.parametrize(
    ("amount", "past", "facts", "achievements", "band"),
    [
        pytest.param(usd(15_000), USUAL_PAST, NO_FACTS, (A.PLAIN,), Band.SMALL, id="plain"),
        pytest.param(usd(25_000), USUAL_PAST, NO_FACTS, (A.PLAIN,), Band.MEDIUM, id="plain, medium"),
        pytest.param(None, USUAL_PAST, NO_FACTS, (A.PLAIN,), Band.SMALL, id="without an amount"),
        pytest.param(usd(100), (), NO_FACTS, (A.FIRST_WIN,), Band.MEDIUM, id="first win"),
        pytest.param(None, (), NO_FACTS, (A.FIRST_WIN,), Band.MEDIUM, id="first win, amount unknown"),
        pytest.param(usd(100), (None,), NO_FACTS, (A.PLAIN,), Band.SMALL, id="an earlier one had no amount"),
        pytest.param(usd(30_001), USUAL_PAST, NO_FACTS, (A.PERSONAL_BEST,), Band.MEDIUM, id="personal best"),
        pytest.param(usd(30_000), USUAL_PAST, NO_FACTS, (A.PLAIN,), Band.MEDIUM, id="equalled, not beaten"),
        pytest.param(usd(99), USUAL_PAST[:1] * 2, NO_FACTS, (A.PLAIN,), Band.SMALL, id="two wins make no record"),
        pytest.param(
            usd(51_000),
            USUAL_PAST,
            TeamFacts(biggest=usd(50_000), wins=3),
            (A.BIGGEST_EVER, A.PERSONAL_BEST),
            Band.LARGE,
            id="biggest ever, and so a personal best",
        ),
        pytest.param(
            usd(20_000),
            USUAL_PAST,
            TeamFacts(biggest=usd(20_000), wins=3),
            (A.PLAIN,),
            Band.SMALL,
            id="as big as the biggest",
        ),
        pytest.param(
            usd(15_000),
            USUAL_PAST,
            TeamFacts(biggest=usd(10_000), wins=2),
            (A.PLAIN,),
            Band.SMALL,
            id="biggest of a team that has hardly won yet",
        ),
        pytest.param(
            usd(15_000),
            USUAL_PAST,
            TeamFacts(own=Goal(usd(100_000), usd(85_000)), team=Goal(usd(900_000), usd(890_000))),
            (A.QUOTA_REACHED, A.TEAM_QUOTA_REACHED),
            Band.LARGE,
            id="both quotas reached at once",
        ),
        pytest.param(
            usd(15_000),
            USUAL_PAST,
            TeamFacts(own=Goal(usd(100_000), usd(100_000))),
            (A.PLAIN,),
            Band.SMALL,
            id="quota reached long before",
        ),
        pytest.param(
            Money(9_300_000, "EUR"), USUAL_PAST, NO_FACTS, (A.PERSONAL_BEST,), Band.LARGE, id="euros at their rate"
        ),
        pytest.param(Money(10**9, "GBP"), USUAL_PAST, NO_FACTS, (A.PLAIN,), Band.SMALL, id="no rate, no record"),
    ],
)
def test_what_a_win_is(
    amount: Money | None,
    past: tuple[Money | None, ...],
    facts: TeamFacts,
    achievements: tuple[Achievement, ...],
    band: Band,
) -> None:
    """The rarest achievement first, and a celebration of the size of amount and achievement, whichever is larger."""
    found = celebrate(won(amount), past, facts)
    assert found is not None
    assert (found.achievements, found.band) == (achievements, band)


@pytest.mark.parametrize(
    ("deal", "via"),
    [
        pytest.param(a_deal(), Via.MESSAGE, id="open"),
        pytest.param(a_deal(stage="lost"), Via.MESSAGE, id="lost"),
        pytest.param(won(deleted=True), Via.MESSAGE, id="deleted"),
        pytest.param(won(usd(10**6)), Via.IMPORT, id="imported"),
        pytest.param(won(usd(10**6)), Via.UNDO, id="won again by an undo"),
    ],
)
def test_what_is_not_celebrated(deal: Deal, via: Via) -> None:
    """A thousand imported wins do not flood the channel."""
    assert celebrate(deal, via=via) is None


def test_the_story_as_the_team_reads_it() -> None:
    """Who won what for how much, and why it is special."""
    found = celebrate(
        won(usd(51_000)), facts=TeamFacts(biggest=usd(50_000), wins=9, own=Goal(usd(60_000), usd(20_000)))
    )
    assert found is not None
    assert found.headline == "Ann Rep won Acme renewal for $51,000"
    assert found.reasons == (
        "The biggest deal the team has ever won; the record was $50,000.",
        "A personal best for Ann; it was $30,000.",
        "Ann has reached quota.",
    )


def test_an_unknown_amount_is_not_mentioned() -> None:
    """A deal without an amount was not won for nothing."""
    found = celebrate(won(None))
    assert found is not None
    assert found.headline == "Ann Rep won Acme renewal"
    assert found.amount is None


@given(deals(), st.lists(st.none() | amounts).map(tuple), st.sampled_from(Via))
def test_one_celebration_or_none(deal: Deal, past: tuple[Money | None, ...], via: Via) -> None:
    """Any deal that a person has just won is celebrated once, and for at least one thing."""
    found = celebrate(deal, past, via=via)
    assert (found is not None) is (deal.stage == "won" and not deal.deleted and via.by_a_person)
    if found is not None:
        assert found.achievements == tuple(sorted(found.achievements, key=list(A).index))
        assert (A.PLAIN in found.achievements) is (not found.reasons)


@pytest.mark.parametrize(
    ("amount", "band"),
    [
        (None, Band.SMALL),
        (Money(2_499_999), Band.SMALL),
        (Money(2_500_000), Band.MEDIUM),
        (usd(100_000), Band.LARGE),
        (Money(99_999, "JPY"), Band.MEDIUM),  # yen have no minor unit
    ],
)
def test_bands_begin_at_their_amount(amount: Money | None, band: Band) -> None:
    """Limits are in major units of the workspace's currency."""
    assert band_of(amount, BANDS) is band
