"""The page around the messages: people, clock, faults, journal, guide, both widths and themes."""

from collections.abc import Iterator
from typing import Any

import pytest
from selenium.webdriver import Chrome
from slack_bolt import App

from sandbox.server import Sandbox
from tests.sandbox.browser import PHONE, WIDE, Browser, Theme
from tests.sandbox.page import app as app_of_page
from tests.sandbox.page import blocks
from tests.sandbox.page.company import MANIFEST, SEED

pytestmark = pytest.mark.slow
JSON = dict[str, Any]


def test_a_first_visit_needs_no_name(page: Browser, workspace: Sandbox) -> None:
    """Whoever opens the bare address is the first person of the seed; an address that names a place leads there."""
    page.open(workspace.url, "")
    page.see("as Dana Reyes", "#sidebar")
    page.run("location.hash = '#U0SAM/C0WINS'")
    page.see("as Sam Okafor", "#sidebar")
    page.find("h1", "wins")


def test_a_shortcut_that_works_anywhere_is_found_with_a_slash(page: Browser, got: list[JSON]) -> None:
    """Typing / offers the app's global shortcuts beside its commands."""
    page.click("#composer")
    page.type("/fire")
    page.find("[role=option]", "Call a firedrill")
    page.press("Enter")
    page.wait(lambda: got and got[-1].get("callback_id") == "call_firedrill", "the shortcut")
    assert page.find("#composer").get_attribute("value") == ""


def test_acting_as_another_person_remembers_their_place(page: Browser, workspace: Sandbox) -> None:
    """Sam sees his own channels and his own clock; back as Dana, the last channel is open again."""
    page.click(".place", "wins")
    page.find("h1", "wins")
    page.click_named("Acting as Dana Reyes. Act as another person")
    page.type("sam")
    page.press("Enter")
    page.see("as Sam Okafor", "#sidebar")
    assert not [place for place in page.all(".place") if place.text == "leadership"]
    page.find(".clock-text", "3:00 PM · Berlin")
    page.click_named("Acting as Sam Okafor. Act as another person")
    page.type("dana")
    page.press("Enter")
    page.find("h1", "wins")


def test_the_clock_goes_forward_for_everyone(page: Browser, workspace: Sandbox) -> None:
    """An hour, tomorrow at eight on one's own wall, a day of one's own choice; never back."""
    page.click(".clock")
    page.click("button", "+1 hour")
    page.find(".clock-text", "Thu, Sep 28, 9:0")
    page.click(".clock")
    page.click("button", "Tomorrow 08:00")
    page.find(".clock-text", "Fri, Sep 29, 8:00 AM")
    page.click(".clock")
    page.run("document.querySelector('.clock-set input').value = '2017-10-02'")
    page.click("button", "Set forward")
    page.find(".clock-text", "Mon, Oct 2, 8:0")
    assert workspace.clock.now().isoformat().startswith("2017-10-02T13:")
    workspace.person("U0SAM").say("C0SALES", "Monday")
    page.find(".day", "Today")


def test_faults_and_the_journal(page: Browser, app: App) -> None:
    """A switch makes the app's next call fail, and the journal shows that very call, foldable, to be filtered."""
    page.click("#rail button", "Faults")
    page.click(".fault .switch-row", "Server error")
    page.click("#rail button", "Journal")
    page.click("#composer")
    page.say("/digest")
    page.find(".entry", "chat.postMessage")
    page.named("Filter the journal").send_keys("postMessage")
    page.wait(lambda: all("postMessage" in e.text or "api" in e.text for e in page.all(".entry")), "the filter")
    page.click(".entry summary", "postMessage")
    page.find(".json-key", "method")


@pytest.fixture
def guided(chromium: Chrome, workspace: Sandbox, app: App) -> Iterator[Browser]:
    """The page as someone sees it who comes for the first time; the guide is not closed."""
    page = Browser(chromium)
    page.look()
    page.open(workspace.url, "U0DANA", "C0SALES")
    yield page
    assert page.errors() == []


def test_the_guide_does_a_step_and_ticks_it(guided: Browser, workspace: Sandbox) -> None:
    """The panel opens by itself, does a step as the right person, ticks what happened, and stays closed once closed."""
    guided.find(".step.next", "Log a call")
    guided.click("button", "Do it for me")
    guided.see("as Sam Okafor", "#sidebar")
    guided.find(".message", "called Conecta")
    guided.see("Logged a call")
    guided.find(".step.done", "Log a call")
    guided.find(".step.next", "Look at the deal")
    guided.click_named("Close first steps")
    guided.driver.refresh()
    guided.find("h1")
    guided.gone(".guide")
    guided.click("#rail button", "Guide")
    guided.find(".step.done", "Log a call")


def test_the_guide_only_fills_in_what_one_wants_to_send_oneself(guided: Browser) -> None:
    """The words stand in the right person's box, and nothing is said until Enter is pressed."""
    guided.click("button", "Only fill it in")
    guided.see("as Sam Okafor", "#sidebar")
    guided.wait(lambda: "called Conecta" in (guided.find("#composer").get_attribute("value") or ""), "the words")
    assert not guided.all(".step.done, .message")
    guided.press("Enter")
    guided.find(".step.done", "Log a call")


def test_the_guide_moves_the_clock_and_comes_back_after_a_thread(guided: Browser, workspace: Sandbox) -> None:
    """Whatever takes the pane's place gives it back; a step of the clock is done like any other."""
    workspace.person("U0SAM").say("C0SALES", "look here")
    guided.hover(".message", "look here")
    guided.click_named("Reply in thread")
    guided.gone(".guide")
    guided.press("Escape")
    guided.find(".step.next")
    for done, title in enumerate(("Log a call", "Look at the deal", "See tomorrow morning")):
        guided.find(".step.next", title).find_element("css selector", ".btn-primary").click()
        guided.wait(lambda done=done: len(guided.all(".step.done")) == done + 1, f"{title}, ticked")  # type: ignore[misc]
    guided.find(".clock-text", "Fri, Sep 29, 8:00 AM")
    guided.see("All done", ".guide")


@pytest.mark.parametrize(
    ("size", "theme"),
    [(PHONE, "light"), (PHONE, "dark"), ((768, 1024), "light"), ((1099, 800), "dark")],
    ids=["390", "390-dark", "768", "1099-dark"],
)
def test_the_guide_is_a_sheet_where_there_is_no_room_beside(
    guided: Browser, workspace: Sandbox, size: tuple[int, int], theme: Theme
) -> None:
    """It lies low under the conversation, opens and closes with a key or a finger, and never hides the box."""
    guided.look(size, theme)
    guided.open(workspace.url, "U0SAM", "C0SALES")
    guided.see("0 of 3 done · Log a call", ".guide-pane")
    assert not guided.all(".step")
    guided.click("#composer")
    guided.press("F6")
    assert guided.focused() == "Show the guide's steps"
    guided.press("Enter")
    guided.find(".step.next", "Log a call")
    sheet, box = guided.find("#side").rect, guided.find(".composer").rect
    assert box["y"] + box["height"] <= sheet["y"] < sheet["y"] + sheet["height"] < size[1] + 1
    assert guided.run("return document.documentElement.scrollWidth <= innerWidth")
    guided.click("button", "Do it for me")
    guided.see("Logged a call")
    guided.see("1 of 3 done · Look at the deal", ".guide-pane")
    assert not guided.all(".step")
    guided.click(".guide-pane h2", "First steps")
    guided.find(".step.done", "Log a call")
    guided.click_named("Close first steps")
    guided.gone(".guide-pane")
    if size == PHONE:
        guided.click_named("Open channels")
    guided.click("#rail button", "Guide")
    guided.find(".step.next", "Look at the deal")


def test_a_lost_connection_is_said_and_mended(page: Browser, workspace: Sandbox) -> None:
    """A banner while the server is away; when it is back, the page goes on by itself."""
    workspace.stop()
    page.see("Connection to the sandbox lost", "#banner")
    with Sandbox(SEED, MANIFEST, port=int(workspace.url.rpartition(":")[2]), rate_limits=False) as back:
        page.wait(lambda: "lost" not in page.text("#banner"), "the connection")
        back.person("U0SAM").say("C0SALES", "are we back?")
        page.see("are we back?")
        assert all("ERR_CONNECTION_REFUSED" in one for one in page.errors())


def test_a_channel_can_be_found_joined_and_read(page: Browser) -> None:
    """Control+K jumps by typing; the app can be added there; a public channel one is not in can be joined."""
    page.press("Control+k")
    page.type("lead")
    page.press("Enter")
    page.find("h1", "leadership")
    page.click_named("2 members")
    page.click("[role=option]", "Add Firebreak")
    page.named("3 members")
    page.click(".place", "Add channels")
    page.type("lunch")
    page.press("Enter")
    page.find("h1", "lunch")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["1280", "390"])
def test_every_surface_fits_its_screen(
    page: Browser, workspace: Sandbox, app: App, size: tuple[int, int], theme: Theme
) -> None:
    """On both widths, in both themes: a digest, a card, a form, Home and the drawer; nothing sticks out sideways."""
    page.click_named("Close first steps")
    page.look(size, theme)
    phone = size == PHONE
    app_of_page.upload(app, "C0SALES", "forecast.png", blocks.chart_png())
    app.client.chat_postMessage(channel="C0SALES", text="Digest", blocks=blocks.digest())
    app.client.chat_postMessage(channel="C0SALES", text="All", blocks=blocks.everything())
    page.see("Q3 forecast for Central")
    background = page.run("return getComputedStyle(document.getElementById('main')).backgroundColor")
    assert background == ("rgb(255, 255, 255)" if theme == "light" else "rgb(26, 29, 33)")

    def fits() -> None:
        assert page.run("return document.documentElement.scrollWidth <= innerWidth")
        assert page.run(
            "const s = document.querySelector('.scroller'); return !s || s.scrollWidth <= s.clientWidth + 1"
        )

    fits()
    page.say("/form")
    page.find("dialog h2", "Move Conecta")
    assert page.run("const b = document.querySelector('.dialog-body'); return b.scrollWidth <= b.clientWidth + 1")
    page.press("Escape")
    page.gone("dialog")
    if phone:
        assert not page.find("#main").find_elements("css selector", ".place")
        page.click_named("Open channels")
    page.click("#sidebar .place", "Firebreak")
    page.see("Good morning, Dana")
    fits()
