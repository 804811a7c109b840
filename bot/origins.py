"""Where a request came from. It travels in the form that the request opens, so that the answer is shown there."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.blocks.kit import METADATA
from bot.payloads import Click, Command, ShortcutUse, Submission, metadata_of

KEY = "place"


@dataclass(frozen=True, slots=True)
class Origin:
    """A channel, the thread in it, and the address at which Slack takes answers that only the person sees, even where
    the bot is no member. All empty for Home."""

    channel: str = ""
    thread_ts: str = ""
    response_url: str = ""


def origin_of(request: Command | Click | Submission | ShortcutUse) -> Origin:
    """Where the request came from; a form, and what is clicked in it, from where it was opened."""
    match request:
        case Command(channel=channel, response_url=url):
            return Origin(channel, "", url)
        case Click(view_id="") as click:
            return Origin(click.channel, click.thread_ts, click.response_url)
        case Click() | Submission():
            return _read(request.metadata)
        case ShortcutUse(channel=channel, response_url=url):
            return Origin(channel, "", url)


def _read(metadata: Mapping[str, Any]) -> Origin:
    kept = metadata.get(KEY)
    if not isinstance(kept, list) or len(kept) != len(Origin.__slots__):
        return Origin()
    return Origin(*map(str, kept))


def with_origin(view: Mapping[str, Any], request: Command | Click | Submission | ShortcutUse) -> Mapping[str, Any]:
    """The view with the request's origin in its metadata, if it has room for it."""
    origin, known = origin_of(request), dict(metadata_of(view))
    if not origin.channel or KEY in known:
        return view
    known[KEY] = [origin.channel, origin.thread_ts, origin.response_url]
    text = json.dumps(known, separators=(",", ":"))
    return {**view, "private_metadata": text} if len(text) <= METADATA else view
