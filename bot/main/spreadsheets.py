"""Opens files that other people made in a niced child process that can be given up: whatever they hold, the bot goes
on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.child import Child

if TYPE_CHECKING:
    from sales.filling.grid import Book
    from sales.filling.plan import SheetPlan

LONGEST_SECONDS = 120.0


class SheetsInChild:
    """The port `Spreadsheets`, on a child that is kept: to start one takes longer than most files."""

    def __init__(self, child: Child) -> None:
        self._child = child

    def read(self, name: str, content: bytes) -> Book:
        from storage.sheets.filling.reading import read_book

        return self._child.run(LONGEST_SECONDS, read_book, name, content)

    def write(self, name: str, content: bytes, plans: tuple[SheetPlan, ...]) -> bytes:
        from storage.sheets.filling.writing import write_book

        return self._child.run(LONGEST_SECONDS, write_book, name, content, plans)
