"""Each family of the Web API does what Slack does, and refuses what Slack refuses."""

import json
import urllib.request
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from sandbox.server import Sandbox
from tests.sandbox.conftest import MANIFEST, SEED, Api
from tests.sandbox.robot import Robot

Make = Callable[..., Robot]
NEVER = "1700000000.000100"


@pytest.mark.parametrize(
    ("method", "arguments", "error"),
    [
        ("chat.postMessage", {"channel": "C0NONE", "text": "x"}, "channel_not_found"),
        ("chat.postMessage", {"channel": "C0HIDDEN", "text": "x"}, "channel_not_found"),
        ("chat.postMessage", {"channel": "C0OLD", "text": "x"}, "is_archived"),
        ("chat.postMessage", {"channel": "C0SALES"}, "no_text"),
        ("chat.postMessage", {"channel": "C0SALES", "text": " "}, "no_text"),
        ("chat.postMessage", {"channel": "C0SALES", "text": "x" * 40_001}, "msg_too_long"),
        ("chat.postMessage", {"channel": "C0SALES", "text": "x", "markdown_text": "y"}, "markdown_text_conflict"),
        ("chat.postMessage", {"channel": "C0SALES", "text": "x", "metadata": "{"}, "invalid_metadata_format"),
        ("chat.postMessage", {"channel": "C0SALES", "text": "x", "metadata": {"a": 1}}, "invalid_metadata_format"),
        ("chat.postMessage", {"channel": "C0SALES", "text": "x", "thread_ts": NEVER}, "cannot_reply_to_message"),
        ("chat.postMessage", {"channel": "C0SALES", "text": "x", "username": "boss"}, "missing_scope"),
        ("chat.postMessage", {"channel": "C0SALES", "text": "x", "attachments": [{}] * 101}, "too_many_attachments"),
        ("chat.postEphemeral", {"channel": "C0SALES", "user": "U0OUT", "text": "x"}, "user_not_in_channel"),
        ("chat.update", {"channel": "C0SALES", "ts": NEVER, "text": "x"}, "message_not_found"),
        ("chat.update", {"channel": "C0SALES", "ts": "{dana}", "text": "x"}, "cant_update_message"),
        ("chat.update", {"channel": "C0SALES", "ts": "{bot}", "text": "x" * 4001}, "msg_too_long"),
        ("chat.delete", {"channel": "C0SALES", "ts": "{dana}"}, "cant_delete_message"),
        ("chat.getPermalink", {"channel": "C0SALES", "message_ts": NEVER}, "message_not_found"),
        ("conversations.open", {}, "users_list_not_supplied"),
        ("conversations.open", {"users": "U0NONE"}, "user_not_found"),
        ("conversations.open", {"users": "U0GONE"}, "user_disabled"),
        ("conversations.open", {"users": "U0DANA,U0MAX"}, "missing_scope"),
        ("conversations.info", {"channel": "C0HIDDEN"}, "channel_not_found"),
        ("conversations.list", {"types": "public"}, "invalid_types"),
        ("conversations.list", {"cursor": "zz"}, "invalid_cursor"),
        ("conversations.list", {"limit": -1}, "invalid_limit"),
        ("users.list", {"limit": -1}, "invalid_arguments"),
        ("conversations.history", {"channel": "C0SALES", "limit": -1}, "invalid_arguments"),
        ("conversations.list", {"types": "mpim"}, "missing_scope"),
        ("conversations.history", {"channel": "C0OTHER"}, "not_in_channel"),
        ("conversations.history", {"channel": "C0SALES", "oldest": "monday"}, "invalid_ts_oldest"),
        ("conversations.replies", {"channel": "C0SALES", "ts": NEVER}, "thread_not_found"),
        ("conversations.join", {"channel": "C0SECRET"}, "method_not_supported_for_channel_type"),
        ("conversations.join", {"channel": "C0OLD"}, "is_archived"),
        ("conversations.create", {"name": "sales"}, "name_taken"),
        ("conversations.create", {"name": "Big Deals"}, "invalid_name_specials"),
        ("conversations.create", {"name": "x" * 81}, "invalid_name_maxlength"),
        ("conversations.invite", {"channel": "C0SALES", "users": "U0DANA"}, "already_in_channel"),
        ("conversations.invite", {"channel": "C0OTHER", "users": "U0GUEST"}, "not_in_channel"),
        ("users.info", {"user": "U0NONE"}, "user_not_found"),
        ("users.lookupByEmail", {"email": "nobody@acme.test"}, "users_not_found"),
        ("users.lookupByEmail", {"email": "gil@acme.test"}, "users_not_found"),
        ("reactions.add", {"channel": "C0SALES", "timestamp": "{bot}", "name": "no space"}, "invalid_name"),
        ("reactions.add", {"channel": "C0SALES", "timestamp": "5", "name": "tada"}, "bad_timestamp"),
        ("reactions.remove", {"channel": "C0SALES", "timestamp": "{bot}", "name": "tada"}, "no_reaction"),
        ("pins.add", {"channel": "C0SALES"}, "no_item_specified"),
        ("files.info", {"file": "F0NONE"}, "file_not_found"),
        ("files.getUploadURLExternal", {"filename": "a.txt", "length": 0}, "missing_argument"),
        ("files.completeUploadExternal", {"files": [{"id": "F0NONE"}]}, "file_not_found"),
        ("views.publish", {"user_id": "U0NONE", "view": {"type": "home", "blocks": []}}, "invalid_arguments"),
        ("views.publish", {"user_id": "U0DANA", "view": {"type": "modal"}}, "invalid_arguments"),
        ("bots.info", {"bot": "B0NONE"}, "bot_not_found"),
        ("team.info", {"team": "T0NONE"}, "team_not_found"),
        ("api.test", {"error": "my_error"}, "my_error"),
        ("oauth.v2.access", {"client_id": "x", "code": "y"}, "invalid_client_id"),
        ("no.such.method", {}, "unknown_method"),
    ],
)
def test_refusals(sandbox: Sandbox, api: Api, method: str, arguments: dict[str, Any], error: str) -> None:
    """Each thing that Slack refuses is refused with Slack's word for it."""
    known = {"{dana}": sandbox.person("U0DANA").say("C0SALES", "hi")}
    known["{bot}"] = api("chat.postMessage", channel="C0SALES", text="hi")["ts"]
    given = {name: known.get(value, value) if isinstance(value, str) else value for name, value in arguments.items()}
    assert api(method, **given)["error"] == error


def test_a_message_comes_back_in_slacks_shape(sandbox: Sandbox, api: Api) -> None:
    """The answer of a post carries the message with the bot's ids and the blocks completed."""
    blocks = [{"type": "section", "text": {"type": "mrkdwn", "text": "Hi"}}]
    answer = api("chat.postMessage", channel="#sales", text="Hi", blocks=blocks)
    message = answer["message"]
    assert answer["channel"] == "C0SALES"
    assert message["ts"] == answer["ts"]
    assert (message["user"], message["app_id"]) == (sandbox.bot_user, sandbox.app_id)
    assert message["bot_id"] == message["bot_profile"]["id"]
    assert message["blocks"][0]["block_id"]
    assert message["blocks"][0]["text"] == {"type": "mrkdwn", "text": "Hi", "verbatim": False}


def test_time_stamps_only_grow(sandbox: Sandbox, api: Api) -> None:
    """Every ts is greater than all before, in all channels, and follows the workspace's clock."""
    stamps = [api("chat.postMessage", channel=c, text="x")["ts"] for c in ("C0SALES", "C0SECRET") * 10]
    assert stamps == sorted(set(stamps))
    sandbox.clock.advance(timedelta(days=7))
    later = float(api("chat.postMessage", channel="C0SALES", text="x")["ts"]) - float(stamps[-1])
    assert 7 * 86_400 <= later < 7 * 86_400 + 5


def test_public_posting_needs_its_scope(sandbox: Sandbox, api: Api) -> None:
    """Outside its channels an app posts only with `chat:write.public`, and to public ones alone."""
    assert api("chat.postMessage", channel="C0OTHER", text="x")["ok"]
    narrow = Api(sandbox, sandbox.issue_token("chat:write"))
    assert narrow("chat.postMessage", channel="C0OTHER", text="x")["error"] == "not_in_channel"
    assert narrow("chat.postMessage", channel="C0SALES", text="x")["ok"]


def test_an_ephemeral_message_is_seen_by_one(sandbox: Sandbox, api: Api) -> None:
    """Only its reader sees it; no history has it, and it cannot be changed."""
    answer = api("chat.postEphemeral", channel="C0SALES", user="U0DANA", text="only you")
    assert [m["ephemeral"] for m in sandbox.person("U0DANA").messages("C0SALES")] == [True]
    assert sandbox.person("U0MAX").messages("C0SALES") == []
    assert api("conversations.history", channel="C0SALES")["messages"] == []
    changed = api("chat.update", channel="C0SALES", ts=answer["message_ts"], text="x")
    assert changed["error"] == "message_not_found"


def test_threads(sandbox: Sandbox, api: Api) -> None:
    """Replies stay in their thread unless broadcast; a reply to a reply goes to the parent's thread."""
    parent = api("chat.postMessage", channel="C0SALES", text="parent")["ts"]
    reply = api("chat.postMessage", channel="C0SALES", text="one", thread_ts=parent)["ts"]
    api("chat.postMessage", channel="C0SALES", text="two", thread_ts=reply)
    api("chat.postMessage", channel="C0SALES", text="three", thread_ts=parent, reply_broadcast=True)
    history = api("conversations.history", channel="C0SALES")["messages"]
    assert [m["text"] for m in history] == ["three", "parent"]
    assert (history[1]["reply_count"], history[0]["subtype"]) == (3, "thread_broadcast")
    thread = api("conversations.replies", channel="C0SALES", ts=parent)["messages"]
    assert [m["text"] for m in thread] == ["parent", "one", "two", "three"]
    assert [m["text"] for m in sandbox.person("U0MAX").thread("C0SALES", parent)] == ["parent", "one", "two", "three"]


def test_metadata_is_returned_on_request_only(api: Api) -> None:
    """A history shows what was put on a message only with `include_all_metadata`."""
    metadata = {"event_type": "delivery", "event_payload": {"delivery": "d1"}}
    api("chat.postMessage", channel="C0SALES", text="x", metadata=metadata)
    plain = api("conversations.history", channel="C0SALES")["messages"][0]
    whole = api("conversations.history", channel="C0SALES", include_all_metadata=True)["messages"][0]
    assert "metadata" not in plain
    assert whole["metadata"] == metadata


def test_history_is_paged_and_bounded(api: Api) -> None:
    """Cursors walk the whole history once, newest first; oldest and latest cut it."""
    stamps = [api("chat.postMessage", channel="C0SALES", text=str(n))["ts"] for n in range(7)]
    seen, cursor = [], ""
    while True:
        page = api("conversations.history", channel="C0SALES", limit=3, cursor=cursor)
        seen += [m["text"] for m in page["messages"]]
        cursor = page["response_metadata"]["next_cursor"]
        assert page["has_more"] == bool(cursor)
        if not cursor:
            break
    assert seen == list("6543210")
    bounds = {"oldest": stamps[2], "latest": stamps[5]}
    assert len(api("conversations.history", channel="C0SALES", **bounds)["messages"]) == 2
    assert len(api("conversations.history", channel="C0SALES", inclusive=True, **bounds)["messages"]) == 4


def test_lists_show_what_the_app_may_know(api: Api) -> None:
    """Public channels all, private ones where the app is, people of this company, deactivated ones marked."""
    both = api("conversations.list", types="public_channel,private_channel", exclude_archived=True)
    assert {c["name"] for c in both["channels"]} == {"sales", "other", "secret", "shared"}
    mine = api("users.conversations", types="public_channel,private_channel")
    assert {c["name"] for c in mine["channels"]} == {"sales", "secret", "shared", "old"}
    people = {user["name"]: user for user in api("users.list")["members"]}
    assert {"dana", "gone", "guest", "slackbot", "testbot"} <= people.keys()
    assert "out" not in people
    assert people["gone"]["deleted"]
    assert people["dana"]["tz_offset"] in (3600, 7200)
    assert api("users.info", user="U0OUT")["user"]["is_stranger"]
    assert api("conversations.members", channel="C0SHARED")["members"][:2] == ["U0DANA", "U0OUT"]


def test_addresses_need_their_scope(sandbox: Sandbox, api: Api) -> None:
    """Without `users:read.email` nobody's address is shown."""
    assert api("users.info", user="U0DANA")["user"]["profile"]["email"] == "dana@acme.test"
    narrow = Api(sandbox, sandbox.issue_token("users:read"))
    assert "email" not in narrow("users.info", user="U0DANA")["user"]["profile"]
    assert api("users.lookupByEmail", email="DANA@acme.test")["user"]["id"] == "U0DANA"


def test_a_direct_message_is_opened_once(sandbox: Sandbox, api: Api) -> None:
    """Opening again finds the same; posting to a person's id lands there; a known one works when they are gone."""
    first = api("conversations.open", users="U0DANA")["channel"]["id"]
    again = api("conversations.open", users="U0DANA", return_im=True)
    assert (again["channel"]["id"], again["channel"]["user"], again["already_open"]) == (first, "U0DANA", True)
    assert api("chat.postMessage", channel="U0DANA", text="hi")["channel"] == first
    assert sandbox.person("U0DANA").app_dm() == first
    sandbox.fault("deactivate", user="U0DANA")
    assert api("chat.postMessage", channel=first, text="to nobody")["ok"]
    assert api("conversations.open", users="U0DANA")["error"] == "user_disabled"


def test_files_in_three_steps(sandbox: Sandbox, api: Api) -> None:
    """Address, bytes, completion: then the file stands in the channel and can be fetched with a token only."""
    first = api("files.getUploadURLExternal", filename="Plan für Q3/4.csv", length=5)
    early = api("files.completeUploadExternal", files=[{"id": first["file_id"]}])
    assert early["error"] == "file_not_found"
    with urllib.request.urlopen(urllib.request.Request(first["upload_url"], b"a,b\n1"), timeout=5) as response:
        assert response.read() == b"OK - 5"
    files = [{"id": first["file_id"], "title": "Plan"}]
    done = api("files.completeUploadExternal", files=files, channel_id="C0SALES", initial_comment="Here")
    assert done["files"][0]["title"] == "Plan"
    shown = sandbox.person("U0MAX").messages("C0SALES")[0]
    assert (shown["text"], shown["files"][0]["name"]) == ("Here", "Plan für Q3/4.csv")
    private = api("files.info", file=first["file_id"])["file"]["url_private"]
    request = urllib.request.Request(private, headers={"Authorization": f"Bearer {api.token}"})
    with urllib.request.urlopen(request, timeout=5) as response:
        assert response.read() == b"a,b\n1"
    with urllib.request.urlopen(private, timeout=5) as response:
        assert b"Sign in" in response.read()
    assert api("files.delete", file=first["file_id"])["ok"]
    assert api("files.info", file=first["file_id"])["error"] == "file_deleted"
    assert sandbox.person("U0MAX").messages("C0SALES")[0]["files"][0]["deleted"]


def test_an_upload_must_be_as_long_as_announced(sandbox: Sandbox, api: Api) -> None:
    """Too many bytes are refused, and the address can be used again rightly."""
    url = api("files.getUploadURLExternal", filename="a.txt", length=3)["upload_url"]
    with pytest.raises(urllib.error.HTTPError) as refusal:
        urllib.request.urlopen(urllib.request.Request(url, b"four"), timeout=5)
    refusal.value.close()
    with urllib.request.urlopen(urllib.request.Request(url, b"123"), timeout=5) as response:
        assert response.status == 200


def test_reactions_and_pins(sandbox: Sandbox, api: Api) -> None:
    """An emoji is put on once, shown with who put it on, and taken off; a pin sticks once."""
    ts = sandbox.person("U0DANA").say("C0SALES", "well done")
    item = {"channel": "C0SALES", "timestamp": ts}
    assert api("reactions.add", name="tada", **item)["ok"]
    assert api("reactions.add", name="tada", **item)["error"] == "already_reacted"
    sandbox.person("U0MAX").react("C0SALES", ts, "tada")
    shown = api("reactions.get", **item)["message"]["reactions"]
    assert shown == [{"name": "tada", "users": [sandbox.bot_user, "U0MAX"], "count": 2}]
    assert api("reactions.remove", name="tada", **item)["ok"]
    assert api("pins.add", **item)["ok"]
    assert api("pins.add", **item)["error"] == "already_pinned"


def test_channels_are_made_joined_and_filled(sandbox: Sandbox, api: Api, robots: Make) -> None:
    """A new channel has the app alone; who is invited is a member, and the app hears of it."""
    robot = robots()
    made = api("conversations.create", name="deal-acme")["channel"]
    assert made["is_member"]
    assert api("conversations.members", channel=made["id"])["members"] == [sandbox.bot_user]
    assert api("conversations.invite", channel=made["id"], users="U0DANA,U0MAX")["ok"]
    assert robot.event("member_joined_channel", 2)["event"]["inviter"] == sandbox.bot_user
    assert api("conversations.join", channel="C0OTHER")["channel"]["is_member"]
    assert api("conversations.join", channel="C0OTHER")["warning"] == "already_in_channel"


def test_form_json_and_address_are_read_alike(sandbox: Sandbox, api: Api) -> None:
    """Arguments come as a form, as JSON or in the address; methods that read no JSON do not pretend to."""
    body = json.dumps({"channel": "C0SALES", "text": "x"}).encode()
    assert api.send("chat.postMessage", body, "application/json")[1]["ok"]
    assert api.send("chat.postMessage?channel=C0SALES&text=x", b"", "application/x-www-form-urlencoded")[1]["ok"]
    unread = api.send("users.info", b'{"user": "U0DANA"}', "application/json")[1]
    assert unread["response_metadata"]["messages"] == ["[ERROR] missing required field: user"]
    assert api.send("chat.postMessage", b"[1]", "application/json")[1]["error"] == "invalid_arguments"


def test_the_end_of_an_installation(sandbox: Sandbox, api: Api, robots: Make) -> None:
    """After an uninstall the app hears of it once, and its token is worth nothing."""
    robot = robots()
    answer = api("apps.uninstall", client_id=sandbox.client_id, client_secret=sandbox.client_secret)
    assert answer == {"ok": True}
    assert robot.event("app_uninstalled")
    assert robot.event("tokens_revoked")["event"]["tokens"]["bot"] == [sandbox.bot_user]
    assert api("auth.test")["error"] == "token_revoked"


def test_tokens_never_enter_the_journal(sandbox: Sandbox, api: Api) -> None:
    """A token given as an argument is not written down."""
    Api(sandbox, "-")("auth.test", token=sandbox.bot_token)
    assert sandbox.journal.calls("auth.test")
    assert sandbox.bot_token not in json.dumps(sandbox.journal.entries())


def test_an_app_without_tabs_cannot_use_them() -> None:
    """Without a Home tab nothing is published; without a Messages tab nobody is written to."""
    bare = {**MANIFEST, "features": {**MANIFEST["features"], "app_home": {"messages_tab_enabled": False}}}
    with Sandbox(SEED, bare) as sandbox:
        api = Api(sandbox)
        view = {"type": "home", "blocks": []}
        assert api("views.publish", user_id="U0DANA", view=view)["error"] == "not_enabled"
        assert api("chat.postMessage", channel="U0DANA", text="x")["error"] == "messages_tab_disabled"


def test_what_an_update_leaves_and_takes(sandbox: Sandbox, api: Api) -> None:
    """A new text alone takes the blocks away and marks the edit; blocks come without mark; metadata stays until {}."""
    blocks = [{"type": "divider"}]
    metadata = {"event_type": "delivery", "event_payload": {}}
    ts = api("chat.postMessage", channel="C0SALES", text="one", blocks=blocks, metadata=metadata)["ts"]
    place = {"channel": "C0SALES", "ts": ts}

    def now() -> dict[str, Any]:
        found: dict[str, Any] = api("conversations.history", channel="C0SALES", include_all_metadata=True)["messages"][
            0
        ]
        return found

    api("chat.update", **place, text="two", blocks=blocks)
    assert (now()["text"], len(now()["blocks"]), "edited" in now()) == ("two", 1, False)
    api("chat.update", **place, text="three")
    assert ("blocks" in now(), "edited" in now(), now()["metadata"]) == (False, True, metadata)
    api("chat.update", **place, text="four", metadata={})
    assert "metadata" not in now()
    sandbox.fault("archive", channel="C0SALES")
    assert api("chat.update", **place, text="five")["error"] == "is_inactive"


def test_arrivals_are_told_in_the_channel(sandbox: Sandbox, robots: Make) -> None:
    """Who joins is a line of Slack's own, which the app hears as a message with a subtype beside the event."""
    robot = robots()
    sandbox.person("U0MAX").join("C0SHARED")
    line = robot.event("message")["event"]
    assert (line["subtype"], line["user"], line["text"]) == ("channel_join", "U0MAX", "<@U0MAX> has joined the channel")
    assert robot.event("member_joined_channel")["event"]["user"] == "U0MAX"


def test_a_fault_gives_only_errors_that_slack_gives(sandbox: Sandbox) -> None:
    """A chosen error must be one that the method, or every method, can answer."""
    sandbox.fault("error", method="chat.postMessage", error="is_archived")
    for method, error in (("auth.test", "is_archived"), ("", "is_archived"), ("no.method", "fatal_error")):
        with pytest.raises(ValueError, match=r"answer|no method"):
            sandbox.fault("error", method=method, error=error)
