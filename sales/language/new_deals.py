"""From a phrase to a draft of a new deal: its account, which may be unknown, and what else was said of it."""

from __future__ import annotations

import re

from sales.language.builders import Hit, draft_of
from sales.language.context import Context
from sales.language.draft import Draft
from sales.language.leads import likely_a_person, with_person
from sales.language.name_tables import name_key
from sales.language.new_deal_names import A_STORY, NAMED, SOURCED, account_and_name, put_dashed
from sales.language.phrases.phrase import term_of
from sales.language.sentences import first_sentence
from sales.language.shape import DEAL, MONEY, NUMBER, TIME, Shape
from sales.language.slots import put_day, put_money, put_text
from sales.language.understanding import Choice, MoneySpan, Span
from sales.money import Money

_WORTH = re.compile(r"(?:^|\s+)(?:worth|valued at|for|at|value|amount|size|of)\s*$")
_DATED = re.compile(
    r"(?:^|\s+)(?:expected to close|to close|closing|closes?|close date|due|expected|eta|should close|target(?:ing)?|by"
    r"|on|in|at|for|around|end of)(?:\s+(?:on|by|in|at|around|date|is))*\s*:?\s*$"
)
_POLITELY = re.compile(r"\W*(?:please|pls|plz|thanks|thx|now)\W*")
_HEDGED = re.compile(r",? *\(?(?:maybe|perhaps|possibly|probably|tbc|tbd|not sure)\b")
_HEDGED_BEFORE = re.compile(r"\b(?:maybe|perhaps|possibly|probably|potentially|likely)\s*$")
_NO_YEAR = re.compile(r" \d{4,}\b")
_PIPELINE = re.compile(
    r"\s+(?:as a (?:new )?)?(?:deal|opp|opportunity|lead)\s*$"
    r"|\s+(?:to|into|in) (?:the|my|our) (?:pipeline|pipe|crm|funnel|forecast|list)\s*$"
)
_NAME_GOES_ON = re.compile(
    rf"[\w .'-]*(?:\s(?:&|and|\+|et)\s|&)[\w .'{DEAL}-]+$|(?:inc|llc|ltd|limited|gmbh|corp|co|plc|ag|sa|llp|lp|pty)\.?$"
)
"""A second part that belongs to the name: "Smith, Jones & Partners", "Acme, Inc."."""


def create_deal(hit: Hit, shape: Shape, context: Context) -> Draft | None:
    """A new deal: its account (which may be unknown), and the amount, source, stage and close date said with it.

    What stands first is the name, whatever it looks like ("3M", "20th Century Movers", "Monday.com"); what is quoted
    is taken letter by letter."""
    draft = draft_of(hit)
    if not hit.has("text"):
        draft.ask("account", "Which account is the new deal with?")
        return draft
    start, end = hit.match.span("text")
    end = start + len(first_sentence(shape.line[start:end]))
    draft.end = end
    if _POLITELY.fullmatch(shape.line, start, end):
        draft.ask("account", "Which account is the new deal with?")
        return draft
    start = _behind_the_source(draft, shape, context, start, end)
    parts = _parts(shape.line, start, end)
    if dashed := put_dashed(draft, shape, context, parts):
        start, parts = parts[dashed - 1][1], parts[dashed:]
    person, parts = with_person(shape, parts, lead="lead" in hit.phrase.fixed)
    name_ends = _name_ends(shape, parts)
    for number, part in enumerate(parts):
        _creation_part(draft, shape, context, *part, first=not dashed and number == 0, name_ends=name_ends)
    _ask_of_two_amounts(draft, shape, start, end)
    if "account" not in draft.slots and "name" not in draft.slots:
        draft.ask("account", "Which account is the new deal with?")
    elif person is not None and (account := draft.slots.get("account")):
        person.slots["account"] = account
        draft.beside.append(person)
    elif "lead" in hit.phrase.fixed and _may_be_a_person(draft, context):
        draft.confirm(f"Is {draft.value('account')} the customer, and {draft.value('name')} the deal?")
    return draft


def _may_be_a_person(draft: Draft, context: Context) -> bool:
    """ "new lead Nina Sharp, Massive Dynamic": an unknown customer called like a person, the deal like a company."""
    customer = str(draft.value("account") or "")
    return "name" in draft.slots and likely_a_person(customer) and not context.names.is_name(name_key(customer))


_SOURCE_FIRST = re.compile(
    r"(?:the |an? |our )?(?P<source>[a-z][a-z -]{2,30}?)\s*:\s+"
    r"|(?:from|off|via|through|by) (?:the |an? |our )?(?P<source2>[a-z][a-z -]{2,30}?)\s*(?::|,| -)\s+"
)


def _behind_the_source(draft: Draft, shape: Shape, context: Context, start: int, end: int) -> int:
    """ "new lead from the webinar: Nimbus": where the name begins, the source taken."""
    first = _SOURCE_FIRST.match(shape.line, start, end)
    if first is None:
        return start
    group = "source" if first["source"] else "source2"
    source = term_of(context.process.sources, first[group])
    if source is None:
        return start
    draft.put("source", source.key, shape.span(*first.span(group)), "a source of the list")
    return first.end()


def _name_ends(shape: Shape, parts: list[Span]) -> int:
    """Where in the first part the name ends that begins with what looks like an amount or a date; the part's beginning
    where it does not begin so. An amount alone is a name only where another amount is said too."""
    if not parts:
        return 0
    start, end = parts[0]
    lead = NAMED.match(shape.line[start:end])
    begin = start + (lead.end() if lead else 0)
    if shape.line[begin : begin + 1] not in (MONEY, NUMBER, TIME):
        return start
    behind = shape.line[begin + 1 : end]
    if not behind.strip():
        amounts = shape.within(parts[0][1], parts[-1][1], MONEY)
        return begin + 1 if shape.line[begin] == MONEY and amounts else start
    word = re.match(rf"[^\s{MONEY}{NUMBER}{TIME}]*(?: [^\s{MONEY}{NUMBER}{TIME}]+)*", behind)
    if shape.line[begin] != TIME and not shape.within(begin + 1, parts[-1][1], MONEY):
        return start  # "45k Acme": the amount first, as there is no other
    return begin + 1 + (word.end() if word else 0)


_PART = re.compile(
    r"\s*(?:,|;|\||\s/(?=\s)|\s-\s|\band\b(?= (?:closes|closing|source|worth|expected))|\s(?=(?:worth|valued at|closing"
    r"|closes|close|expected to close|sourced|source:?|due|via)\b)|\s(?=[\ue001\ue003])(?<!for )(?<!at ))\s*"
)


def _parts(line: str, start: int, end: int) -> list[Span]:
    """The parts between commas; the second joins the first where it is the rest of a name."""
    places: list[Span] = []
    position = start
    for match in _PART.finditer(line, start, end):
        if match.start() > position:
            places.append((position, match.start()))
        position = max(position, match.end())
    if position < end:
        places.append((position, end))
    if len(places) > 1 and line[places[0][1]] == "," and _NAME_GOES_ON.match(line[slice(*places[1])].strip()):
        places[:2] = [(places[0][0], places[1][1])]
    return places


def _creation_part(
    draft: Draft, shape: Shape, context: Context, start: int, end: int, *, first: bool, name_ends: int
) -> None:
    free = max(start, name_ends) if first else start
    numbers = [place for place in range(free, end) if shape.line[place] in (MONEY, NUMBER)]
    money = [place for place in numbers if shape.line[place] == MONEY] or numbers
    times = shape.within(free, end, TIME)
    if money and "amount" not in draft.slots:
        behind = money[0] + 1, end
        start, end = _amount_in(draft, shape, context, start, end, at=money[0], first=first)
        if end < behind[1]:
            _listed(draft, shape, context, *behind)
    if times and "close_date" not in draft.slots:
        if _NO_YEAR.match(shape.words(times[-1][0] + 1, end)):
            draft.ask("close_date", f'Which day is "{shape.words(times[-1][0], end).strip()}"?')
        else:
            put_day(draft, "close_date", shape, times[-1][1], context)
        end = min(end, times[0][0])
    line = _PIPELINE.sub("", _WORTH.sub("", _DATED.sub("", shape.line[start:end])))
    said = line.strip(" :.!")
    if not said:
        return
    if not first and _listed(draft, shape, context, start, end):
        return
    if first or ("account" not in draft.slots and "name" not in draft.slots):
        if first or not A_STORY.match(said):
            account_and_name(draft, shape, context, start, start + len(line.rstrip()))
    elif (
        "name" not in draft.slots
        and shape.words(start, end).strip()[:1].isupper()
        and not money
        and not times
        and " is " not in said
    ):
        put_text(draft, "name", shape.words(start, end), shape.span(start, end), "the deal's name")


def _listed(draft: Draft, shape: Shape, context: Context, start: int, end: int) -> bool:
    """Takes a part that is one of the sources or of the open stages: "from the webinar", "in discovery"."""
    line = _PIPELINE.sub("", _WORTH.sub("", _DATED.sub("", shape.line[start:end])))
    said = line.strip(" :.!")
    source = term_of(context.process.sources, re.sub(r"\s+lead$", "", SOURCED.sub("", said)))
    stage = term_of(context.process.stages, re.sub(r"^(?:in|at|stage:?|now in)\s+|\s+stage$", "", said))
    if source is not None:
        draft.put("source", source.key, shape.span(start, end), "a source of the list")
    elif stage is not None and stage.outcome == "open":
        draft.put("stage", stage.key, shape.span(start, end), "a stage of the process")
    else:
        return False
    return True


def _amount_in(draft: Draft, shape: Shape, context: Context, start: int, end: int, *, at: int, first: bool) -> Span:
    """Takes the number `at` a place as the amount, if that is what it is; returns what is left of the part."""
    entity = shape.entity(at)
    if entity is None:
        return start, end
    explicit = isinstance(entity.value, MoneySpan) and (
        entity.value.explicit or (first and _is_a_price(shape, entity.value, start, at, end))
    )
    if not explicit and (first or shape.within(draft.start, draft.end, MONEY)):
        return start, end
    put_money(draft, "amount", shape, entity, context)
    hedged = _HEDGED.match(shape.line, at + 1) or _HEDGED_BEFORE.search(shape.line[draft.start : at])
    if "amount" in draft.slots and hedged:
        sum_said = draft.slots.pop("amount").value
        draft.ask("amount", f"Is the amount {sum_said}?", Choice(str(sum_said), sum_said))
    return (start, at) if shape.line[start:at].strip() else (at + 1, end)


_PRICED = re.compile(r"\b(?:for|at|worth|of|value|valued at)\s*$")


def _is_a_price(shape: Shape, number: MoneySpan, start: int, at: int, end: int) -> bool:
    """ "Cyberdyne for 20000", "Initech Expansion 40000": a large number behind a name is what the deal is worth."""
    if shape.line[at + 1 : end].strip() or number.amount < 1000 or not shape.line[start:at].strip():
        return False
    return number.amount >= 10_000 or _PRICED.search(shape.line[start:at]) is not None


def _ask_of_two_amounts(draft: Draft, shape: Shape, start: int, end: int) -> None:
    """ "10k USD and 20k EUR" is no amount of one deal: the first is offered first."""
    found = [one.value for _, one in shape.within(start, end, MONEY) if isinstance(one.value, MoneySpan)]
    amounts = list(dict.fromkeys(Money.of(one.amount, one.currency) for one in found if one.explicit and not one.doubt))
    if len(amounts) < 2 or draft.value("amount") != amounts[0] or _WAS.search(shape.line[start:end]):
        return
    draft.slots.pop("amount")
    choices = (Choice(str(amount), amount) for amount in amounts[:5])
    draft.ask("amount", "That names more than one of the deal's amounts. Which is it?", *choices)


_WAS = re.compile(r"\b(?:was|not|instead of|budget|per|each|a (?:month|seat|user|year)|of which|including|plus)\b|/")
