"""How a projection is explained to a manager: what it is made of, how far off it has been. Knows words only."""

from __future__ import annotations

from sales.period import day_words, grain_of
from sales.projection.projecting import Part, Projection, TooLittle
from sales.wording import listed

NAMES = {
    "projection": "Projection",
    "last_period": "Last quarter's total",
    "same_remainder": "To date + last quarter's same remainder",
    "trailing_rate": "To date + rate of the last 90 days",
    "hazard": "To date + age and value of open deals",
    "stage_weighted": "To date + stage-weighted open deals",
}
HEADINGS = {
    "last_period": "last quarter",
    "same_remainder": "same rest",
    "trailing_rate": "90 days",
    "hazard": "age, value",
    "stage_weighted": "stages",
}
"""What the methods of a backtest are called in its table."""

PARTS = {
    "rest_in_deals": "as many deals as last {length} from the same day on, at a typical amount",
    "patterned_rate": "the present pace, in the usual rhythm of a {length}",
    "patterned_hazard": "the ages of open deals, in the usual rhythm of a {length}",
}

IN_SHORT = {
    "rest_in_deals": "how last {length} finished",
    "patterned_rate": "the current pace",
    "patterned_hazard": "the age of open deals",
}


def projection_words(made: Projection | TooLittle | None) -> tuple[str, ...]:
    """What is said of a projection, in plain text: the number with its interval and the day it was made, then how; one
    sentence where there is too little history; nothing where there is none."""
    if made is None:
        return ()
    if isinstance(made, TooLittle):
        return (made.reason,)
    last = made.period.last_day
    between = f"in 4 of 5 cases {made.low.short} to {made.high.short}"
    number = f"Projected {made.forecast.short} by {last.day} {last:%b}, {between}."
    return (number, f"As {day_words(made.as_of)} began. {how_made(made)}")


def in_short(made: Projection | TooLittle | None) -> tuple[str, ...]:
    """The same for a message: the number, then in one sentence what it is made of, most trusted first, and how far off
    that has been. The whole stands in the docs, on the command line and in the JSON."""
    if not isinstance(made, Projection):
        return projection_words(made)
    number, _ = projection_words(made)
    error, length = made.guess.past_error, grain_of(made.period).value
    tried = f"off by {error:.0%} on average so far" if error is not None else f"no past {length} to check it on yet"
    by_trust = sorted(made.parts, key=lambda part: -part.trust)
    parts = listed([IN_SHORT[part.method].format(length=length) for part in by_trust], "and")
    return (number, f"Based on {parts}, as of the start of {day_words(made.as_of)}; {tried}.")


def range_words(made: Projection) -> str:
    """The interval as a manager reads it, to the cent."""
    return f"In 4 of 5 cases it comes out between {made.low} and {made.high}."


def part_names(part: Part) -> str:
    """What docs/projection.md calls a part."""
    return part.method.replace("_", " ")


def part_words(made: Projection, part: Part) -> str:
    """What a part of the projection goes by, as a sentence."""
    said = PARTS[part.method].format(length=grain_of(made.period).value)
    return f"{said[:1].upper()}{said[1:]}."


def how_made(projection: Projection) -> str:
    """The method in words, most trusted part first, and the projection's own past error: "From ... (42 %), ... (31
    %) and ... (27 %). On 9 days of past quarters the same way missed by 8 % on average"."""
    length = grain_of(projection.period).value
    by_trust = sorted(projection.parts, key=lambda part: -part.trust)
    *most, last = [f"{PARTS[part.method].format(length=length)} ({part.trust:.0%})" for part in by_trust]
    made = f"From {', '.join(most)} and {last}."
    return f"{made} {missed_by(projection)}"


def missed_by(projection: Projection) -> str:
    """The projection's own past error, and on how many days of past periods it was found."""
    length, guess = grain_of(projection.period).value, projection.guess
    if guess.past_error is None:
        return f"How far off that may be is not known: there is no past {length} to check it on yet."
    days = f"{guess.past_points} days" if guess.past_points > 1 else "one day"
    return f"On {days} of past {length}s the same way missed by {guess.past_error:.0%} on average."
