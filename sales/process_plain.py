"""The written process as plain lists and mappings, as `process.yml` holds it: read with every mistake named by its
place, and written so that it reads back. Opens no file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sales.errors import Invalid
from sales.process import ExitCriterion, ForecastCategory, Kind, Outcome, Process, Requirement, Stage


def process_from(plain: Mapping[str, Any], version: int = 1) -> Process:
    """A process from plain lists and mappings, as `process.yml` holds them. Raises `Invalid`; its `field` names the
    place, such as "stages.2" for the second entry of that list."""
    return Process(
        stages=tuple(_stage(item, place) for place, item in _placed("stages", _items(plain, "stages"))),
        kinds=tuple(_kind(item, place) for place, item in _placed("kinds", _items(plain, "kinds"))),
        milestones=tuple(_kind(item, place) for place, item in _placed("milestones", _optional(plain, "milestones"))),
        sources=tuple(map(str, _optional(plain, "sources"))),
        lost_reasons=tuple(map(str, _optional(plain, "lost_reasons"))),
        version=version,
    )


def process_to_plain(process: Process) -> dict[str, Any]:
    """The process as plain lists and mappings; `process_from` reads it back."""
    return {
        "stages": [
            {
                "key": stage.key,
                "name": stage.name,
                "definition": stage.definition,
                "outcome": stage.outcome.value,
                "exit_criteria": [{"key": c.key, "text": c.text, "evidence": c.evidence} for c in stage.exit_criteria],
                "actions": list(stage.actions),
                "probability": stage.probability,
                "category": stage.category.value,
                "stall_after": stage.stall_after,
                "required": [requirement.value for requirement in stage.required],
                "aliases": list(stage.aliases),
            }
            for stage in process.stages
        ],
        "kinds": [_kind_to_plain(kind) for kind in process.kinds],
        "milestones": [_kind_to_plain(kind) for kind in process.milestones],
        "sources": list(process.sources),
        "lost_reasons": list(process.lost_reasons),
    }


def _kind_to_plain(kind: Kind) -> dict[str, str]:
    return {"key": kind.key, "name": kind.name, "definition": kind.definition}


def _items(plain: Mapping[str, Any], name: str) -> Sequence[Mapping[str, Any]]:
    items = plain.get(name)
    if not isinstance(items, Sequence) or isinstance(items, str) or not items:
        raise Invalid(f'The process needs a list called "{name}".', field=name)
    return items


def _placed(name: str, items: Sequence[Any]) -> Iterable[tuple[str, Any]]:
    return ((f"{name}.{n}", item) for n, item in enumerate(items, start=1))


def _optional(plain: Mapping[str, Any], name: str) -> Sequence[Any]:
    return _items(plain, name) if plain.get(name) else ()


def _stage(item: Mapping[str, Any], place: str) -> Stage:
    try:
        key, name = str(item["key"]), str(item["name"])
        stage = Stage(
            key=key,
            name=name,
            definition=str(item.get("definition", "")),
            outcome=Outcome(item.get("outcome", "open")),
            exit_criteria=tuple(
                ExitCriterion(str(c["key"]), str(c["text"]), str(c.get("evidence", "")))
                for c in item.get("exit_criteria") or ()
            ),
            actions=tuple(map(str, item.get("actions") or ())),
            probability=int(item.get("probability", 0)),
            category=ForecastCategory(item.get("category", "pipeline")),
            stall_after=int(item.get("stall_after", 0)),
            required=tuple(map(Requirement, item.get("required") or ())),
            aliases=tuple(map(str, item.get("aliases") or ())),
        )
    except (KeyError, ValueError, TypeError) as problem:
        raise Invalid(f"The process is not readable at {place}: {problem}.", field=place) from None
    if not 0 <= stage.probability <= 100:
        raise Invalid(f"The probability of {stage.name} must lie between 0 and 100 per cent.", field=place)
    if stage.stall_after < 0:
        raise Invalid(f"stall_after of {stage.name} must be 0 or more working days.", field=place)
    if stage.is_open and stage.category is ForecastCategory.CLOSED:
        raise Invalid(f"Deals in {stage.name} are still open, so they cannot count as closed.", field=place)
    return stage


def _kind(item: Mapping[str, Any], place: str) -> Kind:
    try:
        return Kind(str(item["key"]), str(item["name"]), str(item.get("definition", "")))
    except (KeyError, TypeError) as problem:
        sentence = f"An activity kind or milestone needs a key and a name; {problem} is missing."
        raise Invalid(sentence, field=place) from None
