"""What blocks show from elsewhere: `slack_file` must name an image that was completely uploaded, a video must be served
by a domain that the app has claimed in its manifest."""

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from sandbox.blockkit.report import Report
from sandbox.errors import missing_scope
from sandbox.manifest import Manifest
from sandbox.state import File

KINDS = frozenset(["image/png", "image/jpeg", "image/gif"])
VIDEO_SCOPE = "links.embed:write"
NOT_CLAIMED = "Video validation failed: Domain is not a valid unfurl domain claimed by your app"


def check_media(value: Any, at: str, files: Mapping[str, File], manifest: Manifest, report: Report) -> None:
    """Notes every `slack_file` inside `value` that cannot be shown, and every video that may not be.

    `missing_scope` when there is a video and the manifest lacks the scope that videos need.
    """
    for place, found in _objects(value, at):
        named = found.get("slack_file")
        if isinstance(named, dict) and not _shown(named, files):
            report.add("invalid slack file", f"{place}/slack_file")
        if found.get("type") == "video" and "video_url" in found:
            if VIDEO_SCOPE not in manifest.bot_scopes:
                raise missing_scope(VIDEO_SCOPE, manifest.bot_scopes)
            if not _claimed(str(found["video_url"]), manifest):
                report.add(NOT_CLAIMED, place)


def _objects(value: Any, at: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Every object inside `value`, with its JSON pointer."""
    if isinstance(value, list):
        for index, each in enumerate(value):
            yield from _objects(each, f"{at}/{index}")
    elif isinstance(value, dict):
        yield at, value
        for name, each in value.items():
            yield from _objects(each, f"{at}/{name}")


def _claimed(address: str, manifest: Manifest) -> bool:
    """Whether an address is HTTPS and its host is a claimed domain or below one."""
    parts = urlsplit(address)
    host = (parts.hostname or "").lower()
    return parts.scheme == "https" and any(host == each or host.endswith(f".{each}") for each in manifest.domains)


def _shown(named: Mapping[str, Any], files: Mapping[str, File]) -> bool:
    file = files.get(str(named.get("id")))
    if file is None:
        address = str(named.get("url", ""))
        file = next((each for each in files.values() if f"{each.id}/" in address), None)
    return file is not None and file.shared and not file.deleted and file.mimetype in KINDS
