"""The demo's fictional team."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.main.demo.command import going_on
from bot.main.demo.loading import load
from bot.main.demo.slack import give_slack_ids, sandbox_seed, sandbox_seed_for
from bot.main.demo.story import Fate
from bot.main.demo.team import DEAL_CHANNEL, DemoTeam, demo_team
from sales.forecast import attainment
from sales.money import total
from sales.people import Person, Role
from sales.process import Outcome
from sales.stalls import Watched, attentions
from sales.usecases.attention import attention_of, sweep
from storage.engine import create_store
from storage.process_file import load_process
from storage.sql import SqlStore

DAYS = (date(2026, 11, 23), date(2026, 10, 1), date(2027, 1, 4), date(2026, 2, 28), date(2026, 8, 31))


def loaded(day: date) -> tuple[SqlStore, DemoTeam]:
    team = demo_team(day, load_process())
    store = create_store("sqlite://")
    load(store, store.add_workspace(team.workspace, team.process).id, team)
    return store, team


@pytest.mark.parametrize("day", DAYS)
def test_each_rep_has_a_few_things_to_do_and_a_quota_within_reach(day: date) -> None:
    """Whatever the day of the demo, each rep has two to five deals in need, and has closed 40 to 120 % of quota."""
    store, demo = loaded(day)
    with store.reading(1) as tx:
        people = tx.people.team()
        ids = frozenset(people.by_id)
        deals = tx.deals.open_of(ids)
        decided = tx.deals.with_decision_maker({deal.account_id or 0 for deal in deals})
        needs = attentions(deals, tx.process, people, demo.start, decided)
        period = demo.workspace.calendar.quarter(day)
        quotas = tx.people.quotas(period)
        won = {deal.id: deal for deal in tx.forecasts.deals(period) if deal.outcome is Outcome.WON}
    reps = [person for person in people if person.role is Role.REP]
    todo = Counter(need.deal.owner_id for need in needs)
    assert all(2 <= todo[rep.id] <= 5 for rep in reps)
    for rep in reps:
        closed = total((d.amount for d in won.values() if d.owner_id == rep.id and d.amount), "USD")
        reached = attainment(closed, quotas[rep.id])
        assert reached is not None
        assert 0.4 <= reached <= 1.2


@pytest.mark.parametrize("later", [timedelta(0), timedelta(days=3), timedelta(days=14)])
def test_the_sweep_finds_exactly_what_is_the_matter(later: timedelta) -> None:
    """What digests and reminders count is what each deal's card says, merely incomplete deals included."""
    store, demo = loaded(DAYS[0])
    now = demo.start + later
    with store.reading(1) as tx:
        deals = tx.deals.open_of(frozenset(tx.people.team().by_id))
        expected = attention_of(tx, deals, now)
        swept = {found.deal.id: found for of_owner in sweep(tx, now).values() for found in of_owner}
    whole = {deal.id: deal for deal in deals}
    assert {deal_id: found._replace(deal=whole[deal_id]) for deal_id, found in swept.items()} == expected
    for name in (*Watched._fields[:2], "amount", "touched_at", "ignored_nudges"):
        assert all(getattr(found.deal, name) == getattr(whole[i], name) for i, found in swept.items())
    assert later or any(not found.is_urgent for found in swept.values())


def test_it_is_a_company_with_a_history() -> None:
    """Eleven people in three zones, over a hundred deals of every fate, each step a working hour of whoever made it."""
    demo = demo_team(DAYS[0], load_process())
    assert Counter(person.role for person in demo.people) == {Role.EXECUTIVE: 1, Role.MANAGER: 2, Role.REP: 8}
    assert len({person.timezone for person in demo.people}) == 3
    assert len(demo.deals) >= 110
    assert {deal.fate for deal in demo.deals} == set(Fate)
    for deal in demo.deals:
        times = [step.at for step in deal.steps]
        assert times == sorted(set(times))
        assert times[-1] < demo.start
        assert all(step.at.weekday() < 5 and 9 <= step.at.hour < 21 for step in deal.steps)
        assert not any("{" in step.text + step.story + step.reason for step in deal.steps)


def test_the_same_day_tells_the_same_story() -> None:
    """Screenshots and docs can rely on it: nothing in the demo depends on when or how often it is made."""
    process = load_process()
    first, second = demo_team(DAYS[0], process), demo_team(DAYS[0], process)
    assert first == second
    later = demo_team(DAYS[0] + timedelta(days=7), process)
    assert {(d.account, d.owner, d.fate) for d in later.deals} == {(d.account, d.owner, d.fate) for d in first.deals}


def test_the_past_can_be_asked_for() -> None:
    """As of six weeks ago, deals that are won today were open, with the amounts and dates they had then."""
    store, demo = loaded(DAYS[0])
    then = demo.start.astimezone(UTC) - timedelta(weeks=6)
    with store.reading(1) as tx:
        spans = tx.forecasts.changed_since(then)
        deals = tx.deals.names()[1] or ()
    won_since = [s for s in spans if s.before and s.before.is_open and s.after and s.after.outcome is Outcome.WON]
    assert len(won_since) >= 8
    assert len(deals) == len(demo.deals)
    born_since = sum(deal.steps[0].at > then for deal in demo.deals)
    assert sum(span.before is None for span in spans) == born_since


def test_a_deal_can_be_opened_down_to_what_was_said() -> None:
    """A won deal has its changes, each with its entry's words, its activities, ticked criteria and story."""
    store, _ = loaded(DAYS[0])
    with store.reading(1) as tx:
        name = next(n for n in tx.deals.names()[1] or () if not n.is_open and tx.win(n.id))
        changes = tx.deals.history(name.id)
        said = [tx.entries.get(change.entry_id) for change in changes]
        assert [entry and entry.at for entry in said] == [change.at for change in changes]
        assert all(entry and entry.text for entry in said)
        assert tx.activities.of_deal(name.id)
        assert tx.activities.ticked(name.id)
        assert (win := tx.win(name.id)) is not None
        assert win.story


def test_the_demos_people_are_slack_users() -> None:
    """Everybody of the team is in the seed under the id by which the bot knows them, in the channels of the demo."""
    store, demo = loaded(DAYS[0])
    seed = sandbox_seed(demo)
    users = {user["id"]: user for user in seed["users"]}
    with store.reading(1) as tx:
        known = {person.slack_id: person for person in tx.people.team()}
        linked = tx.deals.by_channel(DEAL_CHANNEL)
    assert users.keys() == known.keys()
    assert {user["tz"] for user in users.values()} == {person.timezone for person in known.values()}
    assert [channel["name"] for channel in seed["channels"]] == ["sales", "wins", "general", "deal-acme-robotics"]
    assert seed["users"][0]["real_name"] == "Sam Ortega"
    assert all("@bot" in channel["members"] for channel in seed["channels"])
    assert demo.workspace.wins_channel in {channel["id"] for channel in seed["channels"]}
    assert linked is not None
    assert linked.account == "Acme Robotics"
    assert datetime.fromisoformat(seed["start"]) == demo.start


def test_any_team_can_be_put_into_the_sandbox() -> None:
    """People of an import have no Slack ids; they get some, and are found under them."""
    store = create_store("sqlite://")
    team = demo_team(DAYS[0], load_process())
    store.add_workspace(team.workspace, team.process)
    with store.writing(1) as tx:
        for name in ("Ana Sá", "Bo Dahl"):
            tx.people.save(replace(Person(id=0, name=name), timezone="Europe/Lisbon"))
    people = give_slack_ids(store, 1)
    seed = sandbox_seed_for(people, name="Imported", start=team.start)
    with store.reading(1) as tx:
        found = [tx.people.by_slack_id(user["id"]) for user in seed["users"]]
    assert [person and person.name for person in found] == ["Ana Sá", "Bo Dahl"]
    assert [user["email"] for user in seed["users"]] == ["ana.sa@team.example", "bo.dahl@team.example"]
    assert give_slack_ids(store, 1) == people


def test_a_demo_that_is_started_again_goes_on_where_it_was() -> None:
    """Its clock was moved by two weeks, and something was said then; the next start is not before it."""
    store, demo = loaded(DAYS[0])
    seed = sandbox_seed(demo)
    assert going_on(store, seed) == seed
    said = demo.start + timedelta(days=14)
    with store.writing(1) as tx:
        tx.audit("settings.saved", "", None, said)
    again = datetime.fromisoformat(going_on(store, seed)["start"])
    assert said < again <= said + timedelta(minutes=1)
