"""What the language learns from: sentences kept for an admin, and the words an admin has taught."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base, within


class SentenceRow(Base):
    """A sentence that was not understood at once, kept for 90 days for an admin."""

    __tablename__ = "sentences"
    __table_args__ = (within("by", "people"), Index(None, "workspace_id", "at"))

    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    at: Mapped[datetime]
    by: Mapped[int | None]
    text: Mapped[str]
    why: Mapped[str] = mapped_column(String(16))
    understood: Mapped[str]


class AliasRow(Base):
    """Words mean one thing of a kind; taught anew, they mean the new one."""

    __tablename__ = "aliases"
    __table_args__ = (UniqueConstraint("workspace_id", "kind", "words"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    words: Mapped[str]
    kind: Mapped[str] = mapped_column(String(16))
    meaning: Mapped[str]
