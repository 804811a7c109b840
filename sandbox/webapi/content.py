"""What a message says, judged as Slack would: text, blocks, attachments, metadata, and their limits."""

import json
from dataclasses import dataclass
from typing import Any

from sandbox.blockkit.check import MESSAGE_CHARACTERS, characters, check_attachments, check_blocks
from sandbox.blockkit.media import check_media
from sandbox.errors import Refused
from sandbox.state import JSON
from sandbox.webapi.call import Call
from sandbox.workspace import Workspace

TEXT, UPDATED_TEXT = 40_000, 4_000
MARKDOWN = 12_000
METADATA_BYTES = 8_000
ATTACHMENTS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """A message's accepted content; blocks are completed. Empty metadata is to take away what there was."""

    text: str
    blocks: list[JSON]
    attachments: list[JSON]
    metadata: JSON | None


def read_content(call: Call, method: str) -> Content:
    """The content of a call to `method`, or the refusal Slack would give: `no_text`, `invalid_blocks`, …"""
    blocks = call.structure("blocks", "invalid_blocks_format") or []
    attachments = call.structure("attachments", "invalid_arguments") or []
    text, markdown = call.text("text"), call.text("markdown_text")
    if markdown and (text or blocks):
        raise Refused("markdown_text_conflict")
    if len(markdown) > MARKDOWN or len(text) > (UPDATED_TEXT if method == "chat.update" else TEXT):
        raise Refused("msg_too_long")
    if markdown:
        text, blocks = markdown, [{"type": "markdown", "text": markdown}]
    if not text.strip() and not blocks and not attachments:
        raise Refused("no_text")
    return Content(
        text=text,
        blocks=accepted_blocks(blocks, call.workspace),
        attachments=accepted_attachments(attachments),
        metadata=_metadata(call),
    )


def accepted_blocks(blocks: Any, workspace: Workspace) -> list[JSON]:
    """The completed blocks of a message, or `invalid_blocks` and its like."""
    if not isinstance(blocks, list) or not all(isinstance(block, dict) for block in blocks):
        raise Refused("invalid_blocks_format")
    report = check_blocks(blocks)
    if not report.faults:
        check_media(blocks, "/blocks", workspace.state.files, workspace.manifest, report)
    if report.faults:
        raise report.refused("invalid_blocks")
    if characters(blocks) > MESSAGE_CHARACTERS:
        raise Refused("msg_blocks_too_long")
    return workspace.complete(blocks)


def accepted_attachments(attachments: Any) -> list[JSON]:
    """The attachments of a message, or the refusal."""
    if isinstance(attachments, list) and len(attachments) > ATTACHMENTS:
        raise Refused("too_many_attachments")
    report = check_attachments(attachments)
    if report.faults:
        raise report.refused("invalid_arguments")
    return [{"id": number, **each} for number, each in enumerate(attachments, start=1)]


def _metadata(call: Call) -> JSON | None:
    metadata = call.structure("metadata", "invalid_metadata_format")
    if metadata is None:
        return None
    if metadata == {}:
        return {}
    whole = isinstance(metadata, dict) and metadata.keys() <= {"event_type", "event_payload", "entities"}
    if not whole or not isinstance(metadata.get("event_type"), str) or not metadata["event_type"]:
        raise Refused("invalid_metadata_format")
    if not isinstance(metadata.get("event_payload", {}), dict):
        raise Refused("invalid_metadata_format")
    if len(json.dumps(metadata)) > METADATA_BYTES:
        raise Refused("metadata_too_large")
    return {"event_type": metadata["event_type"], "event_payload": metadata.get("event_payload", {})}
