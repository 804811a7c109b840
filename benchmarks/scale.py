"""The forecast of a very large company: a thousand people, 100,000 open deals, a million closed ones. Now, as of last
quarter, what changed, everybody's digest made and posted, the workbook. `python -m benchmarks scale`"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from multiprocessing import active_children
from pathlib import Path

from sqlalchemy import text

from benchmarks.company import NOW, QUARTER, Company
from benchmarks.digests import composed
from benchmarks.large import large_company
from benchmarks.measure import Figure, in_turn, seconds
from benchmarks.posting import figures_of_posting
from bot.main.exports import forecast_book
from bot.workbooks import BookOrder
from sales.changes import WhatChanged, what_changed
from sales.forecast import DealSpan
from sales.usecases.forecasts import Sums, forecast, sums_of
from sales.usecases.ports import Tx
from sales.usecases.projecting import project_due

LAST_QUARTER = NOW - timedelta(days=49)
CHANGES = (10, 100, 1_000, 10_000)


def figures(*, postgres: bool, quick: bool) -> Iterator[Figure]:
    """A hundredth of it, if it has to be quick; then nothing is promised."""
    share = 100 if quick else 1
    with large_company(100_000 // share, 1_000_000 // share, postgres=postgres) as firm:
        yield from _workbook(firm)
        yield from _asked(firm, 3 if quick else 11)
        yield from _changed(firm, 3 if quick else 11)
        yield from _digests(firm)
        yield from figures_of_posting(firm)


def _asked(firm: Company, rounds: int) -> Iterator[Figure]:
    """`/forecast` of everybody, by whoever leads everybody."""
    ask = partial(forecast, firm.store, firm.actor(firm.boss), NOW, period=QUARTER)
    past = partial(ask, as_of=LAST_QUARTER)
    now, then = in_turn(ask, past, rounds)
    yield Figure(what="forecast of the whole company", value=now, target=300)
    yield Figure(what=f"the same as of {LAST_QUARTER:%d %b}, rebuilt from changes", value=then, target=1_000)


def _changed(firm: Company, rounds: int) -> Iterator[Figure]:
    """What the changes add to a forecast: reading so many, and saying what they moved; each as a multiple of the one
    before, a tenth of it."""
    before: float | None = None
    with firm.store.reading(firm.workspace.id) as tx:
        sums = sums_of(tx, QUARTER, NOW, NOW)
        for count in CHANGES:
            since = _instant_of(firm, count)
            told, read = in_turn(partial(_what_changed, tx, sums, since), partial(_spans, tx, since), rounds)
            yield Figure(
                what=f"what changed, {count:,} changes",
                value=told,
                baseline=before,
                against="a tenth of them" if before else "",
                target=12 if before else None,
            )
            yield Figure(what=f"of it reading {count:,} changes", value=read)
            before = told


def _what_changed(tx: Tx, sums: Sums, since: datetime) -> WhatChanged:
    owners, rates = frozenset(person.id for person in sums.team), sums.workspace.exchange()
    return what_changed(sums.cells, _spans(tx, since), owners, QUARTER, sums.process, rates, since, NOW)


def _spans(tx: Tx, since: datetime) -> list[DealSpan]:
    return list(tx.forecasts.spans(since, NOW))


def _instant_of(firm: Company, count: int) -> datetime:
    """Just before the last `count` changes."""
    ordered = text("SELECT at FROM deal_changes WHERE at <= :now ORDER BY at DESC LIMIT 1 OFFSET :count")
    with firm.store.database.engine.connect() as connection:
        found = connection.execute(ordered, {"now": NOW.strftime("%Y-%m-%d %H:%M:%S"), "count": count}).scalar_one()
    at = datetime.fromisoformat(found) if isinstance(found, str) else found
    return at.replace(tzinfo=NOW.tzinfo) if at.tzinfo is None else at.astimezone(NOW.tzinfo)


def _digests(firm: Company) -> Iterator[Figure]:
    """Made from nothing, as if nobody had made the day's projections before; and as they are in the morning."""
    what = f"digests of all {len(firm.people):,} people"
    taken = seconds(lambda: composed(firm, firm.people))
    yield Figure(what=f"{what}, projections and all", value=taken, unit="s", target=60)
    taken = seconds(lambda: project_due(firm.store, firm.workspace.id, NOW))
    yield Figure(what="the day's projections, made before anybody is at work", value=taken, unit="s")
    taken = seconds(lambda: composed(firm, firm.people))
    yield Figure(what=f"{what}, where these are made", value=taken, unit="s", target=30)


def _workbook(firm: Company) -> Iterator[Figure]:
    """In a process of its own; its memory is looked at whenever it says how far it has come."""
    order = BookOrder(firm.workspace.id, firm.boss.id, QUARTER, NOW)
    peaks: list[float] = []
    taken = seconds(lambda: forecast_book(firm.url, order, NOW, lambda _: peaks.append(_peak_of_children())))
    with firm.store.reading(firm.workspace.id) as tx:
        deals = sum(cell.count for cell in tx.forecasts.cells(QUARTER))
    yield Figure(what=f"workbook of {deals:,} deals with their changes", value=taken, unit="s", target=15)
    if peaks:
        yield Figure(what="memory of the process that writes it", value=max(peaks), unit="MB", target=300)


def _peak_of_children() -> float:
    """The most memory, in MB, that a child of ours has had since its program began. The system's own account of a child
    would not do: it begins with the peak of the process that started it."""
    found = [Path(f"/proc/{child.pid}/status").read_text(encoding="ascii") for child in active_children()]
    return max(int(status.partition("VmHWM:")[2].split()[0]) / 1024 for status in found)
