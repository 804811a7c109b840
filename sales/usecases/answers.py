"""What a click on one of our questions adds to an understanding. Pure: the words are understood again as they were
said, and the answers given so far are laid on top."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from sales.errors import Invalid
from sales.language import Action, Intent, IntentKind, NameIndex, NameMatch, Question, Slot, Understanding
from sales.language.understanding import Choice, SlotValue
from sales.money import Money

CONFIRM = "confirm"
YES, NO = "yes", "no"
Answers = Mapping[str, str]
"""What was clicked: "intent.slot" -> the value as `written` has it. Small enough to travel inside a button."""


def written(value: SlotValue | None) -> str:
    """A slot's value as short text for a button; "" stands for "something else"."""
    match value:
        case None:
            return ""
        case NameMatch():
            return f"deal:{value.id}"
        case Money():
            return f"money:{value.currency}:{value.minor}"
        case datetime():
            return f"instant:{value.isoformat()}"
        case date():
            return f"day:{value.isoformat()}"
        case _:
            return f"text:{value}"


def read(text: str, names: NameIndex) -> SlotValue:
    """The value that `written` wrote. Raises `Invalid` for a deal that is no longer among the names, and for what was
    never written by us."""
    try:
        return _read(text, names)
    except (ValueError, OverflowError):
        raise Invalid("That answer no longer works. Please say it again.") from None


def _read(text: str, names: NameIndex) -> SlotValue:
    kind, _, rest = text.partition(":")
    match kind:
        case "deal":
            deal = names.deal(int(rest))
            if deal is None:
                raise Invalid("That deal is not there any more. Please say it again.")
            return deal
        case "money":
            currency, minor = rest.split(":")
            return Money(int(minor), currency)
        case "day":
            return date.fromisoformat(rest)
        case "instant":
            return datetime.fromisoformat(rest)
        case _:
            return rest


def agreed(answers: Answers) -> bool:
    """Whether a question for yes or no was answered with yes."""
    return any(key.endswith(f".{CONFIRM}") and text == written(YES) for key, text in answers.items())


def declined(answers: Answers) -> bool:
    """Whether the last click said no, or that none of the choices was meant."""
    return any(text == "" or (key.endswith(f".{CONFIRM}") and text == written(NO)) for key, text in answers.items())


def new_deal(answers: Answers) -> tuple[str, str] | None:
    """Where the choice was a new deal: the key of that answer, and the new deal's name."""
    for key, text in answers.items():
        kind, _, name = text.partition(":")
        if key.endswith(".deal") and kind == "text" and name:
            return key, name
    return None


def settle(understanding: Understanding, answers: Answers, names: NameIndex) -> Understanding:
    """The understanding with the answers filled in: WRITE once nothing is missing and what must be confirmed is;
    else ASK, with the question that is open now (no choices: only a form can ask for the rest)."""
    intents = list(understanding.intents)
    asked = [q for q in (understanding.question, *understanding.further) if q is not None]
    confirmed = False
    for key, text in answers.items():
        number, _, about = key.partition(".")
        if about == CONFIRM:
            confirmed = text == written(YES)
        if about == CONFIRM:
            continue
        value = read(text, names)
        if about in ("deal", "account"):
            alike = _asked_alike(asked, number, len(intents))
            intents = [_with_deal(i, about, value) if n in alike else i for n, i in enumerate(intents)]
        elif number.isdecimal() and int(number) < len(intents):
            intents[int(number)] = _with(intents[int(number)], about, value)
    settled = replace(understanding, intents=tuple(intents), further=())
    if any(intent.missing for intent in intents):
        return replace(settled, action=Action.ASK, question=_still_open(intents, asked))
    if any(intent.kind.always_asks for intent in intents) and not confirmed:
        return replace(settled, action=Action.ASK, question=_confirm(intents))
    if not confirmed and (open_still := next((q for q in asked if q.about == CONFIRM), None)):
        return replace(settled, action=Action.ASK, question=open_still)
    if all(intent.kind.is_question for intent in intents):
        return replace(settled, action=Action.ANSWER, question=None)
    return replace(settled, action=Action.WRITE, question=None)


def _asked_alike(asked: Sequence[Question], number: str, count: int) -> frozenset[int]:
    """The intents that the answer to one question about a deal is for: those without a question of their own, and those
    with the same."""
    sentences = {question.intent: question.sentence for question in asked if question.about in ("deal", "account")}
    this = sentences.get(int(number)) if number.isdecimal() else None
    return frozenset(n for n in range(count) if sentences.get(n, this) == this)


def _with(intent: Intent, about: str, value: SlotValue) -> Intent:
    slots = {**intent.slots, about: Slot(value, None, "your answer")}
    return replace(intent, slots=slots, missing=tuple(slot for slot in intent.missing if slot != about))


def _with_deal(intent: Intent, about: str, value: SlotValue) -> Intent:
    if intent.kind is IntentKind.ADD_CONTACT:  # people belong to accounts, whichever deal was named
        account = value.account if isinstance(value, NameMatch) else str(value)
        named = intent if "account" in intent.slots else _with(intent, "account", account)
        return replace(named, missing=tuple(slot for slot in named.missing if slot not in ("account", "deal")))
    if "deal" in intent.slots or not {"deal", "account"} & set(intent.missing):
        return intent
    answered = _with(intent, "deal", value)
    return replace(answered, missing=tuple(slot for slot in answered.missing if slot not in ("account", about)))


def _still_open(intents: list[Intent], asked: Sequence[Question]) -> Question | None:
    """The next of the questions whose slot is still missing; a plain one where there was none."""
    for question in asked:
        if question.intent < len(intents) and question.about in intents[question.intent].missing:
            return question
    for number, intent in enumerate(intents):
        if intent.missing:
            return Question(intent.missing[0], f"What is the {intent.missing[0].replace('_', ' ')}?", (), number)
    return None


def _confirm(intents: list[Intent]) -> Question:
    number, intent = next((n, i) for n, i in enumerate(intents) if i.kind.always_asks)
    deal = intent.value("deal")
    name = deal.name if isinstance(deal, NameMatch) else "the deal"
    verb = {IntentKind.WIN_DEAL: "won", IntentKind.LOSE_DEAL: "lost"}.get(intent.kind, "deleted")
    choices = (Choice(f"Yes, {verb}", YES), Choice("No", NO))
    return Question(CONFIRM, f"Shall I mark {name} as {verb}?", choices, number)
