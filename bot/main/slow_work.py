"""Work that takes longer than a person should wait for an answer: done in the pool for slow work, told when ready."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.blocks import kit
from bot.bot import Bot
from bot.child import TookTooLong
from bot.main.projecting import Projecting
from bot.messenger import Messenger
from bot.payloads import Caller
from bot.slack_answer import Sent
from bot.workbooks import BookMaker, BookOrder
from sales.errors import Invalid
from sales.period import local_date
from sales.usecases.actors import Actor

log = logging.getLogger(__name__)


def workbook_work(bot: Bot, make_book: BookMaker, caller: Caller, argument: Mapping[str, Any]) -> None:
    """Writes the workbook of a forecast and sends it to whoever asked, in their direct message; there it also says how
    far it has come, where that takes a while. Raises `Invalid` where there is no such message."""
    actor: Actor = argument["actor"]
    now = bot.now
    as_of = min(argument.get("as_of") or now, now)
    with bot.store.reading(actor.workspace_id) as tx:
        subject = tx.people.team()[int(argument["subject"])]
        tx.people.team().require_numbers(actor.person, subject.id)
        then = tx.workspace_at(as_of)
        period = then.calendar.named(str(argument["period"]), local_date(as_of, then.timezone))
    opened = bot.messenger.open_dm(caller.user_id)
    if not isinstance(opened, Sent) or not opened.channel:
        log.error("The workbook has nowhere to go: %s", opened)
        raise Invalid(
            "Slack would not open our direct message, where the workbook belongs. Please try again in a minute."
        )
    channel = opened.channel
    progress = Progress(bot.messenger, channel)
    progress.say(f"I am putting the workbook for {subject.name}, {period.name}, together …")
    try:
        content = make_book(BookOrder(actor.workspace_id, subject.id, period, as_of), progress.say)
    except (OSError, TookTooLong):  # who clicked is told why; this message must not go on promising
        progress.say(f"The workbook for {subject.name}, {period.name}, could not be made.")
        raise
    name = f"forecast {subject.name} {period.name} {local_date(as_of, actor.person.timezone)}.xlsx"
    sent = bot.messenger.upload(
        name, content, title=name, channel=channel, comment=f"As of {kit.moment(as_of, actor.person.timezone)}"
    )
    if isinstance(sent, Sent):
        progress.say(f"The workbook for {subject.name}, {period.name}, is here.")
        return
    log.error("The workbook could not be delivered: %s", sent)
    progress.say("The workbook could not be delivered. Please try again in a minute.")


class Progress:
    """One message that says how far something has come, edited in place."""

    def __init__(self, messenger: Messenger, channel: str) -> None:
        self._messenger, self._channel, self._ts, self._said = messenger, channel, "", ""

    def say(self, words: str) -> None:
        if words == self._said or not self._channel:
            return
        self._said = words
        message = kit.message(words, [kit.context(kit.escape(words))])
        if self._ts:
            self._messenger.edit(self._channel, self._ts, message)
            return
        posted = self._messenger.post(self._channel, message)
        self._ts = posted.ts if isinstance(posted, Sent) else ""


def projection_work(projecting: Projecting, argument: Mapping[str, Any], now: datetime) -> None:
    """Makes today's projection of a period that was asked for, and keeps it for whoever opens it next."""
    actor: Actor = argument["actor"]
    projecting.asked_for(actor.workspace_id, int(argument["subject"]), argument["period"], now)
