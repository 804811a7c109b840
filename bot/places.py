"""Where somebody was when a form was opened: it travels in the form, so that what came of it is told there. Knows
requests and views; sends nothing."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.blocks.kit import METADATA
from bot.payloads import Click, Command, ShortcutUse, Submission, metadata_of

KEY = "place"


@dataclass(frozen=True, slots=True)
class Place:
    """A channel, the thread in it, and the address at which Slack takes answers that only the person sees, even where
    the bot is no member. All empty for Home."""

    channel: str = ""
    thread_ts: str = ""
    response_url: str = ""


def place_of(request: Command | Click | Submission | ShortcutUse) -> Place:
    """Where the request came from; a form, and what is clicked in it, from where it was opened."""
    match request:
        case Command(channel=channel, response_url=url):
            return Place(channel, "", url)
        case Click(view_id="") as click:
            return Place(click.channel, click.thread_ts, click.response_url)
        case Click() | Submission():
            return _read(request.metadata)
        case ShortcutUse(channel=channel, response_url=url):
            return Place(channel, "", url)


def _read(metadata: Mapping[str, Any]) -> Place:
    kept = metadata.get(KEY)
    if not isinstance(kept, list) or len(kept) != len(Place.__slots__):
        return Place()
    return Place(*map(str, kept))


def placed(view: Mapping[str, Any], request: Command | Click | Submission | ShortcutUse) -> Mapping[str, Any]:
    """The view with the request's place in its metadata, if it has room for it."""
    place, known = place_of(request), dict(metadata_of(view))
    if not place.channel or KEY in known:
        return view
    known[KEY] = [place.channel, place.thread_ts, place.response_url]
    text = json.dumps(known, separators=(",", ":"))
    return {**view, "private_metadata": text} if len(text) <= METADATA else view
