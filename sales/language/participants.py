"""Whom a clause says something happened with: the deals it names, and the contact."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from sales.language.context import Context
from sales.language.lexicon import PRIVATE_PEOPLE
from sales.language.mentions import bare_name, looks_like_a_person, mention_at
from sales.language.names import Mention
from sales.language.shape import CONTACT, DEAL, TIME, Shape

_AT = re.compile(r"(?:^|\s)(?:at|from|of|over at|with|w/|@|\()\s+")
_WITH = re.compile(r"^\s*(?:(?:with|w/|to|from|for|at|of|and|back|again|on|by|\ue003)\s+)*")
_NOT_A_PERSON = re.compile(
    r"^(?:voicemail|voice mail|vm|the|a|an|our|their|some|all|everyone|everybody|both|his|her|its|over|out|off|in|up"
    r"|back|twice|people|folks"
    r"|\d+)\b"
)
_TIMES_BEHIND = re.compile(
    rf"(?:\s*(?:\b(?:on|at|in|by|over|during|from|this|last|earlier|again|just now|and)\b(?:"
    rf" the)?)?\s*[,(]?{TIME}\)?)+\s*$"
)
_LINKS_BEHIND = re.compile(r"[\s,+&(]*(?:\b(?:at|from|of|over at|with|for|about|and|on|the|@)\b\s*|@\s*)*$")
_TO = re.compile(
    r"\b(?:to|with|at|for(?! (?:\w+ )?(?:signature|signing|review|approval|comments?|feedback|redlines"
    r"|sign-?off)\b))\s+"
)
A_THING_TO = re.compile(
    r"\s*(?:(?:the|a|an|our|my|new|revised|updated|signed) )*(?:proposal|quote|contract|msa|nda|sow|deck|pricing"
    r"|invoice|agreement|order form|offer|slides|docs?|case study|case studies|summary|recap|brochure|paperwork|dpa"
    r"|redlines|numbers|questionnaire|answers|invite|link|recording|minutes|notes|agenda|plan|terms|datasheet"
    r"|references"
    r"|price list|roi(?: model| calculator)?|security pack|one-?pager|draft|mockups?|quotes?|estimate)"
    r"(?P<to> (?:over )?to )"
)
""" "emailed the proposal to Raj": whom it went to stands behind."""
_TO_WHOM = re.compile(rf"\s*(?P<contact>{CONTACT}|[^\W\d_][\w'-]*(?: [^\W\d_][\w'-]*)??) (?:at|from|of) {DEAL}")
""" "sent Dana at Stark the deck": to whom it was sent stands first."""
GOING = re.compile(
    r"^(?:'s )?(?:went|was|is|done|great|well|good|fine|ok|okay|again|completed|today|bad|badly|super|really|just|very"
    r"|awesome)\b"
)


@dataclass(frozen=True, slots=True)
class Participants:
    """Whom a clause says something happened with: places of deals in the shape, and the contact's place."""

    deals: tuple[Mention, ...]
    contact: tuple[int, int] | None
    personal: bool = False
    title: tuple[int, int] | None = None
    others: tuple[tuple[int, int] | None, ...] = ()
    """The contact of each deal behind the first, where several are named: "Jane from Acme and Raj from Initech"."""

    def contact_of(self, number: int) -> tuple[int, int] | None:
        """The contact at the deal of that number; the first one's for all where nobody else is named."""
        if number == 0 or not any(self.others):
            return self.contact
        return self.others[number - 1] if number <= len(self.others) else None


def participants(shape: Shape, context: Context, start: int, end: int, *, sending: bool) -> Participants:
    """ "Jane at Acme", "Globex + Initech", "Jane": deals are known names; a name before "at" is the contact."""
    line = shape.line[start:end]
    deals = [place for place, _ in shape.within(start, end, DEAL)]
    mentions = tuple(m for place in deals if (m := mention_at(shape, context, place, place + 1, sure=True)))
    lead = _WITH.match(line)
    begin = start + (lead.end() if lead else 0)
    if sending:
        to = _TO.search(line)
        begin = start + to.end() if to else end
        if deals and (whom := _TO_WHOM.match(line)):
            begin = start + whom.start("contact")
    elif thing := A_THING_TO.match(line):
        begin = start + thing.end()
    until = deals[0] if deals else end
    split = None if deals else _AT.search(shape.line, begin, end)
    contact_end = split.start() if split else until
    if deals:
        contact_end = begin + len(_LINKS_BEHIND.sub("", shape.line[begin:until]))
    if (aside := shape.line.find(" (", begin, contact_end)) > begin:
        contact_end = aside  # "Raj (CTO, Initech)"
    if split and not deals:
        raw_end = without_times_behind(shape, split.end(), end)
        mention = mention_at(shape, context, split.end(), raw_end, sure=True)
        mentions = (mention,) if mention else ()
    if (
        deals
        and not sending
        and not shape.line[begin:contact_end].strip()
        and (met := _WITH_THEM.match(shape.line, deals[-1] + 1, end))
    ):
        begin, contact_end = met.span("contact")
    found = _with_contact(
        shape, context, begin, without_times_behind(shape, begin, contact_end), mentions, bool(deals), sending
    )
    others = tuple(_between(shape, before + 1, place) for before, place in pairwise(deals))
    return replace(found, others=others) if any(others) else found


_WITH_THEM = re.compile(
    rf"'?s?\s*{TIME}?\s*(?:with|w/)\s+(?P<contact>{CONTACT}|[^\W\d_][\w'-]*(?: [^\W\d_][\w'-]*)??)"
    rf"(?=\s*(?:$|[,.+&(]|(?:and|about|on|{TIME})\b))"
)
""" "meeting at Initech today with Raj": who was met there."""
_AND = re.compile(r"[\s,;&+]*(?:\b(?:and|then|also|with|to|plus)\b[\s,]*)*")


def _between(shape: Shape, start: int, end: int) -> tuple[int, int] | None:
    """The person named between two deals: " & Raj from "."""
    line = shape.line[start:end]
    lead, behind = _AND.match(line), _LINKS_BEHIND.sub("", line)
    begin = start + (lead.end() if lead else 0)
    until = start + len(behind)
    if begin >= until or not re.search(r"\b(?:at|from|of|with|@)\s*$", line):
        return None
    said = bare_name(shape.words(begin, until))
    named = looks_like_a_person(said) and not _NOT_A_PERSON.match(shape.line[begin:until])
    return (begin, until) if named else None


def without_times_behind(shape: Shape, start: int, end: int) -> int:
    """`end` without a time, "today" words and prepositions at the end of the words."""
    line = shape.line[start:end]
    return start + len((_TIMES_BEHIND.sub("", line) if TIME in line else line).rstrip())


def _with_contact(
    shape: Shape, context: Context, start: int, end: int, mentions: tuple[Mention, ...], named: bool, sending: bool
) -> Participants:
    line = shape.line[start:end].strip()
    if not line:
        return Participants(mentions, None)
    said = bare_name(shape.words(start, end))
    if line == CONTACT or context.names.contact(said):
        return Participants(mentions or _deals_of_contact(context, said), (start, end))
    if line.startswith("my ") and not mentions:
        return Participants((), None, personal=True)
    if GOING.match(line) or _NOT_A_PERSON.match(line) or DEAL in line:
        return Participants(mentions, None, personal=_is_private(said) and not mentions)
    if not mentions and not named:
        mention = mention_at(shape, context, start, end, sure=False)
        if mention is not None and (mention.deal is not None or mention.resolution.candidates):
            return Participants((mention,), None)
    if looks_like_a_person(said) and not re.search(r"\d", said):
        return Participants(mentions, (start, end))
    return Participants(mentions, None, personal=_is_private(said) and not mentions)


def _is_private(said: str) -> bool:
    return any(word in PRIVATE_PEOPLE for word in re.findall(r"[a-z]+", said.casefold()))


def _deals_of_contact(context: Context, said: str) -> tuple[Mention, ...]:
    """The account of the one contact of that name."""
    accounts = {contact.account for contact in context.names.contact(said)}
    if len(accounts) != 1:
        return ()
    account = accounts.pop()
    return (Mention(account, None, context.names.resolve(account)),)
