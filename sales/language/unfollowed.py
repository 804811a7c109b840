"""What a question about many deals says and nothing of it was read: a filter that we do not know is asked about, never
dropped. Knows which words narrow nothing; answers nothing."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from sales.language.draft import Draft
from sales.language.lexicon import words
from sales.language.phrases.question import Query
from sales.language.shape import MONEY, NUMBER, PERSON, TIME, Shape
from sales.language.understanding import IntentKind, Span

A_FILTER: Final = "a filter"
"""The rule of the filter that follows from the pattern: the words around it count as read one by one."""
LONGEST: Final = 60
_CAN: Final = {
    IntentKind.QUERY_PIPELINE: "by owner, stage, amount, close date, source, lost reason and what needs attention",
    IntentKind.QUERY_FORECAST: "by person, period and earlier day",
}

_NARROWS_NOTHING: Final = words(
    """a about actually again ahead all along also always am an and any anything are as ask at available away be been
    before being big bring bro btw but buddy by can check cheers come compare could count current currently deal deals
    details did display do does doing done due each else end ever every everything exactly fetch figure figures find
    first folks for forecast from full get getting give go going good got guys had has have having hello hey hi how
    how'd how's hows i i'd i'm i've if in into is it it's its just kindly know left let let's like list listed look
    looking looks lot lots main many mate matter maybe me mean moment more much my name need next no-one now of off
    oh ok okay on one ones only open opp opportunities opportunity opps or order our out outstanding over overall
    overview own people pipe pipeline please pls plus pull put quick quickly read really report respectively review
    right run say see select send should show so some sort soon standing state still such sum summary sure take tell
    thank thanks than that that's the their them then there there's these they thing things this those through to
    today together total totals track try u um under up update us value values very view want wanna was we we're
    we've were what what're what's whats when where where's which while who who'd who's whole whom whose why will
    wise with within would ya yes yet you your ahead roughly approximately about around
    amount amounts worth size sized account accounts client clients customer customers book books sales stuff
    business companies company crm file firebreak bot board side status
    team teams everybody everyone anybody anyone rep reps seller sellers guy colleague colleagues
    week weeks month months quarter quarters year years day days yesterday tomorrow time date period
    love share like provide bring present print run compile explain describe curious wondering remind ping forward
    email breakdown details visibility picture snapshot glance hand kindly dear sir madam team's screen page link
    gonna gotta went gone lately recently fortnight supposed catch
    active live ongoing existing present long short answer question"""
)
"""Words of asking, of politeness, and those that every list answers."""
_BESIDE: Final = {
    "closing": words("close closes closing closed closure due land landing pending slated scheduled expected sign"),
    "won": words("win wins winning won since"),
    "lost": words("lose loses losing loss losses lost reason reasons since"),
    "slipped": words("since"),
    "accuracy": words("last previous past earlier usually usual former"),
    "called": words("last latest"),
    "new": words("since came come coming arrived arrive landed"),
    "query_forecast": words(
        """against vs versus quota target hit hitting make making reach goal close closing closed won far off short
        above below land landing plan weighted number numbers nbr forecast forecasting forecasted predicted
        track tracking pace"""
    ),
    "query_changes": words("since move moves moved moving morning afternoon evening"),
}
"""Words that say a filter, or a kind of question, once more."""
_STAGES: Final = words("stage stages phase stuck sitting")
_DENIES: Final = words(
    """not no never without w/o except excluding exclude excl minus apart besides neither nor isn't aren't wasn't don't
    doesn't didn't hasn't haven't won't ignoring omitting leaving barring"""
)
"""Words that turn a filter around: read only as part of one."""
_NARROWING = re.compile(
    r"(?:\b(?:without|w/o|except(?: for)?|excluding|exclude|excl|minus|apart from|besides|other than|but not|but|not"
    r"|no|never|leaving out|ignoring|whose|that|which|where|who|because of|due to|thanks to|related to|to|by|with|from"
    r"|in|at|on|of|for|or|and|under|over|above|below|more than|less than|against|through|via|per|if|as)"
    r"(?: (?:are|is|have|has|were|was|the|an?|any|our|my|their|in|of|for|been|more than|less than))*\W+)\Z"
)
"""What may stand in front of a filter, and belongs to it when it is told."""
_ASKING = re.compile(r"\b(?:know|see|tell|show|find out|what(?:'s|s)?|which|how|who(?:'s|s)?|about|me|us)\b")
"""Behind these a question begins; what stands before them is courtesy."""
_TOKEN = re.compile(rf"w/o\b|[^\W\d_][\w'’-]*|{MONEY}|{NUMBER}|{PERSON}|{TIME}|\d[\w.,%-]*")


def is_followed(draft: Draft, query: Query, found: Span, shape: Shape, place: Span, *, asked: bool) -> bool:
    """Where a question holds words that neither its pattern nor a slot has read, it is asked what they mean: nobody
    takes all deals for those of a filter that was passed over. Without a question mark or word, words that do not even
    look like a filter make it no question: False. `found` is where in the shape its pattern fits."""
    if draft.doubts:
        return True
    unread = _unread(draft, query, found, shape, *place)
    if unread is None:
        return True
    before = _narrowing_before(shape.line, place[0], unread[0])
    denied = _TOKEN.match(shape.line, *unread)
    if before is None and not asked and not (denied and denied[0] in _DENIES):
        return False
    unread = before.start() if before else unread[0], unread[1]
    said = " ".join(shape.words(*unread).split()).strip(" ,.;:!?-–()")
    said = said if len(said) <= LONGEST else said[: LONGEST - 1].rstrip() + "…"
    can = _CAN.get(draft.kind, "by person and by day")
    draft.confirm(f"I do not know how to filter by “{said}”. I can {can}. Shall I answer without it?")
    return True


def _narrowing_before(line: str, start: int, at: int) -> re.Match[str] | None:
    """The words right in front of a place that make a filter of it; only the last few are looked at."""
    return _NARROWING.search(line, max(start, at - LONGEST), at)


def _unread(draft: Draft, query: Query, found: Span, shape: Shape, start: int, end: int) -> Span | None:
    """The place of what was not read."""
    known = _known(query.pattern) | _beside(draft)
    slots = [slot.span for slot in draft.slots.values() if slot.span is not None and slot.rule != A_FILTER]
    timed = bool(draft.slots.keys() & {"period", "since", "as_of"})
    left: list[Span] = []
    above = max((m.end() for m in _ASKING.finditer(shape.line, start, found[0])), default=start)
    for token in _TOKEN.finditer(shape.line, start, end):
        word = token[0].replace("’", "'")
        given = shape.span(*token.span())
        if any(begin < given[1] and given[0] < stop for begin, stop in slots):
            continue
        if token.end() <= above and word not in _DENIES and not _narrowing_before(shape.line, start, token.start()):
            continue
        inside = found[0] <= token.start() and token.end() <= found[1]
        if word == TIME and (timed or inside):
            continue
        if word in (MONEY, NUMBER) and inside:
            continue
        if word in _DENIES:
            if inside and (word in known or (word.endswith("n't") and "n't" in query.pattern)):
                continue
        elif _is_read(word, known) if len(word) > 1 else word not in (MONEY, NUMBER, PERSON, TIME):
            continue
        left.append(token.span())
    if not left:
        return None
    return left[0][0], left[-1][1]


def _beside(draft: Draft) -> frozenset[str]:
    staged = _STAGES if "stage" in draft.slots or str(draft.value("filter")).startswith("stage:") else frozenset[str]()
    filtered = str(draft.value("filter") or ("closing" if "period" in draft.slots else ""))
    dated = _BESIDE["closing"] if "period" in draft.slots else frozenset[str]()
    return dated | staged | _BESIDE.get(filtered, frozenset()) | _BESIDE.get(draft.kind.value, frozenset())


def _is_read(word: str, known: frozenset[str]) -> bool:
    stem = word.removesuffix("'s")
    return (
        word in _NARROWS_NOTHING
        or stem in _NARROWS_NOTHING
        or not known.isdisjoint((word, stem, f"{word}s"))
        or any(len(one) > 3 and word.startswith(one) for one in known)
    )


@lru_cache(maxsize=512)
def _known(pattern: str) -> frozenset[str]:
    """The words that a pattern is written with."""
    return frozenset(re.findall(r"[a-z]{2,}(?:'[a-z]+)?|w/o", pattern))
