"""What stands in the demo's channel when somebody opens it: the team's small talk of the morning, and one question to
the bot, which it answers itself. Changes no deal."""

from __future__ import annotations

from sandbox.server import Sandbox

SALES = "C0SALES"
MORNING = (
    (
        "U0DANA",
        "Good morning! My forecast comes at eight by itself, so please: no spreadsheets today. :wink:",
    ),
    ("U0NOOR", "Morning from London. Does anybody have the cold chain slides in German?"),
    ("U0TOM", "<@U0NOOR> I do, they are on their way to you."),
    ("U0SAM", "Jane at Acme Robotics has time for me today. You will read here how it went."),
)
QUESTION = ("U0DANA", "how's Acme Robotics?")


def good_morning(sandbox: Sandbox) -> None:
    """Says it, and asks the bot. Does not wait for the answer: whoever opens the page sees it come."""
    for who, text in MORNING:
        sandbox.person(who).say(SALES, text)
    who, text = QUESTION
    sandbox.person(who).say(SALES, f"<@{sandbox.bot_user}> {text}")
