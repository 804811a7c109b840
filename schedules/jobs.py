"""The jobs: plan what is due, deal with what was heard and not answered, send, keep watch. Each is a few lines around a
use case; nothing here knows Slack or SQL."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from sales.usecases.hearing import forget_heard, left_behind
from sales.usecases.learning import forget_sentences
from sales.usecases.ports import Heard, Outbox, Store
from sales.usecases.reminded import keep_true, newest_entry
from sales.usecases.scheduling import plan
from sales.workspace import Workspace
from schedules.table import Job, JobInEach

log = logging.getLogger(__name__)
MOST_A_BEAT = 200
"""How much of what was heard and not answered a workspace's turn takes up; the rest waits for the next beat."""

SweepInbox = Callable[[Workspace, list[Heard]], object]


def jobs(
    store: Store,
    outbox: Outbox,
    *,
    send_due: Callable[[], int],
    sweep: SweepInbox,
    passing: Callable[[str], None],
    name: str = "",
    project: Callable[[int, datetime], object] = lambda workspace_id, now: None,
) -> tuple[Job | JobInEach, ...]:
    """All jobs, in the order in which a beat runs them. `passing` names the point between planning and sending;
    `name` is this
    process's, for what it has leased; `project` sees to a workspace's projections, and takes its time elsewhere."""

    def plan_one(workspace: Workspace, now: datetime) -> None:
        if plan(store, workspace.id, now):
            passing("slot.committed")

    def project_one(workspace: Workspace, now: datetime) -> None:
        project(workspace.id, now)

    def sweep_one(workspace: Workspace, now: datetime) -> None:
        left = left_behind(store, workspace.id, now, MOST_A_BEAT, name)
        if left:
            sweep(workspace, left)

    seen: dict[int, int] = {}

    def keep_reminders_true(workspace: Workspace, now: datetime) -> None:
        known = seen.get(workspace.id)
        after = newest_entry(store, workspace.id) if known is None else keep_true(store, workspace.id, known, now)
        seen[workspace.id] = after

    def forget_in_one(workspace: Workspace, now: datetime) -> None:
        forget_sentences(store, workspace.id, now)
        forget_heard(store, workspace.id, now)

    def watch(now: datetime) -> None:
        overdue = outbox.overdue(now)
        if overdue:
            log.warning("%d messages are overdue", overdue)

    return (
        JobInEach("plan", store.workspaces, plan_one),
        JobInEach("inbox", store.workspaces, sweep_one),
        JobInEach("reminders", store.workspaces, keep_reminders_true),
        JobInEach("project", store.workspaces, project_one),
        Job("send", lambda now: send_due()),
        Job("watch", watch, every=timedelta(minutes=1)),
        JobInEach("forget", store.workspaces, forget_in_one, every=timedelta(days=1)),
    )
