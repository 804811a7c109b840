"""A digest whose chart is not drawn in time: on a busy machine the next minute may be quieter."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from bot.chart import forecast_chart
from bot.chart_scale import ChartValues
from bot.child import TookTooLong
from bot.digests import digest_composers
from sales.delivery import Delivery, DeliveryState
from sales.usecases.scheduling import DIGEST
from tests.delivery.conftest import Desk


class Drawing:
    """Draws charts, but takes too long for the first few."""

    def __init__(self, failures: int) -> None:
        self.failures, self.asked = failures, 0

    def __call__(self, values: ChartValues) -> bytes:
        self.asked += 1
        if self.asked <= self.failures:
            raise TookTooLong("too long")
        return forecast_chart(values)


def the_digest(desk: Desk) -> Delivery:
    """Mia's digest, due now."""
    crashed, now = desk.company, desk.company.sandbox.clock.now()
    payload = {"as_of": now.isoformat(), "since": (now - timedelta(days=1)).isoformat(), "period": "quarter"}
    with crashed.store.writing(crashed.workspace.id) as tx:
        recipient = str(crashed.people["Mia"])
        row = tx.deliveries.enqueue(
            Delivery(kind=DIGEST, recipient=recipient, slot="chart", due_at=now, payload=payload)
        )
    assert row is not None
    return row


def no_book(order: object, told: Callable[[str], None]) -> bytes:
    raise OSError("no workbook is asked for here")


@pytest.mark.parametrize(
    ("failures", "late", "drawn", "pictures"),
    [
        (0, timedelta(0), 1, 1),
        (1, timedelta(0), 2, 1),
        (2, timedelta(0), 2, 0),
        (1, timedelta(minutes=14), 1, 0),
    ],
    ids=["drawn at once", "drawn the second time", "not drawn twice", "nearly late"],
)
def test_a_chart_is_tried_once_more_while_there_is_time(
    desk: Desk, failures: int, late: timedelta, drawn: int, pictures: int
) -> None:
    """The digest waits half a minute for its picture once, unless it would be late by that; then it goes without one.
    It comes once, whatever happens."""
    row, draw, crashed = the_digest(desk), Drawing(failures), desk.company
    desk.sleep(late.total_seconds())
    made = digest_composers(crashed.store, desk.messenger(), crashed.sandbox.clock, no_book, draw)
    sender = desk.sender(also=made)
    sender.send_due()
    settled = desk.settled(row, sender)
    assert settled.state is DeliveryState.SENT
    assert (draw.asked, desk.posts(row)) == (drawn, 1)
    mia = crashed.somebody("Mia")
    [shown] = [message for message in mia.messages(mia.app_dm()) if message["ts"] == settled.ts]
    assert len([block for block in shown["blocks"] if block["type"] == "image"]) == pictures
    assert "This was due at" not in str(shown["blocks"])
