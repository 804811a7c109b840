"""A channel as Slack describes it: whether we may post there, and whether people of other companies are in it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.messenger import Messenger
from bot.slack_answer import Sent, SlackAnswer, Unknown
from sales.errors import Invalid
from sales.workspace import Amounts


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel. `shared`: people from outside of the workspace's company are in it, or are invited."""

    name: str
    member: bool
    shared: bool
    archived: bool = False

    @property
    def reachable(self) -> bool:
        return self.member and not self.archived


def hidden_in(amounts: Amounts, channel: Channel | None) -> bool:
    """Whether amounts are left out of what is posted to a channel. One that Slack tells nothing of counts as shared."""
    return amounts is Amounts.HIDDEN or (amounts is Amounts.INSIDE and (channel is None or channel.shared))


def channel_of(messenger: Messenger, channel: str) -> Channel | None:
    """What Slack says of the channel; None where it will not: a private one we are not in, or no answer."""
    return _described(channel, messenger.channel(channel) if channel else None)


def channel_in_form(messenger: Messenger, channel: str, field: str) -> Channel | None:
    """The same for a form that waits for an acknowledgement. Raises `Invalid` at its `field` where Slack takes longer
    than that may take."""
    outcome = messenger.channel(channel, hurried=True) if channel else None
    if isinstance(outcome, Unknown):
        raise Invalid("Slack took too long to tell me about that channel. Please try again.", field=field)
    return _described(channel, outcome)


def _described(channel: str, outcome: SlackAnswer | None) -> Channel | None:
    about = (outcome.answer or {}).get("channel") if isinstance(outcome, Sent) else None
    if not isinstance(about, dict):
        return None
    shared = ("is_ext_shared", "is_pending_ext_shared")
    return Channel(
        name=str(about.get("name") or channel),
        member=bool(about.get("is_member")),
        shared=any(about.get(name) for name in shared),
        archived=bool(about.get("is_archived")),
    )
