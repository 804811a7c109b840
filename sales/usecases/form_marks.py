"""Optimistic locking for settings and people, which have no version: a form carries a short mark of what it showed, and
is refused where that has changed since."""

from __future__ import annotations

import hashlib

from sales.errors import ChangedMeanwhile
from sales.people import Team
from sales.usecases.ports import Audited


def mark(*facts: object) -> str:
    """The same for the same facts."""
    return hashlib.sha256(repr(facts).encode()).hexdigest()[:16]


def require_unchanged(shown: str, now_is: str, what: str, last: Audited | None, team: Team) -> None:
    """Raises `ChangedMeanwhile`, naming whoever changed `what` last, unless the form shows what is. A form without a
    mark is taken as it is."""
    if shown in ("", now_is):
        return
    by = team.by_id.get(last.by) if last is not None and last.by is not None else None
    who = by.name if by is not None else "Somebody"
    raise ChangedMeanwhile(f"{who} changed {what} while you had this form open, so nothing was saved.")
