"""Rows to values and back. Owns how each value is spelled in a column; decides nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from operator import attrgetter
from typing import Any

from sqlalchemy import Row

from sales.activity import Account, Activity, BuyingRole, Contact, CustomerChange
from sales.deal import Entry, Via
from sales.delivery import Delivery, DeliveryState
from sales.learning import Alias, AliasKind, KeptSentence, WhyKept
from sales.people import Person, Role, Visibility
from sales.usecases.ports import Heard, Win
from sales.workspace import Amounts, Layout, Rhythm, Schedule, ScheduleKind, Workspace

AnyRow = Row[*tuple[Any, ...]]


def columns(value: Any, *without: str) -> dict[str, Any]:
    """A value's fields as columns of the same names, but for `without` and for ids, which the database gives and the
    workspace decides. Enums become their value; tuples, sets and mappings become what JSON has."""
    kind: Any = type(value)
    names, read = _columns_of(kind, without)
    cells = zip(names, read(value), strict=True)
    return {name: cell if type(cell) in _PLAIN else _spelled(cell) for name, cell in cells}


@cache
def _columns_of(kind: Any, without: tuple[str, ...]) -> tuple[tuple[str, ...], Callable[[Any], tuple[Any, ...]]]:
    """Their names, and what reads all of them in one step."""
    names = tuple(field.name for field in fields(kind) if field.name not in ("id", "workspace_id", *without))
    assert len(names) > 1, "of one name alone attrgetter makes no tuple"
    return names, attrgetter(*names)


_PLAIN = frozenset({bool, int, str, date, datetime, type(None)})
"""What goes into a column as it is, as most of all values do."""


def _spelled(value: Any) -> Any:
    match value:
        case Enum():
            return value.value
        case frozenset():
            return sorted(map(_in_json, value))
        case tuple():
            return [_in_json(item) for item in value]
        case Mapping():
            return {key: _in_json(item) for key, item in value.items()}
        case _:
            return value


def _in_json(value: Any) -> Any:
    match value:
        case Decimal():
            return str(value)
        case date():
            return value.isoformat()
        case _:
            return value


def workspace_of(row: AnyRow) -> Workspace:
    """From a row of `workspaces`."""
    return Workspace(
        id=row.id,
        team_id=row.team_id,
        enterprise_id=row.enterprise_id,
        name=row.name,
        timezone=row.timezone,
        currency=row.currency,
        fiscal_start_month=row.fiscal_start_month,
        day_first=row.day_first,
        decimal_comma=row.decimal_comma,
        week_start=row.week_start,
        visibility=Visibility(row.visibility),
        wins_channel=row.wins_channel,
        win_bands=(row.win_bands[0], row.win_bands[1]),
        rates={currency: Decimal(worth) for currency, worth in row.rates.items()},
        rates_dated=row.rates_dated,
        served_since=row.served_since,
        call_weekday=row.call_weekday,
        log_reaction=row.log_reaction,
        keep_sentences=row.keep_sentences,
    )


def person_of(row: AnyRow) -> Person:
    """From a row of `people`."""
    return Person(
        id=row.id,
        name=row.name,
        role=Role(row.role),
        manager_id=row.manager_id,
        timezone=row.timezone,
        country=row.country,
        days_off=frozenset(map(date.fromisoformat, row.days_off)),
        slack_id=row.slack_id,
        email=row.email,
        active=row.active,
        admin=row.admin,
        team=row.team,
    )


def schedule_of(row: AnyRow) -> Schedule:
    """From a row of `schedules`."""
    return Schedule(
        person_id=row.person_id,
        kind=ScheduleKind(row.kind),
        at=row.at,
        weekdays=frozenset(row.weekdays),
        enabled=row.enabled,
        period=row.period,
        muted=frozenset(row.muted),
        timezone=row.timezone,
        rhythm=Rhythm(row.rhythm),
        subject_id=row.subject_id,
        layout=Layout(row.layout),
        channel=row.channel,
        amounts=Amounts(row.amounts),
    )


def name_key(name: str) -> str:
    """A customer's name as it is compared: without case, with single spaces."""
    return " ".join(name.split()).casefold()


def account_of(row: AnyRow) -> Account:
    """From a row of `accounts`."""
    return Account(id=row.id, name=row.name)


def contact_of(row: AnyRow) -> Contact:
    """From a row of `contacts`; an empty role is None."""
    role = BuyingRole(row.role) if row.role else None
    return Contact(id=row.id, account_id=row.account_id, name=row.name, title=row.title, email=row.email, role=role)


def entry_of(row: AnyRow) -> Entry:
    """From a row of `entries`."""
    return Entry(
        id=row.id,
        by=row.by,
        at=row.at,
        via=Via(row.via),
        channel=row.channel,
        message_ts=row.message_ts,
        text=row.text,
        undone=row.undone,
        thread_ts=row.thread_ts,
        reverses=row.reverses,
    )


def activity_of(row: AnyRow) -> Activity:
    """From a row of `activities`."""
    return Activity(
        id=row.id,
        kind=row.kind,
        deal_id=row.deal_id,
        happened_on=row.happened_on,
        logged_at=row.logged_at,
        by=row.by,
        contact=row.contact,
        note=row.note,
        entry_id=row.entry_id,
    )


def customer_change_of(row: AnyRow) -> CustomerChange:
    """From a row of `customer_changes`: the contact before and after, None for none."""
    old, new = (
        None if facts is None else _contact_from(row.account_id, row.contact_id, facts) for facts in (row.old, row.new)
    )
    return CustomerChange(row.entry_id, row.account_id, row.contact_id, old, new)


def _contact_from(account_id: int, contact_id: int, facts: Mapping[str, Any]) -> Contact:
    role = BuyingRole(facts["role"]) if facts["role"] else None
    return Contact(
        id=contact_id,
        account_id=account_id,
        name=facts["name"],
        title=facts["title"],
        email=facts["email"],
        role=role,
    )


def sentence_of(row: AnyRow) -> KeptSentence:
    """From a row of `sentences`."""
    return KeptSentence(row.id, row.at, row.by, row.text, WhyKept(row.why), row.understood)


def alias_of(row: AnyRow) -> Alias:
    """From a row of `aliases`."""
    return Alias(row.id, row.words, AliasKind(row.kind), row.meaning)


def win_of(row: AnyRow) -> Win:
    """From a row of `wins`."""
    return Win(row.deal_id, row.entry_id, row.story, tuple(row.helpers), row.retracted)


def delivery_of(row: AnyRow) -> Delivery:
    """From a row of `deliveries`."""
    return Delivery(
        id=row.id,
        workspace_id=row.workspace_id,
        kind=row.kind,
        recipient=row.recipient,
        slot=row.slot,
        due_at=row.due_at,
        payload=row.payload,
        state=DeliveryState(row.state),
        fence=row.fence,
        attempts=row.attempts,
        leased_until=row.leased_until,
        claimed_at=row.claimed_at,
        channel=row.channel,
        ts=row.ts,
        error=row.error,
    )


def heard_of(row: AnyRow) -> Heard:
    """From a row of `inbox`."""
    return Heard(
        key=row.key,
        channel=row.channel,
        ts=row.ts,
        slack_user=row.slack_user,
        text=row.text,
        thread_ts=row.thread_ts,
        received_at=row.received_at,
        done=row.done,
        mentioned=row.mentioned,
        command=row.command,
        response_url=row.response_url,
        leased_by=row.leased_by,
        leased_until=row.leased_until,
        files=tuple((str(file_id), str(name)) for file_id, name in row.files),
    )
