"""Turns a listener's responses into calls to Slack: where the person is, or in their direct message where nothing can
be shown there any more."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Hashable, Iterator
from functools import partial

from bot.apologies import or_apology
from bot.blocks import kit
from bot.blocks.errors import apology, refusal
from bot.bot import Bot
from bot.messenger import Messenger
from bot.origins import origin_of, with_origin
from bot.payloads import Click, Command, Request, ShortcutUse, Submission
from bot.responses import (
    Deliver,
    Done,
    EditMessage,
    Faults,
    Later,
    Open,
    Redraw,
    RefreshHome,
    Replace,
    Response,
    Say,
)
from bot.slack_answer import Rejected, Sent, SlackAnswer
from sales.errors import SalesError

log = logging.getLogger(__name__)
TOO_MUCH = "I am still busy with what you asked for before. Please ask again when that is here."
LATE = ("expired_trigger_id", "exchanged_trigger_id", "invalid_trigger_id")


def answer(bot: Bot, request: Request, response: Response) -> bool:
    """Does what a response says, but for what travels in an ack. False for a message that Slack did not take."""
    messenger = bot.messenger
    match request, response:
        case Submission(), Faults() | Redraw() | Open() | Done():
            return True
        case ((Command() | ShortcutUse()) as asked, Open(view=view)):
            return _opened(bot, request, messenger.open_view(asked.trigger_id, with_origin(view, request)))
        case Click(view_type="modal") as click, Open(view=view):
            return _opened(bot, request, messenger.push_view(click.trigger_id, with_origin(view, request)))
        case Click() as click, Open(view=view):
            return _opened(bot, request, messenger.open_view(click.trigger_id, with_origin(view, request)))
        case Click() as click, Redraw(view=view):
            messenger.update_view(click.view_id, with_origin(view, request), click.view_hash)
        case Click() as click, Replace(message=message):
            _replace(messenger, click, message)
        case _, EditMessage(channel=channel, ts=ts, message=message):
            messenger.edit(channel, ts, message)
        case _, RefreshHome():
            _later(bot, request, "home", partial(bot.slow_work["home"], request.caller))
        case _, Later(what=what, argument=argument):
            which = (what, json.dumps(dict(argument), sort_keys=True, default=str))
            if not _later(bot, request, which, partial(bot.slow_work[what], request.caller, dict(argument))):
                return _say(messenger, request, kit.message(TOO_MUCH))
        case _, Deliver(ids=ids):
            for delivery in ids:  # what is not sent from here the sender sends
                bot.slow_pool.submit_for(request.caller.user_id, ("delivery", delivery), partial(bot.send, delivery))
        case _, Say(message=message):
            return _say(messenger, request, message)
        case _:
            log.error("No way to answer %s with %s", type(request).__name__, type(response).__name__)
    return True


def _later(bot: Bot, request: Request, what: Hashable, work: Callable[[], None]) -> bool:
    return bot.slow_pool.submit_for(request.caller.user_id, what, partial(_slowly, bot, request, work))


def _slowly(bot: Bot, request: Request, work: Callable[[], None]) -> None:
    """Slow work, after the answer: what becomes of it nobody waits for, so a failure is told to who asked."""
    try:
        or_apology(work, lambda reference: _say(bot.messenger, request, apology(reference)))
    except SalesError as error:
        _say(bot.messenger, request, refusal(error))


def _replace(messenger: Messenger, click: Click, message: kit.Message) -> None:
    if click.ephemeral or not click.message_ts:
        messenger.respond(click.response_url, message, replace=True)
    else:
        messenger.edit(click.channel, click.message_ts, message)


def _say(messenger: Messenger, request: Request, message: kit.Message) -> bool:
    """In the place where the person is, or was when the form was opened, seen by them alone; in the DM where there is
    none (Home), or where it was not seen to arrive: an answer read twice is better than none. Whether Slack took it."""
    for way in _ways(messenger, request, message):
        sent = way()
        if isinstance(sent, Sent):
            break
    if not isinstance(sent, Sent):
        log.warning("An answer to %s was not shown: %s", request.caller.user_id, sent)
    return isinstance(sent, Sent)


def _ways(messenger: Messenger, request: Request, message: kit.Message) -> Iterator[Callable[[], SlackAnswer]]:
    """How the person may be reached, the best first: two people's own DM is a place, too, but not one to post in."""
    origin, user = origin_of(request), request.caller.user_id
    thread = origin.thread_ts or None
    if origin.channel.startswith("D") and not isinstance(request, Command):
        yield partial(messenger.post, origin.channel, message, thread_ts=thread)
    if origin.response_url:
        yield partial(messenger.respond, origin.response_url, message)
    elif origin.channel:
        yield partial(messenger.whisper, origin.channel, user, message, thread_ts=thread)
    yield partial(_in_dm, messenger, user, message)


def _in_dm(messenger: Messenger, user: str, message: kit.Message) -> SlackAnswer:
    opened = messenger.open_dm(user)
    return messenger.post(opened.channel, message) if isinstance(opened, Sent) else opened


def _opened(bot: Bot, request: Request, outcome: SlackAnswer) -> bool:
    """A form that did not open, most often because a trigger came too late: the person is told what to do about it.
    Whether they see the one or the other."""
    if isinstance(outcome, Sent):
        return True
    late = isinstance(outcome, Rejected) and outcome.code in LATE
    if not late:
        log.error("A form could not be opened: %s", outcome)
    return _say(bot.messenger, request, not_opened(request, late=late))


def not_opened(request: Request, *, late: bool = True) -> kit.Message:
    """What to do about a form that did not open: because it came too `late`, or else for a reason of Slack's."""
    why = "Slack timed out before I could open the form." if late else "Slack would not open the form just now."
    when = "" if late else " in a moment"
    if isinstance(request, Command):
        typed = kit.escape(f"{request.name} {request.text}".strip())
        return kit.message(f"{why} Please type `{typed}` once more{when}.")
    return kit.message(f"{why} Please click once more{when}.")
