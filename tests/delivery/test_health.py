"""Whoever watches over the running bot is told how it is; and it stops when it is told to."""

from __future__ import annotations

import json
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest

from bot.health import Health, Vitals, as_metrics
from bot.main.wiring import Running
from sales.delivery import Delivery
from sales.errors import MissingSetting
from sales.usecases.hearing import REPLY
from schedules.jobs import jobs
from schedules.table import Job, JobInEach
from tests.delivery.company import NAMES, ROOM, Company
from tests.delivery.waiting import eventually

WELL = Vitals(beat_seconds_ago=1.5, beating=True, overdue=0, failing=0, restarts=0, connected=True)


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
