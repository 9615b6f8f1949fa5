"""H05. Même personne, deux communes, deux médiateurs."""

import re
from datetime import date

from sqlalchemy.ext.asyncio import AsyncEngine

from asv.domain.suivis.codes import draw_code
from tests.recits.conftest import Calendrier
from tests.recits.pages import AVION, LIEVIN, meet, note, open_suivi, show_card
from tests.support.database import World
from tests.support.saisies import rows
from tests.support.site import Client

THEME = "ADDICT"


async def test_h05_la_carte_passe_de_nadia_a_karim_et_un_contact_sans_carte_se_rattache_plus_tard(
    site_du_jour: Client, calendrier: Calendrier, call: World, admin: AsyncEngine
):
    nadia, karim, carte = call.mediatrice, call.mediateur, draw_code()
    calendrier.jour = date(2026, 3, 3)
    suivi = await open_suivi(site_du_jour, nadia, carte, date(2026, 3, 3), endroit=LIEVIN, sexe="F",
                             tranche_age="A50_59")  # fmt: skip

    # (a) le 12 mai, la personne présente sa carte à Karim, à Avion
    calendrier.jour = date(2026, 5, 12)
    assert (await site_du_jour.get(suivi, karim)).status_code == 404
    assert await show_card(site_du_jour, karim, carte) == suivi
    await meet(site_du_jour, karim, AVION, date(2026, 5, 12), code=carte, themes=[THEME])

    # alors le contact compte à Avion, la résidence reste Liévin
    contact = next(row for row in await rows(admin, call, "contact") if str(row["suivi_id"]) in suivi)
    kept = next(row for row in await rows(admin, call, "suivi") if str(row["id"]) in suivi)
    assert (contact["commune_lieu"], kept["commune_residence"]) == (AVION, LIEVIN)

    # et Nadia voit qu’un autre médiateur est intervenu, sans détail sensible
    page = (await site_du_jour.get(suivi, nadia)).text
    assert re.search(r"Contact.: [^<]+</p>\s*<p class=\"muted small\">Avion · Personne mediateur", page)
    assert "addictive" not in page
    assert "Consommations" not in page

    # (b) le 20 mai elle revient sans carte : contact sans code, le logiciel ne propose aucun rapprochement
    calendrier.jour = date(2026, 5, 20)
    without = await meet(site_du_jour, karim, AVION, date(2026, 5, 20))
    row = next(row for row in await rows(admin, call, "contact") if str(row["id"]) == without)
    assert (row["suivi_id"], row["premiere_fois"]) == (None, "NON")
    assert without not in (await site_du_jour.get("/suivis", karim)).text

    # (c) le 2 juin, avec sa carte, elle demande à rattacher le 20 mai : par l’auteur, tracé
    calendrier.jour = date(2026, 6, 2)
    await show_card(site_du_jour, karim, carte)
    found = (await site_du_jour.post(f"{suivi}/rattacher", karim, jour="2026-05-20")).text
    assert f'value="{without}"' in found
    for _ in range(2):
        assert (await site_du_jour.post(f"{suivi}/contacts", karim, contact=without)).status_code == 303
    row = next(row for row in await rows(admin, call, "contact") if str(row["id"]) == without)
    assert str(row["suivi_id"]) in suivi
    traces = [row for row in await rows(admin, call, "correction") if str(row["objet_id"]) == without]
    assert [(t["auteur_id"], t["apres"]) for t in traces] == [(karim.id, {"suivi": True})]


async def test_h05_ni_un_collegue_ni_un_trimestre_clos_ne_rattachent(
    site_du_jour: Client, calendrier: Calendrier, call: World, admin: AsyncEngine
):
    nadia, karim, carte = call.mediatrice, call.mediateur, draw_code()
    calendrier.jour = date(2026, 3, 3)
    suivi = await open_suivi(site_du_jour, nadia, carte, date(2026, 3, 3))
    calendrier.jour = date(2026, 3, 20)
    without = await meet(site_du_jour, karim, AVION, date(2026, 3, 20))
    await show_card(site_du_jour, karim, carte)

    another = await site_du_jour.post(f"{suivi}/contacts", nadia, contact=without)
    calendrier.jour = date(2026, 5, 2)
    late = await site_du_jour.post(f"{suivi}/contacts", karim, contact=without)

    row = next(row for row in await rows(admin, call, "contact") if str(row["id"]) == without)
    assert (another.status_code, late.status_code, row["suivi_id"]) == (400, 400, None)
    assert "trimestre de ce contact est clos" in late.text


async def test_h05_avec_l_accord_de_la_personne_les_mediateurs_lisent_ce_qui_est_sensible(
    site_du_jour: Client, calendrier: Calendrier, call: World
):
    nadia, karim, carte = call.mediatrice, call.mediateur, draw_code()
    calendrier.jour = date(2026, 5, 12)
    suivi = await open_suivi(site_du_jour, nadia, carte, date(2026, 5, 12))
    await show_card(site_du_jour, karim, carte)
    await note(site_du_jour, karim, suivi, "besoin", date(2026, 5, 12), objet="B_PSY", apres="EXPRIME")

    before = (await site_du_jour.get(suivi, nadia)).text
    await note(site_du_jour, karim, suivi, "partage", date(2026, 5, 12), structure="mediateurs")
    after = (await site_du_jour.get(suivi, nadia)).text

    assert "Parler à quelqu’un" not in before
    assert "Parler à quelqu’un" in after
