"""H04, H05, H16 et H17 d’un trait, dans le navigateur : un suivi ouvert, mené, montré à un collègue, lu, effacé."""

import re
from typing import Any

from playwright.sync_api import Page, expect

from tests.support.process import RunningSite

TABLET = {"viewport": {"width": 820, "height": 1180}, "has_touch": True}
QPV = "62498:QN06225M"


def open_with_a_drawn_card(page: Page) -> str:
    """Fill the opening, the code being copied from the screen; gives that code."""
    page.goto(page.url.partition("/ma-journee")[0] + "/suivis")
    page.get_by_role("link", name="Ouvrir un suivi").click()
    page.get_by_label("Accord oral au suivi sous code").check()
    page.get_by_label("Une carte à écrire maintenant").check()
    code = page.locator(".big-code").inner_text()
    page.get_by_label("Où vit la personne").select_option(QPV)
    page.locator('label:has(input[name="sexe"][value="H"])').tap()
    page.locator('label:has(input[name="tranche_age"][value="A25_49"])').tap()
    page.locator('label:has(input[name="exprimes"][value="B_DROITS"])').tap()
    page.locator("#autonomies-AD_DROITS").select_option(label="Avec guidage")
    page.locator("#couvertures-1").select_option("C2S")
    page.locator("#etats-1").select_option("EXPIRE")
    page.get_by_role("button", name="Ouvrir le suivi").tap()
    expect(page.get_by_text("Le suivi est ouvert.")).to_be_visible()
    return code


def show_card(page: Page, site: RunningSite, code: str) -> None:
    page.goto(f"{site.url}/suivis")
    page.get_by_label("Code de la carte").fill(code.lower())
    page.get_by_role("button", name="Ouvrir le suivi").click()


def test_a_suivi_from_its_card_to_its_erasing(open_page: Any, site: RunningSite):
    nadia, karim = open_page(**TABLET), open_page(**TABLET)
    site.enter(nadia, "mediateur", 2)
    site.enter(karim, "mediateur", 3)
    code = open_with_a_drawn_card(nadia)
    sheet = nadia.url.partition("?")[0]
    assert code not in sheet
    assert code.replace("-", "") not in nadia.content()

    # une démarche, puis son résultat
    nadia.get_by_role("link", name="Démarche", exact=True).tap()
    nadia.get_by_label("Démarche").select_option("D_C2S_DEP")
    nadia.get_by_label("Droit concerné").select_option("C2S:EXPIRE")
    nadia.get_by_label("Ce droit passe à").select_option("EN_COURS")
    nadia.get_by_role("button", name="Enregistrer la démarche").tap()
    nadia.get_by_role("link", name=re.compile("Noter un résultat")).tap()
    nadia.locator("#resultat").select_option("RES_DROIT_OUVERT")
    nadia.locator('label:has(input[name="source"][value="personne"])').tap()
    nadia.get_by_role("button", name="Enregistrer le résultat").tap()
    expect(nadia.get_by_text("en 0 jour")).to_be_visible()

    # le pense-bête se souligne pendant qu’on écrit, et ne part pas
    note = nadia.get_by_label("Nouveau pense-bête")
    note.fill("Mme Lefebvre, diabète, rappeler au 06 12 34 56 78")
    expect(nadia.locator(".free-text-shown mark")).to_have_count(3)
    nadia.get_by_role("button", name="Garder", exact=True).tap()
    assert nadia.url.partition("?")[0] == sheet
    assert site.rows("SELECT count(*) FROM asv.pense_bete WHERE texte LIKE '%Lefebvre%'") == [(0,)]

    # Karim ne voit rien sans la carte, tout ce qu’il faut avec
    karim.goto(sheet)
    expect(karim.get_by_role("heading", name="Cette page n’existe pas")).to_be_visible()
    show_card(karim, site, code)
    expect(karim.get_by_text("Carte montrée")).to_be_visible()

    # « Qu’avez-vous sur moi ? », puis l’accord est retiré
    karim.get_by_role("link", name="Qu’avez-vous sur moi ?").tap()
    expect(karim.get_by_role("heading", name="Qu’avez-vous sur moi ?")).to_be_visible()
    expect(karim.get_by_text("Dossier C2S déposé")).to_be_visible()
    karim.get_by_role("link", name="Tout effacer").tap()
    karim.get_by_label("La personne le demande, et a compris").check()
    karim.get_by_role("button", name="Effacer le suivi").tap()
    expect(karim.get_by_text("Le suivi est effacé.")).to_be_visible()
    show_card(karim, site, code)
    expect(karim.get_by_role("alert").get_by_text("effacé à la demande de la personne")).to_be_visible()
    assert site.rows("SELECT count(*) FROM asv.suivi WHERE id = $1::uuid", sheet.rpartition("/")[2]) == [(0,)]
