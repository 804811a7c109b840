"""Invented companies, to try projections on: deals as they would stand in an export, from a seed. Two mechanisms,
since nobody knows which one a real company follows: deals that ripen with age, and closings at a pace of their
own."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from sales.process import Outcome
from sales.projection import History, Past

Stay = tuple[int, int, Outcome]
"""The days on which a deal was created and closed, counted from the first quarter's first day, and how it ended."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Company:
    """What is particular about a company; the rest (size, cycle, win rate, length of history) comes from the seed.
    `growth` is a range per quarter; `rush` is how many of the deals wait for the quarter's last days; `swing` is
    annual seasonality; `wobble` is how much the level drifts a month; `break_` is by how much it once jumps;
    `spread` is the log-normal sigma of amounts; `paced` companies close at their own pace in the rhythm of
    `months`."""

    growth: tuple[float, float] = (-0.02, 0.04)
    rush: tuple[float, float] = (0.0, 0.25)
    swing: float = 0.0
    wobble: float = 0.08
    break_: tuple[float, ...] = (1.0,)
    spread: tuple[float, float] = (0.4, 1.0)
    daily: tuple[float, ...] = (1.5, 3.0, 6.0)
    paced: bool = False
    months: tuple[tuple[float, float, float], ...] = ((1.0, 1.0, 1.0),)
    late: float = 1.0


SAWTOOTH = ((0.7, 1.0, 1.3), (0.6, 0.9, 1.5), (0.8, 0.9, 1.3), (1.2, 0.9, 0.9))
PACED = Company(paced=True, wobble=0.05, daily=(0.8, 2.0, 4.0))
RIPENING = {
    "steady": Company(),
    "growing": Company(growth=(0.10, 0.35)),
    "shrinking": Company(growth=(-0.20, -0.05)),
    "rush": Company(rush=(0.4, 1.0)),
    "rush and growth": Company(rush=(0.4, 1.0), growth=(0.05, 0.25)),
    "huge deals": Company(spread=(1.2, 1.8), daily=(0.8, 1.5, 3.0)),
    "seasons": Company(swing=0.35),
    "team changes": Company(wobble=0.3),
    "regime change": Company(break_=(0.5, 0.6, 1.6, 2.0)),
    "small": Company(daily=(0.3, 0.5, 0.8)),
}
AT_OWN_PACE = {
    "steady": PACED,
    "growing": replace(PACED, growth=(0.10, 0.35)),
    "shrinking": replace(PACED, growth=(-0.20, -0.05)),
    "rush": replace(PACED, months=SAWTOOTH),
    "rush and growth": replace(PACED, months=SAWTOOTH, growth=(0.05, 0.25)),
    "huge deals": replace(PACED, spread=(1.2, 1.8)),
    "seasons": replace(PACED, swing=0.35),
    "team changes": replace(PACED, wobble=0.3),
    "regime change": replace(PACED, break_=(0.5, 0.6, 1.6, 2.0)),
    "entered late": replace(PACED, months=SAWTOOTH, late=0.2),
}
COMPANIES = RIPENING | {f"{kind}, own pace": company for kind, company in AT_OWN_PACE.items()}
"""Half of them by either mechanism, so that neither is taken for granted."""


def history(kind: str, seed: int) -> History:
    """The deals of the company of that kind and seed, in US cents; the same for the same arguments."""
    chance, company = Random(f"{kind}/{seed}"), COMPANIES[kind]
    first = date(2018, chance.choice((1, 4, 7, 10)), 1)
    days = 91 * chance.choice((4, 5, 6, 8, 10)) + 20
    stays = _paced(company, chance, first, days) if company.paced else _ripening(company, chance, first, days)
    spread = chance.uniform(*company.spread)
    return History(
        tuple(
            Past(
                id=str(number),
                owner=f"Rep {number % 7}",
                amount=None if how is Outcome.OPEN else round(math.exp(chance.gauss(12, spread))),
                currency="USD",
                created_on=first + timedelta(days=created),
                closed_on=None if how is Outcome.OPEN else first + timedelta(days=closed),
                outcome=how,
            )
            for number, (created, closed, how) in enumerate(stays)
        )
    )


def _ripening(company: Company, chance: Random, first: date, days: int) -> Iterator[Stay]:
    """Deals are created at a drifting rate and end when they are ripe. What ended before the first day is in no
    file."""
    cycle, sigma, win = chance.uniform(25, 110), chance.uniform(0.4, 1.0), chance.uniform(0.2, 0.65)
    rush = chance.uniform(*company.rush)
    for day, rate in _rates(company, chance, first, -chance.choice((60, 300, 300)), days):
        for _ in range(_poisson(chance, rate)):
            age = chance.lognormvariate(math.log(cycle), sigma)
            won = chance.random() < win
            closed = day + int(age if won else age * chance.uniform(0.5, 1.6)) + 1
            if won:
                closed = _hurried(chance, first, closed, rush)
            if closed >= days:
                yield day, closed, Outcome.OPEN
            elif closed >= 0:
                yield day, closed, Outcome.WON if won else Outcome.LOST


def _paced(company: Company, chance: Random, first: date, days: int) -> Iterator[Stay]:
    """Deals are closed at a drifting rate, whatever lies in the pipeline, where others gather that never close."""
    cycle, sigma, win = chance.uniform(25, 90) * company.late, chance.uniform(0.4, 1.0), chance.uniform(0.3, 0.7)
    months, dead = chance.choice(company.months), chance.uniform(0.0, 0.6)
    for day, rate in _rates(company, chance, first, 0, days + 120):
        month = (first + timedelta(days=day)).month
        for _ in range(_poisson(chance, rate * months[(month - 1) % 3])):
            created = day - int(chance.lognormvariate(math.log(cycle), sigma))
            if day < days:
                yield created, day, Outcome.WON if chance.random() < win else Outcome.LOST
            elif created < days:
                yield created, day, Outcome.OPEN
        if day < days:
            yield from ((day, day, Outcome.OPEN) for _ in range(_poisson(chance, rate * dead)))


def _rates(company: Company, chance: Random, first: date, start: int, end: int) -> Iterator[tuple[int, float]]:
    """Each day's expected number of deals: level x growth x season x jump, and next to nothing on weekends."""
    daily, growth = chance.choice(company.daily) * chance.uniform(0.7, 1.3), chance.uniform(*company.growth)
    phase, jump, jump_on = chance.uniform(0, 365), chance.choice(company.break_), chance.uniform(0.3, 0.8) * end
    level = 0.0
    for day in range(start, end):
        if day % 30 == 0:
            level = 0.8 * level + chance.gauss(0, company.wobble)
        weekday = 1.3 if (first + timedelta(days=day)).weekday() < 5 else 0.15
        season = 1 + company.swing * math.sin(2 * math.pi * (day + phase) / 365)
        rate = daily * weekday * season * math.exp(level) * (1 + growth) ** (day / 91)
        yield day, rate * (jump if day > jump_on else 1.0)


def _hurried(chance: Random, first: date, closed: int, rush: float) -> int:
    """Some deals that would close within a quarter's last ten weeks wait for its last days."""
    day = first + timedelta(days=closed)
    next_start = date(day.year + day.month // 10, (day.month - 1) // 3 * 3 % 9 + 4 if day.month < 10 else 1, 1)
    left = (next_start - day).days
    if chance.random() < rush * 0.6 and 6 < left < 75:
        return closed + left - 1 - min(int(chance.expovariate(1 / 6)), left - 1)
    return closed


def _poisson(chance: Random, mean: float) -> int:
    """Knuth's method, fit for small means."""
    limit, product, count = math.exp(-mean), chance.random(), 0
    while product > limit:
        product *= chance.random()
        count += 1
    return count
