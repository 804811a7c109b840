"""What Slack is told with an acknowledgement. Only forms need more than an empty one: errors at fields, another view,
or that they close."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.origins import with_origin
from bot.payloads import Submission
from bot.responses import Done, Faults, Open, Redraw, Response, Responses

Ack = Callable[..., Any]


def acknowledge(ack: Ack, request: object, responses: Responses) -> None:
    """Acks once, with the first response that travels in the ack itself."""
    carried = (_in_ack(request, response) for response in responses) if isinstance(request, Submission) else ()
    ack(**next((arguments for arguments in carried if arguments is not None), {}))


def _in_ack(form: Submission, response: Response) -> dict[str, Any] | None:
    match response:
        case Faults(at=at):
            return {"response_action": "errors", "errors": dict(at)}
        case Redraw(view=view):
            return {"response_action": "update", "view": dict(with_origin(view, form))}
        case Open(view=view):
            return {"response_action": "push", "view": dict(with_origin(view, form))}
        case Done(all_views=True):
            return {"response_action": "clear"}
        case _:
            return None
