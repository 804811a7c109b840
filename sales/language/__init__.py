"""Words and context become an `Understanding`: intents with slots, what is still missing, and the one question.
Pure and offline; knows neither Slack nor what is stored."""

from sales.language.context import Context, Term, Vocabulary, vocabulary_of
from sales.language.echo import Segment, echo
from sales.language.explain import explain
from sales.language.name_tables import DealName
from sales.language.names import ContactName, NameIndex, PersonName
from sales.language.understand import understand, warm_up
from sales.language.understanding import (
    Action,
    Choice,
    Intent,
    IntentKind,
    MoneySpan,
    NameMatch,
    Question,
    Slot,
    TimeSpan,
    Understanding,
)

__all__ = [
    "Action",
    "Choice",
    "ContactName",
    "Context",
    "DealName",
    "Intent",
    "IntentKind",
    "MoneySpan",
    "NameIndex",
    "NameMatch",
    "PersonName",
    "Question",
    "Segment",
    "Slot",
    "Term",
    "TimeSpan",
    "Understanding",
    "Vocabulary",
    "echo",
    "explain",
    "understand",
    "vocabulary_of",
    "warm_up",
]
