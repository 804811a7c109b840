"""What people at the page can do, through the endpoints that the page uses."""

import asyncio
import json
import urllib.error
import urllib.request
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import aiohttp
import pytest

from sandbox.person import Person, Refusal
from sandbox.server import Sandbox
from tests.sandbox.conftest import MANIFEST, SEED, Api
from tests.sandbox.robot import Make, Robot


def test_the_state_shows_what_one_may_see(sandbox: Sandbox) -> None:
    """Own channels with unread and mentions, the app's conversation, commands and shortcuts of the manifest."""
    dana, guest = sandbox.person("U0DANA"), sandbox.person("U0GUEST")
    sandbox.person("U0MAX").say("C0SALES", "hello @dana")
    state = dana.state()
    channels = {channel["name"]: channel for channel in state["channels"]}
    assert {"sales", "other", "secret", "shared", "old", "testbot"} == channels.keys()
    assert (channels["sales"]["unread"], channels["sales"]["mentions"]) == (1, 1)
    assert channels["testbot"]["kind"] == "app"
    assert channels["old"]["archived"]
    assert [command["command"] for command in state["commands"]] == ["/log", "/raw"]
    assert [shortcut["type"] for shortcut in state["shortcuts"]] == ["message", "global"]
    assert state["app"]["connected"] is False
    dana.open("C0SALES")
    assert {c["name"]: c["unread"] for c in dana.state()["channels"]}["sales"] == 0
    assert {c["name"] for c in guest.state()["channels"]} == {"sales", "testbot"}
    assert guest.state()["browsable"] == []
    assert [c["name"] for c in sandbox.person("U0MAX").state()["browsable"]] == ["shared"]


def test_going_to_the_app_is_told_and_reading_on_is_not(sandbox: Sandbox, robots: Make, api: Api) -> None:
    """Who goes to the app's messages is announced once; what arrives while they look is marked as read in silence."""
    robot, dana = robots(), sandbox.person("U0DANA")
    place = dana.app_dm()
    dana.open(place)
    api("chat.postMessage", channel=place, text="hello")
    assert next(c for c in dana.state()["channels"] if c["id"] == place)["unread"] == 1
    dana.read(place)
    assert next(c for c in dana.state()["channels"] if c["id"] == place)["unread"] == 0
    dana.say(place, "thanks")
    robot.event("message", 2)
    told = [each["payload"]["event"] for each in robot.got if each["payload"]["event"]["type"] == "app_home_opened"]
    assert [event["tab"] for event in told] == ["messages"]


def test_the_app_says_what_it_is(sandbox: Sandbox) -> None:
    """The About tab has the manifest's words, short and long."""
    app = sandbox.person("U0DANA").state()["app"]
    assert app["description"] == "Tries things out"
    assert app["long_description"] == "Tries out whatever there is to be tried out."


@pytest.mark.parametrize(
    ("who", "act", "sentence"),
    [
        ("U0GONE", lambda p: p.state(), "Gil Gone's account is deactivated."),
        ("U0NOBODY", lambda p: p.state(), "There is no such person."),
        ("USLACKBOT", lambda p: p.say("C0SALES", "x"), "There is no such person."),
        ("U0DANA", lambda p: p.say("C0OLD", "x"), "This channel is archived."),
        ("U0DANA", lambda p: p.say("C0HIDDEN", "x"), "There is no such channel."),
        ("U0MAX", lambda p: p.say("C0SHARED", "x"), "Join the channel first."),
        ("U0DANA", lambda p: p.say("C0SALES", "  "), "There is nothing to send."),
        ("U0DANA", lambda p: p.say("C0SALES", "x", files=("F0NONE",)), "That file is not there any more."),
        ("U0DANA", lambda p: p.edit("C0SALES", "1.0", "x"), "That message is not there any more."),
        ("U0DANA", lambda p: p.fault("earthquake"), "There is no fault 'earthquake'; there are delay"),
        ("U0DANA", lambda p: p.fault("delay", seconds=1, colour="red"), "delay takes no colour."),
    ],
)
def test_what_makes_no_sense_is_refused_in_a_sentence(
    sandbox: Sandbox, who: str, act: Callable[[Person], Any], sentence: str
) -> None:
    """The page shows such a sentence as it stands."""
    with pytest.raises(Refusal) as refusal:
        act(sandbox.person(who))
    assert str(refusal.value).startswith(sentence)


def test_only_the_author_changes_a_message(sandbox: Sandbox) -> None:
    """Max cannot correct Dana's words; she can, and it shows."""
    dana, max_ = sandbox.person("U0DANA"), sandbox.person("U0MAX")
    ts = dana.say("C0SALES", "helo")
    with pytest.raises(Refusal):
        max_.edit("C0SALES", ts, "hacked")
    dana.edit("C0SALES", ts, "hello")
    shown = max_.messages("C0SALES")[0]
    assert (shown["text"], shown["edited"]["user"]) == ("hello", "U0DANA")


def test_messages_come_in_pages(sandbox: Sandbox) -> None:
    """Fifty at a time, oldest first within a page, each message once."""
    dana = sandbox.person("U0DANA")
    for number in range(120):
        dana.say("C0SALES", str(number))
    seen: list[str] = []
    before = None
    while page := dana.messages("C0SALES", before=before):
        seen = [message["text"] for message in page] + seen
        before = page[0]["ts"]
    assert seen == [str(number) for number in range(120)]


def test_the_app_hears_only_where_it_is(sandbox: Sandbox, robots: Make) -> None:
    """No event of a channel without the app, none of private talk between people; all of its own conversation."""
    robot = robots()
    dana = sandbox.person("U0DANA")
    dana.say("C0OTHER", "not for you")
    dana.say(dana.direct("U0MAX"), "nor this")
    dana.say("C0SECRET", "private but with you")
    dana.say(dana.app_dm(), "just us")
    heard = [each["payload"]["event"] for each in robot.wait(2, "events_api")]
    assert [(e["text"], e["channel_type"]) for e in heard] == [("private but with you", "group"), ("just us", "im")]


def test_the_app_hears_itself(sandbox: Sandbox, robots: Make, api: Api) -> None:
    """As in Slack the app's own messages come back as events that bear its bot_id."""
    robot = robots()
    api("chat.postMessage", channel="C0SALES", text="me")
    event = robot.event("message")["event"]
    assert (event["user"], bool(event["bot_id"])) == (sandbox.bot_user, True)


def test_an_unsubscribed_event_is_not_sent() -> None:
    """What the manifest does not subscribe to never reaches the app."""
    quiet = {**MANIFEST, "settings": {**MANIFEST["settings"], "event_subscriptions": {"bot_events": ["app_mention"]}}}
    with Sandbox(SEED, quiet) as sandbox:
        robot = Robot(sandbox).connect()
        sandbox.person("U0DANA").say("C0SALES", "hello")
        sandbox.person("U0DANA").say("C0SALES", f"hello <@{sandbox.bot_user}>")
        assert robot.event("app_mention")["event"]["text"].startswith("hello <@")
        assert len(robot.got) == 1
        robot.close()


def test_outsiders_are_told_apart_by_their_own_team(sandbox: Sandbox, robots: Make) -> None:
    """An outsider's click bears the installing team outside and their own at the user; the channel is marked."""
    robot = robots()
    olga = sandbox.person("U0OUT")
    olga.say("C0SHARED", "hello")
    olga.command("C0SHARED", "/log x")
    olga.shortcut("new_deal")
    event = robot.event("message")
    assert (event["team_id"], event["event"]["team"], event["is_ext_shared_channel"]) == ("T0ACME", "T0OTHER", True)
    click = robot.wait(1, "interactive")[0]["payload"]
    assert (click["team"]["id"], click["user"]["team_id"]) == ("T0ACME", "T0OTHER")


def test_the_stream_tells_each_what_concerns_them(sandbox: Sandbox, api: Api) -> None:
    """Members see a message come, others do not; an ephemeral one reaches its reader; the clock reaches all."""
    frames: dict[str, list[dict[str, Any]]] = {"U0DANA": [], "U0MAX": [], "U0OUT": []}

    async def watch() -> None:
        async with aiohttp.ClientSession() as session:
            sockets = [await session.ws_connect(f"{sandbox.url}/sandbox/stream?as={who}") for who in frames]
            await asyncio.to_thread(act)
            for socket, got in zip(sockets, frames.values(), strict=True):
                while not got or got[-1]["type"] != "clock":
                    got.append(json.loads((await socket.receive(timeout=60)).data))
                await socket.close()

    def act() -> None:
        api("chat.postMessage", channel="C0SALES", text="for members")
        api("chat.postEphemeral", channel="C0SALES", user="U0DANA", text="for dana")
        sandbox.clock.advance(timedelta(hours=1))

    asyncio.run(watch())
    kinds = {who: [frame["type"] for frame in got] for who, got in frames.items()}
    assert kinds["U0DANA"] == ["message", "channel", "ephemeral", "clock"]
    assert kinds["U0MAX"] == ["message", "channel", "clock"]
    assert kinds["U0OUT"] == ["clock"]
    assert frames["U0DANA"][0]["message"]["bot"]["name"] == "testbot"


def ask(url: str, **headers: str) -> tuple[int, dict[str, str]]:
    """Status and headers of a request."""
    try:
        with urllib.request.urlopen(urllib.request.Request(url, headers=headers), timeout=60) as response:
            return response.status, dict(response.headers)
    except urllib.error.HTTPError as error:
        with error:
            return error.code, dict(error.headers)


def test_other_sites_cannot_reach_the_page(sandbox: Sandbox) -> None:
    """A request from another origin, or under another host name, is turned away; the policy allows no foreign code."""
    state = f"{sandbox.url}/sandbox/state?as=U0DANA"
    assert ask(state, Origin="https://evil.test")[0] == 403
    assert ask(state, Host="evil.test")[0] == 403
    status, headers = ask(state, Origin=sandbox.url)
    assert status == 200
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]


def test_files_of_others_never_run_in_the_page(sandbox: Sandbox) -> None:
    """Only pictures are shown in place; pages and SVG come as downloads of no kind."""
    dana = sandbox.person("U0DANA")
    kinds = {}
    for name in ("a.png", "a.html", "a.svg"):
        file = dana.upload(name, b"<script>alert(1)</script>")
        headers = ask(f"{sandbox.url}/sandbox/file/{file}")[1]
        kinds[name] = (headers["Content-Type"], headers["Content-Disposition"].partition(";")[0])
        assert headers["X-Content-Type-Options"] == "nosniff"
    assert kinds["a.png"] == ("image/png", "inline")
    assert kinds["a.html"] == kinds["a.svg"] == ("application/octet-stream", "attachment")


def test_the_guide_ticks_what_was_done() -> None:
    """A step is ticked when what it waits for happens, in any order, and not before."""
    steps = [
        {"id": "log", "title": "Log a call", "hint": "Type it", "done_when": {"what": "command", "command": "/log"}},
        {"id": "say", "title": "Say it", "hint": "x", "done_when": {"what": "say", "text": "called"}},
        {"id": "later", "title": "Tomorrow", "hint": "x", "done_when": [{"what": "clock"}, {"what": "shortcut"}]},
    ]
    with Sandbox({**SEED, "guide": steps}, MANIFEST) as sandbox:
        dana = sandbox.person("U0DANA")

        def done() -> list[bool]:
            return [step["done"] for step in dana.state()["guide"]]

        assert done() == [False, False, False]
        dana.say("C0SALES", "I Called Acme")
        assert done() == [False, True, False]
        dana.command("C0SALES", "/log x")
        assert done() == [True, True, False]
        assert set(dana.state()["guide"][0]) == {"id", "title", "hint", "done"}


def test_faults_of_people_and_channels(sandbox: Sandbox) -> None:
    """A deactivated person cannot act until they are back; an archived channel is silent until it is not."""
    dana, max_ = sandbox.person("U0DANA"), sandbox.person("U0MAX")
    dana.fault("deactivate", user="U0MAX")
    with pytest.raises(Refusal):
        max_.say("C0SALES", "x")
    switches = {fault["kind"]: fault["on"] for fault in dana.state()["faults"]}
    assert switches["deactivate"]
    dana.fault("deactivate", on=False, user="U0MAX")
    max_.say("C0SALES", "back")
    dana.fault("archive", channel="C0SALES")
    with pytest.raises(Refusal):
        max_.say("C0SALES", "x")
