"""Between Bolt and the listeners: runs the listener of what somebody did, saves all that it saves in one transaction,
and hands its answer on."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from functools import partial
from typing import Any

from bot.acking import Ack, acknowledge
from bot.answering import answer
from bot.apologies import or_apology, or_sentence
from bot.bot import Bot
from bot.callers import actor_for, known_actor, once_met
from bot.payloads import Request, Submission
from bot.responses import Responses
from sales.errors import ChangedMeanwhile
from sales.usecases.actors import Actor
from sales.usecases.hearing import taken_once
from sales.usecases.one_transaction import SharedTransaction, one_transaction

Listener = Callable[[Bot, Actor, Any], Responses]
Tell = Callable[[], object]
Anew = Callable[[Bot, Actor, Submission, ChangedMeanwhile], Responses]
"""Shows a form again that was about what somebody has changed meanwhile."""


def serve(bot: Bot, listener: Listener, request: Request, ack: Ack, anew: Anew | None = None) -> None:
    """Runs the listener of a click, form or shortcut, acknowledges, and hands its answer to Slack. What is acknowledged
    is saved: Slack sends none of these again, but shows who clicked that it failed. Whatever else Slack is told waits
    until the acknowledgement is on its way: Slack takes its time."""
    to_tell: list[Tell] = []
    responses = or_sentence(request, lambda: _listened(bot, listener, request, anew, to_tell))
    acknowledge(ack, request, responses)
    told = partial(_told, bot, request, responses, to_tell)
    bot.lanes.afterwards(lambda: or_apology(told, lambda reference: None))


def _told(bot: Bot, request: Request, responses: Responses, to_tell: Sequence[Tell]) -> None:
    for response in responses:
        answer(bot, request, response)
    for tell in to_tell:
        tell()


@contextmanager
def saving(
    bot: Bot, whole: AbstractContextManager[SharedTransaction], to_tell: list[Tell] | None = None
) -> Iterator[tuple[Bot, SharedTransaction]]:
    """The bot as a listener gets it, with a store that saves in one transaction, and that store. What others are to
    notice of it waits until it is saved, and then is left `to_tell` to the caller, or told here. As many work at a time
    as there are hands: more would only keep each other, and those who acknowledge, from the one processor that Python
    uses."""
    noticed: list[Tell] = []
    with bot.hands, whole as store:
        yield replace(bot, store=store, wake=lambda: noticed.append(bot.wake), once_saved=noticed.append), store
    if to_tell is not None:
        to_tell += noticed
        return
    for tell in noticed:
        tell()


def _listened(bot: Bot, listener: Listener, request: Request, anew: Anew | None, to_tell: list[Tell]) -> Responses:
    """What the listener answers."""
    if not isinstance(request, Submission):
        return once_met(bot, request.caller, partial(_answered, bot, listener, request, to_tell))
    actor = actor_for(bot, request.caller)
    try:
        whole = taken_once(bot.store, actor.workspace_id, _key(request), bot.now)
        with saving(bot, whole, to_tell) as (within, _):
            return listener(within, actor, request)
    except ChangedMeanwhile as changed:
        if anew is None:
            raise
        return anew(bot, actor, request, changed)


def _answered(bot: Bot, listener: Listener, request: Request, to_tell: list[Tell]) -> Responses:
    with saving(bot, one_transaction(bot.store), to_tell) as (within, _):
        return listener(within, known_actor(within, request.caller), request)


def _key(form: Submission) -> str:
    """The same for the same form with the same entries; a correction makes it another. Slack offers the button again
    when our acknowledgement was late."""
    entries = json.dumps(form.values.raw, sort_keys=True, default=str)
    return f"form {form.view_id} {form.view_hash} {hashlib.sha256(entries.encode()).hexdigest()[:32]}"
