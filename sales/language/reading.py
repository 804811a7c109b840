"""Reads a message sentence by sentence, clause by clause: where a phrase fits, a draft is made; what fits nothing is
kept as the note of what happened before it, or is nobody's business. Moods decide first what may be read at all."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import timedelta
from functools import lru_cache
from typing import Final

from sales.language import builders, creating
from sales.language.activities import log_activity
from sales.language.builders import Builder, Hit
from sales.language.context import Context, Vocabulary
from sales.language.corrections import correct
from sales.language.deals import settle
from sales.language.draft import Draft
from sales.language.mentions import LEFT_OVER, Mention, mention_at
from sales.language.moods import Mood, forbids, is_hearsay, mood_of, opens_condition, turns_into_question
from sales.language.phrases.creations import CONTACTS, CREATIONS
from sales.language.phrases.facts import AMOUNTS, CALLS, CLOSE_DATES, OWNERS, SOURCES
from sales.language.phrases.happened import ACTIVITIES
from sales.language.phrases.phrase import Compiled, Grammar, Phrase
from sales.language.phrases.plans import PLANS
from sales.language.phrases.replies import REPLIES
from sales.language.phrases.standing import CATEGORIES, LOSSES, PAUSES, STAGES, WINS
from sales.language.queries import is_other, read_query
from sales.language.shape import DEAL, TIME, Shape
from sales.language.slots import put_past_day
from sales.language.understanding import IntentKind, Span, TimeSpan

PHRASES: Final = (
    *(*REPLIES, *CALLS, *CREATIONS, *WINS, *LOSSES, *STAGES, *CATEGORIES, *PAUSES, *CLOSE_DATES),
    *(*AMOUNTS, *OWNERS, *SOURCES, *CONTACTS, *ACTIVITIES, *PLANS),
)
"""All phrases, in order of precedence: where two fit at one place, the earlier group speaks."""

_BUILDERS: Final[dict[IntentKind, Builder]] = {
    IntentKind.MOVE_STAGE: builders.move_stage,
    IntentKind.WIN_DEAL: builders.win_deal,
    IntentKind.LOSE_DEAL: builders.lose_deal,
    IntentKind.SET_AMOUNT: builders.set_amount,
    IntentKind.SET_CLOSE_DATE: builders.set_close_date,
    IntentKind.SET_CATEGORY: builders.set_category,
    IntentKind.SET_NEXT_STEP: builders.set_next_step,
    IntentKind.ADD_CONTACT: creating.add_contact,
    IntentKind.CREATE_DEAL: creating.create_deal,
    IntentKind.ADD_ACCOUNT: creating.add_account,
    IntentKind.DELETE_DEAL: builders.plain,
    IntentKind.CONFIRM_DEAL: builders.plain,
    IntentKind.UNDO: builders.plain,
    IntentKind.REASSIGN: builders.reassign,
    IntentKind.SET_SOURCE: builders.set_source,
    IntentKind.SNOOZE: builders.snooze,
    IntentKind.SUBMIT_CALL: builders.submit_call,
    IntentKind.CORRECT: correct,
}
_REPLIES: Final = (IntentKind.UNDO, IntentKind.CORRECT)
_PLANNED: Final = (IntentKind.SET_NEXT_STEP,)
_FACTS: Final = (IntentKind.MOVE_STAGE, IntentKind.SET_AMOUNT, IntentKind.SET_CATEGORY, IntentKind.SET_SOURCE)
"""Behind two of these in a list a bare day is the close date: "Wonka: proposal, 40k, Dec 15"."""
_STATES: Final = (
    *(IntentKind.MOVE_STAGE, IntentKind.WIN_DEAL, IntentKind.LOSE_DEAL, IntentKind.SET_AMOUNT),
    *(IntentKind.SET_CATEGORY, IntentKind.REASSIGN, IntentKind.SET_SOURCE),
)
"""What is so from the moment it is said: with a time to come it is not so yet."""
_ALWAYS_READ: Final = (IntentKind.UNDO, IntentKind.CORRECT, IntentKind.CONFIRM_DEAL)
MOST_SENTENCES: Final = 40
MOST_CLAUSES: Final = 12

_SENTENCE_END = re.compile(
    r"[.!?;](?<!\bdr\.)(?<!\bmr\.)(?<!\bms\.)(?<!\bmrs\.)(?<!\bst\.)(?<!\binc\.)(?<!\bco\.)(?<!\bcorp\.)(?<!\bltd\.)"
    r"(?<!\bvs\.)(?<!\be\.g\.)(?<!\bi\.e\.)[.!?;]*(?=\s|$)|\n+"
)
_FILLER = re.compile(
    r"[\s,;:&+()!>*\"'-]*(?:(?:hi|hey|hello|yo|ok|okay|fyi|btw|so|well|just|also|and|then|but|please|pls|plz|update"
    r"|updates"
    r"|quick update|quick one|note to self|for the record|great news|good news|bad news|big news|news|sadly"
    r"|unfortunately|finally"
    r"|fortunately|yay|yes|woo|woohoo|wohoo|hooray|boom|(?:i|we) have(?= (?:\w+ed|spoken|met|sent|had|left"
    r"|done|been|got|given|won|lost|seen)\b)"
    r"|have(?= (?:spoken|met|emailed|called|sent)\b)|i've|we've|i just|we just|i also|we also|i|we"
    r"|(?:please )?log that(?= (?:i|we)\b)|team(?! (?:meeting|call|sync|lunch|dinner|stand|off|event|build))"
    r"|all|folks|firebreak|guys|after that|re|later|afterwards|next"
    r" up|first|second|third"
    r"|lastly|earlier|quickly"
    r"|additionally|furthermore|plus|meanwhile|anyway|oh|ah|wow|omg|alright|morning|good morning|thanks|thank you"
    r"|thx|ty|now"
    r"|still|today's update|status update|fyi only|heads up|quick note|reminder that|again|as discussed|as planned"
    r"|per our call|as expected|to confirm|confirming|officially|\ue004)\b[\s,;:!.)-]*)*"
)
_TOPIC = re.compile(
    rf"(?:(?:re|on|for|about|regarding|with|at|over at|update on|news on|update from|from)[: ]+)?(?:the"
    rf" )?(?P<deal>{DEAL})(?:'s)?(?: (?:deal|account|update))?\s*(?::|-|,|\n|\u2013|is:)\s*"
)
_LIST = re.compile(rf"{DEAL}(?:(?: and| &| \+) {DEAL})+")
_TIME_BEHIND = re.compile(rf" *(?:(?:on|this|in|by|from|at) )?{TIME}")
_LEADING_TIME = re.compile(rf"(?:on |this |earlier |late |early )*{TIME}[\s,:-]+")
_BOUNDARY = re.compile(r",|;|:| - | and | but | then | so | & | \+ |\(|\)| which | who |\. | also | with ")
_WORD = re.compile(r"[a-z]+(?:[-'][a-z]+)*|[\ue000-\ue007]")
_TITLED = re.compile(r"(?:[A-Z][\w&'-]+ ){1,3}[A-Z][\w&'-]+")
"""Several words, each with a capital: a name, though nobody told us."""
_EXPECTED = re.compile(
    r"\b(?:will|expected to|is going to|going to|'ll|now expected to|slated to) close\b|\bclose to(?= \ue003)"
)
"""A close date is an expectation: to say "will close" is to set it."""


@dataclass(slots=True)
class Reading:
    """What a message holds: drafts in order, questions, and remarks on what was passed over and why."""

    drafts: list[Draft] = field(default_factory=list)
    queries: list[Draft] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    asked: bool = False


@lru_cache(maxsize=32)
def grammar_of(vocabulary: Vocabulary) -> Grammar:
    """The phrases compiled for a workspace's words: some 100 ms once, then kept."""
    return Grammar(PHRASES, vocabulary)


def read(shape: Shape, context: Context) -> Reading:
    """Everything that the message says, asks, and only mentions."""
    reading = Reading()
    line = shape.line
    grammar = grammar_of(context.process)
    for start, end in _sentences(line)[:MOST_SENTENCES]:
        sentence = line[start:end]
        mood = mood_of(sentence)
        if mood.question and (turn := turns_into_question(sentence)):
            before = (start, start + turn)
            _Sentence(shape, context, reading, grammar, before, mood_of(line[slice(*before)])).read()
            start += turn
            sentence = line[start:end]
            mood = mood_of(sentence)
        if mood.joke:
            reading.drafts = [draft for draft in reading.drafts if draft.kind is IntentKind.LOG_ACTIVITY]
            reading.notes.append("A joke is not read as an instruction.")
        elif mood.example:
            reading.notes.append("An example is not read as an instruction.")
        elif is_other(sentence):
            reading.queries.append(Draft(IntentKind.OTHER, start, end, "an instruction that is not ours"))
        elif mood.question:
            reading.asked = True
            query = read_query(shape, context, start, end, asked=True)
            if query is not None:
                reading.queries.append(query)
        else:
            _Sentence(shape, context, reading, grammar, (start, end), mood).read()
    return reading


def _sentences(line: str) -> list[tuple[int, int]]:
    places: list[tuple[int, int]] = []
    position = 0
    for match in _SENTENCE_END.finditer(line):
        if line[position : match.end()].strip():
            places.append((position, match.end()))
        position = match.end()
    if line[position:].strip():
        places.append((position, len(line)))
    return places


class _Sentence:
    """The clauses of one sentence, read from left to right."""

    def __init__(
        self, shape: Shape, context: Context, reading: Reading, grammar: Grammar, place: Span, mood: Mood
    ) -> None:
        self.shape, self.context, self.reading = shape, context, reading
        self.start, self.end = start, end = place
        self.line = shape.line
        self.position = start + mood.request
        self.polite = mood.request > 0
        said = _WORD.findall(shape.line, start, end)
        said += [part for word in said if "-" in word for part in word.split("-")]
        self.phrases = grammar.candidates(said)
        self.leading_time: int | None = None
        self.made: list[Draft] = []
        self.hearsay = False

    def read(self) -> None:
        """Make the drafts of this sentence and add them to the reading."""
        for _ in range(MOST_CLAUSES):
            if self.position >= self.end:
                break
            if not self._clause():
                break
        if all(draft.soft for draft in self.made):
            query = read_query(self.shape, self.context, self.start, self.end, asked=self.polite)
            if query is not None:
                self.reading.queries.append(query)
        self.reading.drafts.extend(self.made)

    def _clause(self) -> bool:
        """Read one clause; False where the rest of the sentence is not to be read."""
        rest = self.line[self.position : self.end]
        if opens_condition(rest):
            self._conditional()
            return False
        begin = self.position
        if self._take(begin, clean=True):
            return True
        filler = _FILLER.match(self.line, begin, self.end)
        after = filler.end() if filler else begin
        while True:
            if lead := _LEADING_TIME.match(self.line, after, self.end):
                self.leading_time = self.line.find(TIME, after)
                after = lead.end()
            elif topic := _TOPIC.match(self.line, after, self.end):
                if self._take(after, clean=True):
                    return True
                self._topic(topic)
                after = topic.end()
            elif (more := _FILLER.match(self.line, after, self.end)) and more.end() > after:
                after = more.end()
            else:
                break
        if after > begin:
            if opens_condition(self.line[after : self.end]):
                self._conditional()
                return False
            if after < self.end and self._take(after, clean=True):
                return True
        return self._take(after, clean=False) or self._pass_over(after)

    def _topic(self, topic: re.Match[str]) -> None:
        """ "Acme: …" names the deal for what follows."""
        mention = mention_at(self.shape, self.context, topic.start("deal"), topic.end("deal"), sure=True)
        if mention is not None:
            draft = Draft(IntentKind.OTHER, topic.start(), topic.end(), "the topic", soft=True)
            settle(draft, mention)
            self.made.append(draft)

    def _conditional(self) -> None:
        """ "… if they agree": what was said just before is not to be done, unless it has happened."""
        self.reading.notes.append("A condition is not read as an instruction.")
        kept = [d for d in self.made if d.kind in (IntentKind.LOG_ACTIVITY, IntentKind.SET_NEXT_STEP) or d.soft]
        if kept and kept[-1].kind is IntentKind.LOG_ACTIVITY:
            kept[-1].note.append(self.shape.words(self.position, self.end))
        self.made = kept

    def _pass_over(self, start: int) -> bool:
        """Nothing fits here: keep the words as a note and go on behind the next boundary."""
        boundary = _BOUNDARY.search(self.line, max(start, self.position) + 1, self.end)
        until = boundary.start() if boundary else self.end
        passed = self.line[self.position : until]
        if is_hearsay(passed):
            self.hearsay = True
        self._only_named(self.position, until)
        for draft in reversed([*self.reading.drafts, *self.made]):
            if draft.kind is IntentKind.LOG_ACTIVITY:
                draft.note.append(self.shape.words(self.position, until))
                break
        self.position = boundary.end() if boundary else self.end
        return boundary is not None

    def _only_named(self, start: int, end: int) -> None:
        """ "no answer at Hooli, left a voicemail": a deal named in words that say nothing else is the one spoken of."""
        named = self.shape.within(start, end, DEAL)
        elsewhere = self.made or self.reading.drafts or self.context.thread_deal or self.context.channel_deal
        if len(named) == 1 and not elsewhere and not self.hearsay:
            place = named[0][0]
            mention = mention_at(self.shape, self.context, place, place + 1, sure=True)
            if mention is not None:
                draft = Draft(IntentKind.OTHER, place, place + 1, "the deal named before", soft=True)
                settle(draft, mention)
                self.made.append(draft)

    def _take(self, place: int, *, clean: bool) -> bool:
        """Take the phrase that fits at `place` and comes first; False where none does or the mood forbids it.
        A `clean` one leaves no words over beside the name it found."""
        hits = [(compiled, m) for compiled in self.phrases if (m := compiled.regex.match(self.line, place, self.end))]
        for compiled, match in sorted(hits, key=lambda hit: (self._rank(hit[0]), -hit[1].end(), hit[0].number)):
            drafts = self._drafts(compiled, match, clean=clean)
            if not drafts:
                continue
            reason = self._forbidden(drafts[0], match)
            if reason:
                self.reading.notes.append(f"Not read as an instruction: {reason}.")
                continue
            self.made.extend(drafts)
            self.position = max(draft.end for draft in drafts)
            return True
        return False

    def _rank(self, compiled: Compiled) -> int:
        return _RANK[compiled.phrase.kind]

    def _drafts(self, compiled: Compiled, match: re.Match[str], *, clean: bool) -> list[Draft]:
        phrase = compiled.phrase
        if phrase.kind is IntentKind.SET_CLOSE_DATE and self._is_a_list(match):
            return []
        if not self._follows(phrase):
            return []
        if several := self._several(compiled, match):
            return several
        titled = "titled" in phrase.fixed and _TITLED.fullmatch(self.shape.words(*match.span("deal"))) is not None
        mention = self._mention(match, sure=phrase.sure or titled)
        if clean and mention is not None and mention.resolution.rule == LEFT_OVER:
            return []
        if "deal" in match.re.groupindex and match["deal"] is not None and mention is None:
            return []
        hit = Hit(phrase, match, mention)
        if phrase.kind is IntentKind.LOG_ACTIVITY:
            return self._activities(hit)
        before = self.line[self.start : match.start()]
        if phrase.kind in _REPLIES and before.strip() and not _FILLER.fullmatch(before):
            return []
        draft = _BUILDERS[phrase.kind](hit, self.shape, self.context)
        if draft is None:
            return []
        if mention is not None and not mention.pronoun:
            settle(draft, mention)
        return [draft]

    def _follows(self, phrase: Phrase) -> bool:
        """Whether what the phrase needs before it was said: something in this message, or a channel's deal."""
        if "facts" in phrase.fixed.get("follows", ""):
            facts = [draft for draft in self.made if not draft.soft]
            return len(facts) >= 2 and all(draft.kind in _FACTS for draft in facts)
        if "follows" not in phrase.fixed or self.made or self.reading.drafts:
            return True
        here = self.context.thread_deal or self.context.channel_deal
        return "channel" in phrase.fixed["follows"] and here is not None

    def _is_a_list(self, match: re.Match[str]) -> bool:
        """ "closing this week" alone asks for deals; beside a deal it is a close date."""
        spoken_of = self.made or self.reading.drafts or self.context.thread_deal or self.context.channel_deal
        return "deal" not in match.re.groupindex and self.line.startswith("closing", match.start()) and not spoken_of

    def _activities(self, hit: Hit) -> list[Draft]:
        drafts = log_activity(hit, self.shape, self.context)
        if self.leading_time is not None:
            entity = self.shape.entity(self.leading_time)
            for draft in drafts:
                if entity is not None and "happened_on" not in draft.slots:
                    put_past_day(draft, "happened_on", self.shape, entity, self.context)
        return drafts

    def _several(self, compiled: Compiled, match: re.Match[str]) -> list[Draft]:
        """ "move Acme and Initech to proposal": the same for each deal of a list."""
        place = match.span("deal") if "deal" in match.re.groupindex and match["deal"] else (0, 0)
        if not _LIST.fullmatch(self.line, *place):
            return []
        drafts: list[Draft] = []
        for at, _ in self.shape.within(*place, DEAL):
            mention = mention_at(self.shape, self.context, at, at + 1, sure=True)
            draft = _BUILDERS[compiled.phrase.kind](Hit(compiled.phrase, match, mention), self.shape, self.context)
            if draft is None or mention is None:
                return []
            settle(draft, mention)
            drafts.append(draft)
        return drafts

    def _mention(self, match: re.Match[str], *, sure: bool) -> Mention | None:
        for group in ("deal", "deal2"):
            if group in match.re.groupindex and match[group] is not None:
                return mention_at(self.shape, self.context, *match.span(group), sure=sure)
        return None

    def _forbidden(self, draft: Draft, match: re.Match[str]) -> str:
        """Why the clause may not be acted on. A clause reaches to its end and over what makes it conditional."""
        if draft.kind in _ALWAYS_READ:
            return ""
        if self.hearsay:
            return "what somebody else said"
        happened = draft.kind is IntentKind.LOG_ACTIVITY
        if self._long_ago() and not happened:
            return "long ago"
        if draft.kind in _STATES and self._is_to_come(draft):
            return "not yet so"
        clause = self._unread(match, draft)
        if self.polite:
            return "a condition" if opens_condition(self.line[draft.end : self.end]) else ""
        planned = draft.kind in (*_PLANNED, IntentKind.CREATE_DEAL, IntentKind.ADD_CONTACT)
        if happened:
            clause = self.line[match.start() : match.start("who") if "who" in match.re.groupindex else match.end()]
        reason = forbids(clause, planned=planned) if clause else ""
        if not reason and not happened and opens_condition(re.sub(r"^[\s,;(-]+", "", self.line[draft.end : self.end])):
            return "a condition"
        return reason

    def _is_to_come(self, draft: Draft) -> bool:
        """ "tomorrow Acme moves to contract", "Acme to contract on Monday": a state that is not true yet."""
        behind = _TIME_BEHIND.match(self.line, draft.end, self.end)
        places = (self.leading_time, None if behind is None else behind.end() - 1)
        times = [self.shape.entity(place) for place in places if place is not None]
        return any(
            entity is not None and isinstance(entity.value, TimeSpan) and entity.value.start > self.context.now
            for entity in times
        )

    def _long_ago(self) -> bool:
        """ "last year we lost Acme": the sentence began with a time more than a month back."""
        limit = self.context.now - timedelta(days=31)
        times = [entity.value for _, entity in self.shape.within(self.start, self.end, TIME)]
        return any(isinstance(time, TimeSpan) and time.end < limit and time.grain == "year" for time in times) or (
            self.leading_time is not None and isinstance(times[0], TimeSpan) and times[0].end < limit
        )

    def _unread(self, match: re.Match[str], draft: Draft) -> str:
        """The words from the sentence's last boundary up to the clause's end, names taken out."""
        boundary = _BOUNDARY.search(self.line, draft.end, self.end)
        until = boundary.start() if boundary and boundary.start() > draft.end else draft.end
        if boundary is None:
            until = self.end
        clause = self.line[self.position : until]
        for group in ("deal", "text", "stage", "reason"):
            if group in match.re.groupindex and match[group]:
                named = DEAL if DEAL in match[group] else match[group]
                clause = clause.replace(named, " ", 1)
        if draft.kind is IntentKind.SET_CLOSE_DATE:
            clause = _EXPECTED.sub(" ", clause)
        return clause


_RANK: Final = {kind: number for number, kind in enumerate(dict.fromkeys(phrase.kind for phrase in PHRASES))}
