"""What can be said, with examples that work when typed as they stand."""

from __future__ import annotations

from bot.blocks import kit
from bot.blocks.fit import bare
from bot.blocks.kit import Message
from bot.blocks.question import answer_value
from bot.ids import Act
from sales.usecases.answers import written
from sales.usecases.ignoring import Ignored

EXAMPLES = (
    ("Log what happened", "`called Jane at Acme, wants a proposal`"),
    ("Move a deal", "`Acme to proposal` · `pushed Globex to mid January`"),
    ("Change facts", "`Acme is now 45k` · `commit Acme` · `next step Acme: send quote by Friday`"),
    ("New deal", "`new deal: Wayne Enterprises, 80k, referral, closes end of Q2`"),
    ("Close it", "`we won Acme` · `lost Globex, price`"),
    ("Call your number", "`commit 450k, best 600k`"),
    ("Ask", "`how's Acme?` · `my stuck deals` · `forecast for this quarter`"),
)


def help_message() -> Message:
    """Every kind of sentence with an example that works as it stands."""
    lines = "\n".join(f"*{what}*  {example}" for what, example in EXAMPLES)
    text = "Say it in one sentence, here or with /log. Everything is echoed and can be undone."
    commands = (
        "`/log` a sentence · `/deal` a name · `/deal new …` · `/deal` name `to` stage · `/forecast` [who] [period] · "
        "`/forecast call` · `/firedrill` 4:30pm · "
        "`/firebreak` help, process, schedule (admins: settings, team, language)\n"
        "Asked for numbers in a spreadsheet? Send it to me, and it comes back filled in."
    )
    return kit.message(
        text,
        [
            kit.section(f"*{text}*"),
            kit.section(lines),
            kit.context(commands),
            kit.actions(
                kit.button("Log something", Act.LOG, style="primary"),
                kit.button("New deal", Act.NEW),
                kit.button("Our sales process", Act.PROCESS),
                kit.button("When you hear from me", Act.SCHEDULE),
            ),
        ],
    )


def ignored_message(ignored: Ignored) -> Message:
    """For words that hold no instruction, where somebody spoke to us: why, the ways of saying it that come nearest, and
    a button that makes a note of the words, so that nothing is lost."""
    if ignored.polite:
        return kit.message(ignored.polite, [kit.section(ignored.polite)])
    near = ignored.nearest
    text = kit.escape(f"{near.reason} I changed nothing." if near else "I changed nothing.")
    forms = " · ".join(f"`{form.replace('`', '')}`" for form in map(kit.escape, near.forms if near else ()))
    blocks = [kit.section(text), kit.context(f"Try {forms}, or `help`." if forms else "Try `help`.")]
    if near is not None and near.deal is not None:
        answers = {"0.deal": written(near.deal)}
        blocks.append(
            kit.actions(
                kit.button(
                    bare(f"Log it as a note on {near.deal.name}", kit.BUTTON),
                    Act.FILL_IN,
                    answer_value(ignored.key, answers),
                )
            )
        )
    return kit.message(text, blocks)


def why_message(reasons: tuple[str, ...]) -> Message:
    """What gave what in a sentence, a line each."""
    listed = "\n".join(f"• {kit.escape(reason)}" for reason in reasons) or "There is nothing more to say about it."
    return kit.message("Why I understood it so", [kit.section(f"*Why I understood it so*\n{listed}")])
