"""Advancing a deal with its exit criteria in view: what is passed, what is missing, and the soft gate."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sales.activity import BuyingRole
from sales.deal import Deal, Entry, Field, Value, Via
from sales.errors import Invalid
from sales.process import ExitCriterion, Process, Requirement, Stage
from sales.usecases.actors import Actor, deal_to_change
from sales.usecases.changing import Saved, Wish, carry_out, entry_for, still_missing
from sales.usecases.customers import NewContact
from sales.usecases.ports import Store, Tx


@dataclass(frozen=True, slots=True, kw_only=True)
class Advance:
    """A move that is being considered. `criteria` are those of all stages left behind, with keys "stage.key", and
    whether they are met; `missing` is what the stage to be entered requires."""

    deal: Deal
    leaving: Stage
    entering: Stage
    process: Process
    criteria: tuple[tuple[ExitCriterion, bool], ...]
    missing: tuple[Requirement, ...]
    came_from: str

    @property
    def goes_back(self) -> bool:
        """Whether the stage to be entered comes before the one left: a fact of its own, for which nothing is asked."""
        return self.process.goes_back(self.leaving, self.entering)


def consider(store: Store, actor: Actor, deal_id: int, stage: str = "", came_from: str = "") -> Advance:
    """What advancing to `stage` (the next one, if none is given) would mean. With `came_from`, a stage the deal has
    already left by a sentence, the criteria passed over then are shown."""
    with store.reading(actor.workspace_id) as tx:
        deal = deal_to_change(tx, actor, deal_id)
        process = tx.process
        present = process.stage(deal.stage)
        leaving = process.stage(came_from) if came_from else present
        entering = process.stage(stage) if stage else (present if came_from else process.after(present))
        return _advance(tx, deal, leaving, entering, came_from)


def _advance(tx: Tx, deal: Deal, leaving: Stage, entering: Stage, came_from: str) -> Advance:
    ticked = tx.activities.ticked(deal.id)
    return Advance(
        deal=deal,
        leaving=leaving,
        entering=entering,
        process=tx.process,
        criteria=tuple(
            (ExitCriterion(f"{stage.key}.{c.key}", c.text, c.evidence), f"{stage.key}.{c.key}" in ticked)
            for stage in tx.process.left_behind(leaving, entering)
            for c in stage.exit_criteria
        ),
        missing=() if tx.process.goes_back(leaving, entering) else still_missing(tx, deal, entering.key),
        came_from=came_from,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class AdvanceForm:
    """The filled-in form. `ticks` are the criteria ticked, with their evidence; `fields` what was missing."""

    deal_id: int
    version: int
    stage: str
    ticks: Mapping[str, str]
    fields: Mapping[Field, Value]
    decision_maker: str
    reason: str
    came_from: str


def advance(store: Store, actor: Actor, form: AdvanceForm, entry: Entry) -> Saved:
    """Moves the deal and saves the ticks and facts with it, as `entry`.

    The gate is soft: with exit criteria open or facts missing it takes a reason, which the deal's history and so the
    manager shows. Raises `Invalid` at "reason" where there is none."""
    with store.writing(actor.workspace_id) as tx:
        deal = deal_to_change(tx, actor, form.deal_id)
        leaving = tx.process.stage(form.came_from or deal.stage)
        wanted = _advance(tx, deal, leaving, tx.process.stage(form.stage), form.came_from)
        left_open = _left_open(wanted, form)
        if left_open and not form.reason.strip():
            still = "; ".join(left_open)
            raise Invalid(f"Still open: {still}. Tick or fill in what is so, or say why you move on.", field="reason")
        contacts = (
            (NewContact(name=form.decision_maker, role=BuyingRole.DECISION_MAKER),) if form.decision_maker else ()
        )
        wish = Wish(
            deal_id=deal.id,
            fields={**form.fields, Field.STAGE: form.stage},
            contacts=contacts,
            ticks=form.ticks,
            reason=form.reason.strip(),
            version=form.version or None,
        )
        return carry_out(tx, actor, [wish], entry, entry.at)


def _left_open(wanted: Advance, form: AdvanceForm) -> list[str]:
    given = {Requirement(field.value) for field in form.fields if field.value in {r.value for r in Requirement}}
    if form.decision_maker:
        given.add(Requirement.DECISION_MAKER)
    open_ones = [c.text for c, met in wanted.criteria if not met and c.key not in form.ticks]
    return open_ones + [requirement.words for requirement in wanted.missing if requirement not in given]


def change(
    store: Store, actor: Actor, wish: Wish, via: Via, now: datetime, *, text: str = "", entry: Entry | None = None
) -> Saved:
    """Carries out one wish in a transaction of its own: what a form or a button asks for."""
    with store.writing(actor.workspace_id) as tx:
        return carry_out(tx, actor, [wish], entry or entry_for(actor, now, via, text=text), now)


def reopen(store: Store, actor: Actor, deal_id: int, via: Via, now: datetime) -> Saved:
    """Puts a closed deal back into the open stage it was closed from; the first one where nobody knows."""
    with store.writing(actor.workspace_id) as tx:
        deal = deal_to_change(tx, actor, deal_id)
        if deal.is_open:
            raise Invalid(f"{deal.name} is open already.")
        fields: dict[Field, Value] = {Field.STAGE: stage_before(tx, deal).key}
        return carry_out(tx, actor, [Wish(deal_id=deal.id, fields=fields)], entry_for(actor, now, via), now)


def stage_before(tx: Tx, deal: Deal) -> Stage:
    """The open stage that a closed deal was closed from; the first one where nobody knows."""
    known = tx.process.by_key
    left = [c.old for c in tx.deals.history(deal.id) if c.field is Field.STAGE and c.new == deal.stage]
    stage = known[left[-1]] if left and left[-1] in known else tx.process.first
    return stage if stage.is_open else tx.process.first
