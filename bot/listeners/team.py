"""/firebreak team: the list of people, and the form of one of them."""

from __future__ import annotations

from bot.blocks.changed_meanwhile import as_it_stands
from bot.blocks.team import FROM_NOW, NOBODY, person_view, team_view
from bot.bot import Bot
from bot.payloads import Click, Command, Submission, number
from bot.responses import Done, Open, Redraw, RefreshHome, Responses
from sales.errors import ChangedMeanwhile, NotFound
from sales.usecases.actors import Actor
from sales.usecases.form_input import typed_amount
from sales.usecases.settings import workspace_and_process
from sales.usecases.staffing import PersonWish, change_person, staff_of


def team(bot: Bot, actor: Actor, request: Command | Click) -> Responses:
    """The list, from the place that a button of the list or of a person's form carries."""
    staff = staff_of(bot.store, actor, bot.now)
    if isinstance(request, Click) and request.view_type == "modal":
        return (Redraw(team_view(staff, request.number)),)
    return (Open(team_view(staff)),)


def person_click(bot: Bot, actor: Actor, click: Click) -> Responses:
    """Opens the form of one person."""
    staff = staff_of(bot.store, actor, bot.now)
    person = staff.team.by_id.get(click.number)
    if person is None:
        raise NotFound("That person is not on the team.")
    return (Redraw(person_view(staff, person)),)


def person_anew(bot: Bot, actor: Actor, form: Submission, changed: ChangedMeanwhile) -> Responses:
    """The person as they are now, because somebody else saved first."""
    staff = staff_of(bot.store, actor, bot.now)
    person = staff.team[form.number("person")]
    return (Redraw(as_it_stands(person_view(staff, person), changed.sentence, f"{person.id}{staff.shows(person)}")),)


def person_submitted(bot: Bot, actor: Actor, form: Submission) -> Responses:
    """The list again, with the change in it; nothing but Home for whoever took their own rights away."""
    values = form.values
    workspace, _ = workspace_and_process(bot.store, actor)
    manager = values.text("manager")
    wish = PersonWish(
        person_id=form.number("person"),
        role=values.text("role"),
        manager_id=None if manager in ("", NOBODY) else number(manager),
        team=values.text("team"),
        admin=bool(values.picked("admin")),
        left=bool(values.picked("left")),
        period=str(form.metadata.get("period", "this")),
        quota=typed_amount(values.text("quota"), workspace, "quota"),
        quota_next=typed_amount(values.text("quota_next"), workspace, "quota_next"),
        shown=str(form.metadata.get("shown", "")),
        from_now=values.text("since") == FROM_NOW,
    )
    changed = change_person(bot.store, actor, wish, bot.now)
    bot.wake()
    if changed.id == actor.person.id and not changed.admin:
        return (Done(), RefreshHome())
    return (Redraw(team_view(staff_of(bot.store, actor, bot.now), form.number("page"))), RefreshHome())
