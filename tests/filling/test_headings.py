"""What people write over a column, taken apart: what it asks for, and which period, currency and unit it names."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sales.filling import words
from sales.filling.headings import Reader, key_of, unit_of
from sales.filling.sources import Source
from sales.filling.writing import chosen_from
from sales.period import FiscalCalendar

READER = Reader(FiscalCalendar(), date(2026, 11, 23), {"hot or not": Source.CATEGORY, "sponsor": None})
DEALS = {
    "Opportunity Name": Source.DEAL,
    "Customer": Source.ACCOUNT,
    "Deal Size (USD)": Source.AMOUNT,
    "Amout": Source.AMOUNT,
    "Betrag (EUR)": Source.AMOUNT,
    "Abschlussdatum": Source.CLOSE_DATE,
    "Date de clôture": Source.CLOSE_DATE,
    "Fecha de cierre": Source.CLOSE_DATE,
    "Étape": Source.STAGE,
    "Wahrscheinlichkeit %": Source.PROBABILITY,
    "Prochaine étape": Source.NEXT_STEP,
    "Verkäufer": Source.OWNER,
    "#": Source.NUMBER,
    "Hot or not?": Source.CATEGORY,
    "Deal Confidence Score": None,
    "Sponsor": None,
}
PEOPLE = {
    "Rep": Source.PERSON,
    "Mitarbeiter": Source.PERSON,
    "Vendedor": Source.PERSON,
    "Commit": Source.COMMIT,
    "Comit": Source.COMMIT,
    "My Forecast": Source.COMMIT,
    "Zusage": Source.COMMIT,
    "Prévision T4 2026": Source.COMMIT,
    "Mejor caso": Source.BEST_CASE,
    "Best Case (incl. commit)": Source.BEST_CASE,
    "Closed Won QTD": None,
    "% of Quota": Source.ATTAINMENT,
    "# Deals": Source.OPEN_DEALS,
    "Gap": Source.GAP,
    "Marketing spend": None,
}


@pytest.mark.parametrize(("heading", "source"), DEALS.items())
def test_headings_of_deals(heading: str, source: Source | None) -> None:
    """In lists of deals, in several languages, misspelt, with units; nothing is guessed for other words."""
    assert READER.read(heading, words.of_deals).source is source


@pytest.mark.parametrize(("heading", "source"), PEOPLE.items())
def test_headings_of_people(heading: str, source: Source | None) -> None:
    """In lists of people with their figures."""
    assert READER.read(heading, words.of_people).source is source


@pytest.mark.parametrize(
    ("heading", "period"),
    [
        ("Q4 2026 Commit", "2026-Q4"),
        ("Commit FY27 Q1", "2027-Q1"),
        ("4. Quartal 2026", "2026-Q4"),
        ("Prévision T1 2027", "2027-Q1"),
        ("Next quarter", "2027-Q1"),
        ("nächstes Quartal", "2027-Q1"),
        ("Trimestre actual", "2026-Q4"),
        ("Oct-26", "2026-10"),
        ("January", "2027-01"),
        ("Dezember 2026", "2026-12"),
        ("2026-11", "2026-11"),
        ("FY2026 quota", "FY2026"),
        ("Commit", None),
        ("Martin", None),
        ("Marketing", None),
    ],
)
def test_periods_in_headings(heading: str, period: str | None) -> None:
    """However they are written; a month is the nearest of its name."""
    found = READER.period_in(heading)[1]
    assert (found.name if found else None) == period


@pytest.mark.parametrize(
    ("heading", "unit"),
    [
        ("Commit (k€)", ("Commit", "EUR", 1000)),
        ("Forecast in TEUR", ("Forecast", "EUR", 1000)),
        ("Commit ($M)", ("Commit", "$", 1_000_000)),
        ("Forecast ('000)", ("Forecast", "", 1000)),
        ("Amount in USD", ("Amount", "USD", 1)),
        ("Wert T€", ("Wert", "EUR", 1000)),
        ("Best Case (incl. commit)", ("Best Case (incl. commit)", "", 1)),
        ("Total (Q4)", ("Total (Q4)", "", 1)),
    ],
)
def test_units_in_headings(heading: str, unit: tuple[str, str, int]) -> None:
    """450,000 in a column of thousands would be wrong by a thousand."""
    assert unit_of(heading) == unit


def test_what_is_to_stay_empty_is_known_to_be() -> None:
    """Somebody has said so once, however it is spelt now."""
    assert READER.is_empty_on_purpose(" SPONSOR: ")
    assert not READER.is_empty_on_purpose("Hot or not?")


@pytest.mark.parametrize(
    ("choices", "said", "source", "chosen"),
    [
        (("Commit", "Best Case", "Upside"), "Best case", Source.CATEGORY, "Best Case"),
        (("Zusage", "Pipeline"), "Commit", Source.CATEGORY, "Zusage"),
        (("Offen", "Gewonnen"), "Open", Source.STATUS, "Offen"),
        (("Negotiaton", "Proposal"), "Negotiation", Source.STAGE, "Negotiaton"),
        (("A", "B"), "Discovery", Source.STAGE, None),
    ],
)
def test_a_list_gets_one_of_its_own_entries(
    choices: tuple[str, ...], said: str, source: Source, chosen: str | None
) -> None:
    """In the list's own spelling; what it does not offer is not put in."""
    assert chosen_from(choices, said, source) == chosen


@given(st.text(max_size=200))
def test_any_heading_is_read(text: str) -> None:
    """Whatever stands there, and to the same result each time."""
    for meaning in (words.of_deals, words.of_people):
        assert READER.read(text, meaning) == READER.read(text, meaning)
    assert len(key_of(text)) <= 60
