"""What docs/sandbox.md and docs/sandbox-protocol.md promise is there, and what is there they mention."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from sandbox.__main__ import _parser
from sandbox.contract import methods
from sandbox.delivery import RETRY_DELAYS
from sandbox.faults import KINDS
from sandbox.server import Sandbox
from tests.sandbox.conftest import MANIFEST

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
GUIDE = (DOCS / "sandbox.md").read_text(encoding="utf-8")
PROTOCOL = (DOCS / "sandbox-protocol.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def documented() -> Any:
    """A workspace made of the example seed."""
    seed = json.loads(re.findall(r"```json\n(.*?)```", GUIDE, re.DOTALL)[0])
    with Sandbox(seed, MANIFEST) as running:
        yield running


def test_the_example_seed_works(documented: Sandbox) -> None:
    """The seed of the page can be copied and run: the clock, the people and the guide are as it says."""
    state = documented.person("U1").state()
    assert state["clock"]["now"].startswith("2017-09-29T08:00")
    assert {user["id"]: user["is_external"] for user in state["users"]}["U4"]
    assert [step["id"] for step in state["guide"]] == ["log"]


def test_every_option_is_explained() -> None:
    """The table of options is that of the command line."""
    options = {name for action in _parser()._actions for name in action.option_strings if name.startswith("--")}
    assert set(re.findall(r"^\| `(--[a-z-]+)", GUIDE, re.MULTILINE)) == options - {"--help"}


def test_every_fault_is_explained() -> None:
    """The table of faults has each kind, and each of its parameters."""
    table = GUIDE.partition("## Things that go wrong")[2].partition("## In tests")[0]
    for kind, about in KINDS.items():
        assert f"`{kind}`" in table
        assert all(f"`{name}`" in table for name in about.params)
        assert f"`{kind}`" in PROTOCOL


def test_the_numbers_are_true() -> None:
    """The count of methods and the schedule of retries are those of the code."""
    assert f"{len(methods())} methods" in GUIDE
    assert RETRY_DELAYS == (1.0, 60.0, 300.0)


def test_the_protocol_names_every_endpoint() -> None:
    """Each endpoint of the page is in the protocol, and each of the protocol's exists."""
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "sandbox" / "pageapi").glob("*.py"))
    existing = set(re.findall(r'"(\w+)": self\._\w+,$', code, re.MULTILINE)) | set(re.findall(r'"/sandbox/(\w+)', code))
    assert set(re.findall(r"/sandbox/([a-z]+)", PROTOCOL)) == existing


def test_every_environment_variable_is_shown(documented: Sandbox) -> None:
    """What the command line prints is what the page shows."""
    assert set(re.findall(r"^export ([A-Z_]+)=", GUIDE, re.MULTILINE)) == documented.environment().keys()
