"""The digest as a message: one sentence, the numbers, the chart, the few deals that matter, who is quiet. Knows a
`Digest`; decides nothing about it."""

from __future__ import annotations

from bot.blocks import figures, kit, numbers
from bot.blocks.calls import adjust_menu, standing_line
from bot.blocks.fit import fitting, named, names
from bot.blocks.forecast import left_out, summary
from bot.blocks.kit import Block, Message, escape
from bot.ids import Act
from sales.matters import MatterLine
from sales.report import Report
from sales.stalls import Concern
from sales.usecases.digesting import Digest


def digest_message(digest: Digest, chart: str | None) -> Message:
    """The digest for its reader. `chart` is the id of a picture already uploaded to Slack, None for none. Its text,
    the notification, has the numbers and the sentence."""
    report = digest.forecast.report
    sentence = escape(digest.sentence.replace("->", "→"))
    top = [kit.header(f"Your forecast · {report.period.name}")]
    top += [kit.section(f"*{digest.ended.period.name} is over*: {_ended(digest.ended)}.")] if digest.ended else []
    top += [kit.section(sentence)] if sentence else []
    top += [kit.section(figures.against_quota(report.line)), figures.roll_ups(report.line)]
    top += figures.projection(digest.forecast.projected)
    top.append(kit.context(figures.as_of(report)))
    top += [_chart(chart, report)] if chart else []
    foot = [*_attention(digest), *standing_line(digest.forecast.calls, report), *_quiet(digest)]
    foot += [*left_out(report), kit.actions(numbers.menu(digest.forecast), *adjust_menu(report)), _buttons(report)]
    matters = [[_matter(line, digest)] for line in digest.matters]
    heading = [kit.divider(), kit.section("*Deals to look at*")] if matters else []
    shown, _ = fitting(matters, beside=[*top, *heading, *foot])
    return kit.message(" ".join(filter(None, (summary(report), sentence))), [*top, *heading, *shown, *foot])


def _ended(report: Report) -> str:
    """How a period came out: closed, against the quota where there was one."""
    line = report.line
    against = f", {figures.percent(line.attainment)} of {line.quota}" if line.attainment is not None else ""
    return f"*{line.rolled.closed}* closed{against}" if line.rolled.closed else "nothing was closed in it"


def _chart(file_id: str, report: Report) -> Block:
    line = report.line
    quota = f" against a quota of {line.quota}" if line.quota else ""
    closed = f"{line.rolled.closed} closed" if line.rolled.closed else "nothing closed yet"
    said = f"{report.period.name}: {closed}, {line.rolled.commit} commit{quota}"
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
        lines.append(f"Two weeks of reminders stayed without an answer: {who}. What stands in the way is worth asking.")
    return [kit.context("\n".join(lines))] if lines else []


def _buttons(report: Report) -> Block:
    value = f"{report.subject.id}:{report.period.key}"
    return kit.actions(
        kit.button("Open", Act.FORECAST, value, style="primary"),
        kit.button("Excel", Act.FORECAST_XLSX, numbers.written(report)),
        kit.button("Not now", Act.DIGEST_LATER, value),
        kit.button("Schedule", Act.SCHEDULE, value),
    )
