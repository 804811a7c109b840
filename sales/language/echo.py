"""The one line that says what was understood, in segments: the caller escapes the text and shows the emphasis. Plain
words only; no Slack markup."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Final, NamedTuple

from sales.language.slots import written_day
from sales.language.understanding import Intent, IntentKind, NameMatch, Understanding
from sales.money import Money


class Segment(NamedTuple):
    """A stretch of the line; `strong` ones are shown in bold."""

    text: str
    strong: bool = False


_LEADS = {
    IntentKind.MOVE_STAGE: "stage",
    IntentKind.WIN_DEAL: "won",
    IntentKind.LOSE_DEAL: "lost",
    IntentKind.SET_AMOUNT: "amount",
    IntentKind.SET_CLOSE_DATE: "closes",
    IntentKind.SET_CATEGORY: "forecast category",
    IntentKind.SET_NEXT_STEP: "next step",
    IntentKind.ADD_CONTACT: "contact",
    IntentKind.ADD_ACCOUNT: "new account",
    IntentKind.CREATE_DEAL: "new deal",
    IntentKind.DELETE_DEAL: "delete",
    IntentKind.REASSIGN: "owner",
    IntentKind.SET_SOURCE: "source",
    IntentKind.RENAME_DEAL: "is called",
    IntentKind.SNOOZE: "quiet until",
    IntentKind.CONFIRM_DEAL: "still right",
    IntentKind.SUBMIT_CALL: "your call",
    IntentKind.UNDO: "undo",
    IntentKind.CORRECT: "corrected",
}
_SHOWN = {
    IntentKind.MOVE_STAGE: ("stage",),
    IntentKind.WIN_DEAL: ("amount", "closed_on"),
    IntentKind.LOSE_DEAL: ("reason", "closed_on"),
    IntentKind.SET_AMOUNT: ("amount",),
    IntentKind.SET_CLOSE_DATE: ("close_date", "reason"),
    IntentKind.SET_CATEGORY: ("category",),
    IntentKind.SET_NEXT_STEP: ("next_step", "next_step_on"),
    IntentKind.ADD_CONTACT: ("name", "title", "role", "email"),
    IntentKind.ADD_ACCOUNT: ("account",),
    IntentKind.CREATE_DEAL: ("account", "name", "amount", "source", "stage", "close_date"),
    IntentKind.REASSIGN: ("owner",),
    IntentKind.SET_SOURCE: ("source",),
    IntentKind.RENAME_DEAL: ("name",),
    IntentKind.SNOOZE: ("until",),
    IntentKind.SUBMIT_CALL: ("commit", "best_case", "period"),
    IntentKind.CORRECT: ("field", "value"),
}


_ASKED: Final = ("owner", "without", "filter", "reason", "kind", "contact", "over", "under", "period", "since")


def echo(understanding: Understanding) -> tuple[Segment, ...]:
    """What will be saved, asked or answered, as one line: "Logged a *call* with Jane (Acme) · stage *Proposal*"."""
    segments: list[Segment] = []
    said_deal = ""
    for intent in understanding.intents:
        if intent.kind is IntentKind.OTHER:
            continue
        if segments:
            segments.append(Segment(" · "))
        name = _deal_name(intent)
        segments.extend(_line(intent, name if name != said_deal else "", understanding.text))
        said_deal = name or said_deal
    if understanding.question is not None:
        segments.append(Segment((" · " if segments else "") + understanding.question.sentence))
    return tuple(segments)


def plain_echo(understanding: Understanding) -> str:
    """The echo with its emphasis as asterisks, for logs and the command line."""
    return "".join(f"*{part.text}*" if part.strong else part.text for part in echo(understanding))


def _deal_name(intent: Intent) -> str:
    deal = intent.value("deal")
    return deal.name if isinstance(deal, NameMatch) else ""


def _line(intent: Intent, name: str, text: str) -> list[Segment]:
    if intent.kind is IntentKind.LOG_ACTIVITY:
        return _logged(intent, name)
    if intent.kind.is_question:
        return _asked(intent, name)
    lead = _LEADS.get(intent.kind, intent.kind.value.replace("_", " "))
    segments = [Segment(f"{name}: {lead}" if name else lead.capitalize())]
    shown = [slot for slot in _SHOWN.get(intent.kind, ()) if slot in intent.slots]
    for number, slot in enumerate(shown):
        segments.append(Segment(" " if number == 0 else ", "))
        segments.append(Segment(written(intent, slot), strong=True))
        segments.extend(_words_behind(intent, slot, text))
    if intent.kind is IntentKind.ADD_CONTACT and (account := intent.value("account")) is not None:
        segments.append(Segment(f" at {account}"))
    return segments


def _words_behind(intent: Intent, slot: str, text: str) -> list[Segment]:
    """ "(end of Q1)" behind the day it became, in the rep's own words."""
    found = intent.slots[slot]
    if not isinstance(found.value, date) or found.span is None:
        return []
    words = " ".join(text[slice(*found.span)].split())
    return [Segment(f" ({words})")] if re.search(r"[^\W\d_]", words) else []


def _logged(intent: Intent, name: str) -> list[Segment]:
    kind = str(intent.value("kind") or "activity").replace("_", " ")
    article = "an" if kind[0] in "aeiou" else "a"
    segments = [Segment(f"Logged {article} "), Segment(kind, strong=True)]
    contact = intent.value("contact")
    if contact is not None:
        segments.append(Segment(f" with {contact}" + (f" ({name})" if name else "")))
    elif name:
        segments.append(Segment(f" at {name}"))
    happened = intent.slots.get("happened_on")
    if happened is not None and happened.span is not None and isinstance(happened.value, date):
        segments.append(Segment(f" on {written_day(happened.value)}"))
    return segments


def _asked(intent: Intent, name: str) -> list[Segment]:
    what = intent.kind.value.removeprefix("query_").capitalize()
    details = [name] if name else []
    details += [written(intent, slot) for slot in _ASKED if slot in intent.slots]
    return [Segment(f"{what}: "), Segment(", ".join(details), strong=True)] if details else [Segment(what)]


def written(intent: Intent, slot: str) -> str:
    """A slot's value as people read it."""
    value = intent.value(slot)
    if isinstance(value, Money):
        return f"{slot} {value}" if slot in ("over", "under") else str(value)
    if isinstance(value, date):
        return written_day(value)
    if isinstance(value, NameMatch):
        return value.name
    text = str(value)
    if slot == "next_step" and not text:
        return "none"
    if slot == "period":
        return written_period(text)
    if slot == "field" or (slot == "value" and intent.value("field") in _OF_THE_PROCESS):
        return _CORRECTED.get(text, text.replace("_", " "))
    if slot in ("role", "filter"):
        return text.removeprefix("stage:").replace("_", " ")
    return text.replace("_", " ").capitalize() if slot in ("stage", "category") else text


_OF_THE_PROCESS: Final = ("stage", "category", "kind", "source", "reason")
_CORRECTED: Final = {"happened_on": "day", "more_contact": "who else", "more_note": "more of the note"}
"""How a corrected field is called, where its name alone would not say it."""


def written_period(period: str) -> str:
    """Half-open days as people read them: "2026-10-01/2027-01-01" is "1 Oct to 31 Dec 2026"."""
    first, _, end = period.partition("/")
    start, last = date.fromisoformat(first), date.fromisoformat(end or first) - timedelta(days=1)
    if start >= last:
        return written_day(start)
    year = "" if start.year == last.year else f" {start.year}"
    return f"{start.day} {start:%b}{year} to {last.day} {last:%b %Y}"
