"""Health for monitoring: GET /health as JSON and GET /metrics for Prometheus, on this machine only. Reports what it is
told."""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Callable
from dataclasses import asdict, dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from sales.errors import MissingSetting

log = logging.getLogger(__name__)
HOST = "127.0.0.1"
_METRICS = (
    ("beat_seconds_ago", "gauge", "Seconds since the heartbeat last moved."),
    ("overdue", "gauge", "Messages due for more than three minutes and not settled."),
    ("failing", "gauge", "Jobs that failed at the last heartbeat, counted by workspace."),
    ("restarts", "counter", "How often the heartbeat was restarted since the process began."),
    ("connected", "gauge", "Whether the connection to Slack is open."),
    ("well", "gauge", "Whether the heartbeat moves, nothing is overdue and no job fails."),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Vitals:
    """How the bot is at one moment. `beating` is false once three heartbeats were missed."""

    beat_seconds_ago: float
    beating: bool
    overdue: int
    failing: int
    restarts: int
    connected: bool

    @property
    def well(self) -> bool:
        """Beating, nothing overdue, nothing failing. A lost connection comes back by itself and is no illness."""
        return self.beating and not self.overdue and not self.failing


class Health:
    """The endpoint. `vitals` is asked at every request, in a thread of its own. Port 0 takes a free one."""

    def __init__(self, port: int, vitals: Callable[[], Vitals]) -> None:
        """Raises `MissingSetting` where the port is taken."""

        class Handler(_Handler):
            def vitals(self) -> Vitals:
                return vitals()

        try:
            self._server = ThreadingHTTPServer((HOST, port), Handler)
        except OSError as problem:
            why = f"FIREBREAK_HEALTH_PORT {port} cannot be used: {problem.strerror}. Try another."
            raise MissingSetting(why) from None
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, name="health", daemon=True)

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        if self._thread.is_alive():
            self._server.shutdown()
            self._thread.join()
        self._server.server_close()


class _Handler(BaseHTTPRequestHandler):
    def vitals(self) -> Vitals:
        raise NotImplementedError

    def do_GET(self) -> None:
        match self.path.partition("?")[0]:
            case "/health":
                now = self.vitals()
                self._answer(200 if now.well else 503, "application/json", as_json(now))
            case "/metrics":
                self._answer(200, "text/plain; version=0.0.4; charset=utf-8", as_metrics(self.vitals()))
            case _:
                self._answer(404, "text/plain; charset=utf-8", "There are /health and /metrics.\n")

    def _answer(self, status: int, kind: str, text: str) -> None:
        body = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it so
        log.debug(format, *args)


def as_json(vitals: Vitals) -> str:
    """{"well", "beat_seconds_ago", "beating", "overdue", "restarts", "connected"}."""
    return json.dumps({"well": vitals.well, **asdict(vitals)}) + "\n"


def as_metrics(vitals: Vitals) -> str:
    """Prometheus' text format, every name with the prefix `firebreak_`."""
    lines: list[str] = []
    for name, kind, what in _METRICS:
        full = f"firebreak_{name}" + ("_total" if kind == "counter" else "")
        value = float(getattr(vitals, name))
        lines += [f"# HELP {full} {what}", f"# TYPE {full} {kind}", f"{full} {value:g}"]
    return "\n".join(lines) + "\n"
