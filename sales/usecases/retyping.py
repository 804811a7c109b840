"""The same command typed again. Slack shows a command as failed when our answer takes longer than three seconds, though
all of it is saved; and by nothing but its words is the second one known to be the first."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from sales.deal import Entry, Via
from sales.usecases.actors import Actor
from sales.usecases.answers import AGAIN, Answers
from sales.usecases.changing import Saved
from sales.usecases.ports import Tx
from sales.usecases.reading import Said
from sales.usecases.recalling import saved_by

LATELY = timedelta(minutes=5)
"""For so long the same words of the same person are taken for the same command."""


@dataclass(frozen=True, slots=True)
class SavedAlready:
    """What the same command had done so and so long before. `key` and `answers` are what a click must bring back to
    have it done once more all the same."""

    saved: Saved
    ago: timedelta
    key: str
    answers: Answers


def saved_lately(tx: Tx, actor: Actor, said: Said, now: datetime) -> SavedAlready | None:
    """What the actor's same words as a command saved within the last five minutes, if that was not undone since; None
    for anything that may be done. One that runs at the same time is waited for: the first may well be the slow one."""
    if said.via is not Via.COMMAND or said.answers:
        return None
    words = _alike(said.heard.text)
    key = f"words {actor.person.id} {hashlib.sha256(words.encode()).hexdigest()[:32]}"
    if not tx.inbox.in_turn(key, now):
        return None
    entry = next((e for e in tx.entries.lately_by(actor.person.id) if _same(e, words, now)), None)
    if entry is None:
        return None
    tx.inbox.note(said.heard)
    return SavedAlready(saved_by(tx, entry), now - entry.at, said.heard.key, {f"0.{AGAIN}": "text:yes"})


def _same(entry: Entry, words: str, now: datetime) -> bool:
    command = entry.via is Via.COMMAND and not entry.undone
    return command and timedelta() <= now - entry.at <= LATELY and _alike(entry.text) == words


def _alike(text: str) -> str:
    return " ".join(text.split()).casefold()
