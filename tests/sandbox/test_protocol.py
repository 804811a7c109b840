"""What Slack promises about delivery: one connection, again if unheard, three seconds, five uses, single tickets."""

import http.client
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from sandbox.server import Sandbox
from tests.sandbox.conftest import MANIFEST, SEED, Api, Stopwatch
from tests.sandbox.robot import Answer, Frame, Robot

Make = Callable[..., Robot]


def silent(_: Frame) -> dict[str, Any] | None:
    """An app that never acknowledges."""
    return None


def modal(title: str = "Form", **more: Any) -> dict[str, Any]:
    """A modal with one field."""
    return {
        "type": "modal",
        "title": {"type": "plain_text", "text": title},
        "submit": {"type": "plain_text", "text": "Save"},
        "blocks": [
            {
                "type": "input",
                "block_id": "note",
                "optional": True,
                "label": {"type": "plain_text", "text": "Note"},
                "element": {"type": "plain_text_input", "action_id": "text"},
            }
        ],
        **more,
    }


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
        connection = http.client.HTTPConnection(sandbox.url.removeprefix("http://"), timeout=5)
        connection.request("GET", path, headers=upgrade)
        statuses.append(connection.getresponse().status)
        connection.close()
    assert statuses == [101, 401]


def trigger(sandbox: Sandbox, robots: Make, person: str = "U0DANA") -> tuple[Robot, str]:
    """A connected app and a fresh trigger_id."""
    robot = robots()
    sandbox.person(person).command("C0SALES", "/log x")
    return robot, robot.wait(1, "slash_commands")[0]["payload"]["trigger_id"]


def test_a_trigger_serves_once_and_for_three_seconds(
    sandbox: Sandbox, robots: Make, api: Api, stopwatch: Stopwatch
) -> None:
    """A used, an invented and an old trigger_id are three different errors, and open nothing."""
    robot, fresh = trigger(sandbox, robots)
    assert api("views.open", trigger_id="1.2.3", view=modal())["error"] == "invalid_trigger_id"
    assert api("views.open", trigger_id=fresh, view={"type": "modal"})["error"] == "invalid_arguments"
    assert api("views.open", trigger_id=fresh, view=modal())["ok"]
    assert api("views.open", trigger_id=fresh, view=modal())["error"] == "exchanged_trigger_id"
    sandbox.person("U0DANA").command("C0SALES", "/log x")
    late = robot.wait(2, "slash_commands")[1]["payload"]["trigger_id"]
    stopwatch.now += 3.01
    assert api("views.open", trigger_id=late, view=modal())["error"] == "expired_trigger_id"


def test_three_modals_lie_on_each_other_and_no_fourth(sandbox: Sandbox, robots: Make, api: Api) -> None:
    """Two pushes succeed, the third is refused; what is closed comes off in order."""
    robot, first = trigger(sandbox, robots)
    api("views.open", trigger_id=first, view=modal("One", notify_on_close=True))
    dana = sandbox.person("U0DANA")
    for number, expected in enumerate(["ok", "ok", "push_limit_reached"], start=2):
        dana.command("C0SALES", "/log x")
        another = robot.wait(number, "slash_commands")[-1]["payload"]["trigger_id"]
        answer = api("views.push", trigger_id=another, view=modal(f"No {number}"))
        assert answer.get("error", "ok") == expected
    stack = dana.modals()
    assert [view["title"]["text"] for view in stack] == ["One", "No 2", "No 3"]
    assert {view["root_view_id"] for view in stack} == {stack[0]["id"]}
    assert stack[2]["previous_view_id"] == stack[1]["id"]
    dana.close(stack[2])
    assert len(dana.modals()) == 2
    dana.close(stack[1], everything=True)
    closed = robot.wait(1, "interactive")[0]["payload"]
    assert (closed["type"], closed["is_cleared"], closed["view"]["id"]) == ("view_closed", True, stack[0]["id"])


def test_a_stale_hash_is_a_conflict(sandbox: Sandbox, robots: Make, api: Api) -> None:
    """An update with the hash of an older state is refused; with the present one it is shown."""
    _, fresh = trigger(sandbox, robots)
    opened = api("views.open", trigger_id=fresh, view=modal())["view"]
    updated = api("views.update", view_id=opened["id"], hash=opened["hash"], view=modal("Second"))["view"]
    stale = api("views.update", view_id=opened["id"], hash=opened["hash"], view=modal("Third"))
    assert stale["error"] == "hash_conflict"
    assert sandbox.person("U0DANA").modals()[0]["hash"] == updated["hash"]
    assert api("views.update", view_id="V0NONE", view=modal())["error"] == "not_found"
    home = {"type": "home", "blocks": []}
    first = api("views.publish", user_id="U0DANA", view=home)["view"]
    api("views.publish", user_id="U0DANA", view=home, hash=first["hash"])
    assert api("views.publish", user_id="U0DANA", view=home, hash=first["hash"])["error"] == "hash_conflict"


def test_an_external_id_is_given_once(sandbox: Sandbox, robots: Make, api: Api) -> None:
    """Two views cannot bear one external_id; the one that does can be updated by it."""
    _, fresh = trigger(sandbox, robots)
    api("views.open", trigger_id=fresh, view=modal(external_id="deal-1"))
    assert api("views.update", external_id="deal-1", view=modal("New", external_id="deal-1"))["ok"]
    home = {"type": "home", "blocks": [], "external_id": "deal-1"}
    assert api("views.publish", user_id="U0DANA", view=home)["error"] == "duplicate_external_id"


@pytest.mark.parametrize(
    ("answer", "outcome", "titles"),
    [
        ({}, {"ok": True}, []),
        ({"response_action": "clear"}, {"ok": True}, []),
        ({"response_action": "update", "view": modal("Next")}, {"ok": True}, ["Next"]),
        ({"response_action": "push", "view": modal("Next")}, {"ok": True}, ["Form", "Next"]),
        (
            {"response_action": "errors", "errors": {"note": "Too short."}},
            {"ok": False, "errors": {"note": "Too short."}},
            ["Form"],
        ),
        (
            {"response_action": "errors", "errors": {"nope": "x"}},
            {"ok": False, "error": "We had some trouble connecting. Try again?"},
            ["Form"],
        ),
        (
            {"response_action": "update", "view": {"type": "modal"}},
            {"ok": False, "error": "We had some trouble connecting. Try again?"},
            ["Form"],
        ),
    ],
)
def test_a_submission_ends_as_the_app_answers(
    sandbox: Sandbox,
    robots: Make,
    api: Api,
    answer: dict[str, Any],
    outcome: dict[str, Any],
    titles: list[str],
) -> None:
    """Close, clear, update, push and errors at fields; a wrong answer is trouble and closes nothing."""
    robot = robots(lambda request: {} if request["type"] == "slash_commands" else answer)
    dana = sandbox.person("U0DANA")
    dana.command("C0SALES", "/log x")
    api("views.open", trigger_id=robot.wait(1)[0]["payload"]["trigger_id"], view=modal())
    assert dana.submit(dana.modals()[0]) == outcome
    assert [view["title"]["text"] for view in dana.modals()] == titles


def test_a_file_of_a_form_is_handed_to_the_app(sandbox: Sandbox, robots: Make, api: Api) -> None:
    """The app gets the whole file object and may fetch its bytes; another's file, or an invented one, is not."""
    robot, dana = robots(), sandbox.person("U0DANA")
    dana.command("C0SALES", "/log x")
    view = modal()
    view["blocks"][0]["element"] = {"type": "file_input", "action_id": "files"}
    api("views.open", trigger_id=robot.wait(1)[0]["payload"]["trigger_id"], view=view)
    mine, foreign = dana.upload("deals.csv", b"a,b"), sandbox.person("U0MAX").upload("secret.csv", b"c,d")
    assert api("files.info", file=mine)["error"] == "file_not_found"
    given = [{"id": each} for each in (mine, foreign, "F0NONE")]
    assert dana.submit(dana.modals()[0], {"note": {"files": {"type": "file_input", "files": given}}}) == {"ok": True}
    submitted = robot.wait(1, "interactive")[0]["payload"]["view"]["state"]["values"]["note"]["files"]
    assert [(file["id"], file["name"], file["mimetype"]) for file in submitted["files"]] == [
        (mine, "deals.csv", "text/csv")
    ]
    bearer = {"Authorization": f"Bearer {sandbox.bot_token}"}
    request = urllib.request.Request(submitted["files"][0]["url_private_download"], headers=bearer)
    with urllib.request.urlopen(request, timeout=5) as response:
        assert response.read() == b"a,b"
    assert api("files.info", file=mine)["ok"]


def test_a_submission_without_answer_is_trouble_and_closes_nothing(hasty: Sandbox) -> None:
    """The form stays with what was entered, and says that the app could not be reached."""
    robot = Robot(hasty, lambda request: {} if request["type"] == "slash_commands" else None).connect()
    dana = hasty.person("U0DANA")
    dana.command("C0SALES", "/log x")
    Api(hasty)("views.open", trigger_id=robot.wait(1)[0]["payload"]["trigger_id"], view=modal())
    trouble = {"ok": False, "error": "We had some trouble connecting. Try again?"}
    assert dana.submit(dana.modals()[0]) == trouble
    assert [view["title"]["text"] for view in dana.modals()] == ["Form"]
    robot.close()


def post(url: str, body: bytes) -> int:
    """The status of a JSON request."""
    request = urllib.request.Request(url, body, {"Content-Type": "application/json"})
    try:
        with urllib.request.urlopen(request, timeout=5) as response:
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


def answers_with(payload: dict[str, Any]) -> Answer:
    """An app whose every ack carries the same payload."""
    return lambda request: payload


def test_an_ack_can_be_the_answer(sandbox: Sandbox, robots: Make) -> None:
    """A message in the ack of a command is shown: to one person, or to all when the app says so."""
    robots(answers_with({"text": "for all", "response_type": "in_channel"}))
    dana = sandbox.person("U0DANA")
    assert dana.command("C0SALES", "/log x") == {"ok": True}
    assert [m["text"] for m in sandbox.person("U0MAX").messages("C0SALES")] == ["for all"]


def test_external_selects_are_filled_by_the_app(sandbox: Sandbox, robots: Make, api: Api) -> None:
    """What was typed reaches the app, and its options come back."""
    option = {"text": {"type": "plain_text", "text": "Acme"}, "value": "1"}
    robot = robots(lambda r: {"options": [option]} if r["payload"].get("type") == "block_suggestion" else {})
    dana = sandbox.person("U0DANA")
    dana.command("C0SALES", "/log x")
    view = modal()
    view["blocks"][0]["element"] = {"type": "external_select", "action_id": "deal", "min_query_length": 1}
    api("views.open", trigger_id=robot.wait(1)[0]["payload"]["trigger_id"], view=view)
    assert dana.options(dana.modals()[0], "deal", "ac") == [option]
    asked = robot.wait(1, "interactive")[0]["payload"]
    assert (asked["value"], asked["block_id"], asked["action_id"]) == ("ac", "note", "deal")
