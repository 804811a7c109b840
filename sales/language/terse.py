"""A deal and its facts in a row, without verbs or commas: "Pinnock 70k closes 12/23 commit". The whole sentence is read
so, or nothing of it. Where a deal is understood, an amount and a day are enough: "45k, end of Q1"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from functools import lru_cache
from typing import Final, NamedTuple

from sales.language.builders import Hit
from sales.language.context import Vocabulary
from sales.language.deals import settle
from sales.language.draft import Draft
from sales.language.mentions import mention_at
from sales.language.names import Mention
from sales.language.phrasebook import BUILDERS
from sales.language.phrases.phrase import Phrase, compiled_pattern, phrase, term_of, terms_of
from sales.language.sentences import FILLER, Sentence
from sales.language.shape import DEAL
from sales.language.understanding import IntentKind as K
from sales.language.understanding import TimeSpan

_BETWEEN: Final = r"(?:[\s,;|/]|-(?= ))*(?:(?:and|&) )*"
_DEAL: Final = re.compile(rf"{FILLER.pattern}{DEAL}(?:'s)?(?: deal| account)?(?: ?[-:|,\u2013])?(?= )")
_SOON: Final = timedelta(days=270)
"""Beyond it a day without a year is mostly one that has passed."""
_END: Final = re.compile(r"[\s.!]*\Z")
_FACTS: Final = (
    phrase(
        K.SET_CLOSE_DATE, "", r"(?:clos(?:es?|ing|e date)|eta|due|expected)(?: (?:on|by|in|is))*:? (?P<date>\ue003)"
    ),
    phrase(K.SET_CLOSE_DATE, "", r"(?P<date>\ue003)", bare="yes"),
    phrase(K.SET_AMOUNT, "", r"(?:(?:is|now|at|for|worth|amount|value):? )*(?P<money>\ue001)"),
    phrase(K.SET_AMOUNT, "", r"(?P<money>\ue002)", bare="yes"),
    phrase(K.MOVE_STAGE, "", r"(?:(?:is|now|at|moved|back|in|into|to|stage:?) )+(?:the )?<stage>(?=\W|$)"),
    phrase(K.MOVE_STAGE, "", r"<stage>(?=\W|$)", bare="yes"),
    phrase(
        K.SET_CATEGORY,
        "",
        r"(?:(?:is|now|in|as|forecast|category:?) )*(?P<category>commit(?:ted)?|best[ -]case|upside|omit(?:ted)?)"
        r"(?: only)?(?=\W|$)",
    ),
    phrase(K.SET_NEXT_STEP, "", r"next steps?(?: is)?\s?:? <text>"),
)

_ALONE: Final = phrase(K.SET_CLOSE_DATE, "", r"(?P<date>\ue003)", offers="yes")
"""A day with nothing beside it: offered as the close date."""
_WRITTEN_AS_A_SUM: Final = re.compile(r"\d{1,3}(?:[,.' ]\d{3})+(?:[.,]\d\d)?|\d+[.,]\d\d")
"""A number that says by its signs that it is no year and no count: "6,500.50"."""
_TOLD_TOGETHER: Final = frozenset({K.SET_AMOUNT, K.SET_CLOSE_DATE})
"""What makes a row of facts one of a deal that is not named."""
_SAYS_WHICH: Final = re.compile(r"\d|\bnext\b|\bend of (?!the day|day|business)|\beo[wmqy]\b")
"""Of a day: what makes it one that is looked up rather than talked of."""


class _Fact(NamedTuple):
    phrase: Phrase
    match: re.Match[str]

    @property
    def kind(self) -> K:
        return self.phrase.kind

    @property
    def bare(self) -> bool:
        """Said without the word that tells a day for a close date, or a stage for one."""
        return "bare" in self.phrase.fixed


@lru_cache(maxsize=32)
def _compiled(process: Vocabulary) -> tuple[tuple[Phrase, re.Pattern[str]], ...]:
    return tuple((one, compiled_pattern(one.pattern, terms_of(process))) for one in _FACTS)


_GAP: Final = re.compile(_BETWEEN)


def read_terse(sentence: Sentence) -> bool:
    """Make a draft of each fact, where the sentence is one deal and facts about it, each once; else False, and nothing.

    A day or a stage that says nothing of its being one is asked about, unless two other facts stand beside the day."""
    head = _DEAL.match(sentence.line, sentence.position, sentence.end)
    if head is None:
        return _read_unnamed(sentence)
    facts = _whole_row(sentence, head.end())
    if not facts:
        return False
    place = sentence.line.index(DEAL, head.start())
    mention = mention_at(sentence.shape, sentence.context, place, place + 1, sure=True)
    if mention is None:
        return False
    if [fact.kind for fact in facts] == [K.SET_CLOSE_DATE]:
        facts = [facts[0]._replace(phrase=_ALONE)]
    made = _drafts(sentence, facts, mention)
    for draft in made:
        settle(draft, mention)
    if _is_open(sentence, facts) and not any(draft.doubts for draft in made):
        made[-1].confirm("Shall I save it so?")
    sentence.reading.drafts.extend(made)
    return bool(made)


def _read_unnamed(sentence: Sentence) -> bool:
    """The same where a deal is understood without being named: an amount and a day, always asked about."""
    here = sentence.context.thread_deal or sentence.context.channel_deal
    if here is None or sentence.reading.drafts or DEAL in sentence.line[sentence.start : sentence.end]:
        return False
    filler = FILLER.match(sentence.line, sentence.position, sentence.end)
    facts = _whole_row(sentence, filler.end() if filler else sentence.position)
    if not {fact.kind for fact in facts} >= _TOLD_TOGETHER:
        return False
    made = _drafts(sentence, facts, None)
    if made and not any(draft.doubts for draft in made):
        made[-1].confirm("Shall I save it so?")
    sentence.reading.drafts.extend(made)
    return bool(made)


def _whole_row(sentence: Sentence, position: int) -> list[_Fact]:
    """The facts from that place to the end of the sentence, each of its own kind; none where it holds anything else."""
    facts = list(_facts(sentence, position))
    if not facts or not _END.match(sentence.line[facts[-1].match.end() : sentence.end]):
        return []
    if len({fact.kind for fact in facts}) < len(facts) or not _says_enough(sentence, facts):
        return []
    return facts


def _drafts(sentence: Sentence, facts: list[_Fact], mention: Mention | None) -> list[Draft]:
    """A draft of each fact; none where one of them says nothing."""
    drafts = [
        BUILDERS[fact.kind](Hit(fact.phrase, fact.match, mention), sentence.shape, sentence.context) for fact in facts
    ]
    made = [draft for draft in drafts if draft is not None]
    return made if len(made) == len(facts) else []


def _facts(sentence: Sentence, position: int) -> Iterator[_Fact]:
    """The facts from that place on, as far as nothing else stands between them."""
    while (gap := _GAP.match(sentence.line, position, sentence.end)) is not None:
        for one, pattern in _compiled(sentence.context.process):
            if match := pattern.match(sentence.line, gap.end(), sentence.end):
                yield _Fact(one, match)
                position = match.end()
                break
        else:
            return


def _says_enough(sentence: Sentence, facts: list[_Fact]) -> bool:
    """Whether it can only be facts: "Acme proposal Dec 20" may tell of a plan, "Acme Tuesday" of anything."""
    stages = [fact for fact in facts if fact.kind is K.MOVE_STAGE]
    terms = [term_of(sentence.context.process.stages, fact.match["stage"]) for fact in stages]
    if any(term is None or term.outcome != "open" for term in terms):
        return False
    if any(fact.bare and not _is_on_the_calendar(sentence, fact) for fact in facts if fact.kind is K.SET_CLOSE_DATE):
        return False
    if any(fact.bare and not _is_written_as_a_sum(sentence, fact) for fact in facts if fact.kind is K.SET_AMOUNT):
        return False
    if len(facts) == 1:
        return facts[0].kind in (K.SET_CLOSE_DATE, K.SET_AMOUNT) and facts[0].bare
    return {fact.kind for fact in facts} != {K.MOVE_STAGE, K.SET_CLOSE_DATE}


def _is_on_the_calendar(sentence: Sentence, day: _Fact) -> bool:
    """ "12/18", "Dec 18", "next Friday", "end of Q1", still to come; not "Tuesday", which is as likely the day of a
    call, nor "at 3pm"."""
    said = sentence.shape.entity(day.match.start("date"))
    if said is None or not isinstance(said.value, TimeSpan) or said.value.day is None:
        return False
    if said.value.grain not in ("day", "week", "month", "quarter", "year"):
        return False
    now = sentence.context.now
    ahead = said.value.end > now and said.value.start < now + _SOON and said.value.day >= now.date()
    return ahead and _SAYS_WHICH.search(sentence.shape.text.low[said.start : said.end]) is not None


def _has_a_number(sentence: Sentence, day: _Fact) -> bool:
    said = sentence.shape.entity(day.match.start("date"))
    return said is not None and re.search(r"\d", sentence.shape.text.low[said.start : said.end]) is not None


def _is_written_as_a_sum(sentence: Sentence, amount: _Fact) -> bool:
    said = sentence.shape.entity(amount.match.start("money"))
    return said is not None and _WRITTEN_AS_A_SUM.fullmatch(sentence.shape.text.low[said.start : said.end]) is not None


def _is_open(sentence: Sentence, facts: list[_Fact]) -> bool:
    """Whether a bare day or stage could be something else: "Acme proposal 45k" tells what was offered."""
    bare = {fact.kind for fact in facts if fact.bare}
    if K.SET_AMOUNT in bare or (K.SET_CLOSE_DATE in bare and len(facts) < 3):
        return True
    if any(fact.bare and not _has_a_number(sentence, fact) for fact in facts if fact.kind is K.SET_CLOSE_DATE):
        return True
    if K.MOVE_STAGE not in bare:
        return False
    stage = next(number for number, fact in enumerate(facts) if fact.kind is K.MOVE_STAGE)
    if stage + 1 == len(facts):
        return False
    gap = sentence.line[facts[stage].match.end() : facts[stage + 1].match.start()]
    return not re.search(r"[,;|/-]", gap)
