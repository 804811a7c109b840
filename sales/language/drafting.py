"""From a phrase that fits at a place to drafts: which deal is meant, whether what it needs was said before, the
same for each deal of a list."""

from __future__ import annotations

import re
from typing import Final

from sales.language.activities import log_activity
from sales.language.builders import Hit
from sales.language.deals import settle
from sales.language.draft import Draft
from sales.language.mentions import LEFT_OVER, Mention, mention_at
from sales.language.phrasebook import BUILDERS
from sales.language.phrases.phrase import Phrase
from sales.language.sentences import FILLER, Sentence
from sales.language.shape import DEAL
from sales.language.slots import put_past_day
from sales.language.understanding import IntentKind

_REPLIES: Final = (IntentKind.UNDO, IntentKind.CORRECT)
_FACTS: Final = (IntentKind.MOVE_STAGE, IntentKind.SET_AMOUNT, IntentKind.SET_CATEGORY, IntentKind.SET_SOURCE)
"""Behind two of these in a list a bare day is the close date: "Wonka: proposal, 40k, Dec 15"."""
_LIST = re.compile(rf"{DEAL}(?:(?: and| &| \+) {DEAL})+")
_TITLED = re.compile(r"(?:[A-Z][\w&'-]+ ){1,3}[A-Z][\w&'-]+")
"""Several words, each with a capital: a name, though nobody told us."""


def drafts_of(sentence: Sentence, phrase: Phrase, match: re.Match[str], *, clean: bool) -> list[Draft]:
    """What the phrase says of the words it matched; nothing where it does not apply after all. A `clean` one leaves no
    words over beside the name it found."""
    if phrase.kind is IntentKind.SET_CLOSE_DATE and _is_a_list(sentence, match):
        return []
    if not _follows(sentence, phrase):
        return []
    if several := _several(sentence, phrase, match):
        return several
    titled = "titled" in phrase.fixed and _TITLED.fullmatch(sentence.shape.words(*match.span("deal"))) is not None
    mention = _mention(sentence, match, sure=phrase.sure or titled)
    if clean and mention is not None and mention.resolution.rule == LEFT_OVER:
        return []
    if "deal" in match.re.groupindex and match["deal"] is not None and mention is None:
        return []
    hit = Hit(phrase, match, mention)
    if phrase.kind is IntentKind.LOG_ACTIVITY:
        return _activities(sentence, hit)
    before = sentence.line[sentence.start : match.start()]
    if phrase.kind in _REPLIES and before.strip() and not FILLER.fullmatch(before):
        return []
    draft = BUILDERS[phrase.kind](hit, sentence.shape, sentence.context)
    if draft is None:
        return []
    if mention is not None and not mention.pronoun:
        settle(draft, mention)
    return [draft]


def _follows(sentence: Sentence, phrase: Phrase) -> bool:
    """Whether what the phrase needs before it was said: something in this message, or a channel's deal."""
    if "facts" in phrase.fixed.get("follows", ""):
        facts = [draft for draft in sentence.made if not draft.soft]
        return len(facts) >= 2 and all(draft.kind in _FACTS for draft in facts)
    if "follows" not in phrase.fixed or sentence.made or sentence.reading.drafts:
        return True
    return "channel" in phrase.fixed["follows"] and sentence.speaks_of_a_deal


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
    return drafts


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
    return drafts


def _mention(sentence: Sentence, match: re.Match[str], *, sure: bool) -> Mention | None:
    for group in ("deal", "deal2"):
        if group in match.re.groupindex and match[group] is not None:
            return mention_at(sentence.shape, sentence.context, *match.span(group), sure=sure)
    return None
