"""What becomes of a message when Slack's answer is lost, late, unreadable or a refusal: the state that the design
names, and the message exactly once. The sender is the real one, and so is every answer that crosses the wire."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import timedelta

import pytest

import bot.messenger
import bot.slack_calls
from bot.blocks.kit import Message
from bot.messenger import Messenger
from bot.sender import LEASE, MOST_ATTEMPTS, Composed
from bot.slack_answer import Rejected, Sent
from bot.slack_errors import Verdict, verdict_on
from sales.delivery import Delivery, DeliveryState
from sales.usecases.celebrating import WIN
from sales.usecases.hearing import REPLY
from sandbox.contract import GENERIC_ERRORS, methods
from tests.delivery.company import ROOM, TUESDAY, company
from tests.delivery.conftest import Desk

POST, LOOK = "chat.postMessage", "conversations.history"
REFUSALS = sorted((methods()[POST].errors | GENERIC_ERRORS) - {"invalid_blocks", "invalid_blocks_format"})


@pytest.mark.parametrize(
    ("kind", "params"),
    [
        ("drop", {}),
        ("garbage", {}),
        ("cut", {}),
        ("server_error", {}),
        ("ratelimited", {"retry_after": 7}),
        ("error", {"error": "ratelimited"}),
        ("error", {"error": "internal_error"}),
        ("error", {"error": "invalid_auth"}),
    ],
)
def test_what_passes_is_survived(desk: Desk, kind: str, params: dict[str, object]) -> None:
    """An answer that is lost or garbled, a server error, a limit, a token that was refused once: the message is there
    in the end, and there once."""
    sender, row = desk.sender(), desk.enqueue()
    desk.fault(kind, method=POST, count=1, **params)
    sender.send_due()
    assert desk.now(row).state is DeliveryState.PENDING
    assert desk.settled(row, sender).state is DeliveryState.SENT
    assert desk.posts(row) == 1


def test_an_answer_later_than_the_time_out(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Slack posts it after we have stopped listening; it is found there and not posted again."""
    monkeypatch.setattr(bot.slack_calls, "HTTP_TIMEOUT", 0.5)
    sender, row = desk.sender(), desk.enqueue()
    desk.fault("delay", method=POST, count=1, seconds=1.0)
    sender.send_due()
    assert (desk.now(row).state, desk.posts(row)) == (DeliveryState.PENDING, 0)
    desk.company.sandbox.journal.wait(lambda entry: entry.get("method") == POST, timeout=60)
    assert desk.settled(row, sender).state is DeliveryState.SENT
    assert desk.posts(row) == 1


def test_nobody_posts_before_slack_said_so(desk: Desk) -> None:
    """A limit with Retry-After stops the whole workspace for as long, not just the message that met it."""
    sender, row, other = desk.sender(), desk.enqueue("1"), desk.enqueue("2", recipient="C0WINS")
    desk.fault("ratelimited", method=POST, count=1, retry_after=40)
    sender.send_due()
    asked = len(desk.company.sandbox.journal.calls(POST))
    desk.sleep(20)
    sender.send_due()
    assert len(desk.company.sandbox.journal.calls(POST)) == asked == 1
    desk.sleep(21)
    sender.send_due()
    assert (desk.posts(row), desk.posts(other)) == (1, 1)


@pytest.fixture(scope="module")
def long_day(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """One desk for many messages."""
    with company(tmp_path_factory.mktemp("long_day")) as crashed:
        crashed.begin(TUESDAY)
        yield Desk(crashed)


@pytest.mark.parametrize("code", REFUSALS)
def test_each_refusal_ends_as_its_verdict_says(long_day: Desk, code: str) -> None:
    """Retry: there in the end. Park: its owner is told, once. Pause: nothing goes out for a minute, then all of it.
    Bug: failed, for an admin to see."""
    desk = long_day
    desk.told.clear()
    sender, row = desk.sender(), desk.enqueue(code)
    desk.fault("error", method=POST, count=1, error=code)
    sender.send_due()
    end = desk.settled(row, sender)
    match verdict_on(code):
        case Verdict.RETRY | Verdict.PAUSE:
            assert (end.state, desk.posts(row), desk.told) == (DeliveryState.SENT, 1, [])
        case Verdict.PARK:
            assert (end.state, end.error, desk.told) == (DeliveryState.PARKED, code, [(row.key, code)])
        case Verdict.BUG:
            assert (end.state, end.error, desk.posts(row)) == (DeliveryState.FAILED, code, 0)


def test_a_channel_that_was_archived(desk: Desk) -> None:
    """Slack's own refusal, not one that was asked for."""
    sender, row = desk.sender(), desk.enqueue()
    desk.fault("archive", channel=ROOM)
    sender.send_due()
    assert (desk.now(row).state, desk.now(row).error) == (DeliveryState.PARKED, "is_archived")


def test_what_slack_never_takes_is_given_up_in_the_end(desk: Desk) -> None:
    """After eight attempts a message has failed, and says why."""
    sender, row = desk.sender(), desk.enqueue()
    desk.fault("server_error", method=POST)
    sender.send_due()
    end = desk.settled(row, sender)
    assert (end.state, end.attempts, end.error) == (DeliveryState.FAILED, MOST_ATTEMPTS, "HTTP 500")


@pytest.mark.parametrize(
    ("repeats", "state", "posts"),
    [(frozenset[str](), DeliveryState.UNCERTAIN, 1), (frozenset({REPLY}), DeliveryState.SENT, 2)],
)
def test_where_nobody_can_look(desk: Desk, repeats: frozenset[str], state: DeliveryState, posts: int) -> None:
    """The answer was lost and Slack will not show the channel: a digest is left as uncertain, for the admin; what may
    come twice comes twice rather than not at all."""
    sender, row = desk.sender(repeats=repeats), desk.enqueue()
    desk.fault("drop", method=POST, count=1)
    desk.fault("error", method=LOOK, error="missing_scope")
    sender.send_due()
    assert (desk.settled(row, sender).state, desk.posts(row)) == (state, posts)


@pytest.mark.parametrize("repeats", [frozenset[str](), frozenset({REPLY})])
@pytest.mark.parametrize("kind", ["server_error", "garbage", "cut", "drop", "ratelimited"])
def test_a_look_that_fails_in_passing_is_taken_again(desk: Desk, kind: str, repeats: frozenset[str]) -> None:
    """A moment's failure to look is no reason to post blindly, nor to give up."""
    sender, row = desk.sender(repeats=repeats), desk.enqueue()
    desk.fault("drop", method=POST, count=1)
    desk.fault(kind, method=LOOK, count=2)
    sender.send_due()
    assert desk.settled(row, sender).state is DeliveryState.SENT
    assert desk.posts(row) == 1


def test_a_message_that_was_posted_long_before_is_still_found(desk: Desk) -> None:
    """Composing fails for an hour after the first attempt was posted and its answer lost."""
    failing = [False]

    def composer(delivery: Delivery) -> Composed:
        if failing[0]:
            raise RuntimeError("the picture cannot be drawn")
        return Composed(ROOM, Message("hello", ()))

    sender, row = desk.sender(also={REPLY: composer}), desk.enqueue()
    desk.fault("drop", method=POST, count=1)
    sender.send_due()
    failing[0] = True
    for _ in range(4):
        desk.sleep(900)
        sender.send_due()
    failing[0] = False
    assert desk.settled(row, sender).state is DeliveryState.SENT
    assert desk.posts(row) == 1


@pytest.mark.parametrize("other_is_faster", [True, False])
def test_composing_longer_than_the_lease(desk: Desk, other_is_faster: bool) -> None:
    """Two processes; the first draws a picture until its lease is over. Whether the second one takes the message over
    in the meantime or not: it is posted once."""
    second = desk.sender(also={REPLY: lambda delivery: Composed(ROOM, Message("hello", ()))})

    def slow(delivery: Delivery) -> Composed:
        desk.sleep(LEASE.total_seconds() + 1)
        if other_is_faster:
            assert second.send_due() == 1
        return Composed(ROOM, Message("hello", ()))

    row = desk.enqueue()
    desk.sender(also={REPLY: slow}).send_due()
    assert (desk.now(row).state, desk.posts(row)) == (DeliveryState.SENT, 1)


@pytest.mark.parametrize(("seconds", "claims"), [(9, 1), (11, 2)])
def test_a_claim_outlasts_a_message_and_its_plain_twin(desk: Desk, seconds: int, claims: int) -> None:
    """Where Slack refuses the blocks, the message goes out a second time without them: a claim that has not got two
    time-outs left by then is renewed first."""

    def slow(delivery: Delivery) -> Composed:
        desk.sleep(seconds)
        return Composed(ROOM, Message("hello", ()))

    row = desk.enqueue()
    desk.sender(also={REPLY: slow}).send_due()
    assert (desk.now(row).state, desk.now(row).fence, desk.posts(row)) == (DeliveryState.SENT, claims, 1)


def test_a_claim_that_would_wait_long_is_given_back(desk: Desk) -> None:
    """Slack asks for a pause while a message is being composed: nobody holds on to it until its lease ends."""
    sender = desk.sender()
    row = desk.enqueue("1")
    desk.fault("ratelimited", method=POST, count=1, retry_after=30)
    sender.send_due()
    assert desk.now(row).state is DeliveryState.PENDING
    assert desk.now(row).leased_until is None


def test_who_comes_back_from_the_dead_marks_nothing(desk: Desk) -> None:
    """A process that slept through its lease does not overwrite what its successor has done."""
    row = desk.enqueue()
    outbox, clock = desk.company.store.outbox, desk.company.sandbox.clock
    (mine,) = outbox.claim(clock.now(), clock.now() + LEASE)
    desk.sleep(31)
    desk.sender().send_due()
    assert desk.now(row).state is DeliveryState.SENT
    assert not outbox.mark(mine, DeliveryState.FAILED, error="too late")
    assert desk.now(row).state is DeliveryState.SENT


def test_a_long_queue_goes_out_at_slacks_pace(desk: Desk) -> None:
    """A burst of three to each channel at once, from then on one a second."""
    sender = desk.sender()
    rows = [desk.enqueue(str(n), recipient=("C0WINS", ROOM)[n % 2]) for n in range(20)]
    began = desk.company.sandbox.clock.now()
    assert sender.send_due() == len(rows)
    took = desk.company.sandbox.clock.now() - began
    assert [desk.posts(row) for row in rows] == [1] * len(rows)
    assert took >= timedelta(seconds=6)


def test_who_is_told_to_stop_leaves_the_queue_to_the_next(desk: Desk) -> None:
    """The message under way is finished; the rest is not begun, and goes out after the next start."""

    def composer(delivery: Delivery) -> Composed:
        if delivery.slot == "2":
            stopping.stop()
        return Composed(ROOM, Message("hello", ()))

    stopping = desk.sender(also={REPLY: composer})
    rows = [desk.enqueue(str(n)) for n in range(6)]
    assert stopping.send_due() == 3
    assert [desk.now(row).state for row in rows[3:]] == [DeliveryState.PENDING] * 3
    assert stopping.send_due() == 0
    next_one = desk.sender()
    assert all(desk.settled(row, next_one).state is DeliveryState.SENT for row in rows)
    assert [desk.posts(row) for row in rows] == [1] * len(rows)


def test_a_win_whose_answer_was_lost_is_found(desk: Desk) -> None:
    """A celebration is looked up in its channel, like any other message."""
    sender = desk.sender(also={WIN: lambda delivery: Composed("C0WINS", Message("won", ()))})
    row = desk.enqueue("deal 1", kind=WIN, recipient="C0WINS")
    desk.fault("drop", method=POST, count=1)
    sender.send_due()
    time.sleep(0.01)
    assert desk.settled(row, sender).state is DeliveryState.SENT
    assert desk.posts(row) == 1


def test_what_lies_many_messages_back_is_found(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """A workbook and a message of ours, in a channel where people have talked a good deal since."""
    monkeypatch.setattr(bot.messenger, "PAGE", 2)
    crashed = desk.company
    messenger, began = Messenger(crashed.sandbox.bot_token, crashed.sandbox.api_url), crashed.sandbox.clock.now()
    messenger.upload("final.xlsx", b"workbook", title="Final", channel=ROOM)
    messenger.post(ROOM, Message("hello", ()), delivery="ours")
    for number in range(5):
        crashed.somebody("Rui").say(ROOM, f"about something else, {number}")
    assert messenger.has_file(ROOM, "final.xlsx", began) is True
    assert messenger.has_file(ROOM, "another.xlsx", began) is False
    assert isinstance(messenger.find(ROOM, "ours", began), Sent)
    monkeypatch.setattr(bot.messenger, "MOST_PAGES", 2)
    assert messenger.has_file(ROOM, "final.xlsx", began) is None


def test_a_picture_waits_for_its_slower_rate(desk: Desk) -> None:
    """Slack takes fewer files a minute than messages: a digest keeps its picture, and is a moment later."""
    sandbox, waited = desk.company.sandbox, list[float]()
    messenger = Messenger(sandbox.bot_token, sandbox.api_url, waited.append)
    for method, pause in (("files.getUploadURLExternal", 2), ("files.completeUploadExternal", 1)):
        desk.fault("ratelimited", method=method, count=1, retry_after=pause)
    assert isinstance(messenger.upload("forecast.png", b"picture", title="Forecast"), Sent)
    assert waited == [2, 1]


@pytest.mark.parametrize(("patient", "pause", "waited"), [(True, 3, [3]), (True, 60, []), (False, 3, [])])
def test_only_who_is_not_waited_for_waits(desk: Desk, patient: bool, pause: int, waited: list[float]) -> None:
    """For short pauses, and while nobody looks at the screen; else the refusal is told at once."""
    sandbox, slept = desk.company.sandbox, list[float]()
    messenger = Messenger(sandbox.bot_token, sandbox.api_url, slept.append)
    desk.fault("ratelimited", method="conversations.open", count=1, retry_after=pause)
    answer = messenger.open_dm("U-dana", patient=patient)
    assert slept == waited
    assert (isinstance(answer, Rejected) and answer.code == "ratelimited") is not bool(waited)


def test_an_answer_in_a_thread_is_found_there(desk: Desk) -> None:
    """In a deal's channel the answer stands in a thread; a look before the repost has to look there."""
    said = desk.company.somebody("Rui").say(ROOM, "called")
    sender, row = desk.sender(), desk.enqueue(thread_ts=said)
    desk.fault("drop", method=POST, count=1)
    sender.send_due()
    assert desk.settled(row, sender).state is DeliveryState.SENT
    assert desk.posts(row) == 1
