"""The agenda on paper and in hand: a poster on one sheet, a secret address read once."""

import io
import re

import pypdf
import pytest
from playwright.sync_api import Page

from tests.browser.conftest import PHONE, TABLET
from tests.browser.test_pages import AXE, NEXT_DATE, RUN_AXE, TAGS
from tests.support.process import RunningSite

MILLIMETRE = 72 / 25.4
SHEETS = {"a4": (210, 297), "a3": (297, 420)}
LONGEST_TITLE = "UPDATE asv.action SET titre = $1 WHERE id = (SELECT action_id FROM asv.date_action WHERE id = $2)"


def printed(page: Page) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))


@pytest.mark.parametrize("papier", SHEETS)
def test_the_poster_of_a_date_is_one_sheet_of_its_paper(page: Page, site: RunningSite, papier: str):
    page.goto(f"{site.url}/agenda/{site.rows(NEXT_DATE)[0][0]}/affiche?papier={papier}")

    paper = printed(page)

    assert len(paper.pages) == 1
    assert [round(float(side) / MILLIMETRE) for side in paper.pages[0].mediabox[2:]] == list(SHEETS[papier])


@pytest.mark.parametrize("papier", SHEETS)
def test_the_longest_title_still_makes_one_sheet(page: Page, site: RunningSite, papier: str):
    date_id = site.rows(NEXT_DATE)[0][0]
    (before,) = site.rows("SELECT a.titre FROM asv.action a JOIN asv.date_action d ON d.action_id = a.id "
                          "WHERE d.id = $1", date_id)[0]  # fmt: skip
    site.rows(LONGEST_TITLE, "Dépistage et vaccination pour tous " * 4, date_id)
    page.goto(f"{site.url}/agenda/{date_id}/affiche?papier={papier}")

    sheets = len(printed(page).pages)

    site.rows(LONGEST_TITLE, before, date_id)
    assert sheets == 1


def test_the_poster_of_all_that_is_announced_is_one_sheet(page: Page, site: RunningSite):
    page.goto(f"{site.url}/agenda/imprimer")

    assert len(printed(page).pages) == 1


@pytest.mark.parametrize("size", [TABLET, PHONE], ids=["tablette", "étroit"])
def test_a_secret_address_is_shown_once_on_an_accessible_page(open_page, site: RunningSite, size: dict):
    page = open_page(**size)
    site.enter(page, "partenaire")
    page.goto(f"{site.url}/agenda/abonnements")
    page.get_by_role("button", name="Faire l’adresse").click()
    address = page.get_by_label("Adresse à copier").input_value()
    page.evaluate(AXE)

    assert re.fullmatch(rf"{site.url}/ical/[\w-]{{43}}\.ics", address)
    assert page.evaluate(RUN_AXE, TAGS) == []
    assert page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
    page.goto(f"{site.url}/agenda/abonnements")
    assert address not in page.content()
    page.get_by_role("button", name=re.compile("Révoquer")).first.click()
    assert page.get_by_text("Révoquée").count() >= 1
