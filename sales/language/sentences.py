"""Where sentences and clauses begin and end, and what has been made of a sentence so far. Reads nothing itself."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from sales.language.context import Context
from sales.language.draft import Draft, Reading
from sales.language.phrases.phrase import Compiled, Grammar
from sales.language.shape import DEAL, TIME, Shape
from sales.language.understanding import Span

_END = re.compile(
    r"[.!?;](?<!\bdr\.)(?<!\bmr\.)(?<!\bms\.)(?<!\bmrs\.)(?<!\bst\.)(?<!\binc\.)(?<!\bco\.)(?<!\bcorp\.)(?<!\bltd\.)(?<!\bvs\.)(?<!\byahoo!)(?<!\be\.g\.)(?<!\bi\.e\.)(?<!\b[a-z]\.[a-z]\.)[.!?;]*(?=\s|$)|\n+"
)
FILLER: Final = re.compile(
    r"[\s,;:&+()!|>*\"'-]*(?:(?:@(?:here|channel|everyone)|ah|argh|bugger|damn|dang|crap|shoot|oh dear|blimey"
    r"|crikey|g'?day|kindly|sir|madam"
    r"|um+|uh+|erm?|hmm+|right|yeah|yep|basically|honestly"
    r"|look|listen|guess what|hi|hey|hello|yo|ok|okay|fyi|btw|so|well|just|also|and|then"
    r"|but|please|pls|plz|update(?!"
    r" (?:to|the|it|its|my|our|their|amount|value|close|stage|next))|updates|quick update|quick one|note to self|for"
    r" the record|(?:(?:so|very|really|super) )?(?:chuffed|happy|pleased|delighted|proud|thrilled|excited|stoked"
    r"|glad|sorry"
    r"|sad|gutted|pleasure)(?: to (?:say|report|announce|share|confirm|tell you|let you know|inform you))(?: that|"
    r" you)?"
    r"|(?:just )?(?:wanted |want )?to let (?:you|everyone|y'all) know(?: that)?|(?:please )?(?:note|be advised) that"
    r"|just so you know|for your info(?:rmation)?|(?:can|i can|we can) confirm(?: that)?|great news|good news|bad"
    r" news|big news|news|sadly|unfortunately|finally|fortunately|yay|yes|woo"
    r"|woohoo|wohoo|hooray|boom|(?:i|we) have(?= (?:\w+ed|spoken|met|sent|had|left|done|been|got|given|won|lost"
    r"|seen)\b)|have(?= (?:spoken|met|emailed|called|sent)\b)|i've|we've|i just|we just|i also|we also|i|we|(?:please"
    r" )?(?:log|record) that(?= (?:i|we)\b)|team(?! (?:meeting|call|sync|lunch|dinner|stand|off|event|build))|all|folks"
    r"|firebreak|guys|after that|both|each|all (?:of them|three|four|five)|re"
    r"|later|afterwards|next up|first|second|third|lastly|earlier|quickly|additionally|furthermore"
    r"|plus|meanwhile|anyway|oh|ah|wow|omg|alright|morning|good morning|(?:let's|lets|let us|go ahead and)(?="
    r" (?:also |just |please )*(?:move|push|pull|set|change|update|mark|log|put|bump|note"
    r"|record|snooze|park|hand|reassign|commit|call it|drop|lower|raise|cut|slide|delay)\b)"
    r"|(?:agreed|decided|opted) to(?= (?:move|push|pull|set|change|put|bump|snooze|park|pause|hand|reassign|commit|drop"
    r"|lower|raise|reduce|increase|cut|discount|slide|delay|mark)\b)"
    r"|(?:it )?(?:looks like|sounds like|seems like|seems that"
    r"|appears"
    r" that)|oh my gosh|oh"
    r" my god|you guys|man|dude|turns out(?: that)?|it turns out(?: that)?"
    r"|thanks|thank you|thx|ty|now(?!"
    r" ?[\ue001-\ue003])|still|today's"
    r" update|status update|fyi only|heads up|quick note|reminder that|again|as discussed|as planned|per our call|as"
    r" expected|to confirm|confirming|officially|\ue004)\b[\s,;:!.)-]*)*"
)
LISTED: Final = rf"{DEAL}(?:(?:,|,? and|,? then| &| \+| ?/) {{0,2}}{DEAL})*"
"""One deal, or several in a row."""
TOPIC: Final = re.compile(
    rf"(?:(?:re|on|for|about|regarding|with|at|over at|update on|news on|update from|from)[: ]+)?(?:the"
    rf" )?(?P<deal>{LISTED})(?:'s)?(?: (?:deal|account|update))?\s*(?::|-|,|\||\n|\u2013|is:)\s*"
    rf"(?!(?:and |& )?{DEAL})"
)
LIST_ALONE: Final = re.compile(
    rf"(?:(?:calls|emails|e-mails|demos|meetings|visits|vms|voicemails)(?: (?:today|yesterday|{TIME}))? ?[:-] ?)?"
    rf"(?P<deals>{DEAL}(?![\s.!]*$){LISTED[1:]})[\s.!]*$"
)
""" "calls today: Acme, Hooli." names those that the next sentence tells of."""
FOLLOWING: Final = re.compile(
    r"(?:following|based on|as per|per|further to|on the back of|coming out of)"
    rf"(?: (?:the|our|my|a|today's|yesterday's|{TIME}(?:'s)?|this|quick|good|intro|last|long))*"
    r" (?:call|meeting|demo|chat|discussions?|conversation|sync|e-?mail|visit|review)s?"
    rf"(?: (?:with|at|from) (?:[a-z]+ (?:at|from) )?(?:the )?(?P<deal>{DEAL})(?:'s? team| team)?)?"
    rf"(?: (?:today|on )?{TIME}?)?[\s,:-]+"
)
""" "following yesterday's call with Acme, …": says whom it is about, and when."""
LEADING_TIME: Final = re.compile(rf"(?:on |this |earlier |late |early )*{TIME}[\s,:-]+")
BOUNDARY: Final = re.compile(r",|;|:| \| | - | and | but | then | so | & | \+ |\(|\)| which | who |\. | also | with ")
_WORD = re.compile(r"[a-z]+(?:[-'][a-z]+)*|[\ue000-\ue007*]")


def sentences(line: str) -> list[Span]:
    """The places of the sentences of a shape's line, their end marks included."""
    places: list[Span] = []
    position = 0
    for match in _END.finditer(line):
        if line[position : match.end()].strip():
            places.append((position, match.end()))
        position = match.end()
    if line[position:].strip():
        places.append((position, len(line)))
    return places


def first_sentence(line: str) -> str:
    """Up to the end of the sentence; a comma does not end a plan."""
    match = _END.search(line)
    return line[: match.start()] if match else line


@dataclass(slots=True)
class Sentence:
    """One sentence while its clauses are read from left to right: `position` is where the next begins, `made` what the
    ones before it gave. `polite` ones are requests, `leading_time` is the place of a time at its beginning, after
    `hearsay` the words are somebody else's, `hedged` ones are not certain, `passed` is the boundary behind the words
    last passed over, and `fitting` keeps the phrases that fit at a place, for each is tried twice."""

    shape: Shape
    context: Context
    reading: Reading
    phrases: list[Compiled]
    start: int
    end: int
    position: int
    polite: bool
    made: list[Draft] = field(default_factory=list)
    leading_time: int | None = None
    hearsay: bool = False
    hedged: bool = False
    needed: bool = False
    passed: Span | None = None
    fitting: dict[int, list[tuple[Compiled, re.Match[str]]]] = field(default_factory=dict)
    line: str = field(init=False)
    """The whole message's shape; the sentence is from `start` to `end`."""

    def __post_init__(self) -> None:
        self.line = self.shape.line

    def fits_at(self, place: int) -> list[tuple[Compiled, re.Match[str]]]:
        """The phrases whose pattern matches at that place of the shape."""
        line, end = self.line, self.end
        return [(one, match) for one in self.phrases if (match := one.regex.match(line, place, end))]

    @property
    def speaks_of_a_deal(self) -> bool:
        """Whether a deal is understood without being named: said before, the thread's, or the channel's."""
        here = self.context.thread_deal or self.context.channel_deal
        return bool(self.made or self.reading.drafts or here)


def phrases_for(grammar: Grammar, line: str, place: Span) -> list[Compiled]:
    """The phrases worth trying on a sentence: those one of whose words it holds."""
    said = _WORD.findall(line, *place)
    if "-" in line:
        said += [part for word in said if "-" in word for part in word.split("-")]
    if "'" in line:
        said += ["'", *(word[:-2] for word in said if word.endswith("'s"))]
    return grammar.candidates(said)
