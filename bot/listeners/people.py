"""What Slack tells about people: who left, who moved to another time zone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.bot import Bot
from sales.usecases.actors import keep_up
from sales.usecases.leavers import hand_over


def profile_changed(bot: Bot, body: Mapping[str, Any]) -> None:
    """Takes over the time zone of somebody who moved; somebody deactivated or made a guest has left, and their manager
    is told whose deals now need an owner."""
    user: Mapping[str, Any] = body.get("event", {}).get("user", {})
    team = str(body.get("team_id") or user.get("team_id") or "")
    workspace_id = bot.workspaces.of(bot.store, str(body.get("enterprise_id") or ""), team)
    if workspace_id is None:
        return
    gone = bool(user.get("deleted") or user.get("is_restricted") or user.get("is_ultra_restricted"))
    left = keep_up(bot.store, workspace_id, str(user.get("id", "")), str(user.get("tz") or ""), bot.now, gone=gone)
    if left is not None:
        hand_over(bot.store, workspace_id, left.id, bot.now)
        bot.wake()
