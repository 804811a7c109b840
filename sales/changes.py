"""What changed since an earlier instant, as a value and as a sentence. Knows what is worth telling; how the sums moved
is `movements`' business."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sales.forecast import COMMIT, Cell, DealSpan, cells_as_of, counts_in
from sales.money import Money, Rates
from sales.movements import Measure, MovementKind, Movements, Scope, is_later, movements_between
from sales.period import Period, zone
from sales.process import Outcome, Process

CAUSES = 2
"""As many causes of a moved commit are named in a sentence; the bridge has them all."""


@dataclass(frozen=True, slots=True)
class Happened:
    """What happened to deals of the whole forecast, told whether it moved the sum or not: a deal that was won counted
    already before. One that was added and won at once is both. `pushed`: out of the period, to a later day or none."""

    new: int
    won: int
    won_amount: Money
    lost: int
    pushed: int


@dataclass(frozen=True, slots=True)
class WhatChanged:
    """All that is said about (since, until]: the bridges of the whole forecast and of the commit roll-up; events."""

    since: datetime
    until: datetime
    total: Movements
    commit: Movements
    happened: Happened

    @property
    def moved(self) -> bool:
        """Whether anything moved the total or the commit."""
        return bool(self.total.lines or self.commit.lines)


def what_changed(
    cells: Iterable[Cell],
    spans: Iterable[DealSpan],
    owner_ids: frozenset[int],
    period: Period | None,
    process: Process,
    rates: Rates,
    since: datetime,
    until: datetime,
) -> WhatChanged:
    """What moved in (since, until] for these owners and this period. `cells` are the sums at `until`; `spans`, all
    deals that changed in between. Both may contain more."""
    ending, changed = list(cells), list(spans)
    starting = cells_as_of(ending, changed, period)  # what both bridges begin with
    whole, commit = Scope(owner_ids, period), Scope(owner_ids, period, COMMIT)
    return WhatChanged(
        since=since,
        until=until,
        total=movements_between(starting, ending, changed, whole, process, rates, since),
        commit=movements_between(starting, ending, changed, commit, process, rates, since),
        happened=happened(changed, whole, process, rates, since),
    )


def happened(spans: Iterable[DealSpan], scope: Scope, process: Process, rates: Rates, since: datetime) -> Happened:
    """Counts what happened to the deals of the scope since `since`."""
    measure = Measure(scope, process, rates)
    new = lost = pushed = 0
    won: list[int] = []
    for span in spans:
        before, after = span.before, span.after
        if after is None or after.owner_id not in scope.owner_ids or after.deleted:
            continue
        counted = measure.counts(before)
        if measure.counts(after):
            new += before is None and after.created_at > since
            if after.outcome is Outcome.WON and (before is None or before.outcome is not Outcome.WON):
                won.append(measure.worth(after))
        elif before is not None and counted and before.is_open:
            lost += after.outcome is Outcome.LOST
            pushed += after.is_open and not counts_in(after, scope.period) and is_later(before, after)
    return Happened(new, len(won), Money(sum(won), rates.base), lost, pushed)


def headline(changed: WhatChanged, timezone: str, *, amounts: bool = True) -> str:
    """The changes in one sentence, with the time on a clock in `timezone`: "Since Monday 08:00: 5 new, won 6 for $220K,
    lost 2, pushed 4; commit $1.2M -> $1.26M: won +$80K, lost -$20K." What did not happen is not named, and if nothing
    did, that is said. Without `amounts`: "won 6, lost 2; commit up"."""
    events = changed.happened
    worth = f" for {events.won_amount.short}" if amounts and events.won_amount else ""
    told = [
        words
        for count, words in (
            (events.new, f"{events.new} new"),
            (events.won, f"won {events.won}{worth}"),
            (events.lost, f"lost {events.lost}"),
            (events.pushed, f"pushed {events.pushed}"),
        )
        if count
    ]
    since, commit = _moment(changed.since, changed.until, timezone), changed.commit
    if not told and not changed.total.lines and commit.start == commit.end:
        still = f"; commit still {commit.end.short}" if commit.end and amounts else ""
        return f"Nothing has changed since {since}{still}."
    said = "; ".join(filter(None, (", ".join(told), _commit_words(commit, amounts))))
    return f"Since {since}: {said}."


def _commit_words(commit: Movements, amounts: bool) -> str:
    if not amounts:
        moved = commit.end.minor - commit.start.minor
        return "commit up" if moved > 0 else "commit down" if moved < 0 else "commit as it was"
    if commit.start == commit.end:
        return f"commit still {commit.end.short}" if commit.end else ""
    before, after = commit.start.short, commit.end.short
    if before == after:
        before, after = str(commit.start), str(commit.end)
    return f"commit {before} -> {after}{_causes(commit)}"


def _causes(commit: Movements) -> str:
    """What moved the commit most, the largest first: ": upgraded +$23K, amount up +$4.5K"."""
    lines = [line for line in commit.lines if line.kind is not MovementKind.ROUNDING and line.amount]
    lines.sort(key=lambda line: -abs(line.amount.minor))
    told = ", ".join(f"{line.kind.value} {_signed(line.amount)}" for line in lines[:CAUSES])
    return f": {'mainly ' if len(lines) > CAUSES else ''}{told}" if told else ""


def _signed(amount: Money) -> str:
    return f"{'+' if amount.minor > 0 else '-'}{Money(abs(amount.minor), amount.currency).short}"


def _moment(since: datetime, until: datetime, timezone: str) -> str:
    """The weekday says it within a week; after that it needs the date, and after New Year the year."""
    local = since.astimezone(zone(timezone))
    if until - since < timedelta(days=6):
        return f"{local:%A %H:%M}"
    year = "" if local.year == until.astimezone(zone(timezone)).year else f" {local.year}"
    return f"{local:%a} {local.day} {local:%b}{year} {local:%H:%M}"
