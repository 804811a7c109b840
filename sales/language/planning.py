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
from sales.language.understanding import Span, TimeSpan

_LEADING = re.compile(r"^(?:to|that|about|is|are|be|:|-|,|we|i|i'll|will|should|need to|must|have to)\s+")
_TAIL_OF_PLAN = re.compile(
    r"\s*(?:[,;(-]\s*)?(?:\b(?:due|by|on|before|after|until|till|for|at|(?<!check )(?<!drop )(?<!checking )in"
    r"|scheduled|pencill?ed|booked|set|from|around|this|the"
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
    place = _place(draft, hit, shape, context)
    if place is None:
        return None
    start, end = place
    draft.end = end
    times = [(at, e) for at, e in shape.within(start, end, TIME) if isinstance(e.value, TimeSpan)]
    if hit.phrase.fixed.get("future") and not _is_a_plan(shape, context, place, times):
        return None
    asks_somebody = hit.phrase.fixed.keys() & {"promise", "imperative"}
    if asks_somebody and _TO_EACH_OTHER.match(shape.line, start, end):
        return None
    if hit.phrase.fixed.get("imperative") and not times:
        draft.ask("next_step_on", "When is that to be done?")
    cut = _put_its_day(draft, hit, shape, context, place, times)
    if not _put_words(draft, shape, place, cut):
        return None
    return draft if _put_its_deal(draft, hit, shape, context, place) else None


def _place(draft: Draft, hit: Hit, shape: Shape, context: Context) -> Span | None:
    """Where the words of the plan stand: up to the end of the sentence, without what is said of the deal behind its
    day; below "next steps for Hooli:" in the first line of the list."""
    start, end = hit.match.span("text")
    end = start + len(first_sentence(shape.line[start:end]))
    if not hit.has("date") and (title := _ONLY_FOR.fullmatch(shape.line, start, end)):
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
    return start, end


def _is_a_plan(shape: Shape, context: Context, place: Span, times: list[tuple[int, Entity]]) -> bool:
    """Whether words that need a day to be a plan are one: it lies ahead, and nothing of it has happened."""
    if not any(_is_ahead(entity, context) for _, entity in times) or not _is_ahead(times[0][1], context):
        return False
    return not _TO_EACH_OTHER.match(shape.line, *place) and not _HAPPENED.search(shape.line, *place)


def _put_its_day(
    draft: Draft, hit: Hit, shape: Shape, context: Context, place: Span, times: list[tuple[int, Entity]]
) -> int:
    """Put the day into the draft, or what to ask of it; where the words end that are no part of it."""
    start, end = place
    if hit.has("date") and (said := shape.entity(hit.match.start("date"))) is not None:
        put_day(draft, "next_step_on", shape, said, context)
        return end
    if not times:
        return end
    at, entity = ([pair for pair in times if _is_ahead(pair[1], context)] or times)[-1]
    put_day(draft, "next_step_on", shape, entity, context)
    if shape.line[at + 1 : end].strip(" .,!;)"):
        return end
    return start + len(_TAIL_OF_PLAN.sub("", shape.line[start:at]))


def _put_words(draft: Draft, shape: Shape, place: Span, cut: int) -> bool:
    """Put the words into the draft; False where they are none, the customer's, or say that it is off."""
    start, end = place
    text = _SET_FOR.sub("", shape.words(start, cut)) if cut < end else shape.words(start, cut)
    lead = _LEADING.match(text)
    text = text[lead.end() :] if lead else text
    if _NOTHING.fullmatch(text.casefold()):
        draft.put("next_step", "", shape.span(start, cut), "no next step any more")
        return True
    if _UNKNOWN.fullmatch(text.casefold()):
        return False
    put_text(draft, "next_step", text, shape.span(start, cut), "the words after the verb")
    if "next_step" not in draft.slots or _THEIRS.match(text.casefold()) or _NONE_OF_IT.search(text.casefold()):
        return False
    if shape.line[start:cut].strip(" .!") in (DEAL, f"about {DEAL}"):
        put_text(draft, "next_step", f"follow up with {text}", shape.span(start, cut), "a reminder of a deal")
    if "next_step_on" not in draft.slots and not draft.doubts and _is_cut_off(text, shape.line, end):
        draft.ask("next_step_on", "That was cut off. When is it to be done?")
    return True


def _put_its_deal(draft: Draft, hit: Hit, shape: Shape, context: Context, place: Span) -> bool:
    """Put the deal that the words name into the draft; False where they name none and it is nobody's next step."""
    text = str(draft.value("next_step"))
    named = shape.within(*place, DEAL)
    if hit.has("deal") or not text:
        return True
    if not named:
        return not _INTERNAL.match(text) and not _is_private(text)
    mention = mention_at(shape, context, named[0][0], named[0][0] + 1, sure=True)
    if mention is not None:
        settle(draft, mention)
    return True


_NOTHING = re.compile(
    r"\W*(?:none|nothing|nil|n/?a|no next steps?|nothing (?:planned|scheduled|yet|for now)|-+|cleared?|empty)\W*"
)
_UNKNOWN = re.compile(
    r"\W*(?:(?:still |very |all )*(?:unclear|unknown|undecided|pending|open|tb[cda])|to be (?:determined|decided"
    r"|confirmed"
    r"|agreed|defined)|(?:on|with|up to) (?:them|him|her)|theirs)\W*"
)
""" "next steps unclear": nothing that could be done."""
_HAPPENED = re.compile(
    r"\b(?:went|was|were|had|happened|took place|ran|did|held|hosted|attended|gave|finished|joined|loved|liked"
    r"|both done|all done|is done|are done)\b"
)
_ASIDE = re.compile(r"(?<=\ue003)\s*[,;] ?(?=\w+ing\b[^\n]*\ue003)")
""" "visit on Wednesday, flying out on Tuesday": the first day is the one of the visit."""
_THEIRS = re.compile(r"sign (?:off|it off)\b(?! (?:the|our|on our))")
"""What the customer does: no step of ours."""
_NONE_OF_IT = re.compile(
    r"^(?:no|without|never)\b(?!-)|^(?:(?:with|for|at|on) \S+ )?(?:(?:could|might|may|would) (?:be|involve)"
    r"|depends?|hinges?)\b"
    r"|\b(?:cancell?ed|called off|scrapped|not happening|isn't happening|(?:is|was|are)"
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
