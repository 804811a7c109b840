"""Installing the app the way Slack does: a page that asks who agrees, a code, and the code's exchange for a token."""

import html
import secrets
import time
from dataclasses import dataclass
from importlib import resources
from urllib.parse import urlencode, urlsplit

from aiohttp import web

from sandbox.bodies import Garbled, form_of
from sandbox.errors import Refused
from sandbox.journal import Journal
from sandbox.manifest import Manifest
from sandbox.state import JSON, SLACKBOT, State, User
from sandbox.tokens import Tokens

CODE_SECONDS = 600


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """A code that waits to be exchanged, once and within ten minutes."""

    user: str
    scopes: frozenset[str]
    redirect_uri: str
    until: float


class Installations:
    """The install page and the codes it gave out."""

    def __init__(self, state: State, manifest: Manifest, tokens: Tokens, journal: Journal) -> None:
        self._state = state
        self._manifest = manifest
        self._tokens = tokens
        self._journal = journal
        self._codes: dict[str, Code] = {}

    def routes(self) -> list[web.RouteDef]:
        """The addresses of the install page."""
        return [
            web.get("/oauth/v2/authorize", self._ask),
            web.post("/oauth/v2/authorize", self._agree),
            web.get("/oauth/install.css", _style),
        ]

    def exchange(self, args: JSON) -> JSON:
        """`oauth.v2.access`: the code for a bot token with the scopes that were agreed to."""
        if args.get("grant_type", "authorization_code") != "authorization_code":
            raise Refused("invalid_grant_type")
        if args.get("client_id") != self._tokens.client_id:
            raise Refused("invalid_client_id")
        if args.get("client_secret") != self._tokens.client_secret:
            raise Refused("bad_client_secret")
        code = self._codes.pop(str(args.get("code", "")), None)
        if code is None or time.monotonic() > code.until:
            raise Refused("invalid_code")
        if args.get("redirect_uri", code.redirect_uri) != code.redirect_uri:
            raise Refused("bad_redirect_uri")
        token = self._tokens.issue("bot", self._state.bot_user, code.scopes)
        self._state.installed = True
        return {
            "app_id": self._state.app_id,
            "authed_user": {"id": code.user},
            "scope": ",".join(sorted(code.scopes)),
            "token_type": "bot",
            "access_token": token.value,
            "bot_user_id": self._state.bot_user,
            "team": {"id": self._state.team.id, "name": self._state.team.name},
            "enterprise": None,
            "is_enterprise_install": False,
        }

    async def _ask(self, request: web.Request) -> web.StreamResponse:
        problem = self._problem(request.query.get("client_id"), request.query.get("scope", ""), self._to(request))
        if problem:
            return self._page(f"<h1>This app cannot be installed</h1><p>{html.escape(problem)}</p>", status=400)
        return self._page(self._form(request))

    async def _agree(self, request: web.Request) -> web.StreamResponse:
        try:
            form = await form_of(request)
        except Garbled as garbled:
            return self._page(f"<p>{garbled}</p>", status=400)
        target, scopes = str(form.get("redirect_uri", "")), str(form.get("scope", ""))
        problem = self._problem(str(form.get("client_id", "")), scopes, target)
        user = self._state.users.get(str(form.get("user", "")))
        if problem or user is None:
            return self._page(f"<p>{html.escape(problem or 'Who are you?')}</p>", status=400)
        state = {"state": str(form["state"])} if form.get("state") else {}
        if "cancel" in form:
            return _redirect(target, {"error": "access_denied", **state})
        code = secrets.token_urlsafe(24)
        self._codes[code] = Code(
            user=user.id,
            scopes=_scopes(scopes),
            redirect_uri=target,
            until=time.monotonic() + CODE_SECONDS,
        )
        self._journal.write("page", "install", user=user.id, scopes=sorted(_scopes(scopes)))
        return _redirect(target, {"code": code, **state})

    def _to(self, request: web.Request) -> str:
        first = self._manifest.redirect_urls[0] if self._manifest.redirect_urls else ""
        return request.query.get("redirect_uri", first)

    def _problem(self, client_id: str | None, scopes: str, redirect_uri: str) -> str:
        """Why the app may not be installed so, in Slack's error words and ours; empty when it may."""
        if client_id != self._tokens.client_id:
            return "invalid_client_id: no app has this client_id."
        if not _scopes(scopes):
            return "no_scopes: the link asks for no scopes."
        strange = _scopes(scopes) - self._manifest.bot_scopes
        if strange:
            return f"invalid_scope: the manifest does not list {', '.join(sorted(strange))}."
        if not any(redirect_uri.startswith(each) for each in self._manifest.redirect_urls):
            return "bad_redirect_uri: redirect_uri is not among the manifest's redirect_urls."
        return ""

    def _form(self, request: web.Request) -> str:
        people = [u for u in self._state.users.values() if _may_install(u, self._state)]
        options = "".join(f'<option value="{u.id}">{html.escape(u.real_name)}</option>' for u in people)
        wanted = "".join(f"<li>{html.escape(s)}</li>" for s in sorted(_scopes(request.query.get("scope", ""))))
        kept = {
            "client_id": request.query.get("client_id", ""),
            "scope": request.query.get("scope", ""),
            "state": request.query.get("state", ""),
            "redirect_uri": self._to(request),
        }
        hidden = "".join(f'<input type="hidden" name="{k}" value="{html.escape(v)}">' for k, v in kept.items())
        name, team = html.escape(self._manifest.name), html.escape(self._state.team.name)
        return (
            f"<h1>{name} asks to join {team}</h1><p>It will be allowed:</p><ul>{wanted}</ul>"
            f'<form method="post" action="/oauth/v2/authorize">{hidden}'
            f'<label for="user">You are</label> <select id="user" name="user">{options}</select>'
            '<p><button type="submit" name="allow">Allow</button> '
            '<button type="submit" name="cancel">Cancel</button></p></form>'
        )

    def _page(self, body: str, status: int = 200) -> web.Response:
        """A page of the installation. Browsers count the redirect as the form's target, so its policy names the app."""
        targets = (urlsplit(each) for each in self._manifest.redirect_urls)
        apps = " ".join(sorted({f"{target.scheme}://{target.netloc}" for target in targets if target.netloc}))
        policy = f"default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'self' {apps}"
        head = '<!doctype html><html lang="en"><meta charset="utf-8"><title>Install the app</title>'
        head += '<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="/oauth/install.css">'
        return web.Response(
            text=f"{head}<main>{body}</main></html>",
            content_type="text/html",
            status=status,
            headers={"Content-Security-Policy": policy},
        )


def _may_install(user: User, state: State) -> bool:
    ours = user.team_id == state.team.id and not user.is_guest
    return ours and not user.is_bot and not user.deleted and user.id != SLACKBOT


def _scopes(text: str) -> frozenset[str]:
    return frozenset(scope for scope in text.replace(" ", ",").split(",") if scope)


def _redirect(target: str, query: dict[str, str]) -> web.Response:
    mark = "&" if "?" in target else "?"
    return web.Response(status=302, headers={"Location": f"{target}{mark}{urlencode(query)}"})


async def _style(_: web.Request) -> web.StreamResponse:
    text = resources.files("sandbox").joinpath("install.css").read_text(encoding="utf-8")
    return web.Response(text=text, content_type="text/css")
