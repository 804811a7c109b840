"""What was projected, each day, for everybody who leads."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base, within


class ProjectionRow(Base):
    """One day's projection of a person's subtree for a period. Rows are added and never changed: what was shown then
    can be shown again."""

    __tablename__ = "projections"
    __table_args__ = (within("person_id", "people"),)

    workspace_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    day: Mapped[date] = mapped_column(primary_key=True)
    starts_on: Mapped[date] = mapped_column(primary_key=True)
    ends_on: Mapped[date] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    made: Mapped[dict[str, Any]]
