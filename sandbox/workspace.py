"""What can happen in the workspace: each act changes the state, then tells the pages, then the app if it subscribed.

Who asks (a person at the page, the app through the Web API) has been judged before; here nobody is refused.
"""

import uuid

from sandbox.blockkit.complete import completed
from sandbox.clock import Clock
from sandbox.delivery import Delivery
from sandbox.journal import Journal
from sandbox.manifest import Manifest
from sandbox.pages import Pages, page_channel, page_message
from sandbox.payloads import Envelope, changed_event, channel_type, deleted_event, message_event
from sandbox.shapes import message_json, view_json
from sandbox.state import JSON, SLACKBOT, Channel, Message, State, View

SUBSCRIPTIONS = {"channel": "message.channels", "group": "message.groups", "im": "message.im", "mpim": "message.mpim"}


class Workspace:
    """The living workspace. All methods run on the server's event loop."""

    def __init__(
        self,
        *,
        state: State,
        manifest: Manifest,
        clock: Clock,
        journal: Journal,
        pages: Pages,
        delivery: Delivery,
        envelope: Envelope,
    ) -> None:
        self.state = state
        self.manifest = manifest
        self.clock = clock
        self.journal = journal
        self.pages = pages
        self.delivery = delivery
        self.envelope = envelope

    @property
    def base(self) -> str:
        """The workspace's own address, without a final slash."""
        return self.envelope.base

    def now_seconds(self) -> int:
        """The workspace's present, in whole seconds."""
        return int(self.clock.now().timestamp())

    def new_ts(self) -> str:
        """A fresh message time stamp."""
        return self.state.new_ts(self.clock.now())

    def complete(self, blocks: list[JSON]) -> list[JSON]:
        """Accepted blocks with the identifiers that the app left out."""
        return completed(blocks, lambda: self.state.new_id("b")[-5:].lower())

    def post(self, message: Message) -> Message:
        """Puts a new message into its channel; an ephemeral one is shown to its reader and told to nobody else."""
        channel = self.state.channels[message.channel]
        channel.add(message)
        if message.visible_to:
            self.pages.tell(self._frame("ephemeral", channel, message), {message.visible_to})
            return message
        if not message.bot_id:
            channel.last_read[message.user] = message.ts
        self._show("message", channel, message)
        self._show_parent(channel, message)
        self._unread_changed(channel, message.user)
        self._message_event(channel, message_event(message, channel, self.state, self.base))
        if not message.bot_id and mentions_app(message.text, self.state) and not channel.is_direct:
            mention = message_event(message, channel, self.state, self.base) | {"type": "app_mention"}
            mention.pop("channel_type")
            self.event("app_mention", mention, channel)
        return message

    def edit(self, message: Message, before: JSON) -> None:
        """Tells of a message that was changed in place; `before` is how it looked, as `snapshot` gave it."""
        channel = self.state.channels[message.channel]
        if message.visible_to:
            self.pages.tell(self._frame("message_changed", channel, message), {message.visible_to})
            return
        self._show("message_changed", channel, message)
        after = message_json(message, self.state, base=self.base)
        self._message_event(channel, changed_event(after, before, channel, self.new_ts()))

    def snapshot(self, message: Message) -> JSON:
        """How a message looks now, to be given to `edit` after changing it."""
        return message_json(message, self.state, base=self.base)

    def show_changed(self, message: Message) -> None:
        """Shows a message anew, without an event: something it refers to changed."""
        self._show("message_changed", self.state.channels[message.channel], message)

    def delete(self, message: Message) -> None:
        """Removes a message."""
        channel = self.state.channels[message.channel]
        before = self.snapshot(message)
        channel.remove(message)
        viewers = channel.members if message.visible_to is None else {message.visible_to}
        frame = {"type": "message_deleted", "channel": channel.id, "ts": message.ts, "message": {"ts": message.ts}}
        self.pages.tell(frame, viewers)
        if message.visible_to is None:
            self._show_parent(channel, message)
            self._message_event(channel, deleted_event(before, channel, self.new_ts()))

    def fail_line(self, channel: Channel, user: str, text: str) -> None:
        """The red line that only `user` sees when the app did not do its part."""
        line = Message(
            ts=self.new_ts(),
            channel=channel.id,
            user=SLACKBOT,
            text=text,
            subtype="ephemeral",
            visible_to=user,
            failed=True,
        )
        self.journal.write("page", "failed", user=user, channel=channel.id, text=text)
        self.post(line)

    def react(self, message: Message, user: str, name: str, on: bool) -> None:
        """Adds or takes away a reaction."""
        channel = self.state.channels[message.channel]
        people = message.reactions.setdefault(name, [])
        if on:
            people.append(user)
        else:
            people.remove(user)
        if not people:
            del message.reactions[name]
        frame = self._frame("reaction", channel, message)
        self.pages.tell(frame, channel.members)
        kind = "reaction_added" if on else "reaction_removed"
        item = {"type": "message", "channel": channel.id, "ts": message.ts}
        event = {"user": user, "reaction": name, "item": item, "item_user": message.user}
        self.event(kind, {"type": kind, **event}, channel)

    def view(self, view: View) -> JSON:
        """A view as the app and the page see it."""
        return view_json(view, self.state)

    def stack_changed(self, user: str) -> None:
        """Shows a person the modals as they now are."""
        stack = [self.view(each) for each in self.state.stack(user)]
        self.pages.tell({"type": "views", "stack": stack}, {user})

    def channel_changed(self, channel: Channel) -> None:
        """Shows a channel's new standing to those who look at it."""
        for viewer in self.pages.watching():
            self.pages.tell({"type": "channel", "channel": page_channel(channel, viewer, self.state)}, {viewer})

    def _frame(self, kind: str, channel: Channel, message: Message) -> JSON:
        return {"type": kind, "channel": channel.id, "message": page_message(message, self.state)}

    def _show(self, kind: str, channel: Channel, message: Message) -> None:
        self.pages.tell(self._frame(kind, channel, message), channel.members)

    def _show_parent(self, channel: Channel, message: Message) -> None:
        parent = channel.by_ts.get(message.thread_ts or "")
        if parent is not None and parent is not message:
            self._show("message_changed", channel, parent)

    def _unread_changed(self, channel: Channel, author: str) -> None:
        for viewer in self.pages.watching():
            if viewer != author and viewer in channel.members:
                frame = {"type": "channel", "channel": page_channel(channel, viewer, self.state)}
                self.pages.tell(frame, {viewer})

    def _message_event(self, channel: Channel, event: JSON) -> None:
        self.event(SUBSCRIPTIONS[channel_type(channel)], event, channel)

    def event(self, subscription: str, event: JSON, channel: Channel | None) -> None:
        """Sends an event if the manifest subscribes to it and the app is where it happened."""
        if subscription not in self.manifest.events or not self.state.installed:
            return
        if channel is not None and self.state.bot_user not in channel.members:
            return
        event.setdefault("event_ts", self.new_ts())
        event_id = f"Ev0{uuid.uuid4().hex[:9].upper()}"
        self.delivery.event(self.envelope.event(event, event_id=event_id, at=self.now_seconds(), channel=channel))


def mentions_app(text: str, state: State) -> bool:
    """Whether a message calls the app by name."""
    return f"<@{state.bot_user}>" in text or f"<@{state.bot_user}|" in text
