"""The text as people meant it: Slack's entities undone, invisible and decorative characters gone, quoted mail and
signatures blanked. Keeps where every character stood, so that spans always refer to the text as it was given."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from sales.language.holes import filled
from sales.language.understanding import Span

READ_AT_MOST = 1_500
"""An instruction is short: what stands behind this many characters is kept as a note, and not read as one."""

_PICTURE = ","
"""An emoji parts what stands before it from what stands behind, as a comma does."""
_PLAIN = re.compile(r"[\x20-\x7e\n]*\Z")
_ENTITY = re.compile(
    r"<(?P<kind>[@#!])(?P<id>[^|<>\n]{1,80})(?:\|(?P<label>[^<>\n]{0,120}))?>"
    r"|<(?P<url>(?:https?|mailto|tel):[^|<>\s]{1,500})(?:\|(?P<shown>[^<>\n]{0,200}))?>"
    r"|&(?P<amp>amp|lt|gt);"
    r"|(?P<emoji>(?<!\w):[a-z][a-z0-9_+-]{1,40}:(?!\w))"
)
_LETTERS = {
    **dict.fromkeys("‘’‛´ʼ", "'"),
    **dict.fromkeys("“”„‟«»", '"'),
    **dict.fromkeys("–—−‒―‐‑", "-"),
    "…": ".",
    "→": ">",
    "➔": ">",
    "➡": ">",
    "\t": " ",
    "\r": "\n",
    "\v": "\n",
    "\u2028": "\n",
    "\u2029": "\n",
}
_EMOTICON = re.compile(r"(?<![^\s.!?,])(?:[:;=]['’]?-?[()DPp|/\\3oO*]+|<3|\^_+\^|¯.{1,6}¯|\(y\))(?![\w/])")
"""A face at the end of a sentence: what a bracket would say otherwise, it does not."""
_LIST_MARK = re.compile(r"(?:(?<=\s)|^)\(?\d{1,2}\)(?=\s+[^\W\d])|(?m:^)\d{1,2}\.(?=\s+[^\W\d])")
"""The number before an item of a list begins a line."""
_MAY_BE_A_FACE = re.compile(r"[:;=<^¯(]")
_TITLES = re.compile(r"\b((?i:mr|mrs|ms|dr|prof|capt|col|maj|rev|smt|shri|er))\.(?=\s?[A-Za-z])")
"""A point behind a title ends no sentence."""
_QUOTED_FROM = re.compile(
    r"(?im)^(?:on\b.{4,120}\bwrote:|-{2,}\s*(?:original|forwarded) message\b.*|begin forwarded message:.*"
    r"|from:\s.+|_{8,})\s*$"
)
SIGNATURE_FROM = re.compile(
    r"(?m)^(?:-- ?|(?i:(?:kind |best |warm |many )?regards|best|cheers|thanks|thank you|many thanks|sincerely"
    r"|yours(?: truly| sincerely)?|sent from my .{1,40}|get outlook for .{1,20}),?)\s*$"
)
_HEADER_LINE = re.compile(r"(?im)^(?:subject|to|cc|bcc|date|sent):\s.*$")
_FORWARDED_LINE = re.compile(r"(?im)^\W{0,3}(?:re: ?)?fwd?:.*$")
_MARKS_OF_MAIL = re.compile(
    r"(?im)^[ \t]*(?:>+|-{2,}.*-{2,}$|(?:on\b.{4,120}\bwrote|begin forwarded message|from|subject|to|cc|bcc|date|sent"
    r"|re|fwd?):)"
)
_QUOTED_LINE = re.compile(r"(?m)^[ \t]*>.*$")
_STRUCK = re.compile(r"(?<![\w~])~(?=\S)[^~\n]{1,80}(?<=\S)~(?![\w~])")
_INLINE_CODE = re.compile(r"(?<!`)`(?=[^`\n]*\s[^`\n]*\s)[^`\n\"]{1,300}`(?!`)")
"""Three words or more between backticks are shown, not said; a name may be written so."""
_CODE = re.compile(r"```.{0,5000}?```", re.DOTALL)


class Text(NamedTuple):
    """What is read (`plain`, and `low` in lower case, of equal length), how it looked (`shown`, with the point of"
    " "Dr.")
    and where each character stood.

    `blanked` are spans of `plain` that are never instructions; `cut` says whether the end was left unread."""

    given: str
    plain: str
    shown: str
    low: str
    offsets: tuple[int, ...] | None
    blanked: tuple[Span, ...]
    cut: bool

    def span(self, start: int, end: int) -> Span:
        """The span of the given text that `plain[start:end]` came from."""
        if self.offsets is None:
            return start, end
        return self.offsets[start], self.offsets[end] if end > start else self.offsets[start]


def typed(given: str) -> str:
    """What people typed: Slack's three entities undone, and every other character as it is."""
    return given.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def normalise(given: str) -> Text:
    """Read `given` as `Text`. Never fails, whatever the characters."""
    source = given
    if "`" in given:
        given = (
            _INLINE_CODE.sub(lambda code: f'"{code[0][1:-1]}"', given[: 4 * READ_AT_MOST]) + given[4 * READ_AT_MOST :]
        )
    plain, offsets = (given, None) if _is_plain(given) else _clean(given)
    if cut := len(plain) > READ_AT_MOST:
        end = plain.rfind(" ", READ_AT_MOST - 100, READ_AT_MOST)
        plain = plain[: end if end > 0 else READ_AT_MOST]
    if "{" in plain:
        plain = filled(plain)
    shown = plain
    if "." in plain:
        plain = _TITLES.sub(lambda title: f"{title[1]} ", plain)
    if _MAY_BE_A_FACE.search(plain):
        plain = _EMOTICON.sub(lambda face: " " * len(face[0]), plain)
    if ")" in plain or "." in plain:
        plain = _LIST_MARK.sub(lambda mark: "\n" + " " * (len(mark[0]) - 1), plain)
    may_be = "\n" in plain or "~" in plain or plain.startswith(">") or "```" in plain or _FORWARDED_LINE.match(plain)
    blanked = _blanked(plain) if may_be else ()
    for start, end in blanked:
        plain = plain[:start] + re.sub(r"[^\n]", " ", plain[start:end]) + plain[end:]
    return Text(source, plain, shown, _lower(plain), offsets, blanked, cut)


def _is_plain(given: str) -> bool:
    return _PLAIN.match(given[: 2 * READ_AT_MOST]) is not None and _MARKUP.search(given) is None


_MARKUP = re.compile(r"[<&:*_`]")


def _clean(given: str) -> tuple[str, tuple[int, ...]]:
    """The characters people see, each with its offset; one more offset marks the end."""
    characters: list[str] = []
    offsets: list[int] = []
    position = 0
    source = given[: 4 * READ_AT_MOST]
    for match in _ENTITY.finditer(source):
        _copy(source, position, match.start(), characters, offsets)
        for char in _shown(match):
            characters.append(char)
            offsets.append(match.start())
        position = match.end()
    _copy(source, position, len(source), characters, offsets)
    return "".join(characters), (*offsets, len(source))


def _copy(source: str, start: int, end: int, characters: list[str], offsets: list[int]) -> None:
    for position in range(start, end):
        char = source[position]
        if char > "~" or char < " ":
            char = _LETTERS.get(char, char)
            if not char.isprintable() and char != "\n":
                if char.isspace():
                    char = " "
                else:
                    continue
            elif not (char.isalnum() or char in "€£¥₹¢₽₩₪₺₫₴₦₱₡₾₭元円%°·") and char > "~":
                char = _PICTURE if unicodedata.category(char) == "So" else " "
        elif (
            char in "*_`" and "```" not in source[max(0, position - 2) : position + 3] and _decorates(source, position)
        ):
            char = " "
        characters.append(char)
        offsets.append(position)


def _decorates(source: str, position: int) -> bool:
    """Whether this mark is bold, italic or code around words rather than a letter inside one."""
    if source[position] == "*" and source.count("*") == 1:
        return False  # "*54k", "54k*": how people correct themselves
    before = source[position - 1] if position else " "
    after = source[position + 1] if position + 1 < len(source) else " "
    return not (before.isalnum() and after.isalnum())


def _shown(match: re.Match[str]) -> str:
    if match["amp"]:
        return {"amp": "&", "lt": "<", "gt": ">"}[match["amp"]]
    if match["emoji"]:
        return _PICTURE
    if match["kind"] == "@":
        return f"@{match['id']}"
    if match["kind"]:
        return " "
    if match["url"].startswith("mailto:"):
        return match["shown"] or match["url"][7:]
    return match["shown"] if match["shown"] and "://" not in match["shown"] else " "


def opened(text: str) -> str:
    """A quoted or forwarded message without what marks it as one, to see what it is about: never to act on it."""
    return _MARKS_OF_MAIL.sub(" ", text)


def _blanked(plain: str) -> tuple[Span, ...]:
    """Quoted and forwarded mail, signatures, mail headers, code and struck-through words."""
    spans: list[Span] = [
        m.span() for rule in (_QUOTED_LINE, _HEADER_LINE, _FORWARDED_LINE, _STRUCK, _CODE) for m in rule.finditer(plain)
    ]
    for rule in (_QUOTED_FROM, SIGNATURE_FROM):
        match = rule.search(plain)
        if match and (match.start() > 0 or rule is _QUOTED_FROM):
            spans.append((match.start(), len(plain)))
    return tuple(sorted(spans))


def _lower(plain: str) -> str:
    low = plain.lower()
    if len(low) == len(plain):
        return low
    return "".join(char.lower() if len(char.lower()) == 1 else char for char in plain)
