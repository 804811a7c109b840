"""A second sheet like one that is there: its part, what it draws, its place in the workbook and its names. Refuses what
a workbook may have only once."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Sequence

from sales.filling.plan import SheetPlan
from storage.sheets.filling.archive import Archive
from storage.sheets.filling.package import WORKBOOK, Package, SheetPart
from storage.sheets.filling.references import retitled
from storage.sheets.filling.spans import (
    Edit,
    Element,
    edited,
    elements,
    escaped,
    prefix_of,
    with_attribute,
    without_attribute,
)

_TYPES, _WORKBOOK_RELS = "[Content_Types].xml", "xl/_rels/workbook.xml.rels"
_ONCE = {
    "table": "it has a table with a name",
    "pivotTable": "it has a pivot table",
    "comments": "it has comments",
    "threadedComment": "it has comments",
    "queryTable": "it has data from elsewhere",
    "ctrlProp": "it has buttons",
    "control": "it has buttons",
    "oleObject": "it has embedded objects",
    "slicer": "it has slicers",
    "vmlDrawing": "it has drawings of an old kind",
}
_COPIED = frozenset(
    {"drawing", "chart", "chartEx", "chartStyle", "chartColorStyle", "chartUserShapes", "printerSettings"}
)
_WITH_FORMULAS = frozenset({"f", "formula", "formula1", "formula2"})


def why_unique(package: Package, part: SheetPart) -> str:
    """Why there can be no second sheet like this one, as the end of a sentence; "" if there can."""
    kinds = [kind for kind, _ in package.related(part.part).values()]
    return next((_ONCE[kind] for kind in kinds if kind in _ONCE), "")


def with_copies(package: Package, plans: Sequence[SheetPlan]) -> Package:
    """The workbook with the sheets that plans begin as copies, each right behind its pattern, in their order."""
    for title in dict.fromkeys(plan.copy_of for plan in plans if plan.copy_of):
        behind = title
        for plan in plans:
            if plan.copy_of == title:
                package = Package(_Copier(package, title, plan.title, behind).run())
                behind = plan.title
    return package


class _Copier:
    """Makes one copy."""

    def __init__(self, package: Package, title: str, named: str, behind: str) -> None:
        self._package, self._title, self._named, self._behind = package, title, named, behind
        self._new: dict[str, bytes] = {}
        self._types: list[tuple[str, str]] = []

    def run(self) -> Archive:
        source = next(sheet for sheet in self._package.sheets if sheet.title == self._title)
        part = self._copy(source.part)
        self._new[part] = self._sheet(self._new[part])
        self._declare(part)
        return self._package.archive.changing(self._new)

    def _copy(self, part: str) -> str:
        """Copies a part and what it alone draws; pictures and links are shared."""
        target = self._free(part)
        data = self._package.archive.part(part)
        self._new[target] = self._retitled(data, ("f",)) if "/charts/" in part and part.endswith(".xml") else data
        self._types.append((part, target))
        folder, _, name = part.rpartition("/")
        rels = f"{folder}/_rels/{name}.rels"
        if rels in self._package.archive.names:
            data, related = self._package.archive.part(rels), self._package.related(part)
            edits = []
            for element in elements(data, ("Relationship",), part):
                kind, path = related.get(element.attributes.get("Id", ""), ("", ""))
                if kind in _COPIED and path in self._package.archive.names:
                    tag = data[element.start : element.inner]
                    edits.append(
                        Edit(element.start, element.inner, with_attribute(tag, "Target", f"/{self._copy(path)}"))
                    )
            self._new[f"{folder}/_rels/{posixpath.basename(target)}.rels"] = edited(data, edits)
        return target

    def _free(self, part: str) -> str:
        stem, dot, suffix = part.rpartition(".")
        stem = re.sub(r"\d+$", "", stem)
        names = (f"{stem}{n}{dot}{suffix}" for n in range(1, 100_000))
        return next(name for name in names if name not in self._package.archive.names and name not in self._new)

    def _retitled(self, data: bytes, names: Sequence[str] | frozenset[str]) -> bytes:
        edits = [
            Edit(found.inner, found.close, escaped(after))
            for found in elements(data, names, self._title)
            if found.text.strip() and (after := retitled(found.text, self._title, self._named)) != found.text
        ]
        return edited(data, edits)

    def _sheet(self, data: bytes) -> bytes:
        """The sheet's own part: speaking of itself, not selected together with its pattern, and without the name by
        which macros know that."""
        data = self._retitled(data, _WITH_FORMULAS)
        edits = []
        for element in elements(data, ("sheetView", "sheetPr"), self._title):
            tag = data[element.start : element.inner]
            changed = without_attribute(without_attribute(tag, "tabSelected"), "codeName")
            if changed != tag:
                edits.append(Edit(element.start, element.inner, changed))
        return edited(data, edits)

    def _declare(self, part: str) -> None:
        """Tells the package and the workbook of the new parts and the new sheet."""
        archive = self._package.archive
        types = archive.part(_TYPES)
        given = {e.attributes.get("PartName", ""): e for e in elements(types, ("Override",), _TYPES)}
        said = [
            Edit(e.end, e.end, with_attribute(types[e.start : e.end], "PartName", f"/{target}"))
            for old, target in self._types
            if (e := given.get(f"/{old}")) is not None
        ]
        self._new[_TYPES] = edited(types, said)
        rels = archive.part(_WORKBOOK_RELS)
        known = elements(rels, ("Relationship",), _WORKBOOK_RELS)
        key = next(f"rId{n}" for n in range(1, 100_000) if f"rId{n}" not in {e.attributes.get("Id", "") for e in known})
        like = next(e for e in known if e.attributes.get("Type", "").endswith("/worksheet"))
        tag = with_attribute(rels[like.start : like.end], "Id", key)
        self._new[_WORKBOOK_RELS] = edited(rels, [Edit(like.end, like.end, with_attribute(tag, "Target", f"/{part}"))])
        self._new[WORKBOOK] = self._workbook(archive.part(WORKBOOK), key)

    def _workbook(self, data: bytes, key: str) -> bytes:
        found = elements(data, ("sheet", "definedName", "definedNames", "workbookView"), WORKBOOK)
        sheets = [e for e in found if e.name == "sheet"]
        titles = [e.attributes.get("name", "") for e in sheets]
        pattern, behind = titles.index(self._title), titles.index(self._behind)
        ids = [int(e.attributes.get("sheetId", 0)) for e in sheets]
        tag = data[sheets[pattern].start : sheets[pattern].end]
        tag = with_attribute(with_attribute(tag, "name", self._named), "sheetId", str(max(ids) + 1))
        relation = next(name for name in sheets[pattern].attributes if name.endswith(":id"))
        edits = [Edit(sheets[behind].end, sheets[behind].end, with_attribute(tag, relation, key))]
        for element in found:
            edits += self._moved(data, element, pattern, behind)
        return edited(data, edits)

    def _moved(self, data: bytes, element: Element, pattern: int, behind: int) -> Iterator[Edit]:
        """Sheets behind the new one have another number; the pattern's own names are the copy's, too."""
        tag = data[element.start : element.inner]
        if element.name == "workbookView":
            changed = tag
            for name in ("activeTab", "firstSheet"):
                if (number := element.attributes.get(name, "")).isdigit() and int(number) > behind:
                    changed = with_attribute(changed, name, str(int(number) + 1))
            if changed != tag:
                yield Edit(element.start, element.inner, changed)
        local = element.attributes.get("localSheetId", "") if element.name == "definedName" else ""
        if not local.isdigit():
            return
        if int(local) > behind:
            yield Edit(element.start, element.inner, with_attribute(tag, "localSheetId", str(int(local) + 1)))
        if int(local) == pattern:
            closing = f"</{prefix_of(data, element)}definedName>".encode()
            own = escaped(retitled(element.text, self._title, self._named))
            more = with_attribute(tag, "localSheetId", str(behind + 1)) + own + closing
            yield Edit(element.end, element.end, more)
