"""What a rep waits for: `/log` with a sentence, saved and echoed, beside a Bolt that commits one row with the ORM."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

from sqlalchemy import create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from benchmarks.ack import IN_FLIGHT, ROUNDS
from benchmarks.company import Company, company
from benchmarks.measure import Figure, percentile
from benchmarks.slack import Slack, Typed, our_bot, plain_bolt
from storage.database import parse

SENTENCES = {
    "/log, a call and a next step": "called {}, next step send the revised offer on Friday",
    "/log, a date for dateparser": "called {}, next step send the offer on 2027 Feb 16",
}
TARGETS = (1.5, 2.0)


class Base(DeclarativeBase):
    """Nothing of Firebreak's."""


class Note(Base):
    """The row of the baseline."""

    __tablename__ = "bench_notes"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    text: Mapped[str]


def figures(*, postgres: bool, quick: bool) -> Iterator[Figure]:
    """With 10,000 deals and with ten times as many, and how the two compare."""
    sizes = (200, 400) if quick else (10_000, 100_000)
    medians: dict[int, list[float]] = {}
    for deals in sizes:
        with (
            company(deals, postgres=postgres) as firm,
            our_bot(firm) as ours,
            plain_bolt(one_commit(firm.url)) as plain,
        ):
            found = list(_said(firm, ours, plain, 32 if quick else 240))
            medians[deals] = [figure.value for figure in found if "p50" in figure.what]
            yield from found
    for sentence, small, large in zip(SENTENCES, *medians.values(), strict=True):
        yield Figure(
            what=f"{sentence}: ten times the deals", value=large, baseline=small, against="fewer deals", target=1.3
        )


def _said(firm: Company, ours: Slack, plain: Slack, count: int) -> Iterator[Figure]:
    with firm.store.reading(firm.workspace.id) as tx:
        size = len(tx.deals.names()[1] or ())
    for (what, sentence), target in zip(SENTENCES.items(), TARGETS, strict=True):
        typed = _typed(firm, sentence, count)
        nothing = [("U0BOSS", "/log nothing")] * count
        ours.send(typed[:IN_FLIGHT], 4), plain.send(nothing[:IN_FLIGHT], 4)
        mine: list[float] = []
        bare: list[float] = []
        for turn in range(ROUNDS):
            cut = slice(turn * count // ROUNDS, (turn + 1) * count // ROUNDS)
            mine, bare = mine + ours.send(typed[cut], 1).times, bare + plain.send(nothing[cut], 1).times
        yield Figure(
            what=f"{what}, {size:,} deals: p50",
            value=percentile(mine, 0.5),
            baseline=percentile(bare, 0.5),
            against="Bolt and one ORM commit",
            target=target,
        )
        crowd = ours.send(typed, IN_FLIGHT)
        yield Figure(
            what=f"{what}, {size:,} deals, {IN_FLIGHT} at a time: p99", value=percentile(crowd.times, 0.99), target=50
        )
        yield Figure(what=f"{what}, {size:,} deals: not acknowledged", value=float(crowd.unacked), unit="", target=0)


def _typed(firm: Company, sentence: str, count: int) -> list[Typed]:
    """The sentence by eight reps in turn, each about another deal of theirs."""
    about = [(rep.slack_id or "", deal.name) for rep in firm.reps[:8] for deal in firm.deals_of(rep, most=count // 8)]
    turns = itertools.islice(itertools.cycle(about), count)
    return [(who, f"/log {sentence.format(name)}") for who, name in turns]


def one_commit(url: str) -> Callable[[], object]:
    """What the baseline does: one new row, committed, in a table of its own beside ours."""
    engine = create_engine(parse(url), pool_size=16)
    Base.metadata.create_all(engine)
    number = itertools.count()

    def commit() -> None:
        with Session(engine) as session:
            session.add(Note(at=datetime.now(UTC).replace(tzinfo=None), text=f"note {next(number)}"))
            session.commit()

    return commit
