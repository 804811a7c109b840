"""Puts the single rules together: which of them reads a day, a period, or a clock time at a place, and how a day and
a time join. The longest reading wins."""

from __future__ import annotations

from datetime import timedelta
from typing import Final, cast

from sales.language.times import clock, offsets, parts, periods
from sales.language.times.almanac import DAY, Almanac, When, midnight
from sales.language.times.beside import beside
from sales.language.times.days import (
    Found,
    Rule,
    date_then_weekday,
    day_month,
    month_day,
    named_day,
    numeric,
    ordinal_day,
    relative_weekday,
    week_then_weekday,
    weekday,
    weekday_and_number,
    weekday_then_date,
    weekdays_away,
)
from sales.language.times.feasts.book import begins
from sales.language.times.feasts.reading import feast
from sales.language.times.tokens import Tokens


def period_at(p: Tokens, a: Almanac, i: int) -> Found | None:
    """The week, month, quarter or year that begins at `i`."""
    for rule in (periods.quarter, periods.relative_unit, periods.numeric_month, periods.month, _week_of):
        if found := rule(p, a, i):
            return found
    j = p.skip(i, "the")
    if p.kind(j) == "num" and len(p.text(j)) == 4:
        return periods.year(p, a, j - 1 if p.text(j - 1) in ("in", "of") else j) or _bare_year(p, j)
    return parts.in_period(p, a, i, _plain_period)


def _bare_year(p: Tokens, j: int) -> Found | None:
    number = p.number(j)
    return (periods.year_of(number), j + 1) if 1900 <= number <= 2199 else None


def _plain_period(p: Tokens, a: Almanac, i: int) -> Found | None:
    for rule in (periods.quarter, periods.relative_unit, periods.numeric_month, periods.month):
        if found := rule(p, a, i):
            return found
    return _bare_year(p, p.skip(i, "the", "year")) if p.kind(p.skip(i, "the", "year")) == "num" else None


def _week_of(p: Tokens, a: Almanac, i: int) -> Found | None:
    return periods.week_of(p, a, i, _simple_day)


def _part_of(p: Tokens, a: Almanac, i: int) -> Found | None:
    return parts.part_of(p, a, i, period_at)


def _in_period(p: Tokens, a: Almanac, i: int) -> Found | None:
    return parts.in_period(p, a, i, _plain_period)


def _away(p: Tokens, a: Almanac, i: int) -> Found | None:
    return offsets.away(p, a, i, _simple_day)


_BEGINS: Final[tuple[tuple[Rule, str], ...]] = (
    (weekday_then_date, "wd"),
    (date_then_weekday, "mon num ord word"),
    (weekday_and_number, "wd"),
    (month_day, "mon"),
    (day_month, "num ord word"),
    (numeric, "iso date named slash dot"),
    (named_day, "word unit"),
    (relative_weekday, "rel"),
    (weekday, "wd"),
    (weekdays_away, "num word"),
    (week_then_weekday, "rel"),
    (_in_period, "ord rel word"),
    (ordinal_day, "ord num word"),
    (_part_of, "word unit mon ord"),
    (_away, "num word unit clock dot slash"),
    (offsets.run_of_units, "rel word num"),
    (periods.quarter, "quarter ord rel word"),
    (periods.relative_unit, "rel unit word"),
    (periods.numeric_month, "slash"),
    (periods.month, "mon rel"),
    (_week_of, "unit word"),
    (periods.year, "num word unit"),
    (periods.season, "rel word"),
)
"""Every rule for days and periods with the kinds of token it may begin with; days first, so that they win a tie."""
_RULES: Final[dict[str, tuple[Rule, ...]]] = {
    kind: tuple(rule for rule, kinds in _BEGINS if kind in kinds.split())
    for kind in "wd mon num ord rel unit word quarter clock iso date named slash dot".split()  # noqa: SIM905
}
_NOT_SIMPLE: Final = frozenset({_part_of, _away}) | {rule for rule, _ in _BEGINS[-8:]}
_SIMPLE: Final = {kind: (*(rule for rule in rules if rule not in _NOT_SIMPLE), feast) for kind, rules in _RULES.items()}
"""Rules for the single days that other rules count from: "3 days after Easter"."""


def _longest(rules: tuple[Rule, ...], p: Tokens, a: Almanac, i: int) -> Found | None:
    best: Found | None = None
    for rule in rules:
        try:
            found = rule(p, a, i)
        except (ValueError, OverflowError):
            continue
        if found and (best is None or found[1] > best[1]):
            best = found
    return best


def _simple_day(p: Tokens, a: Almanac, i: int) -> Found | None:
    i = p.skip(i, "on")
    return _longest(_SIMPLE.get(p.kind(i), ()), p, a, i)


def once(rule: Rule) -> Rule:
    """The rule, reading each place of a text once: several others ask for the same."""
    name = rule.__name__

    def reads(p: Tokens, a: Almanac, i: int) -> Found | None:
        if (name, i) not in p.known:
            p.known[name, i] = rule(p, a, i)
        return cast(Found | None, p.known[name, i])

    return reads


@once
def day_or_period(p: Tokens, a: Almanac, i: int) -> Found | None:
    """The day or period that begins at `i`: the longest reading, a day before a period of the same length."""
    best = _longest(_RULES.get(p.kind(i), ()), p, a, i)
    if begins(p.text(i)) or begins(p.text(p.skip(i, "the") + (p.kind(p.skip(i, "the")) == "rel"))):
        special = feast(p, a, i)
        if special and (best is None or special[1] >= best[1]):
            best = special
    return best


def day_beside(p: Tokens, a: Almanac, i: int) -> Found | None:
    """ "the Monday after Easter", "the closest Friday to the 15th"."""
    return beside(p, a, i, _day_without_beside)


def _day_without_beside(p: Tokens, a: Almanac, i: int) -> Found | None:
    if p.kind(i) == "num" and len(p.text(i)) == 4:
        return _bare_year(p, i)
    return day_or_period(p, a, p.skip(i, "on"))


_AT: Final = ("at", "@", "around", "about", "approximately", "approx", "circa", "roughly", "for", "by")
_NOW: Final = ("now", "atm", "asap")


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
        found
        for rule in (day_beside, _day_with_time, _time_with_day, _part_with_day)
        if (found := tried(rule, p, a, i)) is not None
    ]
    return max(options, key=lambda found: found[1], default=None)


def tried(rule: Rule, p: Tokens, a: Almanac, i: int) -> Found | None:
    """What the rule reads; nothing where it would leave the calendar (year 0, year 3000)."""
    try:
        return rule(p, a, i)
    except (ValueError, OverflowError):
        return None


def _now(a: Almanac) -> When:
    start = a.now.replace(microsecond=0)
    return When(start, start + timedelta(seconds=1), "second", "now", a.today)


def _day_with_time(p: Tokens, a: Almanac, i: int) -> Found | None:
    found = day_or_period(p, a, i)
    if found is None or found[0].grain != "day" or found[0].last != found[0].first:
        return found
    when, j = found
    if when.rule == "today" and (later := offsets.away(p, a, j, _simple_day)) and not later[0].is_whole_days:
        return later
    if part := clock.part_of_day(p, p.skip(j, ",")):
        name, hours, k = part
        timed = _clock_after(p, k)
        if timed is not None:
            return _placed(a, when, _within_part(timed[0], name), "a time that day"), timed[1]
        return kept(clock.part_on(when.first, name, hours), when), k
    timed = _clock_after(p, j)
    if timed is not None:
        return _placed(a, when, timed[0], "a time that day"), timed[1]
    return found


def kept(found: When, day: When) -> When:
    """A time on a day that is in doubt is in doubt too."""
    return found.doubted(day.doubt, *day.offers) if day.doubt else found


def _placed(a: Almanac, day: When, at: clock.Clock, rule: str) -> When:
    return kept(clock.at_clock(a, day.first, at, rule), day)


def _clock_after(p: Tokens, j: int) -> tuple[clock.Clock, int] | None:
    """A clock time behind a day: "at 5", ", 3pm", "@ 10:30", or right behind it when it cannot be anything else."""
    k = p.skip_all(j, ",", "-", "from", "in", "the", "between", "starting") if p.text(j) in (",", "starting") else j
    m = p.skip_all(k, *_AT) if p.text(k) in _AT and p.text(k) not in ("for", "by") else k
    if m > k and (found := clock.clock_at(p, m) or clock.bare_hour(p, m)):
        return found
    found = clock.clock_at(p, k)
    if found and (p.kind(k) == "clock" or found[0].sure):
        return found
    return None


def _within_part(at: clock.Clock, name: str) -> clock.Clock:
    """5 in the evening is 17:00, 9 in the morning 9:00, whatever hours alone would mean."""
    hour = at.hour - 12 if at.hour >= 12 and not at.sure and at.hour > 12 else at.hour
    if name == "morning":
        return clock.Clock(hour, at.minute, at.second, at.grain, True, at.zone)
    return clock.Clock(hour + 12 if hour < 12 else hour, at.minute, at.second, at.grain, True, at.zone)


def _time_with_day(p: Tokens, a: Almanac, i: int) -> Found | None:
    j = p.skip_all(i, *_AT) if p.text(i) in _AT else i
    found = clock.clock_at(p, j)
    if found is None and j > i and p.text(j - 1) not in ("for", "by", "about"):
        found = clock.bare_hour(p, j)
    if found is None and p.kind(j) == "num" and p.text(j + 1) in ("tomorrow", "tonight"):
        found = clock.bare_hour(p, j)
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
    if not at.sure and clock.Clock(at.hour - 12 if at.hour > 12 else at.hour, at.minute).on(a.today) >= a.now:
        pass
    return clock.at_clock(a, clock.next_clock(a, at), at, "a time of day"), k


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
            found[0] in ("lunch", "night", "lunchtime") and j == i and found[2] == i + 1 and len(p) > 1
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
    if a.past and shift == 0 and midnight(base) + timedelta(hours=hours[0]) > a.now:
        base -= DAY
    if timed:
        return clock.at_clock(a, base, _within_part(timed[0], name), "a time of day"), timed[1]
    return clock.part_on(base, name, hours), k
