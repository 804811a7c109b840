"""manifest.yml asks for what the bot needs, and for no more; everything it declares has a listener."""

from __future__ import annotations

import ast
import inspect
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from slack_bolt import App

from bot import app as bot_app
from bot import routes
from bot.main.demo.command import manifest
from tests.shared_data import ROOT, shared_data

MANIFEST = manifest()
SCOPES = set(MANIFEST["oauth_config"]["scopes"]["bot"])
EVENTS = set(MANIFEST["settings"]["event_subscriptions"]["bot_events"])

READ = {"channels:history", "groups:history", "im:history"}
CHOSEN = {
    "conversations.open": {"im:write"},
    "conversations.history": READ,
    "conversations.replies": READ,
    "conversations.info": {"channels:read", "groups:read"},
}
"""Methods with a scope per kind of conversation: which kinds we use. Direct messages are opened; our own posts are
looked up in channels, public and private, and in direct messages, but in no group's; channels are asked about before a
forecast is posted there."""

BY_APP_TOKEN = {"apps.connections.open"}
FEATURES = {"commands"}
"""Slash commands and shortcuts need it."""
FIELDS = {"users:read.email"}
"""Without it `users.info` keeps the address back by which an imported person is recognised."""


def methods_called() -> set[str]:
    """Every Web API method that stands in our source: as a name, or as a call of the client."""
    known = {path.stem for path in shared_data("slack", "slack-api-ref", "docs.slack.dev", "methods").glob("*.json")}
    by_call = {name.replace(".", "_").lower(): name for name in known}
    found: set[str] = set()
    for path in sorted((ROOT / "bot").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and node.value in known:
                found.add(str(node.value))
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in by_call:
                found.add(by_call[node.func.attr])
    return found


def scopes_of_method(name: str) -> set[str]:
    """The scopes that a bot's token needs for it."""
    path = shared_data("slack", "slack-api-ref", "docs.slack.dev", "methods", f"{name}.json")
    about: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    needed = set((about.get("scope") or {}).get("bot") or ())
    return CHOSEN.get(name, needed) & needed if name in CHOSEN else needed


def scopes_of_event(name: str) -> set[str]:
    about = json.loads(shared_data("slack", "slack-api-ref", "events", f"{name}.json").read_text(encoding="utf-8"))
    return {str(scope).replace("app_mentions.read", "app_mentions:read") for scope in about["scopes"]}


def test_slack_would_take_it() -> None:
    """The manifest is valid against the published schema of manifests."""
    schemas = shared_data("slack", "manifest-schema", "schemas")
    schema = json.loads((schemas / "manifest.schema.2.0.0.json").read_text(encoding="utf-8"))
    errors = [error.message for error in jsonschema.Draft7Validator(schema).iter_errors(MANIFEST)]
    assert errors == []


def test_it_asks_for_exactly_the_scopes_that_are_needed() -> None:
    """The union over the methods the bot calls and the events it hears: none missing, none to spare."""
    called = methods_called()
    assert {"chat.postMessage", "views.open", "auth.test", "files.completeUploadExternal"} <= called
    needed = set().union(*(scopes_of_method(name) for name in called - BY_APP_TOKEN))
    needed |= set().union(*map(scopes_of_event, EVENTS))
    assert needed | FEATURES | FIELDS == SCOPES


@pytest.mark.parametrize("name", sorted(EVENTS))
def test_each_event_exists(name: str) -> None:
    """Slack knows the events that are subscribed to."""
    assert shared_data("slack", "slack-api-ref", "events", f"{name}.json").exists()


def test_each_event_is_heard_and_nothing_else_is_expected() -> None:
    """An event without a listener would cost traffic; a listener without its event would wait for ever."""
    source = inspect.getsource(bot_app)
    heard = {
        str(node.args[0].value)
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "event"
        and isinstance(node.args[0], ast.Constant)
    }
    assert heard == {name.partition(".")[0] for name in EVENTS}
    assert hasattr(App, "event")


def test_each_command_and_shortcut_has_its_listener() -> None:
    """What people can choose in Slack leads somewhere, and every listener can be reached."""
    features = MANIFEST["features"]
    assert {command["command"] for command in features["slash_commands"]} == set(routes.COMMANDS)
    assert {shortcut["callback_id"] for shortcut in features["shortcuts"]} == set(map(str, routes.SHORTCUTS))


def test_mentions_in_commands_arrive_as_ids() -> None:
    """Without `should_escape` a person named in a command would be a name that anybody could have typed."""
    assert all(command["should_escape"] for command in MANIFEST["features"]["slash_commands"])


def test_the_app_needs_no_public_address() -> None:
    """Socket Mode and interactivity are on, and no URL is to be filled in."""
    settings = MANIFEST["settings"]
    assert settings["socket_mode_enabled"]
    assert settings["interactivity"]["is_enabled"]
    assert "request_url" not in json.dumps(MANIFEST)
    assert Path(ROOT / "manifest.yml").exists()
