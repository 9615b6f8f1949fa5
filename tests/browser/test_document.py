"""The diagnostic document in a browser: kept at each pause, two hands that meet, read at every size."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_pages import SIZES, problems_of
from tests.support.process import RunningSite


def created(page: Page, site: RunningSite, titre: str) -> str:
    """Path of a new document."""
    page.goto(f"{site.url}/documents")
    page.get_by_label("Titre").fill(titre)
    page.get_by_role("button", name="Créer le document").click()
    page.wait_for_url("**/documents/*fait=*")
    return re.search(r"/documents/[0-9a-f-]+", page.url)[0]


def typed(page: Page, site: RunningSite, path: str, code: str, texte: str) -> None:
    """Types in the first text of a chapter, and touches no button."""
    page.goto(f"{site.url}{path}/chapitres/{code}")
    page.get_by_label("Texte du bloc 1").fill(texte)


def said(page: Page) -> Any:
    return expect(page.locator("[data-asv-part=etat]").first)


def entered(open_page: Callable[..., Page], site: RunningSite, n: int) -> Page:
    page = open_page()
    site.enter(page, "coordinateur", n)
    return page


def test_a_text_is_kept_without_a_touch_and_found_again(open_page, site: RunningSite):
    page = entered(open_page, site, 1)
    path = created(page, site, "Document gardé")

    typed(page, site, path, "sante", "Les délais sont longs.")
    said(page).to_have_text("Enregistré.")
    page.reload()

    expect(page.get_by_label("Texte du bloc 1")).to_have_value("Les délais sont longs.")


def test_what_may_not_be_written_stays_on_the_screen_and_out_of_the_base(open_page, site: RunningSite):
    page = entered(open_page, site, 1)
    path = created(page, site, "Document refusé")

    typed(page, site, path, "sante", "Rappeler au 06 12 34 56 78")
    expect(page.locator("[data-asv-part=refus]").first).to_contain_text("numéro de téléphone")
    expect(page.get_by_label("Texte du bloc 1")).to_have_value("Rappeler au 06 12 34 56 78")
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()

    expect(page.get_by_label("Texte du bloc 1")).to_have_value("")


def test_two_hands_that_meet_both_keep_their_text_then_one_is_chosen(open_page, site: RunningSite):
    first, second = entered(open_page, site, 1), entered(open_page, site, 2)
    path = created(first, site, "Document à deux")
    typed(second, site, path, "offre", "")

    typed(first, site, path, "offre", "Les médecins manquent.")
    said(first).to_have_text("Enregistré.")
    second.get_by_label("Texte du bloc 1").fill("Les dentistes manquent.")
    said(second).to_contain_text("gardé à côté")
    second.reload()
    expect(second.get_by_label("Texte du bloc 1")).to_have_value("Les médecins manquent.")
    second.get_by_role("button", name="Prendre ce texte").click()

    expect(second.get_by_label("Texte du bloc 1")).to_have_value("Les dentistes manquent.")


@pytest.mark.parametrize("size", SIZES)
def test_every_page_of_a_document_is_accessible_at_every_size(open_page, site: RunningSite, size: str):
    page = open_page(**SIZES[size])
    site.enter(page, "coordinateur")
    path = created(page, site, f"Document lu, {size}")
    for texte in ("Un texte.\n\n- une puce\n\n> une citation", "Un autre texte."):
        typed(page, site, path, "synthese", texte)
        said(page).to_have_text("Enregistré.")
        page.goto(f"{site.url}{path}")
        page.get_by_role("button", name="Proposer une version").click()
        page.wait_for_url("**/versions/*")

    shown = ("/documents", path, f"{path}/chapitres/difficultes", f"{path}/apercu", f"{path}/versions/2")
    pages = (*shown, f"{path}/versions/2/differences?avec=1")
    problems = {one: problems_of(page, site, one) for one in pages}

    assert {one: found for one, found in problems.items() if found} == {}
