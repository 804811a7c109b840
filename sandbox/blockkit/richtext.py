"""The rules of rich text: the block, and the input in which people write it."""

from sandbox.blockkit.elements import TYPED
from sandbox.blockkit.shape import Optional, array, boolean, by_type, choice, number, record, string
from sandbox.blockkit.texts import ADDRESS, ID

_STYLE = Optional(
    record(
        {
            name: Optional(boolean)
            for name in ("bold", "italic", "strike", "code", "underline", "highlight", "client_highlight", "unlink")
        }
    )
)
_RICH_LEAF = by_type(
    {
        "text": record({"text": string(12_000), "style": _STYLE}, tag="text"),
        "emoji": record(
            {
                "name": string(255),
                "unicode": Optional(string(255)),
                "skin_tone": Optional(number(2, 6)),
                "style": _STYLE,
                "url": Optional(ADDRESS),
            },
            tag="emoji",
        ),
        "link": record(
            {
                "url": ADDRESS,
                "text": Optional(string(3000, 0)),
                "unsafe": Optional(boolean),
                "style": _STYLE,
            },
            tag="link",
        ),
        "user": record({"user_id": string(255), "style": _STYLE}, tag="user"),
        "usergroup": record({"usergroup_id": string(255), "style": _STYLE}, tag="usergroup"),
        "channel": record({"channel_id": string(255), "style": _STYLE}, tag="channel"),
        "team": record({"team_id": string(255), "style": _STYLE}, tag="team"),
        "broadcast": record({"range": choice("here", "channel", "everyone"), "style": _STYLE}, tag="broadcast"),
        "color": record({"value": string(255), "style": _STYLE}, tag="color"),
        "date": record(
            {
                "timestamp": number(),
                "format": string(255),
                "url": Optional(ADDRESS),
                "fallback": Optional(string(255)),
                "style": _STYLE,
            },
            tag="date",
        ),
    }
)
_LEAVES = array(_RICH_LEAF, 1000, 0)
_SECTION = record({"elements": _LEAVES}, tag="rich_text_section")
_BORDER = Optional(number(0, 1))
RICH_TEXT = record(
    {
        "block_id": ID,
        "elements": array(
            by_type(
                {
                    "rich_text_section": _SECTION,
                    "rich_text_list": record(
                        {
                            "style": choice("bullet", "ordered"),
                            "elements": array(by_type({"rich_text_section": _SECTION}), 1000),
                            "indent": Optional(number(0, 8)),
                            "offset": Optional(number(0)),
                            "border": _BORDER,
                        },
                        tag="rich_text_list",
                    ),
                    "rich_text_quote": record({"elements": _LEAVES, "border": _BORDER}, tag="rich_text_quote"),
                    "rich_text_preformatted": record(
                        {"elements": _LEAVES, "border": _BORDER, "language": Optional(string(255))},
                        tag="rich_text_preformatted",
                    ),
                }
            ),
            1000,
        ),
    },
    tag="rich_text",
)
RICH_INPUT = record(
    {
        **TYPED,
        "initial_value": Optional(by_type({"rich_text": RICH_TEXT})),
        "min_lines": Optional(number(1)),
        "max_lines": Optional(number(1)),
    },
    tag="rich_text_input",
)
