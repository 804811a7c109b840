"""What the page's test app shows: a digest, a card, a form, and every block there is. Pure values."""

import io
from typing import Any

JSON = dict[str, Any]


STAGES = ["Prospecting", "Qualified", "Engaging", "Proposal", "Negotiation"]


def plain(text: str) -> JSON:
    """A plain_text object."""
    return {"type": "plain_text", "text": text, "emoji": True}


def marked(text: str) -> JSON:
    """A mrkdwn object."""
    return {"type": "mrkdwn", "text": text}


def button(text: str, action_id: str, style: str = "", **more: Any) -> JSON:
    """A button."""
    styled = {"style": style} if style else {}
    return {"type": "button", "text": plain(text), "action_id": action_id, "value": action_id, **styled, **more}


def options(*names: str) -> list[JSON]:
    """Options whose value is the name in small letters."""
    return [{"text": plain(name), "value": name.lower()} for name in names]


def actions(*elements: JSON) -> JSON:
    """An actions block."""
    return {"type": "actions", "elements": list(elements)}


def section(text: str, **more: Any) -> JSON:
    """A section block."""
    return {"type": "section", "text": marked(text), **more}


def fields(*texts: str) -> JSON:
    """A section of two columns."""
    return {"type": "section", "fields": [marked(text) for text in texts]}


def context(text: str) -> JSON:
    """A context line."""
    return {"type": "context", "elements": [marked(text)]}


LOSE = {
    "title": plain("Mark as lost?"),
    "text": marked("*Conecta* leaves the forecast of Q3."),
    "confirm": plain("Mark as lost"),
    "deny": plain("Keep it"),
    "style": "danger",
}


def deal_card(stage: str = "Engaging") -> list[JSON]:
    """A deal with its buttons."""
    menu = {"type": "overflow", "action_id": "more", "options": options("History", "Hand over")}
    return [
        section(
            "*<https://example.com/deal/1|Conecta · GTX Plus Pro>*\n"
            f"{stage} · owner <@U0SAM> · closes *Fri 29 Sep 2017*",
            accessory=menu,
        ),
        fields(
            "*Amount*\n$86,400",
            "*Forecast*\nCommit",
            "*Next step*\nSend the order form, Fri",
            "*Decision maker*\nJane Iverson",
        ),
        context("Last touch 2 days ago by Sam: “called, Jane wants a proposal”"),
        actions(
            button("Log", "log", "primary"),
            button("Advance", "advance"),
            button("Push date", "push"),
            button("Won", "won"),
            button("Lost", "lost", "danger", confirm=LOSE),
        ),
    ]


def digest() -> list[JSON]:
    """The forecast of a manager."""
    return [
        {"type": "header", "text": plain("Q3 forecast for Central")},
        context("As of *Thu 28 Sep 2017, 08:00* Chicago · USD · rates of 27 Sep"),
        fields(
            "*Closed*\n$1,204,300 · 80 % of quota",
            "*Commit*\n$1,391,000 · gap $109,000",
            "*Best case*\n$1,612,450",
            "*Quota*\n$1,500,000 · coverage 2.6x",
        ),
        section("Since Monday 08:00: 5 new, won 6 for $220K, lost 2, pushed 4; commit *$1.33M → $1.39M*."),
        section(
            "*Deals that matter*\n"
            "• <https://example.com/1|Conecta: GTX Plus Pro> $86,400, slipped 21 days\n"
            "• Hottechi: MG Special $51,000, no next step\n"
            "• Zumgoity: GTXPro $48,200, no decision maker"
        ),
        context(":hourglass_flowing_sand: 7 stalled · :calendar: 3 past their close date · not confirmed: <@U0MEI>"),
        actions(
            button("Open", "open", "primary"),
            button("Adjust", "adjust"),
            button("Excel", "excel"),
            button("Not now", "later"),
        ),
    ]


def everything() -> list[JSON]:
    """One of each block and element that a message may hold."""
    text = [
        {"type": "text", "text": "Bold ", "style": {"bold": True}},
        {"type": "user", "user_id": "U0DANA"},
        {"type": "text", "text": " "},
        {"type": "link", "url": "https://example.com", "text": "a link"},
        {"type": "emoji", "name": "tada"},
    ]
    item = {"type": "rich_text_section", "elements": [{"type": "text", "text": "an item"}]}
    cells = [["Rep", "Commit"], ["Sam Okafor", "$412,000"], ["Mei Lin", "$388,500"]]
    weeks = [f"W{week}" for week in range(1, 13)]
    points = [{"label": week, "value": 300_000 + at * 95_000} for at, week in enumerate(weeks)]
    chart = {"type": "line", "series": [{"name": "Commit", "data": points}], "axis_config": {"categories": weeks}}
    return [
        {
            "type": "rich_text",
            "elements": [
                {"type": "rich_text_section", "elements": text},
                {"type": "rich_text_list", "style": "bullet", "elements": [item, item]},
                {"type": "rich_text_quote", "elements": [{"type": "text", "text": "quoted"}]},
                {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": "as it is"}]},
            ],
        },
        {
            "type": "table",
            "column_settings": [{}, {"align": "right"}],
            "rows": [[{"type": "raw_text", "text": cell} for cell in row] for row in cells],
        },
        {"type": "markdown", "text": "## Markdown\n- one\n- **two**\n\n| a | b |\n|---|--:|\n| x | 1 |"},
        {"type": "data_visualization", "title": "Commit by week", "chart": chart},
        actions(
            {"type": "static_select", "action_id": "stage", "placeholder": plain("Stage"), "options": options(*STAGES)},
            {"type": "users_select", "action_id": "owner", "placeholder": plain("Owner")},
            {"type": "datepicker", "action_id": "day", "placeholder": plain("Close date")},
            {"type": "timepicker", "action_id": "hour", "initial_time": "09:00"},
            {"type": "checkboxes", "action_id": "checks", "options": options("Stalled", "Past due")},
            {"type": "radio_buttons", "action_id": "radio", "options": options("Rep", "Team")},
            {"type": "overflow", "action_id": "dots", "options": options("History", "Hand over")},
        ),
    ]


def chart_png() -> bytes:
    """A small picture of a forecast."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(6.4, 2.8), dpi=120)
    axes = figure.subplots()
    weeks = range(1, 14)
    axes.plot(weeks, [0.35 + week * 0.08 for week in weeks], color="#1264a3", linewidth=2.5, label="Commit")
    axes.axhline(1.5, color="#e01e5a", linestyle="--", label="Quota")
    axes.set_ylabel("$M")
    axes.set_xlabel("Week of Q3")
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(frameon=False, loc="lower right")
    stored = io.BytesIO()
    figure.savefig(stored, format="png", bbox_inches="tight")
    return stored.getvalue()
