"""What the language has yet to learn: sentences that were not understood at once, and the words an admin has taught.
Knows what both are; not where they are kept."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from sales.errors import Invalid

KEPT_FOR = timedelta(days=90)
LONGEST_SENTENCE = 1_000
LONGEST_ALIAS = 60


class WhyKept(Enum):
    """What was the matter with a sentence."""

    CORRECTED = "corrected"
    ASKED = "asked"
    NOT_UNDERSTOOD = "not_understood"

    @property
    def words(self) -> str:
        return self.value.replace("_", " ")


@dataclass(frozen=True, slots=True)
class KeptSentence:
    """A sentence that was corrected, asked about or not understood. `at` is aware, `by` a person's id; `understood` is
    what it was taken for. `id` is 0 until saved."""

    id: int
    at: datetime
    by: int | None
    text: str
    why: WhyKept
    understood: str = ""


class AliasKind(Enum):
    """What a taught word may stand for."""

    STAGE = "stage"
    KIND = "kind"
    SOURCE = "source"
    LOST_REASON = "lost_reason"
    DEAL = "deal"
    COLUMN = "column"
    WHOM = "whom"

    @property
    def is_of_files(self) -> bool:
        """Whether it is about spreadsheets, and no word that people say."""
        return self in (AliasKind.COLUMN, AliasKind.WHOM)


@dataclass(frozen=True, slots=True)
class Alias:
    """Words that stand for something of the workspace's own: `meaning` is a key of the process, a deal's id, what a
    column of a spreadsheet with that heading is filled with, or whom its title is about. `id` is 0 until saved."""

    id: int
    words: str
    kind: AliasKind
    meaning: str


def alias_words(typed: str) -> str:
    """The words as they are compared: lower case, single spaces. Raises `Invalid` for none, for too many, and for what
    holds neither letter nor digit."""
    plain = re.sub(r"[\s_-]+", " ", typed.casefold()).strip()
    if not any(char.isalnum() for char in plain):
        raise Invalid("Write the word or words that people use.", field="words")
    if len(plain) > LONGEST_ALIAS:
        raise Invalid(f"An alias may have at most {LONGEST_ALIAS} characters.", field="words")
    return plain
