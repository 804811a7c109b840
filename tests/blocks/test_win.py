"""A win in its channel: as large as it is, told, thanked for, and taken back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.blocks.win import win_message
from bot.ids import Act
from sales.usecases.celebrating import WinView
from sales.wins import Band
from tests.blocks.examples import a_win
from tests.blocks.seen import blocks_of, buttons, shown
from tests.sales.examples import BOB, CEM

BEST = "A personal best for Ann; it was $30,000."
RECORD = "The biggest deal the team has ever won; the record was $35,000."


@pytest.mark.parametrize(
    ("view", "said"),
    [
        (a_win(), ":tada: Ann Rep won Acme renewal for $40,000."),
        (a_win(band=Band.MEDIUM, reasons=(BEST,)), BEST),
        (a_win(band=Band.LARGE, reasons=(RECORD, BEST)), f"• {RECORD}\n• {BEST}"),
        (a_win(band=Band.LARGE, took=318), "Signed on Thu 19 Nov 2026 · 318 days after the first entry · source web"),
        (a_win(story="They called <us> & signed"), "> They called <us> & signed"),
        (a_win(helpers=(replace(BOB, slack_id="U0BOB"), CEM)), "Thanks to <@U0BOB> and Cem Rep."),
        (a_win(helpers=(replace(BOB, slack_id="U1> <!here"),)), "Thanks to Bob Rep."),
        (a_win(helpers=(CEM,) * 12), "and 2 more."),
        (a_win(retracted=True), "Acme renewal was reopened, so this win is taken back for now. Work on it goes on."),
    ],
)
def test_the_team_reads_about_the_win(view: WinView, said: str) -> None:
    """Who won what for how much; why it is special; the story as a quote; thanks; and calmly, if it was reopened."""
    assert said in shown(win_message(view))


@pytest.mark.parametrize(("band", "kind", "blocks"), [(Band.SMALL, "section", 1), (Band.MEDIUM, "header", 2)])
def test_a_win_is_as_large_as_it_is(band: Band, kind: str, blocks: int) -> None:
    """A small win is one line with its button; a larger one has a headline."""
    found = blocks_of(win_message(a_win(band=band)))
    assert (found[0]["type"], len(found)) == (kind, blocks)


def test_a_headline_too_long_for_a_header_is_whole_all_the_same() -> None:
    """A long name is not cut off before the amount."""
    long = f"Ann Rep won {'Acme ' * 40}for $40,000"
    assert "for $40,000" in shown(win_message(a_win(band=Band.LARGE, headline=long)))


@pytest.mark.parametrize("band", list(Band))
def test_the_story_is_asked_for_until_it_is_told(band: Band) -> None:
    """The button is there while there is no story, and gone once it is told or the win taken back."""
    assert buttons(win_message(a_win(band=band)))[Act.STORY] == ["1"]
    assert Act.STORY not in buttons(win_message(a_win(band=band, story="We listened.")))
    assert Act.STORY not in buttons(win_message(a_win(band=band, retracted=True)))


def test_the_notification_is_the_headline() -> None:
    """It says who won what, with nothing in it that could ping anybody."""
    message = win_message(a_win(headline="Ann won <!channel> for $5"))
    assert message.text == "Ann won &lt;!channel&gt; for $5."
