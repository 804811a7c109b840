"""From a phrase that matched to a draft: which part of the sentence fills which slot. One function per kind of
intent."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from sales.language.context import Context
from sales.language.deals import settle
from sales.language.draft import Draft
from sales.language.mentions import Mention, bare_name, looks_like_a_person, mention_at
from sales.language.phrases.phrase import Phrase, term_of
from sales.language.shape import DEAL, EMAIL, MONEY, NUMBER, PERSON, TIME, Entity, Shape
from sales.language.slots import put_day, put_money, put_text
from sales.language.understanding import IntentKind, MoneySpan, TimeSpan


@dataclass(frozen=True, slots=True)
class Hit:
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
ROLES: Final = {
    **dict.fromkeys(("decision maker", "economic buyer", "dm", "eb", "signatory", "signer", "buyer"), "decision maker"),
    **dict.fromkeys(("champion", "coach", "sponsor", "exec sponsor"), "champion"),
    **dict.fromkeys(("influencer", "technical buyer"), "influencer"),
    **dict.fromkeys(("user", "end user"), "user"),
    **dict.fromkeys(("blocker", "gatekeeper", "detractor"), "blocker"),
}
"""What people call a buying role, and the role it is."""


def draft_of(hit: Hit) -> Draft:
    """An empty draft for a hit."""
    return Draft(hit.phrase.kind, hit.match.start(), hit.match.end(), hit.phrase.rule)


def entity_of(hit: Hit, shape: Shape, group: str) -> Entity | None:
    """The entity that a part of the pattern stands on."""
    return shape.entity(hit.match.start(group)) if hit.has(group) else None


def move_stage(hit: Hit, shape: Shape, context: Context) -> Draft | None:
    """A stage named; one that means won or lost becomes winning or losing, which is confirmed."""
    draft = draft_of(hit)
    said = hit.phrase.fixed.get("stage", hit.said("stage"))
    stage = term_of(context.process.stages, said) if said else None
    if stage is None:
        draft.ask("stage", "Which stage?")
        return draft
    if stage.outcome == "won":
        draft.kind = IntentKind.WIN_DEAL
    elif stage.outcome == "lost":
        draft.kind = IntentKind.LOSE_DEAL
    else:
        span = shape.span(*hit.match.span("stage")) if hit.has("stage") else shape.span(*hit.match.span())
        draft.put("stage", stage.key, span, "a stage of the process")
    return draft


def win_deal(hit: Hit, shape: Shape, context: Context) -> Draft | None:
    """A win, with its amount where one was said."""
    draft = draft_of(hit)
    if (entity := entity_of(hit, shape, "money")) is not None:
        put_money(draft, "amount", shape, entity, context)
    return draft


def lose_deal(hit: Hit, shape: Shape, context: Context) -> Draft | None:
    """A loss, with its reason where one of the list was said."""
    draft = draft_of(hit)
    said = hit.phrase.fixed.get("reason", hit.said("reason"))
    why = "reason2" if hit.has("reason2") else "reason"
    if said:
        put_reason(draft, hit.said("reason2") or said, shape, context, hit, why)
    return draft


def put_reason(draft: Draft, said: str, shape: Shape, context: Context, hit: Hit, group: str) -> None:
    """The lost reason that words mean: an entry of the list, or the competitor somebody went with. Of two ("to a
    competitor, price") the second says why."""
    term = term_of(context.process.lost_reasons, said)
    if term is None and re.search(r"compet|else|vendor|rival|incumbent", said):
        term = term_of(context.process.lost_reasons, "competitor")
    if term is not None:
        span = shape.span(*hit.match.span(group)) if hit.has(group) else None
        draft.put("reason", term.key, span, "a reason of the list")


def set_amount(hit: Hit, shape: Shape, context: Context) -> Draft | None:
    """A new amount. A change relative to the stored one ("by 10k", "doubled") must be asked."""
    draft = draft_of(hit)
    if "relative" in hit.phrase.fixed:
        draft.ask("amount", "What is the new amount in full?")
        return draft
    entity = entity_of(hit, shape, "money")
    if entity is None:
        return None
    put_money(draft, "amount", shape, entity, context)
    return draft


def set_close_date(hit: Hit, shape: Shape, context: Context) -> Draft | None:
    """A new close date, with the reason given. A shift by so long needs the stored date, so it is asked."""
    draft = draft_of(hit)
    entity = entity_of(hit, shape, "date")
    if entity is not None:
        put_day(draft, "close_date", shape, entity, context)
        if hit.has("other") and "close_date" in draft.slots:
            del draft.slots["close_date"]
            draft.ask("close_date", "Which of the two days?")
    else:
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


def set_category(hit: Hit, shape: Shape, context: Context) -> Draft | None:
    """The forecast category."""
    draft = draft_of(hit)
    said = hit.phrase.fixed.get("category", hit.said("category"))
    key = next((key for start, key in _CATEGORIES.items() if said.startswith(start)), "omitted")
    span = shape.span(*hit.match.span("category")) if hit.has("category") else None
    draft.put("category", key, span, "a forecast category")
    return draft


def snooze(hit: Hit, shape: Shape, context: Context) -> Draft | None:
    """Quiet about a deal until a day."""
    draft = draft_of(hit)
    entity = entity_of(hit, shape, "date")
    if entity is None:
        draft.ask("until", "Until when?")
    else:
        put_day(draft, "until", shape, entity, context, first_day=True)
    return draft


def plain(hit: Hit, shape: Shape, context: Context) -> Draft | None:
    """An intent without slots of its own."""
    return draft_of(hit)


def reassign(hit: Hit, shape: Shape, context: Context) -> Draft | None:
    """A new owner: a mention, or a colleague's name. A name that is nobody's or two people's is asked about."""
    draft = draft_of(hit)
    span = shape.span(*hit.match.span("person"))
    written = shape.words(*hit.match.span("person")).strip()
    if hit.said("person") in ("me", "myself"):
        draft.put("owner", context.speaker or "me", span, "the speaker")
        return draft
    people = context.names.person(written)
    if len(people) == 1:
        draft.put("owner", people[0].id, span, "a colleague")
    elif hit.said("person").startswith(PERSON) and not people:
        draft.put("owner", written, span, "a mention")
    elif people or written[:1].isupper():
        draft.ask("owner", f"Who is {written}?")
    else:
        return None
    return draft


def set_source(hit: Hit, shape: Shape, context: Context) -> Draft | None:
    """Where a deal came from."""
    draft = draft_of(hit)
    term = term_of(context.process.sources, hit.said("source"))
    if term is None:
        return None
    draft.put("source", term.key, shape.span(*hit.match.span("source")), "a source of the list")
    return draft


def submit_call(hit: Hit, shape: Shape, context: Context) -> Draft | None:
    """The number somebody calls for a period, and the best case beside it."""
    draft = draft_of(hit)
    for group, slot in (("money", "commit"), ("money2", "best_case")):
        if (entity := entity_of(hit, shape, group)) is not None:
            put_money(draft, slot, shape, entity, context)
    for group in ("date", "date2", "date3"):
        entity = entity_of(hit, shape, group)
        if entity is not None and isinstance(entity.value, TimeSpan):
            draft.put("period", period_text(entity.value), shape.text.span(entity.start, entity.end), "a period")
    return draft


def period_text(time: TimeSpan) -> str:
    """A period as ISO 8601 half-open days: 2026-10-01/2027-01-01."""
    last = time.end.date() if time.end.time() == time.end.min.time() else None
    end = last or time.end.date()
    return f"{time.start.date().isoformat()}/{end.isoformat()}"


_LEADING = re.compile(r"^(?:to|that|about|is|are|be|:|-|,|we|i|i'll|will|should|need to|must|have to)\s+")
_TAIL_OF_PLAN = re.compile(
    r"\s*(?:[,;(-]\s*)?(?:due|by|on|before|until|till|for|at|in|scheduled|booked|set|from|around|this|the|end of"
    r"|happening|planned)?\s*$"
)
_SET_FOR = re.compile(
    r"\s+(?:is|was|has been|now)?\s*(?:scheduled|booked|set|planned|confirmed|arranged|lined up|locked in|in the"
    r" diary|on the calendar)\b"
)


def set_next_step(hit: Hit, shape: Shape, context: Context) -> Draft | None:
    """What is to be done, and by when: the words without their date, the last day said."""
    draft = draft_of(hit)
    start, end = hit.match.span("text")
    end = start + len(_first_sentence(shape.line[start:end]))
    draft.end = end
    times = [(place, e) for place, e in shape.within(start, end, TIME) if isinstance(e.value, TimeSpan)]
    upcoming = [pair for pair in times if _is_ahead(pair[1], context)]
    if times and not _is_ahead(times[0][1], context) and hit.phrase.fixed.get("future"):
        return None
    if hit.phrase.fixed.get("future") and (not upcoming or _TO_EACH_OTHER.match(shape.line, start, end)):
        return None
    if hit.phrase.fixed.get("imperative"):
        draft.ask("next_step_on", "When is that to be done?")
    cut = end
    if upcoming or times:
        place, entity = (upcoming or times)[-1]
        put_day(draft, "next_step_on", shape, entity, context)
        if not shape.line[place + 1 : end].strip(" .,!;)"):
            cut = place
            cut -= len(shape.line[start:cut]) - len(_TAIL_OF_PLAN.sub("", shape.line[start:cut]))
    text = _SET_FOR.sub("", shape.words(start, cut)) if cut < end else shape.words(start, cut)
    lead = _LEADING.match(text)
    text = text[lead.end() :] if lead else text
    put_text(draft, "next_step", text, shape.span(start, cut), "the words after the verb")
    if "next_step" not in draft.slots:
        return None
    named = shape.within(start, end, DEAL)
    if named and not hit.has("deal"):
        mention = mention_at(shape, context, named[0][0], named[0][0] + 1, sure=True)
        if mention is not None:
            settle(draft, mention)
    return draft


_TO_EACH_OTHER = re.compile(r"\w+ (?:me|you|ya|us|u)\b")
"""What people say to one another, not to a bot: "see you tomorrow", "call me at 5"."""


def _first_sentence(line: str) -> str:
    """Up to the end of the sentence; a comma does not end a plan."""
    match = re.search(r"[.!?;](?:\s|$)|\n", line)
    return line[: match.start()] if match else line


def _is_ahead(entity: Entity, context: Context) -> bool:
    return isinstance(entity.value, TimeSpan) and entity.value.end > context.now


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
    end = start + len(_first_sentence(shape.line[start:end]))
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


_WORTH = re.compile(r"\s*(?:worth|valued at|for|at|value|amount|size|of)\s*$")
_DATED = re.compile(
    r"\s*(?:expected to close|to close|closing|closes?|close date|due|expected|eta|should close|target(?:ing)?|by"
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
    end = start + len(_first_sentence(shape.line[start:end]))
    draft.end = end
    line = shape.line
    for number, part in enumerate(_parts(line, start, end)):
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
        if explicit or not first:
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
    text = re.split(r"[,;]", _first_sentence(shape.line[start:end]))[0]
    draft.end = start + len(text)
    put_text(draft, "account", shape.words(start, draft.end), shape.span(start, draft.end), "an account's name")
    return draft
