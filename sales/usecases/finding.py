"""Finding a deal by what was typed after /deal: a name, a name and a stage, or a name and how it ended."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sales.errors import Invalid, NotFound
from sales.language import Action
from sales.language.name_tables import name_key
from sales.language.names import NameIndex
from sales.language.normalise import typed
from sales.language.understanding import NameMatch
from sales.money import Money
from sales.process import Outcome
from sales.usecases.actors import Actor
from sales.usecases.form_input import typed_amount
from sales.usecases.names import Names, told_apart
from sales.usecases.ports import DealName, Store, Tx
from sales.usecases.reading import Said, understood

_TO_STAGE = re.compile(r"(?P<name>.+?)\s+(?:to|->|→|>)\s+(?P<stage>[\w -]+)$", re.IGNORECASE)
_ENDED = re.compile(r"(?P<name>.+?)\s+(?P<how>won|lost)\b[\s,:;-]*(?P<rest>.*)$", re.IGNORECASE | re.DOTALL)

MOST_WORDS = 8
"""More words than this are a sentence."""


@dataclass(frozen=True, slots=True)
class Found:
    """The deal that was named; `stage` is the key of the open stage it shall go to, `ending` how it ended: for what
    amount, or for which of the process's lost reasons, with all that was said of it as the `note`."""

    deal_id: int
    stage: str = ""
    ending: Outcome = Outcome.OPEN
    amount: Money | None = None
    reason: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Several:
    """Deals that the words may mean, likeliest first, to be asked; `labels` tell them apart."""

    said: str
    candidates: tuple[NameMatch, ...]
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """The words say more than a name; they are to be understood as a sentence."""


def find_deal(store: Store, names: Names, actor: Actor, said: Said) -> Found | Several | Sentence:
    """What the words name. Raises `NotFound`, with names that are close, where they name nothing and ask nothing."""
    words = typed(said.heard.text)
    with store.reading(actor.workspace_id) as tx:
        index, process = names.of(tx, actor), tx.process
        whole = index.resolve(words)
        if whole.deal is not None:
            return Found(whole.deal.id)
        if match := _TO_STAGE.match(words):
            named = index.resolve(match["name"])
            stage = next((s for s in process.stages if _same(match["stage"], (s.key, s.name, *s.aliases))), None)
            if named.deal is not None and stage is not None:
                open_stage = stage.key if stage.is_open else ""
                return Found(named.deal.id, open_stage, stage.outcome)
        if match := _ENDED.match(words):
            named = index.resolve(match["name"])
            if named.deal is not None:
                return _ended(tx, named.deal.id, Outcome(match["how"].lower()), match["rest"].strip())
        if understood(tx, names, actor, said).action is not Action.IGNORE or _says_more(index, words):
            return Sentence()
        if whole.candidates:
            return Several(words, whole.candidates, tuple(told_apart(tx, whole.candidates)))
    raise NotFound(f'I know no deal called "{words[:60]}". Create it with /deal new {words[:60]}.')


def _says_more(index: NameIndex, words: str) -> bool:
    """Whether the words are too many for a name, or hold one and more beside it."""
    said = words.split()
    if index.is_name(name_key(words)):
        return False
    parts = (" ".join(said[a:b]) for a in range(len(said)) for b in range(a + 1, len(said) + 1) if b - a < len(said))
    return len(said) > MOST_WORDS or any(index.is_name(name_key(part)) for part in parts if name_key(part))


def _ended(tx: Tx, deal_id: int, ending: Outcome, rest: str) -> Found:
    """What follows "won" as an amount, what follows "lost" as a reason; a form shows it before anything is saved."""
    if ending is Outcome.WON:
        try:
            return Found(deal_id, ending=ending, amount=typed_amount(rest.removeprefix("for "), tx.workspace))
        except Invalid:
            return Found(deal_id, ending=ending)
    said = rest.casefold()
    reason = next((reason for reason in tx.process.lost_reasons if reason.casefold() in said), "")
    return Found(deal_id, ending=ending, reason=reason, note="" if said == reason.casefold() else rest)


def _same(said: str, names: tuple[str, ...]) -> bool:
    return " ".join(said.casefold().split()) in {name.casefold() for name in names}


def suggestions(store: Store, names: Names, actor: Actor, typed: str, most: int = 50) -> list[DealName]:
    """The open deals the actor may change whose name or account holds what was typed (nothing: all of them); their own
    first, recently touched ones before others."""
    wanted = typed.casefold().strip()
    with store.reading(actor.workspace_id) as tx:
        open_ones = names.to_change(tx, actor)
    found = [name for name in open_ones if wanted in name.name.casefold() or wanted in name.account.casefold()]
    return sorted(found, key=lambda name: name.owner_id != actor.person.id)[:most]
