"""How a sentence pattern is written, and how it becomes a rule. `<deal>`, `<stage>`, `<money>`, `<date>` and their kin
stand for what was recognised; a pattern is tried only where one of its own words occurs in the message."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from sales.language.context import Term, Vocabulary
from sales.language.understanding import IntentKind

HAS = r"(?: (?:has|have|had|is|was|are|just|now|also|finally|officially|already|been))*"
"""What may stand between a deal and what became of it: "has just", "is finally"."""
_WORD = r"[^\s,;:!?()\n\ue001-\ue005\ue007]+"
RAW = rf"{_WORD}(?: {_WORD}){{0,5}}?"
_LIST = r"\ue000(?:(?:,|,? and| &| \+| /) \ue000)+(?!\w)"
_NOUN = r"(?: (?:deal|opportunity|opp|account|one|thing|contract value))?"
_BOTH = r"(?:(?<=\ue000)(?: are)? (?:both|all)(?= ))?"
_IT = r"it|this(?: one| deal)?|that(?: one| deal)?|(?:(?:the|my|our) )?(?:deal|opp|opportunity)(?= )|them|they"
_THE = (
    r"(?:(?:the|our|my|this|that|on) )?(?:(?:deal|opportunity|opp|account)(?: (?:for|with|at|called|named)(?="
    r" \ue000))? (?!(?:amount|value|size|price|stage|to|close|closing|closure|date|number|next|is|should|will"
    r"|owner)\b))?"
)
_GOES_ON = (
    r"(?=\s*(?:$|[.,;!?()|\n]|[-:] )| (?:\ue000|\ue003|by|after|before|with|from|per|following|to|for|at|in|on|via"
    r"|during|this|that|into|over|under|out"
    r"|through|again|already|pending|and|but|so|then|because|since|as|due|thanks|given|when|until|till|subject|now|too"
    r"|there|here|yet|unless|without|within|instead|rather|is|was|are|it's|they|we|he|she|i|like|about|literally|last"
    r"|early|late|right|finally|officially|just)\b)"
)
"""What may stand behind a phrase that is only likely: no further object of its verb ("won an award")."""
_LOOSE_DEAL = rf"{_THE}(?P<deal>\ue000|{_IT})(?:'s)?{_NOUN}"
_HEADING = r"(?:(?<=\ue000) ?:(?= [a-z]))?"
""" "Acme: on hold until March" says it of Acme."""
_EXPANSIONS = {
    "<deal>": rf"{_THE}(?P<deal>{_LIST}|\ue000(?=\W|$)|{_IT}|{RAW})(?:'s)?{_NOUN}{_BOTH}{_HEADING}",
    "<known>": rf"{_THE}(?P<deal>{_LIST}|\ue000(?=\W|$)|{_IT})(?:'s)?{_NOUN}{_BOTH}{_HEADING}",
    "<name>": rf"{_THE}(?P<deal>\ue000(?=\W|$)|{RAW})(?:'s)?{_NOUN}",
    "<money>": r"(?P<money>[\ue001\ue002])",
    "<amount>": r"(?P<money>\ue001)",
    "<money2>": r"(?P<money2>[\ue001\ue002])",
    "<date>": r"(?:(?:to|on|by|until|till|for|in|into|at|around|about|from|before|the|close|end|of) )*(?P<date>\ue003)",
    "<when>": r"(?: ?[,(-]?(?: (?:on|by|in|at|for|around|until|till|til|to|since|from|over|during|after|the))*[ (]"
    r"(?P<date>\ue003)\)?)?",
    "<to>": r"(?:(?: (?:back|forward|over|on|up|out|down|ahead|along|straight|right|all the way))*"
    r"(?: (?:to|into|in|at|as|under|->|=>|-->|>|=|:|-))+(?: the| a| an)?(?: stage)?)",
    "<person>": r"(?P<person>\ue004|me|myself|[^\W\d_][\w.'-]*(?: [^\W\d_][\w.'-]*)?)",
    "<text>": r"(?P<text>[^\n]+)",
    "<amountword>": (
        r"(?:amount|value|size|price|acv|arr|tcv|mrr|number|deal size|deal value|contract value|worth|budget)"
    ),
    "<closedate>": (
        r"(?:close date|closing date|close-date|(?:expected |target |likely )?closure(?: date)?|target(?:"
        r" close)?(?: date)?|expected close(?: date)?|close|closing|decision date|signing date"
        r"|signing|signature|eta|completion date|completion|date)"
    ),
    "<end>": (
        r"(?=\s*(?:$|[.,;!?()|\n]|[-:] |\b(?:and|but|so|then|because|bc|since|as|due|with|which|now|today|also|for real"
        r"|for now|for the moment|right now|at the moment|any ?more|going forward|moving forward|from now on|finally"
        r"|officially|thanks|please|pls|btw|fyi|by"
        r" the way|actually|no wait|sorry|i mean|make that|would you|will you|if you can|if poss|asap|cheers|ta"
        r"|mate|i'm afraid|tbh|lfg|let's go|lets go|baby|woo+|yay|boom"
        r"|fwiw|for me|closing"
        r"|closes|close date|best case|these days|nowadays|at present|as it stands|in the end|plus|after"
        r"|along with|instead|rather than|up from|down from|next steps?|from my (?:side|end)|worth"
        r"|(?:at|for)(?= \ue001))\b|(?:on "
        r"|this |earlier |late |for |like |about |just |literally |some )*\ue003\s*(?:$|[.,;!?()|\n])))"
    ),
}


@dataclass(frozen=True, slots=True)
class Phrase:
    """One way to say something: the intent, the words that must occur (any of them), and the pattern. `also` are
    further words one of which must occur, where what triggers the phrase is in most messages: a day, a stage, "move".

    `sure` phrases name their deal beyond doubt, so that an unknown name is asked about; behind the others it must be a
    name we know, or the words mean something else. `fixed` are slots that follow from the words themselves."""

    kind: IntentKind
    triggers: frozenset[str]
    pattern: str
    sure: bool = True
    fixed: Mapping[str, str] = field(default_factory=dict)
    also: frozenset[str] = frozenset()

    def said_by(self, words: str) -> str:
        """Which of the words it needs the phrase found in the shape's `words`, for "Why?"."""
        found = [word for word in dict.fromkeys(_LETTERS.findall(words)) if word in self.triggers][:3]
        if found:
            return "by " + " and ".join(f'"{word}"' for word in found)
        return next((why for letter, why in _BY_ENTITY.items() if letter in words), "by its words")


_LETTERS = re.compile(r"[a-z]+(?:[-'][a-z]+)*")
_BY_ENTITY = {
    "\ue001": "by the sum in it",
    "\ue003": "by the day in it",
    "\ue005": "by the address in it",
    "\ue000": "by what stands beside the deal",
}


def phrase(kind: IntentKind, triggers: str, pattern: str, *, sure: bool = True, also: str = "", **fixed: str) -> Phrase:
    """A phrase whose `triggers`, and what it needs besides, are given as running text."""
    return Phrase(kind, frozenset(triggers.split()), pattern, sure, fixed, frozenset(also.split()))


@dataclass(frozen=True, slots=True)
class Compiled:
    """A phrase with its regular expression for one vocabulary."""

    phrase: Phrase
    regex: re.Pattern[str]
    number: int
    also: frozenset[str]


def _loosened(pattern: str) -> str:
    """The pattern without its end, and of a deal that is known."""
    pattern = re.sub(r"(?<!\?P)<(?:deal|known|name)>", lambda _: _LOOSE_DEAL, pattern)
    return pattern.replace("<end>", _GOES_ON)


class Grammar:
    """All phrases, for one vocabulary, found by the words they need. `loose` ones leave open what follows them."""

    def __init__(self, phrases: Iterable[Phrase], vocabulary: Vocabulary, *, loose: bool = False) -> None:
        self._by_word: dict[str, dict[int, Compiled]] = {}
        self._if_also: dict[str, dict[int, Compiled]] = {}
        terms = terms_of(vocabulary)
        for number, one in enumerate(phrases):
            pattern = _loosened(one.pattern) if loose else one.pattern
            compiled = Compiled(one, compiled_pattern(pattern, terms), number, one.also)
            by_word = self._if_also if one.also else self._by_word
            for word in self._trigger_words(one, vocabulary):
                by_word.setdefault(word, {})[number] = compiled

    def _trigger_words(self, one: Phrase, vocabulary: Vocabulary) -> set[str]:
        """A phrase may be triggered by the first words of any stage, source or kind."""
        terms = {"<stage>": vocabulary.stages, "<source>": vocabulary.sources, "<kind>": vocabulary.kinds}
        terms |= {"<reason>": vocabulary.lost_reasons, "<verbal>": _verbal(vocabulary)}
        found = set(one.triggers)
        for marker, group in terms.items():
            if marker in found:
                found |= {re.split(r"\W+", word)[0] for term in group for word in term.words}
        return found

    def candidates(self, words: Collection[str]) -> list[Compiled]:
        """The phrases worth trying on a message with these words, each once."""
        found: dict[int, Compiled] = {}
        open_yet: dict[int, Compiled] = {}
        for word in words:
            if phrases := self._by_word.get(word):
                found |= phrases
            if phrases := self._if_also.get(word):
                open_yet |= phrases
        said = frozenset(words)
        return [*found.values(), *(one for one in open_yet.values() if not one.also.isdisjoint(said))]


def _verbal(vocabulary: Vocabulary) -> tuple[Term, ...]:
    """The stages that a verbal agreement stands for."""
    return tuple(term for term in vocabulary.stages if "verbal" in term.words)


def terms_of(vocabulary: Vocabulary) -> dict[str, str]:
    """What the markers for a workspace's own words stand for."""
    return {
        "<stage>": f"(?P<stage>{alternatives(vocabulary.stages)})(?: (?:stage|phase|review))?",
        "<verbal>": f"(?:{alternatives(_verbal(vocabulary))})",
        "<source>": f"(?P<source>{alternatives(vocabulary.sources)})",
        "<reason>": f"(?P<reason>{alternatives(vocabulary.lost_reasons)})",
        "<reason2>": f"(?P<reason2>{alternatives(vocabulary.lost_reasons)})",
        "<kind>": f"(?P<kind>{alternatives(vocabulary.kinds)})s?",
    }


def alternatives(terms: Iterable[Term]) -> str:
    """A regular expression for any word of these terms, the longest first; a space may be a hyphen."""
    said = sorted({word for term in terms for word in term.words}, key=len, reverse=True)
    return "|".join(re.escape(word).replace(r"\ ", r"[\s-]?") for word in said) or r"\b\B"


def compiled_pattern(pattern: str, terms: Mapping[str, str] | None = None) -> re.Pattern[str]:
    """The pattern with its markers replaced, as a regular expression."""
    return _compiled(pattern, tuple((terms or {}).items()))


_MARKER = re.compile(r"(?<!\?P)<[a-z0-9]+>")
_SPACE = re.compile(r" (?![?*+{])(?![^\[\]]*\])")
"""A space of a pattern outside of a character class: any number of spaces in the message."""


@lru_cache(maxsize=4096)
def _compiled(pattern: str, terms: tuple[tuple[str, str], ...]) -> re.Pattern[str]:
    expressions = _EXPANSIONS | dict(terms)
    written = _MARKER.sub(lambda marker: expressions.get(marker[0], marker[0]), pattern)
    return re.compile(_SPACE.sub(" +", written))


def term_of(terms: Iterable[Term], said: str) -> Term | None:
    """The term one of whose words is `said`, hyphens and spaces being equal; None where there is none."""
    plain = re.sub(r"[\s-]+", " ", said.casefold()).strip()
    glued = plain.replace(" ", "")
    for term in terms:
        if plain in term.words or glued in _glued(term.words):
            return term
    return None


@lru_cache(maxsize=512)
def _glued(said: tuple[str, ...]) -> frozenset[str]:
    """The words of a term, each as one."""
    return frozenset(word.replace(" ", "") for word in said)
