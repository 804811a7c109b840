"""What changed, in words: a deal's whole history, and why a number moved. Each change with its person, its time, and a
link to the message that made it. Knows changes and their entries; decides nothing."""

from __future__ import annotations

from datetime import datetime

from bot.blocks import kit
from bot.blocks.change_words import Names, in_words
from bot.blocks.fit import fitting, named
from bot.blocks.kit import Block, Message, escape
from bot.ids import Act
from sales.deal import Entry, Via
from sales.money import Money
from sales.movements import Moved, Movement, MovementKind
from sales.period import zone
from sales.usecases.explaining import MEASURES, TOLD_A_LINE, Explained
from sales.usecases.history import DealHistory, JournalLine, Reader

LATEST = 40
CAUSES = 4
"""So many changes are told of a deal that moved a number."""
_PLACES = {
    Via.COMMAND: "by a command",
    Via.MODAL: "in a form",
    Via.NUDGE: "answering a reminder",
    Via.HOME: "on Home",
    Via.UNDO: "by an undo",
    Via.IMPORT: "from a file",
}
_MEASURES = {name: f"the {name.replace('_', ' ')}" for name in MEASURES} | {"closed": "what is closed"}


def history_message(history: DealHistory, address: str) -> Message:
    """All changes of a deal, the latest first. `address` is the workspace's, for links to messages."""
    deal, reader = history.deal, history.reader
    lines = [line for one in history.journal_lines if (line := told_line(one, reader, address))]
    title = f"*{named(deal.name)}*: what changed, the latest first"
    when = kit.context(f"As of {kit.moment(history.as_of, reader.person.timezone)}")
    blocks = [kit.section(title), *_packed(lines[:LATEST]), when]
    if len(lines) > LATEST:
        blocks.insert(-1, kit.context(f"… and {len(lines) - LATEST} earlier changes."))
    return kit.message(f"{named(deal.name)}: {len(lines)} changes", blocks)


def _packed(lines: list[str]) -> list[Block]:
    return [kit.section("\n".join(lines[at : at + 8])) for at in range(0, len(lines), 8)]


def told_line(one: JournalLine, reader: Reader, address: str) -> str:
    """One change with when, who, and where it was said; nothing for what nobody would ask about."""
    names = Names(reader.process, reader.people, reader.person.timezone)
    words = in_words(one.change, names)
    if not words:
        return ""
    by = reader.people.get(one.change.by or 0)
    who = named(by.first_name) if by else "import"
    return f"{_when(one.change.at, reader)} · {words} — {who}{_where(one.entry, reader, address)}"


def _when(at: datetime, reader: Reader) -> str:
    local = at.astimezone(zone(reader.person.timezone))
    return f"{kit.day(local.date())} {local:%H:%M}"


def _where(entry: Entry | None, reader: Reader, address: str) -> str:
    """A link to the message, where there is one that the reader can open; else in what way it was said."""
    if entry is None:
        return ""
    if not entry.channel or not entry.message_ts:
        return f", {_PLACES[entry.via]}" if entry.via in _PLACES else ""
    if entry.channel.startswith("D") and entry.by != reader.person.id:
        return ", in their direct message"
    return f", <{permalink(address, entry.channel, entry.message_ts, entry.thread_ts)}|message>"


def permalink(address: str, channel: str, ts: str, thread_ts: str | None = None) -> str:
    """The address of a message as `chat.getPermalink` gives it, without a call for each."""
    found = f"{address.rstrip('/')}/archives/{channel}/p{ts.replace('.', '')}"
    return f"{found}?thread_ts={thread_ts}&cid={channel}" if thread_ts and thread_ts != ts else found


def explained_message(found: Explained, address: str) -> Message:
    """Why a number moved: from where to where, by what kind of move, and in it each deal with what was said of it."""
    bridge, report, measure = found.bridge, found.report, _MEASURES[found.measure]
    whose = named(report.subject.name, 80)
    since = kit.moment(found.since, report.timezone)
    moved = f"{bridge.start} → *{bridge.end}*"
    title = f"*{whose}, {named(report.period.name)}: why {measure} moved*\n{moved} since {since}"
    as_of = kit.context(f"As of {kit.moment(report.as_of, report.timezone)} · in {report.currency}")
    if not bridge.lines:
        still = f"{measure} has not moved since {since}, it is still *{bridge.end}*."
        text = f"*{whose}, {named(report.period.name)}*: {still}"
        return kit.message(f"{measure.capitalize()} did not move: {bridge.end}", [kit.section(text), as_of])
    top, groups = [kit.section(title), as_of], [_movement(line, found, address) for line in bridge.lines]
    shown, missing = fitting(groups, beside=top)
    left = [kit.context(f"{missing} more kinds of moves do not fit here; the workbook has them.")] if missing else []
    return kit.message(f"{measure.capitalize()}: {bridge.start} → {bridge.end}", [*top, *shown, *left])


def _movement(line: Movement, found: Explained, address: str) -> list[Block]:
    count = len(line.deals)
    head = f"*{signed(line.amount)}*  {line.kind.value}" + (f" · {count} deals" if count > 1 else "")
    more = [kit.context(f"… and {count - TOLD_A_LINE} more deals.")] if count > TOLD_A_LINE else []
    return [kit.section(head), *(_moved(one, line.kind, found, address) for one in line.deals[:TOLD_A_LINE]), *more]


def _moved(one: Moved, kind: MovementKind, found: Explained, address: str) -> Block:
    deal = one.deal
    owner = found.reader.people.get(deal.owner_id)
    facts = [f"*{named(deal.name)}*", signed(one.amount), *([named(owner.first_name, 30)] if owner else [])]
    causes = found.causes(kind, deal.id, CAUSES)
    said = [line for told in causes if (line := told_line(told, found.reader, address))]
    opening = kit.button("Open", Act.CARD, str(deal.id))
    return kit.section("\n".join([" · ".join(facts), *said]), accessory=opening)


def signed(amount: Money) -> str:
    """A difference with its sign, a minus that is as wide as the plus; zero has none."""
    return f"−{escape(str(-amount))}" if amount.minor < 0 else f"+{escape(str(amount))}" if amount else str(amount)
