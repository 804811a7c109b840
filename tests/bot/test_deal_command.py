"""/deal in all its forms: lists, cards, and the forms that create, advance and close."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from bot.blocks import kit
from sales.process import Outcome
from tests.bot.desk import Desk, block_id, elements, visible
from tests.bot.talking import filled_in, usd


def ticked(form: dict[str, Any]) -> dict[str, list[str]]:
    """All exit criteria of a form for advancing, ticked."""
    boxes = [block for block in form["blocks"] if block.get("block_id", "").startswith("criteria:")]
    return {block["block_id"]: [option["value"] for option in block["element"]["options"]] for block in boxes}


class TestDeal:
    """/deal in all its forms."""

    def test_alone_it_lists_my_open_deals(self, desk: Desk) -> None:
        """Mine alone, with what they add up to, and as of when."""
        shown = visible(desk.types("priya", "/deal"))
        assert "Your open deals" in shown
        assert "6 deals" in shown
        assert "As of Mon 23 Nov 2026" in shown
        assert "IST" in shown
        assert "Acme" not in shown

    @pytest.mark.parametrize("said", ["Copperleaf Kitchens", "copperleaf", "coperleaf kitchens", "Copperleaf Kitchen"])
    def test_a_name_shows_the_card(self, desk: Desk, said: str) -> None:
        """Whatever the case, with a part left out or a letter wrong."""
        card = visible(desk.types("elena", f"/deal {said}"))
        assert "Copperleaf Kitchens – Yard Desk" in card
        assert "owner Elena Castillo" in card

    def test_nothing_close_offers_to_create_it(self, desk: Desk) -> None:
        """An unknown name is a sentence with the next step in it, not an empty card."""
        assert "Create it with /deal new Zebra Works" in visible(desk.types("elena", "/deal Zebra Works"))

    def test_two_deals_of_one_account_are_asked_about(self, desk: Desk) -> None:
        """A button for each; the click shows the card of the one that was meant."""
        for product in ("Loading Bay", "Night Shift"):
            form = desk.opens("kenji", "/deal new")
            assert desk.submits("kenji", form, name=f"Umbra – {product}", account="Umbra Shipping") == {}
        kenji = desk.person("kenji")
        kenji.wait(lambda _: desk.deal("Umbra – Night Shift"), timeout=60)
        asked = desk.types("kenji", "/deal Umbra Shipping")
        assert "Which deal do you mean" in visible(asked)
        desk.clicks("kenji", "C0SALES", asked, "Umbra – Night Shift")
        assert "owner Kenji" in visible(desk.next_message("kenji", "C0SALES", asked["ts"], "Umbra – Night Shift"))

    def test_a_stage_opens_the_form_for_it_over_all_stages_between(self, desk: Desk) -> None:
        """Skipping asks for the criteria of each stage skipped, at once and by its name, and for what is missing."""
        form = desk.opens("kenji", "/deal Islay Point Spirits to proposal")
        labels = visible({"blocks": form["blocks"]})
        for stage in ("Before leaving Discovery", "Before leaving Qualified"):
            assert stage in labels
        refused = desk.submits("kenji", form, stage="proposal")
        assert "what the problem costs them" in refused["reason"]
        assert "named a budget" in refused["reason"]
        assert desk.deal("Islay Point Spirits – Yard").stage == "discovery"
        evidence = block_id(form, "evidence:")
        assert desk.submits("kenji", form, stage="proposal", **ticked(form), **{evidence: "A driver a day"}) == {}
        assert desk.deal("Islay Point Spirits – Yard").stage == "proposal"

    def test_the_gate_is_soft_and_its_reason_stays(self, desk: Desk) -> None:
        """Without the ticks a reason is enough, and whoever opens the deal, such as the manager, reads it."""
        form = desk.opens("kenji", "/deal Orchard & Pike to proposal")
        assert desk.submits("kenji", form, stage="proposal", reason="The CFO asked for paper <today> & *now*") == {}
        assert any("CFO asked" in change.reason for change in desk.history("Orchard & Pike – Yard"))
        card = visible(desk.types("dana", "/deal Orchard & Pike – Yard Desk"))
        assert "The CFO asked for paper &lt;today&gt; &amp; ∗now∗" in card

    def test_going_back_is_said_to_be_fine_and_stays_visible(self, desk: Desk) -> None:
        """Backwards no criteria are asked for; the history shows the way."""
        form = desk.opens("kenji", "/deal Quillfeather Textiles – Yard Desk to discovery")
        assert "Going back is fine" in visible({"blocks": form["blocks"]})
        assert not ticked(form)
        assert desk.submits("kenji", form, stage="discovery") == {}
        assert "stage Proposal → Discovery" in visible(desk.types("kenji", "/deal Quillfeather Textiles – Yard Desk"))

    def test_picking_another_stage_draws_the_form_again(self, desk: Desk) -> None:
        """The definition and the criteria follow the stage that is picked."""
        kenji = desk.person("kenji")
        form = desk.opens("kenji", "/deal Quince & Co to qualified")
        picker = next(b for b in form["blocks"] if b.get("block_id") == "stage")["element"]
        other = next(option for option in picker["options"] if option["value"] == "verbal")
        kenji.click_view(form, "advance.stage", selected_option=other)
        drawn = kenji.wait(
            lambda who: next(
                (v for v in who.modals() if "Before leaving Proposal" in visible({"blocks": v["blocks"]})), 0
            ),
            timeout=60,
        )
        assert drawn["id"] == form["id"]
        kenji.close(drawn, everything=True)

    def test_from_the_last_stage_it_goes_on_to_won(self, desk: Desk) -> None:
        """ "Advance" on a deal in the last stage opens the form for winning it."""
        card = desk.types("oliver", "/deal Quillfeather Textiles")
        desk.clicks("oliver", "C0SALES", card, "Advance")
        form = desk.form("oliver")
        assert form["title"]["text"] == "Won"
        desk.person("oliver").close(form, everything=True)

    def test_won_and_lost_bring_along_what_was_said(self, desk: Desk) -> None:
        """The amount and the reason stand in the form already; nothing is saved before it is sent off."""
        form = desk.opens("kenji", "/deal Jetsam Marine won for 45k")
        assert filled_in(form, "amount") == "45000 USD"
        assert desk.deal("Jetsam Marine – Yard").is_open
        desk.person("kenji").close(form, everything=True)
        form = desk.opens("oliver", "/deal Jetsam Marine lost price, we were twice as much")
        assert filled_in(form, "lost_reason") == "Price"
        assert filled_in(form, "note") == "price, we were twice as much"
        assert desk.submits("oliver", form) == {}
        lost = desk.deal("Jetsam Marine – Cold")
        assert (lost.outcome, lost.lost_reason) == (Outcome.LOST, "Price")

    def test_closed_and_reopened(self, desk: Desk) -> None:
        """A lost deal's card has a button that puts it back to where it was."""
        deal = "Islay Point Spirits – Carrier Portal"
        form = desk.opens("oliver", f"/deal {deal} lost timing")
        assert desk.submits("oliver", form) == {}
        card = desk.types("oliver", f"/deal {deal}")
        assert [e["text"]["text"] for e in elements(card)] == ["Reopen", "Edit", "History"]
        desk.clicks("oliver", "C0SALES", card, "Reopen")
        desk.person("oliver").wait(lambda _: desk.deal(deal).is_open, timeout=60)
        again = desk.deal(deal)
        assert (again.stage, again.closed_on, again.lost_reason) == ("proposal", None, None)

    def test_an_old_card_does_not_close_a_closed_deal_again(self, desk: Desk) -> None:
        """The buttons of a card from before say how the deal ended, and what to do if that does not hold."""
        deal = "Rookhaven Cables – Carrier Portal"
        card = desk.types("sam", f"/deal {deal}")
        assert desk.submits("sam", desk.opens("sam", f"/deal {deal} lost timing")) == {}
        desk.person("sam").wait(lambda _: not desk.deal(deal).is_open, timeout=60)
        after = card["ts"]
        for label in ("Advance", "Won", "Lost"):
            desk.clicks("sam", "C0SALES", card, label)
            told = desk.next_message("sam", "C0SALES", after, f"{deal} is lost since Mon 23 Nov 2026.")
            assert "reopen it first" in visible(told)
            after = told["ts"]
        assert desk.deal(deal).lost_reason == "Timing"

    def test_new_with_a_sentence_creates_and_can_be_undone(self, desk: Desk) -> None:
        """Everything that was said is in it; Undo takes the deal away again."""
        echo = desk.types("oliver", "/deal new Tamarind Foods, 60k, referral, closes end of Q2")
        deal = desk.deal("Tamarind Foods")
        assert (deal.amount, deal.close_date, deal.source) == (usd(60_000), date(2027, 6, 30), "Referral")
        desk.clicks("oliver", "C0SALES", echo, "Undo")
        desk.changed("oliver", "C0SALES", echo["ts"], lambda words: "is gone again" in words)
        assert "Tamarind" not in str(elements(desk.types("oliver", "/deal Tamarind Foods")))


@pytest.mark.parametrize("way", ["command", "sentence", "form"])
def test_a_name_is_kept_as_it_was_typed(desk: Desk, way: str) -> None:
    """Whichever way a deal is made it has that name; people find it with that name, or with less of it."""
    odd = f'<!channel> *{way}* & "=HYPERLINK(1)"'
    if way == "form":
        assert desk.submits("kenji", desk.opens("kenji", "/deal new"), name=odd) == {}
    elif way == "command":
        desk.types("kenji", f"/deal new {odd}")
    else:
        desk.says("kenji", f"new deal: {odd}")
    assert desk.deal(f"<!channel> *{way}").name == odd
    for said in (odd, odd.replace("*", ""), f"channel {way}"):
        assert f"Mark {kit.escape(odd)} as won?" in desk.types("kenji", f"/log we won {said}")["text"], said
        assert kit.escape(odd) in desk.types("kenji", f"/deal {said}")["text"], said
