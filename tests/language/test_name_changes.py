"""A deal that is made, renamed or removed among very many: the index is changed where it has to be, and answers as one
that was made anew would."""

from __future__ import annotations

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from sales.language.name_tables import DealName
from sales.language.names import FEW, NameIndex, PersonName

FIRST = ["Acme", "Globex", "Phoenix", "Müller", "Hooli", "#1 Movers", "The Wayne"]
THEN = ["", "Pilot", "Phase 1", "Phase 2", "Cold Chain", "Renewal 2027"]
MANY = [
    DealName(n, " ".join(filter(None, (first, str(n), then))), first)
    for n, (first, then) in enumerate(product([f"{one} {k}" for one in FIRST for k in range(13)], THEN), start=1)
]
NAMES = st.builds(
    lambda first, dash, then: f"{first}{dash if then else ''}{then}",
    st.sampled_from([*FIRST, "Initech", "Acme Inc."]),
    st.sampled_from([" ", " – "]),
    st.sampled_from([*THEN, "Phase Two"]),
)
DEALS = st.builds(
    DealName,
    st.integers(1, len(MANY) + 3),
    NAMES,
    st.sampled_from(["", *FIRST]),
    st.sampled_from([(), ("the big one",), ("Acme Pilot",)]),
)
SAID = ["Acme", "acme pilot", "Acmee Pilot", "phoenix phase", "phase 2", "Phoenix 2", "the big one", "big", "Initech"]
SAID += ["globex cold chain", "movers", "Muller 3 pilot", "Hooli Renewal", "Acme 2027", "wayne", "The Wayne 4 7 Pilot"]
PEOPLE = [PersonName("U1", "Dana Cole", "dana")]


def told(index: NameIndex) -> list[object]:
    """All that an index says about what people may say."""
    found: list[object] = [len(index), index.person("dana")]
    for said in SAID:
        key, words = said.casefold(), said.split()
        found += [index.resolve(said), index.is_name(key), index.lacks_number(key), index.beginning(said)]
        found += [index.is_dashed(key), index.ending_of_another(key, ["pilot"]), index.marks_before(words[0], "a #")]
        found += [index.longest_from(words[0].casefold()) >= len(words) or not index.is_name(key)]
    return [*found, *(index.deal(n) for n in range(1, len(MANY) + 4))]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.lists(DEALS, max_size=2), st.sets(st.integers(1, len(MANY)), max_size=1)), max_size=4))
def test_an_index_that_was_changed_is_the_one_made_anew(steps: list[tuple[list[DealName], set[int]]]) -> None:
    """After any changes, in any order of the deals; and the one before still answers as it did."""
    deals = {deal.id: deal for deal in MANY}
    index = NameIndex(MANY, PEOPLE)
    for renamed, removed in steps:
        before, was = index, told(index)
        deals = {deal.id: deal for deal in renamed} | deals | {deal.id: deal for deal in renamed}
        deals = {deal_id: deal for deal_id, deal in deals.items() if deal_id not in removed}
        assert (2 * len(renamed) + len(removed)) * FEW <= len(deals), "so few that nothing is made anew"
        index = before.renewed(deals.values(), PEOPLE)
        assert told(index) == told(NameIndex(deals.values(), PEOPLE))
        assert told(before) == was
