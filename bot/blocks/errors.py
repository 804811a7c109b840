"""Refusals and apologies."""

from __future__ import annotations

from bot.blocks.fit import named
from bot.blocks.kit import Message, context, escape, message, section
from sales.errors import NotFound, SalesError


def refusal(error: SalesError) -> Message:
    """The error's own sentence, with the names it may have meant."""
    blocks = [section(f":warning: {escape(error.sentence)}")]
    if isinstance(error, NotFound) and error.suggestions:
        blocks.append(context("Did you mean " + ", ".join(f"*{named(name)}*" for name in error.suggestions) + "?"))
    return message(escape(error.sentence), blocks)


def apology(reference: str) -> Message:
    """For anything that is not a `SalesError`: nothing was changed, and `reference` finds it in the log."""
    happened = "Sorry, something went wrong on our side, and nothing was changed."
    text = f"{happened} If it happens again, give an admin this reference: {reference}."
    return message(text, [section(f":warning: {text}")])
