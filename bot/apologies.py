"""The one place where errors become messages: a `SalesError` is its own sentence, anything else an apology with a
reference."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable
from typing import TypeVar

from bot.blocks import kit
from bot.blocks.errors import apology, refusal
from bot.payloads import Click, Request, Submission
from bot.responses import Faults, Open, Redraw, Responses, Say
from sales.errors import SalesError

log = logging.getLogger(__name__)
T = TypeVar("T")


def or_apology(work: Callable[[], T], apologise: Callable[[str], T]) -> T:
    """What the work returns. A `SalesError` passes; of anything else the log has the traceback, under a reference that
    the apology names."""
    try:
        return work()
    except SalesError:
        raise
    except Exception:
        reference = secrets.token_hex(4)
        log.exception("Failed, reference %s", reference)
        return apologise(reference)


def or_sentence(request: Request, work: Callable[[], Responses]) -> Responses:
    """What the work answers, or the sentence that says why it does not: in a form at its field."""
    try:
        return or_apology(work, lambda reference: _apologised(request, reference))
    except SalesError as error:
        return _refused(request, error)


def _refused(request: Request, error: SalesError) -> Responses:
    if isinstance(request, Submission):
        shown = error.field if error.field and request.values.has(error.field) else None
        place = shown or next(iter(request.values.raw), None)
        if place is not None:
            return (Faults({place: error.sentence}),)
        return (Redraw(kit.modal("view.show", "Not saved", [kit.section(kit.escape(error.sentence))], close="Close")),)
    if isinstance(request, Click) and request.view_type == "modal":  # a message would come behind the open form
        return (Open(kit.modal("view.show", "Not yet", [kit.section(kit.escape(error.sentence))], close="Back")),)
    return (Say(refusal(error)),)


def _apologised(request: Request, reference: str) -> Responses:
    if isinstance(request, Submission):
        place = next(iter(request.values.raw), None)
        if place is not None:  # what was typed stays, and can be sent again
            return (Faults({place: apology(reference).text}),)
        blocks = list(apology(reference).blocks)
        return (Redraw(kit.modal("view.show", "Something went wrong", blocks, close="Close")),)
    return (Say(apology(reference)),)
