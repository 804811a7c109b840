"""Small checks of JSON values that together describe a shape: text, number, list, object, a choice by `type`.

A check gets a value, its pointer and the report; it knows nothing of Block Kit.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sandbox.blockkit.report import Report

Check = Callable[[Any, str, Report], None]


@dataclass(frozen=True, slots=True)
class Optional:
    """A field that may be left out."""

    check: Check


def string(most: int, least: int = 1) -> Check:
    """A string of `least` to `most` characters."""

    def check(value: Any, at: str, report: Report) -> None:
        if not isinstance(value, str):
            report.add("must provide a string", at)
        elif len(value) > most:
            report.add(f"must be less than {most + 1} characters", at)
        elif len(value) < least:
            report.add(f"must be more than {least - 1} characters", at)

    return check


def matching(pattern: str, what: str) -> Check:
    """A string that wholly matches `pattern`."""
    whole = re.compile(pattern)

    def check(value: Any, at: str, report: Report) -> None:
        if not isinstance(value, str):
            report.add("must provide a string", at)
        elif not whole.fullmatch(value):
            report.add(what, at)

    return check


def calendar_day(value: Any, at: str, report: Report) -> None:
    """A date written YYYY-MM-DD that is in the calendar."""
    try:
        if len(value) != 10:
            raise ValueError
        date.fromisoformat(value)
    except (TypeError, ValueError):
        report.add("must be a valid date in the format YYYY-MM-DD", at)


def boolean(value: Any, at: str, report: Report) -> None:
    """True or false, and nothing that merely looks like it."""
    if not isinstance(value, bool):
        report.add("must be a boolean", at)


def number(least: float | None = None, most: float | None = None, *, whole: bool = True) -> Check:
    """A number from `least` to `most`; an integer when `whole`."""

    def check(value: Any, at: str, report: Report) -> None:
        fits = isinstance(value, int) if whole else isinstance(value, int | float)
        if isinstance(value, bool) or not fits:
            report.add("must be an integer" if whole else "must be a number", at)
        elif least is not None and value < least:
            report.add(f"must be at least {least:g}", at)
        elif most is not None and value > most:
            report.add(f"must be at most {most:g}", at)

    return check


def choice(*words: str) -> Check:
    """One of `words`."""

    def check(value: Any, at: str, report: Report) -> None:
        if value not in words:
            report.add("must be a valid enum value", at)

    return check


def array(item: Check, most: int, least: int = 1) -> Check:
    """A list of `least` to `most` items."""

    def check(value: Any, at: str, report: Report) -> None:
        if not isinstance(value, list):
            report.add("must provide an array", at)
            return
        if len(value) > most:
            report.add(f"no more than {most} items allowed", at)
        elif len(value) < least:
            report.add(f"no less than {least} items required" if least > 1 else "must not be empty", at)
        for index, each in enumerate(value[:most]):
            item(each, f"{at}/{index}", report)

    return check


def record(fields: Mapping[str, Check | Optional], *also: Check, tag: str | None = None, union: bool = False) -> Check:
    """An object with exactly these fields; `tag` is the `type` it must bear; `also` are checks of the whole.

    With `union`, Slack tried several shapes: a fault inside is announced at the object itself first.
    """

    def check(value: Any, at: str, report: Report) -> None:
        if not isinstance(value, dict):
            report.add("must provide an object", at)
            return
        inner = Report()
        for name in value:
            if name not in fields and name != "type":
                inner.add(f"invalid additional property: {name}", at)
        for name, rule in fields.items():
            if isinstance(rule, Optional):
                if value.get(name) is not None:
                    rule.check(value[name], f"{at}/{name}", inner)
            elif name not in value:
                inner.add(f"missing required field: {name}", at)
            else:
                rule(value[name], f"{at}/{name}", inner)
        if tag is None and "type" in value and "type" not in fields:
            inner.add("invalid additional property: type", at)
        for rule in also:
            rule(value, at, inner)
        if inner.faults and union:
            report.add("failed to match all allowed schemas", at)
        report.faults += inner.faults

    return check


def by_type(kinds: Mapping[str, Check]) -> Check:
    """An object whose `type` says which of several shapes it has."""

    def check(value: Any, at: str, report: Report) -> None:
        if not isinstance(value, dict):
            report.add("must provide an object", at)
        elif "type" not in value:
            report.add("missing required field: type", at)
        elif not isinstance(value["type"], str) or value["type"] not in kinds:
            report.add(f"unsupported type: {value['type']}", f"{at}/type")
        else:
            kinds[value["type"]](value, at, report)

    return check


def exactly_one(*names: str) -> Check:
    """Exactly one of the fields is there."""
    said = " or ".join(f"`{name}`" for name in names)

    def check(value: Any, at: str, report: Report) -> None:
        count = sum(value.get(name) is not None for name in names)
        if count == 0:
            report.add(f"must define either {said}", at)
        elif count > 1:
            report.add(f"only one of {said} is allowed", at)

    return check


def at_least_one(*names: str) -> Check:
    """At least one of the fields is there."""
    said = " or ".join(f"`{name}`" for name in names)

    def check(value: Any, at: str, report: Report) -> None:
        if all(value.get(name) is None for name in names):
            report.add(f"must define either {said}", at)

    return check
