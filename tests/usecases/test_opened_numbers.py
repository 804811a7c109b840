"""Each number opens to its deals, and each deal to who said what, when; for those who may see them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.blocks import numbers
from bot.blocks.history import explained_message, history_message
from bot.blocks.lists import deal_list_message
from sales.deal import Field, Via
from sales.errors import Invalid, NotAllowed
from sales.forecast import Rollup
from sales.money import Money
from sales.movements import MovementKind
from sales.process import ForecastCategory
from sales.usecases.changing import Wish
from sales.usecases.deal_lists import DealList
from sales.usecases.explaining import MEASURES, Explained
from sales.usecases.forecasts import forecast
from sales.usecases.history import deal_history
from sales.usecases.opened_numbers import Number, open_number
from sales.usecases.ports import Heard
from sales.usecases.reading import Said
from sales.usecases.say import say
from tests.blocks.seen import check, shown
from tests.usecases.conftest import Floor
from tests.usecases.digest_threads import ADDRESS, digest_row, in_thread


@pytest.mark.parametrize("later", [timedelta(0), timedelta(hours=8)])
def test_every_number_opens_to_deals_that_add_up_to_it(trading: Floor, later: timedelta) -> None:
    """Closed, commit, best case, total, omitted, own deals, each stage: the list's sum is the number, also when it is
    opened in the evening from a message of the morning."""
    ada = trading.actor("Ada")
    found = forecast(trading.store, ada, trading.now, since=trading.now - timedelta(days=7))
    if later:
        for name in ("Big", "Proposed", "Hopeful"):
            trading.does("Dana", Wish(deal_id=trading.ids[name], fields={Field.STAGE: "lost"}), trading.now + later / 2)
    line = found.report.line.rolled
    expected = {what: getattr(line, what) for what in (*MEASURES, "open", "omitted")}
    expected |= {f"stage.{stage.key}": stage.amount for stage in found.report.by_stage if stage.count}
    expected |= {"own": found.report.line.own.total}
    for what, amount in expected.items():
        number = numbers.read(numbers.written(found.report, what), ada.person.id)
        opened = open_number(trading.store, ada, number, trading.now + later)
        assert isinstance(opened, DealList)
        assert opened.worth == amount, what
        assert str(amount) in shown(deal_list_message(opened)) or not opened.count
        with trading.store.reading(trading.workspace.id) as tx:
            rates = tx.workspace.exchange()
        assert sum(rates.convert(d.amount).minor for d in opened.deals if d.amount) == amount.minor
        assert len(opened.deals) == opened.count


def test_the_last_page_says_where_the_rest_is(trading: Floor) -> None:
    """Whoever has turned over five thousand deals is told that all are in the workbook; before there are as many,
    nothing is said of it."""
    ada = trading.actor("Ada")
    number = Number(subject_id=ada.person.id, period="this")
    opened = open_number(trading.store, ada, number, trading.now)
    assert isinstance(opened, DealList)
    assert "workbook" not in shown(deal_list_message(replace(opened, count=5_000), number))
    told = shown(deal_list_message(replace(opened, count=74_000), number))
    assert "of 74,000, the largest first; those after the first 5,000 are in the workbook" in told


def test_open_deals_without_a_date_are_opened_too(trading: Floor) -> None:
    """As many as the forecast counts apart."""
    ada = trading.actor("Ada")
    report = forecast(trading.store, ada, trading.now).report
    number = Number(subject_id=ada.person.id, period="this", what="undated")
    opened = open_number(trading.store, ada, number, trading.now)
    assert isinstance(opened, DealList)
    assert (opened.count, [deal.name for deal in opened.deals]) == (report.undated, ["Dateless"])


def test_why_is_commit_down(trading: Floor) -> None:
    """In the digest's thread: from where to where, to the cent, which deal, what was changed, when and by whom."""
    digest_row(trading, "Ada")
    found = in_thread(trading, "Ada", "why is commit down?", trading.now + timedelta(hours=3))
    assert isinstance(found, Explained)
    bridge = found.bridge
    assert bridge.start.minor + sum(line.amount.minor for line in bridge.lines) == bridge.end.minor
    assert bridge.end == forecast(trading.store, trading.actor("Ada"), trading.now).report.line.rolled.commit
    assert {line.kind: line.amount for line in bridge.lines} == {
        MovementKind.WON: Money(1_000_000),
        MovementKind.OUT_LATER: Money(-1_000_000),
    }
    message = explained_message(found, ADDRESS)
    check(message)
    said = shown(message)
    assert "*Sure* · −$10,000 · Dana" in said
    assert "Mon 16 Nov 2026 09:30 · close date Tue 15 Dec 2026 → Mon 1 Feb 2027 — Dana" in said


def test_the_change_that_moved_the_number_is_shown_however_much_came_after_it(trading: Floor) -> None:
    """A deal is committed, then its amount and date change six times: under "upgraded" stands that it was committed."""
    at, deal_id = trading.now, trading.ids["Hopeful"]
    committed = Wish(deal_id=deal_id, fields={Field.CATEGORY: ForecastCategory.COMMIT})
    repriced = [Wish(deal_id=deal_id, fields={Field.AMOUNT: Money(1_000_000 + n)}) for n in range(6)]
    for minute, wish in enumerate([committed, *repriced], start=1):
        trading.does("Dana", wish, at + timedelta(minutes=minute))
    number = Number(subject_id=trading.team["Ada"].id, period="this", what="moved.commit", since=at)
    found = open_number(trading.store, trading.actor("Ada"), number, at + timedelta(hours=1))
    assert isinstance(found, Explained)
    upgraded = found.bridge.line(MovementKind.CATEGORY_IN)
    assert upgraded is not None
    told = shown(explained_message(found, ADDRESS)).split("upgraded")[1].split("amount up")[0]
    assert "forecast best case → commit" in told
    assert told.count("amount $") == 3


def test_what_did_not_move_says_so(trading: Floor) -> None:
    """Since yesterday nothing has changed: the sentence says it, with the number."""
    found = trading.ask("Ada", "why did commit drop since yesterday?")
    assert isinstance(found, Explained)
    assert "the commit has not moved since" in shown(explained_message(found, ADDRESS))


def test_a_deal_opens_to_its_changes_with_their_messages(trading: Floor) -> None:
    """The latest first: who, when, and where; a link only where its reader can open it."""
    now, dana, mia = trading.now, trading.actor("Dana"), trading.actor("Mia")
    places = {"C-deals": "message", "D-dana": "in their direct message"}
    for minute, channel in enumerate(places):
        heard = Heard(f"{channel}:1", channel, f"17634{minute}.5", "U-dana", f"Big is {minute + 70}k", None, now)
        say(trading.store, trading.names, dana, Said(heard=heard, via=Via.MESSAGE), now)
    for reader, second in ((mia, "in their direct message"), (dana, "/archives/D-dana/p1763415|message>")):
        history = deal_history(trading.store, reader, trading.ids["Big"], now)
        message = history_message(history, ADDRESS)
        check(message)
        lines = shown(message).splitlines()
        private, public, created = lines[1], lines[2], lines[-2]
        assert private.startswith("Wed 18 Nov 2026 09:30 · amount $70,000 → $71,000 — Dana")
        assert second in private
        assert "<https://acme.example/archives/C-deals/p1763405|message>" in public
        assert "created — Dana" in created


def test_nobody_opens_what_they_may_not_see(trading: Floor) -> None:
    """Not by a number, not by its parts; and nothing breaks on a value we never wrote."""
    above = Number(subject_id=trading.team["Ada"].id, period="this")
    for what in ("total", "moved.commit", "undated", "stage.discovery"):
        with pytest.raises(NotAllowed):
            open_number(trading.store, trading.actor("Dana"), replace(above, what=what), trading.now)
    for what in ("nonsense", "moved.nonsense", "stage", ""):
        number = Number(subject_id=trading.team["Dana"].id, period="this", what=what)
        if what != "stage":
            with pytest.raises(Invalid):
                open_number(trading.store, trading.actor("Dana"), number, trading.now)
    for value in ("1:this:total:yesterday", "1:this:total:20260101000000000000:x", "1:2:3:4:5:6", "x:y"):
        with pytest.raises(Invalid):
            numbers.read(value, 1)


def test_a_missing_amount_is_a_deal_and_no_zero_in_words(trading: Floor) -> None:
    """A deal without an amount is counted in the list behind the total, and said to have none."""
    ada = trading.actor("Ada")
    opened = open_number(trading.store, ada, Number(subject_id=ada.person.id, period="this"), trading.now)
    assert isinstance(opened, DealList)
    assert "Priceless" in {deal.name for deal in opened.deals}
    assert "no amount" in shown(deal_list_message(opened))
    assert isinstance(Rollup.empty("USD").sums[ForecastCategory.COMMIT], Money)
