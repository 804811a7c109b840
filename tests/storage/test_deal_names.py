"""The names of deals: read again only when they changed, and a writer sees its own."""

from __future__ import annotations

from sales.activity import Account
from sales.deal import Field
from sales.money import Money
from sales.revising import opened
from tests.storage.conftest import Office


def test_names_are_read_again_only_when_they_changed(office: Office) -> None:
    """The stamp grows with a new deal, a name, an account, an owner, a win; not with an amount or an open stage."""
    office.add()

    def stamp() -> int:
        with office.store.reading(office.workspace.id) as tx:
            return tx.deals.names()[0]

    with office.store.reading(office.workspace.id) as tx:
        first, names = tx.deals.names()
        assert names is not None
        assert [(n.name, n.account, n.is_open) for n in names] == [("Acme", "", True)]
        assert tx.deals.names(stamp=first) == (first, None)
    deal_id = names[0].id
    quiet: list[dict[Field, object]] = [{Field.AMOUNT: Money(7)}, {Field.STAGE: "proposal"}]
    for wishes in quiet:
        office.change(deal_id, wishes)  # type: ignore[arg-type]
        assert stamp() == first
    loud: list[dict[Field, object]] = [
        {Field.NAME: "Acme 2"},
        {Field.OWNER: office.team["Kim"].id},
        {Field.STAGE: "won"},
        {Field.STAGE: "verbal"},
        {Field.DELETED: None},
    ]
    for wishes in loud:
        before = stamp()
        office.change(deal_id, wishes)  # type: ignore[arg-type]
        assert stamp() > before


def test_names_of_some(office: Office) -> None:
    """Only of the owners that are asked for, and of what is open; and who owns the deals with an account, by deal."""
    with office.store.writing(office.workspace.id) as tx:
        account = tx.activities.save_account(Account(name="Hooli"))
    dana, rui = office.team["Dana"].id, office.team["Rui"].id
    office.add(office.deal(name="Mine", account_id=account.id))
    ours = office.add(office.deal(name="Ours", owner="Rui", account_id=account.id))
    office.change(office.add(office.deal(name="Done")).id, {Field.STAGE: "won"})
    with office.store.reading(office.workspace.id) as tx:
        assert [n.name for n in tx.deals.names(owner_ids=[dana])[1] or ()] == ["Mine", "Done"]
        assert [n.name for n in tx.deals.names(owner_ids=[dana, rui], only_open=True)[1] or ()] == ["Mine", "Ours"]
        assert tx.deals.owners_at(account.id) == [dana, rui]
        assert tx.deals.owners_at(account.id + 1) == []
    office.change(ours.id, {Field.DELETED: None})
    with office.store.reading(office.workspace.id) as tx:
        assert tx.deals.owners_at(account.id) == [dana]


def test_a_writer_sees_its_own_new_names(office: Office) -> None:
    """Within one transaction the stamp has moved on as soon as a name changed."""
    with office.store.writing(office.workspace.id) as tx:
        before, _ = tx.deals.names()
        entry = office.entry(tx)
        tx.deals.add(opened(office.deal(), entry, office.process), entry)
        after, names = tx.deals.names(stamp=before)
        assert after != before
        assert names is not None
