"""The person that a new deal or lead is named with: "Tara Singh from Nimbus, tara@nimbus.io". Knows how people write
name, title, address and company one after the other; makes no deal of it."""

from __future__ import annotations

import re
from typing import Final

from sales.language.creating import ROLES
from sales.language.draft import Draft
from sales.language.lexicon import ORDINARY_WORDS
from sales.language.shape import EMAIL, Shape
from sales.language.slots import put_text
from sales.language.understanding import IntentKind, Slot, Span

_FULL_NAME: Final = re.compile(r"[^\W\d_a-z][\w'’-]*(?: [^\W\d_a-z][\w'’.-]*){1,2}")
"""First and last name, each with a capital."""
_SOMEBODY: Final = re.compile(
    rf"\s*(?:(?:main |primary |key |our |their )*contact(?: there)?(?: is|:)? )?(?P<who>[^\W\d_][\w' .-]{{2,40}}?)"
    rf"(?:\s*[(<]?(?P<email>{EMAIL})[)>]?)?(?: \((?P<aside>[^)]{{2,40}})\))?\s*"
)
_IN_A_ROLE: Final = re.compile(
    r"(?P<who>\s*[^,]{3,60}?) (?:is|was|will be) (?:the |our |a |an )?(?P<role>[a-z][a-z -]+?)\s*"
)
_FROM: Final = re.compile(r"\s+(?:from|at|of|with|@|over at)\s+")
_TITLE: Final = re.compile(
    r"\b(?:c[efmotir]o|ciso|s?vp|avp|evp|director|head|manager|president|founder|owner|engineer|procurement|buyer|lead"
    r"|counsel|principal|partner|controller|officer|chief)\b"
)


def with_person(shape: Shape, parts: list[Span], *, lead: bool) -> tuple[Draft | None, list[Span]]:
    """The contact that is named with a new deal, or None; and the parts that are left to say what the deal is.

    A lead may begin with its person ("Alice Johnson, alice@oscorp.com, Oscorp"); a deal's is said to be its contact."""
    left = list(parts)
    draft = Draft(IntentKind.ADD_CONTACT, parts[0][0], parts[-1][1], "the person of the lead") if parts else None
    if draft is None:
        return None, left
    if lead and _begins(draft, shape, left):
        _address(draft, shape, left)
        return draft, left
    for number, part in enumerate(left[1:], 1):
        line = shape.line[slice(*part)]
        if (role := _IN_A_ROLE.fullmatch(line)) and _is_somebody(draft, shape, (part[0], part[0] + role.end("who"))):
            key = ROLES.get(role["role"].replace("-", " "))
            draft.slots |= {"role": Slot(key, shape.span(*part), "a buying role")} if key else {}
            del left[number]
            _address(draft, shape, left)
            return draft, left
        if re.match(r"\s*(?:main |primary |key |our |their )*contact\b", line) and _is_somebody(draft, shape, part):
            del left[number]
            _address(draft, shape, left)
            return draft, left
    return None, left


def _begins(draft: Draft, shape: Shape, parts: list[Span]) -> bool:
    """Whether the first part is a person; it is taken out, and the company put first."""
    start, end = parts[0]
    split = _FROM.search(shape.line, start, end)
    if split and (
        _is_somebody(draft, shape, (start, split.start())) or _is_a_first_name(draft, shape, start, split.start())
    ):
        parts[0] = split.end(), end
        return True
    if len(parts) < 2 or not _is_somebody(draft, shape, parts[0]):
        return False
    begin, until = parts[1]
    title = _TITLE.search(shape.line, begin, until)
    where = _FROM.search(shape.line, begin, until)
    if title and (where or len(parts) > 2):
        cut = where.start() if where else until
        put_text(draft, "title", shape.words(begin, cut), shape.span(begin, cut), "a title")
        parts[:2] = [(where.end(), until)] if where else []
        return True
    if len(parts) > 2 and (shape.line[begin:until].strip() == EMAIL or _is_their_address(draft, shape, parts)):
        del parts[0]
        return True
    draft.slots.clear()
    return False


def _is_a_first_name(draft: Draft, shape: Shape, start: int, end: int) -> bool:
    """ "new lead: Bob at Soylent": one word with a capital that is no everyday one; then it is in the draft."""
    said = shape.words(start, end).strip()
    if not re.fullmatch(r"[^\W\d_a-z][^\W\d_]+", said) or said.casefold() in ORDINARY_WORDS:
        return False
    put_text(draft, "name", said, shape.span(start, end), "a person's name")
    return True


def likely_a_person(said: str) -> bool:
    """Whether words look like first and last name: so do many companies'."""
    return _FULL_NAME.fullmatch(said) is not None


def _is_their_address(draft: Draft, shape: Shape, parts: list[Span]) -> bool:
    """Whether an address behind holds a part of the name: "Rohit Menon, Tulip, rohit@tulip.com"."""
    names = [part for part in str(draft.value("name")).casefold().split() if len(part) > 2]
    behind = [entity for _, entity in shape.within(parts[1][0], parts[-1][1], EMAIL)]
    return len(parts) > 2 and any(name in str(one.value).casefold().split("@")[0] for one in behind for name in names)


def _is_somebody(draft: Draft, shape: Shape, part: Span) -> bool:
    """Whether a part is a person's full name, with address or title in brackets; then they are in the draft."""
    found = _SOMEBODY.fullmatch(shape.line, *part)
    if found is None or not _FULL_NAME.fullmatch(shape.words(*found.span("who")).strip()):
        return False
    put_text(draft, "name", shape.words(*found.span("who")), shape.span(*found.span("who")), "a person's name")
    if found["email"]:
        put_text(draft, "email", shape.words(*found.span("email")), shape.span(*found.span("email")), "an address")
    if found["aside"]:
        put_text(draft, "title", shape.words(*found.span("aside")), shape.span(*found.span("aside")), "a title")
    return True


def _address(draft: Draft, shape: Shape, parts: list[Span]) -> None:
    """The address among the parts that are left: it is the person's."""
    for part in parts:
        if shape.line[slice(*part)].strip() == EMAIL and "email" not in draft.slots:
            put_text(draft, "email", shape.words(*part).strip(), shape.span(*part), "an address")
            parts.remove(part)
            return
