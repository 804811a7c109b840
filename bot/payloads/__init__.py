"""What Slack sends, as typed values."""

from __future__ import annotations

from bot.payloads.reading import (
    Body,
    caller_of,
    click_of,
    command_of,
    files_of,
    metadata_of,
    reaction_of,
    shortcut_of,
    spoken_of,
    submission_of,
    unescaped,
)
from bot.payloads.values import (
    LONGEST_ID,
    Attached,
    Caller,
    Click,
    Command,
    Reaction,
    Request,
    ShortcutUse,
    Spoken,
    Submission,
    Values,
    number,
)

__all__ = [
    "LONGEST_ID",
    "Attached",
    "Body",
    "Caller",
    "Click",
    "Command",
    "Reaction",
    "Request",
    "ShortcutUse",
    "Spoken",
    "Submission",
    "Values",
    "caller_of",
    "click_of",
    "command_of",
    "files_of",
    "metadata_of",
    "number",
    "reaction_of",
    "shortcut_of",
    "spoken_of",
    "submission_of",
    "unescaped",
]
