"""Files that other people made. The book is only named here: reading one is slow to load."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from sales.filling.grid import Book
    from sales.filling.plan import SheetPlan


class Spreadsheets(Protocol):
    """Files that other people made. Both raise `Invalid` with a sentence for what cannot or must not be opened."""

    def read(self, name: str, content: bytes) -> Book: ...
    def write(self, name: str, content: bytes, plans: tuple[SheetPlan, ...]) -> bytes:
        """The file with the plans carried out, and nothing else changed."""
