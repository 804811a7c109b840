"""The rules of text objects, options and confirmation dialogs, with the limits of Slack's reference."""

from sandbox.blockkit.shape import Check, Optional, array, boolean, by_type, choice, record, string

ID = Optional(string(255, 0))
ADDRESS = string(3000)


def plain(most: int, least: int = 1) -> Check:
    """A plain_text object."""
    return by_type({"plain_text": record({"text": string(most, least), "emoji": Optional(boolean)}, tag="plain_text")})


def mrkdwn(most: int) -> Check:
    """A mrkdwn object."""
    return by_type({"mrkdwn": record({"text": string(most), "verbatim": Optional(boolean)}, tag="mrkdwn")})


def either(most: int) -> Check:
    """A text object of either kind."""
    return by_type(
        {
            "plain_text": record({"text": string(most), "emoji": Optional(boolean)}, tag="plain_text", union=True),
            "mrkdwn": record({"text": string(most), "verbatim": Optional(boolean)}, tag="mrkdwn", union=True),
        }
    )


CONFIRM = record(
    {
        "title": Optional(plain(100)),
        "text": either(300),
        "confirm": Optional(plain(30)),
        "deny": Optional(plain(30)),
        "style": Optional(choice("primary", "danger")),
    }
)


def option(text: Check, description: Check, *, url: bool = False) -> Check:
    """An option; its value has at most 150 characters."""
    fields: dict[str, Check | Optional] = {
        "text": text,
        "value": string(150, 0),
        "description": Optional(description),
    }
    return record(fields | ({"url": Optional(ADDRESS)} if url else {}))


MENU_OPTION = option(plain(75), plain(75))
RICH_OPTION = option(either(75), either(75))
LABEL = plain(75)
OPTION_GROUP = record({"label": LABEL, "options": array(MENU_OPTION, 100)})
