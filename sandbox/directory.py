"""Channels and people: opening, joining, leaving, archiving, deactivating. Each act tells the pages, then the app."""

from collections.abc import Iterable

from sandbox.pages import page_user
from sandbox.shapes import user_json
from sandbox.state import JSON, Channel, Message, User
from sandbox.workspace import Workspace


class Directory:
    """Who and what there is in the workspace. All methods run on the server's event loop."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._state = workspace.state

    def dm(self, user: str) -> Channel:
        """The conversation of a person with the app, opened when it was not yet."""
        found = self._state.app_dm(user)
        return found or self._new_channel("app", "D", [user, self._state.bot_user])

    def direct(self, people: Iterable[str]) -> Channel:
        """The direct message among `people`, opened when it was not yet."""
        wanted = set(people)
        if len(wanted) == 2 and self._state.bot_user in wanted:
            return self.dm(next(iter(wanted - {self._state.bot_user})))
        kind = "im" if len(wanted) <= 2 else "mpim"
        same = (c for c in self._state.channels.values() if c.kind == kind and set(c.members) == wanted)
        return next(same, None) or self._new_channel(kind, "D" if kind == "im" else "G", sorted(wanted))

    def create_channel(self, name: str, creator: str, private: bool) -> Channel:
        """A new channel with its creator as the only member."""
        channel = self._new_channel("private" if private else "channel", "C", [creator], name)
        about = {"id": channel.id, "name": name, "created": channel.created, "creator": creator}
        if not private:
            self._workspace.event("channel_created", {"type": "channel_created", "channel": about}, None)
        return channel

    def join(self, channel: Channel, user: str, inviter: str | None = None) -> None:
        """Makes a person or the app a member."""
        channel.members[user] = None
        self._workspace.channel_changed(channel)
        self._line(channel, user, "channel_join", f"<@{user}> has joined the channel")
        kind = "C" if channel.kind == "channel" else "G"
        event = {"type": "member_joined_channel", "user": user, "channel": channel.id, "channel_type": kind}
        event |= {"team": self._state.team.id}
        self._workspace.event("member_joined_channel", event | ({"inviter": inviter} if inviter else {}), channel)

    def leave(self, channel: Channel, user: str) -> None:
        """Ends a membership; the event still reaches an app that left."""
        was_in = self._state.bot_user in channel.members
        self._line(channel, user, "channel_leave", f"<@{user}> has left the channel")
        channel.members.pop(user, None)
        self._workspace.channel_changed(channel)
        kind = "C" if channel.kind == "channel" else "G"
        event = {"type": "member_left_channel", "user": user, "channel": channel.id, "channel_type": kind}
        if was_in:
            self._workspace.event("member_left_channel", event | {"team": self._state.team.id}, None)

    def archive(self, channel: Channel, user: str, archived: bool) -> None:
        """Archives a channel, or brings it back."""
        if channel.archived == archived:
            return
        channel.archived = archived
        self._workspace.channel_changed(channel)
        kind = "channel_archive" if archived else "channel_unarchive"
        event = {"type": kind, "channel": channel.id, "user": user, "is_moved": 0}
        self._workspace.event(kind, event, channel)

    def deactivate(self, user: User, deleted: bool) -> None:
        """Deactivates a person's account, or brings it back."""
        if user.deleted == deleted:
            return
        user.deleted, user.updated = deleted, self._workspace.now_seconds()
        self._workspace.pages.tell({"type": "user", "user": page_user(user, self._state)})
        about = user_json(user, self._state, base=self._workspace.base, now=self._workspace.clock.now(), email=True)
        event = {
            "type": "user_change",
            "user": about,
            "cache_ts": self._workspace.now_seconds(),
            "event_ts": self._workspace.new_ts(),
        }
        self._workspace.event("user_change", event, None)

    def add_user(self, user: User) -> None:
        """A person joins the workspace."""
        self._state.users[user.id] = user
        self._workspace.pages.tell({"type": "user", "user": page_user(user, self._state)})
        about = user_json(user, self._state, base=self._workspace.base, now=self._workspace.clock.now(), email=True)
        self._workspace.event("team_join", {"type": "team_join", "user": about}, None)

    def uninstall(self) -> None:
        """Takes the app out of the workspace: its tokens end, and it hears of that last of all."""
        self._workspace.event("app_uninstalled", {"type": "app_uninstalled"}, None)
        tokens = {"oauth": [], "bot": [self._state.bot_user]}
        revoked = {"type": "tokens_revoked", "tokens": tokens}
        self._workspace.event("tokens_revoked", revoked, None)
        self._state.installed = False

    def home_opened(self, user: str, tab: str) -> None:
        """Tells the app that a person looks at its Home or Messages tab."""
        event: JSON = {"type": "app_home_opened", "user": user, "channel": self.dm(user).id, "tab": tab}
        view = self._state.homes.get(user)
        if tab == "home" and view is not None:
            event["view"] = self._workspace.view(view)
        self._workspace.event("app_home_opened", event, None)

    def _line(self, channel: Channel, user: str, subtype: str, text: str) -> None:
        """The line in the channel by which Slack itself tells of an arrival or a departure."""
        kind = subtype if channel.kind == "channel" else subtype.replace("channel", "group")
        ts = self._workspace.new_ts()
        self._workspace.post(Message(ts=ts, channel=channel.id, user=user, text=text, subtype=kind))

    def _new_channel(self, kind: str, prefix: str, members: list[str], name: str = "") -> Channel:
        channel = Channel(
            id=self._state.new_id(prefix),
            name=name,
            kind=kind,
            created=self._workspace.now_seconds(),
            creator=members[0],
            members=dict.fromkeys(members),
        )
        self._state.channels[channel.id] = channel
        self._workspace.channel_changed(channel)
        return channel
