"""People who are not of the team: another workspace's, guests, bots, those who left; and who is new."""

from __future__ import annotations

import pytest

from bot import routes
from bot.payloads import click_of
from sales.errors import NotAllowed, NotFound, SalesError
from sales.workspace import Workspace
from storage.process_file import load_process
from tests.bot.conftest import PATIENCE, Desk, visible
from tests.bot.forging import body, clicked, commanded, run, stored


def test_nothing_of_another_workspace_can_be_reached(desk: Desk) -> None:
    """Ids of another workspace's deals are unknown here, and its people are strangers."""
    other = desk.store.add_workspace(Workspace(team_id="T0ELSE", name="Else"), load_process())
    with desk.store.reading(desk.workspace) as tx:
        first = min(name.id for name in tx.deals.names()[1] or ())
    assert other.id != desk.workspace
    payload = body(desk, "dana", actions=[{"action_id": "deal.card", "value": str(first)}])
    payload |= {"user": {"id": "U0DANA", "team_id": "T0ELSE"}, "team": {"id": "T0ELSE"}}
    listener = routes.action_route("deal.card")
    assert listener is not None
    with pytest.raises(SalesError):
        run(desk, listener, click_of(payload))
    unknown = payload | {"user": {"id": "U0DANA", "team_id": "T0NEVER"}, "team": {"id": "T0NEVER"}}
    with pytest.raises(NotAllowed, match="not installed"):
        run(desk, listener, click_of(unknown))


@pytest.mark.parametrize("who", ["guest", "single", "outsider"])
def test_guests_and_outsiders_are_refused_politely(desk: Desk, who: str) -> None:
    """By command, message and Home: a sentence, and no row for them."""
    before = stored(desk)
    assert "works for" in visible(desk.types(who, "/deal"))
    assert "works for" in visible(desk.types(who, "/log called Acme Robotics, they signed"))
    assert "works for" in visible(desk.says(who, "how's Acme Robotics?"))
    home = desk.person(who).wait(lambda p: p.home(), timeout=60)
    assert "works for" in visible({"blocks": home["blocks"]})
    assert stored(desk) == before


@pytest.mark.parametrize("line", ["/log", "/deal new", "/forecast", "/firedrill 4:30pm", "/firebreak settings"])
def test_every_command_refuses_a_guest(desk: Desk, line: str) -> None:
    """The same sentence whatever is typed: no form opens, nothing is looked up, and no traceback is shown."""
    before = stored(desk)
    told = visible(desk.types("guest", line))
    assert "Firebreak works for full members of this workspace only." in told
    assert not desk.person("guest").modals()
    assert stored(desk) == before


def test_a_guest_in_a_channel(desk: Desk) -> None:
    """A button of somebody else's message refuses, and says so to the guest; an emoji logs nothing."""
    guest, before = desk.person("guest"), stored(desk)
    desk.says("sam", "called Jane at Acme Robotics", "C0DEALACME")
    told = next(m for m in reversed(guest.messages("C0DEALACME")) if m.get("reply_count"))
    echo = guest.thread("C0DEALACME", told["ts"])[-1]
    saved = stored(desk)
    assert saved != before
    desk.clicks("guest", "C0DEALACME", echo, "Undo")
    guest.wait_for_message("C0DEALACME", "works for full members", timeout=PATIENCE)
    guest.react("C0DEALACME", guest.say("C0DEALACME", "They sign tomorrow"), "memo")
    desk.settle()
    assert stored(desk) == saved


@pytest.mark.parametrize("who", ["robot", "left"])
def test_bots_and_people_who_left_are_no_reps(desk: Desk, who: str) -> None:
    """Whatever arrives in their name is refused, and no row is made for them."""
    before = stored(desk)
    with pytest.raises(NotAllowed):
        commanded(desk, who, "/deal")
    assert stored(desk) == before


def test_whoever_is_new_is_welcomed_as_a_rep(desk: Desk) -> None:
    """The first word makes a person of them: a rep without rights beyond their own, in the zone that Slack knows."""
    assert "You" in visible(desk.types("new", "/deal"))
    with desk.store.reading(desk.workspace) as tx:
        nadia = tx.people.by_slack_id("U0NEW")
    assert nadia is not None
    assert (nadia.name, nadia.role.value, nadia.timezone, nadia.admin) == (
        "Nadia Newcomer",
        "rep",
        "Europe/Paris",
        False,
    )
    with pytest.raises(NotAllowed):
        commanded(desk, "new", "/forecast sam")
    with pytest.raises(NotFound):
        clicked(desk, "new", "deal.card", str(desk.deal("Acme Robotics").id))
