"""The ways of guessing what will still be won until a period ends. Each is a function of a `Standpoint`: a day,
and what could be seen when it began. Knows nothing of how good they are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sales.projection.history import View
from sales.projection.pipeline import Pipeline

Span = tuple[int, int]
"""A period as ordinals, half-open."""

PATTERN_PERIODS = 4
"""As many finished periods say how a period's wins are spread over it."""


@dataclass(frozen=True, slots=True)
class Standpoint:
    """`day` within `span`, seen when it began. `earlier` are the finished periods that were seen whole, newest
    first, at least one. `pipeline` and `view` may know more than `day` did: methods ask them for what lay before
    it."""

    view: View
    pipeline: Pipeline
    span: Span
    earlier: tuple[Span, ...]
    day: int

    @property
    def to_date(self) -> int:
        """Minor units won in the period before `day`."""
        return self.view.won.value(self.span[0], self.day)

    @property
    def left(self) -> int:
        """Days that are still to come, `day` among them."""
        return self.span[1] - self.day

    @property
    def share_left(self) -> float:
        """The part of the period's days still to come, 0 to 1."""
        return self.left / (self.span[1] - self.span[0])

    @property
    def typical(self) -> float:
        """The mean amount of the deals won within the last 365 days."""
        return self.view.won.typical(self.day - 365, self.day)

    def same_point(self, earlier: Span) -> int:
        """The day of an earlier period that had the same part of it still to come."""
        return earlier[1] - round(self.share_left * (earlier[1] - earlier[0]))

    @property
    def usual_share(self) -> float:
        """The part of their value that the last four finished periods won from this point on, 0 to 1."""
        won, earlier = self.view.won, self.earlier[:PATTERN_PERIODS]
        whole = sum(won.value(*span) for span in earlier)
        rest = sum(won.value(self.same_point(span), span[1]) for span in earlier)
        return rest / whole if whole else self.share_left


Method = Callable[[Standpoint], float]
"""The minor units that will still be won from the standpoint's day until its period ends."""


def last_period(at: Standpoint) -> float:
    """The whole period will be as the last one: its total, less what was won to date; never less than nothing."""
    return max(at.view.won.value(*at.earlier[0]) - at.to_date, 0.0)


def same_remainder(at: Standpoint) -> float:
    """What the last period won from the same point on."""
    last = at.earlier[0]
    return at.view.won.value(at.same_point(last), last[1])


def trailing_rate(at: Standpoint) -> float:
    """Every day will win as the last 90 did on average."""
    return at.view.won.value(at.day - 90, at.day) / 90 * at.left


def hazard(at: Standpoint) -> float:
    """Open deals are won with the chance that deals of their age and band of value had, and new ones keep coming."""
    return at.pipeline.expected_value(at.day, at.left)


def stage_weighted(at: Standpoint) -> float:
    """Every open deal counts its amount times its stage's probability; where stages or amounts are unknown, the
    win rate and the typical amount. Only for the view's own day: how deals stood before is not kept."""
    view, typical = at.view, at.typical
    return sum(
        (typical if deal.minor is None else deal.minor) * (view.win_rate if deal.chance is None else deal.chance)
        for deal in view.open
    )


def rest_in_deals(at: Standpoint) -> float:
    """As many deals as the last period won from the same point on, at the typical amount of a year: one large deal
    of last period does not come again."""
    last = at.earlier[0]
    return at.view.won.count(at.same_point(last), last[1]) * at.typical


def patterned_rate(at: Standpoint) -> float:
    """What was won in the last stretch as long as the period, times the usual share from this point on: today's
    pace, in the rhythm that periods here have."""
    start, end = at.span
    return at.view.won.value(at.day - (end - start), at.day) * at.usual_share


def patterned_hazard(at: Standpoint) -> float:
    """The hazards' expectation, in the rhythm that periods here have: times the usual share from this point on,
    over the share of days; as if one more period without any rhythm had been seen."""
    periods = min(len(at.earlier), PATTERN_PERIODS)
    share = (at.usual_share * periods + at.share_left) / (periods + 1)
    return hazard(at) * share / at.share_left


BASELINES: dict[str, Method] = {
    "last_period": last_period,
    "same_remainder": same_remainder,
    "trailing_rate": trailing_rate,
    "hazard": hazard,
    "stage_weighted": stage_weighted,
}
PARTS: dict[str, Method] = {
    "rest_in_deals": rest_in_deals,
    "patterned_rate": patterned_rate,
    "patterned_hazard": patterned_hazard,
}
"""Baselines are shown beside the projection; parts are what it is made of."""
