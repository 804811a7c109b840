"""What a request of the page names: who acts, where, on what. Whatever makes no sense is refused in a sentence."""

import re
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from aiohttp import web

from sandbox.bodies import Garbled, json_of
from sandbox.manifest import Manifest
from sandbox.pressed import Place
from sandbox.state import JSON, SLACKBOT, Channel, Message, State, User

TEXT_MOST = 40_000
"""Characters in a message, as in Slack."""
EMOJI = re.compile(r"[\w'+-]{1,100}(::skin-tone-[2-6])?")
Act = Callable[[JSON], Awaitable[JSON]]


class Wrong(Exception):
    """A request of the page that makes no sense; its text is shown as it stands."""


class Asked:
    """Reads requests. `as` is trusted: whoever sits at the page may act as anyone."""

    def __init__(self, state: State, manifest: Manifest) -> None:
        self._state = state
        self._manifest = manifest

    def who(self, asked: JSON) -> User:
        """The person acting: someone of the workspace whose account is active."""
        user = self._state.users.get(str(asked.get("as")))
        if user is None or user.is_bot or user.id == SLACKBOT:
            raise Wrong("There is no such person.")
        if user.deleted:
            raise Wrong(f"{user.real_name}'s account is deactivated.")
        return user

    def viewer(self, asked: JSON) -> User:
        """The person looking; on a first visit, which names nobody, the first who may."""
        if asked.get("as"):
            return self.who(asked)
        people = (u for u in self._state.users.values() if not (u.is_bot or u.deleted or u.id == SLACKBOT))
        user = next(people, None)
        if user is None:
            raise Wrong("There is nobody in this workspace to act as.")
        return user

    def channel(self, asked: JSON) -> Channel:
        """The channel named, as far as the person may know of it."""
        channel = self._state.channels.get(str(asked.get("channel")))
        if channel is None or (channel.kind != "channel" and str(asked.get("as")) not in channel.members):
            raise Wrong("There is no such channel.")
        return channel

    def writable(self, asked: JSON) -> Channel:
        """The channel named, if the person may write there."""
        channel = self.channel(asked)
        if channel.archived:
            raise Wrong("This channel is archived.")
        if str(asked.get("as")) not in channel.members:
            raise Wrong("Join the channel first.")
        if channel.kind == "app" and self._manifest.messages_read_only:
            raise Wrong("Sending messages to this app has been turned off.")
        return channel

    def message(self, asked: Mapping[str, Any]) -> Message:
        """The message named by channel and ts."""
        channel = self._state.channels.get(str(asked.get("channel")))
        message = channel.by_ts.get(str(asked.get("ts"))) if channel else None
        if message is None:
            raise Wrong("That message is not there any more.")
        return message

    def own(self, asked: JSON) -> tuple[User, Message]:
        """The person and a message of their own."""
        me, message = self.who(asked), self.message(asked)
        if message.user != me.id:
            raise Wrong("Only its author can change a message.")
        return me, message

    def place(self, asked: JSON) -> Place:
        """Where an element stands: a message that the person sees, or a view of their own."""
        container = mapping(asked, "container")
        if container.get("type") == "view":
            known = [*self._state.views.values(), *self._state.homes.values()]
            for view in known:
                if view.id == container.get("view_id") and view.user == asked["as"]:
                    return view
            raise Wrong("This form was closed.")
        channel = self.channel({"as": asked["as"], "channel": container.get("channel")})
        message = self.message(container)
        if message.visible_to not in (None, asked["as"]):
            raise Wrong("That message is not there any more.")
        return channel, message

    def file_ids(self, asked: JSON) -> list[str]:
        """The ids of the uploaded files named."""
        named = asked.get("files") or []
        if not isinstance(named, list) or not all(str(each) in self._state.files for each in named):
            raise Wrong("That file is not there any more.")
        return [str(each) for each in named]

    def thread(self, asked: JSON, channel: Channel) -> str | None:
        """The ts of the thread that is answered in, if any; its first message may be gone, its replies not."""
        ts = str(asked.get("thread_ts") or "")
        if ts and ts not in channel.by_ts and not channel.replies(ts):
            raise Wrong("That message is not there any more.")
        return ts or None


def answered(act: Act) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    """Makes a request handler of an act: arguments from the address or a JSON body, errors as a sentence."""

    async def handle(request: web.Request) -> web.StreamResponse:
        try:
            asked = dict(request.query) if request.method == "GET" else await json_of(request)
            if not isinstance(asked, dict):
                raise Wrong("A JSON object is expected.")
            return web.json_response(await act(asked))
        except (Wrong, Garbled) as error:
            return web.json_response({"ok": False, "error": str(error)}, status=400)

    return handle


def written(asked: JSON) -> str:
    """What was typed, 40,000 characters at most; halves of a pair of code units, which no UTF-8 can hold, as "?"."""
    text = str(asked.get("text") or "").encode("utf-8", "replace").decode("utf-8")
    if len(text) > TEXT_MOST:
        raise Wrong(f"A message holds {TEXT_MOST:,} characters at most; this one has {len(text):,}.")
    return text


def emoji(asked: JSON) -> str:
    """The name of a reaction, without colons."""
    name = str(asked.get("name", "")).strip(":")
    if not EMOJI.fullmatch(name):
        raise Wrong("There is no such emoji.")
    return name


def number(asked: JSON, name: str, default: int, most: int) -> int:
    """A number from 0 to `most`; what is larger counts as `most`."""
    given = str(asked.get(name, default))
    if not given.isdecimal():
        raise Wrong(f"{name} must be a number.")
    return min(int(given[:18]), most)


def mapping(asked: JSON, name: str) -> JSON:
    """A part of the request that must be an object."""
    found = asked.get(name)
    if not isinstance(found, dict):
        raise Wrong(f"{name} is missing.")
    return found


def entered(asked: JSON) -> JSON:
    """What is entered so far, by block_id and action_id."""
    state = asked.get("state") or {}
    values = state.get("values", {}) if isinstance(state, dict) else {}
    return values if isinstance(values, dict) else {}
