"""What reaches us twice is done once: Slack's retries, one message under two event ids, a second click or submit."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from typing import Any

import pytest

from bot.bot import Bot
from bot.dispatch import serve
from bot.lanes import Lanes
from bot.listeners.hearing import hear_event
from bot.main.wiring import Running
from bot.payloads import Caller, Spoken, Submission, Values
from bot.responses import Done, Responses
from sales.deal import Field
from sales.errors import Invalid
from sales.usecases.actors import Actor
from sales.usecases.hearing import SENT_TWICE
from sales.usecases.nudging import answer_nudge, confirmed
from sales.usecases.scheduling import NUDGE, plan
from tests.delivery.company import NAMES, ROOM, ROOM_DEAL, TEAM_ID, WINS, Company
from tests.delivery.conftest import Desk


def replies_settle(crashed: Company) -> list[str]:
    """What is wrong, once nothing moves any more; nudges and digests aside."""

    def wrong() -> list[str]:
        return [w for w in crashed.wrong() if "/nudge/" not in w and "/digest/" not in w and "not settled" not in w]

    deadline = time.monotonic() + 20
    while wrong() and time.monotonic() < deadline:
        time.sleep(0.05)
    time.sleep(0.3)
    return wrong()


def at_once(*work: Callable[[], Any]) -> list[Any]:
    """Runs all of it at the same moment; returns the results in order."""
    gate = threading.Barrier(len(work))

    def after_gate(task: Callable[[], Any]) -> Any:
        gate.wait(60)
        return task()

    with ThreadPoolExecutor(len(work)) as pool:
        return list(pool.map(after_gate, work))


def test_what_was_not_acknowledged_comes_again_and_is_done_once(office: tuple[Company, Running]) -> None:
    """Slack believes our acknowledgement lost, and sends the same event once more."""
    crashed, _ = office
    crashed.sandbox.fault("lost_ack", count=1)
    dana = crashed.somebody("Dana")
    crashed.states(dana, dana.app_dm(), NAMES[0])
    crashed.sandbox.journal.wait(lambda entry: entry.get("retry_attempt") == 1, timeout=60)
    assert replies_settle(crashed) == []


def test_a_message_under_two_event_ids(office: tuple[Company, Running]) -> None:
    """At the same moment, in two threads: one entry, one answer."""
    crashed, running = office
    dana = crashed.somebody("Dana")
    channel = dana.app_dm()
    caller = Caller("", TEAM_ID, "U0DANA", TEAM_ID)
    for number in range(5):
        ts = f"{crashed.sandbox.clock.now().timestamp():.6f}"
        text = f"called {NAMES[0]}, now {700 + number}k"
        crashed.said.append((channel, ts, NAMES[0], 700 + number))
        spoken = [Spoken(caller, f"Ev{number}{n}", channel, "im", ts, None, text, False) for n in range(3)]
        at_once(*(partial(hear_event, running.bot, words) for words in spoken))
    assert replies_settle(crashed) == []


def test_a_mention_is_told_twice_by_slack(office: tuple[Company, Running]) -> None:
    """In a channel, a mention of the bot arrives as a message and as a mention."""
    crashed, _ = office
    rui = crashed.somebody("Rui")
    mention = f"<@{crashed.sandbox.bot_user}> "
    crashed.states(rui, ROOM, ROOM_DEAL, mention + "called {deal}, now {amount}k")
    assert replies_settle(crashed) == []


class Stopped(Exception):
    """The process ends here."""


def test_a_mention_that_was_swept_up_is_still_one(office: tuple[Company, Running]) -> None:
    """We were stopped between writing it down and answering it, and its text no longer names us. Whoever spoke to us in
    a channel gets an answer all the same, even to words we do not understand."""
    crashed, running = office
    rui = crashed.somebody("Rui")
    ts = rui.say(WINS, "what a strange day")
    words = Spoken(
        Caller("", TEAM_ID, "U0RUI", TEAM_ID), f"Ev{ts}", WINS, "channel", ts, None, "what a strange day", True
    )

    def stop(point: str) -> None:
        raise Stopped(point)

    with pytest.raises(Stopped):
        hear_event(replace(running.bot, faults=stop), words)
    crashed.later(3)
    running.beat()
    (answer,) = rui.wait(lambda who: who.thread(WINS, ts)[1:], timeout=60)
    assert answer["user"] == crashed.sandbox.bot_user


def form(note: str, view_hash: str = "h1") -> Submission:
    caller = Caller("", TEAM_ID, "U0DANA", TEAM_ID)
    values = Values({"note": {"note": {"type": "plain_text_input", "value": note}}})
    return Submission(caller, "view.log", "V1", view_hash, {}, values)


def submitted(
    running: Running, submission: Submission, listener: Callable[..., Responses], acks: list[dict[str, Any]]
) -> None:
    serve(running.bot, listener, submission, lambda **given: acks.append(given))


def test_a_form_submitted_twice_is_taken_once(office: tuple[Company, Running]) -> None:
    """Two clicks on Submit at the same moment: the second is told so, at its first field."""
    _, running = office
    taken: list[str] = []
    acks: list[dict[str, Any]] = []

    def listener(bot: Bot, actor: Actor, given: Submission) -> Responses:
        with bot.store.writing(actor.workspace_id):
            time.sleep(0.2)
            taken.append(given.values.text("note"))
        return (Done(),)

    def submit() -> None:
        submitted(running, form("called"), listener, acks)

    at_once(submit, submit, submit)
    assert taken == ["called"]
    assert sorted(str(ack.get("errors")) for ack in acks) == ["None", *[str({"note": SENT_TWICE})] * 2]


def test_another_form_or_another_text_is_another_matter(office: tuple[Company, Running]) -> None:
    """What differs in what was typed, or in the form itself, was not sent before."""
    _, running = office
    taken: list[str] = []

    def listener(bot: Bot, actor: Actor, given: Submission) -> Responses:
        with bot.store.writing(actor.workspace_id):
            taken.append(given.values.text("note"))
        return (Done(),)

    for given in (form("called"), form("called again"), form("called", "h2")):
        submitted(running, given, listener, [])
    assert taken == ["called", "called again", "called"]


def test_a_form_that_was_refused_may_come_again(office: tuple[Company, Running]) -> None:
    """Nothing was saved, so the same form gets the same answer, and is taken once the reason is gone."""
    _, running = office
    acks: list[dict[str, Any]] = []
    refusals = iter(["Not yet.", "Not yet."])

    def listener(bot: Bot, actor: Actor, given: Submission) -> Responses:
        with bot.store.writing(actor.workspace_id):
            for sentence in refusals:
                raise Invalid(sentence, field="note")
        return (Done(),)

    for _ in range(3):
        submitted(running, form("called"), listener, acks)
    assert [ack.get("errors") for ack in acks] == [{"note": "Not yet."}, {"note": "Not yet."}, None]


def test_a_second_click_on_undo(office: tuple[Company, Running]) -> None:
    """The change is taken back once; the second click says that it was."""
    crashed, _ = office
    dana = crashed.somebody("Dana")
    channel = dana.app_dm()
    crashed.states(dana, channel, NAMES[0])
    echo = dana.wait_for_message(channel, "Undo")
    again = crashed.sandbox.person("U0DANA")
    at_once(lambda: dana.click(channel, echo, "entry.undo"), lambda: again.click(channel, echo, "entry.undo"))
    dana.wait_for_message(channel, "undone already", timeout=60)
    with crashed.store.reading(crashed.workspace.id) as tx:
        history = tx.deals.history(crashed.deals[NAMES[0]])
    assert sum(change.field is Field.AMOUNT for change in history) == 2


def test_a_second_click_on_still_right(desk: Desk) -> None:
    """The deal is confirmed once, the nudge shows it ticked off both times."""
    crashed, now = desk.company, desk.company.sandbox.clock.now()
    store, workspace_id, dana = crashed.store, crashed.workspace.id, crashed.people["Dana"]
    plan(store, workspace_id, now)
    with store.reading(workspace_id) as tx:
        nudge = tx.deliveries.find(NUDGE, str(dana), now.date().isoformat())
        person = tx.people.team()[dana]
    assert nudge is not None
    deal_id = crashed.deals[NAMES[0]]
    actor = Actor(workspace_id, person)
    at_once(*[lambda: answer_nudge(store, actor, nudge.id, confirmed(deal_id), "still right", now) for _ in range(3)])
    with store.reading(workspace_id) as tx:
        assert sum(change.field is Field.CONFIRMED for change in tx.deals.history(deal_id)) == 1


def test_undo_said_once_undoes_once(office: tuple[Company, Running]) -> None:
    """Stopped after the undo was saved and before it was answered, the same word comes again: the entry before it
    stays."""
    crashed, running = office
    dana = crashed.somebody("Dana")
    channel = dana.app_dm()
    for deal in NAMES[:2]:
        crashed.states(dana, channel, deal)
    assert replies_settle(crashed) == []
    ts = f"{crashed.sandbox.clock.now().timestamp():.6f}"
    words = Spoken(Caller("", TEAM_ID, "U0DANA", TEAM_ID), "Ev1", channel, "im", ts, None, "undo", False)

    def stop_at_reply(point: str) -> None:
        if point == "answer.saved":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        hear_event(replace(running.bot, faults=stop_at_reply, lanes=Lanes()), words)
    hear_event(running.bot, words)
    with crashed.store.reading(crashed.workspace.id) as tx:
        changed = [
            sum(change.field is Field.AMOUNT for change in tx.deals.history(crashed.deals[deal])) for deal in NAMES[:2]
        ]
    assert sorted(changed) == [1, 2]
