"""Two processes on one PostgreSQL database, one of which is always on its way out: stopped, or killed, while people
type and talk to whichever Slack chooses."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import pytest

from sales.usecases.hearing import LEASE
from storage.migrations import upgrade
from tests.databases import emptied
from tests.delivery.company import NAMES, ROOM, ROOM_DEAL, TUESDAY, Company, company
from tests.delivery.processes import ForkServer, Running, kill, wait_connected, wait_dead

HANDOVERS = 6
CARDS = 2
"""As many cards as statements at a time: Dana never has more waiting than one person may."""


@pytest.mark.slow
@pytest.mark.timeout(400)
@pytest.mark.parametrize("stopped", [signal.SIGTERM, signal.SIGKILL], ids=["stopped", "killed"])
def test_one_takes_over_from_the_other(
    stopped: signal.Signals, fork_server: ForkServer, postgres_url: str, tmp_path: Path
) -> None:
    """Nothing is lost, nothing is done twice, and what Slack took is answered, once; only what was in the hands of one
    that was killed, one thing at most, may be answered again."""
    upgrade(emptied(postgres_url))
    with company(tmp_path, postgres_url) as crashed:
        crashed.begin(TUESDAY)
        first, asked = begun(crashed, fork_server, tmp_path / "0.log"), list[bool]()
        for number in range(HANDOVERS):
            asked += busy(crashed)
            second = begun(crashed, fork_server, tmp_path / f"{number + 1}.log")
            asked += busy(crashed)
            os.kill(first.pid, stopped)
            asked += busy(crashed)
            assert wait_dead(first) in (0, -signal.SIGKILL)
            first = second
        all_is_well(crashed, 10)  # but for what was in the hands of one that was killed
        if stopped is signal.SIGKILL:
            kill(first)
            crashed.sandbox.clock.advance(2 * LEASE)
            first = begun(crashed, fork_server, tmp_path / "last.log")
        assert all_is_well(crashed, 60) == []
        kill(first)
        again = HANDOVERS if stopped is signal.SIGKILL else 0
        assert asked.count(True) <= cards_shown(crashed) <= len(asked) + again


def begun(crashed: Company, fork_server: ForkServer, output: Path) -> Running:
    process = fork_server.start(["run"], crashed.environment(crashed.sandbox.clock.now()), output)
    assert wait_connected(process)
    return process


def busy(crashed: Company) -> list[bool]:
    """Dana and Rui say what happened, and type; of each card that Dana has asked for whether Slack has taken that."""
    dana, rui = crashed.somebody("Dana"), crashed.somebody("Rui")
    direct, taken = dana.app_dm(), list[bool]()
    for number in range(CARDS):
        crashed.states(rui, ROOM, ROOM_DEAL)
        crashed.types(dana, direct, NAMES[number])
        taken.append(bool(dana.command(direct, f"/deal {NAMES[5 + number]}")["ok"]))
    return taken


def cards_shown(crashed: Company) -> int:
    """At the command's own address, or in the direct message."""
    told = [entry["payload"] for entry in crashed.sandbox.journal.entries(what="response_url")]
    told += [call["args"] for call in crashed.sandbox.journal.calls("chat.postMessage") if call["ok"]]
    cards = tuple(f"{name} · " for name in NAMES[5 : 5 + CARDS])
    return sum(str(message["text"]).startswith(cards) for message in told)


def all_is_well(crashed: Company, seconds: float) -> list[str]:
    """What is wrong once nothing is any more, or after so many seconds."""
    deadline = time.monotonic() + seconds
    while (wrong := crashed.wrong()) and time.monotonic() < deadline:
        time.sleep(0.2)
    return wrong
