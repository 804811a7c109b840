"""Between Bolt and the listeners: who is calling, which listener it is for, how its answer reaches Slack, and the one
place where errors become sentences."""

from __future__ import annotations

import hashlib
import json
import logging
import secrets
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from time import monotonic, sleep
from typing import Any, TypeVar

from bot.blocks import kit
from bot.blocks.errors import apology, refusal
from bot.bot import Bot
from bot.messenger import Messenger
from bot.payloads import Caller, Click, Command, ShortcutUse, Submission
from bot.places import Place, place_of, placed
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
    Responses,
    Say,
)
from bot.slack_answer import Rejected, Sent, SlackAnswer
from sales.errors import ChangedMeanwhile, NotAllowed, SalesError
from sales.usecases.actors import MEMBERS_ONLY, Actor, Profile, recognise, welcome
from sales.usecases.hearing import taken_once
from sales.usecases.moment import one_moment

log = logging.getLogger(__name__)

Request = Command | Click | Submission | ShortcutUse
Listener = Callable[[Bot, Actor, Any], Responses]
Anew = Callable[[Bot, Actor, Submission, ChangedMeanwhile], Responses]
"""Shows a form again that was about what somebody has changed meanwhile."""
Ack = Callable[..., Any]
T = TypeVar("T")
IN_TIME = 2.5
"""Seconds after which an acknowledgement may no longer reach Slack within its three."""
ACK_BYTES, ACKED_BY = 64_000, 0.5
_WAIT = kit.modal("view.show", "One moment", [kit.section("One moment …")], close="Close")


def actor_for(bot: Bot, caller: Caller) -> Actor:
    """The actor behind a call. Somebody new is welcomed, or refused: outsiders of a shared channel and guests.
    Raises `NotAllowed`."""
    if caller.home_team not in (caller.team_id, caller.enterprise_id, ""):
        raise NotAllowed(MEMBERS_ONLY)
    workspace_id = bot.workspaces.of(bot.store, caller.enterprise_id, caller.team_id)
    if workspace_id is None:
        raise NotAllowed("Firebreak is not installed in this workspace.")
    known = recognise(bot.store, workspace_id, caller.user_id)
    return known or welcome(bot.store, workspace_id, profile_of(bot.messenger, caller), bot.now)


def profile_of(messenger: Messenger, caller: Caller) -> Profile:
    """What Slack says about the caller. Raises `NotAllowed` where Slack will not say."""
    answer = messenger.user(caller.user_id)
    if not isinstance(answer, Sent) or not answer.answer:
        raise NotAllowed("Slack would not tell me who you are just now. Please try again in a minute.")
    user: Mapping[str, Any] = answer.answer.get("user", {})
    profile: Mapping[str, Any] = user.get("profile", {})
    return Profile(
        slack_id=caller.user_id,
        name=str(user.get("real_name") or profile.get("real_name") or user.get("name") or caller.user_id),
        email=profile.get("email"),
        timezone=str(user.get("tz") or "UTC"),
        admin=bool(user.get("is_admin")),
        guest=bool(user.get("is_restricted") or user.get("is_ultra_restricted")),
        stranger=bool(user.get("is_stranger")) or str(user.get("team_id") or caller.team_id) != caller.team_id,
        bot=bool(user.get("is_bot")),
        deleted=bool(user.get("deleted")),
    )


def serve(bot: Bot, listener: Listener, request: Request, ack: Ack, anew: Anew | None = None) -> None:
    """Runs the listener and hands its answer to Slack. A `SalesError` is its own sentence; anything else an apology
    with a reference under which the log has the traceback. A command's answer that would come too late to travel in
    the acknowledgement comes on its own: Slack has shown a failure by then, and what is saved must be seen."""
    began = monotonic()
    try:
        responses = or_apology(
            lambda: _listened(bot, listener, request, anew),
            lambda reference: _apologised(request, reference),
        )
    except SalesError as error:
        responses = _refused(request, error)
    if isinstance(request, Command) and request.response_url:
        request = replace(request, apart=monotonic() - began > IN_TIME or any(map(_needs_room, responses)))
    _acknowledge(responses, request, ack)
    for response in responses:
        _answer(bot, request, response)


def _listened(bot: Bot, listener: Listener, request: Request, anew: Anew | None) -> Responses:
    """What the listener answers."""
    if not isinstance(request, Submission):
        with one_moment(bot.store) as store:
            within = replace(bot, store=store)
            return listener(within, actor_for(within, request.caller), request)
    actor = actor_for(bot, request.caller)
    try:
        return _taken(bot, actor, listener, request)
    except ChangedMeanwhile as changed:
        if anew is None:
            raise
        return anew(bot, actor, request, changed)


def _taken(bot: Bot, actor: Actor, listener: Listener, form: Submission) -> Responses:
    """All that a listener reads and saves of a form is one transaction, and that happens once: Slack offers the button
    again when our acknowledgement was late. What others are to notice of it waits until it is saved."""
    to_tell: list[Callable[[], object]] = []
    with taken_once(bot.store, actor.workspace_id, _key(form), bot.now) as store:
        within = replace(bot, store=store, wake=lambda: to_tell.append(bot.wake), once_saved=to_tell.append)
        responses = listener(within, actor, form)
    for tell in to_tell:
        tell()
    return responses


def _key(form: Submission) -> str:
    """The same for the same form with the same entries; a correction makes it another."""
    entries = json.dumps(form.values.raw, sort_keys=True, default=str)
    return f"form {form.view_id} {form.view_hash} {hashlib.sha256(entries.encode()).hexdigest()[:32]}"


def or_apology(work: Callable[[], T], apologise: Callable[[str], T]) -> T:
    """What the work returns. A `SalesError` passes; of anything else the log has the traceback, under a reference that
    the apology names."""
    try:
        return work()
    except SalesError:
        raise
    except Exception:
        reference = secrets.token_hex(4)
        log.exception("Failed, reference %s", reference)
        return apologise(reference)


def _refused(request: Request, error: SalesError) -> Responses:
    if isinstance(request, Submission):
        shown = error.field if error.field and request.values.has(error.field) else None
        place = shown or next(iter(request.values.raw), None)
        if place is not None:
            return (Faults({place: error.sentence}),)
        return (Redraw(kit.modal("view.show", "Not saved", [kit.section(kit.escape(error.sentence))], close="Close")),)
    return (Say(refusal(error)),)


def _apologised(request: Request, reference: str) -> Responses:
    if isinstance(request, Submission):
        place = next(iter(request.values.raw), None)
        if place is not None:  # what was typed stays, and can be sent again
            return (Faults({place: apology(reference).text}),)
        blocks = list(apology(reference).blocks)
        return (Redraw(kit.modal("view.show", "Something went wrong", blocks, close="Close")),)
    return (Say(apology(reference)),)


def _acknowledge(responses: Responses, request: Request, ack: Ack) -> None:
    """Acks once, with the first answer that can travel in the ack itself."""
    for response in responses:
        arguments = _in_ack(request, response)
        if arguments is not None:
            ack(**arguments)
            return
    ack()


def _too_large(value: object) -> bool:
    """Whether it is more than an ack should carry. Slack's own client breaks on frames of more than 65,535 bytes; ours
    does not (`bot.sockets`), but where the connection has just gone it leaves the ack to that one."""
    return len(json.dumps(value)) > ACK_BYTES


def _needs_room(response: Response) -> bool:
    """Whether it is a message that an ack cannot carry: one that is too large, or whose blocks may be refused."""
    return isinstance(response, Say) and (bool(response.message.plainer) or _too_large(response.message.blocks))


def _in_ack(request: Request, response: Response) -> dict[str, Any] | None:
    match request, response:
        case Submission(), Faults(at=at):
            return {"response_action": "errors", "errors": dict(at)}
        case Submission(), Redraw(view=view):
            shown = _WAIT if _too_large(view) else placed(view, request)
            return {"response_action": "update", "view": dict(shown)}
        case Submission(), Open(view=view):
            return {"response_action": "push", "view": dict(placed(view, request))}
        case Submission(), Done(all_views=True):
            return {"response_action": "clear"}
        case Command(apart=True), Say():
            return None  # an ack that is not taken, or whose blocks are refused, is lost without a word
        case Command(), Say(message=message, openly=openly):
            kind = "in_channel" if openly else "ephemeral"
            return {"text": message.text, "blocks": list(message.blocks) or None, "response_type": kind}
        case _:
            return None


def _answer(bot: Bot, request: Request, response: Response) -> None:
    messenger, user = bot.messenger, request.caller.user_id
    match request, response:
        case Command(apart=True, response_url=url), Say(message=message):
            messenger.respond(url, message)
        case Submission() as form, Redraw(view=view) if _too_large(view):
            bot.slow.submit(_after_ack, bot, form, placed(view, request))
        case (Submission(), Faults() | Redraw() | Open() | Done()) | (Command(), Say()):
            return
        case ((Command() | ShortcutUse()) as asked, Open(view=view)):
            _tell_unless_open(bot, request, messenger.open_view(asked.trigger_id, placed(view, request)))
        case Click(view_type="modal") as click, Open(view=view):
            _tell_unless_open(bot, request, messenger.push_view(click.trigger_id, placed(view, request)))
        case Click() as click, Open(view=view):
            _tell_unless_open(bot, request, messenger.open_view(click.trigger_id, placed(view, request)))
        case Click() as click, Redraw(view=view):
            messenger.update_view(click.view_id, placed(view, request), click.view_hash)
        case Click() as click, Replace(message=message):
            _replace(messenger, click, message)
        case _, EditMessage(channel=channel, ts=ts, message=message):
            messenger.edit(channel, ts, message)
        case _, RefreshHome():
            bot.slow.submit(_slowly, bot, request, partial(bot.slow_work["home"], request.caller))
        case _, Later(what=what, argument=argument):
            bot.slow.submit(_slowly, bot, request, partial(bot.slow_work[what], request.caller, dict(argument)))
        case _, Deliver(ids=ids):
            for delivery in ids:
                bot.slow.submit(bot.send, delivery)
        case _, Say(message=message, openly=openly):
            _say(messenger, request, user, message, openly)
        case _:
            log.error("No way to answer %s with %s", type(request).__name__, type(response).__name__)


def _after_ack(bot: Bot, form: Submission, view: Mapping[str, Any]) -> None:
    """The view in the place of the small one that the ack carries, once that is there."""
    sleep(ACKED_BY)
    bot.messenger.update_view(form.view_id, view)


def _slowly(bot: Bot, request: Request, work: Callable[[], None]) -> None:
    """Slow work, after the answer: what becomes of it nobody waits for, so a failure is told to who asked."""
    user = request.caller.user_id
    try:
        or_apology(work, lambda reference: _say(bot.messenger, request, user, apology(reference), openly=False))
    except SalesError as error:
        _say(bot.messenger, request, user, refusal(error), openly=False)


def _replace(messenger: Messenger, click: Click, message: kit.Message) -> None:
    if click.ephemeral or not click.message_ts:
        messenger.respond(click.response_url, message, replace=True)
    else:
        messenger.edit(click.channel, click.message_ts, message)


def _say(messenger: Messenger, request: Request, user: str, message: kit.Message, openly: bool) -> None:
    """In the place where the person is, or was when the form was opened; in the DM where there is none (Home), or where
    nothing can be shown there any more."""
    for way in _ways(messenger, place_of(request), user, message, openly):
        sent = way()
        if not isinstance(sent, Rejected):
            break
    if not isinstance(sent, Sent):
        log.warning("An answer to %s was not shown: %s", user, sent)


def _ways(
    messenger: Messenger, place: Place, user: str, message: kit.Message, openly: bool
) -> Iterator[Callable[[], SlackAnswer]]:
    """How the person may be reached, the best first: two people's own DM is a place, too, but not one to post in."""
    thread = place.thread_ts or None
    if place.channel.startswith("D") or (place.channel and openly):
        yield partial(messenger.post, place.channel, message, thread_ts=thread)
    if place.response_url:
        yield partial(messenger.respond, place.response_url, message)
    elif place.channel:
        yield partial(messenger.whisper, place.channel, user, message, thread_ts=thread)
    yield partial(_in_dm, messenger, user, message)


def _in_dm(messenger: Messenger, user: str, message: kit.Message) -> SlackAnswer:
    opened = messenger.open_dm(user)
    return messenger.post(opened.channel, message) if isinstance(opened, Sent) else opened


def _tell_unless_open(bot: Bot, request: Request, outcome: object) -> None:
    """A form that did not open, most often because a trigger came too late: the person is told to click again, with
    the same button still there."""
    if isinstance(outcome, Sent):
        return
    text = "Slack would not open the form just now. Please click once more in a moment."
    if isinstance(outcome, Rejected) and outcome.code in ("expired_trigger_id", "exchanged_trigger_id"):
        text = "Slack closed the door before I could open the form. Please click once more."
    else:
        log.error("A form could not be opened: %s", outcome)
    _say(bot.messenger, request, request.caller.user_id, kit.message(text), openly=False)
