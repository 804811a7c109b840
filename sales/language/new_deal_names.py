"""What a new deal and its account are called: "Website redesign for Acme", "Orbit Foods – Phase 2 rollout". Knows no
amount and no day but to tell them from a name."""

from __future__ import annotations

import re

from sales.language.context import Context
from sales.language.draft import Draft
from sales.language.mentions import bare_name
from sales.language.name_tables import name_key
from sales.language.normalise import typed
from sales.language.phrases.phrase import term_of
from sales.language.shape import DEAL, MONEY, QUOTE, TIME, Shape
from sales.language.slots import put_text
from sales.language.understanding import Span

NAMED = re.compile(r"^(?:(?:is|called|named|for|with|at|from|on|deal|opportunity|the|a)(?:\s*:\s*|\s+))+")
SOURCED = re.compile(
    r"^(?:(?:i |we )?met (?:them |him |her )?(?:at|through|via)|(?:they|it|he|she) (?:found us|came)(?: to us|"
    r" in)?(?: (?:on|via|through|from|at|as an?))?|they (?:found|came to|heard of) us (?:on|via"
    r"|through|from|at)|source(?:d)?|from|off|via|through|came|came in"
    r"|lead source|by)?\s*(?:is|:|from|via|through)?\s*(?:an?|the"
    r"|our)?\s*"
)
A_STORY = re.compile(
    r"(?:met|came|found|introduced|spoke|saw|they|he|she|we|i|who|wants?|looking|interested|needs?|has|is|very|really"
    r"|super|good|great|seems?)\b"
)
"""How a part begins that tells something, and is no name."""
_FOR = re.compile(rf"\s+(?:for|with|at|to(?= {DEAL}))\s+")
_CALLED = re.compile(r",?\s+(?:called|named|titled)\s+")
_THE = re.compile(r"(?:the |a |an )?")
_MARKS = "*_`"
_ALL_BOLD = re.compile(rf"([{_MARKS}]+)[^{_MARKS}]+\1")


def account_and_name(draft: Draft, shape: Shape, context: Context, start: int, end: int) -> None:
    """ "Website redesign for Acme" is a deal's name and its account, as is "at Acme for the redesign"; a single name is
    the account."""
    lead = NAMED.match(shape.line[start:end])
    start += lead.end() if lead else 0
    if colon := re.match(rf"{DEAL}\s*[:-]\s+", shape.line[start:end]):
        put_name(draft, shape, start + colon.end(), end)
        end = start + 1
    if called := _CALLED.search(shape.line, start, end):
        put_name(draft, shape, called.end(), end)
        end = called.start()
    split = _FOR.search(shape.line, start, end)
    account = (split.end(), end) if split else (start, end)
    if split and shape.line[start : split.start()].strip() == DEAL and DEAL not in shape.line[split.end() : end]:
        put_name(draft, shape, split.end() + len(_THE.match(shape.line[split.end() : end])[0]), end)  # type: ignore[index]
        account = (start, split.start())
    elif split and shape.line[start : split.start()].strip() not in ("one", "a one", "new one", "it", "this"):
        put_name(draft, shape, start, split.start())
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


_DASHED = re.compile(r"(?P<account>\S.*?)\s+[-–—]+\s+(?P<rest>\S.*)", re.DOTALL)


def put_dashed(draft: Draft, shape: Shape, context: Context, parts: list[Span]) -> int:
    """ "Orbit Foods – Phase 2 rollout": the whole is the deal's name, what stands before the dash its account. How many
    of the parts that takes; 0 where there is no dash, or what stands behind it is an amount, a day, a source, a
    stage."""
    for count in (2, 1):
        if len(parts) < count or (count == 2 and not re.fullmatch(r"\s-\s*", shape.line[parts[0][1] : parts[1][0]])):
            continue
        start, end = parts[0][0], parts[count - 1][1]
        lead = NAMED.match(shape.line[start:end])
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
    known = (term_of(process.sources, SOURCED.sub("", said.casefold())), term_of(process.stages, said))
    return any(known) or A_STORY.match(said.casefold()) is not None or shape.line[part[0]] in (MONEY, TIME)


def put_name(draft: Draft, shape: Shape, start: int, end: int) -> None:
    """The deal's name between two places, as it was typed; of a quotation what is quoted."""
    quoted = shape.entity(start)
    if quoted is not None and quoted.letter == QUOTE and not shape.line[start + 1 : end].strip():
        draft.put("name", str(quoted.value).strip(), shape.span(start, start + 1), "a quoted name")
        return
    said = _as_typed(shape, start, end, shape.words(start, end))
    put_text(draft, "name", said, shape.span(start, end), "the deal's name")


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
