"""Whoever was deactivated in Slack gets nothing any more, and what they left behind reaches their manager, once. What
went wrong otherwise, the doctor tells."""

from __future__ import annotations

import argparse
from datetime import timedelta

import pytest

from bot.composers import composers
from bot.leavers import ASKED_AGAIN, Leavers, minding_leavers
from bot.main.cli import doctor
from sales.delivery import Delivery, DeliveryState
from sales.usecases.leavers import HANDOVER, hand_over
from sales.usecases.scheduling import DIGEST, NUDGE, plan
from tests.delivery.company import ROOM
from tests.delivery.conftest import Desk


def nudge_of(desk: Desk, name: str) -> Delivery | None:
    """Today's nudge of that person, planned as the heartbeat would."""
    crashed, now = desk.company, desk.company.sandbox.clock.now()
    plan(crashed.store, crashed.workspace.id, now)
    with crashed.store.reading(crashed.workspace.id) as tx:
        return tx.deliveries.find(NUDGE, str(crashed.people[name]), now.date().isoformat())


def run(desk: Desk) -> None:
    crashed, clock, messenger = desk.company, desk.company.sandbox.clock, desk.messenger()
    made = composers(crashed.store, messenger, clock)
    desk.sender(also=minding_leavers(made, crashed.store, messenger, clock)).send_due()


def test_a_deactivated_persons_nudge_goes_to_their_manager(desk: Desk) -> None:
    """Dana is gone: she gets nothing; Mia is told whose deals need an owner; Rui's nudge is as ever."""
    crashed = desk.company
    danas, ruis = nudge_of(desk, "Dana"), nudge_of(desk, "Rui")
    assert danas is not None
    assert ruis is not None
    desk.fault("deactivate", user="U0DANA")
    run(desk)
    run(desk)
    assert (desk.now(danas).state, desk.posts(danas), desk.posts(ruis)) == (DeliveryState.PARKED, 0, 1)
    with crashed.store.reading(crashed.workspace.id) as tx:
        told = tx.deliveries.find(HANDOVER, str(crashed.people["Mia"]), f"person {crashed.people['Dana']}")
        assert not tx.people.team()[crashed.people["Dana"]].active
    assert told is not None
    assert desk.posts(told) == 1
    mia = crashed.somebody("Mia")
    message = mia.wait_for_message(mia.app_dm(), "Dana Cole was deactivated in Slack and still owns")
    assert {"deal.card"} == {b["accessory"]["action_id"] for b in message["blocks"] if "accessory" in b}


def test_nothing_is_planned_for_them_from_then_on(desk: Desk) -> None:
    """Neither a nudge nor a second handover on the next day."""
    crashed = desk.company
    assert nudge_of(desk, "Dana") is not None
    desk.fault("deactivate", user="U0DANA")
    run(desk)
    crashed.sandbox.clock.advance(timedelta(days=1))
    assert nudge_of(desk, "Dana") is None
    run(desk)
    assert sum("/handover/" in key for key in crashed.posted().elements()) == 1


def test_handing_over_twice_tells_once(desk: Desk) -> None:
    """Slack's own notice and our question may both find out."""
    crashed, now = desk.company, desk.company.sandbox.clock.now()
    for _ in range(2):
        hand_over(crashed.store, crashed.workspace.id, crashed.people["Dana"], now)
    run(desk)
    assert sum("/handover/" in key for key in crashed.posted().elements()) == 1


def test_a_leaver_without_deals_is_no_news(desk: Desk) -> None:
    """Nobody is written to about nothing."""
    crashed, now = desk.company, desk.company.sandbox.clock.now()
    hand_over(crashed.store, crashed.workspace.id, crashed.people["Mia"], now)
    with crashed.store.reading(crashed.workspace.id) as tx:
        assert not tx.deliveries.known(HANDOVER, {f"person {crashed.people['Mia']}"})


@pytest.mark.parametrize("kind", ["server_error", "ratelimited", "drop"])
def test_when_slack_does_not_say_the_message_goes_out(desk: Desk, kind: str) -> None:
    """A question that was not answered is no reason to leave somebody without their reminder."""
    row = nudge_of(desk, "Dana")
    assert row is not None
    desk.fault(kind, method="users.info")
    run(desk)
    assert desk.posts(row) == 1


@pytest.mark.parametrize("kind", ["server_error", "ratelimited", "drop"])
def test_when_the_conversation_cannot_be_opened_just_now(desk: Desk, kind: str) -> None:
    """The reminder waits for a better moment; it is not given up."""
    row = nudge_of(desk, "Dana")
    assert row is not None
    desk.fault(kind, method="conversations.open", count=3)
    run(desk)
    for _ in range(5):
        desk.sleep(120)
        run(desk)
    assert desk.posts(row) == 1


def test_slack_is_not_asked_at_every_message(desk: Desk) -> None:
    """An answer holds for ten minutes."""
    crashed, clock = desk.company, desk.company.sandbox.clock
    leavers = Leavers(desk.messenger(), clock)
    for _ in range(3):
        assert not leavers.is_gone("U0DANA")
    assert len(crashed.sandbox.journal.calls("users.info")) == 1
    desk.fault("deactivate", user="U0DANA")
    clock.advance(ASKED_AGAIN)
    assert leavers.is_gone("U0DANA")


def test_the_doctor_tells_what_did_not_arrive(
    desk: Desk, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Parked, uncertain and failed messages with their reasons, and nothing of what they say."""
    crashed = desk.company
    outbox, clock = crashed.store.outbox, crashed.sandbox.clock
    for name, value in crashed.environment(clock.now()).items():
        monkeypatch.setenv(name, value)
    for slot, state, error in (
        ("1", DeliveryState.PARKED, "is_archived"),
        ("2", DeliveryState.UNCERTAIN, "could not look it up"),
        ("3", DeliveryState.FAILED, "msg_too_long"),
    ):
        desk.enqueue(slot, kind=DIGEST, recipient=ROOM)
        (claimed,) = outbox.claim(clock.now(), clock.now())
        outbox.mark(claimed, state, error=error)
    assert doctor.run(argparse.Namespace(database=crashed.url)) == 1
    said = capsys.readouterr().out
    assert "parked, Slack does not let us: 1 x digest (is_archived)" in said
    assert "uncertain whether it arrived, so not repeated: 1 x digest (could not look it up)" in said
    assert "failed, please report it: 1 x digest (msg_too_long)" in said


def test_the_doctor_is_content_when_all_arrived(
    desk: Desk, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """One line, and no worry."""
    for name, value in desk.company.environment(desk.company.sandbox.clock.now()).items():
        monkeypatch.setenv(name, value)
    assert doctor.run(argparse.Namespace(database=desk.company.url)) == 0
    assert "ok    messages: none went wrong" in capsys.readouterr().out
