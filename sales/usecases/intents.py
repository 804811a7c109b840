"""From what was understood to what is wished for: intents about one deal become one wish. Decides nothing about
permission and saves nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import date
from difflib import get_close_matches

from sales.activity import LONGEST_NOTE, BuyingRole
from sales.deal import Field, Value
from sales.errors import Invalid, NotFound
from sales.language.understanding import Intent, IntentKind, NameMatch, Understanding
from sales.money import Money
from sales.people import Person, Team
from sales.process import ForecastCategory, Process
from sales.usecases.changing import Happening, Wish
from sales.usecases.customers import AccountWish, NewContact


def wishes_from(understanding: Understanding, process: Process, team: Team, today: date) -> tuple[Wish, ...]:
    """One wish per deal spoken of, in the order they were said. Raises a `SalesError` for a person or stage that
    does not exist."""
    wishes: dict[int | str, Wish] = {}
    for number, intent in enumerate(understanding.intents):
        read = _READERS.get(intent.kind)
        if read is None:
            continue
        wish = read(intent, process, team, today)
        key: int | str = wish.deal_id if wish.deal_id is not None else f"new {number}"
        wishes[key] = _merged(wishes[key], wish) if key in wishes else wish
    return tuple(wishes.values())


def deals_wished_for(understanding: Understanding) -> tuple[int, ...]:
    """The deals, by id, that something is wished for, as far as it is known which ones are meant."""
    named = (intent.value("deal") for intent in understanding.intents if intent.kind in _READERS)
    return tuple(dict.fromkeys(deal.id for deal in named if isinstance(deal, NameMatch)))


def _merged(one: Wish, other: Wish) -> Wish:
    return replace(
        one,
        fields={**one.fields, **other.fields},
        happenings=one.happenings + other.happenings,
        contacts=one.contacts + other.contacts,
        reason=one.reason or other.reason,
    )


def _deal_id(intent: Intent) -> int:
    deal = intent.value("deal")
    if not isinstance(deal, NameMatch):
        raise Invalid("Tell me which deal you mean.", field="deal")
    return deal.id


def _text(intent: Intent, slot: str) -> str:
    value = intent.value(slot)
    return "" if value is None else str(value)


def _day(intent: Intent, slot: str) -> date | None:
    value = intent.value(slot)
    return value if isinstance(value, date) else None


def _set(field: Field, value: Callable[[Intent, Process, Team], Value]) -> Callable[..., Wish]:
    def read(intent: Intent, process: Process, team: Team, today: date) -> Wish:
        return Wish(
            deal_id=_deal_id(intent), fields={field: value(intent, process, team)}, reason=_text(intent, "reason")
        )

    return read


def _log(intent: Intent, process: Process, team: Team, today: date) -> Wish:
    happening = Happening(
        kind=process.kind(_text(intent, "kind")).key,
        happened_on=_day(intent, "happened_on") or today,
        contact=_text(intent, "contact"),
        note=_text(intent, "note")[:LONGEST_NOTE],
    )
    return Wish(deal_id=_deal_id(intent), happenings=(happening,))


def _win(intent: Intent, process: Process, team: Team, today: date) -> Wish:
    fields: dict[Field, Value] = {Field.STAGE: process.won.key}
    amount = intent.value("amount")
    if isinstance(amount, Money):
        fields[Field.AMOUNT] = amount
    return Wish(deal_id=_deal_id(intent), fields=fields | _closed_on(intent))


def _closed_on(intent: Intent) -> dict[Field, Value]:
    """The day it ended, where one was said; else it is the day it is told."""
    day = _day(intent, "closed_on")
    return {} if day is None else {Field.CLOSED_ON: day}


def _lose(intent: Intent, process: Process, team: Team, today: date) -> Wish:
    reason = _text(intent, "reason")
    fields: dict[Field, Value] = {Field.STAGE: process.lost.key, Field.LOST_REASON: reason or None}
    return Wish(deal_id=_deal_id(intent), fields=fields | _closed_on(intent), reason=reason)


def _next_step(intent: Intent, process: Process, team: Team, today: date) -> Wish:
    fields: dict[Field, Value] = {}
    if "next_step" in intent.slots:  # the day of the step before is not that of another one
        fields = {Field.NEXT_STEP: _text(intent, "next_step"), Field.NEXT_STEP_ON: None}
    if "next_step_on" in intent.slots:
        fields[Field.NEXT_STEP_ON] = _day(intent, "next_step_on")
    return Wish(deal_id=_deal_id(intent), fields=fields)


def _create(intent: Intent, process: Process, team: Team, today: date) -> Wish:
    account = _text(intent, "account")
    fields: dict[Field, Value] = {Field.NAME: _text(intent, "name") or account}
    amount, close_date = intent.value("amount"), _day(intent, "close_date")
    if isinstance(amount, Money):
        fields[Field.AMOUNT] = amount
    if close_date is not None:
        fields[Field.CLOSE_DATE] = close_date
    if "source" in intent.slots:
        fields[Field.SOURCE] = _text(intent, "source")
    if "stage" in intent.slots:
        fields[Field.STAGE] = _text(intent, "stage")
    return Wish(fields=fields, account=account or str(fields[Field.NAME]))


def account_wishes_from(understanding: Understanding) -> tuple[AccountWish, ...]:
    """What is wished for accounts: that they are there, and who is there."""
    wishes: list[AccountWish] = []
    for intent in understanding.intents:
        if intent.kind is IntentKind.ADD_ACCOUNT:
            wishes.append(AccountWish(account=_text(intent, "account")))
        elif intent.kind is IntentKind.ADD_CONTACT:
            wishes.append(AccountWish(account=_text(intent, "account"), contacts=(_contact(intent),)))
    return tuple(wishes)


def _contact(intent: Intent) -> NewContact:
    role = _text(intent, "role")
    return NewContact(
        name=_text(intent, "name"),
        title=_text(intent, "title"),
        email=_text(intent, "email"),
        role=BuyingRole(role) if role in {r.value for r in BuyingRole} else None,
    )


_MENTION = re.compile(r"<@([^|>\s]+)(?:\|[^>]*)?>")
"""Slack's way to name somebody: their id, in commands with a name behind it."""


def person_said(team: Team, said: str) -> int:
    """The id of the active person with that Slack id, name or unambiguous first name. Raises `NotFound`."""
    mention = _MENTION.fullmatch(said.strip())
    plain = (mention[1] if mention else said.strip().strip("<@>")).casefold()
    active = [person for person in team.by_id.values() if person.active]
    for matches in (
        [p for p in active if (p.slack_id or "").casefold() == plain],
        [p for p in active if p.name.casefold() == plain],
        [p for p in active if p.first_name.casefold() == plain],
    ):
        if len(matches) == 1:
            return matches[0].id
    close = _sounding_like(plain, active)
    raise NotFound(f'There is nobody called "{said}" on the team.', suggestions=close, field="owner")


def _sounding_like(plain: str, people: Collection[Person]) -> list[str]:
    """The names that begin alike, or of which a word, or all, is nearly the same; at most five, by name."""
    words: dict[str, set[str]] = {}
    for person in people:
        for word in (person.name.casefold(), *person.name.casefold().split()):
            words.setdefault(word, set()).add(person.name)
    near = get_close_matches(plain, words, 5, 0.7)
    alike = {name for word in near for name in words[word]}
    alike |= {person.name for person in people if plain[:3] and person.name.casefold().startswith(plain[:3])}
    return sorted(alike)[:5]


def people_said(team: Team, slack_ids: Collection[str]) -> tuple[int, ...]:
    """The ids of the people with these Slack ids; those who are not on the team are left out."""
    return tuple(person.id for person in team if person.slack_id in slack_ids)


_READERS: dict[IntentKind, Callable[[Intent, Process, Team, date], Wish]] = {
    IntentKind.LOG_ACTIVITY: _log,
    IntentKind.MOVE_STAGE: _set(Field.STAGE, lambda i, process, team: _text(i, "stage")),
    IntentKind.WIN_DEAL: _win,
    IntentKind.LOSE_DEAL: _lose,
    IntentKind.DELETE_DEAL: _set(Field.DELETED, lambda i, process, team: None),
    IntentKind.SET_AMOUNT: _set(Field.AMOUNT, lambda i, process, team: _money(i)),
    IntentKind.SET_CLOSE_DATE: _set(Field.CLOSE_DATE, lambda i, process, team: _day(i, "close_date")),
    IntentKind.SET_CATEGORY: _set(Field.CATEGORY, lambda i, process, team: ForecastCategory(_text(i, "category"))),
    IntentKind.SET_NEXT_STEP: _next_step,
    IntentKind.RENAME_DEAL: _set(Field.NAME, lambda i, process, team: _text(i, "name")),
    IntentKind.SET_SOURCE: _set(Field.SOURCE, lambda i, process, team: _text(i, "source")),
    IntentKind.REASSIGN: _set(Field.OWNER, lambda i, process, team: person_said(team, _text(i, "owner"))),
    IntentKind.SNOOZE: _set(Field.SNOOZED_UNTIL, lambda i, process, team: _day(i, "until")),
    IntentKind.CONFIRM_DEAL: _set(Field.CONFIRMED, lambda i, process, team: None),
    IntentKind.CREATE_DEAL: _create,
}


def _money(intent: Intent) -> Money | None:
    amount = intent.value("amount")
    return amount if isinstance(amount, Money) else None


NOT_KEPT = frozenset({IntentKind.OTHER, IntentKind.HELP})
"""Kinds that change nothing."""
