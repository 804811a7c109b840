"""A form that was being taken when the process died: sent again, it is taken once and whole, wherever that was."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest

from bot.dispatch import serve
from bot.ids import View
from bot.main.wiring import Running
from bot.payloads import Caller, Submission, Values
from bot.routes import VIEWS
from sales.delivery import Delivery
from sales.usecases.ports import Tx
from sales.usecases.scheduling import NUDGE, plan
from storage.sql import SqlStore
from tests.delivery.company import NAMES, TEAM_ID, TUESDAY, Company


class Killed(BaseException):
    """The process ends here, and nothing after it happens."""


class Dying:
    """A store whose process is killed in its transaction number `last`, before it commits. What it does after that, it
    does not do."""

    def __init__(self, store: SqlStore, last: int) -> None:
        self._store, self._left = store, last

    @contextmanager
    def writing(self, workspace_id: int) -> Iterator[Tx]:
        if self._left < 0:
            raise Killed
        with self._store.writing(workspace_id) as tx:
            yield tx
            self._left -= 1
            if self._left < 0:
                raise Killed

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)


def nudge_of_dana(crashed: Company) -> Delivery:
    now = crashed.sandbox.clock.now()
    plan(crashed.store, crashed.workspace.id, now)
    with crashed.store.reading(crashed.workspace.id) as tx:
        found = tx.deliveries.find(NUDGE, str(crashed.people["Dana"]), now.date().isoformat())
    assert found is not None
    return found


def typed(**values: str) -> Values:
    return Values({name: {name: {"type": "plain_text_input", "value": value}} for name, value in values.items()})


@pytest.mark.parametrize("last", range(4))
@pytest.mark.parametrize(
    ("callback", "values"),
    [
        (View.WIN, {"closed_on": TUESDAY.isoformat(), "story": "Their driver asked for it"}),
        (View.PUSH, {"close_date": "2027-03-19"}),
    ],
)
def test_a_form_is_taken_whole_or_not_at_all(
    office: tuple[Company, Running], callback: str, values: dict[str, str], last: int
) -> None:
    """A win with its story, or a new date, from a reminder: the deal, the story and the tick are saved together, and
    only then is the form one that was taken before."""
    crashed, running = office
    nudge, deal_id = nudge_of_dana(crashed), crashed.deals[NAMES[0]]
    metadata = {"deal": deal_id, "nudge": nudge.id, "channel": "D1", "ts": "1.5"}
    form = Submission(Caller("", TEAM_ID, "U0DANA", TEAM_ID), callback, "V1", "h1", metadata, typed(**values))

    def saved() -> tuple[int, bool, bool]:
        with crashed.store.reading(crashed.workspace.id) as tx:
            deal, win, row = tx.deals.get(deal_id), tx.win(deal_id), tx.deliveries.get(nudge.id)
        assert deal is not None
        assert row is not None
        return deal.version, bool(win and win.story), str(deal_id) in row.payload.get("answers", {})

    before = saved()
    dying: Any = Dying(crashed.store, last)
    try:
        serve(replace(running.bot, store=dying), VIEWS[callback], form, lambda **given: None)
    except Killed:
        assert saved() == before
    answers: list[dict[str, Any]] = []
    serve(running.bot, VIEWS[callback], form, lambda **given: answers.append(given))
    assert saved() == (before[0] + 1, callback == View.WIN, True)
    serve(running.bot, VIEWS[callback], form, lambda **given: answers.append(given))
    assert saved()[0] == before[0] + 1
