"""Modals between the app and a person: triggers, the stack, submissions, and what the app's ack may say."""

import urllib.error
import urllib.request
from typing import Any

import pytest

from sandbox.server import Sandbox
from tests.sandbox.conftest import Api, Stopwatch
from tests.sandbox.robot import Answer, Make, Robot


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
    with urllib.request.urlopen(request, timeout=60) as response:
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
