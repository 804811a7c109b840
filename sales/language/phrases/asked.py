"""Questions: about a deal, the pipeline, the forecast, what changed, what happened, who people are, what to do.
They are searched for in order; the first that fits decides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from sales.language.understanding import IntentKind as K


@dataclass(frozen=True, slots=True)
class Query:
    """A kind of question: the pattern to be found in the sentence, the filter it means. `bare` ones count without a
    question mark or question word ("my stuck deals")."""

    kind: K
    pattern: str
    fixed: Mapping[str, str] = field(default_factory=dict)
    bare: bool = True
    needs_deal: bool = False


def _query(kind: K, pattern: str, *, bare: bool = True, needs_deal: bool = False, **fixed: str) -> Query:
    return Query(kind, pattern, fixed, bare, needs_deal)


_DEALS = r"(?:deals?|opportunit(?:y|ies)|opps?|pipeline|pipe|leads?|accounts?)"
_OF_MINE = r"(?:my|our|the|all|team|team's|all my|all our|any|which|what|show me|list|show)"
_SHOW = (
    r"(?:show(?: me)?|list|get(?: me)?|give me|see|pull up|display|view|tell me about|what are|which are|find"
    r"|search(?: for)?|look ?up|open|fetch|select|summari[sz]e|recap|analy[sz]e|review|check)"
)

QUERIES: Final[tuple[Query, ...]] = (
    _query(
        K.HELP,
        r"^\W*(?:help|help me|what can (?:you|u) do|how do(?:es)? (?:you|this|it) work|commands|how do i (?:use"
        r"|log|add|move|update|undo|create)\b.*|what do you understand|who are you|what are you)\W*$",
    ),
    _query(
        K.QUERY_CHANGES,
        r"\bwhat(?:'s| is| has| have|s)?(?: (?:has|have|all|else|got|was|been))* (?:changed|moved|happened|new"
        r"|different|slipped|shifted)\b(?!.*\b(?:with|at|on) \ue000)",
        bare=False,
    ),
    _query(
        K.QUERY_CHANGES,
        r"\b(?:changes|movements?|pipeline changes|deltas?|diff|updates)\b(?:.*\b(?:since|from|this|last|in the"
        r" last|between|over)\b.*)?",
    ),
    _query(
        K.QUERY_CHANGES,
        r"\bwhich deals (?:have )?(?:moved|changed|slipped|pushed)\b|\bwhat (?:deals )?(?:slipped|moved|got"
        r" pushed)\b|\bwhat did i miss\b|\bcatch me up\b",
    ),
    _query(
        K.QUERY_ACTIVITY,
        r"\bwhen (?:did|was|were|have|has|is the last time)\b.*\b(?:last|latest|touch|talk|talked|speak|spoke"
        r"|spoken|call|called|meet|met|email|emailed|contact|contacted|hear|heard|log|logged|visit|visited|demo)\b",
        bare=False,
    ),
    _query(
        K.QUERY_ACTIVITY,
        r"\b(?:last|latest|recent|previous) (?:activity|activities|touch(?: ?point)?|contact|call|calls|meeting"
        r"|meetings|email|emails|interaction|interactions|conversation|time we (?:spoke|talked|met)|notes?|demo)\b",
    ),
    _query(
        K.QUERY_ACTIVITY,
        r"\bhow many (?:\w+ ){0,2}?(?:calls?|e-?mails?|meetings?|demos?|site visits?|visits?|voicemails?|vms?"
        r"|notes?|activities|touches)\b",
        bare=False,
    ),
    _query(
        K.QUERY_ACTIVITY,
        r"\b(?:activit(?:y|ies)|interactions|touch ?points|conversations|call log|my calls|our calls|my meetings"
        r"|my emails|my demos|(?:calls|e-?mails|meetings|demos|visits) (?:sent|made|had|logged|done)|history"
        r"|timeline|notes (?:on|for|about)|calls (?:this|last|today|yesterday|with"
        r"|logged)|calendar)\b",
    ),
    _query(
        K.QUERY_ACTIVITY,
        r"\b(?:what did (?:i|we|you|\w+) (?:log|do|discuss|talk about|agree)|did (?:i|we|anyone|someone|\w+)"
        r" (?:call|email|meet|talk|speak|log|follow up|visit|demo|send|contact|reach))\b",
        bare=False,
    ),
    _query(
        K.QUERY_ACTIVITY,
        r"\b(?:have|has) (?:i|we|anyone|anybody|someone|\w+) (?:called|emailed|met|talked|spoken|logged|followed"
        r" up|visited|contacted|heard)\b(?!.*\bin (?:the last )?\ue002? ?(?:weeks|days|months))",
        bare=False,
        needs_deal=True,
    ),
    _query(
        K.QUERY_AGENDA,
        r"\b(?:plan my (?:day|week)|what(?:'s| is| are|s)?(?: on)? my (?:agenda|plate|to-?dos?|to do(?: list)?"
        r"|tasks?|next steps?|day|schedule|plan|priorities|focus)|morning brief|daily brief|my (?:agenda|tasks"
        r"|to-?dos?|to do list|next steps|day|priorities|reminders)|what (?:do|should|must) i (?:have to |need to"
        r" )?(?:do|work on|focus on)|what i have to do|what's (?:next|due)(?: for me| today| tomorrow| this"
        r" week)?\W*$|what is due|anything due|to-?do list|who should i (?:call|contact|email|follow up)|show"
        r" (?:me )?my (?:tasks|agenda|to-?dos?|day|next steps)|brief me|overdue (?:tasks|next steps|follow[-"
        r" ]?ups)|eod (?:summary|report)|end of day (?:summary|report)|day ahead)\b|\ue003 brief\b",
    ),
    _query(
        K.QUERY_CONTACT,
        r"\bwho(?:'s| is| are|s)(?: the| our)? (?:(?:main|key|primary|technical|economic|real|actual)"
        r" )?(?:contacts?|decision[- ]makers?|dm|champions?|economic buyers?|buyers?|sponsors?|influencers?"
        r"|blockers?|signatory|people|poc|cfo|ceo|cto|cio|coo)\b",
        bare=False,
    ),
    _query(K.QUERY_CONTACT, r"\b(?:contacts|people|decision makers?|stakeholders) (?:at|for|on|in) ", needs_deal=True),
    _query(
        K.QUERY_CONTACT,
        r"\bwhat(?:'s| is|s) (?P<contact>[a-z\ue007][\w' -]{0,40}?)'s (?:email|number|phone|title|role)\b",
        bare=False,
    ),
    _query(
        K.QUERY_CONTACT,
        r"^\W*who(?:'s| is|s) (?!next|my|our|the|closing|winning|on|going|working|responsible|owner|behind|ahead"
        r"|top|leading|bringing|coming|in|up|\w+ing\b)(?P<contact>\ue007|[a-z][\w.'-]*(?: [a-z][\w.'-]*){0,3})\W*$",
        bare=False,
    ),
    _query(
        K.QUERY_FORECAST,
        r"\b(?:forecasts?|quota|target|attainment|coverage|gap|run rate|revenue(?: report)?|bookings|my number|our"
        r" number|the number|team number|landing|on track|pace|make (?:the|our|my|it) (?:number|quarter|quota"
        r"|month|year|target)|hit (?:the|our|my) (?:number|quarter|quota|target)|how close am i|closed so far"
        r"|(?:my|our|team|the team's|team's|what's|whats|current|total|the) commits?(?: number)?\b(?! (?:deals"
        r"|to))|best case(?: number)?(?! deals)|roll-?up|how much (?:have|did|do|has|will|are|is"
        r"|revenue)\b(?!.*\b(?:worth|deal)\b)|how (?:are|is|am|do) (?:we|i|the team|\w+) (?:doing|tracking|looking"
        r"|trending)|how did (?:we|i|the team|\w+) do\b\b(?!.*\b(?:with|at|on) \ue000))",
    ),
    _query(
        K.QUERY_PIPELINE,
        r"\b(?:stuck|stalled|stale|rotting|idle|dormant|neglected|inactive|untouched|gone quiet|quiet|cold|"
        r"(?:haven't|have not|hasn't)"
        r" (?:been |i |we |anyone |you )?(?:touched|moved|followed|talked|spoken|called|contacted|heard)|no"
        r" activity|not moved|not"
        r" touched|without (?:any )?activity)\b(?!.*\ue000)",
        filter="stuck",
    ),
    _query(
        K.QUERY_PIPELINE,
        rf"\b(?:past[- ]due|overdue|past (?:their|the|its)? ?close(?: date)?|slipped|late|missed"
        rf" close)\b.*\b{_DEALS}\b|\b{_DEALS}\b.*\b(?:past[- ]due|overdue|past (?:their|the|its)? ?close(?: date)?"
        rf"|slipped|late)\b",
        filter="past_due",
    ),
    _query(
        K.QUERY_PIPELINE,
        r"\b(?:at[- ]risk|high(?:est)?[- ]risk|risky|in danger|in trouble|red flags?|risks?)\b",
        filter="at_risk",
    ),
    _query(
        K.QUERY_PIPELINE,
        r"\b(?:without|w/o|missing|no|lack(?:ing)?|with no|don't have|doesn't have|that have no|having no)(?: (?:a|an"
        r"|any|the|identified|named|set))* (?:decision[- ]makers?|dms?|economic buyers?)\b",
        filter="no_decision_maker",
    ),
    _query(
        K.QUERY_PIPELINE,
        r"\b(?:without|w/o|missing|no|lack(?:ing)?|with no|don't have|doesn't have|that have no|having no)(?: (?:a|an"
        r"|any|the|set|planned))* (?:next[- ]steps?|follow[- ]?ups?|tasks?)\b",
        filter="no_next_step",
    ),
    _query(
        K.QUERY_PIPELINE,
        r"\b(?:without|w/o|missing|no|lack(?:ing)?|with no|don't have|doesn't have)(?: (?:a|an|any|the|set))* (?:close"
        r" dates?|closing dates?)\b",
        filter="no_close_date",
    ),
    _query(
        K.QUERY_PIPELINE,
        r"\b(?:without|w/o|missing|no|lack(?:ing)?|with no|don't have|doesn't have)(?: (?:a|an|any|the|set))*"
        r" (?:amounts?|values?|sizes?|prices?)\b",
        filter="no_amount",
    ),
    _query(
        K.QUERY_PIPELINE,
        r"\b(?:without|w/o|missing|no|lack(?:ing)?|with no)(?: (?:a|an|any|the))* (?:sources?|lead sources?)\b",
        filter="no_source",
    ),
    _query(
        K.QUERY_PIPELINE,
        r"\b(?:without|w/o|missing|no|with no)(?: (?:a|an|any|the))* (?:contacts?|champions?|activity|activities)\b",
        filter="no_contact",
    ),
    _query(
        K.QUERY_PIPELINE,
        r"\b(?:hygiene|data quality|incomplete|clean ?up|missing (?:data|info|fields))\b",
        filter="hygiene",
    ),
    _query(
        K.QUERY_PIPELINE,
        rf"\b(?:top|biggest|largest|highest|most valuable|best|hottest|major|big|key)\b(?: (?:\ue002|\d+|five|ten"
        rf"|three|value|valued|open))* {_DEALS}\b",
        filter="top",
    ),
    _query(
        K.QUERY_PIPELINE,
        rf"\b(?:clos(?:e|es|ing)|due|landing|sign(?:ing)?|coming in|expected|land|come in)\b.*(?:\ue003|\bsoon\b"
        rf"|\bnext\b)|\b(?:closing|due to close|about to close) (?:deals|soon)\b|\b{_DEALS} (?:closing|due)\b",
        filter="closing",
    ),
    _query(
        K.QUERY_PIPELINE,
        rf"\b(?:won|closed[- ]won) {_DEALS}\b|\b(?:what|which|how many|how much).*\b(?:we|i|did|have|has"
        rf"|team).*\b(?:won|win|close|closed)\b|\b(?:my|our|recent|latest|this week's|today's) wins\b|\bwins"
        rf" (?:this|last|today|yesterday)\b|\b{_DEALS} (?:we )?won\b",
        filter="won",
    ),
    _query(
        K.QUERY_PIPELINE,
        rf"\b(?:lost|closed[- ]lost) {_DEALS}\b|\b(?:what|which|how many|why).*\b(?:we|i|did|have|has"
        rf"|team).*\b(?:lost|lose)\b|\b(?:my|our|recent|latest) losses\b|\blosses (?:this|last)\b|\b{_DEALS} (?:we"
        rf" )?lost\b",
        filter="lost",
    ),
    _query(
        K.QUERY_PIPELINE,
        rf"\b(?:new|newest|recent(?:ly created)?|latest|added|created) {_DEALS}\b|\b{_DEALS} (?:created|added"
        rf"|opened)\b",
        filter="new",
    ),
    _query(
        K.QUERY_PIPELINE,
        rf"\b(?:commit(?:ted)?) {_DEALS}\b|\b{_DEALS} (?:in|at|on) commit\b|\bwhat's in commit\b",
        filter="commit",
    ),
    _query(
        K.QUERY_PIPELINE,
        rf"\b(?:best[- ]case|upside) {_DEALS}\b|\b{_DEALS} (?:in|at) best[- ]case\b|\bwhat's in best[- ]case\b",
        filter="best_case",
    ),
    _query(K.QUERY_PIPELINE, rf"\b(?:snoozed|on hold|paused|parked) {_DEALS}\b|\b{_DEALS} on hold\b", filter="snoozed"),
    _query(
        K.QUERY_PIPELINE,
        r"\b(?:win rate|conversion(?: rate)?|sales cycle|cycle time|kpis?|metrics|velocity|funnel|close rate"
        r"|average deal(?: size)?|leaderboard|dashboard|stats|statistics|performance|scorecard|report(?:s|ing)?)\b",
    ),
    _query(
        K.QUERY_DEAL,
        r"\bwho(?:'s| is|s)?(?: the)? (?:owns?|owner|working on|handling|running|on|covers?|leading|has|looking"
        r" after|responsible for|manages?|got)\b",
        bare=False,
        needs_deal=True,
    ),
    _query(
        K.QUERY_DEAL,
        r"\b(?:how(?:'s| is| are|s| did| does| do| are we| do we| are things| are we doing| is it going)|what(?:'s"
        r"|s| is| are| was| stage| value| amount| size| do we| did)?|where(?:'s| is| are| do we|s)?|status|update"
        r"|news|latest|info|details|when(?:'s| is| does| will| do| did| are|s)?|why|which stage|is|are|has|have"
        r"|did|does|was|will|can you tell me|any|tell me|remind me what|show|give me|get|find|look ?up|pull up"
        r"|open|summari[sz]e|recap|check|see|fetch|select|search|view|anything|progress|should|shall|could|would"
        r"|do|may|might|can)\b",
        bare=False,
        needs_deal=True,
    ),
    _query(
        K.QUERY_DEAL,
        rf"^\W*(?:{_SHOW}|status(?: of| on)?|update on|news on|info on|details (?:on|of|for)|deal|opportunity"
        rf"|summary of|overview of|latest on|for opportunity)\b.*\ue000",
        needs_deal=True,
    ),
    _query(
        K.QUERY_PIPELINE,
        rf"\b(?:{_OF_MINE}|open|active|current|how many|{_SHOW}|number of|total|pipeline of|count"
        rf" of)\b.*\b{_DEALS}\b|^\W*(?:(?:my|our|team|the|show|show me|analy[sz]e|review|open|current)"
        rf" )*pipeline\b|\bdeals (?:i|we) (?:own|have)\b|\b(?:everything|anything|all) (?:in|at|on) [a-z]+\W*$"
        rf"|\bpipeline (?:review|summary|report|overview|status|value|total|coverage)\b|\bdeals (?:in"
        rf"|at|by|for|over|above|under|with)\b|\bdeals\W*$",
    ),
)
"""In order of precedence: the narrower question before the wider one."""

OTHER: Final = (
    r"^\W*(?:(?:complete|finish|close|delete|remove|edit|reopen) task \S+|(?:un)?schedule (?:\S+"
    r" )?(?:digest|brief|report|sync|pulse|eod|every|daily|weekly|\ue002).*|(?:pause|resume|stop|list)"
    r" schedules?.*|when .* run .*|(?:turn|switch) (?:on|off) .*|connect .*|import .*|export .*|log"
    r" ?(?:in|out)\b.*|sign (?:in|out)\b.*|schedule .*\b(?:daily|every|weekly|weekday)\b.*)$"
)
"""Instructions that we understand, and that are not for a sentence."""
