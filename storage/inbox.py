"""What reached us, written down before it is understood, and the keys of what happened once."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import and_, bindparam, delete, false, or_, select, update

from sales.usecases.ports import Heard
from storage.compiled import Compiled
from storage.convert import columns, heard_of
from storage.scope import Scope
from storage.statements import HERE
from storage.tables import InboxRow, OnceRow, plain

_INBOX = select(*InboxRow.__table__.columns)
_GET = Compiled(_INBOX.where(InboxRow.workspace_id == HERE, InboxRow.key == bindparam("which")))
_TABLE = plain(InboxRow)
_ROW = (_TABLE.c.workspace_id == HERE, _TABLE.c.key == bindparam("which"))
_DONE = Compiled(update(_TABLE).where(*_ROW).values(done=True, response_url=""))
_WAITS = Compiled(select(_TABLE.c.key).where(*_ROW, _TABLE.c.done == false()).with_for_update())
_FREE = or_(_TABLE.c.leased_until.is_(None), _TABLE.c.leased_until <= bindparam("now"))
_MINE_OR_FREE = or_(_TABLE.c.leased_by == bindparam("by_me"), _FREE)
_TAKEN = Compiled(
    update(_TABLE)
    .where(*_ROW, _TABLE.c.done == false(), _MINE_OR_FREE)
    .values(leased_by=bindparam("by"), leased_until=bindparam("until"))
)
_SEEN = Compiled(select(OnceRow.key).where(OnceRow.workspace_id == HERE, OnceRow.key == bindparam("which")))


class SqlInbox:
    """The port `Inbox`."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope

    def note(self, heard: Heard) -> Heard:
        """See the port. What has no `ts` (a slash command) is known by its key alone. Whoever typed waits for this, so
        what is as the table has it anyway is not written as JSON."""
        new = columns(heard) if heard.files else columns(heard, "files")
        if self._scope.add_unless_known(InboxRow, new):
            return heard
        same_message = and_(InboxRow.channel == heard.channel, InboxRow.ts == heard.ts, InboxRow.ts != "")
        row = self._scope.first(
            _INBOX.where(self._scope.here(InboxRow), or_(InboxRow.key == heard.key, same_message))
            .order_by(InboxRow.key != heard.key)
            .limit(1)
        )
        return heard_of(row) if row else heard

    def get(self, key: str) -> Heard | None:
        row = self._scope.ask_one(_GET, which=key)
        return heard_of(row) if row else None

    def before(self, heard: Heard) -> Heard | None:
        """See the port."""
        root = heard.thread_ts
        there = InboxRow.thread_ts.is_(None) if root is None else or_(InboxRow.thread_ts == root, InboxRow.ts == root)
        earlier = _INBOX.where(
            self._scope.here(InboxRow),
            InboxRow.channel == heard.channel,
            InboxRow.ts < heard.ts,
            InboxRow.ts != "",
            InboxRow.text != "",
            InboxRow.slack_user == heard.slack_user,
            there,
        )
        row = self._scope.first(earlier.order_by(InboxRow.ts.desc()).limit(1))
        return heard_of(row) if row else None

    def waits(self, key: str) -> bool:
        return self._scope.ask_one(_WAITS, which=key) is not None

    def take(self, key: str, by: str, now: datetime, until: datetime) -> bool:
        """See the port."""
        return self._scope.change(_TAKEN, {"which": key, "by": by, "by_me": by, "now": now, "until": until}) == 1

    def let_go(self, by: str, now: datetime) -> None:
        theirs = (InboxRow.leased_by == by, InboxRow.done == false())
        self._scope.execute(update(InboxRow).where(self._scope.here(InboxRow), *theirs).values(leased_until=now))

    def done(self, key: str) -> None:
        """The address for the answer goes: it is of no more use to anybody who should have it."""
        self._scope.change(_DONE, {"which": key})

    def seen(self, key: str) -> bool:
        return self._scope.ask_one(_SEEN, which=key) is not None

    def first_time(self, key: str, at: datetime) -> bool:
        return self._scope.add_unless_known(OnceRow, {"key": key, "at": at})

    def forget(self, before: datetime) -> int:
        """See the port."""
        self._scope.execute(delete(OnceRow).where(self._scope.here(OnceRow), OnceRow.at < before))
        heard = delete(InboxRow).where(self._scope.here(InboxRow), InboxRow.done, InboxRow.received_at < before)
        return int(self._scope.execute(heard).rowcount)

    def waiting(self, now: datetime | None, limit: int, by: str = "") -> list[Heard]:
        """See the port."""
        unanswered = _INBOX.where(self._scope.here(InboxRow), InboxRow.done == false())
        if now is not None:
            free = or_(InboxRow.leased_until.is_(None), InboxRow.leased_until <= now)
            unanswered = unanswered.where(or_(free, InboxRow.leased_by == by))
        oldest = unanswered.order_by(InboxRow.received_at, InboxRow.key).limit(limit)
        return [heard_of(row) for row in self._scope.rows(oldest)]
