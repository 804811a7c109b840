"""Opens files that other people made in a niced process of its own, which can be given up: whatever they hold, the bot
goes on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from bot.child import Child
from sales.usecases.ports import Spreadsheets

if TYPE_CHECKING:
    from sales.filling.grid import Book
    from sales.filling.plan import SheetPlan

LONGEST_SECONDS = 60.0


class _SheetsInChild:
    """The port `Spreadsheets`."""

    def __init__(self, child: Child) -> None:
        self._child = child

    def read(self, name: str, content: bytes) -> Book:
        from storage.sheets.filling.reading import read_book

        return self._child.run(LONGEST_SECONDS, read_book, name, content)

    def write(self, name: str, content: bytes, plans: tuple[SheetPlan, ...]) -> bytes:
        from storage.sheets.filling.writing import write_book

        return self._child.run(LONGEST_SECONDS, write_book, name, content, plans)


@contextmanager
def sheets_in_child() -> Iterator[Spreadsheets]:
    """A process for one file, ended with it."""
    with Child() as child:
        yield _SheetsInChild(child)
