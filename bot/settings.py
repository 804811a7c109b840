"""Settings from the environment or a `.env` file, checked all at once: one message lists everything that is wrong."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from sales.errors import MissingSetting

DEFAULT_DATABASE = "sqlite:///firebreak.db"
SLACK_API = "https://slack.com/api/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a running bot needs to know. Tokens never appear in its repr."""

    bot_token: str = field(repr=False)
    app_token: str = field(repr=False)
    database: str = DEFAULT_DATABASE
    slack_api: str = SLACK_API
    posts_per_minute: int = 200
    listener_threads: int = 64
    beat_seconds: float = 30.0
    health_port: int | None = None


def database_url(given: str | None, env: Mapping[str, str] | None = None) -> str:
    """`--database`, else FIREBREAK_DATABASE_URL, else firebreak.db where we are. A bare path means SQLite."""
    url = given or (os.environ if env is None else env).get("FIREBREAK_DATABASE_URL") or DEFAULT_DATABASE
    return url if "://" in url or url.startswith("sqlite:") else f"sqlite:///{url}"


def environment(directory: Path | None = None) -> dict[str, str]:
    """The environment, over what a `.env` file in the directory says."""
    from dotenv import dotenv_values

    path = (directory or Path.cwd()) / ".env"
    written = {key: value for key, value in dotenv_values(path).items() if value} if path.is_file() else {}
    return {**written, **os.environ}


def load(env: Mapping[str, str], database: str | None = None) -> Settings:
    """The settings. Raises `MissingSetting` with one sentence for each thing that is missing or wrong."""
    wrong: list[str] = []
    bot_token = _token(env, "SLACK_BOT_TOKEN", "xoxb-", "OAuth & Permissions > Bot User OAuth Token", wrong)
    app_token = _token(env, "SLACK_APP_TOKEN", "xapp-", "Basic Information > App-Level Tokens", wrong)
    numbers = {
        name: _number(env, name, default, least, most, wrong)
        for name, default, least, most in (
            ("FIREBREAK_POSTS_PER_MINUTE", 200, 1, 2000),
            ("FIREBREAK_LISTENER_THREADS", 64, 2, 256),
            ("FIREBREAK_BEAT_SECONDS", 30, 1, 300),
            ("FIREBREAK_HEALTH_PORT", 0, 0, 65535),
        )
    }
    api = env.get("SLACK_API_URL") or SLACK_API
    if not api.startswith(("https://", "http://127.0.0.1", "http://localhost")):
        wrong.append("SLACK_API_URL must be an https address, or one on this machine.")
    if wrong:
        listed = "\n".join(f"  - {problem}" for problem in wrong)
        raise MissingSetting(f"Firebreak cannot start yet:\n{listed}\nSet these in the environment or in a .env file.")
    return Settings(
        bot_token=bot_token,
        app_token=app_token,
        database=database_url(database, env),
        slack_api=api if api.endswith("/") else f"{api}/",
        posts_per_minute=int(numbers["FIREBREAK_POSTS_PER_MINUTE"]),
        listener_threads=int(numbers["FIREBREAK_LISTENER_THREADS"]),
        beat_seconds=numbers["FIREBREAK_BEAT_SECONDS"],
        health_port=int(numbers["FIREBREAK_HEALTH_PORT"]) or None,
    )


def _token(env: Mapping[str, str], name: str, prefix: str, place: str, wrong: list[str]) -> str:
    token = env.get(name, "").strip()
    if not token:
        wrong.append(f"{name} is missing. Copy it from your app's page in Slack: {place}.")
    elif not token.startswith(prefix):
        wrong.append(f"{name} should begin with {prefix} - you may have copied another token. See {place}.")
    return token


def _number(env: Mapping[str, str], name: str, default: float, least: float, most: float, wrong: list[str]) -> float:
    text = env.get(name, "").strip()
    try:
        number = float(text) if text else float(default)
    except ValueError:
        number = least - 1
    if not least <= number <= most:
        wrong.append(f"{name} is {text!r}; it must be a number from {least:g} to {most:g}.")
    return number
