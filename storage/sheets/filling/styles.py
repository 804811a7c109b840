"""The formats of a workbook's cells: which show days or per cent, which are locked; and a format more where a day is
put into a cell that has none. What is there already stays as it is."""

from __future__ import annotations

import re
from functools import cached_property

from storage.sheets.filling.spans import Edit, Element, edited, elements, prefix_of, with_attribute

DAY_FORMAT, PERCENT_FORMAT = 14, 9
_BUILT_IN_DAYS = frozenset({*range(14, 18), 22, *range(27, 37), *range(45, 48), *range(50, 59)}) - {45, 46, 47}
_BUILT_IN_PERCENT = frozenset({9, 10})
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.')


class Styles:
    """The formats by number, as cells name them. An empty part has one format: none."""

    def __init__(self, part: bytes) -> None:
        self._part = part
        self._added: list[tuple[int, int]] = []

    @cached_property
    def _elements(self) -> list[Element]:
        return elements(self._part, ("numFmt", "cellXfs", "xf", "protection"), "The workbook") if self._part else []

    @cached_property
    def _formats(self) -> list[Element]:
        return [e for e in self._elements if e.name == "xf" and e.parent is not None and e.parent.name == "cellXfs"]

    @cached_property
    def _codes(self) -> dict[int, str]:
        numbered = [e.attributes for e in self._elements if e.name == "numFmt"]
        return {int(each.get("numFmtId", 0)): each.get("formatCode", "") for each in numbered}

    @cached_property
    def _unlocked(self) -> frozenset[int]:
        open_ = {
            id(e.parent)
            for e in self._elements
            if e.name == "protection" and e.attributes.get("locked") in ("0", "false")
        }
        return frozenset(number for number, each in enumerate(self._formats) if id(each) in open_)

    def is_locked(self, style: int) -> bool:
        return style not in self._unlocked

    def _number_format(self, style: int) -> int:
        if style < len(self._formats):
            return int(self._formats[style].attributes.get("numFmtId", 0))
        added = style - len(self._formats)
        return self._added[added][1] if added < len(self._added) else 0

    def shows_days(self, style: int) -> bool:
        number = self._number_format(style)
        code = _QUOTED.sub("", self._codes.get(number, "")).casefold()
        return number in _BUILT_IN_DAYS or ("0" not in code and bool(re.search(r"[dy]|m.*[dy]|mmm", code)))

    def shows_percent(self, style: int) -> bool:
        number = self._number_format(style)
        return number in _BUILT_IN_PERCENT or "%" in _QUOTED.sub("", self._codes.get(number, ""))

    def is_text(self, style: int) -> bool:
        return self._number_format(style) == 49 or self._codes.get(self._number_format(style)) == "@"

    def is_plain(self, style: int) -> bool:
        """Whether the format shows numbers as they come."""
        number = self._number_format(style)
        return number == 0 or self._codes.get(number, "").casefold() == "general"

    def like(self, style: int, number_format: int) -> int:
        """The number of a format that is like this one but for how it shows numbers; added if there is none yet."""
        if (style, number_format) not in self._added:
            self._added.append((style, number_format))
        return len(self._formats) + self._added.index((style, number_format))

    @property
    def was_added_to(self) -> bool:
        return bool(self._added) and bool(self._formats)

    def written(self) -> bytes:
        """The part with the added formats at the end of its list."""
        parent = self._formats[0].parent
        assert parent is not None
        prefix = prefix_of(self._part, parent)
        new = b"".join(self._like(style, number, prefix) for style, number in self._added)
        count = str(len(self._formats) + len(self._added))
        tag = with_attribute(self._part[parent.start : parent.inner], "count", count)
        return edited(self._part, [Edit(parent.start, parent.inner, tag), Edit(parent.close, parent.close, new)])

    def _like(self, style: int, number_format: int, prefix: str) -> bytes:
        if style >= len(self._formats):
            return f'<{prefix}xf numFmtId="{number_format}" applyNumberFormat="1"/>'.encode()
        element = self._formats[style]
        whole = self._part[element.start : element.end]
        tag_length = element.inner - element.start
        tag = with_attribute(whole[:tag_length], "numFmtId", str(number_format))
        if b"applyNumberFormat" in tag:
            tag = with_attribute(tag, "applyNumberFormat", "1")
        else:
            name = re.match(rb"<[^\s/>]+", tag)
            at = name.end() if name else 0
            tag = tag[:at] + b' applyNumberFormat="1"' + tag[at:]
        return tag + whole[tag_length:]
