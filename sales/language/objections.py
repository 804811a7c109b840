"""Why a clause may not be acted on although a phrase fits: a condition, a negation, hearsay, long ago, not yet so."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Final

from sales.language.certainty import ends_in_a_hedge, forbids, opens_condition
from sales.language.draft import Draft
from sales.language.sentences import BOUNDARY, Sentence
from sales.language.shape import DEAL, TIME, Entity, read_past
from sales.language.understanding import IntentKind, TimeSpan

STATES: Final = (
    *(IntentKind.MOVE_STAGE, IntentKind.WIN_DEAL, IntentKind.LOSE_DEAL, IntentKind.SET_AMOUNT),
    *(IntentKind.SET_CATEGORY, IntentKind.REASSIGN, IntentKind.SET_SOURCE),
)
"""What is so from the moment it is said: with a time to come it is not so yet."""
_PLANNED: Final = (IntentKind.SET_NEXT_STEP, IntentKind.CREATE_DEAL, IntentKind.ADD_CONTACT)
"""What may be about the future."""
_ALWAYS_READ: Final = (IntentKind.UNDO, IntentKind.CORRECT, IntentKind.CONFIRM_DEAL)
_OWN_VERB = re.compile(r"^(?:tried|replied|wrote|responded)\b")
"""What we did ourselves: a call that nobody answered was made, and a reply is no hearsay."""
_REASON = re.compile(r"\b(?:because|cause|cos|bc|since|given that|due to|now that)\b")
"""The reason of a change is no part of it: "back to discovery because they don't know"."""
_SEEMS = re.compile(
    r"\bsupposed to\b|\b(?:it |this |that )?(?:looks like|seems (?:like|that|to be)|sounds like|appears (?:that"
    r"|to be)|probably|most"
    r" likely"
    r"|likely)\b"
)
"""A hedge that leaves an amount or a close date worth asking about."""
_OUGHT_TO_BE = re.compile(r"\bshould(?: really| actually| now| rather| probably)* be\b")
""" "Acme should be best case": said of what it is, and asked about."""
_OUGHT_TO_READ = re.compile(
    r"\b(amount|value|size|price|number|stage|source|category|date|owner|next steps?)(?: (?:for|of|on|at))?\s+should"
    r" (?:be|read|say)\b"
)
""" "the amount should be 62k" sets it; "Acme should be 62k" is a guess."""
_CONTRAST = re.compile(
    r",? (?:and )?not (?:in |to |as )?(?:the )?(?:commit|best[- ]case|upside|pipeline|omitted)(?=\s*(?:$"
    r"|[.,!;]))|(?<=[\ue001\ue002\ue003])(?:,| and)? (?:not|instead of|rather than)(?: the)?"
    r" [\ue001-\ue003](?=\s*(?:$|[.,!;]))"
)
""" "is 48k, not 45k" says what it is."""
_POLITELY = re.compile(
    r"\b(?:would|will|could|can) you\W*$|\bif (?:you can|poss|possible|you don't mind|that's" r" ok)\W*$"
)
"""How a request ends."""
_TIME_BEHIND = re.compile(rf" *(?:(?:on|this|in|by|from|at|for) )?{TIME}")
_EXPECTED = re.compile(
    r"\b(?:(?:will|expected to|is going to|going to|'ll|now expected to|slated to|likely to|due to|(?:scheduled"
    r"|set) to)"
    r"(?: now| only|"
    r" finally| also)? (?:close|land|sign|come in|wrap up|move|slip|be)|(?:needs|has) to (?:move|slip))\b|\bclose"
    r" to(?= \ue003)|\bexpected(?= (?:by |on |in |around |for |at )?(?:the )?\ue003)"
)
"""A close date is an expectation: to say "will close" is to set it."""

_PRIVATE = re.compile(
    r"\bmy (?:kids?|sons?|daughters?|wife|husband|mum|mom|dad|mother|father|parents|brother|sister|girlfriend|boyfriend"
    r"|friend|flat|house|apartment|car|bike|gym|dog|cat|flight|holiday|vacation|landlord|dentist|birthday|wedding)\b"
)
_WILL_BE = re.compile(
    r"\b(?:will|is going to|going to|'ll)(?: now| only)? (?:be|come(?: in)?(?: at| to)?(?= |\b)|cost|settle (?:at"
    r"|for))|\bthan (?:expected|planned|we"
    r" (?:thought|said))\b"
)
"""A change of the amount that is asked about in any case may be one to come: "will be 30% lower"."""


def objection(sentence: Sentence, draft: Draft, match: re.Match[str]) -> str:
    """Why the clause may not be acted on, in a few words; "" where it may. A clause reaches to its end and over what
    makes it conditional."""
    if draft.kind in _ALWAYS_READ:
        return ""
    if draft.negative:
        return "what somebody else said" if sentence.hearsay else _of_the_head(sentence, match)
    if sentence.hearsay:
        return "what somebody else said"
    happened = draft.kind is IntentKind.LOG_ACTIVITY
    if not happened and _PRIVATE.search(sentence.line, sentence.start, sentence.end):
        return "something private"
    if sentence.hedged or (not happened and ends_in_a_hedge(sentence.line[draft.end : sentence.end])):
        return "not certain"
    if _long_ago(sentence, draft) and not happened:
        return "long ago"
    if draft.kind in STATES and _is_to_come(sentence, draft):
        return "not yet so"
    if draft.kind in VALUES and not draft.doubts and _was_before(sentence, match):
        return "long ago"
    clause = _unread(sentence, match, draft)
    if sentence.polite:
        return "a condition" if opens_condition(sentence.line[draft.end : sentence.end]) else ""
    planned = draft.kind in _PLANNED or draft.tentative
    if happened:
        clause = sentence.line[match.start() : match.start("who") if "who" in match.re.groupindex else match.end()]
        clause = _OWN_VERB.sub("", clause)
    reason = forbids(clause, planned=planned) if clause else ""
    if reason in ("not certain", "not yet so") and draft.kind in VALUES and not forbids(_softened(clause, draft)):
        draft.confirm("Shall I save it so?")
        reason = ""
    if not reason and not happened and opens_condition(sentence.line[draft.end : sentence.end]):
        return "a condition"
    return reason


VALUES: Final = (*(IntentKind.SET_AMOUNT, IntentKind.MOVE_STAGE, IntentKind.SET_CATEGORY, IntentKind.SET_CLOSE_DATE),)
_WAS: Final = re.compile(
    r"\b(?:was|were)(?: (?:at|in|on|an?|the|still|only|just|around|about|originally|initially|previously|worth"
    r"|for))*\s*\Z"
)


def _softened(clause: str, draft: Draft) -> str:
    """The clause without what makes it a guess that is worth asking about."""
    clause = _OUGHT_TO_BE.sub("is", clause)
    if draft.kind is IntentKind.SET_AMOUNT:
        clause = _WILL_BE.sub(" ", clause)
    if draft.kind is IntentKind.SET_CLOSE_DATE:
        clause = _EXPECTED.sub(" ", _SEEMS.sub(" ", clause))
    return _SEEMS.sub(" ", clause) if draft.kind is IntentKind.SET_AMOUNT else clause


def _was_before(sentence: Sentence, match: re.Match[str]) -> bool:
    """ "Acme was 45k": what it had been is nothing that it is now; "was moved to contract" tells what happened."""
    for group in ("money", "stage", "category", "date"):
        if group in match.re.groupindex and match[group] is not None:
            return _WAS.search(sentence.line[match.start() : match.start(group)]) is not None
    return False


def _of_the_head(sentence: Sentence, match: re.Match[str]) -> str:
    """What objects to a clause that is negative by nature ("decided not to buy") can only stand before it."""
    return forbids(sentence.line[sentence.position : match.start()])


def _is_to_come(sentence: Sentence, draft: Draft) -> bool:
    """ "tomorrow Acme moves to contract", "Acme to contract on Monday": a state that is not true yet."""
    behind = _TIME_BEHIND.match(sentence.line, draft.end, sentence.end)
    places = (sentence.leading_time, None if behind is None else behind.end() - 1)
    times = [sentence.shape.entity(place) for place in places if place is not None]
    if draft.kind in _ENDINGS and all(entity is None or _is_gone(sentence, entity) for entity in times):
        return False
    return any(
        entity is not None and isinstance(entity.value, TimeSpan) and entity.value.start > sentence.context.now
        for entity in times
    )


_ENDINGS: Final = (IntentKind.WIN_DEAL, IntentKind.LOSE_DEAL)


def _is_gone(sentence: Sentence, entity: Entity) -> bool:
    """ "their PO came in Monday": behind what is asked about in any case, the last such day."""
    again = read_past(sentence.shape, entity, sentence.context)
    return again is not None and again.start <= sentence.context.now


def _long_ago(sentence: Sentence, draft: Draft) -> bool:
    """ "last year we lost Acme": the sentence began with a time more than a month back; "last quarter Acme was 45k": a
    value of a month or longer that is over."""
    limit = sentence.context.now - timedelta(days=31)
    times = [entity.value for _, entity in sentence.shape.within(sentence.start, sentence.end, TIME)]
    if any(isinstance(time, TimeSpan) and time.end < limit and time.grain == "year" for time in times):
        return True
    if sentence.leading_time is None or not isinstance(first := times[0], TimeSpan):
        return False
    over = draft.kind in VALUES and first.grain in ("month", "quarter", "year") and first.end <= sentence.context.now
    return over or first.end < limit


def _unread(sentence: Sentence, match: re.Match[str], draft: Draft) -> str:
    """The words from the sentence's last boundary up to the clause's end, names taken out."""
    boundary = BOUNDARY.search(sentence.line, draft.end, sentence.end)
    until = boundary.start() if boundary and boundary.start() > draft.end else draft.end
    if boundary is None:
        until = sentence.end
    if why := _REASON.search(sentence.line, draft.end, until):
        until = why.start()
    clause = sentence.line[sentence.position : until]
    for group in ("deal", "text", "stage", "reason"):
        if group in match.re.groupindex and match[group]:
            named = DEAL if DEAL in match[group] else match[group]
            clause = clause.replace(named, " ", 1)
    clause = _POLITELY.sub(" ", _CONTRAST.sub(" ", clause))
    if "should" in clause:
        clause = _OUGHT_TO_READ.sub(r"\1 is", clause)
    if draft.kind is IntentKind.SET_CLOSE_DATE:
        clause = _EXPECTED.sub(" ", clause)
    if draft.kind is IntentKind.SET_AMOUNT and "amount" not in draft.slots:
        clause = _WILL_BE.sub(" ", clause)
    return clause
