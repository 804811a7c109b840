"""What belongs together in one message: facts beside a win or a new deal, a thing told twice, and what contradicts
itself."""

from __future__ import annotations

from datetime import date
from typing import Final

from sales.language.draft import Draft
from sales.language.slots import written_day
from sales.language.understanding import Choice, IntentKind

_FOLDS_INTO: Final = {
    IntentKind.SET_AMOUNT: "amount",
    IntentKind.SET_CLOSE_DATE: "close_date",
    IntentKind.SET_SOURCE: "source",
    IntentKind.MOVE_STAGE: "stage",
}


def folded(drafts: list[Draft]) -> list[Draft]:
    """The drafts of a message, each thing once. Facts said right after a win or a new deal belong to it: "we won
    Hooli!! 120k" is one intent. Two amounts or two close dates for one deal are asked about."""
    kept: list[Draft] = []
    for draft in drafts:
        slot = _FOLDS_INTO.get(draft.kind)
        host = next((d for d in kept if d.kind in (IntentKind.WIN_DEAL, IntentKind.CREATE_DEAL)), None)
        takes = host is not None and (host.kind is IntentKind.CREATE_DEAL or slot == "amount")
        if host is not None and slot == "amount" and not host.own_deal and draft is drafts[drafts.index(host) + 1]:
            host.own_deal, draft.own_deal = draft.own_deal, False  # "Signed! Umbrella, 120k"
            host.slots |= {name: draft.slots[name] for name in ("deal", "account") if name in draft.slots}
            host.doubts += [doubt for doubt in draft.doubts if doubt.about == "deal"]
        if slot and host is not None and takes and not draft.own_deal:
            if slot in draft.slots and slot not in host.slots:
                host.slots[slot] = draft.slots[slot]
            host.doubts.extend(doubt for doubt in draft.doubts if doubt.about == slot)
        elif not _repeats(kept, draft) and not _goes_on(kept, draft):
            if kept and _is_heading_of(kept[-1], draft):
                kept.pop()
            kept.append(draft)
    if any(d.kind in (IntentKind.WIN_DEAL, IntentKind.LOSE_DEAL) for d in kept):
        kept = [d for d in kept if d.kind is not IntentKind.CORRECT]
    return _without_contradiction(kept)


def _goes_on(kept: list[Draft], draft: Draft) -> bool:
    """ "onsite at Wonka, toured the plant": the same kind of activity told further is its note."""
    if not kept or draft.kind is not IntentKind.LOG_ACTIVITY or draft.own_deal:
        return False
    last = kept[-1]
    if last.kind is draft.kind and draft.value("kind") == "note" and "deal" not in draft.slots and draft.note:
        last.note.extend(draft.note)  # "log a meeting with Dr. Ito, notes: keen"
        return True
    if "contact" in draft.slots and "contact" in last.slots:
        return False
    if last.value("deal") != draft.value("deal"):
        return False  # the same told of the next deal of a list
    if last.kind is not draft.kind or last.value("kind") != draft.value("kind") or "happened_on" in draft.slots:
        return False
    last.note.extend(draft.note)
    last.slots |= {name: slot for name, slot in draft.slots.items() if name == "contact"}
    return True


def _is_heading_of(last: Draft, draft: Draft) -> bool:
    """ "log a call: spoke to Jane at Acme": the record that was asked for is told behind it."""
    same = last.kind is draft.kind is IntentKind.LOG_ACTIVITY and last.value("kind") == draft.value("kind")
    return same and draft.own_deal and not (last.own_deal or last.note or "contact" in last.slots)


def _repeats(kept: list[Draft], draft: Draft) -> bool:
    """Whether the same thing was said twice ("Acme signed, PO landed")."""
    for other in kept:
        same_deal = other.value("deal") == draft.value("deal")
        if other.kind is draft.kind and same_deal and draft.kind in (IntentKind.WIN_DEAL, IntentKind.LOSE_DEAL):
            for name, slot in draft.slots.items():
                other.slots.setdefault(name, slot)
            return True
    return False


_ONLY_ONE: Final = {IntentKind.SET_AMOUNT: "amount", IntentKind.SET_CLOSE_DATE: "close_date"}


def _without_contradiction(drafts: list[Draft]) -> list[Draft]:
    """ "their budget is 100k but they pay 45k": of two values for one field of one deal neither is taken; the later is
    offered first."""
    kept: list[Draft] = []
    for draft in drafts:
        slot = _ONLY_ONE.get(draft.kind)
        earlier = next((d for d in kept if d.kind is draft.kind and d.value("deal") == draft.value("deal")), None)
        if draft.kind is IntentKind.SET_CATEGORY and earlier is not None and "category" not in earlier.slots:
            earlier.forget("category")  # "off commit, make it best case"
            earlier.slots |= {name: value for name, value in draft.slots.items() if name == "category"}
            earlier.doubts += [doubt for doubt in draft.doubts if doubt.about == "category"]
            continue
        if slot is None or earlier is None:
            kept.append(draft)
            continue
        choices = (*_said(draft, slot), *_said(earlier, slot))
        earlier.forget(slot)
        if len(choices) == 1:
            earlier.put(slot, choices[0].value or "", None, "said twice")
        else:
            words = "amounts" if slot == "amount" else "close dates"
            earlier.ask(slot, f"That names more than one of the deal's {words}. Which is it?", *choices)
        earlier.end = draft.end
    return kept


def _said(draft: Draft, slot: str) -> tuple[Choice, ...]:
    """What a draft says, or offers, for a slot."""
    value = draft.value(slot)
    if value is not None:
        label = written_day(value) if isinstance(value, date) else str(value)
        return (Choice(label, value),)
    return tuple(choice for doubt in draft.doubts if doubt.about == slot for choice in doubt.choices)
