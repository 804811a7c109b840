"""Acknowledgements travel whole, whatever their length and alphabet, and envelopes reach whoever is free."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from slack_bolt import App
from slack_sdk import WebClient

from bot.main.demo.command import manifest
from bot.main.shutdown import drain, hang_up
from bot.sockets import SocketHandler, text_frame
from sandbox.server import Sandbox

KEYS = st.binary(min_size=4, max_size=4)
SEED: dict[str, Any] = {
    "team": {"id": "T0TEST", "name": "Test"},
    "users": [{"id": "U0DANA", "name": "dana", "real_name": "Dana"}],
    "channels": [{"id": "C0ALL", "name": "all", "members": ["U0DANA", "@bot"]}],
}


def read(frame: bytes) -> str:
    """The text of a masked frame, as RFC 6455 has a server read it: byte by byte."""
    assert frame[0] == 0x81
    size, start = frame[1] & 0x7F, 2
    assert frame[1] & 0x80
    if size >= 126:
        start = 4 if size == 126 else 10
        size = int.from_bytes(frame[2:start])
    key, masked = frame[start : start + 4], frame[start + 4 :]
    assert len(masked) == size
    return bytes(byte ^ key[place % 4] for place, byte in enumerate(masked)).decode()


@given(st.text(max_size=200), KEYS)
def test_a_frame_says_what_it_was_given(said: str, key: bytes) -> None:
    """Whatever the text and the mask."""
    assert read(text_frame(said, key)) == said


@pytest.mark.parametrize("size", [0, 1, 125, 126, 65_535, 65_536, 200_000])
def test_a_frame_of_any_length(size: int) -> None:
    """The length is written in one byte, in three, or in nine."""
    assert read(text_frame("x" * size, b"\x01\x80\xff\x00")) == "x" * size


@pytest.fixture
def served() -> Iterator[tuple[Sandbox, threading.Event]]:
    """A workspace with an app that answers /log with as many faces as asked for, and /deal only once it is let go."""
    go = threading.Event()
    with Sandbox(SEED, manifest()) as sandbox, ThreadPoolExecutor(4) as pool:
        client = WebClient(token=sandbox.bot_token, base_url=sandbox.api_url)
        app = App(client=client, process_before_response=True, listener_executor=pool)

        @app.command("/log")
        def faces(body: dict[str, Any], ack: Any) -> None:
            ack(text="\N{GRINNING FACE}" * int(body["text"]), response_type="ephemeral")

        @app.command("/deal")
        def waits(ack: Any) -> None:
            go.wait(60)
            ack()

        handler = SocketHandler(app, sandbox.app_token, 4)
        handler.connect()  # type: ignore[no-untyped-call]
        yield sandbox, go
        go.set()
        drain(handler.client)
        hang_up(handler.client)
        handler.close()  # type: ignore[no-untyped-call]


def acks(sandbox: Sandbox) -> list[Any]:
    return [entry["payload"] for entry in sandbox.journal.entries(what="ack")]


@pytest.mark.parametrize("faces", [1, 100, 9_000])
def test_an_answer_of_any_length_is_read(served: tuple[Sandbox, threading.Event], faces: int) -> None:
    """Also one that is longer than 65,535 bytes, of letters that JSON spells out."""
    sandbox, _ = served
    assert sandbox.person("U0DANA").command("C0ALL", f"/log {faces}")["ok"]
    assert [ack["text"] for ack in acks(sandbox)] == ["\N{GRINNING FACE}" * faces]


def test_nobody_waits_for_a_slow_answer(served: tuple[Sandbox, threading.Event]) -> None:
    """While one command is still being answered, another one is."""
    sandbox, go = served
    with ThreadPoolExecutor(1) as other:
        slow = other.submit(sandbox.person("U0DANA").command, "C0ALL", "/deal")
        assert sandbox.person("U0DANA").command("C0ALL", "/log 1")["ok"]
        assert not slow.done()
        go.set()
        assert slow.result()["ok"]
    assert len(acks(sandbox)) == 2
