"""One call to Slack's Web API and its outcome: how arguments travel, and what each failure means."""

from __future__ import annotations

import json
import ssl
import time
from collections.abc import Callable, Mapping
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.http_retry.builtin_handlers import ConnectionErrorRetryHandler

from bot.slack_answer import BROKEN_OFF, Rejected, Sent, SlackAnswer, Unknown

HTTP_TIMEOUT = 10
HURRY = 2
"""Seconds for what must be known before an acknowledgement, for which Slack waits three."""
MOST_PAUSES, LONGEST_PAUSE = 3, 5.0
"""How often a call waits for its turn, and for how many seconds at most."""

LOST = (SlackClientError, *BROKEN_OFF)


class SlackCalls:
    """The calls with one token. Safe to share between threads."""

    def __init__(self, token: str, base_url: str, sleep: Callable[[float], object] = time.sleep) -> None:
        self._sleep = sleep
        self.trusted = ssl.create_default_context() if base_url.startswith("https:") else None
        """The certificates that Slack's are checked against, read once: for each call anew it takes 40 ms."""
        given: dict[str, Any] = {"token": token, "base_url": base_url, "timeout": HTTP_TIMEOUT, "ssl": self.trusted}
        self._posting = WebClient(**given, retry_handlers=[])
        self._reading = WebClient(**given, retry_handlers=[ConnectionErrorRetryHandler()])
        self._hurried = WebClient(**{**given, "timeout": HURRY}, retry_handlers=[])

    def patiently(
        self, method: str, arguments: Mapping[str, object], *, reading: bool = False, form: bool = False
    ) -> SlackAnswer:
        """The same, made again after each short pause that Slack asks for: for what a thousand messages need besides
        themselves, which has slower rates of its own. Not while somebody waits for an answer."""
        for _ in range(MOST_PAUSES):
            answer = self(method, arguments, reading=reading, form=form)
            if not isinstance(answer, Rejected) or answer.retry_after is None or answer.retry_after > LONGEST_PAUSE:
                return answer
            self._sleep(answer.retry_after)
        return self(method, arguments, reading=reading, form=form)

    def __call__(
        self,
        method: str,
        arguments: Mapping[str, object],
        *,
        reading: bool = False,
        form: bool = False,
        hurried: bool = False,
    ) -> SlackAnswer:
        """One call; `reading` ones may be retried, and like `form` ones are sent as a form: Slack takes JSON only where
        it writes messages and views. `hurried` ones have two seconds."""
        client = self._hurried if hurried else self._reading if reading else self._posting
        try:
            answer = (
                client.api_call(method, json=dict(arguments))
                if not (reading or form)
                else client.api_call(method, params={k: _param(v) for k, v in arguments.items()})
            )
        except SlackApiError as refusal:
            return _refused(refusal)
        except LOST as problem:
            return Unknown(f"{method}: {type(problem).__name__}")
        data = answer.data if isinstance(answer.data, dict) else {}
        return Sent(
            str(data.get("channel") or "") if isinstance(data.get("channel"), str) else "",
            str(data.get("ts") or ""),
            data,
        )


def _param(value: object) -> object:
    return json.dumps(value) if isinstance(value, list | dict) else value


def _refused(refusal: SlackApiError) -> SlackAnswer:
    response = refusal.response
    data = response.data if isinstance(response.data, dict) else {}
    code = str(data.get("error") or "")
    if response.status_code == 429 or code == "ratelimited":
        return Rejected("ratelimited", _seconds(response.headers.get("Retry-After") if response.headers else None))
    if response.status_code >= 500 or not code:
        return Unknown(f"HTTP {response.status_code}")
    detail = json.dumps(data.get("response_metadata", {}))[:500]
    return Rejected(code, detail=detail)


def _seconds(value: object) -> float:
    try:
        return max(0.0, float(str(value)))
    except ValueError:
        return 1.0


def put(url: str, content: bytes) -> Rejected | Unknown | None:
    """Brings a file's bytes to the address that Slack gave for them; None where they arrived."""
    from urllib.request import Request, urlopen

    request = Request(url, data=content, method="POST", headers={"Content-Type": "application/octet-stream"})
    try:
        with urlopen(request, timeout=HTTP_TIMEOUT) as answer:
            return None if answer.status == 200 else Rejected(f"upload_{answer.status}")
    except LOST as problem:
        return Unknown(f"upload: {type(problem).__name__}")
