"""Every Protocol that use cases need from outside: the clock and the store. A transaction belongs to one workspace and
sees nothing of any other."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Protocol

from sales.activity import Account, Activity, BuyingRole, Contact, CustomerChange
from sales.calls import Adjustment, Call
from sales.deal import Deal, DealChange, Entry, Revision
from sales.delivery import Delivery, DeliveryState
from sales.firedrill import Drill, DrillDeal, Effort, Look
from sales.forecast import Cell, Closing, DealSpan, PastCells
from sales.learning import Alias, KeptSentence
from sales.money import Money
from sales.people import Person, Team
from sales.period import Period
from sales.process import Outcome, Process, Requirement
from sales.projection.standing import DealRecord, Projected
from sales.uses import Use
from sales.workspace import Schedule, ScheduleKind, Workspace

CellKind = tuple[str, Outcome, str | None]
"""The stage, outcome and override that the deals of a cell share."""

if TYPE_CHECKING:
    from sales.filling.grid import Book
    from sales.filling.plan import SheetPlan


class Clock(Protocol):
    """The only source of *now*."""

    def now(self) -> datetime:
        """The present instant, aware, in UTC."""


@dataclass(frozen=True, slots=True)
class Audited:
    """A line of the audit: who did it (None: nobody in person), when."""

    by: int | None
    at: datetime


@dataclass(frozen=True, slots=True)
class DealName:
    """What is needed to recognise a deal by name."""

    id: int
    name: str
    account: str
    owner_id: int
    is_open: bool
    touched_at: datetime | None


@dataclass(frozen=True, slots=True)
class Win:
    """The story of a deal that was won, as its celebration tells it. `retracted` when the deal was reopened."""

    deal_id: int
    entry_id: int
    story: str = ""
    helpers: tuple[int, ...] = ()
    retracted: bool = False


@dataclass(frozen=True, slots=True)
class Heard:
    """Something that reached us and must not be lost: an event's text, written down before it is understood, and
    whether it named us, which the text no longer says."""

    key: str
    channel: str
    ts: str
    slack_user: str
    text: str
    thread_ts: str | None
    received_at: datetime
    done: bool = False
    mentioned: bool = False


class People(Protocol):
    def team(self) -> Team: ...
    def by_slack_id(self, slack_id: str) -> Person | None: ...
    def save(self, person: Person) -> Person:
        """Adds (id 0) or updates; returns it with its id."""

    def schedules(self, kind: ScheduleKind) -> Mapping[int, Schedule]:
        """The schedules that differ from the default, by person id."""

    def save_schedule(self, schedule: Schedule) -> None: ...
    def save_quota(self, person_id: int, period: Period, quota: Money) -> None: ...
    def quotas(self, period: Period) -> Mapping[int, Money]:
        """Quotas set for exactly this period, by person id; a year's quota is not spread over its quarters."""


class Deals(Protocol):
    def get(self, deal_id: int, *, even_deleted: bool = False) -> Deal | None:
        """The deal, unless there is none, it is deleted, or it belongs to another workspace."""

    def many(self, deal_ids: Collection[int]) -> dict[int, Deal]: ...
    def add(self, revision: Revision, entry: Entry) -> Deal:
        """Saves a new deal with its changes; returns it with its id, version 1."""

    def add_all(self, revisions: Sequence[tuple[Revision, Entry]]) -> list[int]:
        """Saves many new deals at once (imports) and returns their ids, in the same order. A change that names a saved
        entry of its own keeps it."""

    def save(self, revision: Revision, entry: Entry) -> Deal:
        """Saves a revision of a deal and its changes. Raises `DealChanged`, naming who, if its version is not the
        stored one."""

    def names(self, *, stamp: int | None = None) -> tuple[int, Sequence[DealName] | None]:
        """All deals' names with a stamp that grows whenever any name, account, owner or outcome changes; None
        instead of the names when `stamp` is still the present one. In a transaction that has changed them itself the
        stamp is below zero, and not to be kept."""

    def names_stamp(self) -> int:
        """The present stamp alone; aliases move it on as well."""

    def open_of(self, owner_ids: Collection[int]) -> list[Deal]:
        """The open deals of these owners, by close date (none last), then by id."""

    def open_owners(self) -> set[int]:
        """Everybody who has an open deal."""

    def ended(self, owner_ids: Collection[int], outcome: Outcome, period: Period | None, limit: int) -> list[Deal]:
        """Deals of these owners that were won, or lost, on a day of `period` (None: ever), the latest first."""

    def created(self, owner_ids: Collection[int], start: datetime, end: datetime, limit: int) -> list[Deal]:
        """Deals of these owners that were created in [start, end), the latest first."""

    def restless(
        self, touched_before: Mapping[str, datetime], today: date, required: Mapping[str, Collection[Requirement]]
    ) -> list[Deal]:
        """Every open deal that might need its owner: in a stage and last touched before that stage's instant, or never
        touched, or with a close date before `today`, or without a fact that its stage requires. A superset of the
        stalled ones, in one indexed query."""

    def history(self, deal_id: int) -> list[DealChange]:
        """All changes of the deal, oldest first."""

    def last_touch(self, deal_id: int) -> datetime | None:
        """The latest visible activity or touching change by a person that was not undone."""

    def with_decision_maker(self, account_ids: Collection[int]) -> set[int]:
        """Which of these accounts have a contact who is the decision maker."""

    def count_ignored(self, deal_ids: Collection[int]) -> None:
        """Adds one to how often each of these deals was reminded of in vain; no change and no new version."""

    def by_channel(self, channel: str) -> Deal | None:
        """The deal a channel is linked to."""

    def won_amounts(self, owner_id: int, *, besides: int = 0) -> list[Money | None]:
        """The amounts of all deals this person has won, oldest first, but for the deal `besides`."""

    def win_record(self, *, besides: int = 0) -> tuple[int, list[Money]]:
        """How many deals the workspace has won, and the largest amount per currency, but for the deal `besides`."""

    def sources(self) -> dict[str, Deal]:
        """Every deal that came from elsewhere, by external id (imports)."""


class Entries(Protocol):
    def add(self, entry: Entry) -> Entry: ...
    def add_all(self, entries: Sequence[Entry]) -> list[Entry]:
        """Saves many at once; returns them with their ids, in the same order."""

    def get(self, entry_id: int) -> Entry | None: ...
    def many(self, entry_ids: Collection[int]) -> dict[int, Entry]: ...
    def of_message(self, channel: str, ts: str) -> Entry | None:
        """The entry that a message made, if it made one."""

    def latest_by(
        self, person_id: int | None, channel: str | None = None, *, roots: Collection[str] = (), forms: bool = False
    ) -> Entry | None:
        """The latest entry of a person (None: of anybody) that was not undone and is no undo itself: in a channel (with
        what was entered in `forms`, which have none), in the conversations that begin with the messages `roots`."""

    def changes(self, entry_id: int) -> list[DealChange]: ...
    def activities(self, entry_id: int) -> list[Activity]: ...
    def mark_undone(self, entry_id: int, undone: bool = True) -> None:
        """Hides the entry's activities, or shows them again; its changes stay, being facts."""

    def correction_of(self, entry_id: int) -> Entry | None:
        """The correction that stands in the place of an entry, if there is one."""

    def void_of(self, deal_id: int) -> set[int]:
        """Of the entries that changed the deal, those that say nothing any more: undone ones, and undos."""


class Activities(Protocol):
    def add(self, activity: Activity, entry: Entry) -> Activity:
        """Saves it and touches its deal at `entry.at`, without a new version of the deal."""

    def add_all(self, activities: Sequence[Activity]) -> None:
        """Saves many at once, each under the saved entry it names, and touches no deal: whoever saves a past as a
        whole says when each deal was touched."""

    def of_deal(self, deal_id: int, limit: int = 20) -> list[Activity]:
        """The latest visible ones first."""

    def count_by_kind(
        self, person_ids: Collection[int], since: datetime, until: datetime | None = None
    ) -> dict[tuple[int, str], int]:
        """How many visible activities each person logged in [since, until), by person and kind."""

    def account(self, name: str) -> Account | None: ...
    def account_names(self) -> list[Account]: ...
    def save_account(self, account: Account) -> Account: ...
    def save_accounts(self, names: Collection[str]) -> dict[str, Account]:
        """Adds many at once; returns all of them, known before or not, by the names as they were given."""

    def contacts(self, account_id: int) -> list[Contact]: ...
    def with_contacts(self, account_ids: Collection[int]) -> set[int]:
        """Which of these accounts have a contact at all."""

    def contacts_called(self, name: str) -> list[tuple[Contact, Account]]:
        """The contacts whose name, or a word of it, is `name`; at most twenty, by name."""

    def save_contact(self, contact: Contact) -> Contact: ...
    def note_change(self, change: CustomerChange) -> None:
        """Writes down what an entry did to a customer, so that it can be undone."""

    def customer_changes(self, entry_id: int) -> list[CustomerChange]: ...
    def drop_contact(self, contact_id: int) -> None: ...
    def drop_account(self, account_id: int) -> bool:
        """Removes an account that has neither deals nor contacts; False for one that has."""

    def add_contacts(self, contacts: Sequence[Contact]) -> None: ...
    def set_buying_role(self, contact_id: int, role: BuyingRole) -> None: ...
    def tick(self, deal_id: int, criterion: str, evidence: str, entry: Entry) -> None:
        """Marks an exit criterion ("stage.key") of a deal as met."""

    def tick_all(self, ticks: Sequence[tuple[int, str, str, int]]) -> None:
        """The same for many: (deal id, criterion, evidence, id of a saved entry)."""

    def ticked(self, deal_id: int) -> dict[str, str]:
        """The exit criteria met, with their evidence."""

    def ticks_of(self, entry_id: int, deal_id: int) -> dict[str, str]:
        """The exit criteria of a deal that an entry ticked, with their evidence."""


class Forecasts(Protocol):
    def cells(self, period: Period | None, owner_ids: Collection[int] | None = None) -> list[Cell]:
        """The present sums of deals that count in `period` (None: all deals, whatever their date), for these owners or
        for all. One query."""

    def cells_at(
        self, period: Period | None, instants: Sequence[datetime], owner_ids: Collection[int] | None = None
    ) -> list[PastCells]:
        """The same as of instants in the past, in their order, rebuilt from the journal: four queries, and cost as much
        as has changed since the earliest."""

    def deals(
        self,
        period: Period,
        owner_ids: Collection[int] | None = None,
        limit: int = 1000,
        *,
        only_open: bool = False,
        kinds: Collection[CellKind] | None = None,
    ) -> list[Deal]:
        """Deals that count in the period, largest first; of these kinds, if any are given."""

    def closings(self, period: Period, owner_ids: Collection[int] | None = None) -> list[Closing]:
        """What was won in the period, summed per owner, day and currency; deals without an amount are left out."""

    def undated(self, owner_ids: Collection[int] | None = None) -> dict[int, int]:
        """How many open deals each owner has that have no close date and so count in no period."""

    def spans(self, start: datetime, end: datetime) -> list[DealSpan]:
        """Every deal that changed in (start, end], as it was at both instants. Cost follows the number of changes."""

    def changed_since(self, at: datetime) -> list[DealSpan]:
        """Every deal that changed after `at`, as it was then and as it is now: what deals as of `at` undo."""

    def journal(self, start: datetime, end: datetime, deal_ids: Collection[int] | None = None) -> Iterator[DealChange]:
        """The changes in (start, end], latest first: those of some thousand deals at most, or all. To be used up within
        the transaction."""


class Deliveries(Protocol):
    def enqueue(self, delivery: Delivery) -> Delivery | None:
        """Writes the row; None if its key is already there."""

    def enqueue_all(self, deliveries: Sequence[Delivery]) -> None:
        """Writes many rows at once, whose keys are known to be new."""

    def known(self, kind: str, slots: Collection[str]) -> set[tuple[str, str]]:
        """The (recipient, slot) pairs of that kind that have a row."""

    def with_slot(self, kind: str, slot: str) -> list[Delivery]:
        """The rows of that kind and slot, whoever they are for, oldest first."""

    def get(self, delivery_id: int) -> Delivery | None: ...
    def find(self, kind: str, recipient: str, slot: str) -> Delivery | None: ...
    def by_message(self, channel: str, ts: str) -> Delivery | None: ...
    def latest_sent(self, kind: str, recipient: str) -> Delivery | None: ...
    def sent_between(self, kind: str, after: datetime, until: datetime) -> list[Delivery]:
        """Everybody's of that kind that were due in (after, until] and sent, in order of due time."""

    def unsent(self, kinds: Collection[str], recipient: str, since: datetime) -> list[Delivery]:
        """What was due after that instant and was skipped, parked, failed, or may not have come; the latest first."""

    def save_payload(self, delivery_id: int, payload: Mapping[str, Any]) -> None: ...


class Drills(Protocol):
    def start(self, drill: Drill) -> Drill | None:
        """Saves a new one; None while another on the same subtree and period has not ended."""

    def get(self, drill_id: int) -> Drill | None: ...
    def hold(self, drill_id: int) -> Drill | None:
        """The same; nobody else joins it or calls it off until this transaction ends."""

    def running(self, subject_id: int, period: Period) -> Drill | None: ...
    def all_running(self) -> list[Drill]:
        """Those that have not ended."""

    def running_about(self, deal_ids: Collection[int]) -> list[Drill]:
        """Those that have not ended and have one of these deals among the doubtful ones."""

    def end(self, drill_id: int, at: datetime) -> None: ...
    def end_overdue(self, now: datetime) -> None:
        """Ends those whose deadline has passed."""

    def add_deals(self, drill_id: int, deals: Sequence[DrillDeal]) -> None: ...
    def deals(self, drill_id: int, owner_id: int | None = None) -> list[DrillDeal]:
        """All deals of the drill, or one owner's, by place."""

    def answer(self, deal_ids: Collection[int], answer: str) -> None:
        """Notes the answer in every drill that has not ended and has the deal among the doubtful ones."""

    def held(self, since: datetime) -> int:
        """How many were called since then and not called off."""

    def click(self, drill_id: int, person_id: int, at: datetime) -> None: ...
    def efforts(self, drill_id: int) -> list[Effort]: ...
    def looks(self, period: Period, owner_ids: Collection[int] | None, since: datetime) -> dict[int, Look]:
        """By id, the open deals of the period that somebody else changed after their owner last looked, or that were
        confirmed by them after `since`. One query."""


class Calls(Protocol):
    def add(self, call: Call) -> int:
        """Saves a new one and returns its id; older ones stay."""

    def counting(self, period: Period, until: datetime) -> dict[int, Call]:
        """Each person's call that counts for exactly this period, of those made by `until`, by person id."""

    def of_person(self, person_id: int) -> list[Call]:
        """All calls of a person, for any period, oldest first."""

    def adjust(self, adjustment: Adjustment) -> int: ...
    def adjustments(self, period: Period, until: datetime) -> list[Adjustment]:
        """Each manager's latest adjustment of each person for exactly this period, those taken back included."""


class Projections(Protocol):
    def records(self, at: datetime) -> Iterable[DealRecord]:
        """Every deal as it stood at `at`, but for those that ended more than five years before. What changed since
        costs extra; amounts are known from when somebody last said them, never from when a file was read."""

    def kept(self, period: Period, day: date, person_ids: Collection[int] | None) -> dict[int, Projected]:
        """The projections of exactly this period that were made for `day`, by person id. One query."""

    def keep(self, made: Sequence[Projected]) -> None:
        """Keeps them; one that is there already stays as it was shown."""


class Uses(Protocol):
    def note(self, use: Use) -> None:
        """Keeps it for 180 days, unless the same was noted within the last hour."""

    def since(self, at: datetime) -> list[Use]:
        """All after that instant, oldest first."""

    def updates(self, person_id: int, start: datetime, end: datetime) -> int:
        """How many entries of the person changed deals in (start, end]."""


class Outbox(Protocol):
    """The sender's side of deliveries, across all workspaces; every method is a transaction of its own."""

    def claim(
        self, now: datetime, lease_until: datetime, *, only: int | None = None, limit: int = 50
    ) -> list[Delivery]:
        """Takes pending rows that are due, and sending rows whose lease has run out (`attempts` > 1 tells), with a
        new fence and lease, in order of due time. Nobody else gets them before the lease ends."""

    def mark(
        self,
        delivery: Delivery,
        state: DeliveryState,
        *,
        channel: str | None = None,
        ts: str | None = None,
        error: str | None = None,
        due_at: datetime | None = None,
    ) -> bool:
        """Ends the claim; False if the fence has moved on and the mark is no longer ours to make."""

    def overdue(self, now: datetime) -> int:
        """How many deliveries are due for more than three minutes and neither sent nor settled."""


class Inbox(Protocol):
    def note(self, heard: Heard) -> Heard:
        """Writes it down unless its key or (channel, ts) is there; returns what stands there now."""

    def get(self, key: str) -> Heard | None: ...
    def done(self, key: str) -> None: ...
    def first_time(self, key: str, at: datetime) -> bool:
        """True once per key: guards against a second submission of the same form."""

    def forget(self, before: datetime) -> int:
        """Deletes what was heard before that instant and dealt with, and keys seen before it; returns how many messages
        that were. What still waits stays."""

    def waiting(self, before: datetime, limit: int) -> list[Heard]:
        """What was heard before that instant and never dealt with: the oldest, `limit` at most."""


class Learning(Protocol):
    def keep(self, sentence: KeptSentence) -> None: ...
    def kept(self, limit: int = 50) -> list[KeptSentence]:
        """The sentences that are kept, the latest first."""

    def forget(self, before: datetime) -> int:
        """Deletes the sentences kept before that instant; returns how many."""

    def aliases(self) -> list[Alias]: ...
    def teach(self, alias: Alias) -> None:
        """Keeps an alias; words taught before for the same kind mean the new thing."""

    def unteach(self, alias_id: int) -> None: ...


class Spreadsheets(Protocol):
    """Files that other people made. Both raise `Invalid` with a sentence for what cannot or must not be opened."""

    def read(self, name: str, content: bytes) -> Book: ...
    def write(self, name: str, content: bytes, plans: tuple[SheetPlan, ...]) -> bytes:
        """The file with the plans carried out, and nothing else changed."""


class Tx(Protocol):
    """One transaction in one workspace."""

    @property
    def workspace(self) -> Workspace: ...
    @property
    def process(self) -> Process: ...
    @property
    def people(self) -> People: ...
    @property
    def deals(self) -> Deals: ...
    @property
    def entries(self) -> Entries: ...
    @property
    def activities(self) -> Activities: ...
    @property
    def forecasts(self) -> Forecasts: ...
    @property
    def deliveries(self) -> Deliveries: ...
    @property
    def inbox(self) -> Inbox: ...
    @property
    def drills(self) -> Drills: ...
    @property
    def calls(self) -> Calls: ...
    @property
    def projections(self) -> Projections: ...
    @property
    def uses(self) -> Uses: ...
    @property
    def learning(self) -> Learning: ...
    def save_workspace(self, workspace: Workspace, by: int | None) -> None: ...
    def save_process(self, process: Process, by: int | None) -> Process:
        """Keeps it as a new version, which holds from now on."""

    def win(self, deal_id: int) -> Win | None: ...
    def save_win(self, win: Win) -> None: ...
    def audit(self, what: str, detail: str, by: int | None, at: datetime) -> None:
        """Appends to the record of who changed what that is not a deal."""

    def last_audited(self, what: str) -> Audited | None:
        """When that was last changed, and by whom."""


class Store(Protocol):
    def reading(self, workspace_id: int) -> AbstractContextManager[Tx]:
        """A consistent view; writing in it is an error."""

    def writing(self, workspace_id: int) -> AbstractContextManager[Tx]:
        """Commits at the end, or rolls everything back on any exception."""

    def workspaces(self) -> Iterable[Workspace]: ...
    def workspace_of(self, enterprise_id: str, team_id: str) -> Workspace | None: ...
    def add_workspace(self, workspace: Workspace, process: Process) -> Workspace: ...
