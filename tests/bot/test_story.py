"""What a newcomer does in the first five minutes, said in one go: nothing here needs an explanation."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.main.demo.guide import GUIDE
from sandbox.guide import matches
from storage.process_file import load_process
from tests.bot.desk import Desk, button, elements, visible


def test_a_sentence_is_logged_echoed_and_undone(desk: Desk) -> None:
    """A rep says what happened; the echo tells what was understood; one click takes it all back."""
    card_before = visible(desk.types("sam", "/deal Acme Robotics"))
    said = desk.says("sam", "called Jane at Acme Robotics, wants a proposal, 45k, close end of Q1")
    echo = visible(said)
    assert "logged a *call* with Jane" in echo
    assert "*$45,000*" in echo
    assert "Wed 31 Mar 2027" in echo
    sam = desk.person("sam")
    sam.click(sam.app_dm(), said, "entry.undo")
    desk.now_reads("sam", sam.app_dm(), said["ts"], "is back as it was")
    card_after = visible(desk.types("sam", "/deal Acme Robotics"))
    for fact in ("$40,000", "Mon 7 Dec 2026"):
        assert fact in card_before
        assert fact in card_after


def test_the_guide_ticks_what_was_typed_as_a_command(desk: Desk) -> None:
    """`/log` counts as much as a message, and so does its Undo."""
    before = len(desk.sandbox.journal.entries())
    echo = desk.types("noor", "/log called Ada at Vantner Pharma Supply – Shift Board")
    assert done_in_the_guide(desk, "log", before), visible(echo)
    desk.clicks("noor", "C0SALES", echo, "Undo")
    assert desk.person("noor").wait(lambda _: done_in_the_guide(desk, "undo", before), timeout=60)


def done_in_the_guide(desk: Desk, step: str, since: int = 0) -> bool:
    """Whether the demo's guide would tick this step by now, by what the journal holds from entry `since` on."""
    wanted = next(one["done_when"] for one in GUIDE if one["id"] == step)
    return any(matches(entry, wanted) for entry in desk.sandbox.journal.entries()[since:])


def test_a_deal_is_created_advanced_won_and_reopened(desk: Desk) -> None:
    """From "new deal" over an exit criterion to the celebration; reopening corrects the celebration where it stands."""
    created = desk.types("sam", "/deal new Wayne Enterprises, 80k, referral, closes end of Q2")
    assert "Wayne Enterprises" in visible(created)
    assert "$80,000" in visible(created)
    sam = desk.person("sam")

    form = desk.opens("sam", "/deal Wayne Enterprises to qualified")
    criterion = next(block for block in form["blocks"] if block.get("block_id", "").startswith("criteria:"))
    assert "what the problem costs them" in visible({"blocks": [criterion]})
    refused = sam.submit(form, {"stage": {"advance.stage": option("qualified")}})
    assert not refused["ok"]
    assert "Still open" in refused["errors"]["reason"]
    assert not done_in_the_guide(desk, "advance")
    ticks = {"type": "checkboxes", "selected_options": criterion["element"]["options"]}
    accepted = sam.submit(
        form, {"stage": {"advance.stage": option("qualified")}, criterion["block_id"]: {"criteria": ticks}}
    )
    assert accepted["ok"], accepted
    assert done_in_the_guide(desk, "advance")
    assert "Qualified" in visible(desk.types("sam", "/deal Wayne Enterprises"))

    asked = desk.says("sam", "we won Wayne Enterprises")
    dm = sam.app_dm()
    sam.click(dm, asked, button(asked, "Yes")["action_id"])
    desk.now_reads("sam", dm, asked["ts"], "won")
    win = sam.wait(lambda who: next((m for m in who.messages("C0WINS") if "Wayne" in visible(m)), None), timeout=60)
    assert "Sam Ortega won Wayne Enterprises for $80,000" in visible(win)

    sam.click("C0WINS", win, "win.story")
    story = sam.wait_for_modal()
    told = {"story": {"story": {"type": "plain_text_input", "value": "They asked for the pilot themselves."}}}
    assert sam.submit(story, told)["ok"]
    desk.now_reads("sam", "C0WINS", win["ts"], "They asked for the pilot themselves.")

    card = desk.types("sam", "/deal Wayne Enterprises")
    sam.click("C0SALES", card, "deal.reopen")
    desk.now_reads("sam", "C0WINS", win["ts"], "reopened")


def option(value: str) -> dict[str, object]:
    return {"type": "static_select", "selected_option": {"text": {"type": "plain_text", "text": value}, "value": value}}


def test_tomorrow_each_manager_gets_one_digest_and_it_equals_the_forecast(desk: Desk) -> None:
    """The clock moves to the next morning: one digest each, at eight, with the numbers that /forecast and Home show."""
    desk.clock_to(datetime(2026, 11, 24, 13, 1, tzinfo=UTC))
    for manager in ("dana", "lee", "morgan"):
        digests = desk.messages_of(manager, "of $")
        assert len(digests) == 1, (manager, [d["text"] for d in digests])
        assert any(block["type"] == "image" for block in digests[0]["blocks"])
    digest = visible(desk.messages_of("dana", "of $")[0])
    answer = visible(desk.types("dana", "/forecast"))
    home = desk.person("dana").wait(lambda who: who.home(), timeout=60)
    for figure in figures(digest):
        assert figure in answer
        assert figure in visible({"blocks": home["blocks"]})


def figures(text: str) -> list[str]:
    """Closed, commit, best case and total as the digest writes them."""
    found = [text.split(f"*{name}*\\n")[1].split('"')[0] for name in ("Closed", "Commit", "Best case", "Total")]
    assert all(figure.startswith("$") for figure in found), found
    return found


def test_two_weeks_later_each_owner_gets_one_nudge_and_answers_all_of_it(desk: Desk) -> None:
    """One message per owner; every deal in it can be answered with one click until the list is empty and cheered."""
    desk.clock_to(datetime(2026, 12, 8, 17, 30, tzinfo=UTC))
    nudges = desk.messages_of("tom", "need you")
    assert len(nudges) == 1
    tom, nudge = desk.person("tom"), nudges[0]
    dm = tom.app_dm()
    while rights := [e for e in elements(nudge) if "still_right" in e["action_id"]]:
        tom.click(dm, nudge, rights[0]["action_id"])
        nudge = desk.changed("tom", dm, nudge["ts"], visible(nudge).__ne__)
    assert "Your pipeline is true today" in visible(nudge)
    desk.later(hours=1)
    assert len(desk.messages_of("tom")) == 1


def test_help_and_the_process_can_be_read_by_everybody(desk: Desk) -> None:
    """`/firebreak help` shows what can be said; `/firebreak process` shows every stage with its exit criteria."""
    assert "wants a proposal" in visible(desk.types("grace", "/firebreak help"))
    view = desk.opens("grace", "/firebreak process")
    words = visible({"blocks": view["blocks"]})
    for stage in load_process().open_stages:
        assert stage.name in words
        assert stage.definition in words
    desk.person("grace").close(view, everything=True)
