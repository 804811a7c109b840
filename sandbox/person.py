"""Someone who acts in the workspace as the page does, over the same endpoints. For tests, scripts and benchmarks."""

import http.client
import json
import time
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlencode, urlsplit

from sandbox.state import JSON


class Refusal(Exception):
    """The page's server said no; the text is its sentence."""


class Person:
    """A person at a keyboard. Every method is blocking; one Person is for one thread."""

    def __init__(self, url: str, user: str) -> None:
        self.user = user
        self._address = urlsplit(url).netloc
        self._connection = http.client.HTTPConnection(self._address, timeout=30)

    def leave(self) -> None:
        """Closes the connection; the sandbox does so for everyone when it stops."""
        self._connection.close()

    def say(self, channel: str, text: str, *, thread_ts: str | None = None, files: tuple[str, ...] = ()) -> str:
        """Writes a message and returns its ts."""
        said = self._post("say", channel=channel, text=text, thread_ts=thread_ts, files=list(files))
        return str(said["ts"])

    def edit(self, channel: str, ts: str, text: str) -> None:
        """Changes an own message."""
        self._post("edit", channel=channel, ts=ts, text=text)

    def delete(self, channel: str, ts: str) -> None:
        """Removes an own message."""
        self._post("delete", channel=channel, ts=ts)

    def react(self, channel: str, ts: str, name: str, on: bool = True) -> None:
        """Puts an emoji on a message, or takes it off."""
        self._post("react", channel=channel, ts=ts, name=name, on=on)

    def command(self, channel: str, line: str) -> JSON:
        """Runs a slash command such as "/log called Acme"; `{"ok": false, "error": …}` when the app did not ack."""
        command, _, text = line.partition(" ")
        return self._post("command", channel=channel, command=command, text=text)

    def shortcut(self, callback_id: str, channel: str | None = None, ts: str | None = None) -> JSON:
        """Uses a shortcut: on a message, or a global one."""
        return self._post("shortcut", callback_id=callback_id, channel=channel, ts=ts)

    def click(self, channel: str, message: Mapping[str, Any], action_id: str, **chosen: Any) -> JSON:
        """Uses the element `action_id` of a message; menus take what they send (`selected_date="2027-01-31"`)."""
        container = {"type": "message", "channel": channel, "ts": message["ts"]}
        action = {**_named(message["blocks"], action_id), **chosen}
        return self._post("action", container=container, action=action)

    def click_view(self, view: Mapping[str, Any], action_id: str, values: JSON | None = None, **chosen: Any) -> JSON:
        """Uses an element of a modal or the Home tab; `values` is what else is entered so far."""
        container = {"type": "view", "view_id": view["id"]}
        action = {**_named(view["blocks"], action_id), **chosen}
        return self._post("action", container=container, action=action, state={"values": values or {}})

    def options(self, view: Mapping[str, Any], action_id: str, typed: str) -> list[JSON]:
        """What an external select of a view offers for what was typed."""
        container = {"type": "view", "view_id": view["id"]}
        found = self._post("options", container=container, value=typed, **_named(view["blocks"], action_id))
        options: list[JSON] = found["options"]
        return options

    def submit(self, view: Mapping[str, Any], values: JSON | None = None) -> JSON:
        """Sends a modal off; `{"ok": false, "errors": {block_id: text}}` when something is to be corrected."""
        return self._post("submit", view_id=view["id"], state={"values": values or {}})

    def close(self, view: Mapping[str, Any], everything: bool = False) -> None:
        """Puts a modal away, or all."""
        self._post("close", view_id=view["id"], all=everything)

    def open(self, channel: str) -> JSON:
        """Goes to a channel, which marks it as read; the app hears of it when the channel is its own."""
        return self._post("open", channel=channel)

    def read(self, channel: str) -> JSON:
        """Marks a channel that is open already as read, of which nobody hears."""
        return self._post("open", channel=channel, read=True)

    def direct(self, user: str) -> str:
        """Opens a direct message and returns its channel."""
        return str(self._post("open", user=user)["channel"]["id"])

    def join(self, channel: str, user: str | None = None) -> None:
        """Joins a channel, or brings someone in ("@bot" for the app)."""
        self._post("join", channel=channel, user=user)

    def fault(self, kind: str, on: bool = True, **params: Any) -> JSON:
        """Switches a fault."""
        return self._post("fault", kind=kind, on=on, **params)

    def state(self) -> JSON:
        """All that the page shows."""
        return self._get("state")

    def app_dm(self) -> str:
        """The channel of the conversation with the app."""
        channels = self.state()["channels"]
        return str(next(channel["id"] for channel in channels if channel["kind"] == "app"))

    def messages(self, channel: str, limit: int = 50, before: str | None = None) -> list[JSON]:
        """The newest messages of a channel, oldest first."""
        page = {"before": before} if before else {}
        found: list[JSON] = self._get("messages", channel=channel, limit=str(limit), **page)["messages"]
        return found

    def thread(self, channel: str, ts: str) -> list[JSON]:
        """A thread, its parent first."""
        found: list[JSON] = self._get("thread", channel=channel, ts=ts)["messages"]
        return found

    def home(self) -> JSON | None:
        """Opens the Home tab and returns what stands there at that moment."""
        view: JSON | None = self._get("home")["view"]
        return view

    def modals(self) -> list[JSON]:
        """The open modals, bottom first."""
        stack: list[JSON] = self._get("views")["stack"]
        return stack

    def upload(self, name: str, content: bytes) -> str:
        """Uploads a file, to be sent with a message; returns its id."""
        mark = "sandbox-form-boundary"
        head = f'--{mark}\r\nContent-Disposition: form-data; name="as"\r\n\r\n{self.user}\r\n'
        head += f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
        body = head.encode() + content + f"\r\n--{mark}--\r\n".encode()
        return str(self._send("POST", "upload", body, f"multipart/form-data; boundary={mark}")["id"])

    def wait(self, found: Callable[["Person"], Any], timeout: float = 30.0) -> Any:
        """What `found(person)` returns, asked again until it is something or the time (in seconds) is over."""
        deadline = time.monotonic() + timeout
        while True:
            result = found(self)
            if result or time.monotonic() > deadline:
                return result
            time.sleep(0.01)

    def wait_for_message(self, channel: str, text: str, timeout: float = 30.0) -> JSON:
        """The newest message of the channel that holds `text`, in its text or blocks; TimeoutError without one."""
        wanted = json.dumps(text)[1:-1]

        def look(person: Person) -> JSON | None:
            newest = reversed(person.messages(channel))
            return next((message for message in newest if wanted in json.dumps(message)), None)

        message = self.wait(look, timeout)
        if message is None:
            raise TimeoutError(f"Nothing with {text!r} came to {channel} within {timeout:g} s.")
        found: JSON = message
        return found

    def wait_for_modal(self, timeout: float = 30.0) -> JSON:
        """The topmost open modal, as soon as there is one; TimeoutError without one."""
        stack = self.wait(Person.modals, timeout)
        if not stack:
            raise TimeoutError(f"No modal opened within {timeout:g} s.")
        found: JSON = stack[-1]
        return found

    def _post(self, act: str, **fields: Any) -> JSON:
        given = {name: value for name, value in fields.items() if value is not None}
        body = json.dumps({"as": self.user, **given}).encode()
        return self._send("POST", act, body, "application/json")

    def _get(self, read: str, **fields: str) -> JSON:
        return self._send("GET", f"{read}?{urlencode({'as': self.user, **fields})}", b"", "application/json")

    def _send(self, method: str, path: str, body: bytes, kind: str) -> JSON:
        self._connection.request(method, f"/sandbox/{path}", body or None, {"Content-Type": kind})
        response = self._connection.getresponse()
        answer: JSON = json.loads(response.read())
        if response.status >= 400:
            raise Refusal(answer["error"])
        return answer


def _named(blocks: list[JSON], action_id: str) -> JSON:
    """The identity of the first element with this action_id; KeyError when there is none."""
    for block in blocks:
        places = [block.get("accessory"), block.get("element"), *block.get("elements", ())]
        for element in places:
            if isinstance(element, dict) and element.get("action_id") == action_id:
                return {"block_id": block["block_id"], "action_id": action_id, "type": element["type"]}
    raise KeyError(action_id)
