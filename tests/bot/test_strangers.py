"""People who are not of the team: another workspace's, guests, bots, those who left; and who is new."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from threading import Semaphore
from typing import Any

import pytest

from bot import routes
from bot.bot import Bot
from bot.commands import take
from bot.dispatch import serve
from bot.ids import Act
from bot.lanes import Lanes
from bot.listeners.hearing import hear_event
from bot.messenger import Messenger
from bot.payloads import Caller, Command, Spoken, click_of
from bot.slack_answer import SlackAnswer
from sales.errors import NotAllowed, NotFound, SalesError
from sales.workspace import Workspace
from storage.process_file import load_process
from storage.sql import SqlStore, SqlTx
from tests.bot.desk import PATIENCE, Desk, visible
from tests.bot.forging import body, clicked, commanded, run, stored


def test_nothing_of_another_workspace_can_be_reached(desk: Desk) -> None:
    """Ids of another workspace's deals are unknown here, and its people are strangers."""
    other = desk.store.add_workspace(Workspace(team_id="T0ELSE", name="Else"), load_process())
    with desk.store.reading(desk.workspace) as tx:
        first = min(name.id for name in tx.deals.names()[1] or ())
    assert other.id != desk.workspace
    payload = body(desk, "dana", actions=[{"action_id": "deal.card", "value": str(first)}])
    payload |= {"user": {"id": "U0DANA", "team_id": "T0ELSE"}, "team": {"id": "T0ELSE"}}
    listener = routes.action_route("deal.card")
    assert listener is not None
    with pytest.raises(SalesError):
        run(desk, listener, click_of(payload))
    unknown = payload | {"user": {"id": "U0DANA", "team_id": "T0NEVER"}, "team": {"id": "T0NEVER"}}
    with pytest.raises(NotAllowed, match="not installed"):
        run(desk, listener, click_of(unknown))


@pytest.mark.parametrize("who", ["guest", "single", "outsider"])
def test_guests_and_outsiders_are_refused_politely(desk: Desk, who: str) -> None:
    """By command, message and Home: a sentence, and no row for them."""
    before = stored(desk)
    assert "works for" in visible(desk.types(who, "/deal"))
    assert "works for" in visible(desk.types(who, "/log called Acme Robotics, they signed"))
    assert "works for" in visible(desk.says(who, "how's Acme Robotics?"))
    home = desk.person(who).wait(lambda p: p.home(), timeout=60)
    assert "works for" in visible({"blocks": home["blocks"]})
    assert stored(desk) == before


class Watched:
    """A store that knows how many of its transactions are open."""

    def __init__(self, store: SqlStore) -> None:
        self._store, self.open = store, 0

    @contextmanager
    def _opened(self, whole: AbstractContextManager[SqlTx]) -> Iterator[SqlTx]:
        with whole as tx:
            self.open += 1
            try:
                yield tx
            finally:
                self.open -= 1

    def reading(self, workspace_id: int) -> AbstractContextManager[SqlTx]:
        return self._opened(self._store.reading(workspace_id))

    def writing(self, workspace_id: int) -> AbstractContextManager[SqlTx]:
        return self._opened(self._store.writing(workspace_id))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)


class Asking(Messenger):
    """A way to Slack that notes what we hold while Slack is asked who somebody is."""

    def __init__(self, desk: Desk, store: Watched, hands: Semaphore) -> None:
        super().__init__(desk.sandbox.bot_token, desk.sandbox.api_url)
        self._store, self._hands, self.held = store, hands, list[tuple[int, bool]]()

    def user(self, user: str) -> SlackAnswer:
        free = self._hands.acquire(blocking=False)
        if free:
            self._hands.release()
        self.held.append((self._store.open, free))
        return super().user(user)


def by_command(bot: Bot, caller: Caller) -> None:
    command = Command(caller, "/log", "called Acme Robotics", "C0SALES", "31.1", "http://127.0.0.1:9/")
    take(bot, routes.COMMANDS["/log"], command, lambda: None, writes=True)


def by_message(bot: Bot, caller: Caller) -> None:
    hear_event(bot, Spoken(caller, "Ev31", "D0NEW", "im", "1795430000.000031", None, "how is Acme?", False))


def by_click(bot: Bot, caller: Caller) -> None:
    payload = {"user": {"id": caller.user_id, "team_id": caller.team_id}, "team": {"id": caller.team_id}}
    click = click_of(payload | {"type": "block_actions", "actions": [{"action_id": "deal.card", "value": "1"}]})
    serve(bot, routes.ACTIONS[Act.CARD], click, lambda **given: None)


@pytest.mark.parametrize("way", [by_command, by_message, by_click])
def test_nobody_waits_while_slack_is_asked_who_somebody_is(desk: Desk, way: Callable[[Bot, Caller], None]) -> None:
    """Slack takes its time, and somebody unknown comes: meanwhile no transaction is open, and no hand is taken."""
    store, hands = Watched(desk.store), Semaphore(1)
    asking = Asking(desk, store, hands)
    whole: Any = store
    bot = replace(desk.running.bot, store=whole, messenger=asking, hands=hands, lanes=Lanes())
    way(bot, Caller("", "T0LARKFIELD", "U0GUEST", "T0LARKFIELD"))
    assert asking.held == [(0, True)]


@pytest.mark.parametrize("line", ["/log", "/deal new", "/forecast", "/firedrill 4:30pm", "/firebreak settings"])
def test_every_command_refuses_a_guest(desk: Desk, line: str) -> None:
    """The same sentence whatever is typed: no form opens, nothing is looked up, and no traceback is shown."""
    before = stored(desk)
    told = visible(desk.types("guest", line))
    assert "Firebreak works for full members of this workspace only." in told
    assert not desk.person("guest").modals()
    assert stored(desk) == before


def test_a_guest_in_a_channel(desk: Desk) -> None:
    """A button of somebody else's message refuses, and says so to the guest; an emoji logs nothing."""
    guest, before = desk.person("guest"), stored(desk)
    desk.says("sam", "called Jane at Acme Robotics", "C0DEALACME")
    told = next(m for m in reversed(guest.messages("C0DEALACME")) if m.get("reply_count"))
    echo = guest.thread("C0DEALACME", told["ts"])[-1]
    saved = stored(desk)
    assert saved != before
    desk.clicks("guest", "C0DEALACME", echo, "Undo")
    guest.wait_for_message("C0DEALACME", "works for full members", timeout=PATIENCE)
    guest.react("C0DEALACME", guest.say("C0DEALACME", "They sign tomorrow"), "memo")
    desk.settle()
    assert stored(desk) == saved


@pytest.mark.parametrize("who", ["robot", "left"])
def test_bots_and_people_who_left_are_no_reps(desk: Desk, who: str) -> None:
    """Whatever arrives in their name is refused, and no row is made for them."""
    before = stored(desk)
    with pytest.raises(NotAllowed):
        commanded(desk, who, "/deal")
    assert stored(desk) == before


def test_whoever_is_new_is_welcomed_as_a_rep(desk: Desk) -> None:
    """The first word makes a person of them: a rep without rights beyond their own, in the zone that Slack knows."""
    first = visible(desk.types("new", "/deal"))
    assert "None yet." in first
    assert "Add one like this: /deal new Acme, 45k" in first
    with desk.store.reading(desk.workspace) as tx:
        nadia = tx.people.by_slack_id("U0NEW")
    assert nadia is not None
    assert (nadia.name, nadia.role.value, nadia.timezone, nadia.admin) == (
        "Nadia Newcomer",
        "rep",
        "Europe/Paris",
        False,
    )
    with pytest.raises(NotAllowed):
        commanded(desk, "new", "/forecast sam")
    with pytest.raises(NotFound):
        clicked(desk, "new", "deal.card", str(desk.deal("Acme Robotics").id))
