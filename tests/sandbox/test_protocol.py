"""What Slack promises about delivery: one connection, again if unheard, three seconds, five uses, single tickets."""

import http.client
import threading
import time
import urllib.error
import urllib.request
from datetime import timedelta
from typing import Any

import pytest

from sandbox.server import Sandbox
from tests.sandbox.conftest import MANIFEST, SEED, Api
from tests.sandbox.robot import Frame, Make, Robot


def silent(_: Frame) -> dict[str, Any] | None:
    """An app that never acknowledges."""
    return None


def test_each_envelope_goes_to_one_connection(sandbox: Sandbox, robots: Make) -> None:
    """Of two connections both get some of twenty events, and together each just once."""
    one, two = robots(), robots()
    dana = sandbox.person("U0DANA")
    for number in range(20):
        dana.say("C0SALES", f"message {number}")
    sandbox.person("U0MAX").wait(lambda _: len(one.got) + len(two.got) >= 20)
    texts = [each["payload"]["event"]["text"] for each in [*one.got, *two.got]]
    assert sorted(texts) == sorted(f"message {number}" for number in range(20))
    assert one.got
    assert two.got


def test_a_first_delivery_carries_attempt_zero(sandbox: Sandbox, robots: Make) -> None:
    """A first delivery is marked as attempt 0 and is no retry."""
    robot = robots()
    sandbox.person("U0DANA").say("C0SALES", "hello")
    request = robot.wait(1)[0]
    assert (request["retry_attempt"], request["retry_reason"]) == (0, "")


def test_an_acknowledgement_may_take_three_seconds() -> None:
    """Unless told otherwise the workspace waits for three seconds, as Slack does, before it calls a command failed."""
    with Sandbox(SEED, MANIFEST) as patient:
        robot = Robot(patient, silent).connect()
        begun = time.monotonic()
        answer = patient.person("U0DANA").command("C0SALES", "/log x")
        assert time.monotonic() - begun > 2.95
        robot.close()
    assert answer == {"ok": False, "error": "operation_timeout"}


def test_an_event_without_ack_comes_again_and_a_command_does_not(hasty: Sandbox) -> None:
    """Without ack in time an event is sent again with its reason; a command fails before the person."""
    robot = Robot(hasty, silent).connect()
    dana = hasty.person("U0DANA")
    dana.say("C0SALES", "hello")
    assert dana.command("C0SALES", "/log x") == {"ok": False, "error": "operation_timeout"}
    line = dana.wait_for_message("C0SALES", "/log failed with the error “operation_timeout”")
    assert (line["failed"], line["ephemeral"], line["user"]) == (True, True, "USLACKBOT")
    events = robot.wait(3, "events_api")
    assert [each["retry_attempt"] for each in events[:3]] == [0, 1, 2]
    assert {each["retry_reason"] for each in events[1:]} == {"timeout"}
    assert len({each["payload"]["event_id"] for each in events}) == 1
    assert len([each for each in robot.got if each["type"] == "slash_commands"]) == 1
    assert "failed" not in str(hasty.person("U0MAX").messages("C0SALES"))
    robot.close()


def test_a_lost_ack_brings_the_event_again(hasty: Sandbox) -> None:
    """The app acknowledged, yet the workspace did not hear it: the event comes a second time."""
    robot = Robot(hasty).connect()
    hasty.fault("lost_ack", count=1)
    hasty.person("U0DANA").say("C0SALES", "hello")
    assert [each["retry_attempt"] for each in robot.wait(2)[:2]] == [0, 1]
    robot.close()


def test_a_command_without_any_connection_fails_at_once(sandbox: Sandbox) -> None:
    """With no app connected the person reads of a failed dispatch, not of one that took too long."""
    assert sandbox.person("U0DANA").command("C0SALES", "/log x") == {"ok": False, "error": "dispatch_failed"}


def test_a_farewell_says_why(sandbox: Sandbox, robots: Make) -> None:
    """Before a connection ends the app is told to come back, and for what reason."""
    robot = robots()
    sandbox.fault("disconnect", reason="warning")
    sandbox.person("U0DANA").wait(lambda _: robot.farewells)
    assert robot.farewells == ["warning"]


def test_a_connection_address_serves_once(sandbox: Sandbox) -> None:
    """The address of `apps.connections.open` opens one connection; a second use is refused."""
    path = Api(sandbox, sandbox.app_token)("apps.connections.open")["url"].partition(sandbox.url[5:])[2]
    upgrade = {
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
    }
    statuses = []
    for _ in range(2):
        connection = http.client.HTTPConnection(sandbox.url.removeprefix("http://"), timeout=60)
        connection.request("GET", path, headers=upgrade)
        statuses.append(connection.getresponse().status)
        connection.close()
    assert statuses == [101, 401]


def post(url: str, body: bytes) -> int:
    """The status of a JSON request."""
    request = urllib.request.Request(url, body, {"Content-Type": "application/json"})
    try:
        with urllib.request.urlopen(request, timeout=60) as response:
            return int(response.status)
    except urllib.error.HTTPError as error:
        with error:
            return error.code


def test_a_response_url_serves_five_times_and_thirty_minutes(sandbox: Sandbox, robots: Make) -> None:
    """The sixth use is refused, and so is a use after half an hour; answers are for one pair of eyes at first."""
    robot = robots()
    dana = sandbox.person("U0DANA")
    dana.command("C0SALES", "/log x")
    dana.command("C0SALES", "/log y")
    first, second = (each["payload"]["response_url"] for each in robot.wait(2, "slash_commands"))
    assert [post(first, b'{"text": "hi"}') for _ in range(6)] == [200, 200, 200, 200, 200, 404]
    assert post(second, b'{"text": ""}') == 400
    assert post(second, b"no json") == 400
    sandbox.clock.advance(timedelta(minutes=30, seconds=1))
    assert post(second, b'{"text": "hi"}') == 404
    assert len([m for m in dana.messages("C0SALES") if m.get("ephemeral")]) == 5
    assert sandbox.person("U0MAX").messages("C0SALES") == []


def test_tiers_are_kept_and_say_how_long_to_wait() -> None:
    """The twenty-first call of a tier 2 method in a minute, and a burst into one channel, get 429."""
    with Sandbox(SEED, MANIFEST) as sandbox:
        api = Api(sandbox)
        statuses = [api.whole("conversations.list")[0] for _ in range(21)]
        assert statuses == [200] * 20 + [429]
        _, answer, headers = api.whole("conversations.list")
        assert answer == {"ok": False, "error": "ratelimited"}
        assert 1 <= int(headers["Retry-After"]) <= 3
        posted = [api.whole("chat.postMessage", channel="C0SALES", text="x")[0] for _ in range(7)]
        assert posted.count(429) in (1, 2)
        assert api("chat.postMessage", channel="C0SECRET", text="x")["ok"]


@pytest.mark.parametrize(
    ("kind", "params", "status", "error"),
    [
        ("ratelimited", {"retry_after": 7}, 429, "ratelimited"),
        ("server_error", {}, 500, "internal_error"),
        ("error", {"error": "is_archived"}, 200, "is_archived"),
    ],
)
def test_faults_strike_as_often_as_they_are_told(
    sandbox: Sandbox, api: Api, kind: str, params: dict[str, Any], status: int, error: str
) -> None:
    """A fault for one method strikes it twice and no other; what is refused so is not carried out."""
    sandbox.fault(kind, method="chat.postMessage", count=2, **params)
    for _ in range(2):
        got, answer, _ = api.whole("chat.postMessage", channel="C0SALES", text="x")
        assert (got, answer["error"]) == (status, error)
    assert api("auth.test")["ok"]
    assert api("chat.postMessage", channel="C0SALES", text="third")["ok"]
    assert [m["text"] for m in sandbox.person("U0DANA").messages("C0SALES")] == ["third"]


@pytest.mark.parametrize("kind", ["drop", "garbage", "cut"])
def test_a_lost_answer_was_still_carried_out(sandbox: Sandbox, api: Api, kind: str) -> None:
    """The connection breaks, before the answer or within it, or garbage comes: the message is there all the same."""
    sandbox.fault(kind, method="chat.postMessage", count=1)
    with pytest.raises((OSError, ValueError, http.client.HTTPException)):
        api("chat.postMessage", channel="C0SALES", text="once")
    assert [m["text"] for m in sandbox.person("U0DANA").messages("C0SALES")] == ["once"]


def test_a_delay_delays(sandbox: Sandbox, api: Api) -> None:
    """The answer comes as late as was asked, and others are not held up by it."""
    sandbox.fault("delay", method="auth.test", seconds=1, count=1)
    begun = time.monotonic()
    late = threading.Thread(target=api, args=("auth.test",))
    late.start()
    api("team.info")
    assert late.is_alive()
    late.join()
    assert time.monotonic() - begun > 0.99
