"""One walk through everything with the keyboard alone, wide and on a phone: the mouse is never touched."""

from typing import Any

import pytest

from sandbox.server import Sandbox
from tests.sandbox.browser import PHONE, WIDE, Browser, Theme

pytestmark = pytest.mark.slow
JSON = dict[str, Any]


def jump(page: Browser, name: str) -> None:
    """Goes to a conversation by typing its name."""
    page.press("Control+k")
    page.find("[role=listbox], [role=dialog]")
    page.type(name)
    page.press("Enter")
    page.find("h1", name)


def write(page: Browser, text: str) -> None:
    """Goes to the box with Tab, writes and sends."""
    page.wait(lambda: page.find("#composer").is_displayed(), "the box")
    page.tab_to(str(page.find("#composer").accessible_name))
    page.type(text)
    page.press("Enter")


def tool(page: Browser, name: str) -> None:
    """Uses a tool of the rail; on a phone it is behind the button at the top left."""
    if page.all("[aria-label='Open channels']"):
        page.tab_to("Open channels")
        page.press("Enter")
    page.find("#rail button")
    page.wait(lambda: page.run("return !document.getAnimations().length"), "the drawer at rest")
    for _ in range(60):
        if page.run("return document.activeElement.closest('#rail')?.querySelector('button') && true"):
            break
        page.press("Shift+Tab" if page.run("return Boolean(document.activeElement.closest('#main'))") else "Tab")
    page.tab_to(name)
    page.press("Enter")


@pytest.mark.parametrize(
    ("size", "theme"), [(WIDE, "light"), (WIDE, "dark"), (PHONE, "light"), (PHONE, "dark")], ids=str
)
def test_the_whole_workspace_is_used_with_keys(
    page: Browser, workspace: Sandbox, got: list[JSON], size: tuple[int, int], theme: Theme
) -> None:
    """Write, react, answer, run a shortcut, mend a form, press a button on Home, be somebody else, move the clock,
    switch a fault and read the journal."""
    page.press("Escape")
    page.look(size, theme)
    page.open(workspace.url, "U0DANA", "C0SALES")
    jump(page, "Sam Okafor")
    write(page, "good morning")
    page.find(".message", "good morning")

    jump(page, "sales")
    write(page, "who has the Conecta file?")
    page.find(".message", "Conecta file")
    page.press("F6", "Shift+F6", "Shift+F6")
    page.wait(lambda: page.focused().startswith("Dana Reyes"), "the focus on the message")
    page.tab_to("React with eyes")
    page.press("Enter")
    page.find(".reaction.mine")
    page.tab_to("Reply in thread")
    page.press("Enter")
    page.wait(lambda: page.focused() == "Reply…", "the focus in the thread")
    page.type("I do")
    page.press("Enter")
    page.see("I do", ".thread")
    page.press("Escape")
    page.gone(".thread")

    page.tab_to("More actions", back=page.focused() == "Message #sales")
    page.press("Enter")
    page.find("[role=menuitem]", "Log to a deal")
    page.press("l")
    assert page.focused().startswith("Log to a deal")
    page.press("Enter")
    page.find("dialog h2", "Move Conecta")
    page.press("Enter")
    page.find("dialog .problem")
    assert page.focused() == "Amount"
    page.press("Escape")
    page.gone("dialog")

    write(page, "/de")
    page.type("Conecta")
    page.press("Enter")
    page.see("Only visible to you")

    jump(page, "Firebreak")
    page.see("Good morning, Dana")
    button = str(page.find(".home .btn").accessible_name)
    page.tab_to(button)
    page.press("Enter")
    page.wait(lambda: got and "action" in got[-1], "the button's action")

    tool(page, "Journal")
    page.find(".entry")
    assert page.focused() == "Close journal"
    page.press("Escape")
    page.gone(".entry")
    tool(page, "Faults")
    page.find(".fault", "Server error")
    page.tab_to(str(page.all(".fault input[type=checkbox]")[0].accessible_name))
    page.press("Space")
    page.wait(lambda: page.run("return document.querySelector('.fault input').checked"), "the switch")
    page.press("Escape")
    page.gone(".fault")

    page.tab_to(str(page.find(".clock").accessible_name), back=True)
    page.press("Enter")
    page.tab_to("+1 hour")
    page.press("Enter")
    page.wait(lambda: workspace.clock.offset and "9:0" in str(page.find(".clock").accessible_name), "the later hour")
    assert page.run("return document.documentElement.scrollWidth <= innerWidth")
