"""How well words are understood: dates, amounts, sentences and names, each beside what plain libraries make of the same
lines in the same run."""

from benchmarks.language.expressions import amounts, dates, names
from benchmarks.language.recognizers import recognized_amounts, recognized_times
from benchmarks.language.score import Score, vocabulary
from benchmarks.language.sentences import golden, utterances

__all__ = [
    "Score",
    "amounts",
    "dates",
    "golden",
    "names",
    "recognized_amounts",
    "recognized_times",
    "utterances",
    "vocabulary",
]
