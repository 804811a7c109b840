"""Calls that are made in a sentence: which numbers, for which period, and what is left as it was called before. Knows
what was understood; how a call is saved `calling` knows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal

from sales.calls import Call
from sales.language import NameIndex
from sales.language.understanding import Intent, IntentKind, Understanding
from sales.money import Money
from sales.period import Period, local_date
from sales.usecases.actors import Actor
from sales.usecases.answers import read, written
from sales.usecases.calling import CallMade, counting_of, period_to_call, submit_in
from sales.usecases.ports import Tx

_BEST_SAID = re.compile(r"\b(?:best(?:[- ]case)?|upside|stretch)\b\D{0,12}(\d+(?:[.,]\d+)?)", re.IGNORECASE)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")


def last_said(tx: Tx, actor: Actor, since: datetime | None, now: datetime) -> Call | None:
    """The actor's latest call, if it is what they last told us: made after `since` and within the last day."""
    mine = tx.calls.of_person(actor.person.id)
    call = mine[-1] if mine else None
    if call is None or call.is_taken_back or now - call.at > timedelta(days=1):
        return None
    return call if since is None or call.at > since else None


def with_same_scale(understanding: Understanding, answers: Mapping[str, str], text: str) -> Mapping[str, str]:
    """Answers, with the best case added where the commit's scale was asked for and answered: whoever means 450k by 450
    means 600k by 600, in the same breath. Anything less clear is left to be asked."""
    for number, intent in enumerate(understanding.intents):
        asked, other = f"{number}.commit", f"{number}.best_case"
        if intent.kind is not IntentKind.SUBMIT_CALL or "best_case" not in intent.missing:
            continue
        if asked not in answers or other in answers:
            continue
        commit = read(answers[asked], NameIndex(()))
        best, first = _BEST_SAID.search(text), _NUMBER.search(text)
        if isinstance(commit, Money) and best and first and first.start() < best.start(1):
            scale = commit.major / Decimal(first[0].replace(",", "."))
            amount = Money.of(Decimal(best[1].replace(",", ".")) * scale, commit.currency)
            return {**answers, other: written(amount)}
    return answers


def call_said(tx: Tx, actor: Actor, intent: Intent, now: datetime) -> CallMade:
    """The call that a sentence makes. What it does not name stays as it was called before; a best case that was below
    the new commit goes."""
    period = _said_period(tx, intent, now)
    previous = counting_of(tx, actor.person, period)
    commit, best_case = (
        value if isinstance(value, Money) else (getattr(previous, name) if previous else None)
        for name, value in (("commit", intent.value("commit")), ("best_case", intent.value("best_case")))
    )
    if not isinstance(intent.value("best_case"), Money) and not _holds(best_case, commit):
        best_case = None
    return submit_in(tx, actor, period, commit, best_case, "", now)


def call_corrected(tx: Tx, actor: Actor, call: Call, number: str, amount: Money, now: datetime) -> CallMade:
    """The call made anew with another `number` ("commit" or "best_case"); a best case below the commit goes."""
    commit, best_case = (amount, call.best_case) if number == "commit" else (call.commit, amount)
    if number == "commit" and not _holds(best_case, commit):
        best_case = None
    return submit_in(tx, actor, call.period, commit, best_case, call.note, now)


def _holds(best_case: Money | None, commit: Money | None) -> bool:
    if best_case is None or commit is None:
        return True
    return best_case.currency == commit.currency and best_case.minor >= commit.minor


def _said_period(tx: Tx, intent: Intent, now: datetime) -> Period:
    """The period that was named, as the team's calendar has it; else the present quarter."""
    said = intent.value("period")
    if not isinstance(said, str) or "/" not in said:
        return tx.workspace.calendar.quarter(local_date(now, tx.workspace.timezone))
    return period_to_call(tx, said, now)
