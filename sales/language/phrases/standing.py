"""Where a deal stands beside its stage: forecast category, snoozed, confirmed as true."""

from __future__ import annotations

from sales.language.phrases.phrase import Phrase, phrase
from sales.language.phrases.verbs import verbs
from sales.language.understanding import IntentKind as K

_CATEGORY = (
    r"(?P<category>commit(?:ted|ment|s)?|best[- ]case|bestcase|upside|pipeline|pipe|omit(?:ted)?|omit from forecast)"
)

_PUTTING = verbs(
    "put move mark set call forecast categorize categorise change update keep flag downgrade upgrade make switch"
    " leave include"
    " take drop bump push pull count tag classify shift"
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
        r"(?:(?:i'm|i am|we're|we are) )?(?P<category>commit|committing)(?: to| on)? <deal>(?: for <date>)?<end>",
        sure=False,
    ),
    phrase(
        K.SET_CATEGORY,
        "commit best upside omit pipeline",
        r"(?P<category>commit|best[- ]case|upside|omit(?:ted)?|pipeline)\s?: ?<known><end>",
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
        rf"{_PUTTING.any} <deal>(?:'s)?(?: (?:forecast|category|forecast"
        rf" category))?(?: from (?:commit|best[- ]case|upside|pipeline|omitted))?(?:<to>| as| in| only)?(?: a)?"
        rf" {_CATEGORY}(?: only| category| bucket)?"
        rf"(?:,? not (?:in |to )?(?:commit|best[- ]case|upside|pipeline|omitted))?<end>",
    ),
    phrase(
        K.SET_CATEGORY,
        "commit commits committed best bestcase upside omit omitted pipeline",
        rf"<deal>(?: is|'s|'re| are| goes| moves| should be)?(?: (?:both|my|our|forecast|category|now|only|just|in"
        rf"|to|as"
        rf"|at|a|stays"
        rf"|remains|still"
        rf"|back(?: to)?|into|strong|solid))* {_CATEGORY}(?: only| now)?(?: (?:from|for) (?:me|us))?<end>",
        sure=False,
    ),
    phrase(
        K.SET_CATEGORY, "commit best upside pipeline omit", rf"<known>\s*(?:->|=>|:|,)\s*{_CATEGORY}(?: only)?<end>"
    ),
    phrase(
        K.SET_CATEGORY,
        "commit committed best bestcase upside omit omitted",
        rf"(?P<deal>\ue000),? (?:i|we)(?:'m| am|'re| are|'ve| have|'d|'ll| will)? (?:{_PUTTING.any}|keeping|leaving"
        rf"|calling)(?: (?:in|as|at|to|on|the))* {_CATEGORY}(?: only| now)?<end>",
    ),
    phrase(
        K.SET_CATEGORY,
        "down",
        rf"(?:put|mark|sign|pencil) me down for <known> (?:as|at|in)(?: an?)? {_CATEGORY}<end>",
    ),
    phrase(
        K.SET_CATEGORY,
        "forecast commit",
        r"(?:take|leave|keep|remove|exclude|drop|pull) <deal> (?:out of|from|off) (?:the |my |our )?(?:forecast"
        r"|number)<end>",
        category="omitted",
    ),
    phrase(
        K.SET_CATEGORY,
        "forecast number numbers",
        r"(?:don't|do not|dont|not) (?:count|counting|include|including|forecast|forecasting|put)(?: on)?"
        r" <known>(?: (?:in|into"
        r"|for)(?: the| my| our)? (?:forecast|number|numbers|(?:this )?(?:quarter|month)))<end>",
        category="omitted",
        negative="yes",
    ),
    phrase(
        K.SET_CATEGORY,
        "out",
        r"<known>(?: is| goes)? out of (?:the |my |our )?(?:forecast|number)<end>",
        category="omitted",
    ),
    phrase(
        K.SET_CATEGORY,
        "commit",
        r"(?:(?:take|leave|keep|remove|exclude|drop|pull|move) <deal> (?:out of|from|off)"
        r"|<known>(?: is| goes|'s)?(?: (?:no longer(?: in)?|not(?: in)?|out of))(?: a)?) (?:the |my |our )?commit"
        r"(?: (?:any ?more|any longer))?<end>".replace("<known>", r"(?P<deal2>\ue000)"),
        category="",
        negative="yes",
    ),
    phrase(
        K.SET_CATEGORY,
        "commit best upside omit pipeline",
        rf"(?:move|moved|moving|put|downgraded?|upgraded?|switch|set|mark)(?:<to>| as| down to| up to)"
        rf" {_CATEGORY}(?: only"
        rf"| for now)?<end>",
        follows="yes",
    ),
    phrase(
        K.SET_CATEGORY,
        "category",
        rf"(?:set |change |update )?(?:the )?(?:forecast )?category (?:of |for |on )<deal>(?: is|<to>"
        rf"|:)? {_CATEGORY}<end>",
    ),
    phrase(
        K.SET_CATEGORY,
        "committing forecasting calling",
        r"(?:i'm |we're |i am |we are )?not (?:committing|forecasting|calling)(?: to| on)? <known>(?: (?:for|in))?(?:"
        r" (?:the )?\ue003)?<end>",
        category="",
        negative="yes",
    ),
    phrase(
        K.SET_CATEGORY,
        "category",
        rf"(?:set |change |update )?(?:the )?(?:forecast )?category(?: is|<to>|:)? {_CATEGORY}<end>",
    ),
)

_SO_LONG = (
    r"(?P<text>(?:an?|one|two|three|four|five|six|\ue002|a couple of|a few) (?:business )?"
    r"(?:day|week|fortnight|month)s?)"
)

PAUSES: tuple[Phrase, ...] = (
    phrase(
        K.SNOOZE,
        "snooze mute park pause",
        rf"(?:snooze|mute|park|pause|shelve) (?:<deal>|it|this)(?: (?:nudges?|reminders?|alerts?|notifications?))?,?"
        rf" for (?:another |the next"
        rf" )?{_SO_LONG}<end>",
    ),
    phrase(K.SNOOZE, "snooze mute park pause", r"(?:snooze|mute|park|pause|shelve) <deal>(?: nudges?)?<when><end>"),
    phrase(
        K.SNOOZE,
        "leave alone",
        r"leave <known> (?:alone|be|in peace)(?:,? (?:until|till|til)(?: after)?(?: the)? (?P<date>\ue003))?<end>",
    ),
    phrase(K.SNOOZE, "hold", r"hold <known>,? (?:until|till|til)(?: after)?(?: the)? (?P<date>\ue003)<end>"),
    phrase(K.SNOOZE, "snooze mute", rf"(?:snooze|mute) <known>,? {_SO_LONG}<end>"),
    phrase(
        K.SNOOZE,
        "hold ice pause paused parked frozen dormant",
        r"(?:is |now |put |goes |all )*(?:on hold|on ice|on pause|on the back burner|paused|parked|frozen"
        r"|dormant)<when><end>",
        follows="yes",
    ),
    phrase(K.SNOOZE, "quiet silence sleep", r"(?:(?:quiet|silence) <known>|put (?P<deal2>\ue000) to sleep)<when><end>"),
    phrase(K.SNOOZE, "revisit burner backburner", r"(?:revisit|back[- ]?burner) <known><when><end>"),
    phrase(K.SNOOZE, "snooze mute park pause", r"(?:snooze|mute|park|pause)(?: (?:it|this))?<when><end>"),
    phrase(
        K.SNOOZE,
        "hold ice pause back",
        r"(?:put |park |keep |place |stick |pop )?<deal>(?: is| goes| went|'s)?(?: (?:now|back|going|being|put"
        r"|all))* (?:on hold"
        r"|on ice|on pause|on the back burner|paused|parked|frozen|dormant)(?:<when>| (?:until|till|til)"
        r" (?:after )?[^,.;!?\n]{2,40})<end>",
        sure=False,
    ),
    phrase(
        K.SNOOZE,
        "hold holding",
        r"(?:hold|holding) off(?: on <known>)?(?:,| nudg\w+)? (?:until|till|til|for)(?: after)?(?: the)?"
        r" (?P<date>\ue003)<end>",
    ),
    phrase(
        K.SNOOZE,
        "nothing no quiet silence",
        r"(?:it's |all |pretty |very )*(?:nothing(?: to do)?(?: (?:is|will be|going to be))? (?:happening|happen"
        r"|going on"
        r"|moving|doing)"
        r"|no (?:movement|action|activity)|quiet|radio silence) (?:at|with|on|from|in) <known><until><end>".replace(
            "<until>", r",? (?:until|till|til|before)(?: after)?(?: the)? (?P<date>\ue003)"
        ),
        negative="yes",
    ),
    phrase(
        K.SNOOZE,
        "remind nudge bug ask nudging bugging asking reminding pinging",
        r"(?:don't |do not |stop )(?:nudg|bugg?|ask|remind|ping|chas|pester)(?:e|ing)? me (?:again )?(?:about|on)"
        r" <deal>(?:"
        r" again)? (?:until|till|til|before|after|in|on) (?:the )?<date><end>",
        negative="yes",
    ),
    phrase(
        K.SNOOZE,
        "remind nudge bug ask nudging bugging asking reminding pinging ping pester",
        rf"(?:don't|do not|dont|stop|no need to) (?:nudg|bugg?|ask|remind|ping|chas|pester)(?:e|ing)? me"
        rf" (?:again )?(?:about|on)"
        rf" <deal>(?: again)? for (?:another |the next )?{_SO_LONG}<end>",
        negative="yes",
    ),
    phrase(
        K.CONFIRM_DEAL,
        "still unchanged same right accurate change changes date good true valid correct",
        r"<deal>(?: is|'s|:| -)?(?: (?:all|still))* (?:still right|unchanged|no changes?|up to date|still (?:good|true"
        r"|valid|accurate|correct)|accurate|all good|right|correct)<end>",
        sure=False,
    ),
    phrase(
        K.CONFIRM_DEAL,
        "confirming confirmed checked verified reviewed double-checked",
        r"(?:confirming|confirmed|(?:double[- ])?checked|verified|reviewed)(?: that)? <known>(?:'s)?(?: (?:numbers?"
        r"|deal|amount"
        r"|data|info|details))?(?:,| is| are|:)*(?: (?:all|still|is|are|right|correct|good|accurate|fine|ok|up to"
        r" date))+<end>",
    ),
    phrase(
        K.CONFIRM_DEAL,
        "good well track",
        r"(?:(?:all|still all|everything(?:'s| is)?) (?:good|well|right|fine) (?:on|with|at|for) <known>"
        r"|(?P<deal2>\ue000)(?:'s| is)?"
        r" still on (?:track|schedule|course)(?: (?:for|to close)(?: (?:on|by|in))?(?: the)? \ue003)?)<end>",
    ),
    phrase(
        K.CONFIRM_DEAL,
        "still",
        r"still (?:all )?(?:right|good|true|valid|accurate|correct)\s?[:,-]?\s?(?:for |on )?<known><end>",
    ),
    phrase(
        K.CONFIRM_DEAL,
        "no nothing",
        r"(?:no|nothing) (?:updates?|to report)(?: yet| today| this week| so far)? (?:on|for|with|re) <known><end>",
        confirm="Is {deal} still right as it stands?",
        negative="yes",
    ),
    phrase(K.CONFIRM_DEAL, "no nothing", r"(?:no changes?|nothing new)(?: (?:on|for|at|with) <deal>)<end>"),
)
