"""An app reduced to its connection: it gets envelopes, remembers them, and acknowledges as it is told."""

import contextlib
import threading
import time
from collections.abc import Callable
from typing import Any

from slack_sdk import WebClient
from slack_sdk.socket_mode import SocketModeClient
from slack_sdk.socket_mode.client import BaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse

from sandbox.server import Sandbox

Answer = Callable[[SocketModeRequest], dict[str, Any] | None]


class Robot:
    """One Socket Mode connection by Slack's own client. `answer` gives the ack's payload; None means no ack."""

    def __init__(self, sandbox: Sandbox, answer: Answer = lambda request: {}) -> None:
        self.got: list[SocketModeRequest] = []
        self._answer = answer
        self._grown = threading.Condition()
        web = WebClient(token=sandbox.bot_token, base_url=sandbox.api_url)
        self.web = web
        self.client = SocketModeClient(app_token=sandbox.app_token, web_client=web)
        self.client.socket_mode_request_listeners.append(self._hear)

    def connect(self) -> "Robot":
        """Connects and returns."""
        self.client.connect()
        return self

    def close(self) -> None:
        """Closes the connection."""
        with contextlib.suppress(AttributeError):  # Slack's client stumbles when its reader finds the end first
            self.client.close()

    def wait(self, count: int, kind: str | None = None, timeout: float = 8.0) -> list[SocketModeRequest]:
        """The envelopes (of one type) as soon as there are `count`; AssertionError when the time is over."""
        deadline = time.monotonic() + timeout
        with self._grown:
            while True:
                found = [each for each in self.got if kind in (None, each.type)]
                if len(found) >= count:
                    return found
                left = deadline - time.monotonic()
                assert left > 0, f"got {len(found)} of {count}: {[each.type for each in self.got]}"
                self._grown.wait(left)

    def _hear(self, client: BaseSocketModeClient, request: SocketModeRequest) -> None:
        with self._grown:
            self.got.append(request)
            self._grown.notify_all()
        payload = self._answer(request)
        if payload is not None:
            client.send_socket_mode_response(SocketModeResponse(request.envelope_id, payload or None))
