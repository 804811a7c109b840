"""The reporting tree, and who may see and change what."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sales.errors import NotAllowed
from sales.people import Person, Role, Team, Visibility, require_admin
from tests.sales.examples import ANN, BOB, CEM, DORA, MAX, MIA, TEAM, VERA

EVERYONE = frozenset(TEAM.by_id)


def test_the_tree() -> None:
    """Who reports to whom, those who left included."""
    assert [person.name for person in TEAM.reports[MIA.id]] == ["Cem Rep", "Dora Gone"]
    assert TEAM.subtree(MAX.id) == {MAX.id, ANN.id, BOB.id}
    assert TEAM.subtree(ANN.id) == {ANN.id}
    assert [person.name for person in TEAM.managers_above(ANN.id)] == ["Max Lead", "Vera Boss"]
    assert TEAM.top == (VERA,)
    assert len(list(TEAM)) == len(TEAM) == 7
    assert TEAM[BOB.id] is BOB


@pytest.mark.parametrize(
    ("person", "numbers", "changes"),
    [
        (ANN, {4}, {4}),
        (MAX, {2, 4, 5}, {2, 4, 5}),
        (VERA, EVERYONE, EVERYONE),
        (DORA, {7}, set()),
    ],
)
def test_whose_numbers_and_whose_deals(person: Person, numbers: set[int], changes: set[int]) -> None:
    """A rep their own, a manager the subtree's, an executive all; whoever left changes nothing."""
    assert TEAM.sees_numbers_of(person) == numbers
    assert TEAM.changes_deals_of(person) == changes


def test_an_admin_sees_all_and_changes_nothing_of_others() -> None:
    """Setting the bot up gives no right to move other people's deals."""
    admin = Person(id=5, name="Bob", manager_id=2, admin=True)
    team = Team([VERA, MAX, ANN, admin])
    assert team.sees_numbers_of(admin) == {1, 2, 4, 5}
    assert team.changes_deals_of(admin) == {5}


@pytest.mark.parametrize(
    ("visibility", "person", "expected"),
    [
        (Visibility.OWN, ANN, {4}),
        (Visibility.TEAM, ANN, {4, 5}),
        (Visibility.EVERYONE, ANN, EVERYONE),
        (Visibility.TEAM, MAX, {2, 4, 5}),  # not Mia's team, though both report to Vera
        (Visibility.TEAM, VERA, EVERYONE),
    ],
)
def test_whose_deals_can_be_looked_up(visibility: Visibility, person: Person, expected: set[int]) -> None:
    """Colleagues with the same manager share their deals, unless the workspace says otherwise."""
    assert Team(TEAM, visibility).sees_deals_of(person) == expected


def test_numbers_of_others_are_refused_in_words() -> None:
    """Without telling whether they exist."""
    TEAM.require_numbers(MAX, ANN.id)
    with pytest.raises(NotAllowed, match="your own numbers"):
        TEAM.require_numbers(ANN, CEM.id)
    ada = Person(id=9, name="Ada", admin=True)
    for team, asked in ((Team((*TEAM.by_id.values(), ada)), "Ask Ada."), (TEAM, "Ask whoever installed Firebreak.")):
        with pytest.raises(NotAllowed, match=f"Only an admin can change this. {asked}"):
            require_admin(ANN, team)
        require_admin(ada, team)


people = st.lists(
    st.builds(
        Person,
        id=st.integers(1, 8),
        name=st.sampled_from(["A", "b", "C"]),
        role=st.sampled_from(Role),
        manager_id=st.none() | st.integers(1, 9),
    ),
    max_size=8,
)


@given(people)
def test_any_tree_even_with_loops(everybody: list[Person]) -> None:
    """Loops and managers who do not exist hang nothing, and who is above someone has them below."""
    team = Team(everybody)
    for person in team:
        assert person.id in team.subtree(person.id)
        for manager in team.managers_above(person.id):
            assert person.id in team.subtree(manager.id)
        assert team.subtree(person.id) <= team.by_id.keys()
    assert all(not team.managers_above(person.id) for person in team.top)


@pytest.mark.parametrize(("name", "first"), [("Ann Rep", "Ann"), ("Cher", "Cher"), ("", "")])
def test_first_names(name: str, first: str) -> None:
    """What a person is called in a sentence."""
    assert Person(id=1, name=name).first_name == first


def test_a_persons_work_calendar() -> None:
    """Country and days off are the person's."""
    assert ANN.work_calendar.country == "US"
    assert (VERA.leads, MAX.leads, ANN.leads) == (True, True, False)
