"""Every form in which a rep speaks, and what stands there afterwards: read off the bot's answers and off the store."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from sales.deal import Field
from sales.money import Money
from sales.process import ForecastCategory, Outcome
from tests.bot.conftest import Desk, block_id, button, elements, filled, visible


def usd(whole: int) -> Money:
    return Money(whole * 100, "USD")


def ticked(form: dict[str, Any]) -> dict[str, list[str]]:
    """All exit criteria of a form for advancing, ticked."""
    boxes = [block for block in form["blocks"] if block.get("block_id", "").startswith("criteria:")]
    return {block["block_id"]: [option["value"] for option in block["element"]["options"]] for block in boxes}


@pytest.mark.parametrize(
    ("way", "where"),
    [
        ("command", "C0SALES"),
        ("direct", ""),
        ("mention", "C0SALES"),
        ("mention in the middle", "C0SALES"),
    ],
)
def test_the_same_sentence_works_wherever_it_is_said(desk: Desk, way: str, where: str) -> None:
    """/log, a direct message and a mention of the bot understand the same and answer the same."""
    sentence = "met Amy at Veldhoven Bikes – Dock Planner, next step send the offer by Friday"
    match way:
        case "command":
            echo = desk.types("elena", f"/log {sentence}", where)
        case "direct":
            echo = desk.says("elena", sentence)
        case "mention":
            echo = desk.says("elena", f"<@{desk.sandbox.bot_user}> {sentence}", where)
        case _:
            echo = desk.says("elena", f"hey <@{desk.sandbox.bot_user}> {sentence}", where)
    words = visible(echo)
    assert "logged a *meeting* with Amy" in words
    assert "next step *send the offer* by Fri 27 Nov 2026" in words
    assert (echo.get("thread_ts") is not None) == way.startswith("mention")
    elena = desk.person("elena")
    assert desk.deal("Veldhoven Bikes – Dock").next_step == "send the offer"
    elena.click(where or elena.app_dm(), echo, "entry.undo")
    assert elena.wait(lambda _: desk.deal("Veldhoven Bikes – Dock").next_step != "send the offer", timeout=20)


def test_what_people_say_among_themselves_is_left_alone(desk: Desk) -> None:
    """In a channel that is no deal's, without a mention, the bot neither writes nor saves."""
    before = desk.deal("Hexley Tools – Carrier Portal")
    elena = desk.person("elena")
    ts = elena.say("C0SALES", "called Hexley Tools, they want 99k, close tomorrow")
    answered = desk.says("elena", "help")
    assert "wants a proposal" in visible(answered)
    assert [m for m in elena.messages("C0SALES") if m["ts"] > ts] == []
    assert desk.deal("Hexley Tools – Carrier Portal") == before


def test_in_a_channel_of_a_deal_the_name_may_be_left_out(desk: Desk) -> None:
    """There a sentence is about that deal; the answer comes in its thread, and what follows in the thread is too."""
    sam = desk.person("sam")
    ts = sam.say("C0DEALACME", "called Jane, she will sign on Thursday")
    echo = desk.answer(sam, "C0DEALACME", ts)
    assert "Acme Robotics" in visible(echo)
    assert echo["thread_ts"] == ts
    follow = sam.say("C0DEALACME", "next step: send the kick-off dates by Friday", thread_ts=ts)
    sam.wait(lambda _: desk.deal("Acme Robotics").next_step == "send the kick-off dates", timeout=20)
    assert desk.deal("Acme Robotics").next_step_on == date(2026, 11, 27)
    small_talk = sam.say("C0DEALACME", "who brings the cake?")
    desk.says("sam", "help")
    later = [m for m in sam.thread("C0DEALACME", small_talk) if m["user"] != sam.user]
    assert (later, follow > ts) == ([], True)


def test_a_question_asked_in_a_thread_can_be_answered_there_in_words(desk: Desk) -> None:
    """After a mention that left open which deal was meant, the next sentence in the thread needs no mention."""
    elena = desk.person("elena")
    ts = elena.say("C0SALES", f"<@{desk.sandbox.bot_user}> called them, all fine")
    assert "Which deal is this about?" in visible(desk.answer(elena, "C0SALES", ts))
    second = elena.say("C0SALES", "emailed Cobalt Creamery – Cold Chain Monitor, they will decide in May", thread_ts=ts)

    def echoed(who: Any) -> bool:
        return any(m["ts"] > second and "logged an *email*" in visible(m) for m in who.thread("C0SALES", ts))

    assert elena.wait(echoed, timeout=20)


def test_a_reply_below_the_echo_is_about_the_same_deal(desk: Desk) -> None:
    """In a thread of the direct message the deal last spoken of is meant."""
    elena = desk.person("elena")
    dm = elena.app_dm()
    ts = elena.say(dm, "called Dovetail Joinery – Cold Chain Monitor, they like it")
    desk.answer(elena, dm, ts)
    elena.say(dm, "it is worth 30k", thread_ts=ts)
    elena.wait(lambda _: desk.deal("Dovetail Joinery – Cold").amount == usd(30_000), timeout=20)
    assert desk.deal("Dovetail Joinery – Cold").amount == usd(30_000)


def test_a_message_is_kept_as_an_activity_by_its_shortcut(desk: Desk) -> None:
    """The form opens with the words as people read them, searches one's own deals, and logs."""
    dana = desk.person("dana")
    ts = dana.say("C0SALES", "Lanternhill said: price & terms are <fine>")
    elena = desk.person("elena")
    elena.shortcut("log_to_deal", "C0SALES", ts)
    form = desk.form("elena")
    assert "price & terms are <fine>" in visible({"blocks": form["blocks"]})
    offered = elena.options(form, "options.deal", "lantern")
    assert [option["text"]["text"] for option in offered] == ["Lanternhill Lighting – Cold Chain Monitor"]
    deal = str(desk.deal("Lanternhill Lighting – Cold").id)
    assert desk.submits("elena", form, deal=deal, kind="email", contact="Kim") == {}
    echo = desk.next_message("elena", "C0SALES", ts, "logged an")
    assert "logged an *email* with Kim" in visible(echo)
    with desk.store.reading(desk.workspace) as tx:
        kept = tx.entries.of_message("C0SALES", ts)
        assert kept is not None
        assert [activity.contact for activity in tx.entries.activities(kept.id)] == ["Kim"]


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
        kenji.wait(lambda _: desk.deal("Umbra – Night Shift"), timeout=20)
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
            timeout=20,
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
        assert filled_in(form, "amount") == "45000.00 USD"
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
        desk.person("oliver").wait(lambda _: desk.deal(deal).is_open, timeout=20)
        again = desk.deal(deal)
        assert (again.stage, again.closed_on, again.lost_reason) == ("proposal", None, None)

    def test_new_with_a_sentence_creates_and_can_be_undone(self, desk: Desk) -> None:
        """Everything that was said is in it; Undo takes the deal away again."""
        echo = desk.types("oliver", "/deal new Tamarind Foods, 60k, referral, closes end of Q2")
        deal = desk.deal("Tamarind Foods")
        assert (deal.amount, deal.close_date, deal.source) == (usd(60_000), date(2027, 6, 30), "Referral")
        desk.clicks("oliver", "C0SALES", echo, "Undo")
        desk.changed("oliver", "C0SALES", echo["ts"], lambda words: "is gone again" in words)
        assert "Tamarind" not in str(elements(desk.types("oliver", "/deal Tamarind Foods")))


def filled_in(form: dict[str, Any], name: str) -> str:
    """What a field of the form holds when it opens."""
    element = next(block["element"] for block in form["blocks"] if block.get("block_id") == name)
    option = element.get("initial_option")
    return str(option["value"] if option else element.get("initial_value", ""))


class TestQuestion:
    """What is asked is asked with buttons, and understood together with what was said before."""

    def test_winning_is_confirmed(self, desk: Desk) -> None:
        """A sentence that closes a deal asks first; No leaves everything as it was, and the question is gone."""
        before = desk.deal("Pinnock Packaging – Cold")
        asked = desk.says("tom", "we won Pinnock Packaging – Cold Chain Monitor for 70k")
        dm = desk.person("tom").app_dm()
        assert "$70,000" in visible(asked)
        desk.clicks("tom", dm, asked, "No")
        desk.changed("tom", dm, asked["ts"], lambda words: "Left as it was" in words)
        assert desk.deal("Pinnock Packaging – Cold") == before

    def test_a_button_answers_and_the_question_becomes_the_echo(self, desk: Desk) -> None:
        """Yes saves what the sentence said, in place of the question; the same click again does nothing twice."""
        asked = desk.says("tom", "lost Vantner Pharma Supply – Carrier Portal, competitor")
        tom = desk.person("tom")
        dm, yes = tom.app_dm(), button(asked, "Yes")["action_id"]
        tom.click(dm, asked, yes)
        echo = desk.changed("tom", dm, asked["ts"], lambda words: "*lost*" in words)
        assert "Competitor" in visible(echo)
        assert desk.deal("Vantner Pharma Supply – Carrier").outcome is Outcome.LOST

    def test_a_form_takes_over_what_was_understood(self, desk: Desk) -> None:
        """ "Fill in a form" opens with the words as the note; sent off, the question becomes the echo."""
        asked = desk.says("tom", "called them, all good")
        desk.clicks("tom", desk.person("tom").app_dm(), asked, "Fill in a form")
        form = desk.form("tom")
        assert filled_in(form, "note") == "called them, all good"
        deal = str(desk.deal("Fennimore Produce – Yard").id)
        assert desk.submits("tom", form, deal=deal, kind="call") == {}
        dm = desk.person("tom").app_dm()
        assert "Fennimore" in visible(desk.changed("tom", dm, asked["ts"], lambda words: "logged a *call*" in words))

    def test_never_mind_leaves_it(self, desk: Desk) -> None:
        """Dismissed, it says so and nothing is saved."""
        asked = desk.says("tom", "emailed them")
        dm = desk.person("tom").app_dm()
        desk.clicks("tom", dm, asked, "Never mind")
        desk.changed("tom", dm, asked["ts"], lambda words: "nothing was changed" in words)

    @pytest.mark.parametrize(
        "said",
        ["should we move Wexcombe to proposal?", "Wexcombe did not sign", "if Wexcombe signs, it is worth 90k"],
    )
    def test_what_is_no_statement_changes_nothing(self, desk: Desk, said: str) -> None:
        """Questions, negations and hypotheses are never written."""
        before = desk.deal("Wexcombe Brewing – Shift")
        desk.says("tom", said)
        assert desk.deal("Wexcombe Brewing – Shift") == before


class TestUndo:
    """Undo takes back what one entry did, and only that."""

    def test_twice_says_so(self, desk: Desk) -> None:
        """The second click on the same entry, from wherever it comes, is told that it was done."""
        echo = desk.types("tom", "/log Wexcombe Brewing is worth 41k")
        desk.clicks("tom", "C0SALES", echo, "Undo")
        desk.changed("tom", "C0SALES", echo["ts"], lambda words: "is as it was before" in words)
        entry = desk.history("Wexcombe Brewing – Shift")[-2].entry_id
        card = desk.says("dana", "called Jane at Acme Robotics")
        dana = desk.person("dana")
        forged = {**button(card, "Undo"), "value": str(entry)}
        assert forged["value"] != button(card, "Undo")["value"]
        assert desk.deal("Wexcombe Brewing – Shift").amount == usd(38_000)
        dana.click(dana.app_dm(), card, "entry.undo")

    def test_what_somebody_else_changed_since_is_left_alone(self, desk: Desk) -> None:
        """The same field changed by the manager stays, with a line that says who; another field is put back."""
        echo = desk.says("tom", "Elderwick Candles – Shift Board is now 44k, closes end of January")
        assert desk.deal("Elderwick Candles – Shift").amount == usd(44_000)
        desk.says("dana", "Elderwick Candles – Shift Board is worth 46k")
        dm = desk.person("tom").app_dm()
        desk.clicks("tom", dm, echo, "Undo")
        undone = desk.changed("tom", dm, echo["ts"], lambda words: "Undone" in words)
        assert "I left the amount of Elderwick Candles – Shift Board alone: Dana Whitlock" in visible(undone)
        after = desk.deal("Elderwick Candles – Shift")
        assert (after.amount, after.close_date) == (usd(46_000), date(2026, 12, 11))

    def test_another_field_changed_since_does_not_matter(self, desk: Desk) -> None:
        """Undo of an amount leaves the next step that came later."""
        echo = desk.says("tom", "Fennimore Produce – Yard Desk is worth 8k")
        desk.says("dana", "next step for Fennimore Produce – Yard Desk: invite the CFO by Friday")
        dm = desk.person("tom").app_dm()
        desk.clicks("tom", dm, echo, "Undo")
        desk.changed("tom", dm, echo["ts"], lambda words: "is as it was before" in words)
        after = desk.deal("Fennimore Produce – Yard")
        assert (after.amount, after.next_step) == (usd(20_000), "invite the CFO")

    def test_deals_of_the_same_name_are_told_apart(self, desk: Desk) -> None:
        """Where two have the same name, their buttons say stage, amount and owner as well, to whoever may change both.
        Who sees only one of them means that one."""
        alone = desk.says("tom", "Tollgate Tyres – Carrier Portal is worth 8k")
        desk.clicks("tom", desk.person("tom").app_dm(), alone, "Undo")
        desk.changed("tom", desk.person("tom").app_dm(), alone["ts"], lambda words: "as it was before" in words)
        asked = desk.says("morgan", "Tollgate Tyres – Carrier Portal is worth 8k")
        labels = [e["text"]["text"] for e in elements(asked) if "question.answer" in e.get("action_id", "")]
        assert "Tollgate Tyres – Carrier Portal · Qualified, $5,000, Tom" in labels
        assert len(set(labels)) == len(labels)

    def test_a_stranger_cannot(self, desk: Desk) -> None:
        """A colleague who sees the echo in a channel and clicks Undo is told no; nothing is taken back."""
        echo = desk.says("sam", f"<@{desk.sandbox.bot_user}> Rookhaven Cables is worth 22k", "C0SALES")
        tom = desk.person("tom")
        tom.click("C0SALES", echo, "entry.undo")
        refused = desk.next_message("tom", "C0SALES", echo["ts"], "Only whoever entered this")
        assert "or their manager" in visible(refused)
        assert desk.deal("Rookhaven Cables – Carrier").amount == usd(22_000)


def _of(desk: Desk, name: str, owner: str) -> Any:
    with desk.store.reading(desk.workspace) as tx:
        person = next(p for p in tx.people.team() if p.first_name == owner)
        return next(deal for deal in tx.deals.open_of([person.id]) if deal.name.startswith(name))


class TestEcho:
    """What else stands below an echo."""

    def test_why_says_what_each_word_gave(self, desk: Desk) -> None:
        """The words and what they were understood as."""
        echo = desk.says("noor", "Pinnock Packaging is worth 14k, close end of January")
        desk.picks("noor", desk.person("noor").app_dm(), echo, "Why?")
        why = visible(desk.next_message("noor", desk.person("noor").app_dm(), echo["ts"], "Why I understood"))
        assert "14k" in why
        assert "end of January" in why

    def test_edit_opens_what_is_there_now_and_saves_the_change(self, desk: Desk) -> None:
        """The form begins with the deal as it is; what is emptied is emptied."""
        echo = desk.says("noor", "commit Pinnock Packaging – Yard Desk")
        desk.clicks("noor", desk.person("noor").app_dm(), echo, "Edit")
        form = desk.form("noor")
        assert filled_in(form, "category") == "commit"
        assert desk.submits("noor", form, amount="1.2 mio", category="best_case", next_step="") == {}
        deal = desk.deal("Pinnock Packaging – Yard")
        assert (deal.amount, deal.category, deal.next_step) == (usd(1_200_000), ForecastCategory.BEST_CASE, "")


BAD_INPUT = [
    ("edit", {"amount": "a lot"}, "amount", "I cannot read"),
    ("edit", {"amount": "-5k"}, "amount", "I cannot read"),
    ("edit", {"amount": "45-50k"}, "amount", "I cannot read"),
    ("edit", {"name": "   "}, "name", "A deal needs a name"),
    ("edit", {"close_date": "2099-01-01"}, "close_date", "too far away"),
    ("edit", {"next_step_on": "2099-01-01"}, "next_step_on", "too far away"),
    ("log", {"happened_on": "2027-03-01"}, "happened_on", ""),
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


def test_a_push_by_sentence_is_a_push(desk: Desk) -> None:
    """Moving the close date later counts, whatever way it was said; moving it forward does not."""
    desk.says("noor", "pushed Wexcombe Brewing – Cold Chain Monitor to mid January")
    assert _of(desk, "Wexcombe", "Noor").pushes == 1
    desk.says("noor", "Wexcombe Brewing – Cold Chain Monitor closes 20 December")
    assert _of(desk, "Wexcombe", "Noor").pushes == 1
    changes = [c for c in desk.history("Wexcombe Brewing – Cold") if c.field is Field.CLOSE_DATE]
    assert changes[-1].new == "2026-12-20"


def test_filled_covers_every_kind_of_field(desk: Desk) -> None:
    """What the tests send of a form is what the page sends: the helper knows texts, picks, ticks and days."""
    form = desk.opens("noor", "/deal new")
    values = filled(form, {"name": "x", "stage": "qualified", "close_date": "2027-01-31"})
    assert set(values) == {"name", "stage", "close_date"}
    desk.person("noor").close(form, everything=True)
