"""Which process an import makes of a file's stages, where there is none yet, and where there is one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sales.importing import StageSeen
from sales.importing_stages import process_from_stages
from sales.process import ForecastCategory, Outcome, Process
from sales.usecases.imports import import_deals
from storage.process_file import load_process
from storage.sql import SqlStore
from tests.sheets.importing import NOW, ROW, WON, plan_of


def test_a_stage_that_is_not_there_is_refused_with_those_that_are(store: SqlStore) -> None:
    """Once there are deals, the process is the team's: a near name is understood, another is refused in a sentence."""
    import_deals(store, 1, plan_of(ROW, WON), NOW)
    near = replace(ROW, external_id="8", stage="Propposal")
    far = replace(ROW, line=9, external_id="9", stage="Limbo")
    result = import_deals(store, 1, plan_of(near, far), NOW)
    assert result.created == 1
    assert [(error.line, error.value, error.reason) for error in result.rejected] == [
        (9, "Limbo", 'There is no stage "Limbo". The stages are Proposal, Won, Lost.')
    ]


@pytest.mark.parametrize(
    ("seen", "expected"),
    [
        ("Negotiation,Qualification,Prospecting", "Prospecting,Qualification,Negotiation"),
        ("Contract Sent,Presentation,Appointment Scheduled", "Appointment Scheduled,Presentation,Contract Sent"),
        ("Proposal/Price Quote,Zzz,Prospect", "Prospect,Zzz,Proposal/Price Quote"),
    ],
)
def test_stages_are_put_in_the_order_of_a_sale(seen: str, expected: str) -> None:
    """Whatever order the rows come in, the process runs from the first contact to the contract."""
    process = process_from_stages([StageSeen(name, Outcome.OPEN, 3) for name in seen.split(",")], load_process())
    assert [stage.name for stage in process.open_stages] == expected.split(",")
    assert [stage.probability for stage in process.open_stages] == sorted(s.probability for s in process.open_stages)


def test_known_stages_keep_what_is_written_about_them() -> None:
    """ "Prospecting" is our Discovery by another name: definition and exit criteria come along, names stay unique."""
    default = load_process()
    seen = [StageSeen(name, Outcome.OPEN, 1) for name in ("Prospecting", "Negotiation", "Verbal")]
    closed = [StageSeen("Closed Won", Outcome.WON, 5), StageSeen("Won – renewal", Outcome.WON, 1)]
    process = process_from_stages([*seen, *closed], default)
    assert process.first.exit_criteria == default.stage("discovery").exit_criteria
    assert process.first.name == "Prospecting"
    assert "discovery" in process.first.aliases
    assert process.won.name == "Closed Won"
    assert "Won – renewal" in process.won.aliases
    assert process.lost.name == "Lost"
    assert process.stage("negotiation").name == "Negotiation"
    assert process.first.category is ForecastCategory.PIPELINE
    said = [word for stage in process.stages for word in (stage.name, *stage.aliases)]
    assert len({word.casefold() for word in said}) == len(said)


@pytest.mark.parametrize(("trusted", "first"), [(True, "Closing call"), (False, "Prospecting")])
def test_a_files_own_probabilities_decide_unless_they_contradict_the_outcome(trusted: bool, first: str) -> None:
    """Probabilities order the stages only where won is 100 and lost is 0."""
    seen = [
        StageSeen("Prospecting", Outcome.OPEN, 1, 60),
        StageSeen("Closing call", Outcome.OPEN, 1, 20),
        StageSeen("Won", Outcome.WON, 1, 100 if trusted else 0),
        StageSeen("Lost", Outcome.LOST, 1, 0),
    ]
    assert process_from_stages(seen, load_process()).first.name == first


def test_a_workspace_needs_no_stages_in_the_file(store: SqlStore) -> None:
    """A list without stages goes to the first stage of the process as it is, and a note says so."""
    result = import_deals(store, 1, plan_of(replace(ROW, stage="", outcome=None)), NOW)
    process: Process = load_process()
    assert result.by_stage == {process.first.name: 1}
    assert result.notes == (f"1 row without a stage went to {process.first.name}.",)
