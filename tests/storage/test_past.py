"""For any history: what the journal says a deal was is what it was."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from sales.activity import Account
from sales.deal import ATTRIBUTE, Deal, DealChange, Field, Value, write_value
from sales.forecast import DealSpan, cells_as_of
from sales.money import Money
from sales.period import Period
from sales.process import ForecastCategory, Process
from sales.revising import Revision
from storage.engine import create_store
from storage.sql import SqlTx
from tests.properties import examples
from tests.storage.conftest import NOW, Office, furnished

DAYS = st.dates(date(2026, 1, 1), date(2028, 1, 1))
WISHES: dict[Field, st.SearchStrategy[Value]] = {
    Field.NAME: st.sampled_from(["Acme", "Globex", "Initech"]),
    Field.ACCOUNT: st.sampled_from([None, 1, 2]),
    Field.OWNER: st.integers(4, 6),
    Field.AMOUNT: st.none() | st.builds(Money, st.integers(0, 9_999), st.sampled_from(["USD", "EUR", "GBP"])),
    Field.CLOSE_DATE: st.none() | DAYS,
    Field.STAGE: st.sampled_from(["discovery", "proposal", "contract", "won", "lost"]),
    Field.CATEGORY: st.none() | st.sampled_from([ForecastCategory.COMMIT, ForecastCategory.OMITTED]),
    Field.NEXT_STEP: st.sampled_from(["", "Call", "Send the offer"]),
    Field.NEXT_STEP_ON: st.none() | DAYS,
    Field.SOURCE: st.none() | st.just("Referral"),
    Field.LOST_REASON: st.none() | st.just("Price"),
    Field.CONFIRMED: st.none(),
    Field.SNOOZED_UNTIL: st.none() | DAYS,
    Field.CHANNEL: st.none() | st.just("C1"),
}


@dataclass(frozen=True)
class Act:
    """Something happens to one of three deals, some hours after the last thing (or at the same instant)."""

    deal: int
    hours: int
    wishes: Mapping[Field, Value]


ACTS = st.builds(
    Act,
    deal=st.integers(0, 2),
    hours=st.integers(0, 3),
    wishes=st.fixed_dictionaries({}, optional={**WISHES, Field.DELETED: st.none()}).filter(bool),
)


def told(deal: Deal | None) -> dict[str, object] | None:
    """What the journal promises to know of a deal."""
    if deal is None:
        return None
    return {name: getattr(deal, name) for name in (*ATTRIBUTE.values(), "outcome", "account", "id", "created_at")}


@settings(max_examples=examples(40))
@given(acts=st.lists(ACTS, max_size=15))
def test_the_past_is_rebuilt_as_it_was_recorded(acts: list[Act], process: Process) -> None:
    """After every act all deals are written down by the test; later each pair of moments is asked of the store, and
    the store, which kept no copies, says the same."""
    store = create_store("sqlite://")
    office = furnished(store, process)
    with store.writing(office.workspace.id) as tx:
        for name in ("Acme", "Globex"):
            tx.activities.save_account(Account(name=name))
    at = NOW
    ids: dict[int, int] = {}
    moments = [(at, dict[int, Deal | None]())]
    for act in acts:
        at += timedelta(hours=act.hours)
        if act.deal not in ids:
            ids[act.deal] = office.add(at=at).id
        elif office.get(ids[act.deal]) is not None:
            office.change(ids[act.deal], act.wishes, at=at)
        present = {deal_id: office.get(deal_id) for deal_id in ids.values()}
        if moments[-1][0] == at:
            moments.pop()
        moments.append((at, present))
    with store.reading(office.workspace.id) as tx:
        for n, (start, before) in enumerate(moments):
            compare(tx.forecasts.changed_since(start), before, moments[-1][1])
            compare_sums(tx, [start, *(at for at, _ in moments[n::2])])
            for end, after in moments[n::3]:
                compare(tx.forecasts.spans(start, end), before, after)
    store.close()


def compare_sums(tx: SqlTx, instants: list[datetime]) -> None:
    """Sums of several instants, rebuilt in one go, are those of the present less what has happened since; for
    everybody and for one person, whoever the deals belonged to in between."""
    owners = {cell.owner_id for cell in tx.forecasts.cells(None)}
    for period in (None, Period(date(2026, 10, 1), date(2027, 1, 1), "2026-Q4")):
        for mine in (None, *({owner} for owner in owners)):
            present = tx.forecasts.cells(period)
            for at, past in zip(instants, tx.forecasts.cells_at(period, instants, mine), strict=True):
                undone = tx.forecasts.changed_since(at)
                expected = [cell for cell in cells_as_of(present, undone, period) if not mine or cell.owner_id in mine]
                assert set(past.cells) == set(expected)
                without_day = Counter(
                    deal.owner_id
                    for deal in [*deals_then(tx, undone)]
                    if deal.is_open and deal.close_date is None and (not mine or deal.owner_id in mine)
                )
                assert past.undated == without_day


def deals_then(tx: SqlTx, undone: list[DealSpan]) -> list[Deal]:
    """All deals as they were before `undone` happened."""
    changed = {deal.id for span in undone for deal in (span.before, span.after) if deal is not None}
    same = [deal for deal in tx.deals.open_of([person.id for person in tx.people.team()]) if deal.id not in changed]
    return [*same, *(span.before for span in undone if span.before is not None)]


@st.composite
def undoings(draw: st.DrawFn) -> tuple[int, int, Field, str | None]:
    """One of three deals, some hours before or after now, and what a field of it had before."""
    field = draw(st.sampled_from(sorted(set(WISHES) - {Field.ACCOUNT, Field.CONFIRMED}, key=lambda one: one.value)))
    return draw(st.integers(0, 2)), draw(st.integers(-4, 4)), field, write_value(draw(WISHES[field]))


@settings(max_examples=examples(60))
@given(journal=st.lists(undoings(), max_size=14))
def test_whatever_the_journal_says_sums_undo_it_as_deals_do(
    journal: list[tuple[int, int, Field, str | None]], process: Process
) -> None:
    """Changes that a file dated back, several of a field at once, changes that fit nothing: the sums of any instant are
    those of the deals taken back one by one."""
    store = create_store("sqlite://")
    office = furnished(store, process)
    deals = [office.add(at=NOW - timedelta(hours=hours)) for hours in (9, 2, 0)]
    with store.writing(office.workspace.id) as tx:
        for n, hours, field, old in journal:
            at = NOW + timedelta(hours=hours)
            change = DealChange(deal_id=deals[n].id, field=field, old=old, new=None, at=at, by=None)
            deals[n] = tx.deals.save(Revision(deals[n], (change,)), office.entry(tx, at=at))
    instants = [NOW + timedelta(hours=hours) for hours in range(-10, 6)]
    with store.reading(office.workspace.id) as tx:
        compare_sums(tx, instants)
        for at in instants[::3]:
            compare_sums(tx, [at])
    store.close()


def compare(spans: list[DealSpan], before: Mapping[int, Deal | None], after: Mapping[int, Deal | None]) -> None:
    """The spans tell every difference between the two records, and nothing that is not in them."""
    unseen = {deal_id for deal_id in {*before, *after} if told(before.get(deal_id)) != told(after.get(deal_id))}
    for span in spans:
        deal = span.before or span.after
        if deal is not None:
            unseen.discard(deal.id)
            assert told(span.before) == told(before.get(deal.id))
            assert told(span.after) == told(after.get(deal.id))
    assert not unseen


def test_what_the_journal_does_not_hold_stays_as_it_is(office: Office) -> None:
    """Touches, pushes and versions are those of now; whoever asks for a past deal is not told otherwise."""
    deal = office.add(at=NOW)
    office.change(deal.id, {Field.CLOSE_DATE: date(2027, 5, 1)}, at=NOW + timedelta(hours=1))
    with office.store.reading(office.workspace.id) as tx:
        [span] = tx.forecasts.changed_since(NOW)
    assert span.before is not None
    assert span.after is not None
    assert replace(span.before, close_date=span.after.close_date) == span.after
    assert span.before.close_date == deal.close_date


@pytest.mark.parametrize("url", ["memory"], indirect=True)
def test_a_lost_reason_and_closed_on_follow_the_stage_back(office: Office) -> None:
    """Reopening clears them, and the past still has them."""
    deal = office.add()
    lost = office.change(deal.id, {Field.STAGE: "lost", Field.LOST_REASON: "Price"}, at=NOW + timedelta(hours=1))
    office.change(deal.id, {Field.STAGE: "proposal"}, at=NOW + timedelta(hours=2))
    with office.store.reading(office.workspace.id) as tx:
        [span] = tx.forecasts.changed_since(NOW + timedelta(hours=1))
    assert told(span.before) == told(lost)
