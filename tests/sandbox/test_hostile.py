"""What a hostile user, page or app may send: everything is refused in words, and the workspace works on."""

import http.client
import json
import socket
from collections.abc import Mapping
from urllib.parse import urlsplit

import pytest

from sandbox.server import Sandbox
from tests.sandbox.conftest import Api

Asked = dict[str, object]
ME: Asked = {"as": "U0DANA", "channel": "C0SALES"}
JSON_KIND = {"Content-Type": "application/json"}
FORM = "application/x-www-form-urlencoded"
DEEP = b"[" * 100_000
PART = b"--x\r\nContent-Disposition: form-data; name="
UPLOAD = (
    PART
    + b'"as"\r\n\r\nU0DANA\r\n'
    + PART
    + b'"file"; filename="%s"\r\nContent-Transfer-Encoding: base64\r\n\r\nPGI+\r\n--x--\r\n'
)
MULTIPART = {"Content-Type": "multipart/form-data; boundary=x"}


def ask(
    sandbox: Sandbox, path: str, body: bytes | None = None, headers: Mapping[str, str] = JSON_KIND
) -> tuple[int, str]:
    """Status and text of an answer; a request with a body is a POST."""
    connection = http.client.HTTPConnection(urlsplit(sandbox.url).netloc, timeout=60)
    try:
        connection.request("GET" if body is None else "POST", path, body, dict(headers))
        response = connection.getresponse()
        return response.status, response.read().decode()
    finally:
        connection.close()


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.test"},
        {"Host": "127.0.0.1.evil.test"},
        {"Host": "localhost:abc"},
        {"Host": "[::1"},
        {"Origin": "https://evil.test"},
        {"Origin": "null"},
        {"Origin": "http://[::1"},
        {"Origin": "http://localhost:9"},
    ],
)
def test_only_the_pages_own_address_is_let_in(sandbox: Sandbox, headers: Mapping[str, str]) -> None:
    """Another host's name, another site's page, even one on another port of this machine, reads and does nothing."""
    for path, body in (("/", None), ("/sandbox/state", None), ("/sandbox/clock", b'{"advance": 60}')):
        assert ask(sandbox, path, body, headers) == (403, "This page answers on localhost only.")
    assert sandbox.clock.offset.total_seconds() == 0


@pytest.mark.parametrize(
    "path",
    [
        "/static/../server.py",
        "/static/%2e%2e/server.py",
        "/static/..%5cserver.py",
        "/static/%2fetc/passwd",
        "/static//etc/passwd",
        "/static/js",
        "/api/..%2fsandbox/state",
        "/sandbox/file/..%2f..%2fserver.py",
        "/files-pri/..%2f/etc/passwd",
    ],
)
def test_no_path_leads_out_of_the_pages_folder(sandbox: Sandbox, path: str) -> None:
    """Dots, slashes and their disguises find nothing."""
    status, text = ask(sandbox, path)
    assert status in (403, 404) or "Sign in" in text
    assert "root:" not in text
    assert "class Sandbox" not in text


ACTS = ("say", "edit", "delete", "command", "shortcut", "react", "action", "options", "submit", "open", "join", "fault")
ODD = (
    b"{",
    b"[]",
    b"null",
    b"\xff\xfe",
    DEEP,
    b'{"as": ["U0DANA"]}',
    b'{"as": "U0DANA", "channel": {"a": 1}, "ts": [1], "files": {"a": 1}, "user": ["U0DANA"], "kind": ["x"]}',
    b'{"as": "U0DANA", "channel": "C0SALES", "ts": "1", "files": 5, "thread_ts": {"a": 1}, "action": 5, "text": "a"}',
    b'{"as": "U0DANA", "channel": "C0SALES", "ts": 1, "files": [["F"]], "thread_ts": 5, "container": 7, "text": "a"}',
)


@pytest.mark.parametrize("act", ACTS)
def test_malformed_acts_are_refused_in_a_sentence(sandbox: Sandbox, act: str) -> None:
    """Whatever a page's request holds in the wrong place, it is a 400 with words, or a harmless nothing."""
    for body in ODD:
        status, text = ask(sandbox, f"/sandbox/{act}", body)
        assert status in (200, 400), (body[:60], text)
        found = json.loads(text)
        assert found["ok"] or " " in found["error"] or act == "command", (body[:60], found)
    assert sandbox.person("U0DANA").messages("C0SALES") == []


@pytest.mark.parametrize(
    ("act", "asked", "sentence"),
    [
        ("say", {"text": "x" * 40_001}, "A message holds 40,000 characters at most; this one has 40,001."),
        ("say", {"text": "x", "thread_ts": "1.0"}, "That message is not there any more."),
        ("clock", {"set": "9999-12-31T23:59:59+00:00"}, "The clock goes no further than 2200."),
        ("clock", {"advance": 1e308}, "That is no time."),
        ("clock", {"advance": "nan"}, "That is no time."),
        ("clock", {"set": "soon"}, "That is no time."),
        ("fault", {"kind": "delay", "seconds": "long"}, "seconds must be a number."),
        ("fault", {"kind": "ratelimited", "retry_after": "inf"}, "retry_after must be a number."),
        ("fault", {"kind": "delay", "seconds": -1}, "seconds must be from 0 to 86,400."),
        ("fault", {"kind": "deactivate", "user": "U0NOBODY"}, "There is no such person."),
        ("fault", {"kind": "archive", "channel": ["C0SALES"]}, "There is no such channel."),
    ],
)
def test_what_would_break_the_workspace_is_refused(sandbox: Sandbox, act: str, asked: Asked, sentence: str) -> None:
    """Endless texts, threads of nothing, the end of time, numbers that are none: a sentence, and nothing changes."""
    body = json.dumps({**ME, **asked} if act == "say" else asked).encode()
    assert ask(sandbox, f"/sandbox/{act}", body) == (400, json.dumps({"ok": False, "error": sentence}))
    state = sandbox.person("U0DANA").state()
    assert not any(fault["on"] for fault in state["faults"])
    assert sandbox.clock.offset.total_seconds() == 0


@pytest.mark.parametrize("query", ["limit=x", "limit=-5", "after=x", "after=" + "-" * 50])
def test_pages_of_nothing_are_refused(sandbox: Sandbox, query: str) -> None:
    """A limit that is no number is said so, in the page's words and not in Python's."""
    place = "journal" if "after" in query else "messages"
    status, text = ask(sandbox, f"/sandbox/{place}?as=U0DANA&channel=C0SALES&{query}")
    assert (status, json.loads(text)["error"]) == (400, f"{query.partition('=')[0]} must be a number.")


@pytest.mark.parametrize("name", ["", "<b>", "a b", "x" * 200, "::", "wave\n"])
def test_a_reaction_is_an_emojis_name(sandbox: Sandbox, name: str) -> None:
    """Nothing else is put under a message."""
    dana = sandbox.person("U0DANA")
    ts = dana.say("C0SALES", "hello")
    body = json.dumps({**ME, "ts": ts, "name": name}).encode()
    assert ask(sandbox, "/sandbox/react", body)[0] == 400
    assert "reactions" not in dana.messages("C0SALES")[0]


@pytest.mark.parametrize(
    ("body", "kind", "error"),
    [
        (b"\xff\xfe{", "application/json", "invalid_arguments"),
        (b"{}", "application/json; charset=nope", "invalid_arguments"),
        (DEEP, "application/json", "invalid_arguments"),
        (b"channel=C0SALES&text=a", f"{FORM}; charset=nope", "invalid_charset"),
        (b"channel=C0SALES&text=\xff", FORM, "invalid_form_data"),
        (b"--x\r\nnope", "multipart/form-data; boundary=x", "invalid_form_data"),
        (b"--x\r\nnope", "multipart/form-data", "invalid_form_data"),
        (b"channel=C0SALES&text=a&blocks=" + DEEP, FORM, "invalid_blocks_format"),
        (b'{"channel": ["C0SALES"], "text": {"a": 1}}', "application/json", "invalid_arguments"),
    ],
)
def test_an_unreadable_call_gets_slacks_error(sandbox: Sandbox, api: Api, body: bytes, kind: str, error: str) -> None:
    """Broken bytes, charsets, forms and JSON are answered as Slack does, with HTTP 200, and stand in the journal."""
    status, answer, _ = api.send("chat.postMessage", body, kind)
    assert (status, answer["error"]) == (200, error)
    assert sandbox.journal.calls("chat.postMessage")[-1]["error"] == error


@pytest.mark.parametrize(
    ("header", "token", "error"),
    [
        ("", "", "not_authed"),
        ("Bearer", "", "not_authed"),
        ("Bearer xoxb-nope", "", "invalid_auth"),
        ("Basic abc", "", "not_authed"),
        ("", ["xoxb"], "invalid_auth"),
        ("", {"a": 1}, "invalid_auth"),
    ],
)
def test_a_wrong_token_opens_nothing(sandbox: Sandbox, header: str, token: object, error: str) -> None:
    """Missing, foreign and misshapen tokens are refused."""
    body = json.dumps({"channel": "C0SALES", "text": "x", "token": token}).encode()
    _, text = ask(sandbox, "/api/chat.postMessage", body, {**JSON_KIND, "Authorization": header})
    assert json.loads(text)["error"] == error


def test_a_garbled_secret_does_not_install(sandbox: Sandbox) -> None:
    """A Basic header that is no text is an error of Slack's."""
    headers = {"Content-Type": FORM, "Authorization": "Basic //79"}
    _, text = ask(sandbox, "/api/oauth.v2.access", b"code=1", headers)
    assert json.loads(text)["error"] == "invalid_arguments"


@pytest.mark.parametrize(
    "name", ["../../../etc/passwd", "a;b=c.png", "ünï“.html", "%0d%0aX: y.txt", "x.svg", "n" * 3000]
)
def test_an_uploaded_file_is_never_a_page(sandbox: Sandbox, name: str) -> None:
    """Whatever it is called, its name cannot leave its header, and nothing but a picture is shown in place."""
    status, text = ask(sandbox, "/sandbox/upload", UPLOAD % name.encode(), MULTIPART)
    assert status == 200
    connection = http.client.HTTPConnection(urlsplit(sandbox.url).netloc, timeout=60)
    connection.request("GET", f"/sandbox/file/{json.loads(text)['id']}")
    response = connection.getresponse()
    way = response.headers["Content-Disposition"].partition(";")[0]
    assert way == ("inline" if name.endswith(".png") else "attachment")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "X" not in response.headers
    connection.close()


def test_a_file_with_a_line_break_in_its_name_can_be_fetched(sandbox: Sandbox, api: Api) -> None:
    """The app may name a file as it likes; the page can still have it."""
    step = api("files.getUploadURLExternal", filename="a\r\nX-Evil: 1", length=2)
    assert ask(sandbox, urlsplit(step["upload_url"]).path, b"hi", {"Content-Type": "text/plain"})[0] == 200
    assert ask(sandbox, f"/sandbox/file/{step['file_id']}") == (200, "hi")


@pytest.mark.filterwarnings("ignore::RuntimeWarning")  # aiohttp's about half a header
def test_broken_and_oversized_uploads_are_refused(sandbox: Sandbox) -> None:
    """A form that breaks off anywhere, and more than 200 MB, of which not a byte is read."""
    whole = UPLOAD % b"a"
    for end in range(0, whole.index(b"filename"), 7):
        status, text = ask(sandbox, "/sandbox/upload", whole[:end], MULTIPART)
        assert status in (200, 400)
        assert json.loads(text)
    host = urlsplit(sandbox.url)
    with socket.create_connection((host.hostname, host.port), timeout=60) as raw:
        raw.sendall(
            f"POST /sandbox/upload HTTP/1.1\r\nHost: {host.netloc}\r\nContent-Length: 9999999999\r\n\r\n".encode()
        )
        assert raw.recv(65536).startswith(b"HTTP/1.1 413")
