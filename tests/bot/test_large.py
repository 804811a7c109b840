"""The client breaks on a frame of Socket Mode that is longer than 65,535 bytes: what is larger travels on its own."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.blocks import kit
from bot.dispatch import ACK_BYTES, serve
from bot.payloads import Caller, Command, Submission, Values
from bot.responses import Redraw, Responses, Say
from tests.bot.conftest import Desk

CALLER = Caller("", "T0LARKFIELD", "U0SAM", "T0LARKFIELD")
LONG = kit.message("long", [kit.section("\N{GRINNING FACE}" * 2900)] * 4)
VIEW = kit.modal("view.show", "Long", LONG.blocks, close="Close")


def acknowledged(desk: Desk, request: Any, response: Responses) -> list[dict[str, Any]]:
    """What the client would be given as acknowledgement."""
    acks: list[dict[str, Any]] = []
    bot = replace(desk.running.bot, slow_work={})
    serve(bot, lambda *_: response, request, lambda **given: acks.append(given))
    return acks


def test_a_long_answer_in_another_alphabet(desk: Desk) -> None:
    """Twelve thousand characters that JSON escapes are many bytes more: the acknowledgement stays empty, and the answer
    comes by the command's own address. Where there is none, nothing else is left to try."""
    command = Command(CALLER, "/log", "", "C0SALES", "1.2", "http://127.0.0.1:9/")
    assert acknowledged(desk, command, (Say(LONG),)) == [{}]
    short = kit.message("short")
    assert acknowledged(desk, command, (Say(short),))[0]["text"] == "short"


def test_a_long_form(desk: Desk) -> None:
    """The acknowledgement shows that there is more to come, and then the form is drawn."""
    form = Submission(CALLER, "view.person", "V1", "1.2", {}, Values({}))
    [ack] = acknowledged(desk, form, (Redraw(VIEW),))
    assert "One moment" in str(ack["view"])
    assert len(str(VIEW).encode()) < ACK_BYTES < len(LONG.blocks) * 2900 * 12
