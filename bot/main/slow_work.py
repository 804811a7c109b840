"""Work that takes longer than a person should wait for an answer: done in the pool for slow work, told when ready."""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.blocks import kit
from bot.bot import Bot
from bot.child import Child
from bot.drills import BookOrder
from bot.messenger import Sent
from bot.payloads import Caller
from sales.period import local_date
from sales.usecases.actors import Actor
from sales.usecases.forecasts import deals_as_of, report_for
from sales.usecases.ports import Store
from sales.usecases.projecting import project_now

log = logging.getLogger(__name__)
LONGEST_SECONDS = 120.0


def forecast_book(store: Store, order: BookOrder, now: datetime) -> bytes:
    """The workbook of a forecast, written in a niced process of its own. Raises `TookTooLong` and `OSError`."""
    from storage.sheets.workbook import write_forecast

    as_of, period = min(order.as_of, now), order.period
    with store.reading(order.workspace_id) as tx:
        process, team, rates = tx.process, tx.people.team(), tx.workspace.exchange()
        found = report_for(tx, team[order.subject_id], now, period=period, as_of=as_of)
        deals = deals_as_of(tx, team.subtree(order.subject_id), period, as_of, now)
        start, _ = period.instants(tx.workspace.timezone)
        changes = tx.forecasts.reasons([deal.id for deal in deals], start, as_of)
    flat = [change for of_deal in changes.values() for change in of_deal]
    with tempfile.TemporaryDirectory(prefix="firebreak-") as folder, Child() as child:
        path = Path(folder) / "forecast.xlsx"
        child.run(LONGEST_SECONDS, write_forecast, path, found.report, deals, flat, process, team, rates)
        return path.read_bytes()


def workbook_work(bot: Bot, caller: Caller, argument: Mapping[str, Any]) -> None:
    """Writes the workbook of a forecast and sends it to whoever asked, in their direct message."""
    actor: Actor = argument["actor"]
    now = bot.now
    with bot.store.reading(actor.workspace_id) as tx:
        subject = tx.people.team()[int(argument["subject"])]
        tx.people.team().require_numbers(actor.person, subject.id)
        period = tx.workspace.calendar.named(str(argument["period"]), local_date(now, tx.workspace.timezone))
    content = forecast_book(bot.store, BookOrder(actor.workspace_id, subject.id, period, now), now)
    name = f"forecast {subject.name} {period.name} {now:%Y-%m-%d}.xlsx"
    opened = bot.messenger.open_dm(caller.user_id)
    channel = opened.channel if isinstance(opened, Sent) else ""
    sent = bot.messenger.upload(
        name, content, title=name, channel=channel, comment=f"As of {kit.moment(now, actor.person.timezone)}"
    )
    if not isinstance(sent, Sent):
        log.error("The workbook could not be delivered: %s", sent)
        if channel:
            bot.messenger.post(
                channel, kit.message("The workbook could not be delivered. Please try again in a minute.")
            )


def projection_work(bot: Bot, caller: Caller, argument: Mapping[str, Any]) -> None:
    """Makes today's projection of a period that was asked for, and keeps it for whoever opens it next."""
    actor: Actor = argument["actor"]
    project_now(bot.store, actor.workspace_id, int(argument["subject"]), argument["period"], bot.now)
