"""What Slack sends to an app: the JSON of events, commands and interactions. It builds; delivery.py sends."""

from dataclasses import dataclass
from typing import Any

from sandbox.shapes import message_json, view_json
from sandbox.state import JSON, Channel, Message, State, User, View


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """What is the same in everything that is sent: the state it speaks of, the base address, the legacy token."""

    state: State
    base: str
    verification_token: str

    def event(self, event: JSON, *, event_id: str, at: int, channel: Channel | None) -> JSON:
        """The Events API's wrapper around one event, dated `at` (seconds)."""
        team = self.state.team.id
        place = f"-{channel.id}" if channel else ""
        return {
            "token": self.verification_token,
            "team_id": team,
            "context_team_id": team,
            "context_enterprise_id": None,
            "api_app_id": self.state.app_id,
            "event": event,
            "type": "event_callback",
            "event_id": event_id,
            "event_time": at,
            "authorizations": [
                {
                    "enterprise_id": None,
                    "team_id": team,
                    "user_id": self.state.bot_user,
                    "is_bot": True,
                    "is_enterprise_install": False,
                }
            ],
            "is_ext_shared_channel": bool(channel and self._external(channel)),
            "event_context": f"1-{event['type']}-{team}{place}",
        }

    def command(
        self, user: User, channel: Channel, command: str, text: str, *, trigger_id: str, response_url: str
    ) -> JSON:
        """A slash command. `is_enterprise_install` is a string here, unlike anywhere else."""
        return {
            "token": self.verification_token,
            "team_id": self.state.team.id,
            "team_domain": self.state.team.domain,
            "channel_id": channel.id,
            "channel_name": channel_name(channel),
            "user_id": user.id,
            "user_name": user.name,
            "command": command,
            "text": text,
            "api_app_id": self.state.app_id,
            "is_enterprise_install": "false",
            "response_url": response_url,
            "trigger_id": trigger_id,
        }

    def message_actions(
        self,
        user: User,
        channel: Channel,
        message: Message,
        actions: list[JSON],
        *,
        values: JSON,
        trigger_id: str,
        response_url: str,
    ) -> JSON:
        """`block_actions` of elements in a message; an ephemeral message itself is not sent along."""
        ephemeral = message.visible_to is not None
        container: JSON = {
            "type": "message",
            "message_ts": message.ts,
            "channel_id": channel.id,
            "is_ephemeral": ephemeral,
        }
        if message.thread_ts:
            container["thread_ts"] = message.thread_ts
        found = self._interaction("block_actions", user) | {
            "container": container,
            "trigger_id": trigger_id,
            "channel": {"id": channel.id, "name": channel_name(channel)},
            "state": {"values": values},
            "response_url": response_url,
            "actions": actions,
        }
        if not ephemeral:
            found["message"] = message_json(message, self.state, base=self.base)
        return found

    def view_actions(self, user: User, view: View, actions: list[JSON], *, values: JSON, trigger_id: str) -> JSON:
        """`block_actions` of elements in a modal or the Home tab."""
        return self._interaction("block_actions", user) | {
            "container": {"type": "view", "view_id": view.id},
            "trigger_id": trigger_id,
            "view": view_json(view, self.state, values=values),
            "actions": actions,
        }

    def view_submission(
        self, user: User, view: View, *, values: JSON, trigger_id: str, response_urls: list[JSON]
    ) -> JSON:
        """`view_submission`: a modal sent off with what was entered."""
        return self._interaction("view_submission", user) | {
            "trigger_id": trigger_id,
            "view": view_json(view, self.state, values=values),
            "response_urls": response_urls,
        }

    def view_closed(self, user: User, view: View, *, cleared: bool) -> JSON:
        """`view_closed`: a modal put away; `cleared` when the whole stack was."""
        return self._interaction("view_closed", user) | {
            "view": view_json(view, self.state),
            "is_cleared": cleared,
        }

    def message_shortcut(
        self,
        user: User,
        channel: Channel,
        message: Message,
        callback_id: str,
        *,
        action_ts: str,
        trigger_id: str,
        response_url: str,
    ) -> JSON:
        """`message_action`: a shortcut used on a message."""
        found = self._interaction("message_action", user) | {
            "callback_id": callback_id,
            "action_ts": action_ts,
            "trigger_id": trigger_id,
            "response_url": response_url,
            "message_ts": message.ts,
            "channel": {"id": channel.id, "name": channel_name(channel)},
            "message": message_json(message, self.state, base=self.base),
        }
        del found["api_app_id"], found["user"]["username"]
        return found

    def global_shortcut(self, user: User, callback_id: str, *, action_ts: str, trigger_id: str) -> JSON:
        """`shortcut`: a global shortcut used."""
        found = self._interaction("shortcut", user) | {
            "callback_id": callback_id,
            "action_ts": action_ts,
            "trigger_id": trigger_id,
        }
        del found["api_app_id"], found["user"]["name"]
        return found

    def suggestion(
        self,
        user: User,
        place: tuple[Channel, Message] | View,
        block_id: str,
        action_id: str,
        value: str,
        *,
        values: JSON,
    ) -> JSON:
        """`block_suggestion`: what was typed so far into an external select."""
        found = self._interaction("block_suggestion", user)
        found |= {"action_id": action_id, "block_id": block_id, "value": value}
        if isinstance(place, View):
            container: JSON = {"type": "view", "view_id": place.id}
            return found | {"container": container, "view": view_json(place, self.state, values=values)}
        channel, message = place
        container = {
            "type": "message",
            "message_ts": message.ts,
            "channel_id": channel.id,
            "is_ephemeral": message.visible_to is not None,
        }
        found |= {"container": container, "channel": {"id": channel.id, "name": channel_name(channel)}}
        return found | {"message": message_json(message, self.state, base=self.base)}

    def _interaction(self, kind: str, user: User) -> JSON:
        """`team` is the installing team even for an outsider's click; only `user.team_id` tells."""
        return {
            "type": kind,
            "user": {"id": user.id, "username": user.name, "name": user.name, "team_id": user.team_id},
            "api_app_id": self.state.app_id,
            "token": self.verification_token,
            "team": {"id": self.state.team.id, "domain": self.state.team.domain},
            "enterprise": None,
            "is_enterprise_install": False,
        }

    def _external(self, channel: Channel) -> bool:
        users = self.state.users
        return any(m in users and users[m].team_id != self.state.team.id for m in channel.members)


def channel_name(channel: Channel) -> str:
    """A channel's name in interactions: direct messages and private channels are not named."""
    if channel.kind in ("im", "app"):
        return "directmessage"
    return "privategroup" if channel.kind == "private" else channel.name


def channel_type(channel: Channel) -> str:
    """The `channel_type` of message events."""
    return {"channel": "channel", "private": "group", "mpim": "mpim"}.get(channel.kind, "im")


def message_event(message: Message, channel: Channel, state: State, base: str) -> JSON:
    """The `message` event of a new message."""
    event: dict[str, Any] = message_json(message, state, base=base)
    return event | {"channel": channel.id, "event_ts": message.ts, "channel_type": channel_type(channel)}


def changed_event(after: JSON, before: JSON, channel: Channel, event_ts: str) -> JSON:
    """The `message_changed` event of an edit."""
    return {
        "type": "message",
        "subtype": "message_changed",
        "hidden": True,
        "message": after,
        "previous_message": before,
        "channel": channel.id,
        "ts": event_ts,
        "event_ts": event_ts,
        "channel_type": channel_type(channel),
    }


def deleted_event(before: JSON, channel: Channel, event_ts: str) -> JSON:
    """The `message_deleted` event."""
    return {
        "type": "message",
        "subtype": "message_deleted",
        "hidden": True,
        "deleted_ts": before["ts"],
        "previous_message": before,
        "channel": channel.id,
        "ts": event_ts,
        "event_ts": event_ts,
        "channel_type": channel_type(channel),
    }
