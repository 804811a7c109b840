"""How the rows of a file say in which stage a deal is and how it ended. Knows the columns that tell, and which of them
to believe."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from sales.headings import Column
from sales.importing import StageSeen, outcome_told_by
from sales.process import Outcome
from storage.sheets.columns import Columns
from storage.sheets.table import Row

_ENDED = re.compile(r"\b(?:clos|done|complet|finish|deliver|invoic|paid)", re.IGNORECASE)
_MERELY_OPEN = frozenset({"open", "active", "in progress", "ongoing", "new"})
_TRUE = frozenset({"true", "yes", "y", "1", "x", "wahr"})


def stage_of(columns: Columns, row: Row) -> str:
    """The stage; a status stands for it where the file has no stages, unless it only says that the deal is open."""
    if columns.has(Column.STAGE):
        return columns.text(row, Column.STAGE)
    status = columns.text(row, Column.STATUS)
    return "" if status.casefold() in _MERELY_OPEN else status


def outcome_of(columns: Columns, row: Row, stage: str) -> Outcome | None:
    """What the stage's name tells, else the status column, else the columns that say "is won" and "is closed". A
    probability says nothing: exports are full of won deals with 0 %."""
    told = outcome_told_by(stage) or outcome_told_by(columns.text(row, Column.STATUS))
    if told is not None:
        return told
    if columns.text(row, Column.IS_WON).casefold() in _TRUE:
        return Outcome.WON
    if columns.has(Column.IS_WON) and columns.text(row, Column.IS_CLOSED).casefold() in _TRUE:
        return Outcome.LOST
    return Outcome.OPEN if stage or columns.text(row, Column.STATUS) else None


def stage_seen(name: str, seen: Sequence[tuple[Outcome | None, str]]) -> StageSeen:
    """A stage as its deals show it. It is an end if its name says so, or if it is called something like "Closed" and
    all its deals have ended, mostly in one way. A stage in which deals were won is not therefore one."""
    outcomes = Counter(outcome for outcome, _ in seen if outcome is not None)
    ended = bool(outcomes) and Outcome.OPEN not in outcomes and _ENDED.search(name) is not None
    outcome = outcome_told_by(name) or (outcomes.most_common(1)[0][0] if ended else Outcome.OPEN)
    chances = Counter(chance for _, chance in seen if chance)
    probability = None
    if chances:
        usual, count = chances.most_common(1)[0]
        fits = re.fullmatch(r"\d{1,3}(\.0+)?", usual) and count * 10 >= len(seen) * 9
        probability = min(100, int(float(usual))) if fits else None
    return StageSeen(name, outcome, len(seen), probability)
