"""How the demo's team, or any other, looks as a Slack workspace: the sandbox's seed, and the Slack ids of people who
have none. Knows ports, no storage."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.main.demo import words
from bot.main.demo.team import DEAL_CHANNEL, TEAM_ID, DemoTeam
from sales.people import Person, Role
from sales.usecases.ports import Store

OPENS_AS = "Sam Ortega"


def sandbox_seed(team: DemoTeam) -> dict[str, Any]:
    """The team as the sandbox's seed (docs/sandbox-protocol.md): everybody in #sales, #wins and #general, and a channel
    about one deal with those who work on it. It starts on the morning of the demo's day. Whoever opens the page is the
    first person in the first channel: a rep, who has something to do."""
    people = sorted(team.people, key=lambda person: (person.name != OPENS_AS, person.id))
    seed = sandbox_seed_for(people, name=words.COMPANY, team_id=TEAM_ID, start=team.start)
    owner = next(deal.owner for deal in team.deals if deal.account == words.ACCOUNTS[0])
    around = [person.slack_id for person in team.people if person.id == owner or person.role is not Role.REP]
    seed["channels"].append(
        {
            "id": DEAL_CHANNEL,
            "name": "deal-acme-robotics",
            "topic": "Everything about Acme Robotics",
            "members": [*around, "@bot"],
        }
    )
    return seed


def sandbox_seed_for(
    people: Iterable[Person], *, name: str, start: datetime, team_id: str = "T0DEMO"
) -> dict[str, Any]:
    """Any workspace's active people as the sandbox's seed, in #sales, #wins and #general. `start` is aware."""
    users = [_user(person) for person in people if person.active]
    members = [*(user["id"] for user in users), "@bot"]
    topics = {"sales": "Deals, questions, help with an offer", "wins": "What we have won", "general": "Everybody"}
    return {
        "team": {"id": team_id, "name": name, "domain": "".join(c for c in name.lower() if c.isalnum()) or "team"},
        "users": users,
        "channels": [
            {"id": f"C0{channel.upper()}", "name": channel, "topic": topic, "members": members}
            for channel, topic in topics.items()
        ],
        "start": start.isoformat(),
    }


def slack_id_for(person: Person) -> str:
    """The person's Slack id; one made from their own id if they have not spoken to us yet."""
    return person.slack_id or f"U0P{person.id:05d}"


def give_slack_ids(store: Store, workspace_id: int) -> tuple[Person, ...]:
    """Lets everybody of an imported workspace be found under the Slack id that `sandbox_seed_for` gives them, and
    returns them as they are now."""
    with store.writing(workspace_id) as tx:
        return tuple(
            tx.people.save(replace(person, slack_id=slack_id_for(person), email=person.email or _address(person)))
            for person in tx.people.team()
        )


def _address(person: Person) -> str:
    plain = unicodedata.normalize("NFKD", person.name.lower()).encode("ascii", "ignore").decode()
    return ".".join("".join(c for c in word if c.isalnum()) for word in plain.split()) + "@team.example"


def _user(person: Person) -> dict[str, Any]:
    title = {Role.EXECUTIVE: "Runs sales", Role.MANAGER: "Sales manager", Role.REP: "Account executive"}[person.role]
    return {
        "id": slack_id_for(person),
        "name": _address(person).partition("@")[0] if person.slack_id is None else person.first_name.lower(),
        "real_name": person.name,
        "email": person.email or _address(person),
        "tz": person.timezone,
        "title": f"{title}, {person.team}" if person.team else title,
        "is_admin": person.admin,
    }
