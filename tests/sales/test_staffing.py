"""What an admin may make of a person."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sales.errors import Invalid
from sales.people import Person, Role, Team
from sales.staffing import check_place
from tests.sales.examples import ANN, BOB, DORA, MAX, MIA, TEAM, VERA

BOSS = replace(VERA, admin=True, slack_id="U1")
STAFF = Team([*(person for person in TEAM if person.id != BOSS.id), BOSS])

REFUSED = [
    # what is wished for, at which field it is refused, and a part of the sentence
    (replace(MAX, manager_id=MAX.id), "manager", "Nobody reports to themselves"),
    (replace(BOSS, manager_id=MAX.id), "manager", "Max Lead reports to Vera Boss, directly or through others"),
    (replace(MAX, manager_id=99), "manager", "Pick somebody of the team"),
    (replace(ANN, manager_id=DORA.id), "manager", "Dora Gone has left"),
    (replace(ANN, manager_id=BOB.id), "manager", "Bob Rep is a rep. Make them a manager first"),
    (replace(MAX, role=Role.REP), "role", "Ann Rep and Bob Rep report to Max Lead"),
    (replace(MIA, role=Role.REP), "role", "Cem Rep reports to Mia Lead"),
    (replace(BOSS, admin=False), "admin", "Vera Boss is the only admin"),
    (replace(BOSS, active=False), "left", "Vera Boss is the only admin"),
]


@pytest.mark.parametrize(("wished", "field", "sentence"), REFUSED)
def test_what_cannot_be_is_a_sentence_at_its_field(wished: Person, field: str, sentence: str) -> None:
    """It names who stands in the way."""
    with pytest.raises(Invalid, match=sentence) as refused:
        check_place(STAFF, wished)
    assert refused.value.field == field


@pytest.mark.parametrize(
    "wished",
    [
        replace(ANN, manager_id=MIA.id),
        replace(ANN, manager_id=None),
        replace(ANN, role=Role.MANAGER, admin=True),
        replace(MAX, manager_id=MIA.id),
        replace(MAX, role=Role.EXECUTIVE, active=False),
        replace(DORA, active=True, manager_id=MAX.id),
    ],
)
def test_what_can_be_is_not_in_the_way(wished: Person) -> None:
    """Moves, promotions, leavers and people who come back."""
    check_place(STAFF, wished)


def test_what_was_odd_before_may_stay() -> None:
    """A file may have said that somebody reports to a rep: their other facts can be changed all the same."""
    team = Team([BOSS, ANN, replace(BOB, manager_id=ANN.id)])
    check_place(team, replace(BOB, manager_id=ANN.id, team="East"))
    check_place(team, replace(ANN, team="East"))


def test_an_admin_whom_slack_does_not_know_is_no_other_admin() -> None:
    """They could not open the form to make another."""
    team = Team([BOSS, replace(ANN, admin=True)])
    with pytest.raises(Invalid, match="only admin"):
        check_place(team, replace(BOSS, admin=False))
    check_place(Team([BOSS, replace(ANN, admin=True, slack_id="U2")]), replace(BOSS, admin=False))


IDS = [person.id for person in STAFF]
wishes = st.lists(
    st.tuples(st.sampled_from(IDS), st.sampled_from([None, *IDS]), st.sampled_from(Role), st.booleans(), st.booleans()),
    max_size=20,
)


@given(wishes)
def test_whatever_is_allowed_the_team_stays_a_tree(
    asked: list[tuple[int, int | None, Role, bool, bool]],
) -> None:
    """No loop ever, an admin always, and everybody is listed once, after whom they report to."""
    team = STAFF
    for person_id, manager_id, role, admin, active in asked:
        changed = replace(team[person_id], manager_id=manager_id, role=role, admin=admin, active=active)
        try:
            check_place(team, changed)
        except Invalid:
            continue
        team = Team([*(one for one in team if one.id != person_id), changed])
    assert team.admins
    listed = [person.id for _, person in team.in_order()]
    assert sorted(listed) == sorted(IDS)
    for depth, person in team.in_order():
        above = team.managers_above(person.id)
        assert person not in above
        assert depth == len(above)
        assert all(listed.index(one.id) < listed.index(person.id) for one in above)


def test_the_order_of_the_tree() -> None:
    """Each after whom they report to, by name; two who report to each other are not lost."""
    assert [person.first_name for _, person in TEAM.in_order()] == ["Vera", "Max", "Ann", "Bob", "Mia", "Cem", "Dora"]
    loop = Team([VERA, replace(ANN, manager_id=BOB.id), replace(BOB, manager_id=ANN.id)])
    assert [(depth, person.first_name) for depth, person in loop.in_order()] == [(0, "Vera"), (0, "Ann"), (1, "Bob")]


def test_a_form_that_was_merely_looked_at() -> None:
    """What changes nothing is refused nothing."""
    for person in STAFF:
        check_place(STAFF, person)
