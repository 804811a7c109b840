"""From a phrase to a draft of somebody new: a contact, an account, each fact where it was said."""

from __future__ import annotations

import re
from typing import Final

from sales.language.builders import Hit, draft_of, entity_of
from sales.language.context import Context
from sales.language.draft import Draft
from sales.language.mentions import looks_like_a_person
from sales.language.sentences import first_sentence
from sales.language.shape import DEAL, EMAIL, MONEY, Shape
from sales.language.slots import put_text

ROLES: Final = {
    **dict.fromkeys(
        ("decision maker", "economic buyer", "dm", "eb", "signatory", "signer", "buyer"),
        "decision_maker",
    ),
    **dict.fromkeys(("she signs", "he signs"), "decision_maker"),
    **dict.fromkeys(("champion", "champ", "coach", "sponsor", "exec sponsor"), "champion"),
    **dict.fromkeys(("influencer", "technical buyer"), "influencer"),
    **dict.fromkeys(("user", "end user"), "user"),
    **dict.fromkeys(("blocker", "gatekeeper", "detractor"), "blocker"),
}
"""What people call a buying role, and the role it is."""

_A_TITLE = re.compile(r"\b(?:c[efotim]o|ciso|s?vp|evp|avp|director|head of|manager|president|procurement|engineer)\b")
_NOW = re.compile(r"(?i)^(?:(?:now|also|the|their|our|new)\s+)+|\s+now$")
""" "is now the CFO", "is CFO now": no part of the title."""
_NAMED = re.compile(r"[^\W\d_a-z].* [^\W\d_a-z]")
"""First and last name, each with a capital."""
_COMMAS = re.compile(
    r"\s*[,;/|(]\s*|\s+-\s+|\s+(?:(?:her|his|their) name(?:'s| is)|(?:and )?(?:she|he)(?:'s| is)(?: the| our| an?)?"
    r"|as|email|e-mail|who is|who's|is|our|their)\s+"
)
_ONLY_AT = re.compile(rf"(?:at|for|from|with|of) (?P<deal>{DEAL})")
_AT = re.compile(r"\s+(?:at|from|of|with|for|to|@)\s+")


def add_contact(hit: Hit, shape: Shape, context: Context) -> Draft | None:
    """A person at an account: name, title, buying role, e-mail address, each where it was said."""
    draft = draft_of(hit)
    if hit.has("email") and (entity := entity_of(hit, shape, "email")):
        draft.put("email", str(entity.value), shape.text.span(entity.start, entity.end), "an address")
    if hit.has("email2") and (entity := entity_of(hit, shape, "email2")):
        draft.put("email", str(entity.value), shape.text.span(entity.start, entity.end), "an address")
    if hit.has("role"):
        put_role(draft, hit.said("role"), shape, hit)
    if hit.has("title"):
        title = _NOW.sub("", shape.words(*hit.match.span("title")))
        put_text(draft, "title", title, shape.span(*hit.match.span("title")), "a title")
    if hit.has("contact"):
        said = re.sub(r"['’]s$", "", shape.words(*hit.match.span("contact")).strip())
        if (
            "'s " in said
            or not looks_like_a_person(said)
            or _A_TITLE.search(said.casefold())
            or said.casefold() in ROLES
        ):
            return None
        if "follows" in hit.phrase.fixed and not said[:1].isupper():
            return None  # "she is manager"
        if "named" in hit.phrase.fixed and not hit.has("email") and not _NAMED.match(said):
            return None  # "Acme's CFO is happy"
        put_text(draft, "name", said, shape.span(*hit.match.span("contact")), "a person's name")
    if hit.has("text"):
        _contact_details(draft, hit, shape, context)
        if "named" in hit.phrase.fixed and not hit.has("contact") and not _NAMED.match(str(draft.value("name") or "")):
            return None  # "our new contact is on holiday"
    named = "name" in draft.slots or "email" in draft.slots or "them" in hit.phrase.fixed
    return draft if named else None


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
        if only := _ONLY_AT.fullmatch(part):
            _account_at(draft, shape, context, where + only.start("deal"))
        elif ("name" not in draft.slots and number == 0) or ("name" not in draft.slots and looks_like_a_person(part)):
            _name_at(draft, shape, context, where, where + len(part))
        elif re.sub(r"^(?:the|a|an) ", "", part) in ROLES:
            put_role(draft, re.sub(r"^(?:the|a|an) ", "", part), shape)
        elif "title" not in draft.slots and re.search(r"[a-z]{2}", part) and not {DEAL, MONEY} & set(part):
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


def add_account(hit: Hit, shape: Shape, context: Context) -> Draft | None:
    """A new account by name."""
    draft = draft_of(hit)
    start, end = hit.match.span("text")
    text = re.split(r"[,;]", first_sentence(shape.line[start:end]))[0]
    draft.end = start + len(text)
    put_text(draft, "account", shape.words(start, draft.end), shape.span(start, draft.end), "an account's name")
    return draft
