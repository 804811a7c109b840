"""Which workspace the bot's token belongs to, and its row: known, adopted from the command line, or new."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.main.cli.database import LOCAL_TEAM, shipped_process
from bot.settings import Settings
from sales.errors import MissingSetting
from sales.workspace import Workspace
from storage.sql import SqlStore


def installed_workspace(settings: Settings, store: SqlStore, now: datetime) -> tuple[Workspace, str]:
    """Finds out which workspace the token belongs to, and the row for it: known already, filled from the command line,
    or new; and the address under which its messages are found. Raises `MissingSetting` where Slack does not accept the
    token."""
    client = WebClient(token=settings.bot_token, base_url=settings.slack_api, timeout=10)
    try:
        who = client.auth_test()
    except SlackApiError as refusal:
        code = refusal.response.get("error", "")
        raise MissingSetting(f"Slack does not accept SLACK_BOT_TOKEN ({code}). Copy it again from your app.") from None
    except (SlackClientError, OSError) as problem:
        raise MissingSetting(f"Slack cannot be reached at {settings.slack_api}: {problem}.") from None
    address = str(who.get("url") or "https://slack.com")
    enterprise, team = str(who.get("enterprise_id") or ""), str(who["team_id"])
    known = store.workspace_of(enterprise, team)
    if known is not None:
        return known, address
    local = store.workspace_of("", LOCAL_TEAM)
    if local is not None:
        adopted = replace(local, enterprise_id=enterprise, team_id=team, name=str(who["team"]), served_since=now)
        with store.writing(local.id) as tx:
            tx.save_workspace(adopted, None)
        return adopted, address
    fresh = Workspace(enterprise_id=enterprise, team_id=team, name=str(who["team"]), served_since=now)
    return store.add_workspace(fresh, shipped_process()), address
