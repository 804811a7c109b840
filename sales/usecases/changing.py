"""The one way in which deals change: wishes become revisions, activities, contacts and ticks under one entry, in the
caller's transaction; what others are to hear of it (a win, a deal handed over) is enqueued with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from operator import attrgetter

from sales.activity import Account, Activity, Contact, checked_happened_on
from sales.deal import Deal, Entry, Field, Value, Via, value_of
from sales.errors import DealChanged, Invalid, NotAllowed
from sales.money import Money
from sales.process import ExitCriterion, ForecastCategory, Outcome, Requirement
from sales.revising import opened, revised
from sales.stalls import missing_facts
from sales.usecases import celebrating
from sales.usecases.actors import Actor, deal_to_change
from sales.usecases.customers import AccountWish, NewContact, SavedAccount, save_account, save_contact
from sales.usecases.drill_progress import show_moved
from sales.usecases.ports import Tx
from sales.usecases.reassigning import tell_new_owner


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """An activity to be logged."""

    kind: str
    happened_on: date
    contact: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What somebody wants done to one deal: an existing one by id, or a new one (`deal_id` None, with a NAME or an
    `account`). `version` is the version the wish was made upon, where it was shown to the person. `ticks` are exit
    criteria ("stage.key") with their evidence. `reason` says why, for a push or for criteria that were passed over."""

    deal_id: int | None = None
    fields: Mapping[Field, Value] = field(default_factory=dict)
    account: str = ""
    happenings: tuple[Happening, ...] = ()
    contacts: tuple[NewContact, ...] = ()
    ticks: Mapping[str, str] = field(default_factory=dict)
    reason: str = ""
    version: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedDeal:
    """What happened to one deal: `before` is None for a new one. `open_criteria` are the exit criteria that the move
    passed over; `missing` is what the stage it is in now requires; `already` what was said and was so before."""

    before: Deal | None
    after: Deal
    activities: tuple[Activity, ...] = ()
    contacts: tuple[Contact, ...] = ()
    open_criteria: tuple[ExitCriterion, ...] = ()
    missing: tuple[Requirement, ...] = ()
    already: tuple[Field, ...] = ()

    @property
    def changed(self) -> tuple[Field, ...]:
        """The fields whose value differs now."""
        before = self.before
        if before is None:
            return (Field.CREATED,)
        pairs = zip(_SHOWN, _shown(before), _shown(self.after), strict=True)
        return tuple(field for field, was, is_now in pairs if was != is_now)

    @property
    def nothing_new(self) -> bool:
        return self.before is not None and not (self.changed or self.activities or self.contacts)

    @property
    def untouched(self) -> bool:
        """Whether the deal is as it was in every way: not even looked at and found right."""
        return self.nothing_new and self.before == self.after


_SHOWN = {
    Field.NAME: "name",
    Field.ACCOUNT: "account_id",
    Field.OWNER: "owner_id",
    Field.AMOUNT: "amount",
    Field.CLOSE_DATE: "close_date",
    Field.STAGE: "stage",
    Field.CATEGORY: "category",
    Field.NEXT_STEP: "next_step",
    Field.NEXT_STEP_ON: "next_step_on",
    Field.SOURCE: "source",
    Field.SNOOZED_UNTIL: "snoozed_until",
    Field.LOST_REASON: "lost_reason",
}
_shown = attrgetter(*_SHOWN.values())


@dataclass(frozen=True, slots=True)
class Saved:
    """One entry and what it did."""

    entry: Entry
    deals: tuple[SavedDeal, ...]
    accounts: tuple[SavedAccount, ...] = ()


def carry_out(
    tx: Tx, actor: Actor, wishes: Sequence[Wish], entry: Entry, now: datetime, accounts: Sequence[AccountWish] = ()
) -> Saved:
    """Saves every wish under one new entry. Raises a `SalesError`, and then the caller's transaction saves nothing."""
    if len(wishes) > 1:
        tx.deals.hold({wish.deal_id for wish in wishes if wish.deal_id is not None})
    saved_entry = tx.entries.add(entry)
    deals = tuple(_fulfil(tx, actor, wish, saved_entry, now) for wish in wishes)
    customers = tuple(save_account(tx, actor, wish, saved_entry) for wish in accounts)
    show_moved(tx, {saved.after.id for saved in deals if saved.before is not None}, now)
    return Saved(saved_entry, deals, customers)


def _fulfil(tx: Tx, actor: Actor, wish: Wish, entry: Entry, now: datetime) -> SavedDeal:
    before = None if wish.deal_id is None else deal_to_change(tx, actor, wish.deal_id)
    if before is not None and wish.version is not None and wish.version != before.version:
        who = _last_by(tx, before)
        raise DealChanged(f"{who} changed {before.name} a moment ago, so nothing was saved. Have another look at it.")
    _require_owner_in_reach(tx, actor, wish)
    fields = {**wish.fields, **({Field.ACCOUNT: _account_id(tx, wish.account)} if wish.account else {})}
    if before is None:
        after = _add(tx, actor, fields, wish, entry)
    else:
        revision = revised(before, fields, entry, tx.process, today=actor.today(now), reason=wish.reason)
        after = tx.deals.save(revision, entry) if revision.changes else before
    activities = tuple(
        tx.activities.add(_activity(tx, happening, after, entry, actor.today(now)), entry)
        for happening in wish.happenings
    )
    contacts = tuple(_save_contact(tx, after, contact, entry) for contact in wish.contacts)
    for criterion, evidence in wish.ticks.items():
        tx.activities.tick(after.id, criterion, evidence, entry)
    if activities and entry.via.by_a_person and (after.touched_at is None or after.touched_at < entry.at):
        after = replace(after, touched_at=entry.at, ignored_nudges=0)  # as saving the activity did to the row
    _celebrate_or_retract(tx, before, after, entry)
    tell_new_owner(tx, before, after, entry)
    return SavedDeal(
        before=before,
        after=after,
        activities=activities,
        contacts=contacts,
        open_criteria=open_criteria(tx, before, after) if before else (),
        missing=still_missing(tx, after),
        already=_already(before, after, fields) if entry.text else (),
    )


def _already(before: Deal | None, after: Deal, fields: Mapping[Field, Value]) -> tuple[Field, ...]:
    """What was wished for and was so before; nothing for a new deal."""
    if before is None:
        return ()
    said = (field for field, value in fields.items() if field in _SHOWN and value not in (None, ""))
    return tuple(field for field in said if value_of(before, field) == value_of(after, field))


def _last_by(tx: Tx, deal: Deal) -> str:
    by = next((change.by for change in reversed(tx.deals.history(deal.id))), None)
    return tx.people.team()[by].name if by is not None else "Somebody"


def _add(tx: Tx, actor: Actor, fields: Mapping[Field, Value], wish: Wish, entry: Entry) -> Deal:
    stage = tx.process.stage(str(fields.get(Field.STAGE) or tx.process.first.key))
    if not stage.is_open:
        raise Invalid(f"A new deal starts in an open stage. Create it first, then mark it {stage.name.lower()}.")
    amount, category = fields.get(Field.AMOUNT), fields.get(Field.CATEGORY)
    close_date, next_step_on = fields.get(Field.CLOSE_DATE), fields.get(Field.NEXT_STEP_ON)
    account, owner = fields.get(Field.ACCOUNT), fields.get(Field.OWNER)
    source = fields.get(Field.SOURCE)
    draft = Deal(
        name=str(fields.get(Field.NAME) or wish.account),
        account_id=account if isinstance(account, int) else None,
        account=wish.account,
        owner_id=owner if isinstance(owner, int) else actor.person.id,
        stage=stage.key,
        amount=amount if isinstance(amount, Money) else None,
        close_date=close_date if isinstance(close_date, date) else None,
        category=category if isinstance(category, ForecastCategory) else None,
        next_step=str(fields.get(Field.NEXT_STEP) or ""),
        next_step_on=next_step_on if isinstance(next_step_on, date) else None,
        source=str(source) if source else None,
        created_at=entry.at,
        stage_since=entry.at,
    )
    return tx.deals.add(opened(draft, entry, tx.process), entry)


def _require_owner_in_reach(tx: Tx, actor: Actor, wish: Wish) -> None:
    """A deal may be handed to anybody of the team who is still there; a new one is one's own or of one's subtree."""
    owner_id = wish.fields.get(Field.OWNER)
    if owner_id is None:
        return
    team = tx.people.team()
    if not isinstance(owner_id, int) or owner_id not in team.by_id or not team[owner_id].active:
        raise Invalid("That person is not on the team.", field="owner")
    if wish.deal_id is None and owner_id not in team.changes_deals_of(actor.person):
        raise NotAllowed("You can create deals for yourself and for the people who report to you.")


def _account_id(tx: Tx, name: str) -> int:
    known = tx.activities.account(name)
    return (known or tx.activities.save_account(Account(name=name.strip()))).id


def _activity(tx: Tx, happening: Happening, deal: Deal, entry: Entry, today: date) -> Activity:
    tx.process.kind(happening.kind)
    if entry.by is None:
        raise NotAllowed("Only people log activities.")
    return Activity(
        kind=happening.kind,
        deal_id=deal.id,
        happened_on=checked_happened_on(happening.happened_on, today),
        logged_at=entry.at,
        by=entry.by,
        contact=happening.contact,
        note=happening.note,
        entry_id=entry.id,
    )


def _save_contact(tx: Tx, deal: Deal, contact: NewContact, entry: Entry) -> Contact:
    if deal.account_id is None:
        raise Invalid(f"{deal.name} has no account yet, so I cannot add a contact. Set its account first.")
    return save_contact(tx, deal.account_id, contact, entry)


def open_criteria(tx: Tx, before: Deal, after: Deal) -> tuple[ExitCriterion, ...]:
    """The exit criteria that moving from `before` to `after` passed over without a tick; their keys are "stage.key"."""
    if before.stage == after.stage:
        return ()
    ticked = tx.activities.ticked(after.id)
    passed = tx.process.left_behind(tx.process.stage(before.stage), tx.process.stage(after.stage))
    return tuple(
        replace(criterion, key=f"{stage.key}.{criterion.key}")
        for stage in passed
        for criterion in stage.exit_criteria
        if f"{stage.key}.{criterion.key}" not in ticked
    )


def still_missing(tx: Tx, deal: Deal, stage_key: str | None = None) -> tuple[Requirement, ...]:
    """What a stage (the deal's own, if none is given) requires that the deal does not have yet."""
    required = tx.process.stage(stage_key or deal.stage).required
    asks_for_people = Requirement.DECISION_MAKER in required and deal.account_id is not None
    decided = bool(asks_for_people and deal.account_id and tx.deals.with_decision_maker([deal.account_id]))
    return missing_facts(deal, required, decided)


def _celebrate_or_retract(tx: Tx, before: Deal | None, after: Deal, entry: Entry) -> None:
    was_won = before is not None and before.outcome is Outcome.WON
    if after.outcome is Outcome.WON and not was_won:
        celebrating.enqueue(tx, after, entry)
    elif after.outcome is Outcome.WON and before is not None and before.amount != after.amount:
        celebrating.retell(tx, after, entry)
    elif was_won and after.outcome is not Outcome.WON:
        celebrating.retract(tx, after.id, entry.at)


def entry_for(actor: Actor, now: datetime, via: Via, *, text: str = "", channel: str = "", ts: str = "") -> Entry:
    """An entry of the actor's, ready to be saved."""
    return Entry(by=actor.person.id, at=now, via=via, channel=channel or None, message_ts=ts or None, text=text[:4_000])
