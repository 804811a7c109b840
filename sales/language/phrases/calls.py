"""The number somebody calls for a period, and the best case beside it."""

from __future__ import annotations

from sales.language.phrases.phrase import Phrase, phrase
from sales.language.phrases.verbs import verbs
from sales.language.understanding import IntentKind as K

_FOR_PERIOD = r"(?: (?:for|this) (?:the |this )?(?:quarter|month|year))?"
_BEST = (
    rf"(?:[,;/ ]+(?:and |with )?(?:my )?(?:(?:best[- ]case|best|upside|stretch)(?: (?:is|of|at|to))*[:=]? ?<money2>"
    rf"|(?P<money3>[\ue001\ue002]) (?:best[- ]case|best|upside|stretch)))?{_FOR_PERIOD}(?:(?: for)?"
    rf" (?P<date2>\ue003))?"
)
_CHANGING = verbs(
    "raise lower change update bump take move set drop cut increase decrease reduce adjust revise lift put"
)
CALLS: tuple[Phrase, ...] = (
    phrase(
        K.SUBMIT_CALL,
        "call commit number forecast submission",
        rf"(?:my |our |the |forecast )(?:call|commit|number|forecast|submission)(?:(?: (?:for|this))?"
        rf" (?P<date>\ue003))?{_FOR_PERIOD}(?:(?:'s|(?: (?:is|now|stays|at|of|to))+)[:=]?|\s?[:=]) ?<money>(?:"
        rf" commit)?{_FOR_PERIOD}(?: for (?P<date3>\ue003))?{_BEST}<end>",
    ),
    phrase(
        K.SUBMIT_CALL,
        "call commit number forecast calling committing submit submitting putting put forecasting best",
        rf"(?:i'm |i am |i )?(?:my |our )?(?:putting in|putting down|forecasting|forecast me|put me down|at(?="
        rf" \ue001 (?:commit|best))"
        rf"|calling|call|commit|number|forecast|committing|submit|submitting)(?:"
        rf" (?:it|to|at|my|for|commit|call|a|of|is))*[:=]? ?<amount>(?: commit)?{_FOR_PERIOD}(?:(?: for)?"
        rf" (?P<date3>\ue003))?{_BEST}<end>",
    ),
    phrase(
        K.SUBMIT_CALL,
        "best upside stretch",
        rf"(?:my |our |i |we )?commit(?: (?:is|at|of|to))?[:=]? ?<money>[,;/ ]+(?:and |with )?(?:my )?(?:best[- ]case"
        rf"|best|upside|stretch)(?: (?:is|of|at|to))*[:=]? ?<money2>{_FOR_PERIOD}(?:(?: for)? (?P<date2>\ue003))?<end>",
    ),
    phrase(
        K.SUBMIT_CALL,
        "best upside stretch",
        rf"(?:my |our |i |we )?commit(?: (?:is|at|of|to))?[:=]? ?<money>[,;/ ]+(?:and |with )?(?:my )?(?:best[- ]case"
        rf"|best|upside|stretch)(?: (?:is|of|at|to))*[:=]? ?<money2>{_FOR_PERIOD}(?:(?: for)? (?P<date2>\ue003))?<end>",
    ),
    phrase(
        K.SUBMIT_CALL,
        "calling submitting committing call submit",
        rf"(?:i'm |i am |i |we're |we )?(?:calling|submitting|committing|call|submit)(?: (?:it|in|at|my|our|a|for))*"
        rf" <money>(?: (?:in|as|of|for))* (?:the )?commit(?: (?:number|call))?{_FOR_PERIOD}(?:(?: for)?"
        rf" (?P<date3>\ue003))?(?:(?: and| with|,|;| /)*(?: my| a)? (?:(?P<money3>[\ue001\ue002])(?: (?:in|as|of|for))*"
        rf" (?:best[- ]case|best|upside)|(?:best[- ]case|best|upside)(?: (?:is|of|at))*[:=]? ?<money2>))?{_FOR_PERIOD}"
        rf"(?:(?: for)? (?P<date2>\ue003))?<end>",
    ),
    phrase(
        K.SUBMIT_CALL,
        "commit committing calling",
        r"(?:i'm |i )?(?:commit|committing|calling)(?: to| at)? <money> for (?:the )?(?P<date>\ue003)<end>",
    ),
    phrase(
        K.SUBMIT_CALL,
        "call commit number forecast",
        rf"{_CHANGING.any} (?:my|our) (?:call|commit|number|forecast)(?: (?:for|this)?"
        r" ?(?P<date>\ue003))?"
        r"(?: (?:up|down|from [\ue001\ue002]))* to <money>(?: for (?P<date3>\ue003))?<end>",
    ),
    phrase(
        K.SUBMIT_CALL,
        "best upside",
        r"(?:my |our )?(?:best[- ]case|upside)(?: (?:for|this) (?P<date>\ue003))?(?: (?:is|now|at"
        r"|of))*[:=]? ?<money2><end>",
    ),
)
