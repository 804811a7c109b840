"""The digest as a message: one sentence, the numbers, the chart, the few deals that matter, who is quiet. Knows a
`Digest`; decides nothing about it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.blocks import figures, kit, numbers
from bot.blocks.calls import adjust_menu, standing_line
from bot.blocks.fit import fitting, named, names
from bot.blocks.forecast import left_out, people, summary, whose
from bot.blocks.kit import Block, Message, escape
from bot.blocks.native import people_table
from bot.blocks.projection import projection
from bot.ids import Act
from sales.matters import MatterLine
from sales.process import ForecastCategory
from sales.report import Report
from sales.stalls import Concern
from sales.sum_words import closed_words, commit_words
from sales.usecases.digesting import Digest
from sales.workspace import Layout


@dataclass(frozen=True, slots=True, kw_only=True)
class Showing:
    """How much of a digest is shown, and to whom: `in_channel`, nothing is said of single people and deals; without
    `amounts`, shares of the quota stand in their place. `late` says why it comes when it comes."""

    layout: Layout = Layout.FULL
    in_channel: bool = False
    amounts: bool = True
    late: str = ""


TO_ONE_PERSON = Showing()


def digest_message(digest: Digest, chart: str | None, showing: Showing = TO_ONE_PERSON) -> Message:
    """The digest for its reader. `chart` is the id of a picture already uploaded to Slack, None for none. Its text,
    the notification, has the numbers and the sentence."""
    report = digest.forecast.report
    sentence = _sentence(digest, showing)
    top = _top(digest, sentence, showing)
    top += [_chart(chart, report)] if chart and showing.amounts else []
    if showing.in_channel:
        text = summary(report) if showing.amounts else f"The forecast for {report.period.name} is here."
        buttons = [_channel_buttons(digest)] if showing.amounts else []
        missing = left_out(report, people=False) if showing.amounts else []
        return kit.message(" ".join(filter(None, (text, sentence))), [*top, *missing, *buttons])
    if showing.layout is Layout.BRIEF:
        foot = [*left_out(report), kit.actions(numbers.menu(digest.forecast)), _buttons(report)]
        return kit.message(" ".join(filter(None, (summary(report), sentence))), [*top, *foot])
    foot = [*_attention(digest), *standing_line(digest.forecast.calls, report), *_quiet(digest)]
    foot += [*left_out(report), kit.actions(numbers.menu(digest.forecast), *adjust_menu(report)), _buttons(report)]
    text = " ".join(filter(None, (summary(report), sentence)))
    table, lines = people_table(report.line), people(report.line)
    plainer = _with_matters(digest, [*top, *lines], foot)
    return kit.message(
        text, _with_matters(digest, [*top, *table], foot) if table else plainer, plainer if table else ()
    )


def _with_matters(digest: Digest, top: list[Block], foot: list[Block]) -> list[Block]:
    """As many of the deals that matter as fit between the numbers and what is said of people."""
    matters = [[_matter(line, digest)] for line in digest.matters]
    heading = [kit.divider(), kit.section("*Deals to look at*")] if matters else []
    shown, _ = fitting(matters, beside=[*top, *heading, *foot])
    return [*top, *heading, *shown, *foot]


def _sentence(digest: Digest, showing: Showing) -> str:
    said = digest.sentence if showing.amounts else digest.without_amounts
    return escape(said.replace("->", "→"))


def _top(digest: Digest, sentence: str, showing: Showing) -> list[Block]:
    """What stands first: whose forecast, what changed, the numbers, what is projected, and as of when."""
    report = digest.forecast.report
    title = f"Forecast · {whose(report)}" if showing.in_channel else "Your forecast"
    top = [kit.header(f"{title} · {report.period.name}")]
    top += [kit.context(f":hourglass: {escape(showing.late)}")] if showing.late else []
    if digest.ended and showing.amounts:
        top.append(kit.section(f"*{digest.ended.period.name} is over*: {_ended(digest.ended)}."))
    top += [kit.section(sentence)] if sentence else []
    if not showing.amounts:
        return [*top, *figures.shares(report.line), kit.context(figures.as_of(report))]
    top += [kit.section(figures.against_quota(report.line)), figures.roll_ups(report)]
    top += projection(digest.forecast)
    return [*top, kit.context(figures.as_of(report))]


def _channel_buttons(digest: Digest) -> Block:
    """What is opened from a channel is shown to whoever opens it alone, and only what they may see."""
    report = digest.forecast.report
    value = f"{report.subject.id}:{report.period.key}"
    return kit.actions(kit.button("Open", Act.FORECAST, value), numbers.menu(digest.forecast))


def _ended(report: Report) -> str:
    """How a period came out: closed, against the quota where there was one."""
    line = report.line
    share = f"{figures.share(line)} of" if line.attainment is not None else "against a quota of"
    against = f", {share} {line.quota}" if line.quota else ""
    won = line.rolled.counts[ForecastCategory.CLOSED]
    return f"*{closed_words(line.rolled)}* closed{against}" if won else "nothing was closed in it"


def _chart(file_id: str, report: Report) -> Block:
    line = report.line
    quota = f" against a quota of {line.quota}" if line.quota else ""
    won = line.rolled.counts[ForecastCategory.CLOSED]
    closed = f"{closed_words(line.rolled)} closed" if won else "nothing closed yet"
    said = f"{report.period.name}: {closed}, {commit_words(line.rolled)} commit{quota}"
    return {"type": "image", "slack_file": {"id": file_id}, "alt_text": said}


def _matter(line: MatterLine, digest: Digest) -> Block:
    deal = line.deal
    owner = digest.people.get(deal.owner_id)
    facts = [f"*{named(deal.name)}*", str(deal.amount or "no amount")]
    facts += [named(owner.first_name, 30)] if owner else []
    opening = kit.button("Open", Act.CARD, str(deal.id))
    return kit.section(f"{' · '.join(facts)}\n{named(line.why, 300)}", accessory=opening)


def _attention(digest: Digest) -> list[Block]:
    """How many deals of the subtree need somebody, with a button to see which."""
    counts = [f"*{digest.attention[kind]}* {kind.words}" for kind in Concern if digest.attention.get(kind)]
    if not counts:
        return [kit.context("No deal is stalled, past due or incomplete.")]
    subject = digest.forecast.report.subject.id
    see = kit.button("See them", Act.FORECAST_DEALS, f"{subject}:attention")
    return [kit.divider(), kit.section(" · ".join(counts), accessory=see)]


def _quiet(digest: Digest) -> list[Block]:
    """Who logged nothing for a week, who answers no reminders: said so that it opens a conversation, not a reproach."""
    lines = []
    if digest.silent:
        who = names([person.name for person in digest.silent])
        lines.append(f"Nothing logged for a week: {who}. Perhaps they could use a hand.")
    if digest.to_coach:
        who = names([person.name for person in digest.to_coach])
        lines.append(f"No answer to two weeks of reminders: {who}. It is worth asking what stands in the way.")
    return [kit.context("\n".join(lines))] if lines else []


def _buttons(report: Report) -> Block:
    value = f"{report.subject.id}:{report.period.key}"
    return kit.actions(
        kit.button("Open", Act.FORECAST, value, style="primary"),
        kit.button("Excel", Act.FORECAST_XLSX, numbers.written(report)),
        kit.button("Not now", Act.DIGEST_LATER, value),
        kit.button("Schedule", Act.SCHEDULE, value),
    )
