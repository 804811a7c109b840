"""What people type, as Slack writes it down: entities escaped, mentions and links in angle brackets, rich text.

Nobody's typing can become an entity by itself: a message that reads `<!channel>` stays those ten characters.
"""

import re
from collections.abc import Iterator

from sandbox.state import JSON, State

_TYPED = re.compile(
    r"<(?P<link>https?://[^\s<>|]+)(?:\|[^<>]*)?>"
    r"|<(?P<id>[@#][A-Z][A-Z0-9]{2,})(?:\|[^>]*)?>"
    r"|(?<![\w@#])@(?P<handle>[a-zA-Z0-9][\w.-]*)"
    r"|(?<![\w@#&])#(?P<channel>[a-z0-9][\w-]*)"
    r"|(?P<url>https?://[^\s<>|]+[^\s<>|.,;:!?)\"'])"
)
_AMPERSAND = re.compile(r"&(?!(?:amp|lt|gt);)")
_ENTITY = re.compile(r"<([^<>]+)>")
_BROADCASTS = frozenset({"here", "channel", "everyone"})


def escaped(text: str) -> str:
    """The three characters that Slack escapes, and only those; what is escaped already stays so."""
    return _AMPERSAND.sub("&amp;", text).replace("<", "&lt;").replace(">", "&gt;")


def unescaped(text: str) -> str:
    """The reverse of `escaped`."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def as_sent(typed: str, state: State, *, labels: bool = False) -> str:
    """Text as Slack keeps it, from what was typed or from what the page wrote already.

    `@dana` becomes `<@U…>`, `#sales` `<#C…|sales>`, addresses become links. With `labels` a person's mention carries
    the handle too (`<@U…|dana>`), as in commands that ask for escaping. Names that nobody bears stay text.
    """
    handles = {user.name: user.id for user in state.users.values()}
    parts, end = [], 0
    for match in _TYPED.finditer(typed):
        entity = _entity(match, state, handles, labels)
        if entity is not None:
            parts += [escaped(typed[end : match.start()]), entity]
            end = match.end()
    return "".join([*parts, escaped(typed[end:])])


def _entity(match: re.Match[str], state: State, handles: dict[str, str], labels: bool) -> str | None:
    if match["link"]:
        return match[0]
    if match["url"]:
        return f"<{escaped(match['url'])}>"
    if match["channel"]:
        channel = state.channel_named(match["channel"])
        return f"<#{channel.id}|{channel.name}>" if channel else None
    if match["id"]:
        kind, known = match["id"][0], match["id"][1:]
        if kind == "#":
            return f"<#{known}|{state.channels[known].name}>" if known in state.channels else None
        return _mention(known, state, labels) if known in state.users else None
    handle = match["handle"]
    rest = ""
    while handle not in handles and handle not in _BROADCASTS and handle[-1:] in (".", "-", "_"):
        handle, rest = handle[:-1], handle[-1] + rest
    if handle in _BROADCASTS:
        return f"<!{handle}>{rest}"
    return _mention(handles[handle], state, labels) + rest if handle in handles else None


def _mention(user: str, state: State, labels: bool) -> str:
    return f"<@{user}|{state.users[user].name}>" if labels else f"<@{user}>"


def as_plain(typed: str, state: State) -> str:
    """The text of a command that does not ask for escaping: names and addresses as they were typed, no entities."""

    def shown(match: re.Match[str]) -> str:
        target = match[1].partition("|")[0]
        if target[:1] == "@" and target[1:] in state.users:
            return f"@{state.users[target[1:]].name}"
        if target[:1] == "#" and target[1:] in state.channels:
            return f"#{state.channels[target[1:]].name}"
        return target if target.startswith("http") else match[0]

    return escaped(_ENTITY.sub(shown, typed))


def rich_text(sent: str, block_id: str) -> JSON:
    """The rich_text block that accompanies a person's message `sent` (as `as_sent` wrote it)."""
    section = {"type": "rich_text_section", "elements": list(_elements(sent))}
    return {"type": "rich_text", "block_id": block_id, "elements": [section]}


def _elements(sent: str) -> Iterator[JSON]:
    end = 0
    for match in _ENTITY.finditer(sent):
        if match.start() > end:
            yield {"type": "text", "text": unescaped(sent[end : match.start()])}
        target, _, label = match[1].partition("|")
        if target.startswith("@"):
            yield {"type": "user", "user_id": target[1:]}
        elif target.startswith("#"):
            yield {"type": "channel", "channel_id": target[1:]}
        elif target.startswith("!"):
            yield {"type": "broadcast", "range": target[1:]}
        else:
            yield {"type": "link", "url": unescaped(target), **({"text": unescaped(label)} if label else {})}
        end = match.end()
    if end < len(sent):
        yield {"type": "text", "text": unescaped(sent[end:])}


def mentions(text: str, user: str) -> bool:
    """Whether `text` calls `user`, by name or together with everyone."""
    return f"<@{user}>" in text or f"<@{user}|" in text or any(f"<!{each}" in text for each in _BROADCASTS)
