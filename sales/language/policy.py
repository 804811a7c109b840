"""Decides what may be done with what was read: save with Undo, ask one question, answer, or keep silent. Winning,
losing and deleting are always confirmed; nothing with an open slot is ever saved."""

from __future__ import annotations

import re
from typing import Final

from sales.language.context import Context
from sales.language.deals import carry
from sales.language.draft import Draft, Reading
from sales.language.folding import folded
from sales.language.holes import ask_about_holes
from sales.language.lexicon import words
from sales.language.queries import MOST_ASKED
from sales.language.shape import Shape
from sales.language.understanding import Action, Choice, Intent, IntentKind, NameMatch, Question
from sales.language.unused import ask_about_unused

_REQUIRED: Final[dict[IntentKind, tuple[str, ...]]] = {
    IntentKind.LOG_ACTIVITY: ("deal", "kind", "happened_on"),
    IntentKind.MOVE_STAGE: ("deal", "stage"),
    IntentKind.WIN_DEAL: ("deal",),
    IntentKind.LOSE_DEAL: ("deal", "reason"),
    IntentKind.SET_AMOUNT: ("deal", "amount"),
    IntentKind.SET_CLOSE_DATE: ("deal", "close_date"),
    IntentKind.SET_CATEGORY: ("deal", "category"),
    IntentKind.SET_NEXT_STEP: ("deal", "next_step"),
    IntentKind.ADD_CONTACT: ("account", "name"),
    IntentKind.ADD_ACCOUNT: ("account",),
    IntentKind.CREATE_DEAL: ("account",),
    IntentKind.DELETE_DEAL: ("deal",),
    IntentKind.REASSIGN: ("deal", "owner"),
    IntentKind.SET_SOURCE: ("deal", "source"),
    IntentKind.RENAME_DEAL: ("deal", "name"),
    IntentKind.SNOOZE: ("deal", "until"),
    IntentKind.CONFIRM_DEAL: ("deal",),
    IntentKind.CORRECT: ("field", "value"),
}
_CONFIRM: Final = {
    IntentKind.WIN_DEAL: "Mark {deal} as won{amount}?",
    IntentKind.LOSE_DEAL: "Mark {deal} as lost?",
    IntentKind.DELETE_DEAL: "Delete {deal}? This cannot be undone from here.",
}


Decided = tuple[Action, tuple[Intent, ...], tuple[Question, ...]]


def decide(reading: Reading, shape: Shape, context: Context) -> Decided:
    """The action, the intents and the questions of a message, the one to be asked now first."""
    reading.drafts = carry(reading.drafts, context)
    ask_about_unused(reading, shape, context)
    drafts = folded([draft for draft in reading.drafts if not draft.soft])
    if shape.holes:
        gaps = tuple(shape.text.span(hole.start, hole.end) for hole in shape.holes)
        ask_about_holes([*drafts, *reading.queries], gaps, shape.text.given)
    if not drafts:
        return _answer(reading, shape)
    before = None
    for draft in drafts:
        if before is not None and _same_breath(before, draft, shape):
            _share_the_day(before, draft)
        _complete(draft, context)
        before = draft if draft.kind is IntentKind.LOG_ACTIVITY else before
    intents = tuple(_intent(draft, shape) for draft in drafts)
    if all(intent.kind is IntentKind.OTHER for intent in intents):
        return Action.IGNORE, intents, ()
    questions = _questions(drafts, intents, context)
    return (Action.ASK if questions else Action.WRITE), intents, questions


def _answer(reading: Reading, shape: Shape) -> Decided:
    if not reading.queries:
        return Action.IGNORE, (), ()
    query = reading.queries[0]
    if query.kind is IntentKind.OTHER:
        return Action.IGNORE, (_intent(query, shape),), ()
    asked = tuple(_intent(one, shape) for one in reading.queries[:MOST_ASKED])
    questions = tuple(
        Question(doubt.about, doubt.sentence, doubt.choices, number)
        for number, one in enumerate(reading.queries[:MOST_ASKED])
        for doubt in one.doubts
    )
    return (Action.ASK if questions else Action.ANSWER), asked, questions


def _complete(draft: Draft, context: Context) -> None:
    """What follows without being said: today for what happened, the account of a deal, the note from what is left."""
    if draft.kind is IntentKind.LOG_ACTIVITY:
        if "happened_on" not in draft.slots and not any(d.about == "happened_on" for d in draft.doubts):
            draft.put("happened_on", context.local_now.date(), None, "no day was said: today")
        note = _note(draft)
        if note:
            draft.put("note", note, None, "the words that are left")
    if draft.kind is IntentKind.ADD_CONTACT and "account" not in draft.slots:
        deal = draft.value("deal")
        if isinstance(deal, NameMatch):
            slot = draft.slots["deal"]
            draft.put("account", deal.account, slot.span, f"the account of {deal.name}")
    if draft.kind is IntentKind.ADD_CONTACT and "account" in draft.slots:
        draft.doubts = [doubt for doubt in draft.doubts if doubt.about != "deal"]
        draft.slots.pop("deal", None)


def _same_breath(before: Draft, draft: Draft, shape: Shape) -> bool:
    """Whether a second thing that happened follows in the same sentence, with the same deal and no day of its own."""
    if draft.kind is not IntentKind.LOG_ACTIVITY or draft.own_deal or "happened_on" in draft.slots:
        return False
    return not re.search(r"[.!?\n]", shape.line[before.end : draft.start])


def _share_the_day(before: Draft, draft: Draft) -> None:
    if any(doubt.about == "happened_on" for doubt in draft.doubts):
        return
    slot = before.slots.get("happened_on")
    if slot is not None and slot.span is not None:
        draft.put("happened_on", slot.value, None, "the day said before")
    draft.doubts += [doubt for doubt in before.doubts if doubt.about == "happened_on"]


_RE: Final = re.compile(r"(?i)^re\b[\s:,-]*")
_SAYS_NOTHING: Final = words("was and but so then them him her it us re done happened completed finished now there")

_OF_ALL: Final = re.compile(
    r"(?:(?:please|pls|so) )?log (?:it|that|this)(?: please| pls)?|(?:for|to|with|at|by)? ?(?:all|both|each"
    r"|every one)(?: of them| one| two| three| four| five)?"
)


def _note(draft: Draft) -> str:
    parts = (_RE.sub("", re.sub(r"\s+", " ", part).strip(" ,;:-–.!?)(")) for part in draft.note)
    said = (part for part in parts if part.casefold() not in _SAYS_NOTHING and not _OF_ALL.fullmatch(part.casefold()))
    return ", ".join(part for part in said if part)


def _intent(draft: Draft, shape: Shape) -> Intent:
    asked = dict.fromkeys(doubt.about for doubt in draft.doubts if doubt.about != "confirm")
    lacking = dict.fromkeys(slot for slot in _REQUIRED.get(draft.kind, ()) if slot not in draft.slots)
    if draft.kind is IntentKind.SUBMIT_CALL and not draft.slots.keys() & {"commit", "best_case"}:
        lacking["commit"] = None
    end = max(draft.end, draft.start)
    return Intent(draft.kind, dict(draft.slots), tuple({**lacking, **asked}), draft.rule, shape.span(draft.start, end))


_ORDER: Final = ("deal", "account", "name", "field", "value", "stage", "amount", "close_date", "owner")
"""What is asked first where several things are open: which deal, before anything about it."""


def _questions(drafts: list[Draft], intents: tuple[Intent, ...], context: Context) -> tuple[Question, ...]:
    """All that must be asked, in the order of asking. One question at a time: the next when it is answered."""
    found: list[tuple[int, Question]] = []
    for number, (draft, intent) in enumerate(zip(drafts, intents, strict=True)):
        for doubt in draft.doubts:
            rank = _ORDER.index(doubt.about) if doubt.about in _ORDER else len(_ORDER)
            found.append((rank, Question(doubt.about, doubt.sentence, doubt.choices, number)))
        asked = {doubt.about for doubt in draft.doubts}
        for slot in intent.missing:
            if slot not in asked:
                rank = _ORDER.index(slot) if slot in _ORDER else len(_ORDER)
                found.append((rank, _plain_question(slot, intent, context, number)))
        if intent.kind.always_asks and not intent.missing:
            found.append((len(_ORDER) + 1, _confirmation(intent, number)))
    return tuple(question for _, question in sorted(found, key=lambda pair: pair[0]))


def _plain_question(slot: str, intent: Intent, context: Context, number: int) -> Question:
    if slot == "reason":
        choices = tuple(Choice(term.name, term.key) for term in context.process.lost_reasons)
        return Question(slot, f"{_name(intent)} is lost: why?", choices, number)
    sentences = {
        "deal": "Which deal is this about?",
        "account": "Which account is it with?",
        "name": "What is the person's name?",
        "stage": "Which stage?",
        "commit": "Which number do you call?",
    }
    choices = ()
    if slot == "stage":
        choices = tuple(Choice(term.name, term.key) for term in context.process.stages if term.outcome == "open")
    return Question(slot, sentences.get(slot, f"Which {slot.replace('_', ' ')}?"), choices, number)


def _confirmation(intent: Intent, number: int) -> Question:
    amount = intent.value("amount")
    said = f" for {amount}" if amount is not None else ""
    sentence = _CONFIRM[intent.kind].format(deal=_name(intent), amount=said)
    return Question("confirm", sentence, (Choice("Yes", "yes"), Choice("No", "no")), number)


def _name(intent: Intent) -> str:
    deal = intent.value("deal")
    return deal.name if isinstance(deal, NameMatch) else "the deal"
