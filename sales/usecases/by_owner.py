"""An index by owner: looking at some people costs as much as they have, not as much as there is."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from sales.deal import Deal
from sales.forecast import Cell, Closing

T = TypeVar("T")


class ByOwner(dict[int, list[T]]):
    """Things by the people they belong to."""

    @classmethod
    def of(cls, things: Iterable[T], owners: Callable[[T], Iterable[int]]) -> ByOwner[T]:
        found: ByOwner[T] = cls()
        for thing in things:
            for owner in set(owners(thing)):
                found.setdefault(owner, []).append(thing)
        return found

    def those_of(self, owners: Iterable[int]) -> list[T]:
        """What belongs to any of them; twice what belongs to two."""
        return [thing for owner in owners for thing in self.get(owner, ())]


def owner_of(thing: Deal | Cell | Closing) -> tuple[int]:
    """The one person it belongs to."""
    return (thing.owner_id,)
