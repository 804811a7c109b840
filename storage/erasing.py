"""Forgetting a person who asks for it. Numbers stay, names go. Messages are forgotten by `storage.inbox`."""

from __future__ import annotations

from sqlalchemy import delete, func, select, update

from sales.errors import NotFound
from storage.sql import SqlStore
from storage.tables import AuditRow, InboxRow, PersonRow, ScheduleRow, SentenceRow, WinRow, WorkspaceRow


def erase_person(store: SqlStore, workspace_id: int, person_id: int) -> str:
    """Takes a person's name, e-mail, Slack id, days off, schedules and raw messages away, and their name out of stories
    and the audit; ends their access. Their deals, changes and numbers stay, under the name that is returned. What they
    wrote about customers stays with the deals. Doing it again changes nothing. Raises `NotFound`."""
    alias = f"Former colleague {person_id}"
    with store.database.writing() as connection:
        whose = (PersonRow.workspace_id == workspace_id, PersonRow.id == person_id)
        person = connection.execute(select(PersonRow.name, PersonRow.email, PersonRow.slack_id).where(*whose)).first()
        if person is None:
            raise NotFound("That person is not on the team.")
        connection.execute(
            update(PersonRow)
            .where(*whose)
            .values(name=alias, email=None, slack_id=None, days_off=[], active=False, admin=False)
        )
        connection.execute(
            update(WorkspaceRow)
            .where(WorkspaceRow.id == workspace_id)
            .values(names_stamp=WorkspaceRow.names_stamp + 1)  # nobody goes on knowing them by name
        )
        connection.execute(
            delete(ScheduleRow).where(ScheduleRow.workspace_id == workspace_id, ScheduleRow.person_id == person_id)
        )
        connection.execute(
            delete(SentenceRow).where(SentenceRow.workspace_id == workspace_id, SentenceRow.by == person_id)
        )
        if person.slack_id:
            theirs = (InboxRow.workspace_id == workspace_id, InboxRow.slack_user == person.slack_id)
            connection.execute(update(InboxRow).where(*theirs).values(text="", slack_user="", files=[], done=True))
        for said in filter(None, (person.email, person.name)):
            for table, column in ((AuditRow, AuditRow.detail), (WinRow, WinRow.story)):
                mentions = (table.workspace_id == workspace_id, column.contains(said, autoescape=True))
                connection.execute(
                    update(table).where(*mentions).values({column.key: func.replace(column, said, alias)})
                )
    return alias
