"""The Web API keeps to Slack's published contract: arguments, scopes, tiers and errors."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox.contract import DOCUMENTED_ELSEWHERE, GENERIC_ERRORS, Method, event_scopes, methods
from sandbox.server import Sandbox
from sandbox.webapi.endpoint import APP_TOKEN, HANDLERS, WITHOUT_TOKEN
from tests.properties import examples
from tests.sandbox.conftest import MANIFEST, SEED, Api
from tests.shared_data import shared_data

ALL = sorted(methods())
JSON_ARGUMENTS = {"attachments", "blocks", "metadata", "view", "files", "unfurled_attachments", "file_ids"}
NO_EVENT_PAGE = {"channel_archive", "channel_unarchive"}
"""Events that Slack sends, that payload_samples has, and that the reference forgot."""


def published(folder: str, name: str) -> dict[str, Any]:
    """One page of Slack's reference, or a skip where the data is absent."""
    found: dict[str, Any] = json.loads((shared_data("slack/slack-api-ref") / folder / f"{name}.json").read_text())
    return found


@pytest.mark.parametrize("name", ALL)
def test_a_method_is_what_slack_publishes(name: str) -> None:
    """Arguments, required ones, scopes, tier, HTTP verb and errors equal those of Slack's reference."""
    page, ours = published("docs.slack.dev/methods", name), methods()[name]
    arguments = page["args"]["properties"].keys() - {"token"}
    assert set(ours.args) == arguments
    assert set(ours.required) == set(page["args"].get("required") or []) - {"token"}
    assert list(ours.scopes) == sorted(page.get("scope", {}).get("bot", []))
    assert ours.tier == int(page["rate_limits"][1])
    assert (ours.http, ours.json) == (page["http_method"], bool(page.get("json_input_supported")))
    assert ours.errors == set(page.get("errors", ()))
    assert {arg for arg, kind in ours.args.items() if kind == "json"} == JSON_ARGUMENTS & arguments


@pytest.mark.parametrize("name", sorted(event_scopes().keys() - NO_EVENT_PAGE))
def test_an_event_needs_the_scopes_that_slack_publishes(name: str) -> None:
    """The scopes of each event equal those of Slack's reference (which writes one of them with a full stop)."""
    scopes = [scope.replace("mentions.read", "mentions:read") for scope in published("events", name)["scopes"]]
    assert sorted(event_scopes()[name]) == sorted(scopes)


def test_every_method_of_the_contract_is_there_and_no_other() -> None:
    """What the table lists can be called, and nothing else."""
    assert set(HANDLERS) == set(methods())


def test_exceptions_from_the_reference_are_few_and_real() -> None:
    """Errors beside a method's own list belong to existing methods and are not generic anyway."""
    for name, errors in DOCUMENTED_ELSEWHERE.items():
        assert not errors & (methods()[name].errors | GENERIC_ERRORS)
    assert sum(map(len, DOCUMENTED_ELSEWHERE.values())) <= 3


@pytest.fixture(scope="module")
def shared() -> Any:
    """One workspace for all calls of this file: none of them depends on what the others did."""
    with Sandbox(SEED, MANIFEST, rate_limits=False) as running:
        yield running


def arguments_for(method: Method) -> dict[str, Any]:
    """Required arguments of the right type, though they name nothing that exists."""
    values = {"string": "X", "boolean": "true", "number": "5", "json": "{}"}
    return {name: values[method.args[name]] for name in method.required}


@pytest.mark.parametrize("name", ALL)
def test_an_undeclared_argument_is_an_error(shared: Sandbox, name: str) -> None:
    """A misspelt argument does not pass unseen: the answer names it."""
    token = shared.app_token if name in APP_TOKEN else shared.bot_token
    answer = Api(shared, token)(name, **arguments_for(methods()[name]), misspelt="1")
    assert answer["error"] == "invalid_arguments"
    assert any("misspelt" in message for message in answer["response_metadata"]["messages"])


@pytest.mark.parametrize("name", [name for name in ALL if methods()[name].required])
def test_a_missing_argument_is_an_error(shared: Sandbox, name: str) -> None:
    """Without its required arguments a method answers which of them are missing."""
    answer = Api(shared)(name)
    messages = answer["response_metadata"]["messages"]
    assert answer["error"] == "invalid_arguments"
    assert {m.rpartition(" ")[2] for m in messages} == set(methods()[name].required)


@pytest.mark.parametrize("name", [name for name in ALL if methods()[name].scopes])
def test_a_scope_is_needed(shared: Sandbox, name: str) -> None:
    """A token without the method's scope hears which it needs and which it has."""
    answer = Api(shared, shared.issue_token("commands"))(name, **arguments_for(methods()[name]))
    assert (answer["error"], answer["provided"]) == ("missing_scope", "commands")
    assert set(answer["needed"].split(",")) == set(methods()[name].scopes)


@pytest.mark.parametrize("name", sorted(set(ALL) - WITHOUT_TOKEN))
def test_a_token_is_needed(shared: Sandbox, name: str) -> None:
    """No token, a wrong one, and one of the wrong kind are three different errors."""
    assert Api(shared, "-")(name)["error"] == "not_authed"
    assert Api(shared, "xoxb-wrong")(name)["error"] == "invalid_auth"
    other = shared.bot_token if name in APP_TOKEN else shared.app_token
    assert Api(shared, other)(name)["error"] in ("not_allowed_token_type", "invalid_auth")


ANYTHING = st.one_of(
    st.sampled_from(["C0SALES", "C0HIDDEN", "C0OLD", "U0DANA", "U0GONE", "U0OUT", "D1", "1.5", "1700000000.000100"]),
    st.sampled_from(["true", "0", "-1", "999999", "[]", "{}", "[[]]", "null", '{"type":"modal"}', "public_channel,im"]),
    st.text(max_size=20),
)


STRUCTURES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-5, 10**9), st.floats(allow_nan=False), ANYTHING),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.sampled_from(["type", "text", "blocks", "id", "elements", "event_type"]), inner, max_size=4),
    ),
    max_leaves=8,
)


@settings(max_examples=examples(400))
@given(data=st.data())
def test_whatever_json_is_sent_the_answer_is_a_declared_one(shared: Sandbox, data: st.DataObject) -> None:
    """Any JSON at all as the body or as any argument: HTTP 200, `ok`, or a declared error; never a crash."""
    readers = [name for name in ALL if methods()[name].json and name not in ("apps.uninstall", "auth.revoke")]
    method = methods()[data.draw(st.sampled_from(readers))]
    given = {arg: data.draw(STRUCTURES) for arg in method.args if arg in method.required or data.draw(st.booleans())}
    body = json.dumps(given if data.draw(st.integers(0, 9)) else data.draw(STRUCTURES)).encode()
    token = shared.app_token if method.name in APP_TOKEN else ""
    status, answer, _ = Api(shared, token).send(method.name, body, "application/json")
    assert status == 200
    assert answer["ok"] or method.may_return(answer["error"]) or method.name == "api.test"


@settings(max_examples=examples(400))
@given(data=st.data())
def test_whatever_is_sent_the_answer_is_a_declared_one(shared: Sandbox, data: st.DataObject) -> None:
    """Any values at all: HTTP 200, `ok`, or an error that Slack declares for the method; never a crash."""
    name = data.draw(st.sampled_from([each for each in ALL if each not in ("apps.uninstall", "auth.revoke")]))
    method = methods()[name]
    given = {arg: data.draw(ANYTHING) for arg in method.args if arg in method.required or data.draw(st.booleans())}
    status, answer, _ = Api(shared, shared.app_token if name in APP_TOKEN else "").whole(name, **given)
    assert status == 200
    assert answer["ok"] or method.may_return(answer["error"]) or name == "api.test"
