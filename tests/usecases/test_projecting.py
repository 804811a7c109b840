"""The projection where it is shown: kept once a day, equal everywhere, from nothing but what was known."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot.blocks import numbers
from bot.blocks.digest import digest_message
from bot.blocks.forecast import forecast_message
from bot.blocks.home import home_view
from bot.blocks.projection import projection_view
from bot.main.cli.forecast_json import as_plain
from sales.deal import Deal, Entry, Field, Value, Via
from sales.delivery import Delivery
from sales.errors import NotFound
from sales.money import Money
from sales.people import Person
from sales.period import FiscalCalendar
from sales.projection import Projection, TooLittle
from sales.revising import opened, revised
from sales.usecases.actors import Actor
from sales.usecases.digesting import digest
from sales.usecases.forecasts import forecast, report_for
from sales.usecases.home import home
from sales.usecases.projecting import histories, project_due, project_now, work_out
from sales.workspace import Workspace
from storage.sql import SqlStore
from tests.blocks.seen import buttons, check, shown

NOW = datetime(2026, 11, 18, 9, 30, tzinfo=UTC)
QUARTER = FiscalCalendar().quarter(NOW.date())


def sold(
    store: SqlStore,
    workspace: Workspace,
    owner: Person,
    day: date,
    major: int,
    currency: str = "USD",
    taking: timedelta = timedelta(days=30),
) -> int:
    """A deal that was logged `taking` before it was won, at noon of `day`."""
    with store.writing(workspace.id) as tx:
        closed_at = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
        entry = tx.entries.add(Entry(by=owner.id, at=closed_at - taking, via=Via.COMMAND))
        draft = Deal(
            name=f"Sale of {day}",
            owner_id=owner.id,
            stage="discovery",
            amount=Money(major * 100, currency),
            close_date=day,
            created_at=entry.at,
            stage_since=entry.at,
        )
        deal = tx.deals.add(opened(draft, entry, tx.process), entry)
        closing = tx.entries.add(Entry(by=owner.id, at=closed_at, via=Via.COMMAND))
        tx.deals.save(revised(deal, {Field.STAGE: "won"}, closing, tx.process, today=day), closing)
        return deal.id


@pytest.fixture
def selling(store: SqlStore, workspace: Workspace, team: dict[str, Person]) -> SqlStore:
    """Dana and Rui have won a deal every six days for a year and a half; Kim, one."""
    for n in range(90):
        owner = team["Dana"] if n % 2 else team["Rui"]
        sold(store, workspace, owner, date(2025, 5, 1) + timedelta(days=6 * n), 1_000 + 37 * n)
    sold(store, workspace, team["Kim"], date(2026, 11, 2), 5_000)
    return store


def made(store: SqlStore, workspace: Workspace, person: Person, now: datetime = NOW) -> object:
    return forecast(store, Actor(workspace.id, person), now).projected


def test_it_is_made_once_a_day_for_everybody_who_leads(
    selling: SqlStore, workspace: Workspace, team: dict[str, Person]
) -> None:
    """Ada, Mia and Max get theirs; Dana, who leads nobody, none; a second beat makes nothing new."""
    assert project_due(selling, workspace.id, NOW) == 3
    assert project_due(selling, workspace.id, NOW + timedelta(hours=5)) == 0
    assert project_due(selling, workspace.id, NOW + timedelta(days=1)) == 3
    mia = made(selling, workspace, team["Mia"])
    assert isinstance(mia, Projection)
    assert mia.low <= mia.forecast <= mia.high
    assert mia.guess.past_error is not None
    assert made(selling, workspace, team["Dana"]) is None


def test_every_surface_shows_the_same_projection(
    selling: SqlStore, workspace: Workspace, team: dict[str, Person]
) -> None:
    """Digest, Home, /forecast and the command line say one number, its interval, its method and its past error."""
    mia = team["Mia"]
    since, midnight = NOW - timedelta(days=1), NOW.replace(hour=0, minute=0)
    payload = {"as_of": midnight.isoformat(), "since": since.isoformat(), "period": "quarter"}
    row = Delivery(kind="digest", recipient=str(mia.id), slot="x", due_at=NOW, payload=payload)
    with selling.reading(workspace.id) as tx:
        before_kept = digest(tx, row, NOW).forecast.projected
    project_due(selling, workspace.id, NOW)
    with selling.reading(workspace.id) as tx:
        from_digest = digest(tx, row, NOW).forecast.projected
        plain = as_plain(tx, replace(report_for(tx, mia, NOW), projected=from_digest), NOW, NOW)
    shown_in_home = home(selling, Actor(workspace.id, mia), NOW)
    asked = forecast(selling, Actor(workspace.id, mia), NOW)
    assert before_kept == from_digest == asked.projected == shown_in_home.mine.projected
    assert isinstance(from_digest, Projection)
    assert plain["projection"]["forecast"] == from_digest.forecast.plain
    assert plain["projection"]["low"] == from_digest.low.plain
    for words in (shown(forecast_message(asked)), shown(home_view(shown_in_home))):
        assert f"Projected {from_digest.forecast.short} by 31 Dec, in 4 of 5 cases {from_digest.low.short} to" in words
        assert "on average so far" in words


def test_how_it_is_projected_opens_from_every_surface(
    selling: SqlStore, workspace: Workspace, team: dict[str, Person]
) -> None:
    """Digest, Home and /forecast have one "How?"; behind it: the number, the day, what it saw, each part with its
    trust, the past error. Its headings and the names of the parts are those of docs/projection.md."""
    mia = Actor(workspace.id, team["Mia"])
    project_due(selling, workspace.id, NOW)
    payload = {"as_of": NOW.isoformat(), "since": (NOW - timedelta(days=1)).isoformat(), "period": "quarter"}
    row = Delivery(kind="digest", recipient=str(mia.person.id), slot="x", due_at=NOW, payload=payload)
    with selling.reading(workspace.id) as tx:
        morning = digest(tx, row, NOW)
    asked, at_home = forecast(selling, mia, NOW), home(selling, mia, NOW)
    surfaces = (digest_message(morning, None), forecast_message(asked), home_view(at_home))
    values = [buttons(surface)["forecast.projection"] for surface in surfaces]
    assert values[0] == values[1] == values[2]
    wanted = numbers.read(values[0][0], mia.person.id)
    again = forecast(
        selling, mia, NOW + timedelta(hours=3), subject_id=wanted.subject_id, period=wanted.period, as_of=wanted.as_of
    )
    found = asked.projected
    assert isinstance(found, Projection)
    view = projection_view(again)
    check(view, schema=True)
    said, page = shown(view), Path("docs/projection.md").read_text(encoding="utf-8").lower()
    for words in (str(found.forecast), f"between {found.low} and {found.high}", "when Wed 18 Nov 2026 began"):
        assert words in said
    assert f"On {found.guess.past_points} days of past quarters the same way missed by" in said
    for part in found.parts:
        name = part.method.replace("_", " ")
        assert f"{name.capitalize()}*: {part.forecast}, trusted {part.trust:.0%}." in said
        assert f"| {name} |" in page
    for term in ("**interval.**", "**trust.**"):
        assert term in page


def test_where_there_is_no_projection_there_is_no_how(
    selling: SqlStore, workspace: Workspace, team: dict[str, Person]
) -> None:
    """Too little history, and a number that counts in another currency by now: a sentence, never an empty form."""
    project_due(selling, workspace.id, NOW)
    asked = forecast(selling, Actor(workspace.id, team["Max"]), NOW)
    assert "forecast.projection" not in buttons(forecast_message(asked))
    with pytest.raises(NotFound, match="no projection"):
        projection_view(asked)


def test_too_little_history_is_said_and_no_number(
    selling: SqlStore, workspace: Workspace, team: dict[str, Person]
) -> None:
    """Max's only seller has won one deal: a sentence, never a zero."""
    project_due(selling, workspace.id, NOW)
    asked = forecast(selling, Actor(workspace.id, team["Max"]), NOW)
    assert isinstance(asked.projected, TooLittle)
    assert "There is no projection for 2026-Q4" in shown(forecast_message(asked))
    with selling.reading(workspace.id) as tx:
        plain = as_plain(tx, asked, NOW, NOW)
    assert plain["projection"] == {"reason": asked.projected.reason}


def test_what_was_shown_stays_what_was_shown(selling: SqlStore, workspace: Workspace, team: dict[str, Person]) -> None:
    """What is won, changed or deleted later changes no projection of an earlier day, kept or made again."""
    mia = team["Mia"]
    project_due(selling, workspace.id, NOW)
    before = made(selling, workspace, mia)
    late = sold(selling, workspace, team["Dana"], date(2026, 11, 18), 900_000, taking=timedelta(0))
    with selling.writing(workspace.id) as tx:
        old = tx.deals.get(late - 5)
        assert old is not None
        at = NOW + timedelta(hours=1)
        entry = tx.entries.add(Entry(by=mia.id, at=at, via=Via.COMMAND))
        wishes: dict[Field, Value] = {Field.AMOUNT: Money(77_700_000), Field.OWNER: team["Kim"].id}
        tx.deals.save(revised(old, wishes, entry, tx.process, today=at.date()), entry)
    asked_late = forecast(selling, Actor(workspace.id, mia), NOW + timedelta(hours=9))
    assert isinstance(asked_late.projected, Projection)
    assert asked_late.projected.forecast == asked_late.projected.low == asked_late.report.line.rolled.closed
    evening = shown(forecast_message(asked_late))
    assert "Today's wins have passed what was expected this morning." in evening
    later = NOW + timedelta(days=2)
    with selling.reading(workspace.id) as tx:
        again = histories(tx, NOW.date(), later).project(mia, QUARTER)
        asked = work_out(tx, report_for(tx, mia, later, as_of=NOW).report, later)
    assert before == again == asked


def test_another_currency_forgets_what_was_kept(
    selling: SqlStore, workspace: Workspace, team: dict[str, Person]
) -> None:
    """Dollars are not shown to a team that counts in euros from this morning on."""
    project_due(selling, workspace.id, NOW)
    with selling.writing(workspace.id) as tx:
        tx.save_workspace(replace(tx.workspace, currency="EUR"), None)
    assert made(selling, workspace, team["Mia"]) is None


def test_a_period_nobody_asked_about_is_made_after_the_answer(
    selling: SqlStore, workspace: Workspace, team: dict[str, Person]
) -> None:
    """The month's projection is announced, made meanwhile, and there the next time; for what is over none is made."""
    mia = Actor(workspace.id, team["Mia"])
    first = forecast(selling, mia, NOW, period="this month")
    assert first.awaits_projection
    assert "is being made" in shown(forecast_message(first))
    project_now(selling, workspace.id, mia.person.id, first.report.period, NOW)
    then = forecast(selling, mia, NOW, period="this month")
    assert not then.awaits_projection
    assert isinstance(then.projected, Projection)
    for period in ("last quarter", "next quarter"):
        other = forecast(selling, mia, NOW, period=period)
        assert (other.projected, other.awaits_projection) == (None, False)


def test_amounts_in_other_currencies_are_converted(
    selling: SqlStore, workspace: Workspace, team: dict[str, Person]
) -> None:
    """A currency without a rate adds a deal and no amount; nothing breaks."""
    sold(selling, workspace, team["Dana"], date(2026, 11, 3), 1_000, "GBP")
    with selling.reading(workspace.id) as tx:
        read = histories(tx, NOW.date(), NOW)
    [amount] = [row[3] for row in read.rows[team["Dana"].id] if row[1] == date(2026, 11, 3).toordinal()]
    assert amount == 0
    assert isinstance(read.project(team["Mia"], QUARTER), Projection)
