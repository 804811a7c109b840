"""Who is at a customer: new contacts, with title, buying role and address."""

from __future__ import annotations

from sales.language.phrases.phrase import Phrase, phrase
from sales.language.understanding import IntentKind as K

_ROLE = (
    r"(?P<role>decision[- ]maker|economic buyer|dm|eb|champion|champ|influencer|user|end user|blocker|gatekeeper"
    r"|detractor"
    r"|technical buyer|buyer|signatory|signer|sponsor|exec sponsor|coach)"
)
_NO_NAME = r"(?!(?:lookup|find|search|show|get|as|is|was|are|be|the|new|and|or|our|their|a|an|to|at|from)\b)"
_NAME = rf"(?P<contact>\ue007|{_NO_NAME}[^\W\d_][\w'-]*\.?(?: (?:\ue000|{_NO_NAME}[^\W\d_][\w'-]*\.?)){{0,3}}?)"
_MAIL = r"(?:,? ?[(<]?(?P<email>\ue005)[)>]?)?"
_TITLES = (
    "ceo cfo cto cio coo cmo cro ciso cpo vp svp evp avp director head manager president founder owner engineer buyer"
    " procurement counsel lead"
)
_TITLE = (
    r"(?P<title>(?:the |their |our |new |interim |acting )*(?:(?!(?:still|not|with|by|in|at|on|under|over|from"
    r"|stuck|waiting|being)\b)[a-z&/-]+ ){0,4}?(?:ceo|cfo|cto|cio|coo|cmo|cro|ciso|cpo"
    r"|vp|svp|evp|avp|director|head|manager|president|founder|cofounder|co-founder|owner|engineer|architect|analyst"
    r"|buyer|lead|chief|controller|procurement|counsel|lawyer|partner|assistant|admin|administrator|officer|principal"
    r"|consultant|developer|specialist)(?: (?:of|for)? ?[a-z&/ -]{2,40}?)?)"
)
_BARE_TITLE = _TITLE.replace("?P<title>", "?:")
_DETAILS = (
    rf"(?P<text>(?: ?\(|, ?){_BARE_TITLE}\)?(?:,? ?[(<]?\ue005[)>]?)?|,? ?[(<]?\ue005[)>]?(?:, ?[^\n,.]{{2,40}})?)?"
)
"""What may stand behind a name: "(COO), al@acme.com"."""

_JUST_A_TITLE = (
    r"(?P<title>(?:the |their |our |new |interim |acting )*(?:[a-z&/-]+ ){0,3}?(?:ceo|cfo|cto|cio|coo|cmo|cro|ciso"
    r"|cpo|vp|svp"
    r"|evp|avp|director|head|manager|president|controller|principal|chief)(?: (?:of|for) [a-z&/ -]{2,40}?| (?:sales|ops"
    r"|operations|marketing|finance|it|hr|product|engineering|procurement|security|legal|revenue|technology))?)"
)
"""A title and nothing that could make it something else: not "manager material"."""
_NO_VERB = r"(?!(?:is|was|are|as|became|joined|joins|will|has|got|turns|being|said|says)\b)"
_IN_A_ROLE = rf"(?: as (?:the |a |an |our )?{_ROLE})?"
_BOTH_NAMES = rf"(?P<contact>{_NO_NAME}[^\W\d_][\w'-]+ {_NO_NAME}[^\W\d_][\w'-]+)"

CONTACTS: tuple[Phrase, ...] = (
    phrase(
        K.ADD_CONTACT,
        "decision dm economic eb champ champion influencer user end blocker gatekeeper detractor technical buyer"
        " signatory signer sponsor exec coach",
        rf"(?:he|she|they)(?:'s|'re| is| are)(?: (?:now|also|actually|clearly|the|our|their|a|an|my|new|main|real|key"
        rf"|strong))* {_ROLE}(?: (?:now|there|too))*<end>",
        them="yes",
    ),
    phrase(
        K.ADD_CONTACT,
        "decision dm economic eb champ champion influencer user end blocker gatekeeper technical buyer signatory"
        " sponsor"
        " coach",
        rf"<known>(?:'s)? (?:main |new |real )?{_ROLE} (?:is|was|=) {_TITLE}, {_NAME}<end>",
    ),
    phrase(
        K.ADD_CONTACT,
        "add",
        rf"add {_NAME}(?: ?\(|, ?){_TITLE}\)?{_MAIL},? (?:to|at|for|from|on) <known>{_IN_A_ROLE}<end>",
    ),
    phrase(
        K.ADD_CONTACT,
        "contact",
        r"<known>(?:'s)? (?:main |new )?contact(?:\s?[:-]|(?: is| now)+)\s?<text>",
        named="yes",
    ),
    phrase(
        K.ADD_CONTACT,
        "decision dm economic eb champion influencer blocker gatekeeper signatory sponsor",
        rf"<known>(?:'s)? {_ROLE} (?P<text>[^\W\d_][\w'-]+ [^\W\d_][\w'-]+)<end>",
        named="yes",
    ),
    phrase(
        K.ADD_CONTACT,
        "decision dm economic eb champion influencer blocker gatekeeper signatory sponsor",
        rf"{_NAME} ?= ?{_ROLE} (?:@|at) <known><end>",
    ),
    phrase(
        K.ADD_CONTACT,
        "\ue005",
        rf"<known>\s?[:,-]\s?(?P<text>{_NO_NAME}[^\W\d_][\w' .-]{{3,40}}, ?[^\n,]{{2,40}}, ?\ue005[^\n]*)",
        named="yes",
    ),
    phrase(
        K.ADD_CONTACT,
        "as",
        rf"(?:add|mark|set|tag|flag|note|put|save|log) {_NAME}{_MAIL} (?:as|down as)(?: (?:the|a|an|our|their|new"
        rf"|another))* (?:{_ROLE}|{_TITLE}) (?:at|for|of|on|from|with) <known>{_MAIL.replace('email', 'email2')}<end>",
    ),
    phrase(
        K.ADD_CONTACT,
        _TITLES,
        rf"<known>(?:'s)? (?:has |got )?{_TITLE}(?:,|:| is| is now| =|'s name is)+ {_NAME}{_MAIL},?<end>",
        named="yes",
    ),
    phrase(
        K.ADD_CONTACT,
        _TITLES,
        rf"{_NAME}{_MAIL}(?: (?:is|became|was named|will be|now))+ <known>(?:'s)? {_TITLE}<end>",
        named="yes",
    ),
    phrase(
        K.ADD_CONTACT,
        "decision dm economic eb champ champion influencer user end blocker gatekeeper technical buyer signatory"
        " sponsor"
        " coach",
        rf"{_NAME}(?: ?\(|, )(?P<title>[a-z][a-z &/-]{{1,40}}?)(?:\)|,)(?: (?:is|was|will be|became|now))+(?: (?:the"
        rf"|our|their|a|an|new|also|strong|key|final|ultimate|sole|main|real))* {_ROLE}(?: (?:at|for|of|in|on"
        rf"|from) <known>)?<end>",
    ),
    phrase(
        K.ADD_CONTACT,
        "contact contacts",
        r"(?:add |create |save |log )?(?:a |the )?(?:new )?contacts?,? <known>\s*[:,-]\s*<text>",
    ),
    phrase(
        K.ADD_CONTACT,
        "decision dm economic eb champ champion influencer user end blocker gatekeeper technical buyer signatory"
        " sponsor"
        " coach",
        rf"<known>(?:'s)? (?:main |new |real )?{_ROLE}(?: (?:is|was|now)| ?[:=])+ {_NAME}{_DETAILS}<end>",
    ),
    phrase(
        K.ADD_CONTACT,
        "add",
        rf"add {_NAME} ?[(<,]? ?(?P<email>\ue005)[)>]?, {_TITLE},? (?:to|at|for|from|on) <known>{_IN_A_ROLE}<end>",
    ),
    phrase(
        K.ADD_CONTACT,
        "ceo cfo cto cio coo cmo cro ciso cpo vp svp evp avp director head manager president founder owner engineer"
        " buyer procurement counsel lead",
        rf"{_NAME} (?:at|from|of) <known>(?: (?:is|became|was made|was promoted to|got promoted to"
        rf"|now))+ {_TITLE}<end>",
    ),
    phrase(
        K.ADD_CONTACT,
        "decision dm economic eb champ champion influencer user end blocker gatekeeper technical buyer signatory"
        " sponsor"
        " coach",
        rf"(?:the |our |new )*{_ROLE}\s?[:=] ?{_NAME}(?:,? (?P<email>\ue005))?(?: (?:at|from|for|,) <known>)?<end>",
    ),
    phrase(
        K.ADD_CONTACT,
        "decision dm economic eb champ champion influencer user end blocker gatekeeper technical buyer signatory"
        " sponsor"
        " coach",
        rf"(?:the |our |new )*{_ROLE} (?:at|for|on) <known>\s?[:,=] ?<text>",
    ),
    phrase(
        K.ADD_CONTACT,
        "\ue005",
        rf"{_NAME},? ?[(<]?(?P<email>\ue005)[)>]?,?(?: (?:is|was|now))+(?: (?:the|our|their|a|an|new|also))* {_ROLE}(?:"
        rf" (?:at|for|of|in|on|from) <known>)?<end>",
    ),
    phrase(
        K.ADD_CONTACT,
        "\ue005",
        rf"{_NAME}, {_TITLE},? ?[(<]?(?P<email>\ue005)[)>]?,?(?: (?:is|was|now))+(?: (?:the|our|their|a|an|new"
        rf"|also))* {_ROLE}(?:"
        rf" (?:at|for|of|in|on|from) <known>)?<end>",
    ),
    phrase(
        K.ADD_CONTACT,
        "joined joins hired started",
        rf"{_NAME} (?:just |has )?(?:joined|joins|started at) <known> as (?:the |their |a |an )?(?:new )?{_TITLE}<end>",
    ),
    phrase(
        K.ADD_CONTACT,
        "add",
        rf"add {_NAME}, {_TITLE},? (?:to|at|for|from|on) <known>(?P<text>[, ][^\n]*)?<end>",
    ),
    phrase(
        K.ADD_CONTACT,
        "\ue005",
        r"(?:add |save )?(?P<email>\ue005)(?: (?:to|at|for|on|as a contact at) <known>)<end>",
    ),
    phrase(
        K.ADD_CONTACT,
        "\ue005",
        rf"(?P<email>\ue005)(?: (?:is|was|will be|now))+(?: (?:the|our|their|a|an|new|also))* {_ROLE}(?: (?:at|for|of"
        rf"|in|on|from) <known>)?<end>",
    ),
    phrase(
        K.ADD_CONTACT,
        "decision dm economic eb champ champion influencer user end blocker gatekeeper technical buyer signatory"
        " sponsor"
        " coach",
        rf"{_NAME}(?:(?: ?\(|, )(?P<title>[a-z][a-z &/-]{{1,40}}?)\)?)? (?:at|from|of) <known>,?(?: (?:is|was|will be"
        rf"|became|now))+(?: (?:the|our|their|a|an|new|also|strong|key|final|ultimate|sole|main|real))* {_ROLE}<end>",
    ),
    phrase(
        K.ADD_CONTACT,
        "contact contacts",
        r"(?:add |create |save |log )?(?:a |the )?(?:new )?contacts?(?: persons?)? (?:at|for|to|on|in|from|by|of|with)"
        r" <deal>\s*(?:is\b"
        r"|[:,-])\s*<text>",
    ),
    phrase(
        K.ADD_CONTACT,
        "contact",
        r"(?:the |our |their |my )?new (?:main |key |primary )?(?:contact|poc|point of contact|point person)(?:"
        r" there| now)?(?: (?:is|will be"
        r"|now))+\s*:?\s*<text>",
        named="yes",
    ),
    phrase(
        K.ADD_CONTACT,
        "contact person",
        r"(?:add |create |save |log )?(?:a |the )?(?:new )?(?:contact|(?<=add[ ])person|(?<=new[ ])person)\s*[:,-]?\s*"
        r"<text>",
    ),
    phrase(K.ADD_CONTACT, "new add", r"<known>\s*[:,-]?\s*(?:add |new )+(?:contact|person)\s*[:,-]?\s*<text>"),
    phrase(
        K.ADD_CONTACT,
        "decision dm economic eb champ champion influencer user end blocker gatekeeper detractor technical buyer"
        " signatory"
        " signer sponsor exec coach",
        rf"{_NAME}(?: (?:is|was|turns out to be|will be|became|looks like|now|be))+(?: (?:the|our|their|a|an|actual"
        rf"|real|main|new|also|strong|key|potential))* {_ROLE}(?: (?:at|for|of|in|on|from|over at) <deal>)?(?:,?"
        rf" (?P<email>\ue005))?<end>",
    ),
    phrase(
        K.ADD_CONTACT,
        "decision dm economic eb champ champion influencer user end blocker gatekeeper technical buyer signatory"
        " sponsor",
        rf"(?:the |our |their )?{_ROLE} (?:at|for|of|in|on) <deal>(?: (?:is|was|will be|now)|:)+ {_NAME}(?:,?"
        rf" (?P<email>\ue005))?<end>",
    ),
    phrase(
        K.ADD_CONTACT,
        "decision dm economic champion influencer user blocker gatekeeper",
        rf"(?:add |mark |set |make |tag |flag |note ){_NAME}(?: (?:at|from|of|to) <deal>)?(?: as| is| to)+(?: (?:the|a"
        rf"|an|our|their))* {_ROLE}(?: (?:at|for|of|on) (?P<deal2>\ue000))?<end>",
    ),
    phrase(
        K.ADD_CONTACT,
        "ceo cfo cto cio coo cmo cro ciso cpo vp svp evp avp director head manager president founder owner engineer"
        " buyer procurement counsel lead",
        rf"{_NAME}{_MAIL.replace('email', 'email2')}(?: (?:is|became|was made|was promoted to|joined as))+ {_TITLE}"
        rf" (?:at|of|for)"
        rf" <known>(?:,?"
        rf" (?P<email>\ue005))?<end>",
    ),
    phrase(
        K.ADD_CONTACT,
        "add",
        rf"add (?!person\b|contact\b){_NAME}{_MAIL},? (?:to|at|for|from|on) <known>(?: as"
        rf" (?:the |a |an"
        rf" )?(?:{_ROLE}|{_TITLE}))?(?P<text>[, ][^\n]*)?<end>",
    ),
    phrase(
        K.ADD_CONTACT,
        "\ue005",
        rf"{_NAME}(?:'s)?(?: (?:e-?mail|mail|address))*(?: (?:at|from) <known>)?(?:'s)?(?: email)?(?: is|:|,|-)*"
        rf" ?(?P<email>\ue005)<end>",
    ),
    phrase(
        K.ADD_CONTACT,
        f"{_TITLES} \ue005",
        rf"(?:add )?{_BOTH_NAMES},? {_NO_VERB}{_TITLE},? (?:at|from|of|to) <known>{_MAIL}<end>",
        named="yes",
    ),
    phrase(
        K.ADD_CONTACT,
        "decision dm economic eb champion influencer blocker gatekeeper signatory sponsor",
        rf"(?:add )?{_BOTH_NAMES},? (?:as )?{_ROLE},? (?:at|for|of|to) <known>{_MAIL}<end>",
    ),
    phrase(
        K.ADD_CONTACT,
        _TITLES,
        rf"{_NAME}(?: \((?P<deal>\ue000)\),?)(?: (?:is|was|has been|got|became))+(?: (?:now|also|promoted to|made))*"
        rf" {_NO_VERB}{_TITLE}<end>",
    ),
    phrase(
        K.ADD_CONTACT,
        _TITLES,
        rf"{_NAME}(?: (?:is|was|has been|got|became))+(?: (?:now|also|promoted to"
        rf"|made))* {_NO_VERB}{_JUST_A_TITLE}<end>",
        follows="what is said of a deal, or its channel",
    ),
    phrase(
        K.ADD_CONTACT,
        "title",
        rf"(?:change|update|set|correct) {_NAME}'s (?:job )?title (?:at|for) <known>(?: to| is|:)+ {_TITLE}<end>",
    ),
    phrase(
        K.ADD_CONTACT,
        "title",
        rf"(?:(?:change|update|set|correct) )?{_NAME}'s (?:job |new )?title(?: (?:is|should be|to|now))+ {_TITLE}<end>",
        follows="what is said of a deal, or its channel",
    ),
)
