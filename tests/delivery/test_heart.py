"""The heart beats on, whatever a beat does."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from schedules.runner import Heart
from tests.delivery.waiting import eventually


@contextmanager
def beating(beat: Callable[[], object], seconds: float) -> Iterator[Heart]:
    heart = Heart(beat, seconds, silence=0)
    heart.start()
    try:
        yield heart
    finally:
        heart.stop()


def test_it_beats_at_once_and_goes_on() -> None:
    """The first beat does not wait for the interval, the others do."""
    beats: list[float] = []
    with beating(lambda: beats.append(time.monotonic()), 0.1):
        assert eventually(lambda: len(beats) >= 4)


def test_a_beat_that_raises_is_followed_by_another() -> None:
    """Neither the scheduler nor the watchman dies of it, and waking works on."""
    beats: list[int] = []

    def beat() -> None:
        beats.append(1)
        raise RuntimeError("the database is gone")

    with beating(beat, 30) as heart:
        assert eventually(lambda: len(beats) == 1)
        for n in range(2, 5):
            heart.wake()
            assert eventually(lambda n=n: len(beats) == n)  # type: ignore[misc]


def test_nothing_but_failures_is_noticed(caplog: pytest.LogCaptureFixture) -> None:
    """Three intervals without a beat that finished: the heart is started anew, and says so."""

    def beat() -> None:
        raise RuntimeError("no")

    with beating(beat, 0.1) as heart:
        assert eventually(lambda: heart.restarts >= 2)
    assert "restarted" in caplog.text


def test_a_beat_that_hangs_is_left_behind(caplog: pytest.LogCaptureFixture) -> None:
    """Its successors beat on without it."""
    release, beats = threading.Event(), []

    def beat() -> None:
        beats.append(1)
        if len(beats) == 1:
            release.wait(60)

    try:
        with beating(beat, 0.1) as heart:
            assert eventually(lambda: len(beats) >= 3)
            assert heart.restarts >= 1
            assert heart.well
            release.set()
    finally:
        release.set()
    assert "restarted" in caplog.text


def test_a_long_beat_that_moves_is_left_alone() -> None:
    """A queue of hundreds takes minutes; as long as it moves, nothing is started beside it."""
    done = threading.Event()

    def beat() -> None:
        for _ in range(200):
            heart.pulse()
            time.sleep(0.01)
        done.set()

    heart = Heart(beat, 0.1, silence=1.5)
    heart.start()
    assert done.wait(60)
    restarts = heart.restarts
    heart.stop()
    assert restarts == 0


def test_a_short_silence_means_nothing() -> None:
    """With an interval of a moment, a busy machine alone makes three of them pass; nobody starts anything anew."""
    begun, go_on = threading.Event(), threading.Event()

    def beat() -> None:
        begun.set()
        go_on.wait(60)

    heart = Heart(beat, 0.01)
    heart.start()
    assert begun.wait(60)
    time.sleep(0.1)
    assert heart.quiet_for > 0.03
    assert (heart.well, heart.restarts) == (True, 0)
    go_on.set()
    heart.stop()


def test_a_wake_during_a_beat_is_not_lost() -> None:
    """What was enqueued while a beat was under way is looked at right after it, not half a minute later."""
    begun, go_on, beats = threading.Event(), threading.Event(), []

    def beat() -> None:
        beats.append(1)
        begun.set()
        go_on.wait(60)

    with beating(beat, 30) as heart:
        assert begun.wait(60)
        heart.wake()
        time.sleep(0.1)
        assert len(beats) == 1
        go_on.set()
        assert eventually(lambda: len(beats) == 2)


def test_stopping_waits_for_the_beat_under_way() -> None:
    """What was begun is finished."""
    begun, finished = threading.Event(), []

    def beat() -> None:
        begun.set()
        time.sleep(0.2)
        finished.append(1)

    with beating(beat, 30):
        assert begun.wait(60)
    assert finished == [1]
