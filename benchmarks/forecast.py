"""What a forecast of very many open deals costs, for any cut, beside the bare GROUP BY that it cannot do without."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from sqlalchemy import text

from benchmarks.company import NOW, QUARTER, Company, company
from benchmarks.measure import Figure, in_turn, statements
from sales.people import Person
from sales.period import Period
from sales.usecases.forecasts import forecast

BARE = """
    SELECT owner_id, stage, outcome, category, currency, count(*), sum(amount_minor) FROM deals
    WHERE workspace_id = :here AND deleted = :no AND counts_on >= :start AND counts_on < :end {mine}
    GROUP BY owner_id, stage, outcome, category, currency
"""
MOST_QUERIES = 3


def figures(*, postgres: bool, quick: bool) -> Iterator[Figure]:
    """The quarter and the year; the company, one manager's subtree, one rep."""
    deals = 2_000 if quick else 100_000
    with company(deals, postgres=postgres, open_share=1) as firm:
        year = Period(QUARTER.start, QUARTER.start.replace(year=QUARTER.start.year + 1), "a year")
        for whose, subject in {"company": firm.boss, "manager": firm.managers[0], "rep": firm.reps[0]}.items():
            for period in (QUARTER, year):
                what = f"forecast of {deals:,} open deals, {whose}, {period.name}"
                yield from _compared(firm, subject, period, what, 5 if quick else 21)


def _compared(firm: Company, subject: Person, period: Period, what: str, rounds: int) -> Iterator[Figure]:
    actor = firm.actor(firm.boss)
    ask = partial(forecast, firm.store, actor, NOW, subject_id=subject.id, period=period)
    ask()
    with statements(firm.store.database.engine) as sent:
        ask()
    ours, bare = in_turn(ask, bare_query(firm, subject, period), rounds)
    yield Figure(what=what, value=ours, baseline=bare, against="bare GROUP BY", target=1.3)
    yield Figure(what=f"{what}: queries", value=float(len(sent)), unit="", target=MOST_QUERIES)


def bare_query(firm: Company, subject: Person, period: Period) -> Callable[[], object]:
    """The one query, as plainly as it can be asked."""
    with firm.store.reading(firm.workspace.id) as tx:
        owners = tx.people.team().subtree(subject.id)
    everybody = len(owners) == len(firm.people)
    mine = "" if everybody else f"AND owner_id IN ({', '.join(map(str, sorted(owners)))})"
    statement = text(BARE.format(mine=mine))
    values = {"here": firm.workspace.id, "no": False, "start": str(period.start), "end": str(period.end)}

    def ask() -> object:
        with firm.store.database.engine.connect() as connection:
            return connection.execute(statement, values).all()

    return ask
