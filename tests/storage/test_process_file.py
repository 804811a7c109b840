"""The written process is read from YAML, and a mistake is shown with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from sales.errors import Invalid
from sales.process import Process
from storage.process_file import load_process, read_process

STAGES = """\
stages:
  - key: talk
    name: Talk
  - key: won
    name: Won
    outcome: won
  - {key: lost, name: Lost, outcome: lost}
"""
KINDS = "kinds:\n  - {key: call, name: Call}\n"


def test_the_shipped_process(process: Process) -> None:
    """It has five open stages, ends in Won and Lost, and every open stage has a definition and exit criteria."""
    assert [stage.key for stage in process.open_stages] == ["discovery", "qualified", "proposal", "verbal", "contract"]
    assert all(stage.definition and stage.exit_criteria for stage in process.open_stages)


def test_ones_own_process(tmp_path: Path) -> None:
    """A file of one's own is read; lists that are not needed may be missing or empty."""
    path = tmp_path / "ours.yml"
    path.write_text(f"{STAGES}{KINDS}milestones:\nsources: [Referral]\n", encoding="utf-8")
    ours = load_process(path)
    assert ([stage.name for stage in ours.stages], ours.milestones) == (["Talk", "Won", "Lost"], ())
    assert ours.sources == ("Referral",)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("stages: [", "line 1: "),
        ("", 'line 1: a process starts with "stages:"'),
        ("- a\n- b\n", 'line 1: a process starts with "stages:"'),
        (KINDS, 'line 1: The process needs a list called "stages"'),
        (f"{KINDS}stages: many\n", 'line 3: The process needs a list called "stages"'),
        (f"{STAGES}    probability: 10\n{KINDS}", "line 8: "),
        (f"{KINDS}{STAGES.replace('name: Won', 'probability: 120')}", "line 6: "),
        (STAGES.replace("name: Talk", "name: Talk\n    probability: 120") + KINDS, "line 2: The probability of Talk"),
        (STAGES.replace("outcome: won", "outcome: maybe") + KINDS, "line 4: .*maybe"),
        (f"{STAGES}{KINDS}  - {{key: email}}\n", "line 10: An activity kind"),
        (STAGES.replace("key: lost", "key: talk") + KINDS, "names the stage talk twice"),
        ("x: !!python/object/apply:os.getcwd []", "line 1: "),
        ("a: \x00", "not YAML"),
    ],
)
def test_a_mistake_is_shown_with_its_line(text: str, said: str) -> None:
    """Whether it is YAML that cannot be read or a stage that cannot be."""
    with pytest.raises(Invalid, match=f"^ours.yml.*{said}"):
        read_process(text, "ours.yml")


def test_a_file_that_is_not_there_or_no_text(tmp_path: Path) -> None:
    """A sentence, not a traceback."""
    with pytest.raises(Invalid, match="cannot be read"):
        load_process(tmp_path / "none.yml")
    (tmp_path / "image.yml").write_bytes(b"\x89PNG\r\n\xff\xff")
    with pytest.raises(Invalid, match="cannot be read"):
        load_process(tmp_path / "image.yml")
    (tmp_path / "large.yml").write_bytes(b"#" * 300_000)
    with pytest.raises(Invalid, match="too large"):
        load_process(tmp_path / "large.yml")
