"""Any text at all: an answer within the time, never an exception, never a write out of noise."""

from __future__ import annotations

import random
import re
from time import thread_time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sales.language import Action, Context, echo, explain, understand, warm_up
from sales.language.phrasebook import PHRASES
from sales.language.report import as_json
from tests.language.conftest import Reads
from tests.machine_speed import slowness
from tests.properties import examples

SAID = """called Acme Initech move to proposal won lost 45k $1.2M 45-50k Friday next week end of Q1 March 3 3/4 not if
should could please Jane at , . ? ! " ' > : - ( ) @lee jane@acme.com next step: send no undo Globex and but because new
deal it was \u200f \u200b 🎉 <@U1> &amp; *bold* ~gone~ `code` half a million twenty-first ago in from between
upcoming two weeks end after nine by closest to Easter last second first Diwali weekend quarter 3 4pm for 30 minutes
point 2 million and a half per month $12 plus when they -> : 54k budget yesterday commit best case 10 31 2027 week the
"""
WORDS = [*SAID.split(), "\n"]
SENTENCES = st.lists(st.sampled_from(WORDS), max_size=24).map(" ".join)
ANYTHING = st.one_of(st.text(max_size=400), SENTENCES)


@settings(max_examples=examples(300), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=ANYTHING)
def test_any_text_has_an_understanding(text: str, reads: Reads) -> None:
    """No text raises; every span lies in the text; what writes has nothing open."""
    _check(text, reads)


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize("part", range(4))
def test_a_hundred_thousand_texts(part: int, reads: Reads) -> None:
    """The same, often enough to meet the odd ones: 25,000 at a time, made by plain chance, which takes hypothesis
    longer than reading them."""
    chance = random.Random(part)
    for _ in range(25_000):
        _check(_anything(chance), reads)


def _anything(chance: random.Random) -> str:
    """Words that mean something to us, in any order; or up to forty characters out of any part of Unicode, some of
    ours among them."""
    if chance.random() < 0.6:
        return " ".join(chance.choices(WORDS, k=chance.randrange(24)))
    highest = chance.choice((0x7F, 0xFF, 0x2FFF, 0x1FFFF))
    return "".join(
        chance.choice(SAID) if chance.random() < 0.3 else chr(chance.randrange(highest + 1))
        for _ in range(chance.randrange(40))
    )


def _check(text: str, reads: Reads) -> None:
    found = understand(text, reads())
    as_json(found), echo(found), explain(found)
    spans = [slot.span for intent in found.intents for slot in intent.slots.values() if slot.span]
    spans += [time.span for time in found.dates] + [amount.span for amount in found.money]
    assert all(0 <= start <= end <= len(text) for start, end in spans)
    if found.action is Action.WRITE:
        assert found.question is None
        assert found.intents
        assert not any(intent.missing or intent.kind.always_asks for intent in found.intents)
    assert (found.action is Action.ASK) == (found.question is not None)


@settings(max_examples=examples(200), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=SENTENCES)
def test_a_quoted_text_changes_nothing(text: str, reads: Reads) -> None:
    """Whatever stands behind a quotation mark of a mail was said by somebody else."""
    quoted = "\n".join(f"> {line}" for line in text.splitlines() or [""])
    assert understand(quoted, reads()).action in (Action.IGNORE, Action.ANSWER)


LONG = [
    "Acme to proposal ",
    "a",
    "\"'",
    "1,",
    "next ",
    "( ",
    "move ",
    "\u200f\u200b",
    "🎉",
    "<@U1> ",
    "&amp;",
    "a@",
    "> ",
]
LONG += [
    "five ",
    "called Jane at ",
    "no, ",
    "twenty-",
    "Monday to ",
    "from 3 to 4 ",
    "$1 ",
    "-- \n",
    "if ",
    "q1 ",
    "in a ",
    "<",
]
LONG += [
    "and Acme to proposal ",
    "two hundred and fifty thousand ",
    "between 10 and 20 dollars and ",
    "10 euros to 20 euros ",
    "1 hour 2 minutes and ",
    "a year and ",
    "the weekend of the ",
    "3pm New York time ",
    "555-1234 ",
    "not Jane, Joan ",
    "Raj was there too ",
    "add: ",
    "compare to last quarter ",
    "what did Tom close ",
    "Acme Globex Initech Hooli ",
]


@pytest.mark.parametrize("part", LONG, ids=ascii)
def test_forty_thousand_characters_in_time(part: str, reads: Reads) -> None:
    """A message as long as Slack allows takes 50 ms of our own time at most, whatever it is made of."""
    context = reads()
    warm_up(context)
    text = (part * 40_000)[:40_000]
    assert in_time(text, context)


def in_time(text: str, context: Context) -> bool:
    """Whether one of three readings takes at most 50 ms: what else a machine does may stand in the way of one."""
    for _ in range(3):
        started = thread_time()
        understand(text, context)
        if (spent := thread_time() - started) < 0.05 or spent < 0.05 * slowness():
            return True
    return False


def test_no_word_of_ours_makes_a_phrase_run_away(reads: Reads) -> None:
    """Each word that any phrase looks for, said over and over, with a deal or an article between, is read in time."""
    context = reads()
    warm_up(context)
    words = sorted({word for one in PHRASES for word in one.triggers if word.isascii() and word[0].isalpha()})
    late = []
    for word in words:
        for part in (f"{word} ", f"{word} a ", f"{word} Acme "):
            text = (part * 300)[:300]
            if not in_time(text, context):
                late.append(part)
    assert late == []


def test_no_repeated_group_says_the_same_twice() -> None:
    """ "(?:a|b|a)*" is read in two to the n ways; a list of words that may repeat names each once."""
    for one in PHRASES:
        for group in re.finditer(r"\(\?:([^()]*)\)[*+]", one.pattern):
            words = group[1].split("|")
            assert len(words) == len(set(words)), (one.kind, group[0])
