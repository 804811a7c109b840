"""Ends the connection to Slack so that what was received is finished first. Works around `slack_sdk`'s Socket Mode
client, which waits for silence and drops what it has queued."""

from __future__ import annotations

import socket
from contextlib import suppress

from slack_sdk.socket_mode.builtin.client import SocketModeClient


def drain(client: SocketModeClient) -> None:
    """Nothing more is taken from the queue of what Slack has sent; what was taken is finished."""
    client.closed = True
    client.message_queue.put(None)  # else it waits a second for the next one
    client.message_processor.shutdown()
    client.message_workers.shutdown(wait=True, cancel_futures=True)


def hang_up(client: SocketModeClient) -> None:
    """Ends the wait for what Slack says next, which else lasts as long as Slack may be silent: some seconds."""
    client.auto_reconnect_enabled = False
    client.current_session_runner.event.set()
    client.current_session_state.terminated = True
    session = client.current_session
    if session is not None and session.sock is not None:
        with suppress(OSError):  # Slack may have hung up before
            session.sock.shutdown(socket.SHUT_RDWR)
