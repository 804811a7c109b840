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
from sales.language import Vocabulary, explain, vocabulary_of
from sales.language import understand as understand_text
from sales.language.report import as_json, context_from_json
from storage.process_file import load_process


def understand(given: argparse.Namespace) -> int:
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
    with nullcontext(sys.stdin) if str(path) == "-" else _opened(path) as lines:
        for number, line in enumerate(_filled(lines), start=1):
            print(json.dumps(_one(line, number), ensure_ascii=False))
    return 0


def _opened(path: Any) -> Any:
    try:
        return path.open(encoding="utf-8")
    except OSError as problem:
        raise Invalid(f"{path} cannot be read: {problem.strerror}.") from None


def _filled(lines: Iterable[str]) -> Iterable[str]:
    return (line for line in lines if line.strip())


def _one(line: str, number: int) -> dict[str, Any]:
    """The answer to one line. A line that is wrong gets an answer that says so; the others go on."""
    try:
        asked = json.loads(line)
        answer = as_json(understand_text(str(asked["text"]), context_from_json(asked, _vocabulary())))
        return {"id": asked.get("id"), **answer}
    except SalesError as problem:
        return {"id": None, "line": number, "error": problem.sentence}
    except (ValueError, KeyError, TypeError) as problem:
        return {"id": None, "line": number, "error": f"This line is not a JSON object with a text: {problem}"}
