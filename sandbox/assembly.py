"""Wires the parts of a workspace together into one web application. Runs nothing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from aiohttp import web

from sandbox.clock import Clock
from sandbox.delivery import Delivery, Transport
from sandbox.directory import Directory
from sandbox.faults import Faults
from sandbox.files import FileStore
from sandbox.guide import Guide
from sandbox.hooks import Hooks
from sandbox.httpmode import HttpMode
from sandbox.interactions import Interactions
from sandbox.journal import Journal
from sandbox.manifest import Manifest
from sandbox.oauth import Installations
from sandbox.pageapi import page_routes
from sandbox.pages import Pages
from sandbox.payloads import Envelope
from sandbox.ratelimit import RateLimits
from sandbox.site import LARGEST, guard, static_routes
from sandbox.socketmode import SocketMode
from sandbox.state import State
from sandbox.tokens import Tokens
from sandbox.triggers import ResponseUrls, Triggers
from sandbox.viewstack import ViewStack
from sandbox.webapi.call import Door
from sandbox.webapi.endpoint import WebApi
from sandbox.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What there is before the server runs. `base` is its address; the rest is as `sandbox.server.Sandbox` takes it."""

    state: State
    manifest: Manifest
    tokens: Tokens
    clock: Clock
    journal: Journal
    faults: Faults
    limits: RateLimits
    guide: Guide
    pages: Pages
    base: str
    request_url: str
    retry_delays: Sequence[float]
    ack_seconds: float
    monotonic: Callable[[], float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A workspace that can be served."""

    application: web.Application
    door: Door
    delivery: Delivery


def assembled(parts: Parts) -> Site:
    """The whole workspace. To be called on the event loop that will serve it."""
    sockets = SocketMode(
        parts.state.app_id,
        parts.journal,
        parts.faults,
        lambda connected: parts.pages.tell({"type": "app", "connected": connected}),
        parts.ack_seconds,
    )
    delivery = Delivery(_transport(parts, sockets), parts.journal, parts.retry_delays)
    door = _door(parts, sockets, delivery)
    hooks = Hooks(door)
    api = WebApi(door, parts.limits, parts.faults)
    parts.journal.subscribe(parts.guide.saw)
    application = web.Application(client_max_size=LARGEST, middlewares=[guard])
    application.add_routes(
        [
            web.route("*", "/api/{method}", api.endpoint),
            web.get("/link/", sockets.endpoint),
            *hooks.routes(),
            *door.installations.routes(),
            *page_routes(door, Interactions(door, hooks), parts.faults, parts.guide),
            *static_routes(),
        ]
    )
    return Site(application=application, door=door, delivery=delivery)


def _door(parts: Parts, sockets: SocketMode, delivery: Delivery) -> Door:
    token = parts.tokens.verification_token
    workspace = Workspace(
        state=parts.state,
        manifest=parts.manifest,
        clock=parts.clock,
        journal=parts.journal,
        pages=parts.pages,
        delivery=delivery,
        envelope=Envelope(state=parts.state, base=parts.base, verification_token=token),
    )
    return Door(
        workspace=workspace,
        directory=Directory(workspace),
        files=FileStore(workspace),
        views=ViewStack(workspace),
        tokens=parts.tokens,
        triggers=Triggers(parts.monotonic),
        response_urls=ResponseUrls(parts.state),
        installations=Installations(parts.state, parts.manifest, parts.tokens, parts.journal),
        sockets=sockets,
    )


def _transport(parts: Parts, sockets: SocketMode) -> Transport:
    if parts.manifest.socket_mode and not parts.request_url:
        return sockets
    secret = parts.tokens.signing_secret
    return HttpMode(parts.manifest, secret, parts.journal, parts.faults, parts.ack_seconds, parts.request_url)
