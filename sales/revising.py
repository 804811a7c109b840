"""How a deal comes about and how it changes: wishes checked and fulfilled, with the changes that say so. Pure; does not
know who may wish for what (`people`), nor how changes are kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sales.deal import ATTRIBUTE, RESTORED, TOUCHES, Deal, DealChange, Entry, Field, Value, value_of, write_value
from sales.errors import Invalid
from sales.money import Money
from sales.process import ForecastCategory, Outcome, Process

LONGEST_NAME = 200
LONGEST_TEXT = 2_000
FURTHEST_YEARS = 15


@dataclass(frozen=True, slots=True)
class Revision:
    """A deal as it will be, and the changes that make it so. No changes: nothing to save."""

    deal: Deal
    changes: tuple[DealChange, ...]


def opened(deal: Deal, entry: Entry, process: Process) -> Revision:
    """A new deal, checked, with the change that marks its creation. A deal that a person opens is touched by it; one
    that they open as won or lost, without saying when, was closed on the entry's day (UTC)."""
    outcome = process.stage(deal.stage).outcome
    checked = replace(deal, created_at=entry.at, stage_since=entry.at, name=_name(deal.name), outcome=outcome)
    if entry.via.by_a_person and outcome is not Outcome.OPEN and checked.closed_on is None:
        checked = replace(checked, closed_on=entry.at.date())
    for field, attribute in ATTRIBUTE.items():
        _check(field, getattr(checked, attribute), entry)
    touched = entry.at if entry.via.by_a_person else deal.touched_at
    return Revision(replace(checked, touched_at=touched), (_change(deal.id, Field.CREATED, None, None, entry),))


def revised(
    deal: Deal, wishes: Mapping[Field, Value], entry: Entry, process: Process, *, today: date, reason: str = ""
) -> Revision:
    """The deal with `wishes` fulfilled and one change per field that really differs.

    Entering Won or Lost sets closed_on to `today` (the actor's local day) unless it is among the wishes; leaving them
    clears closed_on and the lost reason. A rep's category override survives a move between open stages. A later close
    date counts as a push. Raises `Invalid`, naming the field, and `NotFound` for an unknown stage."""
    full: dict[Field, Value] = dict(wishes)
    if Field.STAGE in full and full[Field.STAGE] != deal.stage:
        full = {**_effects_of_moving(deal, str(full[Field.STAGE]), process, today), **full}
    after: dict[str, Any] = {}
    changes: list[DealChange] = []
    for field, wish in full.items():
        value = _check(field, wish, entry)
        old = value_of(deal, field)
        if field in (Field.CONFIRMED, Field.DELETED):
            after |= {"deleted": wish != RESTORED} if field is Field.DELETED else {}
            old, value = (RESTORED, None) if wish == RESTORED else (None, None)
        elif write_value(old) == write_value(value):
            continue
        else:
            after[ATTRIBUTE[field]] = value
        changes.append(_change(deal.id, field, old, value, entry, reason))
    if not changes:
        return Revision(deal, ())
    return Revision(replace(deal, **after, **_consequences(deal, after, changes, entry, process)), tuple(changes))


def _effects_of_moving(deal: Deal, stage: str, process: Process, today: date) -> dict[Field, Value]:
    entering = process.stage(stage)
    if entering.is_open:
        return {Field.CLOSED_ON: None, Field.LOST_REASON: None} if deal.outcome is not Outcome.OPEN else {}
    return {Field.CLOSED_ON: today} | ({Field.LOST_REASON: None} if entering.outcome is Outcome.WON else {})


def _consequences(
    deal: Deal, after: Mapping[str, Any], changes: list[DealChange], entry: Entry, process: Process
) -> dict[str, Any]:
    """What follows from the changes without being a choice: outcome, stage_since, touch, pushes, ignored nudges."""
    follows: dict[str, Any] = {}
    if "stage" in after:
        follows |= {"outcome": process.stage(after["stage"]).outcome, "stage_since": entry.at}
    if entry.via.by_a_person:
        if any(change.field in TOUCHES for change in changes):
            follows |= {"touched_at": entry.at, "ignored_nudges": 0}
        new_close = after.get("close_date")
        if new_close is not None and deal.close_date is not None and new_close > deal.close_date:
            follows["pushes"] = deal.pushes + 1
    return follows


def _change(deal_id: int, field: Field, old: Value, new: Value, entry: Entry, reason: str = "") -> DealChange:
    return DealChange(
        deal_id=deal_id,
        field=field,
        old=write_value(old),
        new=write_value(new),
        at=entry.at,
        by=entry.by,
        entry_id=entry.id,
        reason=reason[:LONGEST_TEXT],
    )


def _name(name: str) -> str:
    clean = " ".join(name.split())
    if not any(char.isprintable() and not char.isspace() for char in clean):
        raise Invalid("A deal needs a name.", field="name")
    if len(clean) > LONGEST_NAME:
        raise Invalid(f"A deal's name may have at most {LONGEST_NAME} characters.", field="name")
    return clean


def _check(field: Field, value: Value, entry: Entry) -> Value:
    """The value if it can be right for the field. Raises `Invalid`, naming the field. What an importer brings
    from elsewhere may lie further away in time than what a person would type."""
    match field, value:
        case Field.NAME, _:
            return _name(str(value or ""))
        case Field.AMOUNT, Money():
            if value.minor < 0:
                raise Invalid("An amount cannot be below zero.", field="amount")
        case Field.CATEGORY, ForecastCategory.CLOSED:
            raise Invalid("A deal counts as closed once it is won. Move it to Won instead.", field="category")
        case ((Field.CLOSE_DATE | Field.NEXT_STEP_ON | Field.SNOOZED_UNTIL), date()):
            if entry.via.by_a_person and value.year > entry.at.year + FURTHEST_YEARS:
                raise Invalid(f"{value.isoformat()} is too far away. Check the year.", field=field.value)
        case Field.CLOSED_ON, date():
            if entry.via.by_a_person and (value - entry.at.date()).days > 1:
                raise Invalid("A deal cannot have been closed in the future.", field="closed_on")
        case _, str() if len(value) > LONGEST_TEXT:
            raise Invalid(f"That is longer than {LONGEST_TEXT:,} characters.", field=field.value)
    return value
