"""Time zones as people name them: by letters ("GMT", "PT"), by regions ("Eastern time"), by cities ("London time").
Knows what they are called, not where in a sentence they stand."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from sales.language.times.tokens import Tokens

_FIXED: Final = {"gmt": 0.0, "utc": 0.0, "z": 0.0, "bst": 1.0, "cet": 1.0, "cest": 2.0, "est": -5.0, "edt": -4.0} | {
    "cst": -6.0,
    "cdt": -5.0,
    "mst": -7.0,
    "mdt": -6.0,
    "pst": -8.0,
    "pdt": -7.0,
    "ist": 5.5,
}
"""Hours from UTC of what letters mean to the letter, whatever the season."""
_REGIONS: Final = {
    **dict.fromkeys(("et", "eastern"), "America/New_York"),
    **dict.fromkeys(("ct", "central"), "America/Chicago"),
    **dict.fromkeys(("mt", "mountain"), "America/Denver"),
    **dict.fromkeys(("pt", "pacific"), "America/Los_Angeles"),
}
"""Zones that people name without saying whether it is summer: "Pacific time" or the two letters alone."""
_CITIES: Final = {
    **dict.fromkeys(("uk", "london", "edinburgh", "manchester"), "Europe/London"),
    **dict.fromkeys(("dublin", "irish"), "Europe/Dublin"),
    **dict.fromkeys(("berlin", "munich", "hamburg", "frankfurt", "german"), "Europe/Berlin"),
    **dict.fromkeys(("paris", "french"), "Europe/Paris"),
    **dict.fromkeys(("madrid", "barcelona"), "Europe/Madrid"),
    **dict.fromkeys(("rome", "milan"), "Europe/Rome"),
    **dict.fromkeys(("zurich", "geneva", "swiss"), "Europe/Zurich"),
    **dict.fromkeys(("new york", "nyc", "ny", "boston", "atlanta", "miami", "washington"), "America/New_York"),
    **dict.fromkeys(("chicago", "dallas", "houston", "austin"), "America/Chicago"),
    **dict.fromkeys(("san francisco", "sf", "los angeles", "la", "seattle", "california"), "America/Los_Angeles"),
    **dict.fromkeys(("mumbai", "delhi", "bangalore", "india", "indian"), "Asia/Kolkata"),
    **dict.fromkeys(("sydney", "melbourne"), "Australia/Sydney"),
    **dict.fromkeys(("tel aviv", "israel"), "Asia/Jerusalem"),
    **{
        name: f"Europe/{name.title()}"
        for name in ("amsterdam", "brussels", "vienna", "stockholm", "oslo", "copenhagen", "warsaw", "lisbon", "athens")
    },
    **{name: f"Asia/{name.title()}" for name in ("singapore", "tokyo", "dubai", "seoul", "shanghai", "jakarta")},
    **{name: f"America/{name.title()}" for name in ("denver", "phoenix", "toronto", "vancouver")},
    "hong kong": "Asia/Hong_Kong",
    "sao paulo": "America/Sao_Paulo",
    "mexico city": "America/Mexico_City",
    "auckland": "Pacific/Auckland",
    "johannesburg": "Africa/Johannesburg",
}
"""Cities whose clocks people go by; in a sentence only with "time" behind them, for they are mostly places."""
_WALL_CLOCKS: Final = {
    **dict.fromkeys(("gmt", "utc", "z"), "UTC"),
    **dict.fromkeys(("est", "edt"), "America/New_York"),
    **dict.fromkeys(("cst", "cdt"), "America/Chicago"),
    **dict.fromkeys(("mst", "mdt"), "America/Denver"),
    **dict.fromkeys(("pst", "pdt"), "America/Los_Angeles"),
    **dict.fromkeys(("cet", "cest"), "Europe/Berlin"),
    "bst": "Europe/London",
}


def zone_at(p: Tokens, i: int, *, alone: bool = False) -> tuple[str, int] | None:
    """The zone named at `i` ("GMT", "PT", "Eastern time", "New York time"), as a key of its kind, and the index behind
    it. A city counts `alone` where nothing else can stand there."""
    word = p.text(i)
    if word in _FIXED:
        return word, i + 1
    if word in _REGIONS and (word != "mt" or alone or p.text(i + 1) == "time"):
        return word, i + 1 + (p.text(i + 1) == "time")
    for city, j in ((f"{word} {p.text(i + 1)}", i + 2), (word, i + 1)):
        if city in _CITIES and (alone or p.text(j) == "time"):
            return city, j + (p.text(j) == "time")
    return None


def place_of(zone: str) -> str:
    """The IANA zone whose wall clock somebody goes by who names `zone`: "EST" is Eastern time, in summer too. "" for
    "IST", which is Indian, Irish and Israeli."""
    return _CITIES.get(zone) or _REGIONS.get(zone) or _WALL_CLOCKS.get(zone, "")


def offset_of(zone: str, local: datetime, own: ZoneInfo) -> timedelta:
    """What must be added to a wall clock of the named zone to have the speaker's."""
    here = local.replace(tzinfo=own).utcoffset() or timedelta()
    if zone in _FIXED:
        return here - timedelta(hours=_FIXED[zone])
    there = local.replace(tzinfo=ZoneInfo(place_of(zone))).utcoffset() or timedelta()
    return here - there
