"""The forms of suivis sent empty: the errors are announced, linked to their fields, and as accessible as the pages."""

import pytest
from playwright.sync_api import Page

from tests.browser.test_pages import AXE, FIRST_SUIVI, RUN_AXE, SMALL_TARGETS, TAGS, whole_page
from tests.support.process import RunningSite

FORMS = {
    "/suivis": "Ouvrir le suivi", "/suivis/ouvrir": "Ouvrir le suivi",
    "SUIVI/noter/orientation": "Enregistrer l’orientation",
    "SUIVI/noter/autonomie": "Enregistrer l’autonomie", "SUIVI/noter/cloture": "Clore le suivi",
    "SUIVI/relais": "Proposer le relais", "SUIVI/carte": "Remettre cette carte", "SUIVI/retrait": "Effacer le suivi",
}  # fmt: skip


def problems_of(page: Page) -> list[str]:
    whole_page(page)
    page.evaluate(AXE)
    links = page.locator(".error-summary a")
    targets = [links.nth(rank).get_attribute("href") for rank in range(links.count())]
    lost = [target for target in targets if page.locator(target).count() != 1]
    return [
        *page.evaluate(RUN_AXE, TAGS),
        *page.evaluate(SMALL_TARGETS),
        *([] if targets else ["rien n’est dit"]),
        *lost,
    ]


@pytest.mark.parametrize("width", [320, 820])
def test_a_form_in_error_is_accessible_and_each_error_leads_to_its_field(open_page, site: RunningSite, width: int):
    page = open_page(viewport={"width": width, "height": 1180}, has_touch=True)
    site.enter(page, "mediateur")
    suivi = f"/suivis/{site.rows(FIRST_SUIVI)[0][0]}"
    found = {}
    for path, button in FORMS.items():
        page.set_viewport_size({"width": width, "height": 1180})
        page.goto(f"{site.url}{path.replace('SUIVI', suivi)}")
        page.get_by_role("button", name=button).click()
        page.wait_for_load_state("networkidle")
        assert page.title().startswith("Erreur"), path
        found[path] = problems_of(page)

    assert {path: problems for path, problems in found.items() if problems} == {}
