"""A relais: asked once, read and written only once accepted, over after a month or with the suivi."""

import asyncio
from uuid import uuid4

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from asv.db.engine import Bases, loader_session
from asv.db.suivis import Orientation, Relais
from tests.recits.pages import note
from tests.support.database import World, make_world
from tests.support.site import Client
from tests.support.suivis import Laid, add, ago, lay
from tests.web.dossiers import of_suivi
from tests.web.steps import path_of


@pytest.fixture(scope="module")
async def world(admin: AsyncEngine, bases: Bases) -> World:
    return await make_world(admin, bases)


@pytest.fixture
async def suivi(admin: AsyncEngine, world: World, carte_secret: bytes) -> Laid:
    return await lay(admin, world, carte_secret)


async def test_a_relais_refused_leaves_the_referent_and_closes_the_sheet_to_the_colleague(
    client: Client, world: World, suivi: Laid
):
    await client.post(f"{suivi.path}/relais", world.mediateur, vers=str(world.mediatrice.id), accord="oui")
    asked = await client.get(suivi.path, world.mediatrice)

    answer = await client.post(f"{suivi.path}/relais/reponse", world.mediatrice, reponse="refusee")

    assert "vous propose le relais" in asked.text
    assert answer.headers["location"].startswith("/suivis?")
    assert (await client.get(suivi.path, world.mediatrice)).status_code == 404
    assert "vous propose" not in (await client.get("/suivis", world.mediatrice)).text


async def test_a_colleague_asked_for_a_relais_reads_and_writes_only_once_he_accepts(
    client: Client, admin: AsyncEngine, world: World, suivi: Laid
):
    colleague, day = world.mediatrice, ago(0).isoformat()
    sent = await add(admin, world, Orientation, suivi, world.mediateur, type="O_CCAS", force="TO_INFO",
                     date_orientation=ago(1))  # fmt: skip
    await client.post(f"{suivi.path}/relais", world.mediateur, vers=str(colleague.id), accord="oui")
    writings = {
        "noter/droit": {"element": str(uuid4()), "date": day, "droit": "MT:", "etat": "OUVERT"},
        "noter/cloture": {"element": str(uuid4()), "date": day, "objet": "CL_OBJECTIF"},
        "departager": {"element": str(uuid4()), "garder": str(uuid4()), "ecarter": str(uuid4())},
        f"attendus/{sent}/dates": {"relance_le": ago(-3).isoformat()},
        "pense-betes": {"note": str(uuid4()), "texte": "rappeler la CPAM"},
        "relais": {"vers": str(world.mediateur.id), "accord": "oui"},
        "retrait": {"element": str(uuid4()), "confirme": "oui"},
    }

    page = (await client.get(suivi.path, colleague)).text
    assert "Prendre le relais" in page
    assert "/noter/" not in page
    assert "/retrait" not in page
    assert (await client.get(f"{suivi.path}/noter/droit", colleague)).status_code == 403
    for path, fields in writings.items():
        answer = await client.post(f"{suivi.path}/{path}", colleague, **fields)
        assert (path, answer.status_code) == (path, 403)
    assert len(await of_suivi(admin, world, "etape", suivi)) == 5

    await client.post(f"{suivi.path}/relais/reponse", colleague, reponse="acceptee")
    path_of(await client.post(f"{suivi.path}/noter/droit", colleague, **writings["noter/droit"]))


async def test_a_relais_asked_twice_at_once_is_asked_once(
    client: Client, admin: AsyncEngine, world: World, suivi: Laid
):
    form = {"vers": str(world.mediatrice.id), "accord": "oui"}

    answers = await asyncio.gather(*(client.post(f"{suivi.path}/relais", world.mediateur, **form) for _ in range(4)))

    assert {answer.status_code for answer in answers} <= {303, 400}
    assert len(await of_suivi(admin, world, "relais", suivi)) == 1


async def test_a_relais_left_for_a_month_is_shown_no_more_and_another_may_be_asked(
    client: Client, admin: AsyncEngine, world: World, suivi: Laid
):
    colleague = world.mediatrice
    async with loader_session(admin) as session, session.begin():
        session.add(
            Relais(territoire_id=world.territoire_id, id=uuid4(), suivi_id=suivi.id, de_id=world.mediateur.id,
                   vers_id=colleague.id, propose_le=ago(31))
        )  # fmt: skip

    assert (await client.get(suivi.path, colleague)).status_code == 404
    assert suivi.path not in (await client.get("/suivis", colleague)).text
    path_of(await client.post(f"{suivi.path}/relais", world.mediateur, vers=str(colleague.id), accord="oui"))
    assert (await client.get(suivi.path, colleague)).status_code == 200


async def test_a_relais_left_without_answer_ends_with_the_suivi(client: Client, world: World, suivi: Laid):
    colleague = world.mediatrice
    await client.post(f"{suivi.path}/relais", world.mediateur, vers=str(colleague.id), accord="oui")
    pages = [(await client.get(path, colleague)).text for path in ("/suivis", "/ma-journee")]
    await note(client, world.mediateur, suivi.path, "cloture", ago(0), objet="CL_SOUHAIT")

    assert all(suivi.path in page for page in pages)
    for path in ("/suivis", "/ma-journee"):
        assert suivi.path not in (await client.get(path, colleague)).text
    answer = await client.post(f"{suivi.path}/relais/reponse", colleague, reponse="acceptee")
    assert answer.status_code == 404
    await note(client, world.mediateur, suivi.path, "reouverture", ago(0))
    assert suivi.path not in (await client.get("/suivis", colleague)).text
