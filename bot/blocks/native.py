"""Slack's own table and chart of a team's numbers. They reach workspaces in turn, so every message that has one says in
plainer blocks what it shows. Knows reports; adds nothing up but what a table leaves out."""

from __future__ import annotations

from collections.abc import Iterable

from bot.blocks import figures
from bot.blocks.fit import bare
from bot.blocks.kit import Block
from sales.forecast import Rollup
from sales.money import Money
from sales.report import Line
from sales.sum_words import commit_words

ROWS = 24
BARS = 12
"""Bars of more people than this cannot be told apart on a phone."""
_HEAD = ("Who", "Commit", "% of quota")
"""No more columns than a phone shows whole: closed and best case stand in each person's line of the forecast."""


def people_table(line: Line) -> list[Block]:
    """Each direct report in a row, the largest commit first, with the leader's own deals and the whole below: the rows
    add up. Nothing for who leads nobody."""
    if not line.reports:
        return []
    ranked = figures.by_commit(line.reports)
    rows = [_row(f"{one.person.name}{' (left)' if one.left else ''}", one.rolled, _share(one)) for one in ranked[:ROWS]]
    if rest := ranked[ROWS:]:
        rows.append(
            _row(f"{len(rest)} more", sum((one.rolled for one in rest), Rollup.empty(line.rolled.currency)), "")
        )
    if not line.own.is_empty:
        rows.append(_row(f"{line.person.name}, own deals", line.own, figures.NOTHING))
    rows.append(_row("Together", line.rolled, _share(line)))
    right = {"align": "right"}
    settings = [{"is_wrapped": True}, right, right]
    return [{"type": "table", "column_settings": settings, "rows": [_cells(_HEAD), *map(_cells, rows)]}]


def _row(name: str, rolled: Rollup, share: str) -> tuple[str, ...]:
    return (bare(name, 40), commit_words(rolled), share)


def _share(line: Line) -> str:
    return figures.share(line) if line.quota else figures.NOTHING


def _cells(texts: Iterable[str]) -> list[Block]:
    return [{"type": "raw_text", "text": text} for text in texts]


def people_chart(line: Line) -> list[Block]:
    """Closed, commit and quota of each direct report side by side; nothing where there are too few or too many to
    compare, or where an amount has no rate. Quotas are shown only where everybody has one: a chart knows no missing
    bar."""
    ranked = figures.by_commit(line.reports)
    if not 2 <= len(ranked) <= BARS or line.rolled.apart:
        return []
    names = _apart([bare(one.person.first_name, 18) for one in ranked])
    sums = {"Closed": [one.rolled.closed for one in ranked], "Commit": [one.rolled.commit for one in ranked]}
    if all(one.quota for one in ranked):
        sums["Quota"] = [one.quota for one in ranked if one.quota]
    series = [{"name": name, "data": _points(names, amounts)} for name, amounts in sums.items()]
    chart = {"type": "bar", "series": series, "axis_config": {"categories": names}}
    return [
        {"type": "data_visualization", "title": f"Closed and commit by person, {line.rolled.currency}", "chart": chart}
    ]


def _points(names: list[str], amounts: list[Money]) -> list[Block]:
    """How long each bar is; the amounts themselves are never floats."""
    return [{"label": name, "value": float(amount.major)} for name, amount in zip(names, amounts, strict=True)]


def _apart(names: list[str]) -> list[str]:
    """Names as they are, numbered where two people share one."""
    found = []
    for place, name in enumerate(names):
        found.append(f"{name} {names[:place].count(name) + 1}" if names.count(name) > 1 else name)
    return found
