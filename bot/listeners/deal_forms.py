"""What becomes of the forms about one deal when they are submitted; `fixing` opens them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.blocks.advance import CRITERIA, EVIDENCE
from bot.blocks.firedrill_ask import ask_message
from bot.blocks.nudge import nudge_message
from bot.bot import Bot
from bot.ids import View
from bot.listeners import saying
from bot.origins import origin_of
from bot.payloads import Submission, number
from bot.responses import Done, EditMessage, Responses, Say
from sales.activity import BuyingRole
from sales.deal import Entry, Field, Value, Via
from sales.errors import Invalid
from sales.process import ForecastCategory
from sales.usecases.actors import Actor
from sales.usecases.advancing import AdvanceForm, advance, change
from sales.usecases.cards import deal_to_fix, require_own_name
from sales.usecases.changing import Happening, Saved, Wish, entry_for
from sales.usecases.customers import NewContact
from sales.usecases.drill_views import see_ask
from sales.usecases.drilling import answered_by_form
from sales.usecases.form_input import day_to_come, typed_amount
from sales.usecases.nudging import tick_off
from sales.usecases.reassigning import owner_within_team
from sales.usecases.settings import workspace_and_process


def log_submitted(bot: Bot, actor: Actor, form: Submission) -> Responses:
    """Logs an activity, to the deal picked in the form or to the one it was opened for."""
    values = form.values
    deal_id = _picked_deal(form) or form.number("deal")
    happened = Happening(
        kind=values.text("kind"),
        happened_on=values.day("happened_on") or actor.today(bot.now),
        contact=values.text("contact"),
        note=values.text("note"),
    )
    wish = Wish(deal_id=deal_id, happenings=(happened,), fields=_next_step(bot, actor, form, deal_id))
    saved = saved_by_form(bot, actor, form, wish)
    return after_form(bot, actor, form, saved, "logged")


def saved_by_form(bot: Bot, actor: Actor, form: Submission, wish: Wish) -> Saved:
    """One wish of a form, carried out."""
    entry = entry_of(bot, actor, form)
    return change(bot.store, actor, wish, entry.via, entry.at, entry=entry)


def entry_of(bot: Bot, actor: Actor, form: Submission) -> Entry:
    """The entry of a form: of the message that the shortcut keeps, else of the conversation the form was opened in."""
    channel, ts = str(form.metadata.get("source_channel", "")), str(form.metadata.get("source_ts", ""))
    via = Via.NUDGE if form.metadata.get("nudge") else Via.MODAL
    if channel and ts:
        return entry_for(actor, bot.now, via, channel=channel, ts=ts)
    origin = origin_of(form)
    return replace(entry_for(actor, bot.now, via, channel=origin.channel), thread_ts=origin.thread_ts or None)


def _picked_deal(form: Submission) -> int:
    return number(form.values.text("deal") or 0)


def _next_step(bot: Bot, actor: Actor, form: Submission, deal_id: int) -> dict[Field, Value]:
    step, on = form.values.text("next_step"), form.values.day("next_step_on")
    _step_to_come(bot, actor, form, deal_id, on)
    fields: dict[Field, Value] = {Field.NEXT_STEP: step} if step else {}
    return fields | ({Field.NEXT_STEP_ON: on} if on else {})


def _step_to_come(bot: Bot, actor: Actor, form: Submission, deal_id: int, on: date | None) -> None:
    """Raises `Invalid` for a next step on a day that has passed. One that stands there already may stay, except where
    the form is about nothing else."""
    today = actor.today(bot.now)
    if on is None or on >= today:
        return
    stands = deal_id and deal_to_fix(bot.store, actor, deal_id, bot.now).deal.next_step_on == on
    if not stands or form.callback_id == View.NEXT_STEP:
        day_to_come(on, today, field="next_step_on")


def deal_submitted(bot: Bot, actor: Actor, form: Submission) -> Responses:
    """A new deal, or the edited facts of one: what was emptied is emptied. An open deal gets no day to close on that
    has passed, and goes to no other team unseen."""
    values, deal_id = form.values, form.number("deal")
    workspace, _ = workspace_and_process(bot.store, actor)
    deal = deal_to_fix(bot.store, actor, deal_id, bot.now).deal if deal_id else None
    if deal is None or (deal.is_open and deal.close_date != values.day("close_date")):
        day_to_come(values.day("close_date"), actor.today(bot.now))
    _step_to_come(bot, actor, form, deal_id, values.day("next_step_on"))
    if deal is not None:
        require_own_name(bot.store, actor, deal, values.text("name"))
    fields: dict[Field, Value] = {
        Field.NAME: values.text("name"),
        Field.AMOUNT: typed_amount(values.text("amount"), workspace),
        Field.CLOSE_DATE: values.day("close_date"),
        Field.NEXT_STEP: values.text("next_step"),
        Field.NEXT_STEP_ON: values.day("next_step_on"),
    }
    if values.has("source"):
        fields[Field.SOURCE] = values.text("source") or None
    if values.has("stage"):
        fields[Field.STAGE] = values.text("stage")
    if values.has("category"):
        call = values.text("category")
        fields[Field.CATEGORY] = None if call == "default" else ForecastCategory(call)
    if owner := values.text("owner"):
        fields[Field.OWNER] = owner_within_team(bot.store, actor, deal, number(owner))
    account = values.text("account") or ("" if deal_id else values.text("name"))
    version, decides = form.number("version") or None, values.text("decision_maker")
    contacts = (NewContact(name=decides, role=BuyingRole.DECISION_MAKER),) if decides else ()
    wish = Wish(deal_id=deal_id or None, fields=fields, account=account, contacts=contacts, version=version)
    saved = saved_by_form(bot, actor, form, wish)
    return (*after_form(bot, actor, form, saved, "edited"), *saying.carried_on(bot, actor, form, saved))


def advance_submitted(bot: Bot, actor: Actor, form: Submission) -> Responses:
    """Moves the deal, with ticked criteria, missing facts and the reason for going past the gate."""
    values, meta = form.values, form.metadata
    workspace, _ = workspace_and_process(bot.store, actor)
    fields: dict[Field, Value] = _next_step(bot, actor, form, form.number("deal"))
    if amount := typed_amount(values.text("amount"), workspace):
        fields[Field.AMOUNT] = amount
    if close_date := values.day("close_date"):
        fields[Field.CLOSE_DATE] = day_to_come(close_date, actor.today(bot.now))
    if source := values.text("source"):
        fields[Field.SOURCE] = source
    wanted = AdvanceForm(
        deal_id=form.number("deal"),
        version=form.number("version"),
        stage=values.text("stage"),
        ticks={key: values.text(f"{EVIDENCE}{key}") for key in values.picked_in(CRITERIA)},
        fields=fields,
        decision_maker=values.text("decision_maker"),
        reason=values.text("reason"),
        came_from=str(meta.get("came_from", "")),
    )
    return after_form(bot, actor, form, advance(bot.store, actor, wanted, entry_of(bot, actor, form)), "moved")


def fix_submitted(bot: Bot, actor: Actor, form: Submission) -> Responses:
    """The small forms: push, snooze, next step, hand over, lose."""
    values, deal_id = form.values, form.number("deal")
    fields: dict[Field, Value] = _next_step(bot, actor, form, deal_id)
    if values.has("close_date"):
        day = fields[Field.CLOSE_DATE] = values.day("close_date")
        if day is None:
            raise Invalid("Pick the new day.", field="close_date")
        day_to_come(day, actor.today(bot.now))
    if values.has("until"):
        fields[Field.SNOOZED_UNTIL] = values.day("until")
    if owner := values.text("owner"):
        fields[Field.OWNER] = number(owner)
    if values.has("lost_reason"):
        _, process = workspace_and_process(bot.store, actor)
        fields |= {Field.STAGE: process.lost.key, Field.LOST_REASON: values.text("lost_reason")}
        fields[Field.CLOSED_ON] = values.day("closed_on") or actor.today(bot.now)
    reason, version = values.text("reason") or values.text("note"), form.number("version") or None
    wish = Wish(deal_id=deal_id, fields=fields, reason=reason, version=version)
    saved = saved_by_form(bot, actor, form, wish)
    return after_form(bot, actor, form, saved, _WORDS.get(form.callback_id, "done"))


NOTHING_NEW = "Nothing has changed yet. Fill in what is missing, or close the form."

_WORDS = {
    "view.push": "close date moved",
    "view.snooze": "snoozed",
    "view.next_step": "next step set",
    "view.owner": "handed over",
    "view.lose": "closed as lost",
}


def after_form(bot: Bot, actor: Actor, form: Submission, saved: Saved, answer: str) -> Responses:
    """Where the result of a form is shown: in the nudge it came from, in the question it replaces, else where the form
    was opened."""
    bot.tell_others(saved)
    nudge, meta = form.number("nudge"), form.metadata
    channel, ts = str(meta.get("channel", "")), str(meta.get("ts", ""))
    if nudge:
        if saved.deals[0].untouched:
            raise Invalid(NOTHING_NEW, field="name")
        view = tick_off(bot.store, actor, nudge, saved.deals[0].after.id, answer, bot.now)
        return (Done(all_views=True), EditMessage(channel, ts, nudge_message(view)))
    if drill := form.number("drill"):
        answered_by_form(bot.store, actor, drill, saved.deals[0].after.id, answer, bot.now)
        bot.wake()
        return (Done(all_views=True), EditMessage(channel, ts, ask_message(see_ask(bot.store, actor, drill, bot.now))))
    if meta.get("key") and ts:
        return (Done(), EditMessage(channel, ts, saying.echo(bot, actor, saved)))
    return (Done(all_views=True), Say(saying.echo(bot, actor, saved)))


def told(bot: Bot, actor: Actor, saved: Saved) -> Responses:
    """The answer to a button that has saved something."""
    bot.tell_others(saved)
    return (Say(saying.echo(bot, actor, saved)),)
