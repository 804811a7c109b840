"""Whom a clause says something happened with, beyond what stands right behind its verb: the deal beside the word, the
account behind a title, the name behind one."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from sales.language.mentions import mention_at
from sales.language.participants import Participants, participants
from sales.language.shape import DEAL, TIME
from sales.language.told import Told

_HEAD = (
    r"(?:c[efmotir]o|ciso|s?vp|avp|director|head|manager|president|founder|owner|engineer|procurement|counsel|lead"
    r"|buyer|champion|sponsor|contact|boss|controller|principal|partner|chief|chair|decision maker)"
)
_HEADED: Final = re.compile(rf"\b{_HEAD}\b")
_DEPARTMENT = (
    r"(?:sales|it|ops|operations|marketing|finance|hr|people|engineering|procurement|purchasing|security|legal|product"
    r"|customer|success|support|data|digital|revenue|technology|supply|chain|logistics|facilities|infrastructure|growth"
    r"|strategy|development|clinical|business|partnerships)"
)
_TITLED: Final = re.compile(
    rf"\s*(?:(?:with|to|from|for|and|the|our|their|his|her|new) )*(?P<title>(?:[a-z][a-z&/-]+ ){{0,3}}?{_HEAD}(?: of)?"
    rf"(?: {_DEPARTMENT}){{0,3}}) (?P<contact>(?!{_HEAD}\b)[^\W\d_][\w'-]*"
    rf"(?: [^\W\d_][\w'-]*){{0,2}}?)(?=\s*(?:$|[,.(]|\b(?:at|from|of|with|about|on|today|yesterday|and)\b|@|{DEAL}"
    rf"|{TIME}))"
)
_NAME: Final = re.compile(r"[^\W\d_a-z][\w'-]*(?: [^\W\d_a-z][\w'-]*){0,2}")
""" "Nurse Manager Helen Park": the name stands behind the title, in capitals."""
_BEHIND: Final = re.compile(
    r"\s*[,:(-]+\s*(?P<contact>[^\W\d_][\w'-]*(?: [^\W\d_][\w'-]*){1,2})\)?(?=\s*(?:$|[,.;!)\n]|- ))"
)
_FULL_NAME: Final = re.compile(r"[^\W\d_a-z][\w'-]+(?: [^\W\d_a-z][\w'-]*){1,2}")
_TITLE_BEHIND: Final = re.compile(
    rf"\s*,\s*(?:[a-z&/]+ ){{0,4}}?(?:c[efmotir]o|ciso|s?vp|director|head|manager|president|founder|owner|engineer"
    rf"|procurement|counsel|lead|buyer)(?: [a-z&/]+){{0,4}}? (?:at|from|for|with|@) (?P<deal>{DEAL})(?=\W|$)"
)
""" "met Rosa Diaz, VP Procurement at Stark": the account stands behind the title."""

_LISTED_BEHIND: Final = re.compile(rf"\s*:\s*(?P<deals>{DEAL}(?:(?:,|,? and| &| \+) {DEAL})*)(?=\s*(?:$|[.;!\n,(-]))")
""" "left a voicemail: Hooli", "two meetings yesterday: Acme and Initech"."""


def whom(clause: Told) -> tuple[Participants, int, int]:
    """The participants, where the words about them end, and where what is said right behind them ends."""
    shape, end = clause.shape, clause.end
    people = participants(shape, clause.context, clause.start, clause.head_end, sending=clause.fixed("sending"))
    if not people.deals:
        people = _with_deal_beside(clause, people)
    if not people.deals and people.contact and (title := _TITLE_BEHIND.match(shape.line, end)):
        mention = mention_at(shape, clause.context, title.start("deal"), title.end("deal"), sure=True)
        people = people if mention is None else replace(people, deals=(mention,))
        end = title.end()
    if not people.deals and (listed := _LISTED_BEHIND.match(shape.line, end)):
        places = [place for place, _ in shape.within(*listed.span("deals"), DEAL)]
        found = (mention_at(shape, clause.context, place, place + 1, sure=True) for place in places)
        people = replace(people, deals=tuple(filter(None, found)))
        return people, clause.head_end, listed.end()
    if (titled := _TITLED.match(shape.line, clause.start, clause.head_end)) and _NAME.fullmatch(
        shape.words(*titled.span("contact"))
    ):
        people = replace(people, contact=titled.span("contact"), title=titled.span("title"))
    named = _named_behind(clause, end)
    return (people, end, end) if named is None else (replace(people, contact=named.span("contact")), end, named.end())


def _with_deal_beside(clause: Told, people: Participants) -> Participants:
    """ "Hooli no-show", "the Acme demo went well", "note: Stark - …": the deal's name stands beside the word."""
    hit, shape = clause.hit, clause.shape
    places = shape.within(clause.begin, clause.start, DEAL)
    if hit.has("text") and not places:
        places = shape.within(*hit.match.span("text"), DEAL)[:1]
    mention = mention_at(shape, clause.context, places[0][0], places[0][0] + 1, sure=True) if places else None
    return people if mention is None else Participants((mention,), people.contact, people.personal)


def _named_behind(clause: Told, end: int) -> re.Match[str] | None:
    """ "met the new CIO at Stark: Marco Rossi": the name behind the title, first and last with capitals."""
    if not _HEADED.search(clause.shape.line, clause.start, end):
        return None
    found = _BEHIND.match(clause.shape.line, end)
    return found if found and _FULL_NAME.fullmatch(clause.shape.words(*found.span("contact"))) else None
