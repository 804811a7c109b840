"""Tells how a fictional deal went, from its brief: always the same for the same random numbers. Knows no store and no
Slack."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from random import Random

from bot.main.demo import words
from bot.main.demo.story import Brief, DemoContact, DemoDeal, Fate, Step
from sales.activity import BuyingRole
from sales.deal import Field, Value
from sales.money import Money
from sales.period import WorkCalendar, zone
from sales.process import ForecastCategory, Process

WEEKDAYS = WorkCalendar()


def working_day(day: date, offset: int = 0) -> date:
    """The weekday `offset` weekdays after `day` (before, if negative), counted from the weekday at or before it."""
    while not WEEKDAYS.works_on(day):
        day -= timedelta(days=1)
    step = timedelta(days=1 if offset > 0 else -1)
    for _ in range(abs(offset)):
        day += step
        while not WEEKDAYS.works_on(day):
            day += step
    return day


def tell(brief: Brief, process: Process, random: Random) -> DemoDeal:
    """The deal's story, from its brief."""
    return _Teller(brief, process, random).deal()


class _Teller:
    """Tells one deal. Its methods append to `steps`; days only move forward."""

    def __init__(self, brief: Brief, process: Process, random: Random) -> None:
        self.brief, self.process, self.random = brief, process, random
        self.contacts = self._contacts()
        self.who = self.contacts[0].first_name
        self.product = random.choice(words.PRODUCTS)
        self.amount_now = Money(round(brief.amount.minor * random.choice((0.8, 1, 1, 1.2)) / 50_000) * 50_000)
        self.close_now = self._first_close_date()
        if brief.fate is Fate.NEVER_STARTED:
            self.amount_now, self.close_now = brief.amount, brief.close_date
        self.steps: list[Step] = []

    def deal(self) -> DemoDeal:
        path = self._path()
        days = self._days(len(path))
        self._begin(days[0], path[0])
        if self.brief.fate is not Fate.NEVER_STARTED:
            for number, (stage, day) in enumerate(zip(path, days, strict=True)):
                if number:
                    self._advance(path[number - 1], stage, day)
                last = days[number + 1] if number + 1 < len(days) else self.brief.last_on
                self._work_in(stage, day, last)
            self._end(path[-1])
        return DemoDeal(
            name=f"{self.brief.account} – {self.product}",
            account=self.brief.account,
            owner=self.brief.owner.id,
            fate=self.brief.fate,
            contacts=self.contacts,
            steps=tuple(self.steps),
        )

    def _path(self) -> list[str]:
        order = [stage.key for stage in self.process.open_stages]
        return order[: order.index(self.brief.stage) + 1]

    def _days(self, count: int) -> list[date]:
        """When each stage was entered: spread over the time there was, at random."""
        first, last = self.brief.created_on, self.brief.last_on
        span = max((last - first).days, 1)
        cuts = sorted(self.random.uniform(0.12, 0.88) for _ in range(count - 1))
        return [working_day(first), *(working_day(first + timedelta(days=round(span * cut))) for cut in cuts)]

    def _at(self, day: date) -> datetime:
        """A moment of the owner's working day, after whatever was said before."""
        moment = datetime.combine(day, time(9), zone(self.brief.owner.timezone))
        moment += timedelta(minutes=self.random.randrange(8 * 60))
        after = self.steps[-1].at + timedelta(minutes=self.random.randrange(3, 40)) if self.steps else moment
        return max(moment, after)

    def _begin(self, day: date, stage: str) -> None:
        self.steps.append(
            Step(
                at=self._at(day),
                text=f"New deal with {self.brief.account}: {self.product}, about {self.amount_now.short}",
                wishes={
                    Field.STAGE: stage,
                    Field.AMOUNT: self.amount_now,
                    Field.CLOSE_DATE: self.close_now,
                    Field.SOURCE: self.random.choice(words.SOURCES),
                },
            )
        )

    def _first_close_date(self) -> date:
        """What was hoped for at first: one or two pushes before where it ended."""
        pushed = self.random.random() < 0.4
        early = timedelta(days=14 * self.random.randint(1, 2)) if pushed else timedelta(0)
        return max(working_day(self.brief.close_date - early), working_day(self.brief.created_on, 10))

    def _work_in(self, stage: str, first: date, last: date) -> None:
        """One to three activities in a stage, and what came of them. The last one in the deal lies on its last day."""
        final = last == self.brief.last_on
        count = self.random.choice((1, 1, 2, 2, 3)) if (last - first).days > 6 else 1
        span = max((last - first).days, 0)
        days = sorted(
            working_day(first + timedelta(days=round(span * self.random.random() * 0.9))) for _ in range(count)
        )
        if final and self.brief.fate not in (Fate.WON, Fate.LOST):
            days[-1] = last
        notes = self.random.sample(words.NOTES[stage], k=count)
        for number, (day, (kind, note)) in enumerate(zip(days, notes, strict=True)):
            text = self._say(note)
            closing = number == count - 1
            wishes = self._next_step(stage, day, final=final and closing)
            if closing and final and self.close_now != self.brief.close_date:
                self.steps.append(self._move_close(day))
            self.steps.append(Step(at=self._at(day), text=text, kind=kind, contact=self.who, wishes=wishes))

    def _move_close(self, day: date) -> Step:
        self.close_now = self.brief.close_date
        reason = self._say(self.random.choice(words.PUSHES))
        text = f"{self.brief.account} closes {self.close_now:%-d %B}. {reason}"
        return Step(at=self._at(day), text=text, wishes={Field.CLOSE_DATE: self.close_now}, reason=reason)

    def _next_step(self, stage: str, day: date, *, final: bool) -> dict[Field, Value]:
        if final and self.brief.fate is Fate.INCOMPLETE:
            return {Field.NEXT_STEP: "", Field.NEXT_STEP_ON: None}
        ahead = self.random.randint(2, 6)
        if final and self.brief.fate in (Fate.HEALTHY, Fate.PAST_DUE):
            ahead = self.random.randint(5, 9)
        step = self._say(self.random.choice(words.NEXT_STEPS[stage]))
        return {Field.NEXT_STEP: step, Field.NEXT_STEP_ON: working_day(day, ahead)}

    def _advance(self, leaving: str, entering: str, day: date) -> None:
        criteria = self.process.stage(leaving).exit_criteria
        met = [c for c in criteria if self.random.random() < 0.8] or list(criteria[:1])
        ticks = tuple((f"{leaving}.{c.key}", self._say(words.EVIDENCE[f"{leaving}.{c.key}"])) for c in met)
        wishes: dict[Field, Value] = {Field.STAGE: entering}
        reason = ""
        if entering == "proposal" and self.amount_now != self.brief.amount:
            sizes = words.GROWN if self.brief.amount > self.amount_now else words.SHRUNK
            wishes[Field.AMOUNT] = self.amount_now = self.brief.amount
            reason = self._say(self.random.choice(sizes))
        name = self.process.stage(entering).name
        text = f"{self.brief.account} is in {name.lower()}" + (
            f", {self.brief.amount.short} now. {reason}" if reason else ""
        )
        self.steps.append(Step(at=self._at(day), text=text, wishes=wishes, ticks=ticks, reason=reason))

    def _end(self, stage: str) -> None:
        """How a closed deal ended, and now and then the rep's own view of an open one."""
        day = self.brief.last_on
        if self.brief.fate is Fate.WON:
            ticks = tuple(
                (f"{stage}.{c.key}", self._say(words.EVIDENCE[f"{stage}.{c.key}"]))
                for c in self.process.stage(stage).exit_criteria
            )
            story = self._say(self.random.choice(words.WIN_STORIES))
            wishes: dict[Field, Value] = {
                Field.STAGE: self.process.won.key,
                Field.CLOSED_ON: day,
                Field.AMOUNT: self.brief.amount,
            }
            text = f"{self.brief.account} signed, {self.brief.amount.short}!"
            self.steps.append(Step(at=self._at(day), text=text, wishes=wishes, ticks=ticks, story=story))
        elif self.brief.fate is Fate.LOST:
            reason, note = self.random.choice(words.LOST)
            wishes = {Field.STAGE: self.process.lost.key, Field.CLOSED_ON: day, Field.LOST_REASON: reason}
            text = f"Lost {self.brief.account}. {self._say(note)}"
            self.steps.append(Step(at=self._at(day), text=text, wishes=wishes, reason=reason))
        elif self.brief.fate is Fate.HEALTHY and stage == "proposal" and self.random.random() < 0.35:
            wishes = {Field.CATEGORY: ForecastCategory.COMMIT}
            text = f"I commit {self.brief.account}, {self.who} gave me a date"
            self.steps.append(Step(at=self._at(day), text=text, wishes=wishes))

    def _contacts(self) -> tuple[DemoContact, ...]:
        """One to three people; who decides is among them, unless that is what the deal lacks."""
        roles = [BuyingRole.DECISION_MAKER, BuyingRole.CHAMPION, BuyingRole.INFLUENCER, BuyingRole.USER]
        if self.brief.fate is Fate.INCOMPLETE:
            roles.remove(BuyingRole.DECISION_MAKER)
        roles = [roles[0], *self.random.sample(roles[1:], k=self.random.randint(0, 2))]
        firsts = self.random.sample(words.FIRST_NAMES, k=len(roles))
        lasts = self.random.sample(words.LAST_NAMES, k=len(roles))
        if self.brief.account == words.ACCOUNTS[0]:
            firsts[0], lasts[0] = words.FIRST_NAMES[0], words.LAST_NAMES[0]
        return tuple(
            DemoContact(name=f"{first} {last}", title=self.random.choice(words.TITLES[role.value]), role=role)
            for first, last, role in zip(firsts, lasts, roles, strict=True)
        )

    def _say(self, phrase: str) -> str:
        cost = Money(round(self.brief.amount.minor / 700_000) * 100_000 + 200_000).short
        return phrase.format(who=self.who, product=self.product, account=self.brief.account, cost=cost)


def amounts(random: Random, count: int) -> Sequence[Money]:
    """Believable sizes: most between 10 and 60 thousand, some far larger, in steps of 500."""
    return [Money(max(12, round(random.lognormvariate(3.35, 0.75) * 2)) * 50_000) for _ in range(count)]
