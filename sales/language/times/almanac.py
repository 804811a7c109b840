"""The calendar a message is read against, and the stretch of time a phrase stands for. Knows no words."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import cached_property

from sales.period import FiscalCalendar, Period

DAY = timedelta(days=1)
FIRST_YEAR, LAST_YEAR = 1900, 2199
Stretch = tuple[date, date]


@dataclass(frozen=True, slots=True)
class When:
    """A stretch of local wall-clock time, half-open. `day`, `doubt` and `offers` as in `TimeSpan`."""

    start: datetime
    end: datetime
    grain: str
    rule: str
    day: date | None = None
    doubt: str = ""
    offers: tuple[date, ...] = ()

    @property
    def is_whole_days(self) -> bool:
        """Whether it is made of days, weeks, months: nothing finer."""
        return self.grain in ("day", "week", "month", "quarter", "year")

    @property
    def first(self) -> date:
        """The first day it touches."""
        return self.start.date()

    @property
    def last(self) -> date:
        """The last day it touches."""
        return (self.end - timedelta(microseconds=1)).date()

    def doubted(self, doubt: str, *offers: date) -> When:
        """The same stretch, but to be asked about."""
        return replace(self, day=None, doubt=doubt, offers=offers)


def midnight(day: date) -> datetime:
    """The first moment of `day` on the wall clock."""
    return datetime.combine(day, time(0))


def one_day(day: date, rule: str) -> When:
    """That day, meant as itself."""
    return When(midnight(day), midnight(day + DAY), "day", rule, day)


def stretch(start: date, end: date, grain: str, rule: str, day: date | None = None) -> When:
    """The days from `start` up to but not including `end`; meant as `day` where one is given."""
    return When(midnight(start), midnight(end), grain, rule, day)


def whole(start: date, end: date, grain: str, rule: str) -> When:
    """A period said without a day in it: as a date it must be asked about, its last day offered first."""
    last = end - DAY
    offers = (last, start) if grain != "week" else (start + timedelta(days=4), start)
    return When(midnight(start), midnight(end), grain, rule, None, f"a {grain}, not a day", offers)


def weekend_of(saturday: date) -> When:
    """From the Friday before at 18:00 to Monday; as a date it must be asked about."""
    found = When(datetime.combine(saturday - DAY, time(18)), midnight(saturday + 2 * DAY), "hour", "a weekend")
    return found.doubted("a weekend, not a day", saturday - DAY, saturday + 2 * DAY)


def add_months(day: date, months: int) -> date:
    """The same day `months` later, or that month's last day. Years outside 1900 to 2199 raise `ValueError`."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError("year out of range")
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


@dataclass(frozen=True)
class Almanac:
    """The speaker's local `now` (naive wall clock) and the workspace's habits. `past` leans what has no direction
    towards what has happened instead of what is to come. `country` (ISO 3166, "" where it is open) decides about the
    few holidays that countries keep on different days."""

    now: datetime
    past: bool = False
    day_first: bool = False
    week_start: int = 0
    fiscal_start: int = 1
    country: str = ""

    @classmethod
    def at(cls, day: date) -> Almanac:
        """A calendar for that day, with nobody's habits."""
        return cls(datetime.combine(day, time(0)))

    @cached_property
    def today(self) -> date:
        """The day on the speaker's wall clock."""
        return self.now.date()

    @cached_property
    def fiscal(self) -> FiscalCalendar:
        """The workspace's fiscal calendar."""
        return FiscalCalendar(self.fiscal_start)

    def weekday(self, weekday: int, weeks: int = 0) -> date:
        """The day of that weekday (0 = Monday) in the present week, or `weeks` later."""
        start = self.week(self.today)[0]
        return start + timedelta(days=(weekday - start.weekday()) % 7 + 7 * weeks)

    def coming(self, weekday: int) -> date:
        """The nearest day of that weekday after today, or before today when leaning to the past."""
        if self.past:
            return self.today - timedelta(days=(self.today.weekday() - weekday - 1) % 7 + 1)
        return self.today + timedelta(days=(weekday - self.today.weekday() - 1) % 7 + 1)

    def week(self, day: date) -> Stretch:
        """The week that holds `day`, from the workspace's first weekday."""
        start = day - timedelta(days=(day.weekday() - self.week_start) % 7)
        return start, start + timedelta(days=7)

    def unit(self, name: str, day: date, shift: int = 0) -> Stretch:
        """The day, week, month, quarter (fiscal) or year that holds `day`, moved by `shift` of them."""
        if name == "day":
            return day + shift * DAY, day + (shift + 1) * DAY
        if name == "week":
            start, end = self.week(day)
            return start + timedelta(days=7 * shift), end + timedelta(days=7 * shift)
        if name == "month":
            start = add_months(day.replace(day=1), shift)
            return start, add_months(start, 1)
        if name == "quarter":
            start = add_months(self.fiscal.quarter(day).start, 3 * shift)
            return start, add_months(start, 3)
        start = date(day.year + shift, 1, 1)
        return start, date(day.year + shift + 1, 1, 1)

    def year_of(self, month: int, day: int = 1) -> int:
        """The year in which an undated month and day fall next (or last), the present month counting as next."""
        this = self.today
        if self.past:
            return this.year if (month, day) <= (this.month, this.day) else this.year - 1
        return this.year if (month, day) >= (this.month, this.day) else this.year + 1

    def quarter(self, number: int, year: int | None = None) -> Period:
        """Fiscal quarter `number` of fiscal `year`; without one the next that has not ended, or the last begun."""
        calendar = self.fiscal
        if year is None:
            year = calendar.fiscal_year(self.today)
            found = calendar.named(f"{year}-Q{number}", self.today)
            if self.past and found.start > self.today:
                return calendar.named(f"{year - 1}-Q{number}", self.today)
            if not self.past and found.end <= self.today:
                return calendar.named(f"{year + 1}-Q{number}", self.today)
            return found
        return calendar.named(f"{year}-Q{number}", self.today)

    def working_days(self, count: int, start: date) -> date:
        """The day `count` working days (Monday to Friday) after `start`, or before it when negative."""
        step, left, day = (DAY if count > 0 else -DAY), abs(count), start
        while left:
            day += step
            left -= day.weekday() < 5
        return day


def full_year(number: int) -> int:
    """A year written with two digits: 00 to 49 are this century, 50 to 99 the last."""
    if number >= 100:
        return number
    return 2000 + number if number < 50 else 1900 + number
