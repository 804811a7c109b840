"""What stands below a question and below an echo, and what a click on it does: buttons, forms, Undo, Why, Edit."""

from __future__ import annotations

from datetime import date

import pytest

from sales.process import ForecastCategory, Outcome
from tests.bot.desk import Desk, button, elements, visible
from tests.bot.talking import filled_in, usd


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
        """Yes saves what the sentence said, and the echo stands in place of the question."""
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
        desk.changed("tom", dm, echo["ts"], lambda words: "is back as it was" in words)
        after = desk.deal("Fennimore Produce – Yard")
        assert (after.amount, after.next_step) == (usd(20_000), "invite the CFO")

    def test_deals_of_the_same_name_are_told_apart(self, desk: Desk) -> None:
        """Where two have the same name, their buttons say stage, amount and owner as well, to whoever may change both.
        Who sees only one of them means that one."""
        alone = desk.says("tom", "Tollgate Tyres – Carrier Portal is worth 8k")
        desk.clicks("tom", desk.person("tom").app_dm(), alone, "Undo")
        desk.changed("tom", desk.person("tom").app_dm(), alone["ts"], lambda words: "back as it was" in words)
        asked = desk.says("morgan", "Tollgate Tyres – Carrier Portal is worth 8k")
        labels = [e["text"]["text"] for e in elements(asked) if "question.answer" in e.get("action_id", "")]
        assert "Tollgate Tyres – Carrier Portal · Qualified, $5,000, Tom" in labels
        assert len(set(labels)) == len(labels)

    def test_of_deals_of_one_name_the_one_within_reach_is_offered_by_its_owner(self, desk: Desk) -> None:
        """Tom's boss sees Noor's deal of that name too, but may hand over his alone; the new owner stands there by
        name."""
        asked = visible(desk.says("dana", "hand Tollgate Tyres – Carrier Portal over to Kenji"))
        assert "There are 2 deals called Tollgate Tyres – Carrier Portal. You can change Tom's" in asked
        assert "Tollgate Tyres – Carrier Portal · Qualified, $5,000, Tom" in asked
        assert "owner *Kenji Morita*" in asked
        assert "U0KENJI" not in asked

    def test_of_deals_of_one_account_the_one_within_reach_is_offered_with_the_reason(self, desk: Desk) -> None:
        """Halyard Freight has a deal of Priya's too, which Dana sees: she is told why there is but one to choose."""
        asked = visible(desk.says("dana", "halyard 17k"))
        assert "Of the 2 deals of Halyard Freight you can change Sam's alone." in asked
        assert "Is it Halyard Freight – Cold Chain Monitor?" in asked
        assert "amount *$17,000*" in asked

    def test_what_would_be_refused_is_not_offered(self, desk: Desk) -> None:
        """Tom sees Sam's deal, and is offered no note on it, nor words that would change it; Sam is."""
        said = "the Acme Robotics deal looks shaky to everybody"
        offered = {who: visible(desk.says(who, said)) for who in ("tom", "sam")}
        assert all("nothing that I could log or change" in words for words in offered.values())
        assert "Log it as a note" in offered["sam"]
        assert "Log it as a note" not in offered["tom"]
        assert "note on" not in offered["tom"]

    def test_a_stranger_cannot(self, desk: Desk) -> None:
        """A colleague who sees the echo in a channel and clicks Undo is told no; nothing is taken back."""
        echo = desk.says("sam", f"<@{desk.sandbox.bot_user}> Rookhaven Cables is worth 22k", "C0SALES")
        tom = desk.person("tom")
        tom.click("C0SALES", echo, "entry.undo")
        refused = desk.next_message("tom", "C0SALES", echo["ts"], "Only whoever entered this")
        assert "or their manager" in visible(refused)
        assert desk.deal("Rookhaven Cables – Carrier").amount == usd(22_000)


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
