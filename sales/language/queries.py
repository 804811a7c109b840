"""Questions: what they ask about, for whom and for which period. Answered with the same numbers as everywhere else;
they never change anything."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from sales.language.asked_deals import asked_deal, looked_up, whole_name
from sales.language.asked_periods import is_to_come, put_period
from sales.language.context import Context
from sales.language.deals import settle
from sales.language.draft import Draft
from sales.language.left_out import put_lost_reason, put_without
from sales.language.lexicon import words
from sales.language.mentions import bare_name
from sales.language.names import Mention
from sales.language.phrases.asked import OTHER, QUERIES
from sales.language.phrases.question import Query
from sales.language.query_slots import (
    names_one,
    put_contact,
    put_kind,
    put_limits,
    put_measure,
    put_owner,
    put_source,
    put_stage,
)
from sales.language.shape import DEAL, MONEY, PERSON, TIME, Shape
from sales.language.understanding import IntentKind
from sales.language.unfollowed import A_FILTER, is_followed

_NUMBER = re.compile(r"\b(?:top|biggest|largest|first|last|best) (\d{1,3}|one|two|three|five|ten|twenty)\b")
_BARE_BEFORE: Final = words(
    """weighted at anything everything show me list get give my our the all please see pull up display view for any"
    " current open
    i want to need what a an tell about whole full team team's quick and hey hi hello firebreak just ok top biggest
    largest new stuck can you which of in on summary summarize summarise review analyze analyse check recap
    find search look fetch select deals deal pipeline how many number overview update status latest this
    next last quarter's month's week's today's every run report print let us know only your yes so now also
    then go over with read okay um uh supposed that's while there also sales avg average monthly weekly quarterly
    annual yearly ask where when how's that who whom still pipe"""
)
_WORDS_BEFORE = re.compile(r"[a-z']+|\ue000|\ue003|\ue004")


@lru_cache(maxsize=1)
def _compiled() -> tuple[tuple[Query, re.Pattern[str]], ...]:
    return tuple((query, re.compile(query.pattern)) for query in QUERIES)


_GROUP = re.compile(r"\(\?P<\w+>")


@lru_cache(maxsize=1)
def _any_bare() -> re.Pattern[str]:
    """Every question that needs no question mark, as one pattern."""
    bare = (_GROUP.sub("(?:", query.pattern) for query in QUERIES if query.bare)
    return re.compile("|".join(f"(?:{pattern})" for pattern in bare))


@lru_cache(maxsize=1)
def _other() -> re.Pattern[str]:
    return re.compile(OTHER)


def is_other(sentence: str) -> bool:
    """Whether the sentence is an instruction that we understand, and that is not ours."""
    return _other().search(sentence) is not None


_CHANGES: Final = re.compile(
    r"\W*(?:(?:please|pls|can you|could you|i want to|i need to|i'd like to|let's) )*(?:(?:update"
    r"|change)(?! (?:me|us"
    r"|on|from|in|log|history|for|of)\b)|set|move|push|add|create|delete|remove|mark|assign|reassign|bump|edit|leave"
    r"|keep|hold|stop|ignore|skip)\b(?!"
    r" \ue003)"
)
"""What changes something, understood or not, is never answered like a question."""
_SEVERAL = re.compile(rf"{DEAL}(?:'s)?(?: ?(?:,|/|&|\+)(?: and)? ?| (?:and|or|vs\.?|versus|against|with|to) ){DEAL}")
COMPARED: Final = "a comparison"
MOST_ASKED: Final = 5


def read_query(shape: Shape, context: Context, start: int, end: int, *, asked: bool) -> list[Draft]:
    """What the sentence asks; the same for each deal of a list ("how are Acme and Globex?"). Without question mark and
    question word it must be short and begin like a request ("my stuck deals", "forecast for Q1")."""
    changes = _CHANGES.match(shape.line, start, end)
    query = None if changes else _read_one(shape, context, start, end, asked=asked)
    if query is None:
        return []
    if query.rule == COMPARED:
        return _compared(query, shape, context, start, end)
    if "deal" not in query.slots or not _SEVERAL.search(shape.line, start, end):
        return [query]
    found = {str(query.value("deal")): query}
    for place, _ in shape.within(start, end, DEAL)[:MOST_ASKED]:
        mention = whole_name(shape, context, start, end, place)
        if mention is not None:
            again = Draft(query.kind, start, end, query.rule, slots=dict(query.slots))
            again.slots.pop("deal")
            settle(again, mention)
            found.setdefault(str(again.value("deal")), again)
    return list(found.values())


def _compared(query: Draft, shape: Shape, context: Context, start: int, end: int) -> list[Draft]:
    """The forecast of one period, and beside it that of the other; where one was named, the present is the first."""
    places = [place for place, _ in shape.within(start, end, TIME)]
    first, other = (Draft(query.kind, start, end, query.rule, slots=dict(query.slots)) for _ in range(2))
    for draft in (first, other):
        draft.forget("period")
    if len(places) > 1:
        put_period(first, shape, context, start, places[1])
    put_period(other, shape, context, places[-1], end, back=True)
    return [first, other]


def _read_one(shape: Shape, context: Context, start: int, end: int, *, asked: bool) -> Draft | None:
    sentence = shape.line[start:end]
    if not asked and not _may_be_bare(sentence):
        return None
    for query, pattern in _compiled():
        if not asked and not query.bare:
            continue
        match = pattern.search(sentence)
        if match is None or (not asked and not _is_bare(sentence, match, query)):
            continue
        mention = asked_deal(shape, context, start, end, query)
        if mention is None and "looked_up" in query.fixed:
            mention = looked_up(query, match, shape, context, start)
        if query.needs_deal and mention is None:
            continue
        if "needs" in query.fixed and not names_one(query.fixed["needs"], sentence, context):
            continue
        return _draft(query, match, mention, shape, context, start, end, asked=asked)
    deals = shape.within(start, end, DEAL) if asked else []
    mention = whole_name(shape, context, start, end, deals[0][0]) if deals else None
    return None if mention is None else _about(mention, start, end)


def _about(mention: Mention, start: int, end: int) -> Draft:
    """Whatever is asked about one deal is answered with that deal."""
    draft = Draft(IntentKind.QUERY_DEAL, start, end, "a question that names a deal")
    settle(draft, mention)
    return draft


def _may_be_bare(sentence: str) -> bool:
    """A cheap test that spares most sentences the single patterns: a question without its mark begins where only words
    of asking stand before it."""
    match = _any_bare().match
    if match(sentence):
        return True
    for word in _WORDS_BEFORE.finditer(sentence):
        if word.start() and match(sentence, word.start()):
            return True
        if word[0] not in _BARE_BEFORE and word[0] not in (DEAL, TIME, PERSON) and not word[0].endswith("'s"):
            return False
    return False


def _is_bare(sentence: str, match: re.Match[str], query: Query) -> bool:
    """Whether a sentence without a question mark is nothing but a request for this."""
    every = _WORDS_BEFORE.findall(sentence)
    if len(every) > 14:
        return False
    before = _WORDS_BEFORE.findall(sentence[: match.start()])
    allowed = (TIME, PERSON) if query.kind is IntentKind.QUERY_PIPELINE else (DEAL, TIME, PERSON)
    if any(word not in _BARE_BEFORE and word not in allowed and not word.endswith("'s") for word in before):
        return False
    if sentence.lstrip(" ,").startswith(MONEY):
        return False  # "40k, signing Dec 3" tells of a deal
    after = sentence[match.end() :]
    return not re.search(
        r"\b(?:is|are|was|were|looks|look|went|has|have|had|says|said|got|will|i|we|they|he|she"
        r"|'s(?!\W*$| (?:deals|ones|team|pipeline)))\b",
        after,
    )


_HOW_MUCH = re.compile(r"\W*(?:how (?:much|many)|what(?:'s| is|s| do we have)?)\b")
""" "how much is in contract?": the deals of a stage, not the forecast."""


def _draft(
    query: Query,
    match: re.Match[str],
    mention: Mention | None,
    shape: Shape,
    context: Context,
    start: int,
    end: int,
    *,
    asked: bool,
) -> Draft | None:
    if mention is not None and query.kind in (
        IntentKind.QUERY_PIPELINE,
        IntentKind.QUERY_FORECAST,
        IntentKind.QUERY_DEAL,
    ):
        return _about(mention, start, end)
    sentence = shape.line[start:end]
    kind = query.kind
    if kind is IntentKind.QUERY_FORECAST and _HOW_MUCH.match(sentence):
        staged = Draft(kind, start, end, "")
        put_stage(staged, sentence, shape, context, start)
        kind = IntentKind.QUERY_PIPELINE if staged.slots else kind
    draft = Draft(kind, start, end, COMPARED if "compare" in query.fixed else f"{kind.value}: a question")
    if mention is not None:
        settle(draft, mention)
    elif kind is IntentKind.QUERY_DEAL:
        draft.ask("deal", "Which deal is this about?")
    if "contact" in match.re.groupindex and match["contact"]:
        at = start + match.start("contact"), start + match.end("contact")
        draft.put("contact", bare_name(shape.words(*at)), shape.span(*at), "a person's name")
    if "filter" in query.fixed:
        draft.put("filter", query.fixed["filter"], shape.span(start + match.start(), start + match.end()), A_FILTER)
    put_period(draft, shape, context, start, end)
    if kind is IntentKind.QUERY_ACTIVITY and "deal" not in draft.slots and is_to_come(draft, context):
        draft.kind = IntentKind.QUERY_AGENDA
    _narrow(draft, shape, context, start, end)
    if kind in _OF_MANY and "compare" not in query.fixed:
        found = start + match.start(), start + match.end()
        return draft if is_followed(draft, query, found, shape, (start, end), asked=asked) else None
    return draft


_OF_SOMEBODY: Final = (
    *(IntentKind.QUERY_PIPELINE, IntentKind.QUERY_FORECAST, IntentKind.QUERY_ACTIVITY, IntentKind.QUERY_CHANGES),
)
"""What is asked of one's own, a colleague's or the team's."""


_OF_MANY: Final = (IntentKind.QUERY_PIPELINE, IntentKind.QUERY_FORECAST, IntentKind.QUERY_CHANGES)
"""What is answered with many deals, or what they add up to: a filter that is passed over makes it another number."""


def _narrow(draft: Draft, shape: Shape, context: Context, start: int, end: int) -> None:
    """Whose, of which kind, how large, how many: what the words say besides."""
    sentence, kind = shape.line[start:end], draft.kind
    if kind in _OF_SOMEBODY:
        apart = put_without(draft, shape, context, start, end) if kind is IntentKind.QUERY_PIPELINE else None
        put_owner(draft, shape, context, start, end, apart)
    if kind is IntentKind.QUERY_CHANGES:
        put_measure(draft, sentence, shape, start)
    if kind is IntentKind.QUERY_ACTIVITY:
        put_kind(draft, sentence, shape, context, start)
        put_contact(draft, shape, start, end)
    if kind is IntentKind.QUERY_PIPELINE:
        put_stage(draft, sentence, shape, context, start)
        put_source(draft, sentence, shape, context, start)
        put_lost_reason(draft, shape, context, start, end)
        put_limits(draft, shape, context, start, end)
        if number := _NUMBER.search(sentence) or re.search(r"\btop (\ue002)", sentence):
            draft.put("limit", shape.words(start + number.start(1), start + number.end(1)), None, "a number of deals")
