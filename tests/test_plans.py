"""No answer that somebody waits for reads a whole table: every statement of it is explained by the database itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from benchmarks.company import NOW, Company, company
from benchmarks.measure import Statements, statements
from sales.usecases.finding import suggestions
from sales.usecases.home import home
from sales.usecases.names import Names
from tests.typist import typist

GROWING = {
    *("accounts", "activities", "contacts", "customer_changes", "deal_changes", "deals", "deliveries"),
    *("entries", "exit_ticks", "inbox", "sentences", "uses", "wins"),
}
"""The tables that grow with what a team does."""

OF_ALL = {"workspace_id", "deleted", "outcome", "undone"}
"""Columns that say the same of very many rows: an index that is searched by nothing else is read from end to end. Home
does read all accounts whose decision maker is known, but from an index that holds nothing else."""

SAID = [
    "/log called {}, next step send the offer on Friday",
    "/log {} to proposal, 45k, closes end of March",
    "/log undo",
    "/log met Jane at {}, she is the decision maker",
    "/log what about {}?",
    "/log my deals over 50k",
    "/log why is commit down?",
    "/log what did I do this week?",
    "/log won {}",
    "/log called Blorptown",
    "/deal {}",
    "/deal",
    "/forecast",
    "/firebreak help",
]


@pytest.fixture(scope="module")
def firm() -> Iterator[Company]:
    """A manager with four reps and some open deals. SQLite decides without counting rows: few show what many cost."""
    with company(40, managers=1, open_share=1) as found:
        yield found


@pytest.mark.parametrize("said", SAID)
def test_a_command_reads_no_whole_table(firm: Company, said: str) -> None:
    """A team with a hundred thousand deals waits no longer than one with ten: once the names are known, each search
    is for something."""
    rep = firm.reps[0]
    deal = firm.deals_of(rep, most=1)[0].name
    with typist(firm) as desk:
        desk.types(rep, f"/log what about {deal}?")
        _, sent = desk.types(rep, said.format(deal))
    assert whole_tables_in(firm, sent) == []


def test_a_new_name_makes_nobody_read_all_names(firm: Company) -> None:
    """When a colleague has made a deal, the names that a rep may use are read again, and no others; so are those that
    a form offers while somebody types."""
    rep, colleague, names = firm.reps[0], firm.reps[1], Names()
    deal = firm.deals_of(rep, most=1)[0].name
    with typist(firm) as desk:
        desk.types(colleague, "/log new deal Zorbax Unlimited 40k closing end of March")
        _, sent = desk.types(rep, f"/log what about {deal}?")
    assert any("FROM deals" in statement and "owner_id IN" in statement for statement in sent.sent)
    assert whole_tables_in(firm, sent) == []
    with statements(firm.store.database.engine) as sent:
        assert suggestions(firm.store, names, firm.actor(rep), deal[:5])
    assert whole_tables_in(firm, sent) == []
    with statements(firm.store.database.engine) as again:
        assert suggestions(firm.store, names, firm.actor(rep), deal[:6])
    assert not [statement for statement in again.sent if "FROM deals" in statement], "read at each keystroke"


def test_whose_an_account_is(firm: Company) -> None:
    """A new contact at an account: only that account's deals are looked at."""
    rep = firm.reps[0]
    account = firm.deals_of(rep, most=1)[0].account
    with typist(firm) as desk:
        _, sent = desk.types(rep, f"/log new contact at {account}: Rosa Lima, CFO")
    assert any("deals.account_id = " in statement for statement in sent.sent)
    assert whole_tables_in(firm, sent) == []


@pytest.mark.parametrize("leads", [False, True])
def test_home_reads_no_whole_table(firm: Company, leads: bool) -> None:
    """Nor does Home, of a rep or of a manager."""
    person = firm.managers[0] if leads else firm.reps[0]
    with statements(firm.store.database.engine) as sent:
        home(firm.store, firm.actor(person), NOW)
    assert whole_tables_in(firm, sent) == []


def whole_tables_in(firm: Company, sent: Statements) -> list[str]:
    """The steps in which a statement reads all that a workspace has of a growing table, with the statement."""
    found = []
    with firm.store.database.reading() as connection:
        for statement, parameters in zip(sent.sent, sent.parameters, strict=True):
            values = parameters[0] if isinstance(parameters, list) else parameters
            rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
            found += [f"{row[3]} in {statement}" for row in rows if _reads_it_all(row[3])]
    return found


def _reads_it_all(step: str) -> bool:
    looked_up = re.match(r"(?:SCAN|SEARCH) (\w+)(.*)", step)
    if looked_up is None or looked_up[1] not in GROWING:
        return False
    return not set(re.findall(r"(\w+)[=<>]", looked_up[2])) - OF_ALL
