"""Opens the form that fixes one thing about a deal, wherever it was asked for, and opens it anew where somebody else
has changed the deal meanwhile."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from bot.blocks import forms
from bot.blocks.advance import advance_view
from bot.blocks.changed_meanwhile import changed_meanwhile
from bot.blocks.forms import metadata
from bot.bot import Bot
from bot.ids import View
from bot.payloads import Submission
from bot.responses import Redraw, Responses
from sales.errors import ChangedMeanwhile, Invalid
from sales.period import day_words
from sales.process import Outcome, Requirement
from sales.usecases.actors import Actor
from sales.usecases.advancing import consider
from sales.usecases.cards import deal_to_fix
from sales.usecases.finding import Found
from sales.usecases.reassigning import colleagues, on_one_team
from sales.usecases.settings import workspace_and_process

OF_OPEN_DEALS = frozenset({"advance", "push", "snooze", "next", "win", "lose"})
"""What can be done to a deal only while it is open: a won one does not become a lost one by an old button."""


def fixing_view(
    bot: Bot, actor: Actor, verb: str, deal_id: int, nudge: int = 0, said: Found | None = None, **place: str
) -> forms.FormView:
    """The form that fixes one thing about a deal, wherever it was asked for, with what was `said` filled in. Raises
    `Invalid` for an unknown verb, for a deal that was closed since the button was shown, and a refusal at once, before
    anything is typed, to who may not change the deal."""
    shown = deal_to_fix(bot.store, actor, deal_id, bot.now)
    deal, process, today = shown.deal, shown.process, actor.today(bot.now)
    if not deal.is_open and verb in OF_OPEN_DEALS:
        closed = f" since {day_words(deal.closed_on)}" if deal.closed_on else ""
        again = f"If that no longer holds, reopen it first: /deal {deal.name}, then “Reopen”."
        raise Invalid(f"{deal.name} is {deal.outcome.value}{closed}. {again}")
    meta = metadata(deal=deal.id, version=deal.version, nudge=nudge, **place)
    if verb == "advance" and process.after(shown.stage).outcome is Outcome.WON:
        verb = "win"
    match verb:
        case "log":
            return forms.log_view(process, today, deal=deal, meta=meta)
        case "advance":
            return advance_view(consider(bot.store, actor, deal.id), meta)
        case "push":
            return forms.push_view(deal, meta)
        case "next":
            return forms.next_step_view(deal, today, meta)
        case "snooze":
            return forms.snooze_view(deal, today + timedelta(days=7), meta)
        case "lose":
            return forms.lose_view(deal, process, today, meta, said.reason if said else "", said.note if said else "")
        case "win":
            return forms.win_view(deal, today, meta, said.amount if said else None)
        case "notmine":
            others = [person for person in colleagues(bot.store, actor) if person.id != deal.owner_id]
            return forms.owner_view(deal, others, meta, on_one_team(bot.store, actor, others))
        case "edit":
            workspace, _ = workspace_and_process(bot.store, actor)
            everybody = colleagues(bot.store, actor)
            mine = on_one_team(bot.store, actor, everybody) | {deal.owner_id}
            people = [person for person in everybody if person.id in mine]
            undecided = Requirement.DECISION_MAKER in shown.missing
            return forms.deal_view(
                process, workspace.currency, deal=deal, people=people, undecided=undecided, meta=meta
            )
    raise Invalid("That button no longer works. Please open it again.")


def shown_anew(bot: Bot, actor: Actor, form: Submission, changed: ChangedMeanwhile) -> Responses:
    """The form again, about the deal as it stands now, with who has changed it. Raises `changed` where there is no such
    form any more: the deal is closed, or was not to be fixed but to be made."""
    verb, deal_id = _VERBS.get(form.callback_id), form.number("deal")
    if verb is None or not deal_id:
        raise changed
    card = deal_to_fix(bot.store, actor, deal_id, bot.now)
    if not card.deal.is_open and verb != "edit":
        raise changed
    place = {key: str(form.metadata[key]) for key in ("channel", "ts", "key", "drill") if key in form.metadata}
    view = fixing_view(bot, actor, verb, deal_id, form.number("nudge"), None, **place)
    return (Redraw(changed_meanwhile(view, card, changed.sentence, form.values.text("next_step"))),)


_VERBS: Mapping[str, str] = {
    View.DEAL: "edit",
    View.ADVANCE: "advance",
    View.PUSH: "push",
    View.SNOOZE: "snooze",
    View.NEXT_STEP: "next",
    View.OWNER: "notmine",
    View.LOSE: "lose",
    View.WIN: "win",
}
