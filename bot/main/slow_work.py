"""Work that takes longer than a person should wait for an answer: done in the pool for slow work, told when ready."""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bot.blocks import kit
from bot.bot import Bot
from bot.child import Child
from bot.messenger import Sent
from bot.payloads import Caller
from sales.period import local_date
from sales.usecases.actors import Actor
from sales.usecases.forecasts import deals_as_of, forecast_in

log = logging.getLogger(__name__)
LONGEST_SECONDS = 120.0


def workbook_work(bot: Bot, caller: Caller, argument: Mapping[str, Any]) -> None:
    """Writes the workbook of a forecast, in a niced process of its own, and sends it to whoever asked, in their direct
    message."""
    from storage.sheets.workbook import write_forecast

    actor: Actor = argument["actor"]
    now = bot.now
    with tempfile.TemporaryDirectory(prefix="firebreak-") as folder:
        path = Path(folder) / "forecast.xlsx"
        with bot.store.reading(actor.workspace_id) as tx:
            subject = tx.people.team()[int(argument["subject"])]
            today = local_date(now, tx.workspace.timezone)
            period = tx.workspace.calendar.named(str(argument["period"]), today)
            found = forecast_in(tx, actor, now, subject=subject, period=period)
            owners = tx.people.team().subtree(subject.id)
            deals = deals_as_of(tx, owners, period, now, now)
            start, _ = period.instants(tx.workspace.timezone)
            changes = tx.forecasts.reasons([deal.id for deal in deals], start, now)
            process, team, rates = tx.process, tx.people.team(), tx.workspace.exchange()
        flat = [change for of_deal in changes.values() for change in of_deal]
        with Child() as child:
            child.run(LONGEST_SECONDS, write_forecast, path, found.report, deals, flat, process, team, rates)
        content = path.read_bytes()
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
