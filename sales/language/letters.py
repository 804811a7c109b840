"""Whether a message is a mail that was pasted without its head: a greeting to somebody, and a name behind a sign-off.
What it says is said to its reader, never to us. Knows how such mails begin and end; nothing of deals."""

from __future__ import annotations

import re
from typing import Final

from sales.language.normalise import SIGNATURE_FROM

_GREETING: Final = re.compile(
    r"\A\W*(?:(?:re|fwd?|aw|wg): ?[^\n]*\n\s*)?(?:hi|hello|hey|dear|good (?:morning|afternoon|evening))[ ,]+"
    r"(?!(?:there|all|team|everyone|everybody|folks|guys|bot|fire ?break)\b)"
    r"(?:(?:mr|mrs|ms|dr)\.? ?)?[^\W\d_][\w'.-]*(?: [^\W\d_][\w'.-]*){0,2} ?[,!:.\u2013-]?[ \t]*\n",
    re.IGNORECASE,
)
"""A first line that speaks to one person; "Hi team" may be for us."""
_NAME_LINE: Final = re.compile(r"\s*[A-Z][\w'.-]*(?: [A-Z][\w'.-]*){0,3},?[^\n]{0,80}(?:\n|\Z)")


def is_a_letter(given: str) -> bool:
    """Whether the message, as it was written, opens with a greeting to one person and is signed."""
    text = given.replace("\r", "")
    greeting = _GREETING.match(text)
    end = SIGNATURE_FROM.search(text, greeting.end()) if greeting else None
    return end is not None and _NAME_LINE.match(text, end.end()) is not None


def unsigned(given: str) -> str:
    """The letter without the line of its sign-off, so that the account behind its writer's name is seen too."""
    return SIGNATURE_FROM.sub(" ", given.replace("\r", ""))
