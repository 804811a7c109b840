"""Understanding as plain data: the JSON line of `firebreak understand`, and its input line as a context."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sales.errors import Invalid
from sales.language.context import Context, Vocabulary
from sales.language.echo import plain_echo
from sales.language.name_tables import DealName
from sales.language.names import NameIndex
from sales.language.times.timewords import MONTHS
from sales.language.understanding import Intent, NameMatch, SlotValue, Understanding
from sales.money import Money
from sales.period import zone as zone_of

_DAY_FIRST_ABSENT = ("en-us", "en-ph", "en-ca", "en")
_DECIMAL_COMMA = ("de", "fr", "es", "it", "nl", "pt", "da", "sv", "nb", "fi", "pl", "cs", "tr", "ru", "el", "hu", "ro")
_CURRENCY = {
    "gb": "GBP",
    "us": "USD",
    "ie": "EUR",
    "au": "AUD",
    "nz": "NZD",
    "ca": "CAD",
    "in": "INR",
    "de": "EUR",
    "fr": "EUR",
}


def as_json(understanding: Understanding) -> dict[str, Any]:
    """The understanding as JSON values: spans and instants half-open, days plain ISO, amounts decimal strings."""
    return {
        "action": understanding.action.value,
        "intents": [_intent(intent) for intent in understanding.intents],
        "dates": [
            {"span": list(time.span), "start": time.start.isoformat(), "end": time.end.isoformat(), "grain": time.grain}
            for time in understanding.dates
        ],
        "money": [
            {"span": list(one.span), "amount": _decimal(one.amount), "currency": one.currency}
            | ({"to_amount": _decimal(one.to_amount)} if one.to_amount is not None else {})
            for one in understanding.money
        ],
        "echo": plain_echo(understanding),
    }


def _intent(intent: Intent) -> dict[str, Any]:
    slots: dict[str, Any] = {}
    for name, slot in intent.slots.items():
        slots[name] = _plain(slot.value, listed=slot.rule.endswith("of the list"))
        if isinstance(slot.value, Money):
            slots.setdefault("currency", slot.value.currency)
    return {"intent": intent.kind.value, "slots": slots, "missing": list(intent.missing)}


def _plain(value: SlotValue, *, listed: bool) -> str:
    if isinstance(value, NameMatch):
        return value.name
    if isinstance(value, Money):
        return _decimal(value.major)
    if isinstance(value, date):
        return value.isoformat()
    return value.casefold() if listed else value


def _decimal(value: Decimal) -> str:
    """Digits and a point, no exponent, no zeros behind it."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def context_from_json(line: Mapping[str, Any], process: Vocabulary, names: NameIndex | None = None) -> Context:
    """The context that an input line describes, for a process. `names` may be passed where many lines share them;
    otherwise it is built from the line's. Raises `Invalid` for a line that has no time, or one we cannot read."""
    now = line.get("now")
    if not isinstance(now, str):
        raise Invalid('A line needs "now", such as "2026-11-20T09:00:00-05:00".', field="now")
    try:
        moment = datetime.fromisoformat(now)
    except ValueError:
        raise Invalid(f'"{now}" is not a time in ISO 8601.', field="now") from None
    zone = str(line.get("timezone") or "UTC")
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=zone_of(zone))
    locale = str(line.get("locale") or "en-US").replace("_", "-").casefold()
    language, _, region = locale.partition("-")
    index = names if names is not None else name_index(line.get("names") or ())
    expect = line.get("expect")
    return Context(
        now=moment,
        timezone=zone,
        process=process,
        names=index,
        fiscal_start_month=_month(line.get("fiscal_start")),
        currency=str(line.get("currency") or _CURRENCY.get(region, "USD")),
        day_first=locale not in _DAY_FIRST_ABSENT,
        decimal_comma=language in _DECIMAL_COMMA,
        week_start=_whole(line, "week_start", 0),
        channel_deal=_deal_id(index, line.get("channel_deal")),
        thread_deal=_deal_id(index, line.get("thread_deal")),
        expect=expect if expect in ("future", "past") else None,
        speaker=str(line["speaker"]) if line.get("speaker") else None,
    )


def _month(said: object) -> int:
    """The month a fiscal year starts in: 4, "4", "April", "04-01" or "2026-04-01"; January where nothing is said."""
    text = str(said or 1).strip().casefold()
    if text in MONTHS:
        return MONTHS[text]
    if match := re.fullmatch(r"(?:\d{4}-)?(\d{1,2})(?:-\d{1,2})?", text):
        return int(match[1])
    raise Invalid(f'"fiscal_start" is a month, such as 4 or "April", not "{said}".', field="fiscal_start")


def _whole(line: Mapping[str, Any], key: str, usual: int) -> int:
    """A whole number of the line, in digits; `usual` where it has none. Raises `Invalid` for anything else."""
    said = line.get(key)
    if said is None or said == "":
        return usual
    if isinstance(said, bool) or not str(said).strip().isdecimal():
        raise Invalid(f'"{key}" is a number, such as {usual}, not "{said}".', field=key)
    return int(str(said))


def name_index(names: Sequence[str]) -> NameIndex:
    """Deals by these names, each also its account's name, in the order given."""
    return NameIndex(DealName(number, name, name) for number, name in enumerate(names, start=1))


def _deal_id(index: NameIndex, said: object) -> int | None:
    if not isinstance(said, str):
        return None
    found = index.resolve(said).deal
    return found.id if found else None
