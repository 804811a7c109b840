"""What happened: calls, e-mails, meetings, demos, site visits, voicemails and notes. The words behind the verb say with
whom; what follows is kept as the note."""

from __future__ import annotations

from sales.language.phrases.phrase import Phrase
from sales.language.understanding import IntentKind as K

_GOOD = (
    r"(?:(?:a|an|the|another|our|my|quick|great|good|nice|short|long|productive|super|really|very|first|second|third"
    r"|last|intro|introductory|follow-up|followup|discovery|brief|solid|tough|bad|fantastic|excellent|awesome|decent"
    r"|amazing|positive|weekly|final|\d+ ?min(?:ute)?|successful|\ue000(?:'s)?|full|initial|weekly|monthly|kick-?off"
    r"|in-person|face-to-face|onsite|virtual|zoom|teams|phone|video|pricing|technical|exec|executive|lovely"
    r"|interesting) )*"
)
_WHO = (
    r"(?P<who>(?:[^,.;:!?\n]|(?<=\ue000),(?= (?:and |& )?\ue000(?:,| and | &|\s*$|\s*[.!(]| \ue003))|(?<=\w)\.(?=\w))*)"
)
"""Up to the next comma; the comma of a list of deals ends nothing."""
_WITH = r"(?: (?:with|to|from|at|for|and))?"


def _log(kind: str, triggers: str, pattern: str, **fixed: str) -> Phrase:
    return Phrase(K.LOG_ACTIVITY, frozenset(triggers.split()), pattern, True, {"activity": kind, **fixed})


_NOUNS = {
    "call": "call chat sync zoom huddle catch-up catchup conversation check-in checkin touch-base",
    "meeting": "meeting lunch dinner coffee breakfast drinks workshop presentation qbr kick-off kickoff session"
    " briefing"
    " walkthrough training roundtable weekly one-on-one",
    "demo": "demo demonstration",
}
"""What is told by its noun alone: "quick sync with Acme yesterday", "Acme demo went well"."""
_DONE = r"(?:went|was|is done|done|completed|finished|all done|over|happened|in the books)"


def _told_by_noun(kind: str, nouns: str) -> Phrase:
    return _log(
        kind,
        nouns,
        rf"(?:the |our |another )?{_GOOD}(?:{nouns.replace(' ', '|')})\b(?! (?:me|us|you|him|her|them|account|data"
        rf"|environment|env|day|it|back)\b)(?=:| ?-| ?@|,| \ue003\s*(?:[:,.!-]|$)| \ue000(?= \ue003 ?[-:,.(]|(?:"
        rf" \ue003)? (?:went|was|done)\b| ?-)"
        rf"| (?:today|yesterday|earlier|this morning|\ue003)? ?(?:with|at|from|for|between)\b"
        rf"| {_DONE}\b)(?: {_DONE})?{_WHO}",
        noun="yes",
    )


ACTIVITIES: tuple[Phrase, ...] = (
    _log(
        "voicemail",
        "vm voicemail message",
        rf"(?:left|leaving|got|went to|straight to)(?: (?:a|another|the|him|her|them|you|\w+))?(?: (?:a|another))?"
        rf" (?:vm|voicemail|voice mail|voice message|message on (?:his|her|their) machine|message)\b{_WHO}",
    ),
    _log(
        "voicemail",
        "vm voicemail vm'd vmed",
        rf"(?:vm'd|vmed|vm|voicemail|lvm|lvm'd)(?: (?:left|with|for|to|at))?\b{_WHO}",
    ),
    _log("voicemail", "lvm", rf"lvm\b{_WHO}"),
    _log(
        "call",
        "call calls phone",
        rf"(?:log|logged|record|add|note|track)(?:ged)? {_GOOD}(?:phone )?calls?\b{_WHO}",
        told="yes",
    ),
    _log(
        "email",
        "email e-mail mail",
        rf"(?:log|logged|record|add|note|track)(?:ged)? {_GOOD}(?:email|e-mail|mail)\b{_WHO}",
        told="yes",
    ),
    _log(
        "meeting",
        "meeting meetings",
        rf"(?:log|logged|record|add|note|track)(?:ged)? {_GOOD}meetings?\b{_WHO}",
        told="yes",
    ),
    _log("demo", "demo", rf"(?:log|logged|record|add|note|track)(?:ged)? {_GOOD}demos?\b{_WHO}", told="yes"),
    _log(
        "site_visit",
        "visit",
        rf"(?:log|logged|record|add|note|track)(?:ged)? {_GOOD}(?:site )?visit\b{_WHO}",
        told="yes",
    ),
    _log(
        "voicemail",
        "voicemail vm",
        rf"(?:log|logged|record|add|note|track)(?:ged)? {_GOOD}(?:voicemail|vm)\b{_WHO}",
        told="yes",
    ),
    _log(
        "note",
        "note notes comment",
        r"(?:(?:log|logged|add|added|make|write|leave|take|put|save|record) )?(?:a |an |another |this |the )?(?:new "
        r"|quick )?(?:note|notes|comment)s? (?:on|for|to|about|at|re|in) (?!self\b"
        r"|myself\b)(?P<who>[^,.;:!?\n]+?)\s*(?:: ?|- | that |, |saying )(?P<text>[^\n]+)",
        told="yes",
    ),
    _log(
        "note",
        "note notes comment",
        r"(?:(?:log|logged|add|added|make|write|leave|take|put|save|record) )?(?:a |an |another |this |the )?(?:new "
        r"|quick )?(?:note|notes|comment)s?\s*(?:: ?|- | that |, )(?P<text>[^\n]+)",
        told="yes",
    ),
    _log("note", "note", r"note (?:on|for|about|re) (?P<who>\ue000)[ :,-]+(?P<text>[^\n]+)", told="yes"),
    _log(
        "call",
        "called rang phoned spoke spoken talked dialed dialled facetimed zoomed skyped facetimed",
        rf"(?:called|rang|phoned|dialed|dialled|spoke|spoken|talked|facetimed|zoomed|skyped|cold[- ]called)(?: (?:to"
        rf"|with|back|up|again|briefly|in|on the phone|by phone|off|it))*\b(?! (?:it a day|off|out))(?: (?:to"
        rf"|with))?{_WHO}",
    ),
    _log(
        "call",
        "call chat conversation phone",
        rf"(?:just )?(?:had|did|finished|wrapped|wrapped up|completed|done|got off|off|just off|got on|jumped on"
        rf"|hopped on|took|made|hung up|came off|was on)(?: (?:up|with|off))?(?: of)? {_GOOD}(?:phone |zoom |video "
        rf"|discovery |intro |conference |cold |follow-up )*(?:call|chat|conversation|phone call|talk|catch-?up|zoom"
        rf"|sync)s?\b{_WHO}",
    ),
    _log(
        "call",
        "hung off phone telephone telco phoner",
        rf"(?:just )?(?:hung up|(?:got )?off the (?:phone|line|call)|got off (?:a|the) call|had (?:a|another) (?:quick"
        rf" )?(?:telephone|phoner|telco))\b{_WHO}",
    ),
    _log(
        "call",
        "touched touch connected reached reconnected caught synced checked",
        rf"(?:touched base|connected|reconnected|got hold of|got through|reached(?! (?:out|agreement|a|the))|caught up"
        rf"|synced|checked in|got in touch)\b(?: (?:with|to))?{_WHO}",
    ),
    _log(
        "email",
        "emailed e-mailed mailed wrote replied messaged pinged texted reached dm'd whatsapped slacked",
        rf"(?:emailed|e-mailed|mailed|wrote|whatsapped|slacked|cold[- ]emailed|replied to|messaged|pinged|texted|dm'd"
        rf"|linkedin'd|reached out)\b(?: (?:to|back|up))*{_WHO}",
    ),
    _log(
        "email",
        "sent resent shared forwarded submitted delivered",
        rf"(?:sent|resent|re-sent|shared|forwarded|submitted|delivered|fired off|followed up with an email)\b{_WHO}",
        sending="yes",
    ),
    _log(
        "email",
        "email e-mail",
        rf"(?:got|received|exchanged|answered) {_GOOD}(?:email|e-mail|reply|emails|response)s?\b{_WHO}",
    ),
    _log(
        "email",
        "shot fired dropped sent pinged wrote gave",
        r"(?:shot|fired|dropped|dashed|wrote|sent)(?: off| over| out)? (?!(?:out|by|in"
        r"|off)\b)(?P<who>[^,.;:!?\n]{0,60}?(?:a |an |another |the |quick |short )*(?:email|e-mail|line|note|message"
        r"|text|reply|follow[- ]?up)\b[^,.;:!?\n]*)",
        sending="yes",
    ),
    _log(
        "call",
        "tried",
        rf"tried(?: (?:calling|ringing|phoning|to (?:call|ring|phone|reach))|(?= \ue000| \ue007)){_WHO}",
        note_all="yes",
    ),
    _log(
        "call",
        "inbound incoming",
        rf"(?:had |took |got |received )?(?:an? )?(?:inbound|incoming) (?:phone )?call\b{_WHO}",
    ),
    _log(
        "call",
        "calls",
        r"(?:\ue002|two|three|four|five|several|a few|couple of|a couple of) (?:phone )?calls(?: (?:today|\ue003))?(?:"
        r" (?:with|to))?:? ?(?P<who>\ue000(?:(?:,|,? and|,? &| \+) ?\ue000)*)",
    ),
    _log("meeting", "went", rf"went (?:over )?to (?:see|meet|visit)(?: with)?{_WHO}"),
    _log(
        "site_visit",
        "tour",
        r"(?:gave|got|took) (?P<who>\ue000|(?:a |the )?(?=tour))(?: an?)? ?(?:quick |full )*tour\b",
    ),
    _log(
        "demo",
        "gave",
        r"gave (?P<who>\ue000(?:'s team)?) (?:a |the |another )?(?:quick |full |product )*(?:demo|presentation"
        r"|walk-?through)\b",
    ),
    _log(
        "email",
        "received rcvd recd got",
        rf"(?:received|rcvd|rec'd|recd|got) (?:the |their |some |signed |back )*(?:redlines?|comments?|feedback"
        rf"|questions|questionnaire|rfp|rfi|requirements|nda|msa|paperwork back|docs?|documents?|answers?|reply"
        rf"|response)\b{_WHO}",
    ),
    _log(
        "site_visit",
        "visited",
        r"(?P<who>\ue000|\ue007) (?:visited|came by|came to)(?: (?:us|our (?:office|hq|plant|factory|site)))<end>",
        inbound="yes",
    ),
    _log("meeting", "stood", rf"(?:got |was )?stood up by{_WHO}", note_all="yes"),
    _log(
        "email",
        "exchanged traded swapped",
        rf"(?:exchanged|traded|swapped) (?:a few |some |several )?(?:emails|mails|messages|notes)\b(?:"
        rf" (?:with))?{_WHO}",
    ),
    _log(
        "voicemail",
        "left",
        r"left (?P<who>(?:[^\W\d_][\w'-]*(?: [^\W\d_][\w'-]*)?(?: (?:at|from|of) ))?\ue000) (?:a |another )?(?:quick"
        r" )?(?:vm|voicemail|voice mail|voice message|message|msg)\b",
    ),
    _log(
        "call",
        "calls chats",
        rf"(?:had|did|made|took) (?:\ue002|two|three|four|a few|a couple of|several) {_GOOD}(?:phone )?(?:calls"
        rf"|chats)\b{_WHO}",
    ),
    _log(
        "meeting",
        "meetings sessions",
        rf"(?:had|did|held) (?:\ue002|two|three|four|a few|a couple of|several) {_GOOD}(?:meetings|sessions"
        rf"|workshops)\b{_WHO}",
    ),
    _log(
        "demo",
        "demos",
        rf"(?:had|did|gave|ran) (?:\ue002|two|three|four|a few|a couple of|several) {_GOOD}demos\b{_WHO}",
    ),
    _log(
        "note",
        "cancelled canceled",
        r"(?:(?:they|he|she|\ue000|\ue007) )?(?:just |has |have )*(?:cancelled|canceled)(?: (?:the|our|their|this"
        r"|today's|again))* (?P<whole>(?:\w+ )?(?:meeting|call|demo|visit|workshop|session))\b(?P<who>[^,.;:!?\n]*)",
        note_all="yes",
    ),
    _log("email", "followed", rf"followed[- ]up\b(?: (?:by email|via email|with|again|on))*{_WHO}"),
    _log(
        "meeting",
        "met sat presented lunched",
        rf"(?:met|sat down|presented|pitched|had (?:lunch|dinner|coffee|breakfast|drinks|beers|a beer)|lunched|did"
        rf" lunch)(?: (?:up|with|to|in person|face to face))*\b(?! (?:the deadline|quota|our|expectations|all)){_WHO}",
    ),
    _log(
        "meeting",
        "meeting meetings workshop presentation session onsite kickoff qbr lunch dinner coffee weekly monthly"
        " one-on-one briefing training walkthrough roundtable had",
        rf"(?:just )?(?:had|did|finished|wrapped|wrapped up|completed|done with|attended|ran|held|hosted|came out of"
        rf"|got out of|out of|back from|delivered|gave)(?: (?:up|with))? {_GOOD}(?:poc )?(?:meeting|workshop"
        rf"|presentation|session|lunch|dinner|coffee|kick[- ]?off|qbr|review|onsite|meet|weekly|monthly|1:1|one-on-one"
        rf"|briefing|training|walk-?through|round-?table)s?\b{_WHO}",
    ),
    _log(
        "demo",
        "demoed demo'd demod demonstrated",
        rf"(?:demoed|demo'd|demod|demonstrated)\b(?: (?:to|for|with|at|the product|it|our product))*{_WHO}",
    ),
    _log(
        "demo",
        "demo demos demonstration poc",
        rf"(?:just )?(?:had|did|gave|ran|finished|wrapped|wrapped up|completed|done|delivered|held|done with)(?: (?:up"
        rf"|with))? {_GOOD}(?:product )?(?:demo|demonstration)s?\b{_WHO}",
    ),
    _log("demo", "showed", rf"showed (?:them |him |her |the )?(?:the )?(?:product|platform|demo|solution)\b{_WHO}"),
    _log(
        "site_visit",
        "visited dropped stopped swung toured onsite site popped",
        rf"(?:visited|dropped by|dropped in on|stopped by|stopped in at|swung by|popped (?:in(?: to| on)?|into|by|over"
        rf" to|round to)|dropped into|toured|was on ?site|were on ?site|went on ?site|on-?site(?= (?:at|with)\b))\b(?:"
        rf" (?:at|with|to))?{_WHO}",
    ),
    _log(
        "site_visit",
        "visit visits",
        rf"(?:(?:had|did|finished|completed|made|paid|done with) )?{_GOOD}(?:site|on-?site|plant|factory|office"
        rf"|facility) visits?\b(?: (?:is|was|now|went|all))*(?: (?:done|completed|complete|finished|great|well|good"
        rf"|fine|ok))*{_WHO}",
    ),
    _log(
        "meeting",
        "no-show no-showed noshow show showed stood ghosted",
        r"(?:(?:they|he|she|jane|\ue000|\ue007) )?(?:was |were |had |got |another |a |again"
        r" )*(?P<whole>no[- ]?show(?:ed)?|ghosted (?:the (?:\w+ )?(?:\ue003|call|meeting|demo)(?: \w+)?|me|us)|stood"
        r" (?:me|us) up|didn't show(?: up)?)\b(?P<who>[^,.;:!?\n]*)",
        note_all="yes",
    ),
    *(_told_by_noun(kind, nouns) for kind, nouns in _NOUNS.items()),
    _log("email", "email e-mail", rf"(?:quick )?(?:email|e-mail)\b(?: (?:to|from|with|sent)\b){_WHO}", noun="yes"),
    _log(
        "call",
        "called rang phoned emailed replied wrote responded",
        r"(?P<who>\ue000|(?:\ue007|[^\W\d_][\w'-]*(?: [^\W\d_][\w'-]*)?)(?: (?:at|from|of) \ue000)?) (?:called|rang"
        r"|phoned)(?: (?:me|us|back|in))*<end>",
        inbound="yes",
    ),
    _log(
        "email",
        "emailed replied wrote responded answered",
        r"(?P<who>(?:\ue007|[^\W\d_][\w'-]*(?: [^\W\d_][\w'-]*)?)(?: (?:at|from|of) \ue000)|\ue000|\ue007) (?:emailed"
        r"|replied|wrote|responded|got back)(?: (?:me|us|back|in|to me|to us|to my email))*<end>",
        inbound="yes",
    ),
)
