"""Questions for a part of the pipeline: stuck, past due, at risk, won, without a next step."""

from __future__ import annotations

from typing import Final

from sales.language.phrases.question import DEALS, Query, query
from sales.language.understanding import IntentKind as K

FILTERS: Final[tuple[Query, ...]] = (
    query(
        K.QUERY_PIPELINE,
        r"\b(?:stuck|stalled|stale|rotting|idle|dormant|neglected|inactive|untouched|gone quiet|quiet|cold|(?:haven't"
        r"|have not|hasn't|'ve not|have we not|have i not) (?:been |i |we |anyone |you )?(?:touched|moved"
        r"|followed|talked|spoken|called|contacted"
        r"|heard)|no activity|not moved|not touched|without (?:any )?activity)\b(?!.*\ue000)",
        filter="stuck",
    ),
    query(
        K.QUERY_PIPELINE,
        rf"\b(?:past[- ]due|overdue|past (?:their|the|its)? ?close(?: date)?|slipped|late|missed close)\b.*\b{DEALS}\b"
        rf"|\b{DEALS}\b.*\b(?:past[- ]due|overdue|past (?:their|the|its)? ?close(?: date)?|slipped|late)\b"
        rf"|^\W*(?:what(?:'s|s| is| has| went)|(?:is |do i have |have i got )?anything) (?:all )?(?:overdue"
        rf"|past[- ]due|late)\b",
        filter="past_due",
    ),
    query(
        K.QUERY_PIPELINE,
        r"\b(?:anything|any deals?|what's|what is|which deals are|deals) (?:slipping|wobbling|going (?:south"
        r"|sideways|wrong))\b|\b(?:at[- ]risk|high(?:est)?[- ]risk|risk(?:y|ier|iest)|in danger|in trouble"
        r"|red flags?|risks?|(?:most )?likely to (?:slip|stall|push|be lost|fall through))\b",
        filter="at_risk",
    ),
    query(
        K.QUERY_PIPELINE,
        r"\b(?:without|w/o|missing|no|lack(?:ing)?|with no|don't have|doesn't have|that have no|having no)(?: (?:a|an"
        r"|any|the|identified|named|set))* (?:decision[- ]makers?|dms?|economic buyers?)\b",
        filter="no_decision_maker",
    ),
    query(
        K.QUERY_PIPELINE,
        r"\b(?:without|w/o|missing|no|lack(?:ing)?|with no|don't have|doesn't have|that have no|having no)(?: (?:a|an"
        r"|any|the|set|planned))* (?:next[- ]steps?|follow[- ]?ups?|tasks?)\b(?! yet)",
        filter="no_next_step",
    ),
    query(
        K.QUERY_PIPELINE,
        r"\b(?:without|w/o|missing|no|lack(?:ing)?|with no|don't have|doesn't have)(?: (?:a|an|any|the|set))* (?:close"
        r" dates?|closing dates?)\b",
        filter="no_close_date",
    ),
    query(
        K.QUERY_PIPELINE,
        r"\b(?:without|w/o|missing|no|lack(?:ing)?|with no|don't have|doesn't have)(?: (?:a|an|any|the|set))*"
        r" (?:amounts?|values?|sizes?|prices?)\b",
        filter="no_amount",
    ),
    query(
        K.QUERY_PIPELINE,
        r"\b(?:without|w/o|missing|no|lack(?:ing)?|with no)(?: (?:a|an|any|the))* (?:sources?|lead sources?)\b",
        filter="no_source",
    ),
    query(
        K.QUERY_PIPELINE,
        r"\b(?:without|w/o|missing|no|with no)(?: (?:a|an|any|the))* (?:contacts?|champions?|activity|activities)\b",
        filter="no_contact",
    ),
    query(
        K.QUERY_PIPELINE,
        r"\b(?:hygiene|data quality|incomplete|clean ?up|missing (?:data|info|fields))\b",
        filter="hygiene",
    ),
    query(
        K.QUERY_PIPELINE,
        rf"\b(?:top|biggest|largest|highest|most valuable|best|hottest|major|big|key)\b(?: (?:\ue002|\d+|five|ten"
        rf"|three|value|valued|open))* {DEALS}\b"
        rf"|\b(?:rank|sort|order|list|show)(?: me)?(?: (?:my|our|the|all|open))* {DEALS} by (?:value|size|amount)\b",
        filter="top",
    ),
    query(
        K.QUERY_PIPELINE,
        r"^\W*(?:show me |my |our |the )*(?:top|biggest|largest) (?:\ue002|\d+|three|five|ten)\W*$",
        filter="top",
    ),
    query(
        K.QUERY_PIPELINE,
        rf"\b(?:clos(?:e(?! out\b)|es|ing)|due|landing|sign(?:ing)?|coming in|expected|land|come"
        rf" in)\b.*(?:\ue003|\bsoon\b|\bfortnight\b"
        rf"|\bnext\b)|\b(?:closing|due to close|about to close) (?:deals|soon)\b|\b{DEALS} (?:closing|due)\b",
        filter="closing",
    ),
    query(
        K.QUERY_PIPELINE,
        rf"\b(?:won|closed[- ]won) {DEALS}\b|\bhow many {DEALS} (?:were |have been |got )?(?:won|closed)\b|\b(?:what"
        rf"|which|how many|how much).*\b(?:we|i|did|have|has"
        rf"|team).*\b(?:won|win|close|closed)\b|\bwhat(?:'s| has| have)? (?:deals )?(?:closed|been won|got won)\b"
        rf"|\bwho (?:has )?(?:closed|won|sold) (?:the )?most\b|\b(?:my|our"
        rf"|recent|latest|this week's|today's) wins\b|\bwins (?:this"
        rf"|last|today|yesterday)\b|\b{DEALS} (?:we )?won\b",
        filter="won",
    ),
    query(
        K.QUERY_PIPELINE,
        rf"\b(?:lost|closed[- ]lost) {DEALS}\b|\b(?:what|which|how many|why).*\b(?:we|i|did|have|has|team).*\b(?:lost"
        rf"|lose)\b|\b(?:my|our|recent|latest) losses\b|\blosses (?:this|last)\b|\b{DEALS} (?:we )?lost\b"
        r"|^\W*(?:(?:top|main|our|my|show|the) )*(?:loss|lost) reasons?\W*$",
        filter="lost",
    ),
    query(
        K.QUERY_PIPELINE,
        rf"\b(?:new|newest|recent(?:ly created)?|latest|added|created) {DEALS}\b|\b{DEALS} (?:created|added|opened)\b",
        filter="new",
    ),
    query(
        K.QUERY_PIPELINE,
        rf"\b(?:commit(?:ted)?) {DEALS}\b|\b{DEALS} (?:in|at|on) commit\b|\bwhat's in commit\b",
        filter="commit",
    ),
    query(
        K.QUERY_PIPELINE,
        rf"\b(?:best[- ]case|upside) {DEALS}\b|\b{DEALS} (?:in|at) best[- ]case\b|\bwhat's in best[- ]case\b",
        filter="best_case",
    ),
    query(K.QUERY_PIPELINE, rf"\b(?:snoozed|on hold|paused|parked) {DEALS}\b|\b{DEALS} on hold\b", filter="snoozed"),
)
"""In order of precedence, as in `asked`."""
