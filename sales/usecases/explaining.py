"""Why a number of a forecast moved: the bridge between two instants, and for each deal in it what was changed, when, by
whom and where they said so. Adds nothing up: `movements` does."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sales.deal import Field
from sales.errors import Invalid
from sales.forecast import BEST_CASE, COMMIT, TOTAL
from sales.movements import MovementKind, Movements, Scope, movements
from sales.people import Person
from sales.period import Period
from sales.process import ForecastCategory
from sales.report import Report
from sales.usecases.actors import Actor
from sales.usecases.forecasts import forecast_of, sums_of, team_as_of
from sales.usecases.history import JournalLine, Reader, journal_lines, reader_of
from sales.usecases.ports import Tx

MEASURES = {
    "closed": frozenset({ForecastCategory.CLOSED}),
    "commit": COMMIT,
    "best_case": BEST_CASE,
    "total": TOTAL,
}
"""The roll-ups that people ask about, by the categories each adds up."""

_MOVES_SUMS = frozenset(
    {
        Field.CREATED,
        Field.DELETED,
        Field.OWNER,
        Field.AMOUNT,
        Field.CLOSE_DATE,
        Field.CLOSED_ON,
        Field.STAGE,
        Field.CATEGORY,
    }
)


_STANDING = frozenset({Field.STAGE, Field.CATEGORY})
_CAUSED_BY = {
    MovementKind.NEW: frozenset({Field.CREATED}),
    MovementKind.RESTORED: frozenset({Field.CREATED, Field.DELETED}),
    MovementKind.DELETED: frozenset({Field.DELETED}),
    MovementKind.OWNER_IN: frozenset({Field.OWNER}),
    MovementKind.OWNER_OUT: frozenset({Field.OWNER}),
    **dict.fromkeys(
        (MovementKind.IN_EARLIER, MovementKind.IN_LATER, MovementKind.OUT_EARLIER, MovementKind.OUT_LATER),
        frozenset({Field.CLOSE_DATE, Field.CLOSED_ON}),
    ),
    **dict.fromkeys(
        (MovementKind.AMOUNT_UP, MovementKind.AMOUNT_DOWN, MovementKind.RATE_GAINED, MovementKind.RATE_LOST),
        frozenset({Field.AMOUNT}),
    ),
}
"""The fields whose change makes a move of that kind; for all others, what the deal counts as."""

TOLD_A_LINE = 12
"""Of more deals than this in one line of the bridge nobody reads what was said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """Why a measure of a report moved between two instants: the bridge, and for the largest deals of each line what was
    changed, oldest first, when, by whom and where they said so."""

    report: Report
    measure: str
    since: datetime
    bridge: Movements
    journal_lines: dict[int, tuple[JournalLine, ...]]
    reader: Reader

    def causes(self, kind: MovementKind, deal_id: int, most: int) -> tuple[JournalLine, ...]:
        """What is told of a deal in a line of that kind, oldest first: the changes that made the move, and, as far as
        there is room, the latest others."""
        lines, making = self.journal_lines.get(deal_id, ()), _CAUSED_BY.get(kind, _STANDING)
        by_weight = sorted(range(len(lines)), key=lambda n: (lines[n].change.field in making, n), reverse=True)
        return tuple(lines[n] for n in sorted(by_weight[:most]))


def explained(
    tx: Tx,
    actor: Actor,
    subject: Person,
    period: Period,
    measure: str,
    since: datetime,
    as_of: datetime,
    now: datetime,
) -> Explained:
    """What moved a measure of the subject's forecast in (since, as_of]. Raises `Invalid` for no measure."""
    if measure not in MEASURES:
        raise Invalid("That number can no longer be opened. Please open the forecast again.")
    owners = team_as_of(tx, as_of, now).subtree(subject.id)
    sums = sums_of(tx, period, as_of, now, owners)
    spans = tx.forecasts.spans(since, as_of) if since < as_of else []
    scope = Scope(owners, period, MEASURES[measure])
    bridge = movements(sums.cells, spans, scope, sums.process, sums.workspace.exchange(), since)
    moved = {one.deal.id for line in bridge.lines for one in line.deals[:TOLD_A_LINE]}
    journal = tx.forecasts.journal(since, as_of, moved) if moved else ()
    relevant = [change for change in journal if change.field in _MOVES_SUMS][::-1]
    by_deal: dict[int, list[JournalLine]] = {}
    for one in journal_lines(tx, relevant):
        by_deal.setdefault(one.change.deal_id, []).append(one)
    return Explained(
        report=forecast_of(sums, subject, None, ()).report,
        measure=measure,
        since=since,
        bridge=bridge,
        journal_lines={deal_id: tuple(own) for deal_id, own in by_deal.items()},
        reader=reader_of(tx, actor),
    )
