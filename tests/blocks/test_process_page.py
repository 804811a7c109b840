"""The page with the sales process: the whole map, readable."""

from __future__ import annotations

import pytest

from bot.blocks.process import process_view
from sales.process import ExitCriterion, Kind, Outcome, Process, Requirement, Stage
from tests.blocks.seen import check, shown

ENDS = (
    Stage(key="won", name="Won", definition="They signed.", outcome=Outcome.WON),
    Stage(key="lost", name="Lost", outcome=Outcome.LOST),
)
DISCOVERY = Stage(
    key="discovery",
    name="Discovery & more",
    definition="The buyer has agreed to talk.",
    exit_criteria=(
        ExitCriterion("pain", "They named the cost", "How much?"),
        ExitCriterion("who", "We know who decides"),
    ),
    actions=("Ask", "Listen"),
    probability=10,
    stall_after=1,
    required=(Requirement.AMOUNT, Requirement.CLOSE_DATE),
)
PROCESS = Process(
    stages=(DISCOVERY, Stage(key="talk", name="Talk"), *ENDS),
    kinds=(Kind("call", "Call", "Both sides talked"),),
    sources=("Referral", "Web"),
    lost_reasons=("Price",),
    milestones=(Kind("visit", "Site visit"),),
    version=3,
)


@pytest.mark.parametrize(
    "said",
    [
        "*Discovery & more* → *Talk* → *Won*",
        "1. Discovery & more",
        "The buyer has agreed to talk.",
        "☐ They named the cost  _How much?_\n☐ We know who decides",
        "*Typical actions*: Ask · Listen",
        "10% likely · forecast as pipeline · stalls after 1 working day of silence · needs amount, close date",
        "0% likely · forecast as pipeline · never stalls",
        "*Won* — They signed.\n*Lost*",
        "• *Call* — Both sides talked",
        "• *Site visit*",
        "*Where deals come from*\nReferral · Web",
        "*Why deals are lost*\nPrice",
        "Version 3.",
    ],
)
def test_everybody_can_read_the_whole_map(said: str) -> None:
    """Stages with what they mean and when they are left, kinds, milestones, sources, lost reasons."""
    assert said in shown(process_view(PROCESS))


def test_nothing_is_to_be_filled_in() -> None:
    """The page has no submit button: it is there to be read."""
    assert "submit" not in process_view(PROCESS)


def test_a_long_process_says_what_does_not_fit() -> None:
    """Forty stages are more than a page holds; how many are missing is said."""
    stages = tuple(Stage(key=f"s{n}", name=f"Stage {n}", definition="x" * 900) for n in range(40))
    view = process_view(Process(stages=(*stages, *ENDS), kinds=PROCESS.kinds))
    check(view)
    assert "more stages do not fit on this page." in shown(view)


def test_the_process_we_ship_fits(process: Process) -> None:
    """The shipped process is shown whole."""
    view = process_view(process)
    check(view)
    for stage in process.stages:
        assert stage.name in shown(view)
