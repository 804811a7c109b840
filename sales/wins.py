"""Whether a won deal is celebrated, for what, and how loudly: one celebration or none. Knows records and quotas; does
not know where it is posted, nor who else helped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, IntEnum

from sales.deal import Deal, Via
from sales.money import Money, Rates, exponent
from sales.people import Person
from sales.process import Outcome

RECORD_NEEDS = 3
"""A record among fewer earlier wins than this is no news."""


class Band(IntEnum):
    """How large a deal is, by the workspace's `win_bands`; how large its celebration is, too."""

    SMALL = 1
    MEDIUM = 2
    LARGE = 3


class Achievement(Enum):
    """What a win is, the rarest first: the first that holds gives the headline, the others follow as reasons."""

    BIGGEST_EVER = "biggest_ever"
    PERSONAL_BEST = "personal_best"
    FIRST_WIN = "first_win"
    QUOTA_REACHED = "quota_reached"
    TEAM_QUOTA_REACHED = "team_quota_reached"
    PLAIN = "plain"


AT_LEAST = {
    Achievement.BIGGEST_EVER: Band.LARGE,
    Achievement.TEAM_QUOTA_REACHED: Band.LARGE,
    Achievement.PERSONAL_BEST: Band.MEDIUM,
    Achievement.FIRST_WIN: Band.MEDIUM,
    Achievement.QUOTA_REACHED: Band.MEDIUM,
}
"""What an achievement is worth even where the amount alone would be small."""


@dataclass(frozen=True, slots=True)
class Goal:
    """A quota and what was closed towards it before this deal."""

    quota: Money
    closed_before: Money

    def reached_by(self, amount: Money) -> bool:
        """Whether this amount takes it from below the quota to the quota or above."""
        return self.closed_before.minor < self.quota.minor <= (self.closed_before + amount).minor


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamFacts:
    """What is known of the team before this deal: the amounts it won, and the goals of the winner and of the team for
    the period in which the deal was closed; all in the workspace's currency."""

    biggest: Money | None = None
    wins: int = 0
    own: Goal | None = None
    team: Goal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Celebration:
    """A win as it is announced. `achievements` are ranked, `reasons` their sentences, none for a plain win. `amount` is
    as sold, None where the deal has none."""

    deal_id: int
    winner_id: int
    band: Band
    amount: Money | None
    achievements: tuple[Achievement, ...]
    headline: str
    reasons: tuple[str, ...]


def celebration_for(
    deal: Deal,
    winner: Person,
    via: Via,
    past_wins: Sequence[Money | None],
    facts: TeamFacts,
    bands: tuple[int, int],
    rates: Rates,
) -> Celebration | None:
    """The celebration of a deal that `winner` has just won, `past_wins` being the amounts of all their earlier ones.
    None if it is not won, or came by an import or an undo, which are no news. Without an amount or a rate it breaks no
    record and is small; a first win is one all the same."""
    if deal.outcome is not Outcome.WON or deal.deleted or not via.by_a_person:
        return None
    worth = rates.try_convert(deal.amount)
    earlier = [amount for past in past_wins if (amount := rates.try_convert(past)) is not None]
    reasons = _reasons(winner, worth, earlier, first=not past_wins, facts=facts)
    loudest = max((AT_LEAST[achievement] for achievement in reasons), default=Band.SMALL)
    return Celebration(
        deal_id=deal.id,
        winner_id=winner.id,
        band=max(loudest, band_of(worth, bands)),
        amount=deal.amount,
        achievements=tuple(reasons) or (Achievement.PLAIN,),
        headline=f"{winner.name} won {deal.name}" + (f" for {deal.amount}" if deal.amount else ""),
        reasons=tuple(reasons.values()),
    )


def band_of(amount: Money | None, bands: tuple[int, int]) -> Band:
    """The band of an amount in the workspace's currency; `bands` are the major units from which it is MEDIUM and LARGE.
    No amount is SMALL."""
    if amount is None:
        return Band.SMALL
    return Band(1 + sum(amount.minor >= limit * 10 ** exponent(amount.currency) for limit in bands))


def _reasons(
    winner: Person, worth: Money | None, earlier: Sequence[Money], *, first: bool, facts: TeamFacts
) -> dict[Achievement, str]:
    """The achievements that hold, ranked, each with its sentence."""
    found: dict[Achievement, str] = {}
    if worth and facts.biggest and facts.wins >= RECORD_NEEDS and worth > facts.biggest:
        found[Achievement.BIGGEST_EVER] = f"The biggest deal the team has ever won; the record was {facts.biggest}."
    if worth and len(earlier) >= RECORD_NEEDS and worth > max(earlier):
        found[Achievement.PERSONAL_BEST] = f"A personal best for {winner.first_name}; it was {max(earlier)}."
    if first:
        found[Achievement.FIRST_WIN] = f"{winner.first_name}'s first win."
    if worth and facts.own and facts.own.reached_by(worth):
        found[Achievement.QUOTA_REACHED] = f"{winner.first_name} has reached quota."
    if worth and facts.team and facts.team.reached_by(worth):
        found[Achievement.TEAM_QUOTA_REACHED] = "With it the team has reached its quota."
    return found
