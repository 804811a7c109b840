"""HTTP mode and installation: signed requests, Slack's retries, OAuth with a person who agrees; Bolt as the app."""

import http.client
import json
import re
import threading
import time
import urllib.request
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from slack_bolt import App, BoltRequest
from slack_bolt.oauth import OAuthFlow
from slack_bolt.oauth.oauth_settings import OAuthSettings
from slack_sdk import WebClient
from slack_sdk.oauth.installation_store import FileInstallationStore
from slack_sdk.oauth.state_store import FileOAuthStateStore
from slack_sdk.signature import SignatureVerifier

from sandbox.server import Sandbox
from tests.sandbox.conftest import MANIFEST, SEED, Api


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
        deadline = time.monotonic() + 5
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


def fetch(sandbox: Sandbox, method: str, path: str, form: dict[str, str] | None = None) -> tuple[int, str, str]:
    """Status, Location and body of a request to the workspace, redirects not followed."""
    connection = http.client.HTTPConnection(sandbox.url.removeprefix("http://"), timeout=5)
    headers = {"Content-Type": "application/x-www-form-urlencoded"} if form else {}
    connection.request(method, path, urlencode(form) if form else None, headers)
    response = connection.getresponse()
    found = response.status, response.headers.get("Location", ""), response.read().decode()
    connection.close()
    return found


def ask(url: str) -> str:
    """The content security policy of a page."""
    with urllib.request.urlopen(url, timeout=5) as response:
        return str(response.headers["Content-Security-Policy"])


REDIRECT = "http://127.0.0.1/slack/oauth_redirect"


def test_an_installation_from_link_to_token(sandbox: Sandbox) -> None:
    """A person agrees on the install page; the code is exchanged once, for a token with just those scopes."""
    asked = {"client_id": sandbox.client_id, "scope": "chat:write,commands", "state": "s1", "redirect_uri": REDIRECT}
    status, _, page = fetch(sandbox, "GET", f"/oauth/v2/authorize?{urlencode(asked)}")
    assert status == 200
    assert ask(f"{sandbox.url}/oauth/v2/authorize?{urlencode(asked)}").endswith("form-action 'self' http://127.0.0.1")
    assert "Dana Reed" in page
    assert "chat:write" in page
    assert not any(name in page for name in ("Gil Gone", "Olga Outside", "Gus Guest", "Slackbot"))
    status, location, _ = fetch(sandbox, "POST", "/oauth/v2/authorize", {**asked, "user": "U0DANA", "allow": ""})
    query = parse_qs(urlsplit(location).query)
    assert (status, query["state"]) == (302, ["s1"])
    given = {"client_id": sandbox.client_id, "client_secret": sandbox.client_secret, "code": query["code"][0]}
    api = Api(sandbox, "-")
    assert api("oauth.v2.access", **{**given, "client_secret": "x"})["error"] == "bad_client_secret"
    installed = api("oauth.v2.access", **given, redirect_uri=REDIRECT)
    assert (installed["scope"], installed["authed_user"]) == ("chat:write,commands", {"id": "U0DANA"})
    assert api("oauth.v2.access", **given)["error"] == "invalid_code"
    assert Api(sandbox, installed["access_token"])("users.list")["error"] == "missing_scope"
    assert Api(sandbox, installed["access_token"])("chat.postMessage", channel="C0SALES", text="x")["ok"]


def test_whoever_cancels_installs_nothing(sandbox: Sandbox) -> None:
    """The app is told `access_denied`, with its state."""
    asked = {"client_id": sandbox.client_id, "scope": "commands", "state": "s", "redirect_uri": REDIRECT}
    _, location, _ = fetch(sandbox, "POST", "/oauth/v2/authorize", {**asked, "user": "U0DANA", "cancel": ""})
    assert parse_qs(urlsplit(location).query) == {"error": ["access_denied"], "state": ["s"]}


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({"client_id": "1.2"}, "invalid_client_id"),
        ({"scope": ""}, "no_scopes"),
        ({"scope": "admin"}, "invalid_scope"),
        ({"redirect_uri": "http://evil.test/"}, "bad_redirect_uri"),
    ],
)
def test_a_wrong_link_installs_nothing(sandbox: Sandbox, changed: dict[str, str], problem: str) -> None:
    """The install page says what is wrong with the link, and leads nowhere."""
    asked = {"client_id": sandbox.client_id, "scope": "commands", "redirect_uri": REDIRECT, **changed}
    status, location, page = fetch(sandbox, "GET", f"/oauth/v2/authorize?{urlencode(asked)}")
    assert (status, location) == (400, "")
    assert problem in page


def test_bolt_installs_itself(sandbox: Sandbox, tmp_path: Path) -> None:
    """Bolt's own OAuth flow, unmodified but for the address: link, agreement, and a stored token that works."""
    store = FileInstallationStore(base_dir=str(tmp_path / "installations"))
    flow = OAuthFlow(
        client=WebClient(base_url=sandbox.api_url),
        settings=OAuthSettings(
            client_id=sandbox.client_id,
            client_secret=sandbox.client_secret,
            scopes=["chat:write", "commands"],
            redirect_uri=REDIRECT,
            authorization_url=f"{sandbox.url}/oauth/v2/authorize",
            installation_store=store,
            state_store=FileOAuthStateStore(expiration_seconds=60, base_dir=str(tmp_path / "states")),
        ),
    )
    app = App(oauth_flow=flow, signing_secret=sandbox.signing_secret, client=WebClient(base_url=sandbox.api_url))
    begun = app.oauth_flow.handle_installation(BoltRequest(body="", query={}))  # type: ignore[union-attr]
    link = re.findall(r'href="([^"]+/oauth/v2/authorize[^"]+)"', begun.body)[0].replace("&amp;", "&")
    asked = {name: values[0] for name, values in parse_qs(urlsplit(link).query).items() if values[0]}
    _, location, _ = fetch(sandbox, "POST", "/oauth/v2/authorize", {**asked, "user": "U0DANA", "allow": ""})
    cookie = begun.headers["set-cookie"][0].partition(";")[0]
    back = BoltRequest(body="", query=urlsplit(location).query, headers={"cookie": [cookie]})
    done = app.oauth_flow.handle_callback(back)  # type: ignore[union-attr]
    assert done.status == 200
    installed = store.find_installation(enterprise_id=None, team_id="T0ACME")
    assert installed
    assert (installed.user_id, installed.bot_scopes) == ("U0DANA", ["chat:write", "commands"])
    assert installed.bot_token
    assert Api(sandbox, installed.bot_token)("chat.postMessage", channel="C0SALES", text="installed")["ok"]


def test_a_request_url_is_verified(http_sandbox: Sandbox, endpoint: Endpoint) -> None:
    """An app that gives the challenge back is verified; one that does not, or is silent, is not."""
    assert not http_sandbox.verify_request_url()
    endpoint.event_answers = []
    sent = json.loads(endpoint.requests[-1][1])
    assert sent["type"] == "url_verification"
    endpoint.event_answers = [(200, sent["challenge"])]
    assert http_sandbox.verify_request_url()
