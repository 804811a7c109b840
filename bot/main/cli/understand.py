"""`firebreak understand`: what a sentence means, without database and without Slack."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable
from contextlib import nullcontext
from datetime import datetime
from functools import lru_cache
from typing import Any

from bot.clock import SystemClock
from sales.errors import Invalid, SalesError
from sales.language import NameIndex, Vocabulary, explain, vocabulary_of
from sales.language import understand as understand_text
from sales.language.report import as_json, context_from_json, name_index
from storage.process_file import load_process


def run(given: argparse.Namespace) -> int:
    """One sentence, or a file with one JSON object a line (docs/language.md)."""
    if given.jsonl is not None:
        return _lines(given.jsonl)
    if not given.text:
        raise Invalid("Give me a sentence, or a file with --jsonl.")
    now = given.now or SystemClock().now().isoformat()
    _check_instant(now)
    asked: dict[str, Any] = {"text": given.text, "now": now, "timezone": given.timezone, "names": given.name}
    understanding = understand_text(given.text, context_from_json(asked, _vocabulary()))
    plain = as_json(understanding)
    if given.json:
        print(json.dumps(plain, ensure_ascii=False))
        return 0
    print(f"{plain['action']}: {plain['echo']}")
    for reason in explain(understanding):
        print(f"  {reason}")
    return 0


@lru_cache(maxsize=1)
def _vocabulary() -> Vocabulary:
    """The words of the process that Firebreak starts with."""
    return vocabulary_of(load_process())


def _check_instant(text: str) -> None:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        raise Invalid(f'--now "{text}" is no instant. Write it like 2026-11-30T09:00.') from None


def _lines(path: Any) -> int:
    try:
        with nullcontext(sys.stdin) if str(path) == "-" else path.open(encoding="utf-8") as lines:
            for number, line in enumerate(_filled(lines), start=1):
                print(json.dumps(_one(line, number), ensure_ascii=False))
    except UnicodeDecodeError:
        raise Invalid(f"{path} is no text in UTF-8. Save it as that, one JSON object a line.") from None
    return 0


def _filled(lines: Iterable[str]) -> Iterable[str]:
    return (line for line in lines if line.strip())


def _one(line: str, number: int) -> dict[str, Any]:
    """The answer to one line. A line that is wrong gets an answer of the same shape that says so; the others go on."""
    try:
        asked = json.loads(line)
    except ValueError as problem:
        return _refused(None, number, f"This line is no JSON: {problem}.")
    if not isinstance(asked, dict) or not isinstance(asked.get("text"), str):
        known = asked.get("id") if isinstance(asked, dict) else None
        return _refused(known, number, 'This line is no JSON object with a "text".')
    try:
        names = _names(tuple(str(name) for name in asked.get("names") or ()))
        answer = as_json(understand_text(asked["text"], context_from_json(asked, _vocabulary(), names)))
    except SalesError as problem:
        return _refused(asked.get("id"), number, problem.sentence)
    return {"id": asked.get("id"), **answer}


@lru_cache(maxsize=4)
def _names(names: tuple[str, ...]) -> NameIndex:
    """The index of these names: lines of one file mostly share them, and ten thousand take a while to index."""
    return name_index(names)


def _refused(known: object, number: int, sentence: str) -> dict[str, Any]:
    nothing: dict[str, Any] = {"intents": [], "dates": [], "money": [], "echo": ""}
    return {"id": known, "action": "ignore", **nothing, "line": number, "error": sentence}
