"""What becomes of a command: Slack hears yes before anything is done, the answer comes after it, and nothing that was
typed is lost or done twice, whatever happens in between."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from bot import commands
from bot.bot import Bot
from bot.commands import take
from bot.lanes import Lanes
from bot.messenger import Messenger
from bot.payloads import Caller, Command
from bot.responses import Later
from bot.routes import COMMANDS
from bot.sweeping import sweep_inbox
from sales.deal import Field, write_value
from sales.errors import Invalid
from sales.usecases.hearing import left_behind, may_begin, unanswered
from sales.usecases.ports import Heard
from tests.bot.desk import PATIENCE, Desk, Message, visible
from tests.bot.talking import usd

CALL = "/log called Juniper Cold Storage, {} asks for the terms"


class Stopped(BaseException):
    """The process ends here."""


def typed(desk: Desk, who: str, text: str, number: int, url: str = "") -> Command:
    """A command as it arrives; without a `url`, nothing takes its answer."""
    user = f"U0{who.upper()}"
    name, _, words = text.partition(" ")
    caller = Caller("", "T0LARKFIELD", user, "T0LARKFIELD")
    return Command(caller, name, words, "C0SALES", f"{number}.1", url or "http://127.0.0.1:9/")


def entered(desk: Desk, words: str) -> int:
    """How many entries hold these words."""
    with desk.store.reading(desk.workspace) as tx:
        person = tx.people.by_slack_id("U0SAM")
        assert person is not None
        return sum(words in entry.text for entry in tx.entries.lately_by(person.id))


def acks(desk: Desk) -> list[Any]:
    return [entry["payload"] for entry in desk.sandbox.journal.entries(what="ack")]


@pytest.mark.parametrize("line", ["/log called Juniper Cold Storage", "/deal Juniper Cold Storage", "/firebreak help"])
def test_yes_and_then_the_answer(desk: Desk, line: str) -> None:
    """The acknowledgement says nothing; what only the person sees comes by the command's own address."""
    before, answers = len(acks(desk)), len(desk.sandbox.journal.entries(what="response_url"))
    shown = desk.types("sam", line)
    assert shown.get("subtype") == "ephemeral" or shown.get("is_ephemeral")
    assert not any(acks(desk)[before:])
    assert len(desk.sandbox.journal.entries(what="response_url")) == answers + 1


@pytest.mark.parametrize("point", ["inbox.noted", "inbox.acked", "answer.saved"])
def test_stopped_in_between(desk: Desk, point: str) -> None:
    """Wherever the process ends after the words were written down: they are carried out once, and answered."""

    def stop(passed: str) -> None:
        if passed == point:
            raise Stopped(point)

    who = f"Pat {point[-5:].title()}"
    bot = replace(desk.running.bot, faults=stop, lanes=Lanes())
    command = typed(desk, "sam", CALL.format(who), sum(map(ord, point)))
    with pytest.raises(Stopped):
        take(bot, COMMANDS["/log"], command, lambda: None, writes=True)
    for _ in range(2):
        desk.later(minutes=3)
    assert entered(desk, who) == 1
    assert len(desk.messages_of("sam", who)) == 1


@pytest.mark.parametrize(
    ("ends", "number", "told"),
    [
        pytest.param(ZeroDivisionError(), 21, "reference", id="it failed"),
        pytest.param(Invalid("Not on a Monday."), 26, "Not on a Monday.", id="it was refused"),
    ],
)
def test_what_came_to_nothing_is_not_carried_out_later(desk: Desk, ends: Exception, number: int, told: str) -> None:
    """Whoever reads that it failed or may not be may have done something else since: it must not be done behind their
    back as well. What they are told stands by, and is told once."""
    tried: list[Command] = []

    def comes_to_nothing(_within: Any, _actor: Any, command: Command) -> Any:
        tried.append(command)
        raise ends

    def stop(passed: str) -> None:
        if passed == "answer.saved":
            raise Stopped(passed)

    bot = replace(desk.running.bot, faults=stop, lanes=Lanes())
    with pytest.raises(Stopped):
        take(bot, comes_to_nothing, typed(desk, "sam", CALL.format("Nobody"), number), lambda: None, writes=True)
    desk.later(minutes=3)
    assert (len(tried), entered(desk, "Nobody")) == (1, 0)
    assert len(desk.messages_of("sam", told)) == 1


def another(desk: Desk) -> Bot:
    """The bot of a second process, and a process that is only just beginning has an empty mind."""
    return replace(desk.running.bot, lanes=Lanes(), name="another")


def test_two_processes_answer_once(desk: Desk) -> None:
    """While one is at it, another one starts, and finds it in the inbox: a card that changes nothing is shown once."""
    one, two, before = replace(desk.running.bot, lanes=Lanes()), another(desk), len(desk.messages_of("sam", ""))

    def meanwhile(within: Bot, actor: Any, command: Command) -> Any:
        for now in (two.now, None):
            left = left_behind(desk.store, desk.workspace, now, 9)
            assert len(left) == (now is None)
            sweep_inbox(two, desk.running.workspace, left, lambda seconds: True)
        return COMMANDS["/deal"](within, actor, command)

    take(one, meanwhile, typed(desk, "sam", "/deal Juniper Cold Storage", 27), lambda: None, writes=True)
    desk.later(minutes=3)
    assert len(desk.messages_of("sam", "")) == before + 1


def test_who_was_too_slow_leaves_it_to_whoever_took_over(desk: Desk) -> None:
    """A process that stood still for longer than its lease finds that another one is at it, and does nothing; the next
    one begins with it when that one has ended as well."""
    two, waiting = another(desk), left(desk, "/deal Juniper Cold Storage", 28)
    slow = replace(waiting, leased_by=desk.running.bot.name, leased_until=two.now)
    before = len(desk.messages_of("sam", ""))
    assert may_begin(desk.store, desk.workspace, waiting, two.name, two.now)
    bot = replace(desk.running.bot, lanes=Lanes())
    commands.carry_out(bot, COMMANDS["/deal"], replace(typed(desk, "sam", "/deal Juniper", 28), heard=slow))
    assert unanswered(desk.store, desk.workspace, slow.key)
    assert len(desk.messages_of("sam", "")) == before
    desk.later(minutes=2)
    assert not unanswered(desk.store, desk.workspace, slow.key)
    assert len(desk.messages_of("sam", "")) == before + 1


def left(desk: Desk, line: str, number: int) -> Heard:
    """A command that stands in the inbox."""
    command = typed(desk, "sam", line, number)
    key, user, words = f"command:{command.trigger_id}", command.caller.user_id, command.text
    heard = Heard(key, command.channel, "", user, words, None, desk.running.bot.now)
    heard = replace(heard, command=command.name, response_url=command.response_url)
    with desk.store.writing(desk.workspace) as tx:
        return tx.inbox.note(heard)


def test_whose_turn_it_is_is_left_to_it(desk: Desk) -> None:
    """What is being carried out is not taken up as well, be the clock moved by days; nor is what was done meanwhile."""
    bot, before = replace(desk.running.bot, lanes=Lanes()), len(desk.messages_of("sam", ""))
    heard = left(desk, "/deal Juniper Cold Storage", 22)
    with bot.lanes.turn(heard.slack_user):
        sweep_inbox(bot, desk.running.workspace, [heard])
        assert unanswered(desk.store, desk.workspace, heard.key)
    for _ in range(2):
        sweep_inbox(bot, desk.running.workspace, [heard])
    assert not unanswered(desk.store, desk.workspace, heard.key)
    assert len(desk.messages_of("sam", "")) == before + 1


def test_one_that_cannot_be_answered_keeps_nobody_waiting(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its person gets an apology, and what was typed after it is carried out."""
    monkeypatch.setitem(COMMANDS, "/broken", lambda *_: (Later("no such work", {}),))
    before = len(desk.messages_of("sam", "reference"))
    waiting = [left(desk, "/broken at once", 23), left(desk, CALL.format("After"), 24)]
    sweep_inbox(replace(desk.running.bot, lanes=Lanes()), desk.running.workspace, waiting)
    desk.later(minutes=3)
    assert entered(desk, "After") == 1
    assert len(desk.messages_of("sam", "reference")) == before + 1


def test_a_form_while_slack_cannot_be_reached(desk: Desk) -> None:
    """Neither the form nor a word about it arrives: the word is said when Slack is back."""
    gone = Messenger("xoxb-none", "http://127.0.0.1:9/api/")
    bot = replace(desk.running.bot, lanes=Lanes(), messenger=gone)
    take(bot, COMMANDS["/deal"], typed(desk, "sam", "/deal Acme Robotics lost", 25), lambda: None, writes=True)
    desk.later(minutes=3)
    [told] = desk.messages_of("sam", "/deal Acme Robotics lost")
    assert "once more" in visible(told)


def test_taken_up_by_two(desk: Desk) -> None:
    """One that is carried out already, or by somebody else meanwhile, is not carried out again."""
    bot = replace(desk.running.bot, lanes=Lanes())
    kept: list[Command] = []
    listener = COMMANDS["/log"]

    def twice(within: Any, actor: Any, command: Command) -> Any:
        kept.append(command)
        return listener(within, actor, command)

    command = typed(desk, "sam", CALL.format("Twice"), 7)
    take(bot, twice, command, lambda: None, writes=True)
    commands.carry_out(bot, listener, kept[0])
    assert entered(desk, "Twice") == 1


def test_an_address_that_takes_no_answer(desk: Desk) -> None:
    """The answer comes as a direct message, once, and nothing stands by for it any more."""
    bot = replace(desk.running.bot, lanes=Lanes())
    take(bot, COMMANDS["/log"], typed(desk, "sam", CALL.format("Dee"), 8), lambda: None, writes=True)
    desk.later(minutes=3)
    assert len(desk.messages_of("sam", "Dee")) == 1


def test_one_after_the_other(desk: Desk) -> None:
    """Two commands that follow upon each other are carried out in the order in which they were typed."""
    desk.types("sam", "/deal new Orderly Oaks, 60k")
    sam = desk.person("sam")
    for amount in range(61, 69):
        assert sam.command("C0SALES", f"/log Orderly Oaks is {amount}k now")["ok"]
    wanted = [write_value(usd(thousand * 1_000)) for thousand in range(61, 69)]
    sam.wait(lambda _: amounts(desk)[-1:] == wanted[-1:], timeout=PATIENCE)
    assert amounts(desk)[-8:] == wanted


def amounts(desk: Desk) -> list[str | None]:
    return [change.new for change in desk.history("Orderly Oaks") if change.field is Field.AMOUNT]


def test_a_form_that_comes_too_late(desk: Desk) -> None:
    """Slack opens no form half an hour after it was asked for: whoever typed it is told to type it again."""
    bot = replace(desk.running.bot, lanes=Lanes())
    take(bot, COMMANDS["/deal"], typed(desk, "sam", "/deal Juniper Cold Storage lost", 9), lambda: None, writes=True)
    [told] = desk.messages_of("sam", "/deal Juniper Cold Storage lost")
    assert "once more" in visible(told)


def test_a_question_stays_between_two(desk: Desk) -> None:
    """A question that nobody answers is not asked again, and never in front of the channel; answered, it is answered
    once."""
    asked = desk.types("sam", "/log reopen Acme Robotics")
    assert "button" in visible(asked)
    before = len(desk.person("dana").messages("C0SALES"))
    desk.later(minutes=10)
    desk.running.beat()
    assert len(desk.person("dana").messages("C0SALES")) == before
    assert last_of(desk, "sam")["ts"] == asked["ts"]


def last_of(desk: Desk, who: str) -> Message:
    message: Message = desk.person(who).messages("C0SALES")[-1]
    return message


def test_the_address_is_kept_no_longer_than_it_is_needed(desk: Desk) -> None:
    """Who reads the inbox later cannot write in anybody's name."""
    desk.types("sam", "/log emailed Juniper Cold Storage")
    with desk.store.database.reading() as connection:
        rows = connection.exec_driver_sql("SELECT key, response_url FROM inbox WHERE done").all()
    assert rows
    assert not any(url for _, url in rows), json.dumps([list(row) for row in rows])
