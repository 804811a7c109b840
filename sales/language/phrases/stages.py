"""Which stage a deal is in."""

from __future__ import annotations

from sales.language.phrases.phrase import HAS, Phrase, phrase
from sales.language.phrases.verbs import verbs
from sales.language.understanding import IntentKind as K

_MOVING = verbs(
    "move push advance bump promote put shift progress update change set mark slide switch take bring flip drag send"
    " return"
    " revert kick knock pull demote graduate transition get stick pop shove chuck shunt nudge walk roll slot drop"
    " upgrade"
    " downgrade regress transfer escalate"
)
_MOVE, _MOVERS = _MOVING.any, _MOVING.words
_FROM = r"(?: from (?:the )?(?!the\b)[a-z]+(?: stage)?)?"
STAGES: tuple[Phrase, ...] = (
    phrase(
        K.MOVE_STAGE,
        "goes go",
        r"(?:and |off |on )*(?:to|into|in) (?:the )?<stage> (?P<deal>\ue000|it|this one|they) goe?s?<end>",
    ),
    phrase(
        K.MOVE_STAGE,
        _MOVERS,
        rf"{_MOVE}(?: (?:along|on|up|forward|back))? <deal>(?:'s stage| stage)?{_FROM}<to>(?: stage)? <stage><end>",
    ),
    phrase(K.MOVE_STAGE, _MOVERS, rf"{_MOVE}<to> <stage><end>"),
    phrase(K.MOVE_STAGE, _MOVERS, rf"{_MOVE} <deal>(?: back)? to (?:the )?<stage> stage<end>", also="stage"),
    phrase(
        K.MOVE_STAGE,
        "stage",
        r"(?:update |change |set |move |put )?(?:the )?stage(?: change| update)? (?:of |for |on |at )<deal>(?: is|"
        r" should be|<to>|:)?(?: now)? <stage><end>",
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
        rf"<deal>{HAS} (?:moving|moved|moves|advanced|advancing|progressed|progressing|went|gone|goes|slid|dropped|fell"
        rf"|slipped|jumped|transitioned|graduated|entered|reached|hit|got|made it|up|down|back"
        rf"|skipped [a-z]+(?: and)?(?: (?:went|straight|directly|right))*){_FROM}<to>?(?: the)?"
        rf" <stage><end>",
        sure=False,
        also="moving moved moves advanced advancing progressed progressing went gone goes slid dropped fell slipped"
        " jumped transitioned graduated entered reached hit got made up down back skipped",
    ),
    phrase(
        K.MOVE_STAGE,
        "<stage>",
        r"<deal>(?: is|'s|'re| are| was| now| should be)(?: (?:now|back|in|at|just|officially|finally|already|the"
        r"|still|firmly))*"
        r" <stage><end>",
        sure=False,
        also="is are was now should '",
    ),
    phrase(K.MOVE_STAGE, "<stage>", r"<known>\s*(?:->|=>|>|=|: stage|- stage|:| - )\s*(?:back to )?<stage><end>"),
    phrase(
        K.MOVE_STAGE,
        "<stage>",
        r"<deal> (?:back |forward |on |over )?(?:to|into|in) (?:the )?<stage><end>",
        sure=False,
        also="to into in",
    ),
    phrase(
        K.MOVE_STAGE,
        "<stage>",
        r"(?:now |back |currently |is |are |it's |its |they're |we're |we are )+(?:in|at|to) (?:the )?<stage>(?:"
        r" (?:with|on"
        r"|for|at) <known>)?<end>",
    ),
    phrase(
        K.MOVE_STAGE,
        "stage",
        r"<known>(?:'s)? (?:deal )?stage(?: is| now|:| =| to)+(?: now)? (?:the" r" )?<stage><end>",
    ),
    phrase(K.MOVE_STAGE, "<stage>", r"<known> <stage><end>", follows="a stage"),
    phrase(K.MOVE_STAGE, "<stage>", r"(?:now )?(?:in |at )?<stage>(?=\s*(?:$|[,;|/.]))", follows="a list"),
    phrase(K.MOVE_STAGE, "qualified", r"<known> (?=[a-z]+ed\b)<stage><end>"),
    phrase(K.MOVE_STAGE, "from", r"<known>:?,? from (?:the )?[a-z]+(?: stage)? (?:to|into) (?:the )?<stage><end>"),
    phrase(K.MOVE_STAGE, "<stage>", r"(?:in|at) (?:the )?<stage><end>", follows="yes"),
    phrase(K.MOVE_STAGE, "<stage>", r"<known> (?:as|at) (?:an? )?<stage><end>", follows="yes"),
    phrase(K.MOVE_STAGE, "<stage>", r"(?:on|over|back|off|moving|moved|ready)? ?(?:to|into) (?:the )?<stage><end>"),
    phrase(
        K.MOVE_STAGE,
        "<verbal> verbal verbally",
        r"(?:got|have|received|we have|there's)(?: (?:a|the|our|their))? <verbal>(?: (?:yes|ok|okay|commitment"
        r"|agreement|approval|confirmation|go-ahead|go ahead|nod|commit))?(?: (?:from|at|with|on|for) <deal>)?<end>",
        stage="verbal",
    ),
    phrase(
        K.MOVE_STAGE,
        "<verbal> verbal verbally",
        rf"<deal>{HAS}(?: (?:gave|given|giving))*(?: us)?(?: (?:a|the|their|its))?(?: <verbal>(?: (?:yes|ok|okay"
        rf"|commitment|agreement|approval|confirmation|go-ahead|go ahead|nod|commit))?| verbally (?:agreed|committed"
        rf"|said yes|accepted|confirmed|approved)(?: to it| to the terms)?)(?: (?:on the phone|by phone|on (?:a"
        rf"|the|our) call|over email|by email|in person|just now))*<end>",
        sure=False,
        stage="verbal",
    ),
    phrase(
        K.MOVE_STAGE,
        "<verbal> verbal",
        r"<verbal>(?: (?:yes|ok|okay|commitment|agreement|approval|confirmation|go-ahead|go ahead|nod))?(?: (?:from|at"
        r"|with|on|for) <deal>)?<end>",
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
        K.MOVE_STAGE,
        "<stage>",
        r"<deal> (?:moved |back |over )*to (?:the )?<stage><end>",
        sure=False,
        titled="yes",
        also="to",
    ),
    phrase(
        K.MOVE_STAGE,
        "advance move bump push promote take advanced moved bumped pushed promoted took",
        r"(?:advanced?|moved?|bump(?:ed)?|push(?:ed)?|promoted?|take|took) <known> (?:(?:on |up |forward |along"
        r" )?(?:to the )?(?:next|one|a|1"
        r"|\ue002) (?:stage|step)(?: up| forward| on| further| ahead| back| down)?|(?:forward|up|along) (?:a|one)"
        r" stage)<end>",
        stage="",
    ),
    phrase(
        K.MOVE_STAGE,
        "stage",
        rf"<known>{HAS} (?:moved|moves|went|goes|advanced|progressed)(?: (?:on|up|forward|ahead|along))*(?: to)?(?: the"
        rf"| a| its| their)? next (?:stage|step|phase)<end>",
        stage="",
    ),
    phrase(
        K.MOVE_STAGE,
        "stage step",
        rf"(?:{_MOVE} <known>|<known>{HAS} (?:moved|moves|went|goes|dropped|slipped|fell|gone)) (?:back|down|up|forward"
        rf"|on|along|ahead) (?:a|an|one|another|\ue002|two) (?:stage|step)s?<end>".replace(
            "<known>", r"(?P<deal2>\ue000)", 1
        ),
        stage="",
    ),
    phrase(
        K.MOVE_STAGE, "advance advanced progress progressed", r"(?:advanced?|progress(?:ed)?) <known><end>", stage=""
    ),
    phrase(
        K.MOVE_STAGE,
        "<stage>",
        r"<known>\s?[:,-]? ?(?:from )?(?!from\b)[a-z]+(?: stage)?\s*(?:->|=>|-->|>)\s*(?:the )?<stage><end>",
    ),
    phrase(K.MOVE_STAGE, "<stage>", r"<known> (?:back|on|over) to (?:the )?<stage><end>"),
    phrase(
        K.MOVE_STAGE,
        "contract contracts paperwork",
        r"(?:the )?(?:contract|contracts|paperwork)(?:'s| is| are| has gone| went| now)* out (?:to|with) <known><end>",
        offers="contract",
    ),
    phrase(
        K.MOVE_STAGE,
        "yes agreed green go-ahead nod thumbs ok okay",
        rf"<known>{HAS} (?:said yes|agreed to (?:the |our |all )?(?:terms|price|pricing|proposal|deal|offer)|gave"
        rf" (?:us )?(?:the |a |their )?(?:green light|go-ahead|go ahead|nod|thumbs up|ok|okay))(?: verbally)?<end>",
        offers="verbal",
    ),
    phrase(
        K.MOVE_STAGE,
        "green go-ahead nod thumbs ok okay go",
        r"(?:got|have|received)(?: (?:the|a|their))? (?:green light|go-ahead|go ahead|nod|thumbs up|ok|okay) (?:from"
        r"|at|by) <known><end>",
        offers="verbal",
    ),
    phrase(
        K.MOVE_STAGE,
        "stage",
        r"(?:update |change |set |new )?(?:the )?stage\s?: ?<known>\s?(?:[=:>,-]|->|=>|is|to)+ ?<stage><end>",
    ),
    phrase(K.MOVE_STAGE, "reopened", r"<known>(?: (?:is|has|was|been|just))* reopened<end>", stage=""),
    phrase(K.MOVE_STAGE, "reopen reopened", r"(?:reopen|reopened|re-open|resurrect|revive) <deal><end>", stage=""),
)
