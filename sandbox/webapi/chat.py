"""Messages that the app writes, changes and removes: chat, reactions, pins."""

from typing import Any

from sandbox.errors import Refused
from sandbox.shapes import message_json
from sandbox.state import JSON, Channel, Message
from sandbox.webapi.call import Call, Handler
from sandbox.webapi.content import Content, read_content

REACTIONS = 23
"""Different emoji that the app may put on one message."""


def post_message(call: Call) -> JSON:
    """Posts where the app is a member, in public channels with `chat:write.public` too, or to a person's DM."""
    channel = _target(call)
    _writable(call, channel)
    content = read_content(call, "chat.postMessage")
    thread_ts = _thread(call, channel)
    message = _compose(call, channel, content)
    message.thread_ts = thread_ts
    if thread_ts and call.flag("reply_broadcast"):
        message.broadcast, message.subtype = True, "thread_broadcast"
    message.metadata = content.metadata or None
    call.workspace.post(message)
    return {"channel": channel.id, "ts": message.ts, "message": _shown(call, message)}


def post_ephemeral(call: Call) -> JSON:
    """Shows a message to one member of a channel; it is in no history and cannot be changed but by a response_url."""
    channel = _target(call)
    reader = call.text("user")
    if reader not in channel.members:
        raise Refused("user_not_in_channel")
    _writable(call, channel)
    content = read_content(call, "chat.postEphemeral")
    message = _compose(call, channel, content)
    message.thread_ts = _thread(call, channel)
    message.visible_to, message.subtype = reader, "ephemeral"
    call.workspace.post(message)
    return {"message_ts": message.ts}


def update(call: Call) -> JSON:
    """Replaces a message of the app's own. A new text alone takes the blocks away; attachments and metadata stay
    until others are given. Only a message that is now without blocks is marked as edited.
    """
    channel = call.channel()
    message = _own(call, channel, "cant_update_message")
    if channel.archived:
        raise Refused("is_inactive")
    content = read_content(call, "chat.update")
    before = call.workspace.snapshot(message)
    message.text, message.blocks = content.text, content.blocks
    if "attachments" in call.args:
        message.attachments = content.attachments
    if content.metadata is not None:
        message.metadata = content.metadata or None
    if not content.blocks:
        message.edited = {"user": call.bot, "ts": f"{call.workspace.now_seconds()}.000000"}
    call.workspace.edit(message, before)
    return {"channel": channel.id, "ts": message.ts, "text": message.text, "message": _shown(call, message)}


def delete(call: Call) -> JSON:
    """Removes a message of the app's own."""
    channel = call.channel()
    message = _own(call, channel, "cant_delete_message")
    call.workspace.delete(message)
    return {"channel": channel.id, "ts": message.ts}


def permalink(call: Call) -> JSON:
    """The address of a message."""
    channel = call.channel()
    message = call.message(channel, call.text("message_ts"))
    address = f"{call.workspace.base}/archives/{channel.id}/p{message.ts.replace('.', '')}"
    if message.in_thread:
        address += f"?thread_ts={message.thread_ts}&cid={channel.id}"
    return {"channel": channel.id, "permalink": address}


def reactions_add(call: Call) -> JSON:
    """Puts an emoji on a message."""
    message, name = _reacted(call)
    if call.bot in message.reactions.get(name, ()):
        raise Refused("already_reacted")
    if call.workspace.state.channels[message.channel].archived:
        raise Refused("is_archived")
    if name not in message.reactions and len(message.reactions) >= REACTIONS:
        raise Refused("too_many_emoji")
    call.workspace.react(message, call.bot, name, on=True)
    return {}


def reactions_remove(call: Call) -> JSON:
    """Takes the app's own emoji off a message."""
    message, name = _reacted(call)
    if call.bot not in message.reactions.get(name, ()):
        raise Refused("no_reaction")
    call.workspace.react(message, call.bot, name, on=False)
    return {}


def reactions_get(call: Call) -> JSON:
    """The emoji on a message."""
    message = _item(call)
    return {"type": "message", "channel": message.channel, "message": _shown(call, message)}


def pins_add(call: Call) -> JSON:
    """Pins a message to its channel."""
    message = _item(call)
    if call.bot not in call.workspace.state.channels[message.channel].members:
        raise Refused("not_in_channel")
    if message.pinned:
        raise Refused("already_pinned")
    before = call.workspace.snapshot(message)
    message.pinned = True
    call.workspace.edit(message, before)
    return {}


def _target(call: Call) -> Channel:
    """Where to post: a channel the app may know of, or a person, whose DM is opened."""
    person = call.workspace.state.users.get(call.text("channel"))
    if person is not None and not person.is_bot:
        return call.door.directory.dm(person.id)
    return call.channel()


def _writable(call: Call, channel: Channel) -> None:
    if channel.kind == "app" and not call.workspace.manifest.messages_enabled:
        raise Refused("messages_tab_disabled")
    if channel.archived:
        raise Refused("is_archived")
    open_to_all = channel.kind == "channel" and "chat:write.public" in call.token.scopes
    if call.bot not in channel.members and not open_to_all:
        raise Refused("not_in_channel")


def _thread(call: Call, channel: Channel) -> str | None:
    """The thread to answer in. A reply's own `ts` leads to its parent's thread; an unknown one is refused."""
    thread_ts = call.args.get("thread_ts")
    if not thread_ts:
        return None
    parent = channel.by_ts.get(thread_ts)
    if parent is None:
        if thread_ts in channel.threads:
            return str(thread_ts)
        raise Refused("cannot_reply_to_message")
    return parent.thread_ts or parent.ts


def _compose(call: Call, channel: Channel, content: Content) -> Message:
    customized = {n: call.args[n] for n in ("username", "icon_emoji", "icon_url") if call.args.get(n)}
    if customized:
        call.need("chat:write.customize")
    return Message(
        ts=call.workspace.new_ts(),
        channel=channel.id,
        user=call.bot,
        text=content.text,
        blocks=content.blocks,
        attachments=content.attachments,
        bot_id=call.workspace.state.bot_id,
        app_id=call.workspace.state.app_id,
        username=customized.get("username"),
        icon=customized.get("icon_emoji") or customized.get("icon_url"),
    )


def _own(call: Call, channel: Channel, error: str) -> Message:
    message = call.message(channel, call.text("ts"))
    if message.user != call.bot:
        raise Refused(error)
    return message


def _reacted(call: Call) -> tuple[Message, str]:
    name = call.text("name").strip(":")
    if not name or not all(c.isalnum() or c in "_+-':" for c in name):
        raise Refused("invalid_name")
    return _item(call), name


def _item(call: Call) -> Message:
    if not call.args.get("channel") or not call.args.get("timestamp"):
        raise Refused("no_item_specified")
    ts = call.text("timestamp")
    whole, _, part = ts.partition(".")
    if not (whole.isdigit() and len(part) == 6 and part.isdigit()):
        raise Refused("bad_timestamp")
    return call.message(call.channel(), ts)


def _shown(call: Call, message: Message) -> dict[str, Any]:
    return message_json(message, call.workspace.state, base=call.workspace.base)


METHODS: dict[str, Handler] = {
    "chat.postMessage": post_message,
    "chat.postEphemeral": post_ephemeral,
    "chat.update": update,
    "chat.delete": delete,
    "chat.getPermalink": permalink,
    "reactions.add": reactions_add,
    "reactions.remove": reactions_remove,
    "reactions.get": reactions_get,
    "pins.add": pins_add,
}
