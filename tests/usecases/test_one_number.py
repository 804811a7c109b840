"""One number: six surfaces say the same to the cent, each opens to its deals, and each deal to who said what, when."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from bot.blocks import numbers
from bot.blocks.digest import digest_message
from bot.blocks.forecast import forecast_message
from bot.blocks.history import explained_message, history_message
from bot.blocks.home import home_view
from bot.blocks.kit import Message
from bot.blocks.lists import deal_list_message
from bot.main.books import write_book
from bot.main.forecast_json import as_plain
from sales.deal import Deal, Entry, Field, Via
from sales.delivery import Delivery, DeliveryState
from sales.errors import Invalid, NotAllowed
from sales.forecast import Rollup
from sales.money import Money
from sales.movements import MovementKind
from sales.process import ForecastCategory
from sales.report import Report
from sales.revising import opened
from sales.usecases.advancing import change
from sales.usecases.changing import Wish
from sales.usecases.chronicle import deal_history
from sales.usecases.deal_lists import DealList
from sales.usecases.digesting import digest
from sales.usecases.explaining import MEASURES, Explained
from sales.usecases.forecasts import Forecast, deals_as_of, forecast, report_for, team_as_of
from sales.usecases.home import home
from sales.usecases.opening import Number, open_number
from sales.usecases.ports import Heard
from sales.usecases.reading import Said
from sales.usecases.say import Reply, say
from storage.sheets.workbook import write_forecast
from tests.blocks.seen import check, shown
from tests.usecases.conftest import Floor

THREAD = "1763458200.000100"
ADDRESS = "https://acme.example/"


@pytest.fixture
def trading(floor: Floor) -> Floor:
    """Three weeks later: Kim has won, Dana has pushed a deal out of the year, and euros have a rate of 1.0837."""
    with floor.store.writing(floor.workspace.id) as tx:
        rates = {"EUR": Decimal("1.0837")}
        tx.save_workspace(replace(tx.workspace, rates=rates, rates_dated=date(2026, 11, 1)), None)
        tx.people.save_quota(floor.team["Ada"].id, tx.workspace.calendar.quarter(floor.now.date()), Money(30_000_001))
    at = floor.now - timedelta(days=2)
    floor.does("Kim", Wish(deal_id=floor.ids["Kim's"], fields={Field.STAGE: "won"}), at)
    floor.does("Dana", Wish(deal_id=floor.ids["Sure"], fields={Field.CLOSE_DATE: date(2027, 2, 1)}), at)
    return floor


def digest_row(floor: Floor, who: str) -> Delivery:
    """A digest that was sent to somebody this morning, now."""
    since = floor.now - timedelta(days=7)
    payload = {"as_of": floor.now.isoformat(), "since": since.isoformat(), "period": "quarter"}
    row = Delivery(
        kind="digest",
        recipient=str(floor.team[who].id),
        slot="2026-11-18",
        due_at=floor.now,
        payload=payload,
        state=DeliveryState.SENT,
        channel="D-ada",
        ts=THREAD,
    )
    with floor.store.writing(floor.workspace.id) as tx:
        tx.deliveries.enqueue(row)
    return row


def in_thread(floor: Floor, who: str, text: str, at: datetime) -> Reply:
    heard = Heard(f"D-ada:{text}", "D-ada", "9.9", floor.team[who].slack_id or "", text, THREAD, at)
    return say(floor.store, floor.names, floor.actor(who), Said(heard=heard, via=Via.MESSAGE), at)


def reports(floor: Floor, row: Delivery, at: datetime) -> dict[str, Report]:
    """The same forecast as of the digest, asked for at `at` in every way that can look back."""
    ada = floor.actor("Ada")
    with floor.store.reading(floor.workspace.id) as tx:
        from_digest = digest(tx, row, at).forecast.report
        plain = as_plain(tx, report_for(tx, ada.person, at, as_of=floor.now), floor.now, at)
    answered = in_thread(floor, "Ada", "what changed?", at)
    assert isinstance(answered, Forecast)
    asked = forecast(floor.store, ada, at, as_of=floor.now).report
    line = asked.line.rolled
    assert (plain["closed"], plain["commit"]) == (line.closed.plain, line.commit.plain)
    assert (plain["best_case"], plain["total"]) == (line.best_case.plain, line.total.plain)
    return {"digest": from_digest, "/forecast": asked, "thread": answered.report}


def in_workbook(floor: Floor, at: datetime, path: Path) -> dict[str, Decimal]:
    """The roll-ups on the workbook's first sheet."""
    with floor.store.reading(floor.workspace.id) as tx:
        team, ada = tx.people.team(), floor.team["Ada"]
        report = report_for(tx, ada, at, as_of=floor.now).report
        deals = deals_as_of(tx, team.subtree(ada.id), report.period, floor.now, at)
        write_forecast(path, report, deals, [], tx.process, team, tx.workspace.exchange())
    rows = load_workbook(path, data_only=True)["Summary"].iter_rows(max_col=2, values_only=True)
    return {str(name): Decimal(str(value)) for name, value in rows if isinstance(value, int | float)}


def figure(message: Message, name: str) -> str:
    found = re.search(rf"\*{name}\*\n(\S+)", shown(message))
    assert found is not None, name
    return found[1]


def test_six_surfaces_agree_to_the_cent(trading: Floor, tmp_path: Path) -> None:
    """Digest, Home, /forecast, thread answer, workbook and --json: one forecast, several currencies; and so they still
    do for those that look back, when everything has changed since."""
    row = digest_row(trading, "Ada")
    ada = trading.actor("Ada")
    at_home = home(trading.store, ada, trading.now).mine.report
    found = reports(trading, row, trading.now)
    assert at_home.line == found["/forecast"].line
    assert len({repr(report.line) for report in found.values()}) == 1
    line = at_home.line.rolled
    assert (line.closed, line.unconverted) == (Money(1_000_000), {})
    assert at_home.rates_dated == date(2026, 11, 1)
    book = in_workbook(trading, trading.now, tmp_path / "now.xlsx")
    sums = {"Closed": line.closed, "Commit": line.commit, "Best case": line.best_case, "Total": line.total}
    assert {name: book[name] for name in sums} == {name: amount.major for name, amount in sums.items()}
    with trading.store.reading(trading.workspace.id) as tx:
        message = digest_message(digest(tx, row, trading.now), None)
    asked = forecast_message(forecast(trading.store, ada, trading.now))
    for name, amount in sums.items():
        assert figure(message, name) == figure(asked, name) == str(amount)
        assert f"*{name}*\n{amount}" in shown(home_view(home(trading.store, ada, trading.now)))
    later = trading.now + timedelta(hours=8)
    for name in ("Big", "Whole", "Euro"):
        wish = Wish(deal_id=trading.ids[name], fields={Field.AMOUNT: Money(123_45), Field.STAGE: "won"})
        change(trading.store, trading.actor("Dana"), wish, Via.COMMAND, later)
    after = reports(trading, row, later + timedelta(hours=1))
    assert {repr(report.line) for report in after.values()} == {repr(at_home.line)}
    again = in_workbook(trading, later + timedelta(hours=1), tmp_path / "later.xlsx")
    assert {name: again[name] for name in sums} == {name: book[name] for name in sums}


ABROAD = {"London": Money(3_333_333, "GBP"), "Osaka": Money(987_654, "JPY"), "Lyon": Money(1_234_567, "EUR")}
RATES = {"EUR": Decimal("1.0837"), "GBP": Decimal("1.2711"), "JPY": Decimal("0.006623")}


@pytest.fixture
def abroad(trading: Floor) -> Floor:
    """Everybody has deals in pounds, yen and euros, and one in francs, for which nobody has set a rate."""
    with trading.store.writing(trading.workspace.id) as tx:
        for owner in ("Dana", "Kim", "Mia"):
            entry = tx.entries.add(
                Entry(by=trading.team[owner].id, at=trading.now - timedelta(days=1), via=Via.COMMAND)
            )
            for name, amount in {**ABROAD, "Basel": Money(7_700_077, "CHF")}.items():
                draft = Deal(
                    name=f"{name} of {owner}",
                    owner_id=trading.team[owner].id,
                    stage={"London": "verbal", "Osaka": "proposal"}.get(name, "contract"),
                    amount=amount,
                    close_date=date(2026, 12, 9),
                    created_at=entry.at,
                    stage_since=entry.at,
                )
                tx.deals.add(opened(draft, entry, tx.process), entry)
        tx.save_workspace(replace(tx.workspace, rates=RATES, rates_dated=date(2026, 11, 2)), None)
    return trading


def said_everywhere(floor: Floor, who: str, at: datetime, path: Path) -> dict[str, tuple[str, ...]]:
    """The four roll-ups as of the floor's now, as everything says them that somebody can look at."""
    actor, subject = floor.actor(who), floor.team[who]
    found: dict[str, tuple[str, ...]] = {}
    with floor.store.reading(floor.workspace.id) as tx:
        report = report_for(tx, subject, at, as_of=floor.now).report
        plain = as_plain(tx, report_for(tx, subject, at, as_of=floor.now), floor.now, at)
        found["--json"] = tuple(plain[name] for name in MEASURES)
        write_book(tx, path, report, team_as_of(tx, floor.now, at), at)
        if subject.leads:
            about = digest(tx, digest_row_of(floor, who), at).forecast.report
            found["digest"] = rolled(about)
    lines = load_workbook(path, data_only=True)["Summary"].iter_rows(max_col=2, values_only=True)
    rows = {str(name): str(value) for name, value in lines}
    found["workbook"] = tuple(f"{Decimal(rows[name]):.2f}" for name in ("Closed", "Commit", "Best case", "Total"))
    found["/forecast"] = rolled(forecast(floor.store, actor, at, as_of=floor.now).report)
    if at == floor.now:
        found["Home"] = rolled(home(floor.store, actor, at).mine.report)
    for measure in MEASURES:
        number = Number(subject_id=subject.id, period=report.period.key, what=measure, as_of=floor.now)
        opened_to = open_number(floor.store, actor, number, at)
        assert isinstance(opened_to, DealList)
        assert opened_to.worth is not None
        assert opened_to.worth.plain == plain[measure]
    return found


def rolled(report: Report) -> tuple[str, ...]:
    return tuple(getattr(report.line.rolled, measure).plain for measure in MEASURES)


def digest_row_of(floor: Floor, who: str) -> Delivery:
    since = floor.now - timedelta(days=7)
    payload = {"as_of": floor.now.isoformat(), "since": since.isoformat(), "period": "quarter"}
    return Delivery(kind="digest", recipient=str(floor.team[who].id), slot="x", due_at=floor.now, payload=payload)


@pytest.mark.parametrize("who", ["Ada", "Mia", "Dana"])
def test_they_agree_for_everybody_in_any_currency(abroad: Floor, who: str, tmp_path: Path) -> None:
    """An executive, a manager and a rep; four currencies and one without a rate. In the evening, when deals, rates, the
    currency itself, the fiscal year, quotas and the process have changed, all that look back still say the same."""
    now = said_everywhere(abroad, who, abroad.now, tmp_path / "now.xlsx")
    assert len(set(now.values())) == 1, now
    report = forecast(abroad.store, abroad.actor(who), abroad.now).report
    assert set(report.line.rolled.unconverted) == {"CHF"}
    later = abroad.now + timedelta(hours=8)
    for name in ("Big", "Whole", "Euro"):
        wish = Wish(deal_id=abroad.ids[name], fields={Field.AMOUNT: Money(123_45), Field.STAGE: "won"})
        change(abroad.store, abroad.actor("Dana"), wish, Via.COMMAND, later)
    with abroad.store.writing(abroad.workspace.id) as tx:
        other = {"USD": Decimal("0.9"), "CHF": Decimal("1.05")}
        moved = replace(tx.workspace, currency="EUR", rates=other, rates_dated=later.date(), fiscal_start_month=2)
        tx.save_workspace(moved, None, later)
        first, *stages = tx.process.stages
        tx.save_process(
            replace(tx.process, stages=(replace(first, category=ForecastCategory.COMMIT), *stages)), None, later
        )
        tx.people.save_quota(abroad.team[who].id, report.period, Money(1), later)
    after = said_everywhere(abroad, who, later + timedelta(hours=1), tmp_path / "later.xlsx")
    assert set(after.values()) == set(now.values())


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
