"""Writes a plan into a file: into the parts of a workbook that hold the filled sheets and what refers to them, or into
the lines of a CSV file. Whatever the plan does not name comes back as it was."""

from __future__ import annotations

from collections.abc import Mapping

from sales.filling.grid import Place
from sales.filling.plan import SheetPlan
from storage.sheets.filling.archive import Archive
from storage.sheets.filling.calculating import with_results
from storage.sheets.filling.cells import XmlSheet
from storage.sheets.filling.commas import write_commas
from storage.sheets.filling.moving import moved_parts, refreshed_pivots, without_calc_chain
from storage.sheets.filling.multiplying import with_copies
from storage.sheets.filling.package import Package, SheetPart
from storage.sheets.filling.reading import sound
from storage.sheets.filling.references import Moves
from storage.sheets.filling.results import Dependents
from storage.sheets.filling.rules import Shift
from storage.sheets.filling.splicing import Splicer


def write_book(name: str, content: bytes, plans: tuple[SheetPlan, ...]) -> bytes:
    """The file with the plans carried out. Raises `Invalid` as reading it does."""
    with sound(name):
        if name.lower().endswith((".csv", ".tsv", ".txt")):
            return write_commas(name, content, plans[0]) if plans else content
        package = with_copies(Package(Archive.opened(name, content)), plans)
        return _Writer(package, {plan.title: plan for plan in plans}).run()


class _Writer:
    def __init__(self, package: Package, plans: Mapping[str, SheetPlan]) -> None:
        self._package, self._plans = package, plans
        self._sheets = {
            part.title: XmlSheet(package.archive.part(part.part), package.archive.name) for part in package.sheets
        }

    def run(self) -> bytes:
        package, changed, gone = self._package, dict[str, bytes](), set[str]()
        names = {name.name: name.formula for name in package.names}
        stale = Dependents(self._sheets, names).stale(self._places())
        stretched = [part for part in package.sheets if self._plan(part).stretches]
        shifts = [Shift(part.title, Moves(self._plan(part).stretches)) for part in stretched]
        for part in package.sheets:
            plan, sheet = self._plan(part), self._sheets[part.title]
            splicer = Splicer(
                sheet, plan, package.styles, package.epoch_1904, shifts, stale.get(part.title, frozenset())
            )
            after = splicer.run()
            if after != sheet.data:
                changed[part.part] = after
        for part, shift in zip(stretched, shifts, strict=True):
            overlaid = Package(package.archive.changing(changed))
            changed |= moved_parts(overlaid, part, shift.moves)
        if stretched or any(plan.copies or plan.copy_of for plan in self._plans.values()):
            without_chain, gone = without_calc_chain(package)
            changed |= without_chain
        filled = [part.title for part in package.sheets if part.part in changed]
        changed |= refreshed_pivots(Package(package.archive.changing(changed)), filled)
        if package.styles.was_added_to:
            changed[package.styles_part] = package.styles.written()
        archive = package.archive.changing(changed)
        return archive.changing(with_results(Package(archive))).written(gone) if changed else archive.written(gone)

    def _plan(self, part: SheetPart) -> SheetPlan:
        return self._plans.get(part.title, SheetPlan(part.title, ()))

    def _places(self) -> dict[str, list[Place]]:
        """The cells that change, at the rows they have in the file: an added one counts as the last of its table."""
        found: dict[str, list[Place]] = {}
        for title, plan in self._plans.items():
            found[title] = [(put.row, put.column) for put in plan.puts]
            found[title] += [(copy.to, copy.column) for copy in plan.copies]
        return found
