"""From a phrase to a deal's new name. Knows where a name ends; not whether another deal has it."""

from __future__ import annotations

import re
from typing import Final

from sales.language.builders import Hit, draft_of
from sales.language.context import Context
from sales.language.draft import Draft
from sales.language.new_deal_names import put_name
from sales.language.sentences import first_sentence
from sales.language.shape import Shape

_BEHIND: Final = re.compile(
    r"\s*(?:[,;]|\b(?:and|but|then) (?=(?:also |then |please |i |we )*(?:move|push|pull|bump|set|change|update"
    r"|mark|log|put"
    r"|make|close|commit|it|they|hand|the \w+ (?:is|to))\b)|\b(?:because|since|as they|please|pls|plz|thanks|thx"
    r"|instead"
    r"|from now on|going forward|for now|if you can)\b|\bnow\s*$)"
)
"""What stands behind a name and is no part of it."""


def rename_deal(hit: Hit, shape: Shape, context: Context) -> Draft | None:
    """What a deal is called from now on, as it was typed; without a name, the question for one."""
    draft = draft_of(hit)
    if not hit.has("text"):
        draft.ask("name", "What is it to be called?")
        return draft
    start, end = hit.match.span("text")
    end = start + len(first_sentence(shape.line[start:end]))
    if behind := _BEHIND.search(shape.line, start, end):
        end = behind.start()
    draft.end = end
    put_name(draft, shape, start, end)
    if "name" not in draft.slots:
        return None
    if "asks" in hit.phrase.fixed:
        draft.confirm("Shall it be called so from now on?")
    return draft
