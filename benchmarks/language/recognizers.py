"""How well expressions inside whole sentences are found and read: the test cases of a recogniser for many languages.
Cases that its authors mark as not supported are scored apart."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final

from benchmarks.language.score import Score, shared_cases, timed
from sales.language import Vocabulary, understand
from sales.language.report import as_json, context_from_json

_TIMES: Final = {
    "datetimeV2.date": "value",
    "datetimeV2.datetime": "value",
    "datetimeV2.daterange": "start",
    "datetimeV2.datetimerange": "start",
}
"""The kinds of time with a place in the calendar, and where their cases keep its beginning."""
_DAYS: Final = ("datetimeV2.date", "datetimeV2.daterange")
_CURRENCIES: Final = {
    "Dollar": ("USD", 1),
    "United States dollar": ("USD", 1),
    "Cent": ("USD", 100),
    "Euro": ("EUR", 1),
    "Pound": ("GBP", 1),
    "British pound": ("GBP", 1),
    "Pence": ("GBP", 100),
    "Canadian dollar": ("CAD", 1),
    "Australian dollar": ("AUD", 1),
    "Japanese yen": ("JPY", 1),
    "Swiss franc": ("CHF", 1),
}


def recognized_times(words: Vocabulary) -> Iterator[tuple[str, Score]]:
    """Times within sentences, by their beginning, to the day or the minute. A case counts where it holds one time."""
    scores = {(days, sure): Score() for days in (True, False) for sure in (True, False)}
    for case in shared_cases("recognizers_text", "DateTime", "DateTimeModel.json"):
        results = case["Results"]
        now = case.get("Context", {}).get("ReferenceDateTime", "")[:19]
        starts = _starts(results[0]) if now and len(results) == 1 and results[0]["TypeName"] in _TIMES else set()
        if not starts:
            continue
        context = context_from_json({"now": f"{now}+00:00", "timezone": "UTC"}, words)
        result, spent = timed(lambda text=case["Input"], c=context: as_json(understand(text, c)))  # type: ignore[misc]
        found = result["dates"]
        length = 10 if results[0]["TypeName"] in _DAYS else 16
        claimed = {one["start"][:length] for one in found}
        verdict = "asked" if not found else "right" if len(found) == 1 and claimed & starts else "wrong"
        scores[results[0]["TypeName"] in _DAYS, "python" not in case.get("NotSupported", "")].add(verdict, spent)
    for (days, sure), score in scores.items():
        what = "days and longer" if days else "clock times"
        yield f"times in sentences, {what}{'' if sure else ', not supported by the authors'}", score


def _starts(result: dict[str, Any]) -> set[str]:
    """Every beginning that the case allows, past or future."""
    key = _TIMES[result["TypeName"]]
    values = (value.get(key) for value in result.get("Resolution", {}).get("values", []))
    length = 10 if result["TypeName"] in _DAYS else 16
    return {datetime.fromisoformat(value).isoformat()[:length] for value in values if value and value[:4].isdigit()}


def recognized_amounts(words: Vocabulary) -> Iterator[tuple[str, Score]]:
    """Amounts within sentences, by value and currency; sentences with one amount in a currency of ours."""
    supported, other = Score(), Score()
    context = context_from_json({"now": "2026-11-20T10:00:00-05:00", "timezone": "America/New_York"}, words)
    for case in shared_cases("recognizers_text", "NumberWithUnit", "CurrencyModel.json"):
        results = case["Results"]
        if len(results) != 1 or results[0]["Resolution"].get("unit") not in _CURRENCIES:
            continue
        currency, parts = _CURRENCIES[results[0]["Resolution"]["unit"]]
        if not results[0]["Resolution"].get("value"):
            continue
        value = float(results[0]["Resolution"]["value"]) / parts
        found, spent = timed(lambda text=case["Input"]: as_json(understand(text, context))["money"])  # type: ignore[misc]
        same = [
            one for one in found if abs(float(one["amount"]) - value) < 1e-6 * value and one["currency"] == currency
        ]
        verdict = "asked" if not found else "right" if same and len(found) == 1 else "wrong"
        (supported if "python" not in case.get("NotSupported", "") else other).add(verdict, spent)
    yield "amounts in sentences", supported
    yield "amounts in sentences, not supported by the authors", other
