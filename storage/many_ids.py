"""A WHERE clause for very many ids: they are sent as one value, so that no limit on parameters is met and the statement
stays the same. Each database takes such a value apart in its own way."""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any

from sqlalchemy import ARRAY, Integer, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import TypeDecorator, TypeEngine


class Ids(TypeDecorator[Collection[int]]):
    """Ids as one parameter: a JSON array in SQLite, an array in PostgreSQL."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return Text() if dialect.name == "sqlite" else ARRAY(Integer)

    def process_bind_param(self, value: Collection[int] | None, dialect: Dialect) -> Any:
        ids = sorted(value or ())
        return json.dumps(ids) if dialect.name == "sqlite" else ids


class AnyOf(FunctionElement[bool]):
    """`Among(column, bindparam("ids", type_=Ids()))`: whether the column is one of the ids. Has no type of its own:
    what is a boolean, SQLAlchemy compares with 1 in SQLite, which then uses no index."""

    inherit_cache = True


@compiles(AnyOf, "sqlite")
def _in_json(element: AnyOf, compiler: SQLCompiler, **given: Any) -> str:
    column, ids = (compiler.process(clause, **given) for clause in element.clauses)
    return f"{column} IN (SELECT value FROM json_each({ids}))"


@compiles(AnyOf, "postgresql")
def _in_array(element: AnyOf, compiler: SQLCompiler, **given: Any) -> str:
    column, ids = (compiler.process(clause, **given) for clause in element.clauses)
    return f"{column} = ANY ({ids})"
