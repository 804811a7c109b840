"""What did not take place: nobody came, they called off, they never answered. At most a note, which is asked about."""

from __future__ import annotations

from sales.language.phrases.phrase import Phrase
from sales.language.phrases.telling import WHO, told

_WHOEVER = r"(?:they|he|she|jane|(?:[^\W\d_][\w'-]* (?:at|from|of) )?\ue000|\ue007) "
_THEY = rf"(?:{_WHOEVER})?"
_MET = r"(?:demo|call|meeting|visit|appointment|session|lunch|sync|intro|kick-?off|review|slot)"
_OF_IT = rf"(?:(?:the|our|my|this|that|today's) )*(?:\ue000(?:'s)? )?(?:\w+ )?(?:\ue003(?! \w)|{_MET})"
_ADVERBS = r"(?:(?:just|has|have|also|folks|guys|team|again|then) )*"

ABSENT: tuple[Phrase, ...] = (
    told(
        "meeting",
        "cancelled canceled flaked bailed backed pulled",
        rf"(?P<who>\ue000) {_ADVERBS}(?:cancell?ed|flaked|backed out|bailed|pulled out)(?: (?:out )?(?:on|at|of)"
        rf" (?:me|us|the last minute|short notice|{_OF_IT})| last minute| again| \ue003)+<end>",
        absent="yes",
    ),
    told("meeting", "stood", rf"(?:got |was |been )*stood up by{WHO}", absent="yes"),
    told(
        "meeting",
        "ghosted blown",
        rf"(?:got |was |been )+(?:ghosted|blown off) (?:on|at|for) {_OF_IT} by{WHO}",
        absent="yes",
    ),
    told(
        "meeting",
        "no-show no-showed no-shows noshow show showed shows",
        rf"{_THEY}(?:(?:(?:the|our|my) )*(?:\ue000(?:'s)? )?{_MET} )?(?:(?:with|at) \ue000 )?(?:(?:was|were|is|had"
        r"|got|another|a|again) )*(?P<whole>no[- ]?show(?:ed|s)?)\b(?P<who>[^,.;:!?\n]*)",
        absent="yes",
    ),
    told(
        "meeting",
        "ghosted stood blew flaked forgot skipped missed",
        rf"{_WHOEVER}{_ADVERBS}(?P<whole>(?:ghosted|skipped|missed|forgot(?: about)?|blew off) {_OF_IT}(?: \w+)?"
        r"|(?:ghosted|flaked on) (?:me|us)|(?:stood|blew) (?:me|us) (?:up|off))(?:\b|(?<=\ue003))(?P<who>[^,.;:!?\n]*)",
        absent="yes",
    ),
    told(
        "meeting",
        "show join joined showed turn turned came come",
        rf"{_WHOEVER}(?P<whole>(?:didn't|did not|didnt|never) (?:show(?:ed)?(?: up)?|turn(?:ed)?"
        rf" up|join(?:ed)?(?: {_OF_IT})?|c[oa]me to {_OF_IT}))\b(?P<who>[^,.;:!?\n]*)",
        absent="yes",
    ),
)
