"""How the words of time are spelt in a hurry: short forms, and slips of the keyboard."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from sales.language.slips import slips_of

_SHORT: Final = {
    **dict.fromkeys(("tmrw", "tmw", "tmr", "tmrrw", "tmrow", "tmorrow", "tomoz", "tommorow"), "tomorrow"),
    **dict.fromkeys(("tomorrows", "2moro", "2morrow", "tomoro", "tommorrow"), "tomorrow"),
    **dict.fromkeys(("yday", "y'day", "ystrday", "ystday", "ystdy", "yest", "yesturday"), "yesterday"),
    **dict.fromkeys(("tdy", "2day", "tday", "todya", "toaday"), "today"),
    **dict.fromkeys(("arvo", "aftn", "avo"), "afternoon"),
    **dict.fromkeys(("wknd", "wkend"), "weekend"),
    **dict.fromkeys(("nite",), "night"),
    **dict.fromkeys(("ths", "dis"), "this"),
    **dict.fromkeys(("nxt",), "next"),
    **dict.fromkeys(("mo", "mnth", "mth"), "month"),
    **dict.fromkeys(("wk", "wek"), "week"),
    **dict.fromkeys(("qtr",), "quarter"),
    **dict.fromkeys(("tonite", "2nite"), "tonight"),
    **dict.fromkeys(("morn", "mornin"), "morning"),
}
_LONG: Final = (
    *("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "august"),
    *("september", "october", "november", "december", "yesterday", "tomorrow", "tonight", "afternoon", "morning"),
    *("evening", "weekend", "fortnight", "quarter"),
)


@lru_cache(maxsize=1)
def spellings() -> dict[str, str]:
    """What each short or misspelt word of time stands for."""
    return slips_of(_LONG, never=("mourning", "evenings", "quarters")) | _SHORT
