"""From a number of the digest to its deals, to their changes, to the message that made them: in a real workspace."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.ids import Act
from sales.errors import NotAllowed
from tests.bot.desk import Desk, Message, elements, visible
from tests.bot.forging import clicked


def the_digest(desk: Desk, who: str) -> Message:
    """Tuesday's digest, the day after Sam has pushed a commit in a channel."""
    known = [m for m in desk.messages_of(who) if "Your forecast" in visible(m)]
    return known[-1]


def pick(desk: Desk, who: str, channel: str, message: Message, label: str) -> None:
    """Chooses an entry of the menu of numbers whose label begins so."""
    for element in elements(message):
        options = [option for group in element.get("option_groups", ()) for option in group["options"]]
        for option in options:
            if option["text"]["text"].startswith(label):
                answer = desk.person(who).click(channel, message, element["action_id"], selected_option=option)
                assert answer["ok"], answer
                return
    raise AssertionError(f"no number {label!r}")


def cells(message: Message) -> dict[str, str]:
    """The labels and values of a grid of fields."""
    texts = [cell["text"] for block in message["blocks"] for cell in block.get("fields", ())]
    return {text.partition("\n")[0].strip("*"): text.partition("\n")[2] for text in texts}


def test_a_number_opens_to_its_deals_and_a_deal_to_the_message(desk: Desk) -> None:
    """Digest, commit, its deals with the same sum, a card, its history, and the link to what Sam wrote."""
    sam = desk.person("sam")
    with desk.store.reading(desk.workspace) as tx:
        mine = next(p for p in tx.people.team() if p.first_name == "Sam")
        dated = [deal for deal in tx.deals.open_of([mine.id]) if deal.close_date and deal.amount]
        deal = next(deal for deal in dated if deal.close_date and deal.close_date.year == 2026)
    written = desk.says("sam", f"<@{desk.sandbox.bot_user}> {deal.name} goes up to 333k", "C0SALES")
    assert "333,000" in visible(written)
    desk.clock_to(datetime(2026, 11, 24, 14, 0, tzinfo=UTC))
    digest = the_digest(desk, "dana")
    dm = desk.person("dana").app_dm()
    pick(desk, "dana", dm, digest, "Total")
    listed = desk.next_message("dana", dm, digest["ts"], "deals in the forecast")
    assert cells(digest)["Total"] in visible(listed)
    assert deal.name.replace("&", "&amp;") in visible(listed)
    row = next(b for b in listed["blocks"] if b.get("accessory", {}).get("value") == str(deal.id))
    chosen = {"block_id": row["block_id"], "value": str(deal.id)}
    assert desk.person("dana").click(dm, listed, row["accessory"]["action_id"], **chosen)["ok"]
    card = desk.next_message("dana", dm, listed["ts"], "History")
    desk.clicks("dana", dm, card, "History")
    history = desk.next_message("dana", dm, card["ts"], "what changed, the latest first")
    said = visible(history)
    assert "→ $333,000 — Sam" in said
    assert f"{desk.sandbox.url}/archives/C0SALES/p" in said
    assert sam.user


def test_how_the_projection_of_a_digest_was_made(desk: Desk) -> None:
    """One click opens it with the digest's number and day; whoever may not see these numbers is told so."""
    dana, digest = desk.person("dana"), the_digest(desk, "dana")
    dm, said = dana.app_dm(), visible(digest)
    projected = re.search(r"Projected (\S+) by 31 Dec", said)
    assert projected, said
    desk.clicks("dana", dm, digest, "How?")
    form = desk.form("dana")
    assert form["title"]["text"] == "How it is projected"
    words = visible(form)
    for expected in ("when Tue 24 Nov 2026 began", "Patterned hazard", "trusted", "How far off", "In 4 of 5 cases"):
        assert expected in words
    how = next(element for element in elements(digest) if element["action_id"] == Act.PROJECTION)
    with pytest.raises(NotAllowed):
        clicked(desk, "sam", how["action_id"], how["value"])


def test_why_in_the_thread_of_the_digest(desk: Desk) -> None:
    """The manager asks below the digest; the answer stands in its thread, with the deal, the person and the link."""
    digest, dana = the_digest(desk, "dana"), desk.person("dana")
    dm = dana.app_dm()
    ts = dana.say(dm, "why did the total move?", thread_ts=digest["ts"])

    def found(who: Any) -> Message | None:
        return next((m for m in who.thread(dm, digest["ts"]) if m["ts"] > ts and m["user"] != who.user), None)

    answer = dana.wait(found, timeout=60)
    said = visible(answer)
    assert "why the total moved" in said
    assert cells(digest)["Total"] in said
    assert "→ $333,000 — Sam" in said
    assert "/archives/C0SALES/p" in said


def test_a_forecast_of_the_past(desk: Desk) -> None:
    """Asked in a sentence or by the command it has the same numbers, its quarter is that of the day, and when they were
    true stands below; a day to come has none."""
    said = visible(desk.says("dana", "what was the forecast on September 1?"))
    typed = desk.types("dana", "/forecast 2026-Q3 as of 2026-09-01")
    for words in ("2026-Q3 · Dana Whitlock and team", "As of Tue 1 Sep 2026 23:59 EDT"):
        assert words in said
        assert words in visible(typed)
    assert all(amount in said for amount in cells(typed).values())
    own = visible(desk.says("sam", "what was my commit last Friday?"))
    assert "2026-Q4 · Sam Ortega" in own
    assert "As of Fri 20 Nov 2026 23:59 EST" in own
    assert "still to come" in visible(desk.says("sam", "forecast as of tomorrow"))
    assert "still to come" in visible(desk.types("dana", "/forecast as of 2026-12-24"))


def test_a_long_list_is_turned_to_its_end(desk: Desk) -> None:
    """Fifteen deals at a time, in place; every deal comes once, and all of them are there."""
    morgan = desk.person("morgan")
    dm, shown = morgan.app_dm(), desk.says("morgan", "forecast")
    pick(desk, "morgan", dm, shown, "Total")
    page = desk.next_message("morgan", dm, shown["ts"], "deals in the forecast")
    ts, seen = page["ts"], list[str]()
    count = int(next(re.finditer(r"1 to 15 of (\d+)", visible(page)))[1])
    while True:
        seen += [e["value"] for e in elements(page) if e.get("action_id") == Act.CARD]
        following = [e["text"]["text"] for e in elements(page) if e.get("text", {}).get("text", "").startswith("Next")]
        if not following:
            break
        desk.clicks("morgan", dm, page, following[0])
        page = desk.now_reads("morgan", dm, ts, f"{len(seen) + 1} to ")
    assert len(seen) == len(set(seen)) == count
    desk.clicks("morgan", dm, page, "Back 15")
    desk.now_reads("morgan", dm, ts, "Next ")


def test_an_admin_sees_and_does_not_adjust(desk: Desk) -> None:
    """Dana keeps the quotas of another team as an admin; making something of its numbers is for who leads it."""
    assert "Adjust someone" in visible(desk.types("dana", "/forecast"))
    others = visible(desk.types("dana", "/forecast Lee"))
    assert "Lee Ashworth and team" in others
    assert "Adjust someone" not in others
    assert "Adjust someone" in visible(desk.types("morgan", "/forecast Lee"))
