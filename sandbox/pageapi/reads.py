"""What the page reads: the whole, messages, threads, Home, modals, the journal."""

import sys

from sandbox.clock import Clock
from sandbox.faults import Faults
from sandbox.guide import Guide
from sandbox.journal import Entry
from sandbox.pageapi.asked import Act, Asked, number
from sandbox.pages import page_channel, page_message, page_user
from sandbox.state import JSON, Message, User
from sandbox.webapi.call import Door

PAGE_SIZE, PAGE_MOST = 50, 500
JOURNAL_SIZE = 500


class Reads:
    """Answers what the page asks for; nothing changes but that the app hears of an opened Home tab."""

    def __init__(self, door: Door, faults: Faults, guide: Guide) -> None:
        self._door = door
        self._faults = faults
        self._guide = guide
        self._workspace = door.workspace
        self._state = door.workspace.state
        self._asked = Asked(door.workspace.state, door.workspace.manifest)

    def named(self) -> dict[str, Act]:
        """What can be asked for, by the last part of its address."""
        return {
            "state": self._whole,
            "messages": self._messages,
            "thread": self._thread,
            "home": self._home,
            "views": self._views,
            "journal": self._journal,
        }

    async def _whole(self, asked: JSON) -> JSON:
        me = self._asked.viewer(asked)
        self._door.directory.dm(me.id)
        channels = [c for c in self._state.channels.values() if me.id in c.members]
        manifest = self._workspace.manifest
        return {
            "team": {"id": self._state.team.id, "name": self._state.team.name, "domain": self._state.team.domain},
            "me": page_user(me, self._state),
            "users": [page_user(user, self._state) for user in self._state.users.values()],
            "channels": [page_channel(channel, me.id, self._state) for channel in channels],
            "browsable": self._browsable(me),
            "commands": [
                {"command": c.command, "description": c.description, "usage_hint": c.usage_hint}
                for c in manifest.commands
            ],
            "shortcuts": [
                {"name": s.name, "type": s.type, "callback_id": s.callback_id, "description": s.description}
                for s in manifest.shortcuts
            ],
            "app": self._app(),
            "clock": time_of(self._workspace.clock),
            "faults": self._faults.listing(),
            "guide": self._guide.listing(),
        }

    async def _messages(self, asked: JSON) -> JSON:
        me, channel = self._asked.who(asked), self._asked.channel(asked)
        limit = number(asked, "limit", PAGE_SIZE, PAGE_MOST)
        found: list[Message] = []
        for message in channel.before(asked.get("before") or None, me.id):
            found.append(message)
            if len(found) > limit:
                break
        shown = [page_message(message, self._state) for message in reversed(found[:limit])]
        return {"messages": shown, "has_more": len(found) > limit}

    async def _thread(self, asked: JSON) -> JSON:
        me, channel = self._asked.who(asked), self._asked.channel(asked)
        parent = channel.by_ts.get(str(asked.get("ts")))
        thread = [*([parent] if parent else []), *channel.replies(str(asked.get("ts")), me.id)]
        return {"messages": [page_message(message, self._state) for message in thread]}

    async def _home(self, asked: JSON) -> JSON:
        me = self._asked.who(asked)
        self._workspace.journal.write("page", "home", user=me.id)
        self._door.directory.home_opened(me.id, "home")
        view = self._state.homes.get(me.id)
        return {"view": self._workspace.view(view) if view else None}

    async def _views(self, asked: JSON) -> JSON:
        me = self._asked.viewer(asked)
        return {"stack": [self._workspace.view(view) for view in self._state.stack(me.id)]}

    async def _journal(self, asked: JSON) -> JSON:
        limit = number(asked, "limit", JOURNAL_SIZE, JOURNAL_SIZE)
        found = self._workspace.journal.entries(number(asked, "after", 0, sys.maxsize), limit)
        return {"entries": [entry | {"title": title_of(entry)} for entry in found]}

    def _browsable(self, me: User) -> list[JSON]:
        """Public channels that a full member could join."""
        if me.is_guest or me.team_id != self._state.team.id:
            return []
        return [
            {"id": c.id, "name": c.name, "topic": c.topic, "members": len(c.members)}
            for c in self._state.channels.values()
            if c.kind == "channel" and me.id not in c.members and not c.archived
        ]

    def _app(self) -> JSON:
        manifest = self._workspace.manifest
        return {
            "id": self._state.app_id,
            "name": manifest.name,
            "description": manifest.about,
            "long_description": manifest.long_about,
            "bot_user": self._state.bot_user,
            "home_enabled": manifest.home_enabled,
            "messages_enabled": manifest.messages_enabled,
            "messages_read_only": manifest.messages_read_only,
            "connected": self._workspace.delivery.transport.connected,
            "installed": self._state.installed,
        }


def title_of(entry: Entry) -> str:
    """A journal entry in a few words: the method called, the event or command sent, what a person did."""
    payload = entry.get("payload")
    if entry["what"] == "api":
        return str(entry["method"])
    if entry["what"] in ("envelope", "request"):
        about = payload if isinstance(payload, dict) else {}
        name = about.get("command") or about.get("event", about).get("type", "")
        return f"{entry.get('type', '')} {name}".strip()
    return str(entry["what"])


def time_of(clock: Clock) -> JSON:
    """The workspace's time as the page shows it."""
    return {"now": clock.now().isoformat(timespec="seconds"), "offset": clock.offset.total_seconds()}
