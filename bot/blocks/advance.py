"""The form for advancing a deal: the stage to be entered and what it means, the exit criteria of what is left behind,
missing facts asked for right there, and the soft gate."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.blocks import kit
from bot.blocks.fit import bare, named
from bot.blocks.forms import decision_maker_field
from bot.blocks.kit import Block
from bot.blocks.pickers import BOXES, checkboxes
from bot.ids import Act, View
from sales.process import ExitCriterion, Outcome, Requirement
from sales.usecases.advancing import Advance

CRITERIA, EVIDENCE = "criteria:", "evidence:"
"""What the block_ids of the boxes and of the lines of evidence begin with."""


def advance_view(advance: Advance, meta: str, *, without: bool = False) -> dict[str, Any]:
    """The form for one move; picking another stage draws it again. Facts that are missing have to be filled in, or with
    `without` are left out, and then there must be a reason."""
    deal, entering = advance.deal, advance.entering
    stages = [kit.option(s.name, s.key) for s in advance.process.stages if s.outcome is Outcome.OPEN]
    picker = kit.select(Act.STAGE_PICKED, stages, chosen=entering.key)
    blocks: list[Block] = [
        kit.section(f"*{named(deal.name)}* · now in *{named(advance.leaving.name)}*"),
        {**kit.field("stage", "Move to", picker), "dispatch_action": True},
        kit.context(f"*{named(entering.name)}*: {named(entering.definition, 300)}"),
        *_criteria(advance),
        *_facts(advance, without=without),
        *_reason(advance, without=without),
    ]
    return dict(kit.modal(View.ADVANCE, "Advance", blocks, submit="Move", metadata=meta))


def _facts(advance: Advance, *, without: bool) -> list[Block]:
    """What the stage needs and the deal lacks, with a way out for who does not have it yet."""
    asked = {requirement: block for requirement in advance.missing if (block := _missing(advance, requirement))}
    if not asked or without:
        return []
    lead = kit.context(f"*{named(advance.entering.name)}* needs a little more about the deal:")
    label = "I don't have it yet" if len(asked) == 1 else "I don't have these yet"
    return [lead, *asked.values(), kit.actions(kit.button(label, Act.ADVANCE_WITHOUT, advance.entering.key))]


def _reason(advance: Advance, *, without: bool) -> list[Block]:
    """Going back asks nothing; what is passed over must be explained, what may stay open can be."""
    typed = kit.text_input("reason", longest=500)
    if advance.goes_back:
        hint = "Going back is fine. It stays visible in the history."
        return [kit.field("reason", "Why is it going back?", typed, optional=True, hint=hint)]
    lacking = [r for r in advance.missing if without or _missing(advance, r) is None]
    if lacking:
        *most, last = [requirement.words for requirement in lacking]
        facts = f"{', '.join(most)} or {last}" if most else last
        return [kit.field("reason", f"Why move on without {facts}?", typed, hint="Your manager can see it.")]
    if advance.criteria:
        hint = "Only needed if a box above stays empty. Your manager can see this."
        return [kit.field("reason", "If a box stays empty, why move on?", typed, optional=True, hint=hint)]
    return []


def _criteria(advance: Advance) -> list[Block]:
    """The criteria of each stage left behind under its name, ten boxes to a field as Slack has it."""
    by_stage: dict[str, list[tuple[ExitCriterion, bool]]] = {}
    for criterion, met in advance.criteria:
        by_stage.setdefault(criterion.key.partition(".")[0], []).append((criterion, met))
    blocks: list[Block] = []
    for key, criteria in by_stage.items():
        label = f"Before leaving {bare(advance.process.stage(key).name)}: tick what is true"
        for start in range(0, len(criteria), BOXES):
            blocks.append(_boxes(f"{CRITERIA}{key}:{start}", label, criteria[start : start + BOXES]))
        blocks += _evidence(criteria)
    return blocks


def _boxes(block_id: str, label: str, criteria: Sequence[tuple[ExitCriterion, bool]]) -> Block:
    options = [kit.option(criterion.text, criterion.key) for criterion, _ in criteria]
    met = {criterion.key for criterion, done in criteria if done}
    return kit.field(block_id, label, checkboxes("criteria", options, met), optional=True)


def _evidence(criteria: Sequence[tuple[ExitCriterion, bool]]) -> list[Block]:
    """One line of evidence for each criterion that asks for it and has none yet."""
    blocks = []
    for criterion, done in criteria:
        if criterion.evidence and not done:
            blocks.append(
                kit.field(
                    f"{EVIDENCE}{criterion.key}",
                    criterion.evidence,
                    kit.text_input("evidence", longest=500),
                    optional=True,
                    hint="One line, if you ticked it.",
                )
            )
    return blocks


def _missing(advance: Advance, requirement: Requirement) -> Block | None:
    deal = advance.deal
    match requirement:
        case Requirement.AMOUNT:
            return kit.field("amount", "Amount", kit.text_input("amount", placeholder="45k", longest=60))
        case Requirement.CLOSE_DATE:
            return kit.field("close_date", "Expected close", kit.datepicker("close_date"))
        case Requirement.NEXT_STEP:
            return kit.field("next_step", "Next step", kit.text_input("next_step"))
        case Requirement.DECISION_MAKER if deal.account_id is not None:
            return decision_maker_field()
        case Requirement.SOURCE if advance.process.sources:
            options = [kit.option(source, source) for source in advance.process.sources]
            return kit.field("source", "Source", kit.select("source", options))
        case _:
            return None
