"""The names each speaker may use and the words of the process, kept ready between messages and rebuilt only when they
have changed."""

from __future__ import annotations

import threading
from collections import OrderedDict
from datetime import UTC, datetime

from sales.language import Vocabulary, vocabulary_of
from sales.language.names import DealName, NameIndex, PersonName
from sales.usecases.actors import Actor
from sales.usecases.ports import Tx

_NEVER = datetime.min.replace(tzinfo=UTC)


class Names:
    """Name indexes by workspace and by what may be seen. Safe to share between threads; keeps `most` of them."""

    def __init__(self, most: int = 64) -> None:
        self._kept: OrderedDict[tuple[int, frozenset[int]], tuple[int, NameIndex]] = OrderedDict()
        self._words: dict[int, tuple[int, Vocabulary]] = {}
        self._most = most
        self._lock = threading.Lock()

    def words(self, tx: Tx) -> Vocabulary:
        """The words of the workspace's process, put together once per version of it."""
        workspace_id, process = tx.workspace.id, tx.process
        version, vocabulary = self._words.get(workspace_id, (None, None))
        if vocabulary is None or version != process.version:
            vocabulary = vocabulary_of(process)
            self._words[workspace_id] = (process.version, vocabulary)
        return vocabulary

    def of(self, tx: Tx, actor: Actor) -> NameIndex:
        """The index of the open and closed deals the actor may see, open and recently touched ones first."""
        team = tx.people.team()
        seen = team.sees_deals_of(actor.person)
        key = (actor.workspace_id, seen)
        with self._lock:
            stamp, index = self._kept.get(key, (None, None))
        present, names = tx.deals.names(stamp=stamp)
        if names is None and index is not None:
            return index
        visible = sorted(
            (name for name in names or () if name.owner_id in seen),
            key=lambda name: (name.is_open, name.touched_at or _NEVER),
            reverse=True,
        )
        people = (
            PersonName(id=p.slack_id or "", name=p.name, handle=p.first_name.lower())
            for p in team.by_id.values()
            if p.active
        )
        index = NameIndex((DealName(name.id, name.name, name.account) for name in visible), people)
        with self._lock:
            self._kept[key] = (present, index)
            self._kept.move_to_end(key)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return index
