"""The app under test, as its manifest describes it. It reads; it does not judge the manifest's own correctness."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """A slash command. With `should_escape`, mentions in its text arrive as ids."""

    command: str
    description: str
    usage_hint: str
    should_escape: bool
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortcut:
    """A shortcut: `type` is "message" (on a message) or "global"."""

    name: str
    type: str
    callback_id: str
    description: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What the workspace needs to know of the installed app."""

    name: str
    bot_name: str
    about: str
    long_about: str
    bot_scopes: frozenset[str]
    events: frozenset[str]
    commands: tuple[Command, ...]
    shortcuts: tuple[Shortcut, ...]
    redirect_urls: tuple[str, ...]
    domains: tuple[str, ...]
    """Whose links the app unfurls, in small letters."""
    home_enabled: bool
    messages_enabled: bool
    messages_read_only: bool
    interactive: bool
    socket_mode: bool
    events_url: str
    interactivity_url: str
    options_url: str

    @classmethod
    def read(cls, source: Mapping[str, Any]) -> "Manifest":
        """From the parsed YAML or JSON of a manifest; whatever it leaves out is off or empty, as in Slack."""
        features = _part(source, "features")
        settings = _part(source, "settings")
        oauth = _part(source, "oauth_config")
        subscriptions = _part(settings, "event_subscriptions")
        interactivity = _part(settings, "interactivity")
        home = _part(features, "app_home")
        display = _part(source, "display_information")
        name = str(display.get("name", "App"))
        return cls(
            name=name,
            bot_name=str(_part(features, "bot_user").get("display_name", name)),
            about=str(display.get("description", "")),
            long_about=str(display.get("long_description", "")),
            bot_scopes=frozenset(_part(oauth, "scopes").get("bot") or ()),
            events=frozenset(subscriptions.get("bot_events") or ()),
            commands=tuple(_command(each) for each in features.get("slash_commands") or ()),
            shortcuts=tuple(_shortcut(each) for each in features.get("shortcuts") or ()),
            redirect_urls=tuple(oauth.get("redirect_urls") or ()),
            domains=tuple(str(each).lower() for each in features.get("unfurl_domains") or ()),
            home_enabled=bool(home.get("home_tab_enabled", False)),
            messages_enabled=bool(home.get("messages_tab_enabled", True)),
            messages_read_only=bool(home.get("messages_tab_read_only_enabled", False)),
            interactive=bool(interactivity.get("is_enabled", False)),
            socket_mode=bool(settings.get("socket_mode_enabled", False)),
            events_url=str(subscriptions.get("request_url", "")),
            interactivity_url=str(interactivity.get("request_url", "")),
            options_url=str(interactivity.get("message_menu_options_url", "")),
        )


def load_manifest(path: Path) -> dict[str, Any]:
    """The parsed manifest file, YAML or JSON (JSON is YAML). ValueError when it is no mapping."""
    loaded = yaml.safe_load(path.read_text(encoding="utf-8"))
    if not isinstance(loaded, dict):
        raise ValueError(f"{path} holds no manifest.")
    return loaded


def _part(source: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    found = source.get(key) or {}
    return found if isinstance(found, Mapping) else {}


def _command(source: Mapping[str, Any]) -> Command:
    return Command(
        command=str(source["command"]),
        description=str(source.get("description", "")),
        usage_hint=str(source.get("usage_hint", "")),
        should_escape=bool(source.get("should_escape", False)),
        url=str(source.get("url", "")),
    )


def _shortcut(source: Mapping[str, Any]) -> Shortcut:
    return Shortcut(
        name=str(source.get("name", "")),
        type=str(source.get("type", "global")),
        callback_id=str(source["callback_id"]),
        description=str(source.get("description", "")),
    )
