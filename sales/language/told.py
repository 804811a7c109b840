"""A clause that tells of something that happened, as places in the shape: its verb, whom it names, where the telling of
it begins. Reads nothing of what it holds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from sales.language.builders import Hit
from sales.language.context import Context
from sales.language.phrases.verbs import verbs
from sales.language.shape import Shape

_ABOUT = re.compile(
    r"\s+(?:about|re|regarding|to (?:discuss|talk|review|go over|walk|see|follow|confirm|schedule|ask|check|present"
    r"|introduce|say)|on (?:the(?! ?\ue003)|their|our|pricing|terms|next)|discussed|discussing|- |and (?:he|she|they"
    r"|it|asked|went"
    r"|walked|talked|agreed|discussed|is|was|wants?)\b|who|because|since|where|she|he|they|it was|it went|went|was"
    r"|wants|again(?! (?:for|with|to|at|from)\b)|over (?:lunch|dinner|coffee|breakfast|drinks|beers?|zoom|teams"
    r"|video|the phone|a |an |e?mail|the"
    r" weekend)|via|but|for (?:an|a|\ue002|thirty|twenty)|during|after|before|so|yesterday they)\b|\s+-\s|:\s"
)
_FACTS = verbs("move bump push pull advance update change set")
_NEXT_CLAUSE = re.compile(
    r" (?:and|but|then|so|plus|&) (?=(?:also |then |i |we |just |please |pls |let's |lets |go ahead and )*(?:update"
    r"|change|bump|mark|put|log|set|moved|left|sent|emailed|called|met|booked"
    r"|scheduled|pushed|pulled|closed|won|lost|next step|close date|commit|will|need|changed|updated|demoed|visited"
    r"|spoke|talked|bumped|advanced|move|push|set|it's now|they're now)\b|(?:(?:the|their|its|our|new) )*(?:close"
    r" date|closing date|amount|value|deal size|contract"
    r" value|next step|stage|decision maker|owner)\b|\ue001|\ue000(?:'s)? (?:(?:to|is|moved"
    r"|closes|signed|won|lost|now|close|went)\b|at (?!the\b|a\b|our\b|their\b)|\ue001))"
    rf"| - (?=(?:i |we |so |and |then |please |pls |let's )*(?:{_FACTS.any}\b|closes\b|closing (?:on |by )?\ue003"
    r"|close date\b|next steps?\b|(?:(?:amount|value|deal size)(?: is)? )?\ue001"
    r"|(?:is |are |it's |they're )?now (?:in |at )?(?:the )?[a-z]+(?: stage)?\s*(?:$|[,.;!])))"
)
""" "called Acme and moved it to proposal", "called Acme - moved to proposal": where the next thing is told."""


@dataclass(frozen=True)
class Told:
    """What a phrase for an activity matched. Behind the verb, from `start` to `end`, stand the names; from `head_end`
    on it is told what it was about or how it went, with the words of `about`."""

    hit: Hit
    shape: Shape
    context: Context
    start: int
    end: int
    about: re.Match[str] | None

    @property
    def head_end(self) -> int:
        """Where the names end."""
        return self.start + self.about.start() if self.about else self.end

    @property
    def begin(self) -> int:
        """Where the verb stands."""
        return self.hit.match.start()

    @cached_property
    def line(self) -> str:
        """The letters behind the verb."""
        return self.shape.line[self.start : self.end]

    def fixed(self, name: str) -> bool:
        """Whether the phrase says so of itself: "told", "noun", "sending", "inbound", "note_all"."""
        return name in self.hit.phrase.fixed


def told_of(hit: Hit, shape: Shape, context: Context) -> Told:
    """The clause that a phrase matched, up to where the next thing is told ("called Acme and moved it …")."""
    start, end = hit.match.span("who") if hit.has("who") else (hit.match.end(), hit.match.end())
    if following := _NEXT_CLAUSE.search(shape.line, start, end):
        end = following.start()
    return Told(hit, shape, context, start, end, _ABOUT.search(shape.line[start:end]))
