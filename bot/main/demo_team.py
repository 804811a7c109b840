"""The demo's team: a fictional company with people in three time zones and half a year of pipeline, always the same but
for the day it is seen from; and how such a team, or any other, looks as a Slack workspace. Knows ports, no storage."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from random import Random
from typing import Any

from bot.main import demo_words as words
from bot.main.demo_briefs import HOME_ZONE as HOME_ZONE
from bot.main.demo_briefs import PEOPLE, SEED, briefs_for, quotas_for, with_slack
from bot.main.demo_story import DemoDeal, Step, tell
from sales.activity import Account, Activity, Contact
from sales.deal import Deal, Entry, Field, Via, opened, revised
from sales.money import Money
from sales.people import Person, Role
from sales.period import Period, local_date, zone
from sales.process import Process
from sales.usecases.ports import Store, Tx, Win
from sales.workspace import Workspace

TEAM_ID = "T0LARKFIELD"
WINS_CHANNEL = "C0WINS"
DEAL_CHANNEL = "C0DEALACME"
OPENS_AT = time(7, 45)
"""When the demo begins, in the home zone: a quarter of an hour before the first digest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoTeam:
    """Everybody and everything, as of the morning of `as_of`. Ids of people are the demo's own; `load` finds them new
    ones. `quotas` are for the periods they name, by person id."""

    as_of: date
    start: datetime
    workspace: Workspace
    process: Process
    people: tuple[Person, ...]
    deals: tuple[DemoDeal, ...]
    quotas: Mapping[tuple[int, Period], Money]

    @property
    def reps(self) -> tuple[Person, ...]:
        return tuple(person for person in self.people if person.role is Role.REP)


def demo_team(as_of: date, process: Process) -> DemoTeam:
    """The team as of the morning of `as_of`, with `process` as its written process. The last thing anybody did lies on
    the working day before; each rep has two to five deals that need them, and has closed 40 to 120 % of quota."""
    people = tuple(with_slack(person) for person in PEOPLE)
    start = datetime.combine(as_of, OPENS_AT, zone(HOME_ZONE))
    workspace = Workspace(
        team_id=TEAM_ID,
        name=words.COMPANY,
        timezone=HOME_ZONE,
        fiscal_start_month=_fiscal_start(as_of),
        wins_channel=WINS_CHANNEL,
        served_since=start,
    )
    period = workspace.calendar.quarter(as_of)
    reps = [person for person in people if person.role is Role.REP]
    briefs = briefs_for(reps, as_of, period, workspace.calendar.previous(period))
    random = Random(SEED)
    deals = tuple(sorted((tell(brief, process, random) for brief in briefs), key=lambda deal: deal.steps[0].at))
    return DemoTeam(
        as_of=as_of,
        start=start,
        workspace=workspace,
        process=process,
        people=people,
        deals=deals,
        quotas=quotas_for(briefs, people, period, workspace.calendar.previous(period)),
    )


def _fiscal_start(as_of: date) -> int:
    """January, or February where a calendar quarter would have only just begun: a demo wants a quarter to look at."""
    return 2 if as_of.month % 3 == 1 else 1


def load(store: Store, workspace_id: int, team: DemoTeam) -> None:
    """Saves the team into an empty workspace, all or nothing, in the order in which it happened: every entry at its own
    instant, so that forecasts as of any past day are what they would have been."""
    with store.writing(workspace_id) as tx:
        ids: dict[int, int] = {}
        for person in team.people:
            manager = ids[person.manager_id] if person.manager_id is not None else None
            ids[person.id] = tx.people.save(replace(person, id=0, manager_id=manager)).id
        for (person_id, period), quota in team.quotas.items():
            tx.people.save_quota(ids[person_id], period, quota)
        loading = _Loading(tx, team, ids)
        steps = ((step, number) for number, deal in enumerate(team.deals) for step in deal.steps)
        for step, number in sorted(steps, key=lambda pair: (pair[0].at, pair[1])):
            loading.take(step, number)


class _Loading:
    """The deals so far, by their place in the team."""

    def __init__(self, tx: Tx, team: DemoTeam, ids: Mapping[int, int]) -> None:
        self.tx, self.team, self.ids = tx, team, ids
        self.deals: dict[int, Deal] = {}

    def take(self, step: Step, number: int) -> None:
        """Saves one step as an entry of its own, with all that it changed, logged, ticked and told."""
        told = self.team.deals[number]
        owner = self.team.people[told.owner - 1]
        entry = self.tx.entries.add(Entry(by=self.ids[told.owner], at=step.at, via=Via.COMMAND, text=step.text))
        today = local_date(step.at, owner.timezone)
        deal = self.deals.get(number)
        if deal is None:
            deal = self._begin(told, step, entry)
        else:
            process = self.team.process
            revision = revised(deal, step.wishes, entry, process, today=today, reason=step.reason)
            deal = self.tx.deals.save(revision, entry) if revision.changes else deal
        for criterion, evidence in step.ticks:
            self.tx.activities.tick(deal.id, criterion, evidence, entry)
        if step.kind:
            activity = Activity(
                kind=step.kind,
                deal_id=deal.id,
                happened_on=today,
                logged_at=step.at,
                by=self.ids[told.owner],
                contact=step.contact,
                note=step.text,
            )
            self.tx.activities.add(activity, entry)
        if step.story:
            self.tx.save_win(Win(deal_id=deal.id, entry_id=entry.id, story=step.story))
        self.deals[number] = deal

    def _begin(self, told: DemoDeal, step: Step, entry: Entry) -> Deal:
        account = self.tx.activities.save_account(Account(name=told.account))
        known = {contact.name for contact in self.tx.activities.contacts(account.id)}
        for contact in told.contacts:
            if contact.name not in known:
                email = f"{contact.first_name.lower()}@{_domain(told.account)}"
                self.tx.activities.save_contact(
                    Contact(
                        account_id=account.id, name=contact.name, title=contact.title, email=email, role=contact.role
                    )
                )
        wishes = dict(step.wishes)
        draft = Deal(
            name=told.name,
            account_id=account.id,
            account=account.name,
            owner_id=self.ids[told.owner],
            stage=str(wishes.pop(Field.STAGE)),
            created_at=step.at,
            stage_since=step.at,
            channel=DEAL_CHANNEL if told.account == words.ACCOUNTS[0] else None,
            **{field.value: value for field, value in wishes.items()},  # type: ignore[arg-type]
        )
        return self.tx.deals.add(opened(draft, entry, self.team.process), entry)


def _domain(account: str) -> str:
    return "".join(letter for letter in account.lower() if letter.isalnum()) + ".example"


def sandbox_seed(team: DemoTeam) -> dict[str, Any]:
    """The team as the sandbox's seed (docs/sandbox-protocol.md): everybody in #general, #sales and #wins, and a channel
    about one deal with those who work on it. It starts on the morning of the demo's day."""
    seed = sandbox_seed_for(team.people, name=words.COMPANY, team_id=TEAM_ID, start=team.start)
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
    """Any workspace's active people as the sandbox's seed, in #general, #sales and #wins. `start` is aware."""
    users = [_user(person) for person in people if person.active]
    members = [*(user["id"] for user in users), "@bot"]
    topics = {"general": "Everybody", "sales": "Deals, questions, help with an offer", "wins": "What we have won"}
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
