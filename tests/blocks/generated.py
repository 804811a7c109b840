"""Every message, view and form of the bot about invented deals. Judges nothing."""

from __future__ import annotations

import json
import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from bot.blocks.advance import advance_view
from bot.blocks.card import card_message
from bot.blocks.digest import digest_message
from bot.blocks.echo import echo_message, undone_message
from bot.blocks.errors import apology, refusal
from bot.blocks.forecast import forecast_message
from bot.blocks.forms import (
    deal_view,
    log_view,
    lose_view,
    next_step_view,
    owner_view,
    push_view,
    snooze_view,
    story_view,
    win_view,
)
from bot.blocks.handover import handover_message
from bot.blocks.help import help_message, ignored_message, why_message
from bot.blocks.home import home_view
from bot.blocks.kit import Message
from bot.blocks.lists import deal_list_message
from bot.blocks.nudge import nudge_message
from bot.blocks.parked import parked_message
from bot.blocks.process import process_view
from bot.blocks.question import question_message, which_deal_message
from bot.blocks.reassigned import reassigned_message
from bot.blocks.schedule import schedule_view
from bot.blocks.settings import settings_view
from bot.blocks.welcome import welcome_message
from bot.blocks.win import win_message
from sales.activity import LONGEST_NOTE, Activity, BuyingRole, Contact
from sales.deal import Deal, Field
from sales.errors import Invalid, NotFound
from sales.forecast import DealSpan
from sales.language.nearest import Nearest
from sales.language.understanding import Action, Choice, NameMatch, Question, Understanding
from sales.money import Money
from sales.people import Team
from sales.process import Process, Requirement
from sales.usecases.advancing import Advance
from sales.usecases.cards import DealCard
from sales.usecases.changing import Saved, SavedDeal
from sales.usecases.deal_lists import DealList
from sales.usecases.finding import Several
from sales.usecases.ignoring import Ignored
from sales.usecases.leavers import Handover
from sales.usecases.opened_numbers import Number
from sales.usecases.reassigning import Reassigned
from sales.usecases.restoring import Kept
from sales.usecases.say import Asked
from sales.usecases.undo import Undone
from sales.wins import Band
from sales.workspace import ScheduleKind, Workspace
from tests.blocks.examples import (
    HOSTILE,
    ZONES,
    a_digest,
    a_forecast,
    a_home,
    a_nudge,
    a_win,
    my_schedule,
    watched,
)
from tests.blocks.invented import CURRENCIES, a_deal, a_parked, changes, criteria_of, typed
from tests.sales.examples import MAX, NOW, TODAY, an_entry

Surface = Message | Mapping[str, Any]
BOOK = 250
"""How many deals one person is shown at once."""


def about_a_deal(chance: random.Random, deal: Deal, team: Team, process: Process) -> dict[str, Surface]:
    """Every message and form that is about one deal."""
    return {
        **told_of(chance, deal, team, process),
        **asked_about(chance, deal),
        **forms_of(chance, deal, team, process),
    }


def told_of(chance: random.Random, deal: Deal, team: Team, process: Process) -> dict[str, Surface]:
    """What is said after something was saved, and when somebody looks the deal up."""
    owner, other, name = team[deal.owner_id], a_deal(chance, deal.id, team, process), typed(chance)
    contact = Contact(account_id=1, name=name, title=typed(chance), role=chance.choice(list(BuyingRole)))
    note, kind = typed(chance, LONGEST_NOTE), chance.choice(process.kinds).key
    activity = Activity(
        kind=kind, deal_id=deal.id, happened_on=TODAY, logged_at=NOW, by=owner.id, contact=name, note=note
    )
    criteria = criteria_of(chance, process)
    saved = SavedDeal(
        before=chance.choice([None, other, deal]),
        after=deal,
        activities=(activity,),
        contacts=(contact,),
        open_criteria=tuple(one for one, _ in criteria),
        missing=tuple(Requirement),
    )
    card = DealCard(
        deal=deal,
        owner=owner,
        stage=process.stage(deal.stage),
        process=process,
        category=deal.forecast_category(process),
        attention=watched([deal], team, process).get(deal.id),
        criteria=criteria[:4],
        missing=tuple(Requirement),
        contacts=(contact,) * 12,
        activities=(activity,) * 5,
        changes=tuple(changes(chance, deal, other)),
        people=team.by_id,
        may_change=chance.random() < 0.8,
        as_of=NOW,
        timezone=owner.timezone,
    )
    praise = tuple(typed(chance) for _ in range(3))
    win = a_win(deal=deal, winner=owner, helpers=tuple(team)[:5], story=note[:500], headline=name, reasons=praise)
    entry = an_entry(text=note)
    return {
        "card": card_message(card),
        "echo": echo_message(Saved(entry, (saved,)), process, team.by_id),
        "undone": undone_message(Undone(entry, (deal,), (Kept(deal, Field.NEXT_STEP, name),), 1), process),
        "win": win_message(replace(win, band=chance.choice(list(Band)))),
    }


def asked_about(chance: random.Random, deal: Deal) -> dict[str, Surface]:
    """Questions with more answers to choose from than there is room for, and refusals."""
    said = typed(chance)
    matches = tuple(NameMatch(deal.id + n, said, deal.account) for n in range(12))
    labels = tuple(typed(chance) for _ in matches)
    choices = tuple(map(Choice, labels, matches))
    question = chance.choice([None, Question(chance.choice(["deal", "confirm"]), said, choices)])
    understanding = Understanding(said, Action.ASK, question=question)
    return {
        "question": question_message(Asked(understanding, question, "123.456", {"0.deal": str(deal.id)})),
        "which deal": which_deal_message(Several(said, matches, labels)),
        "why": why_message(tuple(label[:300] for label in labels)),
        "not found": refusal(NotFound(said, suggestions=labels[:5])),
        "invalid": refusal(Invalid(said, field="amount")),
    }


def forms_of(chance: random.Random, deal: Deal, team: Team, process: Process) -> dict[str, Surface]:
    """Every form, with as much filled in as there may be."""
    meta, said, note, people = json.dumps({"deal": deal.id}), typed(chance), typed(chance, 3000), list(team)
    known = {"name": said, "account": said, "amount": "45k", "stage": process.first.key, "source": said}
    advance = Advance(
        deal=deal,
        leaving=process.stage(deal.stage),
        entering=chance.choice(process.stages),
        process=process,
        criteria=criteria_of(chance, process),
        missing=tuple(Requirement),
        came_from="",
    )
    return {
        "advance": advance_view(advance, meta),
        "log": log_view(process, TODAY, deal=deal, note=note, meta=meta),
        "new deal": deal_view(process, "USD", known=known, meta=meta),
        "edit deal": deal_view(process, "USD", deal=deal, people=people, meta=meta),
        "won": win_view(deal, TODAY, meta, deal.amount),
        "lost": lose_view(deal, process, TODAY, meta, said, note),
        "push": push_view(deal, meta),
        "snooze": snooze_view(deal, TODAY, meta),
        "next step": next_step_view(deal, TODAY, meta),
        "not mine": owner_view(deal, people, meta),
        "story": story_view(deal, note[:500], meta),
    }


def about_many(chance: random.Random, deals: Sequence[Deal], team: Team, process: Process) -> dict[str, Surface]:
    """Every message and view that is about all deals of a team."""
    leader = team[MAX.id]
    mine = [deal for deal in deals if deal.owner_id == leader.id]
    quotas = {person.id: Money(chance.choice([0, 10**6, 10**15]), "USD") for person in team if person.id % 3}
    spans = [DealSpan(replace(deal, close_date=TODAY, amount=None), deal) for deal in deals[:80]]
    attention = watched(deals[:BOOK], team, process)
    found = DealList(
        title=typed(chance),
        deals=tuple(deals[:BOOK]),
        count=len(deals),
        totals=tuple(deal.amount for deal in deals[:9] if deal.amount),
        people=team.by_id,
        attention=attention,
        as_of=NOW,
        timezone=leader.timezone,
    )
    waiting = {person.id: chance.randrange(9) for person in team}
    telling: dict[str, Any] = {"subject": leader, "team": team, "quotas": quotas, "process": process}
    digest = a_digest(deals, spans, subject=leader, team_of=team, quotas=quotas, silent=tuple(team), undated=7)
    return {
        "list": deal_list_message(found),
        "pages": deal_list_message(
            replace(found, start=30, apart=found.totals[:1]), Number(subject_id=leader.id, period="this")
        ),
        "forecast": forecast_message(a_forecast(deals, spans=spans, undated=7, **telling)),
        "digest": digest_message(digest, chance.choice([None, "F012AB"])),
        "home": home_view(
            a_home(
                leader,
                deals,
                team_of=team,
                quotas=quotas,
                process=process,
                team_attention=waiting,
                nudges_off=tuple(team),
            )
        ),
        "nudge": nudge_message(a_nudge(mine, {deal.id: deal.name for deal in mine[5:50]}, person=leader)),
        "nudge, all shown": nudge_message(a_nudge(mine, person=leader), True),
        "parked": parked_message(a_parked(chance, leader)),
        "welcome": welcome_message(leader.first_name),
        **{
            f"handed {new}": reassigned_message(Reassigned(deal=deal, by=leader, to=leader, process=process, new=new))
            for deal, new in zip(mine, (False, True), strict=False)
        },
        "handover": handover_message(Handover(person=leader, deals=tuple(mine))),
    }


def about_us(chance: random.Random, process: Process) -> dict[str, Surface]:
    """What is about no deal."""
    rates = dict.fromkeys(CURRENCIES, Decimal(10**9))
    return {
        "process": process_view(process),
        "schedule": schedule_view(my_schedule(), ZONES),
        "schedule of a channel": schedule_view(my_schedule(), ZONES, ScheduleKind.CHANNEL),
        "schedule of nudges": schedule_view(my_schedule(), ZONES, ScheduleKind.NUDGE),
        "schedule of a rep": schedule_view(my_schedule(leads=False), ZONES),
        "settings": settings_view(Workspace(team_id="T1"), ["Europe/London", "UTC"]),
        "settings with every rate": settings_view(Workspace(team_id="T1", rates=rates)),
        "help": help_message(),
        "merely polite": ignored_message(Ignored(Understanding("", Action.IGNORE), polite="Any time.")),
        "not understood, with what comes nearest": ignored_message(
            Ignored(
                Understanding(typed(chance), Action.IGNORE),
                nearest=Nearest(typed(chance), (typed(chance), typed(chance)), NameMatch(7, typed(chance), "")),
                key="D1:1.0",
            )
        ),
        "apology": apology("a1b2c3"),
        "refusal": refusal(NotFound(typed(chance), suggestions=HOSTILE)),
    }
