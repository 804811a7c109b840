"""Whatever a team's deals are called and however many there are: all that the bot says about them is what Slack takes,
by its published schemas, by `kit` and by the sandbox."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import pytest
from jsonschema import Draft7Validator

from bot.blocks.kit import Message
from sales.process import Process
from tests.blocks.generated import BOOK, Surface, about_a_deal, about_many, about_us
from tests.blocks.invented import CURRENCIES, a_deal, a_team
from tests.blocks.seen import blocks_of, check
from tests.shared_data import shared_data


@cache
def _published(name: str) -> dict[str, Any]:
    path = shared_data("slack", "generated-schemas", f"{name}.schema.json")
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


@cache
def _schemas(name: str) -> dict[str, Any]:
    """A validator for each type of block, and one for the frame of the view itself, out of one published schema."""
    whole = _published(name)
    found: dict[str, Any] = {}
    for title, definition in whole["definitions"].items():
        shapes = definition.get("anyOf", [definition])
        kind = shapes[0].get("properties", {}).get("type", {}).get("const")
        if kind and (title.endswith("Block") or title in ("ModalView", "HomeView")):
            found[kind] = Draft7Validator({**whole, "$ref": f"#/definitions/{title}"})
    return found


@cache
def _words(name: str) -> frozenset[str]:
    """The only texts that a published schema tells apart: those that it names."""
    return frozenset(_constants(_published(name)))


def _constants(schema: object) -> Iterator[str]:
    if isinstance(schema, Mapping):
        yield from (text for text in (schema.get("const"), *schema.get("enum", ())) if isinstance(text, str))
        schema = list(schema.values())
    if isinstance(schema, list):
        for part in schema:
            yield from _constants(part)


def shape(value: Any, words: frozenset[str]) -> Any:
    """What a schema without patterns, lengths and limits looks at: every text that is none of its words is as good as
    any other, and so is one of several items that are alike."""
    match value:
        case str():
            return value if value in words else ""
        case Mapping():
            return {key: shape(item, words) for key, item in value.items()}
        case list() | tuple():
            return list({json.dumps(item): item for item in (shape(one, words) for one in value)}.values())
        case _:
            return value


@cache
def _fits(schema: str, block: str) -> bool:
    value = json.loads(block)
    return bool(_schemas(schema)[value["type"]].is_valid(value))


def valid(surface: Surface) -> bool:
    """Whether Slack's published schema holds it. A block is one of its own type, so only that definition is asked, once
    for blocks of the same shape: the whole schema tries every type of block against each."""
    schema = "Blocks" if isinstance(surface, Message) else str(surface["type"]).capitalize()
    parts = [*blocks_of(surface), *([] if isinstance(surface, Message) else [{**surface, "blocks": []}])]
    return all(_fits(schema, json.dumps(shape(part, _words(schema)))) for part in parts)


def judge(surfaces: Mapping[str, Surface]) -> None:
    """Fails, by name, for the first that Slack would refuse."""
    for name, surface in surfaces.items():
        try:
            check(surface)
            assert valid(surface), "not what Slack publishes"
        except AssertionError as fault:
            pytest.fail(f"{name}: {fault}\n{json.dumps(list(blocks_of(surface)))[:3000]}")


def judge_deals(first: int, count: int, process: Process) -> None:
    """Everything about each of the deals from the `first` on, and about each book of them together."""
    chance = random.Random(first)
    team = a_team(chance)
    deals = [a_deal(chance, first + n, team, process) for n in range(count)]
    for deal in deals:
        judge(about_a_deal(chance, deal, team, process))
    for start in range(0, count, BOOK):
        judge(about_many(chance, deals[start : start + BOOK], team, process))


@pytest.mark.parametrize("name", ["Blocks", "Home", "Modal"])
def test_the_schemas_look_at_shapes_alone(name: str) -> None:
    """They know types, names and words; no pattern, no length, no number of items. So blocks of one shape are alike."""
    described = {"$schema", "definitions", "description"}
    known = {"$ref", "type", "properties", "additionalProperties", "required", "items", "anyOf", "const", "enum"}
    assert set(_keywords(_published(name))) <= known | described


def _keywords(schema: object) -> Iterator[str]:
    if isinstance(schema, list):
        for part in schema:
            yield from _keywords(part)
    if isinstance(schema, Mapping):
        assert not isinstance(schema.get("items"), list), "items by place"
        for keyword, inner in schema.items():
            yield keyword
            named = keyword in ("properties", "definitions")
            yield from _keywords(list(inner.values()) if named else inner)


def test_what_is_about_no_deal_is_taken(process: Process) -> None:
    """Help, process, settings, schedule, errors."""
    judge(about_us(random.Random(1), process))


def test_no_deals_at_all_are_taken(process: Process) -> None:
    """A team on its first day, and one without anybody in it."""
    chance = random.Random(2)
    judge(about_many(chance, [], a_team(chance), process))
    judge(about_many(chance, [], a_team(chance, reps=0), process))


def test_everything_about_any_deal_is_taken(process: Process) -> None:
    """Cards, echoes, questions, forms, lists, forecasts and nudges of sixty deals with hostile and endless names."""
    judge_deals(1, 60, process)


@pytest.mark.slow
@pytest.mark.parametrize("first", range(1, 10_001, 400))
def test_everything_about_ten_thousand_deals_is_taken(first: int, process: Process) -> None:
    """The same for ten thousand deals, four hundred at a time, in every currency that there is or was."""
    assert len(CURRENCIES) < 400
    judge_deals(first, 400, process)


@pytest.mark.slow
def test_a_hundred_thousand_deals_are_taken(process: Process) -> None:
    """The forecast, the digest, Home, the list and the nudge of a team that sells a hundred thousand deals at once."""
    chance = random.Random(5)
    team = a_team(chance, reps=200)
    deals = [a_deal(chance, n, team, process) for n in range(1, 100_001)]
    judge(about_many(chance, deals, team, process))
