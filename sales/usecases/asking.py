"""Questions: answered with the same rules of visibility, and the same numbers, as everywhere else."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import chain

from sales.language.aspects import aspect_of
from sales.language.left_out import JOINED
from sales.language.understanding import Intent, IntentKind, NameMatch, Understanding
from sales.money import Money
from sales.people import Person
from sales.period import Period, day_words, local_date, midnight
from sales.usecases.activities import ActivityCount as ActivityCount
from sales.usecases.activities import activity_answer, who_logged_nothing
from sales.usecases.actors import Actor, deal_to_see
from sales.usecases.agenda import Agenda, agenda
from sales.usecases.attention import attention_of
from sales.usecases.calls_asked import calls_answer
from sales.usecases.cards import DealCard, card_in
from sales.usecases.contacts import ContactList, contacts_of, who_is
from sales.usecases.conversing import digest_of_thread
from sales.usecases.deal_lists import DealList, deal_list
from sales.usecases.explaining import Explained, explained
from sales.usecases.facts import fact_sentence
from sales.usecases.forecasts import Forecast, forecast_in
from sales.usecases.instants import as_of_said
from sales.usecases.intents import person_said
from sales.usecases.listing import UNTOUCHED, Choosing, choose
from sales.usecases.ports import Heard, Tx
from sales.usecases.slipped import slipped
from sales.usecases.subjects import period_of, subject_of
from sales.usecases.team_figures import RANKED, Tally, average_size, leaderboard
from sales.usecases.win_rate import win_rate
from sales.wording import listed

A_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Help:
    """What can be said."""


Single = DealCard | DealList | Forecast | Explained | ActivityCount | ContactList | Agenda | Tally | Help


@dataclass(frozen=True, slots=True)
class Together:
    """The answers to several questions of one message, in their order."""

    parts: tuple[Single, ...]


Answer = Single | Together


@dataclass(frozen=True, slots=True)
class Words:
    """What was asked, and where: in the thread of a digest it is that digest which is asked about."""

    understanding: Understanding
    heard: Heard


def answer(tx: Tx, actor: Actor, words: Words, now: datetime) -> Answer:
    """The answers to all questions that were understood; several deals asked after in one breath are one list."""
    asked = [intent for intent in words.understanding.intents if intent.kind in _ANSWERS]
    deals = _deals_asked_after(asked)
    if len(deals) > 1:
        return _several_deals(tx, actor, deals, now)
    parts = tuple(_ANSWERS[intent.kind](tx, actor, intent, words, now) for intent in asked)
    return Together(parts) if len(parts) > 1 else parts[0] if parts else Help()


def _deals_asked_after(asked: list[Intent]) -> list[NameMatch]:
    """The deals, where nothing else is asked for."""
    values = [intent.value("deal") for intent in asked if intent.kind is IntentKind.QUERY_DEAL]
    found = {value.id: value for value in values if isinstance(value, NameMatch)}
    return list(found.values()) if len(values) == len(asked) else []


def _several_deals(tx: Tx, actor: Actor, asked: list[NameMatch], now: datetime) -> DealList:
    deals = [deal_to_see(tx, actor, match.id) for match in asked]
    names = [deal.name for deal in deals]
    title = listed(names)
    return deal_list(tx, actor, title, deals, attention_of(tx, [d for d in deals if d.is_open], now), now)


def _deal(tx: Tx, actor: Actor, intent: Intent, words: Words, now: datetime) -> Single:
    deal = intent.value("deal")
    if not isinstance(deal, NameMatch):
        return Help()
    card = card_in(tx, actor, deal_to_see(tx, actor, deal.id), now)
    text = words.understanding.text
    aspect = aspect_of(text[slice(*intent.span)] if intent.span else text)
    return replace(card, sentence=fact_sentence(card, aspect)) if aspect is not None else card


def _pipeline(tx: Tx, actor: Actor, intent: Intent, words: Words, now: datetime) -> Single:
    subject, owners = _whose(tx, actor, intent)
    apart = _set_apart(tx, actor, intent)
    owners -= frozenset(chain.from_iterable(_below(tx, actor, person) for person in apart))
    found = _of_owners(tx, actor, intent, subject, owners, now)
    names = listed([person.name if person.id != actor.person.id else "your own" for person in apart])
    return replace(found, title=f"{found.title}, without {names}") if apart else found


def _of_owners(
    tx: Tx, actor: Actor, intent: Intent, subject: Person | None, owners: frozenset[int], now: datetime
) -> DealList | Tally:
    over, under = intent.value("over"), intent.value("under")
    asked = Choosing(
        wanted=str(intent.value("filter") or ""),
        period=period_of(tx, intent),
        most=str(intent.value("limit") or ""),
        over=over if isinstance(over, Money) else None,
        under=under if isinstance(under, Money) else None,
        stage=str(intent.value("stage") or ""),
        reason=str(intent.value("reason") or ""),
    )
    if asked.wanted == "win_rate":
        return win_rate(tx, actor, subject, owners, asked.period, now)
    if asked.wanted == "deal_size":
        return average_size(tx, actor, subject, owners, asked.period, now)
    if asked.wanted == "slipped":
        return slipped(tx, actor, subject, owners, asked.period, now)
    if asked.wanted in RANKED:
        among = owners if intent.value("owner") else owners | tx.people.team().sees_numbers_of(actor.person)
        among -= frozenset(chain.from_iterable(_below(tx, actor, one) for one in _set_apart(tx, actor, intent)))
        return leaderboard(tx, actor, among, asked.period, asked.wanted, now)
    chosen = choose(tx, owners, asked, now, actor.today(now), actor.person.timezone)
    title = _title(subject, actor, chosen.what, asked)
    found = deal_list(tx, actor, title, chosen.deals, chosen.attention, now)
    return replace(found, note=" ".join(filter(None, (chosen.note, _left_out(chosen.without_rate)))))


def _set_apart(tx: Tx, actor: Actor, intent: Intent) -> list[Person]:
    """The people whose deals are not wanted, by name."""
    team = tx.people.team()
    said = str(intent.value("without") or "").split(JOINED)
    found = {team[person_said(team, one)].id for one in said if one}
    return sorted((team[one] for one in found), key=lambda person: person.name)


def _below(tx: Tx, actor: Actor, person: Person) -> frozenset[int]:
    """Whose deals are somebody's: with those of everybody below; one's own are one's own alone."""
    return frozenset({person.id}) if person.id == actor.person.id else tx.people.team().subtree(person.id)


def _whose(tx: Tx, actor: Actor, intent: Intent) -> tuple[Person | None, frozenset[int]]:
    """Whose deals are asked for, None for all that somebody who leads nobody sees, and their owners' ids."""
    team = tx.people.team()
    leads = actor.person.leads or actor.person.id in team.reports
    if str(intent.value("owner")) == "team" and not leads:
        return None, team.sees_deals_of(actor.person)
    subject = subject_of(tx, actor, intent)
    return subject, team.subtree(subject.id) & team.sees_deals_of(actor.person)


def _title(subject: Person | None, actor: Actor, what: str, asked: Choosing) -> str:
    whose = "The team's" if subject is None else "Your" if subject.id == actor.person.id else f"{subject.name}'s"
    size = _size(asked)
    if asked.period is None:
        return f"{whose} {what}{size}"
    if asked.wanted == UNTOUCHED:
        return f"{whose} {what}{size} since {day_words(asked.period.start)}"
    return f"{whose} {what}{size}, {_BY.get(asked.wanted, 'closing ')}{_in_words(asked.period)}"


_BY = {"won": "", "lost": "", "new": "created "}


def _size(asked: Choosing) -> str:
    match asked.over, asked.under:
        case Money() as low, Money() as high:
            return f" between {low} and {high}"
        case Money() as low, None:
            return f" of {low} or more"
        case None, Money() as high:
            return f" of {high} or less"
    return ""


def _left_out(without_rate: Mapping[str, int]) -> str:
    """Amounts that nobody can compare are named, never dropped in silence."""
    counted = ", ".join(f"{count} in {currency}" for currency, count in sorted(without_rate.items()))
    return (
        f"Not compared, for want of a rate: {counted}. An admin sets rates in `/firebreak settings`." if counted else ""
    )


def _in_words(period: Period) -> str:
    """A month by its name, everything else as it is called."""
    return f"{period.start:%B %Y}" if period.name == f"{period.start:%Y-%m}" else period.name


def _forecast(tx: Tx, actor: Actor, intent: Intent, words: Words, now: datetime) -> Single:
    if intent.value("filter") is not None:
        return calls_answer(tx, actor, intent, now)
    subject, as_of = subject_of(tx, actor, intent), as_of_said(tx, intent, now)
    return forecast_in(tx, actor, now, subject=subject, period=period_of(tx, intent), as_of=as_of)


def _changes(tx: Tx, actor: Actor, intent: Intent, words: Words, now: datetime) -> Single:
    """What changed, or why a number moved: in the thread of a digest, of that digest and as of it."""
    since = intent.value("since")
    start = since if isinstance(since, datetime) else None
    if start is None and isinstance(since, date):
        start = midnight(since, actor.person.timezone)
    theirs = str(intent.value("owner") or "team") in ("team", "me", "my")
    about = digest_of_thread(tx, actor, words.heard) if theirs else None
    subject = about.subject if about else subject_of(tx, actor, intent)
    begun = start or (about.since if about else now - A_WEEK)
    as_of, period = (about.as_of, about.period) if about and begun < about.as_of else (now, None)
    period = period or tx.workspace.calendar.quarter(local_date(as_of, tx.workspace.timezone))
    measure = intent.value("measure")
    if measure is not None:
        return explained(tx, actor, subject, period, str(measure), begun, as_of, now)
    return forecast_in(tx, actor, now, subject=subject, period=period, as_of=as_of, since=begun)


def _contact(tx: Tx, actor: Actor, intent: Intent, words: Words, now: datetime) -> Single:
    deal, name = intent.value("deal"), intent.value("contact")
    if isinstance(deal, NameMatch):
        return contacts_of(tx, actor, deal.id)
    return who_is(tx, actor, str(name)) if name else Help()


def _agenda(tx: Tx, actor: Actor, intent: Intent, words: Words, now: datetime) -> Single:
    return agenda(tx, actor, now)


def _activity(tx: Tx, actor: Actor, intent: Intent, words: Words, now: datetime) -> Single:
    if intent.value("filter") == "nothing_logged":
        return who_logged_nothing(tx, actor, intent, now)
    return activity_answer(tx, actor, intent, now)


_ANSWERS: dict[IntentKind, Callable[[Tx, Actor, Intent, Words, datetime], Single]] = {
    IntentKind.QUERY_DEAL: _deal,
    IntentKind.QUERY_PIPELINE: _pipeline,
    IntentKind.QUERY_FORECAST: _forecast,
    IntentKind.QUERY_CHANGES: _changes,
    IntentKind.QUERY_ACTIVITY: _activity,
    IntentKind.QUERY_CONTACT: _contact,
    IntentKind.QUERY_AGENDA: _agenda,
}
