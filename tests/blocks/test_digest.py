"""The digest: one sentence, the numbers, the deals that matter, and who is quiet."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.blocks.digest import Showing, digest_message
from bot.blocks.kit import Message
from bot.ids import Act
from sales.forecast import DealSpan
from sales.usecases.digesting import Digest
from sales.workspace import Layout
from tests.blocks.examples import a_digest, a_stalled_deal
from tests.blocks.seen import blocks_of, buttons, check, shown
from tests.sales.examples import ANN, BOB, MAX, a_deal, usd

COMMIT = a_deal(id=1, stage="signing", amount=usd(250_000))
SLIPPED = a_deal(id=2, name="Beta", close_date=date(2026, 12, 30), stage="proposal", owner_id=BOB.id)
SLIP = DealSpan(replace(SLIPPED, close_date=date(2026, 12, 1)), SLIPPED)
STALLED = a_stalled_deal(5, close_date=date(2026, 11, 2))
AS_OF, BEFORE = "20261119150000000000", "20261116150000000000"
FULL = a_digest([COMMIT, SLIPPED, STALLED], [SLIP], quotas={MAX.id: usd(500_000)}, silent=(ANN, BOB))


@pytest.mark.parametrize(
    ("digest", "said"),
    [
        (FULL, "Your forecast · 2026-Q4"),
        (FULL, "□□□□□□□□□□  Nothing closed yet of $500,000"),
        (FULL, "As of Thu 19 Nov 2026 15:00 GMT"),
        (FULL, "*Beta* · $40,000 · Bob\nPut off from Tue 1 Dec 2026 to Wed 30 Dec 2026."),
        (FULL, "*Acme renewal* · $250,000 · Ann\nA commit without a decision maker."),
        (FULL, "*1* stalled · *1* past due"),
        (FULL, "Nothing logged for a week: Ann Rep and Bob Rep. Perhaps they could use a hand."),
        (a_digest(), "No deal is stalled, past due or incomplete."),
        (a_digest(), "Without a quota: Ann Rep, Bob Rep and Max Lead."),
        (a_digest(undated=2), "2 open deals have no close date and count nowhere."),
    ],
)
def test_a_manager_reads_what_matters(digest: Digest, said: str) -> None:
    """Numbers with their as-of time; at most five deals, each with why; who is quiet, kindly; who has no quota."""
    assert said in shown(digest_message(digest, None))


def test_who_answers_no_reminders_is_worth_a_question() -> None:
    """A prompt to coach: it names nobody's fault and no number of deals."""
    seen = shown(digest_message(replace(FULL, to_coach=(BOB,)), None))
    assert "No answer to two weeks of reminders: Bob Rep. It is worth asking what stands in the way." in seen
    assert "without an answer" not in shown(digest_message(FULL, None))


def test_the_sentence_comes_first() -> None:
    """Whoever reads one line only reads what changed."""
    blocks = blocks_of(digest_message(FULL, None))
    assert blocks[1]["text"]["text"] == "Nothing has changed since Monday 15:00; commit still $250K."


def test_a_first_digest_has_nothing_to_compare_with() -> None:
    """Without an earlier digest there is no sentence about changes, and no empty line in its place."""
    message = digest_message(replace(a_digest(), sentence=""), None)
    assert "ince" not in message.text
    assert message.text == "2026-Q4, Max Lead and team: no deals yet."
    assert "No deals in this period yet" in shown(message)
    assert "*Closed*" not in shown(message)


def test_the_chart_can_be_heard() -> None:
    """The chart is the uploaded picture, and its numbers are said for those who cannot see it."""
    (image,) = [block for block in blocks_of(digest_message(FULL, "F123")) if block["type"] == "image"]
    assert image["slack_file"] == {"id": "F123"}
    assert image["alt_text"] == "2026-Q4: nothing closed yet, $250,000 commit against a quota of $500,000"
    assert not [block for block in blocks_of(digest_message(FULL, None)) if block["type"] == "image"]


def test_each_button_leads_on() -> None:
    """From the digest to each deal, to those that need somebody, to the forecast and the workbook; or not now."""
    assert buttons(digest_message(FULL, None)) == {
        Act.CARD: ["2", "1"],
        Act.FORECAST_DEALS: ["2:attention"],
        Act.FORECAST: ["2:2026-Q4"],
        Act.FORECAST_XLSX: [f"2:2026-Q4:total:{AS_OF}"],
        f"{Act.FORECAST_DEALS}:menu": [
            *(f"2:2026-Q4:{what}:{AS_OF}" for what in ("closed", "commit", "best_case", "total")),
            *(f"2:2026-Q4:moved.{what}:{AS_OF}:{BEFORE}" for what in ("commit", "total", "closed")),
            *(f"2:2026-Q4:stage.{stage}:{AS_OF}" for stage in ("discovery", "proposal", "signing")),
        ],
        Act.ADJUST: ["4:2026-Q4", "5:2026-Q4"],
        Act.DIGEST_LATER: ["2:2026-Q4"],
        Act.SCHEDULE: ["2:2026-Q4"],
    }


TEAM_OF_THREE = a_digest(
    [COMMIT, SLIPPED, a_deal(id=7, name="Max's own", owner_id=MAX.id, amount=usd(7_000))],
    quotas={ANN.id: usd(100_000)},
)


def test_the_team_is_a_table_that_adds_up() -> None:
    """The largest commit first, the leader's own deals, the whole; where Slack knows no tables, the same in lines."""
    message = digest_message(TEAM_OF_THREE, None)
    check(message)
    check(Message(message.text, message.plainer))
    [table] = [block for block in message.blocks if block["type"] == "table"]
    assert [[cell["text"] for cell in row] for row in table["rows"]] == [
        ["Who", "Commit", "% of quota"],
        ["Ann Rep", "$250,000", "0%"],
        ["Bob Rep", "$0", "–"],
        ["Max Lead, own deals", "$0", "–"],
        ["Together", "$250,000", "–"],
    ]
    assert not [block for block in message.plainer if block["type"] == "table"]
    assert "*Ann Rep* · 0% of quota" in shown(Message("", message.plainer))


@pytest.mark.parametrize("amounts", [True, False])
def test_a_channel_reads_no_person_and_no_deal(amounts: bool) -> None:
    """What is said of people stays with their manager; without amounts, shares stand in their place."""
    showing = Showing(in_channel=True, amounts=amounts)
    message = digest_message(FULL, "F1", showing)
    check(message)
    said = shown(message)
    for private in ("Beta", "Ann", "Bob", "Deals to look at", "stalled"):
        assert private not in said
    assert ("$" in said) is amounts
    assert ("of the quota" in said) is not amounts
    assert any(block["type"] == "image" for block in message.blocks) is amounts


def test_short_means_the_numbers_and_what_changed() -> None:
    """And why it comes late, if it does."""
    message = digest_message(FULL, None, Showing(layout=Layout.BRIEF, late="This was due at 08:00."))
    check(message)
    said = shown(message)
    assert ":hourglass: This was due at 08:00." in said
    assert "*Commit*" in said
    assert "Deals to look at" not in said
