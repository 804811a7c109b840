"""Who is speaking, and which deals they may see or change. Every permission is decided here and in `sales.people`,
from the actor's own id."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from sales.deal import Deal
from sales.delivery import Delivery
from sales.errors import NotAllowed, NotFound
from sales.people import Person, Role, Team
from sales.period import known_zone, local_date
from sales.usecases.ports import Store, Tx

NO_SUCH_DEAL = "I cannot find that deal among those you can see."


@dataclass(frozen=True, slots=True)
class Actor:
    """A known person in a known workspace."""

    workspace_id: int
    person: Person

    def today(self, now: datetime) -> date:
        """The person's local day at `now`."""
        return local_date(now, self.person.timezone)


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What Slack knows of somebody who speaks to us."""

    slack_id: str
    name: str
    email: str | None = None
    timezone: str = "UTC"
    admin: bool = False
    guest: bool = False
    stranger: bool = False
    bot: bool = False
    deleted: bool = False


WELCOME = "welcome"
"""The kind of message that tells the first admin what to do first."""

MEMBERS_ONLY = "Firebreak works for full members of this workspace only. Ask your contact here instead."


def recognise(store: Store, workspace_id: int, slack_id: str) -> Actor | None:
    """The actor with that Slack id, or None if the person has not spoken to us before or has left."""
    with store.reading(workspace_id) as tx:
        person = tx.people.by_slack_id(slack_id)
    return Actor(workspace_id, person) if person is not None and person.active else None


def welcome(store: Store, workspace_id: int, profile: Profile, now: datetime) -> Actor:
    """Makes a full member of the workspace a person of the team: the one already imported with that e-mail, or a new
    rep. The first person ever, and Slack's own admins, become admins; the first of them is told so. Whose zone is
    unknown here lives in the team's. Raises `NotAllowed` for everybody else."""
    if profile.guest or profile.stranger:
        raise NotAllowed(MEMBERS_ONLY)
    if profile.bot or profile.deleted:
        raise NotAllowed("Firebreak answers people only.")
    with store.writing(workspace_id) as tx:
        tx.people.hold()
        profile = replace(profile, timezone=known_zone(profile.timezone, tx.workspace.timezone))
        team = tx.people.team()
        known = tx.people.by_slack_id(profile.slack_id) or _by_email(team, profile.email)
        if known is not None and not known.active:
            raise NotAllowed("Your access to Firebreak has ended. Ask an admin if that is a mistake.")
        first = not any(person.slack_id and person.admin for person in team.by_id.values())
        found = known or Person(id=0, name=profile.name, role=Role.REP, timezone=profile.timezone)
        person = tx.people.save(
            replace(
                found,
                slack_id=profile.slack_id,
                email=found.email or profile.email,
                timezone=profile.timezone,
                admin=found.admin or profile.admin or first,
            ),
            now,
        )
        tx.audit("person.joined", person.name, person.id, now)
        if first:
            told = Delivery(kind=WELCOME, recipient=str(person.id), slot=f"person {person.id}", due_at=now, payload={})
            tx.deliveries.enqueue(told)
    return Actor(workspace_id, person)


def _by_email(team: Team, email: str | None) -> Person | None:
    if not email:
        return None
    same = (person for person in team.by_id.values() if (person.email or "").casefold() == email.casefold())
    return next((person for person in same if person.slack_id is None), None)


def deal_to_see(tx: Tx, actor: Actor, deal_id: int) -> Deal:
    """The deal. Raises `NotFound`, in the same words, where there is none and where the actor may not see it."""
    deal = tx.deals.get(deal_id)
    if deal is None or deal.owner_id not in tx.people.team().sees_deals_of(actor.person):
        raise NotFound(NO_SUCH_DEAL)
    return deal


def deal_to_change(tx: Tx, actor: Actor, deal_id: int) -> Deal:
    """The deal. Raises `NotFound` as `deal_to_see` does, and `NotAllowed`, naming the owner, where the actor may see
    but not change it."""
    deal = deal_to_see(tx, actor, deal_id)
    team = tx.people.team()
    if deal.owner_id not in team.changes_deals_of(actor.person):
        owner = team[deal.owner_id].name
        raise NotAllowed(f"{deal.name} belongs to {owner}. Ask {owner} or a manager to change it.")
    return deal


def may_change(team: Team, actor: Actor, deal: Deal) -> bool:
    """Whether the actor may change the deal: their own, or of somebody below them."""
    return deal.owner_id in team.changes_deals_of(actor.person)


def keep_up(
    store: Store, workspace_id: int, slack_id: str, timezone: str, now: datetime, *, gone: bool
) -> Person | None:
    """Takes over what Slack now says of somebody we know: their zone, if it is known here, and whether they have left.
    Returns the person if they were here until now and are not any more. That somebody is back only an admin says: Slack
    tells of every change of a profile, also of people who are still there and sell no more."""
    with store.writing(workspace_id) as tx:
        tx.people.hold()
        person = tx.people.by_slack_id(slack_id)
        if person is None:
            return None
        moved_to = known_zone(timezone, person.timezone)
        changed = replace(person, timezone=moved_to, active=person.active and not gone)
        if changed != person:
            tx.people.save(changed, now)
        return changed if gone and person.active else None
