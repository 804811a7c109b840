"""The one question that is open, with a button per likely answer."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace

from bot.blocks import kit
from bot.blocks.fit import bare, named
from bot.blocks.kit import Message, escape
from bot.ids import Act
from sales.language import echo
from sales.usecases.answers import CONFIRM, NO, written
from sales.usecases.finding import Several
from sales.usecases.say import Asked
from sales.usecases.undo_steps import ENTRY
from sales.usecases.win_stories import STORY

LONGEST_VALUE = 2000
_WITHOUT_FORM = frozenset({CONFIRM, ENTRY, STORY, "value"})
"""Questions that no form answers better."""


def question_message(asked: Asked) -> Message:
    """The question. Every button carries the key of the words and all answers given so far, so that a click is enough
    and nothing has to be kept between."""
    question = asked.question
    if question is None:
        return kit.message("I only understood part of that. Shall we use a form?", [_fill_in(asked)])
    buttons = []
    for number, choice in enumerate(question.choices[:8]):
        answers = {**asked.answers, f"{question.intent}.{question.about}": written(choice.value)}
        value = answer_value(asked.key, answers)
        style = "primary" if number == 0 and choice.value not in (None, NO) else ""
        if len(value) <= LONGEST_VALUE:
            buttons.append(kit.button(bare(choice.label, kit.BUTTON), f"{Act.ANSWER}:{number}", value, style=style))
    sentence = escape(question.sentence)
    blocks = [kit.section(sentence), *_so_far(asked)]
    if question.about not in _WITHOUT_FORM and not _asks(asked):
        buttons.append(_fill_in_button(asked))
    if question.about not in (CONFIRM, ENTRY, STORY):
        buttons.append(_never_mind(asked))
    blocks.append(kit.actions(*buttons))
    return kit.message(sentence, blocks)


def _asks(asked: Asked) -> bool:
    """Whether it was a question that has to be asked back about: no form answers one."""
    return all(intent.kind.is_question for intent in asked.understanding.intents)


def _fill_in(asked: Asked) -> kit.Block:
    return kit.actions(_fill_in_button(asked), _never_mind(asked))


def _never_mind(asked: Asked) -> kit.Element:
    return kit.button("Never mind", Act.DISMISS, asked.key)


def _fill_in_button(asked: Asked) -> kit.Element:
    return kit.button("Fill in a form", Act.FILL_IN, answer_value(asked.key, asked.answers)[:LONGEST_VALUE])


def answer_value(key: str, answers: Mapping[str, str]) -> str:
    """What a button carries: the key of the words, and the answers to questions about them so far."""
    return json.dumps({"key": key, "answers": dict(answers)}, separators=(",", ":"))


def _so_far(asked: Asked) -> list[kit.Block]:
    """What was understood besides, where it is not the sentence's own deal that is asked for alone."""
    question, intents = asked.question, asked.understanding.intents
    if question is None or (question.about not in ("deal", "account", CONFIRM) and len(intents) < 2):
        return []
    beside = tuple(i for i in intents if question.about != CONFIRM or not i.kind.always_asks)
    parts = echo(replace(asked.understanding, intents=beside, question=None))
    line = "".join(f"*{named(part.text, 200)}*" if part.strong else _within(part.text) for part in parts)
    return [kit.context(f"Noted so far: {line}")] if any(part.strong for part in parts) else []


def _within(text: str) -> str:
    """Words of an echo within a sentence: in small letters, but for a deal's name, which has a colon behind it."""
    said = text.replace("Logged ", "")
    return escape(said if ":" in said else f"{said[:1].lower()}{said[1:]}")


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
