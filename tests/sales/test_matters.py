"""The five deals a manager should look at."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sales.deal import Deal
from sales.forecast import DealSpan
from sales.matters import AT_MOST, Matter, MatterLine, deals_that_matter
from sales.money import Money
from sales.stalls import Attention, Concern, attentions
from tests.sales.examples import LONG_AGO, NOW, PROCESS, QUARTER, RATES, TEAM, a_deal, usd
from tests.sales.strategies import deals, spans

SLIPPED, AT_RISK, UNSUPPORTED = Matter


def commit(id_: int, major: int, **fields: Any) -> Deal:
    return a_deal(id=id_, stage="signing", amount=usd(major), **fields)


def put_off(deal: Deal, until: date | None = date(2027, 1, 15)) -> DealSpan:
    return DealSpan(deal, replace(deal, close_date=until))


def watched(*found: Deal) -> dict[int, Attention]:
    return {one.deal.id: one for one in attentions(found, PROCESS, TEAM, NOW, decided_accounts={1})}


def choose(found: list[Deal], happened: Iterable[DealSpan] = (), decided: Iterable[int] = (1,)) -> list[MatterLine]:
    return list(deals_that_matter(found, happened, watched(*found), set(decided), PROCESS, RATES, QUARTER))


def test_nothing_matters_on_a_good_day() -> None:
    """Commits with a plan and a decision maker need nobody's eye."""
    assert choose([commit(1, 90_000), a_deal(id=2)]) == []


@pytest.mark.parametrize(
    ("deal", "happened", "decided", "matters", "why"),
    [
        pytest.param(
            commit(1, 5, close_date=date(2027, 1, 15)),
            [put_off(commit(1, 5))],
            {1},
            (SLIPPED,),
            "Put off from Fri 11 Dec 2026 to Fri 15 Jan 2027.",
            id="slipped",
        ),
        pytest.param(
            commit(1, 5),
            [put_off(commit(1, 5), None)],
            {1},
            (SLIPPED,),
            "Put off from Fri 11 Dec 2026 to no date at all.",
            id="slipped into nowhere",
        ),
        pytest.param(
            commit(1, 5, close_date=date(2026, 11, 5)),
            [],
            {1},
            (AT_RISK,),
            "Its close date has passed (Thu 5 Nov 2026).",
            id="past due commit",
        ),
        pytest.param(
            a_deal(id=1, stage="proposal", touched_at=datetime(2026, 11, 2, 17, tzinfo=UTC)),
            [],
            {1},
            (AT_RISK,),
            "Nothing heard for 12 working days, Proposal usually allows 10.",
            id="stalled best case",
        ),
        pytest.param(
            commit(1, 5, next_step=""),
            [],
            set(),
            (UNSUPPORTED,),
            "A commit without a next step or a decision maker.",
            id="commit on nothing",
        ),
        pytest.param(
            commit(1, 5, next_step="", close_date=date(2026, 11, 5)),
            [],
            {1},
            (AT_RISK, UNSUPPORTED),
            "Its close date has passed (Thu 5 Nov 2026); a commit without a next step.",
            id="two at once",
        ),
    ],
)
def test_why_a_deal_matters(
    deal: Deal, happened: list[DealSpan], decided: set[int], matters: tuple[Matter, ...], why: str
) -> None:
    """The manager reads all that is the matter with it, in one sentence."""
    (line,) = choose([deal], happened, decided)
    assert (line.matters, line.why) == (matters, why)


@pytest.mark.parametrize(
    "deal",
    [
        pytest.param(a_deal(touched_at=LONG_AGO), id="stalled, but pipeline only"),
        pytest.param(a_deal(stage="proposal", source=None), id="incomplete is no risk"),
        pytest.param(a_deal(stage="won", closed_on=date(2026, 11, 1)), id="won"),
    ],
)
def test_what_does_not_matter_to_a_manager(deal: Deal) -> None:
    """The rest is between the deal and its owner."""
    assert choose([deal]) == []


@pytest.mark.parametrize(
    "span",
    [
        pytest.param(put_off(a_deal(), date(2026, 12, 1)), id="pulled in"),
        pytest.param(DealSpan(a_deal(), a_deal(amount=usd(1))), id="another amount"),
        pytest.param(DealSpan(None, a_deal()), id="new"),
        pytest.param(DealSpan(a_deal(close_date=None), a_deal()), id="dated at last"),
        pytest.param(DealSpan(a_deal(), replace(a_deal(stage="lost"), close_date=date(2027, 1, 1))), id="lost"),
        pytest.param(DealSpan(a_deal(), None), id="deleted"),
        pytest.param(put_off(a_deal(close_date=date(2027, 2, 1)), date(2027, 5, 1)), id="due in another quarter"),
    ],
)
def test_what_is_no_slip(span: DealSpan) -> None:
    """Only an open deal whose close date moved away has slipped."""
    assert choose([], [span]) == []


def test_a_deal_that_left_the_period_is_no_commit_of_it() -> None:
    """It slipped, and that is all that is said: whether it has a decision maker is next quarter's question."""
    (line,) = choose([], [put_off(commit(1, 5, next_step="", close_date=date(2026, 12, 30)))], decided=())
    assert line.why == "Put off from Wed 30 Dec 2026 to Fri 15 Jan 2027."


def test_the_kinds_take_turns_and_the_largest_goes_first() -> None:
    """Ten slipped deals do not hide the commit at risk."""
    slips = [put_off(commit(n, n)) for n in range(1, 11)]
    risky = commit(20, 3, close_date=date(2026, 11, 5))
    unsupported = commit(30, 2, next_step="")
    yen = a_deal(id=40, stage="signing", amount=Money(10**9, "JPY"))
    lines = choose([risky, unsupported], [*slips, put_off(yen)])
    assert [line.deal.id for line in lines] == [40, 20, 30, 10, 9]


@given(st.lists(deals(), max_size=8), spans(), st.sets(st.just(1)))
def test_at_most_five_each_once(some: list[Deal], happened: list[DealSpan], decided: set[int]) -> None:
    """Never more than five, never one twice, never a closed one, always with a reason."""
    numbered = [replace(deal, id=n) for n, deal in enumerate(some, start=100)]
    lines = choose(numbered, happened, decided)
    assert len(lines) <= AT_MOST
    assert len({line.deal.id for line in lines}) == len(lines)
    for line in lines:
        assert line.deal.is_open
        assert line.matters
        assert line.why.endswith(".")
        assert Concern.INCOMPLETE.words not in line.why
