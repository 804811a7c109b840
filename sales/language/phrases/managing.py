"""What managers ask: who has logged nothing, win rates, comparisons, what somebody works on, what was won."""

from __future__ import annotations

from typing import Final

from sales.language.phrases.question import Query, query
from sales.language.understanding import IntentKind as K

_WHO = r"(?!no\b|any\b)(?:we|i|you|they|anyone|anybody|somebody|the team|team|\ue004|[a-z]+)"
_CLOSED = r"(?:close[sd]?|w[io]n|sign(?:ed)?|book(?:ed)?|br(?:ing|ought) in|land(?:ed)?)"
_NOT_YET = r"(?:(?:has|have|is|did|does|do)(?:n't| not)|has yet|have yet|still has|still needs|needs|is still|never)"
_A_CALL = r"(?:calls?|number|numbers|forecasts?|commits?|commitment)"
_NO_MORE = r"[^\w\ue000-\ue007]*$"
_LEVEL = r"(?:commit|best case|call|quota|number|forecast|gap|coverage|attainment|target)"

MANAGING: Final[tuple[Query, ...]] = (
    query(
        K.QUERY_FORECAST,
        rf"\b(?:who|which (?:reps?|people|of us)) {_NOT_YET}(?: (?:yet|to|been|still))*"
        rf" (?:call(?:ed)?|submit(?:ted)?|commit(?:ted)?|forecast(?:ed)?|give|given|gave|made?|make|sen[dt]|turned in)"
        rf"(?: (?:a|an|their|his|her|the|in|me|us))*(?: {_A_CALL})?(?: (?:in|yet|so far))*"
        rf"(?: (?:for )?\ue003)?{_NO_MORE}"
        rf"|\b(?:who(?:'s|se| is)|whose) (?:{_A_CALL} )?(?:is )?(?:still )?missing(?: (?:a|their|the))*"
        rf"(?: {_A_CALL})?\W*$"
        rf"|^\W*(?:missing|outstanding|open) {_A_CALL}\W*$",
        filter="not_called",
    ),
    query(
        K.QUERY_FORECAST,
        rf"\bhow (?:accurate|reliable|right|wrong)\b.*\b{_A_CALL}\b(?!.*\ue000)"
        r"|\bhow (?:close|near|good|far off) (?:was|were|is|are|have|has)\b.*\bcalls?\b(?! with| to)(?!.*\ue000)"
        rf"|\b(?:calls?|forecast(?:ing)?|commit) accuracy\b|\baccuracy of\b.*\b{_A_CALL}\b",
        filter="accuracy",
    ),
    query(
        K.QUERY_FORECAST,
        r"(?:^|\b(?:is|was|what's|whats|show|me|see|get) )\W*(?:my|(?!today|yesterday|tomorrow|last|next|this|the|that"
        r"|sales|cold|week|month|let|it|what|who|where)[a-z]+'s|\ue004(?:'s)?) (?:current |latest )?(?:forecast )?call"
        rf"(?: for)?(?: \ue003)?{_NO_MORE}",
        filter="called",
    ),
    query(
        K.QUERY_ACTIVITY,
        r"\b(?:who|which (?:reps|people|of us)) (?:has(?:n't| not)|have(?:n't| not)|did(?:n't| not)|isn't|is not"
        r"|has yet to|never)(?: been)?"
        r" (?:logg(?:ed|ing)|log|updat(?:ed|ing)|update|enter(?:ed)?|record(?:ed)?)\b|\bwho logged nothing\b"
        r"|\bhas (?:everyone|everybody|the whole team) (?:logged|updated|entered)\b"
        r"|\bwho(?:'s| is) not (?:updating|logging)\b"
        r"|\bwho(?:'s| is|s) (?:behind|late|slacking) (?:on|with) (?:their |the )?(?:updates?|logging|crm)\b",
        filter="nothing_logged",
    ),
    query(
        K.QUERY_FORECAST,
        r"\bhow(?:'s|s| is| are|'re)(?: the)? (?:\ue004|[a-z]+)(?:'s)? team(?: (?:doing|looking|tracking|going"
        r"|getting on|performing|trending|now|so far|\ue003))*\W*$",
    ),
    query(
        K.QUERY_PIPELINE,
        r"\b(?:average|avg|mean|typical) (?:deal|opp|opportunity|contract) (?:size|value|amount)\b"
        r"|\b(?:average|avg|mean|typical) (?:size|value|amount) of (?:a |an |our |my |the |all )*"
        r"(?:open |won )?(?:deals?|opps?)\b|\bhow (?:big|large) (?:is|are) (?:a |an |our |my |the )*(?:average|typical)"
        r" deals?\b",
        filter="deal_size",
    ),
    query(
        K.QUERY_PIPELINE,
        r"\bwho(?:'s|s| is)? (?:has |have |got |have got |carrying |working )*(?:the )?most (?:open )?"
        r"(?:deals|opps|opportunities)\b",
        filter="most_deals",
        bare=False,
    ),
    query(
        K.QUERY_PIPELINE,
        r"\b(?:who|which (?:rep|person|seller)|whose)(?:'s|s| is)? (?:has |have |got |have got |carrying "
        r"|pipeline is )*"
        r"(?:the )?(?:biggest|largest|most|highest|fattest|strongest|smallest|least|lowest|weakest|thinnest)"
        r" (?:open |total )?(?:pipeline|pipe)\b"
        r"|\b(?:pipeline|pipe|open deals) (?:by|per|for each|split by|broken down by) "
        r"(?:rep|reps|person|people|owner|owners|seller|sellers|salesperson|team|team member)\b"
        r"|\brank(?:ing)?(?: of)? (?:the |my |our )*(?:reps|team|sellers) by (?:open )?(?:pipeline|pipe)\b",
        filter="most_pipeline",
    ),
    query(
        K.QUERY_PIPELINE,
        r"\b(?:which|what|any|my|our|all|list|show|the) (?:of (?:my|our|the) )?(?:open )?"
        r"(?:deals|opps|opportunities) (?:that |which )*(?:have |has |were |was |got |been |just )*"
        r"(?:slipped|pushed(?: (?:out|back|off))?|delayed|postponed|moved (?:out|back))\b(?!.*\ue000)"
        r"|\b(?:what|who)(?:'s|s| has| have)?(?: (?:deals|got|been))* (?:slipped|pushed(?: (?:out|back))?)"
        r"\b(?!.*\ue000)|\b(?:slipped|pushed(?: out)?|delayed) (?:deals|opps|opportunities)\b"
        r"|\b(?:did|has|have) (?:anything|any deals?|something|any of (?:my|our) deals) (?:slip(?:ped)?|get pushed"
        r"|been pushed|slid)\b(?!.*\ue000)",
        filter="slipped",
    ),
    query(
        K.QUERY_PIPELINE,
        r"\bleader ?board\b|\bwho (?:has |is |'s )?(?:closed|won|sold|closing|winning|selling) (?:the )?most\b"
        r"|\bwho(?:'s| is|s)(?: the| our| my)* (?:top|best|leading|number one|in the lead|ahead|winning)"
        r"(?: (?:of the )?(?:rep|reps|seller|salesperson|performer|closer|team|pack|on the team|this|\ue003))*\W*$"
        r"|\b(?:top|best) (?:reps?|sellers?|performers?|closers?|salespeople)\b|\brank(?:ing)?(?: of)?"
        r" (?:the |my |our )*(?:reps|team|sellers)\b",
        filter="leaderboard",
    ),
    query(
        K.QUERY_PIPELINE,
        r"(?:\b(?:not|never|no one has|nobody has|[a-z]+n't))(?: (?:been|i|we|anyone|anybody|you|yet|even))*"
        r" (?:touched|updated|moved|worked on|looked at|followed up(?: on)?|edited|changed)\b(?!.*\ue000).*\ue003"
        r"|\b(?:untouched|idle|quiet|dormant|stale|inactive|cold) (?:for|since|over)(?: (?:the|over|more than"
        r"|at least))* \ue003(?!.*\ue000)"
        r"|\b(?:no|without(?: any)?) (?:activity|updates?)(?: (?:for|since|in|over|the|more than|at least))*"
        r" \ue003(?!.*\ue000)"
        r"|\blast (?:touched|updated) (?:(?:before|over|more than|at least) )+\ue003(?!.*\ue000)",
        filter="untouched",
    ),
    query(
        K.QUERY_PIPELINE,
        r"\b(?:win|close|closing|conversion|hit|win[/ -]?loss)[- ]?(?:rates?|ratios?)\b|\bwhat (?:share|percentage"
        r"|per ?cent|fraction) of"
        r" (?:our |my |the )?(?:deals|opps|opportunities)\b.*\b(?:win|won|close)\b",
        filter="win_rate",
    ),
    query(
        K.QUERY_FORECAST,
        r"\bcompar(?:e|es|ed|ing|ison)\b(?!.*\ue000)(?:.*\b(?:to|with|against|and|versus|vs)\b)?.*\ue003"
        r"|^\W*(?:\ue003 )?(?:vs\.?|versus|against) (?:the )?\ue003"
        rf"|\b(?:are|am|is) {_WHO} (?:ahead of|behind|up on|down on|better than|worse than) (?:the )?\ue003",
        compare="yes",
    ),
    query(
        K.QUERY_FORECAST,
        rf"\bwhat(?:'s| is|s| was) (?:the |our )?(?:team|[a-z]+|\ue004)'s {_LEVEL}\b"
        rf"|\b(?:are|will|do|can|gonna) {_WHO}(?: (?:going to|gonna|likely to|able to|get to))? (?:make|hit|get to)"
        r" (?:it|the number|the quarter|the year|quota|target|our|my)\b"
        rf"|\bwhat did {_WHO} (?:commit|call|forecast)\b(?!.*\ue000)",
        bare=False,
    ),
    query(
        K.QUERY_PIPELINE,
        rf"\b(?:what|which (?:deals|opps|opportunities|accounts)) (?:did|has|have|had) {_WHO} (?:actually |already )?"
        rf"{_CLOSED}\b(?!.*\ue000)"
        rf"|\b(?:did|has|have) {_WHO} {_CLOSED} (?:anything|something|any|a deal|much)\b"
        r"|\b(?:deals|opps|opportunities|anything|what) (?:that |which )?(?:we |have |has |got |was |were )*"
        r"(?:closed|signed|won)\b(?! (?:dates?|lost|at)\b)(?!.*\ue000)",
        filter="won",
    ),
    query(
        K.QUERY_PIPELINE,
        rf"\bwhat (?:did|has|have|had) {_WHO} (?:lose|lost)\b(?!.*\ue000)"
        rf"|\b(?:did|has|have) {_WHO} los[et] (?:anything|any|something)\b"
        r"|\bwhy (?:are|do|did) (?:we|i) (?:keep )?los(?:e|ing)(?: deals| so (?:much|many))?\W*$",
        filter="lost",
    ),
    query(
        K.QUERY_CHANGES,
        r"\bwhat(?:'s| is| was| were| got| has| have)?(?: (?:deals|was|were|been|got))* (?:pulled|pushed|brought)"
        r" (?:in|out|up|back|forward)\b(?!.*\ue000)"
        r"|\b(?:summary|recap|round-?up) (?:of|for) (?:the |my |our )?(?:\ue003|day|week|month|quarter)"
        r"|\b(?:weekly|monthly|week's) (?:summary|recap|round-?up)\b",
    ),
    query(
        K.QUERY_PIPELINE,
        r"\bwhat(?:'s| is|s| are) (?!i\b|we\b|it\b|you\b)(?:\ue004|[a-z]+) (?:currently |now )?working on\b"
        r"|\bwhat(?:'s| is|s) on (?!my|our|the|your)(?:\ue004|[a-z]+)'s (?:plate|list|desk)\b",
        bare=False,
    ),
    query(
        K.QUERY_PIPELINE,
        r"^\W*(?:what(?:'s| is|s| do we have| have we got)?|anything|which deals are|how many(?: deals)?(?: are)?)"
        r" (?:still |currently |sitting |left |now )*(?:in|at) (?:the )?[a-z]+(?: stage)?\W*$",
        bare=False,
        needs="stage",
    ),
    query(
        K.QUERY_PIPELINE,
        r"\b(?:deals|opps|opportunities|leads|pipeline)(?: (?:that|which|we|got|came|come|coming|sourced|in|are))*"
        r" (?:from|via|through|by) (?:the |an? |our )?[a-z]+",
        needs="source",
    ),
    query(K.QUERY_PIPELINE, r"\bdeals\b.*\b(?:without|with no|no) (?:any )?(?:recent )?activity\b", filter="stuck"),
    query(K.QUERY_AGENDA, r"\bwhat needs (?:my |our )?attention\b", bare=False),
    query(
        K.QUERY_AGENDA,
        r"\bnext steps (?:for|due)? ?(?:the )?\ue003|\b(?:upcoming|coming|planned) (?:meetings|calls|demos)\b",
    ),
    query(
        K.QUERY_ACTIVITY,
        r"^\W*(?:how many |all |our |my |the )*(?:calls|e-?mails|meetings|demos|visits|activit(?:y|ies))"
        r"(?: (?:logged|made|done|held))? (?:for |by [a-z]+ |in |during )?(?:the )?\ue003\W*$",
    ),
)
