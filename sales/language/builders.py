"""From a phrase that matched to a draft: which part of the sentence fills which slot. One function per kind of
intent."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Final, NamedTuple

from sales.language.context import Context
from sales.language.draft import Draft
from sales.language.likeness import slips
from sales.language.mentions import LEFT_OVER, Mention
from sales.language.phrases.phrase import Phrase, term_of
from sales.language.shape import PERSON, Entity, Shape, almanac_of
from sales.language.shifts import PULLED_IN, shift_of_date
from sales.language.slots import put_day, put_text, written_day
from sales.language.times.reader import read_time
from sales.language.times.stretches import DEADLINE
from sales.language.understanding import Choice, IntentKind, TimeSpan
from sales.period import zone


class Hit(NamedTuple):
    """A phrase that matched at a place of the shape, and the deal it mentions, if any."""

    phrase: Phrase
    match: re.Match[str]
    mention: Mention | None

    def has(self, group: str) -> bool:
        """Whether that part of the pattern took part in the match."""
        return group in self.match.re.groupindex and self.match[group] is not None

    def said(self, group: str) -> str:
        """The part's letters in the shape, or ""."""
        return self.match[group] or "" if group in self.match.re.groupindex else ""


Builder = Callable[[Hit, Shape, Context], Draft | None]

_CATEGORIES: Final = {
    "commit": "commit",
    "best": "best_case",
    "upside": "best_case",
    "pipe": "pipeline",
    "omit": "omitted",
}
_BELOW_COMMIT: Final = (Choice("Best case", "best_case"), Choice("Pipeline", "pipeline"), Choice("Omitted", "omitted"))


def draft_of(hit: Hit) -> Draft:
    """An empty draft for a hit."""
    return Draft(hit.phrase.kind, hit.match.start(), hit.match.end(), hit.phrase.said_by(hit.match[0]))


def entity_of(hit: Hit, shape: Shape, group: str) -> Entity | None:
    """The entity that a part of the pattern stands on."""
    return shape.entity(hit.match.start(group)) if hit.has(group) else None


def move_stage(hit: Hit, shape: Shape, context: Context) -> Draft | None:
    """A stage named; one that means won or lost becomes winning or losing, which is confirmed."""
    draft = draft_of(hit)
    said = hit.phrase.fixed.get("stage", hit.said("stage"))
    stage = term_of(context.process.stages, said) if said else None
    if hit.has("misspelt"):
        return _misspelt_stage(draft, hit.said("misspelt"), context)
    if offered := term_of(context.process.stages, hit.phrase.fixed.get("offers", "")):
        draft.ask("stage", f"Is that {offered.name}?", Choice(offered.name, offered.key))
        return draft
    if "offers" in hit.phrase.fixed:
        return None
    if stage is None:
        draft.ask("stage", "Which stage?")
        return draft
    if (
        hit.has("stage")
        and _OF_THEIRS.match(shape.line, hit.match.end("stage"))
        and _THEIR.search(shape.line, hit.match.start(), hit.match.start("stage"))
    ):
        return None
    if stage.outcome == "won":
        draft.kind = IntentKind.WIN_DEAL
    elif stage.outcome == "lost":
        draft.kind = IntentKind.LOSE_DEAL
    else:
        span = shape.span(*hit.match.span("stage")) if hit.has("stage") else shape.span(*hit.match.span())
        draft.put("stage", stage.key, span, "a stage of the process")
    return draft


_THEIR = re.compile(r"\ue000'?s \Z")
_OF_THEIRS = re.compile(r"(?: stage)? (?:with|which|due|since|after|as|plus|worth|closes|closing|close)\b")
""" "Stark's contract with Oracle": what they have, no stage of ours."""


def _misspelt_stage(draft: Draft, said: str, context: Context) -> Draft | None:
    """ "Acme to propsal": the one stage that is two slips away at most is offered; another word means nothing here."""
    near = {
        term.key: term
        for term in context.process.stages
        for word in term.words
        if 0 < slips(said, word) <= 2 and len(word) >= 6
    }
    if len(near) != 1:
        return None
    (term,) = near.values()
    draft.ask("stage", f'I do not know "{said}". Did you mean {term.name}?', Choice(term.name, term.key))
    return draft


_OF_A_CLOCK: Final = ("hour", "minute", "second")
_FROM = re.compile(r"\bfrom (?:the )?\Z")


def _last_of(shift: TimeSpan) -> TimeSpan:
    """ "from Dec 15 to Jan 15" is no range where a date is moved: the day it was moved to."""
    return replace(shift, day=shift.offers[0], doubt="") if shift.offers else shift


def set_close_date(hit: Hit, shape: Shape, context: Context) -> Draft | None:
    """A new close date, with the reason given. A shift by so long needs the stored date, so it is asked."""
    draft = draft_of(hit)
    entity = entity_of(hit, shape, "date")
    named = hit.mention is None or hit.mention.pronoun or hit.mention.resolution.is_known
    left_over = hit.mention is not None and hit.mention.resolution.rule == LEFT_OVER
    if left_over and entity is not None and isinstance(entity.value, TimeSpan) and entity.value.grain in _OF_A_CLOCK:
        return None  # "the Acme flight lands at 4"
    if not named and entity is not None and not shape.line[hit.match.end("deal") : hit.match.start("date")].strip():
        return None  # "moved desks today"
    if entity is not None and _FROM.search(shape.line, hit.match.start(), hit.match.start("date")):
        if not isinstance(entity.value, TimeSpan) or entity.value.rule != "a range":
            return None  # "from Jan 15": only where it was
        put_day(draft, "close_date", shape, entity._replace(value=_last_of(entity.value)), context)
    elif entity is not None and (inwards := _pulled_in(hit, shape, entity)):
        draft.put("by", inwards, shape.span(*hit.match.span()), "a shift of what is stored")
        draft.ask("close_date", "Which day is the new close date?")
        return draft
    elif entity is not None:
        put_day(draft, "close_date", shape, entity, context)
    if entity is not None:
        if hit.has("beyond") and "close_date" in draft.slots:
            day = draft.slots.pop("close_date").value
            choices = (Choice(written_day(day), day),) if isinstance(day, date) else ()
            draft.ask("close_date", f"Which day {hit.said('beyond')} that is it?", *choices)
        opens = isinstance(time := entity.value, TimeSpan) and time.grain in _OF_A_CLOCK and time.rule != DEADLINE
        opens = opens or "offers" in hit.phrase.fixed or hit.has("near") or hit.has("vague")
        if opens and "close_date" in draft.slots:
            day = draft.slots.pop("close_date").value
            if isinstance(day, date):
                draft.ask("close_date", f"Is {written_day(day)} the close date?", Choice(written_day(day), day))
        if hit.has("other") and "close_date" in draft.slots:
            del draft.slots["close_date"]
            draft.ask("close_date", "Which of the two days?")
    else:
        if by := shift_of_date(hit.match[0], shape.words(*hit.match.span("text")) if hit.has("text") else ""):
            draft.put("by", " or ".join(by), shape.span(*hit.match.span()), "a shift of what is stored")
        draft.ask("close_date", "Which day is the new close date?")
    if hit.has("text") and "relative" not in hit.phrase.fixed:
        put_text(
            draft,
            "reason",
            shape.words(*hit.match.span("text")),
            shape.span(*hit.match.span("text")),
            "the words after because",
        )
    return draft


def _pulled_in(hit: Hit, shape: Shape, entity: Entity) -> str:
    """The shift of "pull Acme in two weeks", which is no day two weeks from now; "" for any other words."""
    said = PULLED_IN.fullmatch(shape.text.low[entity.start : entity.end])
    if said is None or not re.match(r"(?:pull|bring|brought)", hit.match[0]):
        return ""
    return shift_of_date("pulled in", said["duration"])[0]


def set_category(hit: Hit, shape: Shape, context: Context) -> Draft | None:
    """The forecast category."""
    draft = draft_of(hit)
    said = hit.phrase.fixed.get("category", hit.said("category"))
    if not said:
        draft.ask("category", "Out of commit: what is it now?", *_BELOW_COMMIT)
        return draft
    key = next((key for start, key in _CATEGORIES.items() if said.startswith(start)), "omitted")
    span = shape.span(*hit.match.span("category")) if hit.has("category") else None
    draft.put("category", key, span, "a forecast category")
    return draft


_AFTER = re.compile(r"\bafter (?:the )?\Z")


def snooze(hit: Hit, shape: Shape, context: Context) -> Draft | None:
    """Quiet about a deal until a day."""
    draft = draft_of(hit)
    entity = entity_of(hit, shape, "date")
    if hit.has("text"):
        place = hit.match.span("text")
        time = read_time(
            f"in {shape.words(*place).casefold()}", almanac_of(context, past=False), zone(context.timezone)
        )
        if time is not None and time.day is not None:
            draft.put("until", time.day, shape.span(*place), "so long from today")
            return draft
    if entity is None:
        draft.ask("until", "Until when?")
    else:
        put_day(draft, "until", shape, entity, context, first_day=True)
        day = draft.value("until")
        if isinstance(day, date) and _AFTER.search(shape.line, hit.match.start(), hit.match.start("date")):
            draft.put("until", day + timedelta(days=1), shape.text.span(entity.start, entity.end), "the day after that")
    return draft


def plain(hit: Hit, shape: Shape, context: Context) -> Draft | None:
    """An intent without slots of its own; one that is only likely is confirmed."""
    draft = draft_of(hit)
    if sentence := hit.phrase.fixed.get("confirm"):
        named = hit.mention.deal.name if hit.mention and hit.mention.deal else "the deal"
        draft.confirm(sentence.format(deal=named))
    return draft


def reassign(hit: Hit, shape: Shape, context: Context) -> Draft | None:
    """A new owner: a mention, or a colleague's name. A name that is nobody's or two people's is asked about."""
    draft = draft_of(hit)
    if "person" in hit.phrase.fixed:
        draft.put("owner", context.speaker or "me", shape.span(*hit.match.span()), "the speaker")
        return draft
    place = hit.match.span("person2" if hit.has("person2") else "person")
    span = shape.span(*place)
    written = shape.words(*place).strip()
    if hit.said("person") in ("me", "myself"):
        draft.put("owner", context.speaker or "me", span, "the speaker")
        return draft
    people = context.names.person(written)
    if len(people) == 1:
        draft.put("owner", people[0].id, span, "a colleague")
    elif shape.line.startswith(PERSON, place[0]) and not people:
        draft.put("owner", written, span, "a mention")
    elif people or written[:1].isupper():
        draft.ask("owner", f"Who is {written}?")
    else:
        return None
    return draft


def set_source(hit: Hit, shape: Shape, context: Context) -> Draft | None:
    """Where a deal came from."""
    draft = draft_of(hit)
    if hit.has("unknown"):
        if term_of(context.process.sources, hit.said("unknown")) is None:
            choices = (Choice(term.name, term.key) for term in context.process.sources)
            draft.ask("source", f'"{hit.said("unknown")}" is none of our sources. Which is it?', *choices)
            return draft
        return None
    term = term_of(context.process.sources, hit.said("source"))
    if term is None:
        return None
    draft.put("source", term.key, shape.span(*hit.match.span("source")), "a source of the list")
    return draft


def period_text(time: TimeSpan) -> str:
    """A period as ISO 8601 half-open days: 2026-10-01/2027-01-01. A day that it only touches belongs to it."""
    end = (time.end + timedelta(days=1, microseconds=-1)).date()
    return f"{time.start.date().isoformat()}/{end.isoformat()}"
