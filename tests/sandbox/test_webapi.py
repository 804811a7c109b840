"""Each family of the Web API does what Slack does, and refuses what Slack refuses."""

import json
from datetime import timedelta
from typing import Any

import pytest

from sandbox.server import Sandbox
from tests.sandbox.conftest import Api

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


def test_form_json_and_address_are_read_alike(sandbox: Sandbox, api: Api) -> None:
    """Arguments come as a form, as JSON or in the address; methods that read no JSON do not pretend to."""
    body = json.dumps({"channel": "C0SALES", "text": "x"}).encode()
    assert api.send("chat.postMessage", body, "application/json")[1]["ok"]
    assert api.send("chat.postMessage?channel=C0SALES&text=x", b"", "application/x-www-form-urlencoded")[1]["ok"]
    unread = api.send("users.info", b'{"user": "U0DANA"}', "application/json")[1]
    assert unread["response_metadata"]["messages"] == ["[ERROR] missing required field: user"]
    assert api.send("chat.postMessage", b"[1]", "application/json")[1]["error"] == "invalid_arguments"


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


def test_a_fault_gives_only_errors_that_slack_gives(sandbox: Sandbox) -> None:
    """A chosen error must be one that the method, or every method, can answer."""
    sandbox.fault("error", method="chat.postMessage", error="is_archived")
    for method, error in (("auth.test", "is_archived"), ("", "is_archived"), ("no.method", "fatal_error")):
        with pytest.raises(ValueError, match=r"answer|no method"):
            sandbox.fault("error", method=method, error=error)
