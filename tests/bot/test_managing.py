"""What managers ask in a sentence: answered with the same numbers as everywhere else, and only to those who may see
them."""

from __future__ import annotations

from sales.process import Outcome
from tests.bot.desk import Desk, visible


def test_who_has_logged_nothing(desk: Desk) -> None:
    """The reps below whoever asks; one who has just logged something is not among them. A rep hears of themselves."""
    before = visible(desk.says("dana", "who hasn't logged this week?"))
    assert "Tom Brandvold" in before
    assert "Grace" not in before
    desk.says("tom", "called Elderwick Candles")
    assert "Tom Brandvold" not in visible(desk.says("dana", "which reps haven't logged anything this week?"))
    assert "You have logged nothing" in visible(desk.says("elena", "who hasn't logged this week?"))


def test_the_win_rate(desk: Desk) -> None:
    """Won deals as a share of those that ended, by number; the list under it is what was won."""
    said = visible(desk.says("dana", "what's our win rate this quarter?"))
    with desk.store.reading(desk.workspace) as tx:
        team = tx.people.team()
        hers = team.subtree(next(person.id for person in team if person.first_name == "Dana"))
        period = tx.workspace.calendar.quarter(desk.sandbox.clock.now().date())
        won, lost = (len(tx.deals.ended(hers, outcome, period, 500)) for outcome in (Outcome.WON, Outcome.LOST))
    assert min(won, lost) > 0
    assert f"{round(100 * won / (won + lost))}%, {won} of {won + lost} deals that ended" in said
    assert "the people who report to you" in visible(desk.says("grace", "what's Tom's win rate?"))


def test_two_periods_beside_each_other(desk: Desk) -> None:
    """The forecast of both, each as it is when asked for alone."""
    both = visible(desk.says("dana", "compare this quarter with last quarter"))
    for words in ("forecast", "forecast for last quarter"):
        alone = desk.says("dana", words)["text"]
        assert alone.split(": ", 1)[1] in both


def test_a_part_of_the_pipeline(desk: Desk) -> None:
    """By stage, by source, by both what is the matter and where it is, by who works on it, by what was won."""
    for words, told in (
        ("what's in proposal?", "deals in Proposal"),
        ("deals from webinars", "deals from Webinar"),
        ("anything stuck at legal?", "stuck deals in Contract"),
        ("what is Tom working on?", "Tom Brandvold's open deals"),
        ("what did Tom close last quarter?", "Tom Brandvold's won deals"),
        ("why are we losing?", "lost deals"),
    ):
        assert told in visible(desk.says("dana", words)), words
