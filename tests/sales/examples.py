"""A small sales team, its written process and its deals: what the tests of the rules are told with."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from sales.deal import Deal, Entry, Via
from sales.money import Money, Rates
from sales.people import Person, Role, Team
from sales.period import Period
from sales.process import ExitCriterion, ForecastCategory, Kind, Outcome, Process, Requirement, Stage

NOW = datetime(2026, 11, 19, 15, 0, tzinfo=UTC)
"""A Thursday."""
TODAY = NOW.date()
LONG_AGO = datetime(2026, 1, 5, 12, 0, tzinfo=UTC)
QUARTER = Period(date(2026, 10, 1), date(2027, 1, 1), "2026-Q4")

PROCESS = Process(
    stages=(
        Stage(key="lead", name="Lead", probability=10, stall_after=5),
        Stage(
            key="discovery",
            name="Discovery",
            probability=25,
            stall_after=10,
            required=(Requirement.AMOUNT, Requirement.SOURCE),
            exit_criteria=(ExitCriterion("need", "The buyer has named the need."),),
        ),
        Stage(
            key="proposal",
            name="Proposal",
            probability=50,
            category=ForecastCategory.BEST_CASE,
            stall_after=10,
            required=(Requirement.CLOSE_DATE, Requirement.NEXT_STEP, Requirement.DECISION_MAKER),
            aliases=("quote",),
        ),
        Stage(key="signing", name="Signing", probability=90, category=ForecastCategory.COMMIT),
        Stage(key="won", name="Won", outcome=Outcome.WON, probability=100),
        Stage(key="lost", name="Lost", outcome=Outcome.LOST),
    ),
    kinds=(Kind("call", "Call"), Kind("meeting", "Meeting")),
    sources=("referral", "web"),
    lost_reasons=("price",),
)

RATES = Rates("USD", date(2026, 11, 1), {"EUR": Decimal("1.0837"), "JPY": Decimal("0.0066613")})
DOLLARS = Rates("USD", date(2026, 11, 1), {})

# Vera leads Max and Mia; Max leads Ann and Bob; Mia leads Cem. Dora has left.
VERA = Person(id=1, name="Vera Boss", role=Role.EXECUTIVE)
MAX = Person(id=2, name="Max Lead", role=Role.MANAGER, manager_id=1, timezone="Europe/London")
MIA = Person(id=3, name="Mia Lead", role=Role.MANAGER, manager_id=1)
ANN = Person(id=4, name="Ann Rep", manager_id=2, timezone="America/New_York", country="US")
BOB = Person(id=5, name="Bob Rep", manager_id=2)
CEM = Person(id=6, name="Cem Rep", manager_id=3)
DORA = Person(id=7, name="Dora Gone", manager_id=3, active=False)
TEAM = Team((VERA, MAX, MIA, ANN, BOB, CEM, DORA))


def usd(major: int) -> Money:
    return Money(major * 100, "USD")


def a_deal(**fields: Any) -> Deal:
    """An open deal of Ann's in Discovery, complete and touched this morning, unless `fields` say otherwise."""
    usual: dict[str, Any] = {
        "id": 1,
        "name": "Acme renewal",
        "account_id": 1,
        "owner_id": ANN.id,
        "stage": "discovery",
        "amount": usd(40_000),
        "close_date": date(2026, 12, 11),
        "next_step": "Send the draft",
        "source": "web",
        "created_at": LONG_AGO,
        "stage_since": LONG_AGO,
        "touched_at": NOW,
    }
    stage = fields.get("stage", usual["stage"])
    known = PROCESS.by_key.get(stage)
    usual["outcome"] = known.outcome if known else Outcome.OPEN
    return Deal(**(usual | fields))


def an_entry(via: Via = Via.MESSAGE, **fields: Any) -> Entry:
    """Something Ann says now, unless `fields` say otherwise."""
    usual: dict[str, Any] = {"id": 9, "by": ANN.id, "at": NOW, "via": via}
    return Entry(**(usual | fields))
