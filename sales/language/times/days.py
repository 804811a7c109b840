"""Single days: "Friday", "the 15th", "March 3rd 2027", "3/4", "last Monday of March". Each rule reads from one token
on and says how far it came; what none of them reads is nobody's guess."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

from sales.language.times.almanac import DAY, FIRST_YEAR, LAST_YEAR, Almanac, When, full_year, one_day
from sales.language.times.tokens import MONTHS, Tokens

Found = tuple[When, int]
Rule = Callable[[Tokens, Almanac, int], Found | None]

_WORDS = {
    "today": 0,
    "2day": 0,
    "tomorrow": 1,
    "tmrw": 1,
    "tmw": 1,
    "tomorow": 1,
    "tommorow": 1,
    "tommorrow": 1,
    "tomorrows": 1,
    "yesterday": -1,
    "yday": -1,
}
_SEASON_OF_DOUBT = timedelta(days=92)
"""A day of the year that went by (or lies ahead) less than this is not silently moved to another year."""


def named_day(p: Tokens, a: Almanac, i: int) -> Found | None:
    """ "today", "tomorrow", "the day after tomorrow", "day before yesterday"."""
    word = p.text(i)
    if word in _WORDS:
        if p.text(i + 1) == "week" and word in ("today", "tomorrow"):
            return one_day(a.today + (_WORDS[word] + 7) * DAY, f"{word} in a week"), i + 2
        return one_day(a.today + _WORDS[word] * DAY, word), i + 1
    if word == "day" and p.text(i + 1) in ("after", "before"):
        j = i + 2
        if p.text(i + 1) == "after" and p.text(j) in ("tomorrow", "tmrw", "tmw"):
            return one_day(a.today + 2 * DAY, "the day after tomorrow"), j + 1
        if p.text(i + 1) == "before" and p.text(j) == "yesterday":
            return one_day(a.today - 2 * DAY, "the day before yesterday"), j + 1
    return None


def weekday(p: Tokens, a: Almanac, i: int) -> Found | None:
    """ "Friday" is the coming one, or the last one for what happened; said on a Friday it must be asked."""
    if p.kind(i) != "wd":
        return None
    number, name = p.number(i), p.text(i)
    if found := _weekday_with_week(p, a, i, number):
        return found
    if p.text(i + 1) == "after" and p.text(i + 2) == "next":
        return one_day(a.weekday(number, 1), "the weekday after next"), i + 3
    day = a.coming(number)
    if number == a.today.weekday():
        offers = (a.today, day)
        return one_day(day, "a weekday").doubted(f"today is {name}", *offers), i + 1
    return one_day(day, "the last weekday of that name" if a.past else "the coming weekday"), i + 1


def _weekday_with_week(p: Tokens, a: Almanac, i: int, number: int) -> Found | None:
    """ "Wednesday next week", "Friday of this week", "Friday week"."""
    j = p.skip_all(i + 1, "of", "in", "the", ",", "on")
    if p.kind(j) == "rel" and p.unit(j + 1) == "week":
        return one_day(a.weekday(number, p.number(j)), "a weekday of a named week"), j + 2
    if p.text(i + 1) in ("week", "fortnight"):
        weeks = 1 if p.text(i + 1) == "week" else 2
        return one_day(a.coming(number) + 7 * weeks * DAY, "that weekday in a week or two"), i + 2
    return None


def relative_weekday(p: Tokens, a: Almanac, i: int) -> Found | None:
    """ "next Friday" is that of next week, "last Friday" the one gone by, "this Friday" the present week's."""
    if p.kind(i) != "rel" or p.kind(i + 1) != "wd":
        return None
    shift, number = p.number(i), p.number(i + 1)
    if p.text(i) in ("coming", "upcoming"):
        return one_day(a.today + ((number - a.today.weekday() - 1) % 7 + 1) * DAY, "the coming weekday"), i + 2
    if shift == 1:
        return one_day(a.weekday(number, 1), "a weekday of next week"), i + 2
    if shift == -1:
        back = (a.today.weekday() - number - 1) % 7 + 1
        return one_day(a.today - back * DAY, "the last weekday of that name"), i + 2
    day = a.weekday(number)
    if day < a.today and not a.past:
        later = day + 7 * DAY
        return one_day(later, "this weekday").doubted("this week's has passed", later, day), i + 2
    return one_day(day, "a weekday of this week"), i + 2


def week_then_weekday(p: Tokens, a: Almanac, i: int) -> Found | None:
    """ "next week Tuesday", "this week on Friday"."""
    if p.kind(i) != "rel" or p.unit(i + 1) != "week":
        return None
    j = p.skip(i + 2, "on")
    if p.kind(j) != "wd":
        return None
    return one_day(a.weekday(p.number(j), p.number(i)), "a weekday of a named week"), j + 1


def weekdays_away(p: Tokens, a: Almanac, i: int) -> Found | None:
    """ "3 Fridays from now", "two Mondays ago"."""
    quantity = p.quantity(i)
    if quantity is None or p.kind(quantity[1]) != "wd" or not 1 <= quantity[0] <= 100:
        return None
    count, j = int(quantity[0]), quantity[1]
    number, tail = p.number(j), p.text(j + 1)
    if tail == "ago":
        back = (a.today.weekday() - number - 1) % 7 + 1
        return one_day(a.today - (back + 7 * (count - 1)) * DAY, "weekdays ago"), j + 2
    if tail == "from" and p.text(j + 2) in ("now", "today"):
        ahead = (number - a.today.weekday() - 1) % 7 + 1
        return one_day(a.today + (ahead + 7 * (count - 1)) * DAY, "weekdays from now"), j + 3
    return None


def month_day(p: Tokens, a: Almanac, i: int) -> Found | None:
    """ "March 3", "Mar the 3rd, 2027", "march third"."""
    if p.kind(i) != "mon":
        return None
    j = p.skip_all(i + 1, ".", "-", "/", "the") if p.text(i + 1) in (".", "-", "/", "the") else i + 1
    number, j = _day_number(p, j)
    if number == 0 or (p.kind(j - 1) == "num" and _is_something_else(p, j)):
        return None
    return _dated(p, a, p.number(i), number, j)


def day_month(p: Tokens, a: Almanac, i: int) -> Found | None:
    """ "3 March", "3rd of March 2027", "the second of march", "14april"."""
    number, j = _day_number(p, p.skip(i, "the"))
    if number == 0:
        return None
    if p.unit(j) == "day":
        j += 1
    j = p.skip_all(j, "of", "-", ".", "the", "in") if p.text(j) in ("of", "-", ".", "in") else j
    if p.kind(j) != "mon":
        return None
    return _dated(p, a, p.number(j), number, p.skip(j + 1, "."))


def _day_number(p: Tokens, i: int) -> tuple[int, int]:
    """A day of the month in digits, as an ordinal, or in words; 0 where there is none."""
    if p.kind(i) in ("num", "ord") and "." not in p.text(i) and 1 <= p.number(i) <= 31:
        return p.number(i), i + 1
    quantity = p.quantity(i) if p.kind(i) == "word" else None
    if quantity and 1 <= quantity[0] <= 31 and p.text(i) not in ("a", "an", "couple", "few"):
        return int(quantity[0]), quantity[1]
    return 0, i


def _is_something_else(p: Tokens, j: int) -> bool:
    """Whether the number before `j` is a count, an amount or a clock time rather than a day."""
    return p.text(j) in ("k", "m", "%", ":", "pm", "am", "people", "deals", "calls") or (
        p.adjacent(j) and p.kind(j) in ("word", "unit", "clock")
    )


def year_after(p: Tokens, a: Almanac, j: int) -> tuple[int | None, int]:
    """The year said at `j` ("2027", ", 2027", "of next year", "'27"), and the index behind it."""
    k = p.skip_all(j, ",", "of", "in", "/", "-")
    if p.kind(k) == "rel" and p.unit(k + 1) == "year":
        return a.today.year + p.number(k), k + 2
    if p.text(k) == "the" and p.kind(k + 1) == "rel" and p.unit(k + 2) == "year":
        return a.today.year + p.number(k + 1), k + 3
    if p.text(k) == "'" and p.kind(k + 1) == "num" and len(p.text(k + 1)) == 2:
        return full_year(p.number(k + 1)), k + 2
    if p.kind(k) != "num" or len(p.text(k)) != 4 or not FIRST_YEAR <= p.number(k) <= LAST_YEAR:
        return None, j
    if p.text(k + 1) in ("k", "%", "people") or (p.text(k - 1) in ("-", "/") and k - 1 > j):
        return None, j
    return p.number(k), k + 1


def _dated(p: Tokens, a: Almanac, month: int, day: int, j: int) -> Found | None:
    """The day of that month, its year said, or the next (last) one there is. 30 February is never another day."""
    year, after = year_after(p, a, j)
    if year is None and p.kind(j) == "num" and len(p.text(j)) == 2 and p.number(j) > 12 and p.text(j + 1) == "":
        year, after = full_year(p.number(j)), j + 1
    if year is None:
        return undated(a, month, day), j
    if day > monthrange(year, month)[1]:
        return impossible(a, year, month), after
    return one_day(date(year, month, day), "a date"), after


def undated(a: Almanac, month: int, day: int) -> When:
    """A month and day without a year: the coming (last) one, in doubt where it has only just gone by."""
    if day > monthrange(2000, month)[1]:
        return impossible(a, a.year_of(month), month)
    year = a.year_of(month, day)
    if (month, day) == (2, 29):
        step = -1 if a.past else 1
        while monthrange(year, 2)[1] == 28:
            year += step
    found = date(year, month, day)
    other = found.replace(year=year + (1 if a.past else -1), day=min(day, 28) if month == 2 else day)
    if abs(other - a.today) < _SEASON_OF_DOUBT < abs(found - a.today):
        return one_day(found, "a date without a year").doubted("it may be another year", found, other)
    return one_day(found, "a date without a year")


def impossible(a: Almanac, year: int, month: int) -> When:
    """A day that the calendar does not have; the month's last day is offered."""
    last = date(year, month, monthrange(year, month)[1])
    return one_day(last, "no such day").doubted("there is no such day", last)


def ordinal_day(p: Tokens, a: Almanac, i: int) -> Found | None:
    """ "the 15th", "on the 3rd", "20th of next month", "the first": of this month, or the next one it exists in."""
    j = p.skip(i, "the")
    if p.kind(j) not in ("ord", "num") or not 1 <= p.number(j) <= 31:
        return None
    number, j = p.number(j), j + 1
    k = p.skip(j + (p.unit(j) == "day"), "of", "in")
    if k > j and p.kind(p.skip(k, "the")) == "rel" and p.unit(p.skip(k, "the") + 1) == "month":
        k = p.skip(k, "the")
        start, end = a.unit("month", a.today, p.number(k))
        return _in_month(a, start, end, number), k + 2
    if k > j and p.text(k) in ("the", "each") and p.unit(k + 1) == "month":
        return _next_with(a, number), k + 2
    if p.kind(j - 1) != "ord" or p.kind(j) in ("unit", "wd"):
        return None
    if p.items[j - 1].text.isalpha() and (p.text(i) != "the" or p.text(j)):
        return None
    return _next_with(a, number), j


def _in_month(a: Almanac, start: date, end: date, number: int) -> When:
    found = start + (number - 1) * DAY
    return one_day(found, "a day of a named month") if found < end else impossible(a, start.year, start.month)


def _next_with(a: Almanac, number: int) -> When:
    step = -1 if a.past else 1
    for shift in range(0, 3 * step, step):
        start, end = a.unit("month", a.today, shift)
        found = start + (number - 1) * DAY
        if found < end and (found <= a.today if a.past else found > a.today or found == a.today):
            return one_day(found, "a day of the month")
    return impossible(a, a.today.year, a.today.month)


def weekday_and_number(p: Tokens, a: Almanac, i: int) -> Found | None:
    """ "Friday the 13th", "Fri 14th", "Mon 3": the next day that is both."""
    if p.kind(i) != "wd":
        return None
    j = p.skip_all(i + 1, "the", ",", ".")
    if p.kind(j) != "ord" or p.items[j].text.isalpha() or p.kind(p.skip(j + 1, "of", "day")) == "mon":
        return None
    step = -DAY if a.past else DAY
    day = a.today
    for _ in range(400):
        if day.weekday() == p.number(i) and day.day == p.number(j):
            return one_day(day, "a weekday and a day of the month"), j + 1
        day += step
    return None


def weekday_then_date(p: Tokens, a: Almanac, i: int) -> Found | None:
    """ "Friday, March 5", "Fri 5 March 2027": the date decides; a weekday that contradicts it must be asked."""
    if p.kind(i) != "wd":
        return None
    j = p.skip_all(i + 1, ",", ".", "the", "-")
    found = month_day(p, a, j) or day_month(p, a, j) or numeric(p, a, j)
    return None if found is None else (_agreeing(a, found[0], p.number(i)), found[1])


def date_then_weekday(p: Tokens, a: Almanac, i: int) -> Found | None:
    """ "March 5, Friday"."""
    found = month_day(p, a, i) or day_month(p, a, i)
    if found is None:
        return None
    j = p.skip_all(found[1], ",", "(")
    return None if p.kind(j) != "wd" else (_agreeing(a, found[0], p.number(j)), p.skip(j + 1, ")"))


def _agreeing(a: Almanac, found: When, weekday_number: int) -> When:
    """A date whose weekday was said too. Without a year, the year in which both are true."""
    if found.first.weekday() == weekday_number or found.doubt == "there is no such day":
        return found
    if found.rule == "a date without a year":
        for years in (1, -1, 2, -2, 3, 4, 5, 6):
            try:
                other = found.first.replace(year=found.first.year + years)
            except ValueError:
                continue
            if other.weekday() == weekday_number:
                return one_day(other, "a weekday and a date")
    return found.doubted("the weekday and the date do not agree", found.first)


_ISO = re.compile(r"(\d{4})-(\d\d?)-(\d\d?)(?![\d])")


def numeric(p: Tokens, a: Almanac, i: int) -> Found | None:
    """Dates in digits. The order of day and month is the workspace's, unless only the other one exists."""
    kind, text = p.kind(i), p.text(i)
    if kind == "iso":
        match = _ISO.fullmatch(text)
        if match is None:
            return None
        return _checked(a, int(match[1]), int(match[2]), int(match[3]), "a date in ISO 8601"), i + 1
    if kind == "date":
        first, second, third = (int(n) for n in re.findall(r"\d+", text))
        if first > 31:
            return (_checked(a, first, second, third, "a date"), i + 1) if first > 999 else None
        return _ordered(a, first, second, full_year(third)), i + 1
    if kind == "named":
        day, name, year = re.findall(r"\d+|[a-z]+", re.sub(r"(?<=\d)(st|nd|rd|th)", "", text))
        return _checked(a, full_year(int(year)), MONTHS[name], int(day), "a date"), i + 1
    if kind in ("slash", "dot"):
        first, second = (int(n) for n in re.findall(r"\d+", text))
        if first > 31 or second > 31 or (kind == "slash" and (first == 0 or second == 0)):
            return None
        if kind == "dot" and not (a.day_first and p.kind(i - 1) in ("wd", "word") and p.text(i - 1) in _DOT_AFTER):
            return None
        year, j = year_after(p, a, i + 1)
        return _ordered(a, first, second, year), j
    return None


_DOT_AFTER = frozenset({"on", "by", "until", "till", "am", "close", "closes", "closing", "from", "due"})


def _ordered(a: Almanac, first: int, second: int, year: int | None) -> When:
    day, month = (first, second) if a.day_first else (second, first)
    if month > 12 >= day:
        day, month = month, day
    if month > 12 or month == 0 or not 1 <= day <= 31:
        return impossible(a, a.today.year, a.today.month)
    if year is None:
        return undated(a, month, day)
    return _checked(a, year, month, day, "a date, " + ("day first" if a.day_first else "month first"))


def _checked(a: Almanac, year: int, month: int, day: int, rule: str) -> When:
    if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12):
        return impossible(a, a.today.year, a.today.month)
    if not 1 <= day <= monthrange(year, month)[1]:
        return impossible(a, year, month)
    return one_day(date(year, month, day), rule)
