"""The only place that posts to Slack: messages, views and files, each in blocks that the workspace takes. Never retries
a post by itself: that is the sender's business, which looks before it repeats."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from slack_sdk.webhook import WebhookClient

from bot.blocks.kit import Message
from bot.fetching import fetch
from bot.slack_answer import Rejected, Sent, SlackAnswer, Unknown
from bot.slack_calls import HTTP_TIMEOUT, LOST, SlackCalls, put

log = logging.getLogger(__name__)
EVENT_TYPE = "firebreak_delivery"
PAGE, MOST_PAGES = 200, 20
"""Messages a page, and pages that are looked through for one of ours."""


class Messenger:
    """One workspace's way to Slack. Safe to share between threads."""

    def __init__(self, token: str, base_url: str, sleep: Callable[[float], object] = time.sleep) -> None:
        self._call = SlackCalls(token, base_url, sleep)
        self._token, self._base_url = token, base_url
        self._wants_plainer = False
        self._direct: dict[str, str] = {}

    def post(self, channel: str, message: Message, *, delivery: str = "", thread_ts: str | None = None) -> SlackAnswer:
        """Posts; `delivery` is the key under which it can be found again."""
        arguments = _body(channel, message) | {"unfurl_links": False, "unfurl_media": False}
        if thread_ts:
            arguments["thread_ts"] = thread_ts
        if delivery:
            arguments["metadata"] = {"event_type": EVENT_TYPE, "event_payload": {"delivery": delivery}}
        return self._with_fallback("chat.postMessage", arguments, message)

    def edit(self, channel: str, ts: str, message: Message) -> SlackAnswer:
        return self._with_fallback("chat.update", _body(channel, message) | {"ts": ts}, message)

    def whisper(self, channel: str, user: str, message: Message, *, thread_ts: str | None = None) -> SlackAnswer:
        """A message that only `user` sees."""
        arguments = _body(channel, message) | {"user": user}
        arguments |= {"thread_ts": thread_ts} if thread_ts else {}
        return self._with_fallback("chat.postEphemeral", arguments, message)

    def respond(self, response_url: str, message: Message, *, replace: bool = False) -> SlackAnswer:
        """Answers a command or click at its response_url: ephemeral, or in place of what was clicked. Where newer
        blocks are refused, once more in plainer ones."""
        taken = self._taken(message)
        first = self._responded(response_url, message.text, taken, replace)
        if isinstance(first, Rejected) and "invalid_blocks" in first.code and self._has_plainer(message, taken):
            return self._responded(response_url, message.text, message.plainer, replace)
        return first

    def _responded(self, url: str, text: str, blocks: Sequence[Mapping[str, Any]], replace: bool) -> SlackAnswer:
        hook = WebhookClient(url, timeout=HTTP_TIMEOUT, ssl=self._call.trusted, retry_handlers=[])
        try:
            answer = hook.send(
                text=text,
                blocks=[dict(block) for block in blocks] or None,
                replace_original=replace,
                response_type=None if replace else "ephemeral",
            )
        except LOST as problem:
            return Unknown(type(problem).__name__)
        return Sent() if answer.status_code == 200 else Rejected(str(answer.body)[:80])

    def open_view(self, trigger_id: str, view: Mapping[str, Any]) -> SlackAnswer:
        return self._call("views.open", {"trigger_id": trigger_id, "view": dict(view)})

    def push_view(self, trigger_id: str, view: Mapping[str, Any]) -> SlackAnswer:
        return self._call("views.push", {"trigger_id": trigger_id, "view": dict(view)})

    def update_view(self, view_id: str, view: Mapping[str, Any], view_hash: str = "") -> SlackAnswer:
        given = {"view_id": view_id, "view": dict(view)} | ({"hash": view_hash} if view_hash else {})
        return self._call("views.update", given)

    def publish_home(self, user: str, view: Mapping[str, Any]) -> SlackAnswer:
        return self._call("views.publish", {"user_id": user, "view": dict(view)})

    def open_dm(self, user: str, *, patient: bool = False) -> SlackAnswer:
        """The channel id of the DM with `user`, in `Sent.channel`; it never changes, so it is asked for once. A
        `patient` caller waits where Slack asks for a pause."""
        if user in self._direct:
            return Sent(channel=self._direct[user])
        call = self._call.patiently if patient else self._call
        outcome = call("conversations.open", {"users": user}, reading=True)
        if isinstance(outcome, Sent) and outcome.answer:
            channel = str(outcome.answer.get("channel", {}).get("id", ""))
            if channel:
                self._direct[user] = channel
            return Sent(channel=channel, answer=outcome.answer)
        return outcome

    def channel(self, channel: str, *, hurried: bool = False) -> SlackAnswer:
        """What there is to know about a channel, in `Sent.answer`."""
        return self._call("conversations.info", {"channel": channel}, reading=True, hurried=hurried)

    def user(self, user: str) -> SlackAnswer:
        return self._call("users.info", {"user": user}, reading=True)

    def find(self, channel: str, delivery: str, since: datetime, thread_ts: str | None = None) -> SlackAnswer | None:
        """The message of that delivery posted since, in the channel or in one of its threads; None if it is not there.
        A refusal or lost answer comes back as such: then nobody can say."""

        def is_ours(message: Mapping[str, Any]) -> bool:
            given = (message.get("metadata") or {}).get("event_payload") or {}
            return bool(given.get("delivery") == delivery)

        return self._look(channel, since, is_ours, thread_ts)

    def has_file(self, channel: str, name: str, since: datetime, thread_ts: str | None = None) -> bool | None:
        """Whether a file of that name was sent into the channel, or a thread of it, since; None if nobody can say."""

        def has_it(message: Mapping[str, Any]) -> bool:
            return any(file.get("name") == name for file in message.get("files") or ())

        found = self._look(channel, since, has_it, thread_ts)
        return isinstance(found, Sent) if isinstance(found, Sent | None) else None

    def _look(
        self,
        channel: str,
        since: datetime,
        is_meant: Callable[[Mapping[str, Any]], bool],
        thread_ts: str | None = None,
    ) -> SlackAnswer | None:
        """The first such message since, page by page; None if there is none, what Slack answered if nobody can say."""
        arguments: dict[str, Any] = {"channel": channel, "oldest": f"{since.timestamp() - 1:.6f}", "limit": PAGE}
        arguments |= {"include_all_metadata": True} | ({"ts": thread_ts} if thread_ts else {})
        method = "conversations.replies" if thread_ts else "conversations.history"  # which shows no replies
        for _ in range(MOST_PAGES):
            outcome = self._call(method, arguments, reading=True)
            if not isinstance(outcome, Sent):
                return outcome
            answer = outcome.answer or {}
            found = next(filter(is_meant, answer.get("messages", ())), None)
            if found is not None:
                return Sent(channel, str(found["ts"]), found)
            cursor = (answer.get("response_metadata") or {}).get("next_cursor")
            if not cursor:
                return None
            arguments["cursor"] = cursor
        return Unknown(f"more than {MOST_PAGES} pages of {method}")

    def message(self, channel: str, ts: str) -> Mapping[str, Any] | None:
        """One message, in a thread or not; None if it is not there, or nobody can say."""
        window = {"channel": channel, "latest": ts, "inclusive": True, "limit": 1}
        for method, arguments in (
            ("conversations.history", window),
            ("conversations.replies", {**window, "ts": ts, "oldest": ts}),
        ):
            outcome = self._call(method, arguments, reading=True)
            found = (outcome.answer or {}).get("messages", ()) if isinstance(outcome, Sent) else ()
            for message in found:
                if str(message.get("ts")) == ts:
                    known: Mapping[str, Any] = message
                    return known
        return None

    def file(self, file_id: str) -> SlackAnswer:
        """What Slack says of a file that was shared where the bot is."""
        return self._call("files.info", {"file": file_id}, reading=True)

    def download(self, url: str, largest: int) -> bytes | Rejected | Unknown:
        """The bytes of a file at its private address, at most `largest` of them."""
        return fetch(url, self._token, self._base_url, largest)

    def upload(
        self,
        name: str,
        content: bytes,
        *,
        title: str,
        channel: str | None = None,
        thread_ts: str | None = None,
        comment: str = "",
    ) -> SlackAnswer:
        """Uploads a file in three steps, into a channel or only to be shown by id; the id is in `Sent.ts`. Waits where
        Slack asks for a pause: nobody should do this who is waited for."""
        asked = self._call.patiently(
            "files.getUploadURLExternal", {"filename": name, "length": len(content)}, form=True
        )
        if not isinstance(asked, Sent) or asked.answer is None:
            return asked
        failed = put(str(asked.answer["upload_url"]), content)
        if failed is not None:
            return failed
        file_id = str(asked.answer["file_id"])
        arguments: dict[str, Any] = {"files": [{"id": file_id, "title": title}]}
        for key, given in (("channel_id", channel), ("thread_ts", thread_ts), ("initial_comment", comment)):
            if given:
                arguments[key] = given
        done = self._call.patiently("files.completeUploadExternal", arguments)
        return Sent(channel or "", file_id, done.answer) if isinstance(done, Sent) else done

    def _with_fallback(self, method: str, arguments: dict[str, Any], message: Message) -> SlackAnswer:
        """Newer blocks are not accepted everywhere: the same message in plainer ones, then as bare text. Once refused,
        they are not tried again until the next start."""
        taken = self._taken(message)
        outcome = self._call(method, arguments | ({"blocks": list(taken)} if taken else {}))
        if _blocks_refused(outcome) and self._has_plainer(message, taken):
            outcome = self._call(method, arguments | {"blocks": list(message.plainer)})
        return self._call(method, arguments) if _blocks_refused(outcome) else outcome

    def _taken(self, message: Message) -> Sequence[Mapping[str, Any]]:
        """The blocks that this workspace takes, as far as is known."""
        return message.plainer if self._wants_plainer and message.plainer else message.blocks

    def _has_plainer(self, message: Message, refused: Sequence[Mapping[str, Any]]) -> bool:
        """Whether there are plainer blocks than those that were `refused`; from here on they are sent. Another thread
        may have learned the same meanwhile, so it counts what this one has sent."""
        plainer = bool(message.plainer) and refused is not message.plainer
        self._wants_plainer = self._wants_plainer or plainer
        return plainer


def _body(channel: str, message: Message) -> dict[str, Any]:
    return {"channel": channel, "text": message.text}


def _blocks_refused(outcome: SlackAnswer) -> bool:
    refused = isinstance(outcome, Rejected) and outcome.code in ("invalid_blocks", "invalid_blocks_format")
    if isinstance(outcome, Rejected) and refused:
        log.error("Slack refused blocks: %s", outcome.detail)
    return refused
