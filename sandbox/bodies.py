"""Reads what a request carries, whatever it is: what cannot be read is said so, and never breaks the server."""

import json
from collections.abc import Mapping
from typing import Any

from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError


class Garbled(Exception):
    """A body that nobody can read. `code` is Slack's error for it, the text a sentence for a person."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code


async def text_of(request: web.Request) -> str:
    """The body as text; `Garbled` when its bytes do not fit the charset they claim."""
    try:
        return await request.text()
    except (UnicodeDecodeError, LookupError):
        raise Garbled("invalid_charset", "That is no text in the charset it claims.") from None


async def json_of(request: web.Request) -> Any:
    """The body as JSON, {} where there is none; `Garbled` when it is not JSON, or nested beyond all reason."""
    try:
        return json.loads(await text_of(request) or "{}")
    except (ValueError, RecursionError):
        raise Garbled("invalid_arguments", "That is no JSON.") from None


async def form_of(request: web.Request) -> Mapping[str, str | bytes | bytearray | web.FileField]:
    """The fields of a form; `Garbled` when it breaks off or its parts are not what they claim."""
    try:
        return await request.post()
    except LookupError:
        raise Garbled("invalid_charset", "That is no text in the charset it claims.") from None
    except (ValueError, AssertionError, HttpProcessingError):
        raise Garbled("invalid_form_data", "That form cannot be read.") from None
