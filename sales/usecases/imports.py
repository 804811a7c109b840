"""Takes a plan of deals over into a workspace: creates what is new, updates what differs, and leaves alone what people
have said here since. Nobody is nudged or congratulated by an import."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime

from sales.activity import Account
from sales.deal import Deal, Entry
from sales.errors import SalesError
from sales.importing import ImportedDeal, ImportPlan, RowError, sums_of
from sales.importing_rows import Placed, new_deal, revised_deal, stage_meant
from sales.importing_stages import process_from_stages
from sales.process import Process
from sales.revising import Revision
from sales.usecases.importing_people import Roster
from sales.usecases.ports import Store, Tx

BATCH = 500
NOBODY = "Unassigned"
_RECORD_ID = re.compile(r"001[A-Za-z0-9]{12}(?:[A-Za-z0-9]{3})?")
"""How Salesforce refers to an account where an export was made without its name."""

Progress = Callable[[int, int], None]
"""Called after each batch with how many rows are done, and of how many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportResult:
    """What an import did, or would do (`dry_run`). `read` = created + updated + unchanged + the rejected rows. `sums`
    are decimal strings in major units, by currency, of all rows but the rejected ones; stages and people go by the
    names they have here, and `stages` is the process that holds afterwards."""

    read: int
    created: int
    updated: int
    unchanged: int
    rejected: tuple[RowError, ...]
    sums: dict[str, str]
    by_stage: dict[str, int]
    by_owner: dict[str, int]
    people_created: tuple[str, ...]
    stages: tuple[str, ...]
    notes: tuple[str, ...]
    dry_run: bool = False


def import_deals(
    store: Store,
    workspace_id: int,
    plan: ImportPlan,
    now: datetime,
    dry_run: bool = False,
    *,
    owner_id: int | None = None,
    by: int | None = None,
    progress: Progress | None = None,
) -> ImportResult:
    """Takes `plan` over at `now` (aware). A second run changes nothing.

    A row is matched by its external id. A new deal is written as if it had been followed all along, so that forecasts
    as of a day in the past are right. A known deal gets one change at `now` for each field that differs, except those
    that a person has changed here: what people say here holds, and a note counts it. An empty cell erases nothing.

    If the workspace has no deals, the file's stages become its process. People are found by e-mail address or name, or
    created. Rows without an owner go to `owner_id`, else to nobody ("Unassigned"). `by` is whoever imports, for the
    audit. Rows are saved in batches, each whole or not at all; a row that cannot be right is rejected, and says why."""
    importing = _prepare(store, workspace_id, plan, now, owner_id, dry_run)
    transaction = store.reading if dry_run else store.writing
    for start in range(0, len(plan.deals), BATCH):
        _take_batch(transaction(workspace_id), importing, plan.deals[start : start + BATCH])
        if progress is not None:
            progress(min(start + BATCH, len(plan.deals)), len(plan.deals))
    result = importing.result(plan)
    if not dry_run:
        with store.writing(workspace_id) as tx:
            counts = f"{result.created} created, {result.updated} updated, {len(result.rejected)} rejected"
            tx.audit("import", f"{result.read} rows read: {counts}", by, now)
    return result


def _prepare(
    store: Store, workspace_id: int, plan: ImportPlan, now: datetime, owner_id: int | None, dry_run: bool
) -> _Importing:
    """Decides the process and who is who, and saves both unless this is a dry run."""
    with store.reading(workspace_id) as tx:
        before, timezone = tx.process, tx.workspace.timezone
        roster = Roster(tx.people.team(), timezone)
        fresh = not tx.deals.names()[1]
        known = tx.deals.sources()
        accounts = {_key(account.name): account.id for account in tx.activities.account_names()}
    process = process_from_stages(plan.stages, before) if fresh and plan.stages else before
    roster.add(plan.people)
    if any(not deal.owner for deal in plan.deals):
        roster.default_id = owner_id if owner_id is not None else roster.nobody(NOBODY)
    if not dry_run:
        with store.writing(workspace_id) as tx:
            if process.stages != before.stages:
                process = tx.save_process(process, None)
            roster.save(tx.people, now)
    return _Importing(process, roster, known, accounts, timezone, now, dry_run, plan.columns)


def _take_batch(transaction: AbstractContextManager[Tx], importing: _Importing, rows: tuple[ImportedDeal, ...]) -> None:
    new: list[tuple[Revision, Entry]] = []
    with transaction as tx:
        known = [importing.known[row.external_id].id for row in rows if row.external_id in importing.known]
        present = tx.deals.hold(known)
        for row in rows:
            try:
                new.extend(importing.take(tx, row, present))
            except SalesError as problem:
                importing.reject(row, problem)
        if not importing.dry_run:
            tx.deals.add_all(new)


@dataclass
class _Importing:
    """An import under way: what it was decided against, and what it has come to so far."""

    process: Process
    roster: Roster
    known: dict[str, Deal]
    accounts: dict[str, int]
    timezone: str
    now: datetime
    dry_run: bool
    headings: Mapping[str, str]
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    kept: int = 0
    rejected: list[RowError] = field(default_factory=list)
    accepted: list[ImportedDeal] = field(default_factory=list)
    by_stage: Counter[str] = field(default_factory=Counter)
    by_owner: Counter[str] = field(default_factory=Counter)
    undated: int = 0
    unstaged: int = 0
    deleted: int = 0
    numbered: int = 0

    def take(self, tx: Tx, row: ImportedDeal, present: Mapping[int, Deal]) -> list[tuple[Revision, Entry]]:
        """Decides one row and saves it, except for a new deal, which is returned to be saved with its batch.
        `present` are the known deals as they are now. Raises a `SalesError` for a row that cannot be right."""
        stage, owner_id = stage_meant(row, self.process), self.roster.owner_of(row)
        placed = Placed(owner_id, self._account_id(tx, row.account), stage)
        known = self.known.get(row.external_id)
        new: list[tuple[Revision, Entry]] = []
        if known is None:
            taken = new_deal(row, placed, self.process, self.timezone, self.now)
            new.append((taken.revision, taken.entry))
            self.created += 1
        elif known.id not in present:
            self.deleted += 1
            self.unchanged += 1
        else:
            self._update(tx, present[known.id], row, placed)
        self.accepted.append(row)
        self.by_stage[stage.name] += 1
        self.by_owner[self.roster.name_of(owner_id)] += 1
        self.unstaged += not row.stage and row.outcome is None
        self.undated += not stage.is_open and not (row.closed_on or row.close_date)
        return new

    def reject(self, row: ImportedDeal, problem: SalesError) -> None:
        column = problem.field or ""
        value = str(getattr(row, column, "") or "")[:200]
        heading = self.headings.get(column, column)
        self.rejected.append(RowError(row.path, row.line, heading, value, problem.sentence))

    def result(self, plan: ImportPlan) -> ImportResult:
        return ImportResult(
            read=plan.read,
            created=self.created,
            updated=self.updated,
            unchanged=self.unchanged,
            rejected=(*plan.errors, *self.rejected),
            sums={currency: money.plain for currency, money in sums_of(self.accepted).items()},
            by_stage={name: self.by_stage[name] for name in _in_order(self.process) if self.by_stage[name]},
            by_owner=dict(sorted(self.by_owner.items())),
            people_created=self.roster.created,
            stages=_in_order(self.process),
            notes=(*plan.notes, *self._notes()),
            dry_run=self.dry_run,
        )

    def _update(self, tx: Tx, deal: Deal, row: ImportedDeal, placed: Placed) -> None:
        taken = revised_deal(deal, row, placed, self.process, self.timezone, self.now, tx.deals.history)
        self.kept += taken.kept
        if not taken.revision.changes:
            self.unchanged += 1
            return
        self.updated += 1
        if not self.dry_run:
            tx.deals.save(taken.revision, tx.entries.add(taken.entry))

    def _account_id(self, tx: Tx, name: str) -> int | None:
        """The account of that name, created if it is new; -1 stands for one that a dry run would create."""
        if not name or _RECORD_ID.fullmatch(name):
            self.numbered += bool(name)
            return None
        known = self.accounts.get(_key(name))
        if known is None:
            known = -1 if self.dry_run else tx.activities.save_account(Account(name=name)).id
            self.accounts[_key(name)] = known
        return known

    def _notes(self) -> list[str]:
        counted = (
            (self.numbered, "{} an account's record id instead of its name, and no account here.", "row has/rows have"),
            (self.kept, "{} kept what people have said here since, although the file says otherwise.", "field"),
            (self.deleted, "{} deleted here before, and stayed so.", "row was/rows were"),
            (self.unstaged, f"{{}} without a stage went to {self.process.first.name}.", "row"),
            (self.undated, "{} won or lost without a day, and so in no period.", "deal is/deals are"),
        )
        return [sentence.format(_count(number, noun)) for number, sentence, noun in counted if number]


def _count(number: int, noun: str) -> str:
    one, _, many = noun.partition("/")
    return f"{number} {one if number == 1 else many or one + 's'}"


def _in_order(process: Process) -> tuple[str, ...]:
    return tuple(stage.name for stage in process.stages)


def _key(name: str) -> str:
    return " ".join(name.casefold().split())
