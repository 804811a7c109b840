"""What a filling may use: the numbers and deals of the people whom the asker may see, and no others. Whoever asks for
more is told that there is nobody of that name."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from sales.calls import Call
from sales.deal import Deal
from sales.filling.people import Names
from sales.filling.values import Around
from sales.filling.whose import Whom
from sales.money import Money
from sales.people import Person
from sales.period import Period
from sales.report import Line

DealsOf = Callable[[Collection[int], Period], Sequence[Deal]]


@dataclass(frozen=True, kw_only=True)
class Facts:
    """`subject` is whose numbers are meant where the file names nobody, `period` which where it names none. `line` is
    a person's forecast of a period, `weighted` their open deals times probability; `deals` are those that count in a
    period for some owners, the largest first; `named` any the asker may see that are called so; `worths` what deals
    come to in the base currency, adding up to the forecast; `call` the latest call; `is_known` whether any deal counts
    in a period, or it is not over: of times before the first deal nothing is known."""

    subject: Person
    period: Period
    around: Around
    names: Names
    whom: Whom
    line: Callable[[Person, Period], Line]
    weighted: Callable[[Person, Period], Money]
    deals: DealsOf
    named: Callable[[str], Sequence[Deal]]
    worths: Callable[[Sequence[Deal]], Mapping[int, Money | None]]
    call: Callable[[Person, Period], Call | None]
    is_known: Callable[[Period], bool]

    def below(self, person: Person) -> frozenset[int]:
        """The ids of the person and everybody below them."""
        return self.around.team.subtree(person.id)
