"""The three jobs end to end, in a real browser, on the demonstration: what a stranger does after `make run`."""

import io
import re
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from playwright.sync_api import BrowserContext, Page, expect
from pypdf import PdfReader

from asv.domain.periodes import FRANCE
from tests.support.process import RunningSite

QUARTIER = "QN06225M"  # Grande Résidence


def open_notebook(page: Page, site: RunningSite) -> None:
    site.enter(page, "mediateur", 2)
    assert page.url.endswith("/ma-journee")
    page.wait_for_function("navigator.serviceWorker.getRegistration('/terrain').then(r => Boolean(r?.active))")
    page.goto(f"{site.url}/terrain")
    page.locator('label:has(input[name=mode][value="RUE"]):visible').first.tap()
    page.select_option("#commune", label="Lens")
    page.select_option("#qpv", value=QUARTIER)
    page.locator('label:has(input[name=lieu_type][value="ESPACE_PUBLIC"]):visible').first.tap()
    page.locator("[data-asv-action=ouvrir]:visible").first.tap()
    expect(page.locator("[data-asv-ecran=seance]")).to_be_visible()


def tap(page: Page, name: str, value: str) -> None:
    page.locator(f'label:visible:has(input[name="{name}"][value="{value}"])').first.tap()


def log_contact_offline(page: Page) -> None:
    context: BrowserContext = page.context
    context.set_offline(True)
    page.locator("[data-asv-action=nouveau]:visible").first.tap()
    tap(page, "sexe", "F")
    tap(page, "tranche_age", "A50_59")
    tap(page, "frein", "OFFRE")
    tap(page, "premiere_fois", "OUI")
    page.locator("[data-asv-action=enregistrer]:visible").first.tap()
    expect(page.locator("[data-asv-ecran=seance]")).to_be_visible()
    page.reload()
    expect(page.locator("[data-asv-connexion] [data-asv-valeur=attente]")).not_to_have_text(re.compile("^0 fiche"))
    expect(page.locator("[data-asv-ecran=seance]")).to_be_visible()


def contacts_shown(page: Page, site: RunningSite) -> int:
    """The number of contacts of the year that the coordinator reads on the page."""
    page.goto(f"{site.url}/diagnostic?periode={datetime.now(UTC).year}")
    shown = page.locator(".tile", has_text="Contacts individuels").locator(".tile-value").inner_text()
    return int("".join(sign for sign in shown if sign.isdigit()))


def test_a_contact_logged_without_network_is_counted_in_the_diagnostic_and_its_pdf(open_page, site: RunningSite):
    coordinator = open_page(viewport={"width": 1366, "height": 768})
    site.enter(coordinator, "coordinateur")
    before = contacts_shown(coordinator, site)

    tablet = open_page(viewport={"width": 820, "height": 1180}, has_touch=True)
    open_notebook(tablet, site)
    log_contact_offline(tablet)
    assert contacts_shown(coordinator, site) == before
    tablet.context.set_offline(False)
    expect(tablet.locator("[data-asv-connexion] [data-asv-valeur=attente]")).to_have_text(
        re.compile("^0 fiche"), timeout=60_000
    )

    assert contacts_shown(coordinator, site) == before + 1
    with coordinator.expect_download() as download:
        coordinator.get_by_role("link", name="Télécharger le PDF").click()
    text = "\n".join(page.extract_text() for page in PdfReader(download.value.path()).pages)
    assert f"{before + 1:,}".replace(",", "\N{NARROW NO-BREAK SPACE}") in text


def complete(page: Page, sheet: str, other: str) -> None:
    """The date, the structure invited, what one brings, who receives the positives, the indicateur: by the porteur."""
    page.locator("#date-jour").fill((datetime.now(FRANCE).date() + timedelta(days=5)).isoformat())
    page.locator("#date-debut").fill("09:00")
    page.locator("#date-fin").fill("12:00")
    page.locator("#date-endroit").select_option(index=1)
    page.locator("#date-lieu").fill("Place du marché")
    page.get_by_role("button", name="Ajouter la date").click()
    page.locator("#inviter > summary").click()
    page.locator("#invitation-structure").select_option(other)
    page.locator("#invitation-role").select_option("RO_HOTE")
    page.get_by_role("button", name="Envoyer l’invitation").click()
    page.locator("#reponse > summary").click()
    page.locator("#reponse details > summary").click()
    page.locator('#reponse input[value="MY_AGENT"]').check()
    page.locator("#reponse").get_by_role("button", name="Enregistrer").click()
    page.get_by_role("link", name="Compléter la fiche").click()
    page.get_by_label("Consultation").check()
    page.locator("#aval").select_option(other)
    page.locator("#aval_jours").fill("10")
    page.get_by_label("Plan de communication").fill("Affiches et message des écoles.")
    page.get_by_role("button", name="Enregistrer").click()
    page.goto(f"{sheet}/bilan")
    page.locator("#indicateur-code").select_option("A-REAL-2")
    page.locator("#indicateur-cible").fill("40")
    page.locator("#indicateur-source").fill("Comptes des dates")
    page.locator("#indicateur-echeance").select_option("seance")
    page.get_by_role("button", name="Ajouter l’indicateur").click()


def validate(page: Page, site: RunningSite, sheet: str) -> None:
    """The overlap check read, the concertation opened, the decision of the committee: by the coordination."""
    site.enter(page, "coordinateur", 1)
    page.goto(f"{sheet}/controle")
    page.get_by_role("button", name="J’ai lu ce contrôle").click()
    page.goto(sheet)
    page.get_by_role("button", name="Ouvrir la concertation").click()
    page.get_by_label("Date du comité technique").fill(datetime.now(FRANCE).date().isoformat())
    page.get_by_role("button", name="Noter la validation").click()


def test_a_partner_creates_an_action_that_another_structure_accepts_and_inhabitants_see(open_page, site: RunningSite):
    titre = "Dépistage auditif au marché"
    first = open_page(viewport={"width": 1366, "height": 768})
    site.enter(first, "partenaire", 1)
    first.goto(f"{site.url}/actions/nouvelle")
    first.get_by_label("Titre").fill(titre)
    first.get_by_label("Type d’action").select_option("AC_DEPIST")
    first.get_by_label("Thème de santé").select_option("AUDITION")
    first.get_by_label("Besoin auquel répond l’action").select_option("frein:FIN_RAC")
    first.get_by_label("Objectif").fill("Que chacun sache où faire vérifier son audition.")
    first.get_by_text("Choisir les quartiers visés").click()
    first.locator(f'input[name="qpv"][value="{QUARTIER}"]').check()
    first.get_by_role("button", name="Créer l’action").click()
    sheet = first.url.split("?")[0]
    other = site.rows(
        "SELECT structure_id::text FROM sec.compte WHERE role = 'partenaire' ORDER BY email, id OFFSET 1 LIMIT 1"
    )[0][0]
    complete(first, sheet, other)
    coordinator = open_page(viewport={"width": 1366, "height": 768})
    validate(coordinator, site, sheet)
    first.goto(sheet)
    first.get_by_role("button", name="Annoncer l’action").click()

    second = open_page(viewport={"width": 820, "height": 1180}, has_touch=True)
    site.enter(second, "partenaire", 2)
    second.goto(sheet)
    second.get_by_role("button", name="Participer").click()
    visitor = open_page(viewport={"width": 320, "height": 640})
    visitor.goto(f"{site.url}/")

    expect(second.get_by_text("Vous participez à cette action")).to_be_visible()
    answers = site.rows(
        "SELECT reponse FROM asv.participation p JOIN asv.action a ON a.territoire_id = p.territoire_id "
        "AND a.id = p.action_id WHERE a.titre = $1 AND p.role = 'RO_HOTE'",
        titre,
    )
    assert answers == [("acceptee",)]
    expect(visitor.get_by_text(titre).first).to_be_visible()


@pytest.mark.parametrize("n", [1, 2])
def test_a_pdf_is_tagged_for_assistive_tools(site: RunningSite, n: int):
    entered = httpx.post(f"{site.url}/demo/entrer", data={"role": "coordinateur", "n": n})
    cookie = entered.headers["set-cookie"].split(";")[0]

    answer = httpx.get(f"{site.url}/diagnostic/telecharger/pdf", headers={"cookie": cookie}, timeout=60)

    root = PdfReader(io.BytesIO(answer.content)).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"].startswith("fr")
    assert b"pdfuaid" in answer.content or "/StructTreeRoot" in root
