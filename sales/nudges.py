"""Which of a person's deals deserve a reminder today, in which order, and in what tone. Knows what is at stake;
does not know when the message goes out (`cadence`) nor how it looks."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum

from sales.money import Money, Rates, totals
from sales.people import Person
from sales.period import WorkCalendar, local_date
from sales.stalls import Attention, Concern
from sales.workspace import Schedule

SHOWN = 5
UNANSWERED_DAYS = 14
UNANSWERED_REMINDERS = 5
"""Fewer than these in two weeks are no silence: we were away, or had little to say."""

IGNORED_TIMES = 5


class Tone(Enum):
    """USUAL each working day; SPARING, once a week, to somebody who has not answered for two weeks."""

    USUAL = "usual"
    SPARING = "sparing"


@dataclass(frozen=True, slots=True)
class NudgeItem:
    """One deal of a nudge. `stake` is its amount in the workspace's currency, None without an amount or rate.
    `propose_lost`: reminded of five times without an answer, so that closing it as lost is proposed."""

    attention: Attention
    stake: Money | None
    propose_lost: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Nudge:
    """The one private reminder of a person's local `day`: all their deals that need them, the largest stake first.
    `at_stake` is the sum in the workspace's currency, `unconverted` the sums in currencies without a rate.
    `coach_manager`: the person has been silent for so long that their manager gets a prompt to coach, not to blame."""

    person_id: int
    day: date
    items: tuple[NudgeItem, ...]
    at_stake: Money
    unconverted: tuple[Money, ...] = ()
    tone: Tone = Tone.USUAL
    coach_manager: bool = False

    @property
    def shown(self) -> tuple[NudgeItem, ...]:
        """The first five; the rest is behind a button."""
        return self.items[:SHOWN]

    @property
    def total(self) -> int:
        return len(self.items)


def nudge_for(
    person: Person,
    attentions: Iterable[Attention],
    schedule: Schedule,
    now: datetime,
    rates: Rates,
    unanswered_streak_days: int = 0,
) -> Nudge | None:
    """The person's nudge for the local day of `now`, None if it is no working day of theirs, they have left or switched
    nudges off, or nothing is left after the kinds they muted. Other people's deals are ignored.

    From 14 days without an answer on (`unanswered_streak_days`), only the first working day of a week brings one. Deals
    that are merely incomplete come along with others; on their own they are worth a message once a week, too. Those
    that nobody has touched since an import, or that were touched today, are not mentioned for that."""
    day = local_date(now, person.timezone)
    calendar = WorkCalendar(person.country, person.days_off, schedule.weekdays)
    silent = unanswered_streak_days >= UNANSWERED_DAYS
    if not (person.active and schedule.enabled and calendar.works_on(day)):
        return None
    if silent and not _opens_week(day, calendar):
        return None
    mine = (attention for attention in attentions if attention.deal.owner_id == person.id)
    unmuted_ones = (left for attention in mine if (left := unmuted(attention, schedule.muted)) is not None)
    heard = [attention for attention in unmuted_ones if attention.is_urgent or _may_be_completed(attention)]
    if not heard or not (any(attention.is_urgent for attention in heard) or _opens_week(day, calendar)):
        return None
    items = sorted((_item(attention, rates) for attention in heard), key=_rank)
    return Nudge(
        person_id=person.id,
        day=day,
        items=tuple(items),
        at_stake=Money(sum(item.stake.minor for item in items if item.stake), rates.base),
        unconverted=_unconverted(items),
        tone=Tone.SPARING if silent else Tone.USUAL,
        coach_manager=silent and person.manager_id is not None,
    )


def proposes_lost(attention: Attention) -> bool:
    """Whether closing the deal as lost is proposed: reminded of five times in vain, and not just for a missing fact."""
    return attention.is_urgent and attention.deal.ignored_nudges >= IGNORED_TIMES


def _may_be_completed(attention: Attention) -> bool:
    """Whether an incomplete deal may be mentioned: an import touches nobody, and today's work is not criticised."""
    return attention.deal.touched_at is not None and attention.idle_days > 0


def _opens_week(day: date, calendar: WorkCalendar) -> bool:
    """Whether no day from Monday up to `day` was worked: Monday, or the first day after a long weekend."""
    return not any(calendar.works_on(day - timedelta(days=back)) for back in range(1, day.weekday() + 1))


def unmuted(attention: Attention, muted: Collection[str]) -> Attention | None:
    """The same without the kinds of concern that a person muted; None if nothing is left."""
    concerns = tuple(concern for concern in attention.concerns if concern.value not in muted)
    if not concerns:
        return None
    missing = attention.missing if Concern.INCOMPLETE in concerns else ()
    return attention._replace(concerns=concerns, missing=missing)


def _item(attention: Attention, rates: Rates) -> NudgeItem:
    deal = attention.deal
    return NudgeItem(attention, rates.try_convert(deal.amount), proposes_lost(attention))


def _rank(item: NudgeItem) -> tuple[int, int, int, int]:
    """The largest stake first, then amounts that cannot be compared, then none; among equals the longest silence."""
    deal = item.attention.deal
    known = 0 if item.stake is not None else 1 if deal.amount is not None else 2
    return known, -(item.stake.minor if item.stake else 0), -item.attention.idle_days, deal.id


def _unconverted(items: Iterable[NudgeItem]) -> tuple[Money, ...]:
    return totals(item.attention.deal.amount for item in items if item.stake is None)
