"""The real process is killed at every named fault point, again and again, while people work; then Slack's own record
and the database are compared with what was said and what was due."""

from __future__ import annotations

import time
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.delivery.company import NAMES, ROOM, ROOM_DEAL, TUESDAY, Company, company
from tests.delivery.processes import ForkServer, Shell, Starts, kill, wait_connected, wait_dead

PASSED = {
    "inbox.noted": 3,
    "inbox.acked": 3,
    "handler.mid_tx": 5,
    "answer.saved": 3,
    "answer.told": 1,
    "slot.committed": 1,
    "claim.committed": 4,
    "post.bytes_sent": 4,
    "mark.uncommitted": 4,
}
"""How often each point of a running bot is passed in every round, at least."""
KILLED = -9


@pytest.mark.slow
@pytest.mark.timeout(400)
@pytest.mark.parametrize("point", PASSED)
def test_nothing_is_lost_or_doubled_when_killed(point: str, fork_server: ForkServer, tmp_path: Path) -> None:
    """Killed twenty-one times at one point, the bot has said everything it had to say once, and saved it once."""
    for week in range(3):
        folder = tmp_path / str(week)
        folder.mkdir()
        with company(folder) as crashed:
            killed_again_and_again(crashed, fork_server, point, 7, folder)


@pytest.mark.slow
@pytest.mark.timeout(120)
@pytest.mark.parametrize("point", ["handler.mid_tx", "mark.uncommitted"])
def test_processes_started_by_hand_are_no_different(point: str, tmp_path: Path) -> None:
    """The same with `python -m bot run`, started anew each time."""
    with company(tmp_path) as crashed:
        killed_again_and_again(crashed, Shell(), point, 2, tmp_path)


@pytest.mark.timeout(60)
@pytest.mark.parametrize("point", ["handler.mid_tx", "mark.uncommitted"])
def test_nothing_is_lost_or_doubled_in_short(point: str, fork_server: ForkServer, tmp_path: Path) -> None:
    """Three kills, for everyday."""
    with company(tmp_path) as crashed:
        killed_again_and_again(crashed, fork_server, point, 3, tmp_path)


def killed_again_and_again(crashed: Company, starts: Starts, point: str, kills: int, folder: Path) -> None:
    """One kill on each working day from Tuesday on; at Monday's, a digest is under way as well."""
    days = [day for n in range(2 * kills) if (day := TUESDAY + timedelta(days=n)).weekday() < 5]
    for number, day in enumerate(days[:kills]):
        a_day_with_a_crash(crashed, starts, f"{point}:{1 + number % PASSED[point]}", day, folder / f"{number}.log")
        assert crashed.wrong() == [], f"after kill {number + 1} at {point}"


def a_day_with_a_crash(crashed: Company, starts: Starts, fault: str, day: date, output: Path) -> None:
    """Nudges (and on Mondays a digest) are due; Dana and Rui say what happened, Dana confirms yesterday's win and types
    a command while the process dies. A second one, ten minutes later, has to make it good."""
    dana, rui = crashed.somebody("Dana"), crashed.somebody("Rui")
    direct = dana.app_dm()
    first = starts.start(["run"], crashed.environment(crashed.begin(day), fault), output)
    wait_connected(first)
    crashed.states(dana, direct, NAMES[len(crashed.days) % 3])
    crashed.states(rui, ROOM, ROOM_DEAL)
    crashed.confirms_wins(dana, direct)
    crashed.claims_win(dana, direct, NAMES[2 + len(crashed.days)])
    crashed.types(dana, direct, NAMES[1 + len(crashed.days) % 3])
    assert wait_dead(first) == KILLED

    second = starts.start(["run"], crashed.environment(crashed.later(10)), output.with_suffix(".again.log"))
    assert wait_connected(second)
    crashed.confirms_wins(dana, direct)
    deadline = time.monotonic() + 30
    while crashed.wrong() and time.monotonic() < deadline:
        time.sleep(0.05)
    kill(second)
