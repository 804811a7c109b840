"""A firedrill as it is to be shown: to who called it, to an owner who is asked, and at the deadline."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sales.deal import Deal
from sales.errors import NotFound
from sales.firedrill import Drill, DrillDeal, Progress, ask_at, is_past_due, old_way, progress, spent
from sales.people import Person, Team
from sales.period import local_date
from sales.process import Process
from sales.usage import unasked
from sales.usecases.actors import Actor
from sales.usecases.drill_progress import FIREDRILL, slot_of
from sales.usecases.forecasts import Forecast, report_for
from sales.usecases.ports import Store, Tx

SHOWN = 30
"""No message shows more deals than this."""
NAMED = 5
"""So many of one owner's open deals are named in the final."""


@dataclass(frozen=True, slots=True)
class DrillLine:
    """One deal of a drill: as it was when that was called, as it is now, and whose. `late`: dealt with after the
    deadline, which is no answer any more."""

    noted: DrillDeal
    deal: Deal
    owner: Person
    settled: bool
    late: bool = False

    def has_passed(self, at: datetime) -> bool:
        """Whether the deal is open with a close date that has passed at an instant, on its owner's clock."""
        return is_past_due(self.deal, at, self.owner.timezone)


@dataclass(frozen=True, slots=True)
class NotAsked:
    """An owner of doubtful deals who gets no question now: only `later`, or, if None, not before the deadline."""

    person: Person
    later: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DrillView:
    """A drill for one `reader` who watches it. `forecast` is as of the call; `lines` are the largest deals, doubtful
    ones and fresh ones; everything else is as of `as_of`. `deals` counts all, `fresh` those without a doubt."""

    drill: Drill
    reader: Person
    caller: Person
    forecast: Forecast
    doubtful: tuple[DrillLine, ...]
    fresh: tuple[DrillLine, ...]
    deals: int
    fresh_count: int
    progress: Progress
    waiting: tuple[Person, ...]
    not_asked: tuple[NotAsked, ...]
    left: bool
    process: Process
    as_of: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AskView:
    """What one owner is asked: their doubtful deals. `deals` counts all of theirs in the drill."""

    drill: Drill
    owner: Person
    caller: Person
    lines: tuple[DrillLine, ...]
    deals: int
    as_of: datetime

    @property
    def left(self) -> tuple[DrillLine, ...]:
        return tuple(line for line in self.lines if not line.settled)


@dataclass(frozen=True, slots=True)
class Unanswered:
    """One owner in the final: which of their doubtful deals were open at the deadline, the largest first (no more than
    are shown), how many those were, and how many were settled. `asked`: there was an hour to ask them in."""

    person: Person
    names: tuple[str, ...]
    open: int
    settled: int
    asked: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class FinalView:
    """The drill at its deadline: the forecast then with what changed since the call, what was left open, what it took.
    `overdue` are deals that were confirmed although their close date had passed. `clicked` is how many people `spent`
    is made of. `held` counts the firedrills of the quarter so far, `opened` how often somebody opened a forecast in
    it."""

    drill: Drill
    reader: Person
    caller: Person
    forecast: Forecast
    progress: Progress
    unanswered: tuple[Unanswered, ...]
    overdue: tuple[DrillLine, ...] = ()
    deals: int
    clicked: int
    spent: timedelta
    old_way: timedelta
    held: int
    opened: int


def drill_view(tx: Tx, drill: Drill, reader: Person, now: datetime, shown: int = SHOWN) -> DrillView:
    """The drill as it stands for somebody who watches it."""
    team, noted = tx.people.team(), tx.drills.deals(drill.id)
    subject = team[drill.subject_id]
    doubtful = [deal for deal in noted if deal.doubts]
    fresh = [deal for deal in noted if not deal.doubts]
    posted = tx.deliveries.find(FIREDRILL, str(reader.id), slot_of(drill))
    found = progress(noted, drill)
    return DrillView(
        drill=drill,
        reader=reader,
        caller=team[drill.by],
        forecast=report_for(tx, subject, now, period=drill.period, as_of=drill.called_at),
        doubtful=_lines(tx, drill, doubtful[:shown], now),
        fresh=_lines(tx, drill, fresh[:shown], now),
        deals=len(noted),
        fresh_count=len(fresh),
        progress=found,
        waiting=tuple(team[i] for i in found.waiting),
        not_asked=_not_asked(team, drill, found.waiting, now),
        left=bool(posted and posted.payload.get("left")),
        process=tx.process,
        as_of=now,
    )


def _lines(tx: Tx, drill: Drill, noted: Sequence[DrillDeal], now: datetime) -> tuple[DrillLine, ...]:
    """Deals that were deleted since have no line."""
    team, deals = tx.people.team(), tx.deals.many([deal.deal_id for deal in noted])
    return tuple(
        DrillLine(one, deals[one.deal_id], team[one.owner_id], one.is_settled(drill), one.is_late(drill, now))
        for one in noted
        if one.deal_id in deals
    )


def _not_asked(team: Team, drill: Drill, waiting: Collection[int], now: datetime) -> tuple[NotAsked, ...]:
    found = []
    for owner in waiting:
        person = team[owner]
        due_at = _asked_at(person, drill)
        if due_at is None or due_at > now:
            found.append(NotAsked(person, due_at))
    return tuple(found)


def _asked_at(person: Person, drill: Drill) -> datetime | None:
    """None: never, for want of a working hour before the deadline, or of a Slack account."""
    return ask_at(person, drill.called_at, drill.deadline) if person.slack_id else None


def see_drill(store: Store, actor: Actor, drill_id: int, now: datetime, shown: int = SHOWN) -> DrillView:
    """The drill for somebody who called or joined it. Raises `NotFound` for others, `NotAllowed` for who may not see
    these numbers any more."""
    with store.reading(actor.workspace_id) as tx:
        drill = tx.drills.get(drill_id)
        if drill is None or tx.deliveries.find(FIREDRILL, str(actor.person.id), slot_of(drill)) is None:
            raise NotFound("You have not called that firedrill.")
        tx.people.team().require_numbers(actor.person, drill.subject_id)
        return drill_view(tx, drill, actor.person, now, shown)


def ask_view(tx: Tx, drill: Drill, owner: Person, now: datetime) -> AskView:
    """What the owner is asked, as it stands."""
    team, noted = tx.people.team(), tx.drills.deals(drill.id, owner.id)
    return AskView(
        drill=drill,
        owner=owner,
        caller=team[drill.by],
        lines=_lines(tx, drill, [deal for deal in noted if deal.doubts], now),
        deals=len(noted),
        as_of=now,
    )


def see_ask(store: Store, actor: Actor, drill_id: int, now: datetime) -> AskView:
    """What the actor is asked. Raises `NotFound` where it is nothing."""
    with store.reading(actor.workspace_id) as tx:
        drill = tx.drills.get(drill_id)
        view = ask_view(tx, drill, actor.person, now) if drill else None
        if view is None or not view.lines:
            raise NotFound("That firedrill did not ask you anything.")
        return view


def final_view(tx: Tx, drill: Drill, reader: Person, now: datetime) -> FinalView:
    """The drill as it stood at its deadline, however late it is told."""
    team, noted = tx.people.team(), tx.drills.deals(drill.id)
    efforts = tx.drills.efforts(drill.id)
    found = progress(noted, drill)
    subject, zone = team[drill.subject_id], tx.workspace.timezone
    since, _ = tx.workspace.calendar.quarter(local_date(drill.deadline, zone)).instants(zone)
    return FinalView(
        drill=drill,
        reader=reader,
        caller=team[drill.by],
        forecast=report_for(tx, subject, now, period=drill.period, as_of=drill.deadline, since=drill.called_at),
        progress=found,
        unanswered=_unanswered(tx, drill, noted, found.waiting),
        overdue=_overdue(tx, drill, noted, now),
        deals=len(noted),
        clicked=len(efforts),
        spent=spent(efforts),
        old_way=old_way(len(noted)),
        held=tx.drills.held(since),
        opened=unasked(tx.uses.since(since), team),
    )


def _overdue(tx: Tx, drill: Drill, noted: Sequence[DrillDeal], now: datetime) -> tuple[DrillLine, ...]:
    """The deals that were settled although their close date had passed at the deadline, on their owner's clock."""
    settled = [deal for deal in noted if deal.doubts and deal.is_settled(drill)]
    return tuple(line for line in _lines(tx, drill, settled, now) if line.has_passed(drill.deadline))


def _unanswered(tx: Tx, drill: Drill, noted: Sequence[DrillDeal], waiting: Sequence[int]) -> tuple[Unanswered, ...]:
    """Nobody counts as silent who has answered for some of their deals: what is open is said deal by deal."""
    team, found = tx.people.team(), []
    doubtful: dict[int, list[DrillDeal]] = {}
    for deal in noted:
        if deal.doubts:
            doubtful.setdefault(deal.owner_id, []).append(deal)
    left = {owner: [deal.deal_id for deal in doubtful[owner] if not deal.is_settled(drill)] for owner in waiting}
    deals = tx.deals.many([deal_id for ids in left.values() for deal_id in ids[:NAMED]])
    for owner, ids in left.items():
        names = tuple(deals[deal_id].name for deal_id in ids[:NAMED] if deal_id in deals)
        settled, asked = len(doubtful[owner]) - len(ids), _asked_at(team[owner], drill) is not None
        found.append(Unanswered(team[owner], names, len(ids), settled, asked))
    return tuple(found)
