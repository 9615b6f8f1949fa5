"""The crossed tables prepared by a click, then read at every size."""

import pytest
from playwright.sync_api import expect

from tests.browser.test_pages import SIZES, problems_of
from tests.support.process import RunningSite

PAGE = "/diagnostic/croisements"


@pytest.mark.parametrize("size", SIZES)
def test_the_tables_are_prepared_by_a_click_then_read(open_page, site: RunningSite, size: str):
    page = open_page(**SIZES[size])
    site.enter(page, "coordinateur")
    page.goto(f"{site.url}{PAGE}")
    ask = page.get_by_role("button", name="Préparer les tableaux")
    if ask.count():
        ask.click()
    expect(page.get_by_role("heading", name="Lire ces tableaux")).to_be_visible(timeout=180_000)

    ways = ("", "?tableau=LIEU_AGE&lecture=commune", "?tableau=FREIN_AGE")
    problems = [problem for way in ways for problem in problems_of(page, site, f"{PAGE}{way}")]

    assert problems == []
