"""What is kept for an admin, for how long, and what a taught word does."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from sales.deal import Via
from sales.errors import Invalid, NotAllowed, NotFound, SalesError
from sales.learning import AliasKind, WhyKept, alias_words
from sales.people import Person
from sales.usecases.actors import Actor
from sales.usecases.learning import drop_sentence, forget_sentences, lessons, teach, unteach
from sales.usecases.names import Names
from sales.usecases.ports import Heard
from sales.usecases.reading import Said
from sales.usecases.say import Asked, Reply, say
from sales.workspace import Workspace
from storage.sql import SqlStore

NAMES = Names()


def consents(store: SqlStore, workspace: Workspace, keep: bool = True) -> None:
    with store.writing(workspace.id) as tx:
        tx.save_workspace(replace(tx.workspace, keep_sentences=keep), None)


def says(store: SqlStore, actor: Actor, text: str, at: datetime, *, addressed: bool = True) -> Reply:
    ts = f"{at.timestamp():.6f}"
    heard = Heard(f"D1:{ts}", "D1", ts, actor.person.slack_id or "", text, None, at)
    return say(store, NAMES, actor, Said(heard=heard, via=Via.MESSAGE, addressed=addressed), at)


@pytest.fixture
def dana(workspace: Workspace, team: dict[str, Person]) -> Actor:
    return Actor(workspace.id, team["Dana"])


@pytest.fixture
def ada(workspace: Workspace, team: dict[str, Person]) -> Actor:
    """The admin."""
    return Actor(workspace.id, team["Ada"])


SAID = (
    "new deal: Acme, 40k",
    "Acme to handshake",
    "nice weather today",
    "bump Acme to 38",
    "Acme is now 45k",
    "no, 54k",
)


def test_only_with_consent_and_only_what_went_wrong(
    store: SqlStore, workspace: Workspace, dana: Actor, ada: Actor, now: datetime
) -> None:
    """Without consent nothing; with it what was asked about, corrected or not understood, and nothing else."""
    for n, text in enumerate(SAID):
        says(store, dana, text, now + timedelta(minutes=n))
    assert lessons(store, ada).sentences == ()
    consents(store, workspace)
    for n, text in enumerate(SAID[1:]):
        says(store, dana, text, now + timedelta(hours=1, minutes=n))
    says(store, dana, "what people say among themselves", now + timedelta(hours=2), addressed=False)
    found = [(kept.why, kept.text) for kept in reversed(lessons(store, ada).sentences)]
    assert found == [
        (WhyKept.NOT_UNDERSTOOD, "Acme to handshake"),
        (WhyKept.NOT_UNDERSTOOD, "nice weather today"),
        (WhyKept.ASKED, "bump Acme to 38"),
        (WhyKept.CORRECTED, "Acme is now 45k"),
    ]
    latest = lessons(store, ada).sentences[0]
    assert latest.understood == "corrected: no, 54k"


def test_after_ninety_days_or_without_consent_it_is_forgotten(
    store: SqlStore, workspace: Workspace, dana: Actor, ada: Actor, now: datetime
) -> None:
    """The daily job deletes it."""
    consents(store, workspace)
    says(store, dana, "nice weather today", now - timedelta(days=91))
    says(store, dana, "nice weather today", now - timedelta(days=89))
    assert forget_sentences(store, workspace.id, now) == 1
    assert len(lessons(store, ada).sentences) == 1
    consents(store, workspace, keep=False)
    assert forget_sentences(store, workspace.id, now) == 1


@pytest.mark.parametrize(
    ("words", "kind", "meaning", "said", "holds"),
    [
        ("Handshake", AliasKind.STAGE, "verbal", "Acme to handshake", "verbal"),
        ("the big one", AliasKind.DEAL, "1", "the big one to verbal", "verbal"),
        ("Golf round", AliasKind.KIND, "meeting", "no, a golf round", "discovery"),
        ("Dreamforce", AliasKind.SOURCE, "Event", "source of Acme is dreamforce", "discovery"),
    ],
)
def test_a_taught_word_holds_from_the_next_message_on(
    store: SqlStore,
    dana: Actor,
    ada: Actor,
    now: datetime,
    words: str,
    kind: AliasKind,
    meaning: str,
    said: str,
    holds: str,
) -> None:
    """Of a stage, a deal, a kind of activity and a source; taken away, it holds no more."""
    says(store, dana, "new deal: Acme, 40k", now)
    if kind is AliasKind.KIND:
        says(store, dana, "called Acme", now + timedelta(seconds=1))
    teach(store, ada, words, kind, meaning, now)
    reply = says(store, dana, said, now + timedelta(minutes=1))
    with store.reading(dana.workspace_id) as tx:
        deal = tx.deals.get(1)
        kinds = [activity.kind for activity in tx.activities.of_deal(1)]
    assert deal is not None
    assert deal.stage == holds, reply
    assert kinds == (["meeting"] if kind is AliasKind.KIND else []), reply
    assert deal.source == ("Event" if kind is AliasKind.SOURCE else None), reply
    [taught] = lessons(store, ada).taught
    unteach(store, ada, taught.alias.id, now)
    assert lessons(store, ada).taught == ()


@pytest.mark.parametrize(
    ("words", "kind", "meaning", "error"),
    [
        ("", AliasKind.STAGE, "verbal", Invalid),
        ("!!", AliasKind.STAGE, "verbal", Invalid),
        ("x" * 61, AliasKind.STAGE, "verbal", Invalid),
        ("Proposal", AliasKind.STAGE, "verbal", Invalid),
        ("handshake", AliasKind.STAGE, "nowhere", Invalid),
        ("handshake", AliasKind.DEAL, "99", NotFound),
        ("handshake", AliasKind.DEAL, "x", NotFound),
    ],
)
def test_what_cannot_be_taught_is_refused(
    store: SqlStore, ada: Actor, now: datetime, words: str, kind: AliasKind, meaning: str, error: type[SalesError]
) -> None:
    """In a sentence, and nothing is saved."""
    with pytest.raises(error):
        teach(store, ada, words, kind, meaning, now)
    assert lessons(store, ada).taught == ()


def test_a_word_does_not_mean_two_things(store: SqlStore, ada: Actor, now: datetime) -> None:
    """For another kind it is refused until it is removed; for the same kind it means the new thing."""
    teach(store, ada, "handshake", AliasKind.STAGE, "verbal", now)
    with pytest.raises(Invalid, match="stands for Verbal already"):
        teach(store, ada, "Handshake", AliasKind.KIND, "call", now)
    teach(store, ada, "handshake", AliasKind.STAGE, "contract", now)
    assert [taught.meaning for taught in lessons(store, ada).taught] == ["Contract"]


def test_only_admins_see_and_teach(store: SqlStore, dana: Actor, now: datetime) -> None:
    """What others wrote is not for everybody."""
    for forbidden in (
        lambda: lessons(store, dana),
        lambda: teach(store, dana, "x", AliasKind.STAGE, "verbal", now),
        lambda: unteach(store, dana, 1, now),
        lambda: drop_sentence(store, dana, 1),
    ):
        with pytest.raises(NotAllowed):
            forbidden()


def test_words_are_compared_without_case_and_spacing() -> None:
    """As people write them."""
    assert alias_words("  Hand-Shake   DEAL ") == "hand shake deal"


def test_an_unknown_stage_word_is_asked_or_left(store: SqlStore, dana: Actor, now: datetime) -> None:
    """Before it is taught, the word changes nothing."""
    says(store, dana, "new deal: Acme, 40k", now)
    reply = says(store, dana, "Acme to handshake", now + timedelta(minutes=1))
    assert not isinstance(reply, Asked) or reply.question is not None
    with store.reading(dana.workspace_id) as tx:
        deal = tx.deals.get(1)
    assert deal is not None
    assert deal.stage == "discovery"
