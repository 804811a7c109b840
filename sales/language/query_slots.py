"""What a question asks about: for whom, for which period, which kind of activity, which stage."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from sales.language.builders import period_text
from sales.language.context import Context
from sales.language.draft import Draft
from sales.language.phrases.phrase import alternatives, term_of
from sales.language.shape import PERSON, TIME, Shape, read_past
from sales.language.times.offsets import SEVERAL_TO_COME
from sales.language.understanding import IntentKind, TimeSpan

_OWNER_ME = re.compile(r"\b(?:my|mine|me|i|i'm|am i|i've)\b")
_OWNER_TEAM = re.compile(r"\b(?:our|team|team's|we|us|everyone|everybody|all reps|whole team)\b")
_OWNER_NAMED = re.compile(
    r"\b(?P<name>[^\W\d_]+)'s (?:\w+ ){0,2}(?:pipeline|deals|forecast|number|commit|calls|quota|activity"
    r"|opportunities|best case)|\b(?:for|of|by|does|did|has|is) (?P<name2>[^\W\d_]+)\b"
)
_LOOKS_BACK: Final = (IntentKind.QUERY_CHANGES, IntentKind.QUERY_ACTIVITY)


def put_period(draft: Draft, shape: Shape, context: Context, start: int, end: int) -> None:
    """The period or the day asked about; what looks back leans to the past."""
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


def put_owner(draft: Draft, shape: Shape, context: Context, start: int, end: int) -> None:
    """Whose: a colleague who is named, "team" for we and our, "me" for my and I."""
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


def put_stage(draft: Draft, sentence: str, shape: Shape, context: Context, start: int) -> None:
    """The stage whose deals are asked for, where no other filter was said."""
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
