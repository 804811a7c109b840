"""The written sales process: what it must look like, and what follows from it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sales.errors import Invalid, NotFound
from sales.process import ForecastCategory, Kind, Outcome, Process, Requirement, Stage, key_of
from sales.process_plain import process_from, process_to_plain
from tests.sales.examples import PROCESS

WON, LOST = Stage(key="won", name="Won", outcome=Outcome.WON), Stage(key="lost", name="Lost", outcome=Outcome.LOST)
LEAD = Stage(key="lead", name="Lead")


def test_what_is_written_reads_back() -> None:
    """An edited process survives being stored."""
    assert process_from(process_to_plain(PROCESS)) == PROCESS


def plain(**changes: Any) -> dict[str, Any]:
    return process_to_plain(PROCESS) | changes


def stage(**changes: Any) -> dict[str, Any]:
    return {"stages": [{"key": "lead", "name": "Lead"} | changes]}


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        pytest.param(plain(stages=None), "stages", id="no stages"),
        pytest.param(plain(stages="lead"), "stages", id="stages are a word"),
        pytest.param(plain(kinds=[]), "kinds", id="no kinds"),
        pytest.param(plain(stages=["lead"]), "not readable", id="a stage is a word"),
        pytest.param(plain(**stage(probability=101)), "probability of Lead", id="more than certain"),
        pytest.param(plain(**stage(probability="high")), "not readable", id="probability in words"),
        pytest.param(plain(**stage(stall_after=-1)), "stall_after of Lead", id="stalled before it came"),
        pytest.param(plain(**stage(outcome="paused")), "not readable", id="unknown outcome"),
        pytest.param(plain(**stage(required=["patience"])), "not readable", id="unknown requirement"),
        pytest.param(plain(**stage(category="closed")), "cannot count as closed", id="open but closed"),
        pytest.param(plain(kinds=[{"key": "call"}]), "key and a name", id="a kind without a name"),
    ],
)
def test_what_cannot_be_a_process(wrong: dict[str, Any], said: str) -> None:
    """Each mistake is named in words an admin understands."""
    with pytest.raises(Invalid, match=said):
        process_from(wrong)


@pytest.mark.parametrize("name", ["milestones", "sources", "lost_reasons"])
def test_a_list_left_empty_is_an_empty_list(name: str) -> None:
    """In YAML a heading with nothing below it is nothing, and that is all right."""
    assert getattr(process_from(plain(**{name: None})), name) == ()


@pytest.mark.parametrize("name", ["exit_criteria", "actions", "required", "aliases"])
def test_a_stage_needs_no_lists(name: str) -> None:
    """The same within a stage."""
    stages = [item | {name: None} for item in process_to_plain(PROCESS)["stages"]]
    assert all(getattr(found, name) == () for found in process_from(plain(stages=stages)).stages)


@pytest.mark.parametrize(
    ("stages", "kinds", "said"),
    [
        ((LEAD, LEAD, WON, LOST), 1, "the stage lead twice"),
        ((LEAD, WON), 1, "outcome lost"),
        ((LEAD, WON, Stage(key="w2", name="W2", outcome=Outcome.WON), LOST), 1, "outcome won"),
        ((WON, LOST), 1, "at least one open stage"),
        ((LEAD, WON, LOST), 9, "at most eight"),
    ],
)
def test_a_process_is_checked_at_the_door(stages: tuple[Stage, ...], kinds: int, said: str) -> None:
    """One Won, one Lost, something before them, and a list of kinds that people can remember."""
    with pytest.raises(Invalid, match=said):
        Process(stages, tuple(Kind(str(n), str(n)) for n in range(kinds)))


def test_unknown_stages_and_kinds_are_answered_with_the_known() -> None:
    """The reply lists what there is."""
    with pytest.raises(NotFound, match="Lead, Discovery, Proposal, Signing, Won, Lost"):
        PROCESS.stage("limbo")
    with pytest.raises(NotFound, match="Call, Meeting"):
        PROCESS.kind("fax")
    assert PROCESS.kind("call").name == "Call"


@pytest.mark.parametrize(
    ("leaving", "entering", "passed"),
    [
        ("lead", "discovery", ["lead"]),
        ("lead", "signing", ["lead", "discovery", "proposal"]),  # skipped ones are asked at once
        ("proposal", "won", ["proposal", "signing"]),
        ("proposal", "lead", []),
        ("proposal", "lost", []),
        ("won", "lead", []),
        ("lead", "lead", []),
    ],
)
def test_whose_exit_criteria_a_move_passes(leaving: str, entering: str, passed: list[str]) -> None:
    """Those of the stage being left and of all that are skipped; none when going back or losing."""
    found = PROCESS.left_behind(PROCESS.stage(leaving), PROCESS.stage(entering))
    assert [each.key for each in found] == passed


@pytest.mark.parametrize(("key", "following"), [("lead", "discovery"), ("signing", "won"), ("lost", "won")])
def test_what_comes_after(key: str, following: str) -> None:
    """Won follows the last open stage."""
    assert PROCESS.after(PROCESS.stage(key)).key == following


@pytest.mark.parametrize(
    ("outcome", "key", "override", "expected"),
    [
        (Outcome.OPEN, "proposal", None, ForecastCategory.BEST_CASE),
        (Outcome.OPEN, "proposal", ForecastCategory.OMITTED, ForecastCategory.OMITTED),
        (Outcome.OPEN, "abolished", None, ForecastCategory.PIPELINE),
        (Outcome.WON, "won", ForecastCategory.OMITTED, ForecastCategory.CLOSED),
        (Outcome.LOST, "lost", ForecastCategory.COMMIT, ForecastCategory.OMITTED),
    ],
)
def test_what_a_deal_counts_as(
    outcome: Outcome, key: str, override: ForecastCategory | None, expected: ForecastCategory
) -> None:
    """The outcome decides, then the rep, then the stage."""
    assert PROCESS.category(outcome, key, override) is expected


@given(st.lists(st.text(max_size=12), max_size=8))
def test_keys_are_unique_words(names: list[str]) -> None:
    """Whatever the names, each key is one plain word, and no two are the same."""
    keys: list[str] = []
    for name in names:
        keys.append(key_of(name, keys))
    assert len(set(keys)) == len(keys)
    assert all(key.isidentifier() or key.replace("_", "").isalnum() for key in keys)


def test_words() -> None:
    """What a person reads for a category or a requirement."""
    assert ForecastCategory.BEST_CASE.words == "Best case"
    assert Requirement.DECISION_MAKER.words == "decision maker"
