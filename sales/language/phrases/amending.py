"""What is said of details of what we just wrote down: who was there, what the note says, what a new deal is called."""

from __future__ import annotations

from sales.language.phrases.phrase import Phrase, phrase
from sales.language.understanding import IntentKind as K

_NO = r"(?:(?:no|nope|sorry|oops|ups|whoops|actually|correction|wait|my bad|my mistake)[,.!: -]*)+"
_AND = r"(?:and |also |oh,? |oops,? |please )*"
_PERSON = r"(?:\ue007|[^\W\d_][\w.'-]*(?: [^\W\d_][\w.'-]*){0,2}?)"
_TOO = r"(?: too| as well| also)?"
_TEXT = r"(?! *(?:to\b|(?:a |the )?(?:new )?(?:deal|contact|account|opp)\b))(?P<morenote>[^\n]{1,400})$"
_LEVEL = r"(?:the |my )?(?P<level>best(?: case)?|upside|commit)"
_SUM = r"(?P<value>[\ue001\ue002])"
_END = r"\s*[.!]*\s*$"

AMENDING: tuple[Phrase, ...] = (
    phrase(
        K.CORRECT,
        "with to",
        rf"(?:(?:{_NO})?(?:(?:it|that|this|the call|the meeting) was|i mean(?:t)?|make (?:it|that)) ?(?:with|to)"
        rf"|{_NO}(?:with|to)) (?P<contact>{_PERSON})(?:,? not (?:with |to )?{_PERSON})?{_END}",
    ),
    phrase(
        K.CORRECT,
        "not",
        rf"(?:{_NO})?(?:(?:it's|it is|that's|that is|it was|should be|(?:his|her|the) name is"
        rf"|spelled) )(?P<contact>{_PERSON}),?"
        rf" not {_PERSON}{_END}",
    ),
    phrase(K.CORRECT, "add plus", rf"{_AND}(?:add|plus) (?P<more>{_PERSON})(?:{_TOO}| to (?:it|that)){_END}"),
    phrase(
        K.CORRECT,
        "was were joined",
        rf"{_AND}(?P<more>{_PERSON}) (?:(?:was|were) (?:there|on it|on the call|in the meeting)|joined){_TOO}{_END}",
    ),
    phrase(
        K.CORRECT,
        "note",
        r"(?:please )?(?:(?:change|update|correct) (?:the|my|that) note to|(?:the |my )?note should (?:be|say|read)"
        r"|make the note) ?:? ?(?P<note>[^\n]{1,400})$",
    ),
    phrase(K.CORRECT, "add", rf"{_AND}add(?: to (?:the|my|that) note)?(?: that\b| ?[:,]) ?{_TEXT}"),
    phrase(K.CORRECT, "add", rf"{_AND}add to (?:the|my|that) note {_TEXT}"),
    phrase(
        K.CORRECT,
        "called named spelled spelt rename name",
        rf"(?:{_NO})?(?:(?:it's|it is|they're|they are|that's|it should be|the (?:deal|account)(?:'s| is)) (?:called"
        r"|named|spelled|spelt)|rename (?:it|that)(?: to)?|(?:the|its) name (?:is|should be))"
        rf" (?P<name>(?!off\b|out\b|back\b)[^,.;!?\n]{{2,60}}){_END}",
    ),
    phrase(K.CORRECT, "best upside commit", rf"{_NO}{_SUM} (?:for |as |is |in )?{_LEVEL}{_END}"),
    phrase(K.CORRECT, "best upside commit", rf"{_NO}{_LEVEL}(?: is| should be| was)? {_SUM}{_END}"),
)
