"""The deal card: everything about one deal, with what can be done about it."""

from __future__ import annotations

from bot.blocks import kit
from bot.blocks.change_words import Names, in_words
from bot.blocks.fit import bare, named
from bot.blocks.kit import Block, Message
from bot.ids import Act
from sales.deal import DealChange, Field
from sales.period import local_date
from sales.process import Outcome
from sales.usecases.cards import DealCard

MARK = {Outcome.OPEN: "", Outcome.WON: ":tada: ", Outcome.LOST: ":black_square_for_stop: "}


def card_message(card: DealCard) -> Message:
    """The card as one message; only people who may change the deal get buttons that do."""
    deal = card.deal
    where = f"{named(deal.account)} · " if deal.account and deal.account != deal.name else ""
    owner, stage = named(card.owner.name), named(card.stage.name)
    blocks: list[Block] = [
        *([kit.section(f"*{named(card.sentence, 600)}*")] if card.sentence else []),
        kit.header(f"{MARK[deal.outcome]}{bare(deal.name, 120)}"),
        kit.context(f"{where}owner {owner} · as of {kit.moment(card.as_of, card.timezone)}"),
        kit.fields(_facts(card)),
    ]
    if card.attention:
        blocks.append(kit.section(f":hourglass_flowing_sand: {named(card.attention.sentence, 300)}"))
    if deal.is_open:
        blocks.append(kit.section(_criteria(card)))
    if card.contacts:
        people = [
            f"*{named(c.name)}*{f', {named(c.title)}' if c.title else ''}{f' — {c.role.words}' if c.role else ''}"
            for c in card.contacts[:8]
        ]
        blocks.append(kit.section("*People*\n" + "\n".join(people)))
    if card.activities:
        blocks.append(kit.section("*Lately*\n" + "\n".join(_activity(card, n) for n in range(len(card.activities)))))
    steps = {change.entry_id for change in card.changes if change.field is Field.NEXT_STEP}
    told = [c for c in card.changes if not (c.field is Field.NEXT_STEP_ON and c.entry_id in steps)]
    history = [line for change in reversed(told) if (line := _change(card, change))]
    if history:
        blocks.append(kit.context("\n".join(history[:6])))
    buttons = _buttons(card) if card.may_change else []
    blocks.append(kit.actions(*buttons, kit.button("History", Act.HISTORY, str(card.deal.id))))
    amount = f" · {deal.amount}" if deal.amount is not None else ""
    if card.sentence:
        return kit.message(named(card.sentence, 600), blocks)
    return kit.message(f"{named(deal.name)} · {stage}{amount} · {owner}", blocks)


def _facts(card: DealCard) -> list[tuple[str, str]]:
    deal = card.deal
    facts = [
        ("Stage", f"{named(card.stage.name)} since {kit.day(local_date(deal.stage_since, card.timezone))}"),
        ("Amount", str(deal.amount or "–")),
    ]
    if deal.outcome is Outcome.OPEN:
        facts += [
            ("Close date", kit.day(deal.close_date, "–")),
            ("Forecast", card.category.words + (" (your call)" if deal.category else "")),
            ("Next step", _next_step(card)),
        ]
    else:
        facts.append(("Closed", kit.day(deal.closed_on)))
    if deal.lost_reason:
        facts.append(("Reason", named(deal.lost_reason)))
    return [*facts, ("Source", named(deal.source or "–"))]


def _next_step(card: DealCard) -> str:
    deal = card.deal
    if not deal.next_step:
        return "–"
    by = f" by {kit.day(deal.next_step_on)}" if deal.next_step_on else ""
    return named(deal.next_step, 300) + by


def _criteria(card: DealCard) -> str:
    lines = [f"*{named(card.stage.name)}*: {named(card.stage.definition, 300)}"]
    lines += [f"{'☑' if met else '☐'} {named(criterion.text, 300)}" for criterion, met in card.criteria]
    if card.missing:
        lines.append("Missing: " + ", ".join(requirement.words for requirement in card.missing))
    return "\n".join(lines)


def _activity(card: DealCard, number: int) -> str:
    activity = card.activities[number]
    kind = next((k.name for k in card.process.kinds if k.key == activity.kind), activity.kind)
    who = f" with {named(activity.contact)}" if activity.contact else ""
    by = card.people.get(activity.by)
    note = f": {named(activity.note, 160)}" if activity.note else ""
    logger = named(by.first_name) if by else "somebody"
    return f"{kit.day(activity.happened_on)} · *{named(kind)}*{who}{note} — {logger}"


def _change(card: DealCard, change: DealChange) -> str:
    words = in_words(change, Names(card.process, card.people, card.timezone))
    by = card.people.get(change.by or 0)
    when = kit.day(local_date(change.at, card.timezone))
    return f"{when} · {words} — {named(by.first_name) if by else 'import'}" if words else ""


def _buttons(card: DealCard) -> list[kit.Element]:
    deal, value = card.deal, str(card.deal.id)
    if not deal.is_open:
        dialog = kit.confirm("Reopen this deal?", "It goes back to the stage it was in.", "Reopen")
        return [kit.button("Reopen", Act.REOPEN, value, confirm=dialog), kit.button("Edit", Act.EDIT, value)]
    return [
        kit.button("Log", Act.LOG, value, style="primary"),
        kit.button("Advance", Act.ADVANCE, value),
        kit.button("Edit", Act.EDIT, value),
        kit.button("Won", Act.WIN, value),
        kit.button("Lost", Act.LOSE, value),
    ]
