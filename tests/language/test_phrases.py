"""The words that phrases and rules for times name beside their patterns: what spares them most messages must not spare
them one that they fit."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from benchmarks.language.golden_set import golden_lines
from sales.language import Vocabulary
from sales.language.normalise import normalise
from sales.language.phrasebook import PHRASES
from sales.language.phrases.likelies import LIKELIES
from sales.language.phrases.phrase import Grammar, compiled_pattern, terms_of
from sales.language.sentences import phrases_for
from sales.language.shape import shape_of
from sales.language.times.almanac import Almanac
from sales.language.times.grammar import NEEDS_WORDS, tried
from sales.language.times.tokens import Tokens
from tests.language.conftest import Reads

GATED = tuple(one for one in (*PHRASES, *LIKELIES) if one.also)
SHORTEST_STEM = 3


def test_no_phrase_needs_a_word_that_its_sentences_can_do_without(reads: Reads, vocabulary: Vocabulary) -> None:
    """Wherever a phrase fits a sentence of the golden set, one of the words that it needs besides is there."""
    every = Grammar((replace(one, also=frozenset()) for one in GATED), vocabulary)
    gated = Grammar(GATED, vocabulary)
    forgotten: dict[str, str] = {}
    for line in golden_lines():
        shaped = shape_of(normalise(line["text"]), reads(**line.get("in", {}))).line
        place = 0, len(shaped)
        tried = {one.number for one in phrases_for(gated, shaped, place)}
        for one in phrases_for(every, shaped, place):
            if one.number not in tried and any(
                one.regex.match(shaped, word.start()) for word in re.finditer(r"(?<!\S)\S", shaped)
            ):
                forgotten[one.phrase.pattern] = line["text"]
    assert forgotten == {}


def test_no_rule_for_times_needs_a_word_that_its_times_can_do_without() -> None:
    """Where none of the words is said that a rule for days or periods needs, it reads nothing."""
    almanac = replace(Almanac.at(date(2026, 11, 20)), fiscal_start=4)
    forgotten: dict[str, str] = {}
    for line in golden_lines():
        p = Tokens(line["text"].lower())
        for rule, needs in NEEDS_WORDS.items():
            if p.says(needs):
                continue
            if any(tried(rule, p, almanac, i) for i in range(len(p))):
                forgotten[rule.__name__] = line["text"]
    assert forgotten == {}


def test_every_word_that_a_phrase_needs_can_be_said_in_it(vocabulary: Vocabulary) -> None:
    """A word that stands nowhere in the pattern, in whatever form, opens it for nobody."""
    dead = [
        (one.pattern[:60], word)
        for one in GATED
        for word in one.also
        if not _stands_in(compiled_pattern(one.pattern, terms_of(vocabulary)).pattern, word)
    ]
    assert dead == []


def _stands_in(pattern: str, word: str) -> bool:
    """Whether the word, or its beginning where the pattern parts its endings ("clos(?:e|es)"), is in the pattern."""
    if not word.isascii():
        return word in pattern or f"\\u{ord(word):04x}" in pattern
    return any(word[:end] in pattern for end in range(len(word), min(SHORTEST_STEM, len(word)) - 1, -1))
