"""The open pages: who looks at the workspace in a browser, and what each of them is told."""

import asyncio
import json
from collections.abc import Container

from aiohttp import WSCloseCode, WSMsgType, web

from sandbox.state import JSON, Channel, Message, State, User
from sandbox.text import mentions

QUEUED = 2_000


class Pages:
    """The streams of the open pages. Lives on the server's event loop."""

    def __init__(self) -> None:
        self._queues: dict[asyncio.Queue[str], str] = {}
        self._sockets: set[web.WebSocketResponse] = set()

    def watching(self) -> set[str]:
        """The people as whom someone is looking now."""
        return set(self._queues.values())

    def tell(self, frame: JSON, viewers: Container[str] | None = None) -> None:
        """Sends a frame to everyone who looks, or to those among `viewers`.

        A page that does not keep up loses its stream; it reconnects and asks for the state again.
        """
        if not self._queues:
            return
        text = json.dumps(frame)
        for queue, viewer in list(self._queues.items()):
            if viewers is None or viewer in viewers:
                if queue.full():
                    self._queues.pop(queue)
                    continue
                queue.put_nowait(text)

    async def stream(self, request: web.Request, viewer: str) -> web.WebSocketResponse:
        """Serves one page's stream until it leaves."""
        socket = web.WebSocketResponse(heartbeat=30, compress=False, timeout=0.3)
        await socket.prepare(request)
        queue: asyncio.Queue[str] = asyncio.Queue(QUEUED)
        self._queues[queue] = viewer
        self._sockets.add(socket)
        writer = asyncio.get_running_loop().create_task(self._write(socket, queue))
        try:
            async for message in socket:
                if message.type is WSMsgType.ERROR:
                    break
        finally:
            self._queues.pop(queue, None)
            self._sockets.discard(socket)
            writer.cancel()
            await asyncio.gather(writer, return_exceptions=True)
        return socket

    async def close(self) -> None:
        """Closes all streams."""
        for socket in list(self._sockets):
            await socket.close(code=WSCloseCode.GOING_AWAY)

    async def _write(self, socket: web.WebSocketResponse, queue: asyncio.Queue[str]) -> None:
        while queue in self._queues:
            await socket.send_str(await queue.get())
        await socket.close()


def page_message(message: Message, state: State) -> JSON:
    """A message as the page draws it. What people typed comes as text alone, what the app sent with its blocks."""
    channel = state.channels[message.channel]
    found: JSON = {"ts": message.ts, "user": message.user, "text": message.text}
    if message.bot_id:
        bot = state.users[state.bot_user]
        found["bot"] = {"id": message.bot_id, "name": message.username or bot.real_name, "icon": message.icon}
        found["blocks"] = message.blocks
    for name in ("attachments", "thread_ts", "subtype", "edited"):
        if getattr(message, name):
            found[name] = getattr(message, name)
    if message.files:
        found["files"] = [page_file(each, state) for each in message.files]
    if message.reactions:
        found["reactions"] = [{"name": n, "users": list(users)} for n, users in message.reactions.items()]
    replies = channel.replies(message.ts)
    if replies:
        found |= {
            "reply_count": len(replies),
            "reply_users": list(dict.fromkeys(reply.user for reply in replies)),
            "latest_reply": replies[-1].ts,
        }
    if message.visible_to:
        found["ephemeral"] = True
    if message.failed:
        found["failed"] = True
    if message.pinned:
        found["pinned"] = True
    return found


def page_file(file_id: str, state: State) -> JSON:
    """A file as the page shows it, with the address of its bytes."""
    file = state.files[file_id]
    if file.deleted:
        return {"id": file.id, "name": file.name, "deleted": True}
    return {
        "id": file.id,
        "name": file.name,
        "title": file.title,
        "size": file.size,
        "mimetype": file.mimetype,
        "alt_text": file.alt_text,
        "url": f"/sandbox/file/{file.id}",
    }


def page_user(user: User, state: State) -> JSON:
    """A person as the page shows them."""
    return {
        "id": user.id,
        "name": user.name,
        "real_name": user.real_name,
        "title": user.title,
        "tz": user.tz,
        "is_bot": user.is_bot,
        "is_admin": user.is_admin,
        "is_guest": user.is_guest,
        "is_external": user.team_id != state.team.id,
        "deleted": user.deleted,
    }


def page_channel(channel: Channel, viewer: str, state: State) -> JSON:
    """A channel as the page's sidebar shows it to `viewer`."""
    unread = channel.unread(viewer) if viewer in channel.members else []
    called = [m for m in unread if channel.is_direct or mentions(m.text, viewer)]
    found: JSON = {
        "id": channel.id,
        "name": channel.name,
        "kind": "im" if channel.kind == "mpim" else channel.kind,
        "members": list(channel.members),
        "is_member": viewer in channel.members,
        "archived": channel.archived,
        "unread": len(unread),
        "mentions": len(called),
        "topic": channel.topic,
        "last_read": channel.last_read.get(viewer, "0"),
    }
    if channel.is_direct:
        others = [member for member in channel.members if member != viewer] or [viewer]
        found |= {"with": others[0], "name": ", ".join(state.users[each].real_name for each in others)}
    return found
