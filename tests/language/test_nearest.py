"""Words that ask for nothing: the sentence that says why, and the two ways of saying it that would be understood."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sales.language import Action, understand
from sales.language.nearest import SHOWN, courtesy, nearest
from tests.language.conftest import Reads


@pytest.mark.parametrize(
    ("said", "reason", "first"),
    [
        ("Acme did not sign", "did not happen", "note on Acme: Acme did not sign"),
        ("if Acme signs move it to won", "only if something else", "Acme to"),
        ("Jane said they signed", "somebody else said", "we won Hooli"),
        ("won Hooli lol", "a joke", "we won Hooli"),
        ("we might win Acme in spring", "not certain", "we won Acme"),
        ("> move Acme to proposal", "quoted or forwarded", "Acme to proposal"),
        ("fwd: called Jane at Acme. Moved to contract.", "quoted or forwarded", "Acme to contract"),
        ("> see you there", "quoted or forwarded", "called Jane at Hooli"),
        ("what's the weather?", "no answer", "called Jane at Hooli"),
        ("flurbed the whatsit at Acme", "I see Acme in", "note on Acme: flurbed the whatsit at Acme"),
        ("bla bla 45k", "no deal", "Hooli is now 45k"),
        ("remind me tomorrow", "no deal", "next step Hooli: send the offer by tomorrow"),
        ("Acme propsal stage pls", "I see Acme in", "Acme to proposal"),
        ("set close date", "nothing to log", "Hooli closes next Friday"),
        ("lovely day", "nothing to log", "plan my day"),
        ("add note", "nothing to log", "new deal:"),
        ("🤷", "I read words", "called Jane at Hooli"),
    ],
)
def test_it_says_why_and_offers_what_comes_nearest(reads: Reads, said: str, reason: str, first: str) -> None:
    """The reason is that of these very words; the first form is about what they were about."""
    assert understand(said, reads()).action is Action.IGNORE
    found = nearest(said, reads(), "Hooli")
    assert reason in found.reason
    assert found.forms[0].startswith(first)
    assert len(found.forms) == SHOWN


@pytest.mark.parametrize(
    ("said", "deal"),
    [
        ("From: Jane <jane@x.com>\nTo: Dana\nSubject: Pricing for Acme\n\nCan you send the contract?\nJane", "Acme"),
        ("From: Jane <jane@x.com>\nSubject: Pricing\n\nAcme moves to contract at 20k.\nRegards,\nJane", "Acme"),
        ("From: Jane <jane@x.com>\nSubject: Pricing\n\nSend the contract by Friday.", None),
        ("From: Jane <jane@x.com>\nSubject: Acme\n\nBetter than what Hooli got.", None),
        ("Hi Sam,\n\nwe can live with 13.5k. Could we talk?\n\nBest,\nBridget Petrov\nCOO, Hooli", "Hooli"),
        ("Fwd: Re: Offer\n\nDear Mr. Ortega,\nAcme agrees to 13.5k.\n\nKind regards\nBridget Petrov", "Acme"),
        ("Hi Sam,\nwe can live with 13.5k.\nThanks,\nBridget", None),
    ],
)
def test_a_pasted_mail_may_become_a_note_on_the_deal_it_names(reads: Reads, said: str, deal: str | None) -> None:
    """In its subject or its body; where it names none or two, nobody can tell."""
    assert understand(said, reads()).action is Action.IGNORE
    found = nearest(said, reads(), "Stark").deal
    assert (found.name if found else None) == deal


def test_a_mail_that_names_no_deal_offers_no_other_one(reads: Reads) -> None:
    """What a customer writes of their price is never put into an example about somebody else's deal."""
    assert nearest("Hi Sam,\nwe can live with 13.5k.\nThanks,\nBridget", reads(), "Stark").forms == ()


@given(st.text(max_size=200) | st.sampled_from(["Acme", "move", "45k", "tomorrow", "note", "push"]).map(str.title))
def test_what_is_offered_would_be_understood(reads: Reads, said: str) -> None:
    """Any text at all: no form is offered that would be answered with the same refusal."""
    context = reads()
    for form in nearest(said, context, "Hooli").forms:
        assert understand(form, context).action is not Action.IGNORE, form


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("thanks!", "Any time."),
        ("Thanks Firebreak :smile:", "Any time."),
        ("ok", "All right."),
        ("hello bot", "Hello! Tell me what happened, or ask me something. Say `help` for examples."),
        ("thanks, move Acme to proposal", ""),
        ("ok we won Hooli", ""),
        ("", ""),
    ],
)
def test_courtesy_is_answered_with_courtesy(said: str, answer: str) -> None:
    """And only where there is nothing besides it."""
    assert courtesy(said) == answer


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("ok cool", "All right."),
        ("great, thanks!", "Any time."),
        ("stop reminding me", "/firebreak schedule"),
        ("ooo until Monday", "/firebreak schedule"),
        ("I am on holiday next week", "/firebreak schedule"),
    ],
)
def test_what_is_said_in_passing_gets_a_short_answer(text: str, answer: str) -> None:
    """Several polite words are as polite as one; who is away is told where days off are set."""
    assert answer in courtesy(text)


@pytest.mark.parametrize("text", ["ok acme", "stop reminding me about Acme", "cool demo"])
def test_more_than_politeness_is_not_brushed_off(text: str) -> None:
    """A deal or a meeting named beside it is looked for."""
    assert courtesy(text) == ""
