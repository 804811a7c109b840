"""What all tables share: names of keys, types of columns, references within a workspace, limited indexes."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKeyConstraint, MetaData, Table, text
from sqlalchemy.orm import DeclarativeBase

from storage.types import Instant, Words

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """What all tables derive from: names of keys, and column types by annotation."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy reads it from the class
        datetime: Instant,
        str: Words,
        dict[str, Any]: JSON,
        list[Any]: JSON,
    }


def plain(row: type[Base]) -> Table:
    """The table itself: writing to it costs half of what writing by way of its class does."""
    return Base.metadata.tables[row.__tablename__]


def within(column: str, table: str) -> ForeignKeyConstraint:
    """A reference to a row of the same workspace."""
    return ForeignKeyConstraint(["workspace_id", column], [f"{table}.workspace_id", f"{table}.id"])


def only(sqlite: str, postgresql: str = "") -> dict[str, Any]:
    """Limits an index to some rows. The condition is spelled as SQLAlchemy spells it in queries, because a database
    uses such an index only where it can see that the query's condition includes the index's."""
    return {"sqlite_where": text(sqlite), "postgresql_where": text(postgresql or sqlite)}
