"""The attached spreadsheet as messages: back and filled, or with a question about headings and titles nobody
knows. Knows what was filled; reads no file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.blocks import kit
from bot.blocks.fit import listing, named, names
from bot.blocks.kit import Message
from bot.ids import Act
from sales.filling.plan import Told
from sales.filling.sources import Source
from sales.usecases.filling import Sent
from sales.usecases.filling_plan import Filling

LINES = 10
"""Reasons and names that a message lists; the rest is counted."""

_IN = {
    Source.CLOSED: "what is closed, and nothing else",
    Source.COMMIT: "what is closed and what is committed",
    Source.OPEN_COMMIT: "what is committed, without closed",
    Source.BEST_CASE: "closed, commit and best case",
    Source.OPEN_BEST_CASE: "best case alone, without commit",
    Source.PIPELINE: "everything open, commit and best case included",
    Source.OPEN_PIPELINE: "what is open and in neither commit nor best case",
    Source.TOTAL: "closed and everything open",
}


def filled_message(filling: Filling, notes: Sequence[str]) -> Message:
    """What stands in the file that has just been sent, what does not, and why."""
    told = filling.plan.told
    without = f", but for {names([f'“{one}”' for one in told.without], at_most=3)}" if told.without else ""
    text = f"Filled in{without}: {_what(told)}, as of {kit.moment(filling.as_of, filling.asker.timezone)}."
    about = f"{_periods(told)} · {_whose(filling)}"
    lines = [*_about(told), *_empties(told), *_counted(told), *_others(told), *map(kit.escape, (*told.notes, *notes))]
    more = [f"and {len(lines) - LINES} more"] if len(lines) > LINES else []
    listed = listing([f"• {line}" for line in [*lines[:LINES], *more]])
    kept = "Formulas, formats and everything else are as they were."
    return kit.message(
        text,
        [kit.section(f"{':warning:' if without else ':bar_chart:'} *{text}*\n{about}"), *listed, kit.context(kept)],
    )


def _what(told: Told) -> str:
    parts = [
        f"{len(told.deals)} deal{'s' if len(told.deals) != 1 else ''}" if told.deals else "",
        f"{len(told.people)} {'people' if len(told.people) != 1 else 'person'}" if told.people else "",
        f"{len(told.teams)} team{'s' if len(told.teams) != 1 else ''}" if told.teams else "",
    ]
    said = " and ".join(filter(None, parts)) or f"{told.cells} cell{'s' if told.cells != 1 else ''}"
    return f"{said} on {len(told.sheets)} sheets" if len(told.sheets) > 1 else said


def _periods(told: Told) -> str:
    return names([period.name for period in sorted(told.periods)], at_most=4) if told.periods else "now"


def _whose(filling: Filling) -> str:
    if filling.subject.id != filling.asker.id:
        return f"{named(filling.subject.name)}'s numbers"
    return "you and your team" if filling.subject.leads else "your own numbers"


def _about(told: Told) -> list[str]:
    """Which title was taken for whose, and the people below it now."""
    alike: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for title, (person, below) in told.about.items():
        who = f"{person.name}'s team" if person.leads else person.name
        others = tuple(name for name in below if name != person.name)
        alike.setdefault((who, others), []).append(f"“{title}”")
    return [
        f"{names(titles, at_most=4)}: {named(who)}{f', {names(others, at_most=8)}' if others else ''}."
        for (who, others), titles in alike.items()
    ]


def _empties(told: Told) -> list[str]:
    """What stayed empty, by reason; first whole columns of amounts, for they make the sums wrong."""
    without = set(told.without)
    found: list[str] = []
    others: list[str] = []
    for heading, why, count in told.reasons():
        of_all = told.filled.get(heading, 0) + told.lacking(heading)
        cells = f" in {count} of {of_all} rows" if of_all > count else f" in {count} rows" if count > 1 else ""
        summed = ", and whatever adds it up is 0" if heading in without else ""
        line = f"“{named(heading)}” is empty{cells}{summed}: {kit.escape(why)}."
        (found if heading in without else others).append(line)
    if told.left:
        it = "them" if len(told.left) > 1 else "it"
        found.append(f"Left empty: {names([f'“{one}”' for one in told.left], at_most=6)}. I have no source for {it}.")
    return found + others


def _counted(told: Told) -> list[str]:
    """What is in the roll-ups: elsewhere the same words mean more, or less."""
    parts = []
    for source in sorted(told.counts, key=list(Source).index):
        headings = [f"“{one}”" for one in told.counts[source]]
        count = "counts" if len(headings) == 1 else "count"
        parts.append(f"{names(headings, at_most=4)} {count} {_IN.get(source, source.words)}")
    return [f"{'; '.join(parts)}."] if parts else []


def _others(told: Told) -> list[str]:
    meant: dict[str, list[str]] = {}
    for heading, as_ in told.read.items():
        meant.setdefault(as_, []).append(f"“{heading}”")
    found = [
        f"{names(headings, at_most=6)} {'was' if len(headings) == 1 else 'were'} read as {kit.escape(as_)}."
        for as_, headings in meant.items()
    ]
    if told.nobody:
        listed = names([f"“{one}”" for one in told.nobody], at_most=5)
        found.append(f"Not filled in: {listed}. I know nobody, and no deal, of that name whose numbers you can see.")
    for title, maybe in told.unsure.items():
        people = names([person.name for person in maybe], at_most=4)
        found.append(f"Not filled in: “{named(title)}”. It may be about {people}, or about all of you.")
    if told.replaced:
        found.append(f"{told.replaced} {'cells' if told.replaced > 1 else 'cell'} held something else before.")
    if told.unlisted:
        others = "deals of the period are" if told.unlisted > 1 else "deal of the period is"
        found.append(f"{told.unlisted} other {others} not listed in the file, and so not in it.")
    return found


def columns_message(filling: Filling, sent: Sent, delivery_id: int) -> Message:
    """The question about headings and titles, once for each file: who answers it is never asked again."""
    count = len(filling.ask) + len(filling.whom)
    alone = "The rest waits for it." if filling.whom else "I know nothing else in it."
    known = "I know the rest." if filling.plan.told.cells else alone
    question = " ".join(_questions(filling, named(sent.name)))
    say = f"Say what {'they are' if count > 1 else 'it is'}" if filling.ask else "Say whom"
    buttons = [
        kit.button(say, Act.FILL_COLUMNS, str(delivery_id), style="primary"),
        kit.button("Fill it in without", Act.FILL_ANYWAY, str(delivery_id)),
    ]
    asked = f"*{question}*\n{known} What you say is remembered for everybody."
    it = ("they stay", "them") if count > 1 else ("it stays", "it")
    once = f"Filled in without, {it[0]} empty this time only: the next file with {it[1]} is asked about again."
    return kit.message(f"{question} {known}", [kit.section(asked), kit.actions(*buttons), kit.context(once)])


def _questions(filling: Filling, file: str) -> Iterator[str]:
    if filling.whom:
        yield f"Whom is {names([f'“{one}”' for one in filling.whom], at_most=6)} in {file} about?"
    if filling.ask:
        asked = names([f"“{heading}”" for heading in filling.ask], at_most=6)
        yield f"What is {asked} in {file}?" if not filling.whom else f"And what is {asked}?"
