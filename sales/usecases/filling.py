"""A spreadsheet that was sent to be filled in: kept as a delivery until it is back, planned from what its asker may
see, as of now; and what the team says of headings nobody knew, remembered for the next time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sales.delivery import Delivery
from sales.errors import Invalid, NotFound
from sales.filling.sources import EVERYBODY, LEFT_EMPTY, NOBODY, Source
from sales.language import IntentKind
from sales.learning import Alias, AliasKind
from sales.people import Person
from sales.period import Period
from sales.usage import Use, Way
from sales.usecases.actors import Actor
from sales.usecases.names import Names as NameBook
from sales.usecases.ports import Store, Tx
from sales.usecases.reading import Said, hear

FILL = "fill"
_ABOUT = "about:"
_ASKS = re.compile(
    r"\b(?:fill|complete|template|spreadsheet|sheet|excel|xlsx?|csv|firedrill|roll-?up|form|"
    r"need(?:s|ed)? (?:this|it|that)|this quarter|next quarter|last quarter|"
    r"ausfüllen|vorlage|tabelle|remplir|modèle|tableau|rellenar|plantilla)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A file as it was sent: where, under which message, with which words. `again` counts later fillings of the same
    file; `ask` is false once its unknown headings have been answered, or are to be left empty this time; `direct`: it
    goes to whoever asked alone, not into the thread."""

    file_id: str
    name: str
    channel: str
    ts: str
    thread_ts: str | None = None
    text: str = ""
    ask: bool = True
    again: int = 0
    direct: bool = False

    @classmethod
    def of(cls, delivery: Delivery) -> Sent:
        """The file that a delivery is about."""
        known = {name: delivery.payload[name] for name in cls.__dataclass_fields__ if name in delivery.payload}
        return cls(**known)


def is_spreadsheet(name: str) -> bool:
    """Whether a file's name says that it is one to be filled in, or of a kind that we refuse with a reason."""
    return name.lower().endswith((".xlsx", ".xlsm", ".xltx", ".csv", ".tsv", ".xls", ".xlsb", ".ods", ".numbers"))


def no_spreadsheet(files: Sequence[str]) -> Invalid:
    """What is said of files that came without words and are none that we read."""
    what = files[0] if len(files) == 1 else f"these {len(files)} files"
    return Invalid(
        f"I did nothing with {what}: of files I read spreadsheets alone (.xlsx, .xlsm or .csv). Tell me in a sentence "
        f"what I should know of it."
    )


@dataclass(frozen=True, slots=True)
class Questions:
    """What was asked about a file: unknown `headings`, and `titles` with the people (id, name) that they may mean."""

    headings: tuple[str, ...]
    titles: Mapping[str, Sequence[tuple[int, str]]]


@dataclass(frozen=True, slots=True)
class Meant:
    """What a message with a spreadsheet is about: the file, the words, or both."""

    file: bool
    words: bool


def read_with_file(store: Store, names: NameBook, actor: Actor, said: Said) -> Meant:
    """A spreadsheet without words, or with words that ask for it or say nothing we know, is to be filled in. Words
    about a deal are about that, and the file may be its quotation; what they say is never lost, even if they ask for
    both."""
    text = said.heard.text
    if not text.strip():
        return Meant(file=True, words=False)
    intents = [i for i in hear(store, names, actor, said).intents if i.kind is not IntentKind.OTHER]
    file = not intents or _ASKS.search(text) is not None
    return Meant(file=file, words=not file or any(not intent.kind.is_question for intent in intents))


def send_to_fill(store: Store, actor: Actor, sent: Sequence[Sent], now: datetime) -> list[int]:
    """Keeps files to be filled in, each once; returns the ids of the deliveries that bring them back."""
    with store.writing(actor.workspace_id) as tx:
        return enqueue_files(tx, actor.person.id, sent, now)


def enqueue_files(tx: Tx, person_id: int, sent: Iterable[Sent], now: datetime) -> list[int]:
    """The same in a transaction of the caller's."""
    ids = []
    for file in sent:
        payload = {name: getattr(file, name) for name in Sent.__dataclass_fields__} | {"by": person_id}
        slot = f"{file.channel}:{file.ts} {file.file_id} {file.again}"
        row = tx.deliveries.enqueue(
            Delivery(kind=FILL, recipient=str(person_id), slot=slot, due_at=now, payload=payload)
        )
        ids += [row.id] if row is not None else []
    return ids


def fill_again(
    store: Store, actor: Actor, delivery_id: int, meanings: Mapping[str, str] | None, now: datetime
) -> int | None:
    """The file of a delivery once more: with what its unknown headings mean, by heading (a source's value, or
    `LEFT_EMPTY`), and whom its titles are about (`meaning_of`), remembered for the whole workspace; None leaves them as
    they are this time. Raises `NotFound` for somebody
    else's file. Returns the delivery that brings it back; None if that was asked for already."""
    with store.writing(actor.workspace_id) as tx:
        delivery = tx.deliveries.get(delivery_id)
        if delivery is None or delivery.kind != FILL or delivery.recipient != str(actor.person.id):
            raise NotFound("That question was for whoever sent the file. Send it to me, and I fill it in for you.")
        for said, meaning in (meanings or {}).items():
            if meaning.startswith(_ABOUT):
                _remember_whom(tx, actor, said, meaning.removeprefix(_ABOUT), now)
            else:
                _remember(tx, actor, said, meaning, now)
        sent = Sent.of(delivery)
        return next(
            iter(enqueue_files(tx, actor.person.id, [replace(sent, ask=False, again=sent.again + 1)], now)), None
        )


def _remember(tx: Tx, actor: Actor, heading: str, meaning: str, now: datetime) -> None:
    if meaning != LEFT_EMPTY and meaning not in {source.value for source in Source}:
        raise Invalid("Pick what it asks for, or leave it empty.")
    from sales.filling.headings import key_of  # with all the words for headings, which nobody else needs

    if key := key_of(heading):
        tx.learning.teach(Alias(0, key, AliasKind.COLUMN, meaning))
        tx.audit("heading", f"{key} = {meaning}", actor.person.id, now)


def meaning_of(whom: int | str) -> str:
    """What a title is said to mean, as `fill_again` takes it: a person by id, `EVERYBODY` or `NOBODY`."""
    return f"{_ABOUT}{whom}"


def _remember_whom(tx: Tx, actor: Actor, title: str, whom: str, now: datetime) -> None:
    """Titles are remembered without their period. Whoever is chosen has to be somebody whose numbers the actor sees."""
    team = tx.people.team()
    seen = whom.isdecimal() and int(whom) in team.sees_numbers_of(actor.person)
    if not seen and whom not in (EVERYBODY, NOBODY):
        raise Invalid("Pick whom it is about.")
    from sales.filling.titles import key_of  # with all the words for headings, which nobody else needs

    if key := key_of(title):
        tx.learning.teach(Alias(0, key, AliasKind.WHOM, whom))
        tx.audit("title", f"{key} = {whom}", actor.person.id, now)


def questions_of(store: Store, actor: Actor, delivery_id: int) -> tuple[Sent, Questions]:
    """The file of a delivery and what was asked about it. Raises `NotFound` for somebody else's."""
    with store.reading(actor.workspace_id) as tx:
        delivery = tx.deliveries.get(delivery_id)
    if delivery is None or delivery.kind != FILL or delivery.recipient != str(actor.person.id):
        raise NotFound("That question was for whoever sent the file. Send it to me, and I fill it in for you.")
    titles = {title: tuple((int(who), str(name)) for who, name in maybe) for title, maybe in _titles_in(delivery)}
    return Sent.of(delivery), Questions(tuple(delivery.payload.get("asked", ())), titles)


def _titles_in(delivery: Delivery) -> Iterable[tuple[str, Iterable[tuple[int, str]]]]:
    found: Mapping[str, Iterable[tuple[int, str]]] = delivery.payload.get("whom", {})
    return found.items()


def note_asked(
    store: Store, delivery: Delivery, asked: Sequence[str], whom: Mapping[str, Sequence[Person]] | None = None
) -> None:
    """Keeps with a file what was asked about it: headings, and titles with the people that they may mean."""
    titles = {title: [(one.id, one.name) for one in maybe] for title, maybe in (whom or {}).items()}
    with store.writing(delivery.workspace_id) as tx:
        tx.deliveries.save_payload(delivery.id, {**delivery.payload, "asked": list(asked), "whom": titles})


def note_filled(store: Store, delivery: Delivery, subject_id: int, periods: Iterable[Period], now: datetime) -> None:
    """Notes whose numbers, for which periods, left in a file, and for whom."""
    by = int(delivery.recipient)
    with store.writing(delivery.workspace_id) as tx:
        for period in periods:
            use = Use(person_id=by, way=Way.EXPORTED, subject_id=subject_id, period=period.name, at=now)
            tx.uses.note(use)
        tx.audit("file.filled", str(delivery.payload.get("name", "")), by, now)
