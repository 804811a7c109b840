"""One Web API call as a method sees it, and the questions that many methods ask."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sandbox.contract import Method, Unreadable
from sandbox.directory import Directory
from sandbox.errors import Refused, invalid_arguments, missing_scope
from sandbox.files import FileStore
from sandbox.oauth import Installations
from sandbox.socketmode import SocketMode
from sandbox.state import JSON, Channel, Message, User
from sandbox.tokens import Token, Tokens
from sandbox.triggers import ResponseUrls, Triggers
from sandbox.viewstack import ViewStack
from sandbox.workspace import Workspace

CHANNEL_SCOPES = {"channel": "channels", "private": "groups", "mpim": "mpim", "im": "im", "app": "im"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """What the Web API reaches beyond the workspace itself."""

    workspace: Workspace
    directory: Directory
    files: FileStore
    views: ViewStack
    tokens: Tokens
    triggers: Triggers
    response_urls: ResponseUrls
    installations: Installations
    sockets: SocketMode


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A call that passed the door: its arguments are declared and typed, its token is good for the method."""

    door: Door
    method: Method
    args: dict[str, Any]
    token: Token

    @property
    def workspace(self) -> Workspace:
        """The workspace called."""
        return self.door.workspace

    @property
    def bot(self) -> str:
        """The user that acts in this call."""
        return self.token.user

    def text(self, name: str, default: str = "") -> str:
        """A string argument."""
        return str(self.args.get(name, default))

    def flag(self, name: str, default: bool = False) -> bool:
        """A boolean argument."""
        return bool(self.args.get(name, default))

    def structure(self, name: str, error: str) -> Any:
        """A JSON argument, parsed; raises `error` when it is no JSON."""
        value = self.args.get(name)
        if isinstance(value, Unreadable):
            raise Refused(error)
        return value

    def user(self, name: str = "user", error: str = "user_not_found") -> User:
        """The person named by an argument."""
        found = self.workspace.state.users.get(self.text(name))
        if found is None:
            raise Refused(error)
        return found

    def channel(self, name: str = "channel") -> Channel:
        """The channel named by an argument, as far as the app may know of it: by id, or a public one by name."""
        state = self.workspace.state
        given = self.text(name)
        found = state.channels.get(given) or state.channel_named(given)
        hidden = found is not None and found.kind != "channel" and self.bot not in found.members
        if found is None or hidden:
            raise Refused("channel_not_found")
        return found

    def inside(self, channel_id: str) -> Channel:
        """A channel that the app is in; `channel_not_found` or `not_in_channel` otherwise."""
        found = self.workspace.state.channels.get(channel_id)
        if found is None:
            raise Refused("channel_not_found")
        if self.bot not in found.members:
            raise Refused("not_in_channel" if found.kind == "channel" else "channel_not_found")
        return found

    def need(self, scope: str) -> None:
        """Raises `missing_scope` unless the token has `scope`."""
        if scope not in self.token.scopes:
            raise missing_scope(scope, self.token.scopes)

    def need_for(self, channel: Channel, right: str) -> None:
        """Asks for the scope of this channel's kind, such as `groups:history`."""
        self.need(f"{CHANNEL_SCOPES[channel.kind]}:{right}")

    def message(self, channel: Channel, ts: str) -> Message:
        """A message that the app may know of; `message_not_found` otherwise."""
        found = channel.by_ts.get(ts)
        if found is None or found.visible_to is not None:
            raise Refused("message_not_found")
        return found

    def page(self, items: list[JSON], key: str, *, default: int = 100, most: int = 1000) -> JSON:
        """One page of a list, with Slack's cursor to the next. `invalid_cursor`; for a limit below zero `invalid_limit`
        where the method declares it, else `invalid_arguments`."""
        limit = self.args.get("limit", default)
        if limit < 0:
            declared = "invalid_limit" in self.method.errors
            raise Refused("invalid_limit") if declared else bad("limit", "must be at least 0")
        limit = min(limit or default, most)
        start = read_cursor(self.text("cursor"))
        shown = items[start : start + limit]
        more = start + limit < len(items)
        following = write_cursor(start + limit) if more else ""
        return {key: shown, "response_metadata": {"next_cursor": following}}


Handler = Callable[[Call], JSON]


def read_cursor(cursor: str) -> int:
    """The position that a cursor stands for; cursors are opaque to the app."""
    if not cursor:
        return 0
    try:
        return int(bytes.fromhex(cursor).decode("ascii").removeprefix("at:"))
    except ValueError:
        raise Refused("invalid_cursor") from None


def write_cursor(position: int) -> str:
    """The cursor of a position."""
    return f"at:{position}".encode("ascii").hex()


def bad(name: str, what: str) -> Refused:
    """`invalid_arguments` about one argument."""
    return invalid_arguments(f"{what} [json-pointer:/{name}]")
