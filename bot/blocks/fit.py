"""Makes what people typed, and as much of it as there may be, fit: a name into a line, lines into sections, groups of
blocks into a message. Knows Slack's limits from `kit`; knows no sales."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from bot.blocks import kit
from bot.blocks.kit import Block, escape
from sales.wording import listed

NAME = 60
LINES = 8
SPARE = 300
"""Characters kept free for the line that says what was left out."""

_ISOLATE, _END_ISOLATE = "\u2068", "\u2069"
_TURNS = frozenset({"LRE", "RLE", "LRO", "RLO", "LRI", "RLI", "FSI", "PDI", "PDF"})


def named(text: str, longest: int = NAME) -> str:
    """What a person typed as one short line of mrkdwn: escaped, cut to `longest` characters, and, where it is written
    from right to left, kept from turning the words around it."""
    return escape(bare(text, longest))


def bare(text: str, longest: int = NAME) -> str:
    """The same for places that take plain text, and so need no escaping. Marks that only turn the direction go;
    what is blank is a dash, since Slack refuses empty text and nobody could click on it."""
    if text.isascii():
        return _short(text, longest)
    directions = {char: unicodedata.bidirectional(char) for char in set(text)}
    straight = "".join(char for char in text if directions[char] not in _TURNS)
    short = _short(straight, longest)
    return f"{_ISOLATE}{short}{_END_ISOLATE}" if _right_to_left(directions.values()) else short


def _short(text: str, longest: int) -> str:
    return kit.cut(" ".join(text.split()) or "–", longest)


def _right_to_left(directions: Iterable[str]) -> bool:
    return not {"R", "AL"}.isdisjoint(directions)


def names(texts: Sequence[str], at_most: int = LINES) -> str:
    """Names as a sentence lists them: Ann, Bob and 3 more."""
    shown = [named(text, 40) for text in texts[:at_most]]
    left = len(texts) - len(shown)
    if left:
        return f"{', '.join(shown)} and {left} more"
    return listed(shown)


def listing(lines: Iterable[str], *, together: int = LINES) -> list[Block]:
    """Lines as sections: at most `together` in one, so that no client folds it, and none cut at Slack's limit."""
    return [kit.section("\n".join(group)) for group in _packed(lines, together)]


def fitting(
    groups: Iterable[Sequence[Block]], *, beside: Sequence[Block] = (), in_view: bool = False
) -> tuple[list[Block], int]:
    """As many of these groups of blocks, from the first on and each whole, as fit into one message (or view) together
    with the blocks `beside` them and one line more; and how many groups were left out."""
    blocks = (kit.VIEW_BLOCKS if in_view else kit.MESSAGE_BLOCKS - 1) - len(beside) - 1
    room = kit.MESSAGE_CHARACTERS - kit.characters(list(beside)) - SPARE
    kept: list[Block] = []
    waiting = list(groups)
    for number, group in enumerate(waiting):
        blocks -= len(group)
        room -= 0 if in_view else kit.characters(list(group))
        if blocks < 0 or (room < 0 and not in_view):
            return kept, len(waiting) - number
        kept += group
    return kept, 0


def _packed(lines: Iterable[str], together: int) -> Iterator[list[str]]:
    group: list[str] = []
    for line in lines:
        if group and (len(group) == together or sum(map(len, group)) + len(group) + len(line) > kit.SECTION):
            yield group
            group = []
        group.append(line)
    if group:
        yield group
