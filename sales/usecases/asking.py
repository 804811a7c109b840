"""Questions: answered with the same rules of visibility, and the same numbers, as everywhere else."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from sales.deal import Deal
from sales.forecast import Cell
from sales.language.understanding import Intent, IntentKind, NameMatch, Understanding
from sales.money import Money
from sales.people import Person
from sales.period import local_date, midnight
from sales.process import ForecastCategory, Process
from sales.stalls import Attention
from sales.usecases.activities import ActivityCount as ActivityCount
from sales.usecases.activities import activity_answer
from sales.usecases.actors import Actor, deal_to_see
from sales.usecases.agenda import Agenda, agenda
from sales.usecases.attention import attention_of, sweep
from sales.usecases.cards import DealCard, card_in
from sales.usecases.contacts import ContactList, contacts_of, who_is
from sales.usecases.forecasts import Forecast, changes_in, forecast_in
from sales.usecases.listing import Choosing, choose
from sales.usecases.ports import Store, Tx
from sales.usecases.subjects import period_of, subject_of

LISTED = 100
"""More deals than this are counted and added up, but not loaded for a list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DealList:
    """Deals that were asked for, in the order to show: the first of all that `count` and `totals`, per currency,
    speak of."""

    title: str
    deals: tuple[Deal, ...]
    count: int
    totals: tuple[Money, ...]
    people: dict[int, Person]
    attention: dict[int, Attention]
    as_of: datetime
    timezone: str


@dataclass(frozen=True, slots=True)
class Help:
    """What can be said."""


Answer = DealCard | DealList | Forecast | ActivityCount | ContactList | Agenda | Help


def answer(tx: Tx, actor: Actor, understanding: Understanding, now: datetime) -> Answer:
    """The answer to the first question that was understood."""
    intent = next((i for i in understanding.intents if i.kind.is_question), None)
    reply = _ANSWERS.get(intent.kind) if intent is not None else None
    return reply(tx, actor, intent, now) if reply is not None and intent is not None else Help()


def _deal(tx: Tx, actor: Actor, intent: Intent, now: datetime) -> Answer:
    deal = intent.value("deal")
    if not isinstance(deal, NameMatch):
        return Help()
    return card_in(tx, actor, deal_to_see(tx, actor, deal.id), now)


def _pipeline(tx: Tx, actor: Actor, intent: Intent, now: datetime) -> Answer:
    subject, owners = _whose(tx, actor, intent)
    asked = Choosing(
        wanted=str(intent.value("filter") or ""), period=period_of(tx, intent), most=str(intent.value("limit") or "")
    )
    chosen = choose(tx, owners, asked, now, actor.today(now), actor.person.timezone)
    title = _title(subject, actor, chosen.what, asked)
    return deal_list(tx, actor, title, chosen.deals, chosen.attention, now)


def _whose(tx: Tx, actor: Actor, intent: Intent) -> tuple[Person | None, frozenset[int]]:
    """Whose deals are asked for, None for all that somebody who leads nobody sees, and their owners' ids."""
    team = tx.people.team()
    leads = actor.person.leads or actor.person.id in team.reports
    if str(intent.value("owner")) == "team" and not leads:
        return None, team.sees_deals_of(actor.person)
    subject = subject_of(tx, actor, intent)
    return subject, team.subtree(subject.id) & team.sees_deals_of(actor.person)


def deal_list(
    tx: Tx, actor: Actor, title: str, deals: Iterable[Deal], watched: dict[int, Attention], now: datetime
) -> DealList:
    """A list ready to be shown, with its totals per currency."""
    chosen = tuple(deals)
    sums: dict[str, int] = {}
    for deal in chosen:
        if deal.amount is not None:
            sums[deal.amount.currency] = sums.get(deal.amount.currency, 0) + deal.amount.minor
    return DealList(
        title=title,
        deals=chosen,
        count=len(chosen),
        totals=tuple(Money(minor, currency) for currency, minor in sorted(sums.items())),
        people=tx.people.team().by_id,
        attention=watched,
        as_of=now,
        timezone=actor.person.timezone,
    )


def owned_by(store: Store, actor: Actor, now: datetime) -> DealList:
    """The actor's own open deals, by close date."""
    with store.reading(actor.workspace_id) as tx:
        deals = tx.deals.open_of([actor.person.id])
        return deal_list(tx, actor, "Your open deals", deals, attention_of(tx, deals, now), now)


def needing_attention(store: Store, actor: Actor, subject_id: int, now: datetime) -> DealList:
    """The deals of a subtree that need their owners. Raises `NotAllowed` for people outside the actor's reach."""
    with store.reading(actor.workspace_id) as tx:
        team = tx.people.team()
        team.require_numbers(actor.person, subject_id)
        owners = team.subtree(subject_id)
        watched = {a.deal.id: a for owner, found in sweep(tx, now).items() if owner in owners for a in found}
        deals = sorted((a.deal for a in watched.values()), key=lambda d: -(d.amount.minor if d.amount else 0))
        title = f"{team[subject_id].name}: deals that need somebody"
        return deal_list(tx, actor, title, deals, watched, now)


def in_forecast(store: Store, actor: Actor, subject_id: int, period: str, now: datetime) -> DealList:
    """The deals that a subtree's forecast of a period is made of, largest first."""
    with store.reading(actor.workspace_id) as tx:
        team = tx.people.team()
        team.require_numbers(actor.person, subject_id)
        named = tx.workspace.calendar.named(period, local_date(now, tx.workspace.timezone))
        owners = team.subtree(subject_id)
        counted = [deal for deal in tx.forecasts.deals(named, owners, limit=LISTED) if _counts(deal, tx.process)]
        title = f"{team[subject_id].name}, {named.name}: deals in the forecast"
        found = deal_list(tx, actor, title, counted, attention_of(tx, counted[:50], now), now)
        cells = [cell for cell in tx.forecasts.cells(named, owners) if _cell_counts(cell, tx.process)]
        return replace(found, count=sum(cell.count for cell in cells), totals=_added(cells))


def _counts(deal: Deal, process: Process) -> bool:
    return deal.forecast_category(process) is not ForecastCategory.OMITTED


def _cell_counts(cell: Cell, process: Process) -> bool:
    override = ForecastCategory(cell.category) if cell.category else None
    return process.category(cell.outcome, cell.stage, override) is not ForecastCategory.OMITTED


def _added(cells: Iterable[Cell]) -> tuple[Money, ...]:
    sums: dict[str, int] = {}
    for cell in cells:
        if cell.currency:
            sums[cell.currency] = sums.get(cell.currency, 0) + cell.minor
    return tuple(Money(minor, currency) for currency, minor in sorted(sums.items()))


def _title(subject: Person | None, actor: Actor, what: str, asked: Choosing) -> str:
    whose = "The team's" if subject is None else "Your" if subject.id == actor.person.id else f"{subject.name}'s"
    if asked.period is None:
        return f"{whose} {what}"
    return f"{whose} {what}, {_BY.get(asked.wanted, 'closing ')}{asked.period.name}"


_BY = {"won": "", "lost": "", "new": "created "}


def _forecast(tx: Tx, actor: Actor, intent: Intent, now: datetime) -> Answer:
    return forecast_in(tx, actor, now, subject=subject_of(tx, actor, intent), period=period_of(tx, intent))


def _changes(tx: Tx, actor: Actor, intent: Intent, now: datetime) -> Answer:
    since = intent.value("since")
    start = since if isinstance(since, datetime) else None
    if start is None and isinstance(since, date):
        start = midnight(since, actor.person.timezone)
    return changes_in(tx, actor, now, since=start, subject=subject_of(tx, actor, intent))


def _contact(tx: Tx, actor: Actor, intent: Intent, now: datetime) -> Answer:
    deal, name = intent.value("deal"), intent.value("contact")
    if isinstance(deal, NameMatch):
        return contacts_of(tx, actor, deal.id)
    return who_is(tx, actor, str(name)) if name else Help()


def _agenda(tx: Tx, actor: Actor, intent: Intent, now: datetime) -> Answer:
    return agenda(tx, actor, now)


_ANSWERS: dict[IntentKind, Callable[[Tx, Actor, Intent, datetime], Answer]] = {
    IntentKind.QUERY_DEAL: _deal,
    IntentKind.QUERY_PIPELINE: _pipeline,
    IntentKind.QUERY_FORECAST: _forecast,
    IntentKind.QUERY_CHANGES: _changes,
    IntentKind.QUERY_ACTIVITY: activity_answer,
    IntentKind.QUERY_CONTACT: _contact,
    IntentKind.QUERY_AGENDA: _agenda,
}
