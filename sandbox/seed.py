"""How a workspace begins: people and channels from a seed, and the app's bot user among them."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from sandbox.state import SLACKBOT, Channel, State, Team, User


def seeded(seed: Mapping[str, Any], *, bot_name: str, created: int) -> State:
    """The state that a seed describes, with the app's bot user added. KeyError where a required field is missing,
    ValueError where a channel has members that are no users.
    """
    team = Team(
        id=seed["team"]["id"],
        name=seed["team"]["name"],
        domain=seed["team"].get("domain") or re.sub(r"\W+", "-", seed["team"]["name"].lower()),
    )
    users = {row["id"]: _user(row, team.id, created) for row in seed["users"]}
    state = State(team=team, users=users, channels={}, app_id="", bot_id="", bot_user="")
    state.app_id, state.bot_id = _unused("A", state), _unused("B", state)
    state.bot_user = _unused("U", state)
    handle = re.sub(r"[^a-z0-9_.-]+", "_", bot_name.lower())
    state.users[state.bot_user] = User(
        id=state.bot_user, name=handle, real_name=bot_name, team_id=team.id, is_bot=True, updated=created
    )
    state.users[SLACKBOT] = User(id=SLACKBOT, name="slackbot", real_name="Slackbot", team_id=team.id, updated=created)
    for row in seed.get("channels", ()):
        state.channels[row["id"]] = _channel(row, state, created)
    return state


def _user(row: Mapping[str, Any], team: str, created: int) -> User:
    known = {name: row[name] for name in User.__dataclass_fields__ if name in row}
    return User(**{"team_id": team, "real_name": row["name"], "updated": created, **known})


def _channel(row: Mapping[str, Any], state: State, created: int) -> Channel:
    members: Iterable[str] = row.get("members", ())
    unknown = [member for member in members if member != "@bot" and member not in state.users]
    if unknown:
        raise ValueError(f"#{row['name']} has members that are no users: {', '.join(unknown)}.")
    places = {"@bot": state.bot_user}
    return Channel(
        id=row["id"],
        name=row["name"],
        kind="private" if row.get("private") else "channel",
        created=created,
        creator=next(iter(members), state.bot_user),
        topic=row.get("topic", ""),
        members=dict.fromkeys(places.get(member, member) for member in members),
        archived=bool(row.get("archived", False)),
    )


def _unused(prefix: str, state: State) -> str:
    found = state.new_id(prefix)
    while found in state.users:
        found = state.new_id(prefix)
    return found
