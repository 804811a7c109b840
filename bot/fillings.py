"""From the delivery of a spreadsheet to the file that comes back: fetched, read and written in a process of its own,
sent into the thread it came from. What goes wrong is told there, in a sentence."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping

from bot.apologies import or_apology
from bot.blocks.errors import apology, refusal
from bot.blocks.kit import Message
from bot.messenger import Messenger
from bot.recipients import GONE, UNREACHABLE, direct_message, recipient_of
from bot.sender import Composed, Composer, Dropped, NotNow
from bot.slack_answer import Rejected, Sent, Unknown
from sales.delivery import Delivery
from sales.errors import Invalid, SalesError
from sales.people import Person
from sales.usecases import filling as use
from sales.usecases.ports import Clock, Spreadsheets, Store

log = logging.getLogger(__name__)
LARGEST = 20_000_000
"""Bytes of a file that are fetched at all."""
PATIENT_FOR = 3
"""Attempts to fetch a file before its sender is told that it cannot be had."""


def fill_composers(
    store: Store,
    messenger: Messenger,
    clock: Clock,
    sheets: Spreadsheets,
    passing: Callable[[str], None] = lambda _: None,
) -> Mapping[str, Composer]:
    """The composer of filled-in spreadsheets. `passing` is told of the point at which the file is there and the words
    about it are not."""
    filler = _Filler(store, messenger, clock, sheets, passing)
    return {use.FILL: filler.compose}


class _Filler:
    def __init__(
        self,
        store: Store,
        messenger: Messenger,
        clock: Clock,
        sheets: Spreadsheets,
        passing: Callable[[str], None],
    ) -> None:
        self._store, self._messenger, self._clock, self._sheets = store, messenger, clock, sheets
        self._passing = passing

    def compose(self, delivery: Delivery) -> Composed | Dropped:
        """The message beside the filled file, which goes ahead of it; or the question about it; or what was wrong."""
        sent = use.Sent.of(delivery)
        with self._store.reading(delivery.workspace_id) as tx:
            person = recipient_of(tx, delivery)
        if person is None:
            return GONE
        channel, thread = sent.channel, sent.thread_ts or sent.ts
        if sent.direct:
            channel, thread = direct_message(self._messenger, person) or "", ""
        if not channel:
            return UNREACHABLE
        fetched = self._fetched(sent, delivery.attempts)
        message = or_apology(
            lambda: self._told(delivery, sent, person, fetched, channel, thread or None),
            apology,
        )
        return Composed(channel, message, thread_ts=thread or None)

    def _told(
        self,
        delivery: Delivery,
        sent: use.Sent,
        person: Person,
        fetched: bytes | Rejected | Unknown,
        channel: str,
        thread: str | None,
    ) -> Message:
        try:
            return self._filled(delivery, sent, person, _content(sent, fetched), channel, thread)
        except SalesError as error:
            return refusal(error)

    def _fetched(self, sent: use.Sent, attempts: int) -> bytes | Rejected | Unknown:
        """The file's bytes. Raises `NotNow` where the next attempt may be luckier."""
        about = self._messenger.file(sent.file_id)
        if isinstance(about, Sent):
            file: Mapping[str, object] = (about.answer or {}).get("file", {})
            size = file.get("size")
            if isinstance(size, int) and size > LARGEST:
                return Rejected("too_large", detail=str(size // 1_000_000))
            url = str(file.get("url_private_download") or file.get("url_private") or "")
            content = self._messenger.download(url, LARGEST)
        else:
            content = about
        if isinstance(content, Unknown) and attempts < PATIENT_FOR:
            raise NotNow(f"The file {sent.file_id} could not be fetched: {content}")
        return content

    def _filled(
        self, delivery: Delivery, sent: use.Sent, person: Person, content: bytes, channel: str, thread: str | None
    ) -> Message:
        from bot.blocks.filling import columns_message, filled_message  # with all rules for spreadsheets
        from sales.usecases.filling_plan import plan_filling

        book = self._sheets.read(sent.name, content)
        with self._store.reading(delivery.workspace_id) as tx:
            filling = plan_filling(tx, sent, book, person, self._clock.now())
        if filling.ask or filling.whom:
            use.note_asked(self._store, delivery, filling.ask, filling.whom)
            return columns_message(filling, sent, delivery.id)
        filled = self._sheets.write(sent.name, content, filling.plan.sheets)
        name = _name(sent)
        if not (delivery.attempts > 1 and self._messenger.has_file(channel, name, delivery.due_at, thread)):
            done = self._messenger.upload(name, filled, title=name, channel=channel, thread_ts=thread)
            if not isinstance(done, Sent):
                log.error("A filled spreadsheet could not be sent: %s", done)
                raise Invalid("It is filled in, but Slack would not take the file back. Please send it once more.")
            self._passing("file.uploaded")
        told = filling.plan.told
        use.note_filled(self._store, delivery, filling.subject.id, told.periods, filling.as_of)
        return filled_message(filling, book.notes)


def _name(sent: use.Sent) -> str:
    """The file's own name, marked as filled in; the second time with a number."""
    stem, dot, suffix = sent.name.rpartition(".")
    again = f" {sent.again + 1}" if sent.again > 1 else ""
    return f"{stem or sent.name} (filled in{again}){dot}{suffix if stem else ''}"


def _content(sent: use.Sent, fetched: bytes | Rejected | Unknown) -> bytes:
    """The bytes. Raises `Invalid` with a sentence where there are none."""
    if isinstance(fetched, bytes):
        return fetched
    if isinstance(fetched, Rejected) and fetched.code == "too_large":
        size = f"{fetched.detail} MB" if fetched.detail else f"more than {LARGEST // 1_000_000} MB"
        raise Invalid(
            f"{sent.name} has {size}; I fill in files of at most {LARGEST // 1_000_000} MB. Take the pictures or old "
            f"sheets out and send it again."
        )
    if isinstance(fetched, Rejected):
        raise Invalid(
            f"I cannot open {sent.name} where it is. Invite me to the channel, or send the file to me directly."
        )
    raise Invalid(f"Slack would not give me {sent.name} just now. Please send it again in a minute.")
