"""Floors under what was measured on the shared corpora, so that a new rule cannot quietly cost an old one."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from benchmarks import language
from benchmarks.language import Score
from sales.language import Vocabulary
from tests.shared_data import shared_data

Part = Callable[[Vocabulary], Iterator[tuple[str, Score]]]


@pytest.mark.parametrize(
    ("file", "part", "label", "right", "wrong"),
    [
        ("time_en.dev.jsonl", language.dates, "dates, days and longer: ours", 0.96, 0.005),
        ("time_en.dev.jsonl", language.dates, "dates, clock times: ours", 0.94, 0.04),
        ("money_en.dev.jsonl", language.amounts, "amounts: ours", 0.96, 0.02),
    ],
)
def test_no_worse_than_measured(
    file: str, part: Part, label: str, right: float, wrong: float, vocabulary: Vocabulary
) -> None:
    """At least that share right, at most that share wrong; the rest is asked."""
    shared_data("language", file)
    score = dict(part(vocabulary))[label]
    assert score.share("right") >= right
    assert score.share("wrong") <= wrong


def test_the_assistants_corpus_makes_nobody_write(vocabulary: Vocabulary) -> None:
    """None of the sentences that ask for nothing is saved."""
    shared_data("language", "crm_utterances.dev.jsonl")
    (_, slots), (label, score) = language.utterances(vocabulary)
    assert "(0 writes" in label
    assert score.share("right") >= 0.93
    assert slots.share("right") >= 0.9
