"""How alike two names are, and whether one may be a slip of the other. Knows spellings only, not what exists."""

from __future__ import annotations

import re

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

ACCEPT = 90
"""Similarity (0 to 100) from which a single candidate is taken without asking."""
SHORTEST_TYPO = 6
"""A name of this many letters or more, one slip away from what was typed and alone in that, is taken too."""
_NUMBER = re.compile(r"\d+")


def _similarity(one: str, other: str) -> float:
    """How alike two keys are, 0 to 100, whatever the order of their words."""
    return max(fuzz.ratio(one, other), fuzz.token_sort_ratio(one, other))


def likeness(key: str, other: str) -> float:
    """How alike two names are, below `ACCEPT` where their numbers differ: Phase 2 is no slip of Phase 1."""
    alike = _similarity(key, other)
    return alike if same_numbers(key, other) else min(alike, ACCEPT - 1)


def same_numbers(one: str, other: str) -> bool:
    """Whether two keys hold the same numbers, in whatever order."""
    return one == other or sorted(_NUMBER.findall(one)) == sorted(_NUMBER.findall(other))


def slips(one: str, other: str) -> int:
    """How many letters have to be changed, added, left out or swapped to get from one word to the other."""
    return int(OSA.distance(one, other))


def looks_like_a_typo(key: str, name: str) -> bool:
    """One slip in a long enough name, or a letter of a short one doubled or halved ("Acmme")."""
    if min(len(key), len(name)) >= SHORTEST_TYPO:
        return True
    return min(len(key), len(name)) >= 4 and re.sub(r"(.)\1", r"\1", key) == re.sub(r"(.)\1", r"\1", name)
