"""For words in which nothing was found to do: why, in a sentence, and the two ways of saying it that come nearest, with
what was named filled in. Changes nothing, and knows nothing of what is stored."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from rapidfuzz import fuzz

from sales.language.certainty import forbids
from sales.language.context import Context
from sales.language.letters import is_a_letter, unsigned
from sales.language.moods import mood_of
from sales.language.normalise import normalise, opened
from sales.language.shape import DEAL, MONEY, TIME, Shape, shape_of
from sales.language.understand import understand
from sales.language.understanding import Action, NameMatch, TimeSpan

SHOWN = 2
ALIKE = 84
"""How like a word of a form one of five letters or more must be to count (0 to 100)."""
_SLIPS_FROM = 5
_LONGEST_QUOTE = 60


@dataclass(frozen=True, slots=True)
class Nearest:
    """Why nothing was done, a sentence; two forms that would be understood; and the deal that was named, if one was."""

    reason: str
    forms: tuple[str, ...]
    deal: NameMatch | None = None


@dataclass(frozen=True, slots=True)
class _Form:
    """A way to say something: the words that lead to it, the kind of thing it is about, and how it is written."""

    words: tuple[str, ...]
    example: str
    letter: str = ""


_NOTE: Final = "note on {deal}: {words}"
_FORMS: Final = (
    _Form(
        (
            "call",
            "called",
            "phone",
            "spoke",
            "talked",
            "met",
            "meeting",
            "visited",
            "emailed",
            "demo",
            "voicemail",
            "log",
        ),
        "called Jane at {deal}, wants a proposal",
    ),
    _Form(("to", "move", "moved", "stage", "advance", "moving"), "{deal} to {stage}"),
    _Form(("amount", "worth", "value", "price", "budget", "size", "now"), "{deal} is now {money}", MONEY),
    _Form(("close", "closes", "closing", "slips", "push", "pushed", "date", "postponed"), "{deal} closes {day}", TIME),
    _Form(
        ("next", "step", "todo", "task", "remind", "reminder", "follow", "send", "schedule"),
        "next step {deal}: send the offer by {day}",
    ),
    _Form(("won", "win", "signed", "closed"), "we won {deal}"),
    _Form(("lost", "lose", "dead", "killed"), "lost {deal}, price"),
    _Form(("new", "create", "add", "deal", "opportunity", "lead"), "new deal: Wayne Enterprises, 80k, referral"),
    _Form(
        ("contact", "person", "decision", "maker", "champion", "cfo", "ceo"), "Jane Doe is the decision maker at {deal}"
    ),
    _Form(("commit", "best", "case", "upside", "omit"), "commit {deal}"),
    _Form(("snooze", "pause", "hold", "quiet", "park", "later"), "snooze {deal} until {day}"),
    _Form(("hand", "owner", "assign", "reassign", "give", "transfer"), "hand {deal} over to @Lee"),
    _Form(("note", "notes", "remember", "write", "record", "fyi"), _NOTE),
    _Form(("delete", "remove", "drop"), "delete {deal}"),
    _Form(("how", "status", "update", "doing", "news", "about", "tell"), "how's {deal}?"),
    _Form(("pipeline", "deals", "list", "mine", "show"), "my pipeline"),
    _Form(("forecast", "quota", "quarter", "number", "target"), "forecast for this quarter"),
    _Form(("changed", "changes", "moved", "since", "new"), "what changed since Monday?"),
    _Form(("stuck", "stalled", "risk", "attention"), "my stuck deals"),
    _Form(("plan", "today", "day", "agenda", "week", "priorities"), "plan my day"),
)
_FIRST: Final = {True: (_NOTE, "how's {deal}?"), False: (_FORMS[0].example, "how's {deal}?")}
"""What is offered first where no word leads anywhere, by whether a deal was named."""

_REASONS: Final = {
    "a condition": "That holds only if something else happens, as I read it.",
    "a negation": "That tells what did not happen, as I read it.",
    "what somebody else said": "That is what somebody else said, as I read it.",
    "not certain": "That is not certain yet, as I read it.",
    "not yet so": "That is still to come, as I read it.",
    "long ago": "That was long ago, as I read it.",
}
_THEIRS = "Those are quoted or forwarded words, or a signature: I do not act on them."
_WORD = re.compile(r"[^\W\d_]{2,}")


def nearest(text: str, context: Context, example: str = "Acme") -> Nearest:
    """For a text that was understood as no instruction. Where no deal is named, the forms name the `example`; for a
    mail to somebody there are none then, for what it says is not said of that one."""
    shape = shape_of(normalise(text), context)
    letter = is_a_letter(text)
    theirs = letter or not shape.text.plain.strip()
    shape = shape_of(normalise(opened(unsigned(text) if letter else text)), context) if theirs else shape
    said = dict.fromkeys(str(entity.value) for entity in shape.entities if entity.letter == DEAL)
    named = list(filter(None, (context.names.resolve(name).deal for name in said)))
    name = next(iter(said)) if named else example
    likely = _likely(shape, named) if named or not letter else ()
    forms = (_filled(form, shape, context, name) for form in likely)
    understood = (form for form in forms if understand(form, context).action is not Action.IGNORE)
    deal = named[0] if len(named) == 1 else None
    return Nearest(_THEIRS if theirs and text.strip() else _reason(shape, deal), tuple(islice(understood, SHOWN)), deal)


def _reason(shape: Shape, deal: NameMatch | None) -> str:
    words = " ".join(shape.text.plain.split())
    if not words:
        return "There are no words in that."
    if not any(char.isalnum() for char in words):
        return "I read words, and there are none in that."
    mood = mood_of(shape.text.low)
    if mood.joke or mood.example:
        return "That is a joke or an example, as I read it."
    if mood.question:
        return "I have no answer to that. I know deals, people, what happened and the forecast."
    if reason := _REASONS.get(forbids(shape.line)):
        return reason
    short = words if len(words) <= _LONGEST_QUOTE else f"{words[: _LONGEST_QUOTE - 1].rstrip()}…"
    if deal is not None:
        return f"I see {deal.name} in “{short}”, but nothing that I could log or change."
    if any(entity.letter in (MONEY, TIME) for entity in shape.entities):
        return f"I see no deal in “{short}”."
    return f"I found nothing to log, to change or to answer in “{short}”."


def _likely(shape: Shape, named: Sequence[NameMatch]) -> list[str]:
    """The forms, those that most of the words lead to first; ties in the order of the list."""
    said = set(_WORD.findall(shape.line))
    letters = {entity.letter for entity in shape.entities}
    scored = [(_score(form, said, letters), -number, form.example) for number, form in enumerate(_FORMS)]
    likely = [example for score, _, example in sorted(scored, reverse=True) if score > 0]
    return list(dict.fromkeys((*likely, *_FIRST[bool(named)], *_FIRST[False])))


def _score(form: _Form, said: Collection[str], letters: Collection[str]) -> float:
    """How many of the words lead to the form, one slip of the keyboard allowed; what it is about counts half, and an
    amount leads to its form alone, as a day, which may be of anything, does not."""
    hits = sum(any(_same(word, known) for known in form.words) for word in said)
    return hits + 0.5 * (form.letter in letters) if hits or form.letter == MONEY else 0


def _same(word: str, known: str) -> bool:
    return word == known or (len(word) >= _SLIPS_FROM and fuzz.ratio(word, known) >= ALIKE)


def _filled(example: str, shape: Shape, context: Context, deal: str) -> str:
    stages = [stage for stage in context.process.stages if stage.outcome == "open"]
    said = _WORD.findall(shape.line)
    likely = [s.name for s in stages if any(_same(word, known) for word in said for known in s.words)]
    middle = stages[len(stages) // 2].name if stages else "Proposal"
    words = " ".join(shape.text.plain.split())[: _LONGEST_QUOTE * 3]
    return example.format(
        deal=deal,
        stage=(likely[0] if likely else middle).lower(),
        money=_as_said(shape, MONEY, context) or "45k",
        day=_as_said(shape, TIME, context) or "next Friday",
        words=words if any(entity.letter == DEAL for entity in shape.entities) else "they froze the budget",
    )


def _as_said(shape: Shape, letter: str, context: Context) -> str:
    """The amount, or a day to come, in the speaker's own words; "" where there is none that needs no question."""
    for entity in shape.entities:
        time = entity.value if isinstance(entity.value, TimeSpan) else None
        if entity.letter == letter and (time is None or (time.day is not None and time.start > context.now)):
            return shape.text.plain[entity.start : entity.end]
    return ""


_COURTESIES: Final = {
    "Any time.": "thanks|thank you|thx|ty|cheers|ta|many thanks|thanks a lot|thank you so much"
    "|merci|danke|much obliged",
    "Hello! Tell me what happened, or ask me something. Say `help` for examples.": "hi|hello|hey|hi there|hello there"
    "|hey there|good morning|morning|good afternoon|good evening|yo",
    "All right.": "ok|okay|k|great|cool|nice|perfect|good|fine|got it|awesome|super|alright|all right|never mind|nvm"
    "|nothing|no|yes|yep|sure|lol|haha|wow",
    "Bye!": "bye|goodbye|good night|see you|cu|see ya",
}


def courtesy(text: str) -> str:
    """The answer to words that are merely polite; "" for all others."""
    words = re.sub(r"[^\w' ]+|:[a-z_]+:", " ", normalise(text).low)
    said = re.sub(r"\b(?:fire ?break|bot|so much|very much|again|all|everyone)\b", " ", words)
    key = " ".join(said.split()) or " ".join(words.split())
    if _AWAY.match(key):
        return "Your days off and your reminders are set with `/firebreak schedule`: there you are left in peace."
    whole = next((answer for answer, known in _COURTESIES.items() if key in known.split("|")), "")
    return whole or _of_each(key.split())


def _of_each(said: Sequence[str]) -> str:
    """ "ok cool", "great thanks": each word is polite; the answer to the last, the thanks first."""
    answers = [next((a for a, known in _COURTESIES.items() if word in known.split("|")), "") for word in said[:5]]
    if len(said) > len(answers) or not answers or not all(answers):
        return ""
    return next((answer for answer in answers if answer == "Any time."), answers[-1])


_AWAY: Final = re.compile(
    r"(?:please |pls )?(?:stop|don't|do not|dont|quit) (?:reminding|nudging|messaging|pinging|bugging|remind|nudge|ping"
    r"|bug|message|sending) me(?: (?:reminders|nudges|messages))?(?: (?:please|pls|today|until \w+(?: \w+)?))?$"
    r"|(?:(?:i'm|i am|im|i'll be|i will be) )?(?:ooo|out of (?:the )?office|on (?:holiday|vacation|leave|pto)|off sick"
    r"|away)(?: (?:today|tomorrow|until|till|next|this|from|for|on|all|starting)(?: [\w/]+){0,4})?$"
)
"""Somebody who wants to be left in peace, or tells that they are away; no deal is named."""
