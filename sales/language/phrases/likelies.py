"""Words that most likely mean a change, whatever verb they use: tried where nothing else fits, and always asked."""

from __future__ import annotations

from sales.language.phrases.phrase import Phrase, phrase
from sales.language.understanding import IntentKind as K

_VERBS = r"(?: (?!not\b|no\b|to\b|into\b|in\b|at\b|of\b|and\b|or\b)[a-z'-]+){1,3}"
"""One to three words of which one is a verb: no preposition, no negation."""
_PEOPLE = r"(?:(?:they|the customer|the client|he|she|we|i|legal|procurement|finance|management|the board) )?"

LIKELIES: tuple[Phrase, ...] = (
    phrase(
        K.WIN_DEAL,
        "signed countersigned inked executed po order business contract paperwork got ours done champagne commercials",
        r"<known>(?:'s)?(?: (?:has|have|is|just|finally|all|now|folks|team|guys))*(?: (?:gave|sent|awarded|placed"
        r"|issued"
        r"|raised|returned|released|approved|executed|countersigned|signed)(?: (?:us|over|back|in|through|off|on|the"
        r"|their"
        r"|an?|our|it|with))* ?(?:po|purchase order|order form|order|business|contract|deal|paperwork|msa|dotted line"
        r"|agreement|docs|documents|commercials)?\b|(?: are)? done(?= \d|[.!]* *$|[.,!] *\ue001))<end>",
    ),
    phrase(
        K.WIN_DEAL,
        "got landed bagged closed clinched sealed",
        r"(?:we|i)? ?(?:just |finally |have |'ve )*(?:got|landed|bagged|clinched|sealed|nailed) <known>(?=\s*(?:$"
        r"|[.!,]))",
    ),
    phrase(
        K.LOSE_DEAL,
        "ghosted ghosting bought picked chose chosen selected themselves house internally inhouse diy alone elsewhere",
        r"<known>(?: (?:has|have|just|is|are|folks|team|guys|they|'ve|decided|opted|chose|going|gone|went|want|to))*(?:"
        r" (?:ghosted|ghosting us|(?:build(?:ing)?|built|do(?:ing)?|did|handle|keep(?:ing)?) (?:it|this|that"
        r"|everything)?"
        r" ?(?:all )?(?:themselves|in[- ]?house|internally|on their own)|in[- ]?house|elsewhere|another way|a different"
        r" (?:way|direction|route)|it alone))(?! \ue000)",
        reason="",
    ),
    phrase(
        K.LOSE_DEAL,
        "bought picked chose selected awarded purchased",
        r"<known>(?: (?:has|have|just|went and|folks|team))* (?:bought|picked|chose|selected|purchased|gone for|went"
        r" for)"
        r" (?P<rival>[^\W\d_][\w.&-]+(?: [^\W\d_][\w.&-]+)?)(?: instead)?(?=\s*(?:$|[.,!;]))",
        rival="yes",
    ),
    phrase(
        K.LOSE_DEAL,
        "go no stay put",
        r"(?:(?:it's |it is )?(?:a )?(?:hard |firm )?(?:no[- ]go|no) (?:from|at|with) <known>|(?P<deal2>\ue000)"
        r" (?:decided|chose|want(?:s|ed)?)"
        r" to stay (?:put|where they are|as is))<end>",
        reason="",
    ),
    phrase(
        K.MOVE_STAGE,
        "procurement purchasing redlines redlining",
        r"(?:(?:contract|paperwork|redlines?)(?: is| are)?(?: back)? (?:with|from|at|by) (?:legal|procurement"
        r"|purchasing)? ?(?:at |from"
        r" )?<known>|(?P<deal2>\ue000)(?: is| are)?(?: (?:now|stuck|sitting|still))* (?:in|with|at) (?:procurement"
        r"|purchasing"
        r"|redlines|redlining))<end>",
        offers="contract",
    ),
    phrase(
        K.MOVE_STAGE,
        "<stage>",
        rf"<known>(?:'s)?{_VERBS} (?:to|into) (?:the |our )?<stage><end>",
    ),
    phrase(
        K.MOVE_STAGE,
        "<stage>",
        rf"(?:with |at )?<known>,? {_PEOPLE}(?:are |is |have |has |now )*(?:in|at|into|entering|reaching|arriving"
        rf"|getting|close"
        r" to)(?: (?:in|at|to|into))? (?:the |our )?<stage><end>",
    ),
    phrase(
        K.MOVE_STAGE,
        "<stage>",
        r"(?:[a-z]+(?:ed|ing|d|t) )(?:the )?<known>(?: [a-z]+)? (?:to|into) (?:the |our )?<stage><end>",
    ),
    phrase(
        K.SET_AMOUNT,
        "\ue001",
        rf"(?:the |our |their |new )*(?:[a-z]+ )?(?:for|on|with|at) <known>{_VERBS} (?:at|to|in at|around|between"
        rf"|about)"
        r" <amount>(?: (?:and|to) \ue001)?<end>",
    ),
    phrase(
        K.SET_AMOUNT,
        "\ue001",
        rf"<known>(?:'s)?(?: [a-z]+)?{_VERBS} (?:at|to|in at|around|between|about|from [\ue001\ue002] to) (?:an?"
        rf" )?<amount>"
        r"(?: (?:deal|now))?<end>",
    ),
    phrase(
        K.SET_AMOUNT,
        "\ue001",
        r"(?:[a-z]+ (?:at \ue000 )?)?(?:confirmed|approved|agreed(?: to| on)?|accepted|signed off(?: on)?) <amount>"
        r" (?:for|at|on)"
        r" <known><end>",
    ),
    phrase(
        K.SET_AMOUNT,
        "\ue001",
        r"<known>(?: (?:went|goes|grew|has gone|is|now|from))+ (?:an? )?\ue001 (?:deal |opp )?to (?:an?"
        r" )?<amount><end>",
    ),
    phrase(
        K.SET_CLOSE_DATE,
        "\ue003",
        r"<known>(?:'s)?(?: [a-z]+){0,3}? (?:signs?|signing|signature|closes?|closing|close|slips?|slipping|moves?"
        r"|moving|shifts?"
        r"|pushes|pushing|po|decision|go[- ]live|lands?|landing|completes?|completion|wraps?)(?: (?!and\b|but\b)[a-z]+)"
        r"{0,2} (?:to |on |by |for |in |until |till )?(?:the )?<date><end>",
        offers="yes",
    ),
    phrase(
        K.SET_CLOSE_DATE,
        "\ue003",
        r"(?:expecting|expect|awaiting|waiting for|waiting on)?(?: ?the)? ?(?:po|signature|signed contract|contract"
        r" back"
        r"|paperwork|purchase order|order form|order|decision) (?:from|at|for|of|by) <known>(?: (?:is|expected|due"
        r"|now|comes?"
        r"|coming|lands?))* (?:to |on |by |for |in |around )?(?:the )?<date><end>",
        offers="yes",
    ),
    phrase(
        K.SET_CLOSE_DATE,
        "\ue003",
        r"(?:closing|moved|pushed|pulled|slipped|shifted|slipping|sliding|moving)(?: (?:out|in|up|back|forward|to the"
        r" (?:left|right)))*[:,]? <known>(?: (?:sooner|later|earlier|again|out|up))*[:,]? (?:now |to )*<date><end>",
        offers="yes",
    ),
)
"""Tried behind all other phrases; what they read is confirmed with a click."""
