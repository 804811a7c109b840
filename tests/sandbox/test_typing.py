"""What people type, and what becomes of it on its way to the app."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.seed import seeded
from sandbox.server import Sandbox
from sandbox.text import as_plain, as_sent, rich_text, unescaped
from tests.sandbox.conftest import SEED, Api
from tests.sandbox.robot import Make

STATE = seeded(SEED, bot_name="testbot", created=0)


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        ("a < b & c > d", "a &lt; b &amp; c &gt; d"),
        ("<!channel> <@U0NOBODY> <#C0NONE>", "&lt;!channel&gt; &lt;@U0NOBODY&gt; &lt;#C0NONE&gt;"),
        ("hi @dana, see #sales.", "hi <@U0DANA>, see <#C0SALES|sales>."),
        ("@dana. @danae dana@acme.test", "<@U0DANA>. @danae dana@acme.test"),
        ("@here @channel", "<!here> <!channel>"),
        ("see https://x.test/a?b=1&c=2.", "see <https://x.test/a?b=1&amp;c=2>."),
        ("<@U0DANA> <#C0SALES|whatever> <https://x.test|x>", "<@U0DANA> <#C0SALES|sales> <https://x.test|x>"),
        ("a &lt; b", "a &lt; b"),
        ("", ""),
    ],
)
def test_typed_text_becomes_slacks(typed: str, sent: str) -> None:
    """Names and addresses that exist become entities; everything else is escaped, once."""
    assert as_sent(typed, STATE) == sent
    assert as_sent(sent, STATE) == sent or "<!" in sent, "a call to everyone must be typed as @channel"


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=80))
def test_no_typed_text_makes_a_stray_entity(typed: str) -> None:
    """Whatever is typed, each `<` left over opens an entity of someone or something that exists."""
    sent = as_sent(typed, STATE)
    for opened in sent.split("<")[1:]:
        assert opened.startswith(("@U0", "#C0", "!here>", "!channel>", "!everyone>", "http")), sent
    assert as_sent(sent, STATE) == sent or "<!" in sent


@given(st.text(max_size=80))
def test_plain_text_survives(typed: str) -> None:
    """Text without names or addresses comes back from rich text as it was typed."""
    harmless = typed.translate(str.maketrans("", "", "@#<>&:"))
    elements = rich_text(as_sent(harmless, STATE), "b")["elements"][0]["elements"]
    assert unescaped("".join(each["text"] for each in elements)) == harmless


def test_without_escaping_a_command_gets_names_as_typed() -> None:
    """A command that did not ask for ids reads what the person saw."""
    assert as_plain("<@U0DANA> in <#C0SALES|sales> <https://x.test>", STATE) == "@dana in #sales https://x.test"


def test_elements_that_are_not_there_do_nothing(sandbox: Sandbox, robots: Make, api: Api) -> None:
    """A click on something that was replaced meanwhile does not reach the app."""
    robot = robots()
    button = {"type": "button", "action_id": "go", "text": {"type": "plain_text", "text": "Go"}}
    ts = api("chat.postMessage", channel="C0SALES", text="x", blocks=[{"type": "actions", "elements": [button]}])["ts"]
    dana = sandbox.person("U0DANA")
    message = dana.messages("C0SALES")[0]
    api("chat.update", channel="C0SALES", ts=ts, text="gone")
    assert dana.click("C0SALES", message, "go") == {"ok": False, "error": "That element is not there any more."}
    with pytest.raises(KeyError):
        dana.click("C0SALES", dana.messages("C0SALES")[0] | {"blocks": []}, "go")
    assert not [each for each in robot.got if each["type"] == "interactive"]


@pytest.mark.parametrize(
    ("element", "value", "error"),
    [
        ({"type": "plain_text_input", "min_length": 3}, "ab", "Please enter at least 3 characters."),
        ({"type": "plain_text_input", "max_length": 3}, "abcd", "Please enter at most 3 characters."),
        ({"type": "plain_text_input"}, "", "Please complete this required field."),
        ({"type": "number_input", "is_decimal_allowed": False}, "1.5", "Please enter a whole number."),
        ({"type": "number_input", "is_decimal_allowed": True, "min_value": "2"}, "1", "Please enter 2 or more."),
        ({"type": "number_input", "is_decimal_allowed": True, "max_value": "2"}, "3", "Please enter 2 or less."),
        ({"type": "number_input", "is_decimal_allowed": True}, "five", "Please enter a number."),
        ({"type": "email_text_input"}, "dana", "Please enter a valid email address."),
        ({"type": "url_text_input"}, "acme", "Please enter a valid URL."),
    ],
)
def test_fields_are_checked_before_the_app_hears(
    sandbox: Sandbox, robots: Make, api: Api, element: dict[str, Any], value: str, error: str
) -> None:
    """What Slack's client itself refuses is shown at its field, and nothing is submitted."""
    robot = robots()
    dana = sandbox.person("U0DANA")
    dana.command("C0SALES", "/log x")
    label = {"type": "plain_text", "text": "Field"}
    block = {"type": "input", "block_id": "b", "label": label, "element": {"action_id": "a", **element}}
    view = {"type": "modal", "title": label, "submit": label, "blocks": [block]}
    api("views.open", trigger_id=robot.wait(1)[0]["payload"]["trigger_id"], view=view)
    entered = {"b": {"a": {"type": element["type"], "value": value}}}
    assert dana.submit(dana.modals()[0], entered) == {"ok": False, "errors": {"b": error}}
    assert len(robot.got) == 1
