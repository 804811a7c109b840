"""Blocks that a Slack does not know yet: refused once, the same is said in plainer ones, and from then on at once."""

from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Barrier, Thread
from typing import Any

import pytest

from bot.blocks import kit
from bot.messenger import Messenger
from bot.slack_answer import Sent

PLAIN = [kit.section("the same in words")]
NEWER = kit.message("text", [{"type": "table", "rows": [[{"type": "raw_text", "text": "x"}]]}], PLAIN)


class OldSlack(ThreadingHTTPServer):
    """A Slack that takes sections and nothing else, at its API and at a response_url."""

    def __init__(self) -> None:
        self.got: list[list[str]] = []
        self.together = Barrier(1)
        """So many messages with newer blocks arrive before the first of them is answered."""
        super().__init__(("127.0.0.1", 0), Answers)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/"

    def judge(self, body: dict[str, Any]) -> bool:
        kinds = [block["type"] for block in body.get("blocks") or ()]
        self.got.append(kinds)
        if not set(kinds) <= {"section"}:
            self.together.wait(60)
        return set(kinds) <= {"section"}


class Answers(BaseHTTPRequestHandler):
    server: OldSlack

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        taken = self.server.judge(body)
        hook = self.path.startswith("/hook")
        answer = b"ok" if taken and hook else b"invalid_blocks" if hook else json.dumps(_api(taken)).encode()
        self.send_response(200 if taken or not hook else 400)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is given
        """Says nothing."""


def _api(taken: bool) -> dict[str, object]:
    return {"ok": True, "channel": "C1", "ts": "1.2"} if taken else {"ok": False, "error": "invalid_blocks"}


@pytest.fixture
def old_slack() -> Iterator[OldSlack]:
    with OldSlack() as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def test_a_post_is_said_in_plainer_blocks(old_slack: OldSlack) -> None:
    """Once the newer ones were refused, they are not tried again."""
    messenger = Messenger("xoxb-1", old_slack.url)
    assert isinstance(messenger.post("C1", NEWER), Sent)
    assert isinstance(messenger.edit("C1", "1.2", NEWER), Sent)
    assert old_slack.got == [["table"], ["section"], ["section"]]


def test_an_answer_to_a_command_too(old_slack: OldSlack) -> None:
    """At its response_url, where a refusal is a 400."""
    messenger = Messenger("xoxb-1", old_slack.url)
    hook = f"{old_slack.url}hook"
    assert isinstance(messenger.respond(hook, NEWER), Sent)
    assert isinstance(messenger.respond(hook, NEWER), Sent)
    assert old_slack.got == [["table"], ["section"], ["section"]]


def test_without_plainer_blocks_the_text_remains(old_slack: OldSlack) -> None:
    """As before: words alone are better than nothing."""
    messenger = Messenger("xoxb-1", old_slack.url)
    assert isinstance(messenger.post("C1", kit.message("text", NEWER.blocks)), Sent)
    assert old_slack.got == [["table"], []]


@pytest.mark.parametrize("hook", ["", "hook"], ids=["posted", "at a response_url"])
def test_two_at_once_are_both_said_in_plainer_blocks(old_slack: OldSlack, hook: str) -> None:
    """Both were under way with newer ones when the first was refused; neither ends as bare text."""
    messenger, old_slack.together = Messenger("xoxb-1", old_slack.url), Barrier(2)

    def say(_: int) -> object:
        return messenger.respond(f"{old_slack.url}{hook}", NEWER) if hook else messenger.post("C1", NEWER)

    with ThreadPoolExecutor(2) as pool:
        assert all(isinstance(outcome, Sent) for outcome in pool.map(say, range(2)))
    assert sorted(old_slack.got) == [["section"], ["section"], ["table"], ["table"]]
