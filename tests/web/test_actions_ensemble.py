"""The year of joint actions on its page."""

import re
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncEngine

from asv.db.actions import Participation
from asv.domain.periodes import FRANCE
from tests.support.database import World
from tests.support.dossiers import action_of, keep
from tests.support.site import Client
from tests.web.steps import announced, day, draft, path_of, soon

TODAY = datetime.now(FRANCE).date()


def read(page: str) -> str:
    """The page as text: no tags, ordinary spaces."""
    return " ".join(re.sub(r"<[^>]+>", " ", page).replace("\u202f", " ").replace("\u00a0", " ").split())


async def test_the_coordination_reads_its_year_and_nobody_else_does(client: Client, world: World, admin: AsyncEngine):
    action, dates = action_of(world, TODAY, TODAY + timedelta(days=400))
    draft, early = action_of(world, TODAY)
    draft.etat = "AE_MONTAGE"
    dates[0].etat = "AE_REALISEE"
    of = {"territoire_id": world.territoire_id, "action_id": action.id, "porteur_id": action.porteur_id}
    place = Participation(
        structure_id=world.associee.structure_id, role="RO_HOTE", reponse="acceptee", moyens=["MY_LOCAL"], **of
    )  # fmt: skip
    await keep(admin, action, *dates, place)
    await keep(admin, draft, *early)

    page = read((await client.get("/actions/indicateurs", world.coordinateur)).text)

    assert "1 action a au moins une date cette année" in page  # a draft is not counted, nor a date of another year
    assert "1 dates tenues sur 1 prévues" in page
    assert "A-MUT-1 0 % 0 actions où deux partenaires" in page
    for who in (world.partenaire, world.mediateur, world.financeur):
        assert (await client.get("/actions/indicateurs", who)).status_code == 403


async def test_a_year_without_action_says_what_to_do(client: Client, world: World):
    page = read((await client.get(f"/actions/indicateurs?annee={TODAY.year - 1}", world.coordinateur)).text)

    assert f"Aucune action n’a de date en {TODAY.year - 1}." in page
    assert (await client.get("/actions/indicateurs?annee=jamais", world.coordinateur)).status_code == 200


async def test_an_overlap_that_waits_on_the_desk_is_counted_until_it_is_resolved(client: Client, world: World):
    await announced(client, world, titre="Octobre rose à la Halle")
    path = await draft(client, world, titre="Dépistage du centre social")
    path_of(await client.post(f"{path}/dates", world.partenaire, **day(world)))
    year = f"/actions/indicateurs?annee={soon().year}"

    page = read((await client.get(year, world.coordinateur)).text)
    assert "0 réunis, décalés ou déplacés, sur 1 doublon remarqué, au bureau ou sur une fiche ; 1 attend" in page

    desk = (await client.get("/coordination", world.coordinateur)).text
    [card] = set(re.findall(r'href="(/alertes/[^"]+)">Décider<span[^>]*>[^<]*Doublon potentiel', desk))
    path_of(await client.post(card, world.coordinateur, geste="fusionner", raison="Une seule action, portée à deux."))

    page = read((await client.get(year, world.coordinateur)).text)
    assert "A-COO-2 100 % 1 réunis, décalés ou déplacés, sur 1 doublon remarqué" in page
