"""Deals and their journal as they are saved, in one transaction. A save carries the version that was read, so nothing
is overwritten that the writer has not seen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

from sqlalchemy import bindparam, select, update

from sales.deal import Deal, DealChange, Entry, Field
from sales.revising import Revision
from storage.compiled import Compiled
from storage.conflicts import conflict
from storage.convert import columns
from storage.deal_rows import deal_columns
from storage.scope import Scope
from storage.statements import HERE
from storage.tables import AccountRow, DealChangeRow, DealRow, EntryRow, plain

_NAMING = {Field.CREATED, Field.DELETED, Field.NAME, Field.ACCOUNT, Field.OWNER}


@lru_cache(maxsize=256)
def _saving(given: tuple[str, ...]) -> Compiled:
    """The statement that saves these columns of a deal, if it has still the version that was read."""
    deals = plain(DealRow)
    it = (deals.c.workspace_id == HERE, deals.c.id == bindparam("deal"), deals.c.version == bindparam("read"))
    return Compiled(update(deals).where(*it), given)


class DealSaving:
    """The part of the port `Deals` that writes."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope
        self._read: dict[int, Deal] = {}
        """The deals as this transaction has read them."""

    def add(self, revision: Revision, entry: Entry) -> Deal:
        saved_id = self._scope.add(DealRow, deal_columns(revision.deal) | {"version": 1})
        self._write_changes([(change, saved_id, entry.id) for change in revision.changes])
        self._scope.names_changed = True
        return replace(revision.deal, id=saved_id, version=1)

    def add_all(self, revisions: Sequence[tuple[Revision, Entry]]) -> list[int]:
        """Saves many new deals at once; returns their ids in the same order. Entries that are not saved yet (id 0) are
        saved with them, equal ones once. A change that names a saved entry of its own keeps it."""
        entry_ids = self._saved_entries(entry for _, entry in revisions)
        rows = [deal_columns(revision.deal) | {"version": 1} for revision, _ in revisions]
        deal_ids = self._scope.add_many(DealRow, rows)
        self._write_changes(
            [
                (change, deal_id, change.entry_id or entry.id or entry_ids[entry])
                for (revision, entry), deal_id in zip(revisions, deal_ids, strict=True)
                for change in revision.changes
            ]
        )
        self._scope.names_changed = True
        return deal_ids

    def _saved_entries(self, entries: Iterable[Entry]) -> dict[Entry, int]:
        fresh = list(dict.fromkeys(entry for entry in entries if not entry.id))
        return dict(zip(fresh, self._scope.add_many(EntryRow, list(map(columns, fresh))), strict=True))

    def save(self, revision: Revision, entry: Entry) -> Deal:
        """Saves a revision of a deal and its changes; returns the deal with its new version. Raises `DealChanged`,
        naming who changed what, if its version is not the stored one, and `NotFound` if there is no such deal."""
        deal = revision.deal
        values = self._differing(deal) | {"version": deal.version + 1}
        if not self._scope.change(_saving(tuple(values)), values | {"deal": deal.id, "read": deal.version}):
            raise conflict(self._scope, deal.id, entry.at)
        self._write_changes([(change, deal.id, entry.id) for change in revision.changes])
        if deal.touched_at is not None:
            self._scope.touched[deal.id] = deal.touched_at
        self._scope.names_changed |= any(map(self._changes_names, revision.changes))
        saved = replace(deal, version=deal.version + 1)
        if any(change.field is Field.ACCOUNT for change in revision.changes):
            saved = replace(saved, account=self._account_name(deal.account_id))
        return saved

    def _differing(self, deal: Deal) -> dict[str, Any]:
        """The columns of a deal that are not as this transaction has read them: each one that is written is written to
        its indexes as well, changed or not."""
        values, before = deal_columns(deal), self._read.get(deal.id)
        if before is None or before.version != deal.version:
            return values
        was = deal_columns(before)
        return {name: value for name, value in values.items() if value != was[name]}

    def _write_changes(self, changes: Iterable[tuple[DealChange, int, int]]) -> None:
        """Adds changes with the ids of the deal and the entry they belong to."""
        rows = [columns(change) | {"deal_id": deal_id, "entry_id": entry_id} for change, deal_id, entry_id in changes]
        self._scope.write_many(DealChangeRow, rows)

    def _changes_names(self, change: DealChange) -> bool:
        """Whether a change alters what `names` shows: a stage does only where it opens or closes the deal."""
        if change.field is not Field.STAGE:
            return change.field in _NAMING
        stages = [self._scope.process.by_key.get(key or "") for key in (change.old, change.new)]
        return any(stage is None or not stage.is_open for stage in stages)

    def _account_name(self, account_id: int | None) -> str:
        row = self._scope.first(
            select(AccountRow.name).where(self._scope.here(AccountRow), AccountRow.id == account_id)
        )
        return row.name if row else ""
