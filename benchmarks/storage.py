"""What the database costs: sums of many deals, deals that need somebody, the past, imports and saves. Each figure is
beside the bare query it cannot beat. Run alone: `python -m benchmarks.storage [deals]`."""

from __future__ import annotations

import random
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from sales.activity import Account
from sales.deal import Deal, Entry, Field, Value, Via
from sales.money import Money
from sales.people import Person
from sales.period import Period
from sales.process import Process
from sales.revising import Revision, opened, revised
from sales.workspace import Workspace
from storage.engine import create_store
from storage.migrations import upgrade
from storage.process_file import load_process
from storage.sql import SqlStore

NOW = datetime(2026, 11, 18, 9, 30, tzinfo=UTC)
QUARTER = Period(date(2026, 10, 1), date(2027, 1, 1))
OWNERS = 30

BARE_CELLS = """
    SELECT owner_id, stage, outcome, category, currency, count(*), sum(amount_minor) FROM deals
    WHERE workspace_id = 1 AND deleted = 0 {limits} GROUP BY owner_id, stage, outcome, category, currency
"""
BARE_RESTLESS = """
    SELECT * FROM deals WHERE workspace_id = 1 AND outcome = 'open' AND deleted = 0
    AND (touched_at < '2026-11-04' OR touched_at IS NULL OR close_date < '2026-11-18')
"""


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured thing: the median of several runs, in `unit`."""

    what: str
    value: float
    unit: str = "ms"

    def __str__(self) -> str:
        return f"{self.what:<64}{self.value:>12,.1f} {self.unit}"


def figures(deals: int = 100_000) -> Iterator[Figure]:
    """All figures, on a new SQLite database in a temporary folder with that many deals, a third of them open."""
    with _filled(deals) as (store, path, seconds):
        yield Figure(f"import of {deals:,} deals with their journal", deals / seconds, "deals/s")
        yield from cells(store, path)
        yield from needing_attention(store, path)
        yield from changed(store)
        yield from saving(store)


def cells(store: SqlStore, path: Path) -> Iterator[Figure]:
    """The forecast's one query, for a quarter and for all time, and the same GROUP BY without us."""
    limits = "AND counts_on >= '2026-10-01' AND counts_on < '2027-01-01'"
    for what, period, sql in (
        ("cells of a quarter", QUARTER, BARE_CELLS.format(limits=limits)),
        ("cells of all deals", None, BARE_CELLS.format(limits="")),
    ):
        with store.reading(1) as tx:
            yield Figure(what, _ms(lambda period=period: tx.forecasts.cells(period)))  # type: ignore[misc]
        yield Figure(f"{what}, bare GROUP BY", _bare(path, sql))


def needing_attention(store: SqlStore, path: Path) -> Iterator[Figure]:
    """Every open deal that might need its owner, as `Deal`s, and the bare query that one would write first."""
    touched_before = {stage.key: datetime(2026, 11, 4, tzinfo=UTC) for stage in load_process().open_stages}
    with store.reading(1) as tx:
        found = len(tx.deals.needing_attention(touched_before, NOW.date(), {}))
        yield Figure(
            f"needing attention: {found:,} deals",
            _ms(lambda: tx.deals.needing_attention(touched_before, NOW.date(), {})),
        )
    yield Figure("the same rows asked for with OR, bare", _bare(path, BARE_RESTLESS))


def changed(store: SqlStore) -> Iterator[Figure]:
    """What changed since an instant: it costs what has changed, not what there is."""
    dice, done = random.Random(3), 0
    for count in (100, 1_000, 10_000):
        with store.writing(1) as tx:
            entry = tx.entries.add(Entry(by=1, at=NOW, via=Via.MESSAGE))
            ids = dice.sample(range(1, 30_000), count - done)
            for deal in tx.deals.many(ids).values():
                amount, step = Money(dice.randrange(10**7)), f"step {dice.random()}"
                wishes: dict[Field, Value] = {Field.AMOUNT: amount, Field.NEXT_STEP: step}
                tx.deals.save(revised(deal, wishes, entry, tx.process, today=NOW.date()), entry)
        done = count
        with store.reading(1) as tx:
            spans = len(tx.forecasts.changed_since(NOW - timedelta(seconds=1)))
            took = _ms(lambda: tx.forecasts.changed_since(NOW - timedelta(seconds=1)))
            yield Figure(f"changed_since: {spans:,} deals with two changes each", took)


def saving(store: SqlStore) -> Iterator[Figure]:
    """What a rep waits for: one transaction that reads a deal, and saves an entry and two changes of it."""
    amounts = iter(range(1, 10_000))

    def save() -> None:
        with store.writing(1) as tx:
            deal = tx.deals.get(7)
            assert deal is not None
            entry = tx.entries.add(Entry(by=1, at=NOW, via=Via.MESSAGE))
            wishes: dict[Field, Value] = {Field.AMOUNT: Money(next(amounts)), Field.NEXT_STEP: f"step {next(amounts)}"}
            tx.deals.save(revised(deal, wishes, entry, tx.process, today=NOW.date()), entry)

    yield Figure("read, entry, save of two changes, commit", _ms(save, times=200))


@contextmanager
def _filled(deals: int) -> Iterator[tuple[SqlStore, Path, float]]:
    """A store with that many deals in workspace 1, where it lies, and how many seconds their import took."""
    process = load_process()
    with tempfile.TemporaryDirectory(prefix="firebreak-bench-") as folder:
        path = Path(folder) / "bench.db"
        upgrade(f"sqlite:///{path}")
        store = create_store(f"sqlite:///{path}")
        workspace = store.add_workspace(Workspace(team_id="T1"), process)
        with store.writing(workspace.id) as tx:
            people = [tx.people.save(Person(id=0, name=f"Rep {n}")).id for n in range(OWNERS)]
            accounts = [tx.activities.save_account(Account(name=f"Account {n}")) for n in range(85)]
        revisions = list(_pipeline(deals, people, accounts, process))
        begun = time.perf_counter()
        for start in range(0, deals, 10_000):
            with store.writing(workspace.id) as tx:
                tx.deals.add_all(revisions[start : start + 10_000])
        yield store, path, time.perf_counter() - begun
        store.close()


def _pipeline(
    deals: int, people: list[int], accounts: list[Account], process: Process
) -> Iterator[tuple[Revision, Entry]]:
    """Deals over three years, two thirds of them closed, each with its creation and one move."""
    dice = random.Random(1)
    for number in range(deals):
        created = NOW - timedelta(days=dice.randrange(30, 1_000), minutes=number % 600)
        account = dice.choice(accounts)
        draft = Deal(
            name=f"{account.name} {number}",
            account_id=account.id,
            account=account.name,
            owner_id=dice.choice(people),
            stage=process.first.key,
            amount=Money(dice.randrange(10**5, 10**8)),
            close_date=created.date() + timedelta(days=dice.randrange(20, 400)),
            created_at=created,
            stage_since=created,
            external_id=f"x{number}",
        )
        entry = Entry(by=None, at=created, via=Via.IMPORT)
        born = opened(draft, entry, process)
        stage = dice.choice(["won", "lost", dice.choice(process.open_stages[1:]).key])
        moved = replace(entry, at=created + timedelta(days=dice.randrange(5, 20)))
        after = revised(born.deal, {Field.STAGE: stage}, moved, process, today=moved.at.date())
        yield Revision(_current(after.deal, dice), (*born.changes, *after.changes)), entry


def _current(deal: Deal, dice: random.Random) -> Deal:
    """The deal as a team that works with it has it: one open deal in twenty is past its date or long untouched."""
    touched_at = NOW - timedelta(days=dice.randrange(0, 13))
    if not deal.is_open or dice.random() < 0.05:
        return replace(deal, touched_at=touched_at - timedelta(days=30))
    return replace(deal, touched_at=touched_at, close_date=NOW.date() + timedelta(days=dice.randrange(200)))


def _ms(work: Callable[[], object], times: int = 7) -> float:
    """The median of several runs in milliseconds, after one that warms the caches."""
    work()
    taken = []
    for _ in range(times):
        begun = time.perf_counter()
        work()
        taken.append(time.perf_counter() - begun)
    return statistics.median(taken) * 1_000


def _bare(path: Path, sql: str) -> float:
    with closing(sqlite3.connect(path)) as connection:
        return _ms(lambda: connection.execute(sql).fetchall())


if __name__ == "__main__":
    for figure in figures(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000):
        print(figure, flush=True)
