"""What happened at a distance: calls, e-mails, voicemails and notes. The words behind the verb say with whom; what"
" follows
is kept as the note."""

from __future__ import annotations

from sales.language.phrases.phrase import Phrase
from sales.language.phrases.telling import GOOD, LOG, WHO, told

TALKED: tuple[Phrase, ...] = (
    told(
        "note",
        "notes note",
        r"(?P<who>\ue000)(?:'s)? (?:(?:meeting|call|demo|visit|add|adding|added|log|a|the) )*notes?\s?[:-]\s?"
        r"(?P<text>[^\n]+)",
        told="yes",
    ),
    told(
        "voicemail",
        "vm vms lvm voicemail",
        r"(?P<who>\ue000)(?:'s)?(?: ?[-:,])? (?:another |left (?:a )?|got )*(?:l?vms?|voicemail|voice mail)"
        r"(?: (?:again|left))*(?: \ue003)?<end>",
        inbound="yes",
    ),
    told("call", "check", rf"(?:a |another )?(?:quick|brief|short|good|nice|regular) check in with{WHO}", noun="yes"),
    told(
        "email",
        "pinged messaged texted emailed e-mailed whatsapped dm'd wrote",
        r"(?P<who>(?:\ue007|(?!(?:i|we|they|he|she|you|it|who|nobody|someone|have|has|just)\b)[^\W\d_][\w'-]*(?:"
        r" [^\W\d_][\w'-]*)?) (?:at|from|of) \ue000|\ue000|\ue007)(?: (?:just|has|also|have|finally))*"
        r" (?:pinged|messaged|texted|e-?mailed|whatsapped|dm'd|wrote to) (?:me|us)(?: (?:back|again|today"
        r"|\ue003))*<end>",
        inbound="yes",
    ),
    told(
        "email",
        "sent resent emailed delivered submitted shared out",
        r"(?:the |our )?(?P<who>\ue000(?:'s)? (?:(?:revised|updated|new|final|signed|draft|first) )*(?:proposal|quote"
        r"|contract|msa|sow|nda|order form|deck|pricing|paperwork|agreement|invoice|offer|docs?|documents?)) (?:has"
        r" been "
        r"|was |is |just |now )*(?:sent|resent|emailed|delivered|submitted|shared|went out|gone out|out the"
        r" door)(?: (?:out|over|off|across))?"
        r"(?: (?:to (?:them|him|her)|\ue003))*<end>",
        inbound="yes",
        note_all="yes",
    ),
    told(
        "email",
        "sent resent emailed mailed shared submitted delivered out",
        r"(?:the |our |an? )?(?:(?:revised|updated|new|final|signed|draft|first) )*(?:proposal|quote|quotation"
        r"|contract|msa|sow"
        r"|nda|order form|deck|pricing|paperwork|agreement|invoice|offer|docs?|documents?|e-?mail) (?:for|to)"
        r" (?P<who>\ue000|\ue007(?: (?:at|from) \ue000)?) (?:has been |have been |was |were |is |just |now )*(?:sent"
        r"|resent|e?-?mailed|delivered|submitted|shared|went out|gone out)(?: (?:out|over|off|across))?(?: (?:on"
        r" )?\ue003)?<end>",
        inbound="yes",
        note_all="yes",
    ),
    told(
        "voicemail",
        "voicemail vm",
        r"(?:the |my |our )*(?P<who>\ue000)(?:'s)? (?:call|calls) (?:just )?went (?:straight )?to (?:a )?(?:vm"
        r"|voicemail)\b",
        inbound="yes",
    ),
    told(
        "voicemail",
        "vm voicemail message",
        rf"left (?P<contact>\ue007|(?!(?:a|an|the|him|her|them|you|another|my|our|it)\b)[^\W\d_][\w'-]*(?:"
        rf" [^\W\d_][\w'-]*)?) (?:a|another|one more) (?:vm|voicemail|voice mail|voice message|message)\b{WHO}",
    ),
    told(
        "voicemail",
        "vm voicemail message",
        rf"(?:left|leaving|got|went to|straight to)(?: (?:a|another|the|him|her|them|you|\w+))?(?: (?:a|another))?"
        rf" (?:vm|voicemail|voice mail|voice message|message on (?:his|her|their) machine|message)\b{WHO}",
    ),
    told(
        "voicemail",
        "vm voicemail vm'd vmed",
        rf"(?:\d(?:st|nd|rd|th) |another |second |third )?(?:vm'd|vmed|vm|voicemail|lvm|lvm'd)(?! (?:is |was )?full\b)"
        rf"(?: (?:left|with|for|to"
        rf"|at))?\b{WHO}",
    ),
    told("voicemail", "lvm", rf"lvm\b{WHO}"),
    told(
        "call",
        "call calls phone",
        rf"{LOG} {GOOD}(?:phone )?calls?\b{WHO}",
        told="yes",
    ),
    told(
        "email",
        "email e-mail mail",
        rf"{LOG} {GOOD}(?:email|e-mail|mail)\b{WHO}",
        told="yes",
    ),
    told(
        "voicemail",
        "voicemail vm",
        rf"{LOG} {GOOD}(?:voicemail|vm)\b{WHO}",
        told="yes",
    ),
    told(
        "note",
        "note notes comment",
        r"(?:(?:log|logged|add|added|make|write|leave|take|put|save|record) )?(?:a |an |another |this |the )?(?:new "
        r"|quick )?(?:note|notes|comment)s? (?:on|for|to|about|at|re|in) (?!self\b"
        r"|myself\b)(?P<who>[^,.;:!?\n]+?)\s*(?:: ?|- | that |, |saying )(?P<text>[^\n]+)",
        told="yes",
    ),
    told(
        "note",
        "note notes comment",
        r"(?:(?:log|logged|add|added|make|write|leave|take|put|save|record) )?(?:a |an |another |this |the )?(?:new "
        r"|quick )?(?:note|notes|comment)s?\s*(?:: ?|- | that |, )(?P<text>[^\n]+)",
        told="yes",
    ),
    told("note", "note", r"note (?:on|for|about|re) (?P<who>\ue000)[ :,-]+(?P<text>[^\n]+)", told="yes"),
    told(
        "note", "note", r"(?:(?:log|add|save|record) )?(?:a )?note (?P<who>\ue000) ?[:,-] ?(?P<text>[^\n]+)", told="yes"
    ),
    told(
        "call",
        "telephoned conversed called rang phoned spoke spoken talked chatted dialed dialled facetimed zoomed skyped"
        " facetimed",
        rf"(?:telephoned|conversed|called|rang|phoned|dialed|dialled|spoke|spoken|talked|chatted|facetimed|zoomed"
        rf"|skyped|cold[- ]called)(?:"
        rf" (?:to"
        rf"|with|back|up|again|briefly|in|on the phone|by phone|off|it))*\b(?! (?:it a day|off|out))(?: (?:to"
        rf"|with)\b)?{WHO}",
    ),
    told(
        "call",
        "call chat conversation phone zoom sync talk catch-up catchup discussion interaction telecon word",
        rf"(?:just )?(?:had|did|finished|wrapped|wrapped up|completed|done|got off|off|just off|got on|got"
        rf"|received|jumped on"
        rf"|hopped on|took|made|hung up|came off|was on)(?: (?:up|with|off))?(?: of)? {GOOD}(?:phone |zoom |video "
        rf"|discovery |intro |conference |cold |follow-up )*(?:call|discussion|interaction|telecon|con-?call"
        rf"|word|chat|conversation|phone call|talk|catch-?up|zoom"
        rf"|sync)s?\b{WHO}",
    ),
    told(
        "call",
        "hung off phone telephone telco phoner",
        rf"(?:just )?(?:hung up|(?:(?:got|come|came|jumped|hopped|stepped|just) )*off (?:the (?:phone|line|call|horn"
        rf"|blower)|(?:a|another) call)|had (?:a|another) (?:quick"
        rf" )?(?:telephone|phoner|telco))\b{WHO}",
    ),
    told(
        "call",
        "blower horn line phone",
        r"(?:just |have |i've |we've )*had (?P<who>\ue000(?:'s(?: [a-z]+){1,3}?)?|them|him|her|\ue007(?: (?:at"
        r"|from) \ue000)?) on the"
        r" (?:blower|horn"
        r"|line|phone)\b",
    ),
    told(
        "call",
        "wrapped",
        r"(?:just )?wrapped(?: up)? with (?P<who>\ue000|[^\W\d_][\w'-]* (?:at|from)"
        r" \ue000)(?=\s*(?:$|[.,!;-]|\ue003))",
    ),
    told(
        "call",
        "caught",
        r"(?:just )?caught (?P<who>(?!up\b|on\b|a\b|the\b|it\b)[^,.;:!?\n]*?\ue000(?:'s [a-z]+)?)(?= (?:on|by)"
        r" (?:her|his|their|the) (?:cell"
        r"|mobile|phone|line)\b| (?:between|before|after) |\s*(?:$|[,.;]))",
    ),
    told(
        "call",
        "gave",
        r"gave (?P<who>(?:[^\W\d_][\w'-]*(?: [^\W\d_][\w'-]*)? (?:at|from|of) )?\ue000|\ue007) an? (?:quick"
        r" )?(?:ring|bell|buzz"
        r"|call|shout|tinkle)\b",
    ),
    told(
        "call",
        "chinwag natter chat catch-up yarn",
        rf"(?:had |having )?(?:(?:a )?(?:bit of )?an? |another )?(?:quick |good |nice |long )*(?:chinwag|natter"
        rf"|yarn|good old chat)\b{WHO}",
    ),
    told(
        "call",
        "touched touch connected reached reconnected caught synced checked hold through got",
        rf"(?:touched base|connected|reconnected|got hold of|got through|reached(?! (?:out|agreement|a|the))"
        rf"|caught up(?! on\b)"
        rf"|synced|checked in|got in touch)\b(?: (?:with|to))?{WHO}",
    ),
    told(
        "email",
        "emailed e-mailed mailed wrote replied messaged pinged texted reached dm'd whatsapped slacked",
        rf"(?:emailed|e-mailed|mailed|wrote|whatsapped|slacked|cold[- ]emailed|replied to|messaged|pinged|texted|dm'd"
        rf"|linkedin'd|reached out)\b(?: (?:to|back|up))*{WHO}",
    ),
    told(
        "email",
        "sent resent shared forwarded submitted delivered",
        rf"(?:sent|resent|re-sent|shared|forwarded|submitted|delivered|fired off|followed up with an email)\b{WHO}",
        sending="yes",
    ),
    told(
        "email",
        "email e-mail emails reply response",
        rf"(?:got|received|exchanged|answered) {GOOD}(?:email|e-mail|reply|emails|response)s?\b{WHO}",
    ),
    told(
        "email",
        "shot fired dropped sent pinged wrote gave",
        r"(?:shot|fired|dropped|dashed|wrote|sent)(?: off| over| out)? (?!(?:out|by|in"
        r"|off)\b)(?P<who>[^,.;:!?\n]{0,60}?(?:a |an |another |the |quick |short )*(?:email|e-mail|line|note|message"
        r"|text|reply|follow[- ]?up)\b[^,.;:!?\n]*)",
        sending="yes",
    ),
    told(
        "call",
        "tried",
        rf"tried(?: (?:calling|ringing|phoning|to (?:call|ring|phone|reach))|(?= \ue000| \ue007"
        rf"| [^\W\d_][\w'-]* (?:at|from) \ue000(?![^\n]*\b(?:vm|voicemail|message)\b))){WHO}",
        note_all="yes",
    ),
    told(
        "call",
        "answer pickup",
        r"(?![^\n]*\b(?:voicemail|vm|message)\b)(?P<text>(?:still )?no (?:answer|pick-?up|one (?:answered|picked up))"
        r"(?: again)?) (?:at|@) (?:the )?(?P<who>\ue000)(?:'s (?:office|desk))?<end>",
        inbound="yes",
    ),
    told(
        "call",
        "answer pickup",
        r"(?![^\n]*\b(?:voicemail|vm|message)\b)(?P<who>\ue000) ?[-:,]? ?(?P<text>(?:still )?no (?:answer|pick-?up)(?:"
        r" again)?(?: \ue003)?)<end>",
        inbound="yes",
    ),
    told(
        "call",
        "inbound incoming",
        rf"(?:had |took |got |received )?(?:an? )?(?:inbound|incoming) (?:phone )?call\b{WHO}",
    ),
    told(
        "call",
        "calls",
        r"(?:\ue002|two|three|four|five|several|a few|couple of|a couple of) (?:phone )?calls(?: (?:today|\ue003))?(?:"
        r" (?:with|to))?:? ?(?P<who>\ue000(?:(?:,|,? and|,? &| \+) ?\ue000)*)",
    ),
    told(
        "email",
        "received rcvd recd got",
        rf"(?:received|rcvd|rec'd|recd|got) (?:the |their |some |signed |back )*(?:redlines?|comments?|feedback"
        rf"|questions|questionnaire|rfp|rfi|requirements|nda|msa|paperwork back|docs?|documents?|answers?|reply"
        rf"|response)\b{WHO}",
    ),
    told(
        "email",
        "exchanged traded swapped",
        rf"(?:exchanged|traded|swapped) (?:a few |some |several )?(?:emails|mails|messages|notes)\b(?: (?:with))?{WHO}",
    ),
    told(
        "voicemail",
        "left",
        r"left (?P<who>(?:[^\W\d_][\w'-]*(?: [^\W\d_][\w'-]*)?(?: (?:at|from|of) ))?\ue000) (?:a |another )?(?:quick"
        r" )?(?:vm|voicemail|voice mail|voice message|message|msg)\b",
    ),
    told(
        "call",
        "calls chats",
        rf"(?:had|did|made|took) (?:\ue002|two|three|four|a few|a couple of|several) {GOOD}(?:phone )?(?:calls"
        rf"|chats)\b{WHO}",
    ),
    told(
        "note",
        "cancelled canceled",
        r"(?:(?:they|he|she|\ue000|\ue007) )?(?:just |has |have )*(?:cancelled|canceled)(?: (?:the|our|their|this"
        r"|today's|again))* (?P<whole>(?:\w+ )?(?:meeting|call|demo|visit|workshop|session))\b(?P<who>[^,.;:!?\n]*)",
        note_all="yes",
    ),
    told("email", "followed", rf"followed[- ]up\b(?: (?:by email|via email|with|again|on))*{WHO}"),
    told("email", "email e-mail", rf"(?:quick )?(?:email|e-mail)\b(?: (?:to|from|with|sent)\b){WHO}", noun="yes"),
    told(
        "call",
        "called rang phoned emailed replied wrote responded",
        r"(?P<who>\ue000(?:'s [a-z]+)?|(?:\ue007|(?!(?:i|we|they|he|she|you|it|who|nobody|someone|have|has|just)\b)"
        r"[^\W\d_][\w'-]*(?: (?!(?:have|has|just|had)\b)[^\W\d_][\w'-]*)?)(?: (?:at|from|of) \ue000)?)"
        r"(?: (?:just|finally|has|have|also))* (?:called|rang|phoned)(?: (?:me|us|back|in|again|on|this|\ue003))*"
        r"(?: (?:about|re|regarding) (?P<text>[^,.;:!?\n]+))?<end>",
        inbound="yes",
    ),
    told(
        "email",
        "emailed replied wrote responded answered",
        r"(?P<who>(?:\ue007|[^\W\d_][\w'-]*(?: [^\W\d_][\w'-]*)?)(?: (?:at|from|of) \ue000)|\ue000|\ue007) (?:emailed"
        r"|replied|wrote|responded|got back)(?: (?:me|us|back|in|to me|to us|to my email))*(?:<end>|(?="
        r" (?:saying|asking|to say|with|about|wanting|and)\b))",
        inbound="yes",
    ),
)
