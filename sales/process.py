"""The written sales process: stages with definitions and exit criteria, activity kinds, milestones, sources and
lost reasons. Knows what a process must look like; knows neither files nor the deals that go through it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from typing import Any

from sales.errors import Invalid, NotFound


class Outcome(Enum):
    """Whether a deal in a stage is still being worked, and if not, how it ended."""

    OPEN = "open"
    WON = "won"
    LOST = "lost"


class ForecastCategory(Enum):
    """How sure the rep is: exclusive, defaulted by stage, overridden per deal. CLOSED follows from winning."""

    OMITTED = "omitted"
    PIPELINE = "pipeline"
    BEST_CASE = "best_case"
    COMMIT = "commit"
    CLOSED = "closed"

    @property
    def words(self) -> str:
        return self.value.replace("_", " ").capitalize()


class Requirement(Enum):
    """A fact that a deal should have before it enters a stage."""

    AMOUNT = "amount"
    CLOSE_DATE = "close_date"
    NEXT_STEP = "next_step"
    DECISION_MAKER = "decision_maker"
    SOURCE = "source"

    @property
    def words(self) -> str:
        return self.value.replace("_", " ")


@dataclass(frozen=True, slots=True)
class ExitCriterion:
    """Something the buyer has visibly done before a deal leaves a stage. `evidence` asks for one line of proof."""

    key: str
    text: str
    evidence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A step of the process. `probability` in per cent; `stall_after` in working days, 0 for never."""

    key: str
    name: str
    definition: str = ""
    outcome: Outcome = Outcome.OPEN
    exit_criteria: tuple[ExitCriterion, ...] = ()
    actions: tuple[str, ...] = ()
    probability: int = 0
    category: ForecastCategory = ForecastCategory.PIPELINE
    stall_after: int = 0
    required: tuple[Requirement, ...] = ()
    aliases: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        return self.outcome is Outcome.OPEN


@dataclass(frozen=True, slots=True)
class Kind:
    """An entry of a short list: an activity kind or a milestone."""

    key: str
    name: str
    definition: str = ""


@dataclass(frozen=True)
class Process:
    """One version of the written process. Checked at the door: unique keys, open stages before one WON and one LOST."""

    stages: tuple[Stage, ...]
    kinds: tuple[Kind, ...]
    sources: tuple[str, ...] = ()
    lost_reasons: tuple[str, ...] = ()
    milestones: tuple[Kind, ...] = ()
    version: int = 1
    notes: tuple[str, ...] = field(default=(), compare=False)

    def __post_init__(self) -> None:
        for what, keys in (("stage", [s.key for s in self.stages]), ("activity kind", [k.key for k in self.kinds])):
            twice = sorted({key for key in keys if keys.count(key) > 1})
            if twice:
                raise Invalid(f"The process names the {what} {twice[0]} twice.")
        for outcome in (Outcome.WON, Outcome.LOST):
            if sum(stage.outcome is outcome for stage in self.stages) != 1:
                raise Invalid(f"The process needs exactly one stage with the outcome {outcome.value}.")
        if not self.open_stages:
            raise Invalid("The process needs at least one open stage.")
        if len(self.kinds) > 8:
            raise Invalid("The process may have at most eight activity kinds; more are never used the same way.")

    @cached_property
    def by_key(self) -> dict[str, Stage]:
        return {stage.key: stage for stage in self.stages}

    @cached_property
    def open_stages(self) -> tuple[Stage, ...]:
        return tuple(stage for stage in self.stages if stage.is_open)

    @property
    def won(self) -> Stage:
        return next(stage for stage in self.stages if stage.outcome is Outcome.WON)

    @property
    def lost(self) -> Stage:
        return next(stage for stage in self.stages if stage.outcome is Outcome.LOST)

    @property
    def first(self) -> Stage:
        return self.open_stages[0]

    def stage(self, key: str) -> Stage:
        """The stage with that key. Raises `NotFound`, listing the stages there are."""
        found = self.by_key.get(key)
        if found is None:
            names = ", ".join(stage.name for stage in self.stages)
            raise NotFound(f'There is no stage "{key}". The stages are {names}.', field="stage")
        return found

    def kind(self, key: str) -> Kind:
        """The activity kind with that key. Raises `NotFound`, listing the kinds there are."""
        for kind in self.kinds:
            if kind.key == key:
                return kind
        names = ", ".join(kind.name for kind in self.kinds)
        raise NotFound(f'There is no activity kind "{key}". The kinds are {names}.', field="kind")

    def category(self, outcome: Outcome, stage: str, override: ForecastCategory | None) -> ForecastCategory:
        """CLOSED once won, OMITTED once lost, else the rep's override, else the default of the stage with that key;
        PIPELINE in a stage that this version of the process does not have."""
        if outcome is Outcome.WON:
            return ForecastCategory.CLOSED
        if outcome is Outcome.LOST:
            return ForecastCategory.OMITTED
        known = self.by_key.get(stage)
        return override or (known.category if known else ForecastCategory.PIPELINE)

    def after(self, stage: Stage) -> Stage:
        """The stage that follows `stage` in order; Won after the last open one."""
        later = self.open_stages[self.open_stages.index(stage) + 1 :] if stage.is_open else ()
        return later[0] if later else self.won

    def goes_back(self, leaving: Stage, entering: Stage) -> bool:
        """Whether the open stage `entering` comes before the open stage `leaving`."""
        order = self.open_stages
        return leaving.is_open and entering.is_open and order.index(entering) < order.index(leaving)

    def left_behind(self, leaving: Stage, entering: Stage) -> tuple[Stage, ...]:
        """The open stages whose exit criteria a move from `leaving` to `entering` passes: those from the one
        being left up to, not including, the one entered. Empty when going back, losing, or leaving a closed stage."""
        if not leaving.is_open or entering.outcome is Outcome.LOST:
            return ()
        order = self.open_stages
        start = order.index(leaving)
        end = order.index(entering) if entering.is_open else len(order)
        return order[start:end]


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


def key_of(name: str, taken: Iterable[str] = ()) -> str:
    """A key for a name: lower case, words joined by underscores, made unique among `taken`."""
    base = re.sub(r"[^a-z0-9]+", "_", name.casefold()).strip("_") or "stage"
    used = set(taken)
    return next(key for n in range(1, 1000) if (key := base if n == 1 else f"{base}_{n}") not in used)
