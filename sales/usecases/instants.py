"""As of which instant in the past a forecast is asked for: in a sentence, or behind a command. What is still to come is
refused, for nobody knows it."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from sales.errors import Invalid
from sales.language import Intent
from sales.language.asked_instants import instant_said
from sales.language.times.almanac import Almanac
from sales.language.times.reader import read_time
from sales.people import Person
from sales.period import day_words, local_date, midnight, zone
from sales.usecases.ports import Tx
from sales.workspace import Workspace

_AS_OF = re.compile(r"(?:^|\s)as (?:of|at|on)\b\s*(?P<when>.*)$", re.IGNORECASE | re.DOTALL)


def as_of_said(tx: Tx, intent: Intent, now: datetime) -> datetime | None:
    """The instant that a question names; None for now. Raises `Invalid` for one to come."""
    said = intent.value("as_of")
    return instant_of(said, tx.workspace.timezone, now) if isinstance(said, date) else None


def instant_of(said: date, timezone: str, now: datetime) -> datetime | None:
    """A day is its end in `timezone`, today is now (None), an instant is itself. Raises `Invalid` for one to come."""
    if isinstance(said, datetime):
        at = said
    elif said == local_date(now, timezone):
        return None
    else:
        at = midnight(said + timedelta(days=1), timezone) - timedelta(microseconds=1)
    if at > now:
        raise Invalid(
            f"{day_words(local_date(at, timezone))} is still to come. A forecast is as of now or of a day in the past; "
            "one for a time to come is asked for by its period: forecast for next quarter."
        )
    return at


def without_as_of(text: str, workspace: Workspace, speaker: Person, now: datetime) -> tuple[str, datetime | None]:
    """What stands before "as of DAY" behind a command, and that instant (None for now); the day is read as the speaker
    would say it, and leans to the past. Raises `Invalid` for what is no day, and for one to come."""
    match = _AS_OF.search(text)
    local = now.astimezone(zone(speaker.timezone)).replace(tzinfo=None)
    almanac = Almanac(local, True, workspace.day_first, workspace.week_start, workspace.fiscal_start_month)
    if match is None:
        return _ending_in_a_day(text, workspace, almanac, speaker, now)
    when = match["when"].strip(" ?.!")
    time = read_time(when.lower(), almanac, zone(speaker.timezone))
    if time is None or time.span != (0, len(when)):
        raise Invalid(f'I cannot read "{when[:40]}" as a day. Say it like: as of last Friday, as of 2026-09-01.')
    said = local_date(now, workspace.timezone) if time.start <= now < time.end else instant_said(time)
    return text[: match.start()].strip(), instant_of(said, workspace.timezone, now)


def _ending_in_a_day(
    text: str, workspace: Workspace, almanac: Almanac, speaker: Person, now: datetime
) -> tuple[str, datetime | None]:
    """A day gone by at the end says as of when, without more words: "Dana yesterday", "last Friday"."""
    words = text.strip(" ?.!")
    time = read_time(words.lower(), almanac, zone(speaker.timezone))
    whole = time is not None and time.span[1] == len(words) and time.grain == "day" and time.day is not None
    if time is None or not whole or time.doubt or time.start > now:
        return text, None
    said = local_date(now, workspace.timezone) if time.start <= now < time.end else instant_said(time)
    return words[: time.span[0]].strip(), instant_of(said, workspace.timezone, now)
