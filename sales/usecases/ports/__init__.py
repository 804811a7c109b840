"""Every Protocol that use cases need from outside: the clock and the store. A transaction belongs to one workspace and
sees nothing of any other."""

from __future__ import annotations

from sales.usecases.ports.deals import Activities, DealName, Deals, Entries, Win
from sales.usecases.ports.messages import Deliveries, Heard, Inbox, Outbox
from sales.usecases.ports.numbers import Calls, CellKind, Drills, Forecasts, Projections, Uses
from sales.usecases.ports.people import Learning, People
from sales.usecases.ports.sheets import Spreadsheets
from sales.usecases.ports.store import Audited, Clock, Store, Tx

__all__ = [
    "Activities",
    "Audited",
    "Calls",
    "CellKind",
    "Clock",
    "DealName",
    "Deals",
    "Deliveries",
    "Drills",
    "Entries",
    "Forecasts",
    "Heard",
    "Inbox",
    "Learning",
    "Outbox",
    "People",
    "Projections",
    "Spreadsheets",
    "Store",
    "Tx",
    "Uses",
    "Win",
]
