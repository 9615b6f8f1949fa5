"""A release prepared by a click, then read at every size: its ledger, its tables, why some figures are hidden."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_pages import SIZES, problems_of
from tests.support.process import RunningSite

PAGE = "/diagnostic/croisements"
DIFFUSIONS = "/diagnostic/diffusions"


def release_a_year(page: Page, site: RunningSite) -> str:
    """The last closed year, released by a click of the coordination unless it is."""
    site.enter(page, "coordinateur")
    page.goto(f"{site.url}{DIFFUSIONS}")
    year = page.get_by_label("Période", exact=True).locator("option", has_text="année").first.get_attribute("value")
    known = page.get_by_role("link", name=f"Année {year}")
    if not known.count():
        page.get_by_label("Période", exact=True).select_option(year)
        page.get_by_role("button", name="Préparer cette diffusion").click()
    expect(known).to_be_visible(timeout=180_000)
    return year


@pytest.mark.parametrize("size", SIZES)
def test_a_year_is_released_by_a_click_then_read(open_page, site: RunningSite, size: str):
    page = open_page(**SIZES[size])
    year = release_a_year(page, site)

    ways = (
        PAGE, f"{PAGE}?tableau=LIEU_AGE&lecture=commune", f"{PAGE}?tableau=FREIN_AGE", DIFFUSIONS,
        f"{DIFFUSIONS}/{year}-E1", f"{DIFFUSIONS}/{year}-E1/pourquoi?tableau=LIEU_AGE",
        "/rapports", "/rapports?destinataire=commune", f"/rapports/figer?annee={year}",
    )  # fmt: skip
    problems = [problem for way in ways for problem in problems_of(page, site, way)]

    assert problems == []
