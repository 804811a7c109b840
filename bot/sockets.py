"""Socket Mode: envelopes from Slack to Bolt, acknowledgements back. Bolt's own client does the connecting; this one
spares what stands between an envelope and its answer: a thread that only hands on, JSON that is read and written twice,
masking byte by byte. Knows nothing of what is said."""

from __future__ import annotations

import json
import logging
import secrets
import socket
import struct
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext, suppress

from slack_bolt import App
from slack_bolt.adapter.socket_mode.base_handler import BaseSocketModeHandler
from slack_bolt.adapter.socket_mode.internals import run_bolt_app, send_response
from slack_sdk.errors import SlackClientNotConnectedError
from slack_sdk.socket_mode.builtin import SocketModeClient
from slack_sdk.socket_mode.builtin.connection import Connection
from slack_sdk.socket_mode.client import BaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest

log = logging.getLogger(__name__)
Acking = Callable[[], AbstractContextManager[object]]
PING_SECONDS = 10
RECEIVED_AT_ONCE = 64 * 1024
"""Bytes. An envelope is one or two thousand, and what comes in pieces is put together slowly."""


class Client(SocketModeClient):
    """A connection that takes envelopes straight to the workers, and sends each frame whole, of whatever length."""

    def connect(self) -> None:
        """Connects. Each frame goes out by itself: else the second of two acknowledgements waits until the other side
        has confirmed the first, which it puts off for up to 40 ms."""
        super().connect()
        session = self.current_session
        if session is not None and session.sock is not None:
            session.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def enqueue_message(self, message: str) -> None:
        """An envelope goes to whichever worker is free. When we stop there is none: Slack sends it again."""
        if not self.closed:
            with suppress(RuntimeError):  # they were told to stop just now
                self.message_workers.submit(self._work, message)

    def _work(self, message: str) -> None:
        try:
            envelope = json.loads(message)
        except ValueError:
            log.warning("Slack sent what is no JSON: %s", message[:100])
            return
        self.run_message_listeners(envelope, message)

    def send_message(self, message: str) -> None:
        """One frame. Where the connection has just gone, it is sent on the one that is being made, if there is one.
        Raises `SlackClientNotConnectedError`: then Slack has heard nothing."""
        frame = text_frame(message, secrets.token_bytes(4))
        if _sent(self.current_session, frame):
            return
        with self.connect_operation_lock:
            if not _sent(self.current_session, frame):
                raise SlackClientNotConnectedError("The connection is gone, and there is no other yet.")


class SocketHandler(BaseSocketModeHandler):
    """A Bolt app on a connection of its own."""

    app: App
    client: Client

    def __init__(self, app: App, app_token: str, concurrency: int, acking: Acking = nullcontext) -> None:
        """`acking` is the context in which an envelope is acknowledged."""
        self.app, self._acking = app, acking
        self.client = Client(
            app_token=app_token,
            logger=app.logger,
            web_client=app.client,
            proxy=app.client.proxy,
            ping_interval=PING_SECONDS,
            receive_buffer_size=RECEIVED_AT_ONCE,
            concurrency=concurrency,
        )
        self.client.socket_mode_request_listeners.append(self.handle)

    def handle(self, client: BaseSocketModeClient, req: SocketModeRequest) -> None:
        """The app's answer goes back as the JSON it is already. What was not answered is not acknowledged."""
        begun = time.time()
        with self._acking():
            response = run_bolt_app(self.app, req)
            kind = response.headers.get("content-type", [""])[0]
            if response.status == 200 and response.body and kind.startswith("application/json"):
                client.send_message(f'{{"envelope_id": {json.dumps(req.envelope_id)}, "payload": {response.body}}}')
            else:
                send_response(client, req, response, begun)


def text_frame(message: str, key: bytes) -> bytes:
    """A WebSocket frame of text, masked with four bytes (RFC 6455, 5.2 and 5.3): all bytes at once, as one number."""
    payload = message.encode()
    size = len(payload)
    if size <= 125:
        length = struct.pack("!B", 0x80 | size)
    elif size <= 0xFFFF:
        length = struct.pack("!BH", 0x80 | 126, size)
    else:
        length = struct.pack("!BQ", 0x80 | 127, size)
    mask = (key * (size // 4 + 1))[:size]
    masked = (int.from_bytes(payload) ^ int.from_bytes(mask)).to_bytes(size)
    return b"\x81" + length + key + masked


def _sent(session: Connection | None, frame: bytes) -> bool:
    """Whether all of the frame went out. After a part of one nothing else can be said on a connection."""
    if session is None:
        return False
    with session.sock_send_lock:
        if session.sock is None:
            return False
        try:
            session.sock.sendall(frame)
        except OSError:
            pass
        else:
            return True
    session.disconnect()
    return False
