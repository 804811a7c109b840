"""Whether a clause is certain enough to be acted on: conditions, negations, hearsay, doubts and what is still to come
are not. Reads words alone; `objections` asks it about the clauses of a sentence."""

from __future__ import annotations

import re
from typing import Final

_CONDITION: Final = re.compile(
    r"\b(?:if|unless|assuming|suppose|supposing|imagine|provided that|in case|as long as|on condition|otherwise"
    r"|contingent on|depending on|depends on|subject to|whether|wether|what if|pretend)\b"
)
_UNSURE: Final = re.compile(
    r"\b(?:would|would've|could|could've|should|should've|might|may|must've|maybe|perhaps|probably|possibly"
    r"|potentially|likely|unlikely|hopefully|hope|hopes|hoping|hoped|wish|wishes|wishing|think|thinks|thinking|thought"
    r"|guess|guessing|believe|expect|expects|expecting|expected(?! clos)|trying|try|tries|tried|(?<!the"
    r" )(?<!their )(?<!our )(?<!annual )(?<!yearly )(?<!year )plan|plans|planning"
    r"|planned|want|wants|wanted|wanna|almost|nearly|basically|about to|close to|on the verge|seems?|seemed|looks like"
    r"|sounds like|feels like|apparently|supposed(?:ly)?|allegedly|reportedly|rumou?rs?|considering|considered"
    r"|thinking of"
    r"|wondering|wonder|tempted|what about|how about|i'd|we'd|they'd|he'd|she'd|it'd|in theory|hypothetically|ideally"
    r"|let's say|say we|for example|e\.g|for instance|such as|as if|like when|pretty sure|not sure|unsure|doubt"
    r"|doubtful|shall|would be|consider|debating|discuss|discussing|discussed|talked about|talking about|argued?"
    r"|proposed that|can't wait|one day|some day|someday|eventually|dream|dreams|dreamt|dreamed)\b"
)
_FUTURE: Final = re.compile(
    r"\b(?:will|won't|'ll|i'll|we'll|they'll|it'll|she'll|he'll|going to|gonna|about to|due to sign|set to sign|when"
    r"|once|as soon as|until(?= (?:they|we|she|he|it|\ue000))|after(?= (?:they|we|she|he|it|\ue000)))\b"
)
_NEGATION: Final = re.compile(
    r"\b(?:not|never|no longer|neither|nor|cannot|without|hardly|barely|yet to|nobody|no one|none|refuse[sd]?|refusing"
    r"|failed to|fails to|instead of|rather than|far from|nowhere near|anything but|no(?= (?:deal|contract|signature"
    r"|po|agreement|commitment|change|changes|update|updates|news|word|need|reason|way)\b))\b|n't\b|\bdont\b|\bdidnt\b"
    r"|\bisnt\b|\bwasnt\b|\bhasnt\b|\bhavent\b|\bcant\b|\bwont\b|\bdoesnt\b|\baint\b"
)
_HEARSAY: Final = re.compile(
    r"\b(?:said|says|saying|told|tells|asked|asks|asking|wrote|writes|claims|claimed|heard|according to|mentioned"
    r"|mentions|promised|promises|announced|reckons|believes|swears|insists|insisted|suggested|suggests|suggesting"
    r"|recommended|recommends|reminds|reminded|quote|quoting|quoted(?= from)|reads|titled|entitled|called it|subject"
    r" line|rumou?r|reports|reported|replied|responded|wants to know|in (?:the|a|an|this|our)(?: \w+)?"
    r" (?:article|news|email|memo|story|doc|deck|slides?|training|example|sample|case study|exercise|scenario"
    r"|role[- ]play"
    r"|handbook|playbook|tutorial))\b"
)
_OTHERS_DEALS: Final = re.compile(
    r"\b(?:last year|years? ago|back in (?:the day|20\d\d|19\d\d)|used to|at my (?:old|previous|last) (?:job|company)"
    r"|once upon a time|in the (?:movie|book|film|show|game))\b"
)
_PENDING: Final = re.compile(
    r"(?:following|after|pending) (?:tomorrow's|next \w+'s|the (?:next|upcoming|coming)\b)|(?:when|whenever|once|as"
    r" soon as|the moment|after|before|until) (?:\ue000|(?:they|she|he|it|legal|procurement"
    r"|finance|the (?!discount|haircut|reduction|rebate|credit|change|negotiation)[a-z]+)\b)"
    r"(?! (?:had|was|were|said)\b)(?! \w+ed\b)"
)
"""What has to happen first, at the beginning of a clause."""


def forbids(clause: str, *, planned: bool = False) -> str:
    """Why a clause must not change anything, in a few words; "" where it may.

    `planned` is for next steps, which are about the future by nature."""
    if _CONDITION.search(clause):
        return "a condition"
    if _NEGATION.search(clause):
        return "a negation"
    if planned:
        return ""
    if _HEARSAY.search(clause):
        return "what somebody else said"
    if _UNSURE.search(clause):
        return "not certain"
    if _FUTURE.search(clause):
        return "not yet so"
    return "long ago" if _OTHERS_DEALS.search(clause) else ""


_HEDGE = (
    r"(?:hypothetically|theoretically|hopefully|maybe|perhaps|possibly|potentially|probably|allegedly|supposedly"
    r"|apparently|reportedly|presumably|ideally|in theory|with (?:any|a bit of|some) luck|god willing|fingers crossed"
    r"|touch wood|knock on wood|rumou?r has it|word is|if all goes well|at a guess|my guess(?: is)?|i (?:guess|think"
    r"|believe|hope|suppose|reckon|assume|hear|heard|imagine|bet)(?: so)?|not sure(?: yet| though)?|unconfirmed|tbc"
    r"|tbd|to be confirmed|tentative(?:ly)?|provisional(?:ly)?|for (?:the sake of argument|argument's sake)"
    r"|not to jinx it|don't quote me(?: on that)?"
    r"|who knows|or so (?:i|they|he|she|we) (?:\w+ ?){1,2}|as far as i know|afaik|if i (?:remember|recall)"
    r"(?: correctly| right)?|(?:he|she|they) (?:say|says|think|thinks|reckon|reckons|hope|hopes))"
)
_HEDGED_LEAD: Final = re.compile(rf"\W*(?:(?:well|so|ok|and|but|just|honestly|yeah|hm+) )*{_HEDGE}(?: but)?\W*")
_HEDGED_TAIL: Final = re.compile(rf"\s*[,(;-]+ *(?:but |though |or )*{_HEDGE}\W*$")


def is_only_a_hedge(words: str) -> bool:
    """Whether words before a clause say nothing but that what follows is not certain: "hypothetically, …"."""
    return _HEDGED_LEAD.fullmatch(words) is not None


def ends_in_a_hedge(rest: str) -> bool:
    """Whether the sentence takes back its certainty at the end: "…, I think", "… (unconfirmed)"."""
    return _HEDGED_TAIL.match(rest) is not None


def opens_condition(rest: str) -> bool:
    """Whether what follows an instruction makes it conditional: "…, if they agree"."""
    rest = rest.lstrip(" ,;-(")
    return _CONDITION.match(rest) is not None or _PENDING.match(rest) is not None


def is_hearsay(clause: str) -> bool:
    """Whether what follows in the sentence is somebody else's word."""
    return _HEARSAY.search(clause) is not None
