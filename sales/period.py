"""Stretches of days: half-open periods, fiscal calendars and working days. Knows calendars only;
which zone "today" belongs to is decided by the caller."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import Enum
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sales.errors import Invalid


class Grain(Enum):
    """How long a named period is."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """The days from `start` up to but not including `end`, with the name people call it by ("2017-Q4")."""

    start: date
    end: date
    name: str = ""

    def __contains__(self, day: date | None) -> bool:
        return day is not None and self.start <= day < self.end

    @property
    def last_day(self) -> date:
        return self.end - timedelta(days=1)

    @property
    def key(self) -> str:
        """What `FiscalCalendar.named` reads back as this period: its name, or its days where it is called by these."""
        return f"{self.start.isoformat()}/{self.end.isoformat()}" if " " in self.name or not self.name else self.name

    @property
    def days(self) -> int:
        return (self.end - self.start).days

    def instants(self, timezone: str) -> tuple[datetime, datetime]:
        """The half-open instants the period spans in `timezone`."""
        return midnight(self.start, timezone), midnight(self.end, timezone)


@dataclass(frozen=True, slots=True)
class FiscalCalendar:
    """Years that begin with `start_month` (1-12) and are named by the calendar year they end in."""

    start_month: int = 1

    def __post_init__(self) -> None:
        if not 1 <= self.start_month <= 12:
            raise Invalid("The fiscal year must start in a month from 1 to 12.", field="fiscal_start")

    def month(self, day: date) -> Period:
        start = day.replace(day=1)
        return Period(start, _add_months(start, 1), f"{start:%Y-%m}")

    def quarter(self, day: date) -> Period:
        """The fiscal quarter that holds `day`, named like "2017-Q4" (fiscal year, quarter)."""
        offset = (day.month - self.start_month) % 12
        start = _add_months(day.replace(day=1), -(offset % 3))
        return Period(start, _add_months(start, 3), f"{self.fiscal_year(day)}-Q{offset // 3 + 1}")

    def year(self, day: date) -> Period:
        offset = (day.month - self.start_month) % 12
        start = _add_months(day.replace(day=1), -offset)
        return Period(start, _add_months(start, 12), f"FY{self.fiscal_year(day)}")

    def fiscal_year(self, day: date) -> int:
        """The calendar year in which the fiscal year that holds `day` ends."""
        return day.year + 1 if self.start_month > 1 and day.month >= self.start_month else day.year

    def of(self, day: date, grain: Grain = Grain.QUARTER) -> Period:
        match grain:
            case Grain.MONTH:
                return self.month(day)
            case Grain.QUARTER:
                return self.quarter(day)
            case Grain.YEAR:
                return self.year(day)

    def next(self, period: Period) -> Period:
        return self.of(period.end, grain_of(period))

    def previous(self, period: Period) -> Period:
        return self.of(period.start - timedelta(days=1), grain_of(period))

    def known(self, start: date, end: date) -> Period | None:
        """The month, quarter or year of exactly these days; None where the calendar has no such."""
        periods = (self.month(start), self.quarter(start), self.year(start))
        return next((period for period in periods if (period.start, period.end) == (start, end)), None)

    def named(self, name: str, today: date) -> Period:
        """The period people mean by `name`: "this", "next" or "last" [month|quarter|year], "2017-Q4", "Q4",
        "2017-03", "FY2018". Raises `Invalid` with the forms that are understood."""
        words = name.strip().lower()
        if match := re.fullmatch(r"(this|next|last|current|previous)?\s*(month|quarter|year)?", words):
            grain = Grain(match[2] or "quarter")
            current = self.of(today, grain)
            step = {"next": self.next, "last": self.previous, "previous": self.previous}.get(match[1] or "this")
            return step(current) if step else current
        if match := re.fullmatch(r"(?:(?:fy)?(\d{4})[-\s]*)?q([1-4])(?:\s*(?:fy)?(\d{4}))?", words):
            year = int(match[1] or match[3] or self.fiscal_year(today))
            return self.quarter(_add_months(self._first_day(year), 3 * (int(match[2]) - 1)))
        if match := re.fullmatch(r"(\d{4})-(\d{1,2})", words):
            return self.month(_month_start(int(match[1]), int(match[2]), name))
        if match := re.fullmatch(r"fy\s*(\d{4})|(\d{4})", words):
            return self.year(self._first_day(int(match[1] or match[2])))
        if match := re.fullmatch(r"(\d{4}-\d\d-\d\d)/(\d{4}-\d\d-\d\d)", words):
            return spelled(_iso_day(match[1], name), _iso_day(match[2], name))
        raise Invalid(f'I do not know the period "{name}". Try this, next, 2026-Q4, 2026-11 or FY2026.')

    def _first_day(self, fiscal_year: int) -> date:
        if not 1900 <= fiscal_year <= 2200:
            raise Invalid("The year must lie between 1900 and 2200.")
        return date(fiscal_year - (1 if self.start_month > 1 else 0), self.start_month, 1)


def spelled(start: date, end: date) -> Period:
    """A period that is no month, quarter or year, called by its first and last day. Raises `Invalid` for one that ends
    before it begins."""
    if start >= end:
        raise Invalid("A period must end after it begins.")
    return Period(start, end, f"{day_words(start)} to {day_words(end - timedelta(days=1))}")


def _iso_day(text: str, said: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Invalid(f'I do not know the period "{said}".') from None


def grain_of(period: Period) -> Grain:
    """The grain a calendar period has, by its length."""
    if period.days <= 31:
        return Grain.MONTH
    return Grain.QUARTER if period.days <= 92 else Grain.YEAR


def _month_start(year: int, month: int, said: str) -> date:
    if not (1900 <= year <= 2200 and 1 <= month <= 12):
        raise Invalid(f'There is no month "{said}". Write it like 2026-11.')
    return date(year, month, 1)


def _add_months(first: date, months: int) -> date:
    index = first.year * 12 + first.month - 1 + months
    return date(index // 12, index % 12 + 1, 1)


def zone(name: str) -> ZoneInfo:
    """The IANA zone of that name. Raises `Invalid` for an unknown one."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise Invalid(f'"{name}" is not a time zone. Use a name such as Europe/London.') from None


def known_zone(name: str, otherwise: str) -> str:
    """`name`, or `otherwise` where no such zone is known on this machine: others may have heard of newer ones."""
    try:
        return zone(name).key
    except Invalid:
        return otherwise


def midnight(day: date, timezone: str) -> datetime:
    """The first instant of `day` in `timezone`."""
    return datetime.combine(day, time(0), zone(timezone))


def day_words(day: date | None, missing: str = "no date") -> str:
    """The day as people write it in English, with its weekday: Wed 31 Mar 2027."""
    return f"{day:%a} {day.day} {day:%b %Y}" if day else missing


def local_date(instant: datetime, timezone: str) -> date:
    """The calendar day that `instant` (aware) falls on in `timezone`."""
    return instant.astimezone(zone(timezone)).date()


@lru_cache(maxsize=64)
def _holidays_of(country: str, year: int) -> frozenset[date]:
    import holidays

    try:
        return frozenset(holidays.country_holidays(country, years=year))
    except (NotImplementedError, KeyError):
        return frozenset()


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """Which days a person works: weekdays (0 = Monday) but public holidays of `country` and own `days_off`."""

    country: str | None = None
    days_off: frozenset[date] = frozenset()
    weekdays: frozenset[int] = frozenset(range(5))

    def works_on(self, day: date) -> bool:
        if day.weekday() not in self.weekdays or day in self.days_off:
            return False
        return self.country is None or day not in _holidays_of(self.country, day.year)

    def working_days(self, start: date, end: date) -> int:
        """Working days after `start` up to and including `end`; 0 when `end` is not after `start`.
        Whole weeks are counted, not walked, so that ten years cost no more than one."""
        if end <= start:
            return 0
        weeks, rest = divmod((end - start).days, 7)
        last = end.weekday()
        count = weeks * len(self.weekdays) + sum((last - n) % 7 in self.weekdays for n in range(rest))
        off = _days_off(self, start.year, end.year)
        return count - (bisect_right(off, end) - bisect_right(off, start))


@lru_cache(maxsize=4_096)
def _days_off(calendar: WorkCalendar, first_year: int, last_year: int) -> tuple[date, ...]:
    """The weekdays of these years that are holidays or own days off, in order. Kept, for it is asked of every deal."""
    off = set(calendar.days_off)
    if calendar.country is not None:
        off.update(*(_holidays_of(calendar.country, year) for year in range(first_year, last_year + 1)))
    return tuple(sorted(day for day in off if day.weekday() in calendar.weekdays))
