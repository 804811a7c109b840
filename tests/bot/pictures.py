"""Takes the pictures of the README and the documents from the running demo: `python -m tests.bot.pictures [FOLDER]`."""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.chart import forecast_chart_in_child
from bot.main.demo.loading import load
from bot.main.demo.team import demo_team
from storage.engine import create_store
from storage.migrations import upgrade
from storage.process_file import load_process
from tests.bot.desk import MONDAY, Desk, opened_desk
from tests.filling.templates import deal_list, made
from tests.sandbox.browser import PHONE, Browser, Theme, launch
from tests.test_chart import VALUES

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "images"
WIDE = (1280, 940)
TALL = (1280, 1400)
OPEN_THREAD = """
[...document.querySelectorAll("#main button")].filter((button) => / repl/.test(button.textContent)).at(-1).click()
"""

MONDAYS_NEWS = (
    ("tom", "Fennimore Produce to verbal, 23k now"),
    ("kenji", "Jetsam Marine: they want the second depot too, 81k"),
    ("elena", "Veldhoven Bikes – Dock Planner slips to mid January because their board meets late"),
)
"""What happens between the first two mornings, so that the second digest has something to tell."""


def main(folder: Path = FOLDER) -> None:
    """Half a month in the life of the demo's team, looked at in every way that the documents show."""
    folder.mkdir(parents=True, exist_ok=True)
    forecast_chart_in_child(VALUES, timeout=120)  # on a busy machine the first one takes longer than a digest waits
    with tempfile.TemporaryDirectory() as place, _desk(Path(place)) as desk:
        driver = launch()
        try:
            Tour(desk, Browser(driver), folder).take()
        finally:
            driver.quit()


@contextmanager
def _desk(folder: Path) -> Iterator[Desk]:
    url, team = f"sqlite:///{folder}/firebreak.db", demo_team(MONDAY, load_process())
    upgrade(url)
    store = create_store(url)
    load(store, store.add_workspace(team.workspace, team.process).id, team)
    store.close()
    yield from opened_desk(team, url, others=())


class Tour:
    """One walk through the workspace, with a camera."""

    def __init__(self, desk: Desk, browser: Browser, folder: Path) -> None:
        self.desk, self.browser, self.folder = desk, browser, folder

    def take(self) -> None:
        """All pictures, in the order in which things happen."""
        desk = self.desk
        desk.says("sam", "called Jane at Acme Robotics, wants a proposal, 45k, close end of Q1")
        self.picture("sam", "echo", WIDE)
        desk.types("sam", "/deal Acme Robotics", desk.person("sam").app_dm())
        self.picture("sam", "deal", WIDE)
        desk.types("sam", "/deal new Wayne Enterprises, 80k, referral, closes end of Q2")
        form = desk.opens("sam", "/deal Wayne Enterprises to qualified")
        self.picture("sam", "advance", WIDE)
        desk.person("sam").close(form, everything=True)
        form = desk.opens("dana", "/firebreak schedule")
        self.picture("dana", "schedule", WIDE)
        desk.person("dana").close(form, everything=True)
        desk.clock_to(datetime(2026, 11, 23, 13, 1, tzinfo=UTC))
        for who, words in MONDAYS_NEWS:
            desk.says(who, words)
        desk.clock_to(datetime(2026, 11, 24, 13, 1, tzinfo=UTC))
        self.picture("dana", "digest", TALL)
        self.picture("dana", "digest-phone", PHONE, "dark", top=True)
        self.explained()
        self.home("sam", "home", WIDE)
        self.home("dana", "home-manager", WIDE)
        desk.clock_to(desk.sandbox.clock.now() + timedelta(days=14, hours=2))
        self.picture("tom", "nudge", WIDE)
        self.picture("tom", "nudge-phone", PHONE, "dark", top=True)
        asked = desk.says("sam", "we won Wayne Enterprises")
        sam = desk.person("sam")
        sam.click(sam.app_dm(), asked, next(e["action_id"] for b in asked["blocks"] for e in b.get("elements", ())))
        desk.changed("sam", sam.app_dm(), asked["ts"], lambda words: "won" in words and "as won?" not in words)
        self.picture("grace", "win", WIDE, channel="C0WINS")
        self.filling()

    def explained(self) -> None:
        """Why a number moved: the bridge, the deals in each line of it, and who said what of each."""
        self.desk.says("dana", "why did the commit change since last week?")
        self.picture("dana", "explained", WIDE)

    def filling(self) -> None:
        """A template that comes back filled in."""
        dana, name = self.desk.person("dana"), "Deals for the board.xlsx"
        place = dana.app_dm()
        file = dana.upload(name, made(deal_list))
        ts = dana.say(place, "The CFO needs this by 4:30pm", files=(file,))
        asked = dana.wait(lambda me: me.thread(place, ts)[1:], timeout=60)
        self.desk.clicks("dana", place, asked[-1], "Fill it in without")
        self.thread("dana", "filling", WIDE, replies=3)
        self.thread("dana", "filling-phone", PHONE, "dark", replies=3)

    def thread(self, who: str, name: str, size: tuple[int, int], theme: Theme = "light", *, replies: int) -> None:
        """The last thread of somebody's direct message with the bot, once it has that many replies."""
        person = self.desk.person(who)
        place = person.app_dm()
        person.wait(lambda me: me.messages(place)[-1].get("reply_count", 0) >= replies, timeout=60)
        self.browser.look(size, theme)
        self._go(who, place)
        self.browser.run(OPEN_THREAD)
        time.sleep(2.0)
        self._save(name)

    def picture(
        self, who: str, name: str, size: tuple[int, int], theme: Theme = "light", channel: str = "", top: bool = False
    ) -> None:
        """What one person sees in a channel, in the direct message with the bot if none is given."""
        place = channel or self.desk.person(who).app_dm()
        self.browser.look(size, theme)
        self._go(who, place)
        if top:
            self.browser.run("[...document.querySelectorAll('#main .msg, #main .message')].at(-1)?.scrollIntoView()")
            time.sleep(0.3)
        self._save(name)

    def home(self, who: str, name: str, size: tuple[int, int]) -> None:
        """The Home tab of one person."""
        self.browser.look(size)
        self._go(who, self.desk.person(who).app_dm())
        self.browser.click("[role=tab]", "Home")
        time.sleep(2.0)
        self._save(name)

    def _go(self, who: str, place: str) -> None:
        self.browser.driver.get(self.desk.sandbox.url)
        self.browser.run("localStorage.setItem('guide-closed', '1')")
        self.browser.driver.get(f"{self.desk.sandbox.url}/?{time.monotonic()}#U0{who.upper()}/{place}")
        time.sleep(2.0)

    def _save(self, name: str) -> None:
        self.browser.driver.save_screenshot(str(self.folder / f"{name}.png"))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
