"""Numbers in digits as people write them: "45,000", "45.000,50", "1'200'000", "12,34,567", "2 1/2". Knows no units."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

_PART: Final = re.compile(r"\s?(1/2|½|and\sa\shalf|and\sa\squarter|and\sthree\squarters)\Z")
_PART_VALUES: Final = {
    **dict.fromkeys(("1/2", "½", "half"), Decimal("0.5")),
    "rter": Decimal("0.25"),
    "ters": Decimal("0.75"),
}
"""Parts of a number by the end of how they are written: "2 1/2 million", "1 and a half million"."""


def number_in(text: str, decimal_comma: bool, scaled: bool) -> tuple[Decimal, bool]:
    """The value of digits as written, and whether the writing leaves it open ("45.000" where a point is decimal)."""
    if part := _PART.search(text):
        return int(text[: part.start()]) + _PART_VALUES[part[1][-4:]], False
    if "point" in text:
        return Decimal(re.sub(r"\s*point\s*", ".", text)), False
    text = re.sub(r"[' ]", "", text)
    if "," in text and "." in text:
        decimal = "," if text.rfind(",") > text.rfind(".") else "."
        other = "." if decimal == "," else ","
        return Decimal(text.replace(other, "").replace(decimal, ".")), False
    sign = "," if "," in text else "." if "." in text else ""
    if not sign:
        return Decimal(text), False
    groups = text.split(sign)
    if len(groups) > 2 and len(groups[-1]) != 3:  # "1.234.56": nobody's way of writing
        return Decimal("".join(groups[:-1]) + "." + groups[-1]), True
    thousands = len(groups) > 2 or (len(groups[-1]) == 3 and len(groups[0]) <= 3 and not scaled)
    if not thousands:
        return Decimal(text.replace(",", ".")), False
    own_thousands = "." if decimal_comma else ","
    return Decimal("".join(groups)), len(groups) == 2 and sign != own_thousands
