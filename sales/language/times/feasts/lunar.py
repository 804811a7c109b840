"""Feasts of lunar calendars, from the tables of `holidays`: the one module that knows them, loaded when first asked.
A feast whose day differs from place to place is read, but must be asked about."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, Final

from sales.language.times.almanac import DAY, When, one_day, stretch

_FORETOLD_UNTIL: Final = 2040
"""The last year for which the tables of the new moon are taken; later the tabular calendar is."""
VARIES: Final = "its day differs from place to place"


@dataclass(frozen=True, slots=True)
class Lunar:
    """Where a feast's day is found: the calendar and the table in it, and how many days after that it falls.

    Jewish feasts begin on the eve, `length` days long; `varies` marks those that regions keep on different days.
    `hijri` is the month and day of the Islamic year, for years that no table foretells."""

    calendar: str
    table: str
    after: int = 0
    length: int = 1
    varies: bool = False
    hijri: tuple[int, int] | None = None


_H, _J, _I, _C = "_HinduLunisolar", "_HebrewLunisolar", "_IslamicLunar", "_ChineseLunisolar"
LUNAR: Final = {
    "chinese new year | lunar new year | chinese lunar new year | spring festival | chinese lunar new years day"
    " | chinese new years day": Lunar(_C, "lunar_new_year_date"),
    "chinese new years eve | lunar new years eve": Lunar(_C, "lunar_new_year_date", -1),
    "lantern festival": Lunar(_C, "lunar_new_year_date", 14),
    "mid autumn festival | moon festival | mooncake festival | chuseok": Lunar(_C, "mid_autumn_date"),
    "dragon boat festival | duanwu": Lunar(_C, "dragon_boat_date"),
    "qingming | qingming festival | tomb sweeping day": Lunar(_C, "qingming_date"),
    "double ninth festival | chongyang festival": Lunar(_C, "double_ninth_date"),
    "vesak | vesak day | buddha day | buddhas birthday": Lunar("_BuddhistLunisolar", "vesak_date"),
    "eid | eid al fitr | eid ul fitr | id ul fitr | feast of breaking the fast": Lunar(
        _I, "eid_al_fitr_dates", hijri=(10, 1)
    ),
    "eid al adha | eid ul adha | id ul adha | bakr id | sacrifice feast | feast of sacrifice | bakrid": Lunar(
        _I, "eid_al_adha_dates", hijri=(12, 10)
    ),
    "islamic new year | hijri new year | amun jadid | muharram | arabic new year": Lunar(
        _I, "hijri_new_year_dates", hijri=(1, 1)
    ),
    "ashura | day of ashura": Lunar(_I, "ashura_dates", hijri=(1, 10)),
    "arbaeen": Lunar(_I, "arbaeen_dates"),
    "mawlid | mawlid al nabawi | milad un nabi | prophets birthday | eid milad | eid al mawlid": Lunar(
        _I, "mawlid_dates", hijri=(3, 12)
    ),
    "isra and miraj | isra miraj | prophets ascension | prophets night journey | night journey": Lunar(
        _I, "isra_and_miraj_dates", hijri=(7, 27)
    ),
    "laylat al qadr | night of power | laylat al kadr | night of decree | night of measures": Lunar(
        _I, "laylat_al_qadr_dates", hijri=(9, 27)
    ),
    "jumuatul wida | jamat ul vida | jumuat al wida | jumat ul wida": Lunar(_I, "jumuatul_wida_dates"),
    "ramadan | ramzan | ramadhan": Lunar(_I, "ramadan_beginning_dates", hijri=(9, 1), length=0),
    "purim": Lunar(_J, "purim_date"),
    "shushan purim": Lunar(_J, "purim_date", 1),
    "passover | pesach | pesah": Lunar(_J, "passover_date", length=8),
    "yom haatzmaut | yom ha'atzmaut | israeli independence day": Lunar(_J, "israel_independence_date"),
    "lag baomer | lag bomer | lag b'omer": Lunar(_J, "lag_baomer_date"),
    "shavuot | shavuos | shavuoth | feast of weeks": Lunar(_J, "shavuot_date", length=2),
    "tisha bav | tisha b av | tisha b'av | ninth of av": Lunar(_J, "tisha_bav_date"),
    "rosh hashanah | rosh hashana | rosh hashanna | jewish new year | yom teruah": Lunar(
        _J, "rosh_hashanah_date", length=2
    ),
    "yom kippur | day of atonement": Lunar(_J, "yom_kippur_date"),
    "sukkot | succos | feast of tabernacles | feast of booths | sukkoth": Lunar(_J, "sukkot_date", length=7),
    "shemini atzeret": Lunar(_J, "sukkot_date", 7),
    "simchat torah | simhat torah | simchas torah": Lunar(_J, "sukkot_date", 8),
    "hanukkah | chanukah | hanukah | hannukah | festival of lights | feast of dedication": Lunar(
        _J, "hanukkah_date", length=8
    ),
    "diwali | deepavali | dipavali | lakshmi puja | diwali day": Lunar(_H, "diwali_india_date"),
    "dhanteras | dhanatrayodashi": Lunar(_H, "diwali_india_date", -2),
    "choti diwali | chhoti diwali | kali chaudas | naraka chaturdashi | roop chaudas": Lunar(
        _H, "diwali_india_date", -1
    ),
    "govardhan puja | govardhan pooja | annakut": Lunar(_H, "govardhan_puja_date"),
    "bhai dooj | bhai duj | bhaiya dooj | bhau beej": Lunar(_H, "diwali_india_date", 2),
    "chhath | chhath puja | dala puja | surya shashthi": Lunar(_H, "chhath_puja_date"),
    "karva chauth | karwa chauth | karaka chaturthi": Lunar(_H, "karwa_chauth_date"),
    "holi | dhulandi | phagwah | rangwali holi": Lunar(_H, "holi_date"),
    "holika dahan | chhoti holi | choti holi | kamudu pyre": Lunar(_H, "holi_date", -1),
    "raksha bandhan | rakhi | rakshabandhan": Lunar(_H, "raksha_bandhan_date"),
    "ganesh chaturthi | vinayaka chaturthi": Lunar(_H, "ganesh_chaturthi_date"),
    "maha shivaratri | maha shivratri | mahashivratri | shivratri": Lunar(_H, "maha_shivaratri_date"),
    "ram navami | rama navami | ramnavami": Lunar(_H, "ram_navami_date"),
    "vaisakhi | baisakhi | vasakhi | vaishakhi": Lunar(_H, "vaisakhi_date"),
    "guru nanak jayanti | gurpurab | guru nanak gurpurab | guru nanaks birthday": Lunar(_H, "guru_nanak_jayanti_date"),
    "guru gobind singh jayanti | guru gobind singh birthday | guru govind singh jayanti"
    " | guru govind singh birthday": Lunar(_H, "guru_gobind_singh_jayanti_date"),
    "guru ravidass jayanti | guru ravidas jayanti | guru ravidass birthday | guru ravidas birthday": Lunar(
        _H, "guru_ravidas_jayanti_date"
    ),
    "valmiki jayanti | maharishi valmiki jayanti | pargat diwas": Lunar(_H, "maharshi_valmiki_jayanti_date"),
    "mahavir jayanti | mahaveer jayanti | mahavir janma kalyanak": Lunar(_H, "mahavir_jayanti_date"),
    "maharishi dayanand saraswati jayanti | dayanand saraswati jayanti | saraswati jayanti": Lunar(
        _H, "swami_dayanand_saraswati_jayanti_date"
    ),
    "hanuman jayanti": Lunar(_H, "hanuman_jayanti_date"),
    "buddha purnima | buddha jayanti": Lunar(_H, "buddha_purnima_date"),
    "guru purnima": Lunar(_H, "guru_purnima_date"),
    "makar sankranti | maghi | makara sankranti | sankranti": Lunar(_H, "makar_sankranti_date"),
    "pongal | thai pongal | surya pongal": Lunar(_H, "pongal_date"),
    "bogi pandigai | bhogi | bhogi pongal": Lunar(_H, "pongal_date", -1),
    "mattu pongal": Lunar(_H, "pongal_date", 1),
    "kaanum pongal | kanni pongal | kaanum": Lunar(_H, "pongal_date", 2),
    "onam | thiru onam | thiruvonam": Lunar(_H, "onam_date"),
    "ugadi | gudi padwa | yugadi | samvatsaradi": Lunar(_H, "gudi_padwa_date"),
    "rath yatra | ratha yatra": Lunar(_H, "rath_yatra_date"),
    "thaipusam": Lunar(_H, "thaipusam_date"),
    "janmashtami | krishna janmashtami | gokulashtami": Lunar(_H, "janmashtami_date", varies=True),
    "dussehra | vijayadashami | dasara | dasera": Lunar(_H, "dussehra_date", varies=True),
    "navaratri | navratri | sharad navratri | durga puja": Lunar(_H, "sharad_navratri_date", varies=True),
    "maha saptami": Lunar(_H, "maha_ashtami_date", -1),
    "maha ashtami | durga ashtami": Lunar(_H, "maha_ashtami_date"),
    "maha navami": Lunar(_H, "maha_navami_date", varies=True),
    "vasant panchami | basant panchami | saraswati puja": Lunar(_H, "basant_panchami_date", varies=True),
}
"""Every name, and where its day is found."""
FROM_THE_HEBREW_YEAR: Final = {
    "yom hashoah | yom ha shoah | holocaust day | holocaust remembrance day": "shoah",
    "tu bishvat | tu b'shevat | new year of trees": "trees",
}


@lru_cache(maxsize=8)
def _calendar(name: str) -> Any:
    from holidays import calendars

    return getattr(calendars, name)()


@lru_cache(maxsize=512)
def _day(calendar: str, table: str, year: int) -> date | None:
    """The table's (first) day in a Gregorian year, or None outside of the years it knows."""
    try:
        found = getattr(_calendar(calendar), table)(year)
    except (KeyError, ValueError):
        return None
    if isinstance(found, tuple):
        found = found[0]
    if found is None or isinstance(found, date):
        return found
    days = (one[0] if isinstance(one, tuple) else one for one in _each(found))
    return min((day for day in days if day.year == year), default=None)


def _each(found: Iterable[Any]) -> Iterable[Any]:
    return found


def lunar_day(feast: Lunar, year: int) -> When | None:
    """The feast in a Gregorian year; None where the tables do not reach."""
    if feast.hijri is None or year <= _FORETOLD_UNTIL:
        first = _day(feast.calendar, feast.table, year)
    else:
        first = tabular_islamic(*feast.hijri, year)
    if first is None:
        return None
    first += feast.after * DAY
    if feast.table == "tisha_bav_date" and first.weekday() == 5:
        first += DAY  # no fast on a Sabbath
    if feast.calendar == "_HebrewLunisolar":
        return stretch(first - DAY, first + feast.length * DAY, "day", "a feast, from its eve", first)
    if feast.length == 0:
        return _whole_month(first)
    found = one_day(first, "a feast of a lunar calendar")
    return found.doubted(VARIES, first, first - DAY) if feast.varies else found


def _whole_month(first: date) -> When:
    """Ramadan, up to the feast that ends it."""
    ends = _day("_IslamicLunar", "eid_al_fitr_dates", first.year) if first.year <= _FORETOLD_UNTIL else None
    ends = ends or first + 30 * DAY
    ends = ends if first < ends < first + 31 * DAY else first + 30 * DAY
    return stretch(first, ends, "day", "the month of fasting", first)


def tabular_islamic(month: int, day: int, year: int) -> date | None:
    """The (first) day of the tabular Islamic calendar in a Gregorian year (Dershowitz and Reingold, Calendrical
    Calculations, epoch 16 July 622)."""
    for hijri in range(int((year - 622) * 33 / 32) - 1, int((year - 622) * 33 / 32) + 3):
        first = 227015 - 1 + (hijri - 1) * 354 + (3 + 11 * hijri) // 30 + 29 * (month - 1) + month // 2 + day
        if (found := date.fromordinal(first)).year == year:
            return found
    return None


def hebrew_day(which: str, year: int) -> When | None:
    """Days counted from Passover (15 Nisan): 27 Nisan, moved off Fridays and Sundays; 15 Shevat, two or three months
    before, as the year is common or leap (told by how far apart two years begin)."""
    passover = _day("_HebrewLunisolar", "passover_date", year)
    if passover is None:
        return None
    if which == "shoah":
        day = passover + 12 * DAY
        day += {4: -DAY, 6: DAY}.get(day.weekday(), timedelta())
        return stretch(day - DAY, day + DAY, "day", "a day of remembrance, from its eve", day)
    before, after = (_day("_HebrewLunisolar", "rosh_hashanah_date", each) for each in (year - 1, year))
    if before is None or after is None:
        return None
    day = passover - (89 if (after - before).days > 360 else 59) * DAY
    return stretch(day - DAY, day + DAY, "day", "a feast, from its eve", day)
