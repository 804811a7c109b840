"""Questions: what they ask about, for whom and for which period. Answered with the same numbers as everywhere else;
they never change anything."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import Final

from sales.language.builders import period_text
from sales.language.context import Context
from sales.language.deals import settle
from sales.language.draft import Draft
from sales.language.lexicon import words
from sales.language.mentions import Mention, bare_name, mention_at
from sales.language.phrases.asked import OTHER, QUERIES, Query
from sales.language.phrases.phrase import alternatives, term_of
from sales.language.shape import DEAL, PERSON, TIME, Shape, read_past
from sales.language.times.offsets import SEVERAL_TO_COME
from sales.language.understanding import IntentKind, TimeSpan

_MENTIONED = re.compile(
    r"(?:how(?:'s| is| are|s)|who owns|who has|who's on|status of|status on|update on|news on|news from|latest on"
    r"|latest with"
    r"|up with|happening with|going on with|going on at|new with|new at|new on|story with|deal with|where are we"
    r" with|where are we on"
    r"|where do we stand with|show(?: me)?|tell me about|about|info on|details on|details of|pull up|look up|find|open"
    r"|summari[sz]e|recap|deal|opportunity|for opportunity|talk to|talked to|speak to|speak with|spoke to|talk with"
    r"|heard from"
    r"|hear from|met with|meet with|meet|call|called|email|emailed|visit|visited|contact|stage is|is|does|will|with"
    r"|at|on|of|for"
    r"|named|called|fetch|select|get)"
    r" (?:the |my |our |deal |opportunity |opp |account |called |named )*(?P<deal>[^\s,;:!?()\ue001-\ue007]+(?:"
    r" [^\s,;:!?()\ue001-\ue007]+){0,4}?)"
    r"(?:'s)?(?: (?:deal|opportunity|opp|account|doing|going|looking|at|close|closing|now|again|so far|these days"
    r"|lately|worth"
    r"|right now|coming along|stage|in|and|status|moving|progressing|still|been)\b.*)?\W*$"
)
_OWNER_ME = re.compile(r"\b(?:my|mine|me|i|i'm|am i|i've)\b")
_OWNER_TEAM = re.compile(r"\b(?:our|team|team's|we|us|everyone|everybody|all reps|whole team)\b")
_OWNER_NAMED = re.compile(
    r"\b(?P<name>[^\W\d_]+)'s (?:\w+ ){0,2}(?:pipeline|deals|forecast|number|commit|calls|quota|activity"
    r"|opportunities|best case)|\b(?:for|of|by|does|did|has|is) (?P<name2>[^\W\d_]+)\b"
)
_NUMBER = re.compile(r"\b(?:top|biggest|largest|first|last|best) (\d{1,3}|one|two|three|five|ten|twenty)\b")
_BARE_BEFORE: Final = words(
    """show me list get give my our the all please see pull up display view for any current open i want to
    need what a an tell about whole full team team's quick and hey hi hello firebreak just ok top biggest
    largest new stuck can you which of in on summary summarize summarise review analyze analyse check recap
    find search look fetch select deals deal pipeline how many number overview update status latest this
    next last quarter's month's week's today's every run report print let us know only your yes so now also
    then go over with ask where when how's that who whom still pipe"""
)
_WORDS_BEFORE = re.compile(r"[a-z']+|\ue000|\ue003|\ue004")


@lru_cache(maxsize=1)
def _compiled() -> tuple[tuple[Query, re.Pattern[str]], ...]:
    return tuple((query, re.compile(query.pattern)) for query in QUERIES)


@lru_cache(maxsize=1)
def _other() -> re.Pattern[str]:
    return re.compile(OTHER)


def is_other(sentence: str) -> bool:
    """Whether the sentence is an instruction that we understand, and that is not ours."""
    return _other().search(sentence) is not None


def read_query(shape: Shape, context: Context, start: int, end: int, *, asked: bool) -> Draft | None:
    """What the sentence asks, or None. Without question mark and question word it must be short and begin like a
    request ("my stuck deals", "forecast for Q1")."""
    sentence = shape.line[start:end]
    for query, pattern in _compiled():
        if not asked and not query.bare:
            continue
        match = pattern.search(sentence)
        if match is None or (not asked and not _is_bare(sentence, match, query)):
            continue
        mention = _mention(shape, context, start, end, query)
        if query.needs_deal and mention is None:
            continue
        return _draft(query, match, mention, shape, context, start, end)
    deals = shape.within(start, end, DEAL) if asked else []
    mention = _whole(shape, context, start, end, deals[0][0]) if deals else None
    return None if mention is None else _about(mention, start, end)


def _about(mention: Mention, start: int, end: int) -> Draft:
    """Whatever is asked about one deal is answered with that deal."""
    draft = Draft(IntentKind.QUERY_DEAL, start, end, "a question that names a deal")
    settle(draft, mention)
    return draft


def _is_bare(sentence: str, match: re.Match[str], query: Query) -> bool:
    """Whether a sentence without a question mark is nothing but a request for this."""
    every = _WORDS_BEFORE.findall(sentence)
    if len(every) > 14:
        return False
    before = _WORDS_BEFORE.findall(sentence[: match.start()])
    allowed = (TIME, PERSON) if query.kind is IntentKind.QUERY_PIPELINE else (DEAL, TIME, PERSON)
    if any(word not in _BARE_BEFORE and word not in allowed and not word.endswith("'s") for word in before):
        return False
    after = sentence[match.end() :]
    return not re.search(
        r"\b(?:is|are|was|were|looks|look|went|has|have|had|says|said|got|will|i|we|they|he|she|'s)\b", after
    )


def _mention(shape: Shape, context: Context, start: int, end: int, query: Query) -> Mention | None:
    """The deal that is asked about: a known name, a misspelt one, or "it"."""
    deals = shape.within(start, end, DEAL)
    if deals:
        return _whole(shape, context, start, end, deals[0][0])
    if not query.needs_deal and query.kind not in (IntentKind.QUERY_ACTIVITY, IntentKind.QUERY_CONTACT):
        return None
    sentence = shape.line[start:end]
    if re.search(r"\b(?:it|this deal|this one|the deal|that deal|this)\b", sentence) and query.needs_deal:
        for deal_id in (context.thread_deal, context.channel_deal):
            if (deal := context.names.deal(deal_id)) is not None:
                return Mention("it", None, context.names.resolve(deal.name), pronoun=False)
    match = _MENTIONED.search(sentence)
    if match is None:
        return None
    narrow = re.match(
        r"\W*(?:how|who|status|update|what|where|show|tell|pull|look|find|open|summar|recap|deal|opportunity|when"
        r"|is|info|get|fetch|select|news|latest|any)",
        sentence,
    )
    said = shape.words(start + match.start("deal"), start + match.end("deal"))
    sure = bool(narrow) and said[:1].isupper() and query.kind is IntentKind.QUERY_DEAL
    return mention_at(shape, context, start + match.start("deal"), start + match.end("deal"), sure=sure)


def _whole(shape: Shape, context: Context, start: int, end: int, place: int) -> Mention | None:
    """A known name, with the words behind it where together they name a deal ("the Globex renewal")."""
    tail = re.compile(r"[\ue000](?: [^\W\d_][\w-]*){1,3}").match(shape.line, place, end)
    if tail:
        parts = tail.group().split(" ")
        for count in range(len(parts), 1, -1):
            stop = place + len(" ".join(parts[:count]))
            found = context.names.resolve(bare_name(shape.words(place, stop)))
            if found.deal is not None and found.score >= 90:
                return Mention(shape.words(place, stop), shape.span(place, stop), found)
    return mention_at(shape, context, place, place + 1, sure=True)


def _draft(
    query: Query, match: re.Match[str], mention: Mention | None, shape: Shape, context: Context, start: int, end: int
) -> Draft:
    if mention is not None and query.kind in (
        IntentKind.QUERY_PIPELINE,
        IntentKind.QUERY_FORECAST,
        IntentKind.QUERY_DEAL,
    ):
        return _about(mention, start, end)
    draft = Draft(query.kind, start, end, f"{query.kind.value}: a question")
    sentence = shape.line[start:end]
    if mention is not None:
        settle(draft, mention)
    if "contact" in match.re.groupindex and match["contact"]:
        at = start + match.start("contact"), start + match.end("contact")
        draft.put("contact", bare_name(shape.words(*at)), shape.span(*at), "a person's name")
    if "filter" in query.fixed:
        draft.put("filter", query.fixed["filter"], shape.span(start + match.start(), start + match.end()), "a filter")
    _period(draft, shape, context, start, end)
    if query.kind in (
        IntentKind.QUERY_PIPELINE,
        IntentKind.QUERY_FORECAST,
        IntentKind.QUERY_ACTIVITY,
        IntentKind.QUERY_CHANGES,
    ):
        _owner(draft, shape, context, start, end)
    if query.kind is IntentKind.QUERY_ACTIVITY:
        _kind(draft, sentence, shape, context, start)
    if query.kind is IntentKind.QUERY_PIPELINE:
        _stage(draft, sentence, shape, context, start)
        if number := _NUMBER.search(sentence) or re.search(r"\btop (\ue002)", sentence):
            draft.put("limit", shape.words(start + number.start(1), start + number.end(1)), None, "a number of deals")
    return draft


_LOOKS_BACK: Final = (IntentKind.QUERY_CHANGES, IntentKind.QUERY_ACTIVITY)


def _period(draft: Draft, shape: Shape, context: Context, start: int, end: int) -> None:
    times = [entity for _, entity in shape.within(start, end, TIME) if isinstance(entity.value, TimeSpan)]
    if not times:
        return
    time = times[0].value
    back = draft.kind in _LOOKS_BACK or draft.value("filter") in ("won", "lost", "new")
    if back and (again := read_past(shape, times[0], context)) is not None:
        time = again
    if not isinstance(time, TimeSpan):
        return
    span = shape.text.span(times[0].start, times[0].end)
    if time.rule == SEVERAL_TO_COME:
        time = replace(time, start=context.local_now)
    if draft.kind is IntentKind.QUERY_CHANGES:
        draft.put("since", time.start.date(), span, f"a day ({time.rule})")
    else:
        draft.put("period", period_text(time), span, f"a period ({time.rule})")


def _owner(draft: Draft, shape: Shape, context: Context, start: int, end: int) -> None:
    sentence = shape.line[start:end]
    people = shape.within(start, end, PERSON)
    if people:
        place = people[-1][0]
        found = context.names.person(shape.words(place, place + 1))
        written = found[0].id if len(found) == 1 else shape.words(place, place + 1)
        draft.put("owner", written, shape.span(place, place + 1), "a mention")
        return
    named = _OWNER_NAMED.search(sentence)
    if named:
        group = "name" if named["name"] else "name2"
        said = shape.words(start + named.start(group), start + named.end(group))
        found = context.names.person(said)
        if len(found) == 1:
            draft.put(
                "owner", found[0].id, shape.span(start + named.start(group), start + named.end(group)), "a colleague"
            )
            return
        if group == "name" and said[:1].isupper():
            draft.put(
                "owner", said, shape.span(start + named.start(group), start + named.end(group)), "a person's name"
            )
            return
    if _OWNER_TEAM.search(sentence) and not re.search(r"\bmy\b", sentence):
        draft.put("owner", "team", None, "we, our, the team")
    elif _OWNER_ME.search(re.sub(r"\b(?:show|give|get|tell|remind|catch) me\b", "", sentence)):
        draft.put("owner", "me", None, "my, I")


_KINDS_OF_WORDS: Final = {
    "call": r"calls?|called|phone[ds]?|rang|spoke|spoken|speak|talk|talked",
    "email": r"e-?mails?|e-?mailed",
    "meeting": r"meetings?|met|meet",
    "demo": r"demos?|demoed",
    "site_visit": r"site visits?|visits?|visited",
    "voicemail": r"voicemails?|vms?",
    "note": r"notes?",
}


def _kind(draft: Draft, sentence: str, shape: Shape, context: Context, start: int) -> None:
    for key, pattern in _KINDS_OF_WORDS.items():
        match = re.search(rf"\b(?:{pattern})\b", sentence)
        if (
            match
            and context.process.kind(key)
            and not re.search(r"\b(?:speak|talk|spoke|spoken|talked|meet)\b", match[0])
        ):
            draft.put("kind", key, shape.span(start + match.start(), start + match.end()), "a word for an activity")
            return


def _stage(draft: Draft, sentence: str, shape: Shape, context: Context, start: int) -> None:
    if "filter" in draft.slots:
        return
    said = alternatives(context.process.stages)
    match = re.search(
        rf"\b(?:in|at|are|to) (?:the )?(?P<stage>{said})\b|\b(?P<stage2>{said}) (?:deals|stage|opportunities)\b",
        sentence,
    )
    if match:
        group = "stage" if match["stage"] else "stage2"
        term = term_of(context.process.stages, match[group])
        if term is not None:
            span = shape.span(start + match.start(group), start + match.end(group))
            draft.put("filter", f"stage:{term.key}", span, "a stage of the process")
