"""Prints right, asked, wrong and microseconds for each corpus, ours beside plain libraries. Run alone:
`python -m benchmarks.language`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from benchmarks.language import Score, amounts, dates, golden, names, recognized_amounts, recognized_times, utterances
from benchmarks.language.golden_set import golden_lines
from benchmarks.language.score import DEALS, NOW, timed, vocabulary
from sales.language import Vocabulary, understand, warm_up
from sales.language.report import context_from_json


def main() -> None:
    """Print the table."""
    words = vocabulary()
    warm_up(context_from_json({"now": NOW}, words))
    parts: Iterable[Callable[[Vocabulary], Iterator[tuple[str, Score]]]] = (
        *(dates, amounts, recognized_times, recognized_amounts, utterances, golden, names),
    )
    for part in parts:
        for label, score in part(words):
            if sum(score.counts.values()):
                print(f"{label:64} {score}")
    speeds = sorted(speed for speed in _speeds(words))
    median, slow = speeds[len(speeds) // 2], speeds[-len(speeds) // 20]
    print(f"{'microseconds a sentence of the golden set':64} p50 {median:.0f}, p95 {slow:.0f}")


def _speeds(words: Vocabulary) -> Iterator[float]:
    context = context_from_json({"now": NOW, "timezone": "America/New_York", "names": DEALS}, words)
    for line in golden_lines():
        yield 1e6 * min(timed(lambda said=line["text"]: understand(said, context))[1] for _ in range(5))  # type: ignore[misc]


if __name__ == "__main__":
    main()
