"""Lists and articles as English has them."""

from __future__ import annotations

import pytest

from sales.wording import listed, with_article


@pytest.mark.parametrize(
    ("words", "said"),
    [([], ""), (["Ann"], "Ann"), (["Ann", "Bob"], "Ann and Bob"), (["Ann", "Bob", "Cem"], "Ann, Bob and Cem")],
)
def test_a_list_reads_as_a_sentence(words: list[str], said: str) -> None:
    """Commas, and one "and"."""
    assert listed(words) == said


@pytest.mark.parametrize(
    ("noun", "said"), [("call", "a call"), ("email", "an email"), ("", "a "), ("Offer", "an Offer")]
)
def test_the_article_goes_by_the_first_letter(noun: str, said: str) -> None:
    """As it is written."""
    assert with_article(noun) == said
