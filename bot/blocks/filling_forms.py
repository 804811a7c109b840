"""The forms around a spreadsheet that is to be filled in: what its unknown headings ask for, and, from the shortcut,
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
from sales.filling.sources import ABOUT_DEALS, FIGURES, LEFT_EMPTY, Source
from sales.usecases.filling import Sent

PERIODS = ("This quarter", "Next quarter", "Last quarter", "This month", "Next month")
THREAD, DIRECT = "thread", "direct"
FIRST = "column:"


def working_message(sent: Sent, *, without: bool = False) -> Message:
    """In place of the question, once it is answered, or put off: filled in `without`, it is asked again next time."""
    said = "Answered." if not without else "This time without; I ask again when the next file has such a heading."
    text = f"{said} {named(sent.name)} comes back in this thread."
    return kit.message(text, [kit.context(text)])


def columns_view(sent: Sent, headings: Sequence[str], meta: str) -> Mapping[str, Any]:
    """One list for each heading, from which one chooses what it holds; "leave empty" is chosen until then."""
    blocks: list[Block] = [kit.section(f"What do these headings of *{named(sent.name)}* ask for?")]
    for number, heading in enumerate(headings):
        picker = grouped_select(Act.NOTHING, _groups(), LEFT_EMPTY)
        blocks.append(kit.field(f"{FIRST}{number}", f"“{bare(heading)}”", picker))
    blocks.append(kit.context("Remembered for everybody here. An admin can change it in `/firebreak language`."))
    return kit.modal(View.FILL_COLUMNS, "Unknown headings", blocks, submit="Fill it in", metadata=meta)


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
