"""How the sums of a forecast are written where some of their deals have no exchange rate: what is missing stands beside
what there is, and is never a zero. Knows roll-ups and lines; adds nothing up."""

from __future__ import annotations

from collections.abc import Collection

from sales.forecast import BEST_CASE, CLOSED, COMMIT, TOTAL, Rollup
from sales.money import Money
from sales.process import ForecastCategory
from sales.report import Line

NAMED = 2
_COMPARED = {"attainment": CLOSED, "gap": COMMIT, "coverage": TOTAL}
"""What is compared with a quota, and the sums that it needs."""


def with_lacking(amount: Money, lacking: Collection[Money], *, short: bool = False, made_of: str = "") -> str:
    """An amount beside what it lacks: "€12,000 + $540,000 without a rate", or "€12K + $540K (no rate)"; of a zero only
    what it lacks. Two currencies are named, of the others it is said how many there are. `made_of` stands behind the
    amount."""
    own = (amount.short if short else str(amount)) + made_of
    if not lacking:
        return own
    sums = [each.short if short else str(each) for each in list(lacking)[:NAMED]]
    sums += [f"{len(lacking) - NAMED} more currencies"] if len(lacking) > NAMED else []
    missing = " + ".join(sums) + (" (no rate)" if short else " without a rate")
    return f"{own} + {missing}" if amount else missing


def sum_words(rolled: Rollup, categories: Collection[ForecastCategory], *, short: bool = False) -> str:
    """What a roll-up says of these categories, with what it lacks."""
    return with_lacking(rolled.of(categories), rolled.lacking(categories), short=short)


def closed_words(rolled: Rollup, *, short: bool = False) -> str:
    """The closed deals of a roll-up."""
    return sum_words(rolled, CLOSED, short=short)


def commit_words(rolled: Rollup, *, short: bool = False) -> str:
    """Its commit, with what is closed."""
    return sum_words(rolled, COMMIT, short=short)


def best_case_words(rolled: Rollup, *, short: bool = False) -> str:
    """Its best case, with commit and closed."""
    return sum_words(rolled, BEST_CASE, short=short)


def total_words(rolled: Rollup, *, short: bool = False) -> str:
    """All that counts."""
    return sum_words(rolled, TOTAL, short=short)


def unknown(line: Line) -> dict[str, str]:
    """Which of attainment, gap and coverage a line does not have, and why: no quota, one in a currency without a rate,
    amounts without one in the sum that is compared, or, for the coverage, a quota that is met."""
    if line.foreign_quota is not None:
        return dict.fromkeys(_COMPARED, f"the quota, {line.foreign_quota}, has no exchange rate")
    if line.quota is None:
        return dict.fromkeys(_COMPARED, "no quota is set")
    found = {
        name: f"{' + '.join(map(str, lacking))} in it has no exchange rate"
        for name, categories in _COMPARED.items()
        if (lacking := line.rolled.lacking(categories))
    }
    return found if line.coverage is not None or "coverage" in found else {**found, "coverage": "the quota is met"}
