"""The company that the page is tested with, and the manifest of its app."""

from typing import Any

JSON = dict[str, Any]


SEED: JSON = {
    "team": {"id": "T0MAVEN", "name": "Maven Hardware", "domain": "maven"},
    "start": "2017-09-28T13:00:00+00:00",
    "users": [
        {"id": "U0DANA", "name": "dana", "real_name": "Dana Reyes", "title": "Sales manager", "tz": "America/Chicago"},
        {"id": "U0SAM", "name": "sam", "real_name": "Sam Okafor", "title": "Account executive", "tz": "Europe/Berlin"},
        {"id": "U0MEI", "name": "mei", "real_name": "Mei Lin", "title": "Account executive", "tz": "Asia/Singapore"},
        {"id": "U0JO", "name": "jo", "real_name": "Jo Lindqvist", "title": "VP Sales", "tz": "Europe/Stockholm"},
    ],
    "channels": [
        {
            "id": "C0SALES",
            "name": "sales",
            "topic": "Deals, wins and Mondays at 9 :dart:",
            "members": ["U0DANA", "U0SAM", "U0MEI", "U0JO", "@bot"],
        },
        {"id": "C0WINS", "name": "wins", "topic": "", "members": ["U0DANA", "U0SAM", "@bot"]},
        {"id": "C0LEAD", "name": "leadership", "members": ["U0DANA", "U0JO"], "private": True},
        {"id": "C0OPEN", "name": "lunch", "topic": "Anyone hungry?", "members": ["U0JO"]},
    ],
    "guide": [
        {
            "id": "log",
            "title": "Log a call",
            "hint": "Say it in your own words.",
            "as": "U0SAM",
            "channel": "app",
            "text": "called Conecta, Jane wants a proposal",
            "done_when": {"what": "say", "text": "called"},
        },
        {
            "id": "deal",
            "title": "Look at the deal",
            "hint": "Commands complete themselves.",
            "channel": "sales",
            "text": "/deal Conecta",
            "done_when": {"what": "command", "command": "/deal"},
        },
        {
            "id": "clock",
            "title": "See tomorrow morning",
            "hint": "Move the clock, and read the digest.",
            "advance": "tomorrow",
            "done_when": {"what": "clock"},
        },
    ],
}


MANIFEST: JSON = {
    "display_information": {"name": "Firebreak", "description": "Keeps the pipeline true"},
    "features": {
        "unfurl_domains": ["example.com"],
        "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True},
        "bot_user": {"display_name": "Firebreak"},
        "slash_commands": [
            {
                "command": "/deal",
                "description": "Look at a deal, or make one",
                "usage_hint": "[name]",
                "should_escape": True,
            },
            {"command": "/digest", "description": "The number, now"},
            {"command": "/all", "description": "Every block there is"},
            {"command": "/form", "description": "Every input there is"},
            {"command": "/inputs", "description": "The other inputs"},
            {"command": "/slow", "description": "Never answers"},
        ],
        "shortcuts": [
            {"name": "Log to a deal", "type": "message", "callback_id": "log_message", "description": "Log"},
            {
                "name": "Call a firedrill",
                "type": "global",
                "callback_id": "call_firedrill",
                "description": "A number, now",
            },
        ],
    },
    "oauth_config": {
        "scopes": {
            "bot": [
                "app_mentions:read",
                "channels:history",
                "chat:write",
                "commands",
                "files:read",
                "files:write",
                "im:history",
                "im:write",
                "links.embed:write",
                "reactions:write",
                "users:read",
            ]
        }
    },
    "settings": {
        "event_subscriptions": {"bot_events": ["app_home_opened", "message.channels", "message.im"]},
        "interactivity": {"is_enabled": True},
        "socket_mode_enabled": True,
    },
}
