"""A release where one person under a code made almost all the contacts of a quartier."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from asv.db.engine import loader_session
from asv.db.suivis import Suivi
from asv.domain.periodes import FRANCE, last_closed
from tests.support.database import World
from tests.support.site import Client
from tests.web.test_croisements import fill
from tests.web.test_diffusions import PAGE, diffused, view_of

YEAR = last_closed(datetime.now(FRANCE).date()).annee
CODE = f"{YEAR}-E1"


@pytest.fixture
async def frequented(admin: AsyncEngine, world: World) -> tuple[World, str]:
    """All the contacts of one quartier are those of one suivi; gives that quartier."""
    await fill(admin, world, 400)
    qpv, suivi = world.qpv[0], uuid4()
    async with loader_session(admin) as session, session.begin():
        day = datetime(YEAR, 1, 15, tzinfo=UTC).date()
        session.add(
            Suivi(id=suivi, territoire_id=world.territoire_id, mediateur_id=world.mediateur.id, ouvert_le=day,
                  dernier_contact_le=day, zone_residence="ZR_QPV", sexe="ND", tranche_age="ND",
                  nomenclature="2026.1")
        )  # fmt: skip
        await session.flush()
        query = text("UPDATE asv.contact SET suivi_id = :suivi WHERE territoire_id = :where AND qpv_lieu = :qpv")
        await session.execute(query, {"suivi": suivi, "where": world.territoire_id, "qpv": qpv})
    return world, qpv


async def test_the_contacts_of_one_person_are_told_for_no_quartier(client: Client, frequented: tuple[World, str]):
    world, qpv = frequented
    await diffused(client, world, str(YEAR))
    told = await view_of(client, world, CODE, destinataire="financeur")

    here = {name: row["statut"] for name, row in told.items() if name.split("/")[2] == qpv and row["effectif"] != "0"}
    assert told[f"{CODE}/M01/TERRITOIRE/M01"]["effectif"] == "400"
    assert told[f"{CODE}/M01/{qpv}/M01"]["statut"] == "c"
    assert set(here.values()) == {"c"}


async def test_why_is_told_without_telling_of_the_person(client: Client, frequented: tuple[World, str]):
    world, qpv = frequented
    await diffused(client, world, str(YEAR))

    page = await client.get(f"{PAGE}/{CODE}/pourquoi?tableau=LIEU_SEXE&ligne={qpv}", world.coordinateur)
    shown = page.text.replace("\u00a0", " ").replace("\u202f", " ")

    assert page.status_code == 200
    assert "plus de 85 % des contacts sont ceux d’une même personne suivie" in shown
    assert "dire lequel des deux en apprendrait trop" in shown


async def test_nothing_kept_beside_a_release_names_the_suivi(
    client: Client, frequented: tuple[World, str], admin: AsyncEngine
):
    world, _ = frequented
    await diffused(client, world, str(YEAR))

    async with admin.connect() as connection:
        query = text(
            "SELECT count(*) FROM asv.diffusion_reserve r JOIN asv.contact c USING (territoire_id) "
            "WHERE territoire_id = :where AND c.suivi_id IS NOT NULL "
            "AND position(c.suivi_id::text IN r.contenu::text) > 0"
        )
        assert await connection.scalar(query, {"where": world.territoire_id}) == 0
