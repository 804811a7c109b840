"""Projections in one transaction: the deals they are made of, as they stood, and those that were kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Executable, bindparam, false, func, or_, select

from sales.deal import Deal, Field
from sales.money import Money
from sales.period import Period
from sales.process import Outcome
from sales.projection.projecting import Guess, Part, Projection, TooLittle
from sales.projection.standing import DealRecord, Made, Projected
from storage.forecasts import SqlForecasts
from storage.scope import Scope
from storage.statements import HERE
from storage.tables import DealChangeRow, DealRow, ProjectionRow

LOOKS_BACK = timedelta(days=5 * 366)
"""Methods look back at most eight periods, weekly counts 208 weeks."""
_OUTCOMES = {outcome.value: outcome for outcome in Outcome}
_RECORD = (
    DealRow.id,
    DealRow.owner_id,
    DealRow.outcome,
    DealRow.amount_minor,
    DealRow.currency,
    DealRow.created_at,
    DealRow.closed_on,
    DealRow.external_id,
)
_KEPT = select(ProjectionRow.person_id, ProjectionRow.made).where(
    ProjectionRow.workspace_id == HERE,
    ProjectionRow.day == bindparam("day"),
    ProjectionRow.starts_on == bindparam("starts_on"),
    ProjectionRow.ends_on == bindparam("ends_on"),
)
_KEPT_OF_PERSON = _KEPT.where(ProjectionRow.person_id == bindparam("person"))


class SqlProjections:
    """The port `Projections`."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope

    def records(self, at: datetime) -> Iterator[DealRecord]:
        """See the port. Three queries, and two more if something has changed since `at`."""
        undone = {
            deal.id: span.before
            for span in SqlForecasts(self._scope).changed_since(at)
            for deal in (span.before or span.after,)
            if deal is not None
        }
        said = self._amounts_said(at)
        recent = or_(DealRow.closed_on.is_(None), DealRow.closed_on >= (at - LOOKS_BACK).date())
        present = (self._scope.here(DealRow), DealRow.deleted == false(), DealRow.created_at < at, recent)
        for deal_id, owner, outcome, minor, currency, created, closed, external in self._scope.stream(
            select(*_RECORD).where(*present)
        ):
            if deal_id not in undone:
                known = said.get(deal_id, created if external is None else None)
                yield DealRecord(deal_id, owner, _OUTCOMES[outcome], minor, currency or "", created, closed, known)
        for deal in undone.values():
            if deal is not None:
                yield _record(deal, said.get(deal.id))

    def _amounts_said(self, at: datetime) -> dict[int, datetime]:
        """When somebody last changed each deal's amount before `at`; deals whose amount never changed are not in it."""
        change = DealChangeRow
        statement = (
            select(change.deal_id, func.max(change.at, type_=change.at.type))
            .where(self._scope.here(change), change.field == Field.AMOUNT.value, change.at < at)
            .group_by(change.deal_id)
        )
        return dict(self._scope.pairs(statement))

    def deals(self) -> int:
        row = self._scope.first(select(func.count()).select_from(DealRow).where(self._scope.here(DealRow)))
        return int(row[0]) if row is not None else 0

    def kept(self, period: Period, day: date) -> dict[int, Projected]:
        return {one.person_id: one for one in self._kept(_KEPT, period, day)}

    def kept_of(self, person_id: int, period: Period, day: date) -> Projected | None:
        known, key = self._scope.cached_numbers.projected, (period, day, person_id)
        if key not in known:
            known[key] = next(iter(self._kept(_KEPT_OF_PERSON, period, day, person=person_id)), None)
        return known[key]

    def _kept(self, statement: Executable, period: Period, day: date, **whose: int) -> list[Projected]:
        rows = self._scope.ask(statement, day=day, starts_on=period.start, ends_on=period.end, **whose)
        return [Projected(person_id=who, period=period, day=day, made=_read(made, period, day)) for who, made in rows]

    def keep(self, made: Sequence[Projected]) -> None:
        self._scope.forget_numbers()
        for one in made:
            days = {"day": one.day, "starts_on": one.period.start, "ends_on": one.period.end}
            self._scope.add_unless_known(
                ProjectionRow, {"person_id": one.person_id, **days, "made": _written(one.made)}
            )


def _record(deal: Deal, said: datetime | None) -> DealRecord:
    return DealRecord(
        id=deal.id,
        owner_id=deal.owner_id,
        outcome=deal.outcome,
        minor=deal.amount.minor if deal.amount is not None else None,
        currency=deal.amount.currency if deal.amount is not None else "",
        created_at=deal.created_at,
        closed_on=deal.closed_on,
        known_at=said or (deal.created_at if deal.external_id is None else None),
    )


def _written(made: Made) -> dict[str, Any]:
    if isinstance(made, TooLittle):
        return {"reason": made.reason}
    guess = made.guess
    return {
        "currency": guess.forecast.currency,
        "closed": made.closed.minor,
        "forecast": guess.forecast.minor,
        "low": guess.low.minor,
        "high": guess.high.minor,
        "past_error": guess.past_error,
        "past_points": guess.past_points,
        "parts": [[part.method, part.forecast.minor, part.trust] for part in made.parts],
    }


def _read(made: Mapping[str, Any], period: Period, day: date) -> Made:
    if "reason" in made:
        return TooLittle(str(made["reason"]))

    def money(minor: object) -> Money:
        return Money(int(str(minor)), str(made["currency"]))

    forecast, low, high = (money(made[name]) for name in ("forecast", "low", "high"))
    guess = Guess("projection", forecast, low, high, made["past_error"], int(made["past_points"]))
    parts = tuple(Part(str(name), money(minor), float(trust)) for name, minor, trust in made["parts"])
    return Projection(period, day, money(made["closed"]), guess, parts)
