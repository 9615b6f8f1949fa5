"""N08 : ce qui vient dans mon quartier, et s’y joindre, en trois gestes au plus ; deux partenaires à la fois."""

from datetime import date, timedelta
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.support.process import RunningSite

TABLET = {"viewport": {"width": 820, "height": 1180}, "has_touch": True}
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}
TITRE = "Marche du matin (essai N08)"
PORTEUR, DEMANDEUR = 2, 3
"""Ranks of the two partners among those of the demonstration."""
STRUCTURE = "SELECT structure_id, id FROM sec.compte WHERE role = 'partenaire' ORDER BY email OFFSET $1 LIMIT 1"
QUIET = """SELECT t.qpv, min(p.commune) FROM asv.territoire_qpv t JOIN asv.qpv_commune p ON p.qpv = t.qpv
  JOIN asv.commune c ON c.code = p.commune AND c.epci = t.territoire_id
  WHERE t.dans_contrat AND t.territoire_id = '246200364' AND t.qpv NOT IN (SELECT qpv FROM asv.date_action
    WHERE qpv IS NOT NULL AND jour BETWEEN $1::date - 40 AND $1::date + 40) GROUP BY t.qpv ORDER BY t.qpv LIMIT 1"""
ACTION = """INSERT INTO asv.action (territoire_id, id, titre, type, theme, etat, porteur_id, qpv, creee_par)
  VALUES ('246200364', gen_random_uuid(), $1, 'AC_ATELIER', 'APA', 'AE_PROGRAMMEE', $2, ARRAY[$3], $4) RETURNING id"""
DATE = """INSERT INTO asv.date_action (territoire_id, id, action_id, porteur_id, jour, debut, fin, lieu, commune, qpv,
    etat) VALUES ('246200364', gen_random_uuid(), $1, $2, $3, '09:00', '11:00', 'Parc', $4, $5, 'AE_PROGRAMMEE')
  RETURNING id"""
PLACE = "SELECT reponse FROM asv.participation WHERE action_id = $1 AND structure_id = $2"


class Hand:
    """A finger that counts its taps."""

    def __init__(self, page: Page) -> None:
        self.page, self.taps = page, 0

    def tap(self, target: Locator) -> None:
        target.tap()
        self.taps += 1
        self.page.wait_for_load_state()


def next_month() -> date:
    first = date.today().replace(day=1)  # noqa: DTZ011 - the site runs on the same machine
    return (first + timedelta(days=40)).replace(day=10)


def announce_next_month(site: RunningSite) -> tuple[Any, Any]:
    """An action of one partner in the quartier of the other; gives it and the structure that will ask."""
    jour = next_month()
    (porteur, compte), (asking, _) = (site.rows(STRUCTURE, rank - 1)[0] for rank in (PORTEUR, DEMANDEUR))
    qpv, commune = site.rows(QUIET, jour)[0]
    action = site.rows(ACTION, TITRE, porteur, qpv, compte)[0][0]
    site.rows(DATE, action, porteur, jour, commune, qpv)
    site.rows("UPDATE asv.structure SET qpv = ARRAY[$1] WHERE id = $2 RETURNING id", qpv, asking)
    return action, asking


def card_of(page: Page) -> Locator:
    return page.locator("#alentour li", has_text=TITRE)


def test_a_partner_joins_what_comes_next_month_in_his_quartier(open_page: Any, site: RunningSite):
    # Étant donné une action annoncée le mois prochain dans le quartier d’un partenaire, et les deux à leur accueil
    action, asking = announce_next_month(site)
    asks, carries = open_page(**PHONE), open_page(**TABLET)
    site.enter(asks, "partenaire", DEMANDEUR)
    site.enter(carries, "partenaire", PORTEUR)
    finger, other = Hand(asks), Hand(carries)
    expect(carries.locator("#demandes")).to_have_count(0)

    # Quand il lit son accueil et touche « Se joindre »
    expect(asks.get_by_role("heading", name="Ce qui vient dans vos quartiers")).to_be_visible()
    finger.tap(card_of(asks).get_by_role("button", name="Se joindre"))

    # Alors la demande est partie, en un geste : trois au plus étaient permis
    expect(asks.get_by_text("Votre demande est envoyée")).to_be_visible()
    expect(card_of(asks).get_by_text("Demande envoyée")).to_be_visible()
    assert finger.taps <= 3
    assert site.rows(PLACE, action, asking) == [("demandee",)]

    # Et le porteur, revenu à son accueil, la lit et l’accepte en un geste
    carries.reload()
    expect(carries.locator("#demandes")).to_contain_text(TITRE)
    other.tap(carries.locator("#demandes li", has_text=TITRE).get_by_role("button", name="Accepter"))
    expect(carries.get_by_text("C’est accepté")).to_be_visible()
    assert other.taps == 1
    assert site.rows(PLACE, action, asking) == [("acceptee",)]

    # Et le demandeur le sait : sur sa carte, et dans ses nouvelles
    asks.goto(f"{site.url}/actions")
    expect(card_of(asks).get_by_text("Vous participez")).to_be_visible()
    told = site.rows(
        "SELECT n.details->>'quoi' FROM asv.notification n JOIN sec.compte c ON c.id = n.compte_id "
        "WHERE n.action_id = $1 AND c.structure_id = $2",
        action, asking,
    )  # fmt: skip
    assert told == [("demande-acceptee",)]


def test_from_the_calendar_it_takes_three_taps_too(open_page: Any, site: RunningSite):
    # Étant donné une autre action, que le partenaire cherche au calendrier
    action, asking = announce_next_month(site)
    page = open_page(**TABLET)
    site.enter(page, "partenaire", DEMANDEUR)
    finger = Hand(page)
    month = f"{next_month():%Y-%m}"
    page.goto(f"{site.url}/calendrier?mois={month}")

    # Quand il touche la date, puis « Se joindre à cette action »
    finger.tap(page.locator(f"a.event[href='/actions/{action}']:visible").first)
    finger.tap(page.get_by_role("button", name="Se joindre à cette action"))

    # Alors la demande est partie, et il peut encore la retirer
    expect(page.get_by_role("heading", name="Votre demande est envoyée")).to_be_visible()
    assert finger.taps <= 3
    finger.tap(page.get_by_role("button", name="Retirer la demande"))
    expect(page.get_by_text("Votre demande est retirée.")).to_be_visible()
    assert site.rows(PLACE, action, asking) == []
