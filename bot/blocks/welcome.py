"""What the first admin of a workspace hears: that they are it, and what makes Firebreak the team's own."""

from __future__ import annotations

from bot.blocks import kit
from bot.blocks.fit import named
from bot.blocks.kit import Message
from bot.ids import Act

STEPS = (
    ("Settings", "time zone, currency, fiscal year, and the channel for wins"),
    ("Team", "who reports to whom, and quotas"),
    ("Our sales process", "the stages, what each means, and what the buyer must have done before the next"),
)


def welcome_message(first_name: str) -> Message:
    """Three things with a button each, and where the deals come from."""
    text = f"Welcome, {named(first_name, 30)}. You spoke to me first, so you are my admin here."
    steps = "\n".join(f"• *{what}*: {why}" for what, why in STEPS)
    deals = "Add deals with `firebreak import deals.csv` on the machine I run on, or one by one with `/deal new`."
    blocks = [
        kit.section(f"*{text}*\n{steps}"),
        kit.actions(
            kit.button("Settings", Act.SETTINGS, style="primary"),
            kit.button("Team", Act.TEAM),
            kit.button("Our sales process", Act.PROCESS),
        ),
        kit.context(f"{deals} Say `help` for what everybody can say."),
    ]
    return kit.message(text, blocks)
