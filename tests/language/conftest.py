"""The shipped sales process as a vocabulary, and the contexts that sentences are read in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from sales.language import Context, Vocabulary, vocabulary_of
from sales.language.report import context_from_json
from sales.process_plain import process_from

PROCESS = Path(__file__).parents[2] / "sales" / "process.yml"
DEALS = ["Acme", "Globex Renewal", "Globex Expansion", "Initech", "Hooli", "Pied Piper", "Stark", "Umbrella", "Wonka"]
NOW = "2026-11-20T10:00:00-05:00"
"""A Friday, in New York."""

Reads = Callable[..., Context]


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    """The words of the process that is shipped."""
    return vocabulary_of(process_from(yaml.safe_load(PROCESS.read_text(encoding="utf-8"))))


@pytest.fixture(scope="session")
def reads(vocabulary: Vocabulary) -> Reads:
    """Makes a context: a Friday in New York, nine deals, whatever else a test says."""

    def make(**given: Any) -> Context:
        line = {"now": NOW, "timezone": "America/New_York", "names": DEALS} | given
        return context_from_json(line, vocabulary)

    return make
