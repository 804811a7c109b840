"""A spreadsheet that was sent to be filled in, while the process dies at every point on its way back: one filled file
in the thread, with one message beside it; never two, never none."""

from __future__ import annotations

import time
from datetime import time as clock_time
from pathlib import Path
from typing import Any

import pytest

from sales.usecases.filling import FILL
from tests.delivery.company import TUESDAY, Company, company
from tests.delivery.processes import ForkServer, kill, wait_connected, wait_dead
from tests.filling import templates
from tests.filling.templates import made

POINTS = ("handler.mid_tx", "claim.committed", "file.uploaded", "post.bytes_sent", "mark.uncommitted")
"""Every point that a file passes; at the last four the filled file may be there already."""
KILLED = -9
EARLY = clock_time(7, 30)
"""Before anything else is due."""


@pytest.mark.timeout(120)
@pytest.mark.parametrize(
    "point", [pytest.param(point, marks=[] if point == "file.uploaded" else pytest.mark.slow) for point in POINTS]
)
def test_a_file_comes_back_once(point: str, fork_server: ForkServer, tmp_path: Path) -> None:
    """Killed on the way, and once more by the second process at the same point, it is brought back by the third."""
    with company(tmp_path) as crashed:
        mia = crashed.somebody("Mia")
        direct = mia.app_dm()
        begun = crashed.begin(TUESDAY, EARLY)
        crashed.days.clear()  # reminders are not what is looked at here
        first = fork_server.start(["run"], crashed.environment(begun, f"{point}:1"), tmp_path / "1.log")
        assert wait_connected(first)
        ts = mia.say(direct, "", files=(mia.upload("call.xlsx", made(templates.spanish)),))
        assert wait_dead(first) == KILLED
        second = fork_server.start(["run"], crashed.environment(crashed.later(10), f"{point}:1"), tmp_path / "2.log")
        ended(second)
        third = fork_server.start(["run"], crashed.environment(crashed.later(10)), tmp_path / "3.log")
        assert wait_connected(third)
        wait_settled(crashed)
        kill(third)
        answers = mia.thread(direct, ts)[1:]
        files = [file["name"] for message in answers for file in message.get("files") or ()]
        said = [message for message in answers if str(message.get("text")).startswith("Filled in:")]
        assert files == ["call (filled in).xlsx"], (point, files)
        assert len(said) == 1, (point, said)


def ended(process: Any, most: float = 6) -> None:
    """Waits for the process to die at its point; ends it where it does not come to that any more."""
    deadline = time.monotonic() + most
    while process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.05)
    kill(process)


def wait_settled(crashed: Company, most: float = 40) -> None:
    """Waits until the file's delivery has been sent."""
    deadline = time.monotonic() + most
    while time.monotonic() < deadline:
        with crashed.store.reading(crashed.workspace.id) as tx:
            sent = tx.deliveries.sent_between(FILL, crashed.sandbox.clock.now().replace(hour=0), crashed.later(0))
        if sent:
            return
        time.sleep(0.1)
    raise AssertionError("The file never came back.")
