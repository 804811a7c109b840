"""Who used the numbers, in one transaction; and how much of what they used had been updated lately."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import bindparam, delete, func, select

from sales.usage import KEPT_FOR, ONCE_IN, Use, Way
from storage.compiled import Compiled
from storage.convert import columns
from storage.scope import Scope
from storage.statements import HERE
from storage.tables import DealChangeRow, UseRow

_PURGE = Compiled(delete(UseRow).where(UseRow.workspace_id == HERE, UseRow.at < bindparam("before")))
_SAME = Compiled(
    select(UseRow.id)
    .where(
        UseRow.workspace_id == HERE,
        UseRow.person_id == bindparam("person_id"),
        UseRow.what == bindparam("what"),
        UseRow.subject_id == bindparam("subject_id"),
        UseRow.period == bindparam("period"),
        UseRow.at > bindparam("after"),
    )
    .limit(1)
)


class SqlUses:
    """The port `Uses`."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope

    def noted(self, use: Use) -> bool:
        """See the port."""
        same = {"person_id": use.person_id, "what": use.way.value, "subject_id": use.subject_id, "period": use.period}
        return self._scope.ask_one(_SAME, after=use.at - ONCE_IN, **same) is not None

    def note(self, use: Use) -> None:
        """See the port. Whatever is older than 180 days goes at the same time."""
        self._scope.change(_PURGE, {"before": use.at - KEPT_FOR})
        if not self.noted(use):
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
