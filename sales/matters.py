"""The few deals that a manager should look at: what slipped, what is at risk, which commits stand on nothing. Knows how
to choose at most five; does not know how they are shown."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from itertools import zip_longest

from sales.deal import Deal
from sales.forecast import DealSpan, counts_in
from sales.money import Rates
from sales.movements import is_later
from sales.period import Period, day_words
from sales.process import ForecastCategory, Process, Requirement
from sales.ranking import largest_first
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
    period: Period | None = None,
) -> tuple[MatterLine, ...]:
    """At most five deals, the largest of each kind in turn and each once: deals due in `period` (None: ever) that were
    put off since last time, commits and best cases that are stalled, never started or past due (`attentions` by deal
    id), commits without a next step or a decision maker (`decided_accounts` have one). `deals` are those of the period;
    `spans` are what changed for the same people, where a deal that slipped out of the period still is."""
    slips = {after.id: (before, after) for before, after in _slips(spans, period)}
    inside = {deal.id: deal for deal in deals if deal.is_open}
    known = {id_: after for id_, (_, after) in slips.items()} | inside
    found: dict[int, dict[Matter, str]] = {}
    for deal in largest_first(known.values(), rates):
        found[deal.id] = {Matter.SLIPPED: _slip_words(*slips[deal.id])} if deal.id in slips else {}
        if deal.id in inside:
            lacks = _lacks(deal, deal.account_id in decided_accounts, process)
            found[deal.id] |= _doubts(deal, attentions.get(deal.id), lacks, process)
    queues = ([id_ for id_, reasons in found.items() if matter in reasons] for matter in Matter)
    in_turn = dict.fromkeys(id_ for turn in zip_longest(*queues) for id_ in turn if id_ is not None)
    return tuple(MatterLine(known[id_], tuple(found[id_]), _why(found[id_])) for id_ in list(in_turn)[:AT_MOST])


def _slips(spans: Iterable[DealSpan], period: Period | None) -> Iterator[tuple[Deal, Deal]]:
    """The deals that were put off, as they were and as they are: open both times, due in the period, and now later."""
    for span in spans:
        before, after = span.before, span.after
        if before is None or after is None or not (before.is_open and after.is_open):
            continue
        if counts_in(before, period) and is_later(before, after):
            yield before, after


def _slip_words(before: Deal, after: Deal) -> str:
    return f"put off from {day_words(before.close_date)} to {day_words(after.close_date, 'no date at all')}"


def _lacks(deal: Deal, decided: bool, process: Process) -> tuple[str, ...]:
    """What a commit should not be without."""
    if deal.forecast_category(process) is not ForecastCategory.COMMIT:
        return ()
    return tuple(
        requirement.words
        for requirement in missing_facts(deal, (Requirement.NEXT_STEP, Requirement.DECISION_MAKER), decided)
    )


def _doubts(deal: Deal, attention: Attention | None, lacks: tuple[str, ...], process: Process) -> dict[Matter, str]:
    """Why a deal of the period may not come as it is forecast."""
    reasons: dict[Matter, str] = {}
    if attention is not None and deal.forecast_category(process) in LIKELY:
        risks = tuple(concern for concern in attention.concerns if concern in RISKS)
        if risks:
            reasons[Matter.AT_RISK] = attention._replace(concerns=risks).words
    if lacks:
        reasons[Matter.UNSUPPORTED] = f"a commit without {' or '.join(f'a {fact}' for fact in lacks)}"
    return reasons


def _why(reasons: Mapping[Matter, str]) -> str:
    return as_sentence("; ".join(reasons.values()))
