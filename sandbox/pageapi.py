"""The `/sandbox/` endpoints that the page and tests use: docs/sandbox-protocol.md, in code."""

import json
import uuid
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from aiohttp import web

from sandbox.faults import Faults
from sandbox.guide import Guide
from sandbox.interactions import Interactions, Place
from sandbox.pages import page_channel, page_file, page_message, page_user
from sandbox.socketmode import SocketMode
from sandbox.state import JSON, SLACKBOT, Channel, Message, User
from sandbox.text import as_sent, rich_text
from sandbox.webapi.call import Door

PAGE_SIZE = 50
JOURNAL_SIZE = 500


class Wrong(Exception):
    """A request of the page that makes no sense; its text is shown as it stands."""


class PageApi:
    """Answers the page. `as` is trusted: whoever sits at the page may act as anyone."""

    def __init__(self, door: Door, interactions: Interactions, faults: Faults, guide: Guide) -> None:
        self._door = door
        self._interactions = interactions
        self._faults = faults
        self._guide = guide
        self._workspace = door.workspace
        self._state = door.workspace.state

    def routes(self) -> list[web.RouteDef]:
        """The addresses."""
        reads = {
            "state": self._whole,
            "messages": self._messages,
            "thread": self._thread,
            "home": self._home,
            "views": self._views,
            "journal": self._journal,
        }
        acts = {
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
        return [
            *(web.get(f"/sandbox/{name}", _answered(read)) for name, read in reads.items()),
            *(web.post(f"/sandbox/{name}", _answered(act)) for name, act in acts.items()),
            web.post("/sandbox/upload", self._upload),
            web.get("/sandbox/file/{id}", self._file),
            web.get("/sandbox/stream", self._stream),
        ]

    # Read

    async def _whole(self, asked: JSON) -> JSON:
        me = self._who(asked)
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
            "clock": self._time(),
            "faults": self._faults.listing(),
            "guide": self._guide.listing(),
        }

    async def _messages(self, asked: JSON) -> JSON:
        me, channel = self._who(asked), self._channel(asked)
        limit = min(int(asked.get("limit", PAGE_SIZE)), 500)
        found: list[Message] = []
        for message in channel.before(asked.get("before") or None, me.id):
            found.append(message)
            if len(found) > limit:
                break
        shown = [page_message(message, self._state) for message in reversed(found[:limit])]
        return {"messages": shown, "has_more": len(found) > limit}

    async def _thread(self, asked: JSON) -> JSON:
        me, channel = self._who(asked), self._channel(asked)
        parent = channel.by_ts.get(str(asked.get("ts")))
        thread = [*([parent] if parent else []), *channel.replies(str(asked.get("ts")), me.id)]
        return {"messages": [page_message(message, self._state) for message in thread]}

    async def _home(self, asked: JSON) -> JSON:
        me = self._who(asked)
        self._did("home", me)
        self._door.directory.home_opened(me.id, "home")
        view = self._state.homes.get(me.id)
        return {"view": self._workspace.view(view) if view else None}

    async def _views(self, asked: JSON) -> JSON:
        me = self._who(asked)
        return {"stack": [self._workspace.view(view) for view in self._state.stack(me.id)]}

    async def _journal(self, asked: JSON) -> JSON:
        limit = min(int(asked.get("limit", JOURNAL_SIZE)), JOURNAL_SIZE)
        return {"entries": self._workspace.journal.entries(int(asked.get("after", 0)), limit)}

    # Act

    async def _say(self, asked: JSON) -> JSON:
        me, channel = self._who(asked), self._writable(asked)
        text = as_sent(str(asked.get("text", "")), self._state)
        files = [self._file_id(each) for each in asked.get("files") or ()]
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
            thread_ts=asked.get("thread_ts") or None,
            client_msg_id=str(uuid.uuid4()),
        )
        self._did("say", me, channel=channel.id, text=text, ts=message.ts, files=files)
        self._door.files.share(message)
        return {"ok": True, "ts": message.ts}

    async def _edit(self, asked: JSON) -> JSON:
        me, message = self._own(asked)
        before = self._workspace.snapshot(message)
        message.text = as_sent(str(asked.get("text", "")), self._state)
        message.blocks = [rich_text(message.text, self._state.new_id("b")[-5:])]
        message.edited = {"user": me.id, "ts": f"{self._workspace.now_seconds()}.000000"}
        self._did("edit", me, channel=message.channel, ts=message.ts, text=message.text)
        self._workspace.edit(message, before)
        return {"ok": True}

    async def _delete(self, asked: JSON) -> JSON:
        me, message = self._own(asked)
        self._did("delete", me, channel=message.channel, ts=message.ts)
        self._workspace.delete(message)
        return {"ok": True}

    async def _command(self, asked: JSON) -> JSON:
        me, channel = self._who(asked), self._writable(asked)
        command, text = str(asked.get("command", "")), str(asked.get("text", ""))
        self._did("command", me, channel=channel.id, command=command, text=text)
        return await self._interactions.command(me, channel, command, text)

    async def _shortcut(self, asked: JSON) -> JSON:
        me, callback_id = self._who(asked), str(asked.get("callback_id", ""))
        place = (self._channel(asked), self._message(asked)) if asked.get("ts") else None
        self._did("shortcut", me, callback_id=callback_id, ts=asked.get("ts"))
        return await self._interactions.shortcut(me, callback_id, place)

    async def _react(self, asked: JSON) -> JSON:
        me, message = self._who(asked), self._message(asked)
        name, on = str(asked.get("name", "")).strip(":"), bool(asked.get("on", True))
        if not name or (me.id in message.reactions.get(name, ())) == on:
            return {"ok": True}
        self._did("react", me, channel=message.channel, ts=message.ts, name=name, on=on)
        self._workspace.react(message, me.id, name, on)
        return {"ok": True}

    async def _action(self, asked: JSON) -> JSON:
        me, place = self._who(asked), self._place(asked)
        action = _mapping(asked, "action")
        about = {name: action.get(name) for name in ("block_id", "action_id", "value", "type")}
        self._did("action", me, container=asked.get("container"), **about)
        return await self._interactions.action(me, place, action, _entered(asked))

    async def _options(self, asked: JSON) -> JSON:
        me, place = self._who(asked), self._place(asked)
        block_id, action_id = str(asked.get("block_id", "")), str(asked.get("action_id", ""))
        return await self._interactions.suggestions(me, place, block_id, action_id, str(asked.get("value", "")))

    async def _submit(self, asked: JSON) -> JSON:
        me = self._who(asked)
        view = self._state.views.get(str(asked.get("view_id")))
        if view is None:
            raise Wrong("This form was closed.")
        self._did("submit", me, view_id=view.id, callback_id=view.content.get("callback_id", ""))
        return await self._interactions.submit(me, view, _entered(asked))

    async def _close(self, asked: JSON) -> JSON:
        me = self._who(asked)
        view = self._state.views.get(str(asked.get("view_id")))
        if view is None:
            return {"ok": True}
        self._did("close", me, view_id=view.id, callback_id=view.content.get("callback_id", ""))
        return await self._interactions.close(me, view, bool(asked.get("all", False)))

    async def _open(self, asked: JSON) -> JSON:
        me = self._who(asked)
        if asked.get("user"):
            if asked["user"] not in self._state.users:
                raise Wrong("There is no such person.")
            channel = self._door.directory.direct([me.id, str(asked["user"])])
        else:
            channel = self._channel(asked)
        if channel.kind == "app":
            self._door.directory.home_opened(me.id, "messages")
        if channel.timeline:
            channel.last_read[me.id] = channel.timeline[-1].ts
        self._workspace.channel_changed(channel)
        return {"ok": True, "channel": page_channel(channel, me.id, self._state)}

    async def _join(self, asked: JSON) -> JSON:
        me, channel = self._who(asked), self._channel(asked)
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
        me, channel = self._who(asked), self._channel(asked)
        person = str(asked.get("user") or me.id)
        if person in channel.members:
            self._did("leave", me, channel=channel.id, person=person)
            self._door.directory.leave(channel, person)
        return {"ok": True}

    async def _clock(self, asked: JSON) -> JSON:
        clock = self._workspace.clock
        try:
            if "set" in asked:
                clock.set(datetime.fromisoformat(str(asked["set"])))
            else:
                clock.advance(timedelta(seconds=float(asked.get("advance", 0))))
        except (ValueError, OverflowError) as error:
            raise Wrong(str(error)) from None
        self._workspace.journal.write("page", "clock", **self._time())
        return self._time()

    async def _fault(self, asked: JSON) -> JSON:
        given = {name: value for name, value in asked.items() if name not in ("kind", "on", "as")}
        kind, on = str(asked.get("kind")), bool(asked.get("on", True))
        try:
            self._faults.set(kind, on, **given)
            self._workspace.journal.write("page", "fault", kind=kind, on=on, **given)
            await self._strike(kind, on, given)
        except ValueError as error:
            raise Wrong(str(error)) from None
        return {"faults": self._faults.listing()}

    async def _strike(self, kind: str, on: bool, given: Mapping[str, Any]) -> None:
        """Those faults that change the workspace itself, at once."""
        if kind == "disconnect" and on and isinstance(self._workspace.delivery.transport, SocketMode):
            await self._workspace.delivery.transport.disconnect(str(given.get("reason", "refresh_requested")))
        elif kind == "deactivate":
            user = self._state.users.get(str(given.get("user")))
            if user is None:
                raise ValueError("There is no such person.")
            self._door.directory.deactivate(user, on)
        elif kind == "archive":
            channel = self._state.channels.get(str(given.get("channel")))
            if channel is None:
                raise ValueError("There is no such channel.")
            self._door.directory.archive(channel, channel.creator, on)
        elif kind == "uninstall" and on:
            self._door.directory.uninstall()
            self._door.tokens.revoke_all("bot")

    # Files and the stream

    async def _upload(self, request: web.Request) -> web.StreamResponse:
        form = await request.post()
        sent, user = form.get("file"), self._state.users.get(str(form.get("as", "")))
        if user is None or not isinstance(sent, web.FileField):
            return web.json_response({"ok": False, "error": "There is no file."}, status=400)
        content = sent.file.read()
        file = self._door.files.new(user.id, sent.filename, len(content))
        file.content = content
        return web.json_response({"ok": True, "id": file.id, "file": page_file(file.id, self._state)})

    async def _file(self, request: web.Request) -> web.StreamResponse:
        file = self._state.files.get(request.match_info["id"])
        if file is None or file.content is None:
            raise web.HTTPNotFound
        shown = file.mimetype.startswith("image/") and file.mimetype != "image/svg+xml"
        kind = file.mimetype if shown else "application/octet-stream"
        name = file.name.replace('"', "").encode("ascii", "replace").decode("ascii")
        way = "inline" if shown else "attachment"
        headers = {"Content-Disposition": f'{way}; filename="{name}"', "X-Content-Type-Options": "nosniff"}
        return web.Response(body=file.content, content_type=kind, headers=headers)

    async def _stream(self, request: web.Request) -> web.StreamResponse:
        viewer = request.query.get("as", "")
        if viewer not in self._state.users:
            raise web.HTTPBadRequest(text="There is no such person.")
        return await self._workspace.pages.stream(request, viewer)

    # What requests name

    def _who(self, asked: JSON) -> User:
        user = self._state.users.get(str(asked.get("as")))
        if user is None or user.is_bot or user.id == SLACKBOT:
            raise Wrong("There is no such person.")
        if user.deleted:
            raise Wrong(f"{user.real_name}'s account is deactivated.")
        return user

    def _channel(self, asked: JSON) -> Channel:
        channel = self._state.channels.get(str(asked.get("channel")))
        if channel is None or (channel.kind != "channel" and str(asked.get("as")) not in channel.members):
            raise Wrong("There is no such channel.")
        return channel

    def _writable(self, asked: JSON) -> Channel:
        channel = self._channel(asked)
        if channel.archived:
            raise Wrong("This channel is archived.")
        if str(asked.get("as")) not in channel.members:
            raise Wrong("Join the channel first.")
        if channel.kind == "app" and self._workspace.manifest.messages_read_only:
            raise Wrong("Sending messages to this app has been turned off.")
        return channel

    def _message(self, asked: Mapping[str, Any]) -> Message:
        channel = self._state.channels.get(str(asked.get("channel")))
        message = channel.by_ts.get(str(asked.get("ts"))) if channel else None
        if message is None:
            raise Wrong("That message is not there any more.")
        return message

    def _own(self, asked: JSON) -> tuple[User, Message]:
        me, message = self._who(asked), self._message(asked)
        if message.user != me.id:
            raise Wrong("Only its author can change a message.")
        return me, message

    def _place(self, asked: JSON) -> Place:
        """Where an element stands: a message that the person sees, or a view of their own."""
        container = _mapping(asked, "container")
        if container.get("type") == "view":
            known = [*self._state.views.values(), *self._state.homes.values()]
            for view in known:
                if view.id == container.get("view_id") and view.user == asked["as"]:
                    return view
            raise Wrong("This form was closed.")
        channel = self._channel({"as": asked["as"], "channel": container.get("channel")})
        message = self._message(container)
        if message.visible_to not in (None, asked["as"]):
            raise Wrong("That message is not there any more.")
        return channel, message

    def _file_id(self, file_id: Any) -> str:
        if file_id not in self._state.files:
            raise Wrong("That file is not there any more.")
        return str(file_id)

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
            "bot_user": self._state.bot_user,
            "home_enabled": manifest.home_enabled,
            "messages_enabled": manifest.messages_enabled,
            "messages_read_only": manifest.messages_read_only,
            "connected": self._workspace.delivery.transport.connected,
            "installed": self._state.installed,
        }

    def _time(self) -> JSON:
        clock = self._workspace.clock
        return {"now": clock.now().isoformat(timespec="seconds"), "offset": clock.offset.total_seconds()}

    def _did(self, what: str, user: User, **fields: Any) -> None:
        self._workspace.journal.write("page", what, user=user.id, **fields)


def _answered(act: Callable[[JSON], Awaitable[JSON]]) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    """Makes a request handler of an act: arguments from the address or a JSON body, errors as a sentence."""

    async def handle(request: web.Request) -> web.StreamResponse:
        try:
            asked = dict(request.query) if request.method == "GET" else json.loads(await request.text() or "{}")
            if not isinstance(asked, dict):
                raise Wrong("A JSON object is expected.")
            return web.json_response(await act(asked))
        except (Wrong, ValueError) as error:
            return web.json_response({"ok": False, "error": str(error)}, status=400)

    return handle


def _mapping(asked: JSON, name: str) -> JSON:
    found = asked.get(name)
    if not isinstance(found, dict):
        raise Wrong(f"{name} is missing.")
    return found


def _entered(asked: JSON) -> JSON:
    state = asked.get("state") or {}
    values = state.get("values", {}) if isinstance(state, dict) else {}
    return values if isinstance(values, dict) else {}
