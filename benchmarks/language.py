"""How well words are understood: dates, amounts, sentences and names, each beside what plain libraries make of the same
lines in the same run. Prints right, asked, wrong and microseconds. Run alone: `python -m benchmarks.language`."""

from __future__ import annotations

import json
import os
import random
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import Any, TypeVar

import yaml

from sales.language import Context, DealName, NameIndex, Vocabulary, understand, vocabulary_of, warm_up
from sales.language.names import name_key
from sales.language.report import as_json, context_from_json
from sales.process import process_from

T = TypeVar("T")
ROOT = Path(__file__).resolve().parent.parent
GOLDEN = ROOT / "benchmarks" / "language" / "golden.jsonl"
DEALS = ["Acme", "Globex Renewal", "Globex Expansion", "Initech", "Hooli", "Pied Piper", "Stark", "Umbrella", "Wonka"]
NOW = "2026-11-20T10:00:00-05:00"


@dataclass(slots=True)
class Score:
    """How one reader did on one corpus: counts of right, asked and wrong, and the time it took."""

    counts: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0

    def add(self, verdict: str, seconds: float) -> None:
        """One more line."""
        self.counts[verdict] += 1
        self.seconds += seconds

    def share(self, verdict: str) -> float:
        """The share of lines with that verdict, 0 to 1."""
        return self.counts[verdict] / max(1, sum(self.counts.values()))

    def __str__(self) -> str:
        lines = sum(self.counts.values())
        figures = "  ".join(f"{verdict} {self.share(verdict):6.1%}" for verdict in ("right", "asked", "wrong"))
        return f"{lines:5} lines  {figures}  {1e6 * self.seconds / max(1, lines):8.0f} us"


def vocabulary() -> Vocabulary:
    """The shipped process's words."""
    return vocabulary_of(process_from(yaml.safe_load((ROOT / "sales" / "process.yml").read_text(encoding="utf-8"))))


def timed(work: Callable[[], T]) -> tuple[T, float]:
    """The result of `work`, and the seconds it took."""
    started = time.perf_counter()
    result = work()
    return result, time.perf_counter() - started


def shared(*parts: str) -> list[dict[str, Any]]:
    """The lines of a file of the shared data; none where it is absent."""
    path = Path(os.environ.get("FIREBREAK_DATA") or ROOT.parent / "shared" / "data").joinpath("language", *parts)
    if not path.exists():
        return []
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


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
            for score, reader in ((theirs, _dateparser), (others, _parsedatetime)):
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


def _dateparser(text: str, at: datetime) -> datetime | None:
    import dateparser

    settings: Any = {"RELATIVE_BASE": at.replace(tzinfo=None), "PREFER_DATES_FROM": "future"}
    return dateparser.parse(text, languages=["en"], settings=settings)


def _parsedatetime(text: str, at: datetime) -> datetime | None:
    parsedatetime: Any = import_module("parsedatetime")
    calendar = parsedatetime.Calendar(version=parsedatetime.VERSION_CONTEXT_STYLE)
    found, context = calendar.parseDT(text, at.replace(tzinfo=None))
    return found if context.hasDateOrTime else None


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


def golden(words: Vocabulary) -> Iterator[tuple[str, Score]]:
    """Our own sentences: everything as written down; "wrong" also counts every write that should not be."""
    score, unwanted = Score(), 0
    lines = [json.loads(line) for line in GOLDEN.read_text(encoding="utf-8").splitlines()]
    for line in lines:
        given = {"now": NOW, "timezone": "America/New_York", "names": DEALS} | line.get("in", {})
        context = context_from_json(given, words)
        result, spent = timed(lambda text=line["text"], c=context: as_json(understand(text, c)))  # type: ignore[misc]
        intents = [{k: v for k, v in one.items() if v or k != "missing"} for one in result["intents"]]
        same = result["action"] == line["action"] and intents == line.get("intents", [])
        unwanted += result["action"] == "write" != line["action"]
        score.add("right" if same else "asked" if result["action"] == "ask" else "wrong", spent)
    yield f"sentences, golden set ({unwanted} writes that should not be)", score


KINDS = {
    "update_stage": "move_stage",
    "close_won": "win_deal",
    "update_amount": "set_amount",
    "delete_deal": "delete_deal",
    "update_close_date": "set_close_date",
    "update_next_step": "set_next_step",
    "create_task": "set_next_step",
    "create_contact": "add_contact",
    "create_account": "add_account",
    "create_lead": "create_deal",
    "query_record": "query_contact",
    "digest": "query_agenda",
    "out_of_scope": "",
    "complete_task": "other",
    "schedule_digest": "other",
    "manage_schedule": "other",
    "manage_trigger": "other",
    "statement_deal": "",
    "log_call": "log_activity",
    "log_meeting": "log_activity",
    "log_note": "log_activity",
    "AMAZON.NoIntent": "",
}
"""The corpus's names for what we call otherwise; "" is nothing to be done."""


def utterances(words: Vocabulary) -> Iterator[tuple[str, Score]]:
    """Sentences to CRM assistants, by intent; templates with placeholders and bare slot values are left out."""
    score, unwanted = Score(), 0
    known = ["Acme", "ACME Corp", "Old Opp", "Globex", "TechCorp", "RetailHub", "Acme renewal"]
    context = context_from_json({"now": NOW, "timezone": "America/New_York", "names": known[:1] + known[2:]}, words)
    for line in shared("crm_utterances.dev.jsonl"):
        if "{" in line["text"] or "<" in line["text"] or line["intent"].startswith(("slot_", "statement_")):
            continue
        wanted = KINDS.get(line["intent"], line["intent"])
        result, spent = timed(lambda text=line["text"]: as_json(understand(text, context)))  # type: ignore[misc]
        found = {one["intent"] for one in result["intents"]}
        unwanted += result["action"] == "write" and wanted in ("", "other")
        right = wanted in found or (wanted == "" and not found)
        score.add("right" if right else "asked" if result["action"] in ("ask", "ignore") else "wrong", spent)
    yield f"sentences, CRM assistants ({unwanted} writes that should not be)", score


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


def main() -> None:
    """Print the table."""
    words = vocabulary()
    warm_up(context_from_json({"now": NOW}, words))
    parts: Iterable[Callable[[Vocabulary], Iterator[tuple[str, Score]]]] = (dates, amounts, utterances, golden, names)
    for part in parts:
        for label, score in part(words):
            if sum(score.counts.values()):
                print(f"{label:58} {score}")
    speeds = sorted(speed for speed in _speeds(words))
    median, slow = speeds[len(speeds) // 2], speeds[-len(speeds) // 20]
    print(f"{'microseconds a sentence of the golden set':58} p50 {median:.0f}, p95 {slow:.0f}")


def _speeds(words: Vocabulary) -> Iterator[float]:
    context = context_from_json({"now": NOW, "timezone": "America/New_York", "names": DEALS}, words)
    for line in GOLDEN.read_text(encoding="utf-8").splitlines():
        text = json.loads(line)["text"]
        yield 1e6 * min(timed(lambda said=text: understand(said, context))[1] for _ in range(3))  # type: ignore[misc]


if __name__ == "__main__":
    main()
