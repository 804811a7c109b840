"""The blocks and inputs that few apps use: what the page is tested with beside the ones in blocks.py. Pure values."""

from typing import Any

from tests.sandbox.page.blocks import actions, button, marked, options, plain, section
from tests.sandbox.page.forms import asked

JSON = dict[str, Any]
NOWHERE = "https://example.com/picture.png"
ICON = {"type": "image", "image_url": NOWHERE, "alt_text": "Conecta's logo"}
QUARTERS = ["Q1", "Q2", "Q3"]


def rich(text: str) -> JSON:
    """A rich_text block of one line."""
    line = {"type": "rich_text_section", "elements": [{"type": "text", "text": text}]}
    return {"type": "rich_text", "elements": [line]}


def frames() -> list[JSON]:
    """Blocks that hold others."""
    card = {
        "type": "card",
        "icon": ICON,
        "title": marked("*Conecta*"),
        "subtitle": marked("$86,400"),
        "body": marked("Late"),
    }
    task = {
        "type": "task_card",
        "task_id": "1",
        "title": "Read the deal",
        "status": "complete",
        "output": rich("12 facts"),
    }
    later = {**task, "task_id": "2", "title": "Write the offer", "status": "pending", "output": None}
    source = {"type": "url", "url": "https://example.com/deal", "text": "the deal"}
    menu = {
        "type": "static_select",
        "action_id": "inside",
        "placeholder": plain("Stage"),
        "options": options("Proposal"),
    }
    return [
        {
            "type": "container",
            "title": plain("2 deals change"),
            "subtitle": marked("Look before you *save*"),
            "icon": ICON,
            "is_collapsible": True,
            "child_blocks": [section("Conecta moves"), actions(button("Save both", "save_both"), menu)],
        },
        {"type": "container", "rich_text_title": rich("Always open"), "child_blocks": [section("Nothing to fold")]},
        {
            "type": "plan",
            "title": "Thinking",
            "tasks": [{**task, "sources": [source, {**source, "url": "javascript:alert(1)", "text": "a trap"}]}, later],
        },
        {**task, "title": "A task alone", "status": "error"},
        {**card, "actions": [button("Open", "open_card", "primary")]},
        {
            "type": "carousel",
            "elements": [
                {**card, "actions": [button(f"Take {name}", "take", value=name)]} for name in ("Hottechi", "Zumgoity")
            ],
        },
    ]


def figures() -> list[JSON]:
    """A table in pages, a video, buttons under a line."""
    head = [{"type": "raw_text", "text": text} for text in ("Rep", "Commit")]
    rows = [
        [{"type": "raw_text", "text": f"Rep {n}"}, {"type": "raw_number", "text": f"${n},000", "value": n * 1000}]
        for n in range(1, 8)
    ]
    return [
        {"type": "data_table", "caption": "Commit by rep", "rows": [head, *rows], "page_size": 3},
        {
            "type": "video",
            "title": plain("How to log a call"),
            "title_url": "https://example.com/watch",
            "video_url": "https://example.com/embed",
            "thumbnail_url": NOWHERE,
            "alt_text": "A rep at the telephone",
            "provider_name": "Example",
            "description": plain("Two minutes"),
        },
        {
            "type": "context_actions",
            "elements": [
                {
                    "type": "feedback_buttons",
                    "action_id": "feedback",
                    "positive_button": {"text": plain("Good"), "value": "good"},
                    "negative_button": {"text": plain("Bad"), "value": "bad"},
                },
                {"type": "icon_button", "action_id": "bin", "icon": "trash", "text": plain("Delete"), "value": "7"},
                {
                    "type": "icon_button",
                    "action_id": "other",
                    "icon": "trash",
                    "text": plain("For Sam alone"),
                    "visible_to_user_ids": ["U0SAM"],
                },
            ],
        },
    ]


def chart(kind: str) -> JSON:
    """A chart of one kind."""
    if kind == "pie":
        segments = [{"label": "Commit", "value": 3}, {"label": "Best case", "value": 1}]
        return {"type": "data_visualization", "title": "A pie", "chart": {"type": "pie", "segments": segments}}
    series = [
        {"name": name, "data": [{"label": q, "value": sign * 1000 * (at + 1)} for at, q in enumerate(QUARTERS)]}
        for name, sign in (("Commit", 1), ("Change", -0.5))
    ]
    axes = {"categories": QUARTERS, "x_label": "Quarter", "y_label": "USD"}
    return {
        "type": "data_visualization",
        "title": f"A chart: {kind}",
        "chart": {"type": kind, "series": series, "axis_config": axes},
    }


def inputs() -> JSON:
    """A modal with an alert and the inputs that form() has not."""
    external = {"type": "multi_external_select", "min_query_length": 1, "placeholder": plain("Deals")}
    places = {"type": "conversations_select", "filter": {"include": ["public"]}, "placeholder": plain("A channel")}
    blocks = [
        {"type": "alert", "level": "warning", "text": marked("This *cannot* be undone.")},
        asked("deals", "Deals", external),
        asked("place", "Where", places),
        asked("site", "Web site", {"type": "url_text_input"}),
        asked("offer", "Offer", {"type": "file_input", "filetypes": ["csv"], "max_files": 1}),
        asked("team", "Team", {"type": "multi_conversations_select", "placeholder": plain("Several")}, optional=True),
        asked("open", "Channel", {"type": "channels_select", "placeholder": plain("Public")}, optional=True),
    ]
    return {
        "type": "modal",
        "callback_id": "inputs",
        "title": plain("More inputs"),
        "submit": plain("Send"),
        "blocks": blocks,
    }
