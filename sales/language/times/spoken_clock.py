"""Times of the clock in words: "half past three", "a quarter to 2pm", "ten thirty", "noon"."""

from __future__ import annotations

from sales.language.numbers import TENS, UNITS
from sales.language.times.clock_values import Clock, digits, half_of_day, with_half
from sales.language.times.tokens import Tokens

_WORD_HOURS = {word: value for word, value in UNITS.items() if 1 <= value <= 12}
_NOON = {"noon": 12, "midday": 12, "midnight": 24}
_SPOKEN_ZERO = ("o", "oh", "ou", "zero")


def hour_word(p: Tokens, i: int) -> tuple[int, int] | None:
    """An hour of the clock in words or digits, and the index behind it."""
    if p.text(i) in _WORD_HOURS:
        return _WORD_HOURS[p.text(i)], i + 1
    if p.kind(i) == "num" and len(p.text(i)) <= 2 and 0 <= p.number(i) <= 24:
        return p.number(i), i + 1
    return None


def spelled(p: Tokens, i: int) -> tuple[Clock, int] | None:
    """A time of day in words, and the index behind it."""
    if p.text(i) in ("noon", "midday", "noonish"):
        return Clock(12), i + 1
    if p.text(i) == "mid" and p.text(i + 1) == "day":
        return Clock(12), i + 2
    if p.text(i) == "mid" and p.text(i + 1) == "-" and p.text(i + 2) == "day":
        return Clock(12), i + 3
    if p.text(i) == "midnight":
        return Clock(24), i + 1
    if found := _past_or_to(p, i):
        return found
    if p.text(i) == "half" and (hour := hour_word(p, i + 1)) and p.text(i + 1) in _WORD_HOURS:
        clock = with_half(hour[0], 30, 0, None, "minute")
        return (clock, hour[1]) if clock and p.kind(hour[1]) != "unit" else None
    return _worded_hour(p, i)


def _past_or_to(p: Tokens, i: int) -> tuple[Clock, int] | None:
    """ "half past three", "a quarter to 2pm", "20 minutes past 3pm", "twenty after 3"."""
    j = p.skip(i, "a")
    if p.text(j) in ("half", "quarter"):
        minutes, j = (30 if p.text(j) == "half" else 15), j + 1
    else:
        found = p.quantity(j)
        if found is None or not 1 <= found[0] <= 59 or found[0] != int(found[0]):
            return None
        minutes, j = int(found[0]), found[1]
        if p.unit(j) == "minute":
            j += 1
    word = p.text(j)
    if word == "of" and p.text(j - 1) == "quarter" and (p.text(j + 1) in _NOON or p.kind(j + 1) == "clock"):
        word = "to"
    if word not in ("past", "after", "to", "before", "til", "till"):
        return None
    if p.kind(j - 1) == "num" and minutes <= 12 and word not in ("past", "after"):
        return None  # "3 to 4 pm" is a range
    base = digits(p, j + 1)
    if base is None:
        hour = hour_word(p, j + 1)
        if hour is None or p.kind(hour[1]) in ("unit", "mon"):
            if p.text(j + 1) not in _NOON:
                return None
            hour = _NOON[p.text(j + 1)], j + 2
        half, k = half_of_day(p, p.skip(hour[1], "o'clock", "oclock"))
        clock = with_half(hour[0], 0, 0, half, "hour")
        if clock is None:
            return None
        exact = p.unit(j - 1) == "minute" or p.text(j - 1) in ("quarter", "half") or p.text(j + 1) in _NOON
        if word != "past" and half is None and not exact and not _is_said_alone(p, i, j, k):
            return None
        base = clock, k
    clock, k = base
    total = clock.hour * 60 + clock.minute + (minutes if word in ("past", "after") else -minutes)
    return Clock(total // 60 % 24, total % 60, 0, "minute", clock.sure), k


def _is_said_alone(p: Tokens, i: int, j: int, k: int) -> bool:
    """ "at ten to five", or nothing else: elsewhere "ten to five" may be a range."""
    said = p.text(i) in ("five", "ten", "twenty") and j == i + 1
    return (
        said
        and p.text(i - 1) in ("at", "@", "till", "until", "")
        and (p.kind(k) in ("", "mark", "rel", "wd") or p.words[k : k + 2] == ["in", "the"])
    )


def _worded_hour(p: Tokens, i: int) -> tuple[Clock, int] | None:
    """ "three o'clock", "ten thirty", "twelve oh three", "4 o'clock pm", and an hour in words with am or pm."""
    hour = hour_word(p, i)
    if hour is None:
        return None
    number, j = hour
    if p.text(j) in ("o'clock", "oclock"):
        half, k = half_of_day(p, j + 1)
        clock = with_half(number, 0, 0, half, "hour")
        return (clock, k) if clock else None
    if p.kind(i) == "word":
        k = p.skip(j, "-")
        minutes: int | None = None
        if p.text(k) in _SPOKEN_ZERO and (digit := UNITS.get(p.text(p.skip(k + 1, "-")), 0)) and digit < 10:
            minutes, k = digit, p.skip(k + 1, "-") + 1
        elif (p.text(k) in TENS and TENS[p.text(k)] < 60) or (p.text(k) in UNITS and UNITS[p.text(k)] >= 10):
            found = p.quantity(k)
            minutes, k = (int(found[0]), found[1]) if found and found[0] < 60 else (None, k)
            if minutes is not None and p.text(k) == "-" and 0 < UNITS.get(p.text(k + 1), 0) < 10:
                minutes, k = minutes + UNITS[p.text(k + 1)], k + 2
        if minutes is not None and p.kind(k) not in ("unit", "mon") and p.text(k) not in ("thousand", "hundred"):
            half, k = half_of_day(p, k)
            clock = with_half(number, minutes, 0, half, "minute")
            return (clock, k) if clock and (half or j == i + 1) else None
    half, k = half_of_day(p, p.skip(j, "ish"))
    if half and p.kind(k) != "num":
        clock = with_half(number, 0, 0, half, "hour")
        return (clock, k) if clock else None
    return None
