"""Holidays by the names people use as deadlines: "by Thanksgiving", "after Easter", "before Diwali 2027".
Fixed days, counted weekdays and the Easter cycle are reckoned here; lunar calendars come from `holidays`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Final

from sales.language.times.almanac import DAY, Almanac, When, one_day, stretch
from sales.language.times.days import Found, year_after
from sales.language.times.offsets import quantity_of_units, shifted
from sales.language.times.tokens import Tokens

FIXED: Final = {
    "christmas|christmas day|xmas|xmas day|x mas": (12, 25),
    "christmas eve|xmas eve": (12, 24),
    "boxing day|st stephens day|saint stephens day": (12, 26),
    "new years eve|new year eve|nye|new years evening": (12, 31),
    "new years day|new year day|new years|new year": (1, 1),
    "valentines day|valentines|valentine day|valentine's|valentine": (2, 14),
    "st patricks day|saint patricks day|st paddys day|st pattys day|st patrick's day": (3, 17),
    "halloween|halloween day|all hallows eve": (10, 31),
    "all saints day|all saints": (11, 1),
    "all souls day": (11, 2),
    "independence day|fourth of july|4th of july|july 4th|july fourth": (7, 4),
    "juneteenth": (6, 19),
    "veterans day|veteran day": (11, 11),
    "remembrance day|armistice day": (11, 11),
    "guy fawkes|guy fawkes night|bonfire night": (11, 5),
    "april fools|april fools day|april fool day|all fools day": (4, 1),
    "epiphany|three kings day": (1, 6),
    "st georges day|saint georges day|feast of saint george": (4, 23),
    "st andrews day|saint andrews day": (11, 30),
    "st davids day|saint davids day": (3, 1),
    "earth day": (4, 22),
    "may day|workers day|international workers day|labour day may": (5, 1),
    "womens day|international womens day": (3, 8),
    "mens day|international mens day": (11, 19),
    "groundhog day|ground hog day": (2, 2),
    "pi day": (3, 14),
    "st nicholas day|saint nicholas day": (12, 6),
    "bastille day": (7, 14),
    "australia day": (1, 26),
    "anzac day": (4, 25),
    "canada day": (7, 1),
    "kwanzaa": (12, 26),
    "flag day": (6, 14),
    "pearl harbor day|pearl harbor remembrance day": (12, 7),
    "cinco de mayo": (5, 5),
    "star wars day": (5, 4),
    "assumption day|feast of the assumption": (8, 15),
    "childrens day|international childrens day": (11, 20),
    "world vegan day": (11, 1),
    "gandhi jayanti": (10, 2),
    "ambedkar jayanti": (4, 14),
    "orthodox christmas|orthodox christmas day": (1, 7),
    "emancipation day": (4, 16),
    "lincolns birthday|lincoln birthday|abraham lincolns birthday": (2, 12),
    "patriot day": (9, 11),
    "constitution day": (9, 17),
    "law day|lei day|loyalty day": (5, 1),
    "siblings day|national sibling day|national siblings day": (4, 10),
    "rizal day": (12, 30),
    "world aids day": (12, 1),
    "world environment day": (6, 5),
    "zero discrimination day": (3, 1),
    "candlemas": (2, 2),
    "st johns day|saint johns day": (6, 24),
}
"""Name (and other spellings) -> month, day."""

COUNTED: Final = {
    "thanksgiving|thanksgiving day|turkey day": (11, 3, 4, 0),
    "black friday": (11, 3, 4, 1),
    "cyber monday": (11, 3, 4, 4),
    "giving tuesday": (11, 3, 4, 5),
    "labor day|labour day": (9, 0, 1, 0),
    "memorial day|decoration day": (5, 0, -1, 0),
    "martin luther king day|martin luther kings day|mlk day|mlk jr day|martin luther king jr day"
    "|civil rights day|mlk": (1, 0, 3, 0),
    "presidents day|washingtons birthday|president day|george washington day|washingtons day": (2, 0, 3, 0),
    "columbus day|indigenous peoples day": (10, 0, 2, 0),
    "fathers day|father day": (6, 6, 3, 0),
    "mothers day|mother day": (5, 6, 2, 0),
    "super bowl sunday|super bowl": (2, 6, 2, 0),
    "grandparents day|national grandparents day": (9, 0, 1, 6),
    "daylight saving start|daylight savings start|daylight savings start day|daylight saving start day": (3, 6, 2, 0),
    "daylight saving end|daylight savings end|daylight savings end day|daylight saving end day": (11, 6, 1, 0),
    "election day": (11, 0, 1, 1),
    "early may bank holiday": (5, 0, 1, 0),
    "spring bank holiday": (5, 0, -1, 0),
    "august bank holiday|summer bank holiday|late summer bank holiday": (8, 0, -1, 0),
    "victoria day": (5, 0, -2, 0),
    "administrative professionals day|administrative professional day|secretaries day|admins day": (4, 5, -1, -3),
    "military spouse day": (5, 6, 2, -2),
    "arbor day": (4, 4, -1, 0),
    "bosss day|boss day": (10, 0, 3, 0),
}
"""Name -> month, weekday (0 = Monday), which one in the month (negative: from its end), days after it."""

EASTER: Final = {
    "shrove monday|rosenmontag": -48,
    "shrove tuesday|mardi gras|fat tuesday|pancake day|pancake tuesday": -47,
    "ash wednesday": -46,
    "lent": -46,
    "palm sunday|branch sunday": -7,
    "maundy thursday|holy thursday|covenant thursday": -3,
    "good friday|great friday": -2,
    "holy saturday|easter saturday|black saturday|easter eve": -1,
    "easter|easter sunday|easter day": 0,
    "easter monday": 1,
    "ascension day|ascension thursday|ascension": 39,
    "pentecost|whit sunday|whitsunday|white sunday|whitsun": 49,
    "whit monday|pentecost monday|monday of the holy spirit": 50,
    "trinity sunday": 56,
    "corpus christi|feast of corpus christi": 60,
    "mothering sunday": -21,
}
"""Name -> days after Western Easter Sunday."""

ORTHODOX: Final = {
    "orthodox easter|orthodox easter sunday|pascha": 0,
    "orthodox easter monday": 1,
    "orthodox good friday|orthodox great friday": -2,
    "orthodox palm sunday": -7,
    "clean monday|orthodox shrove monday|green monday|ash monday": -48,
    "lazarus saturday": -8,
    "orthodox ash wednesday": -46,
    "orthodox pentecost": 49,
    "orthodox whit monday": 50,
    "great fast": -48,
}
"""Name -> days after Orthodox Easter Sunday."""

LUNAR: Final = {
    "chinese new year|lunar new year|chinese lunar new year|chinese new years|spring festival"
    "|chinese new years day|chinese lunar new years day": ("SG", "Chinese New Year"),
    "mid autumn festival|moon festival": ("CN", "Mid-Autumn Festival"),
    "dragon boat festival": ("CN", "Dragon Boat Festival"),
    "vesak|vesak day|buddha day": ("SG", "Vesak Day"),
    "eid al adha|eid ul adha|id ul adha|bakr id|sacrifice feast|feast of sacrifice": ("SA", "Eid al-Adha Holiday"),
    "islamic new year|hijri new year|amun jadid|muharram": ("AE", "Islamic New Year"),
    "ashura|day of ashura": ("IR", "Ashura"),
    "diwali|deepavali|dipavali|diwali day|lakshmi puja": ("IN", "Diwali"),
    "choti diwali|kali chaudas|naraka chaturdashi": ("IN", "Naraka Chaturdashi"),
    "holi|dhulandi|phagwah": ("IN", "Holi"),
    "raksha bandhan|rakhi|rakshabandhan": ("IN", "Raksha Bandhan"),
    "ganesh chaturthi": ("IN", "Ganesh Chaturthi / Vinayak Chaturthi"),
    "maha shivaratri|maha shivratri|mahashivratri": ("IN", "Maha Shivaratri"),
    "ram navami|rama navami|ramnavami": ("IN", "Ram Navami"),
    "vaisakhi|baisakhi|vasakhi|vaishakhi": ("IN", "Vaisakhi"),
    "guru nanak jayanti|gurpurab|guru nanak gurpurab": ("IN", "Guru Nanak's Birthday"),
    "bhai dooj|bhai duj|bhaiya dooj": ("IN", "Bhai Duj"),
    "karva chauth|karwa chauth|karaka chaturthi": ("IN", "Karaka Chaturthi (Karwa Chouth)"),
    "govardhan puja|govardhan pooja|annakut": ("IN", "Govardhan Puja"),
    "parsi new year|jamshedi navroz": ("IN", "Parsi New Year"),
    "valmiki jayanti|maharishi valmiki jayanti|pargat diwas": ("IN", "Maharishi Valmiki's Birthday"),
    "rath yatra": ("IN", "Rath Yatra"),
    "makar sankranti|maghi|makara sankranti": ("IN", "Makar Sankranti"),
    "guru gobind singh jayanti|guru gobind singh birthday|guru govind singh jayanti": (
        "IN",
        "Guru Gobind Singh's Birthday",
    ),
    "rabindra jayanti|rabindranath jayanti": ("IN", "Guru Rabindranath's Birthday"),
    "guru ravidass jayanti|guru ravidas jayanti|guru ravidass birthday": ("IN", "Guru Ravi Das's Birthday"),
    "mahavir jayanti|mahaveer jayanti": ("IN", "Mahavira's Birthday"),
    "onam|thiru onam": ("IN", "Onam"),
    "holika dahan|chhoti holi|choti holi": ("IN", "Holika Dahan"),
    "chhath|chhath puja": ("IN", "Pratihar Shashthi or Surya Shashthi (Chhath Puja)"),
    "ugadi|gudi padwa|yugadi": ("IN", "Gudi Padwa"),
    "buddha purnima|buddha jayanti": ("IN", "Buddha Purnima"),
    "simchat torah|simhat torah": ("IL", "Simchat Torah / Shemini Atzeret"),
    "tisha bav|tisha b av": ("IL", "Tisha B'Av"),
    "jumuatul wida|jamat ul vida|jumuat al wida": ("IN", "Jumu'atul-Wida"),
    "purim": ("IL", "Purim"),
    "passover|pesach": ("IL", "Pesach"),
    "lag baomer|lag bomer": ("IL", "Lag BaOmer"),
    "shavuot|shavuos|shavuoth": ("IL", "Shavuot"),
    "rosh hashanah|rosh hashana|rosh hashanna|jewish new year|yom teruah": ("IL", "Rosh Hashanah"),
    "yom kippur|day of atonement": ("IL", "Yom Kippur"),
    "sukkot|succos|feast of tabernacles": ("IL", "Sukkot"),
    "hanukkah|chanukah|hanukah|hannukah": ("IL", "Hanukkah"),
}
"""Name -> the country whose public calendar has it, and what it is called there."""

ISLAMIC: Final = {
    "ramadan|ramzan|ramadhan": (9, 1),
    "laylat al qadr|night of power": (9, 27),
    "eid|eid al fitr|eid ul fitr|id ul fitr|feast of breaking the fast": (10, 1),
    "isra and miraj|isra miraj|the prophets ascension|prophets ascension|prophets night journey": (7, 27),
}
"""Name -> month and day of the arithmetical Islamic calendar; the sighted moon may differ by a day."""

_DAYS_LONG = {"Pesach": 8, "Rosh Hashanah": 2, "Hanukkah": 8, "Sukkot": 7, "Shavuot": 2}
"""Jewish feasts begin on the evening before and may last several days."""
_ALL = tuple(
    (tuple(spelling.split()), group, names)
    for group, table in (("F", FIXED), ("C", COUNTED), ("E", EASTER), ("O", ORTHODOX), ("L", LUNAR), ("I", ISLAMIC))
    for names in table
    for spelling in {re.sub(r"['’.]", "", each) for each in names.split("|")}
)
_BY_FIRST: Final[dict[str, list[tuple[tuple[str, ...], str, str]]]] = {}
for _entry in sorted(_ALL, key=lambda entry: -len(entry[0])):
    _BY_FIRST.setdefault(_entry[0][0], []).append(_entry)
FIRST_WORDS: Final = frozenset(_BY_FIRST)


def feast(p: Tokens, a: Almanac, i: int) -> Found | None:
    """A holiday with the year that was said, "next", "last" or "this", or else the coming (last) one."""
    if p.text(i - 1).endswith("'s"):
        return None
    j = p.skip(i, "the")
    shift = p.number(j) if p.kind(j) == "rel" else None
    j += shift is not None
    named = _named(p, j)
    if named is None:
        return None
    group, names, k = named
    if names.startswith("mothers day") and a.day_first:
        return None  # another Sunday in every second country
    year, after = _year_said(p, a, k)
    if year is None and shift is None and (found := _counted_from_now(p, a, group, names, k)):
        return found
    if year is None:
        return _with_weekend(p, _undated(a, group, names, shift), k)
    days = _in_year(group, names, year)
    return None if days is None else _with_weekend(p, days, after)


def _with_weekend(p: Tokens, found: When, k: int) -> Found:
    """ "Labor Day weekend" runs from the Friday evening before up to and including the holiday."""
    if p.unit(k) != "weekend":
        return found, k
    friday = found.first - timedelta(days=(found.first.weekday() - 4) % 7)
    start = datetime.combine(friday, time(18))
    return When(start, max(found.end, start + timedelta(hours=54)), "hour", "a long weekend", found.last), k + 1


def _named(p: Tokens, i: int) -> tuple[str, str, int] | None:
    first = re.sub(r"['’.]", "", p.text(i))
    for words, group, names in _BY_FIRST.get(first, ()):
        j = i
        for word in words:
            j = p.skip(j, ".", "-", "'") if j > i else j
            if re.sub(r"['’]", "", p.text(j)) != word:
                break
            j += 1
        else:
            return group, names, p.skip(j, "day") if words[-1] in ("mlk", "mothers", "fathers") else j
    return None


def _year_said(p: Tokens, a: Almanac, k: int) -> tuple[int | None, int]:
    year, after = year_after(p, a, k)
    if year is not None:
        return year, after
    if p.kind(k) == "rel" and p.unit(k + 1) == "year":
        return a.today.year + p.number(k), k + 2
    if p.text(k) in ("of", "in") and p.kind(k + 1) == "rel" and p.unit(k + 2) == "year":
        return a.today.year + p.number(k + 1), k + 3
    counted = quantity_of_units(p, k) if p.text(k) != "in" else quantity_of_units(p, k + 1)
    if counted and counted[1] == "year":
        ahead = p.text(k) == "in" or p.text(counted[2]) == "hence"
        if ahead or p.text(counted[2]) == "ago":
            return a.today.year + int(counted[0]) * (1 if ahead else -1), counted[2] + (p.text(k) != "in")
    spoken = p.quantity(k)
    if spoken and spoken[0] >= 1900 and p.kind(k) == "word":
        return int(spoken[0]), spoken[1]
    return None, k


def _counted_from_now(p: Tokens, a: Almanac, group: str, names: str, k: int) -> Found | None:
    """ "Thanksgiving 3 months ago": the one nearest to that day."""
    counted = quantity_of_units(p, k)
    if counted is None or p.text(counted[2]) != "ago" or counted[1] not in ("month", "week", "day"):
        return None
    target = shifted(a, a.today, -counted[0], counted[1], "")
    if target is None:
        return None
    near = [found for year in (target.first.year - 1, target.first.year) if (found := _in_year(group, names, year))]
    if not near:
        return None
    return min(near, key=lambda found: abs(found.first - target.first)), counted[2] + 1


def _undated(a: Almanac, group: str, names: str, shift: int | None) -> When:
    this = a.today.year
    known = [found for year in range(this - 2, this + 3) if (found := _in_year(group, names, year))]
    if shift == 0:
        return next((found for found in known if found.first.year == this), known[-1])
    if shift == -1 or (a.past and shift is None):
        return [found for found in known if found.first < a.today][-1]
    return next(found for found in known if found.last >= a.today)


def _in_year(group: str, names: str, year: int) -> When | None:
    if group == "F":
        return one_day(date(year, *FIXED[names]), "a holiday")
    if group == "C":
        month, weekday, which, more = COUNTED[names]
        return one_day(_nth(year, month, weekday, which) + more * DAY, "a holiday")
    if group == "E" and names == "lent":
        return stretch(easter(year) - 46 * DAY, easter(year), "day", "Lent").doubted("Lent, not a day", easter(year))
    if group == "E":
        return one_day(easter(year) + EASTER[names] * DAY, "a holiday of the Easter cycle")
    if group == "O":
        return one_day(orthodox_easter(year) + ORTHODOX[names] * DAY, "a holiday of the Orthodox Easter cycle")
    if group == "I":
        return _islamic(*ISLAMIC[names], year)
    country, name = LUNAR[names]
    first = next(_named_days(country, name, year), None)
    if first is None:
        return None
    if country != "IL":
        return one_day(first, "a holiday of a lunar calendar")
    days = _DAYS_LONG.get(name, 1)
    return stretch(first - DAY, first + days * DAY, "day", "a holiday of a lunar calendar", first)


def _islamic(month: int, day: int, year: int) -> When | None:
    """The day of the arithmetical Islamic calendar that falls in `year` first (Dershowitz and Reingold, Calendrical
    Calculations, epoch 16 July 622); Ramadan is its whole month."""
    for hijri in range(int((year - 622) * 33 / 32) - 1, int((year - 622) * 33 / 32) + 3):
        first = 227015 - 1 + (hijri - 1) * 354 + (3 + 11 * hijri) // 30 + 29 * (month - 1) + month // 2 + day
        found = date.fromordinal(first)
        if found.year == year:
            rule = "a day of the arithmetical Islamic calendar"
            return (
                stretch(found, found + 30 * DAY, "day", rule, found)
                if month == 9 and day == 1
                else one_day(found, rule)
            )
    return None


def _nth(year: int, month: int, weekday: int, which: int) -> date:
    if which > 0:
        first = date(year, month, 1)
        return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (which - 1))
    last = (date(year, month, 28) + 4 * DAY).replace(day=1) - DAY
    return last - timedelta(days=(last.weekday() - weekday) % 7 + 7 * (-which - 1))


def easter(year: int) -> date:
    """Western Easter Sunday (the anonymous Gregorian algorithm, Nature, 1876)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30, 0
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return date(year, f // 31, f % 31 + 1)


def orthodox_easter(year: int) -> date:
    """Orthodox Easter Sunday in the Gregorian calendar (Meeus' Julian algorithm; 13 days apart until 2100)."""
    d = (19 * (year % 19) + 15) % 30
    e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
    month, day = divmod(d + e + 114, 31)
    return date(year, month, day + 1) + timedelta(days=13 + (year >= 2100) - (year < 1900))


@lru_cache(maxsize=256)
def _calendar(country: str, year: int) -> tuple[tuple[date, str], ...]:
    import holidays

    kinds = getattr(holidays, country).supported_categories
    found = holidays.country_holidays(country, years=year, categories=kinds, language="en_US")
    return tuple(sorted((day, str(name)) for day, name in found.items()))


def _named_days(country: str, name: str, year: int) -> Iterator[date]:
    for day, names in _calendar(country, year):
        if name in re.split(r"; | \((?:estimated|observed)\)", names):
            yield day
