"""Bolt for Python, unmodified, as the client of the sandbox."""

import contextlib
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient

from sandbox.server import Sandbox
from tests.sandbox.conftest import MANIFEST, SEED

Connect = Callable[[App], None]


def hang_up(handler: SocketModeHandler) -> None:
    """Closes a handler, in a thread: Slack's client may wait for ever for a session that it is reading from."""

    def close() -> None:
        with contextlib.suppress(AttributeError):  # it stumbles when its reader finds the end first
            handler.close()  # type: ignore[no-untyped-call]

    closing = threading.Thread(target=close, daemon=True)
    closing.start()
    closing.join(3)


@pytest.fixture
def app(sandbox: Sandbox) -> App:
    """A Bolt app that talks to the sandbox in place of slack.com."""
    client = WebClient(token=sandbox.bot_token, base_url=sandbox.api_url)
    return App(token=sandbox.bot_token, client=client, process_before_response=True)


@pytest.fixture
def connect(sandbox: Sandbox) -> Iterator[Connect]:
    """Connects an app by Socket Mode with Bolt's own handler."""
    handlers: list[SocketModeHandler] = []

    def start(app: App) -> None:
        handler = SocketModeHandler(app, sandbox.app_token)
        handlers.append(handler)
        handler.connect()  # type: ignore[no-untyped-call]
        sandbox.journal.wait(lambda e: e["what"] == "envelope" and e.get("type") == "hello")

    yield start
    for handler in handlers:
        handler.client.auto_reconnect_enabled = False
    sandbox.stop()
    for handler in handlers:
        hang_up(handler)


def test_a_message_is_answered_where_it_was_said(sandbox: Sandbox, app: App, connect: Connect) -> None:
    """Dana greets the app in a channel and reads its answer there."""

    @app.message("hello")
    def greet(message: dict[str, Any], say: Any) -> None:
        say(f"Hello <@{message['user']}>!")

    connect(app)
    dana = sandbox.person("U0DANA")
    dana.say("C0SALES", "hello there")
    assert dana.wait_for_message("C0SALES", "Hello <@U0DANA>!")["bot"]["name"] == "testbot"


def test_a_command_opens_a_modal_whose_values_reach_the_app(sandbox: Sandbox, app: App, connect: Connect) -> None:
    """Dana types a command, fills in the form that opens, and the app gets what was entered."""
    got: list[Any] = []
    done = threading.Event()

    @app.command("/log")
    def log(ack: Any, body: dict[str, Any], client: WebClient) -> None:
        ack()
        client.views_open(
            trigger_id=body["trigger_id"],
            view={
                "type": "modal",
                "callback_id": "log",
                "title": {"type": "plain_text", "text": "Log"},
                "submit": {"type": "plain_text", "text": "Save"},
                "blocks": [
                    {
                        "type": "input",
                        "block_id": "note",
                        "label": {"type": "plain_text", "text": "Note"},
                        "element": {"type": "plain_text_input", "action_id": "text"},
                    }
                ],
            },
        )

    @app.view("log")
    def saved(ack: Any, view: dict[str, Any]) -> None:
        got.append(view["state"]["values"])
        ack()
        done.set()

    connect(app)
    dana = sandbox.person("U0DANA")
    assert dana.command("C0SALES", "/log called Acme") == {"ok": True}
    modal = dana.wait_for_modal()
    assert dana.submit(modal) == {"ok": False, "errors": {"note": "Please complete this required field."}}
    assert dana.submit(modal, {"note": {"text": {"type": "plain_text_input", "value": "hi"}}}) == {"ok": True}
    assert done.wait(2)
    assert got == [{"note": {"text": {"type": "plain_text_input", "value": "hi"}}}]
    assert dana.modals() == []


def test_a_button_edits_its_message(sandbox: Sandbox, app: App, connect: Connect) -> None:
    """A click on a button of the app's message replaces it through the response_url."""

    @app.command("/raw")
    def offer(ack: Any, say: Any) -> None:
        ack()
        button = {"type": "button", "action_id": "go", "text": {"type": "plain_text", "text": "Go"}, "value": "1"}
        say(text="Offer", blocks=[{"type": "actions", "elements": [button]}])

    @app.action("go")
    def go(ack: Any, respond: Any, action: dict[str, Any]) -> None:
        ack()
        respond(f"went {action['value']}", replace_original=True)

    connect(app)
    dana = sandbox.person("U0DANA")
    dana.command("C0SALES", "/raw")
    offered = dana.wait_for_message("C0SALES", "Offer")
    assert dana.click("C0SALES", offered, "go") == {"ok": True}
    assert dana.wait_for_message("C0SALES", "went 1")["ts"] == offered["ts"]


def test_disconnects_lose_nothing() -> None:
    """Connections end again and again while people write; Bolt comes back, and every message reaches it."""
    heard: set[str] = set()
    with Sandbox(SEED, MANIFEST, rate_limits=False, retry_delays=(0.2, 0.5, 1.0, 2.0)) as sandbox:
        client = WebClient(token=sandbox.bot_token, base_url=sandbox.api_url)
        app = App(token=sandbox.bot_token, client=client, process_before_response=True)

        @app.event("message")
        def hear(body: dict[str, Any]) -> None:
            heard.add(body["event_id"])

        handler = SocketModeHandler(app, sandbox.app_token)
        handler.connect()  # type: ignore[no-untyped-call]
        dana = sandbox.person("U0DANA")
        for number in range(30):
            dana.say("C0SALES", f"message {number}")
            if number % 10 == 5:
                sandbox.fault("disconnect", reason="warning" if number == 5 else "refresh_requested")
        dana.wait(lambda _: len(heard) == 30, timeout=60)
        handler.client.auto_reconnect_enabled = False
    hang_up(handler)
