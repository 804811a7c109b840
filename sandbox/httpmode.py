"""HTTP mode: signed requests to the app's request URLs, as Slack sends them to an app without Socket Mode."""

import hashlib
import hmac
import json
import time
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

import aiohttp

from sandbox.delivery import NotDelivered
from sandbox.faults import Faults
from sandbox.journal import Journal
from sandbox.manifest import Manifest
from sandbox.state import JSON


class HttpMode:
    """Requests to the app. A transport for `Delivery`; lives on the server's event loop.

    `request_url`, when given, takes everything, whatever the manifest says.
    """

    def __init__(
        self,
        manifest: Manifest,
        signing_secret: str,
        journal: Journal,
        faults: Faults,
        ack_seconds: float,
        request_url: str = "",
    ) -> None:
        self._ack_seconds = ack_seconds
        self._manifest = manifest
        self._secret = signing_secret.encode()
        self._journal = journal
        self._faults = faults
        self._request_url = request_url
        self._session: aiohttp.ClientSession | None = None

    @property
    def connected(self) -> bool:
        """There is no connection to lose: what cannot be reached shows when it is sent."""
        return True

    async def send(self, kind: str, payload: JSON, attempt: int, reason: str) -> JSON:
        """One request; anything but 2xx in time is a failure, which Slack names in the retry's headers."""
        url = self._request_url or self._url(kind, payload)
        if not url:
            raise NotDelivered("no_request_url")
        body, content_type = _body(kind, payload)
        headers = {"Content-Type": content_type, **signature(self._secret, body)}
        if attempt:
            headers |= {"X-Slack-Retry-Num": str(attempt), "X-Slack-Retry-Reason": reason}
        self._journal.write("out", "request", type=kind, url=url, payload=payload, retry_attempt=attempt)
        status, text, final = await self._post(url, body, headers)
        lost = self._faults.take("lost_ack") is not None
        self._journal.write("in", "ack", type=kind, status=status, payload=text[:5000], late=False, lost=lost)
        if lost:
            raise NotDelivered("http_timeout")
        if not 200 <= status < 300:
            raise NotDelivered("http_error", final=final)
        return _answer(text)

    async def verify(self) -> bool:
        """Asks the app to confirm its events URL by the challenge, as Slack does when it is entered."""
        url = self._request_url or self._manifest.events_url
        challenge = hashlib.sha256(self._secret).hexdigest()[:24]
        body = json.dumps({"token": "", "challenge": challenge, "type": "url_verification"}).encode()
        headers = {"Content-Type": "application/json", **signature(self._secret, body)}
        try:
            status, text, _ = await self._post(url, body, headers)
        except NotDelivered:
            return False
        good = status == 200 and challenge in text
        self._journal.write("out", "url_verification", url=url, verified=good)
        return good

    async def close(self) -> None:
        """Closes the client."""
        if self._session is not None:
            await self._session.close()

    async def _post(self, url: str, body: bytes, headers: Mapping[str, str]) -> tuple[int, str, bool]:
        """Status and body of the answer, and whether it asks for no retry (`X-Slack-No-Retry: 1`)."""
        if self._session is None:
            timeout = aiohttp.ClientTimeout(total=self._ack_seconds)
            self._session = aiohttp.ClientSession(timeout=timeout)
        try:
            async with self._session.post(url, data=body, headers=headers) as response:
                return response.status, await response.text(), response.headers.get("X-Slack-No-Retry") == "1"
        except TimeoutError:
            raise NotDelivered("http_timeout") from None
        except aiohttp.ClientError:
            raise NotDelivered("connection_failed") from None

    def _url(self, kind: str, payload: JSON) -> str:
        if kind == "events_api":
            return self._manifest.events_url
        if kind == "slash_commands":
            return next((c.url for c in self._manifest.commands if c.command == payload["command"]), "")
        if payload["type"] == "block_suggestion" and self._manifest.options_url:
            return self._manifest.options_url
        return self._manifest.interactivity_url


def signature(secret: bytes, body: bytes, at: int | None = None) -> dict[str, str]:
    """Slack's request signature (v0): HMAC-SHA256 over version, time stamp and body. Real time, not the workspace's."""
    stamp = str(int(time.time()) if at is None else at)
    digest = hmac.new(secret, b"v0:" + stamp.encode() + b":" + body, hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={digest}"}


def _body(kind: str, payload: JSON) -> tuple[bytes, str]:
    if kind == "events_api":
        return json.dumps(payload).encode(), "application/json"
    fields: Mapping[str, Any] = payload if kind == "slash_commands" else {"payload": json.dumps(payload)}
    return urlencode(fields).encode(), "application/x-www-form-urlencoded"


def _answer(text: str) -> JSON:
    """What an ack says: JSON, or plain text, which is a message."""
    if not text.strip():
        return {}
    try:
        found = json.loads(text)
    except ValueError:
        return {"text": text}
    return found if isinstance(found, dict) else {}
