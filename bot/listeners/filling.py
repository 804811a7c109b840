"""Spreadsheets to be filled in: dropped into a conversation with the bot, named with it, or chosen by the shortcut; and
what is answered about headings and titles nobody knew."""

from __future__ import annotations

from bot.blocks.filling_forms import DIRECT, FIRST, WHOM, columns_view, files_view, working_message
from bot.blocks.forms import metadata
from bot.bot import Bot
from bot.payloads import Click, ShortcutUse, Spoken, Submission
from bot.responses import Deliver, Done, EditMessage, Open, Replace, Responses
from sales.errors import Invalid, NotFound
from sales.usecases.actors import Actor
from sales.usecases.filling import Sent, fill_again, is_spreadsheet, questions_of, send_to_fill

MOST_FILES = 5
"""Spreadsheets of one message that are filled in."""


def spreadsheets_in(words: Spoken) -> list[Sent]:
    """The files of a message that may be filled in."""
    return [
        Sent(
            file_id=file.id,
            name=file.name,
            channel=words.channel,
            ts=words.ts,
            thread_ts=words.thread_ts,
            text=words.text,
        )
        for file in words.files
        if is_spreadsheet(file.name)
    ][:MOST_FILES]


def columns(bot: Bot, actor: Actor, click: Click) -> Responses:
    """Opens the form that asks what unknown headings mean."""
    sent, questions = questions_of(bot.store, actor, click.number)
    meta = metadata(delivery=click.number, channel=click.channel, ts=click.message_ts)
    return (Open(columns_view(sent, questions, meta)),)


def anyway(bot: Bot, actor: Actor, click: Click) -> Responses:
    """Without the unknown headings and titles, this time."""
    sent, _ = questions_of(bot.store, actor, click.number)
    again = fill_again(bot.store, actor, click.number, None, bot.now)
    return (Replace(working_message(sent, without=True)), Deliver((again,) if again else ()))


def columns_submitted(bot: Bot, actor: Actor, form: Submission) -> Responses:
    """Remembers what the headings mean, and has the spreadsheet filled in again."""
    delivery = form.number("delivery")
    sent, asked = questions_of(bot.store, actor, delivery)
    meanings = {heading: form.values.text(f"{FIRST}{number}") for number, heading in enumerate(asked.headings)}
    meanings |= {title: form.values.text(f"{WHOM}{number}") for number, title in enumerate(asked.titles)}
    again = fill_again(bot.store, actor, delivery, meanings, bot.now)
    place = EditMessage(str(form.metadata.get("channel")), str(form.metadata.get("ts")), working_message(sent))
    return (Done(), place, Deliver((again,) if again else ()))


def fill_in(bot: Bot, actor: Actor, use: ShortcutUse) -> Responses:
    """The shortcut on a message with a spreadsheet."""
    files = [file for file in use.files if is_spreadsheet(file.name)][:MOST_FILES]
    if not files:
        raise NotFound("There is no spreadsheet on that message. Use this on one with an .xlsx or .csv file.")
    meta = {"channel": use.channel, "ts": use.message_ts, "thread_ts": use.thread_ts}
    return (Open(files_view(files, meta, in_channel=not use.channel.startswith("D"))),)


def files_submitted(bot: Bot, actor: Actor, form: Submission) -> Responses:
    """Has the file that was picked filled in, for the period that was picked."""
    meta, period = form.metadata, form.values.text("period")
    file_id, known = form.values.text("file"), meta.get("files")
    if not isinstance(known, dict) or file_id not in known:
        raise Invalid("Choose the spreadsheet once more.", field="file")
    sent = Sent(
        file_id=file_id,
        name=str(known[file_id]),
        channel=str(meta.get("channel", "")),
        ts=str(meta.get("ts", "")),
        thread_ts=str(meta.get("thread_ts") or "") or None,
        text="" if period == "-" else period,
        direct=form.values.text("place") == DIRECT,
    )
    return (Done(), Deliver(tuple(send_to_fill(bot.store, actor, [sent], bot.now))))
