"""Which deal a question is about: a known name, a misspelt one, "it", or one that is looked up and unknown. Knows no
kinds of questions but by what they need."""

from __future__ import annotations

import re

from sales.language.context import Context
from sales.language.mentions import bare_name, mention_at
from sales.language.names import Mention
from sales.language.phrases.question import Query
from sales.language.shape import DEAL, Shape
from sales.language.understanding import IntentKind

_MENTIONED = re.compile(
    r"(?:how(?:'s| is| are|s)|who owns|who has|who's on|status of|status on|update on|news on|news from|latest"
    r" on|latest with|up with|happening with|going on with|going on at|new with|new at|new on|story with|deal"
    r" with|where are we with|where are we on|where do we stand with|show(?: me)?|tell me about|about|info on"
    r"|details on|details of|pull up|look up|find(?! (?:attached|enclosed))|open|summari[sz]e|recap|deal"
    r"|opportunity|for opportunity"
    r"|talk to|talked to|speak to|speak with|spoke to|talk with|heard from|hear from|met with|meet with|meet"
    r"|call|called|email|emailed|visit|visited|contact|stage is|is|does|will|with|at|on|of|for|named|called"
    r"|fetch|select|get) (?:the |my |our |deal |opportunity |opp |account |called |named"
    r" )*(?P<deal>[^\s,;:!?()\ue001-\ue007]+(?: [^\s,;:!?()\ue001-\ue007]+){0,4}?)(?:'s)?(?: (?:deal"
    r"|opportunity|opp|account|doing|going|looking|at|close|closing|now|again|so far|these days|lately|worth"
    r"|right now|coming along|stage|in|and|status|moving|progressing|still|been)\b.*)?\W*$"
)


def asked_deal(shape: Shape, context: Context, start: int, end: int, query: Query) -> Mention | None:
    """The deal that is asked about: a known name, a misspelt one, or "it"."""
    deals = shape.within(start, end, DEAL)
    if deals:
        return whole_name(shape, context, start, end, deals[0][0])
    if not query.needs_deal and query.kind not in (IntentKind.QUERY_ACTIVITY, IntentKind.QUERY_CONTACT):
        return None
    sentence = shape.line[start:end]
    if re.search(r"\b(?:it|this deal|this one|the deal|that deal|this)\b", sentence) and query.needs_deal:
        for deal_id in (context.thread_deal, context.channel_deal):
            if (deal := context.names.deal(deal_id)) is not None:
                return Mention("it", None, context.names.resolve(deal.name), pronoun=False)
    match = _MENTIONED.search(sentence)
    if match is None:
        return None
    narrow = re.match(
        r"\W*(?:how|who|status|update|what|where|show|tell|pull|look|find|open|summar|recap|deal|opportunity"
        r"|when|is|info|get|fetch|select|news|latest|any)",
        sentence,
    )
    said = shape.words(start + match.start("deal"), start + match.end("deal"))
    sure = bool(narrow) and said[:1].isupper() and query.kind is IntentKind.QUERY_DEAL
    return mention_at(shape, context, start + match.start("deal"), start + match.end("deal"), sure=sure)


def looked_up(query: Query, match: re.Match[str], shape: Shape, context: Context, start: int) -> Mention | None:
    """ "look up the Foobar deal": the name that is looked for, known or not; where the words are no request, it must be
    spelled with a capital."""
    place = start + match.start("named"), start + match.end("named")
    mention = mention_at(shape, context, *place, sure=True)
    if mention is None or mention.pronoun:
        return None
    return mention if query.fixed["looked_up"] == "any" or mention.said[:1].isupper() else None


def whole_name(shape: Shape, context: Context, start: int, end: int, place: int) -> Mention | None:
    """A known name, with the words behind it where together they name a deal ("the Globex renewal")."""
    tail = re.compile(r"[\ue000](?: [^\W\d_][\w-]*){1,3}").match(shape.line, place, end)
    if tail:
        parts = tail.group().split(" ")
        for count in range(len(parts), 1, -1):
            stop = place + len(" ".join(parts[:count]))
            found = context.names.resolve(bare_name(shape.words(place, stop)))
            if found.deal is not None and found.score >= 90:
                return Mention(shape.words(place, stop), shape.span(place, stop), found)
    return mention_at(shape, context, place, place + 1, sure=True)
