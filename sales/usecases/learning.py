"""What the language learns from: sentences kept for an admin, if the workspace consents, and the words an admin
teaches, which hold from the next message on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sales.deal import Entry
from sales.errors import Invalid
from sales.filling.sources import EVERYBODY, LEFT_EMPTY, NOBODY, Source
from sales.language import Understanding
from sales.language.echo import plain_echo
from sales.learning import KEPT_FOR, LONGEST_SENTENCE, Alias, AliasKind, KeptSentence, WhyKept, alias_words
from sales.people import require_admin
from sales.process import Process
from sales.usecases.actors import Actor, deal_to_see
from sales.usecases.ports import Heard, Store, Tx


@dataclass(frozen=True, slots=True)
class Taught:
    """An alias, and what it stands for as people call it."""

    alias: Alias
    meaning: str


@dataclass(frozen=True, slots=True)
class Lessons:
    """What an admin sees: the sentences kept, who said them by id, the aliases, and whether anything is kept at all."""

    sentences: tuple[KeptSentence, ...]
    speakers: dict[int, str]
    taught: tuple[Taught, ...]
    process: Process
    keeps: bool
    timezone: str


def keep(
    tx: Tx, actor: Actor, heard: Heard, why: WhyKept, understanding: Understanding, of: Entry | None = None
) -> None:
    """Keeps the sentence for an admin; nothing where the workspace has not agreed. A correction keeps what it is `of`,
    the sentence that was read wrongly, with what set it right."""
    if not tx.workspace.keep_sentences:
        return
    text = of.text if of is not None else heard.text
    understood = f"corrected: {heard.text}" if of is not None else _summary(understanding)
    if text.strip():
        sentence = KeptSentence(
            0, heard.received_at, actor.person.id, text[:LONGEST_SENTENCE], why, understood[:LONGEST_SENTENCE]
        )
        tx.learning.keep(sentence)


def _summary(understanding: Understanding) -> str:
    return plain_echo(understanding) or "nothing"


def lessons(store: Store, actor: Actor) -> Lessons:
    """The sentences and aliases of the workspace. Raises `NotAllowed`, naming the admins, for anybody else."""
    with store.reading(actor.workspace_id) as tx:
        team = tx.people.team()
        require_admin(actor.person, team)
        sentences = tuple(tx.learning.kept())
        return Lessons(
            sentences=sentences,
            speakers={s.by: team[s.by].name for s in sentences if s.by is not None and s.by in team.by_id},
            taught=tuple(Taught(alias, _meaning(tx, alias)) for alias in tx.learning.aliases()),
            process=tx.process,
            keeps=tx.workspace.keep_sentences,
            timezone=actor.person.timezone,
        )


def _meaning(tx: Tx, alias: Alias) -> str:
    if alias.kind is AliasKind.DEAL:
        deal = tx.deals.get(int(alias.meaning)) if alias.meaning.isdecimal() else None
        return deal.name if deal else "a deal that is gone"
    if alias.kind is AliasKind.WHOM:
        person = tx.people.team().by_id.get(int(alias.meaning)) if alias.meaning.isdecimal() else None
        return person.name if person else {EVERYBODY: "everybody", NOBODY: "nobody"}.get(alias.meaning, "nobody here")
    return dict(meanings(tx.process, alias.kind)).get(alias.meaning, f"{alias.meaning} (not in the process any more)")


def meanings(process: Process, kind: AliasKind) -> tuple[tuple[str, str], ...]:
    """What words of a kind may stand for: (key, name); none for deals, which are searched for, and for
    people, who are asked about where a spreadsheet may mean them."""
    match kind:
        case AliasKind.STAGE:
            return tuple((stage.key, stage.name) for stage in process.stages)
        case AliasKind.KIND:
            return tuple((one.key, one.name) for one in process.kinds)
        case AliasKind.SOURCE:
            return tuple((source, source) for source in process.sources)
        case AliasKind.LOST_REASON:
            return tuple((reason, reason) for reason in process.lost_reasons)
        case AliasKind.COLUMN:
            return ((LEFT_EMPTY, "Left empty"), *((source.value, source.words) for source in Source))
        case AliasKind.DEAL | AliasKind.WHOM:
            return ()


def teach(store: Store, actor: Actor, words: str, kind: AliasKind, meaning: str, now: datetime) -> Alias:
    """From the next message on, `words` stand for `meaning`. Raises `NotAllowed`, naming the admins, for anybody else,
    `Invalid` for words that mean something else already, `NotFound` for a deal that is not there."""
    with store.writing(actor.workspace_id) as tx:
        require_admin(actor.person, tx.people.team())
        alias = Alias(0, alias_words(words), kind, meaning)
        if kind is AliasKind.DEAL:
            deal_to_see(tx, actor, int(meaning) if meaning.isdecimal() else 0)
        elif meaning not in dict(meanings(tx.process, kind)):
            raise Invalid("Pick what the words stand for.", field="meaning")
        _require_free(tx, alias)
        tx.learning.teach(alias)
        tx.audit("alias", f"{alias.words} = {kind.value} {meaning}", actor.person.id, now)
    return alias


def _require_free(tx: Tx, alias: Alias) -> None:
    """One word cannot mean two things of the process: which one was meant could only be guessed."""
    for kind in AliasKind:
        for key, name in meanings(tx.process, kind):
            same = key.casefold() != alias.meaning.casefold() and alias.words in (alias_words(name), alias_words(key))
            if same and kind is alias.kind:
                raise Invalid(f"“{alias.words}” is the name of {name} already.", field="words")
    for known in tx.learning.aliases():
        if known.words == alias.words and known.kind is not alias.kind and not known.kind.is_of_files:
            raise Invalid(
                f"“{alias.words}” stands for {_meaning(tx, known)} already. Remove that first.", field="words"
            )


def unteach(store: Store, actor: Actor, alias_id: int, now: datetime) -> None:
    """Removes an alias. Raises `NotAllowed`, naming the admins, for anybody else."""
    with store.writing(actor.workspace_id) as tx:
        require_admin(actor.person, tx.people.team())
        known = next((alias for alias in tx.learning.aliases() if alias.id == alias_id), None)
        if known is not None:
            tx.learning.unteach(alias_id)
            tx.audit("alias", f"{known.words} removed", actor.person.id, now)


def drop_sentence(store: Store, actor: Actor, sentence_id: int) -> None:
    """Deletes one sentence that was kept. Raises `NotAllowed`, naming the admins, for anybody else."""
    with store.writing(actor.workspace_id) as tx:
        require_admin(actor.person, tx.people.team())
        tx.learning.drop(sentence_id)


def forget_sentences(store: Store, workspace_id: int, now: datetime) -> int:
    """Deletes what was kept longer than ninety days, or all of it where the workspace has not agreed (any more)."""
    with store.writing(workspace_id) as tx:
        return tx.learning.forget(now - KEPT_FOR if tx.workspace.keep_sentences else now)
