"""All phrases in their order of precedence, and which function makes a draft of each kind."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from sales.language import builders, closing, creating, new_deals, outcomes, planning, renaming, worth
from sales.language.builders import Builder
from sales.language.context import Vocabulary
from sales.language.corrections import correct
from sales.language.phrases.absent import ABSENT
from sales.language.phrases.amending import AMENDING
from sales.language.phrases.amounts import AMOUNTS
from sales.language.phrases.calls import CALLS
from sales.language.phrases.close_dates import CLOSE_DATES
from sales.language.phrases.contacts import CONTACTS
from sales.language.phrases.creations import CREATIONS
from sales.language.phrases.happened import TALKED
from sales.language.phrases.likelies import LIKELIES
from sales.language.phrases.losses import LOSSES
from sales.language.phrases.met import MET
from sales.language.phrases.owners import OWNERS, SOURCES
from sales.language.phrases.phrase import Grammar
from sales.language.phrases.plans import PLANS
from sales.language.phrases.relatives import RELATIVES
from sales.language.phrases.renames import RENAMES
from sales.language.phrases.replies import REPLIES
from sales.language.phrases.stages import STAGES
from sales.language.phrases.standing import CATEGORIES, PAUSES
from sales.language.phrases.telling import BY_NOUN
from sales.language.phrases.wins import WINS
from sales.language.understanding import IntentKind

PHRASES: Final = (
    *(*AMENDING, *REPLIES, *CALLS, *RENAMES, *CREATIONS, *WINS, *LOSSES, *STAGES, *CATEGORIES, *PAUSES, *CLOSE_DATES),
    *(*AMOUNTS, *RELATIVES, *OWNERS, *SOURCES, *CONTACTS, *ABSENT, *TALKED, *MET, *BY_NOUN, *PLANS),
)
"""All phrases, in order of precedence: where two fit at one place, the earlier group speaks."""

BUILDERS: Final[dict[IntentKind, Builder]] = {
    IntentKind.MOVE_STAGE: builders.move_stage,
    IntentKind.WIN_DEAL: outcomes.win_deal,
    IntentKind.LOSE_DEAL: outcomes.lose_deal,
    IntentKind.SET_AMOUNT: worth.set_amount,
    IntentKind.SET_CLOSE_DATE: closing.set_close_date,
    IntentKind.SET_CATEGORY: builders.set_category,
    IntentKind.SET_NEXT_STEP: planning.set_next_step,
    IntentKind.ADD_CONTACT: creating.add_contact,
    IntentKind.CREATE_DEAL: new_deals.create_deal,
    IntentKind.ADD_ACCOUNT: creating.add_account,
    IntentKind.DELETE_DEAL: builders.plain,
    IntentKind.CONFIRM_DEAL: builders.plain,
    IntentKind.UNDO: builders.plain,
    IntentKind.REASSIGN: builders.reassign,
    IntentKind.SET_SOURCE: builders.set_source,
    IntentKind.RENAME_DEAL: renaming.rename_deal,
    IntentKind.SNOOZE: builders.snooze,
    IntentKind.SUBMIT_CALL: worth.submit_call,
    IntentKind.CORRECT: correct,
}
"""The function that fills the slots of each kind; activities have their own, for one clause may tell of several."""
RANK: Final = {kind: number for number, kind in enumerate(dict.fromkeys(phrase.kind for phrase in PHRASES))}
"""How early each kind of intent speaks."""


@lru_cache(maxsize=32)
def grammar_of(vocabulary: Vocabulary) -> Grammar:
    """The phrases compiled for a workspace's words: some 100 ms once, then kept."""
    return Grammar(PHRASES, vocabulary)


@lru_cache(maxsize=32)
def loose_grammar_of(vocabulary: Vocabulary) -> Grammar:
    """The same for what is only likely meant: no phrase has to reach to the end of its clause."""
    return Grammar((*PHRASES, *LIKELIES), vocabulary, loose=True)
