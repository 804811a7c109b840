"""How a deal was lost, with the reason where one was said."""

from __future__ import annotations

from sales.language.phrases.phrase import HAS, Phrase, phrase
from sales.language.understanding import IntentKind as K

_PROJECT = (
    r"(?:the|their|this|its) (?:whole |entire )?(?:project|deal|initiative|evaluation|rfp|purchase|program(?:me)?|plan)"
)
_BECAUSE = (
    r"(?:,? i'm afraid)?(?:(?: ?[,:;(-]+ ?| )(?:(?:lost|purely|largely|all|to|because(?: of)?|due to|over|on|for"
    r"|reason|reasons|reason:"
    r"|was|they|it was|they had"
    r"|they have|went|with|the|a|an|their|budget:|chose|picked|from|no|that's|about|mostly|mainly|bc|cause|:"
    r"|-) ?)*<reason>(?: (?:was|were|is|are) (?:too )?[a-z]+)?(?: (?:till|until|for"
    r"|before) [^,.;!?\n]{2,30})?\)?)?(?:[, ]+(?:on |because of |over |due"
    r" to |and )?<reason2>)?"
)
LOSSES: tuple[Phrase, ...] = (
    phrase(
        K.LOSE_DEAL,
        "lost lose losing",
        rf"(?:we |just |officially |unfortunately |sadly )*(?:lost|(?<![a-z][ ])lose) (?!track|touch|count|my|his"
        rf"|her|power|the thread"
        rf"|connection|contact|interest|momentum)<deal>{_BECAUSE}<end>",
        sure=False,
    ),
    phrase(
        K.LOSE_DEAL,
        "lost dead died go passed declined dropped fell bailed pulled walked backed gone off rejected ghosted",
        rf"<deal>{HAS} (?:lost(?! (?:their|its|the|a|an|his|her|one|two|some|interest))|(?:(?<!the[ ])|a"
        rf" )dead(?: duck| in the water| deal)?|closed[-"
        rf" ]lost|a loss|a"
        rf" no|a no[- ]go|died|passed(?! (?:the|our|on the))|declined|dropped out|fell through|bailed|pulled out|walked"
        rf" away|backed out|gone dark for good|off the table|rejected us|ghosted us)(?: on us)?{_BECAUSE}<end>",
        sure=False,
    ),
    phrase(
        K.LOSE_DEAL,
        "killed cancelled canceled shelved scrapped axed dropped stopped pulled",
        rf"<deal>{HAS} (?:(?:killed|cancelled|canceled|shelved|scrapped|axed|dropped|stopped|abandoned) {_PROJECT}"
        rf"|pulled the plug)(?: on us| on it)?{_BECAUSE}<end>",
        sure=False,
    ),
    phrase(
        K.LOSE_DEAL,
        "dead lost",
        rf"(?:dead|lost|closed[- ]lost) deals?\s*[:,-]\s*<known>{_BECAUSE}<end>",
    ),
    phrase(
        K.LOSE_DEAL,
        "lost",
        rf"(?:mark |marked |marking )?clos(?:e|ed|ing)[- ]lost(?: on| for)?[:,]? <known>{_BECAUSE}<end>",
    ),
    phrase(
        K.LOSE_DEAL,
        "went gone going chose picked signed selected decided",
        rf"<deal>{HAS} (?:went|gone|going|chose|picked|selected|signed|decided to go|decided on)(?: (?:with|for|to))*"
        rf" (?P<reason>(?:a |another |the |our )?(?:competitor|competition|someone else|somebody else|other vendor"
        rf"|another vendor|incumbent|different vendor|a different vendor|rival))<end>",
        sure=False,
    ),
    phrase(
        K.LOSE_DEAL,
        "decided against no not won't isn't passing declined saying interested",
        r"<deal>(?:'s|'re)?(?: (?:has|have|just|is|are|have all|will|won't|isn't|aren't))* (?:(?:decided|chose"
        r"|choosing|opted|going|want|wants) (?:not to|against)(?: (?:proceed|buy|go|move|sign|renew|continue|pursue"
        r"|purchase|it|us|this|the project|the deal))?(?: (?:ahead|forward|further|on|with|us|it|this))*|said no(?: to"
        r" us| to it)?|passing on (?:us|it|this)|(?:is |are )?(?:no longer|not) interested(?: any ?more| in"
        r" (?:us|it|this))?|(?:not |(?<=isn't[ ])|(?<=aren't[ ]))(?:moving|going) (?:forward|ahead)(?: with us)?"
        r"|(?:be |be moving "
        r"|be going )?(?:not |moving |going )+(?:forward|ahead) with us)<end>",
        sure=False,
        negative="yes",
    ),
    phrase(
        K.LOSE_DEAL,
        "cancelled canceled killed scrapped axed shelved",
        rf"(?P<deal>\ue000)(?:'s)? (?:deal|project|opp|opportunity|initiative)(?: (?:has|have|just|been|was|is|got))*"
        rf" (?:cancelled|canceled|killed|scrapped|axed|shelved)(?: by [^,.;!?\n]+?)?{_BECAUSE}<end>",
    ),
    phrase(
        K.LOSE_DEAL,
        "<reason>",
        r"(?:(?:the )?reason(?: is| was)?:? |(?:lost )?(?:(?:mostly|mainly|largely|purely|all"
        r"|just) )*(?:because of |due to"
        r" |on |over ))?(?:the |their )?<reason>(?=\s*[.!]*\s*$)",
        follows="a loss",
    ),
    phrase(
        K.LOSE_DEAL,
        "lost dead",
        rf"(?:mark|close|set|log)(?: as| to| out as)? (?:closed[- ]lost|lost|dead){_BECAUSE}<end>",
    ),
    phrase(K.LOSE_DEAL, "ghosted", r"(?:been |got )?ghosted by <known><end>", reason="no decision"),
    phrase(
        K.LOSE_DEAL,
        "gone",
        r"(?P<deal>\ue000)(?:'s|'ve)?(?: (?:has|have|just|are|is))* gone with (?P<rival>[^\W\d_][\w.&-]+(?:"
        r" [^\W\d_][\w.&-]+)?)(?: instead)?<end>",
        rival="yes",
    ),
    phrase(
        K.LOSE_DEAL,
        "lost",
        rf"(?P<deal>\ue000),? (?:i|we)(?:'ve| have)?(?: (?:just|unfortunately|sadly|finally|now))* lost(?:,?"
        rf" (?:unfortunately|sadly))?{_BECAUSE}<end>",
    ),
    phrase(
        K.LOSE_DEAL,
        "get win land",
        rf"(?:didn't|did not|didnt) (?:get|win|land) <known>(?: (?:business|order|contract))?{_BECAUSE}<end>",
        negative="yes",
    ),
    phrase(K.LOSE_DEAL, "out", r"(?:we're|we are|i'm) out (?:at|of the running at) <known><end>"),
    phrase(
        K.LOSE_DEAL,
        "off",
        r"(?:the )?deal(?:'s| is) off (?:with|at|for) <known><end>",
    ),
    phrase(
        K.LOSE_DEAL,
        "happen happening off",
        r"<known>(?:'s| is| are|'re)? (?:(?:is )?not (?:going to happen|happening)|isn't (?:going to happen|happening)"
        r"|won't happen|(?:all )?off)<end>",
        negative="yes",
    ),
    phrase(
        K.LOSE_DEAL,
        "lost",
        r"(?:<known>\s?[:,-]? ?(?:was |is )?lost|lost (?P<deal2>\ue000)) to (?P<rival>(?:an? |the "
        r"|some )?[^\W\d_][\w.&-]+(?:"
        r" (?!on\b|over\b|due\b|because\b)[^\W\d_][\w.&-]+)?)(?:,?(?: (?:mostly|mainly|largely|purely|just|only|all))*"
        r" (?:on|over|because of|due to)(?: the)? <reason2>)?<end>",
        rival="yes",
    ),
    phrase(
        K.LOSE_DEAL,
        "went going chose picked selected",
        r"<known>(?:'s)?(?: (?:has|have|just|are|is))* (?:went|gone|going|chose|picked|selected)(?: with)?"
        r" (?P<rival>[^\W\d_][\w.&-]+(?: [^\W\d_][\w.&-]+)?)(?: instead)?<end>",
        rival="yes",
    ),
    phrase(
        K.LOSE_DEAL,
        "stay stays staying stick sticks sticking stayed stuck keep keeps keeping renew renews renewed renewing",
        rf"<deal>{HAS}(?: (?:chose to|decided to|is going to|are going to|will|going to|opted to|want to|wants to))?"
        rf" (?:stays?|staying|sticks?|sticking|stayed|stuck|keeps?|keeping|renews?|renewed|renewing)(?: with| put"
        rf" with)?"
        rf" (?P<reason>(?:the |their |its )?(?:current|existing|incumbent|present|old|other) (?:vendor|supplier"
        rf"|provider|tool|system|solution|partner|contract|setup|crm|software))<end>",
        sure=False,
    ),
    phrase(
        K.LOSE_DEAL,
        "went gone going chose picked signed selected decided",
        r"(?:they |it |he |she )?(?:went|gone|going|chose|picked|selected|signed|decided to go)(?: (?:with|for|to))*"
        r" (?P<reason>(?:a |another |the |our )?(?:competitor|competition|someone else|somebody else|other vendor"
        r"|another vendor|incumbent|cheaper \w+|different vendor|a different vendor|rival))(?: (?:on|over|because of"
        r"|due to) <reason2>)?<end>",
        follows="or the deal's channel",
    ),
    phrase(
        K.LOSE_DEAL,
        "kill bin scrap write wrote killing",
        r"(?:kill|bin|scrap|write off|wrote off|killing)(?: off)? (?:the )?<known>(?: off)?(?: (?:opp|deal"
        r"|opportunity))?<end>",
    ),
    phrase(
        K.LOSE_DEAL,
        "close closing mark",
        rf"(?:close|closing|mark)(?: out| off)? <deal>(?: out| off)?(?: as)? (?:closed[- ]lost|lost"
        rf"|dead){_BECAUSE}<end>",
    ),
    phrase(
        K.LOSE_DEAL,
        "decided chose gone went postponed",
        rf"<deal>{HAS} (?:decided (?:to )?do nothing|decided to do nothing|went dark|gone dark|ghosted us|chose to do"
        rf" nothing)<end>",
        sure=False,
        reason="no decision",
    ),
    phrase(
        K.LOSE_DEAL,
        "lost loss dead",
        rf"(?:mark|marked|set|move|moved|flag|put|close|closed|log|update|change)(?: up)? <deal>(?: (?:deal|off|out"
        rf"|up))?(?:<to>| as)?(?: a)? (?:closed[- ]lost|lost|loss|dead|as lost){_BECAUSE}<end>",
    ),
    phrase(K.LOSE_DEAL, "lost dead", rf"<known>\s*(?:->|=>|:|-|,)?\s*(?:closed[- ]lost|lost|dead){_BECAUSE}<end>"),
    phrase(
        K.LOSE_DEAL,
        "lost dead",
        rf"(?:mark |close |set )?(?:it|this|that|this one)(?:'s| is| as| was)? ?(?:closed[- ]lost|lost"
        rf"|dead){_BECAUSE}<end>",
    ),
)
