"""How a kind of question is written: the pattern that is searched for, and the slots that follow from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sales.language.understanding import IntentKind as K


@dataclass(frozen=True, slots=True)
class Query:
    """A kind of question: the pattern to be found in the sentence, the filter it means. `bare` ones count without a
    question mark or question word ("my stuck deals")."""

    kind: K
    pattern: str
    fixed: Mapping[str, str] = field(default_factory=dict)
    bare: bool = True
    needs_deal: bool = False


def query(kind: K, pattern: str, *, bare: bool = True, needs_deal: bool = False, **fixed: str) -> Query:
    """A question whose `fixed` slots follow from its words."""
    return Query(kind, pattern, fixed, bare, needs_deal)


DEALS = r"(?:deals?|opportunit(?:y|ies)|opps?|pipeline|pipe|leads?|accounts?)"
"""What people call the things they ask for."""
