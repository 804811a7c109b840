"""Where a deal stands: stages, won, lost, forecast category, snoozed, confirmed as true."""

from __future__ import annotations

from sales.language.phrases.phrase import Phrase, phrase
from sales.language.understanding import IntentKind as K

_MOVE = (
    r"(?:move|moved|moving|push|pushed|advance|advanced|advancing|bump|bumped|promote|promoted|put|shift|shifted"
    r"|progress"
    r"|progressed|update|updated|change|changed|set|mark|marked|slide|switch|switched|take|took|taking|bring"
    r"|brought|flip"
    r"|drag|send|return|revert|kick|knock|pull|pulled|demote|demoted|graduate|transition|transitioned|get|got"
    r"|updating|setting|changing|putting|marking)"
)
_MOVERS = (
    "move moved moving push pushed advance advanced advancing bump bumped promote promoted put shift shifted progress "
    "progressed update updated change changed set mark marked slide switch switched take took taking bring brought"
    " flip "
    "drag send return revert kick knock pull pulled demote demoted graduate transition transitioned get got"
    " updating setting changing putting marking"
)
_HAS = r"(?: (?:has|have|had|is|was|are|just|now|also|finally|officially|already|been))*"

STAGES: tuple[Phrase, ...] = (
    phrase(K.MOVE_STAGE, _MOVERS, rf"{_MOVE} <deal>(?:'s stage| stage)?<to> <stage><end>"),
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
        rf"<deal>{_HAS} (?:moved|moves|moving|advanced|advancing|progressed|progressing|went(?: from [a-z]+)?|moved"
        rf" from [a-z]+|gone|goes|slid|dropped"
        rf"|fell"
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
        r"(?:now |back |currently |is |it's |its |they're |we're )+(?:in|at|to) (?:the )?<stage><end>",
    ),
    phrase(K.MOVE_STAGE, "<stage>", r"(?:in|at) (?:the )?<stage><end>", follows="yes"),
    phrase(K.MOVE_STAGE, "<stage>", r"(?:on|over|back|off|moving|moved|ready)? ?(?:to|into) (?:the )?<stage><end>"),
    phrase(
        K.MOVE_STAGE,
        "verbal verbally",
        r"(?:got|have|received|we have|there's)(?: (?:a|the|our|their))? verbal(?: (?:yes|ok|okay|commitment|agreement"
        r"|approval|confirmation|go-ahead|go ahead|nod|commit))?(?: (?:from|at|with|on|for) <deal>)?<end>",
        stage="verbal",
    ),
    phrase(
        K.MOVE_STAGE,
        "verbal verbally",
        rf"<deal>{_HAS}(?: (?:gave|given|giving))*(?: us)?(?: (?:a|the|their|its))?"
        r"(?: verbal(?: (?:yes|ok|okay|commitment|agreement|approval|confirmation|go-ahead|go ahead|nod|commit))?"
        r"| verbally (?:agreed|committed|said yes|accepted|confirmed|approved)(?: to it| to the terms)?)<end>",
        sure=False,
        stage="verbal",
    ),
    phrase(
        K.MOVE_STAGE,
        "verbal",
        r"verbal(?: (?:yes|ok|okay|commitment|agreement|approval|confirmation|go-ahead|go ahead|nod))?"
        r"(?: (?:from|at|with|on|for) <deal>)?<end>",
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
    phrase(K.MOVE_STAGE, "reopen reopened", r"(?:reopen|reopened|re-open|resurrect|revive) <deal><end>", stage=""),
)

_YEARS = r"(?: (?:annual|yearly|total|new|initial|(?:one|two|three|multi|\d)-year))*"
_AMOUNT_BEHIND = (
    r"(?:!*(?: ?[,:-]| for| at| worth| with| \(| an?| about| around)* ?<money>"
    rf"{_YEARS}(?: (?:total|contract|deal|arr|acv|tcv|order|renewal))?\)?)?"
)
_WON = r"(?:won|landed|signed|bagged|nailed|inked|secured|closed|booked)"

WINS: tuple[Phrase, ...] = (
    phrase(
        K.WIN_DEAL,
        "won landed signed bagged nailed inked secured closed booked",
        rf"(?:just |finally |officially )*{_WON}(?! (?:up|in|off|on|out|lost|the nda|an nda|nda|a meeting|the"
        rf" meeting|to|by|at"
        rf"|our|my|with)\b) <deal>(?: (?:contract|order|renewal|business|account))?{_AMOUNT_BEHIND}<end>",
        sure=False,
    ),
    phrase(
        K.WIN_DEAL,
        "signed won closed inked countersigned bought executed",
        rf"<deal>{_HAS} (?:signed|won|closed[- ]won|inked|countersigned|executed|bought|closed(?! (?:lost|for|the"
        rf" office))"
        r"|a win|a closed[- ]won|done and signed)(?! (?:up|in|off|the nda|an nda|nda|a nda|the loi|an loi|off"
        r" on the scope))"
        rf"(?: (?:with us|us|it|the|their|our|a|contract|deal|order|msa|paperwork|agreement|order form|today|yesterday"
        rf"|this morning|docs|dotted line|on|\ue003))*{_AMOUNT_BEHIND}<end>",
        sure=False,
    ),
    phrase(
        K.WIN_DEAL,
        "po order contract signature paperwork agreement deal docusign",
        r"(?:the |a |signed |their |our )*(?:po|purchase order|order|contract|signature|paperwork|agreement"
        r"|docusign|order form)"
        r"(?: (?:for|from|of|with) <deal>)?(?: (?:has|have|is|just|finally|was|got|been|now|all))*"
        r" (?:landed|came in|in|received|arrived|signed|countersigned|executed|came through|complete|completed|in"
        r" hand|done)"
        rf"(?: (?:from|for|at|by|with) <name>)?{_AMOUNT_BEHIND}<end>".replace(
            "<name>", r"(?P<deal2>\ue000|[^\s,.;!?]+)"
        ),
    ),
    phrase(
        K.WIN_DEAL,
        "po order contract signature paperwork",
        rf"(?:got|received|have)(?: (?:the|a|their|our|signed))* (?:po|purchase order|signed contract|signature"
        rf"|signed paperwork"
        rf"|signed order form|signed order|ink|wet ink)(?: (?:from|for|at|by|with|on) <deal>)?{_AMOUNT_BEHIND}<end>",
    ),
    phrase(
        K.WIN_DEAL,
        "po order contract signature paperwork",
        rf"<deal>(?:'s)? (?:po|purchase order|order|signed contract|contract|signature)(?: (?:has|is|just|finally"
        rf"|was|got|been))*"
        rf" (?:landed|came in|in|received|arrived|signed|came through|in hand){_AMOUNT_BEHIND}<end>",
        sure=False,
    ),
    phrase(
        K.WIN_DEAL,
        "won win",
        rf"(?:mark|marked|set|move|moved|flag|put|close|closed|log|update|change)(?: up)? <deal>(?: (?:deal|off|out"
        rf"|up))?"
        rf"(?:<to>| as)?(?: a)? (?:closed[- ]won|won|win|as won){_AMOUNT_BEHIND}<end>",
    ),
    phrase(
        K.WIN_DEAL,
        "closed won",
        rf"(?:(?:deal|just|new) )*(?:closed[- ]won|won|closed)\s*[:,-]?\s+<known>{_AMOUNT_BEHIND}<end>",
    ),
    phrase(K.WIN_DEAL, "won", rf"<known>\s*(?:->|=>|:|-|,)?\s*(?:closed[- ]won|won){_AMOUNT_BEHIND}<end>"),
    phrase(
        K.WIN_DEAL,
        "won win signed done",
        rf"(?:mark |close |set )?(?:it|this|that|this one)?(?:'s| is| as| was)? ?(?:closed[- ]won|won|signed|a win"
        rf"|a done deal)"
        rf"{_AMOUNT_BEHIND}<end>",
    ),
    phrase(
        K.WIN_DEAL,
        "close",
        rf"close (?:it|this|the deal|<known>) (?:as )?won{_AMOUNT_BEHIND}<end>".replace("<known>", r"\ue000"),
    ),
)

_PROJECT = (
    r"(?:the|their|this|its) (?:whole |entire )?(?:project|deal|initiative|evaluation|rfp|purchase|program(?:me)?|plan)"
)
_BECAUSE = (
    r"(?:(?: ?[,:;(-]+ ?| )(?:(?:to|because(?: of)?|due to|over|on|for|reason|reasons|reason:|was|they|it was|they"
    r" had|they have"
    r"|went|with|the|a|an|their|budget:|chose|picked|from|no|that's|about|mostly|mainly|bc|cause|:|-) ?)*<reason>\)?)?"
    r"(?:[, ]+(?:on |because of |over |due to |and )?<reason2>)?"
)

LOSSES: tuple[Phrase, ...] = (
    phrase(
        K.LOSE_DEAL,
        "lost lose losing",
        rf"(?:we |just |officially |unfortunately |sadly )*lost (?!track|touch|count|my|his|her|power|the thread"
        rf"|connection|contact|interest|momentum)<deal>{_BECAUSE}<end>",
        sure=False,
    ),
    phrase(
        K.LOSE_DEAL,
        "lost dead died passed declined dropped fell bailed pulled walked backed gone off rejected ghosted",
        rf"<deal>{_HAS} (?:lost|dead|closed[- ]lost|a loss|a no|a no-go|died|passed|declined|dropped out|fell"
        rf" through|bailed"
        rf"|pulled out|walked away|backed out|gone dark for good|off the table|rejected us|ghosted us)(?: on"
        rf" us)?{_BECAUSE}<end>",
        sure=False,
    ),
    phrase(
        K.LOSE_DEAL,
        "killed cancelled canceled shelved scrapped axed dropped stopped pulled",
        rf"<deal>{_HAS} (?:(?:killed|cancelled|canceled|shelved|scrapped|axed|dropped|stopped|abandoned) {_PROJECT}"
        rf"|pulled the plug)(?: on us| on it)?{_BECAUSE}<end>",
        sure=False,
    ),
    phrase(
        K.LOSE_DEAL,
        "dead lost",
        rf"(?:dead|lost|closed[- ]lost) deals?\s*[:,-]\s*<known>{_BECAUSE}<end>",
    ),
    phrase(
        K.LOSE_DEAL,
        "went going chose picked signed selected decided",
        rf"<deal>{_HAS} (?:went|gone|going|chose|picked|selected|signed|decided to go|decided on)(?: (?:with|for|to))* "
        r"(?P<reason>(?:a |another |the |our )?(?:competitor|competition|someone else|somebody else|other vendor"
        r"|another vendor"
        r"|incumbent|different vendor|a different vendor|rival))<end>",
        sure=False,
    ),
    phrase(
        K.LOSE_DEAL,
        "decided chose gone went postponed",
        rf"<deal>{_HAS} (?:decided (?:to )?do nothing|decided to do nothing|went dark|gone dark|ghosted us|chose"
        rf" to do nothing)<end>",
        sure=False,
        reason="no decision",
    ),
    phrase(
        K.LOSE_DEAL,
        "lost loss dead",
        rf"(?:mark|marked|set|move|moved|flag|put|close|closed|log|update|change)(?: up)? <deal>(?: (?:deal|off|out"
        rf"|up))?"
        rf"(?:<to>| as)?(?: a)? (?:closed[- ]lost|lost|loss|dead|as lost){_BECAUSE}<end>",
    ),
    phrase(K.LOSE_DEAL, "lost dead", rf"<known>\s*(?:->|=>|:|-|,)?\s*(?:closed[- ]lost|lost|dead){_BECAUSE}<end>"),
    phrase(
        K.LOSE_DEAL,
        "lost dead",
        rf"(?:mark |close |set )?(?:it|this|that|this one)(?:'s| is| as| was)? ?(?:closed[- ]lost|lost"
        rf"|dead){_BECAUSE}<end>",
    ),
)

_CATEGORY = (
    r"(?P<category>commit(?:ted|ment)?|best[- ]case|bestcase|upside|pipeline|pipe|omit(?:ted)?|omit from forecast)"
)

CATEGORIES: tuple[Phrase, ...] = (
    phrase(
        K.SET_CATEGORY,
        "commit committed best bestcase upside omit",
        rf"{_CATEGORY}(?: only)?<end>",
        follows="yes",
    ),
    phrase(K.SET_CATEGORY, "commit", r"(?P<category>commit)(?: it| this)?<end>", follows="or the deal's channel"),
    phrase(
        K.SET_CATEGORY,
        "commit committing",
        r"(?P<category>commit|committing)(?: to| on)? <deal>(?: for <date>)?<end>",
        sure=False,
    ),
    phrase(
        K.SET_CATEGORY,
        "omit",
        r"(?P<category>omit|omitting) <deal>(?: from (?:the )?(?:forecast|commit))?<end>",
        sure=False,
    ),
    phrase(
        K.SET_CATEGORY,
        "commit committed best bestcase upside pipeline omit omitted pipe",
        rf"(?:put|move|moved|mark|set|call|forecast|categori[sz]e|change|update|keep|flag|downgrade|upgrade|make"
        rf"|switch|leave|include"
        rf"|take|drop|bump|push|pull|count) <deal>(?:'s)?(?: (?:forecast|category|forecast category))?(?:<to>| as|"
        rf" in| only)?"
        rf"(?: a)? {_CATEGORY}(?: only| category| bucket)?<end>",
    ),
    phrase(
        K.SET_CATEGORY,
        "commit committed best bestcase upside omit omitted pipeline",
        rf"<deal>(?: is|'s| goes| moves)?(?: (?:forecast|category|now|only|just|in|to|as|at|a|still|back(?: to)?"
        rf"|into|strong"
        rf"|solid))* {_CATEGORY}(?: only| now)?<end>",
        sure=False,
    ),
    phrase(
        K.SET_CATEGORY, "commit best upside pipeline omit", rf"<known>\s*(?:->|=>|:|,)\s*{_CATEGORY}(?: only)?<end>"
    ),
    phrase(
        K.SET_CATEGORY,
        "forecast commit",
        r"(?:take|leave|keep|remove|exclude|drop|pull) <deal> (?:out of|from|off) (?:the |my |our )?(?:forecast"
        r"|commit|number)<end>",
        category="omitted",
    ),
    phrase(
        K.SET_CATEGORY,
        "category",
        rf"(?:set |change |update )?(?:the )?(?:forecast )?category (?:of |for |on )<deal>(?: is|<to>|:)?"
        rf" {_CATEGORY}<end>",
    ),
    phrase(
        K.SET_CATEGORY,
        "category",
        rf"(?:set |change |update )?(?:the )?(?:forecast )?category(?: is|<to>|:)? {_CATEGORY}<end>",
    ),
)

_SO_LONG = r"(?P<text>(?:an?|one|two|three|four|five|six|\ue002|a couple of|a few) (?:business )?(?:day|week|month)s?)"

PAUSES: tuple[Phrase, ...] = (
    phrase(
        K.SNOOZE,
        "snooze mute park pause",
        rf"(?:snooze|mute|park|pause|shelve) (?:<deal>|it|this)(?: nudges?)?,? for (?:another |the next"
        rf" )?{_SO_LONG}<end>",
    ),
    phrase(K.SNOOZE, "snooze mute park pause", r"(?:snooze|mute|park|pause|shelve) <deal>(?: nudges?)?<when><end>"),
    phrase(K.SNOOZE, "snooze mute park pause", r"(?:snooze|mute|park|pause)(?: (?:it|this))?<when><end>"),
    phrase(
        K.SNOOZE,
        "hold ice pause back",
        r"(?:put |park |keep |place )?<deal>(?: is| goes| went|'s)?(?: (?:now|back|going|being|put|all))* (?:on"
        r" hold|on ice|on pause"
        r"|on the back burner|paused|parked)<when><end>",
        sure=False,
    ),
    phrase(
        K.SNOOZE,
        "remind nudge bug ask nudging bugging asking reminding pinging",
        r"(?:don't |do not |stop )(?:nudg|bugg?|ask|remind|ping|chas)(?:e|ing)? me (?:again )?(?:about|on)"
        r" <deal>(?: again)? (?:until"
        r"|after|in|on) <date><end>",
    ),
    phrase(
        K.CONFIRM_DEAL,
        "still unchanged same right accurate change changes date good true valid correct",
        r"<deal>(?: is|'s|:| -)?(?: (?:all|still))* (?:still right|unchanged|no changes?|up to date|still (?:good"
        r"|true|valid|accurate"
        r"|correct)|accurate|all good|right|correct)<end>",
        sure=False,
    ),
    phrase(K.CONFIRM_DEAL, "no nothing", r"(?:no changes?|nothing new|no updates?)(?: (?:on|for|at|with) <deal>)<end>"),
)
