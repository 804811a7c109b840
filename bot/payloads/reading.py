"""The shapes of payloads: tolerates whatever is missing, and decides nothing."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from bot.payloads.values import (
    Attached,
    Caller,
    Click,
    Command,
    Reaction,
    ShortcutUse,
    Spoken,
    Submission,
    Values,
    listed,
)

Body = Mapping[str, Any]


def caller_of(body: Body) -> Caller:
    """Who called, from any payload. For shared channels the person's own team may differ from the installing one."""
    user, team = body.get("user"), body.get("team")
    event = _mapping(body.get("event"))
    user_id = body.get("user_id") or _get(user, "id") or _plain_user(event)
    team_id = body.get("team_id") or _get(team, "id") or _get(user, "team_id")
    home = _get(user, "team_id") or event.get("user_team") or event.get("source_team") or event.get("team") or team_id
    enterprise = body.get("enterprise_id") or _get(body.get("enterprise"), "id") or ""
    return Caller(str(enterprise or ""), str(team_id or ""), str(user_id or ""), str(home or ""))


_TYPED_BRACKET = re.compile(r"&lt;(?=[@#!])")
"""A bracket that somebody typed: it stays an entity, or "<!channel>" in a name would be taken for a mention."""


def command_of(body: Body) -> Command:
    """A slash command."""
    return Command(
        caller=caller_of(body),
        name=str(body.get("command", "")),
        text=unescaped(_TYPED_BRACKET.sub("&amp;lt;", str(body.get("text") or ""))).strip(),
        channel=str(body.get("channel_id", "")),
        trigger_id=str(body.get("trigger_id", "")),
        response_url=str(body.get("response_url", "")),
    )


def click_of(body: Body) -> Click:
    """The first action of a `block_actions` payload."""
    action, container = _first(body.get("actions")), _mapping(body.get("container"))
    view, message = _mapping(body.get("view")), _mapping(body.get("message"))
    return Click(
        caller=caller_of(body),
        action_id=str(action.get("action_id", "")),
        value=_value_of(action),
        trigger_id=str(body.get("trigger_id", "")),
        response_url=str(body.get("response_url", "")),
        channel=str(_get(body.get("channel"), "id") or container.get("channel_id") or ""),
        message_ts=str(container.get("message_ts") or message.get("ts") or ""),
        ephemeral=bool(container.get("is_ephemeral", False)),
        view_id=str(view.get("id", "")),
        view_type=str(view.get("type", "")),
        view_hash=str(view.get("hash", "")),
        metadata=metadata_of(view),
        thread_ts=str(message.get("thread_ts") or container.get("thread_ts") or ""),
        values=Values(_mapping(_mapping(view.get("state")).get("values"))),
    )


def _value_of(action: Body) -> str:
    option = action.get("selected_option")
    if isinstance(option, Mapping):
        return str(option.get("value", ""))
    for key in ("value", "selected_date", "selected_user", "selected_conversation", "selected_channel"):
        if action.get(key) is not None:
            return str(action[key])
    return ""


def submission_of(body: Body) -> Submission:
    """A submitted form: what was typed, by block_id, and its metadata."""
    view = _mapping(body.get("view"))
    return Submission(
        caller=caller_of(body),
        callback_id=str(view.get("callback_id", "")),
        view_id=str(view.get("id", "")),
        view_hash=str(view.get("hash", "")),
        metadata=metadata_of(view),
        values=Values(_mapping(_mapping(view.get("state")).get("values"))),
    )


def shortcut_of(body: Body) -> ShortcutUse:
    """A shortcut, with the message it was used on, if it was one for messages."""
    message = _mapping(body.get("message"))
    return ShortcutUse(
        caller=caller_of(body),
        callback_id=str(body.get("callback_id", "")),
        trigger_id=str(body.get("trigger_id", "")),
        channel=str(_get(body.get("channel"), "id") or ""),
        message_ts=str(message.get("ts") or body.get("message_ts") or ""),
        message_text=str(message.get("text") or ""),
        response_url=str(body.get("response_url") or ""),
        files=files_of(message),
        thread_ts=str(message.get("thread_ts") or ""),
    )


def spoken_of(body: Body) -> Spoken | None:
    """What a person wrote; None for what bots and the system wrote, and for edits and deletions."""
    event = _mapping(body.get("event"))
    if event.get("bot_id") or event.get("subtype") not in (None, "thread_broadcast", "file_share"):
        return None
    if not _plain_user(event) or event.get("text") is None:
        return None
    us = _our_mention(body)
    text = str(event.get("text", ""))
    return Spoken(
        caller=caller_of(body),
        event_id=str(body.get("event_id", "")),
        channel=str(event.get("channel", "")),
        channel_type=str(event.get("channel_type", "")),
        ts=str(event.get("ts", "")),
        thread_ts=str(event["thread_ts"]) if event.get("thread_ts") else None,
        text=us.sub(" ", text).strip() if us else text,
        mention=event.get("type") == "app_mention" or bool(us and us.search(text)),
        files=files_of(event),
    )


def files_of(message: Body) -> tuple[Attached, ...]:
    """The files of a message, and of the messages that it forwards; deleted ones have no name any more."""
    forwarded = [_mapping(each) for each in listed(message.get("attachments"))]
    found = [_mapping(file) for part in (message, *forwarded) for file in listed(part.get("files"))]
    named = (Attached(str(file["id"]), str(file["name"])) for file in found if file.get("id") and file.get("name"))
    return tuple(dict.fromkeys(named))


def _our_mention(body: Body) -> re.Pattern[str] | None:
    """How the app is mentioned, with what people set around it. Slack sends a message that mentions us as a mention,
    too, in no certain order, so it is looked for in both."""
    us = _first(body.get("authorizations"))
    if not us.get("is_bot") or not us.get("user_id"):
        return None
    return re.compile(rf"[ \t]*<@{re.escape(str(us['user_id']))}(?:\|[^>]*)?>[ \t]*[,:]?[ \t]*")


def reaction_of(body: Body) -> Reaction | None:
    """The reaction of a `reaction_added` or `reaction_removed` event; None for one on anything but a message."""
    event = _mapping(body.get("event"))
    item = _mapping(event.get("item"))
    if item.get("type") != "message":
        return None
    return Reaction(
        caller=caller_of(body),
        event_id=str(body.get("event_id", "")),
        emoji=str(event.get("reaction", "")),
        channel=str(item.get("channel", "")),
        ts=str(item.get("ts", "")),
        added=event.get("type") == "reaction_added",
    )


def metadata_of(view: Body) -> Mapping[str, Any]:
    """Our private_metadata as a mapping; empty for none or for what we did not write."""
    try:
        found = json.loads(str(view.get("private_metadata") or "{}"))
    except (ValueError, RecursionError):
        return {}
    return _mapping(found)


def unescaped(text: str) -> str:
    """Slack's three entities as characters; mentions and links keep their angle brackets."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _plain_user(event: Body) -> str:
    user = event.get("user")
    return str(_get(user, "id") or user or "")


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _first(value: object) -> Mapping[str, Any]:
    return _mapping(value[0]) if isinstance(value, Sequence) and value else {}


def _get(value: object, key: str) -> Any:
    return value.get(key) if isinstance(value, Mapping) else None
