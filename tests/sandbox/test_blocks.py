"""Block Kit is judged as strictly as by Slack: what is wrong is refused at its place, what is right is accepted."""

import json
from collections.abc import Callable
from copy import deepcopy
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.blockkit.blocks import BLOCKS
from sandbox.blockkit.check import MESSAGE_CHARACTERS, characters, check_blocks, check_view
from sandbox.blockkit.complete import completed
from tests.sandbox.blockkit.build import (
    actions,
    button,
    section,
    text,
)
from tests.sandbox.blockkit.right import RIGHT_MESSAGES, RIGHT_VIEWS
from tests.sandbox.blockkit.wrong import WRONG_MESSAGES
from tests.sandbox.blockkit.wrong_views import WRONG_VIEWS
from tests.sandbox.conftest import Api
from tests.shared_data import shared_data


def test_there_are_enough_wrong_ones() -> None:
    """The list of wrong messages and views does not shrink unseen."""
    assert len(WRONG_MESSAGES) + len(WRONG_VIEWS) >= 95


@pytest.mark.parametrize("name", WRONG_MESSAGES)
def test_wrong_blocks_are_refused_at_their_place(name: str) -> None:
    """Each wrong message is refused with Slack's words and a pointer to the fault."""
    blocks, message, pointer = WRONG_MESSAGES[name]
    assert f"{message} [json-pointer:{pointer}]" in check_blocks(blocks).faults


@pytest.mark.parametrize("name", WRONG_VIEWS)
def test_wrong_views_are_refused_at_their_place(name: str) -> None:
    """Each wrong view is refused with Slack's words and a pointer to the fault."""
    view, message, pointer = WRONG_VIEWS[name]
    assert f"{message} [json-pointer:{pointer}]" in check_view(view, "modal", "home").faults


@pytest.mark.parametrize("name", RIGHT_MESSAGES)
def test_right_blocks_are_accepted(name: str) -> None:
    """What stands just within every limit is accepted."""
    assert check_blocks(RIGHT_MESSAGES[name]).faults == []


@pytest.mark.parametrize("name", RIGHT_VIEWS)
def test_right_views_are_accepted(name: str) -> None:
    """Views within every limit are accepted."""
    assert check_view(RIGHT_VIEWS[name], "modal", "home").faults == []


def schema(name: str) -> Callable[[Any], None]:
    """A validator made of Slack's own published types."""
    whole = json.loads(shared_data(f"slack/generated-schemas/{name}.schema.json").read_text())
    validator = jsonschema.Draft7Validator(whole)

    def check(value: Any) -> None:
        validator.validate(value)

    return check


@pytest.mark.parametrize("name", [name for name in RIGHT_MESSAGES if name not in ("charts", "pie")])
def test_accepted_blocks_fit_slacks_own_types(name: str) -> None:
    """What the sandbox accepts also fits the types of Slack's SDK (which do not know charts yet)."""
    schema("Blocks")(RIGHT_MESSAGES[name])


@pytest.mark.parametrize("kind", ["Modal", "Home"])
def test_accepted_views_fit_slacks_own_types(kind: str) -> None:
    """What the sandbox accepts as a view also fits the types of Slack's SDK."""
    for view in RIGHT_VIEWS.values():
        if view["type"] == kind.lower():
            schema(kind)(view)


def test_our_blocks_are_those_of_slacks_types() -> None:
    """Every block type of Slack's SDK is known, but for the one that only Slack itself sends."""
    known = json.loads(shared_data("slack/generated-schemas/Blocks.schema.json").read_text())["definitions"]
    types = {
        found["properties"]["type"]["const"]
        for name, found in known.items()
        if name.endswith("Block") and "const" in found.get("properties", {}).get("type", {})
    }
    assert types - BLOCKS.keys() == {"file"}


def test_a_message_may_not_hold_too_much_text(api: Api) -> None:
    """All blocks within their limits, and yet too long together: refused by its own error."""
    blocks = [section(text=text("x" * 3000)) for _ in range(4)]
    rest = MESSAGE_CHARACTERS - characters(blocks)
    assert api("chat.postMessage", channel="C0SALES", blocks=[*blocks, section(text=text("x" * rest))])["ok"]
    answer = api("chat.postMessage", channel="C0SALES", blocks=[*blocks, section(text=text("x" * (rest + 1)))])
    assert answer["error"] == "msg_blocks_too_long"


def test_the_refusal_names_the_fault_as_slack_does(api: Api) -> None:
    """`invalid_blocks` lists each fault twice: bare, and marked as an error."""
    answer = api("chat.postMessage", channel="C0SALES", blocks=[section(text=text("x" * 3001))])
    faults = [
        "failed to match all allowed schemas [json-pointer:/blocks/0/text]",
        "must be less than 3001 characters [json-pointer:/blocks/0/text/text]",
    ]
    assert answer["error"] == "invalid_blocks"
    assert answer["errors"] == faults
    assert answer["response_metadata"]["messages"] == [f"[ERROR] {fault}" for fault in faults]


def test_blocks_that_are_no_json_have_an_error_of_their_own(api: Api) -> None:
    """Broken JSON is `invalid_blocks_format`, which comes before any look at the blocks."""
    assert api("chat.postMessage", channel="C0SALES", blocks="[{")["error"] == "invalid_blocks_format"


def leaves() -> st.SearchStrategy[Any]:
    """Values that JSON can hold."""
    return st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=5), st.lists(st.none(), max_size=2))


@given(st.data())
def test_no_broken_block_crashes_the_check(data: st.DataObject) -> None:
    """Whatever is put in place of any part of a right message, the check answers and does not raise."""
    name = data.draw(st.sampled_from(sorted(RIGHT_MESSAGES)))
    blocks: Any = deepcopy(RIGHT_MESSAGES[name])
    place: Any = blocks
    while isinstance(place, dict | list) and place:
        keys = sorted(place) if isinstance(place, dict) else range(len(place))
        key = data.draw(st.sampled_from(list(keys)[:4]))
        if data.draw(st.integers(0, 2)) == 0 or not isinstance(place[key], dict | list):
            place[key] = data.draw(leaves())
            break
        place = place[key]
    check_blocks(blocks)


@pytest.mark.parametrize("field", ["actions", "elements", "accessory", "slack_icon", "body"])
def test_a_field_that_is_null_is_none(field: str) -> None:
    """Null in an optional place is as if nothing stood there."""
    card = deepcopy(RIGHT_MESSAGES["card"])
    card[0][field] = None
    check_blocks(card)


def test_completing_adds_ids_and_leaves_the_rest() -> None:
    """Missing identifiers are added once each; what the app gave stays as it was."""
    numbers = iter(range(100))
    given = [section(), actions(button(), {"type": "datepicker"})]
    found = completed(given, lambda: f"id{next(numbers)}")
    assert [block["block_id"] for block in found] == ["id0", "id2"]
    assert [element["action_id"] for element in found[1]["elements"]] == ["go", "id1"]
    assert found[0]["text"] == {"type": "mrkdwn", "text": "Hello", "verbatim": False}
    assert "block_id" not in given[0]
