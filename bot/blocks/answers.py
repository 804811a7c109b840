"""Answers to questions: the message for each kind of them, and those that are no deal and no list of deals: who
somebody is, what a day holds."""

from __future__ import annotations

from collections.abc import Sequence

from bot.blocks import kit
from bot.blocks.card import card_message
from bot.blocks.fit import fitting, named
from bot.blocks.forecast import forecast_message
from bot.blocks.help import help_message
from bot.blocks.history import explained_message
from bot.blocks.kit import Block, Message
from bot.blocks.lists import deal_list_message
from bot.ids import Act
from sales.activity import Contact
from sales.deal import Deal
from sales.usecases.agenda import Agenda
from sales.usecases.asking import ActivityCount, Help
from sales.usecases.cards import DealCard
from sales.usecases.contacts import ContactList
from sales.usecases.deal_lists import DealList
from sales.usecases.explaining import Explained
from sales.usecases.forecasts import Forecast
from sales.usecases.team_figures import Tally

SHOWN = 12
MOST_LINES = 20


def contacts_message(found: ContactList) -> Message:
    """A line for each person: who they are to the decision, and how to reach them."""
    if found.colleague is not None:
        boss = f", reports to {named(found.manager.name)}" if found.manager else ""
        return kit.message(text := f"{named(found.title)}: {found.colleague.role.value}{boss}", [kit.section(text)])
    title = named(found.title)
    head = [kit.section(f"*{title}*")]
    shown, missing = fitting([[kit.section(_contact(*pair))] for pair in found.contacts], beside=head)
    more = [kit.context(f"… and {missing} more.")] if missing else []
    nobody = [] if shown or not found.title.startswith("People") else [kit.section("I don't know anyone there yet.")]
    return kit.message(title, [*head, *shown, *more, *nobody])


def _contact(contact: Contact, account: str) -> str:
    role = f"*{contact.role.words}*" if contact.role else ""
    facts = [named(contact.title) if contact.title else "", role, named(contact.email, 80) if contact.email else ""]
    return f"{named(contact.name)} ({named(account)})" + "".join(f" · {fact}" for fact in facts if fact)


def agenda_message(found: Agenda) -> Message:
    """What is due, what comes this week, and what else needs the person; each deal with its button."""
    due = len(found.due) + len(found.needing)
    text = f"{due or 'No'} deal{'' if due == 1 else 's'} for you today" if due else "Nothing is due today"
    groups = [
        *_steps("Next steps due", found.due),
        *_steps("Coming up this week", found.coming),
        *_needing(found),
    ]
    head = [kit.section(f"*{text}*"), kit.context(f"As of {kit.moment(found.as_of, found.timezone)}")]
    shown, missing = fitting(groups, beside=head)
    more = [kit.context(f"… and {missing} more.")] if missing else []
    return kit.message(text, [*head, *shown, *more])


def _steps(title: str, deals: tuple[Deal, ...]) -> list[list[Block]]:
    rows = [[_row(deal, f"{named(deal.next_step, 200)} · by {kit.day(deal.next_step_on)}")] for deal in deals[:SHOWN]]
    return [[kit.section(f"*{title}*"), *rows[0]], *rows[1:]] if rows else []


def _needing(found: Agenda) -> list[list[Block]]:
    why = {deal.id: named(found.attention[deal.id].sentence, 300) for deal in found.needing[:SHOWN]}
    rows = [[_row(deal, f"_{why[deal.id]}_")] for deal in found.needing[:SHOWN]]
    return [[kit.section("*Also waiting for you*"), *rows[0]], *rows[1:]] if rows else []


def _row(deal: Deal, why: str) -> Block:
    button = kit.button("Open", Act.CARD, str(deal.id))
    return kit.section(f"*{named(deal.name)}*\n{why}", accessory=button)


def tally_message(found: Tally) -> Message:
    """Figures, a line each, and as of when they are; what is not in them stands below."""
    title = kit.escape(found.title)
    shown = [kit.escape(line) for line in found.lines[:MOST_LINES]]
    more = [f"… and {len(found.lines) - MOST_LINES:,} more."] if len(found.lines) > MOST_LINES else []
    lines = "\n".join([*shown, *more] or ["Nobody has a deal yet."])
    note = [kit.context(kit.escape(found.note))] if found.note else []
    as_of = kit.context(f"As of {kit.moment(found.as_of, found.timezone)}")
    return kit.message(f"{title}: {'; '.join(shown[:2]) or lines}", [kit.section(f"*{title}*\n{lines}"), as_of, *note])


def together_message(parts: Sequence[Message]) -> Message:
    """Several answers in one message, as many as fit, each whole; those that do not are named."""
    groups = [list(part.blocks) if n == 0 else [kit.divider(), *part.blocks] for n, part in enumerate(parts)]
    shown, missing = fitting(groups)
    left = ", ".join(part.text for part in parts[len(parts) - missing :])
    more = [kit.context(kit.cut(f"The rest didn't fit: {left}. Ask for it on its own.", 1900))] if missing else []
    return kit.message("; ".join(part.text for part in parts), [*shown, *more])


def answer_message(
    answer: DealCard | DealList | Forecast | Explained | ContactList | Agenda | ActivityCount | Tally | Help,
    address: str,
) -> Message:
    """The answer to one question, which changed nothing. `address` is that of the workspace: links lead there."""
    match answer:
        case DealCard():
            return card_message(answer)
        case DealList():
            return deal_list_message(answer)
        case Forecast():
            return forecast_message(answer)
        case Explained():
            return explained_message(answer, address)
        case ContactList():
            return contacts_message(answer)
        case Agenda():
            return agenda_message(answer)
        case ActivityCount():
            sentence = kit.escape(answer.sentence)
            return kit.message(sentence, [kit.section(sentence)])
        case Tally():
            return tally_message(answer)
        case Help():
            return help_message()
