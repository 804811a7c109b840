"""The newcomer's five minutes in Chromium, with mouse and keyboard, against the whole bot: nothing but what a person
sees and clicks. Pictures of each step are left in the test's folder."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
from selenium.webdriver import Chrome

from tests.bot.desk import Desk
from tests.sandbox.browser import PHONE, WIDE, Browser, Theme, launch

pytestmark = pytest.mark.slow
PATIENCE = 60


@pytest.fixture(scope="module")
def chromium() -> Iterator[Chrome]:
    driver = launch()
    yield driver
    driver.quit()


TOO_WIDE = """
return [...document.querySelectorAll("#main button")]
  .filter((button) => button.getBoundingClientRect().right > arguments[0])
  .map((button) => button.textContent);
"""


class Visit:
    """Somebody in front of the page, and the pictures taken meanwhile."""

    def __init__(self, browser: Browser, desk: Desk, folder: Path) -> None:
        self.browser, self.desk, self.folder = browser, desk, folder
        self.count = 0

    def sit_down(self, who: str, place: str = "", size: tuple[int, int] = WIDE, theme: Theme = "light") -> None:
        """As that person, in a channel or (without one) in the direct message with the bot."""
        self.browser.look(size, theme)
        channel = place or self.desk.person(who).app_dm()
        self.browser.open(self.desk.sandbox.url, f"U0{who.upper()}", channel)

    def picture(self, name: str) -> None:
        self.count += 1
        self.browser.driver.save_screenshot(str(self.folder / f"{self.count:02}-{name}.png"))

    def see(self, text: str, css: str = "#main") -> None:
        self.browser.wait(lambda: text in self.browser.text(css), f"{text!r}", timeout=PATIENCE)

    def last(self, css: str, text: str = "") -> None:
        """Clicks the last such element."""
        self.browser.click(css, text)

    def clean(self) -> None:
        assert self.browser.errors() == []


@pytest.fixture(scope="module")
def visit(chromium: Chrome, desk: Desk, tmp_path_factory: pytest.TempPathFactory) -> Visit:
    return Visit(Browser(chromium), desk, tmp_path_factory.mktemp("pictures"))


def test_a_call_is_logged_and_taken_back(visit: Visit) -> None:
    """One sentence, the echo, one click on Undo."""
    visit.sit_down("sam")
    visit.browser.say("called Jane at Acme Robotics, wants a proposal, 45k, close end of Q1")
    visit.see("logged a call with Jane")
    visit.picture("echo")
    visit.last("button", "Undo")
    visit.see("is back as it was")
    visit.picture("undone")
    visit.clean()


def test_a_deal_is_created_and_advanced(visit: Visit) -> None:
    """A line makes it; the form for the next stage wants a tick or a reason, and says so at the field."""
    visit.sit_down("sam", "C0SALES")
    visit.browser.say("/deal new Wayne Enterprises, 80k, referral, closes end of Q2")
    visit.see("new deal")
    visit.picture("created")
    visit.browser.say("/deal Wayne Enterprises to qualified")
    visit.browser.find("dialog h2", "Advance")
    visit.picture("advance")
    visit.last("dialog button", "Move")
    visit.see("Still open", "dialog")
    visit.picture("still-open")
    for label in ("what the problem costs them", "who else has a say"):
        visit.last("dialog label", label)
    visit.last("dialog button", "Move")
    visit.browser.gone("dialog")
    visit.browser.say("/deal Wayne Enterprises")
    visit.see("Qualified since")
    visit.picture("card")
    visit.clean()


def test_the_next_morning_each_manager_has_a_digest(visit: Visit) -> None:
    """The clock is moved with the mouse; the digest is there, with its picture."""
    visit.sit_down("dana")
    visit.browser.click(".clock")
    visit.browser.click("button", "Tomorrow 08:00")
    visit.browser.find(".clock-text", "Tue, Nov 24, 8:0")
    visit.desk.later(minutes=1)
    for who in ("dana", "lee", "morgan"):
        visit.sit_down(who)
        visit.see("Deals to look at")
        visit.browser.wait(
            lambda: visit.browser.run(
                "return [...document.querySelectorAll('#main img')].some((i) => i.complete && i.naturalWidth > 300)"
            ),
            "the chart",
            timeout=PATIENCE,
        )
        visit.picture(f"digest-{who}")
        visit.browser.run("document.querySelector('.scroller').scrollTop = 0")
        visit.picture(f"digest-{who}-top")
    visit.clean()


def test_homes_and_forecast(visit: Visit) -> None:
    """A rep's and a manager's Home, and the forecast, as they look."""
    for who in ("sam", "dana"):
        visit.sit_down(who)
        visit.browser.click("[role=tab], .tab, button", "Home")
        visit.see("your number" if who == "sam" else "Your team")
        visit.picture(f"home-{who}")
    visit.sit_down("dana", "C0SALES")
    visit.browser.say("/forecast")
    visit.see("Open deals by stage")
    visit.picture("forecast")
    visit.browser.say("/deal")
    visit.browser.say("/firebreak help")
    visit.see("Say it in one sentence")
    visit.picture("help")
    visit.browser.say("/firebreak process")
    visit.browser.find("dialog h2")
    visit.picture("process")
    visit.browser.press("Escape")
    visit.browser.gone("dialog")
    visit.browser.say("/firebreak schedule")
    visit.browser.find("dialog h2")
    visit.picture("schedule")
    visit.browser.press("Escape")
    visit.clean()


def changed(visit: Visit, before: str) -> bool:
    return visit.browser.text("#main") != before


def test_two_weeks_later_a_nudge_is_answered_to_the_end(visit: Visit) -> None:
    """Every row by its own button, until the list is empty and cheered."""
    visit.desk.clock_to(datetime(2026, 12, 8, 17, 30, tzinfo=UTC))
    visit.sit_down("tom")
    visit.see("need you")
    visit.picture("nudge")
    for _ in range(12):
        if "Your pipeline is true today" in visit.browser.text("#main"):
            break
        before = visit.browser.text("#main")
        visit.last("#main button", "Still right")
        visit.browser.wait(partial(changed, visit, before), "an answer", PATIENCE)
    visit.see("Your pipeline is true today")
    visit.picture("nudge-done")
    visit.clean()


def test_the_deal_is_won_with_its_story_and_reopened(visit: Visit) -> None:
    """Said, confirmed, celebrated, told; then taken back where it stood."""
    visit.sit_down("sam")
    visit.browser.say("we won Wayne Enterprises")
    visit.see("Mark Wayne Enterprises as won")
    visit.picture("confirm")
    visit.last("#main button", "Yes")
    visit.see("Tell the story")
    visit.picture("won")
    visit.last("#main button", "Tell the story")
    visit.browser.find("dialog h2", "The story")
    visit.browser.type("They asked for the pilot themselves.")
    visit.picture("story")
    visit.last("dialog button", "Post it")
    visit.browser.gone("dialog")
    visit.sit_down("sam", "C0WINS")
    visit.see("They asked for the pilot themselves.")
    visit.picture("celebration")
    visit.sit_down("sam", "C0SALES")
    visit.browser.say("/deal Wayne Enterprises")
    visit.last("#main button", "Reopen")
    visit.browser.find("dialog", "Reopen this deal?")
    visit.last("dialog button", "Reopen")
    visit.sit_down("sam", "C0WINS")
    visit.see("was reopened")
    visit.picture("reopened")
    visit.clean()


@pytest.mark.parametrize(("size", "theme"), [(WIDE, "dark"), (PHONE, "light"), (PHONE, "dark")])
def test_it_can_be_read_on_a_phone_and_at_night(visit: Visit, size: tuple[int, int], theme: Theme) -> None:
    """The digest, the nudge and a card keep within the screen, in both themes."""
    for who, place, name in (("dana", "", "digest"), ("elena", "", "nudge"), ("dana", "C0WINS", "wins")):
        visit.sit_down(who, place, size, theme)
        visit.browser.find(".message")
        visit.picture(f"{name}-{size[0]}-{theme}")
        width = visit.browser.run("return document.documentElement.scrollWidth")
        assert width <= size[0]
        assert visit.browser.run(TOO_WIDE, size[0] + 1) == []
    visit.clean()
