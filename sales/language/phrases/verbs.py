"""Verbs in the forms in which a rep tells of a change, or asks for one: "push", "pushed", "pushing". Not "pushes": that
is somebody else's doing, or still to come."""

from __future__ import annotations

from typing import Final, NamedTuple

from sales.language.lexicon import words

_PAST: Final = {
    "bring": "brought",
    "take": "took taken",
    "get": "got gotten",
    "put": "put",
    "set": "set",
    "cut": "cut",
    "make": "made",
    "slide": "slid",
    "send": "sent",
    "shrink": "shrank shrunk",
    "grow": "grew grown",
    "beat": "beat",
    "stick": "stuck",
    "hold": "held",
    "give": "gave given",
    "upsell": "upsold",
    "reset": "reset",
}
"""What does not end in "-ed"."""
_DOUBLED: Final = words("slip drop cut drag flip pop slot trim put set get defer transfer")
"""What doubles its last letter."""


class Verbs(NamedTuple):
    """The forms of some verbs: `any` as a regular expression, `words` as a phrase's triggers."""

    any: str
    words: str


def verbs(bases: str) -> Verbs:
    """The base form, the past and the "-ing" of each verb of the running text `bases`."""
    forms = [form for base in bases.split() for form in _forms(base)]
    longest_first = sorted(dict.fromkeys(forms), key=len, reverse=True)
    return Verbs(f"(?:{'|'.join(longest_first)})", " ".join(dict.fromkeys(forms)))


def _forms(base: str) -> list[str]:
    stem = base + base[-1] if base in _DOUBLED else base.removesuffix("e")
    return [base, *_PAST.get(base, f"{stem}ed").split(), f"{stem}ing"]
