"""The demo's team: a fictional company with people in three time zones and half a year of pipeline, always the same but
for the day it is seen from; and how such a team, or any other, looks as a Slack workspace. Knows ports, no storage."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from bot.main import demo_words as words
from bot.main.demo_story import Brief, DemoDeal, Fate, Step, amounts, tell, working_day
from sales.activity import Account, Activity, Contact
from sales.deal import Deal, Entry, Field, Via, opened, revised
from sales.money import Money, total
from sales.people import Person, Role
from sales.period import Period, local_date, zone
from sales.process import Process
from sales.usecases.ports import Store, Tx, Win
from sales.workspace import Workspace

SEED = 20260822
HOME_ZONE = "America/New_York"
TEAM_ID = "T0LARKFIELD"
WINS_CHANNEL = "C0WINS"
DEAL_CHANNEL = "C0DEALACME"
OPENS_AT = time(7, 45)
"""When the demo begins, in the home zone: a quarter of an hour before the first digest."""

ATTAINMENTS = (54, 78, 42, 98, 62, 48, 106, 68)
"""Per cent of quota that each rep has closed, in the order of the reps."""

OPEN_SHARE = 0.55
"""Open deals are smaller than those that were won, so that the commit comes close to the quota."""

PEOPLE = (
    Person(id=1, name="Morgan Ellis", role=Role.EXECUTIVE, timezone=HOME_ZONE, country="US", team="Company"),
    Person(
        id=2, name="Dana Whitlock", role=Role.MANAGER, timezone=HOME_ZONE, country="US", team="Americas", admin=True
    ),
    Person(id=3, name="Lee Ashworth", role=Role.MANAGER, timezone="Europe/London", country="GB", team="EMEA & Asia"),
    Person(id=4, name="Sam Ortega", timezone=HOME_ZONE, country="US", team="Americas"),
    Person(id=5, name="Tom Brandvold", timezone=HOME_ZONE, country="US", team="Americas"),
    Person(id=6, name="Elena Castillo", timezone=HOME_ZONE, country="US", team="Americas"),
    Person(id=7, name="Kenji Morita", timezone=HOME_ZONE, country="US", team="Americas"),
    Person(id=8, name="Priya Raghunathan", timezone="Asia/Kolkata", country="IN", team="EMEA & Asia"),
    Person(id=9, name="Noor El-Masri", timezone="Europe/London", country="GB", team="EMEA & Asia"),
    Person(id=10, name="Grace Adeyemi", timezone="Europe/London", country="GB", team="EMEA & Asia"),
    Person(id=11, name="Oliver Penhale", timezone="Europe/London", country="GB", team="EMEA & Asia"),
)
_MANAGERS = {"Company": None, "Americas": 2, "EMEA & Asia": 3}


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
    people = tuple(_with_slack(person) for person in PEOPLE)
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
    briefs = _briefs(reps, as_of, period, workspace.calendar.previous(period))
    random = Random(SEED)
    deals = tuple(sorted((tell(brief, process, random) for brief in briefs), key=lambda deal: deal.steps[0].at))
    return DemoTeam(
        as_of=as_of,
        start=start,
        workspace=workspace,
        process=process,
        people=people,
        deals=deals,
        quotas=_quotas(briefs, people, period, workspace.calendar.previous(period)),
    )


def _with_slack(person: Person) -> Person:
    first = person.first_name.lower()
    manager = _MANAGERS[person.team] if person.role is Role.REP else 1
    return replace(
        person,
        slack_id=f"U0{first.upper()}",
        email=f"{first}@larkfield.example",
        manager_id=None if person.role is Role.EXECUTIVE else manager,
    )


def _fiscal_start(as_of: date) -> int:
    """January, or February where a calendar quarter would have only just begun: a demo wants a quarter to look at."""
    return 2 if as_of.month % 3 == 1 else 1


_OPEN_FATES = (
    (Fate.HEALTHY, Fate.HEALTHY, Fate.STALLED, Fate.PAST_DUE, Fate.HEALTHY, Fate.NEVER_STARTED),
    (Fate.HEALTHY, Fate.STALLED, Fate.HEALTHY, Fate.INCOMPLETE, Fate.HEALTHY, Fate.STALLED),
    (Fate.HEALTHY, Fate.PAST_DUE, Fate.STALLED, Fate.HEALTHY, Fate.NEVER_STARTED, Fate.INCOMPLETE),
    (Fate.STALLED, Fate.HEALTHY, Fate.HEALTHY, Fate.PAST_DUE, Fate.HEALTHY),
)
"""What is to be said of each rep's open deals, by turns."""
_OPEN_STAGES = ("contract", "proposal", "qualified", "verbal", "proposal", "discovery", "qualified", "discovery")


def _briefs(reps: Sequence[Person], as_of: date, period: Period, previous: Period) -> list[Brief]:
    """What every deal's story must come to: per rep ten that ended, over both quarters, and five or six open ones."""
    random = Random(SEED + 1)
    names = list(words.ACCOUNTS[1:])
    random.shuffle(names)
    accounts = iter(names * 3)
    yesterday = working_day(as_of - timedelta(days=1))
    briefs: list[Brief] = []
    for number, rep in enumerate(reps):
        sizes = iter(amounts(random, 20))
        fates = [Fate.WON] * 3 + [Fate.LOST] * 2
        for span_start, span_end in ((previous.start, previous.last_day), (period.start, yesterday)):
            for fate in fates:
                ended = working_day(span_start + (span_end - span_start) * random.uniform(0.08, 1))
                ended = max(ended, working_day(span_start + timedelta(days=3)))
                created = ended - timedelta(days=random.randint(25, 95))
                stage = "contract" if fate is Fate.WON else random.choice(("qualified", "proposal", "verbal"))
                close = working_day(ended, random.randint(-3, 12)) if fate is Fate.WON else ended + timedelta(days=30)
                close = min(max(close, span_start), span_end) if fate is Fate.WON else close
                briefs.append(_brief(fate, next(accounts), rep, created, ended, stage, next(sizes), close))
        for place, fate in enumerate(_OPEN_FATES[number % len(_OPEN_FATES)]):
            stage = _OPEN_STAGES[(place + number) % len(_OPEN_STAGES)]
            account = words.ACCOUNTS[0] if (rep.first_name, place) == ("Sam", 0) else next(accounts)
            size = Money(max(12, round(next(sizes).minor * OPEN_SHARE / 50_000)) * 50_000)
            briefs.append(_open_brief(fate, account, rep, as_of, stage, size, random))
    return briefs


def _brief(
    fate: Fate, account: str, owner: Person, created_on: date, last_on: date, stage: str, amount: Money, close: date
) -> Brief:
    return Brief(
        fate=fate,
        account=account,
        owner=owner,
        created_on=working_day(created_on),
        last_on=last_on,
        stage=stage,
        amount=amount,
        close_date=close,
    )


def _open_brief(
    fate: Fate, account: str, owner: Person, as_of: date, stage: str, amount: Money, random: Random
) -> Brief:
    """An open deal: when it was last touched and when it should close are what its fate is made of."""
    last_on = working_day(as_of, -random.randint(1, 2))
    close = working_day(as_of, random.randint(6, 24))
    created = last_on - timedelta(days=random.randint(20, 70))
    match fate:
        case Fate.STALLED:
            last_on = working_day(as_of, -random.randint(15, 18))
            created = last_on - timedelta(days=random.randint(20, 50))
        case Fate.PAST_DUE:
            close = working_day(as_of, -random.randint(3, 7))
        case Fate.NEVER_STARTED:
            created = last_on = working_day(as_of, -random.randint(15, 19))
            stage, close = "discovery", working_day(as_of, 30)
        case Fate.INCOMPLETE:
            stage = "proposal"
        case _:
            pass
    return _brief(fate, account, owner, created, last_on, stage, amount, close)


def _quotas(
    briefs: Sequence[Brief], people: Sequence[Person], period: Period, previous: Period
) -> dict[tuple[int, Period], Money]:
    """A rep's quota is what makes `ATTAINMENTS` true, in steps of $5,000; a manager's is the sum of their reps'."""
    quotas: dict[tuple[int, Period], Money] = {}
    reps = [person for person in people if person.role is Role.REP]
    for span, shift in ((period, 0), (previous, 3)):
        for number, rep in enumerate(reps):
            won = total((b.amount for b in briefs if b.owner is rep and _won_in(b, span)), "USD")
            per_cent = ATTAINMENTS[(number + shift) % len(ATTAINMENTS)]
            quotas[rep.id, span] = Money(max(1, round(won.minor * 100 / per_cent / 500_000)) * 500_000)
        for lead in sorted(people, key=lambda person: -person.id):
            if lead.role is not Role.REP:
                below = [quotas[p.id, span] for p in people if p.manager_id == lead.id and (p.id, span) in quotas]
                quotas[lead.id, span] = total(below, "USD")
    return quotas


def _won_in(brief: Brief, period: Period) -> bool:
    return brief.fate is Fate.WON and brief.last_on in period


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
