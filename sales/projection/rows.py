"""Deals of the past from the rows of a file: the plain eight columns of a backtest, or what the importer read.
Knows no file; what cannot be used is told with its line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sales.errors import Invalid
from sales.importing import ImportedDeal
from sales.money import Money
from sales.process import Outcome
from sales.projection.history import History, Past

COLUMNS = ("id", "owner", "amount", "currency", "created_on", "closed_on", "outcome", "close_date")


@dataclass(frozen=True, slots=True)
class Read:
    """The history that was read, and a sentence for every row that is not part of it."""

    history: History
    left_out: tuple[str, ...]


def from_rows(rows: Iterable[tuple[int, Mapping[str, str]]]) -> Read:
    """A history from rows with `COLUMNS`, each with its line number: ISO days, amounts in major units, outcome
    open, won or lost. A deal won or lost without `closed_on` was closed on its `close_date`; one without
    `created_on` is first seen when it is closed. An open deal without `created_on` was seen on no day, and is left
    out."""
    deals: list[Past] = []
    left_out: list[str] = []
    for line, row in rows:
        try:
            deals.append(_from_row({name: (row.get(name) or "").strip() for name in COLUMNS}))
        except Invalid as problem:
            left_out.append(f"Line {line}: {problem.sentence}")
    return Read(History(tuple(deals)), tuple(left_out))


def from_import(imported: Iterable[ImportedDeal]) -> Read:
    """A history from what the importer read of an export, by the same rules. An outcome that the file does not
    tell is open."""
    deals: list[Past] = []
    left_out: list[str] = []
    for deal in imported:
        outcome = deal.outcome or Outcome.OPEN
        try:
            deals.append(_past(deal.external_id, deal.owner, deal.amount, "", deal.created_on, deal.closed_on, outcome))
        except Invalid as problem:
            left_out.append(f"{deal.path}, line {deal.line}: {problem.sentence}")
    return Read(History(tuple(deals)), tuple(left_out))


def _from_row(row: Mapping[str, str]) -> Past:
    try:
        outcome = Outcome(row["outcome"].lower())
    except ValueError:
        raise Invalid(f'"{row["outcome"]}" is no outcome. It is open, won or lost.') from None
    if row["amount"] and not row["currency"]:
        raise Invalid("There is an amount without a currency.")
    amount = Money.of(row["amount"], row["currency"]) if row["amount"] else None
    created, closed, close = (_day(row, name) for name in ("created_on", "closed_on", "close_date"))
    return _past(row["id"], row["owner"], amount, row["currency"].upper(), created, closed or close, outcome)


def _past(
    key: str,
    owner: str,
    amount: Money | None,
    currency: str,
    created: date | None,
    closed: date | None,
    outcome: Outcome,
) -> Past:
    closed = None if outcome is Outcome.OPEN else closed
    first_seen = created or closed
    if first_seen is None:
        raise Invalid(f"It is {outcome.value} and has no day on which it was created.")
    return Past(
        id=key,
        owner=owner,
        amount=amount.minor if amount else None,
        currency=amount.currency if amount else currency,
        created_on=first_seen,
        closed_on=closed,
        outcome=outcome,
    )


def _day(row: Mapping[str, str], column: str) -> date | None:
    try:
        return date.fromisoformat(row[column]) if row[column] else None
    except ValueError:
        raise Invalid(f'"{row[column]}" in {column} is no day. Write it like 2026-11-30.') from None
