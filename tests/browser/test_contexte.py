"""The coordination brings a published file, on a tablet, from the diagnostic to the undone import; pages accessible."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.test_pages import SIZES
from tests.browser.test_reprise import problems_of
from tests.support.process import RunningSite
from tests.support.publications import as_csv, as_zip, c2s, demographie

FIRST_QPV = "SELECT min(qpv) FROM asv.territoire_qpv WHERE dans_contrat"


def c2s_file(site: RunningSite, folder: Path, *counts: str) -> Path:
    file = folder / "beneficiaires_CNAM_QP24_csv.zip"
    rows = c2s({site.rows(FIRST_QPV)[0][0]: counts})
    file.write_bytes(as_zip({"data_CNAM2025_QP24.csv": as_csv(rows), "meta_CNAM2025_QP24.csv": b"COD_VAR;LIB_VAR"}))
    return file


def test_a_published_file_is_taken_from_the_diagnostic_to_the_undone_import(
    open_page, site: RunningSite, tmp_path: Path
):
    page = open_page(**SIZES["tablette"])
    site.enter(page, "coordinateur")
    page.goto(f"{site.url}/diagnostic")
    page.get_by_role("link", name="Données de contexte").click()
    page.get_by_role("link", name="Apporter un fichier public").click()

    page.get_by_label("Fichier à lire").set_input_files(c2s_file(site, tmp_path, "877", "132", "39"))
    page.get_by_role("button", name="Lire le fichier").click()
    expect(page.get_by_text("6 chiffres pour vos lieux")).to_be_visible()
    page.get_by_role("button", name="Enregistrer ce qui est coché").click()
    expect(page.get_by_text("Les chiffres sont enregistrés.")).to_be_visible()
    assert site.rows("SELECT count(*) FROM asv.serie_importee") == [(6,)]

    page.get_by_role("button", name="Annuler cet import").click()
    expect(page.get_by_text("L’import est annulé")).to_be_visible()
    assert site.rows("SELECT count(*) FROM asv.serie_importee") == [(0,)]


@pytest.mark.parametrize("size", SIZES)
def test_its_pages_are_accessible_and_fit_every_screen(open_page, site: RunningSite, size: str, tmp_path: Path):
    page = open_page(**SIZES[size])
    site.enter(page, "coordinateur")
    found = []
    for path in (
        "/contexte",
        "/contexte/series/apl_medecins_generalistes",
        "/contexte/series/qpv2015_population",
        "/contexte/lieux?lieu=QN06202M",
        "/contexte/series/qpv2024_population/quartiers",
        "/diagnostic/explorer?lieu=QN06202M",
    ):
        page.goto(f"{site.url}{path}")
        found += problems_of(page)

    undated = as_csv(demographie({site.rows(FIRST_QPV)[0][0]: ("1 5O0", "52,3", "36,1", "33,7", "20,1", "s")}))
    for content in (undated, as_csv([["Nom", "Âge"], ["x", "3"]]), b"\x00"):
        page.goto(f"{site.url}/contexte/import")
        found += problems_of(page)
        page.get_by_label("Fichier à lire").set_input_files({"name": "a.csv", "mimeType": "x/y", "buffer": content})
        page.get_by_role("button", name="Lire le fichier").click()
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        found += problems_of(page)
    assert found == []
