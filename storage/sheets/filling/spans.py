"""Where the elements of an XML part begin and end, byte by byte, so that a few can be replaced and all else stays as it
is. Knows XML; refuses document types, and with them entities of every kind."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from xml.parsers import expat

from sales.errors import Invalid

_TAG = re.compile(rb"<[^>\"']*(?:\"[^\"]*\"[^>\"']*|'[^']*'[^>\"']*)*>")
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
MOST_ELEMENTS = 1_000_000


@dataclass(slots=True)
class Element:
    """One element: `start` to `end` is all of it, `inner` to `close` what is between its tags; `inner` equals `end` for
    an empty one. `name` is without its prefix, `text` its own characters. `parent` is the nearest element asked for."""

    name: str
    attributes: dict[str, str]
    start: int
    inner: int
    close: int = 0
    end: int = 0
    text: str = ""
    parent: Element | None = field(default=None, repr=False)

    @property
    def is_empty(self) -> bool:
        return self.inner == self.end


@dataclass(frozen=True, slots=True)
class Edit:
    """Bytes for the stretch from `start` to `end`; an insertion where these are equal."""

    start: int
    end: int
    new: bytes


def edited(data: bytes, edits: Iterable[Edit]) -> bytes:
    """The bytes with all edits made. They must not overlap; insertions at one place stay in their order."""
    pieces, at = [], 0
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        pieces += [data[at : edit.start], edit.new]
        at = max(at, edit.end)
    return b"".join([*pieces, data[at:]])


def elements(data: bytes, wanted: Collection[str], what: str = "The file") -> list[Element]:
    """The elements with these names, in the order in which they begin. Raises `Invalid` for what is no XML, and for
    document types: a workbook has none, and with them come all attacks by XML."""
    return _Scan(data, frozenset(wanted), what).run()


class _Scan:
    def __init__(self, data: bytes, wanted: frozenset[str], what: str) -> None:
        self._data, self._wanted, self._what = data, wanted, what
        self._found: list[Element] = []
        self._open: list[Element] = []
        self._depths: list[int] = []
        self._depth = 0
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text
        self._parser.StartDoctypeDeclHandler = self._refuse

    def run(self) -> list[Element]:
        if self._data[:2] in (b"\xff\xfe", b"\xfe\xff"):
            raise Invalid(f"{self._what} is written in UTF-16, which I do not read. Save it again as .xlsx.")
        try:
            self._parser.Parse(self._data, True)
        except expat.ExpatError:
            raise Invalid(f"{self._what} is broken: its XML cannot be read.") from None
        return self._found

    def _refuse(self, *_: object) -> None:
        raise Invalid(f"{self._what} contains a document type, which no workbook has. I did not open it.")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        local = name.rpartition(":")[2]
        if local not in self._wanted:
            return
        at = self._parser.CurrentByteIndex
        tag = _TAG.match(self._data, at)
        if tag is None or len(self._found) >= MOST_ELEMENTS:
            raise Invalid(f"{self._what} is larger than any template. Take out what need not be filled in.")
        parent = self._open[-1] if self._open else None
        element = Element(local, attributes, at, tag.end(), parent=parent)
        self._found.append(element)
        self._open.append(element)
        self._depths.append(self._depth)

    def _text(self, text: str) -> None:
        if self._open and self._depths[-1] == self._depth:
            self._open[-1].text += text

    def _end(self, _: str) -> None:
        if self._depths and self._depths[-1] == self._depth:
            self._depths.pop()
            element = self._open.pop()
            empty = self._data[element.inner - 2 : element.inner] == b"/>"
            element.close = element.inner if empty else self._parser.CurrentByteIndex
            element.end = element.inner if empty else self._data.index(b">", element.close) + 1
        self._depth -= 1


def prefix_of(data: bytes, element: Element) -> str:
    """The prefix, with its colon, under which a part writes its elements; "" for none."""
    tag = data[element.start + 1 : element.inner]
    name = re.split(rb"[\s/>]", tag, maxsplit=1)[0].decode("ascii", "replace")
    return name.removesuffix(element.name)


def with_attribute(tag: bytes, name: str, value: str) -> bytes:
    """A start tag with another value for one of its attributes; the tag itself where it has none of that name."""
    pattern = re.compile(rb"(\s" + name.encode() + rb"\s*=\s*)(\"[^\"]*\"|'[^']*')")
    return pattern.sub(lambda found: found[1] + b'"' + escaped(value) + b'"', tag, count=1)


def without_attribute(tag: bytes, name: str) -> bytes:
    """The tag without an attribute."""
    return re.sub(rb"\s" + name.encode() + rb"\s*=\s*(\"[^\"]*\"|'[^']*')", b"", tag, count=1)


def escaped(text: str) -> bytes:
    """Text as it stands in XML, whatever the encoding of the part: what is not ASCII as numbers."""
    for char, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;")):
        text = text.replace(char, entity)
    return text.encode("ascii", "xmlcharrefreplace")


def cell_text(text: str) -> bytes:
    """Text for a cell: without characters that XML cannot hold, and what looks like one of the format's own escapes
    ("_x0041_") kept from being read as one."""
    clean = _ILLEGAL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return escaped(_LOOKS_ESCAPED.sub("_x005F_", clean))
