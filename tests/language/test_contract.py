"""`firebreak understand --jsonl`: what goes in, what comes out, field by field."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.main import main
from tests.language.conftest import DEALS, NOW
from tests.language.test_golden import LINES

Answer = dict[str, Any]
Answers = Callable[..., list[Answer]]

KINDS = ("call", "email", "meeting", "demo", "site_visit", "voicemail", "note")
CATEGORIES = ("pipeline", "best_case", "commit", "omitted")
DAYS = ("happened_on", "close_date", "next_step_on", "until", "since")
AMOUNTS = ("amount", "commit", "best_case", "over", "under")


@pytest.fixture
def answers(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Answers:
    """Writes the lines to a file and reads what the command prints about it."""

    def ask(*lines: dict[str, Any] | str) -> list[Answer]:
        file = tmp_path / "lines.jsonl"
        written = (line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines)
        file.write_text("\n".join(written), encoding="utf-8")
        assert main(["understand", "--jsonl", str(file)]) == 0
        return [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    return ask


def line(text: str, **more: Any) -> dict[str, Any]:
    """An input line of the contract: a Friday in New York, nine deals, whatever else is said."""
    return {"id": "1", "text": text, "now": NOW, "timezone": "America/New_York", "names": DEALS} | more


def _check_shape(answer: Answer, text: str) -> None:
    assert set(answer) == {"id", "action", "intents", "dates", "money", "echo"}
    assert answer["action"] in ("write", "ask", "answer", "ignore")
    assert isinstance(answer["echo"], str)
    for intent in answer["intents"]:
        assert set(intent) == {"intent", "slots", "missing"}
        assert re.fullmatch(r"[a-z_]+", intent["intent"])
        assert all(isinstance(name, str) for name in intent["missing"])
        assert not set(intent["missing"]) & intent["slots"].keys()
        for name, value in intent["slots"].items():
            _check_slot(name, value)
    for time in answer["dates"]:
        assert set(time) == {"span", "start", "end", "grain"}
        start, end = datetime.fromisoformat(time["start"]), datetime.fromisoformat(time["end"])
        assert start.tzinfo is not None
        assert end.tzinfo is not None
        assert start < end
        _check_span(time["span"], text)
    for amount in answer["money"]:
        assert set(amount) - {"to_amount"} == {"span", "amount", "currency"}
        assert re.fullmatch(r"[A-Z]{3}|", amount["currency"])
        assert all(re.fullmatch(r"\d+(\.\d+)?", amount[key]) for key in ("amount", "to_amount") if key in amount)
        _check_span(amount["span"], text)


def _check_slot(name: str, value: object) -> None:
    assert isinstance(value, str)
    if name in DAYS:
        assert date.fromisoformat(value).isoformat() == value
    elif name in AMOUNTS:
        assert re.fullmatch(r"\d+(\.\d+)?", value)
    elif name == "currency":
        assert re.fullmatch(r"[A-Z]{3}", value)
    elif name == "kind":
        assert value in KINDS
    elif name == "category":
        assert value in CATEGORIES
    elif name == "period":
        start, _, end = value.partition("/")
        assert date.fromisoformat(start) < date.fromisoformat(end)


def _check_span(span: list[int], text: str) -> None:
    start, end = span
    assert 0 <= start < end <= len(text)


def test_every_answer_has_the_contracts_shape(answers: Answers) -> None:
    """Fields, days, instants with offset, decimal strings and spans, over the whole golden set at once."""
    asked = [line(one["text"], id=str(number)) | one.get("in", {}) for number, one in enumerate(LINES)]
    found = answers(*asked)
    assert [answer["id"] for answer in found] == [one["id"] for one in asked]
    for answer, one in zip(found, asked, strict=True):
        _check_shape(answer, one["text"])
        if answer["action"] == "write":
            assert answer["intents"]
            assert not any(intent["missing"] for intent in answer["intents"])
        if answer["action"] in ("write", "ask", "answer"):
            assert answer["echo"]


def test_a_line_as_the_issue_shows_it(answers: Answers) -> None:
    """Exact name of the deal, plain ISO days, decimal strings, half-open instants with the offset of that day."""
    text = "called Jane at acme, 45.5k, closes end of Q1"
    (answer,) = answers(line(text, id="a-7"))
    assert answer["id"] == "a-7"
    assert answer["action"] == "write"
    assert answer["intents"] == [
        {
            "intent": "log_activity",
            "slots": {"kind": "call", "deal": "Acme", "contact": "Jane", "happened_on": "2026-11-20"},
            "missing": [],
        },
        {"intent": "set_amount", "slots": {"amount": "45500", "currency": "USD", "deal": "Acme"}, "missing": []},
        {"intent": "set_close_date", "slots": {"close_date": "2027-03-31", "deal": "Acme"}, "missing": []},
    ]
    (quarter_end,) = answer["dates"]
    assert text[slice(*quarter_end["span"])] == "end of Q1"
    assert quarter_end["end"] == "2027-04-01T00:00:00-04:00"
    (amount,) = answer["money"]
    assert (text[slice(*amount["span"])], amount["amount"], amount["currency"]) == ("45.5k", "45500", "USD")


@pytest.mark.parametrize(
    ("text", "more", "slot", "value"),
    [
        ("Acme closes 3/4", {"locale": "en-US"}, "close_date", "2027-03-04"),
        ("Acme closes 3/4", {"locale": "en-GB"}, "close_date", "2027-04-03"),
        ("Acme closes 3/4", {"locale": "en_GB"}, "close_date", "2027-04-03"),
        ("Acme closes 3/4", {}, "close_date", "2027-03-04"),
        ("Acme is 45k", {"locale": "en-GB"}, "currency", "GBP"),
        ("Acme is €45.000,00", {"locale": "de-DE"}, "amount", "45000"),
        ("Acme is €1.234,50", {"locale": "de-DE"}, "amount", "1234.5"),
        ("Acme is $1,234.50", {"locale": "en-US"}, "amount", "1234.5"),
        ("Acme closes end of Q1", {"fiscal_start": 4}, "close_date", "2027-06-30"),
        ("Acme closes end of Q1", {"fiscal_start": "4"}, "close_date", "2027-06-30"),
        ("Acme closes end of Q1", {"fiscal_start": "April"}, "close_date", "2027-06-30"),
        ("Acme closes end of Q1", {"fiscal_start": None}, "close_date", "2027-03-31"),
        ("called Acme", {"timezone": "Pacific/Auckland"}, "happened_on", "2026-11-21"),
        ("called Acme", {"now": "2026-11-20T23:30:00+00:00", "timezone": "Europe/Berlin"}, "happened_on", "2026-11-21"),
        ("moved to proposal", {"channel_deal": "Initech"}, "deal", "Initech"),
        ("Globex to proposal", {"names": ["Globex", "Globex Renewal"]}, "deal", "Globex"),
        ("globex renewal to proposal", {"names": ["Globex", "Globex Renewal"]}, "deal", "Globex Renewal"),
    ],
)
def test_what_a_line_says_of_its_surroundings(
    text: str, more: dict[str, Any], slot: str, value: str, answers: Answers
) -> None:
    """Day order, decimal comma and currency follow the locale; quarters the fiscal year; today the speaker's zone."""
    (answer,) = answers(line(text, **more))
    assert answer["action"] == "write"
    assert answer["intents"][0]["slots"][slot] == value


@pytest.mark.parametrize(
    ("expect", "start"), [("future", "2026-11-24T00:00:00-05:00"), ("past", "2026-11-17T00:00:00-05:00")]
)
def test_an_undirected_day_leans_as_expected(expect: str, start: str, answers: Answers) -> None:
    """ "Tuesday" is the coming one, or the last one, as `expect` says."""
    (answer,) = answers(line("Tuesday", expect=expect))
    assert [time["start"] for time in answer["dates"]] == [start]


def test_a_range_has_both_ends(answers: Answers) -> None:
    """An amount between two names both, and asks which."""
    (answer,) = answers(line("Acme is now 45-50k"))
    assert answer["action"] == "ask"
    assert [(one["amount"], one["to_amount"]) for one in answer["money"]] == [("45000", "50000")]
    assert answer["intents"][0]["missing"] == ["amount"]


def test_spans_count_the_characters_that_were_given(answers: Answers) -> None:
    """Markup, entities and emoji before an amount do not move its span."""
    text = "🎉 *Acme* &amp; <https://example.com|Initech> are now 62k"
    (answer,) = answers(line(text))
    assert [text[slice(*one["span"])] for one in answer["money"]] == ["62k"]


@pytest.mark.parametrize(
    ("wrong", "known", "part"),
    [
        ("not json", None, "no JSON"),
        ("[1, 2]", None, 'with a "text"'),
        ('{"id": "x"}', "x", 'with a "text"'),
        ('{"id": "x", "text": 7}', "x", 'with a "text"'),
        ('{"id": "x", "text": "hi"}', "x", '"now"'),
        ('{"id": "x", "text": "hi", "now": "soon"}', "x", "soon"),
        ('{"id": "x", "text": "hi", "now": "2026-11-20T09:00:00Z", "timezone": "Mars/Base"}', "x", "Mars/Base"),
        ('{"id": "x", "text": "hi", "now": "2026-11-20T09:00:00Z", "fiscal_start": "soon"}', "x", "fiscal_start"),
        ('{"id": "x", "text": "hi", "now": "2026-11-20T09:00:00Z", "fiscal_start": 13}', "x", "1 to 12"),
    ],
)
def test_a_wrong_line_is_answered_and_the_others_go_on(wrong: str, known: object, part: str, answers: Answers) -> None:
    """It keeps its place, its id where it has one, and the shape of every answer; nothing is understood in it."""
    refused, good = answers(wrong, line("Acme to proposal"))
    assert (refused["id"], refused["action"], refused["intents"]) == (known, "ignore", [])
    assert part in refused["error"]
    assert good["action"] == "write"


def test_the_command_needs_no_workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answers: Answers) -> None:
    """Neither a database nor a token: it leaves no file behind."""
    monkeypatch.chdir(tmp_path)
    answers(line("Acme to proposal"))
    assert [path.name for path in tmp_path.iterdir()] == ["lines.jsonl"]
