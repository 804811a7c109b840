"""How English puts words together: lists, and the article before a noun. Knows no sales."""

from __future__ import annotations

from collections.abc import Sequence


def listed(words: Sequence[str], last: str = "and") -> str:
    """Words as a sentence lists them: "Ann, Bob and Cem"; "" for none."""
    return f" {last} ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def with_article(noun: str) -> str:
    """ "a call", "an email": by its first letter."""
    return f"{'an' if noun[:1].lower() in tuple('aeiou') else 'a'} {noun}"
