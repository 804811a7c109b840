"""Everything that crossed the workspace's border, in order: requests, envelopes, acks, what people did.

It keeps what tests and the page's viewer ask for; tokens never enter it.
"""

import json
import threading
import time
from collections.abc import Callable, Iterable
from io import TextIOWrapper
from pathlib import Path
from typing import Any

from sandbox.clock import Clock

Entry = dict[str, Any]
SECRET = frozenset({"token", "client_secret", "code", "refresh_token", "access_token"})


class Journal:
    """An append-only list of entries `{n, at, direction, what, …}`, optionally written to a JSONL file line by line.

    `direction` is "in" (from the app), "out" (to the app) or "page" (done by a person). Safe from any thread.
    """

    def __init__(self, clock: Clock, path: Path | None = None) -> None:
        self._clock = clock
        self._entries: list[Entry] = []
        self._grown = threading.Condition()
        self._listeners: list[Callable[[Entry], None]] = []
        self._path = path
        self._file: TextIOWrapper | None = None

    def write(self, direction: str, what: str, **fields: Any) -> Entry:
        """Adds an entry, dated by the workspace's clock, and tells those who listen."""
        with self._grown:
            entry = {
                "n": len(self._entries) + 1,
                "at": self._clock.now().isoformat(timespec="milliseconds"),
                "direction": direction,
                "what": what,
                **fields,
            }
            self._entries.append(entry)
            if self._path is not None:
                self._file = self._file or self._path.open("a", buffering=1, encoding="utf-8")
                self._file.write(json.dumps(entry, default=str) + "\n")
            self._grown.notify_all()
        for listener in self._listeners:
            listener(entry)
        return entry

    def subscribe(self, listener: Callable[[Entry], None]) -> None:
        """Calls `listener` with each new entry, in the thread that wrote it."""
        self._listeners.append(listener)

    def entries(self, after: int = 0, limit: int | None = None, **fields: Any) -> list[Entry]:
        """Entries numbered above `after` whose fields equal those given; with `limit`, the newest so many."""
        with self._grown:
            found = [entry for entry in self._entries[after:] if _has(entry, fields)]
        return found if limit is None else found[-limit:] if limit else []

    def calls(self, method: str, after: int = 0) -> list[Entry]:
        """The Web API calls of one method, oldest first."""
        return self.entries(after, what="api", method=method)

    def wait(self, what: Callable[[Entry], bool], timeout: float = 30.0, after: int = 0) -> Entry:
        """The first entry past `after` that satisfies `what`; waits for it up to `timeout` real seconds.

        TimeoutError when none comes; its text lists the last entries, so that a failing test explains itself.
        """
        deadline = time.monotonic() + timeout
        seen = after
        with self._grown:
            while True:
                fresh = self._entries[seen:]
                seen += len(fresh)
                for entry in fresh:
                    if what(entry):
                        return entry
                left = deadline - time.monotonic()
                if left <= 0 or not self._grown.wait(left):
                    raise TimeoutError(f"Not in the journal within {timeout:g} s. Last:\n" + self._tail(8))

    def close(self) -> None:
        """Closes the file, if there is one; the entries in memory stay readable."""
        with self._grown:
            if self._file is not None:
                self._file.close()
                self._file = None

    def _tail(self, count: int) -> str:
        return "\n".join(json.dumps(entry, default=str)[:300] for entry in self._entries[-count:])


def redacted(arguments: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """The arguments of a call as the journal may keep them."""
    return {name: "…" if name in SECRET else value for name, value in arguments}


def _has(entry: Entry, fields: dict[str, Any]) -> bool:
    return all(entry.get(name) == value for name, value in fields.items())
