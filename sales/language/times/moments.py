"""A day and a clock time together: "tomorrow at 3", "9am on Monday", "this evening at 8"."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from sales.language.lexicon import words
from sales.language.numbers import TENS, UNITS
from sales.language.times import clock, offsets
from sales.language.times.almanac import DAY, Almanac, When, midnight
from sales.language.times.beside import NEAREST, SIDES, beside
from sales.language.times.clock_values import Clock
from sales.language.times.grammar import bare_year, day_or_period, once, simple_day, tried
from sales.language.times.rule import Found, Rule
from sales.language.times.tokens import DIGITS, Tokens
from sales.language.times.workdays import behind_day_end


def day_beside(p: Tokens, a: Almanac, i: int) -> Found | None:
    """ "the Monday after Easter", "the closest Friday to the 15th"."""
    return beside(p, a, i, _day_without_beside)


def _day_without_beside(p: Tokens, a: Almanac, i: int) -> Found | None:
    if p.kind(i) == "num" and len(p.text(i)) == 4:
        return bare_year(p, i)
    return day_or_period(p, a, p.skip(i, "on"))


_AT: Final = ("at", "@", "around", "about", "approximately", "approx", "circa", "roughly", "for", "by")


@once
def moment_at(p: Tokens, a: Almanac, i: int) -> Found | None:
    """The day, period or clock time that begins at `i`, a day and a time together where both are said."""
    if p.text(i) in ("now", "atm"):
        return _now(a), i + 1
    if p.text(i) in ("right", "just") and p.text(i + 1) == "now":
        return _now(a), i + 2
    if p.text(i) == "at" and p.text(i + 1) == "the" and p.text(i + 2) == "moment":
        return _now(a), i + 3
    options = [
        found for rule, needs in _RULES if (not needs or p.says(needs)) and (found := tried(rule, p, a, i)) is not None
    ]
    return max(options, key=lambda found: found[1], default=None)


def _now(a: Almanac) -> When:
    start = a.now.replace(microsecond=0)
    return When(start, start + timedelta(seconds=1), "second", "now", a.today)


def _day_with_time(p: Tokens, a: Almanac, i: int) -> Found | None:
    early, late = p.text(i) == "early", p.text(i) == "late"
    found = day_or_period(p, a, i)
    if found is None and (early or late):
        return _early_or_late(p, a, i)
    if found is None or found[0].grain != "day" or found[0].last != found[0].first:
        return found
    when, j = found
    if when.rule == "today" and (later := offsets.away(p, a, j, simple_day)) and not later[0].is_whole_days:
        return later
    if part := clock.part_of_day(p, p.skip(j, ",")):
        name, hours, k = part
        timed = _clock_after(p, k)
        if timed is not None:
            at = _within_part(timed[0], name)
            return kept(clock.at_clock(a, _night_of(when.first, name, at), at, "a time that day"), when), timed[1]
        return kept(clock.part_on(when.first, name, hours), when), k
    timed = _clock_after(p, j)
    if timed is not None:
        return _placed(a, when, timed[0], "a time that day"), timed[1]
    if p.words[j : j + 3] == ["at", "the", "latest"]:
        return when, j + 3
    if p.text(j) == "latest" or p.words[j : j + 2] == ["first", "thing"]:
        return when, j + 1 + (p.text(j) == "first")
    if p.text(j) in ("am", "pm"):
        half, hours = ("morning", (0, 12)) if p.text(j) == "am" else ("afternoon", (12, 19))
        return kept(clock.part_on(when.first, half, hours), when), j + 1
    k = p.skip_all(j, ",", "by", "at", "-")
    after = behind_day_end(p, k)
    return (when, after) if after > k else found


def _early_or_late(p: Tokens, a: Almanac, i: int) -> Found | None:
    """ "late tomorrow night", "early Monday morning": the outer hours of that part."""
    found = day_or_period(p, a, i + 1)
    part = clock.part_of_day(p, found[1]) if found and found[0].grain == "day" else None
    if found is None or part is None:
        return None
    name, (start, end), k = part
    if p.text(i) == "early" and name == "morning":
        end = 9
    elif p.text(i) == "late" and start == 18:
        start = 21
    return kept(clock.part_on(found[0].first, name, (start, end)), found[0]), k


def kept(found: When, day: When) -> When:
    """A time on a day that is in doubt is in doubt too."""
    return found.doubted(day.doubt, *day.offers) if day.doubt else found


def _placed(a: Almanac, day: When, at: Clock, rule: str) -> When:
    return kept(clock.at_clock(a, day.first, at, rule), day)


def _clock_after(p: Tokens, j: int) -> tuple[Clock, int] | None:
    """A clock time behind a day: "at 5", ", 3pm", "@ 10:30", or right behind it when it cannot be anything else."""
    k = p.skip_all(j, ",", "-", "from", "in", "the", "between", "starting") if p.text(j) in (",", "starting") else j
    m = p.skip_all(k, *_AT) if p.text(k) in _AT and p.text(k) not in ("for", "by") else k
    if m > k and (found := clock.clock_at(p, m) or clock.bare_hour(p, m)):
        return found
    if military := _four_digits(p, k):
        return military
    found = clock.clock_at(p, k)
    if found and (p.kind(k) == "clock" or found[0].sure or p.text(found[1] - 1) in ("o'clock", "oclock", "clock")):
        return found
    return None


def _four_digits(p: Tokens, k: int, behind: tuple[str, ...] = ("", "mark")) -> tuple[Clock, int] | None:
    """The "1400" of "Monday 1400", where nothing follows that it could count."""
    text = p.text(k)
    if p.kind(k) != "num" or len(text) != 4 or p.kind(k + 1) not in behind or text[-1] not in "05":
        return None
    hour, minute = int(text[:2]), int(text[2:])
    return (Clock(hour, minute, 0, "minute"), k + 1) if hour < 19 and minute < 60 else None


def _night_of(day: date, name: str, at: Clock) -> date:
    """The day of that hour of a day's night: the small hours belong to the day after."""
    return day + DAY if name in _NIGHTS and at.sure and at.hour <= _SMALL_HOURS else day


_NIGHTS: Final = ("tonight", "tonite", "night")
_SMALL_HOURS: Final = 5


def _within_part(at: Clock, name: str) -> Clock:
    """5 in the evening is 17:00, 9 in the morning 9:00, whatever hours alone would mean."""
    if at.sure and at.hour < 12:
        return at
    hour = at.hour - 12 if at.hour >= 12 and not at.sure and at.hour > 12 else at.hour
    if name == "morning":
        return Clock(hour, at.minute, at.second, at.grain, True, at.zone)
    return Clock(hour + 12 if hour < 12 else hour, at.minute, at.second, at.grain, True, at.zone)


def _time_with_day(p: Tokens, a: Almanac, i: int) -> Found | None:
    j = p.skip_all(i, *_AT) if p.text(i) in _AT else i
    found = clock.clock_at(p, j)
    if found is None and j > i and p.text(j - 1) not in ("for", "by", "about"):
        found = clock.bare_hour(p, j)
    if found is None and p.kind(j) == "num" and p.text(j + 1) in ("tomorrow", "tonight", "tonite"):
        found = clock.bare_hour(p, j)
    if (
        found is None
        and p.kind(j) == "num"
        and p.words[j + 1 : j + 3] == ["in", "the"]
        and p.text(j + 3) in clock.PARTS
    ):
        found = clock.bare_hour(p, j)
    if found is None:
        found = _leading_zero(p, j)
    if found is None:
        return None
    at, k = found
    k2 = p.skip_all(k, ",", "on", "of", "-") if p.text(k) in (",", "on", "of") else k
    day = day_or_period(p, a, k2)
    if day and day[0].grain == "day" and day[0].first == day[0].last:
        part = clock.part_of_day(p, day[1])
        if part:
            return _placed(a, day[0], _within_part(at, part[0]), "a time that day"), part[2]
        return _placed(a, day[0], at, "a time that day"), day[1]
    if p.text(k2) in ("tonight", "tonite"):
        return clock.at_clock(a, a.today, _within_part(at, "tonight"), "a time of day"), k2 + 1
    return clock.at_clock(a, clock.next_clock(a, at), at, "a time of day"), k


def _leading_zero(p: Tokens, j: int) -> tuple[Clock, int] | None:
    """The "0900" of "0900 Monday", or of nothing else: no count and no amount begins with a zero."""
    if not p.text(j).startswith("0") or (p.kind(j + 1) not in ("", "wd", "mon", "rel") and p.text(j + 1) != "on"):
        return None
    return _four_digits(p, j, ("", "mark", "wd", "mon", "rel", "word"))


def _is_no_meal(p: Tokens, i: int) -> bool:
    """Whether "lunch today" is an hour: it stands alone or behind "at"; with "had" before it somebody ate."""
    alone = i == 0 and p.text(i + 2) == ""
    return alone or p.text(i - 1) in ("at", "by", "before", "after", "around", "until", "till", "over")


def _part_with_day(p: Tokens, a: Almanac, i: int) -> Found | None:
    """ "this morning", "tonight", "last night", "tomorrow evening", "the morning of the 15th", with a time behind."""
    j, shift, late = i, 0, False
    if p.text(j) == "late" and p.text(j + 1) == "last":
        j, late = j + 1, True
    if p.text(j) == "last" and p.text(j + 1) == "night":
        shift, part = -1, ("night", (21, 24) if late else (18, 24), j + 2)
    else:
        j = p.skip(j, "this") if p.text(j) == "this" else j
        found = clock.part_of_day(p, j)
        if found is None or (
            found[0] in ("lunch", "night", "lunchtime")
            and j == i
            and found[2] == i + 1
            and len(p) > 1
            and not (p.text(found[2]) in ("today", "tomorrow") and _is_no_meal(p, i))
        ):
            return None
        part = found
    name, hours, k = part
    timed = _clock_after(p, k) if p.text(k) not in (",",) else None
    if timed is None and name in ("tonight", "tonite") and p.kind(k) == "num" and len(p.text(k)) in (3, 4):
        timed = clock.bare_hour(p, k)
    m = p.skip(k, "of", "on")
    day = day_or_period(p, a, m) if m > k or p.kind(k) in ("wd", "mon") or p.text(k) in ("tomorrow", "today") else None
    if day and day[0].grain == "day":
        return kept(clock.part_on(day[0].first, name, hours), day[0]), day[1]
    base = a.today + shift * DAY
    if a.past and shift == 0 and p.text(i) != "this" and midnight(base) + timedelta(hours=hours[0]) > a.now:
        base -= DAY
    if timed:
        at = _within_part(timed[0], name)
        return clock.at_clock(a, _night_of(base, name, at), at, "a time of day"), timed[1]
    return clock.part_on(base, name, hours), k


_HOURS: Final = frozenset({*UNITS, *TENS, *words("noon midday noonish midnight mid half quarter"), DIGITS})
_RULES: Final[tuple[tuple[Rule, frozenset[str]], ...]] = (
    (day_beside, frozenset({*SIDES, *NEAREST})),
    (_day_with_time, frozenset()),
    (_time_with_day, _HOURS),
    (_part_with_day, frozenset(clock.PARTS)),
)
"""The rules of a moment, each with the words one of which it needs; where two read as far, the first wins."""
