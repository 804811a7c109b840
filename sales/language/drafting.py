"""From a phrase that fits at a place to drafts: which deal is meant, whether what it needs was said before, the
same for each deal of a list."""

from __future__ import annotations

import re
from typing import Final

from sales.language.activities import log_activity
from sales.language.builders import Hit
from sales.language.certainty import forbids
from sales.language.deals import settle
from sales.language.draft import Draft
from sales.language.lexicon import ORDINARY_WORDS
from sales.language.mentions import LEFT_OVER, mention_at
from sales.language.names import Mention
from sales.language.phrasebook import BUILDERS
from sales.language.phrases.phrase import Phrase
from sales.language.sentences import FILLER, Sentence
from sales.language.shape import DEAL, TIME, Entity
from sales.language.slots import put_day, put_past_day
from sales.language.understanding import IntentKind, MoneySpan, TimeSpan

_REPLIES: Final = (IntentKind.UNDO, IntentKind.CORRECT)
_FACTS: Final = (IntentKind.MOVE_STAGE, IntentKind.SET_AMOUNT, IntentKind.SET_CATEGORY, IntentKind.SET_SOURCE)
"""Behind two of these in a list a bare day is the close date: "Wonka: proposal, 40k, Dec 15"."""
_LIST = re.compile(rf"{DEAL}(?:(?:,|,? and| &| \+| /) {DEAL})+")
_TITLED = re.compile(r"(?:[A-Z][\w&'-]+ ){1,3}[A-Z][\w&'-]+")
"""Several words, each with a capital: a name, though nobody told us."""


def drafts_of(sentence: Sentence, phrase: Phrase, match: re.Match[str], *, clean: bool) -> list[Draft]:
    """What the phrase says of the words it matched; nothing where it does not apply after all. A `clean` one leaves no
    words over beside the name it found."""
    if "ends" in phrase.fixed and sentence.line[sentence.end :].strip():
        return []
    if phrase.kind is IntentKind.SET_CLOSE_DATE and _is_a_list(sentence, match):
        return []
    if not _follows(sentence, phrase) or _is_an_expense(sentence, phrase, match):
        return []
    if several := _several(sentence, phrase, match):
        return several
    titled = "titled" in phrase.fixed and _is_a_title(sentence, match)
    mention = _mention(sentence, match, sure=phrase.sure or titled)
    if clean and mention is not None and mention.resolution.rule == LEFT_OVER:
        return []
    if "deal" in match.re.groupindex and match["deal"] is not None and mention is None:
        return []
    hit = Hit(phrase, match, mention)
    if phrase.kind is IntentKind.LOG_ACTIVITY:
        return _activities(sentence, hit)
    before = sentence.line[sentence.start : match.start()]
    draft = BUILDERS[phrase.kind](hit, sentence.shape, sentence.context)
    if draft is None:
        return []
    if "them" in phrase.fixed and not _say_who(sentence, draft):
        return []
    if draft.kind is IntentKind.SET_NEXT_STEP and "next_step_on" not in draft.slots:
        _on_the_day_before(sentence, draft)
    draft.negative = bool({"negative", "offers"} & phrase.fixed.keys())
    if draft.kind is IntentKind.CORRECT and _TAKES_BACK.match(match[0]) and amended(sentence, draft, match):
        draft.soft = True
    elif phrase.kind in _REPLIES and before.strip() and (not FILLER.fullmatch(before) or _OURS.search(before)):
        return []
    if mention is not None and not mention.pronoun:
        settle(draft, mention)
    return [draft, *draft.beside]


def _say_who(sentence: Sentence, draft: Draft) -> bool:
    """ "called Bruce at Hooli, he's the decision maker": the person last spoken of; False where there is none. A
    contact that this message adds has the role besides."""
    for before in reversed([*sentence.reading.drafts, *sentence.made]):
        if who := before.slots.get("contact") or before.slots.get("name"):
            draft.slots = {"name": who, **draft.slots}
            if before.kind is draft.kind:
                before.slots |= draft.slots
                draft.soft = True
            return True
    return False


def _on_the_day_before(sentence: Sentence, draft: Draft) -> None:
    """ "tomorrow: call Hooli": the day of a step stands in front."""
    entity = None if sentence.leading_time is None else sentence.shape.entity(sentence.leading_time)
    if entity is not None and not draft.own_deal:
        draft.forget("next_step_on")
        put_day(draft, "next_step_on", sentence.shape, entity, sentence.context)


def _is_a_title(sentence: Sentence, match: re.Match[str]) -> bool:
    """Whether unknown words before a stage are somebody's name: written in capitals, or the whole of what is said."""
    said = sentence.shape.words(*match.span("deal"))
    if _TITLED.fullmatch(said):
        return True
    rest = sentence.line[sentence.start : match.start()] + sentence.line[match.end() : sentence.end]
    unusual = [word for word in said.casefold().split() if word not in ORDINARY_WORDS and len(word) > 2]
    if forbids(sentence.line[sentence.start : sentence.end]):
        return False
    return not rest.strip(" .!") and len(said.split()) > 1 and bool(unusual)


_OURS: Final = re.compile(r"\b(?:we|i)\s*$")
""" "we should be at 200k" corrects nothing."""
_TAKES_BACK: Final = re.compile(
    r"(?:no|nope|sorry|oops|ups|whoops|actually|correction|wait|argh|er|um|hm|my bad|my mistake|typo|scratch that|nvm"
    r"|i mean|i meant|make (?:that|it)|rather)\b"
)
"""How somebody goes on who takes back what they have just written: "45k, actually 54k"."""
_FIELDS: Final = {
    "amount": ("amount", "commit"),
    "close_date": ("close_date", "next_step_on", "until", "happened_on"),
}


def amended(sentence: Sentence, correction: Draft, match: re.Match[str]) -> bool:
    """Whether the correction is of something said before in the same message; that then says what was meant."""
    times = sentence.shape.within(*match.span(), TIME)
    field = str(correction.value("field"))
    for draft in reversed([*sentence.reading.drafts, *sentence.made]):
        for slot in () if draft.soft else _FIELDS.get(field, (field,)):
            if slot in draft.slots or any(doubt.about == slot for doubt in draft.doubts):
                draft.amend(slot, correction)
                if slot == "happened_on" and times:
                    draft.forget(slot)
                    put_past_day(draft, slot, sentence.shape, times[0][1], sentence.context)
                return True
    return False


def _follows(sentence: Sentence, phrase: Phrase) -> bool:
    """Whether what the phrase needs before it was said: something in this message, or a channel's deal."""
    if "facts" in phrase.fixed.get("follows", ""):
        facts = [draft for draft in sentence.made if not (draft.soft or draft.kind is IntentKind.LOG_ACTIVITY)]
        return len(facts) >= 2 and all(draft.kind in _FACTS for draft in facts)
    if "a list" in phrase.fixed.get("follows", ""):
        return bool(sentence.made) and all(draft.soft or draft.kind in _FACTS for draft in sentence.made)
    if "a close date" in phrase.fixed.get("follows", ""):
        return bool(sentence.made) and sentence.made[-1].kind is IntentKind.SET_CLOSE_DATE
    if "a stage" in phrase.fixed.get("follows", ""):
        return bool(sentence.made) and sentence.made[-1].kind is IntentKind.MOVE_STAGE
    if "loss" in phrase.fixed.get("follows", ""):
        before = [draft for draft in [*sentence.reading.drafts, *sentence.made] if not draft.soft]
        return bool(before) and before[-1].kind is IntentKind.LOSE_DEAL
    if "follows" not in phrase.fixed or sentence.made or sentence.reading.drafts:
        return True
    return "channel" in phrase.fixed["follows"] and sentence.speaks_of_a_deal


_SPENT: Final = re.compile(
    r"\b(?:lunch|dinner|breakfast|brunch|coffees?|drinks|beers?|golf|taxi|uber|cab|flights?|train|hotel|tickets?|gift"
    r"|parking|meal|bill|tab|spent|cost me|expensed?|expenses|receipt|on me|paid for)\b"
)


def _is_an_expense(sentence: Sentence, phrase: Phrase, match: re.Match[str]) -> bool:
    """ "had lunch with Acme, 45 bucks": beside a meal, an amount below a thousand is the bill."""
    if phrase.kind is not IntentKind.SET_AMOUNT or "follows" not in phrase.fixed:
        return False
    entity = sentence.shape.entity(match.start("money"))
    small = entity is not None and isinstance(entity.value, MoneySpan) and entity.value.amount < 1000
    return small and _SPENT.search(sentence.line, sentence.start, sentence.end) is not None


def _is_a_list(sentence: Sentence, match: re.Match[str]) -> bool:
    """ "closing this week" alone asks for deals; beside a deal it is a close date."""
    closing = "deal" not in match.re.groupindex and sentence.line.startswith("closing", match.start())
    return closing and not sentence.speaks_of_a_deal


def _activities(sentence: Sentence, hit: Hit) -> list[Draft]:
    drafts = log_activity(hit, sentence.shape, sentence.context)
    if sentence.leading_time is not None:
        entity = sentence.shape.entity(sentence.leading_time)
        for draft in drafts:
            if entity is not None and "happened_on" not in draft.slots:
                put_past_day(draft, "happened_on", sentence.shape, entity, sentence.context)
                if _may_be_planned(sentence, hit, entity):
                    draft.confirm("Did that take place already?")
    if len(drafts) > 1:
        drafts[-1].listed = tuple(drafts[:-1])
    return drafts


def _may_be_planned(sentence: Sentence, hit: Hit, entity: Entity) -> bool:
    """ "Mon - demo with Wonka": said of a meeting without a verb, with nothing told of it, the day may be the next."""
    ahead = isinstance(entity.value, TimeSpan) and entity.value.start > sentence.context.now
    untold = not sentence.line[hit.match.end() : sentence.end].strip(" .!,-")
    return ahead and untold and "noun" in hit.phrase.fixed


def _several(sentence: Sentence, phrase: Phrase, match: re.Match[str]) -> list[Draft]:
    """ "move Acme and Initech to proposal": the same for each deal of a list."""
    place = match.span("deal") if "deal" in match.re.groupindex and match["deal"] else (0, 0)
    if not _LIST.fullmatch(sentence.line, *place):
        return []
    drafts: list[Draft] = []
    for at, _ in sentence.shape.within(*place, DEAL):
        mention = mention_at(sentence.shape, sentence.context, at, at + 1, sure=True)
        draft = BUILDERS[phrase.kind](Hit(phrase, match, mention), sentence.shape, sentence.context)
        if draft is None or mention is None:
            return []
        settle(draft, mention)
        drafts.append(draft)
    drafts[-1].listed = tuple(drafts[:-1])
    return drafts


def _mention(sentence: Sentence, match: re.Match[str], *, sure: bool) -> Mention | None:
    for group in ("deal", "deal2", "deal3"):
        if group in match.re.groupindex and match[group] is not None:
            return mention_at(sentence.shape, sentence.context, *match.span(group), sure=sure)
    return None
