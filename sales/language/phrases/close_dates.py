"""When a deal closes: set, pushed, pulled in, slipped, with the reason where one was said."""

from __future__ import annotations

from sales.language.phrases.phrase import Phrase, phrase
from sales.language.phrases.verbs import verbs
from sales.language.understanding import IntentKind as K

_SHIFTING = verbs(
    "push pull move slip slide shift bring set change update extend postpone delay put kick bump reschedule prepone"
    " make adjust"
    " drag correct accelerate mark drop defer advance nudge"
)
_SHIFT, _SHIFTERS = _SHIFTING.any, _SHIFTING.words
_AWAY = r"(?: (?:back|out|forward|in|up|off|earlier|later|again|over|from \ue003|all the way))*"
_TO_DATE = (
    r"(?: (?:to|into|until|till|for|in|on|as|at|by|from|=|->|=>|>|to be|:|close|closing|the|end of|within|on or before"
    r"|either|any (?:day|time)))*(?: (?:(?P<beyond>after|before|past|beyond|on or after|no (?:earlier|sooner) than"
    r"|some ?time(?: in| after| before)?)|(?P<near>around|about|roughly|circa|ca\.?|approx(?:imately|\.)?|somewhere"
    r" (?:around|near)|~))(?: the)?)? ?(?P<date>\ue003)(?P<vague>-?ish| or so| or thereabouts| sometime|,? (?:at the"
    r" earliest|or later|or after|onwards?))?(?P<other>(?:,?"
    r" (?:or|maybe|perhaps)| ?/)(?: (?:on|in|by|the|maybe))* ?\ue003)?"
)
_REASON = (
    r"(?:(?: ?[,;(-]+ ?| )(?:because of|because|bc|b/c|cause|due to|since|as|reason:?|on account of|thanks to|owing"
    r" to) (?P<text>[^.,!?\n]{2,200}))?"
)
_DURATION = (
    r"(?P<text>(?:by )?(?:about |at least )?(?:another(?: \ue002)?|a|an|one|two|three|four|five|six|\ue002|a few|a"
    r" couple(?: of)?|several|half a)(?: more)? (?:day|week|fortnight|month|quarter|year|sprint)s?)"
)
_UNITS = "day days week weeks fortnight fortnights month months quarter quarters year years sprint sprints"
_CLOSES = (
    r"(?:(?:is |now )*(?<!was[ ])supposed to (?:close|come in)|(?:is |now )*(?:expected|likely|due|set|slated"
    r"|scheduled) to (?:close|land|sign"
    r"|come in|wrap up|move|slip)|(?:needs?"
    r"|has|have) to (?:move|slip|be (?:pushed|moved|pulled|brought|extended|changed))"
    r"|(?<!was[ ])(?<!were[ ])(?:going to"
    r"|gonna) (?:close|slip|land|sign|move|push)|expected to"
    r" close|close|closes|closing|slips|slip|slipped|slipping"
    r"|pushed|pushes|moved|moves|moving|pulled|delayed|postponed|sliding|slid|expected to close|to close|will close|is"
    r" going to close|lands|landing|is due|due|is expected|expected|goes|pushing|drifting|drifted|sliding out|slated"
    r"|set|set to close|on track to close|scheduled to close|wraps up|wrapping up|targeting|targeted)"
)
_SAID_OF_A_CLOSE = (
    "expected likely due set slated supposed scheduled"
    " needs need has have going gonna close closes closing slips slip slipped slipping"
    " pushed pushes moved moves moving pulled delayed postponed sliding slid lands goes pushing drifting drifted wraps"
    " wrapping targeting targeted"
)
""" `_CLOSES` holds one of these, whichever way it is said."""
_HAS = r"(?: (?:has|have|will|is|was|just|now|been|probably not|got|being|date))*"
CLOSE_DATES: tuple[Phrase, ...] = (
    phrase(
        K.SET_CLOSE_DATE,
        "close closing signing eta decision completion",
        r"(?:[^.;:!?\n\ue000]{0,40} )?(?P<deal>\ue000)[^.;!?\n]{0,60}?(?P<date>\ue003),?(?: (?:so|please|and"
        r"|can you|let's"
        r"|just|kindly))* (?:make|use|take|set|put|note|call|mark) (?:that|this|it) (?:as |for "
        r"|down as )?(?:(?:the|our|its"
        r"|their|new) )*(?:(?:close|closing|closure|signing|signature|decision|completion)(?: date)?|eta)<end>",
        also="that this it",
    ),
    phrase(
        K.SET_CLOSE_DATE,
        "close closing land sign",
        rf"(?:we'll|we will|i'll|i will|will|we're|we are|i'm) (?:now )?(?:close|closing|land|landing)"
        rf" <known>{_TO_DATE}{_REASON}<end>",
    ),
    phrase(K.SET_CLOSE_DATE, "\ue003", r"(?:on |by )?(?P<date>\ue003)<end>", follows="facts about one deal"),
    phrase(
        K.SET_CLOSE_DATE,
        "looking targeting aiming shooting eyeing probably likely expecting hoping",
        r"(?:we're |we are |they're |they are )?(?:looking (?:at|like)|targeting|aiming (?:for|at)|shooting for|eyeing"
        r"|probably|likely|most likely|expecting|hoping for)(?: (?:in|on|by|around|to close|a close|the))*"
        r" (?P<date>\ue003)<end>",
        follows="facts about one deal",
        offers="yes",
    ),
    phrase(
        K.SET_CLOSE_DATE,
        "now to",
        r"(?:it's |is )?(?:now|to)(?: on| for)? (?P<date>\ue003)<end>",
        follows="a close date",
    ),
    phrase(
        K.SET_CLOSE_DATE, "to", r"<known>(?:'s)? (?:out |back |in )?to (?:the )?<date><end>", follows="a close date"
    ),
    phrase(
        K.SET_CLOSE_DATE,
        _SHIFTERS,
        rf"{_SHIFT}(?: the| its| our)? <closedate> (?:of|for|on|at) <deal>{_AWAY}{_TO_DATE}{_REASON}<end>",
        also="\ue003",
    ),
    phrase(
        K.SET_CLOSE_DATE,
        _SHIFTERS,
        rf"{_SHIFT}(?: (?:in|out|back|up|forward|ahead|off))? <deal>(?:'s)?(?:"
        rf" <closedate>)?{_AWAY}{_TO_DATE}{_REASON}<end>",
        also="\ue003",
    ),
    phrase(
        K.SET_CLOSE_DATE,
        _SHIFTERS,
        rf"{_SHIFT}(?: (?:the|its|it|this|that))?(?: <closedate>)?{_AWAY}{_TO_DATE}{_REASON}<end>",
        also="\ue003",
    ),
    phrase(
        K.SET_CLOSE_DATE,
        "\ue003",
        rf"<deal>(?:'s)?(?: <closedate>)?{_HAS} {_CLOSES}{_AWAY}{_TO_DATE}{_REASON}<end>",
        sure=False,
        also=_SAID_OF_A_CLOSE,
    ),
    phrase(
        K.SET_CLOSE_DATE,
        "close closing eta decision expected date completion closure target",
        rf"<deal>(?:'s)? <closedate>(?: ?\((?:was|previously|formerly|originally|from|not) \ue003\))?\s*[:=]?(?:"
        rf" (?:is|was|now|moved|shifted|extended|postponed|preponed|advanced"
        rf"|brought|slips|slipped|moves|set|pushed|pulled|changed|has"
        rf"|to|out|back|in|:|=))*{_TO_DATE}{_REASON}<end>",
        sure=False,
    ),
    phrase(
        K.SET_CLOSE_DATE,
        "close closing closes eta decision expected date completion closure target",
        rf"(?:the |our |new |its |their |expected )*<closedate> (?:(?:of|for|on|at) <deal>|(?P<deal2>\ue000))(?:"
        rf" (?:is|was"
        rf"|now|moved|moves|slips|slipped|set|pushed|pulled|changed|has))*{_AWAY}[:=]?{_TO_DATE}{_REASON}<end>",
    ),
    phrase(
        K.SET_CLOSE_DATE,
        "close closing closes eta decision expected date completion closure target",
        rf"(?:the |our |new |its |their |expected )*(?:<closedate>|closes|close)(?: (?:is|was|should be|will be|now"
        rf"|date|moved|moves"
        rf"|slips"
        rf"|slipped|set|pushed|pulled|changed|has))*{_AWAY}[:=]?{_TO_DATE}{_REASON}<end>",
    ),
    phrase(
        K.SET_CLOSE_DATE,
        "slips slipped slip slipping sliding pushing lands pushed moved moves closing closes delayed postponed"
        " pulled close landing due will signing",
        rf"(?:it |they |this |that |which |the deal |deal )?(?:is |has |was |now |will"
        rf" )*{_CLOSES}{_AWAY}{_TO_DATE}{_REASON}<end>",
    ),
    phrase(
        K.SET_CLOSE_DATE,
        _SHIFTERS,
        rf"{_SHIFT}(?: (?:in|out|back|up|forward))? <deal>(?:'s)?(?: <closedate>)?{_AWAY} {_DURATION}{_AWAY}<end>",
        relative="yes",
        also=_UNITS,
    ),
    phrase(
        K.SET_CLOSE_DATE,
        "december january february march april may june july august september october november deal",
        r"<known>(?: (?:is|will be|is going to be|looks like|now))+ an? (?P<date>\ue003) (?:deal|close|thing|one)<end>",
    ),
    phrase(
        K.SET_CLOSE_DATE,
        "slips slipped slip slipping pushed pushing delayed moved slid sliding",
        rf"<deal>(?:'s)?(?: <closedate>)?{_HAS} (?:slips|slipped|slipping|slip|pushed|pushing|delayed|moved|slid"
        rf"|sliding){_AWAY} {_DURATION}<end>",
        sure=False,
        relative="yes",
    ),
    phrase(
        K.SET_CLOSE_DATE,
        _SHIFTERS,
        rf"{_SHIFT} (?:out |back |in )?(?:the |it |its )*(?:<closedate> )?{_DURATION}{_AWAY}<end>",
        relative="yes",
        also=_UNITS,
    ),
    phrase(
        K.SET_CLOSE_DATE,
        "slips slipped slipping pushed delayed",
        rf"<deal>{_HAS} (?:slips|slipped|is slipping|slipping|pushed out|delayed|is pushed|pushed)(?: again| a"
        rf" bit| once more)?{_REASON}<end>",
        sure=False,
    ),
    phrase(
        K.SET_CLOSE_DATE,
        "\ue003",
        r"(?<![a-z][ ])(?P<deal>\ue000)(?:'s)? (?:(?:will be|is going to be|'ll be|(?:now )?looks like|(?:now"
        r" )?looking like"
        r"|is looking like|more like|is"
        r" now)(?: (?:in"
        r"|a|by|around))*|by) (?:the )?(?P<date>\ue003)(?=\s*(?:$|[.!]))",
        offers="yes",
    ),
    phrase(
        K.SET_CLOSE_DATE,
        "postponed delayed pushed deferred moved",
        rf"<known>(?: (?:has|have|just))* (?:postponed|delayed|pushed|deferred|moved)(?: back| out)? (?:the |their "
        rf"|this )?"
        rf"(?:project|deal|decision|purchase|roll-?out|start|signing|signature"
        rf"|evaluation){_AWAY}{_TO_DATE}{_REASON}<end>",
        offers="yes",
    ),
    phrase(
        K.SET_CLOSE_DATE,
        _SHIFTERS,
        rf"{_SHIFT}(?: (?:out|back|in|forward))?(?: (?:the|its|our))? <closedate> (?:of|for|on|at) <known>{_AWAY}"
        rf" {_DURATION}{_AWAY}<end>",
        relative="yes",
        also=_UNITS,
    ),
    phrase(
        K.SET_CLOSE_DATE,
        "decision signature",
        r"(?P<deal>\ue000)(?:'s)?(?: (?:board|final|purchase|procurement))* (?:decision|signature) (?:is |due "
        r"|expected |set )*"
        r"(?:on|by|for) (?:the )?(?P<date>\ue003)<end>",
        offers="yes",
    ),
    phrase(
        K.SET_CLOSE_DATE,
        "realistic likely",
        r"(?:the )?(?P<date>\ue003) (?:is|looks|seems|would be|feels)(?: (?:more|much|the|a|probably|most))*"
        r" (?:realistic|likely)"
        r"(?: (?:date|day))?<end>",
        follows="or the deal's channel",
        offers="yes",
    ),
    phrase(
        K.SET_CLOSE_DATE,
        "likely probably should",
        rf"(?P<deal>\ue000)(?:'s)?(?: <closedate>)?(?: (?:is|will|would|should|to|be|most|more|very|now|still))*"
        rf" (?:likely|probably|should)(?: to)?(?: (?:be|now|still))*(?: {_CLOSES})?{_AWAY}{_TO_DATE}"
        r"(?=\s*(?:$|[.,;!)]))",
        offers="yes",
    ),
    phrase(
        K.SET_CLOSE_DATE,
        "q",
        rf"<known>(?:'s)?(?: <closedate>)?{_HAS}(?: {_CLOSES})?{_AWAY}(?: (?:to|in|into|by|on|for|until|is|end|of))*"
        r" (?:fy ?\d\d )?q[05-9](?: ?(?:fy|20)?\d\d)?<end>",
    ),
    phrase(
        K.SET_CLOSE_DATE,
        "should",
        r"(?P<deal>\ue000) should(?: now| still| then)? (?:close|land)(?: (?:on|by|in|at|around|before|end"
        r" of|the))* (?P<date>\ue003)<end>",
        offers="yes",
    ),
    phrase(
        K.SET_CLOSE_DATE,
        "until till til before",
        r"(?P<deal>\ue000)(?:'s)? (?:won't|will not|wont|is not going to|isn't going to|not going to|isn't|is not|not"
        r"|doesn't|(?:is |are )?not gonna|isn't gonna|ain't gonna)(?: (?:be|now|likely|likely to|expected to"
        r"|going to))* (?:close|closing|sign|signing|land"
        r"|landing|decide|buy)(?: now)? (?:until|till|til|before)(?: (?P<beyond>after))?(?: the)?"
        r" (?P<date>\ue003)<end>",
        offers="yes",
    ),
    phrase(
        K.SET_CLOSE_DATE,
        "push pull",
        r"(?:push|pull) (?:the |out |in )*(?:<closedate> (?:of|for|on) )?<known>(?:'s)?(?: <closedate>)?(?: (?:out"
        r"|back|in|forward))?<end>",
    ),
)
