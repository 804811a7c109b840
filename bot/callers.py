"""Who is calling: the person of the team behind a Slack user, who is welcomed or refused when they come first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.bot import Bot
from bot.messenger import Messenger
from bot.payloads import Caller
from bot.slack_answer import Sent
from sales.errors import NotAllowed
from sales.usecases.actors import MEMBERS_ONLY, Actor, Profile, recognise, welcome


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
