"""What is no JSON: uploads, the bytes of files, and the stream of a page."""

import re
from urllib.parse import quote

from aiohttp import web

from sandbox.bodies import Garbled, form_of
from sandbox.pages import page_file
from sandbox.webapi.call import Door

PLAIN = re.compile(r'[^ -~]|["%\\]')
"""What a plain file name in a header must not hold."""


class Content:
    """Takes and gives bytes. Nothing that a person uploaded can run in the page: only pictures are shown in place."""

    def __init__(self, door: Door) -> None:
        self._door = door
        self._workspace = door.workspace
        self._state = door.workspace.state

    async def upload(self, request: web.Request) -> web.StreamResponse:
        """Takes a file, to be sent with a message or given in a form."""
        try:
            form = await form_of(request)
        except Garbled as garbled:
            return web.json_response({"ok": False, "error": str(garbled)}, status=400)
        sent, user = form.get("file"), self._state.users.get(str(form.get("as", "")))
        if user is None or not isinstance(sent, web.FileField):
            return web.json_response({"ok": False, "error": "There is no file."}, status=400)
        content = sent.file.read()
        file = self._door.files.new(user.id, sent.filename, len(content))
        file.content = content
        return web.json_response({"ok": True, "id": file.id, "file": page_file(file.id, self._state)})

    async def file(self, request: web.Request) -> web.StreamResponse:
        """The bytes of a file."""
        file = self._state.files.get(request.match_info["id"])
        if file is None or file.content is None:
            raise web.HTTPNotFound
        shown = file.mimetype.startswith("image/") and file.mimetype != "image/svg+xml"
        kind = file.mimetype if shown else "application/octet-stream"
        way = "inline" if shown else "attachment"
        headers = {"Content-Disposition": f"{way}; {_named(file.name)}", "X-Content-Type-Options": "nosniff"}
        return web.Response(body=file.content, content_type=kind, headers=headers)

    async def stream(self, request: web.Request) -> web.StreamResponse:
        """What happens, as it happens, to one page."""
        viewer = request.query.get("as", "")
        if viewer not in self._state.users:
            raise web.HTTPBadRequest(text="There is no such person.")
        return await self._workspace.pages.stream(request, viewer)


def _named(name: str) -> str:
    """A file's name as a header may carry it, for old readers and new ones (RFC 6266)."""
    plain = PLAIN.sub("_", name)
    return f"filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
