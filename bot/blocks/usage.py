"""Who used the numbers: one line for a rep, and what leaders did with them for leaders. Counts nothing."""

from __future__ import annotations

from bot.blocks import kit
from bot.blocks.firedrill_words import lasting
from bot.blocks.fit import named, names
from bot.blocks.kit import Block
from sales.period import zone
from sales.usage import Usage, Way
from sales.usecases.home import Home
from sales.usecases.usage import Spared, Used

LEADERS = 8


def used_by(home: Home) -> list[Block]:
    """ "Your 3 updates are in Monday's forecast, opened by Dana and Lee"; for leaders, what leaders made of the numbers
    in thirty days, those who never looked included."""
    if home.used is None:
        return []
    lines = [kit.context(line) for line in [_readers(home.used, home.person.timezone)] if line]
    if home.used.leaders:
        shown = " · ".join(_usage(usage) for usage in home.used.leaders[:LEADERS])
        more = len(home.used.leaders) - LEADERS
        rest = f" · and {more} more leaders" if more > 0 else ""
        lines.append(kit.context(f"Leaders' use, last 30 days: {shown}{rest}"))
    if home.used.spared is not None:
        lines.append(kit.context(_spared(home.used.spared)))
    return lines


def _readers(used: Used, timezone: str) -> str:
    if used.as_of is None:
        return ""
    day = f"{used.as_of.astimezone(zone(timezone)):%A}'s forecast"
    what = {0: "Your deals are", 1: "Your update is"}.get(used.updates, f"Your {used.updates} updates are")
    if not used.readers:
        return f"{what} in {day}, which nobody has opened yet."
    return f"{what} in {day}, opened by {names([reader.first_name for reader in used.readers], at_most=5)}."


def _spared(spared: Spared) -> str:
    """Firedrills beside the forecasts that nobody had to be asked for; no claim how many the latter have avoided."""
    held = {0: "no firedrills", 1: "1 firedrill"}.get(spared.held, f"{spared.held} firedrills")
    took = f", which took people {lasting(spared.spent)}" if spared.held else ""
    times = {0: "no forecast opened yet", 1: "1 forecast opened without asking anybody"}
    several = f"{spared.without:,} forecasts opened without asking anybody"
    return f"{spared.period.name} so far: {held}{took}; {times.get(spared.without, several)}."


def _usage(usage: Usage) -> str:
    who = named(usage.person.first_name, 30)
    if not usage.total:
        return f"{who} none yet"
    told = [f"{way.words} {usage.counts[way]}×" for way in Way if usage.counts.get(way)]
    return f"{who} {', '.join(told)}"
