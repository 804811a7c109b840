"""An intent while it is being put together: slots found so far, and what still has to be asked."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from sales.language.understanding import Choice, IntentKind, Slot, SlotValue, Span


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something that must be asked before saving: the slot, the sentence, and the likely answers."""

    about: str
    sentence: str
    choices: tuple[Choice, ...] = ()


@dataclass(slots=True)
class Draft:
    """One intent in the making. `start` and `end` are places in the shape; `own_deal` says whether this clause named
    its deal itself; `soft` ones only count beside something surer; `tentative` ones are asked about in any case, so
    that they may speak of what is to come; `unread` ones
    only name a deal in words that were not understood; `negative` ones are said with a "not"."""

    kind: IntentKind
    start: int
    end: int
    rule: str
    slots: dict[str, Slot] = field(default_factory=dict)
    doubts: list[Doubt] = field(default_factory=list)
    own_deal: bool = False
    soft: bool = False
    unread: bool = False
    tentative: bool = False
    negative: bool = False
    note: list[str] = field(default_factory=list)
    beside: list[Draft] = field(default_factory=list)
    """What else the same words ask for: the person that a new lead was named with."""
    listed: tuple[Draft, ...] = ()
    """The deals before the last of a list that is spoken of: what is then told without a name is told of all."""

    def put(self, name: str, value: SlotValue, span: Span | None, rule: str) -> None:
        """Fill a slot."""
        self.slots[name] = Slot(value, span, rule)

    def amend(self, name: str, other: Draft) -> None:
        """Take the value of a correction, or what it asks about it, for the slot."""
        self.forget(name)
        if "value" in other.slots:
            self.slots[name] = replace(other.slots["value"], rule="corrected in the same message")
        self.doubts += [replace(doubt, about=name) for doubt in other.doubts if doubt.about == "value"]

    def of(self, other: Draft) -> Draft:
        """The same said of the deal that `other` names, or asks about."""
        slots = {name: slot for name, slot in self.slots.items() if name not in ("deal", "account")}
        slots |= {name: slot for name, slot in other.slots.items() if name in ("deal", "account")}
        doubts = [doubt for doubt in self.doubts if doubt.about != "deal"]
        doubts += [doubt for doubt in other.doubts if doubt.about == "deal"]
        return replace(self, slots=slots, doubts=doubts, note=self.note.copy(), own_deal=True)

    def forget(self, name: str) -> None:
        """Neither know the slot nor ask about it."""
        self.slots.pop(name, None)
        self.doubts = [doubt for doubt in self.doubts if doubt.about != name]

    def ask(self, about: str, sentence: str, *choices: Choice) -> None:
        """Leave a slot open and say what to ask."""
        self.doubts.append(Doubt(about, sentence, choices))

    def confirm(self, sentence: str) -> None:
        """Keep what was read, and ask for a yes before it is saved."""
        if not any(doubt.about == "confirm" for doubt in self.doubts):
            self.ask("confirm", sentence, Choice("Yes", "yes"), Choice("No", "no"))

    def value(self, name: str) -> SlotValue | None:
        """The value of a slot, or None."""
        return self.slots[name].value if name in self.slots else None


@dataclass(frozen=True, slots=True)
class Passed:
    """A place of the shape whose words no phrase has read. `noted`: they are kept, in the note of what happened."""

    start: int
    end: int
    noted: bool


@dataclass(slots=True)
class Reading:
    """What a message holds: drafts in order, questions, remarks on what was not read and why, and where words were
    passed over."""

    drafts: list[Draft] = field(default_factory=list)
    queries: list[Draft] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    asked: bool = False
    passed: list[Passed] = field(default_factory=list)
