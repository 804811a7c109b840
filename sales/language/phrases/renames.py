"""What a deal is called from now on. Whom a customer was renamed to by somebody else is no rename of ours."""

from __future__ import annotations

from sales.language.phrases.phrase import Phrase, phrase
from sales.language.understanding import IntentKind as K

_SET = r"(?:change|changed|update|updated|set|correct|corrected|edit|fix)"
_TO = r"(?: (?:to|into|as)| ?(?:->|=>|=|:))+ ?"

RENAMES: tuple[Phrase, ...] = (
    phrase(K.RENAME_DEAL, "rename renamed renaming", rf"renam(?:e|ed|ing) <known>{_TO}(?:be )?<text>"),
    phrase(K.RENAME_DEAL, "name title", rf"{_SET} <known>(?:'s)? (?:deal )?(?:name|title){_TO}<text>"),
    phrase(K.RENAME_DEAL, "name title", rf"{_SET} the (?:deal )?(?:name|title) (?:of|for|on) <known>{_TO}<text>"),
    phrase(K.RENAME_DEAL, "rename", r"rename <known>\s*[.!]*$"),
    phrase(
        K.RENAME_DEAL,
        "called named",
        r"<known> (?:should be|ought to be|is (?:now|actually|really)|is to be) (?:called|named) <text>",
        asks="yes",
    ),
)
