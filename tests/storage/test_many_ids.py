"""Very many ids in one statement."""

from __future__ import annotations

import pytest
from sqlalchemy import bindparam, select

from storage.many_ids import AnyOf, Ids
from storage.tables import DealRow
from tests.storage.conftest import Office


@pytest.mark.parametrize("many", [0, 1, 100_000])
def test_more_ids_than_a_statement_may_have_parameters(office: Office, many: int) -> None:
    """None, one or a hundred thousand: those that are there are found, in every database."""
    first, second, _ = (office.add() for _ in range(3))
    wanted = [first.id, second.id, *range(10**6, 10**6 + many)] if many > 1 else [first.id] * many
    statement = select(DealRow.id).where(AnyOf(DealRow.id, bindparam("ids", type_=Ids()))).order_by(DealRow.id)
    with office.store.database.reading() as connection:
        found = connection.execute(statement, {"ids": wanted}).scalars().all()
    assert found == sorted({first.id, second.id} & set(wanted))
