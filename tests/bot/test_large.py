"""Answers and forms of any length and alphabet arrive whole."""

from __future__ import annotations

from dataclasses import replace

from bot.blocks import kit
from bot.commands import carry_out
from bot.dispatch import serve
from bot.payloads import Caller, Command, Submission, Values
from bot.responses import Redraw, Say
from tests.bot.desk import Desk, visible

CALLER = Caller("", "T0LARKFIELD", "U0SAM", "T0LARKFIELD")
LONG = kit.message("long", [kit.section("\N{GRINNING FACE}" * 2900)] * 4)
VIEW = kit.modal("view.show", "Long", LONG.blocks, close="Close")


def test_a_long_answer_in_another_alphabet(desk: Desk) -> None:
    """Twelve thousand characters that JSON spells out are many bytes more. Where the command's own address takes no
    answer, it comes as a direct message."""
    command = Command(CALLER, "/log", "", "C0SALES", "1.2", "http://127.0.0.1:9/")
    carry_out(replace(desk.running.bot), lambda *_: (Say(replace(LONG, text="very long")),), command)
    [message] = desk.messages_of("sam", "very long")
    assert visible(message).count("\N{GRINNING FACE}") == 4 * 2900


def test_a_long_form(desk: Desk) -> None:
    """A form that is drawn anew travels in the acknowledgement, however long it is."""
    form = Submission(CALLER, "view.person", "V1", "1.2", {}, Values({}))
    acks: list[dict[str, object]] = []
    serve(desk.running.bot, lambda *_: (Redraw(VIEW),), form, lambda **given: acks.append(given))
    assert [str(ack["view"]).count("\N{GRINNING FACE}") for ack in acks] == [4 * 2900]
