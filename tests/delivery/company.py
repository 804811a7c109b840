"""A small company in which work goes on while its bot is killed and started again, and what must be true of it then:
everything that was said, saved and due, exactly once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from bot.main.demo.command import manifest
from sales.deal import Deal, Entry, Field, Via, write_value
from sales.money import Money
from sales.people import Person, Role
from sales.process import Outcome
from sales.revising import opened
from sales.usecases.celebrating import WIN
from sales.usecases.hearing import ANSWER, REPLY
from sales.usecases.scheduling import DIGEST, NUDGE
from sales.workspace import Schedule, ScheduleKind, Workspace
from sandbox.person import Person as Somebody
from sandbox.server import Sandbox
from storage.engine import create_store
from storage.process_file import load_process
from storage.sql import SqlStore, SqlTx
from tests.databases import up_to_date

TUESDAY = date(2027, 3, 2)
TEAM_ID, WINS, ROOM = "T0CRASH", "C0WINS", "C0ROOM"
RETRIES = (0.2, 0.4, 0.8, 1.5, 3.0, 6.0)
"""Slack repeats what was not acknowledged for minutes; here for as many seconds, in the same spirit."""
ROOM_DEAL = "Globex"
NAMES = ["Initech", "Umbrella", "Hooli", "Vandelay", "Wonka", "Tyrell", "Cyberdyne", "Soylent", "Oceanic", "Dunder"]
STATEMENTS = "called {deal}, now {amount}k"


@dataclass
class Company:
    """Dana and Rui sell, Mia leads them; all are in UTC. Everything is due again each working day: Dana and Rui have
    deals past their close date, Mia gets a digest on Mondays and is reminded of her call on the day it is due."""

    store: SqlStore
    sandbox: Sandbox
    url: str
    workspace: Workspace
    deals: dict[str, int]
    people: dict[str, int]
    said: list[tuple[str, str, str, int]] = field(default_factory=list)
    """(channel, ts, deal, amount) of every statement; amount 0 where a win was claimed."""
    typed: list[tuple[str, int, bool]] = field(default_factory=list)
    """(deal, amount, acknowledged) of every statement that was typed as a command."""
    days: list[date] = field(default_factory=list)
    amounts: int = 100

    def environment(self, now: datetime, fault: str = "") -> dict[str, str]:
        """What leads a bot process here, beginning at `now`, to die at `fault`."""
        return {
            **self.sandbox.environment(),
            "FIREBREAK_DATABASE_URL": self.url,
            "FIREBREAK_BEAT_SECONDS": "1",
            "FIREBREAK_LOOK_PAUSE": "0.1",
            "FIREBREAK_CLOCK_START": now.isoformat(),
            "FIREBREAK_FAULT": fault,
        }

    def begin(self, day: date, at: time = time(9, 0, 5)) -> datetime:
        """Moves Slack's clock to that day; from now on its nudges (and on Mondays the digest) are expected."""
        now = datetime.combine(day, at, UTC)
        self.sandbox.clock.set(now)
        if day not in self.days:
            self.days.append(day)
        return now

    def later(self, minutes: int) -> datetime:
        return self.sandbox.clock.advance(timedelta(minutes=minutes))

    def somebody(self, name: str) -> Somebody:
        return self.sandbox.person(f"U0{name.upper()}")

    def states(self, who: Somebody, channel: str, deal: str, text: str = STATEMENTS) -> None:
        """Somebody says what a deal is worth now: an activity and a change, in one sentence."""
        self.amounts += 1
        ts = who.say(channel, text.format(deal=deal, amount=self.amounts))
        self.said.append((channel, ts, deal, self.amounts))

    def types(self, who: Somebody, channel: str, deal: str) -> None:
        """Somebody types the same as a command, once: also where Slack shows that it failed."""
        self.amounts += 1
        answer = who.command(channel, "/log " + STATEMENTS.format(deal=deal, amount=self.amounts))
        self.typed.append((deal, self.amounts, bool(answer["ok"])))

    def claims_win(self, who: Somebody, channel: str, deal: str) -> None:
        """Somebody says that a deal was won, which is asked back before it is saved."""
        self.said.append((channel, who.say(channel, f"we won {deal}"), deal, 0))

    def confirms_wins(self, who: Somebody, channel: str) -> None:
        """Somebody clicks Yes under every open question about a win. A click that nobody acknowledged may have been
        carried out or not, and is shown as failed; whoever sees that clicks again later."""
        for message in who.messages(channel):
            if str(message.get("text")).endswith(" as won?"):
                who.click(channel, message, "question.answer:0")

    @property
    def won(self) -> set[str]:
        """The deals whose win was saved. What matters is that each was saved once, and told once."""
        claimed = {deal for _, _, deal, amount in self.said if not amount}
        with self.store.reading(self.workspace.id) as tx:
            found = tx.deals.many([self.deals[deal] for deal in claimed])
        return {deal.name for deal in found.values() if deal.outcome is Outcome.WON}

    def expected(self) -> set[str]:
        """The key of every message that must have been posted by now, once."""
        keys = {f"{REPLY}/{channel}/{channel}:{ts}" for channel, ts, _, _ in self.said}
        for day in self.days:
            keys |= {f"{NUDGE}/{self.people[name]}/{day}" for name in ("Dana", "Rui")}
            if day.weekday() == 0:
                keys.add(f"{DIGEST}/{self.people['Mia']}/{day}")
            if day.weekday() == self.workspace.call_weekday:
                keys.add(f"{NUDGE}/{self.people['Mia']}/{day}")
        with self.store.reading(self.workspace.id) as tx:
            for deal in self.won:
                win = tx.win(self.deals[deal])
                keys.add(f"{WIN}/{WINS}/deal {self.deals[deal]} entry {win.entry_id if win else '?'}")
        return {f"{self.workspace.id}/{key}" for key in keys}

    def posted(self) -> Counter[str]:
        """How often each message with a delivery's key was posted, by Slack's own record."""
        found: Counter[str] = Counter()
        for call in self.sandbox.journal.calls("chat.postMessage"):
            metadata = call["args"].get("metadata")
            if call["ok"] and metadata:
                found[metadata["event_payload"]["delivery"]] += 1
        return found

    def wrong(self) -> list[str]:
        """What was lost, doubled, half-saved or is not settled: nothing, if all is well."""
        with self.store.reading(self.workspace.id) as tx:
            wrong = [*self._wrong_posts(), *self._wrong_words(tx), *self._wrong_commands(tx), *self._wrong_deals(tx)]
        if unsettled := self.store.outbox.overdue(self.sandbox.clock.now() + timedelta(days=3)):
            wrong.append(f"{unsettled} deliveries are not settled")
        return wrong

    def _wrong_posts(self) -> Iterator[str]:
        posted, expected = self.posted(), self.expected()
        yield from (f"not posted: {key}" for key in sorted(expected - posted.keys()))
        unasked = (key for key in posted.keys() - expected if f"/{ANSWER}/" not in key)  # seen twice rather than never
        yield from (f"posted unasked: {key}" for key in sorted(unasked))
        yield from (f"posted {count} times: {key}" for key, count in posted.items() if count > 1)

    def _wrong_words(self, tx: SqlTx) -> Iterator[str]:
        """Every statement made one entry, with its change and its activity both; a claim made one once confirmed."""
        for channel, ts, deal, amount in self.said:
            entry = tx.entries.of_message(channel, ts)
            if entry is None:
                yield from (f"not saved: {deal} {amount}",) if amount or deal in self.won else ()
                continue
            saved = (len(tx.entries.changes(entry.id)) > 0, len(tx.entries.activities(entry.id)))
            if saved != (True, 1 if amount else 0):
                yield f"half-saved: {deal} {amount}: {saved}"
            if not amount and deal not in self.won:
                yield f"saved without being confirmed: {deal} won"
        yield from (f"never dealt with: {heard.text}" for heard in tx.inbox.waiting(None, 1000))

    def _took(self, tx: SqlTx, deal: str, amount: int) -> bool:
        """Whether a command of that amount has changed the deal."""
        amounts = {change.new for change in tx.deals.history(self.deals[deal]) if change.field is Field.AMOUNT}
        return write_value(Money(amount * 100_000)) in amounts

    def _wrong_commands(self, tx: SqlTx) -> Iterator[str]:
        """Every command that Slack took was carried out and answered, at its own address or in the direct message; one
        that it shows as failed may have been, and is answered then, too."""
        answers = [str(entry["payload"]) for entry in self.sandbox.journal.entries(what="response_url")]
        answers += [str(call["args"]) for call in self.sandbox.journal.calls("chat.postMessage") if call["ok"]]
        for deal, amount, acknowledged in self.typed:
            took = self._took(tx, deal, amount)
            if acknowledged and not took:
                yield f"acknowledged and not carried out: {deal} {amount}"
            if took and not any(f"${amount},000" in answer for answer in answers):
                yield f"carried out and not answered: {deal} {amount}"

    def _wrong_deals(self, tx: SqlTx) -> Iterator[str]:
        """No amount was saved twice, nothing logged twice, nothing won twice."""
        statements = Counter(deal for _, _, deal, amount in self.said if amount)
        statements += Counter(deal for deal, amount, _ in self.typed if self._took(tx, deal, amount))
        for deal, deal_id in self.deals.items():
            history = tx.deals.history(deal_id)
            amounts = Counter(str(change.new) for change in history if change.field is Field.AMOUNT)
            yield from (f"saved {n} times: {deal} {amount}" for amount, n in amounts.items() if n > 1)
            logged = len(tx.activities.of_deal(deal_id, 10_000))
            if logged != statements[deal]:
                yield f"{deal}: {logged} activities for {statements[deal]} statements"
            won = sum(change.new == tx.process.won.key for change in history)
            if won != (deal in self.won):
                yield f"{deal} was won {won} times"


@contextmanager
def company(folder: Path, url: str = "") -> Iterator[Company]:
    """A company, its Slack, and its database: in `folder`, or at `url`, where all tables are and no rows."""
    url = url or up_to_date(folder / "firebreak.db")
    start = datetime.combine(TUESDAY, time(7), UTC)
    with closing(create_store(url)) as store:
        workspace, people, deals = _furnish(store, start)
        seed = _seed(start)
        with Sandbox(seed, manifest(), rate_limits=False, retry_delays=RETRIES) as sandbox:
            yield Company(store, sandbox, url, workspace, deals, people)


def _furnish(store: SqlStore, start: datetime) -> tuple[Workspace, dict[str, int], dict[str, int]]:
    process = load_process()
    workspace = store.add_workspace(
        Workspace(team_id=TEAM_ID, name="Crash & Sons", wins_channel=WINS, served_since=start), process
    )
    before = start - timedelta(days=20)
    with store.writing(workspace.id) as tx:
        mia = tx.people.save(Person(id=0, name="Mia Stone", role=Role.MANAGER, slack_id="U0MIA", admin=True))
        people = {"Mia": mia.id}
        for name in ("Dana Cole", "Rui Silva"):
            first = name.split()[0]
            person = Person(id=0, name=name, manager_id=mia.id, slack_id=f"U0{first.upper()}")
            people[first] = tx.people.save(person).id
        weekly = Schedule(person_id=mia.id, kind=ScheduleKind.DIGEST, at=time(8), weekdays=frozenset({0}))
        tx.people.save_schedule(weekly)
        deals: dict[str, int] = {}
        for number, name in enumerate((ROOM_DEAL, *NAMES)):
            owner = people["Rui" if number == 0 else "Dana"]
            entry = tx.entries.add(Entry(by=owner, at=before, via=Via.COMMAND))
            draft = Deal(
                name=name,
                owner_id=owner,
                stage="discovery",
                amount=Money(10_000_000 + number),
                close_date=TUESDAY - timedelta(days=3),
                created_at=before,
                stage_since=before,
                channel=ROOM if number == 0 else None,
            )
            deals[name] = tx.deals.add(opened(replace(draft), entry, process), entry).id
    return workspace, people, deals


def _seed(start: datetime) -> dict[str, Any]:
    users = [
        {"id": f"U0{name.upper()}", "name": name.lower(), "real_name": name, "email": f"{name}@crash.example"}
        for name in ("Mia", "Dana", "Rui")
    ]
    members = [*(user["id"] for user in users), "@bot"]
    return {
        "team": {"id": TEAM_ID, "name": "Crash & Sons", "domain": "crash"},
        "users": users,
        "channels": [
            {"id": WINS, "name": "wins", "members": members},
            {"id": ROOM, "name": "room", "members": members},
        ],
        "start": start.isoformat(),
    }
