"""From a phrase to a draft of something new: a contact, an account, a deal, each fact where it was said."""

from __future__ import annotations

import re
from typing import Final

from sales.language.builders import Hit, draft_of, entity_of
from sales.language.context import Context
from sales.language.draft import Draft
from sales.language.mentions import bare_name, looks_like_a_person
from sales.language.phrases.phrase import term_of
from sales.language.sentences import first_sentence
from sales.language.shape import DEAL, EMAIL, MONEY, NUMBER, TIME, Shape
from sales.language.slots import put_day, put_money, put_text
from sales.language.understanding import MoneySpan

ROLES: Final = {
    **dict.fromkeys(("decision maker", "economic buyer", "dm", "eb", "signatory", "signer", "buyer"), "decision_maker"),
    **dict.fromkeys(("champion", "coach", "sponsor", "exec sponsor"), "champion"),
    **dict.fromkeys(("influencer", "technical buyer"), "influencer"),
    **dict.fromkeys(("user", "end user"), "user"),
    **dict.fromkeys(("blocker", "gatekeeper", "detractor"), "blocker"),
}
"""What people call a buying role, and the role it is."""

_EMAIL_END = re.compile(r"[ ,;(<-]*$")
_COMMAS = re.compile(r"\s*[,;/|(]\s*|\s+-\s+|\s+(?:as|email|e-mail|who is|who's|is|our|their)\s+")
_AT = re.compile(r"\s+(?:at|from|of|with|for|@)\s+")


def add_contact(hit: Hit, shape: Shape, context: Context) -> Draft | None:
    """A person at an account: name, title, buying role, e-mail address, each where it was said."""
    draft = draft_of(hit)
    if hit.has("email") and (entity := entity_of(hit, shape, "email")):
        draft.put("email", str(entity.value), shape.text.span(entity.start, entity.end), "an address")
    if hit.has("role"):
        put_role(draft, hit.said("role"), shape, hit)
    if hit.has("title"):
        title = re.sub(r"(?i)^(?:the|their|our|new)\s+", "", shape.words(*hit.match.span("title")))
        put_text(draft, "title", title, shape.span(*hit.match.span("title")), "a title")
    if hit.has("contact"):
        said = re.sub(r"['’]s$", "", shape.words(*hit.match.span("contact")).strip())
        if not looks_like_a_person(said):
            return None
        put_text(draft, "name", said, shape.span(*hit.match.span("contact")), "a person's name")
    if hit.has("text"):
        _contact_details(draft, hit, shape, context)
    return draft if "name" in draft.slots or "email" in draft.slots else None


def put_role(draft: Draft, said: str, shape: Shape, hit: Hit | None = None) -> None:
    """The buying role that words mean."""
    key = ROLES.get(re.sub(r"[\s-]+", " ", said.strip().casefold()))
    if key:
        draft.put("role", key, shape.span(*hit.match.span("role")) if hit else None, "a buying role")


def _contact_details(draft: Draft, hit: Hit, shape: Shape, context: Context) -> None:
    """ "Raj Patel, CFO, raj@acme.com" or "Jane Doe at Acme jane@acme.com"."""
    start, end = hit.match.span("text")
    end = start + len(first_sentence(shape.line[start:end]))
    draft.end = end
    for place, entity in shape.within(start, end, EMAIL):
        draft.put("email", str(entity.value), shape.span(place, place + 1), "an address")
    text = re.sub(f"[{EMAIL}]", " , ", shape.line[start:end])
    position = start
    for number, part in enumerate(_COMMAS.split(text)):
        part = part.strip(" ):.")
        where = shape.line.find(part, position, end) if part else -1
        if where < 0:
            continue
        position = where + len(part)
        if ("name" not in draft.slots and number == 0) or ("name" not in draft.slots and looks_like_a_person(part)):
            _name_at(draft, shape, context, where, where + len(part))
        elif re.sub(r"^(?:the|a|an) ", "", part) in ROLES:
            put_role(draft, re.sub(r"^(?:the|a|an) ", "", part), shape)
        elif "title" not in draft.slots and DEAL not in part and MONEY not in part:
            put_text(
                draft, "title", shape.words(where, where + len(part)), shape.span(where, where + len(part)), "a title"
            )
        elif DEAL in part and "account" not in draft.slots:
            _account_at(draft, shape, context, where + part.index(DEAL))


def _name_at(draft: Draft, shape: Shape, context: Context, start: int, end: int) -> None:
    line = shape.line[start:end]
    split = _AT.search(line)
    if split:
        inside = line.find(DEAL, split.end())
        if inside >= 0:
            _account_at(draft, shape, context, start + inside)
        else:
            written = shape.words(start + split.end(), end)
            put_text(draft, "account", written, shape.span(start + split.end(), end), "an account")
        end = start + split.start()
    said = shape.words(start, end).strip()
    if said:
        put_text(draft, "name", said, shape.span(start, end), "a person's name")


def _account_at(draft: Draft, shape: Shape, context: Context, place: int) -> None:
    entity = shape.entity(place)
    if entity is None:
        return
    found = context.names.resolve(str(entity.value))
    accounts = {match.account for match in found.candidates} | ({found.deal.account} if found.deal else set())
    if len(accounts) == 1:
        draft.put("account", accounts.pop(), shape.text.span(entity.start, entity.end), "an account's name")


_WORTH = re.compile(r"\s*\b(?:worth|valued at|for|at|value|amount|size|of)\s*$")
_DATED = re.compile(
    r"\s*\b(?:expected to close|to close|closing|closes?|close date|due|expected|eta|should close|target(?:ing)?|by"
    r"|on|in|at|for|around|end of)+(?:\s+(?:on|by|in|at|around|date|is))*\s*:?\s*$"
)
_SOURCED = re.compile(
    r"^(?:source(?:d)?|from|via|through|came|came in|lead source|by)?\s*(?:is|:|from|via|through)?\s*(?:an?|the"
    r"|our)?\s*"
)
_FOR = re.compile(r"\s+(?:for|with|at)\s+")
_NAMED = re.compile(r"^(?:(?:is|called|named|for|with|at|from|on|deal|opportunity|the|a)\b[\s:]*)+")


def create_deal(hit: Hit, shape: Shape, context: Context) -> Draft | None:
    """A new deal: its account (which may be unknown), and the amount, source, stage and close date said with it."""
    draft = draft_of(hit)
    if not hit.has("text"):
        draft.ask("account", "Which account is the new deal with?")
        return draft
    start, end = hit.match.span("text")
    end = start + len(first_sentence(shape.line[start:end]))
    draft.end = end
    line = shape.line
    parts = _parts(line, start, end)
    if "lead" in hit.phrase.fixed and len(parts) > 2 and line[slice(*parts[1])].strip() == EMAIL:
        parts = parts[2:]  # "Alice Johnson, alice@oscorp.com, Oscorp": the person, then the company
    for number, part in enumerate(parts):
        _creation_part(draft, shape, context, *part, first=number == 0)
    if "account" not in draft.slots and "name" not in draft.slots:
        draft.ask("account", "Which account is the new deal with?")
    return draft


_PART = re.compile(
    r"\s*(?:,|;|\||\s-\s|\band\b(?= (?:closes|closing|source|worth|expected))|\s(?=(?:worth|valued at|closing"
    r"|closes|close|expected to close|sourced|source:?|due|via)\b)|\s(?=[\ue001\ue003])(?<!for )(?<!at ))\s*"
)


def _parts(line: str, start: int, end: int) -> list[tuple[int, int]]:
    places: list[tuple[int, int]] = []
    position = start
    for match in _PART.finditer(line, start, end):
        if match.start() > position:
            places.append((position, match.start()))
        position = max(position, match.end())
    if position < end:
        places.append((position, end))
    return places


def _creation_part(draft: Draft, shape: Shape, context: Context, start: int, end: int, *, first: bool) -> None:
    line = shape.line[start:end]
    money = [place for place in range(start, end) if shape.line[place] in (MONEY, NUMBER)]
    times = shape.within(start, end, TIME)
    if money and (entity := shape.entity(money[0])) and "amount" not in draft.slots:
        explicit = isinstance(entity.value, MoneySpan) and entity.value.explicit
        if explicit or (not first and not shape.within(draft.start, draft.end, MONEY)):
            put_money(draft, "amount", shape, entity, context)
            end = min(end, money[0])
    if times and "close_date" not in draft.slots:
        put_day(draft, "close_date", shape, times[-1][1], context)
        end = min(end, times[0][0])
    line = _WORTH.sub("", _DATED.sub("", shape.line[start:end]))
    said = line.strip(" :.!")
    if not said:
        return
    source = term_of(context.process.sources, _SOURCED.sub("", said))
    stage = term_of(context.process.stages, re.sub(r"^(?:in|at|stage:?|now in)\s+|\s+stage$", "", said))
    if not first and source is not None:
        draft.put("source", source.key, shape.span(start, end), "a source of the list")
    elif not first and stage is not None and stage.outcome == "open":
        draft.put("stage", stage.key, shape.span(start, end), "a stage of the process")
    elif first or ("account" not in draft.slots and "name" not in draft.slots):
        _account_and_name(draft, shape, context, start, start + len(line.rstrip()))
    elif "name" not in draft.slots and shape.words(start, end).strip()[:1].isupper() and not money and not times:
        put_text(draft, "name", shape.words(start, end), shape.span(start, end), "the deal's name")


def _account_and_name(draft: Draft, shape: Shape, context: Context, start: int, end: int) -> None:
    """ "Website redesign for Acme" is a deal's name and its account; a single name is the account."""
    lead = _NAMED.match(shape.line[start:end])
    start += lead.end() if lead else 0
    if colon := re.match(rf"{DEAL}\s*[:-]\s+", shape.line[start:end]):
        put_text(
            draft,
            "name",
            shape.words(start + colon.end(), end),
            shape.span(start + colon.end(), end),
            "the deal's name",
        )
        end = start + 1
    split = _FOR.search(shape.line, start, end)
    account_start, account_end = (split.end(), end) if split else (start, end)
    if split:
        put_text(draft, "name", shape.words(start, split.start()), shape.span(start, split.start()), "the deal's name")
    said = bare_name(shape.words(account_start, account_end))
    if not said:
        return
    found = context.names.resolve(said)
    known = {match.account for match in found.candidates} if found.score >= 90 else set()
    account = known.pop() if len(known) == 1 else said
    put_text(draft, "account", account, shape.span(account_start, account_end), "an account's name")


def add_account(hit: Hit, shape: Shape, context: Context) -> Draft | None:
    """A new account by name."""
    draft = draft_of(hit)
    start, end = hit.match.span("text")
    text = re.split(r"[,;]", first_sentence(shape.line[start:end]))[0]
    draft.end = start + len(text)
    put_text(draft, "account", shape.words(start, draft.end), shape.span(start, draft.end), "an account's name")
    return draft
