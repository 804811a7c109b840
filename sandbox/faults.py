"""Things that go wrong, switched on by a test or at the page: each for one method or all, so many times or until off.

It decides when a fault strikes; the doors (Web API, transports) carry it out.
"""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

KINDS: Mapping[str, Mapping[str, Any]] = {
    "delay": {"title": "Answers come late", "params": {"method": "", "seconds": 2.0, "count": 0}},
    "ratelimited": {"title": "Too many requests (429)", "params": {"method": "", "retry_after": 3, "count": 0}},
    "server_error": {"title": "Server error (500)", "params": {"method": "", "count": 0}},
    "error": {"title": "A chosen error", "params": {"method": "", "error": "fatal_error", "count": 0}},
    "drop": {"title": "Accepted, but no answer", "params": {"method": "", "count": 0}},
    "garbage": {"title": "Answers in garbage", "params": {"method": "", "count": 0}},
    "lost_ack": {"title": "Acknowledgements get lost", "params": {"count": 0}},
    "disconnect": {"title": "Disconnect now", "params": {"reason": "refresh_requested"}, "once": True},
    "deactivate": {"title": "Deactivate a person", "params": {"user": ""}},
    "archive": {"title": "Archive a channel", "params": {"channel": ""}},
    "uninstall": {"title": "Uninstall the app", "params": {}},
}
"""Every fault with the parameters it takes and their defaults. `count` 0 means until switched off."""


@dataclass(slots=True)
class Fault:
    """A fault that is switched on; `left` strikes remain (None: no end)."""

    kind: str
    params: dict[str, Any] = field(default_factory=dict)
    left: int | None = None


class Faults:
    """The switches. Safe to use from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._on: list[Fault] = []
        self._listener: Callable[[], None] = lambda: None

    def listen(self, listener: Callable[[], None]) -> None:
        """Calls `listener` after every change of the switches."""
        self._listener = listener

    def set(self, kind: str, on: bool = True, **params: Any) -> None:
        """Switches a fault on or off. Unknown kinds and parameters raise ValueError.

        Switching on replaces the same fault for the same method, user or channel.
        """
        if kind not in KINDS:
            raise ValueError(f"There is no fault {kind!r}; there are {', '.join(KINDS)}.")
        defaults = KINDS[kind]["params"]
        unknown = params.keys() - defaults.keys()
        if unknown:
            raise ValueError(f"{kind} takes no {', '.join(sorted(unknown))}.")
        whole = {**defaults, **params}
        target = tuple(whole.get(name) for name in ("method", "user", "channel"))
        with self._lock:
            self._on = [
                fault
                for fault in self._on
                if fault.kind != kind
                or (params and target != tuple(fault.params.get(n) for n in ("method", "user", "channel")))
            ]
            if on and not KINDS[kind].get("once"):
                self._on.append(Fault(kind, whole, int(whole.get("count", 0)) or None))
        self._listener()

    def take(self, kind: str, method: str = "") -> Fault | None:
        """The fault of this kind that strikes now (for `method`), using up one of its strikes; None without one."""
        with self._lock:
            for fault in self._on:
                if fault.kind == kind and fault.params.get("method", "") in ("", method):
                    break
            else:
                return None
            if fault.left is not None:
                fault.left -= 1
                if fault.left == 0:
                    self._on.remove(fault)
        self._listener()
        return fault

    def listing(self) -> list[dict[str, Any]]:
        """Every kind with its title, parameters and whether it is on; what the page draws as switches."""
        with self._lock:
            on = list(self._on)
        return [
            {
                "kind": kind,
                "title": about["title"],
                "params": dict(about["params"]),
                "once": bool(about.get("once")),
                "on": any(fault.kind == kind for fault in on),
                "active": [{**fault.params, "left": fault.left} for fault in on if fault.kind == kind],
            }
            for kind, about in KINDS.items()
        ]
