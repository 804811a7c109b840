"""Whether words that look like a time are one: "may", "sat" and "24/7" mostly are none, a score is no date, and words
of time left over beside a reading mean that it was not understood."""

from __future__ import annotations

import re
from typing import Final

from sales.language.lexicon import words
from sales.language.times import offsets
from sales.language.times.clock import PARTS
from sales.language.times.rule import Found
from sales.language.times.tokens import Tokens

_NEVER_NEAR: Final = frozenset({"closest", "nearest", "bc", "b"})
_NOT_BESIDE: Final = frozenset({"closest", "nearest", "every", "each", "per", "bc", "except", "upcoming"})
_MODAL_AFTER: Final = frozenset(
    {"i", "we", "you", "they", "he", "she", "it", "not", "be", "have", "need", "want", "also"}
)


def is_other_word(p: Tokens, i: int, j: int, plain: str) -> bool:
    """ "may", "march", "sat", "sun", "second" alone are mostly no months and days."""
    if j != i + 1:
        return p.text(i) == "may" and p.text(i + 1) in _MODAL_AFTER
    word = p.text(i)
    capital = plain[p.items[i].start].isupper()
    if capital and word in ("april", "may", "june", "august") and p.text(i - 1) in _BEFORE_A_PERSON:
        return True
    if word in ("may", "march", "mar", "sat", "sun", "wed", "mon", "fri", "jan", "dec"):
        if len(p) == 1 or p.text(i - 1) in _BEFORE_DATES:
            return False
        if word in ("may", "march", "sat"):
            return not (capital and i > 0 and p.text(i + 1) not in _MODAL_AFTER)
        return not capital and word in ("sun", "mar", "wed") and len(p) > 2
    if p.kind(i) == "ord" and word.isalpha():
        return p.text(i - 1) not in ("on", "the")
    return p.kind(i) == "dot" and len(p) > 1 and p.kind(i - 1) != "wd" and not word.endswith(".")


_BEFORE_A_PERSON: Final = words("ask asked tell told with met emailed called texted pinged dear hi hey cc thanks")
""" "ask April", "called June": people."""
_BEFORE_DATES: Final = words(
    "in on by until till of end mid early late next last this from since before after for to through around"
    " - ( closes close closing due"
)


def is_count(p: Tokens, i: int, found: Found) -> bool:
    """A number that is money, a per cent or a count is no time, however much it looks like one."""
    when, j = found
    if p.kind(i) == "ord" and j == i + 1 and p.text(j) in _COUNTED:
        return True
    if p.text(j) == "." and p.adjacent(j) and p.adjacent(j + 1) and p.text(j + 1) in ("com", "io", "ai", "co", "org"):
        return True
    if p.kind(i) in ("num", "slash", "dot") and j == i + 1 and p.text(i - 1) in ("$", "€", "£", "#", "no"):
        return True
    if _is_a_phone_number(p, j) or (j == i + 1 and _HALF_SAID.fullmatch(p.text(i))):
        return True
    if p.text(j) == "%" or (p.kind(i) == "slash" and j == i + 1 and _is_a_share(p, i)):
        return True
    return when.grain == "year" and p.text(j) in ("employees", "seats", "licenses", "users", "units")


def _is_a_share(p: Tokens, i: int) -> bool:
    """ "24/7", "3/4 of the team", "scored us 9/10"."""
    return (
        p.text(i) == "24/7"
        or p.text(i + 1) in ("of", "stars", "star", "rating", "done", "complete")
        or any(p.text(k) in _SCORES for k in range(max(0, i - 3), i))
    )


_SCORES: Final = words("score scored scores rated rates rating gave marks")
_COUNTED: Final = words(
    "call calls voicemail vm email meeting mtg demo visit attempt time times try round draft version reminder"
    " conversation"
    " chat session workshop follow-up followup deal customer floor place party century"
)
"""Behind an ordinal these are counted: "2nd voicemail" is no day of the month."""
_HALF_SAID: Final = re.compile(r"\d{1,2}\s?[ap]\.?")
""" "4a" alone may be a flat or a clause; "at 4p" and "9a to 11a" are times."""


def _is_a_phone_number(p: Tokens, j: int) -> bool:
    """ "650-650-6500": a number goes on behind a hyphen."""
    return (
        p.kind(j - 1) == "num" and p.text(j) in "-." and p.adjacent(j) and p.adjacent(j + 1) and len(p.text(j + 1)) > 2
    )


def _is_because(p: Tokens, i: int) -> bool:
    """ "mid-Feb bc their budget resets": before further words it is no era."""
    return p.text(i) == "bc" and p.text(i + 1).isalpha()


def is_sound(p: Tokens, i: int, j: int) -> bool:
    """Whether no word of time is left over beside the reading: "the second closest Monday to" is nobody's guess."""
    if p.text(i - 1) in _NOT_BESIDE or (p.text(j) in _NOT_BESIDE and not _is_because(p, j)):
        return False
    around = (*range(max(0, i - 4), i), *(k for k in range(j, min(len(p), j + 2)) if not _is_because(p, k)))
    if any(p.text(k) in _NEVER_NEAR for k in around):
        return False
    if p.kind(i) == "rel" and p.kind(i - 1) == "num":
        return False
    if p.kind(i - 1) == "rel" and p.text(i) in PARTS and p.number(i - 1) != 0 and p.text(i) != "night":
        return False
    if p.text(i - 1) in ("to", "-", "or") and i >= 2 and p.quantity(i - 2) and offsets.quantity_of_units(p, i):
        return False
    if p.kind(i - 1) == "ord" and p.kind(i) == "wd" and p.text(i - 2) != "," and p.text(j) in ("of", "in"):
        return False
    if p.text(i - 1) in ("after", "before", "from") and p.kind(i - 2) in ("unit", "ord", "wd"):
        return False
    if offsets.quantity_of_units(p, i) and _counts_units(p, i - 1 - (p.text(i - 1) in ("and", ","))):
        return False
    counted = offsets.quantity_of_units(p, p.skip(j, "in")) if p.kind(p.skip(j, "in")) in ("num", "word") else None
    return not (counted and p.text(counted[2]) in ("ago", "hence", "from", "later"))


def _counts_units(p: Tokens, k: int) -> bool:
    """Whether a number of units ends at `k`: the "1 month" of "1 month and 21 days ago"."""
    return p.kind(k) == "unit" and p.quantity(k - 1) is not None
