"""A form reopened because somebody else saved first: how things stand now, and what was typed."""

from __future__ import annotations

from bot.blocks import kit
from bot.blocks.fit import named
from bot.blocks.forms import FormView
from bot.blocks.kit import Block, escape
from bot.ids import View
from sales.usecases.cards import DealCard

FACTS = frozenset({View.DEAL, View.ADVANCE})
"""Forms that show what the deal is. What stood in their fields is out of date; in the others stands what was typed."""
AMOUNT = "amount"


def changed_meanwhile(view: FormView, card: DealCard, sentence: str, next_step: str) -> FormView:
    """The form with who was faster and how the deal stands now. Slack keeps what is in a field as long as the field has
    the same action_id: what was typed stays, but for an amount and for forms that show all of a deal, which show it as
    it is now. A next step is the only one of these that takes long to type, so it is repeated for copying."""
    deal, fresh = card.deal, view["callback_id"] in FACTS
    closes = f"closes {kit.day(deal.close_date)}" if deal.close_date else "no close date"
    closes = closes if deal.is_open else f"closed {kit.day(deal.closed_on)}"
    facts = (f"*{named(card.stage.name)}*", str(deal.amount or "no amount"), closes, named(card.owner.name))
    kept = "What you typed is still here: send it again if it still applies."
    what_now = "Please make your change again." if fresh else kept
    notice: list[Block] = [
        kit.section(f":eyes: {escape(sentence)}"),
        kit.context(f"It now reads: {' · '.join(facts)}. {what_now}"),
    ]
    if fresh and next_step and next_step != deal.next_step:
        notice.append(kit.context(f"You had written this next step: {named(next_step, 1000)}"))
    blocks = [
        _anew(block, str(deal.version)) if fresh or block.get("block_id") == AMOUNT else block
        for block in view["blocks"]
    ]
    return {**view, "blocks": [*notice, *blocks][: kit.VIEW_BLOCKS]}


def as_it_stands(view: FormView, sentence: str, mark: str) -> FormView:
    """The form with what is so now in its fields, in the place of what was typed, under the sentence that says why.
    `mark` differs with what is shown."""
    notice = [
        kit.section(f":eyes: {escape(sentence)}"),
        kit.context("This is how it stands now. Please make your change again."),
    ]
    return {**view, "blocks": [*notice, *(_anew(block, mark) for block in view["blocks"])][: kit.VIEW_BLOCKS]}


def _anew(block: Block, mark: str) -> Block:
    """The same field, in which Slack shows our value and not what stood there."""
    if block["type"] != "input":
        return block
    element = dict(block["element"])
    return {**block, "element": {**element, "action_id": f"{element['action_id'].partition(':')[0]}:{mark}"}}
