"""Which of several deals is the larger one, whatever currencies they are in. Adds nothing up."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from sales.money import Rates
from sales.stalls import Watchable

D = TypeVar("D", bound=Watchable)


def largest_first(deals: Iterable[D], rates: Rates) -> list[D]:
    """The deals by what they come to in the base currency; after them those in a currency without a rate, then those
    without an amount. Equals by id."""
    return sorted(deals, key=lambda deal: _rank(deal, rates))


def _rank(deal: Watchable, rates: Rates) -> tuple[int, int, int]:
    if deal.amount is None:
        return 2, 0, deal.id
    worth = rates.try_convert(deal.amount)
    return (0, -worth.minor, deal.id) if worth is not None else (1, -deal.amount.minor, deal.id)
