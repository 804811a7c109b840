"""A form that cannot be taken stays open, says why at its field, and saves nothing."""

from __future__ import annotations

import pytest

from tests.bot.desk import Desk, filled, visible
from tests.bot.talking import usd

BAD_INPUT = [
    ("edit", {"amount": "a lot"}, "amount", "I cannot read"),
    ("edit", {"amount": "-5k"}, "amount", "I cannot read"),
    ("edit", {"amount": "45-50k"}, "amount", "I cannot read"),
    ("edit", {"amount": "12,5"}, "amount", "I cannot read"),
    ("edit", {"amount": "99999999999999999"}, "amount", "I cannot read"),
    ("edit", {"name": "   "}, "name", "A deal needs a name"),
    ("edit", {"close_date": "2099-01-01"}, "close_date", "too far away"),
    ("edit", {"next_step_on": "2099-01-01"}, "next_step_on", "too far away"),
    ("log", {"happened_on": "2027-03-01"}, "happened_on", "has not come yet"),
    ("won", {"closed_on": "2027-03-01"}, "closed_on", "in the future"),
    ("won", {"amount": "lots"}, "amount", "I cannot read"),
]


@pytest.mark.parametrize(("form", "values", "field", "sentence"), BAD_INPUT)
def test_bad_input_is_a_sentence_at_its_field(
    desk: Desk, form: str, values: dict[str, str], field: str, sentence: str
) -> None:
    """The form stays open, the sentence stands at the field that is wrong, and nothing is saved."""
    deal = "Fennimore Produce – Carrier Portal"
    before, known = desk.deal(deal), len(desk.history(deal))
    card = desk.types("noor", f"/deal {deal}")
    desk.clicks("noor", "C0SALES", card, form.capitalize())
    opened = desk.form("noor")
    errors = desk.submits("noor", opened, **values)
    assert sentence in errors[field]
    assert desk.deal(deal) == before
    assert len(desk.history(deal)) == known
    desk.person("noor").close(opened, everything=True)


def test_whoever_comes_second_is_told_and_saves_nothing(desk: Desk) -> None:
    """Two people open the same form; the second is told that somebody changed the deal a moment ago, who, and how it
    stands now."""
    deal = "Vantner Pharma Supply – Shift Board"
    cards = {who: desk.types(who, f"/deal {deal}") for who in ("noor", "lee")}
    for who, card in cards.items():
        desk.clicks(who, "C0SALES", card, "Edit")
    forms = {who: desk.form(who) for who in cards}
    assert desk.submits("noor", forms["noor"], amount="12k") == {}
    assert desk.submits("lee", forms["lee"], amount="13k", next_step="never saved") == {}
    again = visible({"blocks": desk.form("lee")["blocks"]})
    assert "a moment ago, so nothing was saved" in again
    assert "Noor" in again
    assert "$12,000" in again
    assert desk.deal(deal).amount == usd(12_000)
    assert desk.deal(deal).next_step != "never saved"
    desk.person("lee").close(forms["lee"], everything=True)


def test_filled_covers_every_kind_of_field(desk: Desk) -> None:
    """What the tests send of a form is what the page sends: the helper knows texts, picks, ticks and days."""
    form = desk.opens("noor", "/deal new")
    values = filled(form, {"name": "x", "stage": "qualified", "close_date": "2027-01-31"})
    assert set(values) == {"name", "stage", "close_date"}
    desk.person("noor").close(form, everything=True)
