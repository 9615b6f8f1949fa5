"""Every page, for each role, on a tablet, a desktop and a narrow phone: accessible, reachable, at home only."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.support.process import RunningSite

AXE = (Path(__file__).parents[1] / "vendor" / "axe.min.js").read_text()
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SIZES = {
    "tablette": {"viewport": {"width": 820, "height": 1180}, "has_touch": True},
    "bureau": {"viewport": {"width": 1366, "height": 768}},
    "étroit": {"viewport": {"width": 320, "height": 640}, "has_touch": True},
    "sombre": {"viewport": {"width": 820, "height": 1180}, "color_scheme": "dark"},
}
PAGES = {
    "visiteur": ("/", "/methode", "/definitions", "/accessibilite", "/mentions-legales", "/connexion", "/demo",
                 "/agenda/imprimer", "/donnees", "/publications",
                 "/inconnu", "/terrain", "/agenda", "/agenda/imprimer?papier=a3", "DATE", "DATE/affiche"),
    "mediateur": ("/ma-journee", "/calendrier", "/structures", "/terrain", "/suivis", "/suivis/cartes",
                  "/suivis/ouvrir", "SUIVI", "SUIVI/noter/demarche", "SUIVI/noter/autonomie", "SUIVI/noter/cloture",
                  "SUIVI/relais", "SUIVI/carte", "SUIVI/fusion", "SUIVI/rattacher",
                  "SUIVI/mes-donnees", "SUIVI/retrait", "/saisies", "SAISIE/contact", "SAISIE/seance", "SAISIE/atelier",
                 "/signaux/nouveau", "/traductions", "/notifications", "/notifications/reglages",
                  "/documents", "VERSION"),
    "partenaire": ("/actions", "/actions/nouvelle", "/actions/pipeline", "COMPLETER",
                   "SIENNE/budget", "SIENNE/bilan", "SIENNE/echanges", "/actions/echeances",
                   "/calendrier", "/calendrier?vue=semaine", "/calendrier?vue=liste", "/calendrier/carte", "/matrice",
                   "/matrice/besoins", "CASE", "/structures",
                   "/agenda/abonnements", "/chiffres", "/documents", "VERSION",
                   "ACTION", "STRUCTURE", "EQUIPE", "FICHE", "/notifications",
                   "/moyens", "/moyens/nouveau?sens=offre", "/moyens/reservations", "MOYEN", "ACTION/moyens",
                   "/moyens/libres?code=MY_LOCAL&creneaux=matin&km=20&jour=2027-01-13"),
    "coordinateur": ("/coordination", "/equipe", "/priorites", "ALERTE", "MONTAGE/controle", "/diagnostic",
                     "/diagnostic/quartiers/QN06225M", "/diagnostic?periode=2026-T2", "/diagnostic/croisements",
                     "/diagnostic/comparer?periode=2026-T1", "/diagnostic/comparer?periode=2024",
                     "/diagnostic/evolution", "/diagnostic/evolution?pas=annee", "/diagnostic/ages-semblables",
                     "/diagnostic/explorer?periode=2026-T1&lieu=QN06225M",
                     "/diagnostic/explorer/quartiers?periode=2026-T1",
                     "/diagnostic/priorites", "VOTE", "VOTE/classements/habitants", "VOTE/decision",
                     "/actions", "/actions/pipeline", "RENDUE/bilan", "RENDUE/budget", "RENDUE/echanges",
                     "PREVUE/deplacer", "COMPTEE/frequentation", "/actions/echeances", "/actions/indicateurs",
                     "/calendrier", "/structures", "/structures/nouvelle",
                     "/structures/import", "EQUIPE", "REUNIR", "/a-traiter",
                     "/contrat", "/signaux", "/tablettes", "/suivis/tableau", "/reprise", "/traductions",
                     "/traductions?langue=uk",
                     "/engagements", "/engagements/nouveau", "/engagements/instance", "/engagements/ambitions",
                     "ENGAGEMENT", "/notifications", "ACTION/accuses",
                     "/moyens", "/moyens/reservations", "/planification",
                     "/documents", "VERSION", "BROUILLON", "BROUILLON/chapitres/difficultes", "BROUILLON/apercu"),
    "administrateur": ("/comptes", "/tablettes", "EQUIPE"),
    "financeur": ("RENDUE/bilan", "RENDUE/budget", "/actions/echeances", "/diagnostic", "/calendrier", "/chiffres",
                  "/documents", "VERSION"),
}  # fmt: skip
FIRST_SUIVI = (
    "SELECT s.id FROM asv.suivi s JOIN sec.compte c ON c.territoire_id = s.territoire_id AND c.id = s.mediateur_id "
    "WHERE s.clos_le IS NULL ORDER BY c.email, c.id, s.id LIMIT 1"
)
NEXT_DATE = (
    "SELECT d.id FROM asv.date_action d JOIN asv.action a ON a.territoire_id = d.territoire_id AND a.id = d.action_id "
    "WHERE a.is_publique AND a.etat = 'AE_PROGRAMMEE' AND d.jour > current_date ORDER BY d.jour, d.id LIMIT 1"
)
OWN_STRUCTURE = "FROM (SELECT structure_id FROM sec.compte WHERE role = 'partenaire' ORDER BY email LIMIT 2) p"
OWN_ACTION = (
    "SELECT a.id FROM asv.action a JOIN sec.compte c ON c.territoire_id = a.territoire_id "
    "AND c.structure_id = a.porteur_id WHERE c.role = 'partenaire' AND a.etat IN ('AE_MONTAGE', 'AE_VALIDEE', "
    "'AE_PROGRAMMEE') ORDER BY c.email, a.type <> 'AC_DEPIST', a.titre LIMIT 1"
)
HELD = "SELECT id FROM asv.action WHERE etat = 'AE_BILAN' ORDER BY titre, id LIMIT 1"
SEANCE = (
    "SELECT d.action_id || '/dates/' || d.id FROM asv.date_action d JOIN asv.action a ON "
    "a.territoire_id = d.territoire_id AND a.id = d.action_id WHERE {} ORDER BY d.jour, d.id LIMIT 1"
)
PLANNED = SEANCE.format("a.etat = 'AE_PROGRAMMEE' AND d.etat = 'AE_PROGRAMMEE' AND d.jour > current_date")
COUNTED = SEANCE.format("a.etat = 'AE_REALISEE' AND d.etat = 'AE_REALISEE'")
PUBLISHED = (
    "SELECT document_id || '/versions/' || numero FROM asv.version_document WHERE publiee_le IS NOT NULL "
    "ORDER BY figee_le, numero LIMIT 1"
)
FIRSTS = {
    "BROUILLON": ("/documents", "SELECT id FROM asv.document WHERE titre LIKE 'Diagnostic%' ORDER BY cree_le LIMIT 1"),
    "VERSION": ("/documents", PUBLISHED),
    "COMPLETER": ("/actions", OWN_ACTION.replace("SELECT a.id", "SELECT a.id || '/completer'")),
    "SIENNE": ("/actions", OWN_ACTION),
    "RENDUE": ("/actions", HELD),
    "PREVUE": ("/actions", PLANNED),
    "COMPTEE": ("/actions", COUNTED),
    "CASE": ("/matrice", "SELECT 'seances?theme=CANCER&qpv=' || min(qpv) FROM asv.territoire_qpv WHERE dans_contrat"),
    "ACTION": ("/actions", "SELECT id FROM asv.action WHERE etat = 'AE_PROGRAMMEE' ORDER BY titre, id LIMIT 1"),
    "DATE": ("/agenda", NEXT_DATE),
    "ENGAGEMENT": ("/engagements", "SELECT id FROM asv.engagement ORDER BY libelle, id LIMIT 1"),
    "EQUIPE": ("/structures", f"SELECT structure_id || '/equipe' {OWN_STRUCTURE}"),
    "FICHE": ("/structures", f"SELECT structure_id || '/modifier' {OWN_STRUCTURE}"),
    "REUNIR": ("/structures", f"SELECT structure_id || '/reunir?avec=' || lead(structure_id) OVER () {OWN_STRUCTURE}"),
    "STRUCTURE": ("/structures", "SELECT id FROM asv.structure ORDER BY nom_tri, id LIMIT 1"),
    "MONTAGE": ("/actions", "SELECT id FROM asv.action WHERE etat = 'AE_MONTAGE' ORDER BY titre, id LIMIT 1"),
    "MOYEN": ("/moyens", "SELECT id FROM asv.moyen WHERE code = 'MY_LOCAL' ORDER BY libelle, id LIMIT 1"),
    "SUIVI": ("/suivis", FIRST_SUIVI),
    "VOTE": ("/diagnostic/priorites", "SELECT annee || '/' || qpv FROM asv.classement WHERE correction <> '' LIMIT 1"),
}
FIRST_SAISIE = {
    genre: f"SELECT t.id FROM asv.{genre} t JOIN sec.compte c ON c.territoire_id = t.territoire_id "  # noqa: S608 - our names
    f"AND c.id = t.mediateur_id WHERE c.role = 'mediateur' ORDER BY c.email, c.id, t.{received} DESC, t.id LIMIT 1"
    for genre, received in (("contact", "recu_le"), ("seance", "recue_le"), ("atelier", "recu_le"))
}
RUN_AXE = """async (tags) => (await axe.run(document, {runOnly: {type: 'tag', values: tags}})).violations
  .map(v => `${v.id}: ${v.nodes.map(n => n.target.join(' ')).slice(0, 3).join(' | ')}`)"""
# A link in a sentence is exempt (WCAG 2.5.8); a control hidden for the eyes is reached by its label.
SMALL_TARGETS = """() => [...document.querySelectorAll('a[href], button, input, select, textarea, summary')]
  .filter(e => e.checkVisibility({checkVisibilityCSS: true, checkOpacity: true}) && !e.closest('.visually-hidden'))
  .map(e => (e.matches('input[type=radio], input[type=checkbox]') && e.closest('label')) || e)
  .filter(e => !(e.matches('a') && e.closest('p, dd, li, td, th, figcaption, summary') &&
                 getComputedStyle(e).display === 'inline'))
  .map(e => [e, e.getBoundingClientRect()])
  .filter(([e, box]) => box.width > 1 && box.height > 1 && (box.height < 43.5 || box.width < 43.5) &&
                        !e.matches('.skip-link'))
  .map(([e, box]) => `${e.outerHTML.slice(0, 90)} ${Math.round(box.width)}x${Math.round(box.height)}`)"""


def address(site: RunningSite, path: str) -> str:
    """The address of a page: ACTION, DATE and the others in capitals stand for the first row of their kind."""
    for word, (folder, first) in FIRSTS.items():
        if path.startswith(word):
            return path.replace(word, f"{folder}/{site.rows(first)[0][0]}")
    if path.startswith("SAISIE/"):
        genre = path.removeprefix("SAISIE/")
        return f"/saisies/{genre}/{site.rows(FIRST_SAISIE[genre])[0][0]}"
    return path


def whole_page(page: Page) -> None:
    """Makes the window as high as the page: a bar stuck to its foot then covers no control, as after scrolling."""
    size = page.viewport_size
    height = page.evaluate("() => document.documentElement.scrollHeight")
    page.set_viewport_size({"width": size["width"], "height": max(height, 640)})


def problems_of(page: Page, site: RunningSite, path: str) -> list[str]:
    """What is wrong with a page, in words; nothing when it is right."""
    if path == "ALERTE":
        page.goto(f"{site.url}/coordination")
        path = page.locator("a[href^='/alertes/']").first.get_attribute("href")
    page.goto(f"{site.url}{address(site, path)}")
    page.wait_for_load_state("networkidle")
    whole_page(page)
    page.evaluate(AXE)
    found = [f"axe {line}" for line in page.evaluate(RUN_AXE, TAGS)]
    overflow = page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")
    if overflow > 0:
        found.append(f"défile de {overflow} px en largeur")
    found += [f"cible trop petite : {line}" for line in page.evaluate(SMALL_TARGETS)]
    if not page.title().strip() or page.locator("h1:visible").count() != 1:
        found.append("titre de page ou titre principal absent")
    return [f"{path} : {problem}" for problem in found]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("role", PAGES)
def test_every_page_of_a_role_is_accessible_reachable_and_at_home(open_page, site: RunningSite, role: str, size: str):
    page = open_page(**SIZES[size])
    hosts, policy = set(), []
    page.on("request", lambda request: hosts.add(request.url.split("/")[2]))
    page.on("console", lambda message: policy.append(message.text) if "Content Security" in message.text else None)
    if role != "visiteur":
        site.enter(page, role)

    problems = [problem for path in PAGES[role] for problem in problems_of(page, site, path)]

    assert problems == []
    assert hosts == {site.url.split("/")[2]}
    assert policy == []


def test_everything_is_done_with_the_keyboard_alone(page: Page, site: RunningSite):
    page.goto(f"{site.url}/demo")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Aller au contenu"

    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('[data-role=coordinateur]') !== null"):
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/coordination")

    assert page.locator("h1").inner_text() == "Bureau"


def test_the_pages_work_without_javascript(browser, site: RunningSite):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site.url}/demo")
    page.locator("[data-role=coordinateur] button").first.click()
    page.wait_for_url("**/coordination")
    page.get_by_role("link", name="Diagnostic").click()
    page.get_by_label("Période").select_option(index=1)
    page.get_by_role("button", name="Afficher").click()

    assert "periode=" in page.url
    context.close()
