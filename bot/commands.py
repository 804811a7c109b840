"""Slash commands: what may change something stands in the inbox before Slack hears yes; all are carried out after that,
in the order of each person's, and answered at the address that came with them. Knows no command by its name."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial

from bot.acking import Ack
from bot.answering import answer, not_opened
from bot.apologies import or_apology, or_sentence
from bot.blocks.errors import apology
from bot.bot import Bot
from bot.callers import known_actor, once_met
from bot.dispatch import Listener, saving
from bot.payloads import Caller, Command
from bot.responses import Responses, Say
from sales.usecases.hearing import DealtWith, may_begin, note, stand_by, still_waits
from sales.usecases.one_transaction import one_transaction
from sales.usecases.ports import Heard

TOO_MUCH = "I am still busy with what you sent before, and have not taken this one. Please send it again in a moment."


def take(bot: Bot, listener: Listener, command: Command, ack: Ack, *, writes: bool) -> None:
    """Acknowledges a command at once and has it carried out; one that `writes` is written down before. Raises what the
    store raises: then it is not acknowledged, and Slack shows that it failed. Whoever has too much waiting already is
    told so instead, at once."""
    if bot.lanes.is_full(command.caller.user_id):
        ack(TOO_MUCH)
        return
    with bot.lanes.turn(command.caller.user_id) as turn:
        noted = _noted(bot, command) if writes else command
        ack()
        turn.work = partial(carry_out, bot, listener, noted)


def _noted(bot: Bot, command: Command) -> Command:
    caller = command.caller
    workspace_id = bot.workspaces.of(bot.store, caller.enterprise_id, caller.team_id)
    if workspace_id is None or not command.trigger_id:
        return command
    heard = Heard(
        key=f"command:{command.trigger_id}",
        channel=command.channel,
        ts="",
        slack_user=caller.user_id,
        text=command.text,
        thread_ts=None,
        received_at=bot.now,
        command=command.name,
        response_url=command.response_url,
    )
    noted = note(bot.store, workspace_id, heard, bot.name)
    bot.faults("inbox.noted")
    return replace(command, heard=noted)


def taken_up(bot: Bot, listener: Listener, caller: Caller, heard: Heard) -> None:
    """Carries out a command that stood in the inbox when we were stopped."""
    trigger = heard.key.partition(":")[2]
    url = heard.response_url
    command = Command(caller, heard.command, heard.text, heard.channel, trigger, url, heard)
    or_apology(partial(carry_out, bot, listener, command), partial(_apologised, bot, command, heard))


def _apologised(bot: Bot, command: Command, heard: Heard, reference: str) -> None:
    """What cannot even be answered is not tried for ever: it would keep all that was heard after it waiting."""
    _close(bot, command, heard, _Ending(), apology(reference).kept())


def carry_out(bot: Bot, listener: Listener, command: Command) -> None:
    """Carries a command out, unless somebody else does or has done so, and answers it. Its row in the inbox is closed
    with what is saved; until the answer was seen to arrive, another one stands by, in case that we are stopped."""
    bot.faults("inbox.acked")
    if command.heard is not None and not _ours(bot, command.caller, command.heard):
        return
    saved = _Ending()
    responses = or_sentence(command, lambda: _listened(bot, listener, command, saved))
    if saved.refused and command.heard is not None:  # whoever reads that it failed must not have it done later on
        _close(bot, command, command.heard, saved, _kept(responses))
    bot.faults("answer.saved")
    told = not [r for r in responses if not answer(bot, command, r)]
    bot.faults("answer.told")
    if command.heard is not None:
        _close(bot, command, command.heard, saved, None if told else _kept(responses) or not_opened(command).kept())


@dataclass(slots=True)
class _Ending:
    """What a command has come to: whether its row is closed, what stands by as its answer, and whether nothing became
    of it: it may not be, or ended in what nobody foresaw."""

    closed: bool = False
    standing: int | None = None
    refused: bool = True


def _ours(bot: Bot, caller: Caller, heard: Heard) -> bool:
    workspace_id = bot.workspaces.of(bot.store, caller.enterprise_id, caller.team_id)
    return workspace_id is None or may_begin(bot.store, workspace_id, heard, bot.name, bot.now)


def _listened(bot: Bot, listener: Listener, command: Command, saved: _Ending) -> Responses:
    """What the listener answers; nothing where somebody else was faster."""
    try:
        return once_met(bot, command.caller, partial(_saved, bot, listener, command, saved))
    except DealtWith:
        saved.closed, saved.refused = True, False
        return ()


def _saved(bot: Bot, listener: Listener, command: Command, saved: _Ending) -> Responses:
    """What the listener answers, and what it saves, with the row."""
    heard, standing = command.heard, None
    begun = (still_waits(heard.key),) if heard is not None else ()
    with saving(bot, one_transaction(bot.store, *begun)) as (within, store):
        responses = listener(within, known_actor(within, command.caller), command)
        if heard is not None and store.saves is not None:
            standing = stand_by(store.saves, heard, _kept(responses), bot.now)
    saved.closed, saved.standing, saved.refused = store.saves is not None, standing, False
    return responses


def _kept(responses: Responses) -> dict[str, object] | None:
    """The message among them, as a delivery keeps it."""
    return next((response.message.kept() for response in responses if isinstance(response, Say)), None)


def _close(bot: Bot, command: Command, heard: Heard, saved: _Ending, untold: dict[str, object] | None) -> None:
    """Closes the row of a command that stood in the inbox, if it is not, and has what is `untold` stand by; what stood
    by and was told is withdrawn."""
    workspace_id = bot.workspaces.of(bot.store, command.caller.enterprise_id, command.caller.team_id)
    if workspace_id is None or (saved.closed and (saved.standing is None or untold is not None)):
        return
    with bot.store.writing(workspace_id) as tx:
        if saved.standing is not None:
            tx.deliveries.withdraw(saved.standing)
        else:
            saved.standing = stand_by(tx, heard, untold, bot.now)
    saved.closed = True
