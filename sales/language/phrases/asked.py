"""Questions: about a deal, the pipeline, the forecast, what changed, what happened, who people are, what to do.
They are searched for in order; the first that fits decides."""

from __future__ import annotations

from typing import Final

from sales.language.phrases.filters import FILTERS
from sales.language.phrases.managing import MANAGING
from sales.language.phrases.question import DEALS, Query, query
from sales.language.understanding import IntentKind as K

_OF_MINE = r"(?:my|our|the|all|team|team's|all my|all our|any|which|what|show me|list|show)"
_SHOW = (
    r"(?:show(?: me)?|read(?: me)?|list|get(?: me)?|give (?:me|us)|see(?! (?:you|ya|yous|youse|y'all|yall"
    r"|all of you|everyone|everybody)\b)|pull up"
    r"|display|view|tell me about|what are|which"
    r" are|find|compare"
    r"|search(?: for)?|look ?up|open|fetch|select|summari[sz]e|recap|analy[sz]e|review|check)"
)

_MY = r"(?:(?:my|the|our|an?) )?"
_CALLED = r"(?: (?:called|named|for|with|:))*"
_SOME_NAME = (
    r"(?!(?:an?|with|for|called|named|it|them|open|active|current|latest|oldest|next|last|first|second|won|lost|new|old|hot|cold|late|closed|recent|same"
    r"|other|right|whole|\w+est|is|was|to|in|at|on|from|by|me|my|our|the|all|every|this|that|review|summary|report"
    r"|sizes?|stages?|count|list|closing|due)\b)[^\s,;:!?()\ue000-\ue007]+(?: [^\s,;:!?()\ue000-\ue007]+){0,4}"
)
""" "look up the Foobar deal": the name of one that we do not know."""
_MEASURED = (
    r"(?:commit(?:ment|ted)?|best case|upside|total|pipeline|forecast|number|numbers|roll-?up|closed(?: won)?|bookings)"
)
MEASURES: Final = {
    "best_case": r"best case|upside",
    "closed": r"closed(?: won)?|bookings",
    "total": r"total|pipeline",
    "commit": r"commit(?:ment|ted)?|forecast|numbers?|roll-?up",
}
"""What people call the roll-ups whose movement they ask about; the forecast and the number are the commit."""

QUERIES: Final[tuple[Query, ...]] = (
    query(
        K.HELP,
        r"^\W*(?:help|help me|what can (?:you|u) do|how do(?:es)? (?:you|this|it) work|commands|how do i (?:use|log"
        r"|add|move|update|undo|create)\b.*|what do you understand|who are you|what are you)\W*$",
    ),
    query(
        K.QUERY_CHANGES,
        rf"\b(?:why|how come)\b[^?]*\b{_MEASURED}\b[^?]*\b(?:up|down|lower|higher|less|more|drop\w*|fall\w*|fell|go"
        rf"|gone|went|grow\w*|grew|rise|rose|risen|shr[aiu]nk\w*|move[ds]?|moving|change[ds]?|jump\w*|slip\w*"
        rf"|increase\w*|decrease\w*)\b|\bwhat (?:moved|changed|happened to|drove|dropped|raised) (?:the |my |our"
        rf" )?{_MEASURED}\b|\b(?:why|how come)\b[^?]*\b(?:drop|fall|rise|jump|change|decrease|increase) in (?:the |my "
        rf"|our )?{_MEASURED}\b",
        bare=False,
    ),
    *MANAGING,
    query(
        K.QUERY_CHANGES,
        r"\bwhat(?:'s| is| has| have|s)?(?: (?:has|have|all|else|got|was|been))* (?:changed|moved|happened|new"
        r"|different|slipped|shifted)\b(?!.*\b(?:with|at|on) \ue000)",
        bare=False,
    ),
    query(
        K.QUERY_CHANGES,
        r"\b(?:changes|movements?|pipeline changes|deltas?|diff|updates)\b(?!.* on \ue000)(?:.*\b(?:since|from"
        r"|this|last|in the last"
        r"|between|over)\b.*)?",
    ),
    query(
        K.QUERY_CHANGES,
        r"\b(?:anything|something|much) (?:new|moved?|changed?|slip(?:ped)?|happen(?:ed)?)\b(?!.*(?:with|at|on)"
        r" \ue000)|\bwhich deals (?:have )?(?:moved|changed|slipped|pushed)\b|\bwhat(?:'s| is|s)? (?:deals )?(?:slipped"
        r"|slipping|moved|got pushed)\b"
        r"|\bwhat did i miss\b|\bcatch me up\b(?!.*\ue000)",
    ),
    query(
        K.QUERY_ACTIVITY,
        r"\bwhen (?:did|was|were|have|has|is the last time)\b.*\b(?:last|latest|touch|talk|talked|speak|spoke|spoken"
        r"|call|called|meet|met|email|emailed|contact|contacted|hear|heard|log|logged|visit|visited|demo)\b",
        bare=False,
    ),
    query(
        K.QUERY_ACTIVITY,
        r"\b(?:last|latest|recent|previous) (?:activity|activities|touch(?: ?point)?|contact|call|calls|meeting"
        r"|meetings|email|emails|interaction|interactions|conversation|time we (?:spoke|talked|met)|notes?|demo)\b",
    ),
    query(
        K.QUERY_ACTIVITY,
        r"\bhow many (?:\w+ ){0,2}?(?:calls?|e-?mails?|meetings?|demos?|site visits?|visits?|voicemails?|vms?|notes?"
        r"|activities|touches)\b",
        bare=False,
    ),
    query(
        K.QUERY_ACTIVITY,
        r"\b(?:activit(?:y|ies)|interactions|touch ?points|conversations|call log|my calls|our calls|my meetings|my"
        r" emails|my demos|(?<!\ue002 )(?<!two )(?<!three )(?:calls|e-?mails|meetings"
        r"|demos|visits) (?:sent|made|had|logged|done)|history|timeline"
        r"|notes (?:on|for|about)|calls (?:this|last|today|yesterday|with|logged)|calendar)\b",
    ),
    query(
        K.QUERY_ACTIVITY,
        rf"^\W*(?:(?:{_SHOW}|what|which|any|all|how many)(?: [a-z']+){{0,3}} )?(?:calls|e-?mails|meetings|demos"
        rf"|(?:site )?visits|voicemails|conversations|notes|(?:every|each|any|all) (?:call|e-?mail|meeting|demo|visit"
        r"|note|voicemail|conversation))\b(?: (?:\w+'?\w* ){0,3}?(?:to|with|at|for|from|on)| [a-z' ]{2,30})?"
        r" (?:the )?\ue000",
        needs_deal=True,
    ),
    query(
        K.QUERY_ACTIVITY,
        r"\b(?:what|which) (?:calls|e-?mails|meetings|demos|(?:site )?visits|activities|voicemails)\b",
        bare=False,
    ),
    query(
        K.QUERY_ACTIVITY,
        r"\b(?:what did (?:i|we|you|\w+) (?:log|do|discuss|talk about|agree)|did (?:i|we|anyone|someone|\w+) (?:call"
        r"|email|meet|talk|speak|log|follow up|visit|demo|send|contact|reach))\b",
        bare=False,
    ),
    query(
        K.QUERY_ACTIVITY,
        r"\b(?:have|has) (?:i|we|anyone|anybody|someone|\w+) (?:called|emailed|met|talked|spoken|logged|followed up"
        r"|visited|contacted|heard|got|had|received)\b(?: (?:anything|something|a reply|an answer|word|news))*(?:"
        r" (?:back|from|with"
        r"|to))*\b(?!.*\bin (?:the last )?\ue002? ?(?:weeks|days|months))",
        bare=False,
        needs_deal=True,
    ),
    query(
        K.QUERY_AGENDA,
        r"\b(?:plan my (?:day|week)|anything (?:i|we) (?:forgot|missed)\b|did i (?:forget|miss) anything"
        r"|what (?:tasks?|to-?dos?|follow[- ]?ups|reminders) (?:are|is|do i have)|(?:summari[sz]e|recap) my (?:day"
        r"|week)"
        r"|what(?:'s| is| are|s)?(?: on)? my (?:agenda|plate|to-?dos?|to do(?: list)?|tasks?"
        r"|next steps?|day|schedule|plan|priorities|focus)|(?:morning|daily|nightly) (?:brief(?:ing)?|summary"
        r"|recap|digest"
        r"|rundown|wrap-?up|round-?up)|my (?:agenda"
        r"|tasks|to-?dos?|to do"
        r" list|next steps|day|priorities|reminders)|what (?:do|should|must) i (?:have to |need to )?(?:do|work on"
        r"|focus on)|what i have to do|what's (?:next|due)(?: for me| today| tomorrow| this week| \ue003)*\W*$|what"
        r" is due"
        r"|anything due|to-?do list|who should i (?:call|contact|email|follow up|chase|ping|talk to|see|visit)|show"
        r" (?:me )?my (?:tasks|agenda"
        r"|to-?dos?|day|next steps)|brief me(?!.*\ue000)"
        r"|overdue (?:tasks|next steps|follow[- ]?ups)|eod (?:summary|report)|end of"
        r" day (?:summary|report)|day ahead)\b|\bwhat's on(?: for)? (?:today\b|tomorrow\b|\ue003)"
        r"|\ue003 (?:brief(?:ing)?|digest|rundown|summary|recap|wrap-?up"
        r"|round-?up)\b(?!.*\ue000)",
    ),
    query(
        K.QUERY_CONTACT,
        r"\bwho(?:'s| is| are|s)(?: the| our)? (?:(?:main|key|primary|technical|economic|real|actual) )?(?:contacts?"
        r"|decision[- ]makers?|dm|champions?|economic buyers?|buyers?|sponsors?|influencers?|blockers?|signatory"
        r"|people|poc|cfo|ceo|cto|cio|coo)\b",
        bare=False,
    ),
    query(
        K.QUERY_CONTACT,
        rf"^\W*(?:{_SHOW}|who(?:'s| is)|search)(?: [a-z]+){{0,2}} \ue005|^\W*(?:{_SHOW})(?: my| our| all| the)*"
        rf" (?:contacts?|people)(?:"
        r" (?:named|called|for|card|list|details for))?(?: (?!(?:at|for|from|in|on|with|of)\b)(?P<contact>\ue007"
        r"|[^\W\d_][\w'-]*(?:"
        r" [^\W\d_][\w'-]*){0,2}))?\W*$",
    ),
    query(
        K.QUERY_CONTACT,
        r"\ue000(?:'s)? (?:contacts|people|stakeholders|decision makers?|buying team|buying committee)\b",
        needs_deal=True,
    ),
    query(K.QUERY_CONTACT, r"\b(?:contacts|people|decision makers?|stakeholders) (?:at|for|on|in) ", needs_deal=True),
    query(
        K.QUERY_CONTACT,
        r"\bwhat(?:'s| is|s) (?P<contact>[a-z\ue007][\w' -]{0,40}?)'s (?:email|number|phone|title|role)\b",
        bare=False,
    ),
    query(
        K.QUERY_CONTACT,
        r"^\W*(?:find|get|show(?: me)?|give me|look ?up|need|i need|do we have"
        r"|have we got) (?P<contact>[a-z\ue007][\w' -]{0,40}?)'s"
        r" (?:e-?mail(?: address)?|(?:phone |mobile )?number|phone|mobile|title|role|contact (?:info|details"
        r"|data))\W*$",
    ),
    query(
        K.QUERY_CONTACT,
        r"^\W*who(?:'s| is|s) (?!next|my|our|the|closing|winning|on|going|working|responsible|owner|behind|ahead|top"
        r"|leading|bringing|got|coming|in|up|\w+ing\b)(?P<contact>\ue007|[a-z][\w.'-]*(?: [a-z][\w.'-]*){0,3})\W*$",
        bare=False,
    ),
    query(
        K.QUERY_FORECAST,
        r"\b(?:forecasts?|quota|target|attainment|coverage|gap|run rate|revenue(?: report)?|bookings|my number|our"
        r" number|the number|team number|landing|on track|pace|make (?:the|our|my|it) (?:number|quarter|quota|month"
        r"|year|target)|hit (?:the|our|my) (?:number|quarter|quota|target)|how close am i|closed so far|(?:my|our|team"
        r"|the team's|team's|what's|whats|current|total|the) commits?(?: number)?\b(?! (?:deals|to))|best case(?:"
        r" number)?(?! deals)|roll-?up|how much (?:have|did|do|has|will|are|is|revenue)\b(?!.*\b(?:worth|deal)\b)|how"
        r" (?:are|is|am|do) (?:we|i|(?:the|my|our) team|\w+) (?:doing|tracking|looking|trending)|how(?:'s|s"
        r"| is) (?:the|this|our"
        r"|my) (?:quarter|month|year|half)\b|where (?:do|are) (?:we|i)(?: stand| at)?\b(?!.*\ue000)|how(?:'d|"
        r" did) (?:we|i"
        r"|the team|\w+) do\b\b(?!.*\b(?:with|at|on) \ue000))",
    ),
    query(K.QUERY_FORECAST, r"^\W*(?:my |our |the )?commit (?:vs\.?|versus|against|and|or) (?:the )?best case\W*$"),
    query(K.QUERY_FORECAST, r"\b(?:pipeline|pipe|deals) (?:by|per|in each) (?:deal )?stage\b"),
    query(
        K.QUERY_FORECAST,
        r"\bwhat\b[^?]*\b(?:committing|calling|forecasting)\b(?!.*\ue000)",
        bare=False,
    ),
    *FILTERS,
    *(
        query(K.QUERY_DEAL, pattern, needs_deal=True, looked_up=spelled)
        for pattern, spelled in (
            (
                rf"^\W*(?:{_SHOW} (?:me )?{_MY}|for )(?:deal|opportunity|opp){_CALLED} +(?P<named>{_SOME_NAME})\W*$",
                "any",
            ),
            (rf"^\W*{_SHOW} (?:me )?(?:my|the|our) (?P<named>{_SOME_NAME}) (?:deal|opportunity|opp)\W*$", "any"),
            (rf"^\W*(?:deal|opportunity|opp){_CALLED} +(?P<named>{_SOME_NAME})\W*$", "capital"),
            (rf"^\W*(?:pull up|look ?up|bring up) (?P<named>{_SOME_NAME})\W*$", "capital"),
        )
    ),
    query(
        K.QUERY_PIPELINE,
        r"\b(?:conversion|sales cycle|cycle time|kpis?|metrics|velocity|funnel|average"
        r" deal(?: size)?|leaderboard|dashboard|stats|statistics|performance|scorecard|report(?:s|ing)?)\b",
    ),
    query(K.QUERY_PIPELINE, r"\bhow much (?:open |total |new )*(?:pipeline|pipe)\b", bare=False),
    query(K.QUERY_PIPELINE, r"\b(?:total |open |whole |current |entire )*pipeline (?:for|of|by)\b(?!.*\ue000)"),
    query(
        K.QUERY_DEAL,
        r"\bwho(?:'s| is|s)?(?: the)? (?:owns?|owner|working on|handling|running|on|covers?|leading|has|looking after"
        r"|responsible for|manages?|got)\b",
        bare=False,
        needs_deal=True,
    ),
    query(
        K.QUERY_DEAL,
        r"\b(?:how(?:'s| is| are|s| did| does| do| are we| do we| are things| are we doing| is it going)|what(?:'s|s|"
        r" is| are| was| stage| value| amount| size| do we| did)?|where(?:'s| is| are| do we|s)?|status|update|news"
        r"|latest|info|details|when(?:'s| is| does| will| do| did| are|s)?|why|which stage|is|are|has|have|did|does"
        r"|was|will|can you tell me|any|tell me|remind me what|show|compare|give me|get|find(?! (?:attached"
        r"|enclosed))|look ?up|pull up|open"
        r"|summari[sz]e|recap|check|see|fetch|select|search|view|anything|progress|should|shall|could|would|do|may"
        r"|might|can)\b",
        bare=False,
        needs_deal=True,
    ),
    query(
        K.QUERY_DEAL,
        rf"^\W*(?:{_SHOW}|(?:brief|prep|catch|fill|bring) me(?: up| in| up to speed)? (?:on|for|about)"
        rf"|status(?: of| on)?"
        rf"|update on|news on|info on|details (?:on|of|for)|deal|opportunity|summary"
        rf" of|overview of|latest on|for opportunity)\b.*\ue000",
        needs_deal=True,
    ),
    query(
        K.QUERY_DEAL,
        r"^\W*(?:the |any )?next steps? (?:for|on|with|at) (?:the )?\ue000(?:'s)?(?: deal| account)?[\s.]*$",
        needs_deal=True,
    ),
    query(
        K.QUERY_DEAL,
        r"^\W*\ue000(?:'s)?(?: deal| account)? (?:status|update|news|info|summary|overview|recap|details|card|history"
        r"|latest)\W*(?:please|pls)?\W*$",
        needs_deal=True,
    ),
    query(
        K.QUERY_DEAL,
        rf"^\W*{_SHOW} (?:my|the|an?|this) (?:deal|opportunity|opp)\W*$",
        needs_deal=False,
    ),
    query(
        K.QUERY_PIPELINE,
        rf"\b(?:{_OF_MINE}|open|active|current|how many|{_SHOW}|number of|total|pipeline of|count of)\b.*\b{DEALS}\b"
        rf"|^\W*(?:(?:my|our|team|the|show|show me|analy[sz]e|review|open|current|weighted) )*pipeline\b"
        rf"|\bdeals (?:i|we)"
        rf" (?:own|have)\b|\b(?:everything|anything|all) (?:in|at|on) [a-z]+(?:\W*$| (?=over|under|above|below"
        rf"|closing))|\bpipeline (?:review|summary|report"
        rf"|overview|status|value|total|coverage)\b|\bdeals (?:owned|assigned|in|at|by|for|over|above|under|below"
        rf"|with|worth|between"
        rf"|bigger|larger|smaller|greater|more|less|from|of|>|<)(?!\w)|\bdeals\W*$|^\W*[a-z]+'s (?:open |current "
        rf"|active )?{DEALS}(?=\W*$| (?:for|in|this|next|closing|over|under|by) )",
    ),
)
"""In order of precedence: the narrower question before the wider one."""

_SCHEDULED = (
    r"(?:schedules?|triggers?|automations?|workflows?|rules?|webhooks?|alerts?|notifications?|digests?|subscriptions?"
    r"|integrations?|syncs?)"
)
OTHER: Final = (
    rf"^\W*(?:(?:pause|resume|stop|cancel|remove|delete|list|show|see|disable|enable|start|edit|create|add|set up|mute)"
    rf"(?: (?:me|my|the|all|a|an|new|daily|weekly|monthly|morning))* {_SCHEDULED}(?: \S+)?(?: (?:for|on"
    rf"|when) [^\ue000]*)?\W*$"
    r"|run (?:the |a )?(?:sync|digest|report|pulse)\b.*|(?:when|whenever|if) (?:an?|any|the) (?:deal|opp"
    r"|opportunity|stage|lead)"
    r"\b[^\ue000]*\b(?:run|notify|alert|send|post|tell|email|ping|message|trigger|celebrate|create) [^\ue000]*$"
    r"|(?:send|email|post|give|share|show)(?: me| us)? (?:the |a |my |our )?(?:\w+ )?(?:digest|brief|report"
    r"|summary|recap"
    r"|update)s? .*\b(?:every|each|daily|weekly|monthly|(?:mon|tues|wednes|thurs|fri)days)\b.*"
    r"|(?:complete|finish|close|delete|remove|edit|reopen|mark|check off|tick off) (?:the )?(?:task|to-?do"
    r"|reminder) (?:\S+)(?:"
    r" (?:as )?(?:done|complete[d]?|finished))?\W*$|(?:(?:i'm |i am |i )?(?:all )?done with|(?:i(?:'ve| have)? )?"
    r"(?:completed|finished)) (?:the )?(?:task|to-?do|reminder) \S+\W*$|(?:task|to-?do|reminder) \S+ (?:is "
    r"|was )?(?:all )?(?:done"
    r"|complete[d]?|finished)\W*$|sync (?:with|to) (?:salesforce|hubspot|pipedrive|zoho|dynamics"
    r"|the crm|my)\b.*|(?:un)?schedule (?:\S+ )?(?:digest|brief"
    r"|report|sync|pulse|eod|every|daily|weekly|\ue002).*|(?:pause|resume|stop|list) schedules?.*|when .* run .*"
    r"|(?:turn|switch) (?:on|off) .*|connect .*|import .*|export .*|log ?(?:in|out)\b.*|sign (?:in|out)\b.*|schedule"
    r" .*\b(?:daily|every|weekly|weekday)\b.*)$"
)
"""Instructions that we understand, and that are not for a sentence."""
