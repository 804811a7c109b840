"""Who used the numbers, in one transaction; and how much of what they used was fresh."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, func, select

from sales.uses import KEPT_FOR, ONCE_IN, Use, Way
from storage.convert import columns
from storage.scope import Scope
from storage.tables import DealChangeRow, UseRow


class SqlUses:
    """The port `Uses`."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope

    def note(self, use: Use) -> None:
        """See the port. Whatever is older than 180 days goes at the same time."""
        here = self._scope.here(UseRow)
        self._scope.execute(delete(UseRow).where(here, UseRow.at < use.at - KEPT_FOR))
        same = (UseRow.person_id == use.person_id, UseRow.what == use.way.value)
        about = (UseRow.subject_id == use.subject_id, UseRow.period == use.period)
        lately = select(UseRow.id).where(here, *same, *about, UseRow.at > use.at - ONCE_IN).limit(1)
        if self._scope.first(lately) is None:
            self._scope.add(UseRow, columns(use, "way") | {"what": use.way.value})

    def since(self, at: datetime) -> list[Use]:
        statement = select(*UseRow.__table__.columns).where(self._scope.here(UseRow), UseRow.at > at)
        return [
            Use(
                person_id=row.person_id,
                way=Way(row.what),
                subject_id=row.subject_id,
                period=row.period,
                at=row.at,
                delivery_id=row.delivery_id,
            )
            for row in self._scope.rows(statement.order_by(UseRow.at, UseRow.id))
        ]

    def updates(self, person_id: int, start: datetime, end: datetime) -> int:
        statement = select(func.count(func.distinct(DealChangeRow.entry_id))).where(
            self._scope.here(DealChangeRow),
            DealChangeRow.by == person_id,
            DealChangeRow.at > start,
            DealChangeRow.at <= end,
        )
        row = self._scope.first(statement)
        return int(row[0]) if row is not None else 0
