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
from sales.deal import Deal, DealChange, Entry, Field, Via
from sales.money import Money
from sales.people import Person, Role
from sales.period import Period, local_date, zone
from sales.process import Process
from sales.revising import Revision, opened, revised
from sales.usecases.ports import Store, Tx, Win
from sales.workspace import Workspace

TEAM_ID = "T0LARKFIELD"
WINS_CHANNEL = "C0WINS"
DEAL_CHANNEL = "C0DEALACME"
OPENS_AT = time(7, 45)
"""When the demo begins, in the home zone: a quarter of an hour before the first digest."""


OPENS_AS = "Sam Ortega"


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
        _Past(team, ids).save(tx)


class _Past:
    """All that happened, in the order in which it happened, gathered first and then saved at once."""

    def __init__(self, team: DemoTeam, ids: Mapping[int, int]) -> None:
        self.team, self.ids = team, ids
        steps = ((step, number) for number, deal in enumerate(team.deals) for step in deal.steps)
        self.steps = sorted(steps, key=lambda pair: (pair[0].at, pair[1]))
        self.deals: dict[int, Deal] = {}
        self.changes: dict[int, list[DealChange]] = {}

    def save(self, tx: Tx) -> None:
        """Saves every step as an entry of its own, with all that it changed, logged, ticked and told."""
        owners = [self.team.deals[number].owner for _, number in self.steps]
        entries = tx.entries.add_all(
            [
                Entry(by=self.ids[owner], at=step.at, via=Via.COMMAND, text=step.text)
                for owner, (step, _) in zip(owners, self.steps, strict=True)
            ]
        )
        accounts = self._accounts(tx)
        for entry, (step, number) in zip(entries, self.steps, strict=True):
            self._take(step, number, entry, accounts)
        order = list(self.deals)
        saved = tx.deals.add_all(
            [(Revision(self.deals[number], tuple(self.changes[number])), entries[0]) for number in order]
        )
        ids = dict(zip(order, saved, strict=True))
        tx.activities.add_all(
            [
                self._activity(step, number, entry, ids[number])
                for entry, (step, number) in zip(entries, self.steps, strict=True)
                if step.kind
            ]
        )
        told = [(entry, step, ids[number]) for entry, (step, number) in zip(entries, self.steps, strict=True)]
        tx.activities.tick_all([(deal, *tick, entry.id) for entry, step, deal in told for tick in step.ticks])
        for entry, step, deal in told:
            if step.story:
                tx.save_win(Win(deal_id=deal, entry_id=entry.id, story=step.story))

    def _accounts(self, tx: Tx) -> dict[str, Account]:
        """Every account, each with all the contacts that any of its deals has."""
        accounts = tx.activities.save_accounts(list(dict.fromkeys(deal.account for deal in self.team.deals)))
        contacts: dict[tuple[str, str], Contact] = {}
        for deal in self.team.deals:
            for contact in deal.contacts:
                email = f"{contact.first_name.lower()}@{_domain(deal.account)}"
                facts = {"name": contact.name, "title": contact.title, "email": email, "role": contact.role}
                known = Contact(account_id=accounts[deal.account].id, **facts)  # type: ignore[arg-type]
                contacts.setdefault((deal.account, contact.name), known)
        tx.activities.add_contacts(list(contacts.values()))
        return accounts

    def _take(self, step: Step, number: int, entry: Entry, accounts: Mapping[str, Account]) -> None:
        """Does to its deal what a step did."""
        told, process = self.team.deals[number], self.team.process
        if number not in self.deals:
            revision = opened(self._draft(told, step, accounts[told.account]), entry, process)
        else:
            today = local_date(step.at, self.team.people[told.owner - 1].timezone)
            revision = revised(self.deals[number], step.wishes, entry, process, today=today, reason=step.reason)
        deal = replace(revision.deal, touched_at=entry.at, ignored_nudges=0) if step.kind else revision.deal
        self.deals[number] = deal
        self.changes.setdefault(number, []).extend(revision.changes)

    def _activity(self, step: Step, number: int, entry: Entry, deal_id: int) -> Activity:
        owner = self.team.people[self.team.deals[number].owner - 1]
        return Activity(
            kind=step.kind,
            deal_id=deal_id,
            happened_on=local_date(step.at, owner.timezone),
            logged_at=step.at,
            by=self.ids[owner.id],
            contact=step.contact,
            note=step.text,
            entry_id=entry.id,
        )

    def _draft(self, told: DemoDeal, step: Step, account: Account) -> Deal:
        wishes = dict(step.wishes)
        return Deal(
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


def _domain(account: str) -> str:
    return "".join(letter for letter in account.lower() if letter.isalnum()) + ".example"


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
