"""Uploaded files: the ticket, the bytes, who may have them, and the message that shares them."""

import mimetypes
import secrets

from sandbox.shapes import file_json
from sandbox.state import JSON, Channel, File, Message
from sandbox.workspace import Workspace


class FileStore:
    """The files of the workspace, in memory."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._state = workspace.state
        self._tickets: dict[str, File] = {}

    def new(self, user: str, name: str, size: int, *, alt_text: str = "") -> File:
        """A file that waits for its bytes."""
        file = File(
            id=self._state.new_id("F"),
            name=name,
            title=name,
            user=user,
            created=self._workspace.now_seconds(),
            size=size,
            mimetype=mimetypes.guess_type(name)[0] or "application/octet-stream",
            alt_text=alt_text,
        )
        self._state.files[file.id] = file
        return file

    def ticket(self, file: File) -> str:
        """The secret part of the address that takes the bytes, once."""
        ticket = secrets.token_urlsafe(24)
        self._tickets[ticket] = file
        return ticket

    def expected(self, ticket: str) -> File | None:
        """The file whose bytes a ticket takes; None when it was used or never given out."""
        return self._tickets.get(ticket)

    def receive(self, ticket: str, content: bytes) -> bool:
        """Takes the bytes; False when they are not as many as was announced."""
        file = self._tickets[ticket]
        if len(content) != file.size:
            return False
        file.content = content
        del self._tickets[ticket]
        return True

    def may_see(self, file: File, user: str) -> bool:
        """Whether a person or the app may have a file: its owner, those it was given to or shown to in a channel."""
        return user in (file.user, *file.readers) or any(
            user in self._state.channels[each].members for each in file.channels
        )

    def share(self, message: Message) -> None:
        """Posts a message with files, and tells of each file."""
        channel = self._state.channels[message.channel]
        for each in message.files:
            file = self._state.files[each]
            file.shared = True
            file.channels = list(dict.fromkeys([*file.channels, channel.id]))
        self._workspace.post(message)
        for each in message.files:
            self._shared(self._state.files[each], channel)

    def handed_over(self, values: JSON, user: str) -> JSON:
        """What was entered into a form (`state.values`), with whole file objects in place of the ids of files that
        `user` uploaded there; the app may read those from now on."""
        for entered in (each for block in values.values() for each in block.values()):
            if entered["type"] == "file_input":
                named = [self._state.files.get(str(one.get("id"))) for one in entered["files"]]
                own = [file for file in named if file is not None and file.user == user and not file.deleted]
                for file in own:
                    file.shared = True
                    file.readers.add(self._state.bot_user)
                entered["files"] = [file_json(file, self._state, base=self._workspace.base) for file in own]
        return values

    def delete(self, file: File) -> None:
        """Deletes a file; the messages that showed it show a gap."""
        file.deleted, file.content = True, None
        for channel_id in file.channels:
            for message in self._state.channels[channel_id].by_ts.values():
                if file.id in message.files:
                    self._workspace.show_changed(message)
        event = {"type": "file_deleted", "file_id": file.id}
        self._workspace.event("file_deleted", event, None)

    def _shared(self, file: File, channel: Channel) -> None:
        event: JSON = {"type": "file_shared", "file_id": file.id, "user_id": file.user, "file": {"id": file.id}}
        event |= {"channel_id": channel.id}
        self._workspace.event("file_shared", event, channel)
