"""What a question asks about: for whom, which kind of activity, which stage, how large. Periods have their own room."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from sales.language.context import Context, Vocabulary
from sales.language.draft import Draft
from sales.language.lexicon import words
from sales.language.phrases.asked import MEASURES
from sales.language.phrases.phrase import alternatives, term_of
from sales.language.shape import MONEY, NUMBER, PERSON, Shape
from sales.language.understanding import MoneySpan, Span
from sales.money import Money

_OWNER_ME = re.compile(r"\b(?:my|mine|me|i|i'm|am i|i've)\b")
_OWN_NOTHING: Final = words(
    """today yesterday tomorrow week month quarter year what that it who let there here how where deal everyone
    everybody anyone someone company rep person why"""
)
"""Words before "'s" that are nobody's name."""
_OWNER_TEAM = re.compile(r"\b(?:our|team|team's|we|us|everyone|everybody|all reps|whole team)\b")
_OWNER_NAMED = re.compile(
    r"\bis (?P<name3>[^\W\d_]+) (?:currently |now )?working\b"
    r"|\b(?P<name>[^\W\d_]+)'s (?:\w+ ){0,2}(?:plate|list|desk|win rate|coverage|gap|pipeline|deals|forecast|number"
    r"|commit|calls?|quota|accuracy|activity|opportunities|best case|team)"
    r"|\b(?:for|of|by|does|did|has|is) (?P<name2>[^\W\d_]+)\b(?!'s)"
)
_OVER = r"(?:over|above|more than|greater than|bigger than|larger than|higher than|north of|at least|exceeding|>=?)"
_UNDER = r"(?:under|below|less than|smaller than|lower than|south of|at most|up to|no more than|<=?)"
_AMOUNT = rf"{MONEY}|{NUMBER}(?!\w| (?!and|or|closing|in|this|by|from|for|at|with|that)\w)"
_LIMIT = re.compile(rf"(?:{_OVER}) ?(?P<low>{_AMOUNT})|(?:{_UNDER}) ?(?P<high>{_AMOUNT})")
"""A bare number before a noun counts something else: "more than 50 seats"."""
_BETWEEN = re.compile(rf"\bbetween (?P<low>{_AMOUNT}) and (?P<high>{_AMOUNT})")


def put_limits(draft: Draft, shape: Shape, context: Context, start: int, end: int) -> None:
    """How large the deals asked for are: `over` and `under`, both meant inclusively, in the currency said. Bare numbers
    below a thousand are meant in thousands, as amounts of deals are."""
    found = _BETWEEN.search(shape.line, start, end)
    matches = [found] if found else list(_LIMIT.finditer(shape.line, start, end))
    for match in matches:
        for group, slot in (("low", "over"), ("high", "under")):
            if match[group]:
                _put_limit(draft, slot, shape, context, match.start(group))
    ranges = [e.value for _, e in shape.within(start, end, MONEY) if isinstance(e.value, MoneySpan)]
    for amount in ranges:
        if amount.to_amount is not None and "over" not in draft.slots:
            span = shape.text.span(*amount.span)
            currency = amount.currency or context.currency
            draft.put("over", Money.of(amount.amount, currency), span, "the lower end of a range")
            draft.put("under", Money.of(amount.to_amount, currency), span, "the upper end of a range")


def _put_limit(draft: Draft, slot: str, shape: Shape, context: Context, place: int) -> None:
    entity = shape.entity(place)
    if entity is None or not isinstance(entity.value, MoneySpan):
        return
    amount = entity.value
    value = amount.amount * 1000 if not amount.explicit and amount.amount < 1000 else amount.amount
    money = Money.of(value, amount.currency or context.currency)
    draft.put(slot, money, shape.text.span(entity.start, entity.end), "a limit for the amount")


def put_owner(draft: Draft, shape: Shape, context: Context, start: int, end: int, apart: Span | None = None) -> None:
    """Whose: a colleague who is named, "team" for we and our, "me" for my and I. Nobody who stands `apart`: their
    deals are not wanted."""
    sentence = shape.line[start:end]
    if apart is not None:
        sentence = sentence[: apart[0] - start] + " " * (apart[1] - apart[0]) + sentence[apart[1] - start :]
    people = [one for one in shape.within(start, end, PERSON) if apart is None or not apart[0] <= one[0] < apart[1]]
    if people:
        place = people[-1][0]
        found = context.names.person(shape.words(place, place + 1))
        written = found[0].id if len(found) == 1 else shape.words(place, place + 1)
        draft.put("owner", written, shape.span(place, place + 1), "a mention")
        return
    for named in _OWNER_NAMED.finditer(sentence):
        group = next(one for one in ("name3", "name", "name2") if named[one])
        where = start + named.start(group), start + named.end(group)
        said = shape.words(*where)
        found = context.names.person(said)
        if len(found) == 1:
            draft.put("owner", found[0].id, shape.span(*where), "a colleague")
            return
        behind = len(said) > 1 and said[:1].isupper() and named[0].startswith(_BEFORE_A_PERSON)
        if said.casefold() not in _OWN_NOTHING and (group != "name2" or behind):
            draft.put("owner", said, shape.span(*where), "a person's name")
            return
    if _OWNER_TEAM.search(sentence) and not re.search(r"\bmy\b", sentence):
        draft.put("owner", "team", None, "we, our, the team")
    elif _OWNER_ME.search(re.sub(r"\b(?:show|give|get|tell|remind|catch) me\b", "", sentence)):
        draft.put("owner", "me", None, "my, I")


_BEFORE_A_PERSON = ("did ", "does ", "has ", "for ", "by ")
_WITH_WHOM = re.compile(
    r"\b(?:with|to|from|by) (?P<contact>\ue007|(?:(?:dr|mr|mrs|ms"
    r"|prof)\.? +)?[^\W\d_][\w.'-]*(?: [^\W\d_][\w'-]*){0,2})"
)


def put_contact(draft: Draft, shape: Shape, start: int, end: int) -> None:
    """The person asked about, where no deal is: "interactions with Dr. Smith". A name has a capital."""
    match = _WITH_WHOM.search(shape.line, start, end)
    if match is None or "deal" in draft.slots:
        return
    said = shape.words(*match.span("contact"))
    if said[:1].isupper():
        draft.put("contact", said, shape.span(*match.span("contact")), "a person's name")


_KINDS_OF_WORDS: Final = {
    "call": r"calls?|called|phone[ds]?|rang|spoke|spoken|speak|talk|talked",
    "email": r"e-?mails?|e-?mailed",
    "meeting": r"meetings?|met|meet",
    "demo": r"demos?|demoed",
    "site_visit": r"site visits?|visits?|visited",
    "voicemail": r"voicemails?|vms?",
    "note": r"notes?",
}


def put_kind(draft: Draft, sentence: str, shape: Shape, context: Context, start: int) -> None:
    """The kind of activity asked about, where a word for one was said."""
    for key, pattern in _KINDS_OF_WORDS.items():
        match = re.search(rf"\b(?:{pattern})\b", sentence)
        if (
            match
            and context.process.kind(key)
            and not re.search(r"\b(?:speak|talk|spoke|spoken|talked|meet)\b", match[0])
        ):
            draft.put("kind", key, shape.span(start + match.start(), start + match.end()), "a word for an activity")
            return


_WHY = re.compile(r"\b(?:why|how come|what (?:moved|changed|happened to|drove|dropped|raised))\b")


def put_measure(draft: Draft, sentence: str, shape: Shape, start: int) -> None:
    """Which roll-up somebody asks the reasons of: "commit", "best_case", "total" or "closed"; none for what changed at
    all."""
    asked = _WHY.search(sentence)
    for measure, pattern in MEASURES.items() if asked else ():
        match = re.compile(rf"\b(?:{pattern})\b").search(sentence, asked.end() if asked else 0)
        if match:
            draft.put("measure", measure, shape.span(start + match.start(), start + match.end()), "a roll-up")
            return


_STAGED: Final = (
    "stuck",
    "past_due",
    "at_risk",
    "top",
    "no_decision_maker",
    "no_next_step",
    "no_close_date",
    "no_amount",
)
"""Filters within which a stage narrows further: "stuck at legal"."""


def put_stage(draft: Draft, sentence: str, shape: Shape, context: Context, start: int) -> None:
    """The stage whose deals are asked for: as the filter, or beside one that it narrows."""
    filtered = draft.value("filter")
    if filtered is not None and filtered not in _STAGED:
        return
    match = _stage_in(sentence, context)
    if match is None:
        return
    group = "stage" if match["stage"] else "stage2"
    term = term_of(context.process.stages, match[group])
    if term is not None:
        span = shape.span(start + match.start(group), start + match.end(group))
        slot, value = ("stage", term.key) if filtered else ("filter", f"stage:{term.key}")
        draft.put(slot, value, span, "a stage of the process")


def names_one(of: str, sentence: str, context: Context) -> bool:
    """Whether a question names a "stage" of the process, or a "source" of its list."""
    return (_stage_in if of == "stage" else _source_in)(sentence, context) is not None


def _stage_in(sentence: str, context: Context) -> re.Match[str] | None:
    return _asking_for(context.process)[0].search(sentence)


@lru_cache(maxsize=32)
def _asking_for(process: Vocabulary) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """How a question names a stage, and how a source, in a workspace's words."""
    stages, sources = alternatives(process.stages), alternatives(process.sources)
    return (
        re.compile(
            rf"\b(?:in|at|are|to) (?:the )?(?P<stage>{stages})\b|\b(?P<stage2>{stages}) (?:deals|stage|opportunities)\b"
        ),
        re.compile(rf"\b(?:from|via|through|by) (?:the |an? |our )?(?P<source>{sources})s?\b"),
    )


def put_source(draft: Draft, sentence: str, shape: Shape, context: Context, start: int) -> None:
    """The source whose deals are asked for, where no filter was said: "deals from webinars"."""
    if "filter" in draft.slots:
        return
    match = _source_in(sentence, context)
    term = term_of(context.process.sources, match["source"]) if match else None
    if match is not None and term is not None:
        span = shape.span(start + match.start("source"), start + match.end("source"))
        draft.put("filter", f"source:{term.key}", span, "a source of the list")


def _source_in(sentence: str, context: Context) -> re.Match[str] | None:
    return _asking_for(context.process)[1].search(sentence)
