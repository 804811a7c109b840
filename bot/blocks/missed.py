"""Forecasts that did not come, each explained in a line: when it was due, and why nobody has it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.blocks import kit
from bot.blocks.fit import named
from sales.delivery import Delivery, DeliveryState
from sales.workspace import ScheduleKind

_STATES = {
    DeliveryState.FAILED: "Slack did not take it",
    DeliveryState.PARKED: "Slack does not let me post there",
    DeliveryState.UNCERTAIN: "Slack did not answer, so it may have arrived or not",
}


def missed_lines(missed: Sequence[Delivery], timezone: str) -> list[str]:
    """A line for each: "The forecast of Mon 23 Nov 2026 08:00 GMT did not come: …"."""
    return [_line(one, timezone) for one in missed]


def _line(one: Delivery, timezone: str) -> str:
    due = datetime.fromisoformat(str(one.payload.get("as_of") or one.due_at.isoformat()))
    what = "The forecast for the channel" if one.kind == ScheduleKind.CHANNEL.value else "The forecast"
    came = "may not have come" if one.state is DeliveryState.UNCERTAIN else "did not come"
    why = one.error if one.state is DeliveryState.SKIPPED else _STATES.get(one.state, "")
    detail = f" ({named(one.error, 80)})" if one.error and one.state is not DeliveryState.SKIPPED else ""
    reason = named((why or "the reason is unknown").rstrip("."), 200)
    return f"{what} of {kit.moment(due, timezone)} {came}: {reason}{detail}. `/forecast` has the current numbers."
