"""What the new owner of a deal hears: who gave it to them, how it stands, and its card."""

from __future__ import annotations

from bot.blocks import kit
from bot.blocks.fit import named
from bot.blocks.kit import Message
from bot.ids import Act
from sales.period import day_words
from sales.usecases.reassigning import Reassigned


def reassigned_message(view: Reassigned) -> Message:
    """One sentence, what is known of the deal in a line, and the card behind a button."""
    deal, who = view.deal, named(view.by.name, 40)
    did = "{} opened {} for you." if view.new else "{} handed {} over to you."
    stage = view.process.by_key.get(deal.stage)
    known = [
        str(deal.amount) if deal.amount is not None else "no amount yet",
        named(stage.name) if stage else deal.stage,
        f"closes {day_words(deal.close_date)}" if deal.close_date is not None else "no close date yet",
    ]
    step = f"\nNext step: {named(deal.next_step, 200)}" if deal.next_step else ""
    said = did.format(who, f"*{named(deal.name)}*")
    section = kit.section(f"{said}\n{' · '.join(known)}{step}", accessory=kit.button("Open", Act.CARD, str(deal.id)))
    return kit.message(did.format(who, named(deal.name)), [section])
