"""What goes into a spreadsheet: what its asker may see, as of now, for the people and the period that the file, the
words it came with or a firedrill mean. Loaded when the first file comes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sales.deal import Deal
from sales.errors import Invalid
from sales.filling import words
from sales.filling.facts import Facts
from sales.filling.grid import Book
from sales.filling.headings import Reader
from sales.filling.layout import Layout
from sales.filling.people import Names
from sales.filling.plan import Plan
from sales.filling.planning import headings_to_ask, plan_for
from sales.filling.reading import layout_of
from sales.filling.sources import LEFT_EMPTY, Source
from sales.filling.values import Around
from sales.filling.whose import MODEST, Whom
from sales.forecast import weighted, worths
from sales.learning import AliasKind
from sales.money import Money
from sales.people import Person, Team
from sales.period import Period, local_date
from sales.process import Outcome
from sales.report import Line
from sales.usecases.drill_progress import FIREDRILL
from sales.usecases.drilling import whose
from sales.usecases.filling import Sent
from sales.usecases.forecasts import Sums, forecast_of, sums_of
from sales.usecases.ports import Tx

MOST_DEALS = 20_000
MOST_ASKED = 20
"""Unknown headings that are asked about; a file with more is no template of ours to guess at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filling:
    """What is to be done with a file: the plan, or first the headings to `ask` about, and the titles that may mean each
    of several people (`whom`). `asker` is who sent it, `subject` whose numbers it is about, as of an instant."""

    plan: Plan
    ask: tuple[str, ...]
    whom: Mapping[str, tuple[Person, ...]] = field(default_factory=dict)
    asker: Person
    subject: Person
    as_of: datetime


def plan_filling(tx: Tx, sent: Sent, book: Book, person: Person, now: datetime) -> Filling:
    """The plan for a file as of `now`, with nothing in it but what `person` may see. Whose numbers and which period are
    meant the file says; where it does not, the words it came with, or the firedrill it answers; else they are the
    person's own, with everybody below them, and the present quarter. Raises `Invalid` where nothing asks for
    anything."""
    workspace, team = tx.workspace, tx.people.team()
    today = local_date(now, workspace.timezone)
    reader = Reader(workspace.calendar, today, _taught(tx))
    numbers = team.sees_numbers_of(person)
    names = Names(team[i] for i in sorted(numbers))
    everybody = Names(team)  # a sheet about somebody is about them, also where the asker may not see their numbers
    teams = {words.plain(one.team) for one in team if one.active and one.team} - MODEST
    layouts = [
        layout_of(grid, reader, everybody.knows, lambda text: words.plain(text) in teams)
        for grid in book.grids
        if not grid.hidden
    ]
    drill = _drill(tx, sent)
    period = reader.period_in(sent.text)[1] or (drill[1] if drill else workspace.calendar.quarter(today))
    subject = team[drill[0]] if drill and drill[0] in numbers else _subject(team, person)
    facts = _facts(tx, person, subject, period, _periods(layouts, period), names, now)
    plan = plan_for(layouts, facts, reader)
    asked = headings_to_ask(layouts) if sent.ask else ()
    whom = plan.told.unsure if sent.ask else {}
    if plan.is_empty and not (asked or whom):
        raise Invalid(_nothing(book, layouts, plan))
    whom = dict(list(whom.items())[:MOST_ASKED])
    return Filling(plan=plan, ask=asked[: MOST_ASKED - len(whom)], whom=whom, asker=person, subject=subject, as_of=now)


def _nothing(book: Book, layouts: Sequence[Layout], plan: Plan) -> str:
    if plan.told.unsure:
        titles = ", ".join(f"“{title}”" for title in list(plan.told.unsure)[:3])
        return f"{book.name} is as it was: whom {titles} is about, I could not tell."
    if plan.told.nobody:
        names = ", ".join(f"“{name}”" for name in list(plan.told.nobody)[:3])
        return f"{book.name} is about {names}, and that is nobody, and no deal, whose numbers you can see."
    for heading, why, _ in list(plan.told.reasons())[:1]:
        return f"I could fill in nothing of {book.name}. “{heading}”, for one, stays empty: {why}."
    if any(layout.asks for layout in layouts):
        return f"Every cell of {book.name} that I have a value for is filled already or locked, so it is as it was."
    return (
        f"There is nothing in {book.name} that I can fill in: no row of headings such as Deal, Amount and Close date, "
        f"or Name and Commit, and no label such as “My forecast:”."
    )


def _subject(team: Team, person: Person) -> Person:
    return whose(team, person) or person


def _drill(tx: Tx, sent: Sent) -> tuple[int, Period] | None:
    """Whose and which period's firedrill a file answers: it was dropped in the thread of one."""
    row = tx.deliveries.by_message(sent.channel, sent.thread_ts) if sent.thread_ts else None
    if row is None or row.kind != FIREDRILL:
        return None
    drill = tx.drills.get(int(row.payload["drill"]))
    return (drill.subject_id, drill.period) if drill else None


def _titles_taught(tx: Tx) -> dict[str, str]:
    return {alias.words: alias.meaning for alias in tx.learning.aliases() if alias.kind is AliasKind.WHOM}


def _taught(tx: Tx) -> dict[str, Source | None]:
    sources = {source.value: source for source in Source}
    aliases = [alias for alias in tx.learning.aliases() if alias.kind is AliasKind.COLUMN]
    return {
        alias.words: sources.get(alias.meaning)
        for alias in aliases
        if alias.meaning == LEFT_EMPTY or alias.meaning in sources
    }


def _periods(layouts: Iterable[Layout], period: Period) -> frozenset[Period]:
    return frozenset({period}.union(*(layout.periods for layout in layouts)))


def _facts(
    tx: Tx,
    person: Person,
    subject: Person,
    period: Period,
    periods: Collection[Period],
    names: Names,
    now: datetime,
) -> Facts:
    """Everything a plan may use, read in this transaction; what is read of one period is read once."""
    team, rates, process = tx.people.team(), tx.workspace.exchange(), tx.process
    numbers, seen = team.sees_numbers_of(person), team.sees_deals_of(person)
    sums = {each: sums_of(tx, each, now, now, numbers) for each in periods}
    today = local_date(now, tx.workspace.timezone)
    known = {each: bool(each.end > today or sums[each].cells or tx.forecasts.cells(each)) for each in periods}
    lines = _Lines(sums)
    listed: dict[Period, list[Deal]] = {}

    def deals(owners: Collection[int], of: Period) -> list[Deal]:
        if of not in listed:
            listed[of] = tx.forecasts.deals(of, seen, limit=MOST_DEALS)
        return [deal for deal in listed[of] if deal.owner_id in owners]

    def weighted_of(one: Person, of: Period) -> Money:
        below = team.subtree(one.id)
        cells = [c for c in sums[of].cells if c.owner_id in below and c.outcome is Outcome.OPEN]
        return weighted(cells, process, rates)

    return Facts(
        subject=subject,
        period=period,
        around=Around(team=team, process=process, rates=rates, as_of=now, timezone=subject.timezone),
        names=names,
        whom=Whom(team, numbers, subject, _titles_taught(tx)),
        line=lines.of,
        weighted=weighted_of,
        deals=deals,
        named=_deals_named(tx, seen),
        worths=lambda found: {d.id: worth for d, worth in zip(found, worths(found, rates), strict=True)},
        call=lambda one, of: sums[of].calls.get(one.id),
        is_known=lambda of: known[of],
    )


class _Lines:
    """Forecasts of people, each worked out once."""

    def __init__(self, sums: Mapping[Period, Sums]) -> None:
        self._sums = sums
        self._known: dict[tuple[int, Period], Line] = {}

    def of(self, person: Person, period: Period) -> Line:
        key = (person.id, period)
        if key not in self._known:
            self._known[key] = forecast_of(self._sums[period], person, None, ()).report.line
        return self._known[key]


def _deals_named(tx: Tx, seen: Collection[int]) -> Callable[[str], Sequence[Deal]]:
    """Finds deals by name, account and name, or account alone, among those that may be seen."""
    index: dict[str, list[int]] = {}

    def named(text: str) -> Sequence[Deal]:
        if not index:
            for name in tx.deals.names()[1] or ():
                if name.owner_id in seen:
                    for said in {words.plain(name.name), words.plain(f"{name.account} {name.name}")}:
                        index.setdefault(said, []).append(name.id)
        ids = index.get(words.plain(text), [])
        return list(tx.deals.many(ids).values()) if ids else []

    return named
