"""The forecast of a person's subtree, now or as of any past instant, and what changed between two. The digest, Home,
`/forecast`, the workbook and the command line all come here for their numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sales.calls import Adjustment, Call, Standing, standing
from sales.changes import WhatChanged, what_changed
from sales.deal import Deal
from sales.forecast import Cell, DealSpan, counts_in
from sales.money import Money, total
from sales.people import Person, Team
from sales.period import Period, local_date
from sales.process import Process
from sales.projection.standing import Made
from sales.ranking import largest_first
from sales.report import Report, build_report
from sales.usecases.actors import Actor
from sales.usecases.ports import Store, Tx
from sales.usecases.projecting import is_wanted, projection_of
from sales.usecases.settings_as_of import process_as_of, workspace_as_of
from sales.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """A report; what changed since an earlier instant (None: nothing to compare with); who has called what (None: not
    asked); the projection of its day (None: there is none, or it is still to be made, if `awaits_projection`).
    `may_adjust`: whoever asked leads these people; admins see everybody's numbers, and adjust nobody's by that."""

    report: Report
    changed: WhatChanged | None = None
    calls: Standing | None = None
    projected: Made | None = None
    awaits_projection: bool = False
    may_adjust: bool = True


def forecast(
    store: Store,
    actor: Actor,
    now: datetime,
    *,
    subject_id: int | None = None,
    period: Period | str | None = None,
    as_of: datetime | None = None,
    since: datetime | None = None,
) -> Forecast:
    """The forecast of `subject_id`'s subtree (the actor's own, if none is given) for a period or its name, as of an
    instant in the past. Raises `NotAllowed` for people outside the actor's reach, `Invalid` for an unknown period."""
    with store.reading(actor.workspace_id) as tx:
        team, subject = tx.people.team(), actor.person
        if subject_id is not None:
            team.require_numbers(actor.person, subject_id)
            subject = team[subject_id]
        if isinstance(period, str):
            then = workspace_as_of(tx, as_of or now, now)
            period = then.calendar.named(period, local_date(as_of or now, then.timezone))
        return forecast_in(tx, actor, now, subject=subject, period=period, as_of=as_of, since=since)


def forecast_in(
    tx: Tx,
    actor: Actor,
    now: datetime,
    *,
    subject: Person | None = None,
    period: Period | None = None,
    as_of: datetime | None = None,
    since: datetime | None = None,
) -> Forecast:
    """The same, within a transaction of the caller's. The period defaults to the present quarter of the team."""
    person = subject or actor.person
    tx.people.team().require_numbers(actor.person, person.id)
    clock = actor.person.timezone
    found = report_for(tx, person, now, period=period, as_of=as_of, since=since, timezone=clock)
    made = projection_of(tx, found.report, now)
    return replace(
        found,
        projected=made,
        awaits_projection=made is None and is_wanted(tx, found.report, now),
        may_adjust=person.id in tx.people.team().changes_deals_of(actor.person),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """What forecasts of `period` as of an instant are made of, for the owners of interest or for more. Whoever has read
    them needs no transaction any more."""

    workspace: Workspace
    process: Process
    team: Team
    period: Period
    as_of: datetime
    cells: Sequence[Cell]
    quotas: Mapping[int, Money]
    undated: Mapping[int, int]
    calls: Mapping[int, Call]
    adjustments: Sequence[Adjustment]


def report_for(
    tx: Tx,
    subject: Person,
    now: datetime,
    *,
    period: Period | None = None,
    as_of: datetime | None = None,
    since: datetime | None = None,
    timezone: str = "",
) -> Forecast:
    """The forecast as `subject` themselves would get it, without asking who wants to know; on clocks in `timezone`, if
    one is given."""
    at = min(as_of, now) if as_of else now
    workspace = workspace_as_of(tx, at, now)
    period = period or workspace.calendar.quarter(local_date(at, workspace.timezone))
    sums = sums_of(tx, period, at, now, team_as_of(tx, at, now).subtree(subject.id))
    spans = tx.forecasts.spans(since, at) if since is not None and since < at else ()
    return forecast_of(sums, subject, since, spans, timezone)


def everybodys_report(tx: Tx, now: datetime, *, period: Period, as_of: datetime) -> tuple[Team, Forecast]:
    """The forecast of a workspace that nobody leads alone, and its team as it appears there: under one line for
    everybody. Their quota is that of all who lead, if each of them has one."""
    team, everybody = team_as_of(tx, as_of, now).under_one(workspace_as_of(tx, as_of, now).timezone)
    sums = sums_of(tx, period, as_of, now)
    quotas, leaders, rates = dict(sums.quotas), sums.team.top, sums.workspace.exchange()
    if leaders and all(person.id in quotas for person in leaders):
        quotas[everybody.id] = total((rates.convert(quotas[person.id]) for person in leaders), rates.base)
    return team, forecast_of(replace(sums, team=team, quotas=quotas), everybody, None, ())


def team_as_of(tx: Tx, as_of: datetime, now: datetime) -> Team:
    """The team as it stood at an instant. One query, for a past one."""
    return tx.people.team_at(as_of) if as_of < now else tx.people.team()


def sums_of(tx: Tx, period: Period, as_of: datetime, now: datetime, owners: frozenset[int] | None = None) -> Sums:
    """The sums as of an instant, for these owners or for all. One query where workspace, people, quotas and calls are
    known; nine at most for a past instant."""
    team = team_as_of(tx, as_of, now)
    mine = None if owners is None or len(owners) == len(team) else owners  # then no ids need be sent to the database
    at = min(as_of, now)
    if at < now:
        [then] = tx.forecasts.cells_at(period, [at], mine)
    else:
        then = tx.forecasts.cells_now(period, mine)
    return Sums(
        workspace=workspace_as_of(tx, at, now),
        process=process_as_of(tx, at, now),
        team=team,
        period=period,
        as_of=at,
        cells=then.cells,
        quotas=tx.people.quotas_at(period, at) if at < now else tx.people.quotas(period),
        undated=then.undated,
        calls=tx.calls.counting(period, at),
        adjustments=tx.calls.adjustments(period, at),
    )


def forecast_of(
    sums: Sums, subject: Person, since: datetime | None, spans: Iterable[DealSpan], timezone: str = ""
) -> Forecast:
    """One person's forecast from sums that have been read, with what `spans` say has changed since `since` (None:
    nothing to compare with), on clocks in `timezone` (the person's own, if none is given)."""
    rates = sums.workspace.exchange()
    report = build_report(
        subject=subject,
        team=sums.team,
        process=sums.process,
        period=sums.period,
        cells=sums.cells,
        quotas=sums.quotas,
        undated=sums.undated,
        rates=rates,
        as_of=sums.as_of,
        timezone=timezone or subject.timezone,
    )
    changed = None
    if since is not None and since < sums.as_of:
        owners = sums.team.subtree(subject.id)
        changed = what_changed(sums.cells, spans, owners, sums.period, sums.process, rates, since, sums.as_of)
    workspace = sums.workspace
    calls = standing(report, sums.team, sums.calls, sums.adjustments, workspace.call_weekday, workspace.timezone)
    return Forecast(report=report, changed=changed, calls=calls)


def deals_as_of(
    tx: Tx, owners: frozenset[int], period: Period, as_of: datetime, now: datetime, limit: int = 100_000
) -> list[Deal]:
    """The deals that counted in the period for these owners as of an instant, largest first: what the forecast's
    numbers open to."""
    rates = workspace_as_of(tx, as_of, now).exchange()
    present = {deal.id: deal for deal in tx.forecasts.deals(period, owners, limit=limit, rates=rates)}
    if as_of < now:
        for span in tx.forecasts.changed_since(as_of):
            if span.after is not None:
                present.pop(span.after.id, None)
            before = span.before
            if before is not None and before.owner_id in owners and counts_in(before, period):
                present[before.id] = before
    return largest_first(present.values(), rates)


def cells_of(tx: Tx, period: Period | None, as_of: datetime, now: datetime) -> Sequence[Cell]:
    """All cells of the workspace as of an instant."""
    return tx.forecasts.cells_at(period, [as_of])[0].cells if as_of < now else tx.forecasts.cells(period)
