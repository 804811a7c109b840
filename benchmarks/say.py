"""What a rep waits for: `/log` with a sentence, saved and echoed, beside a Bolt that commits one row with the ORM and
acknowledges; and, like with like, beside one that then answers by a request of its own, as we do."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime

from sqlalchemy import create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from benchmarks.ack import IN_FLIGHT, ROUNDS
from benchmarks.company import Company, company
from benchmarks.measure import Figure, percentile
from benchmarks.slack import Slack, Typed, our_bot, plain_bolt
from storage.addresses import parse

SENTENCES = {
    "/log, a call and a next step": "called {}, next step send the revised offer on Friday",
    "/log, a date for dateparser": "called {}, next step send the offer on 2027 Feb 16",
}
TARGETS = (1.5, 2.0)
NOTHING: list[Typed] = [("U0BOSS", "/log nothing")]


class Base(DeclarativeBase):
    """Nothing of Firebreak's."""


class Note(Base):
    """The row of the baseline."""

    __tablename__ = "bench_notes"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    text: Mapped[str]


def figures(*, postgres: bool, quick: bool) -> Iterator[Figure]:
    """With 10,000 deals and with ten times as many, measured in turn, and how the two compare."""
    sizes = (200, 400) if quick else (10_000, 100_000)
    with ExitStack() as opened:
        firms = {size: opened.enter_context(company(size, postgres=postgres)) for size in sizes}
        bots = {size: opened.enter_context(our_bot(firm)) for size, firm in firms.items()}
        commit = one_commit(firms[sizes[0]].url)
        plain = opened.enter_context(plain_bolt(commit))
        answering = opened.enter_context(plain_bolt(commit, answers=True))
        for (what, sentence), target in zip(SENTENCES.items(), TARGETS, strict=True):
            count = 32 if quick else 240
            typed = {size: _typed(firm, sentence, IN_FLIGHT + 2 * count) for size, firm in firms.items()}
            first = {size: said[: IN_FLIGHT + count] for size, said in typed.items()}
            yield from _alone(what, bots, (plain, answering), first, target)
            yield from _crowded(what, bots, plain, {size: said[IN_FLIGHT + count :] for size, said in typed.items()})


def _alone(
    what: str, bots: dict[int, Slack], plain: tuple[Slack, Slack], typed: dict[int, list[Typed]], target: float
) -> Iterator[Figure]:
    """One at a time: the median, beside both baselines, and the large company beside the small one."""
    mine: dict[int, list[float]] = {size: [] for size in bots}
    bare: list[float] = []
    answered: list[float] = []
    for size, bot in bots.items():
        bot.send(typed[size][:IN_FLIGHT], 4)
    for turn in range(ROUNDS):
        for size, bot in bots.items():
            mine[size] += bot.send(typed[size][IN_FLIGHT + turn :: ROUNDS], 1).answers
        nothing = NOTHING * (len(typed[size]) // ROUNDS)
        bare += plain[0].send(nothing, 1).acks
        answered += plain[1].send(nothing, 1).answers
    medians = {size: percentile(times, 0.5) for size, times in mine.items()}
    for size, median in medians.items():
        yield Figure(
            what=f"{what}, {size:,} deals: p50",
            value=median,
            baseline=percentile(bare, 0.5),
            against="Bolt and one ORM commit",
            target=target,
        )
        yield Figure(
            what=f"{what}, {size:,} deals: p50, like with like",
            value=median,
            baseline=percentile(answered, 0.5),
            against="the same, answering at the response_url",
        )
    small, large = medians.values()
    yield Figure(what=f"{what}: ten times the deals", value=large, baseline=small, against="fewer deals", target=1.3)


def _crowded(what: str, bots: dict[int, Slack], plain: Slack, typed: dict[int, list[Typed]]) -> Iterator[Figure]:
    """Sixteen at a time: the slowest, and whether any was lost."""
    crowd = plain.send(NOTHING * len(next(iter(typed.values()))), IN_FLIGHT)
    yield Figure(what=f"Bolt and one ORM commit, {IN_FLIGHT} at a time: p99", value=percentile(crowd.acks, 0.99))
    for size, bot in bots.items():
        crowd = bot.send(typed[size], IN_FLIGHT)
        at_once = f"{what}, {size:,} deals, {IN_FLIGHT} at a time"
        yield Figure(what=f"{at_once}: p99 of the ack", value=percentile(crowd.acks, 0.99), target=50)
        yield Figure(what=f"{at_once}: p99 of the answer", value=percentile(crowd.answers, 0.99))
        yield Figure(what=f"{at_once}: not acknowledged", value=float(crowd.unacked), unit="", target=0)


def _typed(firm: Company, sentence: str, count: int) -> list[Typed]:
    """The sentence by all reps in turn, each time about another deal of theirs: said twice it would be saved once."""
    each = [[(rep.slack_id or "", deal.name) for deal in firm.deals_of(rep, most=count)] for rep in firm.reps]
    about = [one for turn in itertools.zip_longest(*each) for one in turn if one is not None]
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
