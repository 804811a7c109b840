"""From a phrase that matched to a draft: which part of the sentence fills which slot. One function per kind of
intent."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Final, NamedTuple

from sales.language.context import Context
from sales.language.draft import Draft
from sales.language.likeness import slips
from sales.language.names import Mention
from sales.language.phrases.phrase import Phrase, term_of
from sales.language.shape import PERSON, Entity, Shape, almanac_of
from sales.language.slots import put_day
from sales.language.times.reader import read_time
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


_CATEGORY_SAID: Final = re.compile(
    r"(?:commit(?:ted)?|best[- ]?case|upside|pipeline|pipe|omit(?:ted)?)(?: (?:only|then))?"
)


def category_of(said: str) -> str:
    """The forecast category that these words are, as a key; "" where they are none."""
    if not _CATEGORY_SAID.fullmatch(said):
        return ""
    return next(key for start, key in _CATEGORIES.items() if said.startswith(start))


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
    if "asks" in hit.phrase.fixed:
        draft.confirm("Shall it be handed over now?")
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
