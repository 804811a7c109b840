"""What the benchmarks of the language share: how a score is kept and time is taken, and where the lines come from."""

from __future__ import annotations

import json
import os
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import yaml

from sales.language import Vocabulary, vocabulary_of
from sales.process_plain import process_from

T = TypeVar("T")
ROOT = Path(__file__).resolve().parents[2]
DEALS = ["Acme", "Globex Renewal", "Globex Expansion", "Initech", "Hooli", "Pied Piper", "Stark", "Umbrella", "Wonka"]
NOW = "2026-11-20T10:00:00-05:00"


@dataclass(slots=True)
class Score:
    """How one reader did on one corpus: counts of right, asked and wrong, and the time it took."""

    counts: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0

    def add(self, verdict: str, seconds: float) -> None:
        """One more line."""
        self.counts[verdict] += 1
        self.seconds += seconds

    def share(self, verdict: str) -> float:
        """The share of lines with that verdict, 0 to 1."""
        return self.counts[verdict] / max(1, sum(self.counts.values()))

    def __str__(self) -> str:
        lines = sum(self.counts.values())
        figures = "  ".join(f"{verdict} {self.share(verdict):6.1%}" for verdict in ("right", "asked", "wrong"))
        return f"{lines:5} lines  {figures}  {1e6 * self.seconds / max(1, lines):8.0f} us"


def vocabulary() -> Vocabulary:
    """The shipped process's words."""
    return vocabulary_of(process_from(yaml.safe_load((ROOT / "sales" / "process.yml").read_text(encoding="utf-8"))))


def timed(work: Callable[[], T]) -> tuple[T, float]:
    """The result of `work`, and the seconds of our own processor time it took: machines are busy with others' work."""
    started = time.thread_time()
    result = work()
    return result, time.thread_time() - started


def _read(*parts: str) -> str:
    """A file of the shared data, or "" where it is absent."""
    path = Path(os.environ.get("FIREBREAK_DATA") or ROOT.parent / "shared" / "data").joinpath("language", *parts)
    return path.read_text(encoding="utf-8") if path.exists() else ""


def shared(*parts: str) -> list[dict[str, Any]]:
    """The lines of a file of the shared data; none where it is absent."""
    return [json.loads(line) for line in _read(*parts).splitlines() if line.strip()]


def shared_cases(*parts: str) -> list[dict[str, Any]]:
    """The cases of a file of the shared data that is one list; none where it is absent."""
    return list(json.loads(_read(*parts) or "[]"))
