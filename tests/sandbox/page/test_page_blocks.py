"""The rarer blocks and inputs in Chromium: frames, tables in pages, charts, feedback, files, and the theme."""

from pathlib import Path
from typing import Any

import pytest
from selenium.webdriver.common.by import By
from slack_bolt import App

from tests.sandbox.browser import Browser
from tests.sandbox.page.rarer import chart, figures, frames

pytestmark = pytest.mark.slow
JSON = dict[str, Any]


def post(app: App, *blocks: JSON) -> None:
    """Lets the app write a message of these blocks."""
    app.client.chat_postMessage(channel="C0SALES", text="Blocks", blocks=list(blocks))


def chosen(page: Browser, got: list[JSON], action_id: str) -> JSON:
    """The last action of that name that reached the app."""

    def found() -> list[JSON]:
        return [one["action"] for one in got if one.get("action", {}).get("action_id") == action_id]

    return page.wait(found, action_id)[-1]


def test_frames_fold_and_what_is_in_them_works(page: Browser, app: App, got: list[JSON]) -> None:
    """A container folds by keyboard; buttons and menus inside it, in a card and in a carousel reach the app."""
    post(app, *frames())
    page.see("2 deals change")
    page.see("Look before you save")
    page.see("Conecta moves")
    page.find("details summary").send_keys(" ")
    page.gone(".block-section", "Conecta moves")
    page.find("details summary").send_keys(" ")
    page.click("[data-action=inside]")
    page.press("Arrow_Down", "Enter")
    assert chosen(page, got, "inside")["selected_option"]["value"] == "proposal"
    page.click("button", "Save both")
    assert chosen(page, got, "save_both")["value"] == "save_both"
    state = got[-1]["state"]["values"]
    assert [value["inside"]["selected_option"]["value"] for value in state.values()] == ["proposal"]
    page.click("button", "Open")
    assert chosen(page, got, "open_card")["type"] == "button"
    page.click("button", "Take Zumgoity")
    assert chosen(page, got, "take")["value"] == "Zumgoity"
    page.click("button", "Take Hottechi")
    page.wait(lambda: chosen(page, got, "take")["value"] == "Hottechi", "the other card")


def test_an_agents_plan_shows_its_tasks(page: Browser, app: App) -> None:
    """Each task with its state, what came of it and where it was found; a source that is a script is no link."""
    post(app, *frames())
    page.see("Thinking")
    page.see("Write the offer")
    page.see("12 facts")
    assert page.find("a", "the deal").get_attribute("href") == "https://example.com/deal"
    page.find(".task span", "a trap")
    assert not [link for link in page.all("a") if link.text == "a trap"]
    assert [len(page.all(f".task-{state}")) for state in ("complete", "pending", "error")] == [1, 1, 1]


def test_a_data_table_is_turned_page_by_page(page: Browser, app: App) -> None:
    """Seven rows, three at a time, numbers to the right; the ends of the table stop the buttons."""
    post(app, *figures())
    page.see("Page 1 of 3")
    assert [row.text for row in page.all(".table tbody tr")] == ["Rep 1 $1,000", "Rep 2 $2,000", "Rep 3 $3,000"]
    assert page.find(".table td", "$1,000").value_of_css_property("text-align") == "right"
    page.click("button", "Previous")
    page.click("button", "Next")
    page.click("button", "Next")
    page.see("Page 3 of 3")
    assert [row.text for row in page.all(".table tbody tr")] == ["Rep 7 $7,000"]


def test_feedback_and_icons_send_what_they_stand_for(page: Browser, app: App, got: list[JSON]) -> None:
    """A thumb sends its value and words; a button meant for somebody else is not there."""
    post(app, *figures())
    page.click("button", "Bad")
    feedback = chosen(page, got, "feedback")
    assert (feedback["value"], feedback["text"]["text"]) == ("bad", "Bad")
    page.click_named("Delete")
    assert chosen(page, got, "bin")["value"] == "7"
    assert not [each for each in page.all("button") if each.text == "For Sam alone"]


def test_a_video_leads_where_it_says(page: Browser, app: App) -> None:
    """Its title is a link; a picture of another host is its description, since the page loads nothing from there."""
    post(app, *figures())
    assert page.find("a", "How to log a call").get_attribute("href") == "https://example.com/watch"
    page.see("Two minutes")
    assert page.named("A rep at the telephone").get_attribute("role") == "img"


@pytest.mark.parametrize(("kind", "marks", "count"), [("bar", "rect", 6), ("area", "polygon", 2), ("pie", "path", 2)])
def test_a_chart_is_drawn_and_can_be_read(page: Browser, app: App, kind: str, marks: str, count: int) -> None:
    """Each value has its mark inside the picture, and stands in a table for those who cannot see it."""
    post(app, chart(kind))
    figure = page.find(".chart")
    assert len(figure.find_elements(By.CSS_SELECTOR, f"svg {marks}")) == count
    box, shapes = figure.rect, [each.rect for each in figure.find_elements(By.CSS_SELECTOR, f"svg {marks}")]
    assert all(box["x"] <= shape["x"] and shape["x"] + shape["width"] <= box["x"] + box["width"] for shape in shapes)
    assert all(box["y"] <= shape["y"] and shape["y"] + shape["height"] <= box["y"] + box["height"] for shape in shapes)
    numbers = page.run("return [...document.querySelectorAll('.chart table td')].map((cell) => cell.textContent)")
    assert numbers[1:] == (["3", "1"] if kind == "pie" else ["1000", "-500", "2000", "-1000", "3000", "-1500"])


def test_the_other_inputs_send_what_was_chosen(page: Browser, got: list[JSON], tmp_path: Path) -> None:
    """Several options from the app, a channel, an address that must be one, and a file that was uploaded."""
    offer = tmp_path / "offer.csv"
    offer.write_text("a,b\n1,2\n")
    page.say("/inputs ")
    page.find("dialog h2", "More inputs")
    page.find("dialog .alert-warning", "This cannot be undone.")
    page.tab_to("Deals Deals")
    page.press("Enter")
    for letters, name in (("con", "Conecta"), ("hot", "Hottechi")):
        page.press("Control+a")
        page.type(letters)
        page.find("[role=option]", name)
        page.press("Enter")
    page.press("Escape")
    page.tab_to("Where A channel")
    page.press("Enter")
    page.find("[role=option]", "wins")
    assert not [each for each in page.all("[role=option]") if "leadership" in each.text]
    page.type("wins")
    page.press("Enter")
    page.tab_to("Web site")
    page.type("conecta")
    page.run("return document.querySelector('dialog input[type=file]')").send_keys(str(offer))
    page.find(".file-list li", "offer.csv")
    page.click("dialog button", "Send")
    page.find(".problem")
    page.tab_to("Web site")
    page.press("Control+a")
    page.type("https://conecta.example")
    page.click("dialog button", "Send")
    page.gone("dialog")
    values = {block: next(iter(value.values())) for block, value in got[-1]["values"].items()}
    assert [one["value"] for one in values["deals"]["selected_options"]] == ["conecta", "hottechi"]
    assert values["place"]["selected_conversation"] == "C0WINS"
    assert values["site"]["value"] == "https://conecta.example"
    assert [(file["name"], file["mimetype"]) for file in values["offer"]["files"]] == [("offer.csv", "text/csv")]
    assert values["team"]["selected_conversations"] == []
    assert values["open"]["selected_channel"] is None


def test_the_theme_can_be_turned_and_stays(page: Browser) -> None:
    """Dark at a click, still dark after a reload, and light again."""

    def ground() -> str:
        return str(page.run("return getComputedStyle(document.querySelector('#main')).backgroundColor"))

    light = ground()
    page.click("[data-tool=theme]", "Dark")
    assert ground() != light
    page.driver.refresh()
    page.find("[data-tool=theme]", "Light")
    assert ground() != light
    page.click("[data-tool=theme]", "Light")
    assert ground() == light
