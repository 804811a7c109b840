"""Messages and views that stand just within every limit."""

from tests.sandbox.blockkit.build import (
    JSON,
    actions,
    button,
    chart,
    entry,
    field,
    menu,
    modal,
    option,
    section,
    table,
    task,
    text,
)

RIGHT_MESSAGES: dict[str, list[JSON]] = {
    "50 blocks": [section()] * 50,
    "section at its limit": [section(text=text("x" * 3000))],
    "fields at their limits": [{"type": "section", "fields": [text("x" * 200)] * 10}, section(text=text("x" * 2000))],
    "one action_id in two blocks": [actions(button("a")), actions(button("a"))],
    "block_id at its limit": [section(block_id="x" * 255)],
    "header at its limit": [{"type": "header", "text": text("x" * 150)}],
    "10 in context": [{"type": "context", "elements": [text("x")] * 10}],
    "25 actions": [actions(*(button(f"b{n}") for n in range(25)))],
    "button at its limits": [actions(button(text=text("x" * 75), value="x" * 2000, style="danger"))],
    "button that asks back": [
        actions(button(confirm={"title": text("Sure?"), "text": text("*Really*", "mrkdwn"), "style": "danger"}))
    ],
    "100 options": [actions(menu(options=[option(str(n), "x" * 75) for n in range(100)]))],
    "groups": [
        actions(
            {
                "type": "static_select",
                "option_groups": [{"label": text("G"), "options": [option("1")]}],
                "initial_option": option("1"),
            }
        )
    ],
    "overflow": [section(accessory={"type": "overflow", "options": [option(str(n)) for n in range(5)]})],
    "pickers": [
        actions(
            {"type": "datepicker", "initial_date": "2028-02-29"},
            {"type": "timepicker", "initial_time": "23:59"},
            {"type": "datetimepicker", "initial_date_time": 1_700_000_000},
        )
    ],
    "people and places": [
        actions({"type": "users_select"}, {"type": "conversations_select"}, {"type": "channels_select"})
    ],
    "markdown": [{"type": "markdown", "text": "x" * 12_000}],
    "table at its limits": [table(100, 20)],
    "charts": [chart(), chart("line", series=6, points=20)],
    "pie": [
        {
            "type": "data_visualization",
            "title": "Stages",
            "chart": {"type": "pie", "segments": [{"label": "Won", "value": 0.5}]},
        }
    ],
    "image": [{"type": "image", "alt_text": "A chart", "slack_file": {"id": "F1"}}],
    "card": [{"type": "card", "title": text("Acme", "mrkdwn"), "actions": [button()]}],
    "rich text": [
        {
            "type": "rich_text",
            "elements": [
                {"type": "rich_text_section", "elements": [{"type": "text", "text": "x", "style": {"bold": True}}]},
                {
                    "type": "rich_text_list",
                    "style": "bullet",
                    "elements": [{"type": "rich_text_section", "elements": [{"type": "user", "user_id": "U1"}]}],
                },
            ],
        }
    ],
    "container": [
        {
            "type": "container",
            "title": text("x" * 150),
            "subtitle": text("*two* deals", "mrkdwn"),
            "width": "full",
            "is_collapsible": True,
            "child_blocks": [*[actions(button())] * 9, section(accessory=button())],
        }
    ],
    "carousel": [{"type": "carousel", "elements": [{"type": "card", "actions": [button()]}] * 10}],
    "plan": [{"type": "plan", "title": "Reading", "tasks": [task(), task(task_id="2", status="error")]}, task()],
    "nothing": [],
}
RIGHT_VIEWS: dict[str, JSON] = {
    "modal at its limits": modal(
        *[section()] * 100, title=text("x" * 24), private_metadata="x" * 3000, callback_id="x" * 255
    ),
    "modal without submit": {"type": "modal", "title": text("T"), "blocks": [section(), actions(button())]},
    "every input": modal(
        field(entry(max_length=3000, min_length=0, multiline=True), optional=True, hint=text("Hint")),
        field({"type": "number_input", "is_decimal_allowed": True, "min_value": "-1.5"}, block_id="b"),
        field({"type": "email_text_input"}, block_id="c"),
        field({"type": "url_text_input"}, block_id="d"),
        field({"type": "datepicker"}, block_id="e"),
        field({"type": "multi_static_select", "options": [option("1")]}, block_id="f"),
        field({"type": "external_select", "min_query_length": 0}, block_id="g", dispatch_action=True),
        field({"type": "checkboxes", "options": [{"text": text("*x*", "mrkdwn"), "value": "1"}]}, block_id="h"),
        field({"type": "file_input", "max_files": 1}, block_id="i"),
        field({"type": "rich_text_input"}, block_id="j"),
    ),
    "empty home": {"type": "home", "blocks": []},
    "full home": {"type": "home", "blocks": [section()] * 100, "private_metadata": "x"},
}
