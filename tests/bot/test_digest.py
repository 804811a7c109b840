"""Every button of a digest and of a forecast: what it does, and what stands there then; and when the next one comes."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import Any
from urllib.request import urlopen

import pytest
from openpyxl import load_workbook

from tests.bot.desk import Desk, Message, visible

MORNING = datetime(2026, 11, 24, 17, 0, tzinfo=UTC)
"""Tuesday noon in New York: everybody's digest and nudge is out."""


@pytest.fixture(scope="module", autouse=True)
def _tuesday(desk: Desk) -> None:
    desk.clock_to(MORNING)


def digest_of(desk: Desk, who: str) -> Message:
    digests = [m for m in desk.messages_of(who) if "digest.later" in visible(m) or "Not now" in visible(m)]
    assert len(digests) == 1
    return digests[0]


class TestDigest:
    """The digest's own buttons."""

    def test_open_shows_the_forecast(self, desk: Desk) -> None:
        """The same period and the same people, as of now."""
        digest = digest_of(desk, "lee")
        dm = desk.person("lee").app_dm()
        desk.person("lee").click(dm, digest, "forecast.open")
        shown = visible(desk.next_message("lee", dm, digest["ts"], "Open deals by stage"))
        assert "Lee Ashworth and team" in shown

    def test_not_now_is_answered_kindly(self, desk: Desk) -> None:
        """It says where the same numbers are."""
        digest = digest_of(desk, "lee")
        dm = desk.person("lee").app_dm()
        desk.clicks("lee", dm, digest, "Not now")
        desk.next_message("lee", dm, digest["ts"], "whenever you want them")

    def test_excel_arrives_as_a_workbook_with_the_same_numbers(self, desk: Desk) -> None:
        """A real .xlsx in the direct message; its sums are those of the message."""
        answer = desk.types("dana", "/forecast")
        desk.clicks("dana", "C0SALES", answer, "Excel")
        dana = desk.person("dana")

        def with_file(who: Any) -> Message | None:
            return next((m for m in who.messages(who.app_dm(), limit=100) if m.get("files")), None)

        sent = dana.wait(with_file, timeout=60)
        assert sent["files"][0]["name"].endswith(".xlsx")
        book = load_workbook(io.BytesIO(fetched(desk, sent["files"][0])), data_only=True)
        assert {"Summary", "By person", "Deals", "Changes", "Read me"} <= set(book.sheetnames)
        assert totals(book) >= {figure(answer, name) for name in ("Closed", "Commit", "Best case", "Total")}

    @pytest.mark.parametrize(("label", "shown"), [("Next quarter", "Q1"), ("This quarter", "Q4")])
    def test_another_period_replaces_the_forecast(self, desk: Desk, label: str, shown: str) -> None:
        """In place, so that nothing piles up."""
        answer = desk.types("dana", "/forecast next quarter" if label.startswith("This") else "/forecast")
        desk.clicks("dana", "C0SALES", answer, label)
        desk.changed(
            "dana", "C0SALES", answer["ts"], lambda words: f"-{shown} · Dana" in words or f"{shown} · Dana" in words
        )

    def test_deals_add_up_to_the_total(self, desk: Desk) -> None:
        """The list behind "Deals" has the total of the forecast as its sum."""
        answer = desk.types("lee", "/forecast")
        desk.clicks("lee", "C0SALES", answer, "Deals")
        listed = visible(desk.next_message("lee", "C0SALES", answer["ts"], "deals in the forecast"))
        assert f"${figure(answer, 'Total'):,}" in listed


def figure(message: Message, name: str) -> int:
    """A number of the forecast in whole dollars."""
    cells = [cell["text"] for block in message["blocks"] for cell in block.get("fields", ())]
    text = next(cell for cell in cells if cell.startswith(f"*{name}*"))
    return int(text.partition("\n")[2].strip("$").replace(",", ""))


def totals(book: Any) -> set[int]:
    """All whole numbers that the first sheets show or compute, in the currency's units."""
    found: set[int] = set()
    for sheet in book.worksheets:
        for line in sheet.iter_rows(values_only=True):
            found |= {int(value) for value in line if isinstance(value, (int, float)) and not isinstance(value, bool)}
    return found


def fetched(desk: Desk, file: dict[str, Any]) -> bytes:
    url = str(file.get("url_private") or file.get("url") or "")
    with urlopen(url if url.startswith("http") else desk.sandbox.url + url, timeout=60) as answer:
        return bytes(answer.read())


def test_a_schedule_is_saved_and_holds_from_the_next_slot_on(desk: Desk) -> None:
    """Tomorrow's digest comes at the new hour, once, and not at the old one."""
    form = desk.opens("morgan", "/firebreak schedule")
    assert desk.submits("morgan", form, digest_at="10:30") == {}
    before = len(desk.messages_of("morgan"))
    desk.clock_to(datetime(2026, 11, 25, 15, 0, tzinfo=UTC))
    assert len(desk.messages_of("morgan")) == before
    desk.clock_to(datetime(2026, 11, 25, 15, 31, tzinfo=UTC))
    after = desk.messages_of("morgan")
    assert len(after) == before + 1
    assert "10:30 EST" in visible(after[-1])


def test_a_bad_time_is_refused_at_its_field(desk: Desk) -> None:
    """On without any day is a contradiction that is said where it stands."""
    form = desk.opens("morgan", "/firebreak schedule")
    errors = desk.submits("morgan", form, digest_days=[])
    assert "Pick at least one day" in errors["digest_days"]
    desk.person("morgan").close(form, everything=True)
