"""Short words for blocks and views, right ones unless told otherwise. Pure values."""

from typing import Any

JSON = dict[str, Any]


def text(said: str, kind: str = "plain_text") -> JSON:
    """A text object."""
    return {"type": kind, "text": said}


def option(value: str, said: str = "One") -> JSON:
    """An option of a menu."""
    return {"text": text(said), "value": value}


def button(action_id: str = "go", **more: Any) -> JSON:
    """A button."""
    return {"type": "button", "action_id": action_id, "text": text("Go"), **more}


def section(**more: Any) -> JSON:
    """A section with a text."""
    return {"type": "section", "text": text("Hello", "mrkdwn"), **more}


def menu(**more: Any) -> JSON:
    """A menu of two options."""
    return {"type": "static_select", "action_id": "pick", "options": [option("1"), option("2")], **more}


def task(**more: Any) -> JSON:
    """A task of an agent."""
    rich = {
        "type": "rich_text",
        "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "x"}]}],
    }
    source = {"type": "url", "url": "https://acme.test", "text": "Acme"}
    found = {"type": "task_card", "task_id": "1", "title": "Read the deal", "status": "complete"}
    return found | {"details": rich, "output": rich, "sources": [source]} | more


def container(*blocks: JSON, **more: Any) -> JSON:
    """A container with a title."""
    return {"type": "container", "title": text("Changes"), "child_blocks": list(blocks), **more}


def actions(*found: JSON) -> JSON:
    """A row of elements."""
    return {"type": "actions", "elements": list(found)}


def field(element: JSON, **more: Any) -> JSON:
    """An input with a label."""
    return {"type": "input", "block_id": "field", "label": text("Label"), "element": element, **more}


def entry(**more: Any) -> JSON:
    """A line to type into."""
    return {"type": "plain_text_input", "action_id": "typed", **more}


def modal(*blocks: JSON, **more: Any) -> JSON:
    """A modal that can be sent off."""
    found = list(blocks) or [section()]
    return {"type": "modal", "title": text("Title"), "submit": text("Save"), "blocks": found, **more}


def table(rows: int, cells: int) -> JSON:
    """A table of plain cells."""
    return {"type": "table", "rows": [[{"type": "raw_text", "text": "x"}] * cells] * rows}


def chart(kind: str = "bar", series: int = 1, points: int = 2, title: str = "Pipeline") -> JSON:
    """A chart with as many series and points."""
    names = [f"w{n}" for n in range(points)]
    data = [{"label": name, "value": 1} for name in names]
    body = {"type": kind, "series": [{"name": f"s{n}", "data": data} for n in range(series)]}
    return {"type": "data_visualization", "title": title, "chart": {**body, "axis_config": {"categories": names}}}
