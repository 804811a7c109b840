"""Where bot processes of crash tests come from: it loads once what `python -m bot` loads and learns the words, which
takes a second, then forks one process for each request. What runs there, and dies of a signal, is the real command with
its own threads and sockets."""

from __future__ import annotations

import json
import os
import sys
from typing import Any


def main() -> None:
    """Reads requests from standard input, one JSON object a line, and answers each with the child's id."""
    _load()
    print("ready", flush=True)
    for line in sys.stdin:
        request: dict[str, Any] = json.loads(line)
        if "reap" in request:
            found, status = os.waitpid(request["reap"], os.WNOHANG)
            print(json.dumps(os.waitstatus_to_exitcode(status) if found else None), flush=True)
            continue
        child = os.fork()
        if child == 0:
            _become(request)
        print(json.dumps(child), flush=True)


def _load() -> None:
    """Imports whatever a running bot imports sooner or later, and reads one sentence with the shipped vocabulary."""

    import schedules.runner  # noqa: F401
    from sales.language import vocabulary_of, warm_up
    from sales.language.report import context_from_json
    from sales.money import Money
    from storage.migrations import upgrade
    from storage.process_file import load_process

    upgrade("sqlite://")  # loads Alembic; the database in memory is gone again
    now = {"now": "2027-03-02T09:00:00+00:00", "timezone": "UTC"}
    warm_up(context_from_json(now, vocabulary_of(load_process())))
    str(Money(100))


def _become(request: dict[str, Any]) -> None:
    """In the child: a session, an environment and output of its own, then the command; never returns."""
    os.setsid()
    output = os.open(request["output"], os.O_CREAT | os.O_APPEND | os.O_WRONLY)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(output, 1)
    os.dup2(output, 2)
    os.environ.update(request["environment"])
    from bot.main import main as command

    code = 1
    try:
        code = command(request["arguments"])
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


if __name__ == "__main__":
    main()
