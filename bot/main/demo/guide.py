"""The demo's first five minutes: steps that the sandbox proposes beside the workspace and ticks as they happen. A step
is done when the sandbox's journal has an entry like `done_when` (docs/sandbox.md)."""

from __future__ import annotations

from typing import Any

Guide = list[dict[str, Any]]
_TOMORROW = "tomorrow"
_TWO_WEEKS = str(14 * 24 * 3600 + 2 * 3600)
"""And two hours: the reminders of New York come at nine, an hour after the digest."""


def _said(text: str) -> list[dict[str, Any]]:
    """By the bot, to everybody who is there or, after a command, to one person."""
    return [
        {"direction": "in", "what": "api", "method": "chat.postMessage", "ok": True, "args": {"text": text}},
        {"direction": "in", "what": "response_url", "status": 200, "payload": {"text": text}},
    ]


GUIDE: Guide = [
    {
        "id": "log",
        "title": "Say what happened",
        "hint": "You are Sam, a rep. One sentence to the bot logs the call, moves the amount and the close date.",
        "as": "U0SAM",
        "channel": "app",
        "text": "called Jane at Acme Robotics, wants a proposal, 45k, close end of Q1",
        "done_when": _said("logged a call"),
    },
    {
        "id": "undo",
        "title": "Take it back",
        "hint": "Every echo has an Undo button. Click it: the deal is exactly as it was.",
        "as": "U0SAM",
        "channel": "app",
        "done_when": [
            {"direction": "in", "what": "api", "method": "chat.update", "args": {"text": "Undone"}},
            {"direction": "in", "what": "response_url", "payload": {"text": "Undone"}},
        ],
    },
    {
        "id": "create",
        "title": "Create a deal",
        "hint": "Account, amount, source and close date in one line.",
        "as": "U0SAM",
        "channel": "app",
        "text": "new deal: Wayne Enterprises, 80k, referral, closes end of Q2",
        "done_when": _said("Wayne Enterprises: new deal"),
    },
    {
        "id": "advance",
        "title": "Advance it",
        "hint": "The form shows what the stage means and what the buyer has done before. Tick what is true.",
        "as": "U0SAM",
        "channel": "sales",
        "text": "/deal Wayne Enterprises to qualified",
        "done_when": {"direction": "page", "what": "submitted", "callback_id": "view.advance", "ok": True},
    },
    {
        "id": "digest",
        "title": "See tomorrow morning",
        "hint": "Move the clock to tomorrow, 08:00. Dana, a manager, has her forecast before anyone asks for it.",
        "as": "U0DANA",
        "channel": "app",
        "advance": _TOMORROW,
        "done_when": _said("of quota, commit"),
    },
    {
        "id": "filling",
        "title": "Fill in the board's spreadsheet",
        "hint": "Morgan has posted one in #sales. In the menu of that message, choose Fill in this spreadsheet.",
        "as": "U0DANA",
        "channel": "sales",
        "done_when": _said("Filled in: "),
    },
    {
        "id": "nudge",
        "title": "Two quiet weeks later",
        "hint": "Move the clock by two weeks. Each owner of stalled deals gets one reminder, with the fixes in it.",
        "as": "U0TOM",
        "channel": "app",
        "advance": _TWO_WEEKS,
        "done_when": _said("deals need you"),
    },
    {
        "id": "win",
        "title": "Win it",
        "hint": "Say so, confirm with one click, and look at #wins.",
        "as": "U0SAM",
        "channel": "app",
        "text": "we won Wayne Enterprises",
        "done_when": _said("won Wayne Enterprises"),
    },
]
