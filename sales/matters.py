"""The few deals that a manager should look at: what slipped, what is at risk, which commits stand on nothing. Knows how
to choose at most five; does not know how they are shown."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from itertools import zip_longest

from sales.deal import Deal
from sales.forecast import DealSpan
from sales.money import Rates
from sales.period import day_words
from sales.process import ForecastCategory, Process, Requirement
from sales.stalls import Attention, Concern, as_sentence, missing_facts

AT_MOST = 5
LIKELY = frozenset({ForecastCategory.COMMIT, ForecastCategory.BEST_CASE})
RISKS = frozenset({Concern.STALLED, Concern.NEVER_STARTED, Concern.PAST_DUE})


class Matter(Enum):
    """Why a deal matters, the most urgent first."""

    SLIPPED = "slipped"
    AT_RISK = "at_risk"
    UNSUPPORTED = "unsupported"


@dataclass(frozen=True, slots=True)
class MatterLine:
    """One deal a manager should look at, all that is the matter with it, and the same in one sentence."""

    deal: Deal
    matters: tuple[Matter, ...]
    why: str


def deals_that_matter(
    deals: Iterable[Deal],
    spans: Iterable[DealSpan],
    attentions: Mapping[int, Attention],
    decided_accounts: Collection[int],
    process: Process,
    rates: Rates,
) -> tuple[MatterLine, ...]:
    """At most five deals, the largest of each kind in turn and each once: open ones that were put off to a later day
    since last time (`spans`), commits and best cases that are stalled, never started or past due (`attentions` by deal
    id), commits without a next step or a decision maker (`decided_accounts` have one). `deals` are those of the
    period, `spans` those of the same people; a deal that slipped out of the period is in the spans alone."""
    slipped = {span.after.id: span for span in spans if span.after is not None and _slipped(span)}
    known = {deal.id: deal for deal in deals if deal.is_open}
    known |= {span.after.id: span.after for span in slipped.values() if span.after is not None}
    found: dict[int, dict[Matter, str]] = {}
    for deal in sorted(known.values(), key=lambda deal: (-_size(deal, rates), deal.id)):
        lacks = _lacks(deal, deal.account_id in decided_accounts, process)
        found[deal.id] = _reasons(deal, slipped.get(deal.id), attentions.get(deal.id), lacks, process)
    queues = ([id_ for id_, reasons in found.items() if matter in reasons] for matter in Matter)
    in_turn = dict.fromkeys(id_ for turn in zip_longest(*queues) for id_ in turn if id_ is not None)
    return tuple(MatterLine(known[id_], tuple(found[id_]), _why(found[id_])) for id_ in list(in_turn)[:AT_MOST])


def _slipped(span: DealSpan) -> bool:
    """Put off: open before and now, and its close date is later than it was, or gone."""
    before, after = span.before, span.after
    if before is None or after is None or not (before.is_open and after.is_open) or before.close_date is None:
        return False
    return after.close_date is None or after.close_date > before.close_date


def _lacks(deal: Deal, decided: bool, process: Process) -> tuple[str, ...]:
    """What a commit should not be without."""
    if deal.forecast_category(process) is not ForecastCategory.COMMIT:
        return ()
    return tuple(
        requirement.words
        for requirement in missing_facts(deal, (Requirement.NEXT_STEP, Requirement.DECISION_MAKER), decided)
    )


def _reasons(
    deal: Deal, slip: DealSpan | None, attention: Attention | None, lacks: tuple[str, ...], process: Process
) -> dict[Matter, str]:
    reasons: dict[Matter, str] = {}
    if slip is not None and slip.before is not None:
        until = day_words(deal.close_date, "no date at all")
        reasons[Matter.SLIPPED] = f"put off from {day_words(slip.before.close_date)} to {until}"
    if attention is not None and deal.forecast_category(process) in LIKELY:
        risks = tuple(concern for concern in attention.concerns if concern in RISKS)
        if risks:
            reasons[Matter.AT_RISK] = replace(attention, concerns=risks).words
    if lacks:
        reasons[Matter.UNSUPPORTED] = f"a commit without {' or '.join(lacks)}"
    return reasons


def _why(reasons: Mapping[Matter, str]) -> str:
    return as_sentence("; ".join(reasons.values()))


def _size(deal: Deal, rates: Rates) -> int:
    known = deal.amount is not None and rates.knows(deal.amount.currency)
    return rates.convert(deal.amount).minor if deal.amount is not None and known else 0
