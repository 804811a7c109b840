"""The one sentence that a digest opens with."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given

from sales.changes import WhatChanged, headline, what_changed
from sales.deal import Deal
from sales.forecast import DealSpan
from sales.process import Outcome
from tests.sales.examples import CEM, DOLLARS, NOW, PROCESS, QUARTER, RATES, TEAM, a_deal, usd
from tests.sales.strategies import cells_from, spans

MONDAY = datetime(2026, 11, 16, 8, 0, tzinfo=UTC)
WON: dict[str, Any] = {"stage": "won", "outcome": Outcome.WON, "closed_on": date(2026, 11, 18)}
LOST: dict[str, Any] = {"stage": "lost", "outcome": Outcome.LOST, "closed_on": date(2026, 11, 18)}


def changed(happened: list[DealSpan], *, standing: tuple[Deal, ...] = (), since: datetime = MONDAY) -> WhatChanged:
    """What changed for Max's team; `standing` deals did not change."""
    cells = cells_from([*(span.after for span in happened), *standing], QUARTER)
    return what_changed(cells, happened, TEAM.subtree(2), QUARTER, PROCESS, DOLLARS, since, NOW)


def moved(id_: int, after: dict[str, Any], **fields: Any) -> DealSpan:
    return DealSpan(a_deal(id=id_, **fields), a_deal(id=id_, **(fields | after)))


def test_a_week_in_one_sentence() -> None:
    """New, won, lost and pushed deals by number, the commit by amount and by what moved it most."""
    happened = [
        *(DealSpan(None, a_deal(id=n, amount=usd(1_000), created_at=NOW)) for n in range(1, 6)),
        *(moved(n, WON, stage="signing", amount=usd(36_000)) for n in range(11, 16)),
        moved(16, WON, amount=usd(40_000)),
        *(moved(n, LOST) for n in (21, 22)),
        *(moved(n, {"close_date": date(2027, 1, 20)}) for n in range(31, 35)),
        moved(41, {"stage": "signing"}, amount=usd(20_000)),
    ]
    standing = (a_deal(id=50, stage="signing", amount=usd(1_020_000)),)
    told = headline(changed(happened, standing=standing), "UTC")
    events, _, commit = told.partition("; ")
    assert events == "Since Monday 08:00: 5 new, won 6 for $220K, lost 2, pushed 4"
    assert commit == "commit $1.2M -> $1.26M: won +$40K, upgraded +$20K."


def test_a_quiet_week() -> None:
    """Nothing is made up: where nothing happened that is what is said, and no zero is called a commit."""
    standing = (a_deal(id=50, stage="signing", amount=usd(45_000)),)
    told = headline(changed([], standing=standing), "UTC")
    assert told == "Nothing has changed since Monday 08:00; commit still $45K."
    assert headline(changed([]), "UTC") == "Nothing has changed since Monday 08:00."
    grown = changed([moved(1, {"amount": usd(9_000)}, amount=usd(8_000))], standing=standing)
    assert headline(grown, "UTC") == "Since Monday 08:00: commit still $45K."


def test_a_small_change_is_still_seen() -> None:
    """Where the short forms are equal the amounts are written out."""
    told = headline(changed([moved(1, {"amount": usd(1_261_000)}, stage="signing", amount=usd(1_260_000))]), "UTC")
    assert told == "Since Monday 08:00: commit $1,260,000 -> $1,261,000: amount up +$1K."


@pytest.mark.parametrize(
    ("since", "timezone", "expected"),
    [
        (MONDAY, "UTC", "since Monday 08:00"),
        (MONDAY, "Asia/Kolkata", "since Monday 13:30"),
        (MONDAY, "Pacific/Honolulu", "since Sunday 22:00"),
        (NOW - timedelta(days=7), "UTC", "since Thu 12 Nov 15:00"),  # "Thursday" would be today
        (NOW - timedelta(days=6), "UTC", "since Fri 13 Nov 15:00"),
        (NOW - timedelta(days=6, minutes=-1), "UTC", "since Friday 15:01"),
        (NOW - timedelta(days=365), "UTC", "since Wed 19 Nov 2025 15:00"),
    ],
)
def test_since_when_on_the_readers_clock(since: datetime, timezone: str, expected: str) -> None:
    """Within the week the weekday says it, before that it takes the date."""
    assert headline(changed([], since=since), timezone) == f"Nothing has changed {expected}."


@pytest.mark.parametrize(
    ("happened", "expected"),
    [
        pytest.param(DealSpan(None, a_deal(created_at=NOW, **WON)), (1, 1, 0, 0), id="added and won at once is both"),
        pytest.param(DealSpan(None, a_deal(created_at=NOW, **LOST)), (0, 0, 0, 0), id="came and went"),
        pytest.param(DealSpan(None, a_deal()), (0, 0, 0, 0), id="brought back is not new"),
        pytest.param(moved(1, LOST | {"close_date": date(2027, 1, 20)}), (0, 0, 1, 0), id="lost after being pushed"),
        pytest.param(moved(1, {"close_date": None}), (0, 0, 0, 1), id="pushed to no day at all"),
        pytest.param(moved(1, {"close_date": date(2026, 9, 1)}), (0, 0, 0, 0), id="pulled out is not pushed"),
        pytest.param(moved(1, {"close_date": date(2026, 12, 30)}), (0, 0, 0, 0), id="pushed within the period"),
        pytest.param(moved(1, WON, close_date=date(2027, 3, 1)), (0, 1, 0, 0), id="won early"),
        pytest.param(moved(1, WON, owner_id=CEM.id), (0, 0, 0, 0), id="another team's win"),
        pytest.param(DealSpan(a_deal(**WON), a_deal(**WON, amount=usd(1))), (0, 0, 0, 0), id="won long ago"),
        pytest.param(DealSpan(a_deal(), None), (0, 0, 0, 0), id="deleted"),
    ],
)
def test_what_counts_as_an_event(happened: DealSpan, expected: tuple[int, int, int, int]) -> None:
    """New, won, lost and pushed as a manager would count them."""
    events = changed([happened]).happened
    assert (events.new, events.won, events.lost, events.pushed) == expected


@given(spans())
def test_any_week_can_be_told(happened: list[DealSpan]) -> None:
    """The sentence always ends, has no empty part, and both bridges belong to the same instants."""
    cells = cells_from((span.after for span in happened), QUARTER)
    week = what_changed(cells, happened, TEAM.subtree(1), QUARTER, PROCESS, RATES, MONDAY, NOW)
    told = headline(week, "UTC")
    assert told.startswith(("Since Monday 08:00: ", "Nothing has changed since Monday 08:00"))
    assert told.endswith(".")
    assert ": ;" not in told
    assert ", ," not in told
    assert week.commit.end.minor <= week.total.end.minor
