"""Puts the single rules for days and periods together: which of them may begin with which token. The longest reading
wins."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from sales.language.lexicon import words
from sales.language.times import offsets, parts, periods
from sales.language.times.almanac import Almanac
from sales.language.times.dates import (
    date_then_weekday,
    day_month,
    month_day,
    numeric,
    weekday_then_date,
    year_month_day,
)
from sales.language.times.days import (
    named_day,
    next_working_day,
    ordinal_day,
    relative_weekday,
    week_then_weekday,
    weekday,
    weekday_and_number,
    weekdays_away,
)
from sales.language.times.feasts.book import begins
from sales.language.times.feasts.reading import feast
from sales.language.times.quarters import quarter
from sales.language.times.rule import Found, Rule
from sales.language.times.runs import run_of_units
from sales.language.times.seasons import long_ago, new_year, season
from sales.language.times.timewords import WEEKDAYS
from sales.language.times.tokens import DIGITS, Tokens
from sales.language.times.workdays import day_end, first_thing, same_time


def period_at(p: Tokens, a: Almanac, i: int) -> Found | None:
    """The week, month, quarter or year that begins at `i`."""
    for rule in (quarter, periods.relative_unit, periods.numeric_month, periods.month, _week_of):
        if found := rule(p, a, i):
            return found
    j = p.skip(i, "the")
    if p.kind(j) == "num" and len(p.text(j)) == 4:
        return periods.year(p, a, j - 1 if p.text(j - 1) in ("in", "of") else j) or bare_year(p, j)
    return parts.in_period(p, a, i, _plain_period)


def bare_year(p: Tokens, j: int) -> Found | None:
    """A number that the words around it have made a year."""
    number = p.number(j)
    return (periods.year_of(number), j + 1) if 1900 <= number <= 2199 else None


def _plain_period(p: Tokens, a: Almanac, i: int) -> Found | None:
    for rule in (quarter, periods.relative_unit, periods.numeric_month, periods.month):
        if found := rule(p, a, i):
            return found
    return bare_year(p, p.skip(i, "the", "year")) if p.kind(p.skip(i, "the", "year")) == "num" else None


def _week_of(p: Tokens, a: Almanac, i: int) -> Found | None:
    return periods.week_of(p, a, i, simple_day)


def _part_of(p: Tokens, a: Almanac, i: int) -> Found | None:
    return parts.part_of(p, a, i, period_at)


def _in_period(p: Tokens, a: Almanac, i: int) -> Found | None:
    return parts.in_period(p, a, i, _plain_period)


def _several_in_period(p: Tokens, a: Almanac, i: int) -> Found | None:
    return parts.several_in_period(p, a, i, _plain_period)


def _away(p: Tokens, a: Almanac, i: int) -> Found | None:
    return offsets.away(p, a, i, simple_day)


def _first_thing(p: Tokens, a: Almanac, i: int) -> Found | None:
    return first_thing(p, a, i, simple_day)


def _day_end(p: Tokens, a: Almanac, i: int) -> Found | None:
    return day_end(p, a, i, simple_day)


_BEGINS: Final[tuple[tuple[Rule, str], ...]] = (
    (weekday_then_date, "wd"),
    (date_then_weekday, "mon num ord word slash"),
    (weekday_and_number, "wd"),
    (year_month_day, "num"),
    (month_day, "mon"),
    (day_month, "num ord word"),
    (numeric, "iso date named slash dot"),
    (named_day, "word unit"),
    (relative_weekday, "rel"),
    (next_working_day, "rel"),
    (weekday, "wd"),
    (weekdays_away, "num word"),
    (week_then_weekday, "rel"),
    (_in_period, "ord rel word"),
    (_several_in_period, "ord rel word"),
    (ordinal_day, "ord num word"),
    (_part_of, "word unit mon ord quarter"),
    (_day_end, "word"),
    (_first_thing, "ord rel"),
    (new_year, "word"),
    (long_ago, "word"),
    (same_time, "rel word"),
    (_away, "num word unit clock dot slash"),
    (run_of_units, "rel word num"),
    (quarter, "quarter ord rel word num"),
    (periods.relative_unit, "rel unit word"),
    (periods.numeric_month, "slash"),
    (periods.month, "mon rel"),
    (_week_of, "unit word"),
    (periods.year, "num word unit"),
    (season, "rel word"),
)
"""Every rule for days and periods with the kinds of token it may begin with; days first, so that they win a tie."""
_RULES: Final[dict[str, tuple[Rule, ...]]] = {
    kind: tuple(rule for rule, kinds in _BEGINS if kind in kinds.split())
    for kind in "wd mon num ord rel unit word quarter clock iso date named slash dot".split()  # noqa: SIM905
}
_NOT_SIMPLE: Final = frozenset(
    {_several_in_period, _part_of, _away, _day_end, _first_thing, same_time, new_year, long_ago}
) | {rule for rule, _ in _BEGINS[-8:]}
_NEEDS: Final[dict[Rule, frozenset[str]]] = {
    **dict.fromkeys((date_then_weekday, weekdays_away, relative_weekday, week_then_weekday), frozenset({"wd"})),
    **dict.fromkeys((next_working_day, new_year), frozenset({"unit"})),
    day_month: frozenset({"mon"}),
    _in_period: frozenset({"wd", "unit"}),
    ordinal_day: frozenset({"ord", "num"}),
    run_of_units: frozenset({"rel"}),
}
"""The kinds of token one of which a rule needs somewhere in the text."""
NEEDS_WORDS: Final[dict[Rule, frozenset[str]]] = {
    named_day: words("today 2day tomorrow tmrw tmw tomorow tommorow tommorrow tomorrows yesterday yday day"),
    next_working_day: words("business working work"),
    _in_period: words("of in"),
    _several_in_period: words("first last final"),
    _part_of: words("end close ending eo beginning start begining top middle mid midst early earlier late later half")
    | words("midweek eow eom eoq eoy eofq eofy bow bom boq boy bofq bofy"),
    _day_end: words("eod cob eob eop close end"),
    _first_thing: words("thing"),
    new_year: words("new"),
    long_ago: words("other ago back"),
    same_time: words("time day date"),
    _away: words("in after within ago back earlier before from following prior out hence away less on this come today")
    | {"tomorrow", "yesterday", *WEEKDAYS},
    quarter: words("quarter quarters qtr qtrs fiscal financial calendar cal") | {DIGITS},
    periods.year: frozenset({DIGITS}),
    _week_of: words("of commencing starting beginning ending ended w wc wb") | {DIGITS},
    season: words("spring summer autumn fall winter"),
}
"""The words one of which a rule needs somewhere in the text."""
Attempt = tuple[Rule, frozenset[str]]
"""A rule with the words one of which it needs, if it needs any."""


def _attempts(rules: Iterable[Rule]) -> tuple[Attempt, ...]:
    return tuple((rule, NEEDS_WORDS.get(rule, frozenset())) for rule in rules)


_SIMPLE: Final = {
    kind: _attempts((*(rule for rule in rules if rule not in _NOT_SIMPLE), feast)) for kind, rules in _RULES.items()
}
"""Rules for the single days that other rules count from: "3 days after Easter"."""


@lru_cache(maxsize=1024)
def _rules_for(kind: str, held: frozenset[str]) -> tuple[Attempt, ...]:
    """The rules worth trying on a token of that kind in a text that holds tokens of those kinds."""
    return _attempts(rule for rule in _RULES.get(kind, ()) if rule not in _NEEDS or not _NEEDS[rule].isdisjoint(held))


def _longest(rules: tuple[Attempt, ...], p: Tokens, a: Almanac, i: int) -> Found | None:
    best: Found | None = None
    for rule, needs in rules:
        if needs and not p.says(needs):
            continue
        try:
            found = rule(p, a, i)
        except (ValueError, OverflowError):
            continue
        if found and (best is None or found[1] > best[1]):
            best = found
    return best


def simple_day(p: Tokens, a: Almanac, i: int) -> Found | None:
    """A single day that others are counted from: a date, a weekday, a feast."""
    i = p.skip(i, "on")
    return _longest(_SIMPLE.get(p.kind(i), ()), p, a, i)


def once(rule: Rule) -> Rule:
    """The rule, reading each place of a text once: several others ask for the same."""
    name = rule.__name__

    def reads(p: Tokens, a: Almanac, i: int) -> Found | None:
        place = name, i
        if place not in p.known:
            p.known[place] = rule(p, a, i)
        found: Found | None = p.known[place]
        return found

    return reads


@once
def day_or_period(p: Tokens, a: Almanac, i: int) -> Found | None:
    """The day or period that begins at `i`: the longest reading, a day before a period of the same length."""
    best = _longest(_rules_for(p.kind(i), p.held), p, a, i)
    if begins(p.text(i)) or begins(p.text(p.skip(i, "the") + (p.kind(p.skip(i, "the")) == "rel"))):
        special = feast(p, a, i)
        if special and (best is None or special[1] >= best[1]):
            best = special
    return best


def tried(rule: Rule, p: Tokens, a: Almanac, i: int) -> Found | None:
    """What the rule reads; nothing where it would leave the calendar (year 0, year 3000)."""
    try:
        return rule(p, a, i)
    except (ValueError, OverflowError):
        return None
