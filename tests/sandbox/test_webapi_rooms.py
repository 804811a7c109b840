"""Channels, people, files and installations over the Web API: who may see and do what."""

import json
import urllib.request

import pytest

from sandbox.server import Sandbox
from tests.sandbox.conftest import MANIFEST, SEED, Api
from tests.sandbox.robot import Make


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
    with urllib.request.urlopen(urllib.request.Request(first["upload_url"], b"a,b\n1"), timeout=60) as response:
        assert response.read() == b"OK - 5"
    files = [{"id": first["file_id"], "title": "Plan"}]
    done = api("files.completeUploadExternal", files=files, channel_id="C0SALES", initial_comment="Here")
    assert done["files"][0]["title"] == "Plan"
    shown = sandbox.person("U0MAX").messages("C0SALES")[0]
    assert (shown["text"], shown["files"][0]["name"]) == ("Here", "Plan für Q3/4.csv")
    private = api("files.info", file=first["file_id"])["file"]["url_private"]
    request = urllib.request.Request(private, headers={"Authorization": f"Bearer {api.token}"})
    with urllib.request.urlopen(request, timeout=60) as response:
        assert response.read() == b"a,b\n1"
    with urllib.request.urlopen(private, timeout=60) as response:
        assert b"Sign in" in response.read()
    assert api("files.delete", file=first["file_id"])["ok"]
    assert api("files.info", file=first["file_id"])["error"] == "file_deleted"
    assert sandbox.person("U0MAX").messages("C0SALES")[0]["files"][0]["deleted"]


def test_an_upload_must_be_as_long_as_announced(sandbox: Sandbox, api: Api) -> None:
    """Too many bytes are refused, and the address can be used again rightly."""
    url = api("files.getUploadURLExternal", filename="a.txt", length=3)["upload_url"]
    with pytest.raises(urllib.error.HTTPError) as refusal:
        urllib.request.urlopen(urllib.request.Request(url, b"four"), timeout=60)
    refusal.value.close()
    with urllib.request.urlopen(urllib.request.Request(url, b"123"), timeout=60) as response:
        assert response.status == 200


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


def test_arrivals_are_told_in_the_channel(sandbox: Sandbox, robots: Make) -> None:
    """Who joins is a line of Slack's own, which the app hears as a message with a subtype beside the event."""
    robot = robots()
    sandbox.person("U0MAX").join("C0SHARED")
    line = robot.event("message")["event"]
    assert (line["subtype"], line["user"], line["text"]) == ("channel_join", "U0MAX", "<@U0MAX> has joined the channel")
    assert robot.event("member_joined_channel")["event"]["user"] == "U0MAX"
