"""Random histories of a workspace: deals change, people move and leave, admins change what numbers are made by."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal

import hypothesis.strategies as st

from sales.deal import Field, Value
from sales.money import Money
from sales.people import Person
from sales.period import FiscalCalendar, Period
from sales.process import ForecastCategory, Process
from tests.storage.conftest import NOW, Office
from tests.storage.test_past import Act

RATES = {"EUR": Decimal("1.0837")}
PERIODS = [
    FiscalCalendar().quarter(NOW.date()),
    FiscalCalendar(2).year(NOW.date()),
    Period(date(2026, 1, 1), date(2028, 1, 2)),
]
REPS: Mapping[Value, str] = {4: "Dana", 5: "Rui", 6: "Kim"}
CHIEFS = ("Ada", "Mia", "Max", "Dana")


@dataclass(frozen=True)
class Move:
    """Somebody is moved to another manager or to none, leaves or is back, some hours after the last thing."""

    who: str
    to: str | None
    hours: int
    active: bool


MOVES = st.builds(
    Move,
    who=st.sampled_from(["Dana", "Rui", "Kim", "Max"]),
    to=st.sampled_from(["Mia", "Ada", "Dana", None]),
    hours=st.integers(0, 3),
    active=st.sampled_from([True, True, False]),
)


@dataclass(frozen=True)
class Agreement:
    """An admin changes what numbers are made by, some hours after the last thing: settings, a quota, the process; or
    somebody joins."""

    what: str
    hours: int
    seed: int


AGREEMENTS = st.builds(
    Agreement,
    what=st.sampled_from(["rates", "currency", "fiscal", "zone", "calls", "quota", "process", "joins"]),
    hours=st.integers(0, 3),
    seed=st.integers(0, 5),
)
Happening = Act | Move | Agreement


def carried_out(office: Office, happenings: list[Happening]) -> Iterator[datetime]:
    """Lets it all happen, one thing after another; the instant after each."""
    at, ids = NOW, dict[int, int]()
    with office.store.writing(office.workspace.id) as tx:
        tx.save_workspace(replace(tx.workspace, rates=RATES, rates_dated=date(2026, 11, 1)), None)
    for one in happenings:
        at += timedelta(hours=one.hours)
        match one:
            case Move():
                move(office, one, at)
            case Agreement():
                agree(office, one, at)
            case Act() if one.deal not in ids:
                first = present_process(office).first.key
                ids[one.deal] = office.add(office.deal(stage=first), at=at).id
            case Act() if office.get(ids[one.deal]) is not None:
                wishes: dict[Field, Value] = dict(one.wishes)
                wishes.pop(Field.ACCOUNT, None)
                if Field.OWNER in wishes:  # said as in the first workspace of a database
                    wishes[Field.OWNER] = office.team[REPS[wishes[Field.OWNER]]].id
                if wishes.get(Field.STAGE) not in present_process(office).by_key:
                    wishes.pop(Field.STAGE, None)
                office.change(ids[one.deal], wishes, at=at)
        yield at


def present_process(office: Office) -> Process:
    with office.store.reading(office.workspace.id) as tx:
        return tx.process


def move(office: Office, moved: Move, at: datetime) -> None:
    with office.store.writing(office.workspace.id) as tx:
        person = tx.people.team()[office.team[moved.who].id]
        boss = office.team[moved.to].id if moved.to else None
        tx.people.save(replace(person, manager_id=boss if boss != person.id else None, active=moved.active), at)


def agree(office: Office, agreed: Agreement, at: datetime) -> None:
    """As the settings form, the team form, a new version of the process, and a first message would."""
    n = agreed.seed
    with office.store.writing(office.workspace.id) as tx:
        match agreed.what:
            case "quota":
                who, quota = office.team[CHIEFS[n % 4]].id, Money(n * 1_000_000, ("USD", "EUR")[n % 2]) if n else None
                tx.people.save_quota(who, PERIODS[n % 3], quota, at)
            case "process":
                tx.save_process(another(tx.process, n), None, at)
            case "joins":
                tx.people.save(Person(id=0, name=f"New {at}", manager_id=office.team["Mia"].id), at)
            case what:
                settings: dict[str, dict[str, object]] = {
                    "rates": {"rates": {"EUR": Decimal(n + 1) / 3}, "rates_dated": at.date()},
                    "currency": {"currency": ("USD", "EUR")[n % 2], "rates": {("EUR", "USD")[n % 2]: Decimal(2)}},
                    "fiscal": {"fiscal_start_month": n + 1},
                    "zone": {"timezone": ("Asia/Tokyo", "America/Los_Angeles")[n % 2]},
                    "calls": {"call_weekday": n if n < 5 else None},
                }
                tx.save_workspace(replace(tx.workspace, **settings[what]), None, at)  # type: ignore[arg-type]


def another(process: Process, n: int) -> Process:
    """A version with another category and probability, one without a stage, or one with a stage more."""
    first, *others = process.stages
    categories = [ForecastCategory.COMMIT, ForecastCategory.BEST_CASE, ForecastCategory.PIPELINE]
    changed = replace(first, category=categories[n % 3], probability=n, name=f"Called {n}")
    if n == 4 and process.open_stages[1:]:
        return replace(process, stages=tuple(others))
    if n == 5 and "pilot" not in process.by_key:
        return replace(process, stages=(first, replace(first, key="pilot", name="Pilot"), *others))
    return replace(process, stages=(changed, *others))
