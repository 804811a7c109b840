"""What people write, everywhere where they write: every kind of instruction and question, corrections, the emoji,
pasted mail, what an admin teaches, and the settings that change what words mean."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from sales.activity import Activity, BuyingRole, Contact
from sales.deal import Deal
from sales.money import Money
from sales.people import Role
from sales.workspace import Workspace
from tests.bot.conftest import PATIENCE, Desk, Message, button, elements, filled, visible

ACME = "C0DEALACME"


def usd(whole: int) -> Money:
    return Money(whole * 100, "USD")


def replies(desk: Desk, who: str, channel: str, root: str, text: str) -> Message:
    """Writes into a thread and returns the bot's answer there."""
    person = desk.person(who)
    ts = person.say(channel, text, thread_ts=root)

    def found(p: Any) -> Message | None:
        return next((m for m in p.thread(channel, root) if m["ts"] > ts and m["user"] != p.user), None)

    answer: Message = person.wait(found, timeout=PATIENCE)
    assert answer is not None, text
    return answer


def presses(desk: Desk, who: str, message: Message, label: str) -> Message:
    """Presses a button of a direct message and returns what stands there then."""
    dm, before = desk.person(who).app_dm(), visible(message)
    desk.clicks(who, dm, message, label)
    return desk.changed(who, dm, message["ts"], before.__ne__)


def being_worked(desk: Desk, beginning: str) -> Deal:
    """The open deal of Dana's team whose name begins so; there is one."""
    with desk.store.reading(desk.workspace) as tx:
        team = tx.people.team()
        hers = team.subtree(next(person.id for person in team if person.first_name == "Dana"))
        ids = [n.id for n in tx.deals.names()[1] or () if n.name.startswith(beginning) and n.owner_id in hers]
        [found] = [deal for deal in tx.deals.many(ids).values() if deal.is_open]
    return found


def logged(desk: Desk, deal: str) -> list[Activity]:
    """What was logged for that deal, the latest day first."""
    with desk.store.reading(desk.workspace) as tx:
        return tx.activities.of_deal(being_worked(desk, deal).id, limit=100)


def contacts(desk: Desk, deal: str, name: str) -> list[Contact]:
    account = being_worked(desk, deal).account_id
    assert account is not None
    with desk.store.reading(desk.workspace) as tx:
        return [contact for contact in tx.activities.contacts(account) if contact.name == name]


def deals_called(desk: Desk, beginning: str) -> list[str]:
    with desk.store.reading(desk.workspace) as tx:
        return [known.name for known in tx.deals.names()[1] or () if known.name.startswith(beginning)]


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
        assert "belongs to *Sam Ortega*" in visible(desk.says("elena", "hand Glasswater Bottling over to Sam"))

    def test_a_mention_of_somebody_not_on_the_team_is_asked_about(self, desk: Desk) -> None:
        """Nobody gets a deal who cannot see it."""
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
        assert "confirmed as right" in visible(desk.says("sam", "Juniper Cold Storage is still right"))
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
        assert "as it was before" in visible(presses(desk, "sam", gone, "Undo"))
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
        assert "next step *send the quote*" in visible(carried_on)

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
            "next step *send it* by Fri 27 Nov 2026",
        ):
            assert holds in done, holds
        assert "Undone" in visible(desk.says("elena", "undo"))

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
        """Next steps that are due, and deals that need somebody."""
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


class TestCorrections:
    """Right after, or in the thread of the echo: what the last entry did becomes what was meant."""

    def test_an_amount(self, desk: Desk) -> None:
        """The deal has the right one, the first echo says that it was corrected, undo goes back step by step."""
        before = being_worked(desk, "Hexley Tools").amount
        first = desk.says("elena", "Hexley Tools is now 45k")
        second = desk.says("elena", "no, 54k")
        assert "Corrected" in visible(second)
        assert "*$54,000*" in visible(second)
        dm = desk.person("elena").app_dm()
        assert "~" in visible(desk.now_reads("elena", dm, first["ts"], "Corrected"))
        assert being_worked(desk, "Hexley Tools").amount == usd(54_000)
        desk.says("elena", "undo")
        assert being_worked(desk, "Hexley Tools").amount == usd(45_000)
        desk.says("elena", "undo")
        assert being_worked(desk, "Hexley Tools").amount == before

    def test_the_wrong_deal(self, desk: Desk) -> None:
        """What was done to the one is done to the other, in one step that one undo takes back."""
        wrong, right = being_worked(desk, "Cobalt Creamery"), being_worked(desk, "Dovetail Joinery")
        notes = len(logged(desk, "Cobalt Creamery")), len(logged(desk, "Dovetail Joinery"))
        desk.says("elena", "called Cobalt Creamery, they want 33k, moved it to proposal")
        assert being_worked(desk, "Cobalt Creamery").stage == "proposal"
        corrected = desk.says("elena", "I meant Dovetail Joinery")
        assert "Dovetail Joinery" in visible(corrected)
        assert (being_worked(desk, "Cobalt Creamery").stage, being_worked(desk, "Cobalt Creamery").amount) == (
            wrong.stage,
            wrong.amount,
        )
        assert being_worked(desk, "Dovetail Joinery").stage == "proposal"
        counts = len(logged(desk, "Cobalt Creamery")), len(logged(desk, "Dovetail Joinery"))
        assert counts == (notes[0], notes[1] + 1)
        desk.says("elena", "undo")
        assert being_worked(desk, "Dovetail Joinery").stage == right.stage
        assert being_worked(desk, "Cobalt Creamery").stage == "proposal"
        desk.says("elena", "undo")
        assert being_worked(desk, "Cobalt Creamery").stage == wrong.stage
        assert len(logged(desk, "Cobalt Creamery")) == notes[0]

    def test_the_day_and_the_kind_in_the_thread(self, desk: Desk) -> None:
        """Said in the thread of the echo, where nothing else is meant."""
        elena, before = desk.person("elena"), len(logged(desk, "Veldhoven Bikes"))
        dm = elena.app_dm()
        said = desk.says("elena", "called Veldhoven Bikes about the pilot")
        desk.says("elena", "called Copperleaf Kitchens, no news")
        thread = said["ts"]
        assert "Thu 19 Nov 2026" in visible(replies(desk, "elena", dm, thread, "it was Thursday"))
        assert "*demo*" in visible(replies(desk, "elena", dm, thread, "no, it was a demo"))
        [latest] = [a for a in logged(desk, "Veldhoven Bikes") if "pilot" in a.note]
        assert (latest.kind, latest.happened_on) == ("demo", date(2026, 11, 19))
        for step in ("as it was", "as it was", "as it was"):
            assert step in visible(replies(desk, "elena", dm, thread, "undo"))
        assert len(logged(desk, "Veldhoven Bikes")) == before
        assert "nothing of yours here" in visible(replies(desk, "elena", dm, thread, "undo"))

    def test_nothing_of_the_kind_had_been_said(self, desk: Desk) -> None:
        """Then it asks; yes sets it, since there is only one deal it can be about."""
        desk.says("elena", "called Lanternhill Lighting, all fine")
        asked = desk.says("elena", "no, 54k")
        assert "You had said nothing of the amount of Lanternhill" in visible(asked)
        done = presses(desk, "elena", asked, "Yes, $54,000")
        assert "*$54,000*" in visible(done)

    def test_nothing_had_been_said_at_all(self, desk: Desk) -> None:
        """It asks which deal is meant and changes nothing."""
        assert "What shall I correct?" in visible(desk.says("kenji", "no, 54k"))

    def test_what_people_say_among_themselves_corrects_nothing(self, desk: Desk) -> None:
        """In a deal's channel "no, 99k" may be meant for a colleague: without thread or mention it is left alone."""
        sam = desk.person("sam")
        first = sam.say(ACME, "Acme Robotics is now 41k")
        desk.answer(sam, ACME, first)
        ts = sam.say(ACME, "no, 99k")
        desk.says("sam", "help")
        assert [m for m in sam.thread(ACME, ts) if m["user"] != sam.user] == []
        assert being_worked(desk, "Acme Robotics").amount == usd(41_000)
        assert "*$42,000*" in visible(replies(desk, "sam", ACME, first, "no, 42k"))
        replies(desk, "sam", ACME, first, "undo")
        replies(desk, "sam", ACME, first, "undo")
        assert being_worked(desk, "Acme Robotics").amount == usd(40_000)


class TestTheEmoji:
    """:memo: on a message in a deal's channel logs it, for whoever put it there."""

    def test_put_on_and_taken_off(self, desk: Desk) -> None:
        """Logged with an echo in the thread; gone when it is taken off; back when it is put on again."""
        sam, dana = desk.person("sam"), desk.person("dana")
        before = len(logged(desk, "Acme Robotics"))
        ts = dana.say(ACME, "Their CFO told me that the budget is approved")
        sam.react(ACME, ts, "memo")
        echo = desk.answer(sam, ACME, ts)
        assert "logged a *note*" in visible(echo)
        [note] = [a for a in logged(desk, "Acme Robotics") if "budget is approved" in a.note]
        assert note.by == being_worked(desk, "Acme Robotics").owner_id
        sam.react(ACME, ts, "memo", on=False)
        sam.wait(lambda p: any("taken off" in visible(m) for m in p.thread(ACME, ts)), timeout=PATIENCE)
        assert len(logged(desk, "Acme Robotics")) == before
        sam.react(ACME, ts, "memo")
        again = sam.wait(lambda p: [m for m in p.thread(ACME, ts) if m["ts"] > echo["ts"]], timeout=PATIENCE)
        assert "logged a *note*" in visible(again[0])
        sam.react(ACME, again[0]["ts"], "memo")  # what we said ourselves is no news
        desk.clicks("sam", ACME, again[0], "Undo")
        sam.wait(lambda _: len(logged(desk, "Acme Robotics")) == before, timeout=PATIENCE)
        assert len(logged(desk, "Acme Robotics")) == before

    def test_what_happened_is_read_from_the_message(self, desk: Desk) -> None:
        """A call that somebody tells of is a call; nothing else in the message is carried out."""
        sam, tom = desk.person("sam"), desk.person("tom")
        tom.join(ACME)
        ts = tom.say(ACME, "btw. visited Acme Robotics for you, they would sign tomorrow")
        desk.says("tom", "help")
        before = being_worked(desk, "Acme Robotics")
        sam.react(ACME, ts, "memo")
        assert "logged a" in visible(sam.wait(lambda p: in_thread(p, ts, "logged"), timeout=PATIENCE))
        assert being_worked(desk, "Acme Robotics").close_date == before.close_date

    def test_other_emoji_and_other_channels_are_none_of_ours(self, desk: Desk) -> None:
        """A thumb is a thumb."""
        sam = desk.person("sam")
        there, elsewhere = sam.say(ACME, "lunch?"), sam.say("C0SALES", "their budget is approved")
        sam.react(ACME, there, "thumbsup")
        sam.react("C0SALES", elsewhere, "memo")
        desk.says("sam", "help")
        assert len(sam.thread(ACME, there)) == len(sam.thread("C0SALES", elsewhere)) == 1

    def test_who_may_not_is_told_and_nothing_is_logged(self, desk: Desk) -> None:
        """Only they see it."""
        elena, before = desk.person("elena"), len(logged(desk, "Acme Robotics"))
        elena.join(ACME)
        ts = desk.person("sam").say(ACME, "they asked for references")
        elena.react(ACME, ts, "memo")
        told = elena.wait(
            lambda p: next((m for m in p.messages(ACME) if "belongs to Sam Ortega" in visible(m)), None),
            timeout=PATIENCE,
        )
        assert told
        assert len(logged(desk, "Acme Robotics")) == before


def in_thread(person: Any, ts: str, words: str) -> Message | None:
    return next((m for m in person.thread(ACME, ts)[1:] if words in visible(m)), None)


MAILED = ("Juniper", "Glasswater", "Halyard")
MAIL = """emailed Juniper Cold Storage the offer

Hi Sam,

thank you, we will look at it.

Best regards
Joan Marsh
Head of Purchasing, move Glasswater Bottling to proposal

On Mon, Nov 23, 2026 at 9:01 AM Sam Ortega wrote:
> Juniper is now 99k
> we won Halyard Freight!
"""


class TestPastedMail:
    """Signatures and quoted lines are not instructions."""

    def test_in_a_direct_message(self, desk: Desk) -> None:
        """What stands above is logged; what is quoted changes nothing."""
        before = [being_worked(desk, name) for name in MAILED]
        echo = desk.says("sam", MAIL)
        assert "logged an *email*" in visible(echo)
        after = [being_worked(desk, name) for name in MAILED]
        assert [(d.stage, d.amount) for d in after] == [(d.stage, d.amount) for d in before]

    def test_a_long_one_is_kept_up_to_the_limit(self, desk: Desk) -> None:
        """Nothing fails because somebody pasted a whole thread."""
        assert "logged a *call*" in visible(desk.says("sam", "called Juniper Cold Storage, " + "they said so, " * 600))
        assert len(logged(desk, "Juniper Cold Storage")[0].note) <= 4_000

    def test_by_the_shortcut(self, desk: Desk) -> None:
        """The form has it as the note, as much of it as a field takes."""
        sam = desk.person("sam")
        ts = sam.say("C0SALES", MAIL + "and so on. " * 500)
        sam.shortcut("log_to_deal", "C0SALES", ts)
        form = desk.form("sam")
        deal = str(being_worked(desk, "Juniper Cold Storage").id)
        assert desk.submits("sam", form, deal=deal) == {}
        sam.wait(lambda _: any("Joan Marsh" in a.note for a in logged(desk, "Juniper Cold Storage")), timeout=PATIENCE)
        assert any("Joan Marsh" in a.note for a in logged(desk, "Juniper Cold Storage"))


class TestTeaching:
    """What was not understood at once is kept if the workspace agrees; an admin teaches words from it."""

    def test_nothing_is_kept_without_consent(self, desk: Desk) -> None:
        """Off by default."""
        desk.says("sam", "flurbed the whatsit at Acme Robotics")
        form = desk.opens("dana", "/firebreak language")
        assert "Sentences are not kept" in visible({"blocks": form["blocks"]})
        desk.person("dana").close(form, everything=True)

    def test_only_admins_may(self, desk: Desk) -> None:
        """A rep is told who may."""
        assert "Only an admin" in visible(desk.types("sam", "/firebreak language"))

    def test_sentences_are_listed_and_a_word_holds_at_once(self, desk: Desk) -> None:
        """Consent, three sentences that went wrong, an alias, and the same words work."""
        form = desk.opens("dana", "/firebreak settings")
        assert desk.submits("dana", form, keep_sentences=["yes"]) == {}
        desk.says("sam", "Halyard Freight to handshake")
        desk.says("sam", "it's such a lovely day")
        desk.says("sam", "Halyard Freight is now 14k")
        desk.says("sam", "no, 15k")
        desk.says("sam", "undo")
        desk.says("sam", "undo")
        form = desk.opens("dana", "/firebreak language")
        words = visible({"blocks": form["blocks"]})
        for holds in ("lovely day", "not understood", "Halyard Freight is now 14k", "corrected: no, 15k", "Sam Ortega"):
            assert holds in words, holds
        taught = desk.person("dana").submit(form, filled(form, {"words": "Handshake"}) | meaning(form, "stage:verbal"))
        assert taught["ok"], taught
        assert "*Verbal*" in visible(desk.says("sam", "Halyard Freight to handshake"))
        desk.says("sam", "undo")
        shown = desk.form("dana")
        assert "“handshake” means *Verbal*" in visible({"blocks": shown["blocks"]})
        desk.person("dana").click_view(shown, block_action(shown, "Forget"))
        newest = next(b for b in shown["blocks"] if (b.get("accessory") or {}).get("text", {}).get("text") == "Forget")
        shown = desk.person("dana").wait(
            lambda p: next((m for m in p.modals() if newest["text"]["text"] not in visible(m)), None), timeout=PATIENCE
        )
        desk.person("dana").click_view(shown, block_action(shown, "Remove"))
        desk.person("dana").close(desk.form("dana"), everything=True)

    def test_a_deal_has_another_name(self, desk: Desk) -> None:
        """What a team calls a deal among themselves."""
        form = desk.opens("dana", "/firebreak language")
        deal = str(being_worked(desk, "Rookhaven Cables").id)
        assert desk.submits("dana", form, words="the cable people", deal=deal) == {}
        desk.person("dana").close(desk.form("dana"), everything=True)
        assert "Rookhaven Cables" in visible(desk.says("sam", "called the cable people, they are busy"))

    def test_words_that_mean_something_already_are_refused(self, desk: Desk) -> None:
        """At the field."""
        form = desk.opens("dana", "/firebreak language")
        refused = desk.person("dana").submit(form, filled(form, {"words": "Proposal"}) | meaning(form, "stage:verbal"))
        assert "is the name of Proposal already" in refused["errors"]["words"]
        nothing = desk.person("dana").submit(form, filled(form, {"words": "xyz"}))
        assert "Pick one thing" in str(nothing["errors"])
        desk.person("dana").close(form, everything=True)


def meaning(form: dict[str, Any], value: str) -> dict[str, Any]:
    element = next(block["element"] for block in form["blocks"] if block.get("block_id") == "meaning")
    options = [option for group in element["option_groups"] for option in group["options"]]
    chosen = next(option for option in options if option["value"] == value)
    return {"meaning": {element["action_id"]: {"type": "static_select", "selected_option": chosen}}}


def block_action(form: dict[str, Any], label: str) -> str:
    return str(button({"blocks": form["blocks"]}, label)["action_id"])


@pytest.fixture
def counted_otherwise(desk: Desk) -> Iterator[None]:
    """Puts the workspace's settings back afterwards."""
    with desk.store.reading(desk.workspace) as tx:
        before: Workspace = tx.workspace
    yield
    with desk.store.writing(desk.workspace) as tx:
        tx.save_workspace(before, None)


@pytest.mark.usefixtures("counted_otherwise")
class TestSettings:
    """What an admin sets holds from the next message on."""

    def sets(self, desk: Desk, **fields: Any) -> None:
        form = desk.opens("dana", "/firebreak settings")
        assert desk.submits("dana", form, **fields) == {}

    @pytest.mark.parametrize(
        ("order", "day"), [("no", date(2027, 3, 4)), ("yes", date(2027, 4, 3))], ids=["en-US", "en-GB"]
    )
    def test_the_order_of_days(self, desk: Desk, order: str, day: date) -> None:
        """3/4 is March 4 or 3 April."""
        self.sets(desk, day_first=order)
        desk.says("grace", "how's my pipeline?")
        desk.says("sam", "Rookhaven closes on 3/4")
        assert being_worked(desk, "Rookhaven Cables").close_date == day
        desk.says("sam", "undo")

    def test_a_decimal_comma(self, desk: Desk) -> None:
        """45.000,50 is forty-five thousand and a half."""
        self.sets(desk, decimal_comma="yes")
        desk.says("sam", "Rookhaven is now $45.000,50")
        assert being_worked(desk, "Rookhaven Cables").amount == Money(4_500_050, "USD")
        desk.says("sam", "undo")

    def test_the_currency(self, desk: Desk) -> None:
        """A bare amount is in the workspace's."""
        self.sets(desk, currency="EUR")
        desk.says("sam", "Rookhaven is now 45k")
        assert being_worked(desk, "Rookhaven Cables").amount == Money(4_500_000, "EUR")
        desk.says("sam", "undo")

    def test_a_week_that_starts_on_sunday(self, desk: Desk) -> None:
        """The list of this week begins there."""
        self.sets(desk, week_start="6")
        assert "Sun 22 Nov 2026 to Sat 28 Nov 2026" in visible(desk.says("sam", "my deals closing this week"))

    def test_the_fiscal_year(self, desk: Desk) -> None:
        """End of Q1 where the year begins in February."""
        self.sets(desk, fiscal_start="2")
        desk.says("sam", "Rookhaven closes end of Q1")
        assert being_worked(desk, "Rookhaven Cables").close_date == date(2027, 4, 30)
        desk.says("sam", "undo")

    def test_another_emoji_or_none(self, desk: Desk) -> None:
        """Set with or without colons."""
        self.sets(desk, log_reaction=":pencil:")
        sam, before = desk.person("sam"), len(logged(desk, "Acme Robotics"))
        ts = sam.say(ACME, "they like the second option better")
        sam.react(ACME, ts, "memo")
        sam.react(ACME, ts, "pencil")
        assert sam.wait(lambda p: in_thread(p, ts, "logged a"), timeout=PATIENCE)
        assert len(logged(desk, "Acme Robotics")) == before + 1

    def test_what_is_no_emoji_is_refused(self, desk: Desk) -> None:
        """At its field."""
        form = desk.opens("dana", "/firebreak settings")
        assert "emoji's name" in desk.submits("dana", form, log_reaction="a b")["log_reaction"]
        desk.person("dana").close(form, everything=True)


def test_the_speakers_zone_decides_today(desk: Desk) -> None:
    """When it is Monday evening in New York, it is Tuesday in Kolkata: there "today" is the 24th."""
    desk.later(hours=8)
    mine = owned(desk, "Priya Raghunathan")[0]
    assert "Tue 24 Nov 2026" in visible(desk.says("priya", f"next step {mine}: send the offer by today"))
    assert "Mon 23 Nov 2026" in visible(desk.says("sam", "next step Rookhaven: send the offer by today"))


def owned(desk: Desk, name: str) -> list[str]:
    with desk.store.reading(desk.workspace) as tx:
        person = next(p for p in tx.people.team() if p.name == name and p.role is Role.REP)
        deals: list[Deal] = tx.deals.open_of([person.id])
        return [deal.name for deal in deals]


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
    "Juniper Cold Storage is verbal": ("Stage: verbal from", "Deal: Juniper Cold Storage"),
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
