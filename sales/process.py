"""The written sales process: stages with definitions and exit criteria, activity kinds, milestones, sources and
lost reasons. Knows what a process must look like; knows neither files (`process_plain`) nor the deals that go through
it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property

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


def key_of(name: str, taken: Iterable[str] = ()) -> str:
    """A key for a name: lower case, words joined by underscores, made unique among `taken`."""
    base = re.sub(r"[^a-z0-9]+", "_", name.casefold()).strip("_") or "stage"
    used = set(taken)
    return next(key for n in range(1, 1000) if (key := base if n == 1 else f"{base}_{n}") not in used)
