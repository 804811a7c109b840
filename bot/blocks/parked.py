"""What somebody hears when Slack does not let us send a message: what it was, why, and what they can do."""

from __future__ import annotations

from collections.abc import Mapping

from bot.blocks import kit
from bot.blocks.fit import named
from bot.blocks.kit import Message
from sales.usecases.actors import WELCOME
from sales.usecases.celebrating import WIN, WIN_EDIT
from sales.usecases.parking import Parked
from sales.usecases.reassigning import REASSIGNED
from sales.usecases.scheduling import DIGEST, NUDGE

_WHY: Mapping[str, tuple[str, str]] = {
    "is_archived is_inactive": ("that channel is archived", "Unarchive it"),
    "channel_not_found not_in_channel channel_is_limited_access": ("I am not in that channel", "Invite me there"),
    "restricted_action restricted_action_read_only_channel restricted_action_thread_only_channel "
    "restricted_action_non_threadable_channel restricted_action_thread_locked posting_to_channel_denied": (
        "only some people may post there",
        "Let me post in that channel's settings",
    ),
    "messages_tab_disabled": (
        "direct messages to me are switched off",
        "Switch the Messages tab on, in the app's settings under App Home",
    ),
    "user_not_found user_disabled user_not_visible cannot_dm_bot not_enough_users": (
        "Slack has no account there to write to",
        "See whether they still have an account here, and hand their deals on if they have left",
    ),
}
_REASONS = {code: reason for codes, reason in _WHY.items() for code in codes.split()}
_WHAT = {
    WIN: "post a win in {place}",
    WIN_EDIT: "correct a win in {place}",
    DIGEST: "send {place} the forecast",
    NUDGE: "remind {place} of their deals",
    WELCOME: "welcome {place}",
    REASSIGNED: "tell {place} of a deal that is theirs now",
}


def parked_message(news: Parked) -> Message:
    """One sentence that says what was not sent, why and what to do; an answer that was asked for follows it."""
    delivery = news.delivery
    place = named(news.person.name) if news.person else f"<#{kit.escape(delivery.recipient)}>"
    why, remedy = _REASONS.get(news.code, (f"Slack refuses it ({news.code})", "Ask whoever looks after your Slack"))
    if news.answer:
        text = f"I could not answer you in {place}: {why}. {remedy}, or write to me here. What I had to say:"
        answer = Message(str(delivery.payload["text"]), tuple(delivery.payload["blocks"]))
        shown = answer.blocks or (kit.section(answer.text),)
        return kit.message(f"{text} {answer.text}", [kit.section(f":warning: {text}"), *shown][: kit.MESSAGE_BLOCKS])
    what = _WHAT.get(delivery.kind, "write to {place}").format(place=place)
    other = ", or choose another channel for wins in `/firebreak settings`" if delivery.kind in (WIN, WIN_EDIT) else ""
    text = f"I could not {what}: {why}. {remedy}{other}. I'll remind you once a week until it is fixed."
    return kit.message(text, [kit.section(f":warning: {text}")])
