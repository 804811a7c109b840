"""Files are fetched from Slack alone: our token goes nowhere else, and nothing is read that is larger than wanted."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from bot.fetching import fetch
from bot.payloads import Attached, files_of
from bot.slack_answer import Rejected, Unknown

TOKEN = "xoxb-secret"


class Elsewhere(BaseHTTPRequestHandler):
    """A server that answers by path, and remembers who showed it a token."""

    shown: list[str] = []  # noqa: RUF012

    def do_GET(self) -> None:
        self.shown.append(f"{self.path} {self.headers.get('Authorization', '')}")
        status = {"/moved": 302, "/gone": 404, "/down": 503}.get(self.path, 200)
        self.send_response(status)
        if status == 302:
            self.send_header("Location", f"http://{self.headers['Host']}/stolen")
        self.send_header("Content-Type", "text/html; charset=utf-8" if self.path == "/page" else "application/zip")
        self.end_headers()
        self.wfile.write(b"x" * 100 if status == 200 else b"")

    def log_message(self, *_: object) -> None:
        """Nothing on the terminal."""


@pytest.fixture
def base() -> Iterator[str]:
    Elsewhere.shown.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Elsewhere)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_file_comes_with_our_token(base: str) -> None:
    """As Slack wants it, whole."""
    assert fetch(f"{base}/file", TOKEN, f"{base}/api/", 100) == b"x" * 100
    assert Elsewhere.shown == [f"/file Bearer {TOKEN}"]


@pytest.mark.parametrize(
    ("path", "largest", "code"),
    [
        ("/moved", 100, "http_302"),
        ("/gone", 100, "http_404"),
        ("/page", 100, "not_visible"),
        ("/file", 99, "too_large"),
    ],
)
def test_what_is_not_the_file_is_refused(base: str, path: str, largest: int, code: str) -> None:
    """A redirect is not followed: whoever it leads to would learn the token."""
    assert fetch(f"{base}{path}", TOKEN, f"{base}/api/", largest) == Rejected(code)
    assert not any("stolen" in shown for shown in Elsewhere.shown)


def test_a_server_that_is_down_may_be_asked_again(base: str) -> None:
    """Nobody knows; a later attempt may be luckier."""
    assert isinstance(fetch(f"{base}/down", TOKEN, f"{base}/api/", 100), Unknown)


@pytest.mark.parametrize(
    "url",
    [
        "{base}/file",
        "https://evil.example/file",
        "http://files.slack.com/file",
        "https://slack.com.evil.example/file",
        "https://evilslack.com/file",
        "file:///etc/passwd",
        "",
    ],
)
def test_the_token_goes_to_slack_alone(base: str, url: str) -> None:
    """Whatever address a file claims to have."""
    assert fetch(url.format(base=base), TOKEN, "https://slack.com/api/", 100) == Rejected("foreign_address")
    assert Elsewhere.shown == []


def test_files_of_a_message_and_of_what_it_forwards() -> None:
    """Each once, in order; deleted ones have no name."""
    one, two = {"id": "F1", "name": "a.xlsx"}, {"id": "F2", "name": "b.csv"}
    message = {"files": [one, {"id": "F9", "mode": "tombstone"}], "attachments": [{"files": [two, one]}, "odd"]}
    assert files_of(message) == (Attached("F1", "a.xlsx"), Attached("F2", "b.csv"))
    assert files_of({}) == ()
