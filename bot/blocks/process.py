"""The written sales process as one page: the whole map, stage by stage. It is the training, so it is written to be
read. Knows a `Process`; where a deal stands on the map is not its business."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from bot.blocks import kit
from bot.blocks.fit import fitting, listing, named
from bot.blocks.kit import Block
from bot.ids import View
from sales.process import Kind, Process, Stage


def process_view(process: Process) -> dict[str, Any]:
    """The modal with the whole process; nothing in it is to be filled in."""
    top = [
        kit.section(_path(process)),
        kit.context("A stage is named after what the *buyer* has done, not after what we did."),
    ]
    stages = [_stage(number, stage) for number, stage in enumerate(process.open_stages, start=1)]
    foot = [kit.divider(), *_endings(process), *_lists(process), kit.context(f"Version {process.version}.")]
    shown, missing = fitting(stages, beside=[*top, *foot], in_view=True)
    more = [kit.context(f"{missing} more stages do not fit on this page.")] if missing else []
    return dict(kit.modal(View.PROCESS, "Our sales process", [*top, *shown, *more, *foot], close="Close"))


def _path(process: Process) -> str:
    return " → ".join(f"*{named(stage.name, 40)}*" for stage in (*process.open_stages, process.won))


def _stage(number: int, stage: Stage) -> list[Block]:
    """One stage: what it means, what the buyer does before it is left, what helps, and its figures."""
    lines = [_text(stage.definition, 600)] if stage.definition else []
    if stage.exit_criteria:
        lines.append("\n*Exit criteria*")
        lines += [f"☐ {_text(criterion.text)}{_evidence(criterion.evidence)}" for criterion in stage.exit_criteria[:8]]
    if stage.actions:
        lines.append(f"\n*Typical actions*: {' · '.join(_text(action, 80) for action in stage.actions[:6])}")
    body = [kit.section("\n".join(lines))] if lines else []
    return [kit.divider(), kit.header(f"{number}. {stage.name}"), *body, kit.context(_facts(stage))]


def _evidence(question: str) -> str:
    return f"  _{_text(question)}_" if question else ""


def _facts(stage: Stage) -> str:
    facts = [f"{stage.probability}% likely", f"forecast as {stage.category.words.lower()}"]
    days = "working day" if stage.stall_after == 1 else "working days"
    facts.append(f"stalls after {stage.stall_after} {days} of silence" if stage.stall_after else "never stalls")
    if stage.required:
        facts.append(f"needs {', '.join(requirement.words for requirement in stage.required)}")
    return " · ".join(facts)


def _endings(process: Process) -> list[Block]:
    ends = (process.won, process.lost)
    return listing(f"*{named(s.name, 40)}*{f' — {_text(s.definition)}' if s.definition else ''}" for s in ends)


def _lists(process: Process) -> list[Block]:
    """The short lists, each with what its entries mean."""
    found = [
        kit.divider(),
        *listing(["*What we log, and what each word means*", *map(_kind, process.kinds)], together=9),
    ]
    if process.milestones:
        found += listing(["*Milestones that won deals have in common*", *map(_kind, process.milestones[:16])])
    words = [("Where deals come from", process.sources), ("Why deals are lost", process.lost_reasons)]
    found += listing(f"*{title}*\n{_joined(entries)}" for title, entries in words if entries)
    return found


def _kind(kind: Kind) -> str:
    return f"• *{named(kind.name, 40)}*{f' — {_text(kind.definition)}' if kind.definition else ''}"


def _joined(entries: Iterable[str]) -> str:
    shown = [named(entry, 40) for entry in entries]
    return " · ".join(shown[:24]) + (f" and {len(shown) - 24} more" if len(shown) > 24 else "")


def _text(text: str, longest: int = 200) -> str:
    return named(text, longest)
