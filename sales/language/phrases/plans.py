"""What is to be done next: next steps, reminders, appointments still to come."""

from __future__ import annotations

from sales.language.phrases.phrase import Phrase, phrase
from sales.language.understanding import IntentKind as K

_DO = (
    r"(?:send|resend|share(?! (?:the |my |our |your |me |us |with )*(?:forecast|pipeline|numbers?|quota|status)\b)"
    r"|email|e-mail|call|ring|phone|meet|visit|demo|present|follow[- ]?up|chase|ping|nudge|prepare"
    r"|prep|draft|write|review|schedule|book|arrange|set up|check in|check|circle back|get back|touch base|reach out"
    r"|call back|reconnect|sync|deliver|confirm|finali[sz]e|finish|negotiate|propose|quote|introduce|intro|invite"
    r"|submit|walk|loop in|talk to|speak to|speak with|talk with|see(?! (?:about|if|how|what|whether|where|you|ya"
    r"|yous|youse|y'all|yall|all of you"
    r"|everyone|everybody)\b)"
    r"|get|ask|connect|mail|text|update|revise|run|organi[sz]e|line up|discuss|answer|fill|fill out|complete|provide"
    r"|kick off|sign|countersign|re-engage|regroup|debrief|try|buy|build|create|put|work|bring|pitch|show|close the"
    r" loop|train|onboard|escalate|align|map|validate|catch up|hop on|jump on|drop by|swing by)"
)
_DOERS = (
    "send resend share email e-mail call ring phone meet visit demo present follow followup chase ping nudge prepare"
    " prep draft write review schedule book arrange set check circle get touch reach reconnect sync deliver confirm"
    " finalize finalise finish propose quote introduce intro invite submit walk loop talk speak see ask connect mail"
    " text revise run organize line discuss answer fill complete provide kick negotiate re-engage regroup debrief try"
    " catch hop jump swing drop"
)
_EVENT = (
    r"(?:call|meeting|demo|site visit|visit|lunch|dinner|coffee|presentation|workshop|review|kick-?off|onsite|on-site"
    r"|sync|check-?in|follow[- ]up(?: call| meeting)?|session|discovery call|intro call|intro|appointment|qbr"
    r"|walkthrough|call-?back|catch-?up|debrief|poc kickoff|pricing call|zoom|teams call)"
)
_EVENTS = (
    "call meeting demo visit lunch dinner coffee presentation workshop review kickoff kick onsite sync check check-in"
    " follow follow-up session appointment qbr walkthrough callback catch intro zoom debrief"
)

PLANS: tuple[Phrase, ...] = (
    phrase(
        K.SET_NEXT_STEP,
        "clear remove delete drop cancel erase wipe unset scrap",
        r"(?:clear|remove|delete|drop|cancel|erase|wipe|unset|scrap)(?: out)? (?:the |all |any |my |our )*(?:next"
        r" steps?|follow[- ]?ups?|reminders?)(?: (?:for|on|with|at|of|from) <known>)?<end>",
        clears="yes",
    ),
    phrase(
        K.SET_NEXT_STEP,
        "clear remove delete drop cancel erase wipe unset scrap",
        r"(?:clear|remove|delete|drop|cancel|erase|wipe|unset|scrap) <known>(?:'s)? (?:next steps?|follow[- ]?ups?"
        r"|reminders?)<end>",
        clears="yes",
    ),
    phrase(
        K.SET_NEXT_STEP,
        "next",
        r"(?:set |change |update |add |make |log |new )?(?:the |my |our |their |a )?next[- ]steps? (?:(?:for|on|with"
        r"|at|of) )?<known>(?: (?:is|are|will be|should be|now))*(?: to(?: be)?| as)?\s*[:=,-]*\s*<text>",
    ),
    phrase(
        K.SET_NEXT_STEP,
        "next",
        r"(?:set |change |update |add |make |log |new )(?:the |my |our |their |a )?<deal>(?:'s)? next[- ]steps?\b(?:"
        r" (?:is|are|will be|should be|now))*(?: to(?: be)?| as)?\s*[:=,-]*\s*<text>",
    ),
    phrase(
        K.SET_NEXT_STEP,
        "next",
        r"<deal>(?:'s)?[,:]? next[- ]steps?\b(?: (?:is|are|will be|should be|now))*(?: to(?: be)?|"
        r" as)?\s*[:=,-]*\s*<text>",
        sure=False,
    ),
    phrase(K.SET_NEXT_STEP, "next", r"<known>[,:]? next\s*[:-]\s*<text>"),
    phrase(K.SET_NEXT_STEP, "next", r"next(?: up)? (?:for|on|at|with) <known>\s*[:-]\s*<text>"),
    phrase(
        K.SET_NEXT_STEP,
        "next",
        r"(?P<text>(?:the )?next one(?: is| on| booked for| set for)* \ue003)<end>",
        future="yes",
    ),
    phrase(K.SET_NEXT_STEP, "task todo to-do reminder", r"(?:task|todo|to-do|reminder)[: ]+<known>\s*[:-]\s*<text>"),
    phrase(K.SET_NEXT_STEP, "ns", r"ns(?: (?:for|on|at|with))? <known>\s*[:,-]\s*<text>"),
    phrase(
        K.SET_NEXT_STEP,
        "next ns",
        r"(?:set |change |update |add |make |log |new )?(?:the |my |our |their |a )?(?:next[- ]steps?|ns)\b(?: (?:is"
        r"|are|will be|should be|now))*(?: to(?: be)?| as)?\s*[:=,-]*\s*<text>",
    ),
    phrase(
        K.SET_NEXT_STEP,
        "remind ping nudge wake alert notify",
        r"(?:remind|ping|nudge|wake|alert|notify) me(?: up)? (?:on |next |this )?(?P<date>\ue003) (?:to|about"
        r"|regarding|re|that i should|that):? <text>",
    ),
    phrase(
        K.SET_NEXT_STEP,
        "remind reminder ping nudge wake alert notify",
        r"(?:remind me|(?:ping|nudge|wake|alert|notify) me(?: up)?(?= (?:to|about|re|on|in)\b)|set a reminder"
        r"|reminder)(?! (?:who|what|when|where|why|how|which|whether|if)\b)(?: (?:to"
        r"|about|that i should))*\s*[:-]?\s*<text>",
    ),
    phrase(
        K.SET_NEXT_STEP,
        "task todo to-do reminder action",
        r"(?:add |create |new |make |set )?(?:a |an |another )?(?:new )?(?:task|todo|to-do|to do|action item"
        r"|reminder)(?: (?:for|on|at|with) <known>)?(?: to)?\s*[:-]?\s*<text>",
    ),
    phrase(
        K.SET_NEXT_STEP,
        "follow follow-up followup",
        r"(?:set |schedule |book |add |need |needs |plan |log |create |make )?(?:up )?(?:a |an |another |to"
        r" )?(?P<text>follow[- ]?ups?\b[^\n]*)",
    ),
    phrase(
        K.SET_NEXT_STEP,
        "need needs have has got gotta will i'll we'll gonna going must should plan planning want wants due promised"
        " owe supposed aim ill",
        rf"(?:(?:i|we|still|also|just)? ?)*(?:need to|needs to|have to|has to|got to|gotta|will|i'll|we'll|ill|gonna"
        rf"|going to|must|(?:i'm |we're )?planning to|plan to|promised to|aim to|supposed to|owe)(?: (?:also|still|now"
        rf"|then|just|be))* (?P<text>{_DO}(?:ing)?\b[^\n]*)",
        promise="yes",
    ),
    phrase(
        K.SET_NEXT_STEP,
        _EVENTS,
        rf"(?:set |schedule |schedul|book |arrange |plan |line |organi[sz]e |put )(?:ed |d |up |in )*(?P<text>(?:a |an"
        rf" |another |the |our |next )*(?:\w+ )?{_EVENT}\b[^\n]*)",
        imperative="yes",
    ),
    phrase(
        K.SET_NEXT_STEP,
        "pencil pencilled penciled slot",
        r"(?:pencil|pencill?ed|slot)(?: (?:it|me|us))? in (?P<text>(?!for\b)[^\n]*\ue003[^\n]*)",
        future="yes",
    ),
    phrase(
        K.SET_NEXT_STEP,
        "scheduled booked set planned confirmed arranged lined pencilled penciled locked diary calendar fixed",
        rf"(?:got |have |has )?(?:a |an |another |the |our |next )*(?P<text>(?:<known> )?(?:\w+ )?{_EVENT}(?: (?:with"
        rf"|for|at) [^,.;:!?\n]+?)?(?: (?:is|was|now|has been))* (?:scheduled|booked|set|fixed|planned|confirmed"
        rf"|arranged"
        rf"|pencill?ed in"
        rf"|lined up|in the diary|on the calendar|locked in)\b[^\n]*)".replace("<known>", r"\ue000(?:'s)?"),
    ),
    phrase(
        K.SET_NEXT_STEP,
        "rescheduled moved pushed postponed confirmed accepted booked scheduled requested asked agreed wants invited",
        rf"<known>(?: (?:has|have|just|also))* (?:rescheduled|moved|pushed|postponed|confirmed|accepted|booked"
        rf"|scheduled|requested|asked for|agreed to|agreed on)(?: (?:the|our|a|an|another|their))* (?P<text>(?:\w+"
        rf" )?{_EVENT}\b[^,.;!?\n]*\ue003[^\n]*)",
        future="yes",
    ),
    phrase(
        K.SET_NEXT_STEP,
        "scheduled booked arranged",
        rf"(?:scheduled|booked|arranged|lined up|set up|planned)(?: (?:a|an|another|the|our|next))* (?P<text>(?:\w+"
        rf" )?{_EVENT}\b[^\n]*)",
    ),
    phrase(
        K.SET_NEXT_STEP,
        "\ue003",
        rf"(?:a |an |another |the |our |next |having |got |have |we have |there's )*(?P<text>(?!(?:following|based"
        rf"|after|as|per|further)\b)(?:\ue000(?:'s)? )?(?:\w+"
        rf" ){{0,2}}{_EVENT}(?:(?: (?:with|for|at|is|to|re|about|on|over|in|between|planned|today"
        rf"|(?!(?:happened|took|went|held|ended|finished)\b)\w+|\ue000)){{0,8}}?) ?[,(@-]* ?\ue003[^\n]*)",
        future="yes",
    ),
    phrase(
        K.SET_NEXT_STEP,
        "meeting seeing calling visiting demoing presenting speaking talking having sending emailing following ringing"
        " chasing catching circling checking reaching nudging pinging"
        " phoning popping hosting pitching touring delivering",
        r"(?P<text>(?:ringing|phoning|popping|hosting|pitching|touring|delivering|meeting|seeing|calling|visiting"
        r"|demoing|presenting|speaking|talking|sending|emailing|following"
        r" up|having|chasing|flying|driving|catching up|circling back|checking in|reaching out|nudging"
        r"|pinging)\b[^\n]*\ue003[^\n]*)",
        future="yes",
    ),
    phrase(
        K.SET_NEXT_STEP,
        "visiting coming flying dropping meeting joining stopping calling",
        r"(?P<text>(?:the |our )?\ue000(?:'s)?(?: (?:guys|folks|team|people|crew|lot|execs|buyers))?(?: (?:are|is"
        r"|'re))?"
        r" (?:visiting|coming|flying|dropping|meeting|joining|stopping|calling)\b(?! (?:to terms|around|along"
        r"|together))"
        r"[^,;!?\n]*\ue003[^\n]*)",
        future="yes",
    ),
    phrase(
        K.SET_NEXT_STEP,
        "owe",
        r"(?:i|we)? ?(?:still )?owe (?P<text>(?:them|him|her|\ue000|[a-z]+ at \ue000) (?:an?|the|our|some|two|three"
        r"|answers?|feedback)"
        r"\b[^\n]*)",
        promise="yes",
    ),
    phrase(K.SET_NEXT_STEP, _DOERS, rf"(?P<text>{_DO}\b[^\n]*\ue003[^\n]*)", future="yes"),
    phrase(
        K.SET_NEXT_STEP,
        _DOERS,
        r"(?P<text>(?:call|email|e-mail|ring|phone|meet|visit|chase|ping|follow[- ]?up with|follow[- ]?up|check in"
        r" with|touch base with|reach out to|circle back with|send|get back to|schedule|book)\b(?: (?:up|back|with|to"
        r"|in|a|an|the))* [^,.;:!?\n]*<known>[^\n]*)",
        imperative="yes",
    ),
)
