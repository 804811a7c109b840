"""HTTP mode and installation: signed requests, Slack's retries, OAuth with a person who agrees; Bolt as the app."""

import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

import pytest
from slack_bolt import App, BoltRequest
from slack_sdk import WebClient
from slack_sdk.signature import SignatureVerifier

from sandbox.server import Sandbox
from tests.sandbox.conftest import MANIFEST, SEED


class Endpoint:
    """A web server that keeps every request and answers each as told."""

    def __init__(self) -> None:
        self.requests: list[tuple[dict[str, str], str]] = []
        self.event_answers: list[tuple[int, str]] = []
        self.form_answers: list[tuple[int, str]] = []
        self.no_retry = False
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                headers = {name.lower(): value for name, value in self.headers.items()}
                status, text = outer.answer(headers, body)
                self.send_response(status)
                if outer.no_retry:
                    self.send_header("X-Slack-No-Retry", "1")
                self.send_header("Content-Length", str(len(text.encode())))
                self.end_headers()
                self.wfile.write(text.encode())

            def log_message(self, *_: object) -> None:
                """Says nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}/slack/events"
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def answer(self, headers: dict[str, str], body: str) -> tuple[int, str]:
        """Keeps a request and returns the next answer."""
        self.requests.append((headers, body))
        event = "x-www-form" not in headers["content-type"]
        answers = self.event_answers if event else self.form_answers
        return answers.pop(0) if answers else (200, "")

    def wait(self, count: int) -> list[tuple[dict[str, str], str]]:
        """The requests as soon as there are `count`."""
        deadline = time.monotonic() + 30
        while len(self.requests) < count and time.monotonic() < deadline:
            time.sleep(0.01)
        assert len(self.requests) >= count
        return self.requests

    def close(self) -> None:
        """Stops the server."""
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def endpoint() -> Iterator[Endpoint]:
    """The app's request URL."""
    found = Endpoint()
    yield found
    found.close()


@pytest.fixture
def http_sandbox(endpoint: Endpoint) -> Iterator[Sandbox]:
    """A workspace that sends everything to the endpoint."""
    delays = (0.0, 0.1, 0.2)
    with Sandbox(SEED, MANIFEST, request_url=endpoint.url, rate_limits=False, retry_delays=delays) as running:
        yield running


def test_requests_are_signed_as_slack_signs(http_sandbox: Sandbox, endpoint: Endpoint) -> None:
    """Slack's own verifier accepts each request: event as JSON, command and click as forms."""
    dana = http_sandbox.person("U0DANA")
    dana.say("C0SALES", "hello")
    endpoint.wait(1)
    assert dana.command("C0SALES", "/log x") == {"ok": True}
    assert dana.shortcut("new_deal") == {"ok": True}
    verifier = SignatureVerifier(http_sandbox.signing_secret)
    for headers, body in endpoint.requests:
        assert verifier.is_valid(body, headers["x-slack-request-timestamp"], headers["x-slack-signature"])
    kinds = [headers["content-type"] for headers, _ in endpoint.requests]
    assert kinds == ["application/json", *["application/x-www-form-urlencoded"] * 2]
    assert json.loads(endpoint.requests[0][1])["event"]["text"] == "hello"
    assert parse_qs(endpoint.requests[1][1])["command"] == ["/log"]
    assert json.loads(parse_qs(endpoint.requests[2][1])["payload"][0])["callback_id"] == "new_deal"


def test_a_failed_event_comes_again_with_number_and_reason(http_sandbox: Sandbox, endpoint: Endpoint) -> None:
    """After an error the same event comes with Slack's retry headers, until it is taken."""
    endpoint.event_answers = [(500, ""), (404, ""), (200, "")]
    http_sandbox.person("U0DANA").say("C0SALES", "hello")
    requests = endpoint.wait(3)
    retries = [(h.get("x-slack-retry-num"), h.get("x-slack-retry-reason")) for h, _ in requests]
    assert retries == [(None, None), ("1", "http_error"), ("2", "http_error")]
    assert len({json.loads(body)["event_id"] for _, body in requests}) == 1


def test_an_event_is_given_up_in_the_end(http_sandbox: Sandbox, endpoint: Endpoint) -> None:
    """After the last retry nothing more comes, and the journal says so."""
    endpoint.event_answers = [(500, "")] * 10
    http_sandbox.person("U0DANA").say("C0SALES", "hello")
    http_sandbox.journal.wait(lambda e: e["what"] == "given_up")
    assert len(endpoint.requests) == 4


def test_an_app_can_ask_for_no_retry(http_sandbox: Sandbox, endpoint: Endpoint) -> None:
    """A failure with `X-Slack-No-Retry` is the end of that event."""
    endpoint.no_retry, endpoint.event_answers = True, [(500, "")]
    http_sandbox.person("U0DANA").say("C0SALES", "hello")
    http_sandbox.journal.wait(lambda e: e["what"] == "given_up")
    assert len(endpoint.requests) == 1


def test_a_command_answered_in_the_response_is_shown(http_sandbox: Sandbox, endpoint: Endpoint) -> None:
    """Plain text and JSON in the response of a command are messages; a failed one is the red line, without retry."""
    dana = http_sandbox.person("U0DANA")
    endpoint.form_answers = [(200, "just you"), (200, '{"response_type": "in_channel", "text": "all"}'), (500, "")]
    for _ in range(3):
        dana.command("C0SALES", "/log x")
    texts = [(m["text"], m.get("ephemeral", False)) for m in dana.messages("C0SALES")]
    assert texts[:2] == [("just you", True), ("all", False)]
    assert texts[2] == ("/log failed with the error “dispatch_failed”", True)
    commands = [body for headers, body in endpoint.requests if "x-www-form" in headers["content-type"]]
    assert len(commands) == 3


def test_bolt_takes_the_requests(http_sandbox: Sandbox, endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch) -> None:
    """Bolt, unmodified, verifies the signature and answers; a request with a wrong secret it turns away."""
    client = WebClient(token=http_sandbox.bot_token, base_url=http_sandbox.api_url)
    app = App(client=client, signing_secret=http_sandbox.signing_secret, process_before_response=True)

    @app.command("/log")
    def log(ack: Any, command: dict[str, Any]) -> None:
        ack(f"logged {command['text']}")

    def dispatch(headers: dict[str, str], body: str) -> tuple[int, str]:
        response = app.dispatch(BoltRequest(body=body, headers={name: [value] for name, value in headers.items()}))
        return response.status, response.body

    monkeypatch.setattr(endpoint, "answer", dispatch)
    dana = http_sandbox.person("U0DANA")
    assert dana.command("C0SALES", "/log called Acme") == {"ok": True}
    assert dana.messages("C0SALES")[-1]["text"] == "logged called Acme"


def test_a_request_url_is_verified(http_sandbox: Sandbox, endpoint: Endpoint) -> None:
    """An app that gives the challenge back is verified; one that does not, or is silent, is not."""
    assert not http_sandbox.verify_request_url()
    endpoint.event_answers = []
    sent = json.loads(endpoint.requests[-1][1])
    assert sent["type"] == "url_verification"
    endpoint.event_answers = [(200, sent["challenge"])]
    assert http_sandbox.verify_request_url()
