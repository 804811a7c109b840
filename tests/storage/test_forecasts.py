"""Sums, and deals as they were, in every kind of database."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal

from sales.activity import Account
from sales.deal import Field, Via
from sales.forecast import Cell, DealSpan
from sales.money import Money, Rates
from sales.period import Period
from sales.process import ForecastCategory, Outcome
from sales.ranking import largest_first
from tests.storage.conftest import NOW, Office

Q4 = Period(date(2026, 10, 1), date(2027, 1, 1), "2026-Q4")
DAY = timedelta(days=1)


def changed_since(office: Office, at: datetime) -> list[DealSpan]:
    with office.store.reading(office.workspace.id) as tx:
        return tx.forecasts.changed_since(at)


def test_cells_add_up_deals_that_share_everything(office: Office) -> None:
    """Owner, stage, outcome, override and currency make a cell; no amount counts 0 in the currency ""."""
    for deal in (
        office.deal(amount=Money(100)),
        office.deal(amount=Money(250)),
        office.deal(amount=Money(7, "EUR")),
        office.deal(amount=None),
        office.deal(amount=Money(1), category=ForecastCategory.COMMIT),
        office.deal(amount=Money(2), close_date=date(2027, 1, 1)),
        office.deal(amount=Money(4), owner="Kim"),
    ):
        office.add(deal)
    dana, kim = office.team["Dana"].id, office.team["Kim"].id

    def cell(minor: int, count: int = 1, owner: int = dana, category: str | None = None, currency: str = "USD") -> Cell:
        return Cell(owner, "discovery", Outcome.OPEN, category, currency, count, minor)

    with office.store.reading(office.workspace.id) as tx:
        found = tx.forecasts.cells(Q4)
        expected = {
            cell(350, 2),
            cell(7, currency="EUR"),
            cell(0, currency=""),
            cell(1, category="commit"),
            cell(4, 1, kim),
        }
        assert set(found) == expected
        assert len(found) == len(expected)
        assert set(tx.forecasts.cells(Q4, [kim])) == {cell(4, 1, kim)}
        assert tx.forecasts.cells(Q4, []) == []
        assert cell(352, 3) in tx.forecasts.cells(None)


def test_a_won_deal_counts_on_the_day_it_was_closed(office: Office) -> None:
    """Winning moves a deal from its close date's period to that of closed_on; reopening moves it back."""
    deal = office.add(office.deal(close_date=date(2027, 2, 1)))

    def counted() -> list[Outcome]:
        with office.store.reading(office.workspace.id) as tx:
            assert {found.id for found in tx.forecasts.deals(Q4)} == ({deal.id} if tx.forecasts.cells(Q4) else set())
            return [cell.outcome for cell in tx.forecasts.cells(Q4)]

    assert counted() == []
    office.change(deal.id, {Field.STAGE: "won"})
    assert counted() == [Outcome.WON]
    office.change(deal.id, {Field.STAGE: "verbal"})
    assert counted() == []


def test_the_largest_deals_come_first(office: Office) -> None:
    """By amount, those without one last, as many as asked for."""
    ids = [office.add(office.deal(amount=amount)).id for amount in (Money(5), None, Money(9))]
    with office.store.reading(office.workspace.id) as tx:
        assert [deal.id for deal in tx.forecasts.deals(Q4)] == [ids[2], ids[0], ids[1]]
        assert [deal.id for deal in tx.forecasts.deals(Q4, limit=1)] == [ids[2]]


def test_the_largest_deals_come_first_in_any_currency(office: Office) -> None:
    """By what they come to at the rates that hold, or held; then those in a currency without a rate, then those without
    an amount; and those that are asked for are the first of all."""
    amounts = [Money(1_000_000, "JPY"), Money(900_000), None, Money(5_000_000, "GBP"), Money(850_000, "EUR"), Money(7)]
    deals = [office.add(office.deal(amount=amount)) for amount in (*amounts, Money(900_000), Money(3, "GBP"))]
    rates = [
        Rates("USD", NOW.date(), {"EUR": Decimal("1.0837"), "JPY": Decimal("0.0066")}),
        Rates("EUR", NOW.date(), {"USD": Decimal("0.5"), "GBP": Decimal(2)}),
        Rates("GBP", NOW.date(), {}),
    ]
    with office.store.writing(office.workspace.id) as tx:
        tx.save_workspace(replace(tx.workspace, rates=rates[0].worth, rates_dated=NOW.date()), None)
    with office.store.reading(office.workspace.id) as tx:
        for held in rates:
            ranked = [deal.id for deal in largest_first(deals, held)]
            assert [deal.id for deal in tx.forecasts.deals(Q4, rates=held)] == ranked
            assert [deal.id for deal in tx.forecasts.deals(Q4, limit=3, rates=held)] == ranked[:3]
        present = [deal.id for deal in largest_first(deals, rates[0])]
        assert [deal.id for deal in tx.forecasts.deals(Q4)] == present


def test_open_deals_without_a_date_are_counted_apart(office: Office) -> None:
    """They count in no period, so each owner is told how many there are."""
    for owner in ("Dana", "Dana", "Kim"):
        office.add(office.deal(owner=owner, close_date=None))
    office.add()
    dana, kim = office.team["Dana"].id, office.team["Kim"].id
    with office.store.reading(office.workspace.id) as tx:
        assert tx.forecasts.cells_now(None).undated == {dana: 2, kim: 1}
        assert tx.forecasts.cells_now(None, [kim]).undated == {kim: 1}


def test_a_deal_as_it_was(office: Office) -> None:
    """Everything that was changed since is taken back: amount, owner, account, stage with its outcome, dates."""
    with office.store.writing(office.workspace.id) as tx:
        acme, globex = (tx.activities.save_account(Account(name=name)) for name in ("Acme", "Globex"))
    office.add(office.deal(account_id=acme.id, account="Acme"), at=NOW - 9 * DAY)
    [span] = changed_since(office, NOW - 10 * DAY)
    then = span.after
    assert span.before is None
    assert then is not None
    office.change(then.id, {Field.AMOUNT: Money(1), Field.ACCOUNT: globex.id}, at=NOW - DAY)
    office.change(then.id, {Field.OWNER: office.team["Kim"].id, Field.STAGE: "won"}, at=NOW)
    [span] = changed_since(office, NOW - 2 * DAY)
    before, after = span.before, span.after
    assert before is not None
    assert after == office.get(then.id)
    facts = (before.amount, before.account, before.owner_id, before.stage, before.outcome, before.closed_on)
    assert facts == (then.amount, "Acme", then.owner_id, "discovery", Outcome.OPEN, None)
    assert changed_since(office, NOW) == []


def test_birth_and_death(office: Office) -> None:
    """A deal is None before it was created and after it was deleted; between the two it is there."""
    deal = office.add(at=NOW - 3 * DAY)
    office.change(deal.id, {Field.DELETED: None}, at=NOW - DAY)
    [both] = changed_since(office, NOW - 4 * DAY)
    assert both == DealSpan(None, None)
    [dead] = changed_since(office, NOW - 2 * DAY)
    assert dead.after is None
    assert dead.before is not None
    assert not dead.before.deleted


def test_between_two_instants(office: Office) -> None:
    """Only deals that changed in (start, end] are told, as they were at both; what came later is taken back."""
    deal = office.add(office.deal(amount=Money(1)), at=NOW - 9 * DAY)
    later = office.add(office.deal(name="Later"), at=NOW)
    for days, amount in ((5, 2), (3, 3), (1, 4)):
        office.change(deal.id, {Field.AMOUNT: Money(amount)}, at=NOW - days * DAY)
    with office.store.reading(office.workspace.id) as tx:
        [span] = tx.forecasts.spans(NOW - 5 * DAY, NOW - 3 * DAY)
        assert span.before is not None
        assert span.after is not None
        assert (span.before.amount, span.after.amount) == (Money(2), Money(3))
        assert tx.forecasts.spans(NOW - 3 * DAY, NOW - 2 * DAY) == []
        for asked in ([deal.id, later.id], None):
            journal = list(tx.forecasts.journal(NOW - 5 * DAY, NOW - DAY, asked))
            assert [(change.old, change.new) for change in journal] == [("USD 3", "USD 4"), ("USD 2", "USD 3")]
            assert {change.deal_id for change in journal} == {deal.id}


def test_changes_of_one_instant_are_taken_back_in_order(office: Office) -> None:
    """Two changes of one field at the same instant: the first one's old value is what was."""
    deal = office.add(office.deal(amount=Money(1)), at=NOW - DAY)
    office.change(deal.id, {Field.AMOUNT: Money(2)}, at=NOW)
    office.change(deal.id, {Field.AMOUNT: Money(3)}, at=NOW)
    [span] = changed_since(office, NOW - DAY)
    assert span.before is not None
    assert span.before.amount == Money(1)


def test_a_stage_that_is_no_longer_in_the_process_was_open(office: Office) -> None:
    """A process may drop a stage; deals that were in it are still told as they were."""
    deal = office.add(office.deal(stage="contract"), at=NOW - DAY, via=Via.MESSAGE)
    office.change(deal.id, {Field.STAGE: "won"}, at=NOW)
    stages = tuple(stage for stage in office.process.stages if stage.key != "contract")
    with office.store.writing(office.workspace.id) as tx:
        tx.save_process(type(office.process)(stages, office.process.kinds), None)
    [span] = changed_since(office, NOW - DAY)
    assert span.before is not None
    assert (span.before.stage, span.before.outcome) == ("contract", Outcome.OPEN)
