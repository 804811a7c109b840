"""How a deal was won, with its amount."""

from __future__ import annotations

from sales.language.phrases.phrase import HAS, Phrase, phrase
from sales.language.understanding import IntentKind as K

_YEARS = (
    r"(?: ?/ ?(?:yr|year)| (?:per|a) year| (?:for|over) (?:\ue002|a|one|two|three|four|five) years?"
    r"| (?:on|for|with|over) an? (?:annual|multi[- ]year|(?:\ue002|one|two|three|four|five|\d)[- ]years?)"
    r"(?: (?:term|contract|deal|agreement|basis|commitment|plan|subscription|licen[cs]e))?"
    r"| (?:annual|yearly|total|new|initial"
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
        rf"|signed and sealed|signed,? sealed,?(?: and)? delivered|(?:a"
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
        "po order contract signature countersignature",
        rf"(?:got|received|have)(?: (?:the|a|our))* <known>(?:'s)? (?:po|purchase order|(?:counter)?signature|signed"
        rf" (?:contract|order(?: form)?|paperwork|agreement))(?: back| in)?{_AMOUNT_BEHIND}<end>",
    ),
    phrase(
        K.WIN_DEAL,
        "po order contract signature paperwork",
        rf"<deal>(?:'s)? (?:po|purchase order|order|signed contract|contract|signature)(?: (?:has|is|just|finally|was"
        rf"|got|been))* (?:landed|came (?:in|back (?:fully )?signed)|in|received|arrived|signed|closed|confirmed"
        rf"|executed|countersigned"
        rf"|booked|finali[sz]ed|came"
        rf" through|in hand)(?: (?:&|and) (?:signed"
        rf"|countersigned|sealed|returned"
        rf"|received|dated))*{_AMOUNT_BEHIND}<end>",
        sure=False,
    ),
    phrase(
        K.WIN_DEAL,
        "po order",
        rf"<deal>{HAS} (?:sent|released|issued|raised|placed|cut|emailed|given|gave|forwarded|shared|signed off on)(?:"
        rf" (?:us|me|over|across|through|in))*(?: (?:the|an?|their|its|our))? (?:(?:signed|formal|official"
        rf"|first) )*(?:po"
        rf"|p\.o\.?|purchase order|order)(?! (?:with|to|from) (?!us\b)| for (?!us\b|\ue001))(?: (?:through|over"
        rf"|across|in|to us"
        rf"|on us|with us))*{_AMOUNT_BEHIND}<end>",
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
        "close closed won win",
        rf"(?:(?:deal|just|new) )*(?:closed?[- ]won|won|closed"
        rf"|(?<![a-z][ ])win)\s*[:,-]?\s+<known>{_AMOUNT_BEHIND}<end>",
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
        "po order",
        r"(?:got |received |have )?(?:the |a |an |their )*(?:po|purchase order|order) (?:for|of|over|worth) <money>"
        r" (?:from|by) <known><end>",
    ),
    phrase(
        K.WIN_DEAL,
        "done",
        rf"(?:the )?(?P<deal>\ue000)(?:'s)?(?: deal| contract)?(?: is (?:all )?done|(?: is| are)?"
        rf" done(?=[.!])){_AMOUNT_BEHIND}<end>",
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
