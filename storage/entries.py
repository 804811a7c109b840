"""Entries: what was said or clicked, and what it saved, in one transaction."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from sqlalchemy import and_, bindparam, false, or_, select, true, update

from sales.activity import Activity
from sales.deal import DealChange, Entry, Via
from storage.compiled import Compiled
from storage.convert import activity_of, columns, entry_of
from storage.deal_rows import change_of
from storage.scope import Scope
from storage.statements import HERE
from storage.tables import ActivityRow, DealChangeRow, EntryRow

_ITS_CHANGE = and_(DealChangeRow.workspace_id == EntryRow.workspace_id, DealChangeRow.entry_id == EntryRow.id)
_ENTRIES = select(*EntryRow.__table__.columns)
_OF_MESSAGE = Compiled(
    _ENTRIES.where(
        EntryRow.workspace_id == HERE,
        EntryRow.channel == bindparam("channel"),
        EntryRow.message_ts == bindparam("ts"),
    )
    .order_by(EntryRow.id.desc())
    .limit(1)
)
_LATELY_BY = Compiled(
    _ENTRIES.where(EntryRow.workspace_id == HERE, EntryRow.by == bindparam("person"))
    .order_by(EntryRow.id.desc())
    .limit(20)
)


class SqlEntries:
    """The port `Entries`."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope

    def add(self, entry: Entry) -> Entry:
        return replace(entry, id=self._scope.add(EntryRow, columns(entry)))

    def add_all(self, entries: Sequence[Entry]) -> list[Entry]:
        """Saves many at once; returns them with their ids, in the same order."""
        ids = self._scope.add_many(EntryRow, list(map(columns, entries)))
        return [replace(entry, id=given) for entry, given in zip(entries, ids, strict=True)]

    def get(self, entry_id: int) -> Entry | None:
        row = self._scope.first(_ENTRIES.where(self._scope.here(EntryRow), EntryRow.id == entry_id))
        return entry_of(row) if row else None

    def many(self, entry_ids: Collection[int]) -> dict[int, Entry]:
        if not entry_ids:
            return {}
        found = self._scope.rows(_ENTRIES.where(self._scope.here(EntryRow), EntryRow.id.in_(entry_ids)))
        return {row.id: entry_of(row) for row in found}

    def of_message(self, channel: str, ts: str) -> Entry | None:
        """The entry that a message made; the latest one, if several clicks on one message made entries."""
        row = self._scope.ask_one(_OF_MESSAGE, channel=channel, ts=ts)
        return entry_of(row) if row else None

    def latest_by(
        self, person_id: int | None, channel: str | None = None, *, roots: Collection[str] = (), forms: bool = False
    ) -> Entry | None:
        """See the port."""
        statement = _ENTRIES.where(
            self._scope.here(EntryRow),
            *(() if person_id is None else (EntryRow.by == person_id,)),
            EntryRow.undone == false(),
            EntryRow.via != Via.UNDO.value,
        )
        if channel is not None:
            here = EntryRow.channel == channel
            statement = statement.where(or_(here, EntryRow.channel.is_(None)) if forms else here)
        if roots:
            statement = statement.where(or_(EntryRow.message_ts.in_(roots), EntryRow.thread_ts.in_(roots)))
        row = self._scope.first(statement.order_by(EntryRow.id.desc()).limit(1))
        return entry_of(row) if row else None

    def lately_by(self, person_id: int) -> list[Entry]:
        return [entry_of(row) for row in self._scope.ask(_LATELY_BY, person=person_id)]

    def changes(self, entry_id: int) -> list[DealChange]:
        """The entry's changes, in the order in which they were made."""
        statement = select(*DealChangeRow.__table__.columns).where(
            self._scope.here(DealChangeRow), DealChangeRow.entry_id == entry_id
        )
        return [change_of(row) for row in self._scope.rows(statement.order_by(DealChangeRow.id))]

    def activities(self, entry_id: int) -> list[Activity]:
        """The entry's activities, undone or not, in the order in which they were logged."""
        statement = select(*ActivityRow.__table__.columns).where(
            self._scope.here(ActivityRow), ActivityRow.entry_id == entry_id
        )
        return [activity_of(row) for row in self._scope.rows(statement.order_by(ActivityRow.id))]

    def mark_undone(self, entry_id: int, undone: bool = True) -> bool:
        otherwise = (self._scope.here(EntryRow), EntryRow.id == entry_id, EntryRow.undone != undone)
        return bool(self._scope.execute(update(EntryRow).where(*otherwise).values(undone=undone)).rowcount)

    def correction_of(self, entry_id: int) -> Entry | None:
        """The correction that stands in the place of an entry, if there is one."""
        corrects = (EntryRow.reverses == entry_id, EntryRow.via != Via.UNDO.value, EntryRow.undone == false())
        row = self._scope.first(_ENTRIES.where(self._scope.here(EntryRow), *corrects).limit(1))
        return entry_of(row) if row else None

    def moved_after(self, entry_id: int, limit: int) -> tuple[int, set[int]]:
        """See the port."""
        people = (self._scope.here(EntryRow), EntryRow.id > entry_id, EntryRow.by.is_not(None))
        statement = select(EntryRow.id, EntryRow.reverses).where(*people).order_by(EntryRow.id.desc()).limit(limit)
        rows = self._scope.rows(statement)
        ids = {each for row in rows for each in (row.id, row.reverses) if each is not None}
        moved: set[int] = set()
        for table in (DealChangeRow, ActivityRow) if ids else ():
            theirs = select(table.deal_id).where(self._scope.here(table), table.entry_id.in_(ids)).distinct()
            moved |= {row.deal_id for row in self._scope.rows(theirs)}
        return max((row.id for row in rows), default=entry_id), moved

    def void_of(self, deal_id: int) -> set[int]:
        """Of the entries that changed the deal, those that say nothing any more: undone ones, and undos."""
        statement = (
            select(EntryRow.id)
            .join(DealChangeRow, _ITS_CHANGE)
            .where(self._scope.here(EntryRow), DealChangeRow.deal_id == deal_id)
            .where(or_(EntryRow.undone == true(), EntryRow.via == Via.UNDO.value))
        )
        return {row.id for row in self._scope.rows(statement)}
