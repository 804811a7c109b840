"""Takes the pictures of docs/images: `python -m tests.sandbox.page.pictures [FOLDER]`."""

import sys
from pathlib import Path

from sandbox.server import Sandbox
from tests.sandbox.browser import PHONE, Browser, Theme, launch
from tests.sandbox.page import app as app_of_page
from tests.sandbox.page import blocks

LOOKS: dict[str, tuple[tuple[int, int], Theme]] = {"wide": ((1280, 860), "light"), "phone": (PHONE, "dark")}
FOLDER = Path(__file__).resolve().parents[3] / "docs" / "images"


def main(folder: Path = FOLDER) -> None:
    """Fills a workspace, looks at it in every way the README shows, and saves what is seen."""
    folder.mkdir(parents=True, exist_ok=True)
    driver = launch()
    with (
        Sandbox(app_of_page.SEED, app_of_page.MANIFEST, rate_limits=False) as sandbox,
        app_of_page.connected(sandbox, []) as app,
    ):
        sandbox.person("U0JO").say("C0SALES", "Board call moved to Friday. I need your forecast by 4:30 :pray:")
        chart = app_of_page.upload(app, "C0WINS", "forecast.png", blocks.chart_png())
        app.client.chat_postMessage(channel="C0SALES", text="Q3 forecast", blocks=blocks.digest(chart))
        direct = app.client.conversations_open(users=["U0SAM"])["channel"]["id"]
        app.client.chat_postMessage(channel=direct, text="3 deals need a word", blocks=blocks.nudge())
        Tour(Browser(driver), sandbox.url, folder).take()
    driver.quit()


class Tour:
    """One walk through the workspace, with a camera."""

    def __init__(self, browser: Browser, url: str, folder: Path) -> None:
        self.browser, self.url, self.folder = browser, url, folder

    def take(self) -> None:
        """All pictures, one after the other."""
        see = self.browser
        for name, (size, theme) in LOOKS.items():
            self.enter("U0DANA", size, theme)
            see.see("Deals that matter")
            see.run("document.querySelector('.block-header').scrollIntoView()")
            self.save(f"digest-{name}")
            see.say("/deal Conecta")
            see.find("[data-action=lost]")
            self.save(f"deal-{name}")
            see.click_named("Dismiss")
            see.say("/form")
            see.find("dialog h2")
            see.press("Enter")
            see.find(".problem")
            self.save(f"form-{name}")
            see.press("Escape")
            see.gone("dialog")
            self.app_tab("U0DANA", size, theme, "Home", "Good morning, Dana", f"home-{name}")
            self.app_tab("U0SAM", size, theme, "Messages", "3 deals", f"nudge-{name}")

    def enter(self, user: str, size: tuple[int, int], theme: Theme) -> None:
        """Opens #sales as somebody, without the guide."""
        self.browser.look(size, theme)
        self.browser.open(self.url, user, "C0SALES")
        self.browser.find("h1", "sales")
        if self.browser.all("[aria-label='Close first steps']"):
            self.browser.click_named("Close first steps")

    def app_tab(self, user: str, size: tuple[int, int], theme: Theme, tab: str, text: str, name: str) -> None:
        """Opens one of the app's tabs and takes its picture."""
        self.enter(user, size, theme)
        if size == PHONE:
            self.browser.click_named("Open channels")
        self.browser.click("#sidebar .place", "Firebreak")
        self.browser.click("[role=tab]", tab)
        self.browser.see(text)
        self.save(name)

    def save(self, name: str) -> None:
        """Saves what is on show, once pictures and movements have settled."""
        loaded = "return [...document.images].every((i) => i.complete) && !document.getAnimations().length"
        self.browser.wait(lambda: self.browser.run(loaded), "the end of all movement")
        self.browser.driver.save_screenshot(str(self.folder / f"{name}.png"))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:2]))
