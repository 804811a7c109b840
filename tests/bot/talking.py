"""What tests of conversations have in common: replies in threads, clicks on questions, what forms hold, and what is
stored of the deals that are spoken of."""

from __future__ import annotations

from typing import Any

from sales.activity import Activity, Contact
from sales.deal import Deal
from sales.money import Money
from sales.people import Role
from tests.bot.desk import PATIENCE, Desk, Message, button, visible

ACME = "C0DEALACME"


def usd(whole: int) -> Money:
    return Money(whole * 100, "USD")


def filled_in(form: dict[str, Any], name: str) -> str:
    """What a field of the form holds when it opens."""
    element = next(block["element"] for block in form["blocks"] if block.get("block_id") == name)
    option = element.get("initial_option")
    return str(option["value"] if option else element.get("initial_value", ""))


def replies(desk: Desk, who: str, channel: str, root: str, text: str) -> Message:
    """Writes into a thread and returns the bot's answer there."""
    person = desk.person(who)
    ts = person.say(channel, text, thread_ts=root)

    def found(p: Any) -> Message | None:
        return next((m for m in p.thread(channel, root) if m["ts"] > ts and m["user"] != p.user), None)

    answer: Message = person.wait(found, timeout=PATIENCE)
    assert answer is not None, text
    return answer


def presses(desk: Desk, who: str, message: Message, label: str) -> Message:
    """Presses a button of a direct message and returns what stands there then."""
    dm, before = desk.person(who).app_dm(), visible(message)
    desk.clicks(who, dm, message, label)
    return desk.changed(who, dm, message["ts"], before.__ne__)


def being_worked(desk: Desk, beginning: str) -> Deal:
    """The open deal of Dana's team whose name begins so; there is one."""
    with desk.store.reading(desk.workspace) as tx:
        team = tx.people.team()
        hers = team.subtree(next(person.id for person in team if person.first_name == "Dana"))
        ids = [n.id for n in tx.deals.names()[1] or () if n.name.startswith(beginning) and n.owner_id in hers]
        [found] = [deal for deal in tx.deals.many(ids).values() if deal.is_open]
    return found


def logged(desk: Desk, deal: str) -> list[Activity]:
    """What was logged for that deal, the latest day first."""
    with desk.store.reading(desk.workspace) as tx:
        return tx.activities.of_deal(being_worked(desk, deal).id, limit=100)


def contacts(desk: Desk, deal: str, name: str) -> list[Contact]:
    account = being_worked(desk, deal).account_id
    assert account is not None
    with desk.store.reading(desk.workspace) as tx:
        return [contact for contact in tx.activities.contacts(account) if contact.name == name]


def deals_called(desk: Desk, beginning: str) -> list[str]:
    with desk.store.reading(desk.workspace) as tx:
        return [known.name for known in tx.deals.names()[1] or () if known.name.startswith(beginning)]


def in_thread(person: Any, ts: str, words: str) -> Message | None:
    return next((m for m in person.thread(ACME, ts)[1:] if words in visible(m)), None)


def block_action(form: dict[str, Any], label: str) -> str:
    return str(button({"blocks": form["blocks"]}, label)["action_id"])


def owned(desk: Desk, name: str) -> list[str]:
    with desk.store.reading(desk.workspace) as tx:
        person = next(p for p in tx.people.team() if p.name == name and p.role is Role.REP)
        deals: list[Deal] = tx.deals.open_of([person.id])
        return [deal.name for deal in deals]
