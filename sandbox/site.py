"""The page's files, and who may ask for them: this machine's own pages, under a policy that lets in no foreign code."""

import re
from collections.abc import Awaitable, Callable
from importlib import resources
from pathlib import Path

from aiohttp import web

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; "
    "font-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
LOCAL_HOST = re.compile(r"(127\.0\.0\.1|localhost|\[::1\])(:\d{1,5})?")
LARGEST = 200 * 1024 * 1024
"""The most that a request may carry, in bytes."""
TOO_LARGE = "That is too large: 200 MB are taken at most."
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@web.middleware
async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Keeps other sites' pages (other ports among them) out of the page's endpoints, and gives every page a strict
    policy. What is announced as too large is not even read."""
    app_side = request.path.startswith(("/api/", "/link/", "/hooks/", "/upload/", "/files-pri/"))
    ours = LOCAL_HOST.fullmatch(request.host) and request.headers.get("Origin") in (None, f"http://{request.host}")
    if not app_side and not ours:
        return web.Response(status=403, text="This page answers on localhost only.")
    if (request.content_length or 0) > LARGEST:
        return web.json_response({"ok": False, "error": TOO_LARGE}, status=413)
    response = await handler(request)
    if not app_side and not response.prepared:
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        response.headers.setdefault("Cache-Control", "no-cache")
    return response


def static_routes() -> list[web.AbstractRouteDef]:
    """The page itself, and the picture that stands for a person."""
    folder = Path(str(resources.files("sandbox").joinpath("static")))

    async def index(_: web.Request) -> web.StreamResponse:
        return web.FileResponse(folder / "index.html")

    routes: list[web.AbstractRouteDef] = [web.get("/avatar/{user}", _avatar)]
    if folder.is_dir():
        routes += [web.get("/", index), web.static("/static", folder)]
    return routes


async def _avatar(request: web.Request) -> web.StreamResponse:
    """A plain square in a colour of its own for each person; names are drawn by the page."""
    hue = sum(request.match_info["user"].encode()) * 47 % 360
    size = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8">'
    picture = f'{size}<rect width="8" height="8" rx="1.5" fill="hsl({hue} 45% 45%)"/></svg>'
    return web.Response(text=picture, content_type="image/svg+xml")
