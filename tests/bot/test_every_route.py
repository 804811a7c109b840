"""Every command, button, form, shortcut and search there is, tried by people who may not: a rep of another team with
somebody else's ids, guests, outsiders and people who left. A new route has no verdict here, and fails."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Any

import pytest
from slack_bolt import App, BoltRequest

from bot import routes
from bot.app import build_app
from bot.ids import Act, Shortcut, View
from bot.payloads import shortcut_of
from bot.settings import Settings
from sales.errors import SalesError
from sales.usecases.actors import MEMBERS_ONLY
from tests.bot.desk import Desk, Message, elements, visible
from tests.bot.forging import DENIED, TEAM, body, clicked, commanded, person_id, run, stored, submitted
from tests.bot.test_filling import answered, sends
from tests.filling import templates
from tests.filling.templates import made

SAMS = "Acme Robotics – Dock"
ADMINS_ONLY = r"Only an admin can change this\. Ask Dana Whitlock"
DENIES = object()
"""The verdict of what is refused without a word on what it is about. A text is a pattern of the refusal; None lets pass
what is the person's own, or everybody's."""

COMMANDS: Mapping[str, list[tuple[str, object]]] = {
    "/log": [(f"{SAMS} is worth 1k", None), (f"called {SAMS}", None)],
    "/deal": [(SAMS, None), (f"{SAMS} won", None), (f"{SAMS} to verbal", None), ("new", None), ("", None)],
    "/forecast": [("sam", "your own numbers"), ("dana next quarter", "your own numbers"), ("", None), ("call", None)],
    "/firedrill": [("4:30pm", "Firedrills are for managers"), ("", DENIES)],
    "/firebreak": [
        *[(word, ADMINS_ONLY) for word in ("settings", "team", "language")],
        *[(word, None) for word in ("", "help", "process", "schedule")],
    ],
}
"""What somebody of another team types, and what they hear."""

ACTIONS: Mapping[Act, list[tuple[str, object]]] = {
    Act.UNDO: [("{entry}", DENIES)],
    Act.ANSWER: [('{{"key": "{key}", "answers": {{"0.deal": "deal:{deal}"}}}}', "for somebody else")],
    Act.FILL_IN: [('{{"key": "{key}", "answers": {{"0.deal": "deal:{deal}"}}}}', "for somebody else")],
    Act.DISMISS: [("{key}", "for somebody else")],
    Act.CARD: [("{deal}", DENIES)],
    Act.MENU: [
        *[(f"{verb}:{{deal}}", DENIES) for verb in ("card", "log", "advance", "push", "next", "snooze", "lose", "win")],
        *[(f"{verb}:{{deal}}", DENIES) for verb in ("notmine", "edit", "right", "why", "")],
        ("why:{entry}", DENIES),
    ],
    Act.HISTORY: [("{deal}", DENIES)],
    Act.EDIT: [("{deal}", DENIES)],
    Act.LOG: [("{deal}", DENIES), ("", None)],
    Act.NEW: [("{deal}", DENIES), ("", None)],
    Act.WIN: [("{deal}", DENIES)],
    Act.LOSE: [("{deal}", DENIES)],
    Act.ADVANCE: [("{deal}", DENIES), ("{deal}:discovery", DENIES)],
    Act.STAGE_PICKED: [("verbal", DENIES)],
    Act.ADVANCE_WITHOUT: [("{deal}", DENIES)],
    Act.REOPEN: [("{deal}", DENIES), ("{won}", DENIES)],
    Act.NUDGE_STILL_RIGHT: [("{nudge}:{deal}", "sent to somebody else")],
    Act.NUDGE_FIX: [("log:{nudge}:{deal}", "sent to somebody else")],
    Act.NUDGE_MORE: [("{nudge}", "sent to somebody else")],
    Act.FORECAST: [("{sam}:this", "your own numbers"), ("{dana}:next", "your own numbers"), ("", None)],
    Act.FORECAST_PERIOD: [("{sam}:next", "your own numbers"), ("{morgan}:year", "your own numbers")],
    Act.FORECAST_DEALS: [
        *[
            (f"{{sam}}:this:{what}", "your own numbers")
            for what in ("total", "moved.commit", "stage.verbal", "undated")
        ],
        ("{sam}:attention", "your own numbers"),
        ("{sam}:this:total:::5", "your own numbers"),
        ("", None),
    ],
    Act.FORECAST_XLSX: [("{sam}:this", "your own numbers"), ("{dana}:this:total", "your own numbers")],
    Act.PROJECTION: [("{sam}:this", "your own numbers"), ("{dana}:this", "your own numbers")],
    Act.DIGEST_LATER: [("{dana}", None)],
    Act.CALL: [("this", None), ("{nudge}:this", None)],
    Act.CALL_UNDO: [("{call}", DENIES)],
    Act.ADJUST: [("{sam}:this", DENIES), ("{dana}:this", DENIES)],
    Act.DRILL_STILL_RIGHT: [("{drill}:{deal}", DENIES)],
    Act.DRILL_CONFIRM_ALL: [("{drill}", DENIES)],
    Act.DRILL_UPDATE: [("edit:{drill}:{deal}", DENIES)],
    Act.DRILL_DEALS: [("{drill}", DENIES)],
    Act.DRILL_OFF: [("{drill}", DENIES)],
    Act.FILL_COLUMNS: [("{fill}", "whoever sent the file")],
    Act.FILL_ANYWAY: [("{fill}", "whoever sent the file")],
    Act.STORY: [("{deal}", DENIES), ("{won}", DENIES)],
    Act.SCHEDULE: [("", None)],
    Act.SCHEDULE_KIND: [("digest", None), ("channel_digest", None)],
    Act.SCHEDULE_PREVIEW: [("digest", DENIES), ("channel_digest", DENIES)],
    Act.SETTINGS: [("", ADMINS_ONLY)],
    Act.TEAM: [("0", ADMINS_ONLY)],
    Act.TEAM_EDIT: [("{noor}", ADMINS_ONLY), ("{sam}", ADMINS_ONLY)],
    Act.LANGUAGE: [("", ADMINS_ONLY)],
    Act.UNTEACH: [("1", ADMINS_ONLY)],
    Act.FORGET: [("1", ADMINS_ONLY)],
    Act.PROCESS: [("", None)],
    Act.HOME: [("", None)],
}
"""The values that a forger would send with each button, and what becomes of it."""

OPEN_FORM = {"deal": "{deal}", "came_from": "discovery"}
"""The metadata of the form in which something is clicked."""

DIGEST = {"digest_at": "08:00", "digest_subject": "{sam}", "digest_on": "on"}
CHANNEL = {"channel_digest_at": "08:00", "channel_digest_subject": "{dana}", "channel_digest_to": "C0SALES"}

VIEWS: Mapping[View, list[tuple[dict[str, str], dict[str, str], object]]] = {
    View.LOG: [
        ({"deal": "{deal}"}, {"kind": "call"}, DENIES),
        ({}, {"kind": "call", "deal": "{deal}"}, DENIES),
    ],
    View.DEAL: [
        ({"deal": "{deal}"}, {"name": "Stolen"}, DENIES),
        ({"deal": "{own}"}, {"name": "Given away", "owner": "{sam}"}, DENIES),
        ({"slot": "0.deal", "key": "{key}"}, {"name": "Told by Sam"}, "for somebody else"),
    ],
    View.ADVANCE: [({"deal": "{deal}", "version": "1"}, {"stage": "verbal", "reason": "because"}, DENIES)],
    View.PUSH: [({"deal": "{deal}"}, {"close_date": "2027-01-04"}, DENIES)],
    View.SNOOZE: [({"deal": "{deal}"}, {"until": "2027-01-04"}, DENIES)],
    View.NEXT_STEP: [
        ({"deal": "{deal}"}, {"next_step": "Mine now"}, DENIES),
        ({"deal": "{own}", "nudge": "{nudge}"}, {"next_step": "Ticks off Sam's reminder"}, DENIES),
        ({"deal": "{own}", "drill": "{drill}"}, {"next_step": "Answers Dana's question"}, DENIES),
    ],
    View.OWNER: [({"deal": "{deal}"}, {"owner": "{noor}"}, DENIES)],
    View.LOSE: [({"deal": "{deal}"}, {"lost_reason": "Price"}, DENIES)],
    View.WIN: [({"deal": "{deal}"}, {"amount": "1", "story": "mine"}, DENIES)],
    View.STORY: [
        ({"deal": "{deal}"}, {"story": "mine"}, DENIES),
        ({"deal": "{won}"}, {"story": "mine"}, DENIES),
    ],
    View.SCHEDULE: [({}, DIGEST, DENIES), ({}, CHANNEL, DENIES)],
    View.SETTINGS: [({}, {"timezone": "UTC", "currency": "EUR"}, ADMINS_ONLY)],
    View.PERSON: [({"person": "{noor}"}, {"role": "executive"}, ADMINS_ONLY)],
    View.LANGUAGE: [({}, {"words": "the big one", "deal": "{deal}"}, ADMINS_ONLY)],
    View.CALL: [({"period": "this", "nudge": "{nudge}"}, {"commit": "1k", "best_case": "2k"}, DENIES)],
    View.ADJUST: [({"person": "{sam}", "period": "this"}, {"commit": "1k", "note": "because"}, DENIES)],
    View.FILL_COLUMNS: [({"delivery": "{fill}"}, {"column:0": "next_step"}, "whoever sent the file")],
    View.FILL_FILES: [({}, {"file": "F0OTHER"}, DENIES)],
}
"""The metadata and fields of a forged form, and what becomes of it."""

SHORTCUTS: Mapping[Shortcut, list[tuple[str, object]]] = {
    Shortcut.LOG_MESSAGE: [(f"called {SAMS}", None)],
    Shortcut.NEW_DEAL: [("", None)],
    Shortcut.FILL_IN: [("no file hangs here", "no spreadsheet")],
}
"""The text of the message on which it is used, and what becomes of it."""


def test_every_route_has_a_verdict() -> None:
    """Whoever adds a command, button, form or shortcut says here who may not use it, and on what."""
    assert set(COMMANDS) == set(routes.COMMANDS)
    assert set(ACTIONS) == set(routes.ACTIONS)
    assert set(VIEWS) == set(routes.VIEWS)
    assert set(SHORTCUTS) == set(routes.SHORTCUTS)


@dataclass(frozen=True, slots=True)
class Company:
    """What there is of Dana's team on the day it is tried to get at it, by name; and what must not be read of it."""

    ids: Mapping[str, object]
    secrets: frozenset[str]

    def put(self, forged: object) -> Any:
        """The value with the ids in it."""
        if isinstance(forged, Mapping):
            return {key: self.put(value) for key, value in forged.items()}
        return str(forged).format(**self.ids)


@pytest.fixture(scope="module")
def company(desk: Desk) -> Company:
    """A day on which Sam logs, is asked, is reminded and calls a number; Kenji wins; Dana calls a firedrill and sends a
    spreadsheet."""
    desk.types("sam", "/log called Jane at Acme Robotics, she wants the secret annex, 45k")
    desk.says("sam", "commit 90k, best case 120k")
    ours = next(e for e in elements(desk.says("sam", "called them, all fine")) if e["action_id"] == Act.FILL_IN)
    asked = desk.says("kenji", "we won Jetsam Marine")
    kenji = desk.person("kenji")
    kenji.click(kenji.app_dm(), asked, next(e["action_id"] for e in elements(asked)))
    desk.settle()
    desk.later(days=1, hours=10)
    place, ts = sends(desk, "dana", "deals.xlsx", made(templates.deal_list))
    unknown = answered(desk, "dana", place, ts, "What is “Sponsor”")
    desk.types("dana", "/firedrill 18:00")
    desk.settle()
    ids = {who: person_id(desk, who) for who in ("sam", "tom", "dana", "morgan", "noor")}
    with desk.store.reading(desk.workspace) as tx:
        entry, [call, *_] = tx.entries.latest_by(ids["sam"]), tx.calls.of_person(ids["sam"])
        [drill] = tx.drills.all_running()
        own = min(tx.deals.open_of([ids["noor"]]), key=lambda deal: deal.id)
        theirs = {deal.name for deal in tx.deals.open_of([ids[who] for who in ("sam", "tom")])}
        theirs -= {deal.name for deal in tx.deals.open_of([ids["noor"]])}
    assert entry is not None
    things = {
        "deal": desk.deal(SAMS).id,
        "won": desk.deal("Jetsam Marine – Yard").id,
        "own": own.id,
        "entry": entry.id,
        "call": call.id,
        "drill": drill.id,
        "key": json.loads(ours["value"])["key"],
        "nudge": _value(desk.messages_of("sam", "need"), Act.NUDGE_STILL_RIGHT).partition(":")[0],
        "fill": _value([unknown], Act.FILL_COLUMNS),
    }
    return Company({**ids, **things}, frozenset({*theirs, "secret annex", "$90,000"} - {SAMS}))


def _value(messages: list[Message], action: Act) -> str:
    """What the newest button of that kind carries."""
    found = [e for m in messages for e in elements(m) if e["action_id"].partition(":")[0] == action]
    return str(found[-1]["value"])


def judged(desk: Desk, company: Company, answer: Any, verdict: object) -> None:
    """Holds an answer against its verdict: refused, or nothing but one's own; and nothing is saved."""
    before = stored(desk)
    if verdict is None:
        try:
            shown = repr(answer())
        except SalesError as refused:
            shown = refused.sentence
    else:
        with pytest.raises(DENIED, match=verdict if isinstance(verdict, str) else None) as refusal:
            answer()
        shown = refusal.value.sentence
    assert [secret for secret in company.secrets if secret in shown] == [], shown
    assert stored(desk) == before


@pytest.mark.parametrize(("name", "words", "verdict"), [(n, *row) for n, rows in COMMANDS.items() for row in rows])
def test_commands_of_another_teams_rep(desk: Desk, company: Company, name: str, words: str, verdict: object) -> None:
    """A name gives away nothing: what one may not see is as unknown as what does not exist."""
    judged(desk, company, lambda: commanded(desk, "noor", f"{name} {words}"), verdict)


@pytest.mark.parametrize(("action", "value", "verdict"), [(a, *row) for a, rows in ACTIONS.items() for row in rows])
def test_buttons_of_another_teams_rep(desk: Desk, company: Company, action: Act, value: str, verdict: object) -> None:
    """A guessed id opens, changes and tells nothing; a message, a form and Home alike."""
    for place in ("message", "modal", "home"):
        fields = {**DIGEST, **CHANNEL} if action is Act.SCHEDULE_PREVIEW else {}
        state = {name: {"x": {"value": company.put(text)}} for name, text in fields.items()}
        metadata = json.dumps(company.put(OPEN_FORM))
        view = {"type": place, "id": "V1", "private_metadata": metadata, "state": {"values": state}}
        inside = view if place != "message" or action in (Act.STAGE_PICKED, Act.ADVANCE_WITHOUT) or fields else {}
        judged(
            desk, company, lambda around=inside: clicked(desk, "noor", action, company.put(value), **around), verdict
        )


@pytest.mark.parametrize(
    ("view", "metadata", "values", "verdict"), [(view, *row) for view, rows in VIEWS.items() for row in rows]
)
def test_forms_of_another_teams_rep(
    desk: Desk, company: Company, view: View, metadata: dict[str, str], values: dict[str, str], verdict: object
) -> None:
    """A forged form saves nothing, also where it is about one's own deal and answers somebody else's question."""
    fields = company.put(values)
    judged(desk, company, lambda: submitted(desk, "noor", view, company.put(metadata), **fields), verdict)


@pytest.mark.parametrize(
    ("shortcut", "text", "verdict"), [(shortcut, *row) for shortcut, rows in SHORTCUTS.items() for row in rows]
)
def test_shortcuts_of_another_teams_rep(
    desk: Desk, company: Company, shortcut: Shortcut, text: str, verdict: object
) -> None:
    """A message that names a deal one may not see offers that deal to nobody."""
    payload = body(desk, "noor", **_on_message(shortcut, text))
    judged(desk, company, lambda: run(desk, routes.SHORTCUTS[shortcut], shortcut_of(payload)), verdict)


def _on_message(shortcut: Shortcut, text: str) -> dict[str, Any]:
    message = {"ts": "1790000000.000100", "text": text, "user": "U0SAM"}
    return {"callback_id": str(shortcut), "message": message, "channel": {"id": "C0SALES"}}


LEFT = "Your access to Firebreak has ended"
OUTSIDE = [("guest", MEMBERS_ONLY), ("single", MEMBERS_ONLY), ("outsider", MEMBERS_ONLY), ("priya", LEFT)]
"""Two kinds of guest, somebody of another company, and one of the team who left."""


@pytest.fixture(scope="module")
def app(desk: Desk, company: Company) -> Iterator[App]:
    """The bot's app beside the one that is connected, to be handed what Slack would send. Priya has left."""
    with desk.store.writing(desk.workspace) as tx:
        priya = tx.people.by_slack_id("U0PRIYA")
        assert priya is not None
        tx.people.save(replace(priya, active=False), desk.sandbox.clock.now())
    settings = Settings(bot_token=desk.sandbox.bot_token, app_token="", slack_api=desk.sandbox.api_url)
    with ThreadPoolExecutor(1) as listeners:
        yield build_app(desk.running.bot, settings, listeners)


def _sent(desk: Desk, who: str, company: Company) -> Iterator[dict[str, Any]]:
    """One request of each route there is, as Slack sends it when such a person asks."""
    user = {"user_id": f"U0{who.upper()}", "team_id": TEAM, "channel_id": "C0SALES"}
    for name in routes.COMMANDS:
        yield {"command": name, "text": SAMS, "trigger_id": f"{who} {name}", **user}
    for action in routes.ACTIONS:
        value = company.put(ACTIONS[Act(action)][0][0])
        click = {"actions": [{"action_id": str(action), "value": value}], "channel": {"id": "C0SALES"}}
        yield body(desk, who, type="block_actions", container={"message_ts": "1.2", "channel_id": "C0SALES"}, **click)
    for view in routes.VIEWS:
        metadata, values, _ = VIEWS[View(view)][0]
        state = {name: {"x": {"value": value}} for name, value in company.put(values).items()}
        form = {
            "callback_id": str(view),
            "private_metadata": json.dumps(company.put(metadata)),
            "id": f"V{view}",
            "type": "modal",
        }
        yield body(desk, who, type="view_submission", view=form | {"state": {"values": state or {"x": {}}}})
    for shortcut in routes.SHORTCUTS:
        yield body(desk, who, type="message_action", **_on_message(Shortcut(shortcut), SAMS))


@pytest.mark.parametrize(("who", "sentence"), OUTSIDE)
def test_every_route_refuses_who_is_not_of_the_team(
    desk: Desk, company: Company, app: App, who: str, sentence: str
) -> None:
    """Each of them is acknowledged and answered with the same polite sentence, in its place, and nothing is saved."""
    before, person = stored(desk), desk.person(who)
    seen = {m["ts"] for m in person.messages("C0SALES", limit=200)}
    requests = list(_sent(desk, who, company))
    told = 0
    for request in requests:
        answer = app.dispatch(BoltRequest(body=request, mode="socket_mode"))
        assert answer.status == 200, request
        told += sentence in answer.body
    desk.settle()
    new = [m for m in person.messages("C0SALES", limit=200) if m["ts"] not in seen]
    assert told + sum(sentence in m["text"] for m in new) == len(requests)
    assert [secret for secret in (*company.secrets, SAMS) if any(secret in visible(m) for m in new)] == []
    assert stored(desk) == before


@pytest.mark.parametrize("who", ["noor", *[who for who, _ in OUTSIDE]])
def test_searches_offer_nothing_that_one_may_not_change(desk: Desk, company: Company, app: App, who: str) -> None:
    """Whatever the search is called and whatever is typed: nothing of another team, nothing at all to outsiders."""
    for action in (Act.OPTIONS_DEAL, "options.person", ""):
        for typed in ("", "acme", SAMS):
            asked = body(desk, who, type="block_suggestion", action_id=str(action), value=typed)
            found = app.dispatch(BoltRequest(body=asked, mode="socket_mode"))
            offered = json.loads(found.body)["options"]
            assert found.status == 200
            assert str(company.ids["deal"]) not in [option["value"] for option in offered]
            assert who == "noor" or offered == []
