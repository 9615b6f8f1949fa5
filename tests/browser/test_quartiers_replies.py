"""The quartiers of an action: folded until one is to be chosen, within reach of the keyboard, a finger and a link."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_pages import AXE, RUN_AXE, SIZES, TAGS
from tests.support.process import RunningSite

FOCUSED = "() => document.activeElement.name || document.activeElement.tagName"
LOW = """() => [...document.querySelectorAll("details[open] summary, details[open] .choice")]
  .filter((one) => one.getBoundingClientRect().height < 44).map((one) => one.textContent.trim())"""


@pytest.fixture
def form(page: Page, site: RunningSite) -> Page:
    site.enter(page, "partenaire")
    page.goto(f"{site.url}/actions/nouvelle")
    return page


def test_the_quartiers_are_opened_and_chosen_with_the_keyboard_alone(form: Page):
    fold = form.locator("details", has_text="quartiers visés")
    expect(fold.locator("input").first).to_be_hidden()

    fold.locator("summary").focus()
    form.keyboard.press("Enter")
    form.keyboard.press("Tab")
    assert form.evaluate(FOCUSED) == "qpv"
    form.keyboard.press("Space")

    expect(fold.locator("input").first).to_be_checked()


@pytest.mark.parametrize("size", SIZES)
def test_once_open_the_quartiers_are_accessible_and_large_enough_to_touch(open_page, site: RunningSite, size: str):
    page = open_page(**SIZES[size])
    site.enter(page, "partenaire")
    page.goto(f"{site.url}/actions/nouvelle")
    page.get_by_text("Choisir les quartiers visés").click()
    page.evaluate(AXE)

    assert page.evaluate(LOW) == []
    assert page.evaluate(RUN_AXE, TAGS) == []
    assert page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
