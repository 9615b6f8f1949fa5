"""A release opened to all by a click, then read by anybody, a partner and a funder, at every size."""

import pytest

from tests.browser.test_croisements import DIFFUSIONS, release_a_year
from tests.browser.test_pages import SIZES, problems_of
from tests.support.process import RunningSite

CALL, LENS, QUARTIER = "246200364", "62498", "QN06225M"


@pytest.mark.parametrize("size", SIZES)
def test_a_year_is_opened_by_a_click_then_read_by_all(open_page, site: RunningSite, size: str):
    page = open_page(**SIZES[size])
    code = f"{release_a_year(page, site)}-E1"
    page.goto(f"{site.url}{DIFFUSIONS}/{code}")
    button = page.get_by_role("button", name="Ouvrir cette diffusion à tous")
    if button.count():
        button.click()
    problems = problems_of(page, site, f"{DIFFUSIONS}/{code}")

    public = f"/donnees/{CALL}/{code}"
    asked = (
        "",
        "?sujet=G08A&lieu=quartiers",
        f"?lieu={LENS}",
        f"?sujet=G08F&lieu={QUARTIER}",
        f"?sujet=M15C&lieu={LENS}",
    )
    ways = {"visiteur": ("/donnees", *(f"{public}{one}" for one in asked)), "partenaire": ("/chiffres",),
            "financeur": ("/chiffres?sujet=M06T",)}  # fmt: skip
    for role, paths in ways.items():
        other = open_page(**SIZES[size])
        if role != "visiteur":
            site.enter(other, role)
        problems += [problem for path in paths for problem in problems_of(other, site, path)]

    assert problems == []
