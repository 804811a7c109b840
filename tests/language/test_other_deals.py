"""New deals, and a customer's other deal, which is not here: its name begins like one that is."""

from __future__ import annotations

import pytest

from sales.language import understand
from sales.language.report import as_json
from tests.language.conftest import Reads

DEALS = ["Globex – Yard Desk", "Initech – Dock Planner", "Stark – Cold Chain Monitor", "Umbrella"]


@pytest.mark.parametrize(
    "text",
    [
        "met Globex – Cold Chain Monitor, verbal, 55k",
        "met Globex Cold Chain Monitor yesterday, 66k",
        "called Initech – Yard Desk, 99k, closes Jan 15",
        "Globex cold chain monitor is now 45k",
        "lost Globex – Dock Planner, price",
        "we won Globex – Dock Planner",
        "Stark – Tender Desk to verbal, 40k",
        "called Globex/Dock Planner, wants a quote",
        "who owns Globex – Dock Planner?",
    ],
)
def test_it_is_never_taken_for_the_one_we_know(text: str, reads: Reads) -> None:
    """What others' deals are called, or capitals behind a dash, make it a deal of its own, which is asked about."""
    found = as_json(understand(text, reads(names=DEALS)))
    assert found["action"] == "ask"
    assert found["intents"]
    assert not [intent for intent in found["intents"] if "deal" in intent["slots"]]


@pytest.mark.parametrize(
    ("text", "deal"),
    [
        ("Globex – verbal, 55k", "Globex – Yard Desk"),
        ("called Stark - Jane wants a proposal", "Stark – Cold Chain Monitor"),
        ("Globex yard desk to verbal", "Globex – Yard Desk"),
        ("met Globex, Cold Chain Monitor is what they want", "Globex – Yard Desk"),
        ("called Umbrella Cold Chain Monitor, went well", "Umbrella"),
    ],
)
def test_what_follows_a_name_may_be_something_else(text: str, deal: str, reads: Reads) -> None:
    """A stage, a person or a clause leaves the customer's only deal meant; so does whatever follows a name in full."""
    found = as_json(understand(text, reads(names=DEALS)))
    assert {intent["slots"].get("deal") for intent in found["intents"]} == {deal}


def test_a_new_deal_of_a_known_customer_is_called_as_the_others_are(reads: Reads) -> None:
    """The whole is its name; the customer is the part in front that we know."""
    found = as_json(understand("new deal: Globex – Dock Planner, 20k, referral", reads(names=DEALS)))
    assert found["intents"][0]["slots"]["name"].startswith("Globex")
    assert found["intents"][0]["slots"]["name"].endswith("Dock Planner")
    assert found["intents"][0]["slots"]["account"] == "Globex – Yard Desk"


@pytest.mark.parametrize(
    ("text", "account", "name"),
    [
        ("new deal: Orbit Foods – Phase 2 rollout, 12k", "Orbit Foods", "Orbit Foods – Phase 2 rollout"),
        ("new deal: Umbrella – Shift Board, 10k", "Umbrella", "Umbrella – Shift Board"),
        ("new deal: Smith-Jones - HQ", "Smith-Jones", "Smith-Jones - HQ"),
        ("new deal: Moon - Yard Desk - 45k - referral", "Moon", "Moon - Yard Desk"),
    ],
)
def test_a_new_deals_name_is_kept_whole(text: str, account: str, name: str, reads: Reads) -> None:
    """The customer is what stands before the dash; what stands behind the name is said of it."""
    slots = as_json(understand(text, reads(names=DEALS)))["intents"][0]["slots"]
    assert (slots["account"], slots["name"]) == (account, name)


@pytest.mark.parametrize("text", ["new deal: Moon - 45k - referral", "new deal: Moon - referral - 45k"])
def test_a_dash_before_a_fact_is_no_part_of_a_name(text: str, reads: Reads) -> None:
    """An amount, a day, a source or a stage is said of the deal."""
    slots = as_json(understand(text, reads(names=DEALS)))["intents"][0]["slots"]
    assert slots == {"account": "Moon", "amount": "45000", "currency": "USD", "source": "referral"}


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("new deal: Neg Inc, -10k, referral, closes Dec 18", ["amount"]),
        ("new deal: Big Inc, 999999999999999999999k, referral", ["amount"]),
        ("new deal: Big Inc, 90 trillion, referral", ["amount"]),
        ("new deal: Far Inc, 20k, closes Jan 5 9999", ["close_date"]),
        ("new deal: Moon Inc, 999999999999", ["amount"]),
        ("new deal: Moon Inc 10k USD and 20k EUR", ["amount"]),
        ("new deal: Moon Inc, 10k, closes yesterday", ["close_date"]),
    ],
)
def test_what_no_deal_can_have_is_asked_about(text: str, missing: list[str], reads: Reads) -> None:
    """An amount or a day of a new deal that cannot be is not dropped in silence."""
    found = as_json(understand(text, reads(names=DEALS)))
    assert found["action"] == "ask"
    assert found["intents"][0]["missing"] == missing


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("new deal: *Wayne* & Sons, 45k", "*Wayne* & Sons"),
        ("new deal: *Wayne Labs*, 45k", "Wayne Labs"),
        ("new deal: &lt;!channel&gt; *x* &amp; Co", "<!channel> *x* & Co"),
        ("new deal: Wayne <!here>", "Wayne"),
        ("new deal: Wayne_East", "Wayne_East"),
    ],
)
def test_a_name_is_taken_as_it_was_typed(text: str, name: str, reads: Reads) -> None:
    """But for what makes all of it bold, and those who are called to read it."""
    assert as_json(understand(text, reads(names=DEALS)))["intents"][0]["slots"]["account"] == name


@pytest.mark.parametrize("said", ['&lt;!channel&gt; *x* &amp; "=SUM(1)"', '&lt;!channel&gt; x "=SUM(1)"', "channel x"])
def test_a_name_of_marks_is_found_with_and_without_them(said: str, reads: Reads) -> None:
    """A quotation at its end is a part of it."""
    odd = '<!channel> *x* & "=SUM(1)"'
    found = as_json(understand(f"we won {said}", reads(names=[odd, "Acme"])))
    assert (found["action"], found["intents"][0]["slots"]) == ("ask", {"deal": odd})
