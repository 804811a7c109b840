"""What an admin teaches the bot: the words that were taught, a form for another, and sentences that were not understood
at once."""

from __future__ import annotations

from typing import Any

from bot.blocks import kit
from bot.blocks.fit import bare, fitting, named
from bot.blocks.forms import deal_picker
from bot.blocks.kit import Block, Element
from bot.blocks.pickers import grouped_select
from bot.ids import Act, View
from sales.learning import LONGEST_ALIAS, AliasKind, KeptSentence
from sales.period import local_date
from sales.usecases.learning import Lessons, Taught, meanings

GROUPS = {
    AliasKind.STAGE: "Stages",
    AliasKind.KIND: "What happened",
    AliasKind.SOURCE: "Sources",
    AliasKind.LOST_REASON: "Why deals are lost",
}


def language_view(lessons: Lessons) -> dict[str, Any]:
    """The form and, under it, what there is to learn from. What was typed is gone once it was taught: each word more
    makes other fields."""
    form = _form(lessons, str(len(lessons.taught)))
    rows = [[_taught(one)] for one in lessons.taught]
    rows += [[kit.header("Not understood at once")], *([_sentence(one, lessons)] for one in lessons.sentences)]
    shown, missing = fitting(rows, beside=form, in_view=True)
    more = [kit.context(f"{missing} more do not fit here.")] if missing else []
    off = "Sentences are not being kept. You can switch that on in `/firebreak settings`."
    empty = "Nothing so far." if lessons.keeps else off
    nothing = [] if lessons.sentences else [kit.context(empty)]
    return dict(
        kit.modal(View.LANGUAGE, "Words we use", [*form, *shown, *more, *nothing], submit="Teach", close="Done")
    )


def _form(lessons: Lessons, mark: str) -> list[Block]:
    words = kit.text_input(f"words:{mark}", placeholder="handshake deal", longest=LONGEST_ALIAS)
    deal = deal_picker("deal", label="… or a deal")
    return [
        kit.section("Teach me what people call things here. It holds from the next message on."),
        kit.field("words", "When somebody says", words),
        kit.field("meaning", "it means", grouped_select(f"meaning:{mark}", _groups(lessons), ""), optional=True),
        {**deal, "optional": True},
        *([kit.header("Taught so far")] if lessons.taught else []),
    ]


def _groups(lessons: Lessons) -> dict[str, list[Element]]:
    found = {
        label: [kit.option(bare(name), f"{kind.value}:{key}") for key, name in meanings(lessons.process, kind)]
        for kind, label in GROUPS.items()
    }
    return {label: options for label, options in found.items() if options}


def _taught(one: Taught) -> Block:
    kind = one.alias.kind.value.replace("_", " ")
    button = kit.button("Remove", f"{Act.UNTEACH}:{one.alias.id}", str(one.alias.id))
    return kit.section(f"“{named(one.alias.words)}” means *{named(one.meaning)}* ({kind})", accessory=button)


def _sentence(one: KeptSentence, lessons: Lessons) -> Block:
    who = named(lessons.speakers.get(one.by, "somebody")) if one.by is not None else "somebody"
    day = kit.day(local_date(one.at, lessons.timezone))
    understood = one.understood.replace("*", "")  # an echo, whose emphasis would be shown as asterisks
    taken = f"\n_taken for:_ {named(understood, 300)}" if understood else ""
    button = kit.button("Forget", f"{Act.FORGET}:{one.id}", str(one.id))
    return kit.section(f"“{named(one.text, 500)}”\n{one.why.words} · {who} · {day}{taken}", accessory=button)
