"""What all digests of one instant and period share: the whole workspace as of then, read once in a fixed number of
queries. What a digest says is decided in `digesting`."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property

from sales.deal import Deal
from sales.forecast import Cell, DealSpan, counts_in
from sales.people import Team
from sales.period import Period
from sales.projection.standing import Made
from sales.report import Report
from sales.stalls import Attention, attentions
from sales.usecases.attention import needing_somebody
from sales.usecases.by_owner import ByOwner, owner_of
from sales.usecases.charting import Courses, Pasts, courses_of, pasts
from sales.usecases.forecasts import Sums, sums_of
from sales.usecases.nudging import unanswering
from sales.usecases.ports import Tx
from sales.usecases.projecting import Histories, beside, day_to_project, has_projection, histories, made_in
from sales.usecases.settings_as_of import workspace_as_of

QUIET_FOR = timedelta(days=7)
KEPT_FOR = timedelta(minutes=1)
EVERY_DEAL = 1_000_000


@dataclass(frozen=True, kw_only=True)
class DigestData:
    """Everything that the digests of one instant and period are made of. `open_deals` counted in the period then,
    `attention` is what was the matter with them, `decided` are the accounts whose decision maker is known;
    `needing_attention` is what was the matter anywhere; `heard` logged something in the week before, `selling` have an
    open deal, `unanswering` have not answered reminders for two weeks."""

    sums: Sums
    open_deals: ByOwner[Deal]
    attention: Mapping[int, Attention]
    decided: frozenset[int]
    needing_attention: Mapping[int, list[Attention]]
    heard: frozenset[int]
    selling: frozenset[int]
    unanswering: frozenset[int] = frozenset()

    @property
    def team(self) -> Team:
        return self.sums.team

    @cached_property
    def cells(self) -> ByOwner[Cell]:
        return ByOwner[Cell].of(self.sums.cells, owner_of)

    def sums_for(self, owners: frozenset[int]) -> Sums:
        """The sums of these people alone."""
        return replace(self.sums, cells=self.cells.those_of(owners))


def read_digest_data(tx: Tx, period: Period, as_of: datetime, now: datetime) -> DigestData:
    """Reads the workspace as of an instant: a dozen queries, whatever the number of deals and people."""
    undone = tx.forecasts.changed_since(as_of) if as_of < now else []
    sums = sums_of(tx, period, as_of, now)
    deals = _open_then(tx, period, undone)
    decided = frozenset(tx.deals.with_decision_maker({d.account_id for d in deals if d.account_id is not None}))
    found = attentions(deals, sums.process, sums.team, as_of, decided)
    return DigestData(
        sums=sums,
        open_deals=ByOwner[Deal].of(deals, owner_of),
        attention={concern.deal.id: concern for concern in found},
        decided=decided,
        needing_attention=needing_somebody(tx, as_of),
        heard=frozenset(who for who, _ in tx.activities.count_by_kind(list(sums.team.by_id), as_of - QUIET_FOR)),
        selling=frozenset(tx.deals.open_owners()),
        unanswering=unanswering(tx, as_of),
    )


def _open_then(tx: Tx, period: Period, undone: Iterable[DealSpan]) -> list[Deal]:
    """The deals that were open and counted in the period before `undone` happened."""
    present = {deal.id: deal for deal in tx.forecasts.deals(period, limit=EVERY_DEAL, only_open=True)}
    for span in undone:
        if span.after is not None:
            present.pop(span.after.id, None)
        if span.before is not None and span.before.is_open and counts_in(span.before, period):
            present[span.before.id] = span.before
    return list(present.values())


Spans = ByOwner[DealSpan]


def spans_between(tx: Tx, since: datetime, as_of: datetime) -> Spans:
    """What changed in between, by whoever had the deal before or after."""
    spans = tx.forecasts.spans(since, as_of) if since < as_of else []
    return Spans.of(spans, lambda span: [deal.owner_id for deal in (span.before, span.after) if deal is not None])


class DigestDataCache:
    """Shares what digests composed one after another have in common: the first reads it, the others find it here. A
    digest is as of an instant, so later changes do not touch it; settings, people and quotas may, so an item is kept
    for a minute, and only while those stay the same. Safe to share between threads."""

    def __init__(self, most: int = 8) -> None:
        self._kept: OrderedDict[tuple[object, ...], _Kept] = OrderedDict()
        self._most = most
        self._lock = threading.Lock()

    def of(self, tx: Tx, period: Period, as_of: datetime, now: datetime) -> DigestData:
        what = ("digest data", period, as_of)
        found = self._get(tx, now, what, lambda: read_digest_data(tx, period, as_of, now), tx.people.quotas(period))
        assert isinstance(found, DigestData)
        return found

    def spans(self, tx: Tx, since: datetime, as_of: datetime, now: datetime) -> Spans:
        found = self._get(tx, now, ("spans", since, as_of), lambda: spans_between(tx, since, as_of))
        assert isinstance(found, ByOwner)
        return found

    def courses(self, tx: Tx, report: Report, now: datetime) -> Courses:
        """How a report's numbers came about, for its chart."""
        sums = self.of(tx, report.period, report.as_of, now).sums
        found = self._get(tx, now, ("pasts", report.period, report.as_of), lambda: pasts(tx, sums))
        assert isinstance(found, Pasts)
        return courses_of(found, report, sums)

    def projected(self, tx: Tx, report: Report, now: datetime) -> Made | None:
        """The projection of a report's day: the kept one, else made from a past that is read for all of them."""
        day, team = (
            day_to_project(workspace_as_of(tx, report.as_of, now), report.period, report.as_of),
            tx.people.team(),
        )
        if day is None or not has_projection(team, report.subject):
            return None
        about = ("projections", report.period, day)
        kept = self._get(tx, now, about, lambda: tx.projections.kept(report.period, day))
        assert isinstance(kept, dict)
        if (made := made_in(kept.get(report.subject.id), report)) is not None:
            return made
        read = self._get(tx, now, ("histories", day), lambda: histories(tx, day, now))
        assert isinstance(read, Histories)
        return beside(read.project(report.subject, report.period), report)

    def _get(
        self, tx: Tx, now: datetime, what: tuple[object, ...], read: Callable[[], object], *given: object
    ) -> object:
        settings = (tx.workspace, tx.process.version, tx.people.team().by_id, *given)
        key = (tx.workspace.id, *what)
        with self._lock:
            kept = self._kept.get(key)
        if kept is not None and now - kept.at < KEPT_FOR and kept.settings == settings:
            return kept.what
        fresh = _Kept(now, settings, read())
        with self._lock:
            self._kept[key] = fresh
            self._kept.move_to_end(key)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return fresh.what


@dataclass(frozen=True, slots=True)
class _Kept:
    at: datetime
    settings: tuple[object, ...]
    what: object
