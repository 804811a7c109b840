"""How soon a command is acknowledged, and how soon answered, both beside a Bolt that acknowledges and does nothing; and
what our many listeners cost."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Callable, Iterator
from typing import Any

from slack_bolt import Ack, App
from slack_bolt.request import BoltRequest
from slack_sdk import WebClient

from benchmarks.company import Company, company
from benchmarks.measure import Figure, in_turn, percentile
from benchmarks.slack import Slack, Typed, our_bot, plain_bolt
from bot.app import build_app
from bot.bot import Bot
from bot.clock import SystemClock
from bot.messenger import Messenger
from bot.payloads import submission_of
from bot.settings import Settings
from bot.slow_pool import SlowPool

IN_FLIGHT = 16
ROUNDS = 4


def figures(*, postgres: bool, quick: bool) -> Iterator[Figure]:
    """Commands one at a time and sixteen at once; then dispatch without a transport."""
    with company(200 if quick else 10_000, postgres=postgres) as firm, our_bot(firm) as ours, plain_bolt() as plain:
        for what, typed in _commands(firm, 32 if quick else 200).items():
            yield from _times(what, typed, ours, plain)
    if not postgres:
        yield from dispatch(20 if quick else 400)


def _commands(firm: Company, count: int) -> dict[str, list[Typed]]:
    """What people type, each time about another deal."""
    reps = firm.reps[:8]
    about = [(rep.slack_id or "", deal.name) for rep in reps for deal in firm.deals_of(rep, most=count // 8 + 1)]
    turns = [about[number % len(about)] for number in range(count)]
    return {
        "/firebreak help": [(who, "/firebreak help") for who, _ in turns],
        "/deal, its card": [(who, f"/deal {name}") for who, name in turns],
        "/log, a call": [(who, f"/log called {name}") for who, name in turns],
        "/forecast, of a manager": [(manager.slack_id or "", "/forecast") for manager in firm.managers * count][:count],
    }


def _times(what: str, typed: list[Typed], ours: Slack, plain: Slack) -> Iterator[Figure]:
    nothing = [("U0BOSS", "/firebreak help")] * len(typed)
    ours.send(typed[: IN_FLIGHT * 2], 4), plain.send(nothing[: IN_FLIGHT * 2], 4)
    for in_flight in (1, IN_FLIGHT):
        bare: list[float] = []
        times: dict[str, list[float]] = {"ack": [], "answer": []}
        lost = unanswered = 0
        for turn in range(ROUNDS):
            cut = slice(turn * len(typed) // ROUNDS, (turn + 1) * len(typed) // ROUNDS)
            seen, bare = ours.send(typed[cut], in_flight), bare + plain.send(nothing[cut], in_flight).acks
            times = {"ack": times["ack"] + seen.acks, "answer": times["answer"] + seen.answers}
            lost, unanswered = lost + seen.unacked, unanswered + seen.unanswered
        for which, taken in times.items():
            at_once = f"{what}, {in_flight} at a time: {which}"
            yield Figure(
                what=f"{at_once}, p50",
                value=percentile(taken, 0.5),
                baseline=percentile(bare, 0.5),
                against="Bolt's ack",
                target=1.5 if in_flight == 1 and which == "ack" else None,
            )
            most = 50 if in_flight > 1 and which == "ack" else None
            yield Figure(what=f"{at_once}, p99", value=percentile(taken, 0.99), target=most)
        yield Figure(what=f"Bolt's ack, {in_flight} at a time: p99", value=percentile(bare, 0.99))
        for which, number in (("acknowledged", lost), ("answered", unanswered)):
            yield Figure(what=f"{what}, {in_flight} at a time: not {which}", value=number, unit="", target=0)


def dispatch(rounds: int) -> Iterator[Figure]:
    """A request through our app, and through one with a single listener that reads as much of it. The request is one
    that nothing answers, so that what is measured is the way to the listener."""
    logging.getLogger("bot.app").setLevel(logging.ERROR)
    slack = Slack(["U0BOSS"])
    settings = Settings(bot_token=slack.bot_token, app_token=slack.app_token, slack_api=slack.api_url)
    with SlowPool(2) as pool:
        bot = Bot(
            store=None,  # type: ignore[arg-type]  # nothing gets as far as that
            clock=SystemClock(),
            messenger=Messenger(slack.bot_token, slack.api_url),
            slow_pool=pool,
            wake=lambda: None,
            send=lambda delivery_id: None,
        )
        ours = build_app(bot, settings, pool)
        one = App(
            client=WebClient(token=slack.bot_token, base_url=slack.api_url),
            process_before_response=True,
            listener_executor=pool,
        )

        @one.view(re.compile(".*", re.DOTALL))
        def only(body: dict[str, Any], ack: Ack) -> None:
            submission_of(body)
            ack()

        times = in_turn(_dispatched(ours), _dispatched(one), rounds, times=5)
        yield Figure(
            what="dispatch of a form", value=times[0], baseline=times[1], against="a single listener", target=1.3
        )
    slack.close()


def _dispatched(app: App) -> Callable[[], object]:
    view = {"id": "V1", "hash": "1.a", "callback_id": "nobody", "private_metadata": "", "state": {"values": {}}}
    body = {
        "type": "view_submission",
        "team": {"id": "T0BENCH"},
        "user": {"id": "U0BOSS", "team_id": "T0BENCH"},
        "trigger_id": "1.2.a",
        "view": view | {"blocks": [], "type": "modal"},
    }
    text = json.dumps(body)

    def send() -> None:
        answer = app.dispatch(BoltRequest(mode="socket_mode", body=text))
        assert answer.status == 200, answer.body

    return send
