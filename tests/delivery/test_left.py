"""What a process had only written down when it ended."""

from __future__ import annotations

from datetime import timedelta

from bot.main.wiring import Running
from bot.settings import Settings
from sales.usecases.ports import Heard
from tests.delivery.company import NAMES, Company


def test_what_was_left_is_taken_up_at_the_start(office: tuple[Company, Running]) -> None:
    """Nobody waits two minutes for what the process before had only written down."""
    crashed, running = office
    running.stop()
    dana, sandbox = crashed.somebody("Dana"), crashed.sandbox
    left = Heard(
        key="command:1.1",
        channel=dana.app_dm(),
        ts="",
        slack_user="U0DANA",
        text=f"called {NAMES[0]}, now 777k",
        thread_ts=None,
        received_at=sandbox.clock.now(),
        command="/log",
        response_url="http://127.0.0.1:9/",
    )
    with crashed.store.writing(crashed.workspace.id) as tx:
        tx.inbox.note(left)
    sandbox.clock.advance(timedelta(seconds=1))
    settings = Settings(
        bot_token=sandbox.bot_token,
        app_token=sandbox.app_token,
        database=crashed.url,
        slack_api=sandbox.api_url,
        beat_seconds=300,
    )
    again = Running(settings, crashed.store, sandbox.clock)
    again.start()
    try:
        assert dana.wait_for_message(dana.app_dm(), "$777,000", timeout=60)
    finally:
        again.stop()
