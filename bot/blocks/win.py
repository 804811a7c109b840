"""A win as the team sees it: as large as it is, with its story once it is told, and calmly taken back when the deal is
reopened. Knows a `WinView`; what deserves which size is decided in `sales.wins`."""

from __future__ import annotations

import re

from bot.blocks import kit
from bot.blocks.fit import bare, listing, named
from bot.blocks.kit import Block, Message, escape
from bot.ids import Act
from sales.people import Person
from sales.usecases.celebrating import WinView
from sales.wins import Band

_SLACK_ID = re.compile(r"[UW][A-Za-z0-9-]+")


def win_message(view: WinView) -> Message:
    """The celebration: one line for a small win, a headline with its reasons for a larger one, and for a large one what
    it took as well. Its text, the notification, is the headline."""
    if view.retracted:
        return _retracted(view)
    ask = kit.button("Add the story", Act.STORY, str(view.deal.id)) if not view.story else None
    headline = named(view.headline, 400)
    if view.band is Band.SMALL:
        line = kit.section(f":tada: {headline}.", accessory=ask)
        return kit.message(f"{headline}.", [line, *_reasons(view), *_story(view)])
    blocks = [*_headline(view), *_reasons(view), *_story(view)]
    blocks += [kit.context(_what_it_took(view))] if view.band is Band.LARGE else []
    return kit.message(f"{headline}.", [*blocks, *([kit.actions(ask)] if ask else [])])


def _headline(view: WinView) -> list[Block]:
    """As a header, unless it is too long for one."""
    mark = ":trophy:" if view.band is Band.LARGE else ":tada:"
    headline = bare(view.headline, 400)
    if len(headline) + len(mark) + 1 <= kit.HEADER:
        return [kit.header(f"{mark} {headline}")]
    return [kit.section(f"{mark} *{escape(headline)}*")]


def _reasons(view: WinView) -> list[Block]:
    lines = [named(reason, 300) for reason in view.reasons]
    return listing([f"• {line}" for line in lines] if len(lines) > 1 else lines)


def _story(view: WinView) -> list[Block]:
    told = [f"> {escape(' '.join(view.story.split()))}"] if view.story else []
    thanks = [f"Thanks to {_mentions(view.helpers)}."] if view.helpers else []
    return [kit.section("\n".join([*told, *thanks]))] if told or thanks else []


def _mentions(people: tuple[Person, ...]) -> str:
    """People by their mention, so that the thanks reach them; by name where Slack does not know them."""
    shown = [
        f"<@{person.slack_id}>" if person.slack_id and _SLACK_ID.fullmatch(person.slack_id) else named(person.name, 40)
        for person in people[:10]
    ]
    if len(people) > 10:
        return f"{', '.join(shown)} and {len(people) - 10} more"
    return " and ".join(filter(None, (", ".join(shown[:-1]), shown[-1])))


def _what_it_took(view: WinView) -> str:
    """The plain facts of a large win: from the first entry to the signature, and where it came from."""
    deal = view.deal
    facts = [f"Signed on {kit.day(deal.closed_on)}"] if deal.closed_on else []
    facts += [f"{view.took} days after the first entry"] if view.took and view.took > 1 else []
    facts += [f"source {named(deal.source, 40)}"] if deal.source else []
    return " · ".join(facts) or "Signed"


def _retracted(view: WinView) -> Message:
    text = f"{named(view.deal.name)} was reopened, so this win is taken back for now. Work on it goes on."
    return kit.message(text, [kit.context(text)])
