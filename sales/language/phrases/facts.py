"""The facts of a deal: amount, close date, owner, source, and the number somebody calls."""

from __future__ import annotations

from sales.language.phrases.phrase import Phrase, phrase
from sales.language.understanding import IntentKind as K

_WAS = (
    r"(?: ?\(?(?:was|previously|formerly|up from|down from|from|instead of|not|vs|before:?) [\ue001\ue002](?:"
    r" before)?\)?)?"
)
_UNIT = (
    r"(?: (?:total|arr|acv|tcv|mrr|per year|a year|annually|all in|now|instead|dollars|year one|per \w+"
    r"|a (?:month|seat|user)|/ ?\w+))*"
)
_SET = (
    r"(?:they )?(?:set|change|changed|update|updated|bump|bumped|bumping|raising|lowering|dropping|cutting"
    r"|increasing|upping"
    r"|upped|up|raise|raised|lower|lowered|drop|dropped|cut|reduce|reduced"
    r"|increase"
    r"|increased|make|put|adjust|adjusted|correct|move|moved|take|took|revise|revised|got|get|upsell|upsold|resize"
    r"|upgrade"
    r"|expand|expanded|grew|grow|shrink|mark|marked)"
)
_SETTERS = (
    "bumping raising lowering dropping cutting increasing upping upped up "
    "set change changed update updated bump bumped raise raised lower lowered drop dropped cut reduce reduced increase "
    "increased make put adjust adjusted correct move moved take took revise revised got get upsell upsold resize"
    " upgrade "
    "expand expanded grew grow shrink mark marked"
)
_IS = (
    r"(?: (?:is|are|was|now|at|came|in|worth|looks|to|just|a|it's|currently|only|back|the|around|about|closer|comes"
    r"|will be"
    r"|has|approximately|roughly|changed|new|total|under|over|above|below|at least|at most|less than|more than"
    r"|between|near"
    r"|(?:went|goes|going|grew|grown|dropped|shrank|rose|fell|jumped|up|down|moved)(?: up| down| back)? (?:to|at)))*"
)
_MONEY_BY = r"(?:(?P<money>[\ue001\ue002])(?: ?%| percent| pct)?|\d[\d.,]* ?(?:%|percent\b|pct\b))"

AMOUNTS: tuple[Phrase, ...] = (
    phrase(
        K.SET_AMOUNT,
        _SETTERS,
        rf"{_SET} <deal>(?:'s)?(?: (?:deal )?<amountword>)?(?: (?:up|down))?{_WAS}(?: (?:to|at|=|:|to be|as))+"
        rf" <money>{_UNIT}{_WAS}<end>",
    ),
    phrase(
        K.SET_AMOUNT,
        _SETTERS,
        rf"{_SET}(?: (?:the|its|our|my))?(?: deal)? <amountword> (?:of|for|on|at) <deal>(?: (?:up|down))?{_WAS}(?:"
        rf" (?:to|at|=|:|to be|as))+ <money>{_UNIT}{_WAS}<end>",
    ),
    phrase(
        K.SET_AMOUNT,
        _SETTERS,
        rf"{_SET}(?: (?:the|its|it|that|this))?(?: (?:deal|opportunity))?(?: <amountword>)?(?: (?:up"
        rf"|down))?{_WAS}(?: (?:to|at|=|:|to be|as))+ <money>{_UNIT}{_WAS}<end>",
    ),
    phrase(
        K.SET_AMOUNT, "\ue001", rf"<deal>(?:'s)?(?: <amountword>)?(?:'s)?{_IS} <amount>{_UNIT}{_WAS}<end>", sure=False
    ),
    phrase(
        K.SET_AMOUNT,
        "from",
        rf"<deal>(?:'s)?(?: <amountword>)?(?: (?:went|goes|going|grew|moved|up|down|dropped|rose|is|has|gone|changed))*"
        rf" from [\ue001\ue002] (?:up |down )?to <amount>{_UNIT}<end>",
        sure=False,
    ),
    phrase(K.SET_AMOUNT, "\ue001", r"<known>:? <amount>,?(?= (?:commit|best[- ]case|upside|omit)\b)"),
    phrase(
        K.SET_AMOUNT,
        "amount value size price acv arr tcv mrr number worth budget",
        rf"<deal>(?:'s)?(?: new| total| deal)? <amountword>{_IS}\s?[:=]? ?<money>{_UNIT}{_WAS}<end>",
        sure=False,
    ),
    phrase(
        K.SET_AMOUNT,
        "amount value size price acv arr tcv mrr number worth budget",
        rf"(?:the |new |deal |its |total )*<amountword> (?:of|for|on|at) <deal>{_IS}\s?[:=]?"
        rf" ?<money>{_UNIT}{_WAS}<end>",
    ),
    phrase(
        K.SET_AMOUNT,
        "amount value size price acv arr tcv mrr number worth budget",
        rf"(?:the |new |deal |its |total )*<amountword>{_IS}\s?[:=]? ?<money>{_UNIT}{_WAS}<end>",
    ),
    phrase(K.SET_AMOUNT, "\ue001", rf"<known>\s?[:,-]\s?(?:now )?<amount>{_UNIT}{_WAS}<end>"),
    phrase(
        K.SET_AMOUNT,
        "\ue001",
        rf"(?:(?:it's|its|it is|that's|they're|they are|is|now|at|worth|for|it grew to|it dropped to|up to"
        rf"|down to|quoted|quote"
        rf"|quoted at|budget|went to|grew to|new amount|we quoted|they have|looking at)[:"
        rf" ]+)+<amount>{_UNIT}{_WAS}<end>",
    ),
    phrase(K.SET_AMOUNT, "\ue001", rf"<amount>{_UNIT}{_WAS}<end>", follows="yes"),
    phrase(K.SET_AMOUNT, "\ue001", rf"<amount>{_UNIT} (?:for|at|on|with) <known>{_WAS}<end>"),
    phrase(K.SET_AMOUNT, "make put set", rf"(?:make|put|set) <deal>(?: at)? <amount>{_UNIT}{_WAS}<end>"),
    phrase(
        K.SET_AMOUNT,
        "by",
        rf"{_SET} <deal>(?:'s)?(?: <amountword>)?(?: (?:up|down))? by {_MONEY_BY}<end>",
        relative="yes",
    ),
    phrase(
        K.SET_AMOUNT,
        "add take knock shave",
        rf"(?:add|tack on|knock|shave|take) (?:another |an extra |an additional )?{_MONEY_BY} (?:to|off|from|onto"
        rf"|on) <deal><end>",
        relative="yes",
    ),
    phrase(
        K.SET_AMOUNT,
        "double doubled triple tripled halve halved",
        r"(?:double|triple|halve) <deal>(?:'s)?(?: <amountword>)?<end>",
        relative="yes",
    ),
    phrase(
        K.SET_AMOUNT,
        "doubled tripled halved",
        r"<deal>(?:'s)?(?: <amountword>)?(?: (?:has|just|got))* (?:doubled|tripled|halved)(?: in size)?<end>",
        sure=False,
        relative="yes",
    ),
    phrase(
        K.SET_AMOUNT,
        "more less up down bigger smaller another grew shrank dropped discount",
        rf"<deal>{_IS}(?: (?:another|an extra|by))? {_MONEY_BY} (?:more|less|bigger|smaller|higher|lower|up|down"
        rf"|off|discount|extra|on top)<end>",
        sure=False,
        relative="yes",
    ),
    phrase(
        K.SET_AMOUNT,
        "up down grew shrank dropped rose fell by",
        rf"<deal>(?:'s)?(?: <amountword>)? (?:is |went |has |just )*(?:up|down|grew|grown|shrank|dropped|rose|fell"
        rf"|increased|decreased) (?:by |another )?{_MONEY_BY}<end>",
        sure=False,
        relative="yes",
    ),
)

_SHIFT = (
    r"(?:push|pushed|pushing|pull|pulled|pulling|move|moved|moving|slip|slipped|slide|shift|shifted|bring|brought"
    r"|set|change"
    r"|changed|update|updated|extend|extended|postpone|postponed|delay|delayed|put|kick|kicked|bump|bumped|reschedule"
    r"|rescheduled|make|adjust|adjusted|drag|correct|accelerate|accelerated|mark)"
)
_SHIFTERS = (
    "push pushed pushing pull pulled pulling move moved moving slip slipped slide shift shifted bring brought set"
    " change "
    "changed update updated extend extended postpone postponed delay delayed put kick kicked bump bumped reschedule "
    "rescheduled make adjust adjusted drag correct accelerate accelerated mark"
)
_AWAY = r"(?: (?:back|out|forward|in|up|off|earlier|later|again|over|from \ue003|all the way))*"
_TO_DATE = (
    r"(?: (?:to|into|until|till|for|in|on|as|at|by|=|->|to be|:|close|closing|the|end of))*"
    r"(?: (?P<beyond>after|past|beyond|sometime(?: in| after| before)?))? ?(?P<date>\ue003)(?P<other> or (?:"
    r"(?:on|in|by|the) )*\ue003)?"
)
_REASON = (
    r"(?:(?: ?[,;(-]+ ?| )(?:because|bc|b/c|cause|due to|since|as|reason:?|on account of|thanks to|owing to)"
    r" (?P<text>[^.,!?\n]{2,200}))?"
)
_DURATION = (
    r"(?P<text>(?:by )?(?:about |at least )?(?:another(?: \ue002)?|a|an|one|two|three|four|five|six|\ue002|a few|a"
    r" couple(?: of)?|several|half a)(?: more)? (?:day|week|month|quarter|year|sprint)s?)"
)
_CLOSES = (
    r"(?:is going to close|expected to close|close|closes|closing|slips|slip|slipped|slipping|pushed|pushes|moved"
    r"|moves|moving|pulled|delayed|postponed|sliding"
    r"|slid|expected to close|to close|will close|is going to close|lands|landing|is due|due|is expected"
    r"|expected|goes|pushing|drifting|drifted|sliding out|slated|set|set to close|on track to close"
    r"|scheduled to close|wraps up|wrapping up|targeting|targeted)"
)
_HAS = r"(?: (?:has|have|is|was|just|now|been|probably not|got|being|date))*"

CLOSE_DATES: tuple[Phrase, ...] = (
    phrase(K.SET_CLOSE_DATE, "\ue003", r"(?:on |by )?(?P<date>\ue003)<end>", follows="facts about one deal"),
    phrase(
        K.SET_CLOSE_DATE,
        _SHIFTERS,
        rf"{_SHIFT}(?: the| its| our)? <closedate> (?:of|for|on|at) <deal>{_AWAY}{_TO_DATE}{_REASON}<end>",
    ),
    phrase(K.SET_CLOSE_DATE, _SHIFTERS, rf"{_SHIFT} <deal>(?:'s)?(?: <closedate>)?{_AWAY}{_TO_DATE}{_REASON}<end>"),
    phrase(
        K.SET_CLOSE_DATE,
        _SHIFTERS,
        rf"{_SHIFT}(?: (?:the|its|it|this|that))?(?: <closedate>)?{_AWAY}{_TO_DATE}{_REASON}<end>",
    ),
    phrase(
        K.SET_CLOSE_DATE,
        "\ue003",
        rf"<deal>(?:'s)?(?: <closedate>)?{_HAS} {_CLOSES}{_AWAY}{_TO_DATE}{_REASON}<end>",
        sure=False,
    ),
    phrase(
        K.SET_CLOSE_DATE,
        "close closing eta decision expected date",
        rf"<deal>(?:'s)? <closedate>\s*[:=]?(?: (?:is|was|now|moved|slips|slipped|moves|set|pushed|pulled|changed"
        rf"|has|to"
        rf"|out|back|in|:|=))*{_TO_DATE}{_REASON}<end>",
        sure=False,
    ),
    phrase(
        K.SET_CLOSE_DATE,
        "close closing closes eta decision expected date",
        rf"(?:the |our |new |its |expected )*<closedate> (?:of|for|on|at) <deal>(?: (?:is|was|now|moved|moves"
        rf"|slips|slipped|set|pushed|pulled|changed|has))*{_AWAY}[:=]?{_TO_DATE}{_REASON}<end>",
    ),
    phrase(
        K.SET_CLOSE_DATE,
        "close closing closes eta decision expected date",
        rf"(?:the |our |new |its |expected )*(?:<closedate>|closes|close)(?: (?:is|was|now|date|moved|moves|slips"
        rf"|slipped|set|pushed|pulled|changed|has))*{_AWAY}[:=]?{_TO_DATE}{_REASON}<end>",
    ),
    phrase(
        K.SET_CLOSE_DATE,
        "slips slipped slip pushed moved moves closing closes delayed postponed pulled close landing due will signing",
        rf"(?:it |they |this |that |which |the deal |deal )?(?:is |has |was |now |will"
        rf" )*{_CLOSES}{_AWAY}{_TO_DATE}{_REASON}<end>",
    ),
    phrase(
        K.SET_CLOSE_DATE,
        _SHIFTERS,
        rf"{_SHIFT} <deal>(?:'s)?(?: <closedate>)?{_AWAY} {_DURATION}{_AWAY}<end>",
        relative="yes",
    ),
    phrase(
        K.SET_CLOSE_DATE,
        "slips slipped slip pushed delayed moved slid",
        rf"<deal>{_HAS} (?:slips|slipped|slip|pushed|delayed|moved|slid|pushed back){_AWAY} {_DURATION}<end>",
        sure=False,
        relative="yes",
    ),
    phrase(
        K.SET_CLOSE_DATE,
        _SHIFTERS,
        rf"{_SHIFT} (?:out |back |in )?(?:the |it |its )*(?:<closedate> )?{_DURATION}{_AWAY}<end>",
        relative="yes",
    ),
    phrase(
        K.SET_CLOSE_DATE,
        "slips slipped slipping pushed delayed",
        rf"<deal>{_HAS} (?:slips|slipped|is slipping|slipping|pushed out|delayed|is pushed|pushed){_REASON}<end>",
        sure=False,
    ),
    phrase(
        K.SET_CLOSE_DATE,
        "push pull",
        r"(?:push|pull) (?:the |out |in )*(?:<closedate> (?:of|for|on) )?<known>(?:'s)?(?: <closedate>)?(?: (?:out"
        r"|back|in|forward))?<end>",
    ),
)

OWNERS: tuple[Phrase, ...] = (
    phrase(
        K.REASSIGN,
        "taking take took",
        r"(?:(?:i'm|i am|i'll be|i) )?(?:now )?(?:taking|take|took) over <known>(?: now| from here| from \ue004)?<end>",
        person="me",
    ),
    phrase(
        K.REASSIGN,
        "belongs goes",
        r"<deal>(?: (?:now|belongs|goes|is))* (?:belongs to|goes to|assigned to) (?P<person>\ue004|me)(?: now)?<end>",
        sure=False,
    ),
    phrase(
        K.REASSIGN,
        "hand pass give assign reassign transfer move handing passing giving turn handed passed gave assigned"
        " reassigned transferred",
        r"(?:hand|pass|give|assign|reassign|transfer|move|turn|handing|passing|giving|handed|passed|gave|assigned"
        r"|reassigned|transferred|moving)(?: over| off)? <deal>(?:'s)?(?: (?:over|off|ownership))*(?: (?:to|onto"
        r"|->))+ <person><end>",
    ),
    phrase(K.REASSIGN, "make owner set", r"(?:make|set) <person> (?:the )?(?:new )?owner (?:of|for|on) <deal><end>"),
    phrase(
        K.REASSIGN,
        "owner",
        r"(?:set |change |update )?(?:the )?(?:new )?owner (?:of|for|on) <deal>(?: is|:|<to>)*(?: now)? <person><end>",
    ),
    phrase(K.REASSIGN, "owner", r"<deal>(?:'s)? (?:new )?owner(?: is|:| =| to)+(?: now)? <person><end>", sure=False),
    phrase(
        K.REASSIGN,
        "owns takes taking owner took",
        r"(?P<person>\ue004|[^\W\d_][\w.'-]*)(?: (?:is|now|will be))*(?: (?:owns|takes over|takes|taking over|took"
        r" over|the owner of|the new owner of|owner of)) <known>(?: now| from here| from me)?<end>",
    ),
    phrase(K.REASSIGN, "assign hand give", r"(?:assign|hand|give) (?P<person>\ue004) <known><end>"),
    phrase(
        K.REASSIGN,
        "hand assign reassign pass transfer give",
        r"(?:hand|assign|reassign|pass|transfer|give)(?: (?:it|this|this deal|this one))?(?: over| off)? to"
        r" (?P<person>\ue004|me)<end>",
    ),
)

SOURCES: tuple[Phrase, ...] = (
    phrase(
        K.SET_SOURCE,
        "source",
        r"(?:set |change |update )?(?:the )?(?:lead |deal )?source (?:of|for|on|at) <deal>(?: is| was| should be|:"
        r"|<to>)*(?: an?| the| our)? <source><end>",
    ),
    phrase(
        K.SET_SOURCE,
        "source",
        r"<deal>(?:'s)? (?:lead )?source(?: is| was| should be|:|<to>| -)*(?: an?| the| our)? <source><end>",
        sure=False,
    ),
    phrase(
        K.SET_SOURCE,
        "source",
        r"(?:set |change |update )?(?:the |its )?(?:lead |deal )?source(?: is| was| should be| changed|:|<to>|"
        r" -)*(?: an?| the| our)? <source><end>",
    ),
    phrase(
        K.SET_SOURCE,
        "came from via through sourced",
        r"<deal> (?:originally )?(?:came|come|comes|is|was sourced|sourced|was)(?: (?:to us|in|inbound"
        r"|originally))* (?:from|via|through|by way of)(?: an?| the| our)? <source><end>",
        sure=False,
    ),
    phrase(
        K.SET_SOURCE,
        "<source>",
        r"<known>(?: is| was)(?: an?| from an?| from the| from our| from)? <source>(?: lead| deal)?<end>",
    ),
)

_FOR_PERIOD = r"(?: (?:for|this) (?:the |this )?(?:quarter|month|year))?"
_BEST = (
    r"(?:[,;/ ]+(?:and |with )?(?:my )?(?:(?:best[- ]case|best|upside|stretch)(?: (?:is|of|at|to))*[:=]? ?<money2>"
    r"|(?P<money3>[\ue001\ue002]) (?:best[- ]case|best|upside|stretch)))?"
    rf"{_FOR_PERIOD}(?: for (?P<date2>\ue003))?"
)

CALLS: tuple[Phrase, ...] = (
    phrase(
        K.SUBMIT_CALL,
        "call commit number forecast submission",
        rf"(?:my |our |the |forecast )(?:call|commit|number|forecast|submission)(?: (?:for|this) "
        rf"(?P<date>\ue003))?{_FOR_PERIOD}"
        rf"(?:(?: (?:is|now|stays|at|of|to))+[:=]?|\s?[:=]) ?<money>(?: commit)?{_FOR_PERIOD}(?: for"
        rf" (?P<date3>\ue003))?{_BEST}<end>",
    ),
    phrase(
        K.SUBMIT_CALL,
        "call commit number forecast calling committing submit submitting",
        r"(?:i'm |i am |i )?(?:my |our )?(?:calling|call|commit|number|forecast|committing|submit|submitting)"
        rf"(?: (?:it|to|at|my|for|commit|call|a|of|is))*[:=]? ?<amount>(?: commit)?{_FOR_PERIOD}(?:(?: for)?"
        rf" (?P<date3>\ue003))?"
        rf"{_BEST}<end>",
    ),
    phrase(
        K.SUBMIT_CALL,
        "best upside stretch",
        r"(?:my |our |i |we )?commit(?: (?:is|at|of|to))?[:=]? ?<money>[,;/ ]+(?:and |with )?(?:my )?"
        rf"(?:best[- ]case|best|upside|stretch)(?: (?:is|of|at|to))*[:=]? ?<money2>{_FOR_PERIOD}"
        r"(?: for (?P<date2>\ue003))?<end>",
    ),
    phrase(
        K.SUBMIT_CALL,
        "best upside stretch",
        r"(?:my |our |i |we )?commit(?: (?:is|at|of|to))?[:=]? ?<money>[,;/ ]+(?:and |with )?(?:my )?"
        rf"(?:best[- ]case|best|upside|stretch)(?: (?:is|of|at|to))*[:=]? ?<money2>{_FOR_PERIOD}"
        r"(?: for (?P<date2>\ue003))?<end>",
    ),
    phrase(
        K.SUBMIT_CALL,
        "best upside",
        r"(?:my |our )?(?:best[- ]case|upside)(?: (?:for|this) (?P<date>\ue003))?(?: (?:is|now|at|of))*[:=]?"
        r" ?<money2><end>",
    ),
)
