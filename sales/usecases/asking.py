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
from sales.period import Period, local_date, midnight
from sales.process import ForecastCategory, Process, Requirement
from sales.stalls import Attention, Concern
from sales.usecases.actors import Actor, deal_to_see
from sales.usecases.attention import attention_of, sweep
from sales.usecases.cards import DealCard, card_in
from sales.usecases.forecasts import Forecast, changes_in, forecast_in
from sales.usecases.intents import person_said
from sales.usecases.ports import Store, Tx

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
class ActivityCount:
    """How often something was logged, and the latest such day."""

    sentence: str


@dataclass(frozen=True, slots=True)
class Help:
    """What can be said."""


Answer = DealCard | DealList | Forecast | ActivityCount | Help


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
    team = tx.people.team()
    subject = _subject(tx, actor, intent)
    owners = team.subtree(subject.id) & team.sees_deals_of(actor.person)
    deals = tx.deals.open_of(owners)
    period = _period(intent)
    if period is not None:
        deals = [deal for deal in deals if deal.close_date in period]
    watched = attention_of(tx, deals, now)
    wanted = str(intent.value("filter") or "")
    keep = _filter(wanted, watched)
    stage = intent.value("stage")
    chosen = [deal for deal in deals if keep(deal) and (stage is None or deal.stage == stage)]
    if wanted.startswith("top"):
        chosen.sort(key=lambda deal: -(deal.amount.minor if deal.amount else 0))
    return deal_list(tx, actor, _title(subject, actor, wanted, period), chosen, watched, now)


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


_STUCK = frozenset({Concern.STALLED, Concern.NEVER_STARTED})
_LATE = frozenset({Concern.PAST_DUE})
_ABOUT = {"stale": _STUCK, "stuck": _STUCK, "stalled": _STUCK, "overdue": _LATE, "past_due": _LATE}


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


def _filter(wanted: str, watched: dict[int, Attention]) -> Callable[[Deal], bool]:
    if "decision" in wanted:
        return lambda deal: deal.id in watched and Requirement.DECISION_MAKER in watched[deal.id].missing
    if "next" in wanted:
        return lambda deal: not deal.next_step
    if wanted in _ABOUT:
        meant = _ABOUT[wanted]
        return lambda deal: deal.id in watched and not meant.isdisjoint(watched[deal.id].concerns)
    return lambda deal: True


def _title(subject: Person, actor: Actor, wanted: str, period: Period | None) -> str:
    whose = "Your" if subject.id == actor.person.id else f"{subject.name}'s"
    what = f"{wanted.replace('_', ' ')} deals" if wanted else "open deals"
    return f"{whose} {what}" + (f", closing {period.name or period.start.isoformat()}" if period else "")


def _forecast(tx: Tx, actor: Actor, intent: Intent, now: datetime) -> Answer:
    return forecast_in(tx, actor, now, subject=_subject(tx, actor, intent), period=_period(intent))


def _changes(tx: Tx, actor: Actor, intent: Intent, now: datetime) -> Answer:
    since = intent.value("since")
    start = since if isinstance(since, datetime) else None
    if start is None and isinstance(since, date):
        start = midnight(since, actor.person.timezone)
    return changes_in(tx, actor, now, since=start, subject=_subject(tx, actor, intent))


def _activity(tx: Tx, actor: Actor, intent: Intent, now: datetime) -> Answer:
    deal, kind = intent.value("deal"), str(intent.value("kind") or "")
    if isinstance(deal, NameMatch):
        found = deal_to_see(tx, actor, deal.id)
        logged = [a for a in tx.activities.of_deal(found.id, limit=50) if not kind or a.kind == kind]
        if not logged:
            return ActivityCount(f"Nothing of that kind has been logged for {found.name} yet.")
        latest = max(logged, key=lambda a: (a.happened_on, a.logged_at))
        who = tx.people.team()[latest.by].name
        note = f": {latest.note}" if latest.note else ""
        name = tx.process.kind(latest.kind).name.lower()
        return ActivityCount(f"Last for {found.name}: {name} on {latest.happened_on:%a %d %b %Y} by {who}{note}")
    period = _period(intent) or tx.workspace.calendar.month(actor.today(now))
    since, _ = period.instants(actor.person.timezone)
    counts = tx.activities.count_by_kind([actor.person.id], since)
    chosen = {k: n for (_, k), n in counts.items() if not kind or k == kind}
    listed = ", ".join(f"{n} × {tx.process.kind(k).name.lower()}" for k, n in sorted(chosen.items()))
    return ActivityCount(f"Since {since:%a %d %b}: you logged {listed or 'nothing of that kind'}.")


def _subject(tx: Tx, actor: Actor, intent: Intent) -> Person:
    owner = intent.value("owner")
    team = tx.people.team()
    if not owner or str(owner) in ("me", "my", actor.person.slack_id):
        return actor.person
    person = team[person_said(team, str(owner))]
    team.require_numbers(actor.person, person.id)
    return person


def _period(intent: Intent) -> Period | None:
    text = intent.value("period")
    if not isinstance(text, str) or "/" not in text:
        return None
    start, end = text.split("/")
    return Period(date.fromisoformat(start[:10]), date.fromisoformat(end[:10]))


_ANSWERS: dict[IntentKind, Callable[[Tx, Actor, Intent, datetime], Answer]] = {
    IntentKind.QUERY_DEAL: _deal,
    IntentKind.QUERY_PIPELINE: _pipeline,
    IntentKind.QUERY_FORECAST: _forecast,
    IntentKind.QUERY_CHANGES: _changes,
    IntentKind.QUERY_ACTIVITY: _activity,
}
