"""Whoever undoes what, in whatever order: what the entries that still count have made of a deal is what stands."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sales.deal import Field, Value, value_of
from sales.money import Money
from sales.process import ForecastCategory
from sales.usecases.changing import Happening, Wish
from sales.usecases.undo import CannotUndo
from tests.properties import examples
from tests.usecases.office import Office, Said, opened_office

PEOPLE = ("Dana", "Mia", "Ada")
"""The owner of the deals, her manager, and the executive above both: all three may change them."""
VALUES: dict[Field, tuple[Value, ...]] = {
    Field.AMOUNT: (Money(1_000_000), Money(4_500_000), Money(5_400_000), None),
    Field.CLOSE_DATE: (date(2026, 12, 15), date(2027, 1, 15), date(2027, 3, 31), None),
    Field.STAGE: ("discovery", "qualified", "proposal"),
    Field.NEXT_STEP: ("send the offer", "call Jane", ""),
    Field.NEXT_STEP_ON: (date(2026, 11, 20), date(2026, 11, 27), None),
    Field.CATEGORY: (ForecastCategory.COMMIT, ForecastCategory.BEST_CASE, None),
    Field.SOURCE: ("Referral", "Webinar", None),
    Field.SNOOZED_UNTIL: (date(2026, 12, 1), date(2027, 1, 4), None),
}


@st.composite
def wishes(draw: st.DrawFn) -> tuple[str, str, int, dict[Field, Value], bool]:
    fields = draw(st.lists(st.sampled_from(sorted(VALUES, key=lambda f: f.value)), max_size=3, unique=True))
    said = {what: draw(st.sampled_from(VALUES[what])) for what in fields}
    return "say", draw(st.sampled_from(PEOPLE)), draw(st.integers(0, 1)), said, draw(st.booleans())


STEPS = st.lists(wishes() | st.tuples(st.just("undo"), st.integers(0, 20)), min_size=1, max_size=14)


@settings(max_examples=examples(60))
@given(STEPS)
def test_whatever_is_undone_in_whatever_order_what_counts_is_what_stands(steps: list[tuple[object, ...]]) -> None:
    """After every step each field is what the latest entry that was not undone has made of it, and only activities of
    entries that count are there. An undo that is refused changes nothing; one that leaves a field alone says whose it
    is."""
    with opened_office() as office:
        for step in steps:
            if step[0] == "say":
                say(office, *step[1:])  # type: ignore[arg-type]
            elif office.said:
                take_back(office, office.said[int(str(step[1])) % len(office.said)])
            check(office)


def say(office: Office, who: str, which: int, fields: dict[Field, Value], log: bool) -> None:
    deal_id = office.deals[which]
    before = office.deal(deal_id)
    logged = (Happening(kind="call", happened_on=office.now.date()),) if log else ()
    saved = office.does(who, Wish(deal_id=deal_id, fields=fields, happenings=logged))
    real = {what: value for what, value in fields.items() if value_of(before, what) != value}
    office.said.append(Said(saved.entry.id, who, deal_id, real, log))


def take_back(office: Office, said: Said) -> None:
    later = office.said[office.said.index(said) + 1 :]
    overruled = {what for what in said.fields for s in later if s.counts and s.deal == said.deal and what in s.fields}
    if not said.counts or not (said.fields or said.logged):
        with pytest.raises(CannotUndo):
            office.takes_back(said.who, said.entry_id)
        return
    done = office.takes_back(said.who, said.entry_id)
    said.counts = False
    assert {item.field for item in done.kept} == overruled
    assert done.activities == said.logged


def check(office: Office) -> None:
    for deal_id in office.deals:
        deal = office.deal(deal_id)
        for what in VALUES:
            assert (what, value_of(deal, what)) == (what, office.expected(deal_id, what))
        assert office.notes(deal_id) == sum(s.counts and s.logged for s in office.said if s.deal == deal_id)
