"""How a deal ended: won, with its amount; lost, with its reason."""

from __future__ import annotations

from sales.language.phrases.phrase import HAS, Phrase, phrase
from sales.language.understanding import IntentKind as K

_YEARS = (
    r"(?: ?/ ?(?:yr|year)| (?:per|a) year| for (?:\ue002|a|one|two|three) years?| (?:annual|yearly|total|new|initial"
    r"|(?:one|two|three|multi|\d)-year))*"
)
_AMOUNT_BEHIND = (
    rf"(?:,? (?:on |this |earlier |late )*\ue003(?=[,!]? (?:for\b|at\b|with\b|worth\b|-"
    rf" )?\s*[\ue001\ue002]))?(?:!*(?: ?[,:-]| for| at| worth| with| \(| an?| about|"
    rf" around)* ?<money>{_YEARS}(?: (?:total|contract|deal|arr"
    rf"|acv|tcv|order|renewal))?\)?)?"
)
_WON = r"(?:won|landed|signed|bagged|nailed|cracked|inked|secured|closed|booked)"
WINS: tuple[Phrase, ...] = (
    phrase(
        K.WIN_DEAL,
        "won landed signed bagged nailed cracked inked secured closed booked",
        rf"(?:just |finally |officially )*{_WON}(?! (?:up|in|off|on|out|lost|the nda|an nda|nda|a meeting|the meeting"
        rf"|to|by|at|our|my|with|it\b(?! for)|them)\b) <deal>(?: (?:contract|order|renewal|business"
        rf"|account))?{_AMOUNT_BEHIND}<end>",
        sure=False,
    ),
    phrase(
        K.WIN_DEAL,
        "signed won win closed inked countersigned bought executed done bag line ours",
        rf"<deal>{HAS} (?:signed|won|closed[- ]won|inked|countersigned|executed|bought|closed(?! (?:lost|for|their|its"
        rf"|the|a|an|his|her|down|early|on \ue003|at \ue003|the office))|a win|a closed[- ]won|done and signed"
        rf"|signed and sealed|signed,? sealed,? and delivered|(?:a"
        rf" )?done deal|ours|in the bag|(?:across|over) the line)(?! (?:up|in|off|the nda|an nda|nda|a nda|the"
        rf" loi|an loi"
        rf"|off on the scope))(?: (?:with us|us|it|the|their|our|a|contract|deal|order|msa|paperwork|agreement|order"
        rf" form|today|yesterday|this morning|docs|dotted line|on|\ue003|for (?:\ue002|an?|one|two|three"
        rf"|four|five) years?|(?:\ue002|one|two|three|four|five|multi)[- ]year))*{_AMOUNT_BEHIND}<end>",
        sure=False,
    ),
    phrase(
        K.WIN_DEAL,
        "po order contract signature paperwork agreement deal docusign",
        rf"(?:the |a |signed |their |our )*(?:po|purchase order|order|contract|signature|paperwork|agreement|docusign"
        rf"|order form)(?: (?:for|from|of|with) <deal>)?(?: (?:has|have|is|just|finally|was|got|been|now|all))*"
        rf" (?:landed|came in|in|(?:came )?back(?: (?:fully )?signed)?|received|arrived|signed|countersigned"
        rf"|executed|came through|complete"
        rf"|completed|in hand|done)(?: (?:from|for|at|by|with) <name>| ?[-:,]+"
        rf" (?P<deal3>\ue000))?{_AMOUNT_BEHIND}<end>".replace("<name>", r"(?P<deal2>\ue000|[^\s,.;!?]+)"),
    ),
    phrase(
        K.WIN_DEAL,
        "po order contract signature paperwork",
        rf"(?:got|received|have)(?: (?:the|a|their|our|signed))* (?:po|purchase order|signed contract|signature|signed"
        rf" paperwork|signed order form|signed order|ink|wet ink)(?: (?:from|for|at|by|with|on)"
        rf" <deal>)?{_AMOUNT_BEHIND}<end>",
    ),
    phrase(
        K.WIN_DEAL,
        "po order contract signature paperwork",
        rf"<deal>(?:'s)? (?:po|purchase order|order|signed contract|contract|signature)(?: (?:has|is|just|finally|was"
        rf"|got|been))* (?:landed|came in|in|received|arrived|signed|closed|confirmed|executed|countersigned"
        rf"|booked|finali[sz]ed|came"
        rf" through|in hand)(?: (?:&|and) (?:signed"
        rf"|countersigned|sealed|returned"
        rf"|received|dated))*{_AMOUNT_BEHIND}<end>",
        sure=False,
    ),
    phrase(
        K.WIN_DEAL,
        "won win",
        rf"(?:mark|marked|set|move|moved|flag|put|close|closed|log|update|change)(?: up)? <deal>(?: (?:deal|off|out"
        rf"|up))?(?:<to>| as)?(?: a)? (?:closed[- ]won|won|win|as won){_AMOUNT_BEHIND}<end>",
    ),
    phrase(
        K.WIN_DEAL,
        "closed won",
        rf"(?:(?:deal|just|new) )*(?:closed[- ]won|won|closed)\s*[:,-]?\s+<known>{_AMOUNT_BEHIND}<end>",
    ),
    phrase(
        K.WIN_DEAL,
        "won",
        rf"<known>\s*(?:->|=>|:|-|,)?\s*(?:closed[- ]won|won|signed and" rf" sealed){_AMOUNT_BEHIND}<end>",
    ),
    phrase(
        K.WIN_DEAL,
        "won win signed done closed",
        rf"(?:mark |close |set )?(?:it|this|that|this one)?(?:'s| is| as| was)? ?(?:closed[- ]won|closed(?=!)|won"
        rf"|signed(?:,? (?:and )?sealed(?:,? (?:and )?delivered)?)?|a win|(?:a )?done deal){_AMOUNT_BEHIND}<end>",
    ),
    phrase(
        K.WIN_DEAL,
        "business contract order account deal",
        rf"(?:we |i |just )*(?:got|landed|won|took|secured|bagged) (?:the )?(?P<deal>\ue000)(?:'s)? (?:business"
        rf"|contract|order|account|deal){_AMOUNT_BEHIND}<end>",
    ),
    phrase(
        K.WIN_DEAL,
        "done",
        rf"(?:the )?(?P<deal>\ue000)(?:'s)?(?: deal| contract)? is (?:all )?done{_AMOUNT_BEHIND}<end>",
    ),
    phrase(
        K.WIN_DEAL,
        "renewed",
        rf"<known>{HAS} renewed(?: (?:with us|their contract|the contract|early))?{_AMOUNT_BEHIND}<end>",
    ),
    phrase(
        K.WIN_DEAL,
        "line",
        rf"(?:i've |we've |have |just |finally )*(?:got|gotten|brought|pushed|took|taken|dragged|carried|pulled)"
        rf" <known>"
        rf" (?:over|across|past) (?:the|that) (?:finish(?:ing)? )?line{_AMOUNT_BEHIND}<end>",
    ),
    phrase(K.WIN_DEAL, "us", r"<known>(?: (?:has|have|just))* (?:went with|chose|picked|selected|decided on) us<end>"),
    phrase(
        K.WIN_DEAL,
        "close",
        rf"close (?:it|this|the deal|<known>) (?:as )?won{_AMOUNT_BEHIND}<end>".replace("<known>", r"\ue000"),
    ),
)
_PROJECT = (
    r"(?:the|their|this|its) (?:whole |entire )?(?:project|deal|initiative|evaluation|rfp|purchase|program(?:me)?|plan)"
)
_BECAUSE = (
    r"(?:,? i'm afraid)?(?:(?: ?[,:;(-]+ ?| )(?:(?:to|because(?: of)?|due to|over|on|for|reason|reasons|reason:"
    r"|was|they|it was|they had"
    r"|they have|went|with|the|a|an|their|budget:|chose|picked|from|no|that's|about|mostly|mainly|bc|cause|:"
    r"|-) ?)*<reason>(?: (?:till|until|for|before) [^,.;!?\n]{2,30})?\)?)?(?:[, ]+(?:on |because of |over |due"
    r" to |and )?<reason2>)?"
)
LOSSES: tuple[Phrase, ...] = (
    phrase(
        K.LOSE_DEAL,
        "lost lose losing",
        rf"(?:we |just |officially |unfortunately |sadly )*lost (?!track|touch|count|my|his|her|power|the thread"
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
        r" (?:us|it|this))?|not (?:moving|going) (?:forward|ahead)(?: with us)?|(?:be |be moving "
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
        r"(?:(?:the )?reason(?: is| was)?:? |because of |due to |on |over )?(?:the |their )?<reason>(?=\s*[.!]*\s*$)",
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
        r"(?:<known>\s?[:,-]? ?(?:was |is )?lost|lost (?P<deal2>\ue000)) to (?P<rival>[^\W\d_][\w.&-]+(?:"
        r" (?!on\b|over\b|due\b|because\b)[^\W\d_][\w.&-]+)?)(?: (?:on|over|because of|due to)(?: the)?"
        r" <reason2>)?<end>",
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
        "stay staying stick sticking stayed stuck keep keeping renew renewed renewing",
        rf"<deal>{HAS}(?: (?:chose to|decided to|is going to|are going to|will|going to|opted to|want to|wants to))?"
        rf" (?:stay|staying|stick|sticking|stayed|stuck|keep|keeping|renew|renewed|renewing)(?: with| put with)?"
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
