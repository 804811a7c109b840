"""Turns: what one person asks for is done in the order in which it came, what several ask for side by side. Knows who,
and in which order; not what."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from time import monotonic

Work = Callable[[], object]
MOST_WAITING = 20
"""Turns that one person may wait for. Nobody types faster than they are over, but for a program, or while the database
stands still."""
PUT_OFF_SECONDS = 60.0


@dataclass(slots=True, eq=False)
class Turn:
    """One person's place in their lane. Without `work` it is passed over."""

    work: Work | None = None
    taken: bool = False


@dataclass(slots=True)
class _Lane:
    turns: deque[Turn] = field(default_factory=deque)
    busy: bool = False


class Lanes:
    """A lane for each person who is waited for. Work is done in the `pool`, else in the caller's own thread."""

    def __init__(self, pool: Executor | None = None, seconds: Callable[[], float] = monotonic) -> None:
        self._pool, self._seconds = pool, seconds
        self._lanes: dict[str, _Lane] = {}
        self._lock = threading.Lock()
        self._idle = threading.Condition(self._lock)
        self._held = threading.local()
        self._owing = 0
        """How many threads still have to acknowledge, or something to do after that."""
        self._put_off: dict[str, float] = {}

    @contextmanager
    def turn(self, who: str) -> Iterator[Turn]:
        """That person's next turn, from now on. What it is given as `work` within the block is done after the block,
        once all that came before it is done; after an exception nothing is."""
        turn = Turn()
        with self._lock:
            self._lanes.setdefault(who, _Lane()).turns.append(turn)
        whole = False
        try:
            yield turn
            whole = True
        finally:
            turn.work = turn.work if whole else None
            turn.taken = True
            self.afterwards(partial(self._go_on, who))

    def in_turn(self, who: str, noted: Callable[[], Work | None]) -> None:
        """Has something of that person's written down by `noted`; what that returns is done in their turn (None:
        nothing). What is more than one person may have waiting is written down all the same, and left to the sweep."""
        if self.is_full(who):
            if noted() is not None:
                self.put_off(who)
            return
        with self.turn(who) as turn:
            turn.work = noted()

    @contextmanager
    def held(self) -> Iterator[None]:
        """Turns that this thread gives within the block are begun after it, and so is what it does `afterwards`:
        whoever has to acknowledge first would otherwise wait for Slack, or for the processor that the work has
        taken."""
        held: list[Work] = []
        self._held.then = held
        with self._lock:
            self._owing += 1
        with ExitStack() as each:
            each.callback(self._over)
            try:
                yield
            finally:
                self._held.then = None
                for work in reversed(held):  # all of it, whatever becomes of one
                    each.callback(work)

    def _over(self) -> None:
        with self._idle:
            self._owing -= 1
            self._idle.notify_all()

    def afterwards(self, work: Work) -> None:
        """Does the work in this thread, at the end of the block in which it is `held`; outside of one, now."""
        held: list[Work] | None = getattr(self._held, "then", None)
        if held is None:
            work()
        else:
            held.append(work)

    def is_full(self, who: str) -> bool:
        """Whether that person waits for as much as one may, or for something that was put off: then nothing more of
        theirs is begun here."""
        with self._lock:
            lane = self._lanes.get(who)
            put_off = self._put_off.get(who, 0.0) > self._seconds()
            return put_off or (lane is not None and len(lane.turns) >= MOST_WAITING)

    def put_off(self, who: str) -> None:
        """Something of that person's waits elsewhere; what they ask for from now on is not to overtake it. For a
        minute at most: by then somebody else has it in hand."""
        with self._lock:
            self._put_off[who] = self._seconds() + PUT_OFF_SECONDS

    def put_off_no_more(self, who: str) -> None:
        """What was put off has its turn now."""
        with self._lock:
            self._put_off.pop(who, None)

    def waits_for(self, who: str) -> bool:
        """Whether that person has a turn that is not over: what they asked for here is being seen to."""
        with self._lock:
            return who in self._lanes

    def drain(self, seconds: float) -> bool:
        """Waits until nobody has a turn any more and no thread anything to do afterwards, for so many seconds at most;
        whether that is so."""
        with self._idle:
            return self._idle.wait_for(lambda: not (self._lanes or self._owing), seconds)

    def _go_on(self, who: str) -> None:
        """Begins with the next turn of that lane, if it may begin."""
        with self._idle:
            lane = self._lanes.get(who)
            if lane is None:  # its last turn was done while this thread was held
                return
            while not lane.busy and lane.turns and lane.turns[0].taken and lane.turns[0].work is None:
                lane.turns.popleft()
            if not (lane.busy or lane.turns):
                del self._lanes[who]
                self._idle.notify_all()
            if lane.busy or not lane.turns or not lane.turns[0].taken:
                return
            work, lane.busy = lane.turns.popleft().work, True
        assert work is not None
        if self._pool is None:
            self._do(who, work)
            return
        with suppress(RuntimeError):  # it takes nothing more: we are stopping, and so is this lane
            self._pool.submit(self._do, who, work)

    def _do(self, who: str, work: Work) -> None:
        try:
            work()
        finally:
            with self._lock:
                self._lanes[who].busy = False
            self._go_on(who)
