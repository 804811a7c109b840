"""Deals as they were: changes undone backwards from the present row. Knows the journal's rules; runs no query."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from dataclasses import replace as replaced
from typing import Any

from sales.deal import ATTRIBUTE, Deal, DealChange, Field, read_value
from sales.process import Outcome


@dataclass(frozen=True, slots=True)
class Past:
    """What is needed to say how things stood then: what each stage came to, and accounts' names by id."""

    outcomes: Mapping[str, Outcome]
    accounts: Mapping[int, str]

    def before(self, deal: Deal | None, changes: Iterable[DealChange]) -> Deal | None:
        """The deal as it was before `changes`, which are its own and come latest first; None if it did not exist yet.
        A deal that was deleted comes back with `deleted` False. Only what `Field` names is taken back, the outcome and
        the account's name with it; `version`, `touched_at`, `stage_since`, `pushes` and `ignored_nudges` stay those
        of `deal`, for the journal does not hold them."""
        if deal is None:
            return None
        then: dict[str, Any] = {}
        for change in changes:
            match change.field:
                case Field.CREATED:
                    return None
                case Field.DELETED:
                    then["deleted"] = change.old is not None
                case Field.CONFIRMED:
                    pass
                case field:
                    then[ATTRIBUTE[field]] = read_value(field, change.old)
        if "stage" in then:
            then["outcome"] = self.outcomes.get(then["stage"], Outcome.OPEN)
        if "account_id" in then:
            then["account"] = self.accounts.get(then["account_id"], "")
        return replaced(deal, **then) if then else deal


def visible(deal: Deal | None) -> Deal | None:
    """The deal, unless it was deleted."""
    return None if deal is None or deal.deleted else deal
