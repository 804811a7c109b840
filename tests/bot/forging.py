"""What only a forger sends: a value that no button of ours ever carried, a form with other metadata, handed to the
listeners as Slack would hand it over; and all that is stored, to be compared."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from sqlalchemy import Column, Table, select

from bot import routes
from bot.callers import actor_for
from bot.dispatch import saving
from bot.payloads import Click, Command, ShortcutUse, Submission, click_of, command_of, submission_of
from bot.responses import Open, Responses, Say
from sales.errors import Invalid, NotAllowed, NotFound
from sales.usecases.hearing import REPLY
from sales.usecases.one_transaction import one_transaction
from storage.tables import Base
from storage.tables.messages import DeliveryRow
from tests.bot.desk import Desk

DENIED = (NotAllowed, NotFound, Invalid)
TEAM = "T0LARKFIELD"


def body(desk: Desk, who: str, **rest: Any) -> dict[str, Any]:
    user = {"id": f"U0{who.upper()}", "team_id": TEAM}
    return {"user": user, "team": {"id": TEAM}, "trigger_id": "forged", **rest}


def clicked(desk: Desk, who: str, action: str, value: str, **view: Any) -> Responses:
    """What the bot would answer to a click with this value. Raises the refusal."""
    payload = body(desk, who, actions=[{"action_id": action, "value": value}], channel={"id": "C0SALES"})
    payload |= {"container": {"message_ts": "1.2", "channel_id": "C0SALES"}} | ({"view": view} if view else {})
    listener = routes.action_route(action)
    assert listener is not None, action
    return run(desk, listener, click_of(payload))


def submitted(desk: Desk, who: str, view: str, metadata: dict[str, Any], **values: Any) -> Responses:
    """What the bot would answer to a form with this metadata and these texts."""
    state = {name: {"x": {"type": "plain_text_input", "value": value}} for name, value in values.items()}
    form = {"callback_id": view, "private_metadata": json.dumps(metadata), "state": {"values": state}, "id": "V1"}
    return run(desk, routes.VIEWS[view], submission_of(body(desk, who, view=form)))


def commanded(desk: Desk, who: str, line: str) -> Responses:
    name, _, text = line.partition(" ")
    payload = {"user_id": f"U0{who.upper()}", "team_id": TEAM, "command": name, "text": text, "channel_id": "C0SALES"}
    return run(desk, routes.COMMANDS[name], command_of(payload))


def run(
    desk: Desk, listener: Callable[..., Responses], request: Click | Submission | Command | ShortcutUse
) -> Responses:
    """As when Slack sends it: what is saved before a refusal is not saved."""
    bot = desk.running.bot
    with saving(bot, one_transaction(bot.store)) as (within, _):
        return listener(within, actor_for(within, request.caller), request)


def words(responses: Responses) -> str:
    """All that would be shown."""
    shown = [r.message.blocks for r in responses if isinstance(r, Say)]
    return json.dumps([shown, [r.view for r in responses if isinstance(r, Open)]], ensure_ascii=False)


PASSING = frozenset({"uses", "inbox", "once", "sentences", "deliveries", "projections"})
"""Tables in which looking, asking, sending and the heartbeat leave a trace; and so do columns that are stamps."""


def stored(desk: Desk) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table in which a change would be one, and which messages there are to be sent. Read anew only
    if anything was committed since."""
    commits = desk.commits()
    if commits not in desk.seen:
        desk.seen = {commits: _read(desk)}
    return desk.seen[commits]


def _read(desk: Desk) -> dict[str, list[tuple[Any, ...]]]:
    tables = [table for table in Base.metadata.sorted_tables if table.name not in PASSING]
    with desk.store.database.reading() as connection:
        found = {
            table.name: sorted(map(tuple, connection.execute(select(*_kept(table)))), key=repr) for table in tables
        }
        messages = select(DeliveryRow.kind, DeliveryRow.recipient, DeliveryRow.slot)
        asked_for = DeliveryRow.kind != REPLY
        return found | {"deliveries": sorted(map(tuple, connection.execute(messages.where(asked_for))))}


def _kept(table: Table) -> list[Column[Any]]:
    return [column for column in table.columns if not column.name.endswith("_stamp")]


def person_id(desk: Desk, who: str) -> int:
    with desk.store.reading(desk.workspace) as tx:
        return next(p.id for p in tx.people.team() if p.first_name.lower() == who)
