"""How what happened is told: the words before a call or a meeting, with whom, and by its noun alone."""

from __future__ import annotations

from typing import Final

from sales.language.phrases.phrase import Phrase
from sales.language.understanding import IntentKind as K

GOOD: Final = (
    r"(?:(?:one(?= [a-z]+ of)|(?!instead|because|ahead|part|lack|think|thought|talk)[a-z]+ of an?|a|an|the|another"
    r"|our|my|quick"
    r"|great|good|nice|short|long|productive|super|really|very|first|second|third"
    r"|\d+(?:st|nd|rd|th)|customer|client|training|planning|working|strategy|last|intro|introductory|follow-up"
    r"|followup|discovery|brief|solid|tough|bad"
    r"|fantastic|excellent|awesome|decent"
    r"|amazing|positive|weekly|final|\ue003|\ue002[ -]?(?:mins?|minutes?|hours?|hrs?)|successful|\ue000(?:'s)?|full"
    r"|initial|monthly|kick-?off"
    r"|in-person|face-to-face|onsite|virtual|zoom|teams|phone|video|pricing|technical|exec|executive|lovely"
    r"|interesting|detailed|fruitful|lengthy|in-depth|reference|renewal|scoping|security|legal|commercial"
    r"|procurement|board|onboarding|steering|status|check-in"
    r"|wrap-?up|project|budget|stakeholder) )*"
)
"""What people put before a call or a meeting: "a quick intro", "our weekly", "the Acme"."""
WHO: Final = (
    r"(?P<who>(?:\([^()\n]{1,60}\)|[^,.;:!?\n]|(?<=\ue000),(?= (?:(?:and |then |plus |also )+|& )?\ue000(?:,| and |"
    r" &|\s*$|\s*[.!(]|"
    r" \ue003))|(?<=\ue003),(?= (?:and |& )?\ue000 (?:on )?\ue003)|(?<=\w)\.(?=\w)"
    r"|(?<=\b[md]r)\.|(?<=\bms)\.|(?<=\bmrs)\.)*)"
)
"""Up to the next comma; the comma of a list of deals ends nothing."""


LOG: Final = (
    r"(?:(?:add|log|record|create)(?: an?)? activity:?|log|logged|logging|record|recorded|recording|add|adding|note"
    r"|noting"
    r"|track|tracking)"
)
"""How somebody asks for a record: "log a call", "just logging an email"."""


def told(kind: str, triggers: str, pattern: str, **fixed: str) -> Phrase:
    """A phrase for an activity of that kind. `fixed` says how it is told: "told" for a record asked for, "noun" without
    a verb, "sending" with what was sent, "inbound" where they came to us, "note_all" where every word is the note,
    "absent" where it did not take place, "ends" where nothing may follow in the message."""
    return Phrase(K.LOG_ACTIVITY, frozenset(triggers.split()), pattern, True, {"activity": kind, **fixed})


_NOUNS = {
    "call": "call chat sync zoom webex hangout facetime huddle catch-up catchup conversation check-in checkin"
    " touch-base",
    "meeting": "meeting lunch dinner coffee breakfast drinks workshop presentation qbr kick-off kickoff session"
    " briefing walkthrough training roundtable weekly one-on-one appointment",
    "demo": "demo demonstration",
}
"""What is told by its noun alone: "quick sync with Acme yesterday", "Acme demo went well"."""
_DONE = (
    r"(?:went|was|is done|done|given|held|conducted|delivered|concluded|completed|finished|all done|over"
    r"|happened|in the books)"
)


def _told_by_noun(kind: str, nouns: str) -> Phrase:
    return told(
        kind,
        nouns,
        rf"(?:the |our |another )?{GOOD}(?:{nouns.replace(' ', '|')})\b(?! (?:me|us|you|him|her|them|account|data"
        rf"|environment|env|day|it|back)\b)(?=:| ?-| ?@|,| \ue003\s*(?:[:,.!-]|$)| \ue000(?= (?:\ue003|\ue002"
        rf" ?(?:mins?|minutes?|hrs?|hours?)\b) ?(?:[-:,.(]|(?:discussed|talked|covered|we|they|he|she)\b)|"
        rf" (?:discussed|covered)\b|(?:"
        rf" \ue003)? (?:went|was|done)\b| ?[-:])| (?:today|yesterday|earlier|this morning|\ue003)? ?(?:with|at|from|for"
        rf"|between)\b| (?:on |at )?\ue003 {_DONE}\b|(?: |'s ){_DONE}\b)(?:(?: |'s ){_DONE})?{WHO}",
        noun="yes",
    )


def _told_of_theirs(kind: str, nouns: str) -> Phrase:
    """ "Beacon security review call - 45 min - went fine": words nobody listed between the deal and the noun."""
    return told(
        kind,
        nouns,
        rf"(?P<who>\ue000)(?:'s)?(?: (?!(?:board|earnings|annual|shareholders?|investors?|town|family|of|and|is|was)\b)"
        rf"[a-z&-]{{2,}}){{1,3}} (?:{nouns.replace(' ', '|')})(?: ?[-,(][^-,()]{{1,30}}[-,)])?(?: \ue003)?"
        rf" (?:went|is done|done|all done|finished|completed|happened|took place|was (?:great|good|fine|ok|rough"
        rf"|tough))\b(?: (?:on |this )?\ue003)?(?P<text>[^.;!?\n]*)",
        inbound="yes",
    )


PRAISE: Final = (
    r"(?:good|great|nice|ok|okay|fine|solid|positive|productive|excellent|awesome|brilliant|superb|lovely|decent|useful"
    r"|fantastic|amazing|bad|rough|tough|awful|terrible|awkward|so-so|meh)"
)


def _told_in_a_word(kind: str, nouns: str) -> Phrase:
    """ "Hooli meeting good": how it was, and so that it was."""
    return told(
        kind,
        nouns,
        rf"(?P<who>\ue000)(?:'s)? (?:{nouns.replace(' ', '|')})(?: (?:on )?\ue003)?"
        rf" (?P<text>(?:(?:was|very|really|super|so|all|pretty) )*{PRAISE}(?: \ue003)?)(?=\s*(?:$|[,.;!]| - | \+ ))",
        inbound="yes",
    )


def _told_as_a_list(kind: str, nouns: str) -> Phrase:
    """ "calls: Acme, Initech, Hooli" and nothing else: one with each."""
    return told(
        kind,
        nouns,
        rf"(?:my |todays? |today's )?(?:{nouns.replace(' ', '|')})(?: (?:today|made|done|so far|\ue003))*\s?[:-]\s?"
        r"(?P<who>\ue000(?:(?:,|,? and| &| \+| /) ?\ue000)*)[\s.!]*$",
        noun="yes",
        ends="the message",
    )


_LISTS: Final = {
    "call": "calls",
    "email": "emails e-mails",
    "demo": "demos",
    "meeting": "meetings",
    "site_visit": "visits",
    "voicemail": "voicemails vms",
}
BY_NOUN: Final[tuple[Phrase, ...]] = (
    *(_told_by_noun(kind, nouns) for kind, nouns in _NOUNS.items()),
    *(_told_of_theirs(kind, nouns) for kind, nouns in _NOUNS.items()),
    *(_told_in_a_word(kind, nouns) for kind, nouns in _NOUNS.items()),
    *(_told_as_a_list(kind, nouns) for kind, nouns in _LISTS.items()),
)
"""Three phrases for each kind that is told by its noun, and one for a list of them."""
