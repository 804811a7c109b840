"""The `/sandbox/` endpoints that the page and tests use: docs/sandbox-protocol.md, in code."""

from aiohttp import web

from sandbox.faults import Faults
from sandbox.guide import Guide
from sandbox.interactions import Interactions
from sandbox.pageapi.acts import Acts
from sandbox.pageapi.asked import answered
from sandbox.pageapi.content import Content
from sandbox.pageapi.reads import Reads
from sandbox.webapi.call import Door


def page_routes(door: Door, interactions: Interactions, faults: Faults, guide: Guide) -> list[web.RouteDef]:
    """The addresses of the page's endpoints."""
    reads, acts, content = Reads(door, faults, guide), Acts(door, interactions, faults), Content(door)
    return [
        *(web.get(f"/sandbox/{name}", answered(read)) for name, read in reads.named().items()),
        *(web.post(f"/sandbox/{name}", answered(act)) for name, act in acts.named().items()),
        web.post("/sandbox/upload", content.upload),
        web.get("/sandbox/file/{id}", content.file),
        web.get("/sandbox/stream", content.stream),
    ]
