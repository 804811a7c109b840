"""How the parts of a workbook hang together: which sheet is in which part, which drawings and tables are a sheet's,
what names are defined, which texts cells share. Knows relationships, no cells."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field
from functools import cached_property

from sales.errors import Invalid
from storage.sheets.filling.archive import Archive
from storage.sheets.filling.spans import Element, elements
from storage.sheets.filling.styles import Styles

WORKBOOK = "xl/workbook.xml"
MOST_SHEETS = 200


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A sheet: its title, the part it is in, and whether one sees it."""

    title: str
    part: str
    hidden: bool


@dataclass(frozen=True, slots=True)
class DefinedName:
    """A name for a formula; `sheet` is the title of the sheet it is limited to, "" for none."""

    name: str
    formula: str
    sheet: str
    element: Element = field(repr=False)


@dataclass(frozen=True)
class Package:
    """A workbook's parts."""

    archive: Archive

    @cached_property
    def _workbook(self) -> list[Element]:
        wanted = ("sheet", "definedName", "workbookPr")
        return elements(self.archive.part(WORKBOOK), wanted, self.archive.name)

    @cached_property
    def sheets(self) -> tuple[SheetPart, ...]:
        """The worksheets in their order; chart sheets and dialogs hold no cells. Raises `Invalid` for too many."""
        targets = self.related(WORKBOOK)
        found = []
        for element in self._workbook:
            key = next((value for name, value in element.attributes.items() if name.endswith(":id")), "")
            kind, part = targets.get(key, ("", ""))
            if element.name == "sheet" and kind == "worksheet" and part in self.archive.names:
                hidden = element.attributes.get("state", "visible") != "visible"
                found.append(SheetPart(element.attributes.get("name", ""), part, hidden))
        if not found or len(found) > MOST_SHEETS:
            raise Invalid(f"{self.archive.name} has {len(found)} sheets; I fill in files of 1 to {MOST_SHEETS}.")
        return tuple(found)

    @cached_property
    def epoch_1904(self) -> bool:
        """Whether days are counted from 1904, as old Macs did."""
        flags = (e.attributes.get("date1904") for e in self._workbook if e.name == "workbookPr")
        return any(flag in ("1", "true") for flag in flags)

    @cached_property
    def names(self) -> tuple[DefinedName, ...]:
        titles = [e.attributes.get("name", "") for e in self._workbook if e.name == "sheet"]
        found = []
        for element in self._workbook:
            if element.name == "definedName":
                local = element.attributes.get("localSheetId", "")
                sheet = titles[int(local)] if local.isdigit() and int(local) < len(titles) else ""
                found.append(DefinedName(element.attributes.get("name", ""), element.text, sheet, element))
        return tuple(found)

    @cached_property
    def styles(self) -> Styles:
        part = next((part for kind, part in self.related(WORKBOOK).values() if kind == "styles"), "")
        return Styles(self.archive.part(part) if part in self.archive.names else b"")

    @property
    def styles_part(self) -> str:
        return next((part for kind, part in self.related(WORKBOOK).values() if kind == "styles"), "")

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """The texts that cells share, by number. Readings of Japanese words are no part of them."""
        part = next((part for kind, part in self.related(WORKBOOK).values() if kind == "sharedStrings"), "")
        if part not in self.archive.names:
            return ()
        found: list[str] = []
        for element in elements(self.archive.part(part), ("si", "rPh", "t"), self.archive.name):
            if element.name == "si":
                found.append("")
            elif element.name == "t" and found and not (element.parent and element.parent.name == "rPh"):
                found[-1] += element.text
        return tuple(found)

    def related(self, part: str) -> dict[str, tuple[str, str]]:
        """What a part refers to: by id, the kind (the last word of its type) and the part."""
        folder, _, name = part.rpartition("/")
        rels = f"{folder}/_rels/{name}.rels"
        if rels not in self.archive.names:
            return {}
        found = {}
        for element in elements(self.archive.part(rels), ("Relationship",), self.archive.name):
            target = element.attributes.get("Target", "")
            if element.attributes.get("TargetMode") != "External":
                path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")
                kind = element.attributes.get("Type", "").rpartition("/")[2]
                found[element.attributes.get("Id", "")] = (kind, path)
        return found

    def of_kind(self, part: str, kind: str) -> list[str]:
        """The parts of a kind that a part refers to."""
        return [path for found, path in self.related(part).values() if found == kind and path in self.archive.names]
