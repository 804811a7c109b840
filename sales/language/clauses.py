"""Reads the clauses of a sentence: at each the phrase that fits and comes first. What fits nothing is kept as the note
of what happened before it, or is nobody's business."""

from __future__ import annotations

import re
from typing import Final

from sales.language.certainty import forbids, is_hearsay, is_only_a_hedge, opens_condition
from sales.language.deals import settle
from sales.language.draft import Draft, Passed
from sales.language.drafting import drafts_of
from sales.language.mentions import mention_at
from sales.language.objections import objection
from sales.language.phrasebook import RANK
from sales.language.queries import read_query
from sales.language.sentences import BOUNDARY, FILLER, FOLLOWING, LEADING_TIME, LIST_ALONE, TOPIC, Sentence
from sales.language.shape import DEAL, EMAIL, TIME
from sales.language.understanding import IntentKind, Span

MOST_CLAUSES: Final = 12
FEWEST_WORDS: Final = 3
"""Fewer words in front of what happened tell nothing: "log: …", "@lee and I …"."""
_NOW: Final = re.compile(r"[\s,;:-]+(?=now )")
""" "…, now verbal": there "now" is no filler."""


def read_clauses(sentence: Sentence) -> None:
    """Make the drafts of a sentence, or take it for a question, and add them to the reading."""
    for _ in range(MOST_CLAUSES):
        if sentence.position >= sentence.end or not _clause(sentence):
            break
    _keep_what_was_told_before(sentence)
    if all(draft.soft for draft in sentence.made):
        place = sentence.start, sentence.end
        asked = sentence.polite and forbids(sentence.line[slice(*place)]) != "a negation"
        sentence.reading.queries += read_query(sentence.shape, sentence.context, *place, asked=asked)
    for draft in sentence.made if sentence.needed else ():
        if not draft.soft and draft.kind is not IntentKind.LOG_ACTIVITY and not draft.doubts:
            draft.confirm("Shall I do that now?")
    sentence.reading.drafts.extend(sentence.made)


def _keep_what_was_told_before(sentence: Sentence) -> None:
    """ "Hooli: legal wants two changes, sent redlines": what was told before the one thing that happened is kept in
    its note, as what is told behind it."""
    happened = [draft for draft in sentence.made if draft.kind is IntentKind.LOG_ACTIVITY]
    spans = [(one.start, one.end) for one in sentence.reading.passed if sentence.start <= one.start and not one.noted]
    before = [place for place in spans if happened and place[1] <= happened[0].start]
    if len(happened) != 1 or not before:
        return
    topic = TOPIC.match(sentence.line, *before[0])
    start = topic.end() if topic and topic.end() < before[0][1] else before[0][0]
    told = sentence.shape.words(start, before[-1][1])
    if len(told.split()) < FEWEST_WORDS:
        return
    happened[0].note.insert(0, told)
    kept = set(before)
    passed = sentence.reading.passed
    passed[:] = [Passed(one.start, one.end, one.noted or (one.start, one.end) in kept) for one in passed]


def _clause(sentence: Sentence) -> bool:
    """Read one clause; False where the rest of the sentence is not to be read."""
    begin = sentence.position
    if opens_condition(sentence.line[begin : sentence.end]):
        _conditional(sentence)
        return False
    if _take(sentence, begin, clean=True):
        return True
    after = _behind_the_lead(sentence, begin)
    if after is None:
        return True
    if after > begin:
        if opens_condition(sentence.line[after : sentence.end]):
            _conditional(sentence)
            return False
        if after < sentence.end and _take(sentence, after, clean=True):
            return True
    return _take(sentence, after, clean=False) or _pass_over(sentence, after)


def _behind_the_lead(sentence: Sentence, begin: int) -> int | None:
    """Where the clause proper begins, behind greetings, a time and "Acme:"; None where a phrase took the lead in."""
    if alone := LIST_ALONE.match(sentence.line, begin, sentence.end):
        _speak_of(sentence, alone.span("deals"), "the deals listed before")
        sentence.position = sentence.end
        return None
    if (now := _NOW.match(sentence.line, begin, sentence.end)) and _take(sentence, now.end(), clean=True):
        return None
    filler = FILLER.match(sentence.line, begin, sentence.end)
    after = filler.end() if filler else begin
    while True:
        if lead := LEADING_TIME.match(sentence.line, after, sentence.end):
            if _take(sentence, after, clean=True):
                return None
            sentence.leading_time = sentence.line.find(TIME, after)
            after = lead.end()
        elif topic := TOPIC.match(sentence.line, after, sentence.end):
            if _take(sentence, after, clean=True):
                return None
            _topic(sentence, topic)
            after = topic.end()
        elif talk := FOLLOWING.match(sentence.line, after, sentence.end):
            if talk["deal"]:
                _topic(sentence, talk)
            if TIME in talk[0]:
                sentence.leading_time = sentence.line.find(TIME, after)
            after = talk.end()
        elif (more := FILLER.match(sentence.line, after, sentence.end)) and more.end() > after:
            after = more.end()
        else:
            break
    return after


def _topic(sentence: Sentence, topic: re.Match[str]) -> None:
    """ "Acme: …" names the deal for what follows, "Acme and Hooli: …" both."""
    _speak_of(sentence, topic.span("deal"), "the topic")


def _speak_of(sentence: Sentence, place: Span, rule: str, *, unread: bool = False) -> None:
    """Keep the deals of that place as those that are spoken of from here on."""
    drafts: list[Draft] = []
    for at, _ in sentence.shape.within(*place, DEAL):
        mention = mention_at(sentence.shape, sentence.context, at, at + 1, sure=True)
        if mention is not None:
            drafts.append(Draft(IntentKind.OTHER, at, place[1], rule, soft=True, unread=unread))
            settle(drafts[-1], mention)
    if drafts:
        drafts[-1].listed = tuple(drafts[:-1])
        sentence.made.append(drafts[-1])


def _conditional(sentence: Sentence) -> None:
    """ "… if they agree": what was said just before is not to be done, unless it has happened."""
    sentence.reading.notes.append("A condition is not read as an instruction.")
    kept = [d for d in sentence.made if d.kind in (IntentKind.LOG_ACTIVITY, IntentKind.SET_NEXT_STEP) or d.soft]
    if kept and kept[-1].kind is IntentKind.LOG_ACTIVITY:
        kept[-1].note.append(sentence.shape.words(sentence.position, sentence.end))
    sentence.made = kept


def _pass_over(sentence: Sentence, start: int) -> bool:
    """Nothing fits here: keep the words as a note and go on behind the next boundary."""
    boundary = BOUNDARY.search(sentence.line, max(start, sentence.position) + 1, sentence.end)
    until = boundary.start() if boundary else sentence.end
    passed = sentence.line[sentence.position : until]
    if is_hearsay(passed):
        sentence.hearsay = True
    if is_only_a_hedge(passed):
        sentence.hedged = True
    _only_named(sentence, sentence.position, until)
    noted = FILLER.fullmatch(passed) is not None or _adds_an_address(sentence, sentence.position, until)
    for draft in () if noted else reversed([*sentence.reading.drafts, *sentence.made]):
        if draft.kind is IntentKind.LOG_ACTIVITY:
            if draft.note and sentence.passed and sentence.passed[1] == sentence.position:
                draft.note[-1] += sentence.shape.words(sentence.passed[0], until)  # the boundary too, as it was written
            else:
                draft.note.append(sentence.shape.words(sentence.position, until))
            noted = True
            break
    sentence.reading.passed.append(Passed(sentence.position, until, noted))
    sentence.position = boundary.end() if boundary else sentence.end
    sentence.passed = (until, sentence.position)
    return boundary is not None


def _adds_an_address(sentence: Sentence, start: int, end: int) -> bool:
    """An address alone behind a new contact who has none is theirs: "Maria Lopez is the buyer, maria@acme.com"."""
    new = [one for one in (*sentence.reading.drafts, *sentence.made) if one.kind is IntentKind.ADD_CONTACT][-1:]
    found = sentence.shape.within(start, end, EMAIL)
    alone = re.sub(
        r"(?:\b(?:her|his|their|email|e-mail|mail|address|is|at|reach|on)\b|\W)", "", sentence.line[start:end]
    )
    if not new or "email" in new[0].slots or len(found) != 1 or alone:
        return False
    place, entity = found[0]
    new[0].put("email", str(entity.value), sentence.shape.span(place, place + 1), "an address")
    return True


_ENDING = re.compile(
    r"\b(?:won(?!')|win|closed|signed|inked|lost|lose|landed|bagged|bought|sold|over the line|dead|died|killed|beat"
    r"|cancell?ed|po|purchase order)\b|\ue000's [a-z]+"
)
"""Words of an ending that no phrase has read, or something of the customer's: an amount behind may be another's."""


def _only_named(sentence: Sentence, start: int, end: int) -> None:
    """ "no answer at Hooli, left a voicemail": a deal named in words that say nothing else is the one spoken of."""
    named = sentence.shape.within(start, end, DEAL)
    alone = sentence.line[sentence.start : sentence.end].strip(" .!,-") == DEAL
    spoken_of = any(draft.own_deal for draft in sentence.reading.drafts) if alone else sentence.speaks_of_a_deal
    if len(named) == 1 and not spoken_of and not sentence.hearsay:
        unread = _ENDING.search(sentence.line, start, end) is not None
        _speak_of(sentence, (named[0][0], named[0][0] + 1), "the deal named before", unread=unread)


def _take(sentence: Sentence, place: int, *, clean: bool) -> bool:
    """Take the phrase that fits at `place` and comes first; False where none does or the mood forbids it.
    A `clean` one leaves no words over beside the name it found."""
    if place not in sentence.fitting:
        found = sentence.fits_at(place)
        sentence.fitting[place] = sorted(
            found, key=lambda hit: (RANK[hit[0].phrase.kind], -hit[1].end(), hit[0].number)
        )
    for compiled, match in sentence.fitting[place]:
        drafts = drafts_of(sentence, compiled.phrase, match, clean=clean)
        if not drafts:
            continue
        reason = objection(sentence, drafts[0], match)
        if reason:
            sentence.reading.notes.append(f"Not read as an instruction: {reason}.")
            continue
        sentence.made.extend(drafts)
        sentence.position = max(draft.end for draft in drafts)
        return True
    return False
