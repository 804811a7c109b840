"""An admin shapes the team: roles, places in the tree, quotas, leavers."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.listeners.people import profile_changed
from sales.people import Person, Role
from sales.usecases.staffing import change_of, keep
from sandbox.person import Person as Visitor
from storage.tables import AuditRow
from tests.bot.desk import PATIENCE, Desk, elements, visible


def named(desk: Desk, name: str) -> Person:
    with desk.store.reading(desk.workspace) as tx:
        return next(person for person in tx.people.team() if person.first_name == name)


def quotas(desk: Desk, name: str) -> list[str]:
    """Of the present quarter and the next, as people read them."""
    person = named(desk, name)
    with desk.store.reading(desk.workspace) as tx:
        period = tx.workspace.calendar.quarter(desk.sandbox.clock.now().date())
        both = (period, tx.workspace.calendar.next(period))
        return [str(tx.people.quotas(one).get(person.id, "none")) for one in both]


def shown(desk: Desk, holding: str) -> dict[str, Any]:
    """Dana's form on top, once it holds these words."""

    def found(who: Any) -> dict[str, Any] | None:
        return next((form for form in who.modals()[-1:] if holding in visible(form)), None)

    form: dict[str, Any] = desk.person("dana").wait(found, timeout=PATIENCE)
    assert form is not None, holding
    return form


def edits(desk: Desk, name: str) -> dict[str, Any]:
    """The form of that person, opened from the list."""
    desk.person("dana").close({"id": ""}, everything=True)
    listed = desk.opens("dana", "/firebreak team")
    edit = next(e for e in elements(listed) if e.get("value") == str(named(desk, name).id))
    assert desk.person("dana").click_view(listed, edit["action_id"])["ok"]
    return shown(desk, "Back to the team")


def _pressed_at_home(person: Visitor) -> bool:
    """Whether the button was there: Home is drawn anew while one looks."""
    home = person.home()
    return bool(home and person.click_view(home, "team.open")["ok"])


def test_the_list_is_in_the_order_of_the_tree(desk: Desk) -> None:
    """From Home, a button; each line says role, manager and quota, and the form leads back to the list."""
    assert desk.person("dana").wait(_pressed_at_home, timeout=PATIENCE)
    listed = shown(desk, "Sam Ortega")
    words = visible(listed)
    assert words.index("Morgan") < words.index("*Dana Whitlock*") < words.index("*Sam Ortega*")
    assert "reports to Dana Whitlock · *$" in words
    form = edits(desk, "Sam")
    assert desk.person("dana").click_view(form, "team.open")["ok"]
    shown(desk, "Quotas are for 2026-Q4")


def test_a_quota_is_set_and_taken_away(desk: Desk) -> None:
    """Typed as amounts are everywhere; what is no amount is said at its field; an empty one is none, not zero."""
    form = edits(desk, "Sam")
    assert "one amount" in desk.submits("dana", form, quota="a lot")["quota"]
    assert "above zero" in desk.submits("dana", form, quota="0")["quota"]
    assert desk.submits("dana", form, quota="450k", quota_next="500,000 EUR") == {}
    assert quotas(desk, "Sam") == ["$450,000", "€500,000"]
    assert "*$450,000*" in visible(shown(desk, "$450,000"))
    assert "$450,000" in visible(desk.types("sam", "/forecast"))
    again = edits(desk, "Sam")
    assert desk.submits("dana", again, quota="", quota_next="") == {}
    assert quotas(desk, "Sam") == ["none", "none"]
    assert "$450,000" not in visible(desk.types("sam", "/forecast"))


def test_a_move_holds_from_now_on(desk: Desk) -> None:
    """The new manager sees them at once, and the team of before is as it was; a loop is a sentence at its field."""
    sam, dana, lee = (named(desk, name) for name in ("Sam", "Dana", "Lee"))
    before = desk.sandbox.clock.now()
    desk.sandbox.clock.advance(timedelta(minutes=1))
    form = edits(desk, "Sam")
    assert desk.submits("dana", form, manager=str(lee.id), team="Coast") == {}
    moved = named(desk, "Sam")
    assert (moved.manager_id, moved.team) == (lee.id, "Coast")
    with desk.store.reading(desk.workspace) as tx:
        assert tx.people.team_at(before)[sam.id].manager_id == dana.id
    assert "Sam Ortega" in visible(desk.types("lee", "/forecast sam"))
    form = edits(desk, "Morgan")
    sentence = desk.submits("dana", form, manager=str(lee.id))["manager"]
    assert "Lee" in sentence
    assert "Change that first" in sentence
    form = edits(desk, "Sam")
    assert desk.submits("dana", form, manager=str(dana.id)) == {}


def test_a_rep_becomes_a_manager_and_nobody_is_left_without(desk: Desk) -> None:
    """Promoted they lead; whoever has reports cannot be a rep; the last admin stays one."""
    assert desk.submits("dana", edits(desk, "Tom"), role="manager") == {}
    assert named(desk, "Tom").role is Role.MANAGER
    assert "Change that first" in desk.submits("dana", edits(desk, "Lee"), role="rep")["role"]
    form = edits(desk, "Dana")
    assert "only admin" in desk.submits("dana", form, admin=[])["admin"]
    assert "You are here" in desk.submits("dana", form, left=["yes"])["left"]
    assert desk.submits("dana", edits(desk, "Tom"), role="rep", admin=["yes"]) == {}
    assert "Sam Ortega" in visible(desk.opens("tom", "/firebreak team"))
    assert desk.submits("dana", edits(desk, "Tom"), admin=[]) == {}


def test_somebody_who_sells_no_more(desk: Desk) -> None:
    """Their manager hears of their open deals, they are told that their access has ended, and what Slack says of their
    profile does not bring them back; an admin does."""
    assert desk.submits("dana", edits(desk, "Noor"), left=["yes"]) == {}
    desk.settle()
    assert desk.messages_of("lee", "Noor")
    assert "Your access to Firebreak has ended" in visible(desk.types("noor", "/forecast"))
    assert "has left" in visible(desk.opens("dana", "/firebreak team"))
    profile = {"id": "U0NOOR", "team_id": "T0LARKFIELD", "tz": "Europe/London"}
    profile_changed(desk.running.bot, {"team_id": "T0LARKFIELD", "event": {"user": profile}})
    assert not named(desk, "Noor").active
    assert desk.submits("dana", edits(desk, "Noor"), left=[]) == {}
    assert named(desk, "Noor").active


def test_every_change_is_in_the_audit(desk: Desk) -> None:
    """Who changed whom, and what it was before; a form sent off as it was writes nothing."""
    with desk.store.database.reading() as connection:
        lines = connection.execute(select(AuditRow.detail).where(AuditRow.what == "person.changed")).scalars().all()
    assert any(line.startswith("Sam Ortega: quota 2026-Q4 $") and "to $450,000" in line for line in lines)
    assert "Tom" in "".join(lines)
    assert desk.submits("dana", edits(desk, "Sam")) == {}
    with desk.store.database.reading() as connection:
        after = connection.execute(select(AuditRow.detail).where(AuditRow.what == "person.changed")).scalars().all()
    assert after == lines


def test_two_admins_edit_one_person(desk: Desk) -> None:
    """The second to save overwrites nothing: the form comes back, names the first, and shows what is so now."""
    form = edits(desk, "Sam")
    other = change(desk, "Morgan", "Sam", team="Harbour")
    assert desk.submits("dana", form, team="Coast", quota="300k") == {}
    again = shown(desk, "while you had this form open")
    assert f"{other} changed Sam Ortega while you had this form open, so nothing was saved." in visible(again)
    assert named(desk, "Sam").team == "Harbour"
    assert "Harbour" in visible(again)
    assert desk.submits("dana", again, team="Coast") == {}
    assert named(desk, "Sam").team == "Coast"


def test_two_admins_change_the_settings(desk: Desk) -> None:
    """The same for the form of the settings."""
    form = desk.opens("dana", "/firebreak settings")
    with desk.store.writing(desk.workspace) as tx:
        tx.save_workspace(replace(tx.workspace, day_first=not tx.workspace.day_first), None)
        day_first = tx.workspace.day_first
    assert desk.submits("dana", form, week_start="6") == {}
    again = shown(desk, "while you had this form open")
    with desk.store.reading(desk.workspace) as tx:
        assert (tx.workspace.day_first, tx.workspace.week_start) == (day_first, 0)
    assert desk.submits("dana", again, week_start="6") == {}
    with desk.store.reading(desk.workspace) as tx:
        assert (tx.workspace.day_first, tx.workspace.week_start) == (day_first, 6)


@pytest.mark.parametrize(("since", "then"), [("always", "Dana"), ("from_now", None)])
def test_since_when_somebody_has_their_first_manager(desk: Desk, since: str, then: str | None) -> None:
    """An admin says whether forecasts of before count them there, too; nobody else is asked."""
    with desk.store.writing(desk.workspace) as tx:
        tx.people.save(replace(named(desk, "Elena"), manager_id=None))
    before = desk.sandbox.clock.now()
    desk.sandbox.clock.advance(timedelta(minutes=1))
    assert desk.submits("dana", edits(desk, "Elena"), manager=str(named(desk, "Dana").id), since=since) == {}
    with desk.store.reading(desk.workspace) as tx:
        past = tx.people.team_at(before)
        manager = past[named(desk, "Elena").id].manager_id
    assert manager == (named(desk, then).id if then else None)
    assert "since when" not in visible(edits(desk, "Elena"))


def change(desk: Desk, admin: str, name: str, **facts: str) -> str:
    """Another admin changes somebody; returns the admin's name."""
    by = named(desk, admin)
    with desk.store.writing(desk.workspace) as tx:
        before = named(desk, name)
        keep(tx, change_of(tx, before, replace(before, **facts), {}), by.id, desk.sandbox.clock.now())  # type: ignore[arg-type]
    return by.name
