"""What people do at the page: write, react, run commands, use buttons and forms, move the clock, switch faults."""

import uuid
from datetime import datetime, timedelta
from typing import Any

from sandbox.faults import Faults
from sandbox.interactions import Interactions
from sandbox.pageapi.asked import Act, Asked, Wrong, emoji, entered, mapping, written
from sandbox.pageapi.reads import time_of
from sandbox.pages import page_channel
from sandbox.state import JSON, Message, User
from sandbox.strikes import strike
from sandbox.text import as_sent, rich_text
from sandbox.webapi.call import Door


class Acts:
    """Does what people do, and writes it into the journal before the app hears of it."""

    def __init__(self, door: Door, interactions: Interactions, faults: Faults) -> None:
        self._door = door
        self._interactions = interactions
        self._faults = faults
        self._workspace = door.workspace
        self._state = door.workspace.state
        self._asked = Asked(door.workspace.state, door.workspace.manifest)

    def named(self) -> dict[str, Act]:
        """What can be done, by the last part of its address."""
        return {
            "say": self._say,
            "edit": self._edit,
            "delete": self._delete,
            "command": self._command,
            "shortcut": self._shortcut,
            "react": self._react,
            "action": self._action,
            "options": self._options,
            "submit": self._submit,
            "close": self._close,
            "open": self._open,
            "join": self._join,
            "leave": self._leave,
            "clock": self._clock,
            "fault": self._fault,
        }

    async def _say(self, asked: JSON) -> JSON:
        me, channel = self._asked.who(asked), self._asked.writable(asked)
        text, thread_ts = as_sent(written(asked), self._state), self._asked.thread(asked, channel)
        files = self._asked.file_ids(asked)
        if not text.strip() and not files:
            raise Wrong("There is nothing to send.")
        message = Message(
            ts=self._workspace.new_ts(),
            channel=channel.id,
            user=me.id,
            text=text,
            blocks=[rich_text(text, self._state.new_id("b")[-5:])] if text.strip() else [],
            files=files,
            subtype="file_share" if files else None,
            thread_ts=thread_ts,
            client_msg_id=str(uuid.uuid4()),
        )
        self._did("say", me, channel=channel.id, text=text, ts=message.ts, files=files)
        self._door.files.share(message)
        return {"ok": True, "ts": message.ts}

    async def _edit(self, asked: JSON) -> JSON:
        me, message = self._asked.own(asked)
        before = self._workspace.snapshot(message)
        message.text = as_sent(written(asked), self._state)
        message.blocks = [rich_text(message.text, self._state.new_id("b")[-5:])]
        message.edited = {"user": me.id, "ts": f"{self._workspace.now_seconds()}.000000"}
        self._did("edit", me, channel=message.channel, ts=message.ts, text=message.text)
        self._workspace.edit(message, before)
        return {"ok": True}

    async def _delete(self, asked: JSON) -> JSON:
        me, message = self._asked.own(asked)
        self._did("delete", me, channel=message.channel, ts=message.ts)
        self._workspace.delete(message)
        return {"ok": True}

    async def _command(self, asked: JSON) -> JSON:
        me, channel = self._asked.who(asked), self._asked.writable(asked)
        command, text = str(asked.get("command", "")), written(asked)
        self._did("command", me, channel=channel.id, command=command, text=text)
        return await self._interactions.command(me, channel, command, text)

    async def _shortcut(self, asked: JSON) -> JSON:
        me, callback_id = self._asked.who(asked), str(asked.get("callback_id", ""))
        place = (self._asked.channel(asked), self._asked.message(asked)) if asked.get("ts") else None
        self._did("shortcut", me, callback_id=callback_id, ts=asked.get("ts"))
        return await self._interactions.shortcut(me, callback_id, place)

    async def _react(self, asked: JSON) -> JSON:
        me, message = self._asked.who(asked), self._asked.message(asked)
        name, on = emoji(asked), bool(asked.get("on", True))
        if (me.id in message.reactions.get(name, ())) == on:
            return {"ok": True}
        self._did("react", me, channel=message.channel, ts=message.ts, name=name, on=on)
        self._workspace.react(message, me.id, name, on)
        return {"ok": True}

    async def _action(self, asked: JSON) -> JSON:
        me, place = self._asked.who(asked), self._asked.place(asked)
        action = mapping(asked, "action")
        about = {name: action.get(name) for name in ("block_id", "action_id", "value", "type")}
        self._did("action", me, container=asked.get("container"), **about)
        return await self._interactions.action(me, place, action, entered(asked))

    async def _options(self, asked: JSON) -> JSON:
        me, place = self._asked.who(asked), self._asked.place(asked)
        block_id, action_id = str(asked.get("block_id", "")), str(asked.get("action_id", ""))
        return await self._interactions.suggestions(me, place, block_id, action_id, str(asked.get("value", "")))

    async def _submit(self, asked: JSON) -> JSON:
        me = self._asked.who(asked)
        view = self._state.views.get(str(asked.get("view_id")))
        if view is None:
            raise Wrong("This form was closed.")
        about = {"view_id": view.id, "callback_id": view.content.get("callback_id", "")}
        self._did("submit", me, **about)
        answer = await self._interactions.submit(me, view, entered(asked))
        self._did("submitted", me, **about, ok=bool(answer.get("ok")))
        return answer

    async def _close(self, asked: JSON) -> JSON:
        me = self._asked.who(asked)
        view = self._state.views.get(str(asked.get("view_id")))
        if view is None:
            return {"ok": True}
        self._did("close", me, view_id=view.id, callback_id=view.content.get("callback_id", ""))
        return await self._interactions.close(me, view, bool(asked.get("all", False)))

    async def _open(self, asked: JSON) -> JSON:
        me = self._asked.who(asked)
        if asked.get("user"):
            if str(asked["user"]) not in self._state.users:
                raise Wrong("There is no such person.")
            channel = self._door.directory.direct([me.id, str(asked["user"])])
        else:
            channel = self._asked.channel(asked)
        if channel.kind == "app" and not asked.get("read"):
            self._door.directory.home_opened(me.id, "messages")
        if channel.timeline:
            channel.last_read[me.id] = channel.timeline[-1].ts
        self._workspace.channel_changed(channel)
        return {"ok": True, "channel": page_channel(channel, me.id, self._state)}

    async def _join(self, asked: JSON) -> JSON:
        me, channel = self._asked.who(asked), self._asked.channel(asked)
        person = str(asked.get("user") or me.id)
        if person == "@bot":
            person = self._state.bot_user
        if person not in self._state.users:
            raise Wrong("There is no such person.")
        if person not in channel.members:
            self._did("join", me, channel=channel.id, person=person)
            self._door.directory.join(channel, person, inviter=me.id if person != me.id else None)
        return {"ok": True}

    async def _leave(self, asked: JSON) -> JSON:
        me, channel = self._asked.who(asked), self._asked.channel(asked)
        person = str(asked.get("user") or me.id)
        if person in channel.members:
            self._did("leave", me, channel=channel.id, person=person)
            self._door.directory.leave(channel, person)
        return {"ok": True}

    async def _clock(self, asked: JSON) -> JSON:
        clock = self._workspace.clock
        try:
            at = datetime.fromisoformat(str(asked["set"])) if "set" in asked else None
            step = timedelta(seconds=float(asked.get("advance", 0)))
        except (TypeError, ValueError, OverflowError):
            raise Wrong("That is no time.") from None
        try:
            clock.set(at) if at else clock.advance(step)
        except ValueError as error:
            raise Wrong(str(error)) from None
        self._workspace.journal.write("page", "clock", **time_of(self._workspace.clock))
        return time_of(self._workspace.clock)

    async def _fault(self, asked: JSON) -> JSON:
        given = {name: value for name, value in asked.items() if name not in ("kind", "on", "as")}
        kind, on = str(asked.get("kind")), bool(asked.get("on", True))
        try:
            self._faults.judge(kind, on, given)
            await strike(self._door, kind, on, given)
            self._faults.set(kind, on, **given)
            self._workspace.journal.write("page", "fault", kind=kind, on=on, **given)
        except ValueError as error:
            raise Wrong(str(error)) from None
        return {"faults": self._faults.listing()}

    def _did(self, what: str, user: User, **fields: Any) -> None:
        self._workspace.journal.write("page", what, user=user.id, **fields)
