"""Lists of deals, and the other answers to questions."""

from __future__ import annotations

from bot.blocks import kit
from bot.blocks.fit import named
from bot.blocks.kit import Block, Message, escape
from bot.blocks.numbers import page
from bot.ids import Act
from sales.deal import Deal
from sales.sum_words import with_lacking
from sales.usecases.deal_lists import FIRST_DEAL, DealList
from sales.usecases.opened_numbers import FARTHEST, Number

SHOWN = 15


def deal_list_message(found: DealList, number: Number | None = None) -> Message:
    """Up to fifteen deals, each with a button to its card, and what all of them add up to. Those of a `number` can be
    turned over, fifteen by fifteen."""
    count, more = found.count, found.count - found.start - min(len(found.deals), SHOWN)
    as_of = kit.context(f"As of {kit.moment(found.as_of, found.timezone)}")
    totals = _totals(found)
    title, deals = escape(found.title), f"{count:,} deal{'' if count == 1 else 's'}"
    note = [kit.context(escape(found.note))] if found.note else []
    if not count:
        none = "None yet." if found.note == FIRST_DEAL else "None. :sparkles:"
        return kit.message(f"{title}: none.", [kit.section(f"*{title}*\n{none}"), *note, as_of])
    blocks: list[Block] = [
        kit.section(f"*{title}*\n{deals} · {totals}"),
        as_of,
        *note,
    ]
    for deal in found.deals[:SHOWN]:
        blocks.append(kit.section(_line(deal, found), accessory=kit.button("Open", Act.CARD, str(deal.id))))
    if number is not None and (more or found.start):
        blocks += _turning(found, number)
    elif more:
        blocks.append(kit.context(f"… and {more:,} more. Narrow it down, or open the workbook from /forecast."))
    return kit.message(f"{title}: {deals}, {totals}", blocks)


def _turning(found: DealList, number: Number) -> list[Block]:
    """Which of how many these are, and the way to those before and after."""
    last = found.start + min(len(found.deals), SHOWN)
    buttons = []
    for way, start, holds in (
        ("Back", max(0, found.start - SHOWN), found.start > 0),
        ("Next", last, found.start < last < min(found.count, FARTHEST)),
    ):
        if holds:
            label = f"{way} {SHOWN}" if way == "Back" else f"Next {min(SHOWN, found.count - last)}"
            value = page(number, found.as_of, start)
            buttons.append(kit.button(label, f"{Act.FORECAST_DEALS}:{way.lower()}", value))
    beyond = f"; those after the first {FARTHEST:,} are in the workbook" if found.count > FARTHEST else ""
    where = kit.context(f"{found.start + 1:,} to {last:,} of {found.count:,}, the largest first{beyond}")
    return [where, *([kit.actions(*buttons)] if buttons else [])]


def _totals(found: DealList) -> str:
    """What the deals add up to, per currency; where they are a number of a forecast, that number first, and beside it
    what it cannot hold."""
    if found.worth is None or not found.totals:
        return " + ".join(map(str, found.totals)) or str(found.worth or "no amounts")
    held = tuple(amount for amount in found.totals if amount not in found.apart)
    made_of = f" ({' + '.join(map(str, held))})" if held not in ((), (found.worth,)) else ""
    return with_lacking(found.worth, found.apart, made_of=made_of)


def _line(deal: Deal, found: DealList) -> str:
    owner = found.people.get(deal.owner_id)
    closes = f"closes {kit.day(deal.close_date)}" if deal.close_date else "no close date"
    closes = closes if deal.is_open else f"closed {kit.day(deal.closed_on)}"
    stage = named(found.stages.get(deal.stage, deal.stage), 40)
    facts = [stage, str(deal.amount or "no amount"), closes, named(owner.name) if owner else "somebody"]
    facts += [named(deal.lost_reason)] if deal.lost_reason and not deal.is_open else []
    concern = found.attention.get(deal.id)
    why = f"\n_{named(concern.sentence, 300)}_" if concern else ""
    return f"*{named(deal.name)}*\n{' · '.join(facts)}{why}"
