"""What rarely changes and every transaction asks for, kept between transactions: settings, process, people, quotas,
calls. Valid for one stamp of the workspace; reads nothing itself."""

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
class CachedSettings:
    """What has been read of a workspace as of its stamp `names`. Filled on demand."""

    workspace: Workspace | None = None
    process: Process | None = None
    team: Team | None = None
    quotas: dict[Period, Mapping[int, Money]] = field(default_factory=dict)
    former_settings: Sequence[AnyRow] | None = None
    former_quotas: dict[Period, Sequence[AnyRow]] = field(default_factory=dict)
    versions: list[tuple[int, datetime | None]] | None = None

    def copy(self) -> CachedSettings:
        return replace(self, quotas=dict(self.quotas), former_quotas=dict(self.former_quotas))


@dataclass(slots=True)
class CachedNumbers:
    """What has been read as of the stamp `said`: the newest calls and adjustments of a period, and projections by
    period, day and person, None for one that was not made. Filled on demand."""

    calls: dict[Period, Mapping[int, Call]] = field(default_factory=dict)
    adjustments: dict[Period, list[Adjustment]] = field(default_factory=dict)
    projected: dict[tuple[Period, date, int], Projected | None] = field(default_factory=dict)


class Cache:
    """What is valid for each workspace's present stamps, and processes by version, which never change."""

    def __init__(self) -> None:
        self._processes: dict[tuple[int, int], Process] = {}
        self._cached_settings: dict[int, tuple[int, CachedSettings]] = {}
        self._cached_numbers: dict[int, tuple[int, CachedNumbers]] = {}

    def process(self, workspace_id: int, version: int) -> Process | None:
        return self._processes.get((workspace_id, version))

    def keep_process(self, workspace_id: int, process: Process) -> None:
        self._processes[workspace_id, process.version] = process

    def cached_settings(self, workspace_id: int, stamps: Stamps) -> CachedSettings:
        """What was read as of the stamp; nothing yet for a new one."""
        kept = self._cached_settings.get(workspace_id)
        if kept is None or kept[0] != stamps.names:
            kept = self._cached_settings[workspace_id] = (stamps.names, CachedSettings())
        return kept[1]

    def cached_numbers(self, workspace_id: int, stamps: Stamps) -> CachedNumbers:
        """The same for calls, adjustments and projections."""
        kept = self._cached_numbers.get(workspace_id)
        if kept is None or kept[0] != stamps.said:
            kept = self._cached_numbers[workspace_id] = (stamps.said, CachedNumbers())
        return kept[1]
