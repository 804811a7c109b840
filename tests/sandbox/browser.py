"""Drives Debian's Chromium over the sandbox's page, in the words of a person: see, click, type, press.

Nothing is downloaded: the browser and its driver are the distribution's.
"""

import shutil
import tempfile
import time
from collections.abc import Callable
from typing import Any, Literal, TypeVar

import pytest
from selenium.common.exceptions import StaleElementReferenceException, WebDriverException
from selenium.webdriver import Chrome, ChromeOptions
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement

from tests.missing_tools import absent

Theme = Literal["light", "dark"]
T = TypeVar("T")
WIDE = (1280, 800)
PHONE = (390, 844)
PATIENCE = 60.0
"""Seconds that a busy machine may take for anything."""
FRAMES = "let left = 5; const step = () => (left-- ? requestAnimationFrame(step) : arguments[0]()); step();"
"""Lets a few frames be drawn."""
FLAGS = (
    "--headless=new --no-sandbox --disable-gpu --disable-quic --disable-dev-shm-usage --no-first-run "
    "--disable-background-networking "
    "--disable-component-update --disable-sync --hide-scrollbars --force-color-profile=srgb"
)


def launch() -> Chrome:
    """A fresh Chromium. Skips the test where there is none (see `absent`)."""
    chromium, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if not (chromium and driver):
        absent("needs Debian's Chromium: apt-get install chromium chromium-driver")
    options = ChromeOptions()
    options.binary_location = chromium
    for flag in (*FLAGS.split(), f"--user-data-dir={tempfile.mkdtemp(prefix='page-')}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    started = Chrome(options=options, service=Service(driver))
    started.set_script_timeout(PATIENCE)
    return started


class Browser:
    """One window. Whatever is looked for is waited for, up to half a minute, and missing it fails with a sentence."""

    def __init__(self, driver: Chrome) -> None:
        self.driver = driver

    def look(self, size: tuple[int, int] = WIDE, theme: Theme = "light") -> None:
        """Sets the window's size in CSS pixels and what the system prefers."""
        metrics = {"width": size[0], "height": size[1], "deviceScaleFactor": 1, "mobile": False}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
        features = [{"name": "prefers-color-scheme", "value": theme}]
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})

    def open(self, url: str, user: str, channel: str = "") -> None:
        """Opens the page as a person, in a channel, with nothing remembered of earlier visits."""
        self.driver.execute_cdp_cmd("Storage.clearDataForOrigin", {"origin": url, "storageTypes": "local_storage"})
        self.driver.get("about:blank")
        self.driver.get(f"{url}/#{user}/{channel}")
        self.find("#main .head, #main .empty")

    def run(self, script: str, *given: Any) -> Any:
        """What a piece of JavaScript returns."""
        return self.driver.execute_script(script, *given)

    def slowly(self, script: str, *given: Any) -> Any:
        """What a piece of JavaScript hands to its last argument, a callback."""
        return self.driver.execute_async_script(script, *given)

    def wait(self, found: Callable[[], T], what: str, timeout: float = PATIENCE) -> T:
        """What `found` returns, as soon as it is something; fails saying what was missed."""
        deadline = time.monotonic() + timeout
        while True:
            try:
                result = found()
            except (StaleElementReferenceException, IndexError):
                result = None
            if result:
                return result
            if time.monotonic() > deadline:
                pytest.fail(f"{what} was not there within {timeout:g} s. On show: {self.text('body')[:600]!r}")
            time.sleep(0.02)

    def still(self, script: str, *given: Any) -> Any:
        """What a piece of JavaScript returns, once it returns the same again a few frames later."""
        seen = [self.run(script, *given)]

        def same() -> bool:
            self.slowly(FRAMES)
            seen.append(self.run(script, *given))
            return bool(seen[-1] == seen[-2])

        self.wait(same, "an end of the movement")
        return seen[-1]

    def all(self, css: str) -> list[WebElement]:
        """The elements on show that fit, without waiting."""
        return [each for each in self.driver.find_elements(By.CSS_SELECTOR, css) if each.is_displayed()]

    def find(self, css: str, text: str = "") -> WebElement:
        """The last element on show that fits and holds `text`."""
        return self.wait(lambda: [e for e in self.all(css) if text in e.text][-1], f"{css} with {text!r}")

    def gone(self, css: str, text: str = "") -> None:
        """Waits until no such element is on show."""
        self.wait(lambda: not [e for e in self.all(css) if text in e.text], f"the end of {css} {text!r}")

    def text(self, css: str) -> str:
        """The text of the last element that fits, "" without one."""
        found = self.driver.find_elements(By.CSS_SELECTOR, css)
        return found[-1].text if found else ""

    def see(self, text: str, css: str = "#main") -> None:
        """Waits for a text."""
        self.wait(lambda: text in self.text(css), f"{text!r} in {css}")

    def named(self, name: str, css: str = "button, a, input, [role]") -> WebElement:
        """The last control on show with this accessible name."""
        return self.wait(
            lambda: [e for e in self.all(css) if e.accessible_name == name][-1], f"a control called {name!r}"
        )

    def click(self, css: str, text: str = "") -> None:
        """Clicks the last element that fits, as soon as a click reaches it."""
        self._click(lambda: self.find(css, text))

    def click_named(self, name: str, css: str = "button, a, input, [role]") -> None:
        """Clicks the control with this accessible name."""
        self._click(lambda: self.named(name, css))

    def _click(self, found: Callable[[], WebElement]) -> None:
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                return found().click()
            except WebDriverException:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.05)

    def hover(self, css: str, text: str = "") -> None:
        """Moves the mouse onto an element."""
        ActionChains(self.driver).move_to_element(self.find(css, text)).perform()

    def press(self, *keys: str) -> None:
        """Presses keys one after the other, wherever the focus is; "Shift+Tab" holds Shift."""
        for key in keys:
            held, _, last = key.rpartition("+") if len(key) > 1 else ("", "", key)
            chain = ActionChains(self.driver)
            names = [getattr(Keys, name.upper()) for name in held.split("+") if name]
            for name in names:
                chain.key_down(name)
            chain.send_keys(getattr(Keys, last.upper(), last) if len(last) > 1 else last)
            for name in names:
                chain.key_up(name)
            chain.perform()

    def type(self, text: str) -> None:
        """Types where the focus is."""
        ActionChains(self.driver).send_keys(text).perform()

    def say(self, text: str) -> None:
        """Writes into the box at the bottom and presses Enter."""
        self.click("#composer")
        self.type(text)
        self.press("Escape", "Enter") if text.startswith("/") and " " not in text else self.press("Enter")

    def focused(self) -> str:
        """The accessible name (or the text) of what has the focus."""
        active = self.driver.switch_to.active_element
        return active.accessible_name or active.text

    def tab_to(self, name: str, most: int = 60, back: bool = False) -> None:
        """Presses Tab until the control with this name has the focus."""
        for _ in range(most):
            if self.focused() == name:
                return
            self.press("Shift+Tab" if back else "Tab")
        pytest.fail(f"Tab never reached {name!r}")

    def errors(self) -> list[str]:
        """What the console complained about since the last time."""
        found = self.driver.get_log("browser")  # type: ignore[no-untyped-call]
        return [entry["message"] for entry in found if entry["level"] in ("SEVERE", "WARNING")]
