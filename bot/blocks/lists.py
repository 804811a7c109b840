"""Lists of deals, and the other answers to questions."""

from __future__ import annotations

from bot.blocks import kit
from bot.blocks.kit import Block, Message, escape
from bot.ids import Act
from sales.deal import Deal
from sales.usecases.asking import DealList

SHOWN = 15


def deal_list_message(found: DealList) -> Message:
    """Up to fifteen deals, each with a button to its card, and what all of them add up to."""
    count = len(found.deals)
    totals = " + ".join(map(str, found.totals)) or "no amounts"
    text = f"{found.title}: {count} deal{'' if count == 1 else 's'}, {totals}"
    blocks: list[Block] = [
        kit.section(f"*{escape(found.title)}*\n{count} deal{'' if count == 1 else 's'} · {totals}"),
        kit.context(f"As of {kit.moment(found.as_of, found.timezone)}"),
    ]
    if not found.deals:
        blocks.append(kit.section("Nothing there. :sparkles:"))
    for deal in found.deals[:SHOWN]:
        blocks.append(kit.section(_line(deal, found), accessory=kit.button("Open", Act.CARD, str(deal.id))))
    if count > SHOWN:
        blocks.append(kit.context(f"… and {count - SHOWN} more. Narrow it down, or open the workbook from /forecast."))
    return kit.message(text, blocks)


def _line(deal: Deal, found: DealList) -> str:
    owner = found.people.get(deal.owner_id)
    facts = [str(deal.amount or "no amount"), f"closes {kit.day(deal.close_date)}", escape(owner.name if owner else "")]
    concern = found.attention.get(deal.id)
    why = f"\n_{escape(concern.sentence)}_" if concern else ""
    return f"*{escape(deal.name)}*\n{' · '.join(facts)}{why}"
