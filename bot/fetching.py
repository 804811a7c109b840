"""Downloads a file that somebody shared, with our token: from Slack only, following no redirect, up to a given size."""

from __future__ import annotations

from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from bot.slack_answer import BROKEN_OFF, Rejected, Unknown

TIMEOUT = 30
SLACK = "slack.com"


class _NoRedirect(HTTPRedirectHandler):
    """A redirect would take our token along."""

    def redirect_request(self, *_: object) -> None:
        return None


def fetch(url: str, token: str, base_url: str, largest: int) -> bytes | Rejected | Unknown:
    """The bytes at `url`. Refused for another host than Slack's (or that of `base_url`), for what is larger than
    `largest` bytes, and where Slack shows its sign-in page, which it does instead of an error."""
    if not _is_slack(url, base_url):
        return Rejected("foreign_address")
    request = Request(url, headers={"Authorization": f"Bearer {token}"})
    try:
        with build_opener(_NoRedirect).open(request, timeout=TIMEOUT) as answer:
            content: bytes = answer.read(largest + 1)
            page = "text/html" in (answer.headers.get("Content-Type") or "")
    except HTTPError as problem:
        return Rejected(f"http_{problem.code}") if problem.code < 500 else Unknown(f"download: HTTP {problem.code}")
    except BROKEN_OFF as problem:
        return Unknown(f"download: {type(problem).__name__}")
    if page:
        return Rejected("not_visible")
    return content if len(content) <= largest else Rejected("too_large")


def _is_slack(url: str, base_url: str) -> bool:
    asked, own = urlsplit(url), urlsplit(base_url)
    if (asked.scheme, asked.netloc) == (own.scheme, own.netloc):
        return True
    host = asked.hostname or ""
    return asked.scheme == "https" and (host == SLACK or host.endswith(f".{SLACK}"))
