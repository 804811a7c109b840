"""A very large company for measuring: a thousand people, a hundred thousand open deals and a million closed ones, each
with its journal. Rows are made here and loaded in bulk, for nobody waits an hour for a benchmark. Always the same."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from itertools import islice
from typing import Any

from sqlalchemy import Connection, create_engine

from benchmarks.company import NOW, QUARTER, TEAM_ID, Company, database, name_of
from sales.money import Money
from sales.people import Person, Role
from sales.usecases.ports import Tx
from sales.workspace import Workspace
from storage.engine import create_store
from storage.process_file import load_process
from storage.tables import AccountRow, Base, DealChangeRow, DealRow, EntryRow, plain

DIRECTORS, MANAGERS, REPS = 9, 90, 900
DEALS_AN_ACCOUNT = 10
YEARS_BACK = timedelta(days=3 * 365)
AT_ONCE = 20_000
LOADED = (AccountRow, EntryRow, DealRow, DealChangeRow)
STAGES = ("qualified", "demo", "proposal", "contract", "verbal")
Row = tuple[Any, ...]


@contextmanager
def large_company(open_deals: int, closed_deals: int, *, postgres: bool = False) -> Iterator[Company]:
    """One executive, nine directors, ninety managers, nine hundred reps, and that many deals of three years."""
    with database(postgres) as url:
        store = create_store(url)
        try:
            workspace = store.add_workspace(Workspace(team_id=TEAM_ID, name="Large", served_since=NOW), load_process())
            with store.writing(workspace.id) as tx:
                people = _people(tx)
            _load(url, workspace.id, people, open_deals, closed_deals)
            yield Company(store, workspace, people, url)
        finally:
            store.close()


def _people(tx: Tx) -> tuple[Person, ...]:
    boss = tx.people.save(Person(id=0, name="Ada Boss", role=Role.EXECUTIVE, slack_id="U0BOSS", admin=True))
    found = {Role.EXECUTIVE: [boss]}
    directors = [_hired(tx, f"Director {n}", Role.EXECUTIVE, boss) for n in range(DIRECTORS)]
    managers = [_hired(tx, f"Manager {n}", Role.MANAGER, directors[n % DIRECTORS]) for n in range(MANAGERS)]
    reps = [_hired(tx, f"Rep {n}", Role.REP, managers[n % MANAGERS]) for n in range(REPS)]
    found[Role.EXECUTIVE] += directors
    everybody = (*found[Role.EXECUTIVE], *managers, *reps)
    for person in everybody:
        tx.people.save_quota(person.id, QUARTER, Money(50_000_000))
    return everybody


def _hired(tx: Tx, name: str, role: Role, leader: Person) -> Person:
    return tx.people.save(
        Person(id=0, name=name, role=role, manager_id=leader.id, slack_id="U0" + name.upper().replace(" ", ""))
    )


def _load(url: str, here: int, people: Sequence[Person], open_deals: int, closed_deals: int) -> None:
    """Accounts, deals, one entry a deal, and the journal: created, moved, sometimes repriced or put off, closed."""
    count = open_deals + closed_deals
    accounts = max(1, count // DEALS_AN_ACCOUNT)
    owners = [person.id for person in people if person.role is Role.REP]
    engine = create_engine(url)
    with engine.begin() as connection, _in_bulk(connection) as load:
        names = (name_of(number) for number in range(accounts))
        load(AccountRow, ((n, here, name, name.lower()) for n, name in enumerate(names, start=1)))
        load(EntryRow, (_entry(here, n) for n in range(1, count + 1)))
        load(DealRow, (_deal(life, here, owners, accounts) for life in _lives(open_deals, closed_deals)))
        changes = (row for life in _lives(open_deals, closed_deals) for row in _journal(life, here, owners))
        load(DealChangeRow, ((number, *row) for number, row in enumerate(changes, start=1)))
    with engine.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT").exec_driver_sql(
            "VACUUM ANALYZE" if engine.dialect.name == "postgresql" else "ANALYZE"
        )
    engine.dispose()


@contextmanager
def _in_bulk(connection: Connection) -> Iterator[Callable[[type[Base], Iterable[Row]], None]]:
    """What loads rows into a table. Indexes are made when all are there, and references are not looked up one by one:
    the rows are ours."""
    on_postgres = connection.dialect.name == "postgresql"
    rules = "SET LOCAL session_replication_role = replica" if on_postgres else "PRAGMA cache_size = -500000"
    connection.exec_driver_sql(rules)
    if on_postgres:
        connection.exec_driver_sql("SET LOCAL maintenance_work_mem = '512MB'")
    indexes = [index for table in LOADED for index in plain(table).indexes]
    for index in indexes:
        index.drop(connection)
    yield partial(_copy if on_postgres else _insert, connection)
    for index in indexes:
        index.create(connection)


def _insert(connection: Connection, table: type[Base], rows: Iterable[Row]) -> None:
    marks = ", ".join("?" for _ in table.__table__.columns)
    left = iter(rows)
    while batch := list(islice(left, AT_ONCE)):
        connection.exec_driver_sql(f"INSERT INTO {table.__tablename__} VALUES ({marks})", batch)


def _copy(connection: Connection, table: type[Base], rows: Iterable[Row]) -> None:
    names = ", ".join(f'"{column.name}"' for column in table.__table__.columns)
    cursor: Any = connection.connection.cursor()
    with cursor.copy(f"COPY {table.__tablename__} ({names}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)
    cursor.execute(f"SELECT setval('{table.__tablename__}_id_seq', (SELECT max(id) FROM {table.__tablename__}))")


@dataclass(frozen=True, slots=True)
class _Life:
    """A deal's: when it was created, where it stands, when it was closed (None: it is open), when it was due or closed,
    and its worth in minor units."""

    number: int
    created: datetime
    stage: str
    closed: datetime | None
    day: date
    minor: int


def _lives(open_deals: int, closed_deals: int) -> Iterator[_Life]:
    dice = random.Random(11)
    for number in range(1, open_deals + closed_deals + 1):
        age, minutes = timedelta(days=dice.randrange(14, 120)), dice.randrange(1, 1440)
        minor = dice.randrange(10**5, 10**7)
        if number <= open_deals:
            due = NOW.date() + timedelta(days=dice.randrange(-10, 170))
            yield _Life(number, NOW - age - timedelta(minutes=minutes), dice.choice(STAGES), None, due, minor)
        else:
            closed = NOW - timedelta(days=dice.randrange(YEARS_BACK.days), minutes=minutes)
            stage = "won" if dice.random() < 0.4 else "lost"
            yield _Life(number, closed - age, stage, closed, closed.date(), minor)


def _at(instant: datetime) -> str:
    return f"{instant:%Y-%m-%d %H:%M:%S}.000000"


def _entry(here: int, number: int) -> Row:
    return (number, here, None, _at(NOW - YEARS_BACK), "import", None, None, "", False, None, None)


def _deal(life: _Life, here: int, owners: Sequence[int], accounts: int) -> Row:
    outcome = life.stage if life.closed else "open"
    touched = _at(life.closed or NOW - timedelta(hours=life.number % 400))
    since = _at(life.closed or life.created + timedelta(days=9))
    closed_on = str(life.day) if life.closed else None
    standing = (life.stage, outcome, life.minor, "USD", str(life.day), closed_on, str(life.day), None)
    step = ("", None) if life.closed else ("Send the offer", None)
    return (
        *(life.number, here, 1, name_of(life.number, skip=3), 1 + life.number % accounts, _owner(life, owners)),
        *standing,
        *(*step, None, "price" if life.stage == "lost" else None, _at(life.created), since, touched),
        *(None, 0, 0, None, None, False),
    )


def _owner(life: _Life, owners: Sequence[int]) -> int:
    return owners[life.number * 31 % len(owners)]


def _journal(life: _Life, here: int, owners: Sequence[int]) -> Iterator[Row]:
    """The rows of a deal's changes, without their ids. Every third was repriced, every fourth put off by a month."""
    by = _owner(life, owners)

    def change(field: str, old: str | None, new: str | None, at: datetime) -> Row:
        return (here, life.number, life.number, field, old, new, _at(at), by, "")

    yield change("created", None, None, life.created)
    stage = STAGES[0] if life.closed else life.stage
    yield change("stage", "discovery", stage, life.created + timedelta(days=9))
    if life.number % 3 == 0:
        yield change("amount", f"USD {life.minor // 2}", f"USD {life.minor}", life.created + timedelta(days=11))
    if life.number % 4 == 0:
        before = life.day - timedelta(days=30)
        yield change("close_date", str(before), str(life.day), life.created + timedelta(days=12))
    if life.closed:
        yield change("closed_on", None, str(life.day), life.closed)
        yield change("stage", stage, life.stage, life.closed)
