"""Installing an app: from the link over the page that asks a person to the token."""

import http.client
import re
import urllib.request
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from slack_bolt import App, BoltRequest
from slack_bolt.oauth import OAuthFlow
from slack_bolt.oauth.oauth_settings import OAuthSettings
from slack_sdk import WebClient
from slack_sdk.oauth.installation_store import FileInstallationStore
from slack_sdk.oauth.state_store import FileOAuthStateStore

from sandbox.server import Sandbox
from tests.sandbox.conftest import Api


def fetch(sandbox: Sandbox, method: str, path: str, form: dict[str, str] | None = None) -> tuple[int, str, str]:
    """Status, Location and body of a request to the workspace, redirects not followed."""
    connection = http.client.HTTPConnection(sandbox.url.removeprefix("http://"), timeout=60)
    headers = {"Content-Type": "application/x-www-form-urlencoded"} if form else {}
    connection.request(method, path, urlencode(form) if form else None, headers)
    response = connection.getresponse()
    found = response.status, response.headers.get("Location", ""), response.read().decode()
    connection.close()
    return found


def ask(url: str) -> str:
    """The content security policy of a page."""
    with urllib.request.urlopen(url, timeout=60) as response:
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
