"""Sentences kept for an admin and the words that admins taught, in one transaction."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select

from sales.learning import Alias, KeptSentence
from storage.convert import alias_of, columns, sentence_of
from storage.scope import Scope
from storage.tables import AliasRow, SentenceRow


class SqlLearning:
    """The port `Learning`."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope

    def keep(self, sentence: KeptSentence) -> None:
        self._scope.add(SentenceRow, columns(sentence))

    def kept(self, limit: int = 50) -> list[KeptSentence]:
        statement = select(*SentenceRow.__table__.columns).where(self._scope.here(SentenceRow))
        latest = statement.order_by(SentenceRow.at.desc(), SentenceRow.id.desc()).limit(limit)
        return [sentence_of(row) for row in self._scope.rows(latest)]

    def forget(self, before: datetime) -> int:
        gone = delete(SentenceRow).where(self._scope.here(SentenceRow), SentenceRow.at < before)
        return int(self._scope.execute(gone).rowcount)

    def drop(self, sentence_id: int) -> None:
        self._scope.execute(delete(SentenceRow).where(self._scope.here(SentenceRow), SentenceRow.id == sentence_id))

    def aliases(self) -> list[Alias]:
        statement = select(*AliasRow.__table__.columns).where(self._scope.here(AliasRow))
        return [alias_of(row) for row in self._scope.rows(statement.order_by(AliasRow.kind, AliasRow.words))]

    def teach(self, alias: Alias) -> None:
        """Words taught before for that kind are replaced. The stamp of the names moves on, so that everybody's next
        message is read with them."""
        same = (AliasRow.kind == alias.kind.value, AliasRow.words == alias.words)
        self._scope.execute(delete(AliasRow).where(self._scope.here(AliasRow), *same))
        self._scope.add(AliasRow, columns(alias))
        self._scope.names_changed = True

    def unteach(self, alias_id: int) -> None:
        self._scope.execute(delete(AliasRow).where(self._scope.here(AliasRow), AliasRow.id == alias_id))
        self._scope.names_changed = True
