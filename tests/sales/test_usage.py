"""Used by whom: whose deals a use was about, and what leaders made of the numbers."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from sales.people import Team
from sales.usage import Use, Way, readers_of, unasked, usage_of_leaders
from tests.sales.examples import ANN, BOB, CEM, MAX, MIA, NOW, TEAM, VERA


def a_use(who: int, subject: int, way: Way = Way.OPENED, minutes: int = 0) -> Use:
    return Use(person_id=who, way=way, subject_id=subject, period="2026-Q4", at=NOW + timedelta(minutes=minutes))


def test_a_rep_learns_who_used_their_numbers() -> None:
    """Others alone, of any subtree the rep is in, the latest first, each once, and nobody who has left."""
    uses = [
        a_use(MAX.id, MAX.id),
        a_use(MAX.id, MAX.id, Way.DRILLED, 5),
        a_use(VERA.id, VERA.id, minutes=9),
        a_use(ANN.id, ANN.id),
        a_use(MIA.id, MIA.id),
        a_use(VERA.id, BOB.id),
        a_use(99, VERA.id),
    ]
    assert readers_of(ANN, uses, TEAM) == (VERA, MAX)
    assert readers_of(CEM, uses, TEAM) == (VERA, MIA)
    gone = Team([replace(VERA, active=False), *(person for person in TEAM if person is not VERA)])
    assert readers_of(ANN, uses, gone) == (MAX,)


def test_who_asked_nobody() -> None:
    """A forecast of others that was opened counts; a firedrill, somebody's own number, a list of deals do not."""
    uses = [
        a_use(MAX.id, MAX.id),
        a_use(VERA.id, ANN.id),
        a_use(MAX.id, MAX.id, Way.FIREDRILL),
        a_use(MAX.id, MAX.id, Way.DRILLED),
        a_use(ANN.id, ANN.id),
    ]
    assert unasked(uses, TEAM) == 2


def test_leaders_see_what_leaders_do() -> None:
    """Those above and below and oneself, most first; also who never looked; nobody else's."""
    uses = [a_use(MAX.id, MAX.id), a_use(MAX.id, MAX.id, Way.EXPORTED), a_use(VERA.id, VERA.id), a_use(ANN.id, ANN.id)]
    told = usage_of_leaders(VERA, uses, TEAM)
    assert [(usage.person, usage.total) for usage in told] == [(MAX, 2), (VERA, 1), (MIA, 0)]
    assert [usage.person for usage in usage_of_leaders(MIA, uses, TEAM)] == [VERA, MIA]
    assert told[0].counts == {Way.OPENED: 1, Way.EXPORTED: 1}
