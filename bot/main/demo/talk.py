"""What stands in the demo's channel when somebody opens it: the team's small talk of the morning, a spreadsheet that
the board wants filled in, and one question to the bot, which it answers itself. Changes no deal."""

from __future__ import annotations

from bot.main.demo.briefs import PEOPLE
from bot.main.demo.template import NAME, board_template
from sales.people import Role
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
DEMAND = ("U0MORGAN", "The board wants our quarter in *their* spreadsheet, by 4:30pm. Dana, can your team do that?")
QUESTION = ("U0DANA", "how's Acme Robotics?")


def good_morning(sandbox: Sandbox) -> None:
    """Says it, and asks the bot. Does not wait for the answer: whoever opens the page sees it come."""
    for who, text in MORNING:
        sandbox.person(who).say(SALES, text)
    who, text = DEMAND
    boss = sandbox.person(who)
    reps = [person.name for person in PEOPLE if person.role is Role.REP and person.team == "Americas"]
    boss.say(SALES, text, files=(boss.upload(NAME, board_template(reps)),))
    who, text = QUESTION
    sandbox.person(who).say(SALES, f"<@{sandbox.bot_user}> {text}")
