"""A small sales app made with Bolt, unmodified: what the page is looked at and tested with. It sells nothing."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient

from bot.main.shutdown import drain, hang_up
from sandbox.server import Sandbox
from tests.sandbox.page.blocks import actions, button, deal_card, digest, everything, options, section
from tests.sandbox.page.forms import form, home, step
from tests.sandbox.page.rarer import inputs

JSON = dict[str, Any]


def make(sandbox: Sandbox, got: list[JSON]) -> App:
    """The app; every action and submission it gets is appended to `got`."""
    client = WebClient(token=sandbox.bot_token, base_url=sandbox.api_url)
    app = App(token=sandbox.bot_token, client=client, process_before_response=True)

    @app.event("message")
    def heard(event: JSON, say: Any) -> None:
        text = event.get("text", "")
        if event.get("bot_id") or event.get("subtype") not in (None, "file_share"):
            return
        if "called" in text:
            say(
                text="Logged a *call* with Jane (Conecta)",
                blocks=[
                    section("Logged a *call* with Jane (Conecta) · stage Engaging → *Proposal*"),
                    actions(button("Undo", "undo")),
                ],
                thread_ts=event.get("thread_ts"),
            )

    @app.event("app_home_opened")
    def opened(event: JSON) -> None:
        if event["tab"] == "home":
            client.views_publish(user_id=event["user"], view=home())

    @app.command("/deal")
    def deal(ack: Any, command: JSON, respond: Any) -> None:
        ack()
        got.append(command)
        respond(text=f"Conecta ({command['text']})", blocks=deal_card(), response_type="ephemeral")

    @app.command("/digest")
    def number(ack: Any, command: JSON) -> None:
        ack()
        client.chat_postMessage(channel=command["channel_id"], text="Q3 forecast for Central", blocks=digest())

    @app.command("/all")
    def whole(ack: Any, command: JSON) -> None:
        ack()
        client.chat_postMessage(channel=command["channel_id"], text="Everything", blocks=everything())

    @app.command("/form")
    def fill(ack: Any, command: JSON) -> None:
        ack()
        client.views_open(trigger_id=command["trigger_id"], view=form())

    @app.command("/inputs")
    def fill_more(ack: Any, command: JSON) -> None:
        ack()
        client.views_open(trigger_id=command["trigger_id"], view=inputs())

    @app.view("inputs")
    def taken(ack: Any, view: JSON) -> None:
        ack()
        got.append({"type": "view_submission", "values": view["state"]["values"]})

    @app.action("advance")
    def advance(ack: Any, body: JSON) -> None:
        ack()
        client.views_open(trigger_id=body["trigger_id"], view=step(1))

    @app.action("deeper")
    def deeper(ack: Any, body: JSON) -> None:
        ack()
        number = int(body["view"]["title"]["text"].split()[-1])
        client.views_push(trigger_id=body["trigger_id"], view=step(number + 1))

    @app.action("change")
    def change(ack: Any, body: JSON) -> None:
        ack()
        view = {**step(9), "blocks": [section("This one was changed."), actions(button("Change this one", "change"))]}
        client.views_update(view_id=body["view"]["id"], hash=body["view"]["hash"], view=view)

    @app.action("won")
    def won(ack: Any, body: JSON, respond: Any) -> None:
        ack()
        respond(text="Won", blocks=deal_card("Won :tada:"), replace_original=True)

    @app.options("value")
    def accounts(ack: Any, payload: JSON) -> None:
        ack(
            options=[
                one for one in options("Conecta", "Hottechi", "Zumgoity") if payload["value"].lower() in one["value"]
            ]
        )

    @app.view("form")
    def submitted(ack: Any, view: JSON) -> None:
        values = view["state"]["values"]
        got.append({"type": "view_submission", "values": values})
        if values["next"]["value"]["value"] == "soon":
            ack(response_action="errors", errors={"next": "Say when: a next step needs a day."})
        else:
            ack()

    @app.view_closed("form")
    def shut(ack: Any, body: JSON) -> None:
        ack()
        got.append({"type": "view_closed", "is_cleared": body["is_cleared"]})

    @app.shortcut("log_message")
    def shortcut(ack: Any, body: JSON) -> None:
        ack()
        got.append(body)
        client.views_open(trigger_id=body["trigger_id"], view=form())

    @app.shortcut("call_firedrill")
    def firedrill(ack: Any, body: JSON) -> None:
        ack()
        got.append(body)

    @app.action(re.compile(""))
    def other(ack: Any, body: JSON) -> None:
        ack()
        got.append({"action": body["actions"][0], "state": body.get("state") or body["view"]["state"]})

    return app


@contextmanager
def connected(sandbox: Sandbox, got: list[JSON]) -> Iterator[App]:
    """The app, listening over Socket Mode as Bolt's own handler does."""
    app = make(sandbox, got)
    handler = SocketModeHandler(app, sandbox.app_token)
    handler.connect()  # type: ignore[no-untyped-call]
    sandbox.journal.wait(lambda entry: entry["what"] == "envelope" and entry.get("type") == "hello")
    try:
        yield app
    finally:
        drain(handler.client)
        hang_up(handler.client)
        handler.close()  # type: ignore[no-untyped-call]


def upload(app: App, channel: str, name: str, content: bytes) -> str:
    """Uploads a file in three steps, as the SDK does, and returns its id."""
    answer: Mapping[str, Any] = app.client.files_upload_v2(
        channel=channel, filename=name, title=name, content=content
    ).data  # type: ignore[assignment]
    return str(answer["files"][0]["id"])
