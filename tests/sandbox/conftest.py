"""A running sandbox for tests, with a small company and an app that subscribes to everything."""

import json
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlencode

import pytest

from sandbox.server import Sandbox
from tests.sandbox.robot import Answer, Robot

SEED: dict[str, Any] = {
    "team": {"id": "T0ACME", "name": "Acme", "domain": "acme"},
    "users": [
        {"id": "U0DANA", "name": "dana", "real_name": "Dana Reed", "email": "dana@acme.test", "tz": "Europe/Berlin"},
        {"id": "U0MAX", "name": "max", "real_name": "Max Lund", "email": "max@acme.test", "tz": "America/New_York"},
        {"id": "U0GONE", "name": "gone", "real_name": "Gil Gone", "email": "gil@acme.test", "deleted": True},
        {"id": "U0GUEST", "name": "guest", "real_name": "Gus Guest", "is_restricted": True},
        {"id": "U0OUT", "name": "out", "real_name": "Olga Outside", "team_id": "T0OTHER"},
    ],
    "channels": [
        {"id": "C0SALES", "name": "sales", "topic": "Deals", "members": ["U0DANA", "U0MAX", "U0GUEST", "@bot"]},
        {"id": "C0OTHER", "name": "other", "members": ["U0DANA", "U0MAX"]},
        {"id": "C0SECRET", "name": "secret", "members": ["U0DANA", "@bot"], "private": True},
        {"id": "C0HIDDEN", "name": "hidden", "members": ["U0MAX"], "private": True},
        {"id": "C0SHARED", "name": "shared", "members": ["U0DANA", "U0OUT", "@bot"]},
        {"id": "C0OLD", "name": "old", "members": ["U0DANA", "@bot"], "archived": True},
    ],
}
MANIFEST: dict[str, Any] = {
    "display_information": {
        "name": "Testbot",
        "description": "Tries things out",
        "long_description": "Tries out whatever there is to be tried out.",
    },
    "features": {
        "unfurl_domains": ["video.acme.test"],
        "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True},
        "bot_user": {"display_name": "testbot"},
        "slash_commands": [
            {"command": "/log", "description": "Log", "usage_hint": "what happened", "should_escape": True},
            {"command": "/raw", "description": "Raw"},
        ],
        "shortcuts": [
            {"name": "Log this", "type": "message", "callback_id": "log_message", "description": "Log it"},
            {"name": "New deal", "type": "global", "callback_id": "new_deal", "description": "Start one"},
        ],
    },
    "oauth_config": {
        "redirect_urls": ["http://127.0.0.1/slack/oauth_redirect"],
        "scopes": {
            "bot": [
                "app_mentions:read",
                "channels:history",
                "channels:join",
                "channels:manage",
                "channels:read",
                "chat:write",
                "chat:write.public",
                "commands",
                "files:read",
                "files:write",
                "groups:history",
                "groups:read",
                "im:history",
                "im:read",
                "im:write",
                "links.embed:write",
                "pins:write",
                "reactions:read",
                "reactions:write",
                "team:read",
                "users.profile:read",
                "users:read",
                "users:read.email",
            ]
        },
    },
    "settings": {
        "event_subscriptions": {
            "bot_events": [
                "app_home_opened",
                "app_mention",
                "app_uninstalled",
                "channel_archive",
                "file_shared",
                "member_joined_channel",
                "message.channels",
                "message.groups",
                "message.im",
                "reaction_added",
                "reaction_removed",
                "team_join",
                "tokens_revoked",
                "user_change",
            ]
        },
        "interactivity": {"is_enabled": True},
        "socket_mode_enabled": True,
    },
}


class Stopwatch:
    """What triggers and rate limits wear out by: it stands still until a test moves it, however busy the machine is."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


class Api:
    """Calls the Web API by plain HTTP, as an app without any client library would."""

    def __init__(self, sandbox: Sandbox, token: str = "") -> None:
        self.sandbox = sandbox
        self.token = token or sandbox.bot_token

    def __call__(self, method: str, **arguments: Any) -> dict[str, Any]:
        """The answer of a method; arguments go as a form, structures among them as JSON."""
        return self.whole(method, **arguments)[1]

    def whole(self, method: str, **arguments: Any) -> tuple[int, dict[str, Any], dict[str, str]]:
        """Status, answer and headers."""
        form = {
            name: json.dumps(value) if isinstance(value, dict | list | bool) else value
            for name, value in arguments.items()
        }
        return self.send(method, urlencode(form).encode(), "application/x-www-form-urlencoded")

    def send(self, method: str, body: bytes, kind: str) -> tuple[int, dict[str, Any], dict[str, str]]:
        """Status, answer and headers of a request with any body."""
        headers = {"Content-Type": kind, **({"Authorization": f"Bearer {self.token}"} if self.token != "-" else {})}
        request = urllib.request.Request(f"{self.sandbox.api_url}{method}", body, headers)
        try:
            with urllib.request.urlopen(request, timeout=60) as response:
                return response.status, json.loads(response.read()), dict(response.headers)
        except urllib.error.HTTPError as error:
            with error:
                return error.code, json.loads(error.read()), dict(error.headers)


@pytest.fixture
def api(sandbox: Sandbox) -> Api:
    """The Web API with the app's own token."""
    return Api(sandbox)


@pytest.fixture
def robots(sandbox: Sandbox) -> Iterator[Callable[..., Robot]]:
    """Makes connected robots."""
    made: list[Robot] = []

    def make(answer: Answer = lambda frame: {}) -> Robot:
        made.append(Robot(sandbox, answer).connect())
        return made[-1]

    yield make
    for robot in made:
        robot.close()


@pytest.fixture
def stopwatch() -> Stopwatch:
    """The time by which the workspace's triggers expire."""
    return Stopwatch()


@pytest.fixture
def sandbox(stopwatch: Stopwatch) -> Iterator[Sandbox]:
    """A fresh workspace in Socket Mode without rate limits; unacknowledged events come again at once."""
    delays = (0.0, 0.1, 0.2)
    with Sandbox(SEED, MANIFEST, rate_limits=False, retry_delays=delays, monotonic=stopwatch) as running:
        yield running


@pytest.fixture
def hasty(stopwatch: Stopwatch) -> Iterator[Sandbox]:
    """A workspace that waits a third of a second for an acknowledgement: for apps that are to fail."""
    delays = (0.0, 0.1, 0.2)
    with Sandbox(
        SEED, MANIFEST, rate_limits=False, retry_delays=delays, ack_seconds=0.3, monotonic=stopwatch
    ) as running:
        yield running
