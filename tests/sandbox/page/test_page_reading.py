"""Where reading begins and goes on: unread messages, long ones, and a channel with thousands."""

from collections.abc import Iterator
from typing import Any

import pytest
from selenium.webdriver import Chrome
from slack_bolt import App

from sandbox.server import Sandbox
from tests.sandbox.browser import PHONE, WIDE, Browser
from tests.sandbox.page import app as app_of_page
from tests.sandbox.page import blocks

pytestmark = pytest.mark.slow


JSON = dict[str, Any]


def test_unread_marks_the_new_line_and_direct_messages(page: Browser, workspace: Sandbox) -> None:
    """A channel with news is bold, a direct message has a badge, and both clear when they are opened."""
    sam = workspace.person("U0SAM")
    sam.say("C0WINS", "we won Conecta")
    page.find(".place.unread", "wins")
    sam.say(sam.direct("U0DANA"), "psst")
    assert page.find(".place.unread", "Sam Okafor").text.endswith("1")
    page.click(".place", "wins")
    page.find(".new-line", "New")
    page.gone(".place.unread", "wins")
    page.click(".place", "Sam Okafor")
    page.see("psst")
    page.gone(".count-badge")


WHERE = """
const of = (css) => document.querySelector(css).getBoundingClientRect();
const node = [...document.querySelectorAll(arguments[0])].at(-1).getBoundingClientRect();
return [node.top - of(".scroller").top, of(".scroller").bottom - node.bottom];
"""


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["1280", "390"])
def test_reading_begins_at_the_first_unread_message(page: Browser, workspace: Sandbox, size: tuple[int, int]) -> None:
    """A conversation opens at its "New" line; one that was read, at its end."""
    sam, dana = workspace.person("U0SAM"), workspace.person("U0DANA")
    sam.say("C0WINS", "read already")
    dana.read("C0WINS")
    for at in range(80):
        sam.say("C0WINS", f"news {at}")
    page.look(size)
    page.open(workspace.url, "U0DANA", "C0WINS")
    page.find(".new-line", "New")
    page.wait(lambda: 0 <= page.run(WHERE, ".new-line")[0] < 40, "the line at the top")
    page.gone(".place.unread", "wins")
    page.open(workspace.url, "U0DANA", "C0WINS")
    page.wait(lambda: 0 <= page.run(WHERE, ".message")[1] < 40, "the end in sight")
    assert "news 79" in page.all(".message")[-1].text


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["1280", "390"])
def test_a_message_taller_than_the_window_is_read_from_its_beginning(
    page: Browser, workspace: Sandbox, app: App, size: tuple[int, int]
) -> None:
    """Whether it was there before or comes in while one looks; a picture over it that loads late moves nothing."""
    page.look(size)
    app_of_page.upload(app, "C0SALES", "forecast.png", blocks.chart_png())
    tall = [blocks.section(f"line {at}") for at in range(45)]
    app.client.chat_postMessage(channel="C0SALES", text="Digest", blocks=tall)
    page.find(".message", "line 0")
    page.wait(lambda: 0 <= page.run(WHERE, ".message")[0] < 40, "its beginning")
    workspace.person("U0DANA").read("C0SALES")
    page.open(workspace.url, "U0DANA", "C0SALES")
    page.wait(lambda: 0 <= page.run(WHERE, ".message")[0] < 40, "its beginning")
    workspace.person("U0SAM").say("C0SALES", "thanks")
    page.click(".latest", "New messages")
    page.wait(lambda: 0 <= page.run(WHERE, ".message")[1] < 40, "the end in sight")


def test_a_conversation_ends_with_its_last_block(page: Browser, app: App) -> None:
    """Nothing that only a screen reader meets, such as a chart's table, leaves a gap under the last message."""
    app.client.chat_postMessage(channel="C0SALES", text="All", blocks=blocks.everything())
    page.find(".chart")
    page.run("document.querySelector('.scroller').scrollTop = 1e6")
    page.wait(lambda: 0 <= page.run(WHERE, ".message")[1] < 40, "the end in sight")


FRAMES_OF = """
const [by, done] = arguments, box = document.querySelector(".scroller"), times = [];
const drawPlain = () => {
  const plain = document.createElement("div");
  plain.innerHTML = "<p><b>who</b> <i>when</i> <span>what was said</span></p>".repeat(160);
  box.append(plain);
  plain.getBoundingClientRect();
  plain.remove();
};
let last = performance.now();
const step = (now) => {
  times.push(now - last);
  last = now;
  if (by) box.scrollTop -= by;
  else drawPlain();
  if (times.length < 150) requestAnimationFrame(step);
  else done(times);
};
requestAnimationFrame(step);
"""
"""The milliseconds of each frame while scrolling up by so many pixels a frame; by 0, while drawing 160 plain rows."""


def test_a_long_channel_scrolls_in_a_window(page: Browser, workspace: Sandbox) -> None:
    """However far one scrolls up, at most 160 messages are drawn, and each frame is short: 50 ms, or on a busy machine
    three times what drawing plain rows takes there at the same time."""
    jo = workspace.person("U0JO")
    for at in range(5_000):
        jo.say("C0LEAD", f"message {at}")
    page.click(".place", "leadership")
    page.see("message 4999")
    plain: list[float] = page.slowly(FRAMES_OF, 0)
    frames: list[float] = page.slowly(FRAMES_OF, 400)
    assert len(page.driver.find_elements("css selector", ".message")) <= 160
    assert nearly_all(frames) < max(50, 3 * nearly_all(plain))
    page.wait(lambda: "4999" not in page.text("#main .message"), "messages far from the end")


def nearly_all(frames: list[float]) -> float:
    """Milliseconds in which 95 of 100 frames were drawn."""
    return sorted(frames)[int(len(frames) * 0.95)]


KEEP_SOCKETS = """
window.streams = [];
window.WebSocket = class extends WebSocket { constructor(at) { super(at); streams.push(this); } };
"""
TOP_OF = """
const found = [...document.querySelectorAll(".message")].find((m) => m.textContent.includes(arguments[0]));
return found?.getBoundingClientRect().top - document.querySelector(".scroller").getBoundingClientRect().top;
"""


@pytest.fixture
def fragile(page: Browser, chromium: Chrome) -> Iterator[Browser]:
    """The page, with `streams.at(-1)` in reach, so that a test can end its connection."""
    added = chromium.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": KEEP_SOCKETS})
    yield page
    chromium.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", added)


def cut(page: Browser) -> None:
    """Ends the page's connection, once it has one: the browser complains of one that ends while it is being made."""
    page.wait(lambda: page.run("return streams.at(-1).readyState === WebSocket.OPEN"), "the connection")
    page.run("streams.at(-1).close()")


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["1280", "390"])
def test_a_lost_connection_does_not_lose_the_place(fragile: Browser, workspace: Sandbox, size: tuple[int, int]) -> None:
    """What was missed comes in; the line one reads stays where it is, and what one was writing stays written."""
    sam, dana = workspace.person("U0SAM"), workspace.person("U0DANA")
    for at in range(120):
        sam.say("C0WINS", f"news {at}.")
    dana.read("C0WINS")
    fragile.look(size)
    fragile.open(workspace.url, "U0DANA", "C0WINS")
    fragile.see("news 119.")
    fragile.click("#composer")
    fragile.type("half a sentence")
    fragile.run("const s = document.querySelector('.scroller'); s.scrollTop = 0")
    fragile.see("news 60.")
    fragile.run(
        "[...document.querySelectorAll('.message')].find(m => m.textContent.includes('news 60.')).scrollIntoView()"
    )
    before = fragile.still(TOP_OF, "news 60.")
    cut(fragile)
    sam.say("C0WINS", "missed this?")
    fragile.find(".latest", "New messages")
    assert abs(fragile.still(TOP_OF, "news 60.") - before) < 2
    assert fragile.run("return document.activeElement.value") == "half a sentence"
    fragile.click(".latest")
    fragile.see("missed this?")
    cut(fragile)
    sam.say("C0WINS", "and this?")
    fragile.see("and this?")
    fragile.wait(lambda: 0 <= fragile.run(WHERE, ".message")[1] < 40, "the end in sight")
