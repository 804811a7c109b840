"""The admin's page of words, answers about people and days, and echoes of contacts: Slack takes them, whatever people
typed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bot.blocks.answers import agenda_message, contacts_message
from bot.blocks.echo import echo_message, superseded_message, undone_message
from bot.blocks.kit import escape
from bot.blocks.language import language_view
from sales.activity import Account, BuyingRole, Contact
from sales.deal import Entry, Field, Via
from sales.learning import Alias, AliasKind, KeptSentence, WhyKept
from sales.usecases.agenda import Agenda
from sales.usecases.changing import Saved
from sales.usecases.contacts import ContactList
from sales.usecases.customers import SavedAccount
from sales.usecases.learning import Lessons, Taught
from sales.usecases.restoring import Kept
from sales.usecases.undo import Undone
from tests.blocks.examples import HOSTILE, a_stalled_deal
from tests.blocks.seen import check, field, labels, shown
from tests.sales.examples import MAX, NOW, PROCESS, TODAY

ENTRY = Entry(id=7, by=MAX.id, at=NOW, via=Via.MESSAGE, channel="D1", message_ts="1.1", text="said")


def lessons(count: int, text: str = "bump Acme to 38", *, keeps: bool = True) -> Lessons:
    sentences = tuple(KeptSentence(n, NOW, MAX.id, text, WhyKept.ASKED, f"amount {text}") for n in range(count))
    taught = tuple(
        Taught(Alias(n + 1, f"{text} {n}", AliasKind.STAGE, "proposal"), f"Proposal {text}") for n in range(count)
    )
    return Lessons(sentences, {MAX.id: text}, taught, PROCESS, keeps, "Europe/London")


def test_it_shows_what_was_taught_and_what_was_not_understood() -> None:
    """With who said it, when, and what it was taken for; each word with a way to take it back."""
    words = shown(language_view(lessons(1)))
    for holds in ("“bump Acme to 38 0” means Proposal", "“bump Acme to 38”", "asked", "taken for"):
        assert holds in words.replace("*", "").replace("_", " "), holds
    assert labels(language_view(lessons(2))) == ["Remove", "Remove", "Forget", "Forget"]


def test_without_consent_it_says_where_to_give_it() -> None:
    """An empty page is not a riddle."""
    assert "/firebreak settings" in shown(language_view(lessons(0, keeps=False)))
    assert "Nothing so far" in shown(language_view(lessons(0)))


def test_what_was_taught_empties_the_form() -> None:
    """Another word makes other inputs, so that the client does not keep what was typed."""
    one, two = (field(language_view(lessons(n)), "words")["element"]["action_id"] for n in (1, 2))
    assert one != two


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("count", [0, 1, 120])
def test_slack_takes_it_whatever_was_typed_and_however_much(text: str, count: int) -> None:
    """Nobody is pinged, nothing is too long, what does not fit is counted."""
    contact = Contact(id=1, account_id=1, name=text, title=text, email=text, role=BuyingRole.CHAMPION)
    deals = tuple(
        a_stalled_deal(n + 1, name=text, next_step=text, next_step_on=TODAY + timedelta(days=n % 9))
        for n in range(count)
    )
    account = SavedAccount(Account(id=1, name=text), True, (contact,))
    kept = tuple(Kept(deal, Field.AMOUNT, text) for deal in deals[:40])
    day = Agenda(due=deals, coming=deals, needing=(), attention={}, today=TODAY, as_of=NOW, timezone="Europe/London")
    for surface in (
        language_view(lessons(count, text)),
        contacts_message(ContactList(text, ((contact, text),) * count)),
        contacts_message(ContactList(text, colleague=MAX, manager=None)),
        agenda_message(day),
        echo_message(Saved(ENTRY, (), (account,) * max(1, count // 40)), PROCESS, {}, corrects=True),
        undone_message(Undone(ENTRY, deals[:40], kept, 1, (text,), (text,), ENTRY), PROCESS),
        superseded_message(escape(text) * 50, "Corrected"),
    ):
        check(surface)


def test_a_day_with_nothing_in_it_says_so() -> None:
    """Rather than an empty message."""
    nothing = Agenda(due=(), coming=(), needing=(), attention={}, today=date(2026, 11, 23), as_of=NOW, timezone="UTC")
    assert "Nothing is due today" in shown(agenda_message(nothing))
