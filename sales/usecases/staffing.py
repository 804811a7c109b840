"""The team as an admin shapes it: who is in it, what they are, whom they report to, and their quotas. Checked in
`sales.staffing`, audited, saved in one transaction."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sales.errors import Invalid, NotFound
from sales.money import Money
from sales.people import Person, Role, Team, require_admin
from sales.period import Period, local_date
from sales.staffing import check_place
from sales.usecases.actors import Actor
from sales.usecases.form_marks import mark, require_unchanged
from sales.usecases.leavers import tell_heir
from sales.usecases.ports import Store, Tx

PERSON = "person.changed"
"""What the audit calls a change of a person by an admin."""
LONGEST_TEAM = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Staff:
    """The team with the quotas of the present quarter and of the next, each by person id; who is in neither has no
    quota, which is not zero."""

    team: Team
    period: Period
    following: Period
    quotas: Mapping[int, Money]
    quotas_next: Mapping[int, Money]

    def shows(self, person: Person) -> str:
        """The mark of all that the person's form shows."""
        return _mark(person, self.quotas, self.quotas_next)


def _mark(person: Person, *quotas: Mapping[int, Money]) -> str:
    facts = (person.role.value, person.manager_id, person.team, person.admin, person.active)
    return mark(person.id, facts, [str(quota.get(person.id)) for quota in quotas])


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonWish:
    """What a person is to be. `manager_id` None: reports to nobody; `period` is the name of the quarter that `quota` is
    for, `quota_next` being for the one after it; None for a quota takes it away. `shown` is the mark of what the form
    showed. `from_now`: who had nobody above them did not report to their first manager before, either."""

    person_id: int
    role: str
    manager_id: int | None
    team: str
    admin: bool
    left: bool
    period: str
    quota: Money | None
    quota_next: Money | None
    shown: str = ""
    from_now: bool = False


def staff_of(store: Store, actor: Actor, now: datetime) -> Staff:
    """The team, for an admin. Raises `NotAllowed`, naming the admins, for anybody else."""
    with store.reading(actor.workspace_id) as tx:
        team = tx.people.team()
        require_admin(actor.person, team)
        calendar = tx.workspace.calendar
        period = calendar.quarter(local_date(now, tx.workspace.timezone))
        following = calendar.next(period)
        return Staff(
            team=team,
            period=period,
            following=following,
            quotas=tx.people.quotas(period),
            quotas_next=tx.people.quotas(following),
        )


def change_person(store: Store, actor: Actor, wish: PersonWish, now: datetime) -> Person:
    """Saves what an admin makes of a person, and tells the manager of somebody who has left about their open deals.
    Forecasts of before go on counting the person where they were. Raises `NotAllowed`, naming the admins, for others,
    `NotFound` for nobody of the team, `Invalid`, at its field, for what cannot be, and `ChangedMeanwhile` where
    somebody else has made something different of the person since the form was shown."""
    with store.writing(actor.workspace_id) as tx:
        tx.people.hold()
        team = tx.people.team()
        require_admin(team[actor.person.id], team)
        before = team.by_id.get(wish.person_id)
        if before is None:
            raise NotFound("That person is not on the team.")
        period = tx.workspace.calendar.named(wish.period, local_date(now, tx.workspace.timezone))
        following = tx.workspace.calendar.next(period)
        present = _mark(before, tx.people.quotas(period), tx.people.quotas(following))
        last = tx.last_audited(PERSON, f"{before.name}: ")
        require_unchanged(wish.shown, present, before.name, last, team)
        if wish.left and before.active and before.id == actor.person.id:
            raise Invalid("You are here. Another admin can say that you have left.", field="left")
        changed = _wished(before, wish)
        check_place(team, changed)
        quotas = {period: wish.quota, following: wish.quota_next}
        keep(tx, change_of(tx, before, changed, quotas), actor.person.id, now, from_now=wish.from_now)
        return changed


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What is different about a person: `quotas` holds only those that are, `said` all of it in the audit's words."""

    before: Person
    after: Person
    quotas: Mapping[Period, Money | None]
    said: tuple[str, ...]


def change_of(tx: Tx, before: Person, after: Person, quotas: Mapping[Period, Money | None]) -> Change:
    """Compares what is with what is wished for; saves nothing."""
    present = {period: tx.people.quotas(period).get(before.id) for period in sorted(quotas)}
    wished = {period: quotas[period] for period in present if quotas[period] != present[period]}
    said = [f"quota {period.name} {present[period] or 'none'} to {quota or 'none'}" for period, quota in wished.items()]
    facts = _facts(tx.people.team(), before, after) if before != after else ()
    return Change(before=before, after=after, quotas=wished, said=(*facts, *said))


def keep(tx: Tx, change: Change, by: int | None, now: datetime, *, from_now: bool = False) -> None:
    """Saves a change that has been checked, with a line in the audit, and tells whoever is to hear of a leaver's deals.
    Where all is as it was nothing is written. `by` is None for the command line."""
    person = change.before
    for period, quota in change.quotas.items():
        tx.people.save_quota(person.id, period, quota, now)
    if change.after != person:
        tx.people.save(change.after, now, first_from_now=from_now)
    if change.said:
        tx.audit(PERSON, f"{person.name}: {'; '.join(change.said)}", by, now)
    if person.active and not change.after.active:
        tell_heir(tx, person.id, now)


def role_said(said: str) -> Role:
    """The role of that name. Raises `Invalid`."""
    try:
        return Role(said.strip().casefold())
    except ValueError:
        raise Invalid("A role is rep, manager or executive.", field="role") from None


def require_quota(quota: Money | None, field: str = "quota") -> None:
    """Raises `Invalid` for one that is zero or below: nobody is asked to sell nothing."""
    if quota is not None and quota.minor <= 0:
        raise Invalid("A quota must be above zero.", field=field)


def _wished(before: Person, wish: PersonWish) -> Person:
    role, active = role_said(wish.role), not wish.left
    name = " ".join(wish.team.split())
    if len(name) > LONGEST_TEAM:
        raise Invalid(f"Keep the team's name under {LONGEST_TEAM} characters.", field="team")
    require_quota(wish.quota)
    require_quota(wish.quota_next, "quota_next")
    return replace(before, role=role, manager_id=wish.manager_id, team=name, admin=wish.admin, active=active)


def _facts(team: Team, before: Person, changed: Person) -> Iterator[str]:
    """What is different now, for the audit."""

    def name(person_id: int | None) -> str:
        return team[person_id].name if person_id in team.by_id and person_id is not None else "nobody"

    if changed.role is not before.role:
        yield f"{before.role.value} to {changed.role.value}"
    if changed.manager_id != before.manager_id:
        yield f"reported to {name(before.manager_id)}, now to {name(changed.manager_id)}"
    if changed.team != before.team:
        yield f"team {before.team or 'none'} to {changed.team or 'none'}"
    if changed.admin != before.admin:
        yield "made an admin" if changed.admin else "no admin any more"
    if changed.active != before.active:
        yield "is back" if changed.active else "has left"
