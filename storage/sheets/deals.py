"""Reads files of deals, whoever exported them, into an `ImportPlan`: deals, the people around them, the stages, and a
sentence for every row that could not be read. Knows nothing of any workspace."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sales.errors import Invalid
from sales.headings import Column
from sales.importing import ImportedDeal, ImportPlan, RowError
from sales.process import Outcome
from sales.wording import listed
from storage.sheets.columns import Columns, Habits, Unread
from storage.sheets.headers import header_of
from storage.sheets.outcomes import outcome_of, stage_of, stage_seen
from storage.sheets.people import PeopleSeen
from storage.sheets.table import Row, Sheet, read_sheets

_READABLE = (".csv", ".tsv", ".xlsx", ".xlsm")
_TOTAL = re.compile(r"(?:(?:grand |sub)?totals?|sum|count|average)\b[^a-z]*(?:records?\W*)?$", re.IGNORECASE)


@dataclass
class _Reading:
    """What has been gathered so far."""

    deals: list[ImportedDeal] = field(default_factory=list)
    errors: list[RowError] = field(default_factory=list)
    people: PeopleSeen = field(default_factory=PeopleSeen)
    products: dict[str, str] = field(default_factory=dict)
    stages: dict[str, list[tuple[Outcome | None, str]]] = field(default_factory=dict)
    first_seen: dict[str, tuple[str, int]] = field(default_factory=dict)
    unnumbered: Counter[str] = field(default_factory=Counter)
    columns: dict[str, str] = field(default_factory=dict)
    unused: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def read_deals(
    paths: Iterable[Path], *, currency: str = "USD", day_first: bool = False, decimal_comma: bool = False
) -> ImportPlan:
    """Everything that the files, or the CSV and XLSX files of the folders, say about deals.

    Tables that stand beside the deals are used for what they know: who reports to whom, how products are called, the
    order of the stages. What the files do not decide themselves (currency, day order, decimal comma) is read by the
    workspace's habits, which are the parameters. Raises `Invalid` for a file that cannot be opened, and if no table
    has deals; a row that cannot be read is an error of the plan."""
    habits = Habits(currency=currency, day_first=day_first, decimal_comma=decimal_comma)
    reading = _Reading()
    sheets = [sheet for path in _files(paths) for sheet in read_sheets(path)]
    headers = [(sheet, header_of(sheet)) for sheet in sheets]
    sparse = not any(header is not None and header.lists_deals for _, header in headers)
    deal_tables: list[Columns] = []
    for sheet, header in headers:
        if header is not None and sparse and header.may_list_deals:
            deal_tables.append(Columns(sheet, header, habits))
            reading.notes.append(_defaults(deal_tables[-1], habits))
        elif header is not None and header.lists_deals:
            deal_tables.append(Columns(sheet, header, habits))
        elif header is not None:
            _read_beside(Columns(sheet, header, habits), reading)
        _read_dictionary(sheet, reading)
    if not deal_tables:
        raise Invalid(_no_deals(sheets))
    for columns in deal_tables:
        _read_table(columns, reading)
    return ImportPlan(
        deals=tuple(reading.deals),
        people=reading.people.all(),
        stages=tuple(stage_seen(name, seen) for name, seen in reading.stages.items()),
        errors=tuple(reading.errors),
        columns=reading.columns,
        unused=tuple(reading.unused),
        notes=tuple(dict.fromkeys(reading.notes)),
    )


def _files(paths: Iterable[Path]) -> list[Path]:
    files: list[Path] = []
    for path in paths:
        if path.is_dir():
            files.extend(sorted(p for p in path.iterdir() if p.suffix.lower() in _READABLE and p.is_file()))
        else:
            files.append(path)
    if not files:
        raise Invalid(f"There is no CSV or XLSX file in {listed([str(path) for path in paths])}.")
    return files


def _no_deals(sheets: Sequence[Sheet]) -> str:
    seen = next((sheet for sheet in sheets if sheet.rows), None)
    if seen is None:
        names = list(dict.fromkeys(sheet.path for sheet in sheets)) or ["The file"]
        return f"{listed(names)} {'is' if len(names) == 1 else 'are'} empty."
    headings = ", ".join(f'"{cell}"' for cell in seen.rows[0].cells[:8])
    return (
        f"No table of deals was recognised. It needs a row of headings with at least a deal's name and its stage, "
        f"or its amount and its close date or owner; {seen.path} begins with {headings}."
    )


_DEFAULTS = {
    Column.STAGE: "begin in the first stage",
    Column.CREATED: "are new today",
    Column.CLOSE: "count in no period until they have a close date",
}


def _defaults(columns: Columns, habits: Habits) -> str:
    """What the deals of a short list get for what it does not say, as one note."""
    *most, last = [said for column, said in _DEFAULTS.items() if not columns.has(column)]
    taken = f"{', '.join(most)} and {last}" if most else last
    currency = "" if columns.has(Column.CURRENCY) else f" Amounts that name no currency are in {habits.currency}."
    return f"{columns.sheet.path} is a short list: its deals {taken}.{currency}"


def _read_beside(columns: Columns, reading: _Reading) -> None:
    """A table that is no list of deals but may say who reports to whom, or how products are called."""
    about_people = (columns.has(Column.OWNER) and (columns.has(Column.MANAGER) or columns.has(Column.EMAIL))) or (
        columns.has(Column.LAST_NAME) and columns.has(Column.EMAIL)
    )
    if columns.has(Column.PRODUCT) and not about_people:
        for row in columns.rows:
            name = columns.text(row, Column.PRODUCT)
            reading.products.setdefault(_squashed(name), name)
    if about_people:
        for row in columns.rows:
            parts = columns.text(row, Column.FIRST_NAME), columns.text(row, Column.LAST_NAME)
            reading.people.note(
                columns.text(row, Column.OWNER) or " ".join(part for part in parts if part),
                email=columns.text(row, Column.EMAIL) or columns.text(row, Column.OWNER_EMAIL),
                manager=columns.text(row, Column.MANAGER),
                team=columns.text(row, Column.TEAM),
            )


def _read_dictionary(sheet: Sheet, reading: _Reading) -> None:
    """A data dictionary may name the stages in order, "(Prospecting > Engaging > Won / Lost)": also those that no deal
    is in at the moment."""
    for row in sheet.rows[:500]:
        texts = [cell for cell in row.cells if isinstance(cell, str)]
        if not any(re.search(r"\bstage\b", text.replace("_", " "), re.IGNORECASE) for text in texts):
            continue
        for text in texts:
            if match := re.search(r"\(([^()]*>[^()]*>[^()]*)\)", text):
                for name in re.split(r"[>/]", match[1]):
                    if name.strip():
                        reading.stages.setdefault(name.strip(), [])


def _read_table(columns: Columns, reading: _Reading) -> None:
    before = len(reading.deals) + len(reading.errors)
    for row in columns.rows:
        try:
            columns.check_width(row)
            deal = _deal(columns, row, reading)
        except Unread as problem:
            reading.errors.append(columns.error(row, problem))
            continue
        reading.deals.append(deal)
        if deal.stage:
            seen = reading.stages.setdefault(deal.stage, [])
            seen.append((deal.outcome, columns.text(row, Column.PROBABILITY).rstrip("% ")))
        if deal.owner:
            reading.people.note(
                deal.owner, manager=columns.text(row, Column.MANAGER), team=columns.text(row, Column.TEAM)
            )
    if len(reading.deals) + len(reading.errors) == before:
        reading.notes.append(f"{columns.sheet.path} has headings and no rows.")
    reading.columns |= columns.named
    reading.unused.extend(columns.unused)
    reading.notes.extend(columns.notes)
    if not columns.has(Column.OWNER) and not columns.has(Column.OWNER_EMAIL):
        reading.notes.append(f"{columns.sheet.path} does not say who owns a deal.")


def _deal(columns: Columns, row: Row, reading: _Reading) -> ImportedDeal:
    """One row as a deal. Raises `Unread`."""
    text = columns.text
    owner = text(row, Column.OWNER_EMAIL) or text(row, Column.OWNER)
    if columns.has(Column.OWNER_EMAIL) and columns.has(Column.OWNER) and text(row, Column.OWNER):
        reading.people.note(text(row, Column.OWNER), email=text(row, Column.OWNER_EMAIL))
    product = text(row, Column.PRODUCT)
    product = reading.products.get(_squashed(product), product)
    account = text(row, Column.ACCOUNT)
    name = text(row, Column.NAME) or _name(account, product, text(row, Column.ID))
    if not name:
        raise Unread("", "", "This row has no name, account or product to tell which deal it is.")
    _refuse_what_is_no_deal(columns, row, name)
    stage = stage_of(columns, row)
    outcome = outcome_of(columns, row, stage)
    created, close = columns.day(row, Column.CREATED), columns.day(row, Column.CLOSE)
    closed_on = columns.day(row, Column.CLOSED_ON) or columns.day(row, Column.LOST_ON)
    ended = outcome in (Outcome.WON, Outcome.LOST)
    external_id = text(row, Column.ID) or _stable_id(reading, name, account, owner, f"{created or ''}")
    _refuse_twice(reading, columns, row, external_id)
    return ImportedDeal(
        path=columns.sheet.path,
        line=row.line,
        external_id=external_id,
        name=name,
        account=account,
        owner=owner,
        stage=stage,
        outcome=outcome,
        amount=columns.amount(row) if columns.has(Column.AMOUNT) else None,
        close_date=close,
        closed_on=(closed_on or close) if ended else None,
        created_on=created,
        source=text(row, Column.SOURCE),
        next_step=text(row, Column.NEXT_STEP),
        next_step_on=columns.day(row, Column.NEXT_STEP_ON),
        lost_reason=text(row, Column.LOST_REASON) if outcome is Outcome.LOST else "",
        pipeline=text(row, Column.PIPELINE),
    )


def _name(account: str, product: str, external_id: str) -> str:
    if account and product:
        return f"{account} – {product}"
    if product:
        return f"{product} ({external_id})" if external_id else product
    return account


def _refuse_what_is_no_deal(columns: Columns, row: Row, name: str) -> None:
    """Raises `Unread` for what reports write below their rows: totals, and lines of text."""
    if not columns.text(row, Column.STAGE) and _TOTAL.match(name):
        raise Unread("", name, "This looks like a total, not like a deal.")
    if sum(cell != "" for cell in row.cells) == 1 and len(columns.bound) > 2:
        raise Unread("", name, "This row has nothing but one text. A deal needs a stage, an amount or a day as well.")


def _stable_id(reading: _Reading, *parts: str) -> str:
    """A key for a row of a file that has none: the same in every later export, as long as name, account, owner and day
    of creation stay. Rows that share all of these are told apart by their order."""
    key = hashlib.sha256("\x1f".join(part.casefold() for part in parts).encode()).hexdigest()[:24]
    reading.unnumbered[key] += 1
    count = reading.unnumbered[key]
    return f"row:{key}" if count == 1 else f"row:{key}:{count}"


def _refuse_twice(reading: _Reading, columns: Columns, row: Row, external_id: str) -> None:
    first = reading.first_seen.setdefault(external_id, (columns.sheet.path, row.line))
    if first != (columns.sheet.path, row.line):
        heading = columns.bound[Column.ID].heading
        reason = f"The deal with this id already stands in line {first[1]} of {first[0]}."
        raise Unread(heading, external_id, reason)


def _squashed(name: str) -> str:
    """A product's name without spaces and punctuation: "GTXPro" is "GTX Pro"."""
    return re.sub(r"[\W_]+", "", name.casefold())
