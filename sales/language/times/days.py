"""Single days: "Friday", "the 15th", "March 3rd 2027", "3/4", "last Monday of March". Each rule reads from one token
on and says how far it came; what none of them reads is nobody's guess."""

from __future__ import annotations

from datetime import date

from sales.language.times.almanac import DAY, Almanac, When, one_day
from sales.language.times.dates import impossible
from sales.language.times.rule import Found
from sales.language.times.tokens import Tokens

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
        return _after_next(a, number), i + 3
    if p.text(i + 1) == "before" and p.text(i + 2) == "last":
        back = (a.today.weekday() - number - 1) % 7 + 8
        return one_day(a.today - back * DAY, "the weekday before last"), i + 3
    day = a.coming(number)
    if number == a.today.weekday():
        offers = (a.today, day)
        return one_day(day, "a weekday").doubted(f"today is {name}", *offers), i + 1
    return one_day(day, "the last weekday of that name" if a.past else "the coming weekday"), i + 1


def _after_next(a: Almanac, number: int) -> When:
    """ "Friday after next": the second to come; where this week's is still to come, others mean the third."""
    coming = a.today + ((number - a.today.weekday() - 1) % 7 + 1) * DAY
    found = one_day(coming + 7 * DAY, "the weekday after next")
    if coming - a.today < (a.week(a.today)[1] - a.today) or coming.weekday() == a.today.weekday():
        return found.doubted("one week or two away", coming + 7 * DAY, coming + 14 * DAY)
    return found


def _weekday_with_week(p: Tokens, a: Almanac, i: int, number: int) -> Found | None:
    """ "Wednesday next week", "Friday of this week", "Friday week"."""
    j = p.skip_all(i + 1, "of", "in", "the", ",", "on")
    if p.kind(j) == "rel" and p.unit(j + 1) == "week":
        return one_day(a.weekday(number, p.number(j)), "a weekday of a named week"), j + 2
    if p.unit(j) == "week" and p.words[j + 1 : j + 3] == ["after", "next"]:
        return one_day(a.weekday(number, 2), "a weekday of a named week"), j + 3
    if p.text(i + 1) in ("next", "last") and p.kind(i + 2) in ("", "mark"):
        ahead = (number - a.today.weekday() - 1) % 7 + 1
        back = (a.today.weekday() - number - 1) % 7 + 1
        step = ahead if p.text(i + 1) == "next" else -back
        return one_day(a.today + step * DAY, "the weekday that comes next, or was last"), i + 2
    counted = p.quantity(p.skip(i + 1, "in"))
    if counted and p.unit(counted[1]) == "week" and counted[0] <= 8:
        k = p.skip_all(counted[1] + 1, "from", "now", "time", "'")
        if p.kind(k) in ("", "mark"):
            day = a.today + ((number - a.today.weekday() - 1) % 7 + 1 + 7 * int(counted[0])) * DAY
            return one_day(day, "a weekday and weeks").doubted("weeks beside a weekday", day, day - 7 * DAY), k
    if p.text(i + 1) in ("week", "fortnight"):
        weeks = 1 if p.text(i + 1) == "week" else 2
        return one_day(a.coming(number) + 7 * weeks * DAY, "that weekday in a week or two"), i + 2
    return None


def next_working_day(p: Tokens, a: Almanac, i: int) -> Found | None:
    """ "next business day", "the following working day"."""
    if p.kind(i) != "rel" or p.number(i) != 1 or p.text(i + 1) not in ("business", "working", "work"):
        return None
    return (one_day(a.working_days(1, a.today), "the next working day"), i + 3) if p.unit(i + 2) == "day" else None


def relative_weekday(p: Tokens, a: Almanac, i: int) -> Found | None:
    """ "next Friday" is that of next week, "last Friday" the one gone by, "this Friday" the present week's."""
    i += p.text(i) == "this" and p.text(i + 1) in ("coming", "upcoming")
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
