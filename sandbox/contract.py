"""What Slack promises of each Web API method and event: arguments, scopes, rate tier, errors.

The facts stand in contract.json; a test compares them with Slack's published reference. Nothing here acts on them
but `read_arguments`, which judges a call before any method sees it.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from sandbox.errors import invalid_arguments

GENERIC_ERRORS = frozenset(
    [
        "access_denied",
        "account_inactive",
        "accesslimited",
        "deprecated_endpoint",
        "ekm_access_denied",
        "enterprise_is_restricted",
        "fatal_error",
        "internal_error",
        "invalid_arg_name",
        "invalid_arguments",
        "invalid_array_arg",
        "invalid_auth",
        "invalid_charset",
        "invalid_form_data",
        "invalid_post_type",
        "method_deprecated",
        "missing_post_type",
        "missing_scope",
        "no_permission",
        "not_allowed_token_type",
        "not_authed",
        "org_login_required",
        "ratelimited",
        "request_timeout",
        "service_unavailable",
        "team_added_to_org",
        "token_expired",
        "token_revoked",
        "two_factor_setup_required",
        "unknown_method",
    ]
)
"""Errors that any method may return, whatever its own list says."""

EVERYWHERE = frozenset({"token", "team_id"})
"""Arguments that any method takes: Slack's own clients send the team along with every call."""

DOCUMENTED_ELSEWHERE: Mapping[str, frozenset[str]] = {
    "chat.postMessage": frozenset({"msg_too_long"}),
}
"""Errors that Slack gives though its reference does not list them for the method."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """One Web API method. `scopes` are alternatives: a bot token needs one of them (none: any token will do)."""

    name: str
    http: str
    tier: int
    json: bool
    scopes: tuple[str, ...]
    args: Mapping[str, str]
    required: tuple[str, ...]
    errors: frozenset[str]

    def may_return(self, error: str) -> bool:
        """Whether Slack documents `error` for this method, or for every method."""
        elsewhere = DOCUMENTED_ELSEWHERE.get(self.name, frozenset())
        return error in self.errors or error in GENERIC_ERRORS or error in elsewhere


@cache
def methods() -> Mapping[str, Method]:
    """All methods the workspace offers, by name."""
    return {
        name: Method(
            name=name,
            http=fact["http"],
            tier=fact["tier"],
            json=fact["json"],
            scopes=tuple(fact["scopes"]),
            args=fact["args"],
            required=tuple(fact["required"]),
            errors=frozenset(fact["errors"]),
        )
        for name, fact in _facts()["methods"].items()
    }


@cache
def event_scopes() -> Mapping[str, tuple[str, ...]]:
    """The events the workspace can send, each with the scopes of which an app needs one."""
    return {name: tuple(scopes) for name, scopes in _facts()["events"].items()}


def read_arguments(method: Method, given: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments of a call, each as the Python value of its declared type; `token` is left out.

    An undeclared name, a missing required one or a value of the wrong type raises `invalid_arguments`. Real Slack
    overlooks undeclared names; here they are an error, so that a misspelt option does not pass unseen.
    """
    known = {name: value for name, value in given.items() if name not in EVERYWHERE and value is not None}
    known |= {name: given[name] for name in EVERYWHERE if name in method.args and given.get(name) is not None}
    unknown = [f"invalid additional property: {n} [json-pointer:/{n}]" for n in known if n not in method.args]
    missing = [f"missing required field: {name}" for name in method.required if name not in known]
    if unknown or missing:
        raise invalid_arguments(*unknown, *missing)
    return {name: _READERS[method.args[name]](name, value) for name, value in known.items()}


def _text(name: str, value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return ",".join(value)
    raise invalid_arguments(f"must be a string [json-pointer:/{name}]")


def _number(name: str, value: Any) -> int:
    try:
        return int(value)
    except (TypeError, ValueError):
        raise invalid_arguments(f"must be an integer [json-pointer:/{name}]") from None


def _boolean(name: str, value: Any) -> bool:
    words = {"1": True, "true": True, "0": False, "false": False, "": False}
    found = words.get(str(value).lower())
    if found is None:
        raise invalid_arguments(f"must be a boolean [json-pointer:/{name}]")
    return found


def _json(name: str, value: Any) -> Any:
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value) if value else None
    except (ValueError, RecursionError):
        return Unreadable(value)


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A JSON argument that is no JSON; each method has its own error for it."""

    text: str


_READERS = {"string": _text, "number": _number, "boolean": _boolean, "json": _json}


@cache
def _facts() -> dict[str, Any]:
    text = resources.files("sandbox").joinpath("contract.json").read_text(encoding="utf-8")
    facts: dict[str, Any] = json.loads(text)
    return facts
