"""How figures are taken and what a figure is. A time alone says little on a shared machine, so nearly every one stands
beside a baseline that was measured in turn with it, in the same run: what counts is their ratio."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine, event

Work = Callable[[], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One line of the table. `value` in `unit`, its `baseline` in the same unit (None: it stands alone), and the most
    (with `at_least`, the least) that their ratio may be, or the value itself where there is no baseline."""

    what: str
    value: float
    unit: str = "ms"
    baseline: float | None = None
    against: str = ""
    target: float | None = None
    at_least: bool = False

    @property
    def measured(self) -> float:
        """What is compared with the target."""
        return self.value if self.baseline is None else self.value / max(self.baseline, 1e-9)

    @property
    def met(self) -> bool | None:
        """None where nothing was promised."""
        if self.target is None:
            return None
        return self.measured >= self.target if self.at_least else self.measured <= self.target


def in_turn(ours: Work, baseline: Work, rounds: int, *, times: int = 1) -> tuple[float, float]:
    """The medians in ms of both, measured in turn so that both meet the same neighbours; `times` runs make a round.
    Each is run once before, to fill what is filled once."""
    ours(), baseline()
    taken: tuple[list[float], list[float]] = ([], [])
    for _ in range(rounds):
        for work, found in ((ours, taken[0]), (baseline, taken[1])):
            begun = time.perf_counter()
            for _ in range(times):
                work()
            found.append((time.perf_counter() - begun) / times)
    return statistics.median(taken[0]) * 1_000, statistics.median(taken[1]) * 1_000


def seconds(work: Work) -> float:
    """How long it takes, once."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def percentile(values: Sequence[float], share: float) -> float:
    """The value that `share` (0 to 1) of all lie at or below."""
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


class Statements:
    """The statements that an engine sends, but for those that begin transactions or set the rules of a connection.
    `begun` is what began transactions on SQLite; `anew` counts what SQLAlchemy put together, and did not hand on as it
    was made once."""

    def __init__(self) -> None:
        self.sent: list[str] = []
        self.parameters: list[Any] = []
        self.begun: list[str] = []
        self.anew = 0

    def put_together(self, *_about: object) -> None:
        self.anew += 1

    def note(self, _connection: object, _cursor: object, statement: str, parameters: Any, *_more: object) -> None:
        if statement.startswith("BEGIN"):
            self.begun.append(statement)
        if not statement.startswith(("BEGIN", "PRAGMA", "SET ")):
            self.sent.append(statement)
            self.parameters.append(parameters)

    def __len__(self) -> int:
        return len(self.sent)


@contextmanager
def statements(engine: Engine) -> Iterator[Statements]:
    """Counts what is sent while the block runs."""
    found = Statements()
    noted: dict[str, Callable[..., None]] = {"before_cursor_execute": found.note, "before_execute": found.put_together}
    for what, note in noted.items():
        event.listen(engine, what, note)
    try:
        yield found
    finally:
        for what, note in noted.items():
            event.remove(engine, what, note)
