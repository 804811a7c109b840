"""Payloads made of anything at all never break what reads them."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot import payloads
from sales.errors import SalesError
from tests.properties import examples
from tests.shared_data import shared_data

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=5,
)
KEYS = (
    "user team enterprise user_id team_id enterprise_id event actions container view message state values channel "
    "private_metadata trigger_id response_url callback_id text command channel_id id ts thread_ts bot_id subtype type "
    "authorizations is_bot selected_option selected_options selected_users value action_id hash user_team"
)


@st.composite
def broken(draw: st.DrawFn, depth: int = 2) -> dict[str, Any]:
    """An object with the keys that Slack's payloads have, and anything behind them."""
    keys = draw(st.lists(st.sampled_from(KEYS.split()), max_size=6, unique=True))
    inner = ANYTHING if depth == 0 else ANYTHING | broken(depth - 1) | st.lists(broken(depth - 1), max_size=2)
    return {key: draw(inner) for key in keys}


def read_all(body: dict[str, Any]) -> None:
    """Reads it as each kind of payload, and uses what was read."""
    payloads.command_of(body)
    payloads.shortcut_of(body)
    payloads.spoken_of(body)
    click = payloads.click_of(body)
    form = payloads.submission_of(body)
    assert isinstance(click.in_message, bool)
    for block in (*form.values.raw, "amount"):
        name = str(block)
        form.values.text(name)
        form.values.picked(name)
        form.values.picked_in(name)
        try:
            form.values.day(name)
            form.number(name)
            click.number  # noqa: B018
        except SalesError:
            pass


@settings(max_examples=examples(150), suppress_health_check=[HealthCheck.too_slow])
@given(broken())
def test_any_payload_can_be_read(body: dict[str, Any]) -> None:
    """Whatever JSON arrives in place of Slack's, reading it raises nothing but a sentence."""
    read_all(body)


@settings(max_examples=examples(100), suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_real_payloads_with_a_part_replaced_can_be_read(data: st.DataObject) -> None:
    """Payloads as Slack really sent them, whole and with any part of them replaced by anything."""
    paths = sorted(shared_data("slack", "payloads_real").glob("*.json"))
    body = json.loads(data.draw(st.sampled_from(paths)).read_text(encoding="utf-8"))
    body = body.get("payload", body) if isinstance(body, dict) else {}
    read_all(body if isinstance(body, dict) else {})
    place: Any = body
    while isinstance(place, dict) and place:
        key = data.draw(st.sampled_from(sorted(place)))
        if not isinstance(place[key], dict) or data.draw(st.booleans()):
            place[key] = data.draw(ANYTHING)
            break
        place = place[key]
    read_all(body if isinstance(body, dict) else {})
