"""Who may see and change what, whatever they send: commands, clicks with guessed values, forged forms, strangers.

What a person can send of their own accord goes over the sandbox. What only a forger sends, a value that no button of
ours ever carried, is handed to the listeners as Slack would hand it over."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import pytest

from bot import routes
from bot.dispatch import actor_for
from bot.payloads import Click, Command, Submission, click_of, command_of, submission_of
from bot.responses import Open, Responses, Say
from sales.deal import Deal
from sales.errors import Invalid, NotAllowed, NotFound, SalesError
from sales.workspace import Workspace
from storage.process_file import load_process
from tests.bot.conftest import Desk, elements, visible

DENIED = (NotAllowed, NotFound, Invalid)
TEAM = "T0LARKFIELD"


def body(desk: Desk, who: str, **rest: Any) -> dict[str, Any]:
    user = {"id": f"U0{who.upper()}", "team_id": TEAM}
    return {"user": user, "team": {"id": TEAM}, "trigger_id": "forged", **rest}


def clicked(desk: Desk, who: str, action: str, value: str, **view: Any) -> Responses:
    """What the bot would answer to a click with this value. Raises the refusal."""
    payload = body(desk, who, actions=[{"action_id": action, "value": value}], channel={"id": "C0SALES"})
    payload |= {"container": {"message_ts": "1.2", "channel_id": "C0SALES"}} | ({"view": view} if view else {})
    listener = routes.action_route(action)
    assert listener is not None, action
    return run(desk, listener, click_of(payload))


def submitted(desk: Desk, who: str, view: str, metadata: dict[str, Any], **values: Any) -> Responses:
    """What the bot would answer to a form with this metadata and these texts."""
    state = {name: {"x": {"type": "plain_text_input", "value": value}} for name, value in values.items()}
    form = {"callback_id": view, "private_metadata": json.dumps(metadata), "state": {"values": state}, "id": "V1"}
    return run(desk, routes.VIEWS[view], submission_of(body(desk, who, view=form)))


def commanded(desk: Desk, who: str, line: str) -> Responses:
    name, _, text = line.partition(" ")
    payload = {"user_id": f"U0{who.upper()}", "team_id": TEAM, "command": name, "text": text, "channel_id": "C0SALES"}
    return run(desk, routes.COMMANDS[name], command_of(payload))


def run(desk: Desk, listener: Callable[..., Responses], request: Click | Submission | Command) -> Responses:
    bot = desk.running.bot
    return listener(bot, actor_for(bot, request.caller), request)


def words(responses: Responses) -> str:
    """All that would be shown."""
    shown = [r.message.blocks for r in responses if isinstance(r, Say)]
    return json.dumps([shown, [r.view for r in responses if isinstance(r, Open)]], ensure_ascii=False)


@dataclass(frozen=True)
class Book:
    """What is stored, to be compared."""

    deals: tuple[Deal, ...]
    people: int
    audit: tuple[Any, ...]


def stored(desk: Desk) -> Book:
    with desk.store.reading(desk.workspace) as tx:
        names = tx.deals.names()[1] or ()
        return Book(tuple(tx.deals.many([n.id for n in names]).values()), len(tx.people.team()), (tx.workspace,))


def person_id(desk: Desk, who: str) -> int:
    with desk.store.reading(desk.workspace) as tx:
        return next(p.id for p in tx.people.team() if p.first_name.lower() == who)


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
        return desk.deal("Acme Robotics – Dock")

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
    def test_forged_forms(
        self, desk: Desk, deal: Deal, who: str, sees: bool, changes: bool, view: str, values: dict[str, str]
    ) -> None:
        """A form that names somebody else's deal in its metadata saves nothing."""
        if changes:
            return
        before = stored(desk)
        with pytest.raises(DENIED):
            submitted(desk, who, view, {"deal": deal.id}, **values)
        assert stored(desk) == before

    def test_sentences(self, desk: Desk, deal: Deal, who: str, sees: bool, changes: bool) -> None:
        """What may not be changed by a click may not be changed by a sentence."""
        before = stored(desk)
        if changes:
            return
        try:
            answer = words(commanded(desk, who, f"/log {deal.name} is worth 1k"))
        except SalesError as refused:
            answer = refused.sentence
        assert stored(desk) == before
        assert sees or "$40,000" not in answer

    def test_search(self, desk: Desk, deal: Deal, who: str, sees: bool, changes: bool) -> None:
        """The search in forms offers what one may change, and nothing else."""
        person = desk.person(who)
        form = desk.opens(who, "/log")
        found = [option["value"] for option in person.options(form, "options.deal", "acme")]
        assert (str(deal.id) in found) == changes
        person.close(form, everything=True)


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


NONSENSE = [
    "",
    "0",
    "-1",
    "x",
    "999999",
    "9" * 40,
    "²",
    "1:",
    ":1",
    "edit:999999",
    "1:999999",
    "null",
    "{}",
    "1 OR 1=1",
]


@pytest.mark.parametrize("value", NONSENSE)
@pytest.mark.parametrize("action", sorted(set(map(str, routes.ACTIONS)) - {"home.refresh", "digest.later"}))
def test_no_value_of_a_button_breaks_anything(desk: Desk, action: str, value: str) -> None:
    """Whatever a click carries, the answer is an answer or a sentence, and nothing is saved."""
    before = stored(desk)
    with suppress(SalesError):
        clicked(desk, "noor", action, value)
    assert stored(desk) == before


METADATA: list[dict[str, Any]] = [
    {},
    {"deal": "x"},
    {"deal": 999999},
    {"deal": [1]},
    {"deal": "9" * 40, "version": "y"},
    {"nudge": "999999", "deal": 1},
    {"nudge": {"a": 1}},
    {"key": "C0SALES:1.2", "ts": 5},
]


@pytest.mark.parametrize("metadata", METADATA, ids=json.dumps)
@pytest.mark.parametrize("view", sorted(map(str, set(routes.VIEWS) - {"view.schedule", "view.settings", "view.deal"})))
def test_no_metadata_of_a_form_breaks_anything(desk: Desk, view: str, metadata: dict[str, Any]) -> None:
    """The same for what a form carries."""
    before = stored(desk)
    with pytest.raises(SalesError):
        submitted(desk, "noor", view, metadata, kind="call", happened_on="2026-11-20", close_date="2027-01-01")
    assert stored(desk) == before


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


def test_nothing_of_another_workspace_can_be_reached(desk: Desk) -> None:
    """Ids of another workspace's deals are unknown here, and its people are strangers."""
    other = desk.store.add_workspace(Workspace(team_id="T0ELSE", name="Else"), load_process())
    with desk.store.reading(desk.workspace) as tx:
        first = min(name.id for name in tx.deals.names()[1] or ())
    assert other.id != desk.workspace
    payload = body(desk, "dana", actions=[{"action_id": "deal.card", "value": str(first)}])
    payload |= {"user": {"id": "U0DANA", "team_id": "T0ELSE"}, "team": {"id": "T0ELSE"}}
    listener = routes.action_route("deal.card")
    assert listener is not None
    with pytest.raises(SalesError):
        run(desk, listener, click_of(payload))
    unknown = payload | {"user": {"id": "U0DANA", "team_id": "T0NEVER"}, "team": {"id": "T0NEVER"}}
    with pytest.raises(NotAllowed, match="not installed"):
        run(desk, listener, click_of(unknown))


@pytest.mark.parametrize("who", ["guest", "single", "outsider"])
def test_guests_and_outsiders_are_refused_politely(desk: Desk, who: str) -> None:
    """By command, message and Home: a sentence, and no row for them."""
    before = stored(desk)
    assert "works for" in visible(desk.types(who, "/deal"))
    assert "works for" in visible(desk.types(who, "/log called Acme Robotics, they signed"))
    assert "works for" in visible(desk.says(who, "how's Acme Robotics?"))
    home = desk.person(who).wait(lambda p: p.home(), timeout=20)
    assert "works for" in visible({"blocks": home["blocks"]})
    assert stored(desk) == before


@pytest.mark.parametrize("who", ["robot", "left"])
def test_bots_and_people_who_left_are_no_reps(desk: Desk, who: str) -> None:
    """Whatever arrives in their name is refused, and no row is made for them."""
    before = stored(desk)
    with pytest.raises(NotAllowed):
        commanded(desk, who, "/deal")
    assert stored(desk) == before


def test_whoever_is_new_is_welcomed_as_a_rep(desk: Desk) -> None:
    """The first word makes a person of them: a rep without rights beyond their own, in the zone that Slack knows."""
    assert "You" in visible(desk.types("new", "/deal"))
    with desk.store.reading(desk.workspace) as tx:
        nadia = tx.people.by_slack_id("U0NEW")
    assert nadia is not None
    assert (nadia.name, nadia.role.value, nadia.timezone, nadia.admin) == (
        "Nadia Newcomer",
        "rep",
        "Europe/Paris",
        False,
    )
    with pytest.raises(NotAllowed):
        commanded(desk, "new", "/forecast sam")
    with pytest.raises(NotFound):
        clicked(desk, "new", "deal.card", str(desk.deal("Acme Robotics").id))
