"""How people, channels, messages, files and views look in Slack's JSON.

Shapes only: who may see them is decided elsewhere.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sandbox.state import JSON, Channel, File, Message, State, User, View

AVATAR_SIZES = (24, 32, 48, 72, 192, 512)


def user_json(user: User, state: State, *, base: str, now: datetime, email: bool) -> JSON:
    """A user object as of `now` (for the zone's offset); the address only for tokens with `users:read.email`."""
    stranger = user.team_id != state.team.id
    offset = now.astimezone(_zone(user.tz)).utcoffset() or timedelta(0)
    found: JSON = {
        "id": user.id,
        "team_id": user.team_id,
        "name": user.name,
        "deleted": user.deleted,
        "real_name": user.real_name,
        "profile": _profile(user, state, base, email),
        "is_bot": user.is_bot,
        "is_app_user": False,
        "updated": user.updated,
    }
    if user.deleted:
        return found
    return found | {
        "color": "4bbe2e",
        "tz": user.tz,
        "tz_label": user.tz,
        "tz_offset": int(offset.total_seconds()),
        "is_admin": user.is_admin,
        "is_owner": False,
        "is_primary_owner": False,
        "is_restricted": user.is_restricted,
        "is_ultra_restricted": user.is_ultra_restricted,
        "is_email_confirmed": not user.is_bot,
        "who_can_share_contact_card": "EVERYONE",
        **({"is_stranger": True} if stranger else {}),
    }


def _profile(user: User, state: State, base: str, email: bool) -> JSON:
    profile: JSON = {
        "title": user.title,
        "phone": "",
        "skype": "",
        "real_name": user.real_name,
        "real_name_normalized": user.real_name,
        "display_name": user.name,
        "display_name_normalized": user.name,
        "status_text": "",
        "status_emoji": "",
        "status_expiration": 0,
        "avatar_hash": f"g{user.id.lower()}",
        "first_name": user.real_name.split(" ")[0],
        "last_name": " ".join(user.real_name.split(" ")[1:]),
        "team": user.team_id,
        **{f"image_{size}": f"{base}/avatar/{user.id}?s={size}" for size in AVATAR_SIZES},
    }
    if email and user.email:
        profile["email"] = user.email
    if user.is_bot:
        profile |= {"api_app_id": state.app_id, "bot_id": state.bot_id, "always_active": True}
    return profile


def channel_json(channel: Channel, state: State) -> JSON:
    """A conversation object as seen by the app's bot user."""
    base: JSON = {"id": channel.id, "created": channel.created, "is_archived": channel.archived}
    external = any(m in state.users and state.users[m].team_id != state.team.id for m in channel.members)
    if channel.kind in ("im", "app"):
        other = next((member for member in channel.members if member != state.bot_user), state.bot_user)
        deleted = other in state.users and state.users[other].deleted
        return base | {"is_im": True, "user": other, "is_user_deleted": deleted, "is_org_shared": False, "priority": 0}
    topic = {"value": channel.topic, "creator": channel.creator, "last_set": channel.created}
    return base | {
        "name": channel.name,
        "name_normalized": channel.name,
        "is_channel": channel.kind == "channel",
        "is_group": channel.kind == "private",
        "is_im": False,
        "is_mpim": channel.kind == "mpim",
        "is_private": channel.kind != "channel",
        "is_general": channel.name == "general",
        "is_shared": external,
        "is_ext_shared": external,
        "is_org_shared": False,
        "is_pending_ext_shared": False,
        "pending_shared": [],
        "unlinked": 0,
        "creator": channel.creator,
        "is_member": state.bot_user in channel.members,
        "topic": topic,
        "purpose": {"value": "", "creator": "", "last_set": 0},
        "previous_names": [],
    }


def message_json(message: Message, state: State, *, base: str, metadata: bool = True) -> JSON:
    """A message object. `metadata` is left out of histories that did not ask for it."""
    found: JSON = {"type": "message", "user": message.user, "text": message.text, "ts": message.ts}
    found["team"] = state.users[message.user].team_id if message.user in state.users else state.team.id
    if message.subtype:
        found["subtype"] = message.subtype
    if message.client_msg_id:
        found["client_msg_id"] = message.client_msg_id
    if message.bot_id:
        found |= {"bot_id": message.bot_id, "app_id": message.app_id, "bot_profile": bot_profile(state, base)}
    if message.username:
        found["username"] = message.username
    for name in ("blocks", "attachments"):
        if getattr(message, name):
            found[name] = getattr(message, name)
    if message.files:
        shown = [file_json(state.files[each], state, base=base) for each in message.files]
        found |= {"files": shown, "upload": False, "display_as_bot": False}
    if message.edited:
        found["edited"] = message.edited
    if message.metadata and metadata:
        found["metadata"] = message.metadata
    if message.reactions:
        found["reactions"] = [
            {"name": name, "users": list(users), "count": len(users)} for name, users in message.reactions.items()
        ]
    return found | _thread(message, state.channels[message.channel])


def _thread(message: Message, channel: Channel) -> JSON:
    """What a message says of its thread: as a reply, or as a parent that has replies."""
    if message.thread_ts and message.thread_ts != message.ts:
        parent = channel.by_ts.get(message.thread_ts)
        return {"thread_ts": message.thread_ts, "parent_user_id": parent.user if parent else message.user}
    replies = channel.replies(message.ts)
    if not replies:
        return {"thread_ts": message.thread_ts} if message.thread_ts else {}
    people = list(dict.fromkeys(reply.user for reply in replies))
    return {
        "thread_ts": message.ts,
        "reply_count": len(replies),
        "reply_users_count": len(people),
        "reply_users": people[:5],
        "latest_reply": replies[-1].ts,
        "is_locked": False,
        "subscribed": False,
    }


def bot_profile(state: State, base: str) -> JSON:
    """The app's face, as it stands beside its messages."""
    bot = state.users[state.bot_user]
    icons = {f"image_{size}": f"{base}/avatar/{bot.id}?s={size}" for size in (36, 48, 72)}
    return {
        "id": state.bot_id,
        "app_id": state.app_id,
        "name": bot.real_name,
        "icons": icons,
        "deleted": False,
        "updated": bot.updated,
        "team_id": state.team.id,
    }


def file_json(file: File, state: State, *, base: str, placed: bool = False) -> JSON:
    """A file object; a deleted one is a tombstone. `placed` adds where it was shared, which messages do not repeat."""
    if file.deleted:
        return {"id": file.id, "mode": "tombstone"}
    kind = file.name.rpartition(".")[2].lower() if "." in file.name else "text"
    address = quote(file.name, safe="")
    private = f"{base}/files-pri/{state.team.id}-{file.id}"
    public = [c for c in file.channels if state.channels[c].kind == "channel"]
    places: JSON = {
        "channels": public,
        "groups": [c for c in file.channels if state.channels[c].kind == "private"],
        "ims": [c for c in file.channels if state.channels[c].is_direct],
    }
    found: JSON = {
        "id": file.id,
        "created": file.created,
        "timestamp": file.created,
        "name": file.name,
        "title": file.title,
        "mimetype": file.mimetype,
        "filetype": kind,
        "pretty_type": kind.upper(),
        "user": file.user,
        "user_team": state.team.id,
        "editable": False,
        "size": file.size,
        "mode": "hosted",
        "is_external": False,
        "external_type": "",
        "is_public": bool(public),
        "public_url_shared": False,
        "display_as_bot": False,
        "username": "",
        "url_private": f"{private}/{address}",
        "url_private_download": f"{private}/download/{address}",
        "permalink": f"{base}/files/{file.user}/{file.id}/{address}",
        "file_access": "visible",
        "alt_txt": file.alt_text,
        "comments_count": 0,
        "is_starred": False,
        "shares": {},
        "has_more_shares": False,
    }
    return found | (places if placed else {})


def view_json(view: View, state: State, *, values: Mapping[str, Any] | None = None) -> JSON:
    """A view object: the app's own part completed with what Slack adds. `values` replaces the kept state."""
    content = view.content
    found: JSON = {
        "id": view.id,
        "team_id": state.team.id,
        "type": view.type,
        "blocks": content["blocks"],
        "private_metadata": content.get("private_metadata", ""),
        "callback_id": content.get("callback_id", ""),
        "state": {"values": dict(view.values if values is None else values)},
        "hash": view.hash,
        "title": content.get("title") or {"type": "plain_text", "text": "View Title", "emoji": True},
        "clear_on_close": content.get("clear_on_close", False),
        "notify_on_close": content.get("notify_on_close", False),
        "close": content.get("close"),
        "submit": content.get("submit"),
        "previous_view_id": view.previous_id,
        "root_view_id": view.root_id,
        "app_id": state.app_id,
        "external_id": view.external_id,
        "app_installed_team_id": state.team.id,
        "bot_id": state.bot_id,
    }
    return found


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")
