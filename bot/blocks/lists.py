"""Lists of deals, and the other answers to questions."""

from __future__ import annotations

from bot.blocks import kit
from bot.blocks.fit import named
from bot.blocks.kit import Block, Message, escape
from bot.ids import Act
from sales.deal import Deal
from sales.usecases.deal_lists import DealList

SHOWN = 15


def deal_list_message(found: DealList) -> Message:
    """Up to fifteen deals, each with a button to its card, and what all of them add up to."""
    count, more = found.count, found.count - min(len(found.deals), SHOWN)
    as_of = kit.context(f"As of {kit.moment(found.as_of, found.timezone)}")
    totals = _totals(found)
    title, deals = escape(found.title), f"{count:,} deal{'' if count == 1 else 's'}"
    note = [kit.context(escape(found.note))] if found.note else []
    if not count:
        return kit.message(f"{title}: none.", [kit.section(f"*{title}*\nNone. :sparkles:"), as_of, *note])
    blocks: list[Block] = [
        kit.section(f"*{title}*\n{deals} · {totals}"),
        as_of,
        *note,
    ]
    for deal in found.deals[:SHOWN]:
        blocks.append(kit.section(_line(deal, found), accessory=kit.button("Open", Act.CARD, str(deal.id))))
    if more:
        blocks.append(kit.context(f"… and {more:,} more. Narrow it down, or open the workbook from /forecast."))
    return kit.message(f"{title}: {deals}, {totals}", blocks)


def _totals(found: DealList) -> str:
    """What the deals add up to, per currency; where they are a number of a forecast, that number first."""
    apart = " + ".join(map(str, found.totals)) or "no amounts"
    if found.worth is None or found.totals == (found.worth,):
        return apart
    return f"{found.worth} ({apart})" if found.totals else str(found.worth)


def _line(deal: Deal, found: DealList) -> str:
    owner = found.people.get(deal.owner_id)
    closes = f"closes {kit.day(deal.close_date)}" if deal.close_date else "no close date"
    closes = closes if deal.is_open else f"closed {kit.day(deal.closed_on)}"
    stage = named(found.stages.get(deal.stage, deal.stage), 40)
    facts = [stage, str(deal.amount or "no amount"), closes, named(owner.name) if owner else "somebody"]
    concern = found.attention.get(deal.id)
    why = f"\n_{named(concern.sentence, 300)}_" if concern else ""
    return f"*{named(deal.name)}*\n{' · '.join(facts)}{why}"
