"""Names made to ping, to format, to execute or to break: wherever they are shown they are only names."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
from openpyxl import load_workbook

from bot import payloads
from bot.blocks.card import card_message
from bot.blocks.kit import Message as Shown
from bot.blocks.kit import faults
from bot.listeners.fixing import fixing_view
from bot.listeners.winning import won
from bot.main.demo.team import DemoTeam
from bot.payloads import Values
from sales.usecases.actors import Actor
from sales.usecases.cards import card_in
from sandbox.blockkit.check import check_blocks, check_view
from storage.sheets.exporting import deal_lines, write_deals_csv
from tests.bot.desk import Desk, Message, opened_desk

NASTY = '<!channel> *x* & "=HYPERLINK(1)"'
NAMES = (
    NASTY,
    "<@U0DANA> <#C0SALES> <https://evil.example|free> `code` ~gone~ _it_",
    "@here @channel #general evil.example",
    "W" * 200,
    "👩‍👩‍👧‍👦" * 25,
    "عميل كبير جدا",
    "\u202eladnacs\u202c \u2067x",
    "a\u200bb\u200c\ufeff",
    "?!*_~`<>&",
    "=cmd|' /C calc'!A0",
    "+1-2",
    "line one\nline two\n> three",
)
EVERYWHERE = {
    "deals": ("name", "next_step", "source", "lost_reason"),
    "accounts": ("name",),
    "contacts": ("name", "title"),
    "activities": ("note", "contact"),
    "wins": ("story",),
    "people": ("name",),
}
"""Each text that a person, an importer or an attacker can choose."""
SEVERAL_LINES = ("next_step", "note", "story")
"""Those that may hold several lines; names are made one line when they are saved."""


@pytest.fixture(scope="module")
def desk(team: DemoTeam, furnished: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The demo's team with every name and note replaced by one of the above."""
    path = tmp_path_factory.mktemp("hostile") / "firebreak.db"
    shutil.copy(furnished, path)
    with closing(sqlite3.connect(path)) as db:
        for table, columns in EVERYWHERE.items():
            for column in columns:
                for number, name in enumerate(NAMES):
                    if "\n" in name and column not in SEVERAL_LINES:
                        continue
                    condition = f"rowid % {len(NAMES)} = {number} and {column} is not null and {column} != ''"
                    suffix = " || ' ' || rowid" if (table, column) in (("accounts", "name"), ("people", "name")) else ""
                    db.execute(f"update {table} set {column} = ?{suffix} where {condition}", (name,))
        db.commit()
    yield from opened_desk(team, f"sqlite:///{path}")


def mrkdwn_of(value: object) -> Iterator[str]:
    """Every text that Slack would format."""
    if isinstance(value, dict):
        if value.get("type") == "mrkdwn":
            yield str(value["text"])
        for item in value.values():
            yield from mrkdwn_of(item)
    elif isinstance(value, list):
        for item in value:
            yield from mrkdwn_of(item)


def assert_harmless(blocks: list[dict[str, Any]], text: str = "") -> None:
    """Nothing in it pings, links or formats but what we wrote ourselves."""
    for formatted in (*mrkdwn_of(blocks), text):
        assert not re.search(r"<[!#]", formatted), formatted
        assert not re.search(r"<@U0DANA>|<https?:", formatted), formatted
        for mark in ("*x*", "`code`", "~gone~", "_it_"):
            assert mark not in formatted, formatted
        assert "\n&gt;" not in formatted, formatted
        assert "\u202e" not in formatted, formatted


def seen(message: Message) -> None:
    assert_harmless(message["blocks"], message["text"])
    assert faults(message["blocks"]) == []
    assert check_blocks(message["blocks"]).faults == []


def view_seen(view: dict[str, Any]) -> None:
    assert_harmless(view["blocks"])
    assert faults(view["blocks"], in_view=True) == []


def person_named(desk: Desk, who: str) -> Any:
    with desk.store.reading(desk.workspace) as tx:
        return tx.people.by_slack_id(f"U0{who.upper()}")


def open_deals(desk: Desk, who: str) -> list[Any]:
    with desk.store.reading(desk.workspace) as tx:
        return tx.deals.open_of([person_named(desk, who).id])


@pytest.mark.parametrize("who", ["sam", "tom", "noor", "dana", "morgan"])
def test_answers_to_commands(desk: Desk, who: str) -> None:
    """The list of one's deals, each card behind it, the forecast and what can be said."""
    for line in ("/deal", "/forecast", "/forecast next quarter", "/firebreak help"):
        seen(desk.types(who, line))
    listed = desk.types(who, "/deal")
    for block in [b for b in listed["blocks"] if "accessory" in b][:6]:
        assert desk.person(who).click("C0SALES", listed | {"blocks": [block]}, "deal.card")["ok"]
        seen(desk.next_message(who, "C0SALES", listed["ts"], "owner"))


def test_digests_nudges_and_homes(desk: Desk) -> None:
    """What is sent on schedule, and what is looked at."""
    desk.clock_to(datetime(2026, 11, 24, 17, 0, tzinfo=UTC))
    count = 0
    for who in ("sam", "tom", "elena", "kenji", "priya", "noor", "grace", "oliver", "dana", "lee", "morgan"):
        for message in desk.messages_of(who):
            seen(message)
            count += 1
        home = desk.person(who).wait(lambda p: p.home(), timeout=60)
        view_seen(home)
    assert count >= 8


def test_forms(desk: Desk) -> None:
    """Every form about a deal, whatever it is called, and what the search offers."""
    form = desk.opens("sam", "/log")
    for typed in ("", "<", "*", "w"):
        for option in desk.person("sam").options(form, "options.deal", typed):
            assert option["text"]["type"] == "plain_text"
            assert 0 < len(option["text"]["text"]) <= 75
    desk.person("sam").close(form, everything=True)
    for deal in open_deals(desk, "sam"):
        for verb in ("log", "advance", "push", "next", "snooze", "lose", "win", "notmine", "edit"):
            view = opened(desk, "sam", verb, deal.id)
            view_seen(view)
            assert check_view(view, "modal").faults == []


def opened(desk: Desk, who: str, verb: str, deal_id: int) -> dict[str, Any]:
    return dict(fixing_view(desk.running.bot, actor(desk, who), verb, deal_id))


@pytest.mark.parametrize("name", NAMES)
def test_a_new_deal(desk: Desk, name: str) -> None:
    """Typed into the form for a new deal: the echo, the card, the form for the win and each notification show it."""
    short = name[:150]
    newest = max((m["ts"] for m in desk.person("kenji").messages("C0SALES")), default="0")
    form = desk.opens("kenji", "/deal new")
    assert desk.submits("kenji", form, name=short, account=f"{short} Ltd", amount="45k", next_step=short) == {}
    seen(desk.next_message("kenji", "C0SALES", newest, "new deal"))
    deal = next(d for d in open_deals(desk, "kenji") if d.name == " ".join(short.split()))
    view_seen(opened(desk, "kenji", "win", deal.id))
    with desk.store.reading(desk.workspace) as tx:
        seen(posted(card_message(card_in(tx, actor(desk, "kenji"), deal, desk.running.bot.now))))


def posted(message: Shown) -> Message:
    return {"text": message.text, "blocks": list(message.blocks)}


def actor(desk: Desk, who: str) -> Actor:
    return Actor(desk.workspace, person_named(desk, who))


def test_a_name_said_in_a_sentence(desk: Desk) -> None:
    """In a direct message, as Slack sends it: escaped on the way in, shown as it was meant, and harmless."""
    seen(desk.says("grace", f"new deal: {NASTY}, 45k, referral"))
    seen(desk.types("grace", f"/deal {NASTY}"))
    seen(desk.types("grace", f"/log called {NASTY}"))
    seen(desk.types("grace", f"/forecast {NASTY}"))
    seen(desk.types("grace", f"/deal new {NASTY}"))


def test_wins_in_the_channel(desk: Desk) -> None:
    """A win is posted for all to see, with its story: nobody is pinged by it."""
    deal = open_deals(desk, "oliver")[0]
    view = opened(desk, "oliver", "win", deal.id)
    values = {
        "amount": {"x": {"value": "45k"}},
        "closed_on": {"x": {"selected_date": "2026-11-23"}},
        "story": {"x": {"value": f"{NASTY} again"}},
    }
    metadata = json.loads(view["private_metadata"])
    caller = payloads.Caller("", "T0LARKFIELD", "U0OLIVER", "T0LARKFIELD")
    form = payloads.Submission(caller, "view.win", "V", "", metadata, Values(values))
    won(desk.running.bot, actor(desk, "oliver"), form)
    desk.settle()
    win = desk.next_message("oliver", "C0WINS", "0", "won")
    seen(win)
    seen(desk.changed("oliver", "C0WINS", win["ts"], lambda words: "again" in words))


def test_no_cell_of_the_workbook_is_a_formula_that_somebody_typed(desk: Desk) -> None:
    """The workbook's own formulas start with our functions; names are texts."""
    answer = desk.types("morgan", "/forecast")
    desk.clicks("morgan", "C0SALES", answer, "Excel")

    def with_file(who: Any) -> Message | None:
        return next((m for m in who.messages(who.app_dm(), limit=100) if m.get("files")), None)

    sent = desk.person("morgan").wait(with_file, timeout=60)
    url = str(sent["files"][0].get("url_private") or sent["files"][0].get("url"))
    with urlopen(url if url.startswith("http") else desk.sandbox.url + url, timeout=60) as file:
        book = load_workbook(io.BytesIO(file.read()))
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    assert not re.search(r"HYPERLINK|cmd|calc", str(cell.value))
                assert cell.hyperlink is None or not str(cell.hyperlink.target or "").startswith("http")


def test_no_field_of_the_csv_starts_a_formula(desk: Desk) -> None:
    """Text that a spreadsheet program would execute has an apostrophe in front."""
    with desk.store.reading(desk.workspace) as tx:
        deals = tx.deals.open_of(list(tx.people.team().by_id))
        lines = deal_lines(deals, tx.process, tx.people.team(), tx.workspace.exchange())
    file = io.StringIO(newline="")
    write_deals_csv(file, lines, "UTC")
    for row in csv.reader(io.StringIO(file.getvalue(), newline="")):
        for field in row:
            assert not field.lstrip(" ").startswith(("=", "+", "@", "\t", "\r")), field
