"""The jobs of a beat: one that fails, or one workspace, stops no other."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sales.workspace import Workspace
from schedules.table import Job, JobInEach, Table

NOW = datetime(2027, 3, 2, 9, tzinfo=UTC)


def test_one_job_that_fails_stops_no_other() -> None:
    """It is tried again at the next beat; a job with an interval waits for it only after it has succeeded."""
    ran: list[str] = []

    def failing(now: datetime) -> None:
        ran.append("failing")
        raise RuntimeError

    table = Table([Job("failing", failing, every=timedelta(hours=1)), Job("other", lambda now: ran.append("other"))])
    assert table.beat(NOW) == ["failing"]
    assert table.beat(NOW + timedelta(seconds=30)) == ["failing"]
    assert ran == ["failing", "other"] * 2


def test_one_workspace_that_fails_stops_no_other() -> None:
    """What fails in one of three is done in the other two, at every beat, and only that one is tried again before its
    time. Which one it is, is said."""
    ran: list[int] = []
    spaces = [Workspace(id=number, team_id=f"T{number}", name="") for number in (1, 2, 3)]

    def plan_one(workspace: Workspace, now: datetime) -> None:
        ran.append(workspace.id)
        if workspace.id == 2:
            raise TimeoutError

    table = Table([JobInEach("plan", lambda: spaces, plan_one, every=timedelta(hours=1))])
    assert table.beat(NOW) == ["plan in workspace 2"]
    assert table.failing == {"plan in workspace 2"}
    assert table.beat(NOW + timedelta(seconds=30)) == ["plan in workspace 2"]
    assert ran == [1, 2, 3, 2]


def test_workspaces_that_cannot_be_asked_for_stop_no_other_job() -> None:
    """The database is away for a moment: the beat goes on, and the job comes back with it."""
    ran: list[str] = []
    away: list[list[Workspace]] = []
    plan_each = JobInEach("plan", lambda: away[0], lambda workspace, now: ran.append(f"plan {workspace.id}"))
    table = Table([plan_each, Job("send", lambda now: ran.append("send"))])
    assert table.beat(NOW) == ["plan"]
    away.append([Workspace(id=7, team_id="T7", name="")])
    assert table.beat(NOW) == []
    assert ran == ["send", "plan 7", "send"]


def test_a_job_waits_for_its_interval() -> None:
    """The watch over overdue messages runs once a minute, however often the heart beats."""
    ran: list[datetime] = []
    table = Table([Job("watch", ran.append, every=timedelta(minutes=1))])
    for seconds in range(0, 180, 20):
        table.beat(NOW + timedelta(seconds=seconds))
    assert ran == [NOW, NOW + timedelta(minutes=1), NOW + timedelta(minutes=2)]
