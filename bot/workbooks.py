"""The workbook that goes with a message: which one is wanted, and how it gets into the channel, once. Who writes it is
decided in `main`."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from bot.blocks import kit
from bot.child import TookTooLong
from bot.slack_answer import Sent
from sales.delivery import Delivery
from sales.people import Person
from sales.period import Period, zone

if TYPE_CHECKING:  # whoever only orders a workbook needs no client of Slack's
    from bot.messenger import Messenger

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class BookOrder:
    """Which workbook is wanted: whose subtree, which period, as of when."""

    workspace_id: int
    subject_id: int
    period: Period
    as_of: datetime


BookMaker = Callable[[BookOrder, Callable[[str], None]], bytes]
"""Writes a workbook, and says now and then how far it has come. Raises `OSError` or `TookTooLong` where it cannot."""


def send_book(
    messenger: Messenger,
    make_book: BookMaker,
    order: BookOrder,
    delivery: Delivery,
    channel: str,
    title: str,
    reader: Person,
) -> bool:
    """Sends the workbook ahead of a message, once: whoever takes an attempt over looks for it first. False where it
    could not be made or sent; a final then says so."""
    local = order.as_of.astimezone(zone(reader.timezone))
    name = f"{title} {order.period.name} {local:%Y-%m-%d %H%M} {local.tzname()}.xlsx"
    if delivery.attempts > 1 and messenger.has_file(channel, name, order.as_of):
        return True
    try:
        content = make_book(order, lambda _: None)
    except (OSError, TookTooLong) as problem:
        log.error("The workbook of %s could not be made: %s", delivery.key, problem)
        return False
    comment = f"The forecast as of {kit.moment(order.as_of, reader.timezone)}"
    sent = messenger.upload(name, content, title=name, channel=channel, comment=comment)
    if not isinstance(sent, Sent):
        log.error("The workbook of %s could not be sent: %s", delivery.key, sent)
    return isinstance(sent, Sent)
