"""The page in Chromium, over a running workspace with an app that is connected."""

from collections.abc import Iterator
from typing import Any

import pytest
from selenium.webdriver import Chrome
from slack_bolt import App

from sandbox.server import Sandbox
from tests.sandbox.browser import Browser, launch
from tests.sandbox.page import app as app_of_page
from tests.sandbox.page.company import MANIFEST, SEED

JSON = dict[str, Any]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Chrome]:
    """One browser for the whole module."""
    driver = launch()
    yield driver
    driver.quit()


@pytest.fixture
def workspace() -> Iterator[Sandbox]:
    """A workspace without an app."""
    with Sandbox(SEED, MANIFEST, rate_limits=False) as running:
        yield running


@pytest.fixture
def got() -> list[JSON]:
    """What the app got."""
    return []


@pytest.fixture
def app(workspace: Sandbox, got: list[JSON]) -> Iterator[App]:
    """The app, connected."""
    with app_of_page.connected(workspace, got) as running:
        yield running


@pytest.fixture
def page(chromium: Chrome, workspace: Sandbox, app: App) -> Iterator[Browser]:
    """The page as Dana sees #sales on a wide, light screen. A complaint of the console fails the test."""
    browser = Browser(chromium)
    browser.look()
    browser.open(workspace.url, "U0DANA", "C0SALES")
    browser.errors()
    yield browser
    assert browser.errors() == []
    browser.driver.get("about:blank")
