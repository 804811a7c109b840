"""Forms that know what was said, and questions that only offer what the person can do."""

from __future__ import annotations

from datetime import date

from sales.process import Outcome
from tests.bot.desk import Desk, Message, elements, visible


def labels(message: Message) -> list[str]:
    return [element["text"]["text"] for element in elements(message) if "text" in element]


def field(form: Message, block_id: str) -> Message:
    """What stands in a field of a form."""
    element: Message = next(block["element"] for block in form["blocks"] if block.get("block_id") == block_id)
    return element


def names_of(form: Message) -> set[str]:
    return {str(block.get("block_id")) for block in form["blocks"] if block["type"] == "input"}


class TestAdvance:
    """What the next stage needs is asked for plainly, and whoever does not have it says why they move on."""

    def test_missing_facts_are_asked_for_or_explained(self, desk: Desk) -> None:
        """Asked facts are no options; one click takes them out of the form and asks for the reason instead."""
        desk.says("sam", "new deal: Tallow & Wick, 12k")
        form = desk.opens("sam", "/deal Tallow & Wick to proposal")
        asked = [block for block in form["blocks"] if block.get("block_id") in ("close_date", "decision_maker")]
        assert len(asked) == 2
        assert not any(block.get("optional") for block in asked)
        sam = desk.person("sam")
        sam.click_view(form, "advance.without")
        drawn: Message = sam.wait(
            lambda who: next((v for v in who.modals() if "close_date" not in names_of(v)), None), timeout=60
        )
        reason = next(block for block in drawn["blocks"] if block.get("block_id") == "reason")
        assert "Why move on without" in reason["label"]["text"]
        assert not reason.get("optional")
        assert desk.submits("sam", drawn, reason="They sign first and tell us later") == {}
        assert desk.deal("Tallow & Wick").stage == "proposal"
        assert any("tell us later" in change.reason for change in desk.history("Tallow & Wick"))

    def test_going_back_asks_for_nothing(self, desk: Desk) -> None:
        """Only a reason one may give, whatever the deal lacks."""
        desk.says("sam", "new deal: Tallow Two, 12k")
        desk.says("sam", "Tallow Two to proposal")
        form = desk.opens("sam", "/deal Tallow Two to qualified")
        assert names_of(form) == {"stage", "reason"}
        assert "without it" not in visible({"blocks": form["blocks"]})
        assert desk.submits("sam", form, stage="qualified") == {}


class TestShortcut:
    """The form over a message begins with what the message says."""

    def test_kind_day_contact_and_deal_are_filled_in(self, desk: Desk) -> None:
        """The whole message is the note; what was understood of it stands in the fields."""
        sam = desk.person("sam")
        ts = sam.say("C0SALES", "met with Jane at Acme Robotics yesterday, she wants a demo")
        sam.shortcut("log_to_deal", "C0SALES", ts)
        form = desk.form("sam")
        assert field(form, "kind")["initial_option"]["value"] == "meeting"
        assert field(form, "happened_on")["initial_date"] == "2026-11-22"
        assert field(form, "contact")["initial_value"] == "Jane"
        assert field(form, "note")["initial_value"].startswith("met with Jane")
        assert "Acme Robotics" in field(form, "deal")["initial_option"]["text"]["text"]
        sam.close(form, everything=True)

    def test_a_colleagues_deal_is_not_proposed(self, desk: Desk) -> None:
        """Elena cannot change Sam's deal, so the form lets her choose."""
        elena = desk.person("elena")
        ts = elena.say("C0SALES", "called Jane at Acme Robotics")
        elena.shortcut("log_to_deal", "C0SALES", ts)
        form = desk.form("elena")
        assert "initial_option" not in field(form, "deal")
        assert field(form, "kind")["initial_option"]["value"] == "call"
        elena.close(form, everything=True)


def test_only_deals_one_may_change_are_offered(desk: Desk) -> None:
    """A change to a name that several have offers one's own of them and no colleague's."""
    desk.says("sam", "new deal: Quorn Mills Alpha, 10k")
    desk.says("tom", "new deal: Quorn Mills Beta, 10k")
    sams = labels(desk.says("sam", "Quorn Mills is now 12k"))
    assert any("Alpha" in label for label in sams)
    assert not any("Beta" in label for label in sams)


def test_handing_over_to_another_team_is_asked(desk: Desk) -> None:
    """Noor works for Lee: Sam is told what it means, and one click does it. Tom is on Sam's team: no question."""
    desk.says("sam", "new deal: Tanner Row, 10k")
    assert "belongs to *Tom Brandvold*" in visible(desk.says("sam", "hand Tanner Row over to Tom"))
    assert "belongs to *Sam Ortega*" in visible(desk.says("tom", "hand Tanner Row over to Sam"))
    asked = desk.says("sam", "hand Tanner Row over to Noor")
    assert "Noor El-Masri (EMEA & Asia) is on another team" in visible(asked).replace("&amp;", "&")
    assert desk.deal("Tanner Row").owner_id != owner_id(desk, "Noor")
    dm = desk.person("sam").app_dm()
    desk.clicks("sam", dm, asked, "Yes, hand it to Noor")
    desk.changed("sam", dm, asked["ts"], lambda words: "belongs to *Noor El-Masri*" in words)
    assert desk.deal("Tanner Row").owner_id == owner_id(desk, "Noor")


def owner_id(desk: Desk, first_name: str) -> int:
    with desk.store.reading(desk.workspace) as tx:
        return next(person.id for person in tx.people.team() if person.first_name == first_name)


def test_reopening_by_sentence_goes_back_to_where_it_was(desk: Desk) -> None:
    """The first button is what the card's would do; other stages are offered beside it."""
    desk.says("sam", "new deal: Umber Vale, 10k, contract")
    desk.says("sam", "Umber Vale to proposal")
    form = desk.opens("sam", "/deal Umber Vale lost price")
    assert desk.submits("sam", form) == {}
    assert desk.deal("Umber Vale").outcome is Outcome.LOST
    asked = desk.says("sam", "reopen Umber Vale")
    assert "Umber Vale is lost. Reopen it in Proposal, where it was, or elsewhere?" in visible(asked)
    dm = desk.person("sam").app_dm()
    desk.clicks("sam", dm, asked, "Reopen in Proposal")
    desk.changed("sam", dm, asked["ts"], lambda words: "reopened" in words)
    assert (desk.deal("Umber Vale").outcome, desk.deal("Umber Vale").stage) == (Outcome.OPEN, "proposal")


def test_a_stage_alone_reopens_nothing_without_a_click(desk: Desk) -> None:
    """A closed deal that is merely moved is asked about first: its celebration would be taken back."""
    desk.says("sam", "new deal: Umber Hill, 10k, contract")
    form = desk.opens("sam", "/deal Umber Hill lost price")
    assert desk.submits("sam", form) == {}
    dm = desk.person("sam").app_dm()
    asked = desk.says("sam", "Umber Hill to verbal")
    assert "Umber Hill is lost since Mon 23 Nov 2026. Reopen it in Verbal?" in visible(asked)
    assert desk.deal("Umber Hill").outcome is Outcome.LOST
    desk.clicks("sam", dm, asked, "Yes, reopen it")
    desk.changed("sam", dm, asked["ts"], lambda words: "reopened" in words)
    assert (desk.deal("Umber Hill").outcome, desk.deal("Umber Hill").stage) == (Outcome.OPEN, "verbal")


def test_the_list_of_deals_says_where_each_stands(desk: Desk) -> None:
    """/deal alone: stage, amount and close date of each."""
    listed = visible(desk.types("sam", "/deal"))
    assert any(f"\\n{stage} · $" in listed for stage in ("Discovery", "Qualified", "Proposal", "Verbal", "Contract"))


def test_settings_say_who_may_and_who_did(desk: Desk) -> None:
    """An admin reads who changed them last; others are told whom to ask."""
    form = desk.opens("dana", "/firebreak settings")
    assert "Nobody has changed these settings yet. Admins can change them: Dana Whitlock" in visible(form)
    assert desk.submits("dana", form, currency="EUR", rates="USD 0.9") == {}
    again = desk.opens("dana", "/firebreak settings")
    assert "Last changed by Dana Whitlock, Mon 23 Nov 2026" in visible(again)
    desk.person("dana").close(again, everything=True)
    assert "Only an admin can change this. Ask Dana Whitlock." in visible(desk.types("sam", "/firebreak settings"))


class TestWhatAFormDoesNotTake:
    """Said at the field, and nothing is saved."""

    def test_a_new_deal_that_was_to_close_already(self, desk: Desk) -> None:
        """As in a sentence, a day that has passed is asked about, not taken."""
        form = desk.opens("sam", "/deal new")
        errors = desk.submits("sam", form, name="Yesterday Foods", close_date="2026-11-01")
        assert errors == {"close_date": "Sun 1 Nov 2026 has passed. Pick today or a later day."}
        assert desk.submits("sam", form, name="Yesterday Foods", close_date="2026-12-01") == {}

    def test_an_edited_deal(self, desk: Desk) -> None:
        """A day that has passed already may stay while something else is changed; a new one may not be chosen."""
        late = "Yarrow & Finch – Yard Desk"
        assert desk.deal(late).close_date == date(2026, 11, 13)
        desk.clicks("sam", "C0SALES", desk.types("sam", f"/deal {late}"), "Edit")
        form = desk.form("sam")
        assert "has passed" in desk.submits("sam", form, close_date="2026-11-14")["close_date"]
        assert desk.submits("sam", form, next_step="Call them", close_date="2026-11-13") == {}
        assert desk.deal(late).next_step == "Call them"

    def test_the_name_of_another_deal(self, desk: Desk) -> None:
        """Two open deals of one owner are not called the same; its own name a deal may keep."""
        desk.clicks("sam", "C0SALES", desk.types("sam", "/deal Yarrow & Finch – Yard Desk"), "Edit")
        form = desk.form("sam")
        refused = desk.submits("sam", form, name="acme robotics – Dock Planner")
        assert refused == {"name": "Another open deal has that name. Add something that tells the two apart."}
        assert desk.submits("sam", form, name="Yarrow & Finch – Yard Desk") == {}

    def test_another_teams_colleague(self, desk: Desk) -> None:
        """The form offers one's own team; somebody else's id is refused, with the way it is done."""
        with desk.store.reading(desk.workspace) as tx:
            ids = {person.first_name: person.id for person in tx.people.team()}
        desk.clicks("sam", "C0SALES", desk.types("sam", "/deal Yesterday Foods"), "Edit")
        form = desk.form("sam")
        owner = next(block["element"] for block in form["blocks"] if block.get("block_id") == "owner")
        offered = {option["text"]["text"].split()[0] for option in owner["options"]}
        assert "Dana" in offered
        assert not {"Lee", "Noor"} & offered
        owner["options"].append({"text": {"type": "plain_text", "text": "x"}, "value": str(ids["Noor"])})
        version = desk.deal("Yesterday Foods").version
        desk.submits("sam", form, owner=str(ids["Noor"]))
        assert desk.deal("Yesterday Foods").version == version


def test_a_currency_that_nothing_has_a_rate_to(desk: Desk) -> None:
    """Is refused at its field, with what to write; so is one in which nobody pays."""
    form = desk.opens("dana", "/firebreak settings")
    refused = desk.submits("dana", form, currency="JPY", rates="GBP 200")
    assert "Deals or quotas are in USD, and without a rate to JPY" in refused["currency"]
    assert "Nobody pays in XXX" in desk.submits("dana", form, currency="XXX")["currency"]
    desk.person("dana").close(form, everything=True)


def test_a_fiscal_year_that_leaves_quotas_behind(desk: Desk) -> None:
    """The form says, once it is saved, how many quotas count no longer, and that they are kept."""
    form = desk.opens("dana", "/firebreak settings")
    desk.submits("dana", form, fiscal_start="2")
    told = desk.form("dana")
    assert "quotas no longer count" in visible(told)
    assert "put the fiscal year back, and they count again" in visible(told)
    desk.person("dana").close(told, everything=True)
    again = desk.opens("dana", "/firebreak settings")
    desk.submits("dana", again, fiscal_start="1")
