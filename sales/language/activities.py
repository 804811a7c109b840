"""What happened and with whom: one draft per deal that was met, the contact, the day, and the words kept as the
note."""

from __future__ import annotations

import re
from typing import Final

from sales.language.builders import Hit, draft_of
from sales.language.context import Context
from sales.language.days_gone import Placed, are_over, day_behind, days_said, is_still_to_come, own_days
from sales.language.deals import settle
from sales.language.draft import Draft
from sales.language.mentions import bare_name, looks_like_a_person
from sales.language.names import Mention
from sales.language.noted import keep_note
from sales.language.participants import GOING, Participants
from sales.language.shape import Shape
from sales.language.slots import put_past_day, put_text
from sales.language.told import Told, told_of
from sales.language.understanding import Choice
from sales.language.whom import whom

_SOCIAL: Final = re.compile(
    r"(?:talked|spoke) about|(?:\w+ )*(?:lunch|brunch|dinner|coffee|tea|chai|cuppa|brew|bite|drinks?|beers?|pints?"
    r"|breakfast)\b"
)
"""Without a name these are about a lunch, or about a subject; nothing to be logged."""
_NOBODY: Final = re.compile(
    r"of (?:the|a|an|our|their|my) |(?:(?:me|you|u|us|my|your|yourself|from my|to self|lunch)\b|(?!.*(?:proposal|quote"
    r"|contract|offer|order|msa|nda|sow|deck|pricing|invoice|email|mail|message|reminder|note|invite|follow|voicemail"
    r"|vm|doc|pack|link|summary))an? )"
)
"""Us, oneself, or just a thing: no customer was met or written to."""
_NAMING: Final = re.compile(r"called (?:the|a|an|it|this|that|\ue006)\b|called \ue006")
"""Giving a thing its name is no call."""
_CUSTOMERS: Final = re.compile(
    r"\s*(?:with|w/|to|from) (?:procurement|purchasing|their \w+|the (?:customer|client|prospect|buyer|buyers)\b)"
)
"""Nobody by name, and yet the customer: "good call with procurement" in a deal's channel."""
_SCHEDULED: Final = re.compile(
    r"\b(?:pencill?ed in|lined up|locked in|in the (?:diary|calendar)|on the (?:calendar|books|cards)|coming up"
    r"|goes ahead|going ahead|takes? place|happening on"
    r"|upcoming|(?:booked|scheduled|planned|arranged|confirmed|set) for"
    r"|(?:is|are|was|now|has been|been) (?:scheduled|booked|planned|arranged|set) (?:for|on|in|to))\b"
)
"""An appointment that was made, and has not been kept yet."""
_OUTCOME: Final = re.compile(r"\b(?:went|was|done|completed|finished)\b")
_CALLED_OFF: Final = re.compile(
    r"(?<!the )(?<!their )(?<!our )(?<!a )(?<!about )\b(?:cancell?ed|called off|postponed|rescheduled?|(?:got|was"
    r"|been|is)"
    r" (?:moved|pushed|bumped)|no[- ]?show(?:ed)?|didn't happen|did not happen|didn't take place|fell through"
    r"|scrapped)\b(?! (?:order|project"
    r"|contract|subscription|deal|the|their|our|his|her|my)\b)"
)


def log_activity(hit: Hit, shape: Shape, context: Context) -> list[Draft]:
    """The activities that a clause tells of; none where it is about something still to come, or somebody private."""
    clause = told_of(hit, shape, context)
    days = days_said(clause)
    if not clause.fixed("told") and _SCHEDULED.search(shape.line, clause.begin, clause.end):
        return []
    if clause.fixed("noun") and is_still_to_come(clause, days):
        return []
    people, end, until = whom(clause)
    beyond = hit.has("who") and not clause.fixed("note_all") and hit.match.end() > hit.match.end("who")
    if not days:  # "gave Jane a call yesterday": the noun stands behind the name, and the day behind the noun
        days, until = day_behind(clause, hit.match.end() if beyond else until, at_once=beyond)
    if _is_private(clause, people, end):
        return []
    off = clause.fixed("absent") or _CALLED_OFF.search(shape.line, clause.begin, _clause_end(shape, end))
    if not clause.fixed("told") and off:
        return _called_off(clause, people, days)
    if _is_no_activity(clause, people, days):
        return []
    drafts = [_of_one(clause, mention) for mention in people.deals or (None,)]
    for number, draft in enumerate(drafts):
        if beyond:
            draft.end = max(draft.end, until)
        elif not hit.has("text") and not clause.fixed("inbound"):
            draft.end = until
        own = own_days(clause, days, number)
        if own:
            put_past_day(draft, "happened_on", shape, own[0][1], context)
        contact = people.contact_of(number) or (hit.match.span("contact") if hit.has("contact") else None)
        if contact is not None and looks_like_a_person(shape.words(*contact)):
            put_text(draft, "contact", bare_name(shape.words(*contact)), shape.span(*contact), "a person's name")
        if people.title is not None:
            draft.note.append(shape.words(*people.title))
        keep_note(draft, clause, people, own, end)
    return drafts


def _is_private(clause: Told, people: Participants, end: int) -> bool:
    """Whether it was with somebody private, with ourselves, or with nobody at all."""
    if clause.fixed("told"):
        return False
    alone = not people.deals and people.contact is None
    nobody = alone and _NOBODY.match(clause.shape.line[clause.start : end].strip()) is not None
    return people.personal or nobody


def _is_no_activity(clause: Told, people: Participants, days: list[Placed]) -> bool:
    """Whether, with nobody named, it is a lunch, a name given to a thing, or a meeting of which nothing is told."""
    if people.deals or people.contact is not None:
        return False
    line, begin = clause.shape.line, clause.begin
    if _SOCIAL.match(line, begin) or _NAMING.match(line, begin):
        return True
    outcome = clause.about or _CUSTOMERS.match(clause.line) or GOING.match(clause.line.strip())
    told = outcome or _OUTCOME.search(line, begin, clause.start) or are_over(days, clause.context)
    return clause.fixed("noun") and not told


def _clause_end(shape: Shape, end: int) -> int:
    """Up to the end of what is said of the meeting, an aside in commas included."""
    more = _ASIDE.match(shape.line, end)
    return more.end() if more else end


_ASIDE: Final = re.compile(r"[\s,:;-]*(?:(?:was|got|has been|is|it was|they|just|again) )*\w+(?: off)?\s*(?:$|[.,!;])")


def _called_off(clause: Told, people: Participants, days: list[Placed]) -> list[Draft]:
    """What did not take place is no activity of its kind: at most a note, which is asked about."""
    drafts: list[Draft] = []
    for mention in people.deals or (None,):
        draft = draft_of(clause.hit)
        draft.negative = clause.fixed("absent")
        if days and (own := own_days(clause, days, len(drafts))) and clause.fixed("absent"):
            put_past_day(draft, "happened_on", clause.shape, own[0][1], clause.context)
        draft.ask("kind", "It did not take place. Keep that as a note?", Choice("Note", "note"))
        if mention is not None:
            settle(draft, mention)
        draft.note.append(clause.shape.words(clause.begin, draft.end))
        drafts.append(draft)
    return drafts


def _of_one(clause: Told, mention: Mention | None) -> Draft:
    hit, shape = clause.hit, clause.shape
    draft = draft_of(hit)
    kind = clause.context.process.kind(hit.phrase.fixed["activity"])
    if kind is None:
        draft.ask("kind", "Which kind of activity was it?")
    else:
        draft.put("kind", kind.key, shape.span(*hit.match.span()), "a word for what happened")
    if mention is not None:
        settle(draft, mention)
    return draft
