"""What transactions hand on to later ones, because it rarely changes and is asked for always. Knows by which stamp it
is still true; reads nothing itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import NamedTuple

from sales.calls import Adjustment, Call
from sales.money import Money
from sales.people import Team
from sales.period import Period
from sales.process import Process
from sales.projection.standing import Projected
from sales.workspace import Workspace
from storage.convert import AnyRow


class Stamps(NamedTuple):
    """Counted on in the transaction that changes what they stand for, so that no reader can see one without the other:
    `names` for settings, process, people, quotas and the names of deals, `said` for calls, adjustments and
    projections."""

    names: int
    said: int


@dataclass(slots=True)
class Known:
    """What is known of a workspace as of its stamp `names`. Filled as it is asked for."""

    workspace: Workspace | None = None
    process: Process | None = None
    team: Team | None = None
    quotas: dict[Period, Mapping[int, Money]] = field(default_factory=dict)
    former_settings: Sequence[AnyRow] | None = None
    former_quotas: dict[Period, Sequence[AnyRow]] = field(default_factory=dict)
    versions: list[tuple[int, datetime | None]] | None = None

    def copy(self) -> Known:
        return replace(self, quotas=dict(self.quotas), former_quotas=dict(self.former_quotas))


@dataclass(slots=True)
class Said:
    """What is known as of its stamp `said`: the newest calls and adjustments of a period, projections by period, day
    and person; None for one that was not made. Filled as it is asked for."""

    calls: dict[Period, Mapping[int, Call]] = field(default_factory=dict)
    adjustments: dict[Period, list[Adjustment]] = field(default_factory=dict)
    projected: dict[tuple[Period, date, int], Projected | None] = field(default_factory=dict)


class Kept:
    """What is known of each workspace as of its present stamps, and processes by version, which stay the same for
    ever."""

    def __init__(self) -> None:
        self._processes: dict[tuple[int, int], Process] = {}
        self._known: dict[int, tuple[int, Known]] = {}
        self._said: dict[int, tuple[int, Said]] = {}

    def process(self, workspace_id: int, version: int) -> Process | None:
        return self._processes.get((workspace_id, version))

    def keep_process(self, workspace_id: int, process: Process) -> None:
        self._processes[workspace_id, process.version] = process

    def known(self, workspace_id: int, stamps: Stamps) -> Known:
        """What is known as of the stamp; nothing yet, if it is a new one."""
        kept = self._known.get(workspace_id)
        if kept is None or kept[0] != stamps.names:
            kept = self._known[workspace_id] = (stamps.names, Known())
        return kept[1]

    def said(self, workspace_id: int, stamps: Stamps) -> Said:
        """The same of what was said."""
        kept = self._said.get(workspace_id)
        if kept is None or kept[0] != stamps.said:
            kept = self._said[workspace_id] = (stamps.said, Said())
        return kept[1]
