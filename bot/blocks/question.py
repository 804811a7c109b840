"""The one question that is open, with a button per likely answer."""

from __future__ import annotations

import json
from collections.abc import Mapping

from bot.blocks import kit
from bot.blocks.fit import bare, named
from bot.blocks.kit import Message, escape
from bot.ids import Act
from sales.usecases.answers import CONFIRM, NO, written
from sales.usecases.finding import Several
from sales.usecases.say import Asked

LONGEST_VALUE = 2000


def question_message(asked: Asked) -> Message:
    """The question. Every button carries the key of the words and all answers given so far, so that a click is enough
    and nothing has to be kept between."""
    question = asked.question
    if question is None:
        return kit.message("I understood that only in part. Try it in a form?", [_fill_in(asked)])
    buttons = []
    for number, choice in enumerate(question.choices[:8]):
        answers = {**asked.answers, f"{question.intent}.{question.about}": written(choice.value)}
        value = json.dumps({"key": asked.key, "answers": answers}, separators=(",", ":"))
        style = "primary" if number == 0 and choice.value not in (None, NO) else ""
        if len(value) <= LONGEST_VALUE:
            buttons.append(kit.button(bare(choice.label, kit.BUTTON), f"{Act.ANSWER}:{number}", value, style=style))
    sentence = escape(question.sentence)
    blocks = [kit.section(sentence)]
    if question.about != CONFIRM:
        buttons += [_fill_in_button(asked), kit.button("Never mind", Act.DISMISS)]
    blocks.append(kit.actions(*buttons))
    return kit.message(sentence, blocks)


def _fill_in(asked: Asked) -> kit.Block:
    return kit.actions(_fill_in_button(asked), kit.button("Never mind", Act.DISMISS))


def _fill_in_button(asked: Asked) -> kit.Element:
    value = json.dumps({"key": asked.key, "answers": dict(asked.answers)}, separators=(",", ":"))
    return kit.button("Fill in a form", Act.FILL_IN, value[:LONGEST_VALUE])


def which_deal_message(several: Several) -> Message:
    """Did you mean: a button per deal that the words may name."""
    text = f"Which deal do you mean by “{named(several.said)}”?"
    buttons = [
        kit.button(bare(label, kit.BUTTON), f"{Act.CARD}:{number}", str(deal.id))
        for number, (deal, label) in enumerate(list(zip(several.candidates, several.labels, strict=True))[:5])
    ]
    return kit.message(text, [kit.section(text), kit.actions(*buttons, kit.button("None of these", Act.DISMISS))])


def read_answer(value: str) -> tuple[str, Mapping[str, str]]:
    """The key and the answers that a button of ours carries; ("", {}) for anything else."""
    try:
        found = json.loads(value)
        return str(found["key"]), {str(k): str(v) for k, v in found["answers"].items()}
    except (ValueError, KeyError, TypeError, AttributeError):
        return "", {}
