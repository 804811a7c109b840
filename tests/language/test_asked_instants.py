"""As of when a forecast is asked for: a day that is gone is an instant, no period."""

from __future__ import annotations

import pytest

from sales.language import understand
from sales.language.understanding import IntentKind
from tests.language.conftest import Reads


@pytest.mark.parametrize(
    ("text", "as_of", "period"),
    [
        ("what was the forecast on September 1?", "2026-09-01", None),
        ("forecast as of last Friday", "2026-11-13", None),
        ("what was my commit last Friday?", "2026-11-13", None),
        ("what was the forecast for Q3 on September 1?", "2026-09-01", "2026-07-01/2026-10-01"),
        ("forecast for next quarter as of Nov 2", "2026-11-02", "2027-01-01/2027-04-01"),
        ("forecast as of 2026-09-30", "2026-09-30", None),
        ("what was our number yesterday?", "2026-11-19", None),
        ("forecast as of last month", "2026-10-31", None),
        ("what did the forecast look like two weeks ago?", "2026-11-06", None),
        ("forecast for Q1 as of Nov 2", "2026-11-02", "2027-01-01/2027-04-01"),
        ("forecast as of tomorrow", "2026-11-21", None),
        ("forecast for next quarter", None, "2027-01-01/2027-04-01"),
        ("what was our commit in September?", None, "2026-09-01/2026-10-01"),
        ("how did we do last quarter?", None, "2026-07-01/2026-10-01"),
        ("forecast as of this quarter", None, "2026-10-01/2027-01-01"),
    ],
)
def test_a_day_gone_by_is_an_instant(reads: Reads, text: str, as_of: str | None, period: str | None) -> None:
    """Behind "as of", or where a forecast is looked back at; periods stay periods."""
    (intent,) = understand(text, reads()).intents
    assert intent.kind is IntentKind.QUERY_FORECAST
    said = intent.value("as_of")
    assert (str(said) if said else None, intent.value("period")) == (as_of, period)
