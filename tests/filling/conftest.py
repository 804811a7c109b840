"""The demo's team on its Monday, from whose numbers templates are filled in; and a filling from end to end, without
Slack."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import openpyxl
import pytest

from bot.main.demo.loading import load
from bot.main.demo.team import demo_team
from sales.people import Person
from sales.period import Period
from sales.report import Line
from sales.usecases.filling import Sent
from sales.usecases.filling_plan import Filling, plan_filling
from sales.usecases.forecasts import report_for
from storage.engine import create_store
from storage.process_file import load_process
from storage.sheets.filling.reading import read_book
from storage.sheets.filling.writing import write_book
from storage.sql import SqlStore

MONDAY = date(2026, 11, 23)


@dataclass
class Desk:
    """Who fills in what: `now` is the demo's Monday morning."""

    store: SqlStore
    workspace: int
    now: datetime

    def person(self, first_name: str) -> Person:
        with self.store.reading(self.workspace) as tx:
            return next(person for person in tx.people.team() if person.first_name == first_name)

    def plan(self, who: str, name: str, content: bytes, text: str = "", *, ask: bool = False) -> Filling:
        """The plan of a file that somebody sent."""
        book, person = read_book(name, content), self.person(who)
        with self.store.reading(self.workspace) as tx:
            sent = Sent(file_id="F1", name=name, channel="D1", ts="1.1", text=text, ask=ask)
            return plan_filling(tx, sent, book, person, self.now)

    def fill(self, who: str, name: str, content: bytes, text: str = "") -> tuple[Filling, bytes]:
        """The file as it comes back, with what there is to tell."""
        filling = self.plan(who, name, content, text)
        return filling, write_book(name, content, filling.plan.sheets)

    def line(self, who: str, period: Period | None = None) -> Line:
        """Somebody's forecast, as everything else shows it."""
        person = self.person(who)
        with self.store.reading(self.workspace) as tx:
            return report_for(tx, person, self.now, period=period).report.line


@pytest.fixture(scope="session")
def desk() -> Iterator[Desk]:
    """In a workspace whose currency is the dollar, with a rate for the euro."""
    team, store = demo_team(MONDAY, load_process()), create_store("sqlite://")
    workspace = store.add_workspace(team.workspace, team.process)
    load(store, workspace.id, team)
    with store.writing(workspace.id) as tx:
        rates = {"EUR": Decimal("1.08")}
        tx.save_workspace(replace(tx.workspace, rates=rates, rates_dated=date(2026, 11, 20)), None)
    yield Desk(store, workspace.id, team.start)
    store.close()


def opened(content: bytes) -> Any:
    """A workbook as another program reads it."""
    return openpyxl.load_workbook(io.BytesIO(content))


def whole(line_amount: Any) -> float:
    return float(line_amount.major)
