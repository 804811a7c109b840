"""Things that go wrong, switched on by a test or at the page: each for one method or all, so many times or until off.

It decides when a fault strikes; the doors (Web API, transports) carry it out.
"""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sandbox.contract import GENERIC_ERRORS, methods

LONGEST = 86_400
"""The most that a number of a fault may be: a day in seconds, or as many times."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of fault: what the switch says, its parameters with their defaults, and whether it strikes only once."""

    title: str
    hint: str
    params: Mapping[str, Any] = field(default_factory=dict)
    once: bool = False


_CALLS = {"method": "", "count": 0}
KINDS: Mapping[str, Kind] = {
    "delay": Kind(title="Slow answers", hint="Web API calls are answered late.", params={**_CALLS, "seconds": 2.0}),
    "ratelimited": Kind(
        title="Too many requests", hint="HTTP 429 with Retry-After.", params={**_CALLS, "retry_after": 3}
    ),
    "server_error": Kind(title="Server error", hint="HTTP 500; nothing is done.", params=_CALLS),
    "error": Kind(
        title="A chosen error", hint="The call is refused with this code.", params={**_CALLS, "error": "fatal_error"}
    ),
    "drop": Kind(title="Lost answer", hint="The call is carried out, its answer never arrives.", params=_CALLS),
    "garbage": Kind(title="Garbage", hint="The call is carried out, its answer is a web page.", params=_CALLS),
    "cut": Kind(title="Half an answer", hint="The call is carried out, its answer breaks off.", params=_CALLS),
    "lost_ack": Kind(
        title="Lost acknowledgement", hint="What the app acknowledges counts as unheard.", params={"count": 0}
    ),
    "disconnect": Kind(
        title="Disconnect", hint="All connections end now.", params={"reason": "refresh_requested"}, once=True
    ),
    "deactivate": Kind(title="Deactivate a person", hint="As when someone leaves the company.", params={"user": ""}),
    "archive": Kind(title="Archive a channel", hint="Nobody can write there any more.", params={"channel": ""}),
    "uninstall": Kind(title="Uninstall the app", hint="Its tokens end.", once=True),
}
"""Every fault. `method` "" means all methods, `count` 0 until switched off."""


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
        """Switches a fault on or off, as far as `judge` lets it.

        Switching on replaces the same fault for the same method, user or channel.
        """
        whole = self.judge(kind, on, params)
        target = tuple(whole.get(name) for name in ("method", "user", "channel"))
        with self._lock:
            self._on = [
                fault
                for fault in self._on
                if fault.kind != kind
                or (params and target != tuple(fault.params.get(n) for n in ("method", "user", "channel")))
            ]
            if on and not KINDS[kind].once:
                self._on.append(Fault(kind, whole, int(whole.get("count", 0)) or None))
        self._listener()

    def judge(self, kind: str, on: bool, params: Mapping[str, Any]) -> dict[str, Any]:
        """All parameters of a fault, each of its kind; ValueError for what is unknown, no number, or never happens."""
        if kind not in KINDS:
            raise ValueError(f"There is no fault {kind!r}; there are {', '.join(KINDS)}.")
        defaults = KINDS[kind].params
        unknown = params.keys() - defaults.keys()
        if unknown:
            raise ValueError(f"{kind} takes no {', '.join(sorted(unknown))}.")
        whole = {**defaults, **{name: _typed(name, value, defaults[name]) for name, value in params.items()}}
        if kind == "error" and on:
            _declared(str(whole["method"]), str(whole["error"]))
        return whole

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
                "title": about.title,
                "hint": about.hint,
                "once": about.once,
                "parameters": [_parameter(name, value) for name, value in about.params.items()],
                "on": any(fault.kind == kind for fault in on),
                "active": [{**fault.params, "left": fault.left} for fault in on if fault.kind == kind],
            }
            for kind, about in KINDS.items()
        ]


def _typed(name: str, value: Any, default: Any) -> Any:
    """A parameter as its default is: text, or a number of times or seconds that a person could wait for."""
    if isinstance(default, str):
        return str(value)
    try:
        number = type(default)(value)
    except (TypeError, ValueError, OverflowError):
        raise ValueError(f"{name} must be a number.") from None
    if not 0 <= number <= LONGEST:
        raise ValueError(f"{name} must be from 0 to {LONGEST:,}.")
    return number


def _declared(method: str, error: str) -> None:
    """Slack never gives an error that it does not declare, so neither may a fault; ValueError if it would."""
    if not method:
        if error not in GENERIC_ERRORS:
            raise ValueError(f"Only some methods answer {error}; name one.")
    elif method not in methods():
        raise ValueError(f"There is no method {method}.")
    elif not methods()[method].may_return(error):
        raise ValueError(f"{method} never answers {error}.")


def _parameter(name: str, value: Any) -> dict[str, Any]:
    """A parameter as the page draws its field."""
    kind = name if name in ("user", "channel") else "text" if isinstance(value, str) else "number"
    return {"name": name, "label": name.replace("_", " ").capitalize(), "type": kind, "value": value}
