"""N12 : une salle demandée, accordée, puis rendue par une annulation ; deux partenaires à la fois, sans téléphone."""

from datetime import date, timedelta
from typing import Any

from playwright.sync_api import expect

from tests.support.process import RunningSite

TABLET = {"viewport": {"width": 820, "height": 1180}, "has_touch": True}
DESKTOP = {"viewport": {"width": 1366, "height": 768}}
TITRE, SALLE = "Atelier respiration (essai N12)", "Salle de danse (essai N12)"
PORTEUR, PRETEUR = 3, 1
"""Ranks of the two partners among those of the demonstration."""
STRUCTURE = "SELECT structure_id, id FROM sec.compte WHERE email = $1"
PLACE = """SELECT min(p.commune), p.qpv FROM asv.qpv_commune p JOIN asv.commune c ON c.code = p.commune
  WHERE c.epci = '246200364' GROUP BY p.qpv ORDER BY p.qpv LIMIT 1"""
ACTION = """INSERT INTO asv.action (territoire_id, id, titre, type, theme, etat, porteur_id, qpv, creee_par)
  VALUES ('246200364', gen_random_uuid(), $1, 'AC_ATELIER', 'RESPI', 'AE_PROGRAMMEE', $2, ARRAY[$3], $4) RETURNING id"""
DATE = """INSERT INTO asv.date_action (territoire_id, id, action_id, porteur_id, jour, debut, fin, lieu, commune, qpv,
    etat) VALUES ('246200364', gen_random_uuid(), $1, $2, $3, '09:00', '11:00', 'À fixer', $4, $5, 'AE_PROGRAMMEE')
  RETURNING id"""
TAKEN = """SELECT count(*) FROM asv.occupation o JOIN asv.moyen m ON m.territoire_id = o.territoire_id
  AND m.id = o.moyen_id WHERE m.libelle = $1"""


def wednesday() -> date:
    soon = date.today() + timedelta(days=30)  # noqa: DTZ011 - the site runs on the same machine
    return soon + timedelta(days=(2 - soon.weekday()) % 7)


def test_a_room_is_asked_for_agreed_and_free_again_without_a_call(open_page: Any, site: RunningSite):
    # Étant donné une action qui cherche une salle un mercredi matin, et deux partenaires devant leur écran
    jour, (commune, qpv) = wednesday(), site.rows(PLACE)[0]
    porteur, compte = site.rows(STRUCTURE, f"partenaire{PORTEUR}@demo.exemple")[0]
    action = site.rows(ACTION, TITRE, porteur, qpv, compte)[0][0]
    site.rows(DATE, action, porteur, jour, commune, qpv)
    seeks, lends = open_page(**TABLET), open_page(**DESKTOP)
    site.enter(seeks, "partenaire", PORTEUR)
    site.enter(lends, "partenaire", PRETEUR)

    # Quand l’un propose sa salle dans la bourse, sur accord
    lends.goto(f"{site.url}/moyens/nouveau?sens=offre")
    lends.get_by_label("Moyen (obligatoire)").select_option("MY_LOCAL")
    lends.get_by_label("En quelques mots").fill(SALLE)
    lends.get_by_label("Où", exact=True).select_option(f"{commune}:{qpv}")
    lends.get_by_label("Combien").fill("1")
    lends.get_by_label("Du (obligatoire)").fill(jour.isoformat())
    lends.get_by_label("Au (obligatoire)").fill(jour.isoformat())
    lends.get_by_text("Précisions").click()
    lends.get_by_label("Je réponds à chaque réservation").check()
    lends.get_by_role("button", name="Publier").click()
    expect(lends.get_by_role("heading", name=SALLE)).to_be_visible()

    # Alors l’autre la trouve libre pour sa date, et la demande
    seeks.goto(f"{site.url}/actions/{action}/moyens")
    seeks.get_by_role("button", name="Voir ce qui est libre").tap()
    seeks.get_by_role("button", name=f"Demander : {SALLE}").tap()
    expect(seeks.locator("#contenu")).to_contain_text("Accord attendu")
    assert site.rows(TAKEN, SALLE) == [(1,)]

    # Et celui qui prête le lit sans que personne n’ait appelé, et accepte
    lends.goto(f"{site.url}/moyens/reservations")
    asked = lends.locator("li", has_text=SALLE)
    asked.get_by_role("button", name="Accepter").click()
    seeks.reload()
    expect(seeks.locator("li", has_text=SALLE).first).to_contain_text("Réservé")

    # Quand la date est annulée
    seeks.goto(f"{site.url}/actions/{action}")
    seeks.get_by_text("Annuler cette date").first.tap()
    seeks.locator("#dates").get_by_label("Motif de l’annulation").select_option("AN_PRO")
    seeks.get_by_role("button", name="Annuler la date").tap()
    expect(seeks.get_by_text("La date est annulée")).to_be_visible()

    # Alors la salle est libre de nouveau, et celui qui prête le voit
    assert site.rows(TAKEN, SALLE) == [(0,)]
    lends.goto(f"{site.url}/moyens/libres?code=MY_LOCAL&jour={jour}&creneaux=matin&endroit={commune}:{qpv}&km=5")
    expect(lends.locator("#libres")).to_contain_text(SALLE)
