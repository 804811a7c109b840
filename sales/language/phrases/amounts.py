"""What a deal is worth: set, changed, and changes that need the stored amount."""

from __future__ import annotations

from sales.language.phrases.phrase import Phrase, phrase
from sales.language.phrases.verbs import verbs
from sales.language.understanding import IntentKind as K

_WAS = (
    r"(?: ?\(?(?:was|previously|formerly|up from|down from|from|instead of|not|vs|before:?) [\ue001\ue002](?:"
    r" before)?\)?)?"
)
_UNIT = (
    r"(?: (?:total|arr|acv|tcv|mrr|per year|a year|annually|annual|per annum|p\.a\.|all in|now|instead|dollars|year"
    r" one|per \w+|(?:a|each"
    r"|every) (?:month|seat|user|quarter)|monthly|yearly|recurring|(?:for|over) (?:\ue002|one|two|three|four|five)"
    r" years)"
    r"| ?/ ?\w+)*"
)
_CHANGES = verbs(
    "lift set change update bump raise lower drop cut reduce decrease increase make put adjust correct move take"
    " revise get"
    " upsell upsize downsize trim slash scale resize upgrade expand grow shrink mark knock beat talk negotiate"
    " haggle discount"
    " bring push pull"
)
SET = rf"(?:(?:they|he|she)(?:'ve|'s| have| has)? )?(?:{_CHANGES.any}|up|upped|upping)"
_SETTERS = f"{_CHANGES.words} up upped upping"
_TO = r"(?: (?:to|at|=|:|to be|as|about|around|roughly|approximately|circa|nearer|closer to))+"
IS = (
    r"(?: (?:is|are|was|still|now|probably|likely|actually|really"
    r"|at|came|in|worth|looks|to|just|a|it's|currently|only|back|the|around"
    r"|circa|somewhere|something like|in the region of"
    r"|about|closer|comes"
    r"|will be|should be|is going to be|going to be|gonna be|anywhere(?: from)?|somewhere(?: from)?|ranging from"
    r"|like|needs to be|should read|has"
    r"|approximately|roughly|changed|new|total|under|over|above|below|at"
    r" least|at most|less than|more than|between|near|(?:went|goes|going|grew|grown|dropped|shrank|rose|fell|jumped|up"
    r"|down|moved|came|come|coming|gone|expanded|shrunk|shrinks|grows|rises|falls|drops|jumps|doubled|halved|upgraded"
    r"|downgraded|downsized|upsized|trimmed|slashed|scaled|negotiated|increased|decreased|reduced|raised|cut|settled"
    r"|ended|landed|got|getting|upped|bumped|raised|lowered|revised|renegotiated|whittled|talked|beaten"
    r"|knocked)(?: up| down| back| out| in)? (?:to|at|on)))*"
)
_NUMBERS = "\ue001 \ue002"
""" `<money>` is one of these letters."""
AMOUNTS: tuple[Phrase, ...] = (
    phrase(
        K.SET_AMOUNT,
        _SETTERS,
        rf"{SET} <deal>(?:'s)?(?: (?:deal )?<amountword>)?(?: (?:up|down))?{_WAS}{_TO}"
        rf" <money>{_UNIT}{_WAS}<end>",
        also=_NUMBERS,
    ),
    phrase(
        K.SET_AMOUNT,
        _SETTERS,
        rf"{SET} <known>(?:'s)? (?:deal )?<amountword>:? <money>{_UNIT}{_WAS}<end>",
        also=_NUMBERS,
    ),
    phrase(
        K.SET_AMOUNT,
        _SETTERS,
        rf"{SET}(?: (?:the|its|our|my))?(?: deal)? <amountword> (?:of|for|on|at) <deal>(?: (?:up|down))?{_WAS}{_TO}"
        rf" <money>{_UNIT}{_WAS}<end>",
        also=_NUMBERS,
    ),
    phrase(
        K.SET_AMOUNT,
        _SETTERS,
        rf"{SET}(?: (?:the|its|it|that|this|us|them))?(?: (?:deal|opportunity))?(?: <amountword>)?(?: (?:up"
        rf"|down))?{_WAS}{_TO}"
        rf" <money>{_UNIT}{_WAS}<end>",
        also=_NUMBERS,
    ),
    phrase(
        K.SET_AMOUNT,
        "\ue001",
        rf"<deal>(?:'s)?(?: <amountword>)?(?:'s)?{IS} <amount>{_UNIT}(?: (?:deal|opp))?{_WAS}<end>",
        sure=False,
    ),
    phrase(
        K.SET_AMOUNT,
        "from",
        rf"<deal>(?:'s)?(?: <amountword>)?(?: (?:went|goes|going|grew|grown|moved|up|down|dropped|rose|is|has|gone"
        rf"|changed|expanded|shrunk|shrank|jumped|fell|cut|increased|decreased|bumped|reduced|came))* from"
        rf" [\ue001\ue002] (?:up |down )?to <amount>{_UNIT}<end>",
        sure=False,
    ),
    phrase(
        K.SET_AMOUNT,
        "\ue001",
        rf"<known>(?:'s)?(?: <amountword>)?\s?(?:[:,-]|was|from|went|goes|is)*\s?[\ue001\ue002],?"
        rf" (?:->|=>|-->|>|\u2192|is now|now|becomes|to now) <amount>{_UNIT}<end>",
    ),
    phrase(
        K.SET_AMOUNT,
        "\ue002",
        r"<known>(?:'s)?(?: <amountword>)?(?: (?:is|now|still|just))*(?: (?:to|at|up to|down to|up at|down at|went"
        r" to|went"
        r" up to|went down to)| is now| is(?= \ue002 now)) (?P<money>\ue002)(?=(?:,? (?:from|was|not) \ue002)?(?:"
        r" (?:now|today"
        r"|thousand))?\s*(?:$|[.,;!?]))",
        bare="yes",
    ),
    phrase(
        K.SET_AMOUNT,
        "\ue002",
        r"<known>(?:'s)?(?: (?:is|now|still|just|only))+ (?P<money>\ue002)(?=[\s.!]*$)",
        bare="yes",
    ),
    phrase(
        K.SET_AMOUNT,
        "\ue001",
        rf"(?:the |our |new )*(?:quote|proposal|offer|contract|order|pricing|bid) (?:to|for|with|at) <known>(?:"
        rf" (?:is|was|came|comes|stands|now|in|for|at|worth))+ <amount>{_UNIT}<end>",
        bid="yes",
    ),
    phrase(
        K.SET_AMOUNT,
        "came countered counter-offered replied returned",
        rf"<known>(?: (?:has|have|just|now|finally))* (?:came back|countered|counter-?offered|replied|returned)(?: with"
        rf"| at)+ <money>{_UNIT}<end>",
        bid="yes",
    ),
    phrase(
        K.SET_AMOUNT,
        "quote proposal offer pricing bid",
        rf"<known>(?:'s)? (?:quote|proposal|offer|pricing|bid)(?: (?:went out|goes out|is|was|came in|stands"
        rf"|sent|out|now|at|for"
        rf"|in))+ <money>{_UNIT}<end>",
        bid="yes",
    ),
    phrase(K.SET_AMOUNT, "amount value size price acv arr", rf"(?:deal )?<amountword> <known>:? <amount>{_UNIT}<end>"),
    phrase(K.SET_AMOUNT, "\ue001", r"<known>:? <amount>,?(?= (?:commit|best[- ]case|upside|omit)\b)"),
    phrase(
        K.SET_AMOUNT,
        "amount value size price acv arr tcv mrr number worth budget",
        rf"<deal>(?:'s)?(?: new| total| deal| annual| yearly| contract| current| first[- ]year)?"
        rf" <amountword>{IS}\s?(?:[:=]|->|=>)? ?<money>{_UNIT}{_WAS}<end>",
        sure=False,
    ),
    phrase(
        K.SET_AMOUNT,
        "amount value size price acv arr tcv mrr number worth budget",
        rf"(?:the |new |deal |its |their |our |total )*<amountword> (?:of|for|on|at) <deal>{IS}\s?(?:[:=]|->"
        rf"|=>)? ?<money>{_UNIT}{_WAS}<end>",
    ),
    phrase(
        K.SET_AMOUNT,
        "amount value size price acv arr tcv mrr number worth budget",
        rf"(?:the |new |deal |its |their |our |total )*<amountword>{IS}\s?(?:[:=]|->|=>)? ?<money>{_UNIT}{_WAS}<end>",
    ),
    phrase(K.SET_AMOUNT, "\ue001", rf"<known>\s?[:,-]\s?(?:now )?<amount>{_UNIT}{_WAS}<end>"),
    phrase(
        K.SET_AMOUNT,
        "\ue001",
        rf"(?:(?:it's|its|it is|that's|they're|they are|is|only|now|at|worth|for|it grew to|it dropped to|up to|down to"
        rf"|quoted|quote|quoted at|budget|went to|grew to|new amount|we quoted|they have|looking"
        rf" at)[: ]+)+<amount>{_UNIT}{_WAS}<end>",
    ),
    phrase(K.SET_AMOUNT, "\ue001", rf"<amount>{_UNIT}{_WAS}<end>", follows="yes"),
    phrase(
        K.SET_AMOUNT,
        "\ue001",
        rf"(?:(?:we're|we are|'re|are|now|still|currently|down|up|back) )*(?:at |to )?<amount>{_UNIT}"
        rf" (?:for|at|on|with) <known>{_WAS}<end>",
    ),
    phrase(K.SET_AMOUNT, "make put set", rf"(?:make|put|set) <deal>(?: at)? <amount>{_UNIT}{_WAS}<end>"),
    phrase(
        K.SET_AMOUNT,
        "like closer",
        rf"<known>(?: (?:is|will|looks|going|to|be|now|probably|'ll))* (?:more like|closer to) <amount>{_UNIT}<end>",
        bid="yes",
    ),
    phrase(K.SET_AMOUNT, "make", rf"make <known> (?P<money>\ue002){_WAS}<end>", bare="yes"),
    phrase(K.SET_AMOUNT, "\ue001", r"<known>(?: is| at|:)? <amount>(?=,? \ue000:? ?\ue001)"),
    phrase(
        K.SET_AMOUNT,
        "agreed settled",
        r"(?:(?:they|he|she|we|<known>)(?:'ve|'s| have| has)? )?(?:now |just |verbally |finally )*(?:agreed|settled)"
        r" (?:to|on|at) (?P<money>[\ue001\ue002])<end>",
        bare="yes",
    ),
    phrase(
        K.SET_AMOUNT,
        "pay spend go",
        r"(?:(?:they|he|she|but|only|just|and|<known>) )*(?:will|would|can|could|are|is|were|willing to|want to|happy"
        r" to|ready to|prepared to|able to|agreed to|only|'ll|'d| )+(?:pay|spend|go for|go up to)(?: only| just| us|"
        r" up to| around| about)* <amount>(?: (?:for|at|on) (?P<deal2>\ue000))?<end>",
        bid="yes",
    ),
    phrase(
        K.SET_AMOUNT,
        "year years yr",
        rf"<known>(?:'s)?(?: is|:|,)?(?: an?)? (?:\ue002|one|two|three|four|five|multi|\d)[ -]?(?:years?|yrs?)"
        rf" (?:deal|contract"
        rf"|term|agreement|commitment)(?:,|:| at| for| of| worth| -)* <amount>{_UNIT}<end>",
    ),
    phrase(
        K.SET_AMOUNT,
        "doubled tripled halved increased upped cut reduced raised expanded trimmed bumped grew lowered",
        rf"<known>(?: (?:has|have|just))* (?:doubled|tripled|halved|increased|upped|cut|reduced|raised|expanded|trimmed"
        rf"|bumped|grew|lowered)(?: (?:their|the|its))* (?:order|deal|contract|budget|commitment|scope|spend"
        rf"|quantity)(?:"
        rf" (?:up|down|from [\ue001\ue002]))* to <amount>{_UNIT}<end>",
    ),
    phrase(
        K.SET_AMOUNT,
        "\ue001",
        rf"<known>(?: (?:has|have|just|also|verbally|now|they))* (?!objected|responded|replied|reacted|referred"
        rf"|offered|asked|wanted|raised|invested|funded|valued|used|compared|pointed|added|limited|capped"
        rf"|budgeted)[a-z]+ed (?:up |down )?(?:to|on) <amount>{_UNIT}{_WAS}<end>",
        bid="yes",
    ),
)
