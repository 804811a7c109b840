"""Settings, process and quotas as they stood at an earlier instant, as far as numbers depend on them. The present ones
are read elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import bindparam, select

from sales.money import Money
from sales.period import Period
from sales.process import Outcome, Process
from sales.workspace import Workspace
from storage.convert import columns
from storage.scope import Scope
from storage.statements import HERE
from storage.tables import FormerQuotaRow, FormerSettingsRow, ProcessRow

COUNTED = ("timezone", "currency", "fiscal_start_month", "rates", "rates_dated", "call_weekday")
"""The settings that numbers depend on. The others say how something is shown or who is told: a matter of now."""

_SETTINGS = (
    select(*FormerSettingsRow.__table__.columns)
    .where(FormerSettingsRow.workspace_id == HERE)
    .order_by(FormerSettingsRow.at.desc(), FormerSettingsRow.id.desc())
)
_VERSIONS = (
    select(ProcessRow.version, ProcessRow.saved_at)
    .where(ProcessRow.workspace_id == HERE)
    .order_by(ProcessRow.version.desc())
)
_QUOTAS = (
    select(*FormerQuotaRow.__table__.columns)
    .where(
        FormerQuotaRow.workspace_id == HERE,
        FormerQuotaRow.starts_on == bindparam("starts_on"),
        FormerQuotaRow.ends_on == bindparam("ends_on"),
    )
    .order_by(FormerQuotaRow.at.desc(), FormerQuotaRow.id.desc())
)


def workspace_at(scope: Scope, at: datetime) -> Workspace:
    """The workspace with the settings that numbers depend on as they stood at an instant; those of before the first
    change that was kept have always been so."""
    known = scope.cached_settings
    if known.former_settings is None:
        known.former_settings = scope.ask(_SETTINGS)
    then: dict[str, Any] = {}
    for row in known.former_settings:
        if row.at <= at:
            break
        then = {name: getattr(row, name) for name in COUNTED}
    if not then:
        return scope.workspace
    rates = {currency: Decimal(worth) for currency, worth in then.pop("rates").items()}
    return replace(scope.workspace, rates=rates, **then)


def keep_settings(scope: Scope, changed: Workspace, at: datetime) -> None:
    """Keeps the settings that held until now, if `changed` has others that numbers depend on."""
    before = columns(scope.workspace)
    if any(before[name] != value for name, value in columns(changed).items() if name in COUNTED):
        scope.add(FormerSettingsRow, {**{name: before[name] for name in COUNTED}, "at": at})


def process_at(scope: Scope, at: datetime) -> Process:
    """The version of the process that held at an instant, the first one before it."""
    versions = _versions(scope)
    held = next((version for version, saved_at in versions if saved_at is None or saved_at <= at), versions[-1][0])
    return scope.process_version(held)


def stage_outcomes(scope: Scope) -> Mapping[str, Outcome]:
    """What every stage that there has ever been comes to: deals were in stages that the process no longer has."""
    process = scope.process
    found: dict[str, Outcome] = {}
    if process.version > 1:
        for version, _ in reversed(_versions(scope)):
            found |= {stage.key: stage.outcome for stage in scope.process_version(version).stages}
    return found | {stage.key: stage.outcome for stage in process.stages}


def _versions(scope: Scope) -> list[tuple[int, datetime | None]]:
    """The versions of the process with the instant from which each holds (None: always), the latest first."""
    known = scope.cached_settings
    if known.versions is None:
        known.versions = [(row.version, row.saved_at) for row in scope.ask(_VERSIONS)]
    return known.versions


def quotas_at(scope: Scope, present: Mapping[int, Money], period: Period, at: datetime) -> Mapping[int, Money]:
    """The quotas for exactly a period as they stood at an instant, from the present ones."""
    known = scope.cached_settings
    if period not in known.former_quotas:
        known.former_quotas[period] = scope.ask(_QUOTAS, starts_on=period.start, ends_on=period.end)
    then = dict(present)
    for row in known.former_quotas[period]:
        if row.at <= at:
            break
        if row.minor is None or row.currency is None:
            then.pop(row.person_id, None)
        else:
            then[row.person_id] = Money(row.minor, row.currency)
    return then


def keep_quota(scope: Scope, person_id: int, period: Period, quota: Money | None, at: datetime) -> None:
    """Keeps the quota that held until now; None for none."""
    amount = {"minor": quota.minor if quota else None, "currency": quota.currency if quota else None}
    days = {"starts_on": period.start, "ends_on": period.end}
    scope.add(FormerQuotaRow, {"person_id": person_id, **days, **amount, "at": at})
