"""How well single expressions are read: dates and clock times, amounts of money, names with a slip in them."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

from benchmarks.language.rivals import with_dateparser, with_parsedatetime
from benchmarks.language.score import NOW, Score, shared, timed
from sales.language import Context, DealName, NameIndex, Vocabulary, understand
from sales.language.name_tables import name_key
from sales.language.report import as_json, context_from_json


def _starts(expected: dict[str, Any], found: list[dict[str, Any]]) -> str:
    """Right: one time with the expected start, and end where one is expected. Asked: nothing was claimed."""
    if not found:
        return "asked"
    end = expected.get("end_exclusive")
    same = found[0]["start"] == expected["start"] and (end is None or found[0]["end"] == end)
    return "right" if same and len(found) == 1 else "wrong"


def dates(words: Vocabulary) -> Iterator[tuple[str, Score]]:
    """Time phrases, days and clock times apart, by our rules, by dateparser and by parsedatetime."""
    lines = shared("time_en.dev.jsonl")
    for name, wanted in (("days and longer", False), ("clock times", True)):
        ours, theirs, others = Score(), Score(), Score()
        for line in lines:
            expected = line["expected"]
            is_clock = line["tag"] == "time_of_day"
            if expected is None or line["tag"] == "open_interval" or is_clock is not wanted:
                continue
            context = context_from_json(
                {"now": line["reference_time"], "locale": line["locale"].replace("EN_", "en-")}, words
            )
            reference = datetime.fromisoformat(line["reference_time"])
            context = _in_zone_of(context, reference)
            result, spent = timed(lambda text=line["text"], c=context: as_json(understand(text, c)))  # type: ignore[misc]
            ours.add(_starts(expected, result["dates"]), spent)
            for score, reader in ((theirs, with_dateparser), (others, with_parsedatetime)):
                guess, spent = timed(lambda text=line["text"], r=reader, at=reference: r(text, at))  # type: ignore[misc]
                score.add(_judged(guess, expected), spent)
        yield f"dates, {name}: ours", ours
        yield f"dates, {name}: dateparser", theirs
        yield f"dates, {name}: parsedatetime", others


def _in_zone_of(context: Context, reference: datetime) -> Context:
    """The corpus gives offsets, not zones; Etc/GMT has the zone of every whole offset, with the sign turned."""
    hours = int((reference.utcoffset() or (reference - reference)).total_seconds() // 3600)
    return replace(context, timezone=f"Etc/GMT{-hours:+d}" if hours else "UTC")


def _judged(guess: datetime | None, expected: dict[str, Any]) -> str:
    """What a library that only names one instant is given: its start decides, to the grain."""
    if guess is None:
        return "asked"
    start = str(expected["start"])
    length = {"year": 4, "quarter": 7, "month": 7, "week": 10, "day": 10}.get(expected["grain"], 16)
    return "right" if guess.isoformat()[:length] == start[:length] else "wrong"


def amounts(words: Vocabulary) -> Iterator[tuple[str, Score]]:
    """Amounts of money: value and currency, ranges by both ends."""
    score = Score()
    context = context_from_json({"now": NOW, "timezone": "America/New_York"}, words)
    named = {"$": "USD", "cent": "USD", "dinar": "", "rial": ""}
    for line in shared("money_en.dev.jsonl"):
        expected = line["expected"]
        if line["latent"]:
            continue
        result, spent = timed(lambda text=line["text"]: as_json(understand(text, context))["money"])  # type: ignore[misc]
        if expected is None:
            score.add("wrong" if result else "right", spent)
            continue
        value = expected.get("value", expected.get("from", expected.get("to")))
        value = value / 100 if expected["unit"] == "cent" else value
        same = result and abs(float(result[0]["amount"]) - value) < 1e-6
        same = same and result[0]["currency"] == named.get(expected["unit"], expected["unit"])
        score.add("right" if same and len(result) == 1 else "wrong" if result else "asked", spent)
    yield "amounts: ours", score


def names(words: Vocabulary) -> Iterator[tuple[str, Score]]:
    """One typo in one of ten thousand accounts."""
    chance, score = random.Random(3), Score()
    letters = "abcdefghiklmnoprstuvw"
    made = sorted({" ".join(_invented(chance) for _ in range(2)) for _ in range(10_050)})[:10_000]
    index = NameIndex(DealName(number, name) for number, name in enumerate(made))
    keys = {name_key(name) for name in made}
    for name in chance.sample(made, 1_000):
        place = chance.randrange(1, len(name) - 1)
        typed = name[:place] + chance.choice(letters) + name[place + chance.randrange(2) :]
        found, spent = timed(lambda said=typed: index.resolve(said).deal)  # type: ignore[misc]
        is_name = name_key(typed) in keys
        score.add("asked" if found is None else "right" if found.name == name or is_name else "wrong", spent)
    yield "names, one typo in 10,000", score


def _invented(chance: random.Random) -> str:
    return "".join(
        chance.choice("bcdfglmnprstvk") + chance.choice("aeiou") for _ in range(chance.randint(2, 4))
    ).title()
