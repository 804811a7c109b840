"""Every error code that Slack has for what we call means something to us: none is unmapped, none is guessed."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

import bot.messenger
from bot.slack_errors import VERDICTS, Verdict, verdict_on
from sandbox.contract import DOCUMENTED_ELSEWHERE, GENERIC_ERRORS, methods
from tests.shared_data import shared_data

CALLED = sorted(methods().keys() & set(re.findall(r'"([a-zA-Z.]+)"', Path(bot.messenger.__file__).read_text())))
"""The methods that the one place which talks to Slack names."""
PUBLISHED = ["chat.postMessage", "chat.update", "conversations.open", "conversations.history", "conversations.replies"]
PUBLISHED += ["views.open", "views.publish", "files.getUploadURLExternal", "files.completeUploadExternal"]


def test_the_messenger_calls_what_it_is_known_to_call() -> None:
    """The list of methods is really found in the source."""
    assert {"chat.postMessage", "chat.update", "conversations.open", "views.publish"} <= set(CALLED)


@pytest.mark.parametrize("method", [*CALLED, "conversations.replies"])
def test_no_code_of_the_contract_is_unmapped(method: str) -> None:
    """What the sandbox may answer to a call of ours has a verdict."""
    codes = methods()[method].errors | GENERIC_ERRORS | DOCUMENTED_ELSEWHERE.get(method, frozenset())
    assert sorted(code for code in codes if code not in VERDICTS) == []


@pytest.mark.parametrize("method", PUBLISHED)
def test_no_code_that_slack_publishes_is_unmapped(method: str) -> None:
    """What Slack's own reference lists for the methods that deliver has a verdict."""
    page = shared_data("slack/slack-api-ref/docs.slack.dev/methods") / f"{method}.json"
    codes = json.loads(page.read_text())["errors"]
    assert sorted(code for code in codes if code not in VERDICTS) == []


@pytest.mark.parametrize(
    ("code", "verdict"),
    [
        ("ratelimited", Verdict.RETRY),
        ("internal_error", Verdict.RETRY),
        ("is_archived", Verdict.PARK),
        ("not_in_channel", Verdict.PARK),
        ("invalid_auth", Verdict.PAUSE),
        ("token_revoked", Verdict.PAUSE),
        ("missing_scope", Verdict.PAUSE),
        ("invalid_blocks", Verdict.BUG),
        ("a_code_of_next_year", Verdict.BUG),
    ],
)
def test_what_a_code_means(code: str, verdict: Verdict) -> None:
    """A code nobody knows is looked at, never a reason to post again and again."""
    assert verdict_on(code) is verdict
