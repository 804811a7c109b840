"""Who is calling: the person of the team behind a Slack user, who is welcomed or refused when they come first."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from bot.bot import Bot
from bot.messenger import Messenger
from bot.payloads import Caller
from bot.slack_answer import Sent
from sales.errors import NotAllowed
from sales.usecases.actors import MEMBERS_ONLY, Actor, Profile, recognise, welcome

T = TypeVar("T")


class Unmet(Exception):
    """Nobody of the team, or nobody any more: Slack has to be asked who that is."""


def once_met(bot: Bot, caller: Caller, work: Callable[[], T]) -> T:
    """What the work returns, which recognises the caller in its own transaction. Only where it meets somebody new is
    Slack asked who they are, after that transaction and before the next one: Slack takes its time, and everybody else
    would wait for it. Raises what `actor_for` raises."""
    try:
        return work()
    except Unmet:
        actor_for(bot, caller)
        return work()


def actor_for(bot: Bot, caller: Caller) -> Actor:
    """The actor behind a call. Somebody new is welcomed, or refused: outsiders of a shared channel and guests. Asks
    Slack, so this is for where no transaction is open. Raises `NotAllowed`."""
    try:
        return known_actor(bot, caller)
    except Unmet:
        workspace_id = _workspace(bot, caller)
        return welcome(bot.store, workspace_id, profile_of(bot.messenger, caller), bot.now)


def known_actor(bot: Bot, caller: Caller) -> Actor:
    """The actor behind a call of somebody we know. Raises `Unmet` for others, and `NotAllowed` for other companies'."""
    if caller.home_team not in (caller.team_id, caller.enterprise_id, ""):
        raise NotAllowed(MEMBERS_ONLY)
    known = recognise(bot.store, _workspace(bot, caller), caller.user_id)
    if known is None:
        raise Unmet(caller.user_id)
    return known


def _workspace(bot: Bot, caller: Caller) -> int:
    workspace_id = bot.workspaces.of(bot.store, caller.enterprise_id, caller.team_id)
    if workspace_id is None:
        raise NotAllowed("Firebreak is not installed in this workspace.")
    return workspace_id


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
