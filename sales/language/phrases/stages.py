"""Which stage a deal is in."""

from __future__ import annotations

from sales.language.phrases.phrase import HAS, Phrase, phrase
from sales.language.understanding import IntentKind as K

_MOVE = (
    r"(?:move|moved|moving|push|pushed|advance|advanced|advancing|bump|bumped|promote|promoted|put|shift"
    r"|shifted|progress|progressed|update|updated|change|changed|set|mark|marked|slide|switch|switched|take"
    r"|took|taking|bring|brought|flip|drag|send|return|revert|kick|knock|pull|pulled|demote|demoted|graduate"
    r"|transition|transitioned|get|got|updating|setting|changing|putting|marking)"
)
_MOVERS = (
    "move moved moving push pushed advance advanced advancing bump bumped promote promoted put shift shifted"
    " progress progressed update updated change changed set mark marked slide switch switched take took taking"
    " bring brought flip drag send return revert kick knock pull pulled demote demoted graduate transition"
    " transitioned get got updating setting changing putting marking"
)
_FROM = r"(?: from (?:the )?[a-z]+(?: stage)?)?"
STAGES: tuple[Phrase, ...] = (
    phrase(K.MOVE_STAGE, _MOVERS, rf"{_MOVE} <deal>(?:'s stage| stage)?{_FROM}<to> <stage><end>"),
    phrase(K.MOVE_STAGE, _MOVERS, rf"{_MOVE}<to> <stage><end>"),
    phrase(K.MOVE_STAGE, _MOVERS, rf"{_MOVE} <deal>(?: back)? to (?:the )?<stage> stage<end>"),
    phrase(
        K.MOVE_STAGE,
        "stage",
        r"(?:update |change |set |move |put )?(?:the )?stage (?:of |for |on |at )<deal>(?: is|<to>)?(?: now)?"
        r" <stage><end>",
    ),
    phrase(
        K.MOVE_STAGE,
        "stage",
        r"(?:update |change |set |move |put )?(?:the |its )?(?:deal )?stage(?: is| should be|<to>|:)?(?: now)?"
        r" <stage><end>",
    ),
    phrase(
        K.MOVE_STAGE,
        "<stage>",
        rf"<deal>{HAS} (?:moved|moves|moving|advanced|advancing|progressed|progressing|went(?: from [a-z]+)?"
        rf"|moved from [a-z]+|gone|goes|slid|dropped|fell"
        r"|slipped|jumped|transitioned|graduated|entered|reached|hit|up|down|back)<to>?(?: the)? <stage><end>",
        sure=False,
    ),
    phrase(
        K.MOVE_STAGE,
        "<stage>",
        r"<deal>(?: is|'s|'re| are| was| now)(?: (?:now|back|in|at|just|officially|finally|already|the|still"
        r"|firmly))* <stage><end>",
        sure=False,
    ),
    phrase(K.MOVE_STAGE, "<stage>", r"<known>\s*(?:->|=>|>|: stage|- stage|:| - )\s*(?:back to )?<stage><end>"),
    phrase(
        K.MOVE_STAGE, "<stage>", r"<deal> (?:back |forward |on |over )?(?:to|into|in) (?:the )?<stage><end>", sure=False
    ),
    phrase(
        K.MOVE_STAGE,
        "<stage>",
        r"(?:now |back |currently |is |it's |its |they're |we're |we are )+(?:in|at|to) (?:the )?<stage>"
        r"(?: (?:with|on|for|at) <known>)?<end>",
    ),
    phrase(K.MOVE_STAGE, "<stage>", r"(?:in|at) (?:the )?<stage><end>", follows="yes"),
    phrase(K.MOVE_STAGE, "<stage>", r"(?:on|over|back|off|moving|moved|ready)? ?(?:to|into) (?:the )?<stage><end>"),
    phrase(
        K.MOVE_STAGE,
        "verbal verbally",
        r"(?:got|have|received|we have|there's)(?: (?:a|the|our|their))? verbal(?: (?:yes|ok|okay|commitment"
        r"|agreement|approval|confirmation|go-ahead|go ahead|nod|commit))?(?: (?:from|at|with|on|for)"
        r" <deal>)?<end>",
        stage="verbal",
    ),
    phrase(
        K.MOVE_STAGE,
        "verbal verbally",
        rf"<deal>{HAS}(?: (?:gave|given|giving))*(?: us)?(?: (?:a|the|their|its))?"
        r"(?: verbal(?: (?:yes|ok|okay|commitment|agreement|approval|confirmation|go-ahead|go ahead|nod"
        r"|commit))?| verbally (?:agreed|committed|said yes|accepted|confirmed|approved)(?: to it| to the"
        r" terms)?)<end>",
        sure=False,
        stage="verbal",
    ),
    phrase(
        K.MOVE_STAGE,
        "verbal",
        r"verbal(?: (?:yes|ok|okay|commitment|agreement|approval|confirmation|go-ahead|go ahead|nod))?(?:"
        r" (?:from|at|with|on|for) <deal>)?<end>",
        stage="verbal",
    ),
    phrase(
        K.MOVE_STAGE,
        "stage",
        rf"{_MOVE} <deal>(?: (?:back|forward|on|over))* to (?:the )?[^\W\d_]+(?: [^\W\d_]+)? stage<end>",
        stage="",
    ),
    phrase(
        K.MOVE_STAGE,
        "to",
        r"(?:move |push |put |bump |set )?<known>(?: (?:back|over|moved|moves))* to (?P<misspelt>[a-z]{6,14})<end>",
    ),
    phrase(
        K.MOVE_STAGE, "<stage>", r"<deal> (?:moved |back |over )*to (?:the )?<stage><end>", sure=False, titled="yes"
    ),
    phrase(
        K.MOVE_STAGE,
        "advance move bump push promote take",
        r"(?:advance|move|bump|push|promote|take) <known> (?:(?:on |up |forward |along )?(?:to the )?(?:next|one|a|1"
        r"|\ue002)"
        r" (?:stage|step)(?: up| forward| on)?|(?:forward|up|along) (?:a|one) stage)<end>",
        stage="",
    ),
    phrase(K.MOVE_STAGE, "<stage>", r"<known> (?:back|on|over) to (?:the )?<stage><end>"),
    phrase(K.MOVE_STAGE, "reopened", r"<known>(?: (?:is|has|was|been|just))* reopened<end>", stage=""),
    phrase(K.MOVE_STAGE, "reopen reopened", r"(?:reopen|reopened|re-open|resurrect|revive) <deal><end>", stage=""),
)
