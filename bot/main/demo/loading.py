"""Saves the demo's team into an empty workspace as if it had happened there. Knows ports, no storage."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.main.demo import words
from bot.main.demo.story import DemoDeal, Step
from bot.main.demo.team import DEAL_CHANNEL, DemoTeam
from sales.activity import Account, Activity, Contact
from sales.deal import Deal, DealChange, Entry, Field, Via
from sales.period import local_date
from sales.revising import Revision, opened, revised
from sales.usecases.ports import Store, Tx, Win


def load(store: Store, workspace_id: int, team: DemoTeam) -> None:
    """Saves the team into an empty workspace, all or nothing, in the order in which it happened: every entry at its own
    instant, so that forecasts as of any past day are what they would have been."""
    with store.writing(workspace_id) as tx:
        ids: dict[int, int] = {}
        for person in team.people:
            manager = ids[person.manager_id] if person.manager_id is not None else None
            ids[person.id] = tx.people.save(replace(person, id=0, manager_id=manager)).id
        for (person_id, period), quota in team.quotas.items():
            tx.people.save_quota(ids[person_id], period, quota)
        _Past(team, ids).save(tx)


class _Past:
    """All that happened, in the order in which it happened, gathered first and then saved at once."""

    def __init__(self, team: DemoTeam, ids: Mapping[int, int]) -> None:
        self.team, self.ids = team, ids
        steps = ((step, number) for number, deal in enumerate(team.deals) for step in deal.steps)
        self.steps = sorted(steps, key=lambda pair: (pair[0].at, pair[1]))
        self.deals: dict[int, Deal] = {}
        self.changes: dict[int, list[DealChange]] = {}

    def save(self, tx: Tx) -> None:
        """Saves every step as an entry of its own, with all that it changed, logged, ticked and told."""
        owners = [self.team.deals[number].owner for _, number in self.steps]
        entries = tx.entries.add_all(
            [
                Entry(by=self.ids[owner], at=step.at, via=Via.COMMAND, text=step.text)
                for owner, (step, _) in zip(owners, self.steps, strict=True)
            ]
        )
        accounts = self._accounts(tx)
        for entry, (step, number) in zip(entries, self.steps, strict=True):
            self._take(step, number, entry, accounts)
        order = list(self.deals)
        saved = tx.deals.add_all(
            [(Revision(self.deals[number], tuple(self.changes[number])), entries[0]) for number in order]
        )
        ids = dict(zip(order, saved, strict=True))
        tx.activities.add_all(
            [
                self._activity(step, number, entry, ids[number])
                for entry, (step, number) in zip(entries, self.steps, strict=True)
                if step.kind
            ]
        )
        told = [(entry, step, ids[number]) for entry, (step, number) in zip(entries, self.steps, strict=True)]
        tx.activities.tick_all([(deal, *tick, entry.id) for entry, step, deal in told for tick in step.ticks])
        for entry, step, deal in told:
            if step.story:
                tx.save_win(Win(deal_id=deal, entry_id=entry.id, story=step.story))

    def _accounts(self, tx: Tx) -> dict[str, Account]:
        """Every account, each with all the contacts that any of its deals has."""
        accounts = tx.activities.save_accounts(list(dict.fromkeys(deal.account for deal in self.team.deals)))
        contacts: dict[tuple[str, str], Contact] = {}
        for deal in self.team.deals:
            for contact in deal.contacts:
                email = f"{contact.first_name.lower()}@{_domain(deal.account)}"
                facts = {"name": contact.name, "title": contact.title, "email": email, "role": contact.role}
                known = Contact(account_id=accounts[deal.account].id, **facts)  # type: ignore[arg-type]
                contacts.setdefault((deal.account, contact.name), known)
        tx.activities.add_contacts(list(contacts.values()))
        return accounts

    def _take(self, step: Step, number: int, entry: Entry, accounts: Mapping[str, Account]) -> None:
        """Does to its deal what a step did."""
        told, process = self.team.deals[number], self.team.process
        if number not in self.deals:
            revision = opened(self._draft(told, step, accounts[told.account]), entry, process)
        else:
            today = local_date(step.at, self.team.people[told.owner - 1].timezone)
            revision = revised(self.deals[number], step.wishes, entry, process, today=today, reason=step.reason)
        deal = replace(revision.deal, touched_at=entry.at, ignored_nudges=0) if step.kind else revision.deal
        self.deals[number] = deal
        self.changes.setdefault(number, []).extend(revision.changes)

    def _activity(self, step: Step, number: int, entry: Entry, deal_id: int) -> Activity:
        owner = self.team.people[self.team.deals[number].owner - 1]
        return Activity(
            kind=step.kind,
            deal_id=deal_id,
            happened_on=local_date(step.at, owner.timezone),
            logged_at=step.at,
            by=self.ids[owner.id],
            contact=step.contact,
            note=step.text,
            entry_id=entry.id,
        )

    def _draft(self, told: DemoDeal, step: Step, account: Account) -> Deal:
        wishes = dict(step.wishes)
        return Deal(
            name=told.name,
            account_id=account.id,
            account=account.name,
            owner_id=self.ids[told.owner],
            stage=str(wishes.pop(Field.STAGE)),
            created_at=step.at,
            stage_since=step.at,
            channel=DEAL_CHANNEL if told.account == words.ACCOUNTS[0] else None,
            **{field.value: value for field, value in wishes.items()},  # type: ignore[arg-type]
        )


def _domain(account: str) -> str:
    return "".join(letter for letter in account.lower() if letter.isalnum()) + ".example"
