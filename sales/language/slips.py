"""Slips of the keyboard that cannot be another word: a letter left out, doubled, or swapped with its neighbour."""

from __future__ import annotations

from collections.abc import Collection, Iterable

SHORTEST = 6
"""A shorter word has too many neighbours that are words themselves."""


def slips_of(words: Iterable[str], never: Collection[str] = ()) -> dict[str, str]:
    """Each slip in one of `words` of `SHORTEST` letters or more, with the word that was meant. The first letter is
    always right, the last is never left out ("schedule" is no slip of "scheduled"); `never` are words of their own."""
    ours = set(words)
    found: dict[str, str] = {}
    for word in sorted(one for one in ours if len(one) >= SHORTEST):
        for at in range(1, len(word)):
            found[word[:at] + word[at] + word[at:]] = word
            if at + 1 < len(word):
                found[word[:at] + word[at + 1 :]] = word
                found[word[:at] + word[at + 1] + word[at] + word[at + 2 :]] = word
    return {slip: word for slip, word in found.items() if slip not in ours and slip not in never}
