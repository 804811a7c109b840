"""Socket Mode: WebSocket connections of the app, of which exactly one gets each envelope."""

import asyncio
import json
import secrets
import uuid
from collections.abc import Callable
from typing import Any

from aiohttp import WSMsgType, web

from sandbox.delivery import NotDelivered
from sandbox.faults import Faults
from sandbox.journal import Journal
from sandbox.state import JSON

MAX_CONNECTIONS = 10
PING_SECONDS = 30.0
CLOSE_SECONDS = 0.3
"""How long a connection that is closed waits for the other side to say so too."""
ANSWERED = frozenset({"slash_commands", "interactive"})
"""Envelopes whose ack may carry an answer."""


class SocketMode:
    """The app's connections. A transport for `Delivery`; lives on the server's event loop."""

    def __init__(
        self, app_id: str, journal: Journal, faults: Faults, on_change: Callable[[bool], None], ack_seconds: float
    ) -> None:
        self._ack_seconds = ack_seconds
        self._app_id = app_id
        self._journal = journal
        self._faults = faults
        self._on_change = on_change
        self._tickets: set[str] = set()
        self._open: list[web.WebSocketResponse] = []
        self._acks: dict[str, asyncio.Future[JSON]] = {}
        self._carrier: dict[str, web.WebSocketResponse] = {}
        self._turn = 0

    @property
    def connected(self) -> bool:
        """Whether the app has at least one open connection."""
        return bool(self._open)

    def ticket(self) -> str:
        """A new single-use ticket for a connection."""
        ticket = secrets.token_urlsafe(24)
        self._tickets.add(ticket)
        return ticket

    async def endpoint(self, request: web.Request) -> web.StreamResponse:
        """The address that `apps.connections.open` names: each ticket opens one connection, once."""
        ticket = request.query.get("ticket", "")
        if ticket not in self._tickets:
            return web.Response(status=401, text="This address was used already, or never given out.")
        self._tickets.discard(ticket)
        if len(self._open) >= MAX_CONNECTIONS:
            return web.Response(status=429, text="Ten connections are open already.")
        socket = web.WebSocketResponse(heartbeat=PING_SECONDS, compress=False, timeout=CLOSE_SECONDS)
        await socket.prepare(request)
        self._open.append(socket)
        await self._send(socket, self._hello())
        self._on_change(True)
        try:
            async for message in socket:
                if message.type is WSMsgType.TEXT:
                    self._received(message.data)
        finally:
            self._gone(socket)
        return socket

    async def send(self, kind: str, payload: JSON, attempt: int, reason: str) -> JSON:
        """One envelope to one connection, each in its turn; the first delivery carries `retry_attempt: 0`."""
        socket = self._next()
        envelope: JSON = {"envelope_id": str(uuid.uuid4()), "payload": payload, "type": kind}
        envelope["accepts_response_payload"] = kind in ANSWERED
        if kind == "events_api":
            envelope |= {"retry_attempt": attempt, "retry_reason": reason}
        ack: asyncio.Future[JSON] = asyncio.get_running_loop().create_future()
        self._acks[envelope["envelope_id"]] = ack
        self._carrier[envelope["envelope_id"]] = socket
        try:
            await self._send(socket, envelope)
            return await asyncio.wait_for(ack, self._ack_seconds)
        except TimeoutError:
            raise NotDelivered("timeout") from None
        except ConnectionError:
            raise NotDelivered("connection_failed") from None
        finally:
            self._acks.pop(envelope["envelope_id"], None)
            self._carrier.pop(envelope["envelope_id"], None)

    async def disconnect(self, reason: str) -> None:
        """Tells every connection to reconnect. A "warning" leaves it open, for the app to change over in peace."""
        for socket in list(self._open):
            farewell = {"type": "disconnect", "reason": reason, "debug_info": {"host": "sandbox"}}
            await self._send(socket, farewell)
            if reason != "warning":
                await socket.close()

    async def close(self) -> None:
        """Closes all connections."""
        for socket in list(self._open):
            await socket.close(code=1001)

    def _next(self) -> web.WebSocketResponse:
        alive = [socket for socket in self._open if not socket.closed]
        if not alive:
            raise NotDelivered("no_connection")
        self._turn += 1
        return alive[self._turn % len(alive)]

    def _received(self, text: str) -> None:
        try:
            frame: Any = json.loads(text)
        except (ValueError, RecursionError):
            frame = None
        if not isinstance(frame, dict) or not isinstance(frame.get("envelope_id"), str):
            self._journal.write("in", "garbage", text=text[:200])
            return
        envelope, payload = frame["envelope_id"], frame.get("payload")
        ack = self._acks.get(envelope)
        lost = ack is not None and self._faults.take("lost_ack") is not None
        late = ack is None or ack.done()
        self._journal.write("in", "ack", envelope_id=envelope, payload=payload, late=late, lost=lost)
        if ack is not None and not late and not lost:
            ack.set_result(payload if isinstance(payload, dict) else {})

    async def _send(self, socket: web.WebSocketResponse, frame: JSON) -> None:
        self._journal.write("out", "envelope", **_journalled(frame))
        await socket.send_str(json.dumps(frame))

    def _gone(self, socket: web.WebSocketResponse) -> None:
        self._open.remove(socket)
        for envelope, carrier in list(self._carrier.items()):
            ack = self._acks.get(envelope)
            if carrier is socket and ack is not None and not ack.done():
                ack.set_exception(NotDelivered("connection_closed"))
        self._journal.write("in", "connection_closed", left=len(self._open))
        self._on_change(self.connected)

    def _hello(self) -> JSON:
        return {
            "type": "hello",
            "num_connections": len(self._open),
            "debug_info": {"host": "sandbox", "build_number": 1, "approximate_connection_time": 18060},
            "connection_info": {"app_id": self._app_id},
        }


def _journalled(frame: JSON) -> JSON:
    """An envelope as the journal keeps it: its own `type` beside the direction's."""
    return {name: value for name, value in frame.items() if name != "n"}
