"""Turns the stages that a file names into a written process: their order, what they mean, how likely they are. Pure;
decides once, when a workspace has no deals yet."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from sales.importing import StageSeen, plain_words
from sales.process import ForecastCategory, Outcome, Process, Stage, key_of

_STEPS: tuple[tuple[str, int], ...] = (
    (r"suspect|target|new|lead", 5),
    (r"prospect|discover|disco|intro|initial call|appointment|first meeting|contacted", 10),
    (r"qualif|engag|interest|connect|working", 25),
    (r"need|requirement|analysis|solution|fit|assess", 35),
    (r"present|demo|pilot|trial|evaluat|poc|proof|value prop|initial offer|technical", 45),
    (r"propos|quote|quotation|offer|bid|rfp|pricing|pending response", 55),
    (r"decision|perception|bought.?in|short.?list|champion|select", 65),
    (r"negotiat|verbal|commit|review|approv|procure", 80),
    (r"contract|legal|paper|sign|purchase order|closing|pending order", 90),
)
"""What the names of stages have in common across CRMs, and a first guess in per cent that an admin can correct."""

_LONGEST_KEY = 48
_UNKNOWN = 30
_COMMIT, _BEST_CASE = 75, 50


def process_from_stages(seen: Sequence[StageSeen], template: Process) -> Process:
    """The process that a file's stages describe, in the order in which a sale goes through them.

    Order and probability come from the file's own probability column where that agrees with itself, else from what
    the names say. A stage that the template knows by name or alias takes over its definition, exit criteria and
    actions. Several won (or lost) stages become one with aliases; missing ones come from the template, as do
    activity kinds, sources and reasons. Without any open stage the template stays as it is."""
    trusted = _probabilities_agree(seen)
    open_ = [stage for stage in seen if stage.outcome is Outcome.OPEN]
    if not open_:
        return template
    chances = {stage.name: _chance(stage, trusted) for stage in open_}
    open_.sort(key=lambda stage: (chances[stage.name], _told_by_name(stage.name)))
    names = {plain_words(stage.name) for stage in seen}
    stages: list[Stage] = []
    taken: set[str] = set()
    for stage in open_:
        known = _known(stage.name, template)
        if known is not None and (known.key in taken or not known.is_open):
            known = None
        if known is not None:
            taken.add(known.key)
        stages.append(_open_stage(stage.name, chances[stage.name], known, template, names, stages))
    won, lost = (_closed_stage(seen, outcome, template, names, stages) for outcome in (Outcome.WON, Outcome.LOST))
    return replace(template, stages=(*stages, won, lost))


def _probabilities_agree(seen: Sequence[StageSeen]) -> bool:
    """Whether the file's probabilities can be believed: won is 100, lost is 0, and every open stage has one."""
    wanted = {Outcome.WON: 100, Outcome.LOST: 0}
    return all(
        stage.probability == wanted[stage.outcome] if stage.outcome in wanted else stage.probability is not None
        for stage in seen
        if stage.deals
    )


def _chance(stage: StageSeen, trusted: bool) -> int:
    if trusted and stage.probability is not None:
        return stage.probability
    return _told_by_name(stage.name)


def _told_by_name(name: str) -> int:
    found = [chance for words, chance in _STEPS if re.search(rf"\b(?:{words})", plain_words(name))]
    return max(found, default=_UNKNOWN)


def _known(name: str, template: Process) -> Stage | None:
    """The template's stage of that name; a name such as "Proposal/Price Quote" is known by either part."""
    for wanted in (plain_words(name), *map(plain_words, name.split("/"))):
        for stage in template.stages:
            if wanted in (plain_words(stage.key), plain_words(stage.name), *map(plain_words, stage.aliases)):
                return stage
    return None


def _open_stage(
    name: str, chance: int, known: Stage | None, template: Process, names: set[str], before: Sequence[Stage]
) -> Stage:
    category = ForecastCategory.PIPELINE
    if chance >= _BEST_CASE:
        category = ForecastCategory.COMMIT if chance >= _COMMIT else ForecastCategory.BEST_CASE
    nearest = min(template.open_stages, key=lambda stage: abs(stage.probability - chance))
    aliases = (known.key, known.name, *known.aliases) if known else ()
    return replace(
        known or Stage(key="", name=name, stall_after=nearest.stall_after),
        key=key_of(name[:_LONGEST_KEY], (stage.key for stage in before)),
        name=name,
        probability=chance,
        category=category,
        aliases=_free(aliases, name, names, before),
    )


def _closed_stage(
    seen: Sequence[StageSeen], outcome: Outcome, template: Process, names: set[str], before: Sequence[Stage]
) -> Stage:
    base = template.won if outcome is Outcome.WON else template.lost
    said = sorted((stage for stage in seen if stage.outcome is outcome), key=lambda stage: -stage.deals)
    name = said[0].name if said else base.name
    aliases = (base.key, base.name, *base.aliases, *(stage.name for stage in said[1:]))
    own = names - {plain_words(stage.name) for stage in said}
    return replace(base, name=name, aliases=_free(aliases, name, own, before))


def _free(aliases: Sequence[str], name: str, names: set[str], before: Sequence[Stage]) -> tuple[str, ...]:
    """The aliases that are neither another stage's name nor already somebody's."""
    used = (
        names | {plain_words(name)} | {plain_words(alias) for stage in before for alias in (stage.key, *stage.aliases)}
    )
    kept: dict[str, str] = {}
    for alias in aliases:
        plain = plain_words(alias)
        if plain not in used:
            kept.setdefault(plain, alias)
    return tuple(kept.values())
