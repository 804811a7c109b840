"""The sandbox is fast enough to be driven by scripts and to hold a long channel."""

import time

import pytest

from benchmarks.sandbox import interactions, running
from sandbox.server import Sandbox
from tests.machine_speed import slowness
from tests.sandbox.conftest import MANIFEST, SEED


def test_two_hundred_interactions_a_second_on_one_core() -> None:
    """Command, envelope, ack, message and event, counted by processor time so that a busy machine does not matter."""
    with running() as sandbox:
        assert interactions(sandbox, 1.0).by_core >= 200 / slowness()


@pytest.mark.slow
def test_a_page_of_a_long_channel_costs_no_more_than_of_a_short_one(sandbox: Sandbox) -> None:
    """In a channel of 20,000 messages a page takes milliseconds of processor time, the oldest like the newest."""
    dana = sandbox.person("U0DANA")
    for number in range(20_000):
        dana.say("C0OTHER", str(number))
    oldest = "0000000000.000001"
    begun = time.process_time()
    newest_page = dana.messages("C0OTHER")
    for _ in range(20):
        dana.messages("C0OTHER", before=newest_page[0]["ts"])
        assert dana.messages("C0OTHER", before=oldest) == []
    assert (time.process_time() - begun) / 41 < 0.02 * slowness()


def test_a_workspace_starts_in_a_blink() -> None:
    """Starting and stopping takes a small part of a second of processor time."""
    begun = time.process_time()
    for _ in range(5):
        Sandbox(SEED, MANIFEST).start().stop()
    assert (time.process_time() - begun) / 5 < 0.2 * slowness()
