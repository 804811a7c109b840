"""What people write to the bot: every kind of instruction and question, and why it was understood so."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from sales.activity import BuyingRole
from tests.bot.desk import Desk, elements, visible
from tests.bot.talking import (
    being_worked,
    contacts,
    deals_called,
    presses,
    replies,
    usd,
)


class TestInstructions:
    """Each does what it says, and says what it did."""

    def test_a_contact_is_added_found_and_undone(self, desk: Desk) -> None:
        """With role and address; undo takes the person away again."""
        said = desk.says("sam", "Paula Quist is the decision maker at Acme Robotics, paula@acme.example")
        assert "contact *Paula Quist* (decision maker, paula@acme.example)" in visible(said)
        assert [c.role for c in contacts(desk, "Acme Robotics", "Paula Quist")] == [BuyingRole.DECISION_MAKER]
        assert "Paula Quist" in visible(desk.says("sam", "who is the decision maker at Acme Robotics?"))
        assert "paula@acme.example" in visible(desk.says("sam", "who is Paula Quist?"))
        assert "Undone: Paula Quist" in visible(desk.says("sam", "undo"))
        assert contacts(desk, "Acme Robotics", "Paula Quist") == []

    def test_a_contact_at_an_unknown_account_is_asked_about(self, desk: Desk) -> None:
        """A slip of the keyboard makes no new account."""
        asked = desk.says("sam", "new contact at Initrode: Raj Patel, CFO")
        assert "I know no account called Initrode" in visible(asked)
        assert "Left as it was" in visible(presses(desk, "sam", asked, "No"))
        asked = desk.says("sam", "new contact at Initrode: Raj Patel, CFO")
        assert "new account" in visible(presses(desk, "sam", asked, "Yes, add both"))

    def test_a_lead_is_saved_with_its_person(self, desk: Desk) -> None:
        """The deal, its account and whom we know there, under one echo; nobody asks whether the account is new."""
        said = visible(desk.says("tom", "new lead: Ines Duarte from Quernstone Mills, ines@quernstone.example"))
        assert "Quernstone Mills" in said
        assert "contact *Ines Duarte*" in said
        assert [c.email for c in contacts(desk, "Quernstone Mills", "Ines Duarte")] == ["ines@quernstone.example"]
        assert "Undone" in visible(desk.says("tom", "undo"))
        assert deals_called(desk, "Quernstone Mills") == []

    def test_a_win_keeps_its_day(self, desk: Desk) -> None:
        """Told on Monday, signed on Friday: the question says so, and it counts on Friday."""
        asked = desk.says("sam", "Yarrow & Finch signed last Friday, 21k")
        assert "as won for $21,000 on Fri 20 Nov 2026?" in visible(asked)
        deal = being_worked(desk, "Yarrow & Finch")
        presses(desk, "sam", asked, "Yes")
        assert desk.deal(deal.name).closed_on == date(2026, 11, 20)
        assert "Undone" in visible(desk.says("sam", "undo"))
        assert desk.deal(deal.name).closed_on is None

    def test_an_amount_behind_words_that_were_not_read_is_confirmed(self, desk: Desk) -> None:
        """What it belongs to may be another's: yes saves it, no leaves it as it was."""
        before = being_worked(desk, "Juniper Cold Storage").amount
        said = "Harriet closed Juniper Cold Storage's cousin company, 40k"
        asked = desk.says("sam", said)
        assert "I did not follow all of that. Shall I save it so?" in visible(asked)
        assert "Left as it was" in visible(presses(desk, "sam", asked, "No"))
        assert being_worked(desk, "Juniper Cold Storage").amount == before
        asked = desk.says("sam", said)
        assert "*$40,000*" in visible(presses(desk, "sam", asked, "Yes"))
        assert "Undone" in visible(desk.says("sam", "undo"))

    @pytest.mark.parametrize(
        ("said", "asked", "label", "then"),
        [
            ("add 5k to Rookhaven", "Is it $", "$", "amount $"),
            ("Rookhaven will be 10% lower", "Is it $", "$", "amount $"),
            ("push Rookhaven out two weeks", "was to close on", "", "closes "),
        ],
    )
    def test_a_relative_change_offers_the_outcome(
        self, desk: Desk, said: str, asked: str, label: str, then: str
    ) -> None:
        """What is stored and what would become of it, to be confirmed with a click; a form for anything else."""
        question = desk.says("sam", said)
        assert asked in visible(question)
        offered = elements(question)[0]["text"]["text"]
        assert offered.startswith(label)
        done = visible(presses(desk, "sam", question, offered))
        assert then in done
        assert offered in done
        assert "Undone" in visible(desk.says("sam", "undo"))

    def test_what_is_said_below_a_card_is_said_of_its_deal(self, desk: Desk) -> None:
        """Nothing was saved there that "make it 54k" could correct: it sets the amount."""
        dm = desk.person("elena").app_dm()
        card = desk.says("elena", "how's Dovetail Joinery – Cold Chain Monitor?")
        assert "*$54,000*" in visible(replies(desk, "elena", dm, card["ts"], "make it 54k"))
        replies(desk, "elena", dm, card["ts"], "undo")

    def test_the_last_note_is_deleted_with_a_click(self, desk: Desk) -> None:
        """It may not have been a note: what it takes back is asked before."""
        desk.says("sam", "note on Rookhaven: they moved offices")
        asked = desk.says("sam", "delete the last note")
        assert "That takes back what you said last" in visible(asked)
        assert "Undone" in visible(presses(desk, "sam", asked, "Yes"))

    def test_no_news_is_asked_about(self, desk: Desk) -> None:
        """Nobody looked at the deal by having heard nothing."""
        asked = desk.says("sam", "no update on Juniper Cold Storage")
        assert "still right as it stands?" in visible(asked)
        assert "confirmed as still right" in visible(presses(desk, "sam", asked, "Yes"))

    def test_an_account_is_added(self, desk: Desk) -> None:
        """By its name alone; a second time it is known."""
        assert "new account" in visible(desk.says("sam", "add company Vandelay Imports"))
        assert "known already" in visible(desk.says("sam", "add company Vandelay Imports"))

    def test_a_deal_is_handed_over(self, desk: Desk) -> None:
        """To a colleague by first name; somebody unknown is asked about, with colleagues to pick."""
        assert "belongs to *Tom Brandvold*" in visible(desk.says("sam", "hand Glasswater Bottling over to Tom"))
        assert "Undone" in visible(desk.says("sam", "undo"))
        asked = desk.says("sam", "hand Glasswater Bottling over to Elaine")
        assert "Who is Elaine?" in visible(asked)
        labels = [element["text"]["text"] for element in elements(asked)]
        assert labels[0] == "Elena Castillo"
        assert "belongs to *Elena Castillo*" in visible(presses(desk, "sam", asked, "Elena Castillo"))
        desk.settle()  # Elena is told that it is hers
        assert "belongs to *Sam Ortega*" in visible(desk.says("elena", "hand Glasswater Bottling over to Sam"))

    def test_a_mention_of_somebody_not_on_the_team_is_asked_about(self, desk: Desk) -> None:
        """Nobody gets a deal who cannot see it."""
        desk.settle()
        asked = desk.says("sam", "hand Glasswater Bottling over to <@U0GUEST>")
        assert "I know nobody on the team" in visible(asked)
        assert being_worked(desk, "Glasswater Bottling").owner_id == being_worked(desk, "Juniper Cold Storage").owner_id

    @pytest.mark.parametrize(
        ("said", "holds", "fact", "value"),
        [
            ("source of Rookhaven is webinar", "source *Webinar*", "source", "Webinar"),
            ("snooze Rookhaven until Dec 4", "snoozed until *Fri 4 Dec 2026*", "snoozed_until", date(2026, 12, 4)),
            ("Rookhaven to proposal", "*Proposal*", "stage", "proposal"),
            ("Rookhaven is now 54k", "*$54,000*", "amount", usd(54_000)),
        ],
    )
    def test_a_fact_is_set_and_undone(self, desk: Desk, said: str, holds: str, fact: str, value: object) -> None:
        """One sentence, one echo, one undo."""
        before = getattr(being_worked(desk, "Rookhaven Cables"), fact)
        assert holds in visible(desk.says("sam", said))
        assert getattr(being_worked(desk, "Rookhaven Cables"), fact) == value
        desk.says("sam", "undo")
        assert getattr(being_worked(desk, "Rookhaven Cables"), fact) == before

    def test_still_right_touches_the_deal(self, desk: Desk) -> None:
        """Nothing changes but that somebody looked."""
        before = being_worked(desk, "Juniper Cold Storage")
        assert "confirmed as still right" in visible(desk.says("sam", "Juniper Cold Storage is still right"))
        after = being_worked(desk, "Juniper Cold Storage")
        assert before.touched_at is None or (after.touched_at or before.touched_at) > before.touched_at
        assert after.amount == before.amount

    def test_a_deal_is_deleted_and_comes_back(self, desk: Desk) -> None:
        """It asks first; undo restores it as it was."""
        before = being_worked(desk, "Yarrow & Finch")
        asked = desk.says("sam", "delete Yarrow & Finch")
        assert "undo brings it back" in visible(asked)
        assert deals_called(desk, "Yarrow & Finch – Yard") != []
        gone = presses(desk, "sam", asked, "Yes")
        assert "*deleted*" in visible(gone)
        assert deals_called(desk, "Yarrow & Finch – Yard") == []
        assert "back as it was" in visible(presses(desk, "sam", gone, "Undo"))
        after = being_worked(desk, "Yarrow & Finch")
        assert replace(after, version=0) == replace(before, version=0)

    def test_what_is_said_of_an_unknown_deal_is_done_once_it_is_created(self, desk: Desk) -> None:
        """The question offers to create it; the form is filled in; then the deal moves as was said."""
        asked = desk.says("sam", "moved Bluth Company to proposal, next step: send the quote by Friday")
        desk.clicks("sam", desk.person("sam").app_dm(), asked, 'New deal "Bluth Company"')
        form = desk.form("sam")
        assert "Bluth Company" in visible({"blocks": form["blocks"]})
        assert desk.submits("sam", form, amount="30k") == {}
        dm = desk.person("sam").app_dm()
        desk.now_reads("sam", dm, asked["ts"], "new deal")
        carried_on = desk.next_message("sam", dm, asked["ts"], "next step")
        deal = being_worked(desk, "Bluth Company")
        assert (deal.stage, deal.amount) == ("proposal", usd(30_000))
        assert "*send the quote*" in visible(carried_on)

    def test_what_is_asked_step_by_step_keeps_all_that_was_said(self, desk: Desk) -> None:
        """First the deal, then the scale of a number, each with its buttons; one echo has all of it."""
        asked = desk.says("elena", "called Jane, wants a proposal, bump it to 38, next step send it by Friday")
        assert "Noted so far: a *call* with Jane" in visible(asked)
        again = presses(desk, "elena", asked, "Hexley Tools – Carrier Portal")
        assert 'Does \\"38\\" mean $38,000?' in visible(again)
        done = visible(presses(desk, "elena", again, "$38,000"))
        for holds in (
            "Hexley Tools",
            "logged a *call* with Jane",
            "*$38,000*",
            "*send it* by Fri 27 Nov 2026",
        ):
            assert holds in done, holds
        assert "Undone" in visible(desk.says("elena", "undo"))

    def test_a_pasted_mail_is_kept_as_a_note_with_one_click(self, desk: Desk) -> None:
        """It changes nothing by itself; the form has its words, and the deal that it names."""
        mail = "From: Jane Roe\nTo: Elena\nSubject: Veldhoven Bikes\n\nPlease move us to contract at 20k."
        answer = desk.says("elena", mail)
        assert "quoted or forwarded words" in visible(answer)
        label = "Log it as a note on Veldhoven Bikes – Dock Planner"
        desk.clicks("elena", desk.person("elena").app_dm(), answer, label)
        assert "Please move us to contract" in visible({"blocks": desk.form("elena")["blocks"]})

    def test_which_deal_is_asked_with_those_lately_touched(self, desk: Desk) -> None:
        """A sentence without a name offers one's own deals."""
        desk.says("elena", "called Veldhoven Bikes, all fine")
        asked = desk.says("elena", "had a demo yesterday, went great")
        assert elements(asked)[0]["text"]["text"].startswith("Veldhoven Bikes")


class TestQuestions:
    """Answered by the same rules and numbers as everywhere else."""

    @pytest.mark.parametrize(
        ("asked", "title", "holds", "lacks"),
        [
            ("my pipeline", "Your open deals", "Juniper", "Dovetail"),
            ("my deals in proposal", "deals in Proposal", "Halyard Freight", "Glasswater"),
            ("top 2 deals by value", "2 largest deals", "Acme Robotics", "Juniper"),
            ("what's closing this month?", "Your open deals, closing November 2026", "Yarrow", "Juniper"),
            ("which deals are past due?", "past due deals", "Yarrow", "Glasswater"),
            ("my deals without a next step", "without a next step", "deals", "Dovetail"),
            ("deals without a decision maker", "without a decision maker", "deal", "Dovetail"),
            ("what did we win this quarter?", "won deals", "closed", "Juniper"),
            ("lost deals this quarter", "lost deals", "closed", "Juniper"),
            ("my stuck deals", "stuck deals", "deal", "Dovetail"),
            ("deals in commit", "deals in commit", "Acme Robotics", "Glasswater"),
        ],
    )
    def test_the_pipeline_by_every_filter(self, desk: Desk, asked: str, title: str, holds: str, lacks: str) -> None:
        """The title says what is listed; nobody else's deals are in it."""
        words = visible(desk.says("sam", asked))
        assert title in words
        assert holds in words
        assert lacks not in words

    def test_a_manager_sees_the_team_in_it(self, desk: Desk) -> None:
        """ "Our" is the subtree of whoever leads one."""
        words = visible(desk.says("dana", "our top 20 deals"))
        assert "Tom Brandvold" in words
        assert "Oliver Penhale" not in words

    def test_a_colleagues_numbers_stay_theirs(self, desk: Desk) -> None:
        """A rep does not get another rep's pipeline added up."""
        assert "your own numbers" in visible(desk.says("sam", "show me <@U0ELENA>'s pipeline"))

    def test_who_owns_a_deal(self, desk: Desk) -> None:
        """The card says."""
        assert "Elena Castillo" in visible(desk.says("sam", "who owns Veldhoven Bikes?"))

    def test_how_much_was_logged(self, desk: Desk) -> None:
        """One's own by the week; a manager's for the team; when a deal was last heard of."""
        desk.says("tom", "called Tollgate Tyres, they like it")
        assert "You logged 1 call on" in visible(desk.says("tom", "how many calls did I log today?"))
        assert "The team logged" in visible(desk.says("dana", "how many calls did we log this week?"))
        last = visible(desk.says("tom", "when did we last talk to Tollgate Tyres?"))
        assert "a call on Mon 23 Nov 2026 by Tom Brandvold" in last

    def test_what_the_day_holds(self, desk: Desk) -> None:
        """Next steps that are due, and deals that need attention."""
        desk.says("tom", "next step Wexcombe Brewing: send the samples by today")
        words = visible(desk.says("tom", "plan my day"))
        assert "Next steps due" in words
        assert "send the samples" in words

    def test_what_changed(self, desk: Desk) -> None:
        """Since a day, in the period's numbers."""
        assert "Since" in visible(desk.says("dana", "what changed since Friday?"))

    def test_a_colleague_is_somebody_too(self, desk: Desk) -> None:
        """Who is asked about and no contact may be on the team."""
        assert "rep, reports to Dana Whitlock" in visible(desk.says("sam", "who is Tom Brandvold?"))


def test_below_a_card_its_deal_is_meant(desk: Desk) -> None:
    """In a thread under the answer to "how's …", and in the thread of a question asked in a channel."""
    elena = desk.person("elena")
    dm = elena.app_dm()
    card = desk.says("elena", "how's Dovetail Joinery – Cold Chain Monitor?")
    assert "Dovetail Joinery" in visible(replies(desk, "elena", dm, card["ts"], "it is now 33k"))
    replies(desk, "elena", dm, card["ts"], "undo")
    asked = elena.say("C0SALES", f"<@{desk.sandbox.bot_user}> how's Hexley Tools – Carrier Portal?")
    desk.answer(elena, "C0SALES", asked)
    assert "Hexley Tools" in visible(replies(desk, "elena", "C0SALES", asked, "it is now 34k"))
    replies(desk, "elena", "C0SALES", asked, "undo")


WHY = {
    "called Jane at Juniper Cold Storage, wants a proposal, 45k": ("Kind: call from", "Jane", "(an amount of money)"),
    "Juniper Cold Storage slips to mid January": ("Fri 15 Jan 2027 from", "mid January"),
    "Juniper Cold Storage is verbal": ("Stage: Verbal from", "Deal: Juniper Cold Storage"),
    "no, 46k": ("a correction", "46k"),
}


@pytest.mark.parametrize("said", WHY)
def test_why_says_which_words_gave_what(desk: Desk, said: str) -> None:
    """From the echo's menu: the words, what they gave, by which rule."""
    dm = desk.person("sam").app_dm()
    if said.startswith("no,"):
        desk.says("sam", "Juniper Cold Storage is now 45k")
    echo = desk.says("sam", said)
    desk.picks("sam", dm, echo, "Why?")
    told = visible(desk.next_message("sam", dm, echo["ts"], "Why I understood it so"))
    assert "still open" not in told
    for holds in WHY[said]:
        assert holds in told, (holds, told)
    desk.says("sam", "undo")


def test_why_knows_what_a_click_has_answered(desk: Desk) -> None:
    """The words alone left the deal open; whoever asks later is told that it was picked."""
    dm = desk.person("sam").app_dm()
    asked = desk.says("sam", "had a demo yesterday, went great")
    label = elements(asked)[0]["text"]["text"]
    echo = presses(desk, "sam", asked, label)
    desk.picks("sam", dm, echo, "Why?")
    told = visible(desk.next_message("sam", dm, echo["ts"], "Why I understood it so"))
    assert f"Deal: {label} (what you answered when I asked)." in told
    desk.says("sam", "undo")
