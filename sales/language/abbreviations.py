"""What is short for what: the abbreviations of the trade, of texting, and words without their apostrophe. Plain tables
and the few that are short only beside certain words; knows nothing of what a sentence means."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

_OF_THE_TRADE: Final = {
    "account": "acct a/c",
    "amount": "amt amnt amout ammount",
    "appointment": "appt appmt",
    "champion": "chmp",
    "close date": "ecd",
    "competitor": "comp compet",
    "customer": "cust",
    "date": "dt",
    "director": "dir",
    "email": "eml e-mail",
    "emailed": "e-mailed emld",
    "follow up": "f/u f-up fup followup",
    "followed up": "f/u'd f/ud fu'd followed-up",
    "forecast": "fcst fcast 4cast",
    "forwarded": "fwd'd fwded fwdd",
    "left a voicemail": "lm lvm vm'd vmed",
    "manager": "mgr mngr",
    "meeting": "mtg mtng meetng meting metting meeing",
    "meetings": "mtgs",
    "message": "msg mssg",
    "messaged": "msgd msg'd msged",
    "negotiation": "neg negs nego",
    "no-show": "n/s",
    "opportunity": "oppty oppt",
    "presentation": "preso prezo prez",
    "project": "proj",
    "proposal": "prop propo",
    "qualified": "qual",
    "quarter": "qtr",
    "received": "rcvd recd rec'd",
    "reschedule": "resched re-schedule",
    "rescheduled": "resched'd reschedd re-scheduled",
    "schedule": "sched schedd",
    "scheduled": "sched'd scheduld sceduled shceduled",
    "source": "src",
    "stage": "stg",
    "texted": "txted txtd txt'd",
    "zoomed": "zoom'd zoomd",
}
_VERBS: Final = {
    "change": "chg chng",
    "changed": "chgd chngd chg'd",
    "delete": "del",
    "move": "mv mve",
    "moved": "movd mvd mv'd",
    "send": "snd",
    "take": "tk tke",
    "sent": "snt",
    "update": "upd updt",
    "updated": "updtd upd'd",
}
_OF_TEXTING: Final = {
    "about": "abt",
    "answer": "ans",
    "back": "bk",
    "called back": "cb'd cbd",
    "down": "dwn",
    "because": "cos coz cuz b/c bcos bcuz 'cause",
    "before": "b4 bfore",
    "between": "btwn",
    "conversation": "convo convos",
    "could": "cld cud",
    "don't know": "dunno",
    "from": "frm",
    "gonna": "gna gunna",
    "good": "gd",
    "great": "gr8 grt",
    "have": "hv hve",
    "how": "hw",
    "i don't know": "idk",
    "instead": "insted insetad",
    "new": "nw",
    "next": "nxt",
    "not": "nt",
    "number": "nbr nr #",
    "people": "ppl",
    "possibly": "poss",
    "probably": "prolly probs",
    "should": "shld shud shd",
    "sorry": "sry srry soz",
    "thanks": "tks tnx thnx",
    "that": "tht",
    "the": "teh hte",
    "through": "thru",
    "visit": "vist viist",
    "weeks": "wks",
    "what": "wat wht wut",
    "what's": "wats wuts whts",
    "with ": "w/ w",
    "within": "w/in",
    "without ": "w/o w/out",
    "would": "wld wud",
    "you": "u ya",
    "your": "ur",
}
_WITHOUT_APOSTROPHE: Final = """aren't couldn't didn't doesn't don't hadn't hasn't haven't isn't mustn't needn't
    shouldn't wasn't weren't wouldn't can't won't i've they're they've they'll we've you're you've who's how's where's
    that's"""
"""What is typed without its apostrophe; not "were" and "well", which are words of their own."""


@lru_cache(maxsize=1)
def abbreviations() -> dict[str, str]:
    """Each short form with what it stands for. A word that is also a word of its own is none of these."""
    tables = (_OF_THE_TRADE, _VERBS, _OF_TEXTING)
    found = {short: whole for table in tables for whole, forms in table.items() for short in forms.split()}
    return found | {word.replace("'", ""): word for word in _WITHOUT_APOSTROPHE.split()}


_MESSAGES = r"(?:vm|voicemail|msg|message|prop|proposal|quote|contract|demo|call|mtg|meeting|src|source|dm|dt|date)"
_BESIDE: Final = {
    "cld": (
        "called",
        r"(?:\A|[,.;:&\n]|\b(?:and|just|then)) *\Z",
        r" (?!(?:be|have|you|we|i|they|u|ya|it|win|lose|close|move|sign|slip|push|land|get|go|come|see|do|use|still"
        r"|also|really|only|well|easily|not)\b)",
    ),
    "bc": ("best case", r"(?:[\w:-]) ?\Z", r"(?: only| now)?\s*(?:$|[.,;!?)])"),
    "cd": ("close date", r"", r" ?(?:[:=-]|(?:to|is|for|on|now|moved|pushed|slipped|changed)\b|\d)"),
    "prob": ("probably", r"(?<!\bno )(?<!\ba )(?<!\bthe )(?<!\bany )\Z", r" [a-z\d$€£]"),
    "4": ("for", rf"\b{_MESSAGES} \Z", r" (?!\w+s\b)[a-z]"),
}
"""What is short for something only beside certain words: what stands before it, and what behind. "We cld close" is no
call."""
_COMPILED: Final = {
    short: (whole, re.compile(before), re.compile(behind)) for short, (whole, before, behind) in _BESIDE.items()
}


def beside(low: str, start: int, end: int) -> str | None:
    """What the short word from `start` to `end` stands for among its neighbours; None where it is a word of its own."""
    whole, before, behind = _COMPILED[low[start:end]]
    fits = before.search(low, max(0, start - 24), start) and behind.match(low, end)
    return whole if fits else None


AMONG_NEIGHBOURS: Final = frozenset(_BESIDE)
"""The words that `beside` reads."""
