"""New accounts and deals, and what is deleted."""

from __future__ import annotations

from sales.language.phrases.phrase import Phrase, phrase
from sales.language.understanding import IntentKind as K

_A_DEAL = (
    r"(?P<text>(?!\ue000|deal\b|opp\b|(?:the|my|our|this|that|his|her|their)\b)[^,.;!?:\n]{2,40}"
    r" (?:deal|opp|opportunity)"
)
_ITS_FACTS = r"(?=\s*[,:-]| for \ue001| \ue001|\s*$)[^\n]*)"
CREATIONS: tuple[Phrase, ...] = (
    phrase(
        K.CREATE_DEAL,
        "deal opp opportunity",
        r"(?:a |the )?(?:second|third|2nd|3rd|another|additional) (?:deal|opp|opportunity) (?:for|with|at)\s+<text>",
    ),
    phrase(
        K.CREATE_DEAL,
        "new add create created open opened start started log track",
        r"(?:please )?(?:(?:add|create|created|open|opened|start|started|log|track|tracking|made|got|have|adding"
        r"|creating) )*(?:a |an "
        r"|another |this )?(?:brand )?(?:new )?(?:deal|opportunity|opp|prospect|renewal deal|renewal opportunity)\b(?:"
        r" (?:for|with|at|called|named|from|on))*\s*[:,-]?\s+<text>",
        sure=True,
    ),
    phrase(
        K.CREATE_DEAL,
        "pipeline pipe funnel",
        r"(?:please )?(?:add|put|enter|log|added|adding) (?!it\b|this\b|that\b|\ue000 ?(?:back )?(?:to|into"
        r"|in)\b)(?P<text>[^.;!?\n]{2,60}? (?:to|into|in) (?:the|my|our) (?:pipeline|pipe|funnel)\b[^\n]*)",
    ),
    phrase(
        K.CREATE_DEAL,
        "new",
        r"(?:(?:here's|got|have|a|another|just|brand) )*new one(?: (?:for (?:you|us|me|the (?:pipeline|pipe|funnel|list"
        r"|board|crm))|to (?:add|log|enter|track)|today))*\s*[:,-]\s*(?P<text>[^\n]*\ue001[^\n]*)",
    ),
    phrase(
        K.CREATE_DEAL,
        "new opened",
        r"(?:just )?(?:got |have |opened |found )(?:a |another )?(?:brand )?(?:new (?:one|opp|deal|customer|lead)"
        r"|opportunity)(?: (?:for|with|at|called|named|from|on))*\s*[:,-]?\s+<text>",
    ),
    phrase(
        K.CREATE_DEAL,
        "as",
        r"(?:please )?(?:add|log|track|put in) (?P<text>[^,.;!?\n]{2,60} as a (?:new )?(?:deal|opp|opportunity"
        r"|lead)\b[^\n]*)",
    ),
    phrase(
        K.CREATE_DEAL,
        "create add start",
        rf"(?:please )?(?:create|add|start) (?:a |an |the )?(?:new )?{_A_DEAL}{_ITS_FACTS}",
    ),
    phrase(
        K.CREATE_DEAL,
        "open",
        rf"(?:please )?open (?:up )?(?:an? (?:new )?|new ){_A_DEAL}{_ITS_FACTS}",
    ),
    phrase(K.CREATE_DEAL, "open", rf"(?:please )?open {_A_DEAL}(?:,| for| at)? \ue001[^\n]*)"),
    phrase(K.CREATE_DEAL, "new", r"new\s?: ?(?P<text>[^\n]*\ue001[^\n]*)"),
    phrase(
        K.CREATE_DEAL, "opened", r"(?:just )?opened (?!up\b|the\b|an?\b|my\b|our\b|\ue000)(?P<text>[^\n]*\ue001[^\n]*)"
    ),
    phrase(
        K.CREATE_DEAL,
        "new add create",
        r"(?:to )?(?:add|create|new|log)(?: a| an)?(?: new)? lead\b(?: (?:for|with|at|called|named"
        r"|from))*\s*[:,-]?\s*<text>",
        lead="yes",
    ),
    phrase(
        K.CREATE_DEAL,
        "new add create open",
        r"(?:(?:big|huge|exciting|another|a|got a) )*(?:to )?(?:add|create|new|open)(?: a| an)?(?: new)? (?:deal"
        r"|opportunity|opp"
        r"|lead)(?: alert)?\s*[.!:]*$",
    ),
    phrase(
        K.ADD_ACCOUNT,
        "account company customer client",
        r"(?:add|create|new)(?: a| an| the)?(?: new)? (?:account|company|customer|client|organi[sz]ation)(?: (?:called"
        r"|named|for))?\s*[:,-]?\s*<text>",
    ),
    phrase(
        K.ADD_ACCOUNT,
        "account company customer client",
        r"(?:add|create|save|enter|put) (?P<text>(?!\ue000)[^,.;!?\n]{2,50}?)(?: in| down)? as an?(?: new)?"
        r" (?:account|company"
        r"|customer|client|organi[sz]ation)<end>",
    ),
    phrase(
        K.DELETE_DEAL,
        "delete remove trash erase rid",
        r"(?:delete|remove|trash|erase|get rid of) (?!(?:contact|task|note|reminder|account|company|user|person"
        r"|activity)\b)<deal>(?:,? (?:i|we|it|it's|its|that's|as|because|since"
        r"|duplicate) [^\n]*)?<end>",
    ),
)
