"""Wins: enqueued with the win, told with its story, and corrected where they were posted when the deal is reopened."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sales.deal import Deal, Entry
from sales.delivery import Delivery
from sales.errors import Invalid, NotAllowed, NotFound
from sales.money import Money
from sales.people import Person
from sales.period import Period, local_date
from sales.process import Outcome
from sales.usecases.actors import Actor
from sales.usecases.ports import Store, Tx, Win
from sales.wins import Band, Celebration, Goal, TeamFacts, celebration_for

WIN, WIN_EDIT = "win", "win_edit"
LONGEST_STORY = 500


class NotTheWinner(NotAllowed):
    """Somebody told the story of a win that is not theirs; whoever says "story: …" under one is answered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WinView:
    """A celebration as it is to be shown now. `took` is how many days lie between the first entry and the signature, on
    the team's clock; None where nobody knows."""

    deal: Deal
    winner: Person
    helpers: tuple[Person, ...]
    story: str
    band: Band
    headline: str
    reasons: tuple[str, ...]
    retracted: bool
    took: int | None = None


def enqueue(tx: Tx, deal: Deal, entry: Entry) -> None:
    """Enqueues the celebration of a deal that this entry has won, if the workspace has a channel for wins. One that is
    still being celebrated is told anew where it stands."""
    channel = tx.workspace.wins_channel
    standing = tx.win(deal.id)
    if standing is not None and not standing.retracted:
        retell(tx, deal, entry)
        return
    celebration = _celebration(tx, deal, entry)
    if celebration is None:
        return
    tx.save_win(Win(deal_id=deal.id, entry_id=entry.id))
    if channel is None:
        return
    slot = _slot(deal.id, entry.id)
    tx.deliveries.enqueue(
        Delivery(kind=WIN, recipient=channel, slot=slot, due_at=entry.at, payload=_told(deal, celebration))
    )


def retell(tx: Tx, deal: Deal, entry: Entry) -> None:
    """A deal that is won already was corrected: its celebration, if there is one, says so where it stands."""
    win = tx.win(deal.id)
    celebration = _celebration(tx, deal, entry) if win is not None and not win.retracted else None
    if win is not None and celebration is not None:
        _edit(tx, win, entry.at, f"corrected {entry.id}", _told(deal, celebration))


def _told(deal: Deal, celebration: Celebration) -> dict[str, Any]:
    return {
        "deal_id": deal.id,
        "band": int(celebration.band),
        "headline": celebration.headline,
        "reasons": list(celebration.reasons),
    }


def retract(tx: Tx, deal_id: int, at: datetime) -> None:
    """The deal is open again: its celebration will say so, where it stands."""
    win = tx.win(deal_id)
    if win is not None and not win.retracted:
        tx.save_win(replace(win, retracted=True))
        _edit(tx, win, at, f"retracted {at.timestamp():.6f}")


def follow(tx: Tx, before: Outcome | None, deal: Deal, at: datetime) -> None:
    """An undo has changed how the deal ended (`before` it): its celebration is taken back, or holds again."""
    if before is Outcome.WON and deal.outcome is not Outcome.WON:
        retract(tx, deal.id, at)
    win = tx.win(deal.id) if deal.outcome is Outcome.WON and before is not Outcome.WON else None
    if win is not None and win.retracted:
        tx.save_win(replace(win, retracted=False))
        _edit(tx, win, at, f"again {at.timestamp():.6f}")


def tell_story(store: Store, actor: Actor, deal_id: int, story: str, helpers: Sequence[int], now: datetime) -> None:
    """Adds the story to a win, and shows it where that was posted. Raises as `tell_in` does."""
    with store.writing(actor.workspace_id) as tx:
        tell_in(tx, actor, deal_id, story, helpers, now)


def tell_in(tx: Tx, actor: Actor, deal_id: int, story: str, helpers: Sequence[int], now: datetime) -> None:
    """The same in the caller's transaction. Raises `NotAllowed` for all but the winner and those above them, `NotFound`
    where nothing was won, `Invalid` for a story that is too long."""
    told = " ".join(story.split())
    if len(told) > LONGEST_STORY:
        raise Invalid(f"Keep the story under {LONGEST_STORY} characters.", field="story")
    deal, win = tx.deals.get(deal_id), tx.win(deal_id)
    if deal is None or win is None:
        raise NotFound("There is no win to tell about.")
    team = tx.people.team()
    if deal.owner_id not in team.changes_deals_of(actor.person):
        raise NotTheWinner("Only the winner can tell the story.")
    helped = tuple(dict.fromkeys(i for i in helpers if i in team.by_id and i != deal.owner_id))
    win = replace(win, story=told, helpers=helped)
    tx.save_win(win)
    _edit(tx, win, now, f"story {now.timestamp():.6f}")


def win_view(tx: Tx, delivery: Delivery) -> WinView | None:
    """The celebration of a delivery (of the win, or of an edit to it) as it stands; None if the deal is gone."""
    deal_id = int(delivery.payload["deal_id"])
    deal, win = tx.deals.get(deal_id), tx.win(deal_id)
    if deal is None or win is None:
        return None
    team = tx.people.team()
    return WinView(
        deal=deal,
        winner=team[deal.owner_id],
        helpers=tuple(team[i] for i in win.helpers if i in team.by_id),
        story=win.story,
        band=Band(int(delivery.payload.get("band", Band.SMALL))),
        headline=str(delivery.payload.get("headline", "")),
        reasons=tuple(map(str, delivery.payload.get("reasons", ()))),
        retracted=win.retracted or deal.outcome is not Outcome.WON,
        took=(deal.closed_on - local_date(deal.created_at, tx.workspace.timezone)).days if deal.closed_on else None,
    )


def _slot(deal_id: int, entry_id: int) -> str:
    return f"deal {deal_id} entry {entry_id}"


def _edit(tx: Tx, win: Win, at: datetime, why: str, told: Mapping[str, Any] | None = None) -> None:
    """Enqueues that the celebration is shown anew where it stands, if it was ever enqueued."""
    posted = next(iter(tx.deliveries.with_slot(WIN, _slot(win.deal_id, win.entry_id))), None)
    if posted is None:
        return
    payload = {**posted.payload, **(told or {}), "edits": posted.id}
    slot = f"{_slot(win.deal_id, win.entry_id)} {why}"
    tx.deliveries.enqueue(Delivery(kind=WIN_EDIT, recipient=posted.recipient, slot=slot, due_at=at, payload=payload))


def _celebration(tx: Tx, deal: Deal, entry: Entry) -> Celebration | None:
    workspace, team = tx.workspace, tx.people.team()
    winner = team[deal.owner_id]
    rates = workspace.exchange()
    wins, records = tx.deals.win_record(besides=deal.id)
    known = [rates.convert(amount) for amount in records if rates.knows(amount.currency)]
    period = workspace.calendar.quarter(deal.closed_on or local_date(entry.at, workspace.timezone))
    everyone = frozenset(team.by_id)
    facts = TeamFacts(
        biggest=max(known, default=None),
        wins=wins,
        own=_goal(tx, frozenset({winner.id}), tx.people.quotas(period).get(winner.id), period, deal),
        team=_goal(tx, everyone, next((tx.people.quotas(period).get(p.id) for p in team.top), None), period, deal),
    )
    past = tx.deals.won_amounts(winner.id, besides=deal.id)
    return celebration_for(deal, winner, entry.via, past, facts, workspace.win_bands, rates)


def _goal(tx: Tx, owners: frozenset[int], quota: Money | None, period: Period, deal: Deal) -> Goal | None:
    """The quota and what was closed towards it without this deal."""
    rates = tx.workspace.exchange()
    if quota is None or not rates.knows(quota.currency):
        return None
    closed = sum(
        rates.convert(Money(cell.minor, cell.currency)).minor
        for cell in tx.forecasts.cells(period, owners)
        if cell.outcome is Outcome.WON and rates.knows(cell.currency)
    )
    amount = deal.amount if deal.amount is not None and rates.knows(deal.amount.currency) else None
    if amount is not None and deal.counts_on in period and deal.owner_id in owners:
        closed -= rates.convert(amount).minor
    return Goal(rates.convert(quota), Money(closed, rates.base))
