"""What the sandbox sends has the keys and JSON types of what Slack sends, as its own SDK's samples show them."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from sandbox.server import Sandbox
from tests.sandbox.conftest import Api
from tests.sandbox.robot import Frame, Make
from tests.shared_data import shared_data

NOT_IN_SAMPLES = {
    "state": "samples leave out state.values",
    "values": "samples leave out state.values",
    "view": "samples show views without their blocks",
    "response_urls": "samples of submissions leave them out",
    "response_url": "the sample of block_actions leaves it out in views",
    "blocks": "samples show one block of each type, not ours",
    "is_stranger": "given for people of other companies only",
    "context_team_id": "in newer samples only",
    "context_enterprise_id": "in newer samples only",
    "event_ts": "every event carries it, samples of people's events leave it out",
    "upload": "shown in file samples only",
    "display_as_bot": "shown in file samples only",
    "team": "the file sample is older than the others",
    "client_msg_id": "the file sample is older than the others",
    "app_id": "given for messages of apps only",
    "is_shared": "older samples leave it out",
}
NULLABLE = {"enterprise_id", "enterprise", "context_enterprise_id", "close", "submit", "previous_view_id"}


def sample(path: str) -> dict[str, Any]:
    """One of Slack's samples."""
    found: dict[str, Any] = json.loads(shared_data("slack/payload_samples", *path.split("/")).read_text())
    return found


def strange(ours: Any, theirs: Any, at: str = "") -> list[str]:
    """Where `ours` has a key that `theirs` lacks, or a value of another JSON type. Blocks are not compared."""
    if isinstance(ours, dict) and isinstance(theirs, dict):
        found = []
        for name, value in ours.items():
            if name in ("blocks", "values", "response_urls", "shares"):
                continue
            if name not in theirs:
                found += [] if name in NOT_IN_SAMPLES else [f"{at}/{name} is not in the sample"]
            else:
                found += strange(value, theirs[name], f"{at}/{name}")
        return found
    if isinstance(ours, list) and isinstance(theirs, list):
        return [each for one in ours for each in strange(one, theirs[0], f"{at}/0")] if theirs else []
    if ours is None:
        return [] if at.rpartition("/")[2] in NULLABLE else [f"{at} is null"]
    if isinstance(ours, bool) != isinstance(theirs, bool) or type(ours) is not type(theirs):
        return [f"{at} is {type(ours).__name__}, not {type(theirs).__name__}"]
    return []


def say(sandbox: Sandbox, api: Api) -> None:
    """Dana writes to the app by name."""
    sandbox.person("U0DANA").say("C0SALES", f"hello <@{sandbox.bot_user}>")


def edit(sandbox: Sandbox, api: Api) -> None:
    """Dana corrects herself."""
    dana = sandbox.person("U0DANA")
    dana.edit("C0SALES", dana.say("C0SALES", "helo"), "hello")


def remove(sandbox: Sandbox, api: Api) -> None:
    """Dana takes a message back."""
    dana = sandbox.person("U0DANA")
    dana.delete("C0SALES", dana.say("C0SALES", "oops"))


def share(sandbox: Sandbox, api: Api) -> None:
    """Dana sends a file."""
    dana = sandbox.person("U0DANA")
    dana.say("C0SALES", "see", files=(dana.upload("a.csv", b"1,2"),))


def react(sandbox: Sandbox, api: Api) -> None:
    """Dana reacts and thinks again."""
    dana = sandbox.person("U0DANA")
    ts = dana.say("C0SALES", "done")
    dana.react("C0SALES", ts, "tada")
    dana.react("C0SALES", ts, "tada", on=False)


def home(sandbox: Sandbox, api: Api) -> None:
    """Dana looks at a Home tab that was filled."""
    api("views.publish", user_id="U0DANA", view={"type": "home", "blocks": []})
    sandbox.person("U0DANA").home()


def join(sandbox: Sandbox, api: Api) -> None:
    """The app joins a channel."""
    api("conversations.join", channel="C0OTHER")


@pytest.mark.parametrize(
    ("act", "event", "subtype", "name"),
    [
        (say, "message", None, "MessagePayload"),
        (say, "app_mention", None, "AppMentionPayload"),
        (edit, "message", "message_changed", "MessageChangedPayload"),
        (remove, "message", "message_deleted", "MessageDeletedPayload"),
        (share, "message", "file_share", "MessageFileSharePayload"),
        (share, "file_shared", None, "FileSharedPayload"),
        (react, "reaction_added", None, "ReactionAddedPayload"),
        (react, "reaction_removed", None, "ReactionRemovedPayload"),
        (home, "app_home_opened", None, "AppHomeOpenedPayload"),
        (lambda s, a: s.fault("archive", channel="C0SALES"), "channel_archive", None, "ChannelArchivePayload"),
        (lambda s, a: s.fault("deactivate", user="U0MAX"), "user_change", None, "UserChangePayload"),
        (lambda s, a: s.add_user(id="U0NEW", name="new"), "team_join", None, "TeamJoinPayload"),
        (join, "member_joined_channel", None, "MemberJoinedChannelPayload"),
    ],
)
def test_events_look_like_slacks(
    sandbox: Sandbox,
    api: Api,
    robots: Make,
    act: Callable[[Sandbox, Api], None],
    event: str,
    subtype: str | None,
    name: str,
) -> None:
    """Each event, caused by someone doing it, has no key and no type that Slack's sample does not have."""
    robot = robots()
    act(sandbox, api)
    sandbox.journal.wait(lambda e: _is_event(e, event, subtype))
    found = [each for each in sandbox.journal.entries() if _is_event(each, event, subtype)]
    ours = found[0]["payload"]
    theirs = sample(f"events/{name}.json")
    for key in ("context_team_id", "context_enterprise_id"):
        ours.pop(key)
    assert strange(ours, theirs) == []
    assert robot


def _is_event(entry: dict[str, Any], kind: str, subtype: str | None) -> bool:
    event = entry.get("payload", {}).get("event", {}) if entry["what"] == "envelope" else {}
    return bool(event.get("type") == kind and event.get("subtype") == subtype)


def modal() -> dict[str, Any]:
    """A modal that tells when it is closed."""
    return {
        "type": "modal",
        "callback_id": "form",
        "notify_on_close": True,
        "title": {"type": "plain_text", "text": "Form"},
        "submit": {"type": "plain_text", "text": "Save"},
        "blocks": [
            {
                "type": "input",
                "block_id": "note",
                "label": {"type": "plain_text", "text": "Note"},
                "element": {"type": "plain_text_input", "action_id": "text", "initial_value": "so"},
            },
            {"type": "actions", "block_id": "row", "elements": [{"type": "datepicker", "action_id": "day"}]},
        ],
    }


@pytest.fixture
def interactions(sandbox: Sandbox, api: Api, robots: Make) -> dict[str, Frame]:
    """One of each interaction, as the app got it."""
    robot = robots()
    dana = sandbox.person("U0DANA")
    button = {"type": "button", "action_id": "go", "value": "1", "text": {"type": "plain_text", "text": "Go"}}
    api("chat.postMessage", channel="C0SALES", text="x", blocks=[{"type": "actions", "elements": [button]}])
    message = dana.messages("C0SALES")[-1]
    dana.command("C0SALES", "/log called @max about #other & <more>")
    trigger_id = robot.wait(1, "slash_commands")[0]["payload"]["trigger_id"]
    api("views.open", trigger_id=trigger_id, view=modal())
    view = dana.modals()[0]
    dana.click("C0SALES", message, "go")
    dana.click_view(view, "day", selected_date="2027-01-31")
    dana.shortcut("log_message", "C0SALES", message["ts"])
    dana.shortcut("new_deal")
    dana.submit(view, {"note": {"text": {"type": "plain_text_input", "value": "done"}}})
    dana.command("C0SALES", "/log x")
    trigger_id = robot.wait(2, "slash_commands")[1]["payload"]["trigger_id"]
    api("views.open", trigger_id=trigger_id, view=modal())
    dana.close(dana.modals()[0])
    sent = [each["payload"] for each in robot.wait(6, "interactive")]
    places = {each["container"]["type"]: each for each in sent if "container" in each}
    return {
        **{each["type"]: each for each in sent},
        "in_view": places["view"],
        "in_message": places["message"],
        "command": robot.wait(1, "slash_commands")[0]["payload"],
    }


SAMPLES = {
    "in_message": "app-backend/interactive-components/BlockActionPayload.json",
    "in_view": "app-backend/interactive-components/BlockActionPayload.json",
    "message_action": "app-backend/interactive-components/MessageShortcutPayload.json",
    "view_submission": "app-backend/views/ViewSubmissionPayload.json",
    "view_closed": "app-backend/views/ViewClosedPayload.json",
}


def test_interactions_look_like_slacks(interactions: dict[str, Frame]) -> None:
    """Buttons, shortcuts, submissions and closings have the keys and types of Slack's samples."""
    for name, path in SAMPLES.items():
        assert strange(interactions[name], sample(path)) == [], name
    command = interactions["command"]
    assert command.pop("is_enterprise_install") == "false", "a string, here alone"
    assert strange(command, sample("app-backend/slash-commands/SlashCommandPayload.json")) == []


def test_the_text_of_a_command_has_ids_where_it_asked_for_them(interactions: dict[str, Frame]) -> None:
    """With `should_escape` people and channels arrive as ids; other signs are escaped."""
    assert interactions["command"]["text"] == "called <@U0MAX|max> about <#C0OTHER|other> &amp; &lt;more&gt;"


def test_values_are_complete(interactions: dict[str, Frame]) -> None:
    """A submission carries each element that holds a value, entered or not, under Slack's names."""
    assert interactions["view_submission"]["view"]["state"]["values"] == {
        "note": {"text": {"type": "plain_text_input", "value": "done"}},
        "row": {"day": {"type": "datepicker", "selected_date": None}},
    }
    chosen = interactions["in_view"]
    assert chosen["actions"][0]["selected_date"] == "2027-01-31"
    assert chosen["view"]["state"]["values"]["row"]["day"]["selected_date"] == "2027-01-31"
    assert chosen["view"]["state"]["values"]["note"]["text"]["value"] == "so"


@pytest.mark.parametrize(
    ("method", "arguments"),
    [
        ("auth.test", {}),
        ("conversations.info", {"channel": "C0SALES", "include_num_members": True}),
        ("conversations.list", {}),
        ("conversations.join", {"channel": "C0OTHER"}),
        ("conversations.create", {"name": "fresh"}),
        ("conversations.members", {"channel": "C0SALES"}),
        ("users.conversations", {}),
        ("users.info", {"user": "U0DANA"}),
        ("users.list", {}),
        ("chat.postEphemeral", {"channel": "C0SALES", "user": "U0DANA", "text": "x"}),
        ("views.publish", {"user_id": "U0DANA", "view": {"type": "home", "blocks": []}}),
        ("files.getUploadURLExternal", {"filename": "a", "length": 1}),
    ],
)
def test_answers_look_like_slacks(sandbox: Sandbox, api: Api, method: str, arguments: dict[str, Any]) -> None:
    """The answers of the Web API have the keys and types of Slack's samples."""
    answer = api(method, **arguments)
    assert answer["ok"]
    assert strange(answer, sample(f"api/{method}.json")) == []
