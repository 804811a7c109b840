"""What an app reaches without a token: response_urls, and the address that takes the bytes of an upload."""

import json
from collections.abc import Mapping
from typing import Any

from aiohttp import web

from sandbox.bodies import Garbled, form_of, text_of
from sandbox.errors import Refused
from sandbox.state import JSON, Message
from sandbox.triggers import ResponseUrl
from sandbox.webapi.call import Door
from sandbox.webapi.content import TEXT, accepted_attachments, accepted_blocks

KEYS = frozenset(
    [
        *("text", "blocks", "attachments", "response_type", "replace_original", "delete_original", "thread_ts"),
        *("unfurl_links", "unfurl_media", "mrkdwn", "metadata", "parse", "link_names", "username", "icon_emoji"),
    ]
)
SIGN_IN = "<!DOCTYPE html><html><title>Sign in</title><body>Sign in to your workspace to see this file.</body></html>"


class Hooks:
    """Answers `/hooks/…`, `/upload/v1/…` and `/files-pri/…`."""

    def __init__(self, door: Door) -> None:
        self._door = door
        self._workspace = door.workspace

    def routes(self) -> list[web.RouteDef]:
        """The addresses."""
        return [
            web.post("/hooks/{path:.+}", self._response_url),
            web.post("/upload/v1/{ticket}", self._upload),
            web.get("/files-pri/{file}/{name:.+}", self._download),
        ]

    def answer(self, right: ResponseUrl, payload: Mapping[str, Any]) -> None:
        """Does what an app answers to an interaction, by a response_url or in its ack. Raises Refused."""
        strange = payload.keys() - KEYS
        if strange:
            raise Refused("invalid_payload", unknown=sorted(strange))
        state = self._workspace.state
        original = state.channels[right.channel].by_ts.get(right.message_ts or "")
        if payload.get("delete_original"):
            if original is None:
                raise Refused("no_original")
            self._workspace.delete(original)
            return
        text, blocks, attachments = self._content(payload)
        if payload.get("replace_original", False) and original is not None:
            before = self._workspace.snapshot(original)
            original.text, original.blocks, original.attachments = text, blocks, attachments
            original.edited = {"user": state.bot_user, "ts": f"{self._workspace.now_seconds()}.000000"}
            self._workspace.edit(original, before)
            return
        open_to_all = payload.get("response_type") == "in_channel"
        self._workspace.post(
            Message(
                ts=self._workspace.new_ts(),
                channel=right.channel,
                user=state.bot_user,
                text=text,
                blocks=blocks,
                attachments=attachments,
                bot_id=state.bot_id,
                app_id=state.app_id,
                thread_ts=payload.get("thread_ts"),
                subtype=None if open_to_all else "ephemeral",
                visible_to=None if open_to_all else right.user,
            )
        )

    def _content(self, payload: Mapping[str, Any]) -> tuple[str, list[JSON], list[JSON]]:
        text = payload.get("text") or ""
        blocks = payload.get("blocks") or []
        attachments = payload.get("attachments") or []
        if not isinstance(text, str) or len(text) > TEXT:
            raise Refused("msg_too_long")
        if not text.strip() and not blocks and not attachments:
            raise Refused("no_text")
        return text, accepted_blocks(blocks, self._workspace), accepted_attachments(attachments)

    async def _response_url(self, request: web.Request) -> web.StreamResponse:
        status, answer, raw = 200, "ok", ""
        try:
            raw = await text_of(request)
            payload = _payload(raw, request.content_type)
            right = self._door.response_urls.use(request.match_info["path"], self._workspace.clock.now())
            self.answer(right, payload)
        except (Refused, Garbled) as refused:
            status = 404 if refused.code in ("expired_url", "used_url") else 400
            answer = refused.code
            payload = {}
        self._workspace.journal.write(
            "in",
            "response_url",
            path=request.path,
            payload=payload or raw[:500],
            status=status,
            answer=answer,
        )
        if status == 404:
            return web.json_response({"ok": False, "error": answer}, status=status)
        return web.Response(text=answer, status=status)

    async def _upload(self, request: web.Request) -> web.StreamResponse:
        ticket = request.match_info["ticket"]
        file = self._door.files.expected(ticket)
        if file is None:
            return web.Response(status=404, text="This address was used already, or never given out.")
        try:
            content = await _bytes(request)
        except Garbled as garbled:
            return web.Response(status=400, text=str(garbled))
        if not self._door.files.receive(ticket, content):
            return web.Response(status=400, text=f"Announced {file.size} bytes, got {len(content)}.")
        self._workspace.journal.write("in", "upload", file=file.id, name=file.name, size=file.size)
        return web.Response(text=f"OK - {file.size}")

    async def _download(self, request: web.Request) -> web.StreamResponse:
        """The bytes, to a token that may read them; anyone else gets Slack's sign-in page with HTTP 200."""
        file_id = request.match_info["file"].partition("-")[2]
        file = self._workspace.state.files.get(file_id)
        header = request.headers.get("Authorization", "")
        try:
            token = self._door.tokens.check(header.removeprefix("Bearer ").strip())
        except Refused:
            return web.Response(text=SIGN_IN, content_type="text/html")
        seen = file is not None and self._door.files.may_see(file, token.user) and "files:read" in token.scopes
        if file is None or file.content is None or not seen:
            return web.Response(text=SIGN_IN, content_type="text/html")
        self._workspace.journal.write("in", "download", file=file.id, name=file.name)
        return web.Response(body=file.content, content_type=file.mimetype)


def _payload(raw: str, kind: str) -> dict[str, Any]:
    if kind == "application/x-www-form-urlencoded":
        raise Refused("invalid_payload")
    try:
        payload = json.loads(raw)
    except (ValueError, RecursionError):
        raise Refused("invalid_payload") from None
    if not isinstance(payload, dict):
        raise Refused("invalid_payload")
    return payload


async def _bytes(request: web.Request) -> bytes:
    """The bytes of an upload: the body itself, or the first file of a form."""
    if request.content_type != "multipart/form-data":
        return await request.read()
    form = await form_of(request)
    for value in form.values():
        if isinstance(value, web.FileField):
            return value.file.read()
    return b""
