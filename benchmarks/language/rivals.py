"""What plain libraries make of the same lines."""

from __future__ import annotations

from datetime import datetime
from importlib import import_module
from typing import Any


def with_dateparser(text: str, at: datetime) -> datetime | None:
    """What dateparser makes of the text, leaning to the future."""
    import dateparser

    settings: Any = {"RELATIVE_BASE": at.replace(tzinfo=None), "PREFER_DATES_FROM": "future"}
    return dateparser.parse(text, languages=["en"], settings=settings)


def with_parsedatetime(text: str, at: datetime) -> datetime | None:
    """What parsedatetime makes of the text."""
    parsedatetime: Any = import_module("parsedatetime")
    calendar = parsedatetime.Calendar(version=parsedatetime.VERSION_CONTEXT_STYLE)
    found, context = calendar.parseDT(text, at.replace(tzinfo=None))
    return found if context.hasDateOrTime else None
