"""From a phrase to a next step: what is to be done, and by when."""

from __future__ import annotations

import re
from typing import Final

from sales.language.builders import Hit, draft_of
from sales.language.context import Context
from sales.language.deals import settle
from sales.language.draft import Draft
from sales.language.lexicon import PRIVATE_PEOPLE, words
from sales.language.mentions import mention_at
from sales.language.sentences import first_sentence
from sales.language.shape import DEAL, TIME, Entity, Shape
from sales.language.slots import put_day, put_text
from sales.language.understanding import TimeSpan

_LEADING = re.compile(r"^(?:to|that|about|is|are|be|:|-|,|we|i|i'll|will|should|need to|must|have to)\s+")
_TAIL_OF_PLAN = re.compile(
    r"\s*(?:[,;(-]\s*)?(?:\b(?:due|by|on|before|after|until|till|for|at|in|scheduled|pencill?ed|booked|set|from|around|this|the"
    r"|end of|happening|planned|to|is|are|was|got|been|has"
    r"|(?:got |was |been )?(?:moved|rescheduled|pushed|postponed|shifted|brought forward|delayed)(?: to)?)\b\s*)*$"
)
_SET_FOR = re.compile(
    r"\s+(?:is|was|has been|now)?\s*(?:scheduled|fixed|pencill?ed in|booked|set|planned|confirmed|arranged|lined up"
    r"|locked in|in the diary"
    r"|on the calendar)\b"
)


def set_next_step(hit: Hit, shape: Shape, context: Context) -> Draft | None:
    """What is to be done, and by when: the words without their date, the last day said."""
    draft = draft_of(hit)
    if "clears" in hit.phrase.fixed:
        draft.put("next_step", "", shape.span(*hit.match.span()), "no next step any more")
        return draft
    start, end = hit.match.span("text")
    end = start + len(first_sentence(shape.line[start:end]))
    if title := _ONLY_FOR.fullmatch(shape.line, start, end):
        mention = mention_at(shape, context, title.start("deal"), title.end("deal"), sure=True)
        below = _LINE_BELOW.match(shape.line, end)
        if mention is None or below is None:
            return None
        settle(draft, mention)
        start, end = below.span("text")
    if fact := _FACT_BEHIND.search(shape.line, start, end):
        end = fact.start()
    if hit.phrase.fixed.get("future") and (aside := _ASIDE.search(shape.line, start, end)):
        end = aside.start()
    draft.end = end
    times = [(place, e) for place, e in shape.within(start, end, TIME) if isinstance(e.value, TimeSpan)]
    upcoming = [pair for pair in times if _is_ahead(pair[1], context)]
    if times and not _is_ahead(times[0][1], context) and hit.phrase.fixed.get("future"):
        return None
    if hit.phrase.fixed.get("future") and (not upcoming or _TO_EACH_OTHER.match(shape.line, start, end)):
        return None
    if hit.phrase.fixed.get("future") and _HAPPENED.search(shape.line, start, end):
        return None
    if hit.phrase.fixed.get("imperative") and not times:
        draft.ask("next_step_on", "When is that to be done?")
    cut = end
    if hit.has("date") and (said := shape.entity(hit.match.start("date"))) is not None:
        put_day(draft, "next_step_on", shape, said, context)
    elif upcoming or times:
        place, entity = (upcoming or times)[-1]
        put_day(draft, "next_step_on", shape, entity, context)
        if not shape.line[place + 1 : end].strip(" .,!;)"):
            cut = place
            cut -= len(shape.line[start:cut]) - len(_TAIL_OF_PLAN.sub("", shape.line[start:cut]))
    text = _SET_FOR.sub("", shape.words(start, cut)) if cut < end else shape.words(start, cut)
    lead = _LEADING.match(text)
    text = text[lead.end() :] if lead else text
    if _NOTHING.fullmatch(text.casefold()):
        draft.put("next_step", "", shape.span(start, cut), "no next step any more")
        return draft
    put_text(draft, "next_step", text, shape.span(start, cut), "the words after the verb")
    if "next_step" not in draft.slots:
        return None
    if shape.line[start:cut].strip(" .!") in (DEAL, f"about {DEAL}"):
        put_text(draft, "next_step", f"follow up with {text}", shape.span(start, cut), "a reminder of a deal")
    if _THEIRS.match(text.casefold()) or _NONE_OF_IT.search(text.casefold()):
        return None
    if "next_step_on" not in draft.slots and not draft.doubts and _is_cut_off(text, shape.line, end):
        draft.ask("next_step_on", "That was cut off. When is it to be done?")
    named = shape.within(start, end, DEAL)
    if not named and not hit.has("deal") and (_INTERNAL.match(text) or _is_private(text)):
        return None
    if named and not hit.has("deal"):
        mention = mention_at(shape, context, named[0][0], named[0][0] + 1, sure=True)
        if mention is not None:
            settle(draft, mention)
    return draft


_NOTHING = re.compile(
    r"\W*(?:none|nothing|nil|n/?a|no next steps?|nothing (?:planned|scheduled|yet|for now)|-+|cleared?|empty)\W*"
)
_HAPPENED = re.compile(
    r"\b(?:went|was|were|had|happened|took place|ran|did|held|hosted|attended|gave|finished|joined|loved|liked"
    r"|both done|all done|is done|are done)\b"
)
_ASIDE = re.compile(r"(?<=\ue003)\s*[,;] ?(?=\w+ing\b[^\n]*\ue003)")
""" "visit on Wednesday, flying out on Tuesday": the first day is the one of the visit."""
_THEIRS = re.compile(r"sign (?:off|it off)\b(?! (?:the|our|on our))")
"""What the customer does: no step of ours."""
_NONE_OF_IT = re.compile(
    r"^(?:no|without|never)\b(?!-)|\b(?:cancell?ed|called off|scrapped|not happening|isn't happening|(?:is|was|are)"
    r" off)\W*$"
)
""" "no call with Hooli today", "the call on Friday is off"."""
_ONLY_FOR = re.compile(rf"(?:(?:for|on|with|at) )?(?P<deal>{DEAL})\s*:?\s*")
_LINE_BELOW = re.compile(r"[\s:]*\n\s*(?P<text>[^\n]+)")
""" "next steps for Hooli:" above a list: the first of them."""
_ENDS_EARLY = re.compile(r"\b(?:on|for|by|at|until|till|in|with|to|and|the|an?|from|of|before|next|this)\W*$")
_OFTEN_LAST: Final = words(
    "again tomorrow monday tuesday wednesday thursday friday january february september october november december"
)


def _is_cut_off(text: str, line: str, end: int) -> bool:
    """Whether a message stops in the middle: "call them on", "try aga"."""
    last = re.findall(r"[a-z]+", text.casefold())[-1:]
    if not last or line[end:].strip(" .…"):
        return False
    if _ENDS_EARLY.search(text.casefold().rstrip(".… ")):
        return True
    (word,) = last
    return len(word) >= 3 and word != "tom" and any(whole.startswith(word) and whole != word for whole in _OFTEN_LAST)


_INTERNAL = re.compile(
    r"(?i)(?:an? |the |our )?(?:team|staff|all[- ]hands|stand-?up|internal|company|1:1|one[- ]on[- ]one|sprint)\b"
)
"""Appointments among ourselves, with no customer."""
_FACT_BEHIND = re.compile(
    r"(?<=\ue003)\s*[,;] ?(?=(?:(?:still|now|and|is|it's) )*(?:commit|best case|upside|omit|\ue001|closes?|closing"
    r"|close date|move[sd]?|stage|amount|budget)\b|\ue001)"
)
"""Behind the day of a plan, what is said of the deal is no part of the plan: "call on Dec 3, commit"."""
_TO_EACH_OTHER = re.compile(r"\w+ (?:me|you|ya|us|u)\b")
"""What people say to one another, not to a bot: "see you tomorrow", "call me at 5"."""


def _is_private(text: str) -> bool:
    """ "call the dentist tomorrow": nobody's next step."""
    return any(word in PRIVATE_PEOPLE for word in re.findall(r"[a-z]+", text.casefold()) if word not in _COLLEAGUES)


_COLLEAGUES: Final = (
    "team",
    "boss",
    "manager",
    "partner",
    "partners",
    "marketing",
    "finance",
    "engineering",
    "product",
)
"""Words for people at work, who may be the customer's: "demo for the finance team"."""


def _is_ahead(entity: Entity, context: Context) -> bool:
    return isinstance(entity.value, TimeSpan) and entity.value.end > context.now
