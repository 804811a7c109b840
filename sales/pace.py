"""How long the deals that were won stayed in a stage, and the stall limits that follow from it. Proposes, with its
numbers; an admin accepts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sales.wins import Band

ENOUGH_DEALS = 20
"""With fewer, the 95th percentile would be the maximum: one deal would decide."""

WARN_PERCENT, STALL_PERCENT = 75, 95


@dataclass(frozen=True, slots=True)
class Stay:
    """One won deal's time in one open stage, in working days of its owner, and the band of its amount."""

    stage: str
    band: Band
    working_days: int


@dataclass(frozen=True, slots=True)
class StallProposal:
    """Limits for the deals of a band in a stage, in working days: silence worth a warning after `warn_after`, stalled
    after `stall_after`; drawn from `deals` won deals."""

    stage: str
    band: Band
    warn_after: int
    stall_after: int
    deals: int


def proposed_stall_after(history: Iterable[Stay], stage: str, band: Band) -> StallProposal | None:
    """The 75th and the 95th percentile of the working days that won deals of that band stayed in that stage; None for
    fewer than 20 of them. Never less than one day, since zero means never."""
    days = sorted(stay.working_days for stay in history if stay.stage == stage and stay.band is band)
    if len(days) < ENOUGH_DEALS:
        return None
    warn, stall = (max(1, percentile(days, per_cent)) for per_cent in (WARN_PERCENT, STALL_PERCENT))
    return StallProposal(stage, band, warn, stall, len(days))


def percentile(ordered: Sequence[int], per_cent: int) -> int:
    """The nearest-rank percentile (Hyndman and Fan's definition 1): the smallest value that at least `per_cent` of the
    ascending values do not exceed, always one of them. Needs at least one value."""
    rank = -(-len(ordered) * per_cent // 100)
    return ordered[max(rank, 1) - 1]
