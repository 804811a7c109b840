"""The story of a win, told in words: "story: they asked for the pilot themselves", or plain words right after the win,
which are asked about. Finds the win; `celebrating` saves and posts the story."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from sales.deal import Deal, Field
from sales.errors import NotFound
from sales.language import Choice, Question
from sales.language.normalise import normalise
from sales.period import Period, local_date
from sales.process import Outcome
from sales.usecases.actors import Actor
from sales.usecases.celebrating import WIN, WIN_EDIT, tell_in
from sales.usecases.conversing import latest_here
from sales.usecases.names import Names
from sales.usecases.ports import Heard, Tx
from sales.usecases.reading import Said

STORY = "story"
"""What the question is about: its answer is the id of the deal that was won."""
JUST_WON = timedelta(hours=1)
"""For so long plain words after a win may be its story."""
LATELY = timedelta(days=14)
FEWEST_WORDS = 4

_SAID = re.compile(
    r"\s*(?:the |my |our )?story(?: (?:of|for|behind|about) (?P<deal>[^:\n]{2,120}?))?\s*[:–—-]\s*", re.I
)


@dataclass(frozen=True, slots=True)
class StoryTold:
    """The deal whose win was told about, and the story as it was posted."""

    deal: Deal
    story: str


def story_said(tx: Tx, names: Names, actor: Actor, said: Said) -> tuple[int, str] | None:
    """The deal and the story, where the words are plainly one, or were agreed to be one; among colleagues only in the
    thread of the win. Raises `NotFound` where it cannot be told whose win is meant."""
    heard, text = said.heard, normalise(said.heard.text).plain.strip()
    agreed = next((text for key, text in said.answers.items() if key.endswith(f".{STORY}")), "")
    if (deal_id := agreed.removeprefix("text:")).isdecimal():
        return int(deal_id), text
    match = _SAID.match(text)
    story = text[match.end() :].strip() if match else ""
    if match is None or not story:
        return None
    here = celebrated_in(tx, heard) or _won_here(tx, actor, heard)
    if not said.addressed and (here is None or heard.thread_ts is None):
        return None
    if match["deal"]:
        named = names.of(tx, actor).resolve(match["deal"]).deal
        if named is None:
            raise NotFound(f'I do not know "{match["deal"]}". Write it like: story of Acme: what decided it.')
        return named.id, story
    return here or _won_lately(tx, actor, heard), story


def perhaps_a_story(tx: Tx, actor: Actor, heard: Heard) -> Question | None:
    """Asks whether plain words are the story of the win that the actor has just told of here, if it has none yet."""
    entry = latest_here(tx, actor, heard)
    deal_id = _won_here(tx, actor, heard)
    late = entry is None or (heard.thread_ts is None and heard.received_at - entry.at > JUST_WON)
    win = tx.win(deal_id) if deal_id is not None and not late else None
    if win is None or win.story or win.retracted or len(heard.text.split()) < FEWEST_WORDS:
        return None
    deal = tx.deals.many([win.deal_id])[win.deal_id]
    sentence = f"Is that the story of {deal.name}? Then I put it under the win, for everyone to read."
    return Question(STORY, sentence, (Choice("Yes, post it", str(deal.id)), Choice("No", None)))


def tell(tx: Tx, actor: Actor, deal_id: int, story: str, now: datetime) -> StoryTold:
    """Tells it; whoever helped stays named. Raises as `tell_in` does."""
    win = tx.win(deal_id)
    tell_in(tx, actor, deal_id, story, win.helpers if win is not None else (), now)
    return StoryTold(tx.deals.many([deal_id])[deal_id], " ".join(story.split()))


def celebrated_in(tx: Tx, heard: Heard) -> int | None:
    """The deal of the celebration in whose thread the words stand."""
    ours = tx.deliveries.by_message(heard.channel, heard.thread_ts) if heard.thread_ts else None
    found = ours.payload.get("deal_id") if ours is not None and ours.kind in (WIN, WIN_EDIT) else None
    return found if isinstance(found, int) else None


def _won_here(tx: Tx, actor: Actor, heard: Heard) -> int | None:
    """The deal that the actor's latest entry of this conversation has won."""
    entry = latest_here(tx, actor, heard)
    changes = tx.entries.changes(entry.id) if entry is not None else []
    won = [c.deal_id for c in changes if c.field is Field.STAGE and c.new == tx.process.won.key]
    return won[0] if len(won) == 1 else None


def _won_lately(tx: Tx, actor: Actor, heard: Heard) -> int:
    """The actor's only win of the last days. Raises `NotFound` for none, and for several."""
    today = local_date(heard.received_at, actor.person.timezone)
    period = Period(today - LATELY, today + timedelta(days=1))
    wins = tx.deals.ended([actor.person.id], Outcome.WON, period, limit=2)
    if len(wins) == 1:
        return wins[0].id
    if not wins:
        raise NotFound("I know no win of yours to tell about. Tell me that you won it first: we won Acme.")
    names = [deal.name for deal in wins]
    raise NotFound("Which win? Write it like: story of Acme: what decided it.", suggestions=names)
