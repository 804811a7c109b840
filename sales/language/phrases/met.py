"""What happened face to face: meetings, demos and site visits."""

from __future__ import annotations

from sales.language.phrases.phrase import Phrase
from sales.language.phrases.telling import GOOD, LOG, WHO, told

MET: tuple[Phrase, ...] = (
    told(
        "meeting",
        "spent",
        rf"spent (?:(?:most|all|half|some|part) of the (?:day|morning|afternoon)|an hour|a few hours|the (?:morning"
        rf"|afternoon|day)|half (?:an hour|a day)|time|some time|\ue002"
        rf" (?:hours|minutes|mins)|(?:the |this |all |most of the )*\ue003) (?=with|at){WHO}",
    ),
    told(
        "meeting",
        "meeting meetings",
        rf"{LOG} {GOOD}meetings?\b{WHO}",
        told="yes",
    ),
    told("demo", "demo", rf"{LOG} {GOOD}demos?\b{WHO}", told="yes"),
    told(
        "site_visit",
        "visit",
        rf"{LOG} {GOOD}(?:site )?visit\b{WHO}",
        told="yes",
    ),
    told(
        "site_visit",
        "went",
        r"went (?:over |out |down |up )?to (?P<who>\ue000)(?:'s)? (?:plant|office|offices|site|factory|hq|warehouse"
        r"|facility|store"
        r"|campus|headquarters)\b",
    ),
    told(
        "site_visit",
        "made",
        rf"(?:finally )?made it (?:(?:out|over|down|up|across|round|along) )+to (?=(?:the )?\ue000){WHO}",
    ),
    told(
        "site_visit",
        "visit",
        r"(?:the |our |my |a )*visit (?:to|at|with) (?P<who>\ue000|[^\W\d_][\w'-]* (?:at"
        r"|from) \ue000)(?= (?:went ahead|went"
        r"|took place|happened|was (?:held|done|good|great|fine))\b)",
    ),
    told("meeting", "went", rf"went (?:over )?to (?:see|meet|visit)(?: with)?{WHO}"),
    told(
        "demo",
        "demo",
        rf"had (?P<who>\ue000(?:'s \w+)?|them) in (?:today |yesterday )?for (?:a|the|another|our) {GOOD}(?:demo"
        rf"|demonstration)\b(?: (?:on )?\ue003)?",
        inbound="yes",
    ),
    told(
        "meeting",
        "meeting chat workshop session lunch",
        rf"had (?P<who>\ue000(?:'s \w+)?|them) in (?:today |yesterday )?for (?:a|the|another|our|an)"
        rf" {GOOD}(?:meeting|chat|workshop|session|lunch|review)\b(?: (?:on )?\ue003)?",
        inbound="yes",
    ),
    told(
        "site_visit",
        "nipped drove flew shot",
        rf"(?:nipped|drove|flew|shot)(?: (?:over|round|out|up|down|across|in|by|into))* (?:to |in to |by"
        rf" )?(?:see |visit |meet )?{WHO}",
    ),
    told(
        "site_visit",
        "tour",
        r"(?:gave|got|took) (?P<who>\ue000|(?:a |the )?(?=tour))(?: an?)? ?(?:quick |full )*tour\b",
    ),
    told(
        "demo",
        "gave",
        r"gave (?P<who>\ue000(?:'s team)?) (?:a |the |another )?(?:quick |full |product )*(?:demo|presentation"
        r"|walk-?through)\b",
    ),
    told(
        "site_visit",
        "visited came stopped dropped swung toured",
        r"(?P<who>\ue000(?:'s [a-z]+)?|\ue007)(?: (?:just|also|guys|folks|team))* (?:visited|came by|came (?:in"
        r" )?to|came over to"
        r"|stopped by|dropped by|swung by|toured)(?: (?:us|see us|visit us|(?:our|the)"
        r" (?:office|hq|plant|factory|site|headquarters|warehouse|lab|showroom)s?))(?: (?:on |this )*\ue003)?(?:"
        r" for [^,.;!?\n]+)?<end>",
        inbound="yes",
    ),
    told(
        "meeting",
        "meetings sessions",
        rf"(?:had|did|held) (?:\ue002|two|three|four|a few|a couple of|several) {GOOD}(?:meetings|sessions"
        rf"|workshops)\b{WHO}",
    ),
    told(
        "demo",
        "demos",
        rf"(?:had|did|gave|ran) (?:\ue002|two|three|four|a few|a couple of|several) {GOOD}demos\b{WHO}",
    ),
    told(
        "demo",
        "demos",
        rf"(?:\ue002|two|three|four|a few|a couple of|several) demos (?:done|completed|given|held|delivered)\b{WHO}",
    ),
    told(
        "meeting",
        "met sat presented pitched lunched had did grabbed",
        rf"(?:met|sat down|presented|pitched|(?:had|grabbed) (?:(?:a|an|some|another|a few|a quick|quick) )?(?:lunch"
        rf"|dinner|coffee|breakfast|brunch|drinks?|beers?|pints?|tea|chai|cuppa|brew|bite|cup of (?:tea|coffee))"
        rf"|lunched"
        rf"|did lunch)(?: (?:up|with|to|in person|face to face))*\b(?! (?:the deadline|quota|our|expectations"
        rf"|all)){WHO}",
    ),
    told(
        "meeting",
        "meeting meetings workshop presentation session onsite kickoff qbr lunch dinner coffee weekly monthly"
        " one-on-one briefing training walkthrough roundtable had",
        rf"(?:just )?(?:had|did|finished|wrapped|wrapped up|completed|done with|attended|ran|held|hosted|came out of"
        rf"|got out of|out of|back from|delivered|gave)(?: (?:up|with))? {GOOD}(?:poc )?(?:meeting|workshop"
        rf"|presentation|session|lunch|dinner|coffee|kick[- ]?off|qbr|review|onsite|meet|weekly|monthly|1:1|one-on-one"
        rf"|briefing|training|walk-?through|round-?table)s?\b{WHO}",
    ),
    told(
        "demo",
        "demoed demo'd demod demonstrated",
        rf"(?:demoed|demo'd|demod|demonstrated)\b(?: (?:to|for|with|at|the product|it|our product))*{WHO}",
    ),
    told(
        "demo",
        "demo demos demonstration poc",
        rf"(?:just )?(?:had|did|gave|given|giving|conducted|taken|ran through|went through|ran|finished|wrapped"
        rf"|wrapped up|completed|done"
        rf"|delivered|held|done with)(?: (?:up"
        rf"|with))? {GOOD}(?:product )?(?:demo|demonstration)s?\b{WHO}",
    ),
    told("demo", "showed", rf"showed (?:them |him |her |the )?(?:the )?(?:product|platform|demo|solution)\b{WHO}"),
    told(
        "site_visit",
        "visited dropped stopped swung toured onsite site popped hosted",
        rf"(?:visited|dropped by|dropped in on|stopped by|stopped in at|swung by|popped (?:in(?: to| on)?|into|by|over"
        rf" to|round to)|dropped into|toured|was on ?site|were on ?site|went on ?site|hosted(?! (?:an?|the|our"
        rf"|another)\b)|on-?site(?= (?:at|with)\b))\b(?:"
        rf" (?:at|with|to))?{WHO}",
    ),
    told(
        "site_visit",
        "visit visits tour tours",
        rf"(?:(?:had|did|finished|completed|made|paid|done with) )?{GOOD}(?:site|on-?site|plant|factory|office"
        rf"|facility|warehouse) (?:visits?|tours?|walk-?throughs?)\b(?: (?:is|was|now|went|all))*(?: (?:done"
        rf"|completed|complete|finished|great|well|good"
        rf"|fine|ok))*{WHO}",
    ),
)
