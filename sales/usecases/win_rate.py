"""How many of the deals that ended in a period were won, with those deals listed under the figure."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Final

from sales.people import Person
from sales.period import Period
from sales.process import Outcome
from sales.usecases.actors import Actor
from sales.usecases.deal_lists import DealList, deal_list
from sales.usecases.ports import Tx

MOST: Final = 5_000
"""Of more ended deals in one period nobody asks in a sentence; the figure then says that it is of the latest."""


def win_rate(
    tx: Tx, actor: Actor, subject: Person | None, owners: Collection[int], period: Period | None, now: datetime
) -> DealList:
    """Won deals of these owners as a share of all that ended in `period` (the fiscal year that runs, if none was said),
    by their number: amounts of lost deals are guesses. Open deals count nowhere."""
    when = period or tx.workspace.calendar.year(actor.today(now))
    won, lost = (tx.deals.ended(owners, outcome, when, MOST) for outcome in (Outcome.WON, Outcome.LOST))
    ended = len(won) + len(lost)
    whose = "The team's" if subject is None else "Your" if subject.id == actor.person.id else f"{subject.name}'s"
    if not ended:
        return deal_list(tx, actor, f"{whose} win rate, {when.name}: no deal has ended yet", [], {}, now)
    latest = " of the latest" if MOST in (len(won), len(lost)) else " of"
    share = f"{round(100 * len(won) / ended)}%, {len(won):,}{latest} {ended:,} deals that ended"
    return deal_list(tx, actor, f"{whose} win rate, {when.name}: {share}", won, {}, now)
