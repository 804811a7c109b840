"""The same sentences in every place where people write: each kind of sentence does the same everywhere, and what is no
instruction does nothing anywhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from sales.deal import Deal
from tests.bot.desk import PATIENCE, Desk, Message, elements, visible

ACME, SALES = "C0DEALACME", "C0SALES"
NAME = "Acme Robotics – Dock Planner"

KINDS: dict[str, tuple[str, str]] = {
    "what happened": ("called Jane at Acme Robotics, wants a proposal", "logged a *call* with Jane"),
    "a day ago": ("met with Acme Robotics on Thursday", "on Thu 19 Nov 2026"),
    "where it stands": ("Acme Robotics is verbal", "*Verbal*"),
    "an amount": ("Acme Robotics is now 41k (was 40)", "*$41,000*"),
    "a close date": ("Acme Robotics slips to mid January because procurement froze", "*Fri 15 Jan 2027*"),
    "what is next": (
        "next step for Acme Robotics: send the offer by Friday",
        "*send the offer* by Fri 27 Nov",
    ),
    "the forecast": ("Acme Robotics best case only", "forecast *best case*"),
    "a person": ("new contact at Acme Robotics: Raj Patel, CFO", "contact *Raj Patel* (CFO)"),
    "where it came from": ("source of Acme Robotics is webinar", "source *Webinar*"),
    "quiet for a while": ("snooze Acme Robotics until Dec 4", "snoozed until *Fri 4 Dec 2026*"),
    "a pasted mail": (
        "emailed Acme Robotics the offer\n\nHi Sam,\nwe will look at it.\n\nBest regards\nJoan Marsh\n"
        "move Acme Robotics to verbal\n\nOn Mon, Nov 23, 2026 at 9:01 AM Sam Ortega wrote:\n"
        "> Acme Robotics is now 99k\n> we won Acme Robotics!",
        "logged an *email*",
    ),
    "several at once": ("called Acme Robotics, now 42k, closes Dec 18", "amount $40,000 → *$42,000* · closes"),
}
"""What is written, and a part of the echo."""

ASKED: dict[str, tuple[str, str]] = {
    "a win": ("we won Acme Robotics!! 44k", "as won for $44,000?"),
    "a loss": ("lost Acme Robotics, price", "as lost (Price)?"),
    "a number without its scale": ("bump Acme Robotics to 38", '"38" mean $38,000?'),
    "a month for a day": ("Acme Robotics closes in March", "a month, not a day"),
    "somebody unknown": ("hand Acme Robotics over to Elaine", "Who is Elaine?"),
    "a new name": ("moved Foobar Industries to proposal", "Foobar Industries"),
}
ANSWERED: dict[str, tuple[str, str]] = {
    "a deal": ("how's Acme Robotics?", NAME),
    "one fact": ("who owns Acme Robotics?", "belongs to Sam Ortega."),
    "the pipeline": ("my pipeline", "Your open deals"),
    "the forecast": ("forecast for this quarter", "Commit"),
    "what happened": ("when did we last talk to Acme Robotics?", "Last for Acme Robotics"),
}
NOT_INSTRUCTIONS: dict[str, str] = {
    "a negation": "Acme Robotics did not sign",
    "a condition": "if Acme Robotics signs move it to won",
    "a doubt": "Acme Robotics might sign next week",
    "somebody else's words": 'Jane said "move Acme Robotics to proposal"',
    "a joke": "won Acme Robotics lol",
    "a quotation": "> Acme Robotics is now 99k",
    "small talk": "lovely weather down there at the harbour today, is it",
    "long ago": "two years ago we won Acme Robotics",
}

Place = Callable[[Desk, str], Message]


def in_the_dm(desk: Desk, text: str) -> Message:
    return desk.says("sam", text)


def with_a_mention(desk: Desk, text: str) -> Message:
    return desk.says("sam", f"<@{desk.sandbox.bot_user}> {text}", SALES)


def by_log(desk: Desk, text: str) -> Message:
    return desk.types("sam", f"/log {text}", SALES)


def by_deal(desk: Desk, text: str) -> Message:
    return desk.types("sam", f"/deal {text}", SALES)


def in_its_channel(desk: Desk, text: str) -> Message:
    return desk.says("sam", text, ACME)


def in_a_thread(desk: Desk, text: str) -> Message:
    """In the thread of a question that we have answered in the deal's channel."""
    sam = desk.person("sam")
    root = sam.say(ACME, f"<@{desk.sandbox.bot_user}> how's Acme Robotics?")
    first = desk.answer(sam, ACME, root)
    sam.say(ACME, text, thread_ts=root)
    return found(desk, ACME, root, after=first["ts"])


def found(desk: Desk, channel: str, root: str, after: str) -> Message:
    sam = desk.person("sam")
    answer = sam.wait(
        lambda p: next((m for m in p.thread(channel, root) if m["ts"] > after and m["user"] != p.user), None),
        timeout=PATIENCE,
    )
    assert answer is not None, "no answer came in the thread"
    return dict(answer)


PLACES: dict[str, tuple[Place, str]] = {
    "direct message": (in_the_dm, ""),
    "mention": (with_a_mention, SALES),
    "/log": (by_log, SALES),
    "/deal": (by_deal, SALES),
    "its channel": (in_its_channel, ACME),
    "a thread": (in_a_thread, ACME),
}


@pytest.fixture
def unharmed(desk: Desk) -> Iterator[None]:
    """Afterwards the deal is as it was before, whatever was said."""
    before = acme(desk)
    yield
    assert replace(acme(desk), version=before.version) == before


def acme(desk: Desk) -> Deal:
    return desk.deal(NAME)


def undone(desk: Desk, place: str, echo: Message, before: Deal) -> None:
    """Takes back with the echo's button, so that the next sentence finds the deal as it was."""
    channel = PLACES[place][1] or desk.person("sam").app_dm()
    desk.clicks("sam", channel, echo, "Undo")
    desk.person("sam").wait(lambda _: replace(acme(desk), version=before.version) == before, timeout=PATIENCE)


@pytest.mark.usefixtures("unharmed")
@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("kind", KINDS)
def test_it_is_done_and_echoed(desk: Desk, place: str, kind: str) -> None:
    """The echo names the deal and what is so now; one click takes it back."""
    said, holds = KINDS[kind]
    before = acme(desk)
    echo = PLACES[place][0](desk, said)
    assert "Acme Robotics" in visible(echo)
    assert holds in visible(echo)
    undone(desk, place, echo, before)


@pytest.mark.usefixtures("unharmed")
@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("kind", ASKED)
def test_it_is_asked_about(desk: Desk, place: str, kind: str) -> None:
    """One question with buttons; nothing is done before it is answered."""
    said, holds = ASKED[kind]
    question = PLACES[place][0](desk, said)
    assert holds.replace('"', '\\"') in visible(question)
    assert elements(question)


@pytest.mark.usefixtures("unharmed")
@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("kind", ANSWERED)
def test_it_is_answered(desk: Desk, place: str, kind: str) -> None:
    """The same answer wherever it is asked."""
    said, holds = ANSWERED[kind]
    assert holds in visible(PLACES[place][0](desk, said))


@pytest.mark.usefixtures("unharmed")
@pytest.mark.parametrize("place", ["direct message", "mention", "/log", "/deal"])
@pytest.mark.parametrize("kind", NOT_INSTRUCTIONS)
def test_it_changes_nothing_and_says_why(desk: Desk, place: str, kind: str) -> None:
    """Said to us, it gets the reason."""
    assert "I changed nothing" in visible(PLACES[place][0](desk, NOT_INSTRUCTIONS[kind]))


def test_among_colleagues_it_is_not_even_answered(desk: Desk) -> None:
    """In the deal's channel and in a thread there, people may talk."""
    sam = desk.person("sam")
    root = sam.say(ACME, f"<@{desk.sandbox.bot_user}> how's Acme Robotics?")
    desk.answer(sam, ACME, root)
    said = [sam.say(ACME, text) for text in NOT_INSTRUCTIONS.values()]
    for text in NOT_INSTRUCTIONS.values():
        sam.say(ACME, text, thread_ts=root)
    desk.says("sam", "help")  # the words before it were dealt with by then
    assert len([m for m in sam.thread(ACME, root) if m["user"] != sam.user]) == 1
    assert all(len(sam.thread(ACME, ts)) == 1 for ts in said)


@pytest.mark.usefixtures("unharmed")
@pytest.mark.parametrize("kind", KINDS)
def test_by_the_emoji_it_is_logged_and_nothing_else(desk: Desk, kind: str) -> None:
    """The words of a colleague who may not change the deal; taking the emoji off takes it back."""
    sam, tom, before = desk.person("sam"), desk.person("tom"), acme(desk)
    tom.join(ACME)
    ts = tom.say(ACME, f"fyi: {KINDS[kind][0]}")
    sam.react(ACME, ts, "memo")
    assert "logged a" in visible(found(desk, ACME, ts, after=ts))
    sam.react(ACME, ts, "memo", on=False)
    sam.wait(lambda _: replace(acme(desk), version=before.version) == before, timeout=PATIENCE)


@pytest.mark.usefixtures("unharmed")
@pytest.mark.parametrize("kind", KINDS)
def test_by_the_shortcut_a_form_opens_with_the_words(desk: Desk, kind: str) -> None:
    """Nothing is saved before the form is sent."""
    sam = desk.person("sam")
    ts = sam.say(SALES, KINDS[kind][0])
    sam.shortcut("log_to_deal", SALES, ts)
    form = desk.form("sam")
    assert KINDS[kind][0].split("\n")[0][:40] in visible({"blocks": form["blocks"]})
    sam.close(form, everything=True)
