"""H14 au bureau : deux collèges en désaccord, une décision qui répond à chaque point, puis ce qui la rend décidée."""

from typing import Any

from playwright.sync_api import Page, expect

from tests.support.process import RunningSite

TABLET = {"viewport": {"width": 820, "height": 1180}, "has_touch": True}
DENTISTE, RAC, PSY = "Obtenir des soins dentaires", "Reste à charge trop élevé", "Pas de place en santé mentale"
FREE = """SELECT t.qpv FROM asv.territoire_qpv t WHERE t.dans_contrat AND t.territoire_id = '246200364'
  AND t.qpv NOT IN (SELECT qpv FROM asv.classement) ORDER BY t.qpv LIMIT 1"""


def note(page: Page, college: str, votants: int, points: list[str]) -> None:
    page.get_by_role("link", name=f"Noter ce classement : {college}").tap()
    page.get_by_label("Nombre de votants").fill(str(votants))
    page.get_by_label("Jour du vote").fill("2026-04-08")
    for rank, point in enumerate(points, start=1):
        page.locator(f"#objet-{rank}").select_option(label=point)
        page.locator(f"#valeur-{rank}").fill(str(rank))
    page.get_by_role("button", name="Enregistrer le classement").tap()
    expect(page.get_by_text("Le classement est noté.")).to_be_visible()


def answer(page: Page, point: str, reponse: str, annee: str = "", raison: str = "") -> None:
    group = page.get_by_role("group", name=point)
    group.get_by_label("Réponse").select_option(label=reponse)
    if annee:
        group.get_by_label("Année, s’il est retenu").select_option(annee)
    group.get_by_label("Raison, s’il est écarté").fill(raison)


def test_the_two_colleges_disagree_and_the_decision_answers_both(open_page: Any, site: RunningSite):
    # Étant donné un quartier où personne n’a encore voté
    page = open_page(**TABLET)
    site.enter(page, "coordinateur")
    qpv = site.rows(FREE)[0][0]
    page.goto(f"{site.url}/diagnostic")
    page.get_by_role("link", name="Priorités des quartiers").tap()
    expect(page.get_by_text("7 sur 21, en 9 moments collectifs")).to_be_visible()
    page.locator(f"a[href$='/{qpv}']").tap()

    # Quand 22 habitants et 18 professionnels votent, et ne s’accordent pas
    note(page, "Habitants", 22, [DENTISTE, RAC])
    note(page, "Professionnels", 18, [PSY, DENTISTE])

    # Alors les deux classements sont face à face, dessinés et en tableau, et l’écart est dit
    expect(page.get_by_role("img", name="Les deux classements")).to_be_visible()
    row = page.locator("#classements tr", has_text=DENTISTE)
    expect(row).to_contain_text("1 rang d’écart, plus haut pour les habitants")
    expect(page.locator("#classements tr", has_text=PSY)).to_contain_text("Classé par les professionnels seulement")

    # Le comité retient les deux et écarte le troisième ; oublier la raison ne fait rien perdre
    page.get_by_role("link", name="Noter la décision").tap()
    page.get_by_label("Jour du comité de pilotage").fill("2026-06-12")
    page.get_by_label("Pourquoi ces choix").fill("Les deux sont retenus, le dentaire la première année.")
    answer(page, DENTISTE, "Retenu, priorité 1", "2026")
    answer(page, PSY, "Retenu, priorité 2", "2027")
    answer(page, RAC, "Écarté")
    page.get_by_role("button", name="Enregistrer la décision").tap()
    expect(page.get_by_role("alert")).to_contain_text("la raison est rendue aux habitants")
    answer(page, RAC, "Écarté", raison="La caisse y répond déjà par ses aides.")
    page.get_by_role("button", name="Enregistrer la décision").tap()
    expect(page.get_by_text("La décision est notée.")).to_be_visible()
    expect(page.get_by_text("La caisse y répond déjà par ses aides.")).to_be_visible()

    # Et chaque priorité n’est décidée qu’une fois reliée
    expect(page.get_by_text("Pas encore décidée")).to_have_count(2)
    for point in (DENTISTE, PSY):
        card = page.get_by_role("article", name=point)
        card.get_by_label("5 Réduire le renoncement aux soins").check()
        card.get_by_label("Une action qui y répond").select_option(index=1)
        card.get_by_role("button", name="Enregistrer ces liens").tap()
        expect(page.get_by_text("Les liens de la priorité sont enregistrés.")).to_be_visible()
    expect(page.get_by_text("Pas encore décidée")).to_have_count(0)
    expect(page.get_by_text("Décidée", exact=True)).to_be_visible()
