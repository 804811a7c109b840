"""What a manager hears when one of their people has left: which deals are left behind, each with its card."""

from __future__ import annotations

from bot.blocks import kit
from bot.blocks.kit import Message, escape
from bot.ids import Act
from sales.deal import Deal
from sales.usecases.leavers import Handover

SHOWN = 20


def handover_message(view: Handover) -> Message:
    """One line per deal, its card behind a button; the card's menu has "Not mine", which changes the owner."""
    count = len(view.deals)
    name = view.person.name
    if not count:
        text = f"{name} has left, and has no open deals any more."
        return kit.message(text, [kit.section(escape(text))])
    owns = f"{count} open deal" + ("" if count == 1 else "s")
    until = "Nobody gets reminders about them until they have a new owner."
    text = f"{name} was deactivated in Slack and still owns {owns}. {until}"
    blocks = [kit.section(escape(text)), *(_line(deal) for deal in view.deals[:SHOWN])]
    if count > SHOWN:
        blocks.append(kit.context(f"And {count - SHOWN} more; the forecast lists them all."))
    return kit.message(text, blocks)


def _line(deal: Deal) -> kit.Block:
    amount = f" · {deal.amount}" if deal.amount is not None else ""
    closes = f" · closes {deal.close_date:%a %d %b %Y}" if deal.close_date is not None else ""
    return kit.section(
        f"*{escape(deal.name)}*{escape(amount)}{closes}", accessory=kit.button("Open", Act.CARD, str(deal.id))
    )
