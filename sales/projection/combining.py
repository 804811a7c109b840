"""From several guesses to one: how much each is trusted by its past errors, and a mean that no single one can drag
away. Knows numbers only."""

from __future__ import annotations

import math
from collections.abc import Sequence

PRIOR_POINTS = 2.0
"""Before its own errors count in full, a method is given as many points at the errors of all methods."""
SHARPNESS = 1.25
"""Trust is the inverse mean squared error to this power: 1 is the classical combination (Bates and Granger, 1969),
more prefers the best."""
FADING = 0.8
"""A past error counts this much less for every period that has passed since."""
TRIM = 0.35
"""The weight that is cut off at either end before the mean is taken: 0 is the mean, 0.5 the median."""


def weights(errors: Sequence[Sequence[float]], ages: Sequence[float], methods: int) -> list[float]:
    """How much each method is trusted, adding up to 1: the inverse of its mean squared past error. `errors` has a
    row for each past point with the log error of each method; `ages` says how many periods ago each point was.
    Equal without past points."""
    fading = [FADING**age for age in ages]
    squares = [sum(f * row[n] ** 2 for f, row in zip(fading, errors, strict=True)) for n in range(methods)]
    common = sum(squares) / methods / max(sum(fading), 1e-9)
    if common == 0:
        return [1 / methods] * methods
    floor = common / 100
    trust = [max((PRIOR_POINTS * common + own) / (PRIOR_POINTS + sum(fading)), floor) ** -SHARPNESS for own in squares]
    return [each / sum(trust) for each in trust]


def trimmed_mean(values: Sequence[float], trust: Sequence[float]) -> float:
    """The weighted mean of the middle of `values`: the lowest and the highest are cut off until 35 % of all weight
    is gone from either end. `trust` adds up to 1."""
    total = weighed = reached = 0.0
    for value, weight in sorted(zip(values, trust, strict=True)):
        kept = max(min(reached + weight, 1 - TRIM) - max(reached, TRIM), 0.0)
        reached += weight
        total += kept * value
        weighed += kept
    return total / weighed


def log_error(forecast: float, actual: float) -> float:
    """ln(forecast / actual), within a factor of 20, so that a period that won next to nothing does not decide."""
    if actual <= 0 or forecast <= 0:
        return 0.0 if forecast == actual else math.copysign(math.log(20), forecast - actual)
    return max(min(math.log(forecast / actual), math.log(20)), -math.log(20))
