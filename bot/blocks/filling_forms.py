"""The forms around a spreadsheet that is to be filled in: what its unknown headings ask for, whom its
titles are about, and, from the shortcut,
which file, for which period, and who gets to see it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from bot.blocks import kit
from bot.blocks.fit import bare, named
from bot.blocks.kit import Block, Element, Message
from bot.blocks.pickers import grouped_select
from bot.ids import Act, View
from bot.payloads import Attached
from sales.filling.sources import ABOUT_DEALS, EVERYBODY, FIGURES, LEFT_EMPTY, NOBODY, Source
from sales.usecases.filling import Questions, Sent, meaning_of

PERIODS = ("This quarter", "Next quarter", "Last quarter", "This month", "Next month")
THREAD, DIRECT = "thread", "direct"
FIRST, WHOM = "column:", "whom:"
MOST_PEOPLE = 90


def working_message(sent: Sent, *, without: bool = False) -> Message:
    """In place of the question, once it is answered, or put off: filled in `without`, it is asked again next time."""
    later = "This time without; I ask again when the next file has such a heading or title."
    said = later if without else "Answered."
    text = f"{said} {named(sent.name)} comes back in this thread."
    return kit.message(text, [kit.context(text)])


def columns_view(sent: Sent, asked: Questions, meta: str) -> Mapping[str, Any]:
    """One list for each heading, from which one chooses what it holds; "leave empty" is chosen until then. One for each
    title, of those whom it may mean."""
    blocks: list[Block] = [kit.section(f"About *{named(sent.name)}*:")]
    for number, (title, people) in enumerate(asked.titles.items()):
        options = [kit.option(bare(name, kit.OPTION), meaning_of(who)) for who, name in people[:MOST_PEOPLE]]
        options.append(kit.option("Nobody in particular: all of mine", meaning_of(EVERYBODY)))
        options.append(kit.option("Leave it as it is", meaning_of(NOBODY)))
        picker = kit.select(Act.NOTHING, options, chosen=meaning_of(NOBODY))
        blocks.append(kit.field(f"{WHOM}{number}", f"Whom is “{bare(title)}” about?", picker))
    for number, heading in enumerate(asked.headings):
        picker = grouped_select(Act.NOTHING, _groups(), LEFT_EMPTY)
        blocks.append(kit.field(f"{FIRST}{number}", f"What does “{bare(heading)}” ask for?", picker))
    blocks.append(kit.context("Remembered for everybody here. An admin can change it in `/firebreak language`."))
    return kit.modal(View.FILL_COLUMNS, "What is asked for", blocks, submit="Fill it in", metadata=meta)


def _groups() -> dict[str, list[Element]]:
    def options(sources: Sequence[Source]) -> list[Element]:
        return [kit.option(source.words, source.value) for source in sources]

    return {
        "Nothing": [kit.option("Leave it empty", LEFT_EMPTY)],
        "About a deal": options([source for source in Source if source in ABOUT_DEALS]),
        "Forecast": options([source for source in Source if source in FIGURES]),
        "About a person, and the sheet": options([s for s in Source if s not in ABOUT_DEALS | FIGURES]),
    }


def files_view(files: Sequence[Attached], meta: Mapping[str, Any], *, in_channel: bool) -> Mapping[str, Any]:
    """The form of the shortcut: which of the message's spreadsheets, for which period, and who gets to see it."""
    listed = [kit.option(bare(file.name, kit.OPTION), file.id) for file in files]
    offered = [kit.option(period, period.lower()) for period in PERIODS]
    periods = kit.select(Act.NOTHING, offered, chosen=PERIODS[0].lower())
    blocks = [
        kit.field("file", "Spreadsheet", kit.select(Act.NOTHING, listed, chosen=str(listed[0]["value"]))),
        kit.field("period", "Period, where the file names none", periods),
    ]
    if in_channel:
        places = [
            kit.option("Send it to me alone", DIRECT),
            kit.option("Post it in the thread", THREAD, "Everybody in the channel can open it"),
        ]
        blocks.append(kit.field("place", "When it is filled in", kit.select(Act.NOTHING, places, chosen=DIRECT)))
    known = {**meta, "files": {file.id: file.name[:200] for file in files}}
    meta_text = json.dumps(known, separators=(",", ":"), ensure_ascii=False)
    return kit.modal(View.FILL_FILES, "Fill in a spreadsheet", blocks, submit="Fill it in", metadata=meta_text)
