"""Exchange rates as an admin writes them: one a line, in the workspace's own way of writing numbers. Knows how they are
typed, shown and carried over to another base; who may set them is `usecases.settings`'s business."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Context, Decimal, InvalidOperation

from sales.errors import Invalid
from sales.money import require_traded
from sales.workspace import Workspace

LARGEST_RATE = Decimal(10) ** 9
"""No currency is worth more of another than this, or less than one by it: such a rate is a slip of the keyboard."""
_TEN_DIGITS = Context(prec=10)
_THOUSANDS = re.compile(r"\d{1,3}([.,])\d{3}(?:\1\d{3})*")


def written_rates(workspace: Workspace) -> str:
    """The rates as the settings show them, by currency, with the workspace's own decimal sign."""
    sign = "," if workspace.decimal_comma else "."
    return "\n".join(f"{code} {rate:f}".replace(".", sign) for code, rate in sorted(workspace.rates.items()))


def read_rates(text: str, base: str, decimal_comma: bool) -> dict[str, Decimal]:
    """One rate a line: "EUR 1.08" means a euro is worth 1.08 of `base`. Raises `Invalid`, naming the line, for what is
    no currency or no rate, and for a number that could be read in two ways."""
    rates: dict[str, Decimal] = {}
    for line in filter(None, (line.strip() for line in text.splitlines())):
        code, _, number = line.replace("=", " ").partition(" ")
        code, number = code.upper(), number.strip()
        rate = _rate(number, decimal_comma)
        if rate is None:
            example = "EUR 1,08" if decimal_comma else "EUR 1.08"
            raise Invalid(f'I cannot read the rate "{line}". Write one a line, like {example}.', field="rates")
        try:
            require_traded(code, still=False)  # deals of old times may be in old money
        except Invalid as problem:
            raise Invalid(problem.sentence, field="rates") from None
        if not rate.is_finite() or rate <= 0:
            raise Invalid(f"The rate of {code} must be above zero.", field="rates")
        if not 1 / LARGEST_RATE <= rate <= LARGEST_RATE:
            raise Invalid(f"The rate of {code} cannot be right: {number}.", field="rates")
        if code != base:
            rates[code] = rate
    return rates


def _rate(number: str, decimal_comma: bool) -> Decimal | None:
    """The number with the workspace's decimal sign; with the other one where that cannot group thousands."""
    own, other = (",", ".") if decimal_comma else (".", ",")
    if other in number and (own in number or _THOUSANDS.fullmatch(number)):
        return None
    try:
        return Decimal(number.replace(",", "."))
    except InvalidOperation:
        return None


def rebased(rates: Mapping[str, Decimal], base: str, new_base: str) -> dict[str, Decimal]:
    """The same rates with what each currency is worth in `new_base`, to ten digits; none where that had no rate itself,
    since nothing is known of it then."""
    worth = rates.get(new_base)
    if worth is None:
        return {}
    others = {code: _TEN_DIGITS.divide(rate, worth) for code, rate in rates.items() if code != new_base}
    return {**others, base: _TEN_DIGITS.divide(Decimal(1), worth)}
