"""What the signs and functions of formulas make of values: sums, comparisons, joined texts. What is not certain to mean
the same in every program is refused."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

Result = float | str | bool | None
COMPARED = {"=", "<>", "<", ">", "<=", ">="}


class Unknown(Exception):
    """The formula does something that is not worked out here."""


class Fault(Exception):
    """The formula comes to an error; the message is the error's name."""


def _mean(numbers: list[float]) -> float:
    if not numbers:
        raise Fault("#DIV/0!")
    return math.fsum(numbers) / len(numbers)


OVER_NUMBERS: Mapping[str, Callable[[list[float]], float]] = {
    "SUM": math.fsum,
    "AVERAGE": _mean,
    "MIN": lambda numbers: min(numbers, default=0.0),
    "MAX": lambda numbers: max(numbers, default=0.0),
    "COUNT": lambda numbers: float(len(numbers)),
}


def rounded(value: float, places: float) -> float:
    """Half away from zero, as spreadsheet programs round."""
    scale = 10.0 ** int(places)
    return math.copysign(math.floor(abs(value) * scale + 0.5) / scale, value)


def number(value: Result) -> float:
    """A value as a number; a blank cell is 0."""
    match value:
        case None:
            return 0.0
        case bool() | float():
            return float(value)
        case _:
            raise Unknown  # a text may be a number in one program's settings and not in another's


def truth(value: Result) -> bool:
    """A value as a condition."""
    if isinstance(value, str):
        raise Unknown
    return bool(value)


def joined(sign: str, left: Result, right: Result) -> Result:
    """Two values with a sign between them."""
    if sign in COMPARED:
        return _compared(sign, left, right)
    if sign == "&":
        if not (isinstance(left, str) and isinstance(right, str)):
            raise Unknown
        return left + right
    a, b = number(left), number(right)
    match sign:
        case "+":
            return a + b
        case "-":
            return a - b
        case "*":
            return a * b
        case "/":
            if b == 0:
                raise Fault("#DIV/0!")
            return a / b
        case _:
            power = a**b
            if isinstance(power, complex):
                raise Fault("#NUM!")
            return float(power)


def _compared(sign: str, left: Result, right: Result) -> bool:
    if isinstance(left, str) or isinstance(right, str):
        if sign in ("=", "<>"):
            return same(left, right) == (sign == "=")
        raise Unknown
    a, b = number(left), number(right)
    return {"=": a == b, "<>": a != b, "<": a < b, ">": a > b, "<=": a <= b, ">=": a >= b}[sign]


def same(value: Result, wanted: Result) -> bool:
    """Whether two values are equal: texts whatever their case, a blank cell like an empty text."""
    if isinstance(value, str) or isinstance(wanted, str):
        return str(value or "").casefold() == str(wanted or "").casefold()
    return value is not None and number(value) == number(wanted)


def is_pattern(wanted: Result) -> bool:
    """Whether what is looked for is more than a value: a comparison, or a text with wildcards."""
    return isinstance(wanted, str) and (not wanted or wanted[0] in "=<>" or bool(set("*?~") & set(wanted)))
