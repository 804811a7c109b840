"""Amounts and days typed into the fields of a form, read by the same rules as a sentence."""

from __future__ import annotations

import re
from datetime import date

from sales.errors import Invalid
from sales.language.amounts import find_amounts
from sales.money import Money
from sales.period import day_words
from sales.workspace import Workspace

_CENTS_BEHIND_A_COMMA = re.compile(r",\d{1,2}(?!\d)")
_CENTS_BEHIND_A_POINT = re.compile(r"\.\d{1,2}(?!\d)")
"""Where cents stand behind the other mark: "12,5" is twelve and a half to one, and a slip for 12,500 to another."""


def typed_amount(text: str, workspace: Workspace, field: str = "amount") -> Money | None:
    """The one amount that was typed, in the workspace's currency unless another is named; None for nothing. Raises
    `Invalid` at the field for anything that is not exactly one amount."""
    said = text.strip()
    if not said:
        return None
    found = find_amounts(said.lower(), workspace.currency, decimal_comma=workspace.decimal_comma)
    whole = len(found) == 1 and found[0].span[1] - found[0].span[0] == len(said)
    cents = _CENTS_BEHIND_A_POINT if workspace.decimal_comma else _CENTS_BEHIND_A_COMMA
    if not whole or found[0].to_amount is not None or found[0].doubt == "vague" or cents.search(said):
        written = "45.000,50" if workspace.decimal_comma else "45,000.50"
        raise Invalid(f'I cannot read "{said[:40]}" as one amount. Write it like 45k or {written} EUR.', field=field)
    return Money.of(found[0].amount, found[0].currency)


def day_to_come(day: date | None, today: date, field: str = "close_date") -> date | None:
    """The day, on which an open deal is to close. Raises `Invalid`, at its field, for one that has passed."""
    if day is not None and day < today:
        raise Invalid(f"{day_words(day)} has passed. Pick today or a later day.", field=field)
    return day
