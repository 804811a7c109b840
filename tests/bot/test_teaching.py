"""What an admin teaches, and the settings that change what words mean."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from sales.money import Money
from sales.workspace import Workspace
from tests.bot.desk import PATIENCE, Desk, filled, visible
from tests.bot.talking import (
    ACME,
    being_worked,
    block_action,
    in_thread,
    logged,
    owned,
    presses,
)


class TestTeaching:
    """What was not understood at once is kept if the workspace agrees; an admin teaches words from it."""

    def test_nothing_is_kept_without_consent(self, desk: Desk) -> None:
        """Off by default."""
        desk.says("sam", "flurbed the whatsit at Acme Robotics")
        form = desk.opens("dana", "/firebreak language")
        assert "Sentences are not being kept" in visible({"blocks": form["blocks"]})
        desk.person("dana").close(form, everything=True)

    def test_only_admins_may(self, desk: Desk) -> None:
        """A rep is told whom to ask, in the words of every other command."""
        assert "Only an admin can change this. Ask Dana Whitlock." in visible(desk.types("sam", "/firebreak language"))

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
        """A bare amount is in the workspace's, for a deal without one; no deal's own currency is changed unasked."""
        self.sets(desk, currency="EUR", rates="USD 0.9")
        desk.says("sam", "new deal: Windle Euros")
        desk.says("sam", "Windle Euros is now 45k")
        assert being_worked(desk, "Windle Euros").amount == Money(4_500_000, "EUR")
        for said, label, meant in (
            ("Rookhaven is now 6.5k", "$6,500", Money(650_000, "USD")),
            ("Rookhaven is now 46k", "€46,000", Money(4_600_000, "EUR")),
        ):
            before = being_worked(desk, "Rookhaven Cables").amount
            asked = desk.says("sam", said)
            assert being_worked(desk, "Rookhaven Cables").amount == before
            presses(desk, "sam", asked, label)
            assert being_worked(desk, "Rookhaven Cables").amount == meant
            desk.says("sam", "undo")
        desk.says("sam", "Rookhaven is now $47k")
        assert being_worked(desk, "Rookhaven Cables").amount == Money(4_700_000, "USD")
        presses(desk, "sam", desk.says("sam", "no, 48k"), "$48,000")
        assert being_worked(desk, "Rookhaven Cables").amount == Money(4_800_000, "USD")
        desk.says("sam", "undo")
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
