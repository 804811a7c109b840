"""Real bot processes, started, watched and killed. Two ways to start one: as a person would (`Shell`), and forked from
a process that has the imports done (`ForkServer`), where hundreds are needed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

ROOT = Path(__file__).resolve().parents[2]
CONNECTED = "is connected to"


class Running(Protocol):
    """A process that was started. `poll` is its exit code (negative: the signal it died of), None while it lives."""

    output: Path
    pid: int

    def poll(self) -> int | None: ...


class Starts(Protocol):
    """A way to start `python -m bot` with these arguments."""

    def start(self, arguments: Sequence[str], environment: Mapping[str, str], output: Path) -> Running: ...


class Shell:
    """Starts `python -m bot` anew each time."""

    def start(self, arguments: Sequence[str], environment: Mapping[str, str], output: Path) -> Running:
        with output.open("ab") as file:
            process: Any = subprocess.Popen(
                [sys.executable, "-m", "bot", *arguments],
                cwd=ROOT,
                env={**os.environ, **environment},
                stdout=file,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        process.output = output
        running: Running = process
        return running


class ForkServer:
    """Forks each process from one that has imported everything."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.delivery.forkserver"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._asked, self._answers = self._process.stdin, self._process.stdout
        assert self._answers.readline() == "ready\n"
        self._started: list[Running] = []

    def start(self, arguments: Sequence[str], environment: Mapping[str, str], output: Path) -> Running:
        request = {"arguments": list(arguments), "environment": dict(environment), "output": str(output)}
        forked = _Forked(self, int(self.ask(request)), output)
        self._started.append(forked)
        return forked

    def ask(self, request: Mapping[str, Any]) -> Any:
        self._asked.write(json.dumps(request) + "\n")
        self._asked.flush()
        return json.loads(self._answers.readline())

    def close(self) -> None:
        """Ends what a failed test left running, then itself."""
        for process in self._started:
            if process.poll() is None:
                kill(process)
        self._asked.close()
        self._answers.close()
        self._process.wait(timeout=60)


class _Forked:
    def __init__(self, fork_server: ForkServer, pid: int, output: Path) -> None:
        self.pid, self.output = pid, output
        self._fork_server, self._code = fork_server, None

    def poll(self) -> int | None:
        if self._code is None:
            self._code = self._fork_server.ask({"reap": self.pid})
        return self._code


def wait_connected(process: Running, timeout: float = 60) -> bool:
    """Waits for the process to be connected; False if it ended before. AssertionError with its output after
    `timeout` seconds."""
    deadline = time.monotonic() + timeout
    while time.monotonic() < deadline:
        if process.output.exists() and CONNECTED in process.output.read_text():
            return True
        if process.poll() is not None:
            return False
        time.sleep(0.02)
    raise AssertionError(f"Not connected within {timeout:g} s:\n{process.output.read_text()[-2000:]}")


def wait_dead(process: Running, timeout: float = 60) -> int:
    """The code the process ended with. AssertionError with its output if it lives longer than `timeout` seconds."""
    deadline = time.monotonic() + timeout
    while (code := process.poll()) is None:
        if time.monotonic() > deadline:
            kill(process)
            raise AssertionError(f"Still alive after {timeout:g} s:\n{process.output.read_text()[-2000:]}")
        time.sleep(0.02)
    _end_group(process)
    return code


def kill(process: Running) -> None:
    """Kills the process, and whatever it left behind in its session."""
    _end_group(process)
    while process.poll() is None:
        time.sleep(0.01)


def _end_group(process: Running) -> None:
    """A process that dies of SIGKILL cannot end its own children (the one that draws charts)."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return
