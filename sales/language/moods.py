"""What kind of sentence it is: a request, a question, a joke, an example or a wish; and where in it each begins.
Whether a clause is certain enough to be acted on is decided in `certainty`."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from sales.language.lexicon import ORDINARY_WORDS, words
from sales.language.understanding import Span

_POLITELY: Final = (
    r"(?:(?:(?:hi|hey|hello|ok|okay)\b[\s,!]*)?(?:(?:fire ?breaks?|bot|team|all|guys)\b[\s,:!]*)?(?:(?:let's|lets"
    r"|let us|please do the needful and|do the needful and) (?:also |just |please )*(?=(?:move|push|pull|set|change"
    r"|update|mark|log|put|bump|note|record|snooze|park|hand|reassign|commit|drop|lower|raise|cut|slide|delay)\b)"
    r"|(?:(?:would|do) you )?mind"
    r" (?=\w+ing\b)|(?:would|do) you mind |(?:can|could) we (?=[^?\n]{1,120}\b(?:please|pls|plz)\W*$)|(?:can"
    r"|could|would(?! be\b)|will(?! (?:call|email|send|meet|follow|visit"
    r"|check|chase|ping|demo|do)\b)|can't|couldn't) (?:you|u|we please|someone) (?:(?:please|kindly|pls|plz|just|also"
    r"|quickly) )*|(?:please|pls|plz|kindly)[, ]+(?:can you |could you "
    r"|(?:do not|don't) forget to |remember to )?|(?:i(?:'d| would) like (?:you )?to|i want"
    r" (?:you )?to|i wanna|i need you to|let me|lemme|help me|go ahead and|don't forget to|do not forget"
    r" to|make sure to|remember to|feel free to|you can(?: now)?|mind|could i|can i|may i) (?!close \ue000(?! (?:as"
    r"|lost|won)\b))(?=(?:please )?(?:move|push"
    r"|pull|set|change|update|mark|log|add|create|make|put|bump|note|record|close|snooze|hand|assign|reassign|delete"
    r"|remove|advance|commit|send|call|email|follow|schedule|book|chase|ping|submit|show|see|get|give|tell)\b)))"
)
POLITE: Final = re.compile(
    rf"\s*{_POLITELY}(?:[\s,]*(?:\b(?:um+|uh+|erm?|please|also|just|go ahead and|maybe(?= (?:also )?(?:move|push"
    rf"|set)\b))\b[\s,]*)+)?"
)
"""How a request begins that is meant as an instruction, though it may end with a question mark."""

_QUESTION_START: Final = re.compile(
    r"\s*(?:(?:hi|hey|hello|ok|okay|so|and|but|btw|quick question|question)\b[\s,:-]*)*(?:(?:remind|tell|show|give|read"
    r") me (?:again )?(?=(?:what|who|where|why|how|which)\b|when (?:did|do|does|is|are|was|were|will)"
    r"\b)|(?:(?:i'd|i would|we'd|we would|i|just|was|am|be|i'm) )*(?:(?:quite|really|just|also|keen"
    r"|curious) )*(?:(?:like|love"
    r"|want|need|keen|good) to (?:know|see|hear|understand|find out)|wondering|wonder|curious)(?= (?:how|what|who|when"
    r"|where|why|which)\b)|catch me up|fill me in|bring me up to speed|what|what's|whats|who|who's"
    r"|whos|whose|when(?= (?:did|do|does|is|are|was|were|will|can|should|has|have|would)\b)|when's|where|where's|why"
    r"|how|how's|hows|which|is|are|am|(?:was|were)(?! (?:meant|supposed|going|due|hoping|planning|about to|able|unable"
    r"|told|(?!any|some|every|no)[a-z]{3,}ing)\b)|do(?! not\b)|does|did(?! (?:a|an|the|some|our|another|lunch|dinner"
    r"|my)\b)|has|have(?= (?:(?:we|i|you|they)\b|\ue000))|had(?= (?:we|i|you|they)\b)|can(?!'?t\b)|could(?! (?:be"
    r"|have)\b)|should(?! (?:be"
    r"|have been)\b)"
    r"|shall|would(?! (?:be|love|like|rather|prefer|hate|have)\b)|will(?= (?:\ue000|(?:we|you|they|i|he|she|it|the"
    r"|this|that|there|our|my|anyone|somebody)\b))|may(?= (?:i|we)\b)|might|(?:is|are|was|were|do|does|did|has|have|wo"
    r"|should|would|could)n't(?= (?:\ue000|(?:we|you|they|i|he|she|it|the|this)\b))|any(?:one|body) (?:know|heard"
    r"|seen|remember)|any (?:calls?|meetings?|demos?|visits?|e-?mails?|repl(?:y|ies)|response|answer|feedback"
    r"|progress|activity|contact|deals?|opps?|tasks?|follow[- ]?ups?|next steps?|plans?|luck|news|update|updates|idea"
    r"|word|chance|movement))\b"
)
_INTERJECTIONS: Final = re.compile(
    r"(?:\W*\b(?:(?:everyone|everybody|you all|y'all) should know(?: that)?|um+|uh+|erm?|hm+|ok(?:ay)?|so|well"
    r"|(?:yeah|yep|yup)(?! right)|(?:hi|hey|hello)(?: there| guys| team"
    r"| all)?"
    r"|oh my (?:gosh|god)|oh dear|oh|ah|man(?=,)|wow|omg|dude|alright|all right|anyway|listen|look(?=,)|you know"
    r"|quick question"
    r"|real quick|you guys|guys|holy (?:cow|moly|smokes)|firebreak|bot|go ahead and|right(?=,)"
    r"|now(?=,))\b(?!-)[\s,!:]*)+"
)
"""What people say before they say something; dictation writes it down."""


def spoken_from(line: str, start: int, end: int) -> int:
    """Where a sentence begins behind its interjections ("okay so um …"); its start where it is nothing else."""
    said = _INTERJECTIONS.match(line, start, end)
    return said.end() if said and line[said.end() : end].strip(" .!?") else start


_NO_ONES_NAME: Final = words(
    "please pls firebreak bot team sorry thanks thx btw fyi also folks everyone btw actually quickly"
)
_JOKE: Final = re.compile(
    r"\b(?:lol|lmao|rofl|jk|just kidding|kidding|joking|just a joke|haha+|hehe+|in my dreams|in your dreams|yeah right"
    r"|as if|sarcasm|april fools|(?:when |and )?pigs (?:can |will |might |may )?fly|when hell freezes over"
    r"|wishful thinking|/s|not really|psych|fantasy|in a parallel universe|for"
    r" fun|test test|this is a test|just testing|just an example|for illustration|dummy|fake news)\b"
)
_TAKEN_BACK: Final = re.compile(r"[\s.!,]*(?:and |so |but )?not[\s.!]*$")
""" "Moved Hooli to contract... not": the sentence after takes back the one before."""
_EXAMPLE: Final = re.compile(
    r"\W*(?:e\.g|i\.e|(?:draft|scenario|hypothetical|role-?play|practice|dummy|mock|placeholder|training|what-if)(?=\s*:)"
    r"|for (?:the|a|our|my) (?:\w+ ){0,2}(?:decks?|training|slides?|docs?|example|handbook|workshop|presentation"
    r"|video|script"
    r"|tutorial|screenshots?|playbook)(?=\s*:)|(?:for |an )?(?:example|instance)|sample|template|subject|re: fwd"
    r"|fwd?|title|headline"
    r"|re(?=: \ue000 (?:to|is|moved|closed?s?|signed|won|lost|slips|slipped)\b)|lyrics"
    r"|quote from \w+|quoting|try (?:typing|writing|saying)|you (?:can|could) (?:say|type|write))\b\W"
)
"""How a sentence begins that only shows words, or names a mail."""
_WISH: Final = re.compile(
    r"\W*(?:(?:good|best of|lots of) luck|fingers crossed|break a leg|have (?:fun|a (?:good|great|nice|safe))"
    r"|(?:sending|send) (?:\w+ )?(?:thoughts|love|hugs|wishes|vibes|prayers)|thinking of|happy (?:birthday|anniversary)"
    r"|congrat\w*|enjoy)\b"
)
"""What is said to other people out of kindness, whatever it names."""


class Mood(NamedTuple):
    """What kind of sentence it is: `request` is where the request behind a polite beginning starts, or 0. An
    `example` only shows words, a `wish` is for other people."""

    question: bool
    request: int
    joke: bool
    example: bool = False
    wish: bool = False


def mood_of(sentence: str) -> Mood:
    """The mood of one sentence (lower case, its end mark included)."""
    polite = POLITE.match(sentence)
    request = polite.end() if polite and polite.end() > 0 else 0
    ends = sentence.rstrip().endswith("?")
    question = not request and (ends or _QUESTION_START.match(sentence) is not None)
    joke = _JOKE.search(sentence) is not None or _TAKEN_BACK.match(sentence) is not None
    return Mood(question, request, joke, _EXAMPLE.match(sentence) is not None, _WISH.match(sentence) is not None)


_NEEDS: Final = re.compile(
    r"\W*(?:(?:ok|so|also|btw|and|fyi|well) )*(?:(?:i|we) )?(?:need|have|gotta|got|ought)(?: to)?"
    r" (?=(?:push|move|pull|bump|change|update|slide|shift|delay|drop|take|mark) )"
)


def needed_from(line: str, start: int, end: int) -> int:
    """Where the change begins that somebody says is needed ("need to push Hooli to Jan 5"), or 0. Whether it is to be
    done now, they are asked."""
    needs = _NEEDS.match(line, start, end)
    return needs.end() if needs else 0


_TURN = re.compile(
    r"[,;-]\s*(?:and |so |but |or )?(?=(?:should|shall|can|could|do|does|did|is|are|what|how|when|who|which|would|will"
    r"|any)\b)"
)


def turns_into_question(sentence: str) -> int:
    """Where a statement turns into a question ("emailed Hooli, should we push?"), or 0 where it is one throughout."""
    if _QUESTION_START.match(sentence):
        return 0
    turn = _TURN.search(sentence)
    return turn.end() if turn else 0


_ASIDE_QUESTION = re.compile(
    r"[,;-] *(?:and |so |but |please |just )*(?=(?:give|show|tell|remind|read) me\b|what's\b|how's\b|who's\b|pull up\b"
    r"|(?:can|could|would|will) you (?:(?:please|kindly|also|just) )*(?:move|push|pull|set|change|update|mark|log"
    r"|put|bump"
    r"|note|record|snooze|hand|assign|reassign|advance|commit)\b)"
)


_ASIDE_HINTS: Final = (" me ", "'s ", "pull up", " you ")


def asks_behind(sentence: str) -> int:
    """Where a request for something to read begins behind a statement ("in a meeting, give me all on Hooli"), or 0."""
    turn = _ASIDE_QUESTION.search(sentence) if any(hint in sentence for hint in _ASIDE_HINTS) else None
    return turn.end() if turn else 0


_ASKS_TOO = re.compile(
    r"[,;]? (?:and|also|plus) (?=(?:who|what|when|where|how|which)(?:'s|'re|s)?\b(?! (?:else|not)\b)"
    r"(?![^?]*\b(?:it|its|it's|they|them|their|those)\b))"
)
"""Where a second question begins; one that asks about the first one's deals belongs to it."""


def questions_in(line: str, start: int, end: int) -> list[Span]:
    """The places of the questions of a sentence: "how's my pipeline, and who owns Hooli?"."""
    places: list[Span] = []
    for turn in _ASKS_TOO.finditer(line, start, end) if " and " in line else ():
        places.append((start, turn.start()))
        start = turn.end()
    return [*places, (start, end)]


_ADDRESSED = re.compile(
    r"\W*(?:(?:hey|hi|hello) )?(?P<name>[a-z][a-z'-]+), +(?:please|pls|plz|can you|could you|would you|will you)\b"
)


def is_addressed(sentence: str) -> bool:
    """Whether a sentence asks somebody by name: "Sam, can you …", "Dana, please …"."""
    named = _ADDRESSED.match(sentence) if "," in sentence else None
    return named is not None and named["name"] not in ORDINARY_WORDS and named["name"] not in _NO_ONES_NAME
