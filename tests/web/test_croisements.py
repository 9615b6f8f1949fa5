"""The crossed tables as the coordination asks for them: prepared once, then the same for ever."""

from datetime import date, datetime
from uuid import uuid4

import numpy as np
import pytest
from sqlalchemy import insert, text
from sqlalchemy.ext.asyncio import AsyncEngine

from asv.db.contacts import Contact
from asv.db.engine import loader_session
from asv.db.seances import Seance
from asv.domain.indicateurs.croisements import TABLEAUX as DECLARED
from asv.domain.periodes import FRANCE, last_closed
from asv.web.diffusions_travail import EN_COURS
from tests.support.database import World
from tests.support.site import Client

PAGE = "/diagnostic/croisements"
YEAR = last_closed(datetime.now(FRANCE).date()).annee
FREINS = ["FIN_RAC", "ADM_DOSSIER", "ADM_SEJOUR", "OFF_MT", "AUCUN_FREIN", "ND"]
FAMILLES = {"FIN_RAC": "FINANCIER", "ADM_DOSSIER": "ADMIN", "ADM_SEJOUR": "ADMIN", "OFF_MT": "OFFRE"}


TABLEAUX = [tableau.code for tableau in DECLARED]


async def fill(admin: AsyncEngine, world: World, number: int) -> None:
    """Contacts of the closed year, in the first parts of the territoire."""
    draw = np.random.default_rng(7)

    def one(values):
        return values[draw.integers(len(values))]

    commune, qpv = world.cellules[0]
    own = {"territoire_id": world.territoire_id, "mediateur_id": world.mediateur.id, "nomenclature": "2026.1"}
    seance = own | {
        "id": uuid4(), "date_seance": date(YEAR, 1, 15), "creneau": "matin", "commune": commune, "qpv": qpv,
        "lieu_type": "MAIRIE_CCAS", "mode": "PERMANENCE",
    }  # fmt: skip
    rows = []
    for _ in range(number):
        frein, (lieu, quartier) = one(FREINS), one([*world.cellules, (commune, None)])
        rows.append(
            own | {
                "id": uuid4(), "seance_id": seance["id"], "date_contact": date(YEAR, int(draw.integers(1, 13)), 15),
                "creneau": "matin", "commune_lieu": lieu, "qpv_lieu": quartier, "nature": "contact", "is_bref": False,
                "sexe": one(["F", "H", "F"]), "tranche_age": one(["A18_24", "A25_49", "A75P"]),
                "zone_residence": "ZR_QPV", "freins": [frein], "familles_frein": [FAMILLES.get(frein, frein)],
                "themes": [], "premiere_fois": "OUI",
            }
        )  # fmt: skip
    async with loader_session(admin) as session, session.begin():
        await session.execute(insert(Seance), [seance])
        await session.execute(insert(Contact), rows)


async def prepared(client: Client, world: World) -> None:
    """The crossed tables leave with the release of their year."""
    await client.post("/diagnostic/diffusions", world.coordinateur, periode=str(YEAR))
    await EN_COURS[world.territoire_id, YEAR]


@pytest.fixture
async def filled(admin: AsyncEngine, world: World) -> World:
    await fill(admin, world, 400)
    return world


async def test_the_tables_are_offered_then_prepared_then_read(client: Client, filled: World):
    before = await client.get(PAGE, filled.coordinateur)
    await prepared(client, filled)
    after = await client.get(PAGE, filled.coordinateur)

    assert "Diffuser une période close" in before.text
    assert "Famille du frein principal selon le lieu" in after.text
    assert "ne changent plus" in after.text
    assert "Diffuser une période close" not in after.text


async def test_two_readings_never_differ_whatever_becomes_of_the_contacts(
    client: Client, filled: World, admin: AsyncEngine
):
    await prepared(client, filled)
    before = await client.get(f"{PAGE}/csv?tableau=LIEU_FREIN", filled.coordinateur)
    async with admin.begin() as connection:
        query = text("UPDATE asv.contact SET sexe = 'H' WHERE territoire_id = :where")
        await connection.execute(query, {"where": filled.territoire_id})

    after = await client.get(f"{PAGE}/csv?tableau=LIEU_FREIN", filled.coordinateur)

    assert before.status_code == 200
    assert after.content == before.content


async def test_every_table_is_read_in_every_way(client: Client, filled: World):
    await prepared(client, filled)
    for tableau in TABLEAUX:
        for lecture in ("qpv", "commune", "territoire"):
            answer = await client.get(f"{PAGE}?tableau={tableau}&lecture={lecture}", filled.coordinateur)
            assert answer.status_code == 200, tableau
        answer = await client.get(f"{PAGE}/csv?tableau={tableau}", filled.coordinateur)
        assert answer.text.startswith('\ufeff"tableau"'), tableau
    family = await client.get(f"{PAGE}?tableau=FREIN_AGE", filled.coordinateur)
    assert "Dossier incomplet ou complexe" in family.text


async def test_no_sensible_frein_and_no_part_of_a_quartier_is_ever_named(client: Client, filled: World):
    await prepared(client, filled)
    for tableau in ("LIEU_FREIN", "FREIN_SEXE", "TRIMESTRE_FREIN"):
        answer = await client.get(f"{PAGE}/csv?tableau={tableau}", filled.coordinateur)
        assert "ADM_SEJOUR" not in answer.text
        assert "/HORS_QPV" not in answer.text


async def test_a_year_of_few_contacts_says_why_there_is_no_table(client: Client, world: World, admin: AsyncEngine):
    await fill(admin, world, 5)

    await prepared(client, world)
    answer = await client.get("/diagnostic/diffusions", world.coordinateur)

    assert "trop peu de contacts" in answer.text.replace("\u00a0", " ")
    assert "Diffuser une période close" in (await client.get(PAGE, world.coordinateur)).text


async def test_a_running_year_is_refused(client: Client, world: World):
    answer = await client.get(f"{PAGE}?annee={YEAR + 1}", world.coordinateur)

    assert answer.status_code == 400
    assert "années closes" in answer.text


async def test_a_table_that_does_not_exist_is_not_found(client: Client, filled: World):
    assert (await client.get(f"{PAGE}/csv?tableau=LIEU_FREIN", filled.coordinateur)).status_code == 404
    await prepared(client, filled)
    assert (await client.get(f"{PAGE}?tableau=X", filled.coordinateur)).status_code == 404


async def test_a_difficulty_at_like_ages_is_read_in_the_tables_and_nowhere_else(client: Client, filled: World):
    await prepared(client, filled)

    answer = await client.get(f"/diagnostic/ages-semblables?annee={YEAR}&frein=ADMIN", filled.coordinateur)
    unknown = await client.get("/diagnostic/ages-semblables?frein=ADM_SEJOUR", filled.coordinateur)

    assert answer.status_code == 200
    assert "À âges semblables, la part des contacts où" in answer.text.replace("\u202f", " ")
    assert "Attendus à âges semblables" in answer.text
    assert unknown.status_code == 404
