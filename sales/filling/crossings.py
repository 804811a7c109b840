"""Which figure a cell holds where a row names one ("Bookings") and its column says how it is meant ("Q4 plan", "Q3
actual", "Forecast"). Knows headings; finds none."""

from __future__ import annotations

from dataclasses import replace

from sales.filling.headings import Heading
from sales.filling.layout import Label
from sales.filling.sources import Source

PLAN, ACTUAL, FORECAST = Source.QUOTA, Source.CLOSED, Source.COMMIT
"""What the words of such columns mean where they stand alone."""
VIEWS = frozenset({PLAN, ACTUAL, FORECAST})
_PLANNED = frozenset({Source.CLOSED, Source.QUOTA})
_HAPPENED = frozenset({Source.CLOSED, Source.WON_DEALS, Source.QUOTA, Source.ATTAINMENT})


def crossing(row: Source, column: Source) -> tuple[Source, str]:
    """The figure of a row's source under a column of `VIEWS`, and why there is none ("" if there is). The plan of what
    is closed is the quota; its forecast is the commit. What was open at the end of a time is no actual of it."""
    if column is PLAN:
        return Source.QUOTA, "" if row in _PLANNED else "only what is closed has a plan, the quota"
    if column is ACTUAL:
        return row, "" if row in _HAPPENED else "only what is closed has actuals"
    if row is Source.WON_DEALS:
        return row, "how many deals will be won is not forecast"
    return (Source.COMMIT if row is Source.CLOSED else row), ""


def crossed(row: int, column: int, heading: Heading, view: Heading) -> Label:
    """The cell of a label under a column that says how its figure is meant."""
    assert heading.source is not None
    assert view.source is not None
    source, why = crossing(heading.source, view.source)
    meant = replace(heading, source=source, period=view.period or heading.period)
    return Label(row=row, column=column, heading=meant, lacks=why)
