"""N05. La salle libre : deux structures, un seul mercredi, et personne n’a téléphoné."""

import re
from datetime import date

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.recits.conftest import Calendrier
from tests.support.database import World
from tests.support.moyens import dated_action
from tests.support.site import Client

MERCREDI = date(2026, 9, 16)
SALLE = {
    "sens": "offre", "code": "MY_LOCAL", "libelle": "Salle des associations", "quantite": "1", "debut": "2026-09-01",
    "fin": "2026-12-31", "jours": ["3"], "creneaux": ["matin"], "valeur": "60", "is_sur_accord": "oui",
}  # fmt: skip


@pytest.fixture
def world(world_on_the_map: World) -> World:
    return world_on_the_map


def read(page: str) -> str:
    return page.replace("\u202f", " ").replace("\u00a0", " ")


async def test_n05_une_salle_offerte_trouvee_reservee_accordee_puis_rendue_par_l_annulation(
    site_du_jour: Client, calendrier: Calendrier, world: World, admin: AsyncEngine
):
    calendrier.jour = date(2026, 9, 1)
    commune, qpv = world.cellules[0]
    # étant donné une salle de la CPAM, libre le mercredi matin, sur accord ; deux séances ce mercredi-là
    answer = await site_du_jour.post("/moyens", world.associee, **SALLE, endroit=f"{commune}:{qpv}")
    salle = answer.headers["location"].partition("?")[0]
    action, dates = await dated_action(admin, world, MERCREDI, 2)
    moyens = f"/actions/{action}/moyens"

    # quand le centre social cherche un local libre à moins de 5 km, ce mercredi matin
    cherche = f"/moyens/libres?code=MY_LOCAL&jour={MERCREDI}&creneaux=matin&endroit={commune}:{qpv}&km=5"
    page = read((await site_du_jour.get(cherche, world.partenaire)).text)

    # alors il la trouve, à 0,0 km, et la demande pour sa première séance
    assert "Salle des associations" in page
    assert "0,0 km" in page
    fields = {"moyen": salle.rsplit("/", 1)[1], "quantite": "1"}
    first = await site_du_jour.post(moyens, world.partenaire, **fields, date=str(dates[0]))
    assert first.headers["location"] == f"{moyens}?fait=moyen-demandee"

    # la seconde séance ne peut plus l’avoir, et lit le prochain mercredi libre
    second = await site_du_jour.post(moyens, world.partenaire, **fields, date=str(dates[1]))
    assert second.status_code == 409
    assert "le même moyen est libre le 23 septembre 2026, matin" in read(second.text)

    # la CPAM voit qui vient quand, et accepte d’une touche
    page = read((await site_du_jour.get("/moyens/reservations", world.associee)).text)
    assert "Mercredi 16 septembre 2026, matin" in page
    assert "pour Centre social" in page
    reservation = re.search(r"/moyens/reservations/[0-9a-f-]{36}", page)[0]
    await site_du_jour.post(reservation, world.associee, etat="reservee")
    assert "60,00 €" in read((await site_du_jour.get(moyens, world.partenaire)).text)

    # quand la séance est annulée
    path = f"/actions/{action}/dates/{dates[0]}/annuler"
    cancelled = await site_du_jour.post(path, world.partenaire, motif="AN_PRO")
    assert cancelled.status_code == 303, cancelled.text

    # alors la salle est libre de nouveau, sans un appel
    assert "Salle des associations" in (await site_du_jour.get(cherche, world.associee)).text
    assert "Libéré" in (await site_du_jour.get(moyens, world.partenaire)).text
