"""What Slack does not let us send: somebody hears of it, once, with what to do about it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.main.wiring import Running
from sales.delivery import Delivery, DeliveryState
from sales.usecases.celebrating import WIN, WIN_EDIT
from sales.usecases.parking import PARKED, tell_of_parked
from sales.usecases.scheduling import NUDGE
from tests.bot.desk import visible
from tests.delivery.company import ROOM, ROOM_DEAL, WINS, Company
from tests.delivery.conftest import Desk

POST = "chat.postMessage"


def heard_by(crashed: Company, name: str) -> list[str]:
    """What the bot has told somebody directly about what it could not do, oldest first."""
    person = crashed.somebody(name)
    told = [m for m in person.messages(person.app_dm()) if m["user"] != person.user]
    return [words for words in map(visible, told) if "I could not" in words]


def settle(crashed: Company, running: Running) -> None:
    """Until nothing is due any more, whoever sends it."""

    def is_settled(_: object) -> bool:
        running.beat()
        return crashed.store.outbox.overdue(crashed.sandbox.clock.now() + timedelta(minutes=4)) == 0

    assert crashed.somebody("Mia").wait(is_settled, timeout=60)


def test_an_answer_that_may_not_be_posted_is_given_in_private(office: tuple[Company, Running]) -> None:
    """The channel is closed to us while we are asked something there: what was said is saved, and who said it reads the
    answer in their direct message, with its buttons."""
    crashed, running = office
    settle(crashed, running)  # the morning's reminders are out
    crashed.sandbox.fault("error", method=POST, count=1, error="restricted_action_read_only_channel")
    rui = crashed.somebody("Rui")
    crashed.states(rui, ROOM, ROOM_DEAL)
    rui.wait(lambda _: _parked(crashed, 1), timeout=60)
    settle(crashed, running)
    (told,) = heard_by(crashed, "Rui")
    assert f"I could not answer you in <#{ROOM}>: only some people may post there." in told
    assert "or write to me here" in told
    assert ROOM_DEAL in told
    assert "entry.undo" in told


def _parked(crashed: Company, count: int) -> bool:
    with crashed.store.reading(crashed.workspace.id) as tx:
        return len(tx.deliveries.known(PARKED, _slots(crashed))) >= count


def _slots(crashed: Company) -> set[str]:
    return {f"{channel}:{ts}" for channel, ts, _, _ in crashed.said}


def test_an_admin_hears_once_that_wins_cannot_be_posted(office: tuple[Company, Running]) -> None:
    """Three wins in an archived channel are one message to the admin, with what to do; then a week later, again."""
    crashed, running = office
    crashed.sandbox.fault("archive", channel=WINS)
    for number in range(3):
        refuse(crashed, running, WIN, WINS, f"deal {crashed.deals[ROOM_DEAL]} entry {number}")
    (told,) = heard_by(crashed, "Mia")
    assert f"I could not post a win in <#{WINS}>: that channel is archived. Unarchive it" in told
    assert "another channel for wins in `/firebreak settings`" in told
    crashed.later(7 * 24 * 60)
    refuse(crashed, running, WIN_EDIT, WINS, "again")
    assert len(heard_by(crashed, "Mia")) == 2
    assert "I could not correct a win" in heard_by(crashed, "Mia")[-1]


def refuse(crashed: Company, running: Running, kind: str, recipient: str, slot: str, code: str = "is_archived") -> None:
    """A message of that kind is refused for good."""
    now = crashed.sandbox.clock.now()
    with crashed.store.writing(crashed.workspace.id) as tx:
        row = tx.deliveries.enqueue(
            Delivery(kind=kind, recipient=recipient, slot=slot, due_at=now, state=DeliveryState.PARKED)
        )
    assert row is not None
    for _ in range(2):  # stopped between the telling and the mark, it is refused and told of once more
        tell_of_parked(crashed.store, row, code, now)
    settle(crashed, running)


@pytest.mark.parametrize(
    ("kind", "code", "said"),
    [
        (NUDGE, "user_disabled", "I could not remind Dana Cole of their deals: Slack has no account there"),
        ("digest", "messages_tab_disabled", "Switch the Messages tab on"),
        ("handover", "something_new", "I could not write to Dana Cole: Slack refuses it (something_new)."),
        (NUDGE, "message_not_found", ""),
        (PARKED, "user_disabled", ""),
    ],
)
def test_who_cannot_be_reached_is_told_to_an_admin(
    office: tuple[Company, Running], kind: str, code: str, said: str
) -> None:
    """With what can be done; but not that something is gone which somebody has deleted, nor that news could not be
    told."""
    crashed, running = office
    refuse(crashed, running, kind, str(crashed.people["Dana"]), "x", code)
    told = heard_by(crashed, "Mia")
    assert [said in one for one in told] == ([True] if said else [])


def test_a_conversation_that_cannot_be_opened_is_told_of(desk: Desk) -> None:
    """Slack refuses it for good before anything is composed: that is no message silently dropped."""
    told: list[tuple[str, str]] = desk.told
    desk.fault("error", method="conversations.open", error="user_not_found")
    now = desk.company.sandbox.clock.now()
    payload: dict[str, object] = {"deals": [], "answers": {}}
    with desk.company.store.writing(desk.company.workspace.id) as tx:
        row = tx.deliveries.enqueue(
            Delivery(kind=NUDGE, recipient=str(desk.company.people["Dana"]), slot="x", due_at=now, payload=payload)
        )
    assert row is not None
    desk.sender().send_due()
    desk.sleep(timedelta(minutes=1).total_seconds())
    desk.sender().send_due()
    assert told == [(row.key, "user_not_found")]
    assert desk.now(row).state is DeliveryState.PARKED
