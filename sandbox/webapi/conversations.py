"""Channels and direct messages as the app sees them."""

import re

from sandbox.errors import Refused
from sandbox.shapes import channel_json, message_json
from sandbox.state import JSON, Channel, Message
from sandbox.webapi.call import CHANNEL_SCOPES, Call, Handler, bad

TYPES = {"public_channel": "channel", "private_channel": "private", "mpim": "mpim", "im": "im"}
MOST_IN_MPIM = 8
HISTORY_DEFAULT, HISTORY_MOST = 100, 999
_TS = re.compile(r"\d+(\.\d{1,6})?")


def open_direct(call: Call) -> JSON:
    """Opens (or finds) a direct message with the people in `users`, or finds the one in `channel`."""
    if call.args.get("channel"):
        found = call.channel()
        if not found.is_direct:
            raise Refused("method_not_supported_for_channel_type")
        return _opened(call, found, already=True)
    people = [each.strip() for each in call.text("users").split(",") if each.strip()]
    if not people:
        raise Refused("users_list_not_supplied")
    if len(people) > MOST_IN_MPIM:
        raise Refused("too_many_users")
    call.need("im:write" if len(people) == 1 else "mpim:write")
    for person in people:
        user = call.workspace.state.users.get(person)
        if user is None:
            raise Refused("user_not_found")
        if user.deleted:
            raise Refused("user_disabled")
        if user.is_bot:
            raise Refused("invalid_user_combination")
    before = len(call.workspace.state.channels)
    channel = call.door.directory.direct([call.bot, *people])
    return _opened(call, channel, already=before == len(call.workspace.state.channels))


def info(call: Call) -> JSON:
    """One conversation."""
    channel = call.channel()
    call.need_for(channel, "read")
    shown = channel_json(channel, call.workspace.state)
    return {"channel": _counted(shown, channel) if call.flag("include_num_members") else shown}


def listing(call: Call) -> JSON:
    """The conversations of the asked types that the app may know of: all public ones, else those it is in."""
    wanted = _wanted(call)
    found = [c for c in _all(call) if _kind(c) in wanted and (c.kind == "channel" or call.bot in c.members)]
    answer = _channels(call, found)
    known = call.workspace.state.channels
    return answer | {"channels": [_counted(shown, known[shown["id"]]) for shown in answer["channels"]]}


def of_user(call: Call) -> JSON:
    """The conversations of the asked types that a person (by default the app) is in, and the app may know of."""
    user = call.args.get("user", call.bot)
    wanted = _wanted(call)
    shared = [c for c in _all(call) if user in c.members and (c.kind == "channel" or call.bot in c.members)]
    answer = _channels(call, [channel for channel in shared if _kind(channel) in wanted])
    for channel in answer["channels"]:
        channel.pop("is_member", None)
    return answer


def members(call: Call) -> JSON:
    """Who is in a conversation."""
    channel = call.channel()
    call.need_for(channel, "read")
    everyone = [{"id": member} for member in channel.members]
    page = call.page(everyone, "members")
    return page | {"members": [each["id"] for each in page["members"]]}


def history(call: Call) -> JSON:
    """Messages of a conversation that the app is in, newest first; those of threads are left out."""
    channel = _read(call, "not_in_channel")
    messages = [m for m in reversed(channel.timeline) if m.visible_to is None and _within(call, m)]
    page = _slice(call, messages)
    more = bool(page["response_metadata"]["next_cursor"])
    return page | {"has_more": more, "pin_count": 0}


def replies(call: Call) -> JSON:
    """A thread, its parent first; or the one message that has no replies."""
    channel = _read(call, "channel_not_found")
    ts = call.text("ts")
    parent = channel.by_ts.get(ts)
    if parent is None or parent.visible_to is not None:
        raise Refused("thread_not_found")
    thread = [parent, *channel.replies(ts)] if not parent.in_thread else [parent]
    page = _slice(call, [m for m in thread if m is parent or _within(call, m)])
    return page | {"has_more": bool(page["response_metadata"]["next_cursor"])}


def join(call: Call) -> JSON:
    """Joins a public channel."""
    channel = call.channel()
    if channel.kind != "channel":
        raise Refused("method_not_supported_for_channel_type")
    if channel.archived:
        raise Refused("is_archived")
    already = call.bot in channel.members
    if not already:
        call.door.directory.join(channel, call.bot)
    shown = {"channel": channel_json(channel, call.workspace.state)}
    return shown | ({"warning": "already_in_channel"} if already else {})


def create(call: Call) -> JSON:
    """Makes a channel with the app as its only member."""
    name = call.text("name").removeprefix("#")
    private = call.flag("is_private")
    call.need("groups:write" if private else "channels:manage")
    if not name:
        raise Refused("invalid_name_required")
    if len(name) > 80:
        raise Refused("invalid_name_maxlength")
    if not re.fullmatch(r"[a-z0-9_-]+", name):
        raise Refused("invalid_name_specials")
    if not re.search(r"[a-z0-9]", name):
        raise Refused("invalid_name_punctuation")
    if call.workspace.state.channel_named(name):
        raise Refused("name_taken")
    channel = call.door.directory.create_channel(name, call.bot, private)
    return {"channel": channel_json(channel, call.workspace.state)}


def invite(call: Call) -> JSON:
    """Brings people into a channel that the app is in."""
    channel = call.channel()
    if channel.is_direct:
        raise Refused("method_not_supported_for_channel_type")
    if channel.archived:
        raise Refused("is_archived")
    if call.bot not in channel.members:
        raise Refused("not_in_channel")
    people = [each.strip() for each in call.text("users").split(",") if each.strip()]
    if not people:
        raise Refused("no_user")
    for person in people:
        user = call.workspace.state.users.get(person)
        if user is None or user.deleted:
            raise Refused("user_not_found")
        if person == call.bot:
            raise Refused("cant_invite_self")
        if person in channel.members:
            raise Refused("already_in_channel")
        if user.is_ultra_restricted:
            raise Refused("ura_max_channels")
    for person in people:
        call.door.directory.join(channel, person, inviter=call.bot)
    return {"channel": channel_json(channel, call.workspace.state)}


def _counted(shown: JSON, channel: Channel) -> JSON:
    return shown if channel.is_direct else shown | {"num_members": len(channel.members)}


def _opened(call: Call, channel: Channel, *, already: bool) -> JSON:
    whole = call.flag("return_im")
    shown = channel_json(channel, call.workspace.state) if whole else {"id": channel.id}
    return {"channel": shown} | ({"no_op": True, "already_open": True} if already else {})


def _read(call: Call, outside: str) -> Channel:
    """The conversation to be read: the scope of its kind is needed, and the app must be in it."""
    channel = call.channel()
    call.need_for(channel, "history")
    if call.bot not in channel.members:
        raise Refused(outside)
    for bound in ("oldest", "latest"):
        if call.args.get(bound) and not _TS.fullmatch(call.text(bound)):
            raise Refused(f"invalid_ts_{bound}")
    return channel


def _within(call: Call, message: Message) -> bool:
    oldest, latest, inclusive = call.args.get("oldest"), call.args.get("latest"), call.flag("inclusive")
    at = float(message.ts)
    after = not oldest or at > float(oldest) or (inclusive and at == float(oldest))
    before = not latest or at < float(latest) or (inclusive and at == float(latest))
    return after and before


def _slice(call: Call, messages: list[Message]) -> JSON:
    """One page of messages; only those shown are turned into JSON."""
    numbered: list[JSON] = [{"n": number} for number in range(len(messages))]
    page = call.page(numbered, "messages", default=HISTORY_DEFAULT, most=HISTORY_MOST)
    return page | {"messages": [_shown(call, messages[each["n"]]) for each in page["messages"]]}


def _shown(call: Call, message: Message) -> JSON:
    with_metadata = call.flag("include_all_metadata")
    return message_json(message, call.workspace.state, base=call.workspace.base, metadata=with_metadata)


def _all(call: Call) -> list[Channel]:
    hide = call.flag("exclude_archived")
    return [c for c in call.workspace.state.channels.values() if not (hide and c.archived)]


def _kind(channel: Channel) -> str:
    return "im" if channel.kind == "app" else channel.kind


def _wanted(call: Call) -> set[str]:
    names = [each.strip() for each in call.text("types", "public_channel").split(",")]
    if any(name not in TYPES for name in names):
        raise Refused("invalid_types")
    kinds = {TYPES[name] for name in names}
    for kind in sorted(kinds):
        call.need(f"{CHANNEL_SCOPES[kind]}:read")
    return kinds


def _channels(call: Call, found: list[Channel]) -> JSON:
    if call.args.get("team_id") not in (None, call.workspace.state.team.id):
        raise bad("team_id", "team_not_found")
    return call.page([channel_json(channel, call.workspace.state) for channel in found], "channels")


METHODS: dict[str, Handler] = {
    "conversations.open": open_direct,
    "conversations.info": info,
    "conversations.list": listing,
    "conversations.members": members,
    "conversations.history": history,
    "conversations.replies": replies,
    "conversations.join": join,
    "conversations.create": create,
    "conversations.invite": invite,
    "users.conversations": of_user,
}
