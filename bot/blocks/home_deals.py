"""The part of Home that is about a person's own deals: what needs them now, and all of them by stage."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import starmap

from bot.blocks import kit
from bot.blocks.figures import added
from bot.blocks.fit import named
from bot.blocks.kit import Block
from bot.ids import Act
from sales.deal import Deal
from sales.money import Money
from sales.usecases.home import Home

URGENT = 5
OF_A_STAGE = 5

VERBS = {
    "log": "Log",
    "advance": "Move stage",
    "push": "Push date",
    "next": "Next step",
    "right": "Still right",
    "snooze": "Snooze",
    "lose": "Lost",
    "card": "Open",
}
"""What can be done about a deal right here: the verb that the menu brings back, and what it says."""


def needs_me(home: Home) -> list[Block]:
    """At most five of the person's deals that need them, the largest first, each with a menu of what to do about it."""
    if not home.deals:
        return []
    mine = {deal.id: deal for deal in home.deals}
    waiting = [(mine[deal_id], concern.sentence) for deal_id, concern in home.attention.items()]
    if not waiting:
        return [kit.header("Needs you now"), kit.section("Nothing. All your deals are up to date. :sparkles:")]
    blocks = [kit.header(f"Needs you now · {len(waiting)}"), *starmap(_urgent, waiting[:URGENT])]
    if len(waiting) > URGENT:
        everything = kit.button(f"See all {len(waiting)}", Act.FORECAST_DEALS, f"{home.person.id}:attention")
        blocks.append(kit.actions(everything))
    return blocks


def _urgent(deal: Deal, sentence: str) -> Block:
    options = [kit.option(label, f"{verb}:{deal.id}") for verb, label in VERBS.items()]
    menu = kit.select(Act.MENU, options, placeholder="Take action")
    facts = f"*{named(deal.name)}* · {deal.amount or 'no amount'}"
    return kit.section(f"{facts}\n{named(sentence, 300)}", accessory=menu)


def mine_by_stage(home: Home) -> list[list[Block]]:
    """The person's open deals, one group of blocks for each stage in the order of the process, stages that it no longer
    has last; in each, the next to close first."""
    if not home.deals:
        return [[*_nothing_yet()]]
    order = {stage.key: number for number, stage in enumerate(home.process.stages)}
    by_stage: dict[str, list[Deal]] = {}
    for deal in home.deals:
        by_stage.setdefault(deal.stage, []).append(deal)
    keys = sorted(by_stage, key=lambda key: (order.get(key, len(order)), key))
    groups = [_stage(_name(key, home), by_stage[key]) for key in keys]
    groups[0].insert(0, kit.header("Your deals"))
    return groups


def _nothing_yet() -> list[Block]:
    example = "`/deal new Acme, 45k, closes end of the quarter`"
    return [
        kit.header("Your deals"),
        kit.section(f"You have no open deals yet. *New deal* above adds one, and so does {example}."),
    ]


def _name(key: str, home: Home) -> str:
    stage = home.process.by_key.get(key)
    return named(stage.name if stage else key, 40)


def _stage(name: str, deals: list[Deal]) -> list[Block]:
    count = f"{len(deals)} deal{'' if len(deals) == 1 else 's'}"
    sums = added(_sums(deals)) or "no amounts"
    nearest = sorted(deals, key=lambda deal: (deal.close_date or date.max, deal.id))
    blocks = [kit.section(f"*{name}* · {count} · {sums}"), *map(_deal, nearest[:OF_A_STAGE])]
    left = len(deals) - OF_A_STAGE
    return [*blocks, kit.context(f"and {left} more in {name}")] if left > 0 else blocks


def _sums(deals: Iterable[Deal]) -> list[Money]:
    minors: dict[str, int] = {}
    for deal in deals:
        if deal.amount is not None:
            minors[deal.amount.currency] = minors.get(deal.amount.currency, 0) + deal.amount.minor
    return [Money(minor, currency) for currency, minor in sorted(minors.items())]


def _deal(deal: Deal) -> Block:
    closes = f"closes {kit.day(deal.close_date)}" if deal.close_date else "no close date"
    lines = [f"{named(deal.name)} · {deal.amount or 'no amount'} · {closes}"]
    if deal.next_step:
        by = f", {kit.day(deal.next_step_on)}" if deal.next_step_on else ""
        lines.append(f"→ {named(deal.next_step, 80)}{by}")
    return kit.section("\n".join(lines), accessory=kit.button("Open", Act.CARD, str(deal.id)))
