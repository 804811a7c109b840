"""How numbers are written in every message and view, so that they read alike everywhere: sums against quota, ratios,
bars, as of when. Knows reports; adds nothing up but what a table leaves out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal

from bot.blocks import kit
from bot.blocks.fit import LINES, listing, named, names
from bot.blocks.kit import Block
from sales.forecast import BEST_CASE, CLOSED, COMMIT, Rollup, attainment
from sales.money import Money
from sales.period import Period
from sales.process import ForecastCategory
from sales.report import Line, Report
from sales.sum_words import best_case_words, closed_words, commit_words, total_words, with_lacking

NOTHING = "–"
NOTHING_COUNTS = "No deals in this period yet: none is due to close in it, and none was won in it."
BAR = 10


def percent(ratio: Decimal | None) -> str:
    """A ratio in whole per cent, rounded half up, but 100% only once it is reached; "–" for none."""
    if ratio is None:
        return NOTHING
    whole = int((ratio * 100).to_integral_value(rounding=ROUND_HALF_UP))
    return f"{min(whole, 99) if ratio < 1 else whole:,}%"


def bar(ratio: Decimal) -> str:
    """A ratio as ten marks, full only once it is reached, and with one as soon as there is anything."""
    filled = max(0, min(BAR, int(ratio * BAR)))
    filled = 1 if ratio > 0 and not filled else filled
    return "■" * filled + "□" * (BAR - filled)


def times(ratio: Decimal | None) -> str:
    """Coverage as people say it: 2.4×; "–" for none."""
    return NOTHING if ratio is None else f"{ratio:,.1f}×"


def added(amounts: Iterable[Money]) -> str:
    """Sums in several currencies side by side, never added up; "" for none."""
    return " + ".join(str(amount) for amount in amounts if amount)


def span(period: Period) -> str:
    """The first and the last day of a period: 1 Oct 2026 – 31 Dec 2026."""
    return f"{period.start.day} {period.start:%b %Y} – {period.last_day.day} {period.last_day:%b %Y}"


def as_of(report: Report) -> str:
    """The line without which no number is shown: when, in which zone and currency, which days, at rates of when."""
    rates = f" · at the exchange rates of {kit.day(report.rates_dated)}" if report.rates_dated else ""
    when = kit.moment(report.as_of, report.timezone)
    return f"As of {when} · in {report.currency} · {report.period.name} is {span(report.period)}{rates}"


def against_quota(line: Line) -> str:
    """How far along the quota, as a bar and in words; what to read instead where there is none."""
    if line.foreign_quota is not None:
        return f"The quota is {line.foreign_quota}, and there is no exchange rate from {line.foreign_quota.currency}."
    ratio = attainment(line.rolled.closed, line.quota)
    if ratio is None or line.quota is None:
        return "No quota is set for this period, so there is nothing to compare with yet."
    if lacking := line.rolled.lacking(CLOSED):
        return f"{bar(ratio)}  At least *{percent(ratio)}* of {line.quota}: {added(lacking)} closed has no rate"
    if not line.rolled.closed:
        return f"{bar(ratio)}  Nothing closed yet of {line.quota}"
    return f"{bar(ratio)}  *{percent(ratio)}* of {line.quota}"


def shares(line: Line) -> list[Block]:
    """The numbers for who may not read amounts: how much of the quota is closed, committed and possible, and how many
    deals that is. Without a quota there are no shares."""
    rolled, quota = line.rolled, line.quota
    counted = f"{rolled.counts[ForecastCategory.CLOSED]:,} won, {_deals(rolled.deals)} in all"
    if not quota:
        return [kit.section(f"{counted}. No quota is set, so there are no shares to show.")]
    sums = (("Closed", CLOSED), ("Commit", COMMIT), ("Best case", BEST_CASE))
    cells = [(name, _share(rolled, held, quota)) for name, held in sums]
    ratio = attainment(rolled.closed, quota) or Decimal(0)
    return [
        kit.section(f"{bar(ratio)}  *{_share(rolled, CLOSED, quota)}* of the quota"),
        kit.fields([*cells, ("Deals", counted)]),
    ]


def _share(rolled: Rollup, held: Collection[ForecastCategory], quota: Money) -> str:
    """Which share of the quota these categories come to, at least, where some of it has no rate."""
    share = percent(attainment(rolled.of(held), quota))
    return f"at least {share}" if rolled.lacking(held) else share


def to_go(line: Line) -> str:
    """The gap between the commit roll-up and the quota in words: what is still to be found, or what is beyond."""
    gap = line.gap
    if gap is None:
        return NOTHING
    if gap.minor <= 0:
        return f"none: commit is {-gap} over" if gap else "none: commit meets it exactly"
    return f"{gap} to go"


def came_out(line: Line) -> str:
    """How what was closed in a period that is over stands against its quota, in words."""
    if line.quota is None or line.rolled.lacking(CLOSED):
        return NOTHING
    beyond = line.rolled.closed - line.quota
    if not beyond:
        return "met exactly"
    return f"{beyond} above" if beyond.minor > 0 else f"{-beyond} below"


def roll_ups(report: Report) -> Block:
    """The numbers of a forecast, two abreast: what is closed and expected, and how that stands against the quota, if
    there is one; a sentence instead of zeros where nothing counts. Where the period is over there is nothing left to
    find, nor to cover it with."""
    line = report.line
    if line.rolled.is_empty:
        return kit.section(NOTHING_COUNTS)
    rolled = line.rolled
    pairs = [
        ("Closed", closed_words(rolled)),
        ("Commit", commit_words(rolled)),
        ("Best case", best_case_words(rolled)),
        ("Total", total_words(rolled)),
    ]
    if line.quota is not None and report.is_over:
        pairs.append(("Against quota", came_out(line)))
    elif line.quota is not None:
        pairs += [("Gap to quota", to_go(line)), ("Coverage", times(line.coverage))]
    return kit.fields(pairs)


def by_commit(lines: Iterable[Line]) -> list[Line]:
    """The largest commit first, equals by name."""
    return sorted(lines, key=lambda line: (-line.rolled.commit.minor, line.person.name.casefold()))


def person_line(line: Line, need: int = 0) -> str:
    """One direct report in two short lines of mrkdwn. `need`: how many deals of theirs and of their subtree wait
    for somebody."""
    left = " (left)" if line.left else ""
    quota = f" · {share(line)} of quota" if line.quota else f" · {without_quota(line)}"
    waiting = f" · *{need}* deal{'' if need == 1 else 's'} waiting" if need else ""
    return f"*{named(line.person.name, 40)}*{left}{quota}{waiting}\n{_short(line.rolled)}"


def share(line: Line) -> str:
    """How much of the quota is closed; "–" without one, and where something that is closed has no rate."""
    return percent(line.attainment)


def without_quota(line: Line) -> str:
    """What is said in the place of the share: there is no quota, or none that can be compared with."""
    return "quota without a rate" if line.foreign_quota else "no quota"


def the_rest(lines: Sequence[Line], currency: str) -> str:
    """The lines a list has no room for, as one, so that what is shown still adds up."""
    return f"*{len(lines)} more*\n{_short(sum((line.rolled for line in lines), Rollup.empty(currency)))}"


def own_deals(line: Line) -> list[str]:
    """The leader's own deals as a line of their own, so that the lines add up; none for who has none."""
    if line.own.is_empty or not line.reports:
        return []
    return [f"*{named(line.person.name, 40)}*, own deals\n{_short(line.own)}"]


def _short(rolled: Rollup) -> str:
    sums = (commit_words(rolled, short=True), closed_words(rolled, short=True), best_case_words(rolled, short=True))
    return f"{sums[0]} commit · {sums[1]} closed · {sums[2]} best case"


def notes(report: Report, *, people: bool = True) -> list[str]:
    """What the numbers leave out, each as a sentence: people without quota, deals without a date, currencies without
    a rate. None of it is ever a zero in a sum. That the subject alone has no quota stands where the quota would; and
    without `people` nobody is named."""
    found: list[str] = []
    foreign = {line.person.id for line in report.line.everyone() if line.foreign_quota}
    lacking = [person for person in report.without_quota if person.id not in foreign]
    if people and lacking and lacking != [report.subject]:
        found.append(f"Without a quota: {names([person.name for person in lacking])}.")
    if foreign:
        many = "1 quota is" if len(foreign) == 1 else f"{len(foreign)} quotas are"
        found.append(f"{many} in a currency without an exchange rate; an admin can set rates in `/firebreak settings`.")
    if report.undated:
        few = ("1 open deal has", "counts") if report.undated == 1 else (f"{report.undated:,} open deals have", "count")
        found.append(f"{few[0]} no close date and {few[1]} nowhere.")
    apart = report.line.rolled.unconverted
    if apart:
        sums = added(amount for _, amount in sorted(apart.items())[:LINES])
        more = f" and {len(apart) - LINES} more" if len(apart) > LINES else ""
        found.append(f"Not in these sums, for lack of an exchange rate: {sums}{more}.")
    return found


def stages(report: Report) -> list[Block]:
    """The open deals that count, by stage, empty stages left out."""
    held = [stage for stage in report.by_stage if stage.count]
    sums = [with_lacking(stage.amount, stage.apart, short=True) for stage in held[:12]]
    lines = [f"{named(s.name, 40)} · {_deals(s.count)} · *{amount}*" for s, amount in zip(held, sums, strict=False)]
    if len(held) > 12:
        lines.append(f"and {len(held) - 12} more stages")
    return listing(["*Open deals by stage*", *lines], together=14) if lines else []


def _deals(count: int) -> str:
    return "1 deal" if count == 1 else f"{count:,} deals"
