"""What an admin may make of a person: role, place in the reporting tree, rights. Pure; knows neither quotas nor how a
change is kept."""

from __future__ import annotations

from sales.errors import Invalid
from sales.people import Person, Role, Team
from sales.wording import listed

NAMED = 3


def check_place(team: Team, changed: Person) -> None:
    """Raises `Invalid`, at its field, unless the team with `changed` in it is still one: nobody reports to themselves
    or to somebody below them, who has reports leads, and there is an admin. What was odd before and has not been
    touched may stay as it is."""
    before = team[changed.id]
    if changed.manager_id != before.manager_id:
        _check_manager(team, changed)
    reports = [person.name for person in team.reports.get(changed.id, ()) if person.active]
    if changed.role is Role.REP and before.role is not Role.REP and reports:
        who = listed([*reports[:NAMED], *([f"{len(reports) - NAMED} more"] if reports[NAMED:] else [])])
        verb = "reports" if len(reports) == 1 else "report"
        raise Invalid(f"{who} {verb} to {changed.name}, so they cannot be a rep yet. Change that first.", field="role")
    if before.admin and before.active and not (changed.admin and changed.active):
        _check_another_admin(team, changed)


def _check_manager(team: Team, changed: Person) -> None:
    if changed.manager_id is None:
        return
    manager = team.by_id.get(changed.manager_id)
    if manager is None:
        problem = "Pick somebody of the team, or nobody."
    elif manager.id == changed.id:
        problem = "Nobody reports to themselves. Pick somebody else, or nobody."
    elif manager.id in team.subtree(changed.id):
        problem = f"{manager.name} reports to {changed.name}, directly or through others. Change that first."
    elif not manager.active:
        problem = f"{manager.name} has left. Pick somebody who is here."
    elif not manager.leads:
        problem = f"{manager.name} is a rep. Make them a manager first."
    else:
        return
    raise Invalid(problem, field="manager")


def _check_another_admin(team: Team, changed: Person) -> None:
    """An admin whom Slack does not know could not open a form."""
    if not any(admin.slack_id for admin in team.admins if admin.id != changed.id):
        problem = f"{changed.name} is the only admin. Make somebody else an admin first."
        raise Invalid(problem, field="left" if changed.admin else "admin")
