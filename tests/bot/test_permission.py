"""Who may see and change what, whatever they send: commands, clicks with guessed values, forged forms.

What a person can send of their own accord goes over the sandbox; the rest is forged (`forging`)."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress

import pytest

from bot.responses import Responses
from sales.deal import Deal
from sales.errors import NotAllowed, NotFound, SalesError
from tests.bot.desk import Desk, elements, visible
from tests.bot.forging import DENIED, clicked, commanded, person_id, stored, submitted, words

SAMS = "Acme Robotics – Dock"
SEES = [
    # who looks at a deal of Sam's (Americas, Dana's team), and whether they may see it, and change it
    ("sam", True, True),
    ("tom", True, False),
    ("noor", False, False),
    ("dana", True, True),
    ("lee", False, False),
    ("morgan", True, True),
]


@pytest.mark.parametrize(("who", "sees", "changes"), SEES)
class TestDealOfSam:
    """The rep, a peer, another team's rep, the manager, another manager, the executive."""

    @pytest.fixture
    def deal(self, desk: Desk) -> Deal:
        return desk.deal(SAMS)

    def test_card(self, desk: Desk, deal: Deal, who: str, sees: bool, changes: bool) -> None:
        """Whoever may not see it learns nothing, not even that it exists; who may not change it gets no buttons."""
        if not sees:
            with pytest.raises(NotFound, match="among those you can see"):
                clicked(desk, who, "deal.card", str(deal.id))
            return
        card = words(clicked(desk, who, "deal.card", str(deal.id)))
        assert deal.name in card
        assert ("deal.edit" in card) == changes

    @pytest.mark.parametrize("action", ["deal.edit", "deal.log", "deal.advance", "deal.win", "deal.lose", "win.story"])
    def test_forms(self, desk: Desk, deal: Deal, who: str, sees: bool, changes: bool, action: str) -> None:
        """A form opens for those who may change the deal; all others are refused before they have typed anything."""
        if changes:
            assert deal.name in words(clicked(desk, who, action, str(deal.id)))
            return
        with pytest.raises(DENIED) as refused:
            clicked(desk, who, action, str(deal.id))
        assert (deal.name in refused.value.sentence) == sees

    @pytest.mark.parametrize("verb", ["log", "advance", "push", "next", "snooze", "lose", "notmine", "edit", "right"])
    def test_menus(self, desk: Desk, deal: Deal, who: str, sees: bool, changes: bool, verb: str) -> None:
        """The same for every entry of a menu."""
        if changes:
            if verb != "right":
                assert words(clicked(desk, who, "deal.menu", f"{verb}:{deal.id}"))
            return
        before = stored(desk)
        with pytest.raises(DENIED):
            clicked(desk, who, "deal.menu", f"{verb}:{deal.id}")
        assert stored(desk) == before

    def test_search(self, desk: Desk, deal: Deal, who: str, sees: bool, changes: bool) -> None:
        """The search in forms offers what one may change, and nothing else."""
        person = desk.person(who)
        form = desk.opens(who, "/log")
        found = [option["value"] for option in person.options(form, "options.deal", "acme")]
        assert (str(deal.id) in found) == changes
        person.close(form, everything=True)


@pytest.mark.parametrize(
    ("view", "values"),
    [
        ("view.deal", {"name": "Stolen", "amount": "1"}),
        ("view.log", {"kind": "call", "happened_on": "2026-11-20"}),
        ("view.advance", {"stage": "verbal", "reason": "because"}),
        ("view.push", {"close_date": "2027-01-01"}),
        ("view.snooze", {"until": "2027-01-01"}),
        ("view.next_step", {"next_step": "mine now"}),
        ("view.owner", {"owner": "5"}),
        ("view.lose", {"lost_reason": "Price"}),
        ("view.win", {"amount": "1", "story": "mine"}),
        ("view.story", {"story": "mine"}),
    ],
)
@pytest.mark.parametrize("who", [who for who, _, changes in SEES if not changes])
def test_forged_forms(desk: Desk, who: str, view: str, values: dict[str, str]) -> None:
    """A form that names somebody else's deal in its metadata saves nothing."""
    deal = desk.deal(SAMS)
    before = stored(desk)
    with pytest.raises(DENIED):
        submitted(desk, who, view, {"deal": deal.id}, **values)
    assert stored(desk) == before


@pytest.mark.parametrize(("who", "sees"), [(who, sees) for who, sees, changes in SEES if not changes])
def test_sentences(desk: Desk, who: str, sees: bool) -> None:
    """What may not be changed by a click may not be changed by a sentence; who may not see the deal reads no amount."""
    deal = desk.deal(SAMS)
    before = stored(desk)
    try:
        answer = words(commanded(desk, who, f"/log {deal.name} is worth 1k"))
    except SalesError as refused:
        answer = refused.sentence
    assert stored(desk) == before
    assert sees or "$40,000" not in answer


FORECASTS = [
    # who asks for whose numbers, and whether they get them
    ("sam", "sam", True),
    ("sam", "tom", False),
    ("sam", "dana", False),
    ("tom", "noor", False),
    ("dana", "sam", True),
    ("dana", "noor", True),  # as the admin, not as a manager
    ("lee", "noor", True),
    ("lee", "sam", False),
    ("lee", "dana", False),
    ("lee", "morgan", False),
    ("morgan", "dana", True),
    ("morgan", "noor", True),
]


@pytest.mark.parametrize(("who", "whose", "allowed"), FORECASTS)
def test_whose_numbers_one_sees(desk: Desk, who: str, whose: str, allowed: bool) -> None:
    """By name and by guessed id, over the command, every button and the workbook: own and below, nobody else's."""
    subject = person_id(desk, whose)
    ways: list[Callable[[], Responses]] = [
        lambda: commanded(desk, who, f"/forecast {whose}"),
        lambda: clicked(desk, who, "forecast.open", f"{subject}:this quarter"),
        lambda: clicked(desk, who, "forecast.period:next", f"{subject}:next quarter"),
        lambda: clicked(desk, who, "forecast.deals", f"{subject}:this quarter"),
        lambda: clicked(desk, who, "forecast.deals", f"{subject}:attention"),
        lambda: clicked(desk, who, "forecast.xlsx", f"{subject}:this quarter"),
    ]
    for way in ways:
        if allowed:
            assert way()
        else:
            with pytest.raises(NotAllowed, match="your own numbers"):
                way()


def test_entries_and_questions_belong_to_who_made_them(desk: Desk) -> None:
    """Undo and "Why?" are for the author and those above; a question is answered by whoever was asked."""
    echo = desk.types("kenji", "/log called Jetsam Marine – Yard Desk, all fine")
    with desk.store.reading(desk.workspace) as tx:
        entry = tx.entries.latest_by(person_id(desk, "kenji"))
    assert entry is not None
    assert "Jetsam" in visible(echo)
    for stranger in ("tom", "noor", "lee"):
        with pytest.raises(NotAllowed):
            clicked(desk, stranger, "entry.undo", str(entry.id))
        with pytest.raises(NotAllowed):
            clicked(desk, stranger, "deal.menu", f"why:{entry.id}")
    assert clicked(desk, "dana", "deal.menu", f"why:{entry.id}")
    asked = desk.types("kenji", "/log called them, all fine")
    answer = next(e for e in elements(asked) if e["action_id"] == "question.fill_in")
    with pytest.raises(NotAllowed, match="for somebody else"):
        clicked(desk, "tom", "question.fill_in", answer["value"])
    key = json.loads(answer["value"])["key"]
    forged = [{"0.deal": "deal:1"}, {"0.deal": "deal:x"}, {"x.deal": "text:1"}, {"0.amount": "money:USD:x"}]
    for answers in forged:
        with pytest.raises(NotAllowed):
            clicked(desk, "tom", "question.answer:0", json.dumps({"key": key, "answers": answers}))
        with suppress(SalesError):
            clicked(desk, "kenji", "question.answer:0", json.dumps({"key": key, "answers": answers}))
    no = json.dumps({"key": key, "answers": {"0.confirm": "text:no"}})
    for action, value in (("question.answer:1", no), ("message.dismiss", key)):
        with pytest.raises(NotAllowed, match="for somebody else"):
            clicked(desk, "tom", action, value)
        assert clicked(desk, "kenji", action, value)


@pytest.mark.parametrize("said", ["delete {}", "we lost {}", "{} closes on 2019-02-28", "{} is now 45"])
def test_nobody_is_asked_about_what_they_may_not(desk: Desk, said: str) -> None:
    """A colleague's deal is refused at once, not after the Yes; its owner is asked."""
    for whose, asks in (("tom", False), ("sam", True)):
        told = visible(desk.types(whose, f"/log {said.format(SAMS)}"))
        assert ("belongs to Sam Ortega. Ask Sam Ortega or a manager" in told) is not asks, told
        assert ("?" in told) is asks, told


def test_settings_are_for_admins(desk: Desk) -> None:
    """Others are told so, by the command, by the button and by a forged form; an executive is no admin by that."""
    typed = {"timezone": "UTC", "currency": "EUR", "visibility": "everyone"}
    for who in ("sam", "lee", "morgan"):
        with pytest.raises(NotAllowed, match="Only an admin"):
            commanded(desk, who, "/firebreak settings")
        with pytest.raises(NotAllowed, match="Only an admin"):
            clicked(desk, who, "settings.open", "")
        with pytest.raises(NotAllowed, match="Only an admin"):
            submitted(desk, who, "view.settings", {}, **typed)
    assert "Time zone" in words(commanded(desk, "dana", "/firebreak settings"))


def test_the_team_is_shaped_by_admins(desk: Desk) -> None:
    """Others are told whom to ask, by the command, by the buttons and by a forged form; nobody promotes themselves."""
    for who in ("sam", "lee", "morgan"):
        own = person_id(desk, who)
        before = stored(desk)
        with pytest.raises(NotAllowed, match="Ask Dana Whitlock"):
            commanded(desk, who, "/firebreak team")
        for action, value in (("team.open", "0"), ("team.edit", str(own))):
            with pytest.raises(NotAllowed, match="Ask Dana Whitlock"):
                clicked(desk, who, action, value)
        with pytest.raises(NotAllowed, match="Ask Dana Whitlock"):
            submitted(desk, who, "view.person", {"person": own, "period": "2026-Q4"}, role="executive", quota="1")
        assert stored(desk) == before
    assert "Sam Ortega" in words(commanded(desk, "dana", "/firebreak team"))
