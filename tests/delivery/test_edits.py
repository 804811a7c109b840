"""A message that is to be shown anew while nobody knows yet whether it stands there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.composers import composers
from bot.drills import drill_composers
from bot.messenger import Messenger
from bot.recipients import WITHHELD
from bot.sender import Composed, Composer, Dropped, NotNow, Sender
from sales.deal import Field, Via
from sales.delivery import Delivery, DeliveryState
from sales.firedrill import Drill
from sales.people import Person, Role
from sales.usecases.actors import Actor
from sales.usecases.advancing import change
from sales.usecases.celebrating import WIN, WIN_EDIT
from sales.usecases.changing import Wish
from sales.usecases.drill_progress import ASK, EDIT, FINAL, FIREDRILL, end_when_due
from sales.usecases.drilling import call_firedrill, call_off
from tests.delivery.company import ROOM_DEAL
from tests.delivery.conftest import Desk


def posted_by_a_drill(desk: Desk) -> int:
    """The id of the message that follows a firedrill."""
    crashed, now = desk.company, desk.company.sandbox.clock.now()
    with crashed.store.reading(crashed.workspace.id) as tx:
        mia = tx.people.team()[crashed.people["Mia"]]
    return call_firedrill(crashed.store, Actor(crashed.workspace.id, mia), "16:30", now).delivery_id


def posted_by_a_win(desk: Desk) -> int:
    """The id of the celebration of a win."""
    crashed, now = desk.company, desk.company.sandbox.clock.now()
    with crashed.store.reading(crashed.workspace.id) as tx:
        team, won = tx.people.team(), tx.process.won.key
        deal = tx.deals.get(crashed.deals[ROOM_DEAL])
    assert deal is not None
    wish = Wish(deal_id=deal.id, fields={Field.STAGE: won})
    saved = change(crashed.store, Actor(crashed.workspace.id, team[deal.owner_id]), wish, Via.MODAL, now)
    with crashed.store.reading(crashed.workspace.id) as tx:
        (row,) = tx.deliveries.with_slot(WIN, f"deal {deal.id} entry {saved.entry.id}")
    return row.id


def composer_of(desk: Desk, kind: str) -> Composer:
    crashed, clock = desk.company, desk.company.sandbox.clock
    messenger = Messenger(crashed.sandbox.bot_token, crashed.sandbox.api_url)
    made = {**composers(crashed.store, messenger, clock), **drill_composers(crashed.store, messenger, clock, _no_book)}
    return made[kind]


def _no_book(order: object, told: object) -> bytes:
    raise OSError("no workbook is asked for here")


@pytest.mark.parametrize(("kind", "post"), [(EDIT, posted_by_a_drill), (WIN_EDIT, posted_by_a_win)])
def test_an_edit_waits_for_what_it_edits(desk: Desk, kind: str, post: Callable[[Desk], int]) -> None:
    """The answer to the first post was lost: an edit that is dropped now would leave an old number standing there. It
    is tried again, edits what was found, and is dropped only when there is nothing to edit for good."""
    posted_id = post(desk)
    outbox, clock = desk.company.store.outbox, desk.company.sandbox.clock
    row = desk.now(Delivery(id=posted_id, kind=kind, recipient="", slot="", due_at=clock.now()))
    payload = {**row.payload, "edits": row.id}
    edit = Delivery(
        workspace_id=row.workspace_id,
        kind=kind,
        recipient=row.recipient,
        slot="edit",
        due_at=clock.now(),
        payload=payload,
    )
    compose = composer_of(desk, kind)
    for state in (DeliveryState.SENDING, DeliveryState.PENDING):
        (claimed,) = outbox.claim(clock.now(), clock.now() + timedelta(seconds=30), only=row.id)
        if state is DeliveryState.PENDING:
            outbox.mark(claimed, state, error="answer lost", due_at=clock.now())
        with pytest.raises(NotNow):
            compose(edit)
        desk.sleep(31)
    (claimed,) = outbox.claim(clock.now(), clock.now() + timedelta(seconds=30), only=row.id)
    outbox.mark(claimed, DeliveryState.SENT, channel="C0WINS", ts="1.5")
    composed = compose(edit)
    assert isinstance(composed, Composed)
    assert (composed.channel, composed.edits) == ("C0WINS", "1.5")


def test_what_was_never_posted_is_not_edited(desk: Desk) -> None:
    """Slack refused the message for good: there is nothing to show anew."""
    posted_id = posted_by_a_drill(desk)
    outbox, clock = desk.company.store.outbox, desk.company.sandbox.clock
    (claimed,) = outbox.claim(clock.now(), clock.now() + timedelta(seconds=30), only=posted_id)
    outbox.mark(claimed, DeliveryState.PARKED, error="channel_not_found")
    edit = Delivery(
        workspace_id=claimed.workspace_id,
        kind=EDIT,
        recipient=claimed.recipient,
        slot="edit",
        due_at=clock.now(),
        payload={"edits": posted_id},
    )
    assert isinstance(composer_of(desk, EDIT)(edit), Dropped)


@pytest.mark.parametrize("kind", [FIREDRILL, FINAL])
def test_numbers_do_not_go_to_who_may_see_them_no_more(desk: Desk, kind: str) -> None:
    """A firedrill on everybody's numbers, called by an executive who is none any more when it is to be sent."""
    crashed, now = desk.company, desk.company.sandbox.clock.now()
    with crashed.store.writing(crashed.workspace.id) as tx:
        cfo = tx.people.save(Person(id=0, name="Cora Chief", role=Role.EXECUTIVE, slack_id="U0CORA"))
    called = call_firedrill(crashed.store, Actor(crashed.workspace.id, cfo), "16:30", now)
    with crashed.store.writing(crashed.workspace.id) as tx:
        tx.people.save(replace(cfo, role=Role.REP))
        row = tx.deliveries.find(kind, str(cfo.id), f"drill {called.drill.id}")
    assert row is not None
    assert composer_of(desk, kind)(row) == WITHHELD


def drill_desk(desk: Desk) -> Sender:
    """A sender that knows firedrills too, as after a start."""
    crashed = desk.company
    return desk.sender(also=drill_composers(crashed.store, desk.messenger(), crashed.sandbox.clock, _no_book))


def questions(desk: Desk) -> dict[str, list[str]]:
    """What the questions of a firedrill offer now, by who was asked."""
    found = {}
    for name in ("Dana", "Rui"):
        person = desk.company.somebody(name)
        for message in person.messages(person.app_dm()):
            said = str(message["blocks"])
            if any(words in said for words in ("needs the forecast", "The final for", "does not need")):
                found[name] = [
                    element["action_id"].partition(":")[0]
                    for block in message["blocks"]
                    for element in (*block.get("elements", ()), block.get("accessory") or {})
                    if "action_id" in element
                ]
    return found


def test_questions_are_closed_after_a_restart(desk: Desk) -> None:
    """We are stopped at the deadline, with all but the final's row saved; whoever starts next closes every question in
    place, also one whose first edit Slack refused for a while, and no live button is left under any."""
    crashed = desk.company
    posted_by_a_drill(desk)
    drill_desk(desk).send_due()
    assert {name: "drill.update" in ids for name, ids in questions(desk).items()} == {"Dana": True, "Rui": True}
    [drill] = running(desk)
    crashed.sandbox.clock.set(drill.deadline)
    end_when_due(crashed.store, crashed.workspace.id, drill.id, drill.deadline)
    desk.fault("ratelimited", method="chat.update", count=1, retry_after=3)
    with crashed.store.reading(crashed.workspace.id) as tx:
        edits = tx.deliveries.with_slot(EDIT, f"drill {drill.id} asked over")
    sender = drill_desk(desk)
    sender.send_due()
    assert {desk.settled(row, sender).state for row in edits} == {DeliveryState.SENT}
    assert {ids[0] for ids in questions(desk).values() if ids} <= {"deal.card"}
    assert all(not id_.startswith("drill.") for ids in questions(desk).values() for id_ in ids)


def test_a_question_that_was_not_asked_yet_needs_no_edit(desk: Desk) -> None:
    """Called in the evening, to be asked in the morning, and called off at night: nobody is asked, and no edit waits in
    vain and fails for a message that never comes."""
    crashed = desk.company
    crashed.sandbox.clock.set(datetime(2027, 3, 2, 21, 0, tzinfo=UTC))
    with crashed.store.reading(crashed.workspace.id) as tx:
        mia = Actor(crashed.workspace.id, tx.people.team()[crashed.people["Mia"]])
    now = crashed.sandbox.clock.now()
    called = call_firedrill(crashed.store, mia, "11:00", now)
    sender = drill_desk(desk)
    sender.send_due()
    call_off(crashed.store, mia, called.drill.id, now + timedelta(minutes=5))
    desk.sleep(360)
    with crashed.store.reading(crashed.workspace.id) as tx:
        rows = [*tx.deliveries.with_slot(EDIT, f"drill {called.drill.id} asked called off")]
        asks = tx.deliveries.with_slot(ASK, f"drill {called.drill.id}")
    assert len(rows) == len(asks) == 2
    for row in (*rows, *asks):
        assert desk.settled(row, sender, most=800).state is DeliveryState.PARKED
    assert questions(desk) == {}


def running(desk: Desk) -> list[Drill]:
    with desk.company.store.reading(desk.company.workspace.id) as tx:
        return tx.drills.all_running()
