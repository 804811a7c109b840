"""The forms: log, create and edit, and the small ones that fix one thing. Every field's block_id is what the listener
reads and where an error is shown."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from bot.blocks import kit
from bot.blocks.fit import bare, named
from bot.blocks.kit import Block
from bot.blocks.pickers import grouped_select
from bot.ids import Act, View
from sales.deal import Deal
from sales.money import Money
from sales.people import Person
from sales.process import ForecastCategory, Process

FormView = Mapping[str, Any]
CALLS = (ForecastCategory.PIPELINE, ForecastCategory.BEST_CASE, ForecastCategory.COMMIT, ForecastCategory.OMITTED)


def metadata(**facts: Any) -> str:
    """What a form brings back, without what is empty."""
    return json.dumps({key: value for key, value in facts.items() if value}, separators=(",", ":"))


def deal_picker(block_id: str = "deal", *, label: str = "Deal", chosen: Deal | None = None) -> Block:
    """A search over the deals the person may see."""
    element: kit.Element = {
        "type": "external_select",
        "action_id": Act.OPTIONS_DEAL,
        "min_query_length": 0,
        "placeholder": kit.plain("Type a name", kit.PLACEHOLDER),
    }
    if chosen:
        element["initial_option"] = kit.option(bare(chosen.name), str(chosen.id))
    return kit.field(block_id, label, element)


def log_view(
    process: Process,
    today: date,
    *,
    deal: Deal | None = None,
    note: str = "",
    known: Mapping[str, str] | None = None,
    meta: str = "",
) -> FormView:
    """What happened, with whom, and what comes next; with what is `known` of it already, by block_id."""
    said = known or {}
    kinds = [kit.option(kind.name, kind.key, kind.definition) for kind in process.kinds]
    chosen = said.get("kind") or (process.kinds[-1].key if note else process.kinds[0].key)
    contact = kit.text_input("contact", value=said.get("contact", "")[:200], longest=200)
    blocks = [
        deal_picker(chosen=deal),
        kit.field("kind", "What happened", kit.select("kind", kinds, chosen=chosen)),
        kit.field("happened_on", "When", kit.datepicker("happened_on", _day(said.get("happened_on", "")) or today)),
        kit.field("contact", "With whom", contact, optional=True),
        kit.field("note", "In a line", kit.text_input("note", value=note, multiline=True), optional=True),
        *_next_step_fields(deal, optional=True, known=said),
    ]
    return kit.modal(View.LOG, "Log an activity", blocks, submit="Log", metadata=meta)


def _next_step_fields(deal: Deal | None, *, optional: bool, known: Mapping[str, str] | None = None) -> list[Block]:
    said = known or {}
    planned = said.get("next_step") or (deal.next_step if deal else "")
    day = _day(said.get("next_step_on", "")) or (deal.next_step_on if deal and "next_step" not in said else None)
    step = kit.text_input("next_step", value=planned, longest=2000)
    on = kit.datepicker("next_step_on", day)
    return [
        kit.field("next_step", "Next step", step, optional=optional),
        kit.field("next_step_on", "By when", on, optional=True),
    ]


def decision_maker_field(*, optional: bool = False) -> Block:
    """The name of the one who decides, which becomes a contact of the deal's account."""
    element = kit.text_input("decision_maker", longest=200)
    return kit.field(
        "decision_maker", "Decision maker", element, optional=optional, hint="Who at the customer decides?"
    )


def deal_view(
    process: Process,
    currency: str,
    *,
    deal: Deal | None = None,
    known: Mapping[str, str] | None = None,
    people: Sequence[Person] = (),
    undecided: bool = False,
    meta: str = "",
) -> FormView:
    """A new deal (with what is `known` of it already, by block_id), or an existing one to be edited. `people` are those
    on the same team whom it may be handed to. An `undecided` deal lacks a decision maker, which its stage requires."""
    said = _facts(deal) if deal else dict(known or {})
    blocks = _deal_fields(said, currency, new=deal is None)
    if deal is None:
        stages = [kit.option(stage.name, stage.key, stage.definition) for stage in process.open_stages]
        chosen = said.get("stage") or process.first.key
        blocks.append(kit.field("stage", "Stage", kit.select("stage", stages, chosen=chosen)))
    if process.sources:
        sources = [kit.option(source, source) for source in process.sources]
        picker = kit.select("source", sources, chosen=said.get("source", ""))
        blocks.append(kit.field("source", "Source", picker, optional=True))
    if deal is not None:
        calls = [kit.option("As the stage says", "default"), *(kit.option(c.words, c.value) for c in CALLS)]
        call = deal.category.value if deal.category else "default"
        blocks.append(kit.field("category", "Forecast", kit.select("category", calls, chosen=call)))
    blocks += _next_step_fields(deal, optional=True)
    if undecided:
        blocks.append(decision_maker_field(optional=True))
    if deal is not None and len(people) > 1:
        owners = [kit.option(bare(person.name), str(person.id)) for person in people]
        picker = kit.select("owner", owners, chosen=str(deal.owner_id))
        hint = "To another team: “Not mine” in the deal's menu."
        blocks.append(kit.field("owner", "Owner", picker, hint=hint))
    title, submit = ("Edit deal", "Save") if deal else ("New deal", "Create")
    return kit.modal(View.DEAL, title, blocks, submit=submit, metadata=meta)


def _facts(deal: Deal) -> dict[str, str]:
    """What is known of a deal that is there, by block_id."""
    return {
        "name": deal.name,
        "account": deal.account,
        "amount": _amount(deal.amount),
        "close_date": deal.close_date.isoformat() if deal.close_date else "",
        "source": deal.source or "",
    }


def _deal_fields(said: Mapping[str, str], currency: str, *, new: bool) -> list[Block]:
    """What a deal is called, with whom, for how much and by when."""
    name = kit.text_input("name", value=said.get("name", ""), longest=200)
    account = kit.text_input("account", value=said.get("account", ""), longest=200)
    amount = kit.text_input("amount", value=said.get("amount", ""), placeholder="45k", longest=60)
    close = kit.datepicker("close_date", _day(said.get("close_date", "")))
    unnamed = "The customer. Left empty, the deal's name is used." if new else ""
    priced = f"In {currency} unless you name another currency."
    return [
        kit.field("name", "Name", name),
        kit.field("account", "Account", account, optional=True, hint=unnamed),
        kit.field("amount", "Amount", amount, optional=True, hint=priced),
        kit.field("close_date", "Expected close", close, optional=True),
    ]


def win_view(deal: Deal, today: date, meta: str, said: Money | None = None) -> FormView:
    """Won: the amount (what was `said`, else the deal's), the day, and, if one likes, the story."""
    amount = _amount(said or deal.amount)
    blocks = [
        kit.section(f":tada: *{named(deal.name)}* is won?"),
        kit.field("amount", "Amount", kit.text_input("amount", value=amount, placeholder="45k", longest=60)),
        kit.field("closed_on", "Signed on", kit.datepicker("closed_on", today)),
        kit.field(
            "story",
            "The story, in one line",
            kit.text_input("story", longest=500),
            optional=True,
            hint="Posted with the win. What made the difference?",
        ),
        _helpers(),
    ]
    return kit.modal(View.WIN, "Won", blocks, submit="Won!", metadata=meta)


def lose_view(deal: Deal, process: Process, today: date, meta: str, reason: str = "", note: str = "") -> FormView:
    """Lost: why, what to learn from it, when."""
    reasons = [kit.option(reason, reason) for reason in process.lost_reasons] or [kit.option("Other", "Other")]
    blocks = [
        kit.section(f"*{named(deal.name)}* is lost?"),
        kit.field("lost_reason", "Why", kit.select("lost_reason", reasons, chosen=reason)),
        kit.field(
            "note", "What can we learn from it?", kit.text_input("note", value=note, multiline=True), optional=True
        ),
        kit.field("closed_on", "When", kit.datepicker("closed_on", today)),
    ]
    return kit.modal(View.LOSE, "Lost", blocks, submit="Close as lost", metadata=meta)


def push_view(deal: Deal, meta: str) -> FormView:
    """A new close date, and why where the deal asks for that."""
    ask = deal.asks_why_pushed
    blocks = [
        kit.section(f"*{named(deal.name)}* was to close {kit.day(deal.close_date, 'on no date yet')}."),
        kit.field("close_date", "New close date", kit.datepicker("close_date", None)),
        kit.field(
            "reason",
            "Why",
            kit.text_input("reason", longest=500),
            optional=not ask,
            hint=f"It has been pushed {deal.pushes} times." if ask else "",
        ),
    ]
    return kit.modal(View.PUSH, "Push the close date", blocks, submit="Save", metadata=meta)


def snooze_view(deal: Deal, until: date, meta: str) -> FormView:
    """Until when there are no reminders about a deal; `until` is the day that is offered."""
    blocks = [
        kit.section(f"No reminders about *{named(deal.name)}* until then."),
        kit.field("until", "Until", kit.datepicker("until", until)),
    ]
    return kit.modal(View.SNOOZE, "Snooze", blocks, submit="Snooze", metadata=meta)


def next_step_view(deal: Deal, today: date, meta: str) -> FormView:
    """What is to happen next; a day that has passed is not proposed again."""
    passed = deal.next_step_on is not None and deal.next_step_on < today
    shown = replace(deal, next_step_on=None) if passed else deal
    blocks = [kit.section(f"*{named(deal.name)}*"), *_next_step_fields(shown, optional=False)]
    return kit.modal(View.NEXT_STEP, "Next step", blocks, submit="Save", metadata=meta)


def owner_view(deal: Deal, people: Sequence[Person], meta: str, mine: Collection[int] = ()) -> FormView:
    """Whose deal is it, if not mine? The ids of those on one's own team are in `mine`: they come first."""
    groups = {"Your team": [person for person in people if person.id in mine]}
    groups["Other teams"] = [person for person in people if person.id not in mine]
    options = {
        label: [kit.option(bare(person.name), str(person.id), bare(person.team)) for person in found]
        for label, found in groups.items()
        if found
    }
    hint = "On another team it counts in that team's forecast, no longer in yours."
    blocks = [
        kit.section(f"Whose is *{named(deal.name)}*?"),
        kit.field("owner", "Hand it to", grouped_select("owner", options, ""), hint=hint),
    ]
    return kit.modal(View.OWNER, "Not mine", blocks, submit="Hand over", metadata=meta)


def story_view(deal: Deal, story: str, meta: str) -> FormView:
    """The story behind a win, with what was told so far."""
    blocks = [
        kit.section(f":tada: *{named(deal.name)}*" + (f" for *{deal.amount}*" if deal.amount else "")),
        kit.field("story", "The story, in one line", kit.text_input("story", value=story, longest=500)),
        _helpers(),
    ]
    return kit.modal(View.STORY, "The story", blocks, submit="Post it", metadata=meta)


def _helpers() -> Block:
    element = {"type": "multi_users_select", "action_id": "helpers", "placeholder": kit.plain("Who helped?", 150)}
    return kit.field("helpers", "Thanks to", element, optional=True)


def _amount(amount: Money | None) -> str:
    """As people type it: without separators, and without cents where there are none."""
    if amount is None:
        return ""
    whole = amount.major.to_integral_value()
    return f"{whole if whole == amount.major else amount.major:f} {amount.currency}"


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
