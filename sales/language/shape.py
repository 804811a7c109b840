"""A message with what was recognised in it put into single letters: "called Jane at <deal>, <money>, close <time>".
Sentence patterns are matched against this shape; every place in it leads back to the words that were written."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from sales.language.achieved import achieved
from sales.language.amounts import find_amounts
from sales.language.context import Context
from sales.language.holes import Hole, holes_in, stand_in
from sales.language.lexicon import ORDINARY_WORDS
from sales.language.name_tables import name_key
from sales.language.names import Mention, NameIndex, Resolution
from sales.language.normalise import Text
from sales.language.shorthand import words_of, written_out
from sales.language.times.almanac import Almanac
from sales.language.times.reader import find_times, may_hold_a_time, read_time, read_times
from sales.language.understanding import MoneySpan, Span, TimeSpan

DEAL, MONEY, NUMBER, TIME = "\ue000", "\ue001", "\ue002", "\ue003"
PERSON, EMAIL, QUOTE, CONTACT = "\ue004", "\ue005", "\ue006", "\ue007"

_LETTERS: Final = frozenset((DEAL, MONEY, NUMBER, TIME, PERSON, EMAIL, QUOTE, CONTACT))

_FILLS: Final = {"amount": MONEY, "date": TIME, "deal": DEAL}
"""What is read where a template's gap is."""
_QUOTED = re.compile(r'"[^"\n]{1,400}"|(?<!\w)\'[^\'\n]{2,200}\'(?!\w)')
_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{2,63}){1,4}")
_MENTION = re.compile(r"(?<![\w.])@(?!(?:here|channel|everyone)\b)(\w[\w.-]{0,40}\w|\w)")
_WORD = re.compile(r"[^\W_]+(?:['.&-][^\W_]+)*")


class Entity(NamedTuple):
    """Something recognised: its letter in the shape, where it stands in the plain text, and what it is. A short or
    misspelt word has the whole word in the letter's place."""

    letter: str
    start: int
    end: int
    value: TimeSpan | MoneySpan | str


class Shape:
    """The shape of one text, with the way back from every place in it. `mentions` and `resolved` are where is kept what
    the words of a place, and what a name, were found to mean: several phrases ask for the same."""

    def __init__(
        self, text: Text, entities: list[Entity], times: tuple[TimeSpan, ...], holes: tuple[Hole, ...] = ()
    ) -> None:
        self.text = text
        self.holes = holes
        self.times = times
        self.entities = entities
        self.mentions: dict[tuple[int, int, bool], Mention | None] = {}
        self.resolved: dict[str, Resolution] = {}
        pieces: list[str] = []
        self._shape_at: list[int] = [0]
        self._plain_at: list[int] = [0]
        self.by_position: dict[int, Entity] = {}
        position = length = 0
        for entity in entities:
            pieces.append(text.low[position : entity.start])
            length += entity.start - position
            if entity.letter in _LETTERS:
                self.by_position[length] = entity
            else:
                self._shape_at.append(length)
                self._plain_at.append(entity.start)
            pieces.append(entity.letter)
            length += len(entity.letter)
            self._shape_at.append(length)
            self._plain_at.append(entity.end)
            position = entity.end
        pieces.append(text.low[position:])
        self.line = "".join(pieces)

    def plain_position(self, position: int) -> int:
        """Where in the plain text the place `position` of the shape begins."""
        index = bisect_right(self._shape_at, position) - 1
        until = self._plain_at[index + 1] if index + 1 < len(self._plain_at) else len(self.text.plain)
        return min(self._plain_at[index] + position - self._shape_at[index], until)

    def words(self, start: int, end: int) -> str:
        """The words as they were written between two places of the shape."""
        return self.text.shown[self.plain_position(start) : self.plain_position(end)]

    def span(self, start: int, end: int) -> Span:
        """The span in the given text between two places of the shape."""
        return self.text.span(self.plain_position(start), self.plain_position(end))

    def entity(self, position: int) -> Entity | None:
        """What stands at that place, if it is an entity's letter."""
        return self.by_position.get(position)

    def within(self, start: int, end: int, letter: str) -> list[tuple[int, Entity]]:
        """The entities of that letter between two places."""
        return [(p, e) for p, e in self.by_position.items() if start <= p < end and e.letter == letter]


_COUNTRIES: Final = {"USD": "US", "GBP": "GB", "CAD": "CA", "AUD": "AU", "NZD": "NZ", "INR": "IN"}
"""The country that a workspace's currency tells."""


def almanac_of(context: Context, *, past: bool) -> Almanac:
    """The calendar that the context's speaker lives in."""
    return Almanac(
        context.local_now.replace(tzinfo=None),
        past,
        context.day_first,
        context.week_start,
        context.fiscal_start_month,
        _COUNTRIES.get(context.currency, ""),
    )


def read_past(shape: Shape, entity: Entity, context: Context) -> TimeSpan | None:
    """The same words read as something that has happened."""
    words = shape.text.low[entity.start : entity.end]
    return read_time(words, almanac_of(context, past=True), ZoneInfo(context.timezone), entity.start)


def shape_of(text: Text, context: Context) -> Shape:
    """Recognise quotations, addresses, mentions, names, amounts and times, the surest first, and shape the text."""
    taken = bytearray(len(text.plain))
    entities: list[Entity] = []

    def take(letter: str, start: int, end: int, value: TimeSpan | MoneySpan | str) -> None:
        if end > start and not any(taken[start:end]):
            taken[start:end] = b"\1" * (end - start)
            entities.append(Entity(letter, start, end, value))

    for hole in (holes := holes_in(text.low)):
        if (value := stand_in(hole, context)) is not None:
            take(_FILLS.get(hole.use, str(value)), hole.start, hole.end, value)
    names = _names(text, context)
    quotes = _quotes(text)
    for name, start, end in names if quotes else ():
        if behind := max((b for a, b in quotes if start < a < end <= b), default=0):
            take(DEAL, start, behind, name)  # the quotation is a part of the name
    for start, end in quotes:
        take(QUOTE, start, end, text.plain[start + 1 : end - 1])
    if "@" in text.low:
        for match in _EMAIL.finditer(text.plain):
            take(EMAIL, *match.span(), match[0])
        for match in _MENTION.finditer(text.plain):
            take(PERSON, *match.span(), match[1])
    amounts = find_amounts(text.low, context.currency, decimal_comma=context.decimal_comma)
    for name, start, end in names:
        take(DEAL, start, end, name)
    times = _times(text, context, taken) if may_hold_a_time(text.low) else ()
    for amount in amounts:
        if amount.explicit and not _is_in_a_time(amount, times):
            take(MONEY, *(amount.around or amount.span), amount)
    for time in times:
        if time.rule != "now":
            take(TIME, *time.span, time)
    for start, end, done in achieved(text.low):
        take(done, start, end, done)
    for start, end, whole in written_out(text.low, words_of(context.process)):
        take(whole, start, end, whole)
    for amount in amounts:
        if not amount.explicit:
            take(NUMBER, *amount.span, amount)
    entities.sort(key=lambda entity: entity.start)
    return Shape(text, entities, times, holes)


def _times(text: Text, context: Context, taken: bytearray) -> tuple[TimeSpan, ...]:
    """The times of the text; where one lies half in what is `taken`, those of the text without that."""
    almanac, zone = almanac_of(context, past=context.expect == "past"), ZoneInfo(context.timezone)
    times = read_times(text.plain, text.low, almanac, zone)
    if any(any(part := taken[slice(*time.span)]) and not all(part) for time in times):
        return find_times(_without(text.plain, taken), _without(text.low, taken), almanac, zone)
    return times


def _without(text: str, taken: bytearray) -> str:
    """The text without the names in it, so that none is read as part of a time: "Plant 1 to 31 Dec"."""
    return "".join("\n" if covered else char for char, covered in zip(text, taken, strict=True))


def _quotes(text: Text) -> list[Span]:
    """Where something is quoted, with its quotation marks."""
    if '"' not in text.low and "'" not in text.low:
        return []
    return [match.span() for match in _QUOTED.finditer(text.plain) if not _is_apostrophes(match[0])]


def _is_apostrophes(quoted: str) -> bool:
    """'twas the client's and the users' : two apostrophes, not a quotation."""
    return quoted[0] == "'" and bool(re.search(r"\w'\w|s'$", quoted[:-1]))


def _is_in_a_time(amount: MoneySpan, times: tuple[TimeSpan, ...]) -> bool:
    """ "Diwali two thousand nineteen": the number is a year, not an amount."""
    start, end = amount.span
    return any(time.span[0] < start and end <= time.span[1] for time in times)


_POSSESSIVE: Final = re.compile(r"['’]s$")


def _names(text: Text, context: Context) -> list[tuple[str, int, int]]:
    """Exact names of deals and accounts, the longest first. A name that is an everyday word counts in capitals only."""
    index = context.names
    if not len(index):
        return []
    found: list[tuple[str, int, int]] = []
    words = [(m.start(), m.end(), m.group()) for m in _WORD.finditer(text.plain)]
    position = 0
    while position < len(words):
        longest = index.longest_from(_first_key(words[position][2]))
        for count in range(min(longest, len(words) - position), 0, -1):
            start, end = words[position][0], words[position + count - 1][1]
            said = _POSSESSIVE.sub("", text.plain[start:end])
            if "\n" in said or not index.is_name(key := name_key(said)) or not _is_meant(said, key, text, start):
                continue
            behind = words[position + count][2] if position + count < len(words) else ""
            if behind.isdecimal() and index.lacks_number(key):
                continue
            if more := _spelled_on(text, words, position + count, key, index):
                count += more
                said = text.plain[start : words[position + count - 1][1]]
            marks = index.marks_before(key.split(" ")[0], text.plain[:start])
            found.append((said, start - marks, start + len(said)))
            position += count - 1
            break
        position += 1
    return found


_WITHIN_A_NAME: Final = re.compile(r"[^\S\n]*[-–—:/|]?[^\S\n]*")
_DASH: Final = re.compile(r"[^\S\n]+[-–—]+[^\S\n]+")


def _spelled_on(text: Text, words: list[tuple[int, int, str]], first: int, key: str, index: NameIndex) -> int:
    """How many words from the first one on belong to the name before them and make it another one, which is none of
    ours: what other customers' deals are called, or capitals behind a dash where this customer's deals have such names.
    A single one in small letters does not: "the Globex renewal" may be any."""
    behind: list[str] = []
    for before, (start, _, word) in zip(words[first - 1 :], words[first:], strict=False):
        if not _WITHIN_A_NAME.fullmatch(text.plain, before[1], start):
            break
        behind.append(word)
    if not behind or not (len(behind) > 1 or behind[0][0].isupper()):
        return 0
    if known := index.ending_of_another(key, behind):
        return known
    capitals = next((at for at, word in enumerate(behind) if not word[0].isupper()), len(behind))
    dashed = _DASH.fullmatch(text.plain, words[first - 1][1], words[first][0]) and index.is_dashed(key)
    new = capitals > 1 and not any(word.casefold() in ORDINARY_WORDS for word in behind[:capitals])
    return capitals if dashed and new else 0


@lru_cache(maxsize=4096)
def _first_key(word: str) -> str:
    return name_key(_POSSESSIVE.sub("", word)).split(" ")[0]


def _is_meant(said: str, key: str, text: Text, start: int) -> bool:
    if key not in ORDINARY_WORDS:
        return len(key) > 1
    return said[0].isupper() and (start > 0 or said.isupper())
