"""Whoever asks for two things gets them in order; nobody waits for somebody else's."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.lanes import PUT_OFF_SECONDS, Lanes, Work

WAIT = 20.0


@pytest.fixture
def pool() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(4) as found:
        yield found


def give(lanes: Lanes, who: str, work: Work) -> None:
    with lanes.turn(who) as turn:
        turn.work = work


@given(st.lists(st.sampled_from("abc"), max_size=30))
def test_everybodys_own_order_is_kept(asked: list[str]) -> None:
    """However many threads work: what each person asked for is done in the order in which they asked."""
    done: list[tuple[str, int]] = []
    with ThreadPoolExecutor(4) as pool:
        lanes = Lanes(pool)
        for number, who in enumerate(asked):
            give(lanes, who, partial(done.append, (who, number)))
        assert lanes.drain(WAIT)
    for person in "abc":
        assert [n for who, n in done if who == person] == [n for n, who in enumerate(asked) if who == person]


def test_nobody_waits_for_somebody_else(pool: ThreadPoolExecutor) -> None:
    """While one person's work takes its time, another's is done, and the first one's next is not."""
    lanes, go, done = Lanes(pool), threading.Event(), list[str]()
    give(lanes, "slow", lambda: go.wait(WAIT))
    give(lanes, "slow", lambda: done.append("slow"))
    other = threading.Event()
    give(lanes, "quick", other.set)
    assert other.wait(WAIT)
    assert done == []
    assert not lanes.drain(0)
    go.set()
    assert lanes.drain(WAIT)
    assert done == ["slow"]


def test_a_place_is_kept_while_something_is_written_down(pool: ThreadPoolExecutor) -> None:
    """Who came first is first, though the second was written down sooner."""
    lanes, done = Lanes(pool), list[int]()
    with lanes.turn("dana") as first:
        give(lanes, "dana", lambda: done.append(2))
        assert not lanes.drain(0.05)
        first.work = lambda: done.append(1)
    assert lanes.drain(WAIT)
    assert done == [1, 2]


def test_what_could_not_be_written_down_is_not_done(pool: ThreadPoolExecutor) -> None:
    """And holds nobody up, nor does a turn that turned out to be about nothing."""
    lanes, done = Lanes(pool), list[int]()

    def fails() -> None:
        with lanes.turn("dana") as turn:
            turn.work = lambda: done.append(1)
            raise KeyError

    with pytest.raises(KeyError):
        fails()
    with lanes.turn("dana"):
        pass
    give(lanes, "dana", lambda: done.append(2))
    assert lanes.drain(WAIT)
    assert done == [2]


def test_work_begins_when_the_thread_is_free(pool: ThreadPoolExecutor) -> None:
    """A thread that still has to acknowledge is not kept from it by what it has begun."""
    lanes, done = Lanes(pool), threading.Event()
    with lanes.held():
        give(lanes, "dana", done.set)
        assert not done.wait(0.05)
    assert done.wait(WAIT)


def test_nobody_is_put_off_for_ever() -> None:
    """Somebody else may have taken up what was put off: after a minute its person is served again."""
    now = [100.0]
    lanes = Lanes(seconds=lambda: now[0])
    lanes.put_off("dana")
    assert [lanes.is_full(who) for who in ("dana", "rui")] == [True, False]
    lanes.put_off_no_more("dana")
    assert not lanes.is_full("dana")
    lanes.put_off("dana")
    assert lanes.is_full("dana")
    now[0] += PUT_OFF_SECONDS
    assert not lanes.is_full("dana")


def test_what_is_done_afterwards() -> None:
    """In order, in this thread, once it is free; all of it, whatever becomes of one."""
    lanes, done = Lanes(), list[int]()

    def fails() -> None:
        raise ZeroDivisionError

    def acknowledges() -> None:
        with lanes.held():
            lanes.afterwards(lambda: done.append(1))
            lanes.afterwards(fails)
            give(lanes, "dana", lambda: done.append(2))
            assert done == []

    with pytest.raises(ZeroDivisionError):
        acknowledges()
    lanes.afterwards(lambda: done.append(3))
    assert done == [1, 2, 3]


def test_a_failure_ends_nothing_but_itself(pool: ThreadPoolExecutor) -> None:
    """The next turn comes all the same."""
    lanes, done = Lanes(pool), threading.Event()

    def fails() -> None:
        raise ZeroDivisionError

    give(lanes, "dana", fails)
    give(lanes, "dana", done.set)
    assert done.wait(WAIT)
