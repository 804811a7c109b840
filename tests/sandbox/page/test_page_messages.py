"""Reading and writing on the page: messages, threads, reactions, files; what is hostile stays text."""

from typing import Any
from urllib.request import Request, urlopen

import pytest
from slack_bolt import App

from sandbox.server import Sandbox
from tests.sandbox.browser import Browser
from tests.sandbox.page import app as app_of_page
from tests.sandbox.page import blocks

pytestmark = pytest.mark.slow


JSON = dict[str, Any]


def test_a_message_appears_once_with_its_author_and_time(page: Browser, workspace: Sandbox) -> None:
    """Dana writes with the mouse on Send; Sam's answer comes by itself, with his name and her clock."""
    page.click("#composer")
    page.type("Morning all")
    page.click_named("Send")
    page.see("Morning all")
    assert page.find("#composer").get_attribute("value") == ""
    workspace.person("U0SAM").say("C0SALES", "and to you")
    page.see("and to you")
    assert len(page.all(".message")) == 2
    assert [author.text for author in page.all(".author")] == ["Dana Reyes", "Sam Okafor"]
    assert page.all(".when")[0].text == "8:00 AM"
    assert "and to you" in page.run("return document.getElementById('announce').textContent")


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<!channel> <!here|x>",
        "&lt;b&gt;bold&lt;/b&gt; &amp;amp;",
        "<javascript:alert(1)|click me>",
        "`<b>` ```<i>``` *<u>* _</div>_",
        "\u202egnp.exe \u202e 🏳️‍🌈 ' \" \\",
        "[x](javascript:alert(1)) {{7*7}} ${7*7}",
    ],
)
def test_what_others_type_is_never_markup(page: Browser, workspace: Sandbox, hostile: str) -> None:
    """Hostile text is shown as text: no element, no link with a script, no dialog comes of it."""
    workspace.person("U0SAM").say("C0SALES", f"{hostile} end")
    page.see("end")
    content = page.find(".message .content > .text")
    tags = page.run("return [...arguments[0].querySelectorAll('*')].map((e) => e.tagName)", content)
    assert set(tags) <= {"B", "I", "S", "CODE", "PRE", "BR", "SPAN", "DIV", "A"}
    links = page.run("return [...arguments[0].querySelectorAll('a')].map((a) => a.href)", content)
    assert not [link for link in links if not link.startswith("http")]


def test_a_hostile_name_is_text_wherever_it_stands(page: Browser, workspace: Sandbox) -> None:
    """A person called <b>…</b> is called that in the sidebar, the message and the list of people."""
    workspace.add_user(id="U0EVIL", name="evil", real_name="<b>Eve</b> & <i>co</i>", tz="UTC")
    page.find("#sidebar .place", "<b>Eve</b> & <i>co</i>")
    page.click_named("Acting as Dana Reyes. Act as another person")
    page.find("[role=option]", "<b>Eve</b> & <i>co</i>")
    assert page.run("return document.querySelectorAll('#sidebar b b, .option i').length") == 0


def test_writing_with_the_keyboard_alone(page: Browser, got: list[JSON]) -> None:
    """Shift+Enter breaks the line, Arrow up edits, @ and / complete, Escape closes, Enter sends."""
    page.click("#composer")
    page.type("one")
    page.press("Shift+Enter")
    page.type("two @me")
    page.find("[role=option]", "Mei Lin")
    page.press("Enter", "Enter")
    page.find(".message .mention", "@Mei Lin")
    page.press("Arrow_Up")
    page.see("Editing your message")
    assert page.find("#composer").get_attribute("value") == "one\ntwo @Mei Lin"
    page.type("!")
    page.press("Enter")
    page.find(".edited", "(edited)")
    page.type("/de")
    assert "/deal [name]" in page.find("[role=option].active").text
    page.press("Tab")
    page.type("Conecta")
    page.press("Enter")
    page.see("Only visible to you")
    assert got[0]["text"] == "Conecta"


def test_an_unknown_command_and_a_command_in_a_thread_are_refused_kindly(page: Browser) -> None:
    """Nothing that was typed is lost, and the reason stands above the box."""
    page.say("/nosuch thing")
    page.see("/nosuch is not a valid command")
    assert page.find("#composer").get_attribute("value") == "/nosuch thing"


def test_a_command_that_is_not_acknowledged_fails_in_red(page: Browser) -> None:
    """After three seconds the person alone sees the line that Slack shows."""
    page.say("/slow")
    page.wait(lambda: "operation_timeout" in page.text(".failed"), "the red line")
    page.find(".only-you", "Only visible to you")
    page.click_named("Dismiss")
    page.gone(".failed")


def test_threads_reactions_and_shortcuts_by_mouse(page: Browser, workspace: Sandbox, got: list[JSON]) -> None:
    """The toolbar of a message reacts, opens the thread and offers the app's shortcut."""
    sam = workspace.person("U0SAM")
    sam.say("C0SALES", "who has the Conecta file?")
    page.hover(".message", "Conecta file")
    page.click_named("React with eyes")
    assert page.find(".reaction.mine").accessible_name == "eyes, 1 reaction"
    page.hover(".message", "Conecta file")
    page.click_named("Reply in thread")
    page.wait(lambda: page.focused() == "Reply…", "the focus in the thread")
    page.type("called them, sending it")
    page.press("Enter")
    page.see("Logged a call", ".thread")
    page.find(".thread-bar", "2 replies")
    page.click_named("Close thread")
    page.hover(".message", "Conecta file")
    page.click_named("More actions")
    page.click("[role=menuitem]", "Log to a deal")
    page.find("dialog h2", "Move Conecta")
    assert got[-1]["message"]["text"] == "who has the Conecta file?"


def test_a_message_is_reached_reacted_to_and_answered_with_keys(page: Browser, workspace: Sandbox) -> None:
    """F6 goes to the messages, arrows walk them, Tab reaches the toolbar, Escape closes the thread."""
    for text in ("first", "second"):
        workspace.person("U0SAM").say("C0SALES", text)
    page.see("second")
    page.click("#composer")
    page.press("F6", "Shift+F6", "Shift+F6")
    page.press("Arrow_Up")
    assert page.focused().startswith("Sam Okafor")
    page.tab_to("Reply in thread")
    page.press("Enter")
    page.wait(lambda: page.focused() == "Reply…", "the focus in the thread")
    page.type("an answer")
    page.press("Enter")
    page.see("an answer", ".thread")
    page.press("Escape")
    page.gone(".thread")


def test_files_and_images_open(page: Browser, app: App) -> None:
    """A picture opens large and closes with Escape; a workbook is a card to download."""
    app_of_page.upload(app, "C0SALES", "forecast.png", blocks.chart_png())
    app_of_page.upload(app, "C0SALES", "forecast.xlsx", b"PK" * 900)
    page.find(".file", "Excel Spreadsheet · 2 kB")
    page.click_named("Open image: forecast.png")
    page.find("dialog.lightbox img")
    page.press("Escape")
    page.gone("dialog")


def test_a_person_attaches_a_file(page: Browser, tmp_path: Any) -> None:
    """What is attached stands in the box until it is sent, and can be taken out again."""
    path = tmp_path / "notes.csv"
    path.write_text("a,b\n1,2\n")
    for _ in range(2):
        page.driver.find_element("css selector", ".composer input[type=file]").send_keys(str(path))
    page.wait(lambda: len(page.all(".tray-file")) == 2, "two files in the tray")
    page.click_named("Remove notes.csv")
    page.click_named("Send")
    assert "CSV" in page.find(".message .file").text


DRAG = """
const [type, over, name, text] = arguments;
const data = new DataTransfer();
data.items.add(new File([text], name, { type: "text/csv" }));
document.querySelector(over).dispatchEvent(
  new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true }));
"""


def test_a_file_is_dropped_anywhere_over_a_conversation(page: Browser, workspace: Sandbox, app: App) -> None:
    """A sheet says where it goes; it waits in the box, is sent with the words, and the app reads it with its token."""
    page.run(DRAG, "dragover", "#main .scroller", "deals.csv", "a,b")
    assert "Attach to #sales" in page.find(".drop-sheet").text
    page.run(DRAG, "drop", "#main .scroller", "deals.csv", "a,b")
    page.gone(".drop-sheet")
    page.see("3 bytes", ".tray-file")
    page.say("fill this in please")
    page.find(".message .file", "deals.csv")
    page.gone(".tray-file")
    sent = workspace.journal.wait(lambda entry: entry.get("type") == "events_api" and "files" in str(entry["payload"]))
    file = sent["payload"]["event"]["files"][0]
    bearer = {"Authorization": f"Bearer {app.client.token}"}
    with urlopen(Request(file["url_private_download"], headers=bearer), timeout=60) as response:
        assert response.read() == b"a,b"


def test_a_file_dropped_over_a_thread_or_beside_everything(page: Browser, workspace: Sandbox) -> None:
    """In a thread it belongs to the answer; where nothing takes files the page does not give way to it."""
    workspace.person("U0SAM").say("C0SALES", "numbers?")
    page.hover(".message", "numbers?")
    page.click_named("Reply in thread")
    page.run(DRAG, "dragover", "#sidebar", "deals.csv", "a,b")
    page.run(DRAG, "drop", "#sidebar", "deals.csv", "a,b")
    page.run(DRAG, "drop", ".thread .scroller", "deals.csv", "a,b")
    page.find(".thread .tray-file", "deals.csv")
    assert not page.all(".drop-sheet, #main .tray-file")
    page.click("#side .send")
    page.find(".thread .message .file", "deals.csv")
