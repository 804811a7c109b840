"""The door of the Web API: token, rate, scope and arguments are judged here, and faults strike here."""

import asyncio
import base64
import json
from collections.abc import Mapping
from typing import Any

from aiohttp import web

from sandbox.bodies import Garbled, form_of, json_of
from sandbox.contract import Method, methods, read_arguments
from sandbox.errors import Refused, invalid_arguments, missing_scope
from sandbox.faults import Faults
from sandbox.journal import redacted
from sandbox.ratelimit import RateLimits, TooMany
from sandbox.state import JSON
from sandbox.tokens import Token
from sandbox.webapi import auth, chat, conversations, files, users, views
from sandbox.webapi.call import Call, Door, Handler

FAMILIES = (auth, chat, conversations, users, views, files)
HANDLERS: Mapping[str, Handler] = {name: run for family in FAMILIES for name, run in family.METHODS.items()}
WITHOUT_TOKEN = frozenset({"api.test", "oauth.v2.access"})
APP_TOKEN = frozenset({"apps.connections.open"})
NOTED = ("ts", "message_ts", "channel", "file_id", "response_metadata")
"""What the journal keeps of an answer."""
GARBAGE = "<!DOCTYPE html><html><body>upstream connect error or disconnect/reset before headers</body></html>"


class Undeclared(Exception):
    """The sandbox itself gave an error that Slack does not declare for the method: a fault of ours, not the app's."""


class WebApi:
    """Answers `/api/METHOD`."""

    def __init__(self, door: Door, limits: RateLimits, faults: Faults) -> None:
        self._door = door
        self._limits = limits
        self._faults = faults

    async def endpoint(self, request: web.Request) -> web.StreamResponse:
        """One call. The answer is always JSON with `ok`, HTTP 200 but for 429 and faults."""
        name = request.match_info["method"]
        method = methods().get(name)
        if method is None or name not in HANDLERS:
            return _json({"ok": False, "error": "unknown_method", "req_method": name})
        given: dict[str, Any] = {}
        token: Token | None = None
        status, headers = 200, {"x-accepted-oauth-scopes": ",".join(method.scopes)}
        try:
            given = await _given(request, method)
            await self._early_faults(name)
            token = self._token(request, given, method)
            if token:
                headers["x-oauth-scopes"] = ",".join(sorted(token.scopes))
            answer = self._call(method, given, token)
        except Refused as refused:
            answer = refused.answer()
            if not method.may_return(refused.code) and name != "api.test":
                raise Undeclared(f"{name} answered {refused.code}") from refused
        except TooMany as limit:
            answer, status = {"ok": False, "error": "ratelimited"}, 429
            headers["Retry-After"] = str(limit.retry_after)
        except web.HTTPServerError:
            answer, status = {"ok": False, "error": "internal_error"}, 500
        self._note(name, given, answer, status)
        return await self._late_faults(request, name, answer, status, headers)

    def _call(self, method: Method, given: Mapping[str, Any], token: Token | None) -> JSON:
        if token is not None:
            channel = given.get("channel")
            self._limits.count(method, token.value, channel if isinstance(channel, str) else None)
            if method.scopes and token.scopes.isdisjoint(method.scopes):
                raise missing_scope(",".join(method.scopes), token.scopes)
        acting = token or Token(value="", kind="none", user="", scopes=frozenset())
        call = Call(door=self._door, method=method, args=read_arguments(method, given), token=acting)
        return {"ok": True, **HANDLERS[method.name](call)}

    def _token(self, request: web.Request, given: Mapping[str, Any], method: Method) -> Token | None:
        """The token of the request: in the header, or as an argument. App-level tokens open connections, no more."""
        if method.name in WITHOUT_TOKEN:
            return None
        header = request.headers.get("Authorization", "")
        value = (
            header.removeprefix("Bearer ").strip() if header.startswith("Bearer ") else str(given.get("token") or "")
        )
        token = self._door.tokens.check(value)
        if (token.kind == "app") != (method.name in APP_TOKEN):
            raise Refused("not_allowed_token_type" if method.name not in APP_TOKEN else "invalid_auth")
        if token.kind == "bot" and not self._door.workspace.state.installed:
            raise Refused("account_inactive")
        return token

    async def _early_faults(self, name: str) -> None:
        delay = self._faults.take("delay", name)
        if delay is not None:
            await asyncio.sleep(float(delay.params["seconds"]))
        limited = self._faults.take("ratelimited", name)
        if limited is not None:
            raise TooMany(int(limited.params["retry_after"]))
        if self._faults.take("server_error", name) is not None:
            raise web.HTTPInternalServerError
        chosen = self._faults.take("error", name)
        if chosen is not None:
            raise Refused(str(chosen.params["error"]))

    async def _late_faults(
        self, request: web.Request, name: str, answer: JSON, status: int, headers: Mapping[str, str]
    ) -> web.StreamResponse:
        if self._faults.take("drop", name) is not None and request.transport is not None:
            request.transport.abort()
        if self._faults.take("cut", name) is not None:
            return await _half(request, answer)
        if self._faults.take("garbage", name) is not None:
            return web.Response(text=GARBAGE, content_type="text/html")
        return _json(answer, status, headers)

    def _note(self, name: str, given: Mapping[str, Any], answer: JSON, status: int) -> None:
        result: JSON = {key: answer[key] for key in NOTED if key in answer}
        if "view" in answer:
            result["view_id"] = answer["view"]["id"]
        self._door.workspace.journal.write(
            "in",
            "api",
            method=name,
            args=redacted(given.items()),
            ok=answer["ok"],
            error=answer.get("error"),
            status=status,
            result=result,
        )


async def _given(request: web.Request, method: Method) -> dict[str, Any]:
    """The arguments as sent: in the address, as a form, or as JSON where the method reads JSON. Raises Refused."""
    given: dict[str, Any] = dict(request.query)
    kind = request.content_type
    if request.method == "POST" and kind == "application/json":
        if method.json:
            try:
                body = await json_of(request)
            except Garbled:
                body = None
            given |= body if isinstance(body, dict) else {"(body)": "no JSON object"}
    elif request.method == "POST" and request.can_read_body:
        try:
            given |= {name: value for name, value in (await form_of(request)).items() if isinstance(value, str)}
        except Garbled as garbled:
            raise Refused(garbled.code) from None
    header = request.headers.get("Authorization", "")
    if method.name == "oauth.v2.access" and header.startswith("Basic "):
        given |= _basic(header)
    return given


def _basic(header: str) -> dict[str, str]:
    try:
        client_id, _, secret = base64.b64decode(header.removeprefix("Basic ")).decode("utf-8").partition(":")
    except ValueError:
        raise invalid_arguments("unreadable Authorization header") from None
    return {"client_id": client_id, "client_secret": secret}


async def _half(request: web.Request, answer: JSON) -> web.StreamResponse:
    """As when a proxy gives up: the whole length is announced, half of it comes."""
    body = json.dumps(answer).encode()
    response = web.StreamResponse(headers={"Content-Type": "application/json", "Content-Length": str(len(body))})
    await response.prepare(request)
    await response.write(body[: len(body) // 2])
    if request.transport is not None:
        request.transport.close()
    return response


def _json(answer: JSON, status: int = 200, headers: Mapping[str, str] | None = None) -> web.Response:
    return web.json_response(answer, status=status, headers=headers)
