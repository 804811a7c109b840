"""What can happen in the workspace: each act changes the state, then tells the pages, then the app if it subscribed.

Who asks (a person at the page, the app through the Web API) has been judged before; here nobody is refused.
"""

import uuid
from collections.abc import Iterable

from sandbox.blockkit.complete import completed
from sandbox.clock import Clock
from sandbox.delivery import Delivery
from sandbox.journal import Journal
from sandbox.manifest import Manifest
from sandbox.pages import Pages, page_message
from sandbox.payloads import Envelope, changed_event, channel_type, deleted_event, message_event
from sandbox.shapes import message_json, user_json, view_json
from sandbox.state import JSON, SLACKBOT, Channel, File, Message, State, User, View
from sandbox.text import mentions

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

    # Messages

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
            self._event("app_mention", mention, channel)
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
        event = {"user": user, "reaction": name, "item": item, "item_user": message.user, "event_ts": self.new_ts()}
        self._event(kind, {"type": kind, **event}, channel)

    # Channels and people

    def dm(self, user: str) -> Channel:
        """The conversation of a person with the app, opened when it was not yet."""
        found = self.state.app_dm(user)
        return found or self._new_channel("app", "D", [user, self.state.bot_user])

    def direct(self, people: Iterable[str]) -> Channel:
        """The direct message among `people`, opened when it was not yet."""
        wanted = set(people)
        if len(wanted) == 2 and self.state.bot_user in wanted:
            return self.dm(next(iter(wanted - {self.state.bot_user})))
        kind = "im" if len(wanted) <= 2 else "mpim"
        same = (c for c in self.state.channels.values() if c.kind == kind and set(c.members) == wanted)
        return next(same, None) or self._new_channel(kind, "D" if kind == "im" else "G", sorted(wanted))

    def create_channel(self, name: str, creator: str, private: bool) -> Channel:
        """A new channel with its creator as the only member."""
        channel = self._new_channel("private" if private else "channel", "C", [creator], name)
        about = {"id": channel.id, "name": name, "created": channel.created, "creator": creator}
        if not private:
            self._event("channel_created", {"type": "channel_created", "channel": about}, None)
        return channel

    def join(self, channel: Channel, user: str, inviter: str | None = None) -> None:
        """Makes a person or the app a member."""
        channel.members[user] = None
        self.channel_changed(channel)
        kind = "C" if channel.kind == "channel" else "G"
        event = {"type": "member_joined_channel", "user": user, "channel": channel.id, "channel_type": kind}
        event |= {"team": self.state.team.id, "event_ts": self.new_ts()}
        self._event("member_joined_channel", event | ({"inviter": inviter} if inviter else {}), channel)

    def leave(self, channel: Channel, user: str) -> None:
        """Ends a membership; the event still reaches an app that left."""
        was_in = self.state.bot_user in channel.members
        channel.members.pop(user, None)
        self.channel_changed(channel)
        kind = "C" if channel.kind == "channel" else "G"
        event = {"type": "member_left_channel", "user": user, "channel": channel.id, "channel_type": kind}
        if was_in:
            self._event("member_left_channel", event | {"team": self.state.team.id, "event_ts": self.new_ts()}, None)

    def archive(self, channel: Channel, user: str, archived: bool) -> None:
        """Archives a channel, or brings it back."""
        if channel.archived == archived:
            return
        channel.archived = archived
        self.channel_changed(channel)
        kind = "channel_archive" if archived else "channel_unarchive"
        event = {"type": kind, "channel": channel.id, "user": user, "is_moved": 0, "event_ts": self.new_ts()}
        self._event(kind, event, channel)

    def deactivate(self, user: User, deleted: bool) -> None:
        """Deactivates a person's account, or brings it back."""
        if user.deleted == deleted:
            return
        user.deleted, user.updated = deleted, self.now_seconds()
        self.pages.tell({"type": "user", "user": page_user(user, self.state)})
        about = user_json(user, self.state, base=self.base, now=self.clock.now(), email=True)
        event = {"type": "user_change", "user": about, "cache_ts": self.now_seconds(), "event_ts": self.new_ts()}
        self._event("user_change", event, None)

    def add_user(self, user: User) -> None:
        """A person joins the workspace."""
        self.state.users[user.id] = user
        self.pages.tell({"type": "user", "user": page_user(user, self.state)})
        about = user_json(user, self.state, base=self.base, now=self.clock.now(), email=True)
        self._event("team_join", {"type": "team_join", "user": about, "event_ts": self.new_ts()}, None)

    def uninstall(self) -> None:
        """Takes the app out of the workspace: its tokens end, and it hears of that last of all."""
        self._event("app_uninstalled", {"type": "app_uninstalled", "event_ts": self.new_ts()}, None)
        tokens = {"oauth": [], "bot": [self.state.bot_user]}
        revoked = {"type": "tokens_revoked", "tokens": tokens, "event_ts": self.new_ts()}
        self._event("tokens_revoked", revoked, None)
        self.state.installed = False

    def file_shared(self, file: File, channel: Channel) -> None:
        """Tells the app of a file that a message brought into a channel."""
        file.channels = list(dict.fromkeys([*file.channels, channel.id]))
        event = {"type": "file_shared", "file_id": file.id, "user_id": file.user, "file": {"id": file.id}}
        event |= {"channel_id": channel.id, "event_ts": self.new_ts()}
        self._event("file_shared", event, channel)

    def home_opened(self, user: str, tab: str) -> None:
        """Tells the app that a person looks at its Home or Messages tab."""
        event: JSON = {"type": "app_home_opened", "user": user, "channel": self.dm(user).id, "tab": tab}
        view = self.state.homes.get(user)
        if tab == "home" and view is not None:
            event["view"] = self.view(view)
        self._event("app_home_opened", event | {"event_ts": self.new_ts()}, None)

    # Views

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

    # The inside

    def _new_channel(self, kind: str, prefix: str, members: list[str], name: str = "") -> Channel:
        channel = Channel(
            id=self.state.new_id(prefix),
            name=name,
            kind=kind,
            created=self.now_seconds(),
            creator=members[0],
            members=dict.fromkeys(members),
        )
        self.state.channels[channel.id] = channel
        self.channel_changed(channel)
        return channel

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
        self._event(SUBSCRIPTIONS[channel_type(channel)], event, channel)

    def _event(self, subscription: str, event: JSON, channel: Channel | None) -> None:
        """Sends an event if the manifest subscribes to it and the app is where it happened."""
        if subscription not in self.manifest.events or not self.state.installed:
            return
        if channel is not None and self.state.bot_user not in channel.members:
            return
        event_id = f"Ev0{uuid.uuid4().hex[:9].upper()}"
        self.delivery.event(self.envelope.event(event, event_id=event_id, at=self.now_seconds(), channel=channel))


def mentions_app(text: str, state: State) -> bool:
    """Whether a message calls the app by name."""
    return f"<@{state.bot_user}>" in text or f"<@{state.bot_user}|" in text


def page_user(user: User, state: State) -> JSON:
    """A person as the page shows them."""
    return {
        "id": user.id,
        "name": user.name,
        "real_name": user.real_name,
        "title": user.title,
        "tz": user.tz,
        "is_bot": user.is_bot,
        "is_admin": user.is_admin,
        "is_guest": user.is_guest,
        "is_external": user.team_id != state.team.id,
        "deleted": user.deleted,
    }


def page_channel(channel: Channel, viewer: str, state: State) -> JSON:
    """A channel as the page's sidebar shows it to `viewer`."""
    unread = channel.unread(viewer) if viewer in channel.members else []
    called = [m for m in unread if channel.is_direct or mentions(m.text, viewer)]
    found: JSON = {
        "id": channel.id,
        "name": channel.name,
        "kind": "im" if channel.kind == "mpim" else channel.kind,
        "members": list(channel.members),
        "is_member": viewer in channel.members,
        "archived": channel.archived,
        "unread": len(unread),
        "mentions": len(called),
        "topic": channel.topic,
        "last_read": channel.last_read.get(viewer, "0"),
    }
    if channel.is_direct:
        others = [member for member in channel.members if member != viewer] or [viewer]
        found |= {"with": others[0], "name": ", ".join(state.users[each].real_name for each in others)}
    return found
