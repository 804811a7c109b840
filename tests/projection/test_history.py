"""What could be seen on a day."""

from __future__ import annotations

from datetime import date

import pytest

from sales.errors import Invalid
from sales.process import Outcome
from sales.projection import History, Past

JUNE = date(2026, 6, 1)


def deal(**changed: object) -> Past:
    """A deal of January, won in May for $500."""
    plain: dict[str, object] = {
        "id": "1",
        "owner": "Dana",
        "amount": 50_000,
        "currency": "USD",
        "created_on": date(2026, 1, 5),
        "closed_on": date(2026, 5, 4),
        "outcome": Outcome.WON,
    }
    return Past(**(plain | changed))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("as_of", "seen", "won"),
    [
        (date(2026, 1, 5), 0, 0),
        (date(2026, 1, 6), 1, 0),
        (date(2026, 5, 4), 1, 0),
        (date(2026, 5, 5), 1, 50_000),
    ],
)
def test_a_day_knows_only_what_happened_before_it_began(as_of: date, seen: int, won: int) -> None:
    """A deal is there from the day after it was created, and won from the day after it was closed."""
    view = History((deal(),)).as_of(as_of)
    assert (len(view.rows), view.won.value(0, as_of.toordinal())) == (seen, won)


@pytest.mark.parametrize(
    ("amount_from", "known"), [(None, None), (date(2026, 2, 1), 50_000), (JUNE, None), (date(2026, 5, 31), 50_000)]
)
def test_the_amount_of_an_open_deal_counts_only_if_it_was_known_then(
    amount_from: date | None, known: int | None
) -> None:
    """An export's amount may have been written when the deal was won: it says nothing of the months before."""
    later = deal(closed_on=date(2026, 7, 1), amount_from=amount_from)
    assert [seen.minor for seen in History((later,)).as_of(JUNE).open] == [known]


def test_a_deal_entered_after_it_was_won_is_seen_when_it_was_won() -> None:
    """Nobody could know of it before, and nobody shall be told that it had a negative age."""
    view = History((deal(created_on=date(2026, 5, 20)),)).as_of(date(2026, 5, 10))
    assert view.won.value(0, view.today) == 50_000


def test_the_win_rate_is_that_of_a_year() -> None:
    """Three won of four closed within 365 days; what was closed before does not count."""
    closed = [date(2026, 5, day) for day in (1, 2, 3)]
    deals = [deal(closed_on=day) for day in closed]
    deals += [deal(outcome=Outcome.LOST), deal(created_on=date(2024, 1, 1), closed_on=date(2024, 2, 1))]
    assert History(tuple(deals)).as_of(JUNE).win_rate == 0.75


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"closed_on": None}, "Deal 1 is won without a day on which it was closed."),
        ({"amount": -1}, "Deal 1 has an amount below zero."),
    ],
)
def test_a_deal_that_cannot_be_is_refused(changed: dict[str, object], sentence: str) -> None:
    """The sentence names the deal."""
    with pytest.raises(Invalid, match=sentence):
        deal(**changed)


def test_amounts_in_two_currencies_are_not_added() -> None:
    """Whoever wants one number must say in which currency."""
    both = History((deal(), deal(id="2"), deal(id="3", currency="EUR")))
    assert both.currencies == ("USD", "EUR")
    assert len(both.only("EUR").deals) == 1
    with pytest.raises(Invalid, match="one currency"):
        both.as_of(JUNE)
