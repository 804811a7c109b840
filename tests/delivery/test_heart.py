"""The heart beats on, whatever a beat does; and whoever watches over it is told how it is."""

from __future__ import annotations

import json
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest

from bot.health import Health, Vitals, as_metrics
from bot.main.wiring import Running
from sales.delivery import Delivery
from sales.errors import MissingSetting
from sales.usecases.hearing import REPLY
from sales.workspace import Workspace
from schedules.jobs import jobs
from schedules.runner import Heart
from schedules.table import Job, JobInEach, Table
from tests.delivery.company import NAMES, ROOM, Company

NOW = datetime(2027, 3, 2, 9, tzinfo=UTC)
WELL = Vitals(beat_seconds_ago=1.5, beating=True, overdue=0, failing=0, restarts=0, connected=True)


@contextmanager
def beating(beat: Callable[[], object], seconds: float) -> Iterator[Heart]:
    heart = Heart(beat, seconds, silence=0)
    heart.start()
    try:
        yield heart
    finally:
        heart.stop()


def eventually(true: Callable[[], bool], timeout: float = 20) -> bool:
    deadline = time.monotonic() + timeout
    while not true() and time.monotonic() < deadline:
        time.sleep(0.01)
    return true()


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
    assert "started anew" in caplog.text


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
    assert "started anew" in caplog.text


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
    assert done.wait(30)
    restarts = heart.restarts
    heart.stop()
    assert restarts == 0


def test_a_short_silence_means_nothing() -> None:
    """With an interval of a moment, a busy machine alone makes three of them pass; nobody starts anything anew."""
    begun, go_on = threading.Event(), threading.Event()

    def beat() -> None:
        begun.set()
        go_on.wait(20)

    heart = Heart(beat, 0.01)
    heart.start()
    assert begun.wait(20)
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
        go_on.wait(20)

    with beating(beat, 30) as heart:
        assert begun.wait(20)
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
        assert begun.wait(20)
    assert finished == [1]


def test_one_job_that_fails_stops_no_other() -> None:
    """It is tried again at the next beat; a job with an interval waits for it only after it has succeeded."""
    ran: list[str] = []

    def failing(now: datetime) -> None:
        ran.append("failing")
        raise RuntimeError

    table = Table([Job("failing", failing, every=timedelta(hours=1)), Job("other", lambda now: ran.append("other"))])
    assert table.beat(NOW) == ["failing"]
    assert table.beat(NOW + timedelta(seconds=30)) == ["failing"]
    assert ran == ["failing", "other"] * 2


def test_one_workspace_that_fails_stops_no_other() -> None:
    """What fails in one of three is done in the other two, at every beat, and only that one is tried again before its
    time. Which one it is, is said."""
    ran: list[int] = []
    spaces = [Workspace(id=number, team_id=f"T{number}", name="") for number in (1, 2, 3)]

    def plan_one(workspace: Workspace, now: datetime) -> None:
        ran.append(workspace.id)
        if workspace.id == 2:
            raise TimeoutError

    table = Table([JobInEach("plan", lambda: spaces, plan_one, every=timedelta(hours=1))])
    assert table.beat(NOW) == ["plan in workspace 2"]
    assert table.failing == {"plan in workspace 2"}
    assert table.beat(NOW + timedelta(seconds=30)) == ["plan in workspace 2"]
    assert ran == [1, 2, 3, 2]


def test_workspaces_that_cannot_be_asked_for_stop_no_other_job() -> None:
    """The database is away for a moment: the beat goes on, and the job comes back with it."""
    ran: list[str] = []
    away: list[list[Workspace]] = []
    plan_each = JobInEach("plan", lambda: away[0], lambda workspace, now: ran.append(f"plan {workspace.id}"))
    table = Table([plan_each, Job("send", lambda now: ran.append("send"))])
    assert table.beat(NOW) == ["plan"]
    away.append([Workspace(id=7, team_id="T7", name="")])
    assert table.beat(NOW) == []
    assert ran == ["send", "plan 7", "send"]


def test_a_job_waits_for_its_interval() -> None:
    """The watch over overdue messages runs once a minute, however often the heart beats."""
    ran: list[datetime] = []
    table = Table([Job("watch", ran.append, every=timedelta(minutes=1))])
    for seconds in range(0, 180, 20):
        table.beat(NOW + timedelta(seconds=seconds))
    assert ran == [NOW, NOW + timedelta(minutes=1), NOW + timedelta(minutes=2)]


@contextmanager
def healthy(vitals: Vitals) -> Iterator[str]:
    health = Health(0, lambda: vitals)
    health.start()
    try:
        yield f"http://127.0.0.1:{health.port}"
    finally:
        health.stop()


def get(url: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(url, timeout=60) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()


@pytest.mark.parametrize(
    ("vitals", "status"),
    [
        (WELL, 200),
        (Vitals(beat_seconds_ago=200, beating=False, overdue=0, failing=0, restarts=1, connected=True), 503),
        (Vitals(beat_seconds_ago=1, beating=True, overdue=2, failing=0, restarts=0, connected=True), 503),
        (Vitals(beat_seconds_ago=1, beating=True, overdue=0, failing=1, restarts=0, connected=True), 503),
        (Vitals(beat_seconds_ago=1, beating=True, overdue=0, failing=0, restarts=0, connected=False), 200),
    ],
)
def test_health_is_what_a_watchdog_needs(vitals: Vitals, status: int) -> None:
    """200 while the heart beats, nothing is overdue and no job fails, 503 otherwise; with the figures either way."""
    with healthy(vitals) as url:
        found, body = get(f"{url}/health")
    assert found == status
    assert json.loads(body) == {
        "well": status == 200,
        "beat_seconds_ago": vitals.beat_seconds_ago,
        "beating": vitals.beating,
        "overdue": vitals.overdue,
        "failing": vitals.failing,
        "restarts": vitals.restarts,
        "connected": vitals.connected,
    }


def test_metrics_are_in_prometheus_text_format() -> None:
    """Each figure has its help, its type and one value."""
    with healthy(WELL) as url:
        status, body = get(f"{url}/metrics")
    assert (status, body) == (200, as_metrics(WELL))
    values = dict(line.split() for line in body.splitlines() if not line.startswith("#"))
    assert values == {
        "firebreak_beat_seconds_ago": "1.5",
        "firebreak_overdue": "0",
        "firebreak_failing": "0",
        "firebreak_restarts_total": "0",
        "firebreak_connected": "1",
        "firebreak_well": "1",
    }


def test_there_is_nothing_else_to_be_seen() -> None:
    """No listing, no detail for whoever tries."""
    with healthy(WELL) as url:
        assert get(f"{url}/")[0] == 404
        assert get(f"{url}/health?verbose=1")[0] == 200


def test_a_port_that_is_taken_is_said_in_one_sentence() -> None:
    """At the start, not when the watchdog asks for the first time."""
    with healthy(WELL) as url, pytest.raises(MissingSetting, match="FIREBREAK_HEALTH_PORT"):
        Health(int(url.rpartition(":")[2]), lambda: WELL)


def test_stopping_takes_what_is_under_way_and_no_more(office: tuple[Company, Running]) -> None:
    """In the midst of a burst the bot stops at once: what it took is acknowledged, the rest comes again. Stopping twice
    does no harm."""
    crashed, running = office
    dana = crashed.somebody("Dana")
    for number in range(20):
        crashed.states(dana, dana.app_dm(), NAMES[number % 5])
    began = time.monotonic()
    running.stop()
    assert time.monotonic() - began < 10
    running.stop()
    with crashed.store.reading(crashed.workspace.id) as tx:
        noted = [tx.inbox.get(f"{channel}:{ts}") for channel, ts, _, _ in crashed.said]
    assert all(heard.done for heard in noted if heard is not None)


def test_stopping_does_not_wait_for_slack_to_say_something(office: tuple[Company, Running]) -> None:
    """Slack may be silent for many seconds; whoever presses Ctrl-C does not sit through that."""
    _, running = office
    begun = time.monotonic()
    running.stop()
    assert time.monotonic() - begun < 3


def test_the_running_bot_says_how_it_is(office: tuple[Company, Running], caplog: pytest.LogCaptureFixture) -> None:
    """Connected and well; a message that nobody sent for three minutes turns the light red, and the log says so."""
    crashed, running = office
    assert running.health is not None
    url = f"http://127.0.0.1:{running.health.port}/health"
    assert eventually(lambda: json.loads(get(url)[1])["connected"])
    assert eventually(lambda: get(url)[0] == 200)
    running.heart.stop()  # else it may take the message in hand meanwhile
    now = crashed.sandbox.clock.now()
    with crashed.store.writing(crashed.workspace.id) as tx:
        tx.deliveries.enqueue(Delivery(kind=REPLY, recipient=ROOM, slot="1", due_at=now - timedelta(minutes=4)))
    status, body = get(url)
    assert (status, json.loads(body)["overdue"]) == (503, 1)
    watch = next(job for job in _jobs(crashed) if isinstance(job, Job) and job.name == "watch")
    watch.run(now)
    assert "1 messages are overdue" in caplog.text


def _jobs(crashed: Company) -> tuple[Job | JobInEach, ...]:
    outbox = crashed.store.outbox
    return jobs(crashed.store, outbox, send_due=lambda: 0, sweep=lambda workspace, heard: 0, passing=lambda point: None)
