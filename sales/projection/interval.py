"""How wide the 80 % interval must be: by the errors of the past, each measured against what chance alone would do
at that point, and by plain chance as long as there are few. Knows no method."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist

from sales.projection.methods import Standpoint

COVERED = 0.8
LEVEL_ERROR = 0.25
"""The part by which the level of business itself is expected to be misjudged, for what is still to come."""
PRIOR_SCORES = tuple(NormalDist().inv_cdf(0.5 + (n + 0.5) / 8) for n in range(4))
"""Four normal deviates in even steps of probability, counted as if they were past errors: with few real ones the
interval is that of a normal distribution, with many it is theirs."""


@dataclass(frozen=True, slots=True)
class Interval:
    """Minor units between which the period's won value is expected to end, in four of five cases."""

    low: float
    high: float


def spread(at: Standpoint, remainder: float) -> float:
    """The standard deviation, as a part of the period's total, that a remainder of so many minor units would have
    if deals came independently of each other (a compound Poisson sum: mean amount² x number x (1 + cv²)), and if
    the level were misjudged by 25 %."""
    total = at.to_date + remainder
    if total <= 0 or remainder <= 0:
        return 0.0
    by_chance = remainder * at.typical * at.view.roughness
    return math.sqrt(by_chance + (LEVEL_ERROR * remainder) ** 2) / total


def interval(at: Standpoint, remainder: float, scores: Sequence[float]) -> Interval:
    """total x e^(+-q x spread), not below what is won already. `scores` are past log errors, each divided by its
    spread; q is the value that 80 % of their sizes, with the prior ones among them, do not exceed (the (n + 1) x
    0.8-th smallest, as in split conformal prediction, between ranks in proportion). Any wins at all may come while
    a day is left, so `high` is at least one typical deal above what is won."""
    total = at.to_date + remainder
    ordered = sorted([*(abs(score) for score in scores), *PRIOR_SCORES])
    place = min(COVERED * (len(ordered) + 1), len(ordered)) - 1
    below = math.floor(place)
    above = min(below + 1, len(ordered) - 1)
    quantile = ordered[below] + (place - below) * (ordered[above] - ordered[below])
    reach = math.exp(quantile * spread(at, remainder))
    return Interval(max(total / reach, at.to_date), max(total * reach, at.to_date + at.typical))
