"""The coordination takes a log over, on a tablet, from the example file to the undone import; each page accessible."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_pages import AXE, RUN_AXE, SIZES, SMALL_TARGETS, TAGS, whole_page
from tests.support.process import RunningSite


def problems_of(page: Page) -> list[str]:
    page.wait_for_load_state("networkidle")
    size = page.viewport_size
    whole_page(page)
    page.evaluate(AXE)
    found = page.evaluate(RUN_AXE, TAGS) + page.evaluate(SMALL_TARGETS)
    overflow = page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")
    page.set_viewport_size(size)
    return found + ([f"{overflow} px too wide"] if overflow > 0 else [])


def example_of(page: Page, site: RunningSite, folder: Path) -> Path:
    page.goto(f"{site.url}/reprise")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Télécharger un exemple").click()
    file = folder / "exemple.xlsx"
    waiting.value.save_as(file)
    return file


def test_a_log_is_taken_over_from_the_example_to_the_undone_import(open_page, site: RunningSite, tmp_path: Path):
    page = open_page(**SIZES["tablette"])
    site.enter(page, "coordinateur")
    page.get_by_role("link", name="Équipe", exact=True).click()
    page.get_by_role("link", name="Reprise").click()
    file = example_of(page, site, tmp_path)

    page.get_by_label("Fichier à reprendre").set_input_files(file)
    page.get_by_role("button", name="Lire le fichier").click()
    expect(page.get_by_text("O. Nom : elle nomme une personne")).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("^Importer"))).to_have_count(0)

    page.get_by_label("« Mutuelle trop chère »").select_option("FIN_SANS_COMPL")
    page.get_by_label("Laisser de côté les lignes à corriger").check()
    page.get_by_role("button", name="Mettre à jour l’aperçu").click()
    expect(page.get_by_text("Pas de complémentaire").last).to_be_visible()
    expect(page.get_by_text("A62")).to_be_visible()

    page.get_by_role("button", name="Importer 60 lignes").click()
    expect(page.get_by_text("L’import est fait, en une fois.")).to_be_visible()
    assert site.rows("SELECT count(*) FROM asv.contact WHERE importation_id IS NOT NULL") == [(60,)]

    page.get_by_role("button", name=re.compile("Annuler l’import")).click()
    expect(page.get_by_text("L’import est annulé")).to_be_visible()
    assert site.rows("SELECT count(*) FROM asv.contact WHERE importation_id IS NOT NULL") == [(0,)]


@pytest.mark.parametrize("size", SIZES)
def test_its_pages_are_accessible_and_fit_every_screen(open_page, site: RunningSite, size: str, tmp_path: Path):
    page = open_page(**SIZES[size])
    site.enter(page, "coordinateur")
    file = example_of(page, site, tmp_path)
    found = problems_of(page)

    page.get_by_label("Fichier à reprendre").set_input_files(file)
    page.get_by_role("button", name="Lire le fichier").click()
    expect(page.get_by_role("heading", name="Vérifier un relevé")).to_be_visible()
    found += problems_of(page)
    page.goto(f"{site.url}/reprise")
    page.get_by_label("Fichier à reprendre").set_input_files({"name": "a.xls", "mimeType": "x/y", "buffer": b"\x00"})
    page.get_by_role("button", name="Lire le fichier").click()
    expect(page.get_by_role("alert")).to_be_visible()

    assert found + problems_of(page) == []
