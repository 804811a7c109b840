"""How open deals turn into won ones with age: weekly counts of deals by age and band of value, the hazards that
follow from them, and the wins they let expect. Knows no calendar and no period."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sales.projection.history import Row, View, Won

OLDEST = 60
"""Ages are counted in weeks up to this; older deals share the last one."""
WEEKS_KEPT = 208
HAZARD_WEEKS, NEW_WEEKS = 52, 13
"""How far back the hazards and the rate of new deals are measured."""
SHRINK = 8.0
"""Deal-weeks at the hazard of all ages that every age is given, so that a rare age is not taken at its word."""
FEW_WINS = 5
"""As many wins of the usual amount are added to a band's own when its typical amount is measured."""

Ages = list[float]
FIELD = 1 << 20
"""Stays are packed into whole numbers, since a hundred thousand of them are counted at once: twice the weeks since
a deal was created, plus one if it was won, times this, plus the weeks since it ended, plus one (0: it has not)."""


@dataclass(frozen=True, slots=True)
class Hazards:
    """The chance, by age in weeks, that a deal open at the start of a week is won, or ends at all, within it."""

    won: Ages
    ended: Ages


class Weeks:
    """Deals by week and age, in whole weeks back from the view's day. Deals enter their first week at age 0."""

    def __init__(self, stays: Counter[int], length: int) -> None:
        self.length = length
        self.new = [0.0] * length
        self._won = [_no_ages() for _ in range(length)]
        self._ended = [_no_ages() for _ in range(length)]
        before = _no_ages()
        for stay, count in stays.items():
            begun, ended = divmod(stay, FIELD)
            created, won = divmod(begun, 2)
            entered, left = length - 1 - created, length - ended
            if left < 0:
                continue
            if entered < 0:
                before[min(-entered, OLDEST)] += count
            else:
                self.new[entered] += count
            if left < length:
                age = min(left - entered, OLDEST)
                self._ended[left][age] += count
                self._won[left][age] += count if won else 0
        self._standing, self._at_risk = self._stock(before)

    def _stock(self, standing: Ages) -> tuple[list[Ages], list[Ages]]:
        """The deals open when each week began, the last being the view's day; and those plus the week's new ones."""
        opened: list[Ages] = [standing]
        at_risk: list[Ages] = []
        for new, ended in zip(self.new, self._ended, strict=True):
            risk = [standing[0] + new, *standing[1:]]
            at_risk.append(risk)
            standing = _a_week_older([n - gone for n, gone in zip(risk, ended, strict=True)])
            opened.append(standing)
        return opened, at_risk

    def hazards(self, week: int, first: int) -> Hazards:
        """The hazards measured in the weeks from `first` up to but not including `week`, at most 52."""
        past = slice(max(first, week - HAZARD_WEEKS, 0), week)
        at_risk = _column_sums(self._at_risk[past])
        return Hazards(*(_shrunk(_column_sums(events[past]), at_risk) for events in (self._won, self._ended)))

    def expected_wins(self, week: int, first: int, days: int) -> float:
        """Deals that will be won within `days` of the start of `week`: of those open then, and of new ones, which
        keep coming as in the thirteen weeks before."""
        hazards = self.hazards(week, first)
        recent = self.new[max(week - NEW_WEEKS, 0) : week]
        rate = sum(recent) / max(len(recent), 1)
        standing, expected = self._standing[week], 0.0
        for left in range(days, 0, -7):
            risk = [standing[0] + rate, *standing[1:]]
            expected += min(left / 7, 1.0) * sum(n * p for n, p in zip(risk, hazards.won, strict=True))
            standing = _a_week_older([n * (1 - p) for n, p in zip(risk, hazards.ended, strict=True)])
        return expected


class Pipeline:
    """All deals of a view by week, age and band: thirds of the amounts that were known while deals were open. Deals
    whose amounts were not known then share a band of their own."""

    def __init__(self, view: View) -> None:
        self._today = view.today
        oldest = min([row[0] for row in view.rows], default=view.today)
        self.length = max(min((view.today - 1 - oldest) // 7 + 1, WEEKS_KEPT), 1)
        self._first = self.length - (view.today - min(view.first_outcome, view.today)) // 7
        self._all = view.won
        stays, wins = _banded(view)
        self._bands = [
            (Weeks(Counter(of_band), self.length), won) for of_band, won in zip(stays, wins, strict=True) if of_band
        ]

    def week_of(self, day: int) -> int:
        """The week that begins on `day`, which is a whole number of weeks before the view's day."""
        return self.length - (self._today - day) // 7

    def expected_value(self, day: int, days: int) -> float:
        """Minor units that will be won within `days` from `day` on, by what was known then: expected wins of each
        band at the band's mean amount of the last 365 days."""
        week = self.week_of(day)
        usual = self._all.typical(day - 365, day)
        expected = 0.0
        for weeks, won in self._bands:
            value, count = won.value(day - 365, day), won.count(day - 365, day)
            typical = (value + FEW_WINS * usual) / (count + FEW_WINS)
            expected += typical * weeks.expected_wins(week, self._first, days)
        return expected


def _banded(view: View) -> tuple[list[list[int]], list[Won]]:
    """The stays and the wins of each band: amounts that were not known while deals were open, then the three
    thirds."""
    today, last = view.today, view.today - 1
    told = sorted([row[3] for row in view.wins if row[4] < row[1]])
    low, high = (told[len(told) * n // 3] for n in (1, 2)) if told else (0, 0)
    stays: list[list[int]] = [[], [], [], []]
    for created, closed, won, minor, known, _ in view.rows:
        band = 0 if known >= closed or known >= today else 1 if minor <= low else 2 if minor <= high else 3
        if closed < today:
            stays[band].append(((last - created) // 7 * 2 + won) * FIELD + (last - closed) // 7 + 1)
        else:
            stays[band].append((last - created) // 7 * 2 * FIELD)
    if not told:
        return stays, [view.won] * 4
    wins: list[list[Row]] = [[], [], [], []]
    for row in view.wins:
        wins[0 if row[4] >= row[1] else 1 if row[3] <= low else 2 if row[3] <= high else 3].append(row)
    return stays, [Won(each) for each in wins]


def _no_ages() -> Ages:
    return [0.0] * (OLDEST + 1)


def _a_week_older(ages: Ages) -> Ages:
    return [0.0, *ages[:-2], ages[-2] + ages[-1]]


def _column_sums(rows: Sequence[Ages]) -> Ages:
    return [sum(column) for column in zip(*rows, strict=True)] if rows else _no_ages()


def _shrunk(events: Ages, at_risk: Ages) -> Ages:
    overall = sum(events) / max(sum(at_risk), 1.0)
    return [min((n + SHRINK * overall) / (risk + SHRINK), 1.0) for n, risk in zip(events, at_risk, strict=True)]
