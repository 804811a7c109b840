"""Feasts that are reckoned anew every year: counted weekdays, the Easter cycles, and days with a rule of their own."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Final

from sales.language.times.almanac import DAY, When, one_day, stretch

COUNTED: Final = """
4 thu nov thanksgiving | thanksgiving day | turkey day
4 thu nov +1 black friday
4 thu nov +4 cyber monday
4 thu nov +5 giving tuesday
1 mon sep labor day | labour day
1 mon sep +6 grandparents day | national grandparents day
last mon may memorial day | decoration day | spring bank holiday | late may bank holiday
3 mon jan martin luther king day | mlk day | mlk | mlk jr day | martin luther king jr day | civil rights day
3 mon jan robert e lee day
3 sun jan world religion day
last sun jan world leprosy day | world leprosy eradication day
3 mon feb presidents day | washingtons birthday | george washington day | washingtons day | daisy gatson bates day
3 mon feb family day | louis riel day
2 mon mar commonwealth day | canberra day
1 tue mar town meeting day
1 mon mar casimir pulaski day | pulaski day
2 sun mar daylight saving start | daylight saving start day | daylight saving time start
last mon mar sewards day
3 mon apr patriots day
last fri apr arbor day | national arbor day
4 mon apr confederate memorial day
last sat apr -3 administrative professionals day | secretaries day | admins day | secretary day
1 mon may early may bank holiday | may bank holiday
1 thu may national day of prayer
2 sun may -2 military spouse day | military spouse appreciation day
3 sat may armed forces day
last mon may -7 victoria day
1 mon jun jefferson davis day
3 sun jun fathers day | dads day
1 sat jul international day of cooperatives
4 sun jul parents day | national parents day
1 mon aug civic holiday | summer bank holiday ireland
last mon aug august bank holiday | summer bank holiday | late summer bank holiday
2 mon oct columbus day | indigenous peoples day | native americans day | canadian thanksgiving
2 thu oct world sight day
3 mon oct boss day | bosses day | national boss day
3 sat oct sweetest day
1 sun nov daylight saving end | daylight saving end day | daylight saving time end
1 mon nov +1 election day | melbourne cup day
3 thu nov world philosophy day | great american smokeout | beaujolais nouveau day
2 sun nov remembrance sunday
"""
"""Which weekday of which month, days after it, and the names."""

EASTER: Final = """
-48 shrove monday | rosenmontag | carnival monday
-47 shrove tuesday | mardi gras | fat tuesday | pancake day | pancake tuesday
-46 ash wednesday
-21 mothering sunday
-7 palm sunday | branch sunday
-3 maundy thursday | holy thursday | covenant thursday | thursday of mysteries
-2 good friday | great friday | holy friday
-1 holy saturday | easter saturday | black saturday | easter eve
+0 easter | easter sunday | easter day
+1 easter monday
+39 ascension day | ascension thursday | ascension
+49 pentecost | whit sunday | whitsunday | white sunday | whitsun
+50 whit monday | pentecost monday | monday of the holy spirit
+56 trinity sunday
+60 corpus christi | feast of corpus christi
"""
ORTHODOX: Final = """
-48 orthodox shrove monday | clean monday | green monday | ash monday | monday of lent | pure monday | great fast
-46 orthodox ash wednesday
-8 lazarus saturday
-7 orthodox palm sunday | orthodox branch sunday
-3 orthodox maundy thursday | orthodox holy thursday | orthodox covenant thursday
-2 orthodox good friday | orthodox great friday
-1 orthodox holy saturday | orthodox easter saturday | great saturday
+0 orthodox easter | orthodox easter sunday | orthodox easter day | pascha
+1 orthodox easter monday
+39 orthodox ascension day | orthodox ascension
+49 orthodox pentecost | orthodox whit sunday
+50 orthodox whit monday | orthodox pentecost monday
+56 orthodox all saints day | orthodox trinity sunday
"""
SUPER_TUESDAYS: Final = {
    2000: (3, 7),
    2004: (3, 2),
    2008: (2, 5),
    2012: (3, 6),
    2016: (3, 1),
    2020: (3, 3),
    2024: (3, 5),
}
"""As they were held; in later election years the first Tuesday of March is only likely, and not read."""


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


def counted(year: int, month: int, weekday: int, which: int) -> date:
    """The `which`th weekday (0 = Monday) of a month; -1 is its last."""
    if which > 0:
        first = date(year, month, 1)
        return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (which - 1))
    last = (date(year, month, 28) + 4 * DAY).replace(day=1) - DAY
    return last - timedelta(days=(last.weekday() - weekday) % 7 + 7 * (-which - 1))


def lent(year: int, country: str) -> When:
    """From Ash Wednesday to the eve of Easter: many days, so that as a date it is asked."""
    return stretch(easter(year) - 46 * DAY, easter(year), "day", "Lent").doubted("Lent, not a day", easter(year))


def mothers_day(year: int, country: str) -> When | None:
    """Mothering Sunday in Britain, the second Sunday of May elsewhere; nothing where the country is not known."""
    if not country:
        return None
    return one_day(easter(year) - 21 * DAY if country == "GB" else counted(year, 5, 6, 2), "Mother's Day")


def tax_day(year: int, country: str) -> When:
    """15 April, or the next working day that is not Emancipation Day (26 US Code, section 7503)."""
    emancipation = date(year, 4, 16)
    observed = emancipation + (1 if emancipation.weekday() == 6 else -1 if emancipation.weekday() == 5 else 0) * DAY
    day = date(year, 4, 15)
    while day.weekday() > 4 or day == observed:
        day += DAY
    return one_day(day, "the day on which taxes are due")


def kings_day(year: int, country: str) -> When:
    """27 April in the Netherlands, a day earlier where that is a Sunday."""
    day = date(year, 4, 27)
    return one_day(day - DAY if day.weekday() == 6 else day, "King's Day")


def kwanzaa(year: int, country: str) -> When:
    """Seven days from 26 December; as a date the first."""
    first = date(year, 12, 26)
    return stretch(first, first + 7 * DAY, "day", "Kwanzaa", first)


def super_bowl(year: int, country: str) -> When:
    """The first Sunday of February from 2004 on; with a week more in the season since 2022, the second."""
    return one_day(counted(year, 2, 6, 1 if year < 2022 else 2), "Super Bowl Sunday")


def earth_hour(year: int, country: str) -> When:
    """The last Saturday of March from 20:30; a week earlier where that is the eve of Easter."""
    day = counted(year, 3, 5, -1)
    start = datetime.combine(day - 7 * DAY if day == easter(year) - DAY else day, time(20, 30))
    return When(start, start + timedelta(minutes=61), "minute", "Earth Hour", start.date())


def youth_service_day(year: int, country: str) -> When:
    """Three days from the last Friday of April that has its Sunday in the month."""
    day = counted(year, 4, 6, -1) - 2 * DAY
    return stretch(day, day + 3 * DAY, "day", "youth service days", day)


def ems_week(year: int, country: str) -> When:
    """The week from the third Sunday of May."""
    day = counted(year, 5, 6, 3)
    return stretch(day, day + 7 * DAY, "day", "EMS week", day)


def super_tuesday(year: int, country: str) -> When | None:
    """The Tuesday of most primaries; only in the years in which it was held."""
    return one_day(date(year, *SUPER_TUESDAYS[year]), "Super Tuesday") if year in SUPER_TUESDAYS else None


def mini_tuesday(year: int, country: str) -> When | None:
    """3 February 2004, and never again."""
    return one_day(date(2004, 2, 3), "Mini-Tuesday") if year == 2004 else None


def parsi_new_year(year: int, country: str) -> When:
    """The Shahenshahi calendar has 365 days and no leap year: 17 August in 2018, a day earlier after each leap day."""
    return one_day(date(2018, 8, 17) + 365 * (year - 2018) * DAY, "Parsi New Year")


def rabindra_jayanti(year: int, country: str) -> When:
    """25 Boishakh: 9 May, a day earlier in leap years."""
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return one_day(date(year, 5, 8 if leap else 9), "25 Boishakh")


OWN_RULES: Final = {
    "lent": lent,
    "mothers day | mum day | moms day": mothers_day,
    "tax day": tax_day,
    "kings day | koningsdag": kings_day,
    "super bowl sunday | super bowl": super_bowl,
    "kwanzaa": kwanzaa,
    "earth hour": earth_hour,
    "global youth service day | national youth service day | gysd": youth_service_day,
    "ems week | emergency medical services week": ems_week,
    "super tuesday": super_tuesday,
    "mini tuesday": mini_tuesday,
    "rabindra jayanti | rabindranath jayanti | rabindranath tagores birthday": rabindra_jayanti,
    "parsi new year | jamshedi navroz": parsi_new_year,
}
"""Names and the function that gives the day of a year, in a country where that matters."""
