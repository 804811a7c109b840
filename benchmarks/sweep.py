"""What finding every deal that needs somebody costs, beside the indexed query for the same rows; how that grows."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from benchmarks.company import NOW, Company, company
from benchmarks.measure import Figure, in_turn, statements
from sales.usecases.attention import sweep

MOST_QUERIES = 3


def figures(*, postgres: bool, quick: bool) -> Iterator[Figure]:
    """Two sizes, the second ten times the first."""
    took: list[float] = []
    for deals in (200, 2_000) if quick else (10_000, 100_000):
        with company(deals, postgres=postgres, open_share=1) as firm:
            for figure in _swept(firm, deals, 3 if quick else 9):
                yield figure
                took += [figure.value] if figure.baseline is not None else []
    yield Figure(what="sweep of ten times the deals", value=took[1], baseline=took[0], against="a tenth", target=12)


def _swept(firm: Company, deals: int, rounds: int) -> Iterator[Figure]:
    def ours() -> int:
        with firm.store.reading(firm.workspace.id) as tx:
            return sum(map(len, sweep(tx, NOW).values()))

    found = ours()
    with statements(firm.store.database.engine) as sent:
        ours()
    place = next(n for n, statement in enumerate(sent.sent) if "touched_at" in statement and "UNION" in statement)
    times = in_turn(ours, partial(_bare, firm, sent.sent[place], sent.parameters[place]), rounds)
    what = f"sweep of {deals:,} deals, {found:,} of them found"
    yield Figure(what=what, value=times[0], baseline=times[1], against="the indexed query", target=1.5)
    yield Figure(what=f"{what}: queries", value=float(len(sent)), unit="", target=MOST_QUERIES)


def _bare(firm: Company, statement: str, parameters: Any) -> object:
    """The query by which we find them, by way of the same indexes, as the driver's plain tuples."""
    with firm.store.database.engine.connect() as connection:
        cursor = connection.connection.cursor()
        cursor.execute(statement, parameters)
        return cursor.fetchall()
