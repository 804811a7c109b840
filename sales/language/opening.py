"""From a phrase to a draft of a new deal: its account, which may be unknown, and what else was said of it."""

from __future__ import annotations

import re

from sales.language.builders import Hit, draft_of
from sales.language.context import Context
from sales.language.draft import Draft
from sales.language.leads import likely_a_person, with_person
from sales.language.mentions import bare_name
from sales.language.name_tables import name_key
from sales.language.normalise import typed
from sales.language.phrases.phrase import term_of
from sales.language.sentences import first_sentence
from sales.language.shape import DEAL, MONEY, NUMBER, QUOTE, TIME, Shape
from sales.language.slots import put_day, put_money, put_text
from sales.language.understanding import Choice, MoneySpan, Span
from sales.money import Money

_WORTH = re.compile(r"(?:^|\s+)(?:worth|valued at|for|at|value|amount|size|of)\s*$")
_DATED = re.compile(
    r"(?:^|\s+)(?:expected to close|to close|closing|closes?|close date|due|expected|eta|should close|target(?:ing)?|by"
    r"|on|in|at|for|around|end of)(?:\s+(?:on|by|in|at|around|date|is))*\s*:?\s*$"
)
_SOURCED = re.compile(
    r"^(?:(?:i |we )?met (?:them |him |her )?(?:at|through|via)|(?:they|it|he|she) (?:found us|came)(?: to us|"
    r" in)?(?: (?:on|via|through|from|at|as an?))?|they (?:found|came to|heard of) us (?:on|via"
    r"|through|from|at)|source(?:d)?|from|via|through|came|came in"
    r"|lead source|by)?\s*(?:is|:|from|via|through)?\s*(?:an?|the"
    r"|our)?\s*"
)
_POLITELY = re.compile(r"\W*(?:please|pls|plz|thanks|thx|now)\W*")
_HEDGED = re.compile(r",? *\(?(?:maybe|perhaps|possibly|probably|tbc|tbd|not sure)\b")
_HEDGED_BEFORE = re.compile(r"\b(?:maybe|perhaps|possibly|probably|potentially|likely)\s*$")
_NO_YEAR = re.compile(r" \d{4,}\b")
_FOR = re.compile(rf"\s+(?:for|with|at|to(?= {DEAL}))\s+")
_NAMED = re.compile(r"^(?:(?:is|called|named|for|with|at|from|on|deal|opportunity|the|a)(?:\s*:\s*|\s+))+")


_CALLED = re.compile(r",?\s+(?:called|named|titled)\s+")
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
    if dashed := _put_dashed(draft, shape, context, parts):
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


_DASHED = re.compile(r"(?P<account>\S.*?)\s+[-–—]+\s+(?P<rest>\S.*)", re.DOTALL)


def _put_dashed(draft: Draft, shape: Shape, context: Context, parts: list[Span]) -> int:
    """ "Orbit Foods – Phase 2 rollout": the whole is the deal's name, what stands before the dash its account. How many
    of the parts that takes; 0 where there is no dash, or what stands behind it is an amount, a day, a source, a
    stage."""
    for count in (2, 1):
        if len(parts) < count or (count == 2 and not re.fullmatch(r"\s-\s*", shape.line[parts[0][1] : parts[1][0]])):
            continue
        start, end = parts[0][0], parts[count - 1][1]
        lead = _NAMED.match(shape.line[start:end])
        start += lead.end() if lead else 0
        found = _DASHED.fullmatch(shape.words(start, end).strip(" .!"))
        if (
            found is None
            or not found["rest"][:1].isalnum()
            or _is_a_fact(shape, context, found["rest"], parts[count - 1])
        ):
            continue
        given = typed(shape.text.given[slice(*shape.span(start, end))]).strip(" .!")
        said = " ".join(_as_typed(shape, start, end, given).split())
        put_text(draft, "name", said, shape.span(start, end), "the deal's name")
        account = found["account"].strip()
        known = context.names.resolve(account)
        accounts = {match.account for match in (*known.candidates, *((known.deal,) if known.deal else ()))}
        customer = accounts.pop() if len(accounts) == 1 and known.score >= 100 else account
        put_text(draft, "account", customer, shape.span(start, end), "the words before the dash")
        return count
    return 0


def _is_a_fact(shape: Shape, context: Context, said: str, part: Span) -> bool:
    """Whether words behind a dash say something of the deal rather than name it."""
    process = context.process
    known = (term_of(process.sources, _SOURCED.sub("", said.casefold())), term_of(process.stages, said))
    return any(known) or _A_STORY.match(said.casefold()) is not None or shape.line[part[0]] in (MONEY, TIME)


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
_SOURCE_FIRST = re.compile(r"(?:the |an? |our )?(?P<source>[a-z][a-z -]{2,30}?)\s*:\s+")


def _behind_the_source(draft: Draft, shape: Shape, context: Context, start: int, end: int) -> int:
    """ "new lead from the webinar: Nimbus": where the name begins, the source taken."""
    first = _SOURCE_FIRST.match(shape.line, start, end)
    source = term_of(context.process.sources, first["source"]) if first else None
    if first is None or source is None:
        return start
    draft.put("source", source.key, shape.span(*first.span("source")), "a source of the list")
    return first.end()


def _name_ends(shape: Shape, parts: list[Span]) -> int:
    """Where in the first part the name ends that begins with what looks like an amount or a date; the part's beginning
    where it does not begin so. An amount alone is a name only where another amount is said too."""
    start, end = parts[0] if parts else (0, 0)
    lead = _NAMED.match(shape.line[start:end])
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
    money = [place for place in range(free, end) if shape.line[place] in (MONEY, NUMBER)]
    times = shape.within(free, end, TIME)
    if money and (entity := shape.entity(money[0])) and "amount" not in draft.slots:
        explicit = isinstance(entity.value, MoneySpan) and (
            entity.value.explicit or (first and _is_a_price(shape, entity.value, start, money[0], end))
        )
        if explicit or (not first and not shape.within(draft.start, draft.end, MONEY)):
            put_money(draft, "amount", shape, entity, context)
            hedged = _HEDGED.match(shape.line, money[0] + 1) or _HEDGED_BEFORE.search(
                shape.line[draft.start : money[0]]
            )
            if "amount" in draft.slots and hedged:
                sum_said = draft.slots.pop("amount").value
                draft.ask("amount", f"Is the amount {sum_said}?", Choice(str(sum_said), sum_said))
            start, end = (money[0] + 1, end) if not shape.line[start : money[0]].strip() else (start, money[0])
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
    source = term_of(context.process.sources, re.sub(r"\s+lead$", "", _SOURCED.sub("", said)))
    stage = term_of(context.process.stages, re.sub(r"^(?:in|at|stage:?|now in)\s+|\s+stage$", "", said))
    if not first and source is not None:
        draft.put("source", source.key, shape.span(start, end), "a source of the list")
    elif not first and stage is not None and stage.outcome == "open":
        draft.put("stage", stage.key, shape.span(start, end), "a stage of the process")
    elif first or ("account" not in draft.slots and "name" not in draft.slots):
        if first or not _A_STORY.match(said):
            _account_and_name(draft, shape, context, start, start + len(line.rstrip()))
    elif (
        "name" not in draft.slots
        and shape.words(start, end).strip()[:1].isupper()
        and not money
        and not times
        and " is " not in said
    ):
        put_text(draft, "name", shape.words(start, end), shape.span(start, end), "the deal's name")


_PRICED = re.compile(r"\b(?:for|at|worth|of|value|valued at)\s*$")


def _is_a_price(shape: Shape, number: MoneySpan, start: int, at: int, end: int) -> bool:
    """ "Cyberdyne for 20000", "Initech Expansion 40000": a large number behind a name is what the deal is worth."""
    if shape.line[at + 1 : end].strip() or number.amount < 1000 or not shape.line[start:at].strip():
        return False
    return number.amount >= 10_000 or _PRICED.search(shape.line[start:at]) is not None


def _account_and_name(draft: Draft, shape: Shape, context: Context, start: int, end: int) -> None:
    """ "Website redesign for Acme" is a deal's name and its account, as is "at Acme for the redesign"; a single name is
    the account."""
    lead = _NAMED.match(shape.line[start:end])
    start += lead.end() if lead else 0
    if colon := re.match(rf"{DEAL}\s*[:-]\s+", shape.line[start:end]):
        _put_name(draft, shape, start + colon.end(), end)
        end = start + 1
    if called := _CALLED.search(shape.line, start, end):
        _put_name(draft, shape, called.end(), end)
        end = called.start()
    split = _FOR.search(shape.line, start, end)
    account = (split.end(), end) if split else (start, end)
    if split and shape.line[start : split.start()].strip() == DEAL and DEAL not in shape.line[split.end() : end]:
        _put_name(draft, shape, split.end() + len(_THE.match(shape.line[split.end() : end])[0]), end)  # type: ignore[index]
        account = (start, split.start())
    elif split and shape.line[start : split.start()].strip() not in ("one", "a one", "new one", "it", "this"):
        _put_name(draft, shape, start, split.start())
    quoted = shape.entity(account[0])
    if quoted is not None and quoted.letter == QUOTE:
        draft.put("account", str(quoted.value).strip(), shape.span(account[0], account[0] + 1), "a quoted name")
        return
    said = bare_name(shape.words(*account))
    if not said:
        return
    if shape.line[account[0]] == DEAL and re.match(r" [a-z]", shape.words(account[0] + 1, account[1])):
        put_text(draft, "name", said, shape.span(*account), "the deal's name")
        account = (account[0], account[0] + 1)  # "Umbrella phase 2": one more deal of Umbrella's
        said = shape.words(*account)
    elif shape.line[slice(*account)] == DEAL and (customer := context.names.beginning(said)):
        put_text(draft, "name", said, shape.span(*account), "the deal's name")
        said = customer
    said = _as_typed(shape, *account, said)
    found = context.names.resolve(said)
    known = {match.account for match in found.candidates} if found.score >= 90 else set()
    put_text(draft, "account", known.pop() if len(known) == 1 else said, shape.span(*account), "an account's name")


_A_STORY = re.compile(
    r"(?:met|came|found|introduced|spoke|saw|they|he|she|we|i|who|wants?|looking|interested|needs?|has|is|very|really"
    r"|super|good|great|seems?)\b"
)
"""How a part begins that tells something, and is no name."""
_THE = re.compile(r"(?:the |a |an )?")


def _put_name(draft: Draft, shape: Shape, start: int, end: int) -> None:
    quoted = shape.entity(start)
    if quoted is not None and quoted.letter == QUOTE and not shape.line[start + 1 : end].strip():
        draft.put("name", str(quoted.value).strip(), shape.span(start, start + 1), "a quoted name")
        return
    said = _as_typed(shape, start, end, shape.words(start, end))
    put_text(draft, "name", said, shape.span(start, end), "the deal's name")


_MARKS = "*_`"
_ALL_BOLD = re.compile(rf"([{_MARKS}]+)[^{_MARKS}]+\1")


def _as_typed(shape: Shape, start: int, end: int, said: str) -> str:
    """The name with the asterisks and underlines that were typed in it; around the whole of it they are formatting."""
    given = shape.text.given
    first, last = shape.span(start, end)
    while first > 0 and given[first - 1] in _MARKS:
        first -= 1
    while last < len(given) and given[last] in _MARKS:
        last += 1
    written = typed(given[first:last]).strip()
    marked = any(mark in written for mark in _MARKS) and not _ALL_BOLD.fullmatch(written)
    return written if marked and name_key(written.replace("_", " ")) == name_key(said.replace("_", " ")) else said
