"""Notes, meetings to come and the closing of a suivi, and the journal of who read it."""

import re
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine

from asv.db.engine import Bases
from asv.db.suivis import Orientation, PenseBete
from asv.domain.nomenclatures import entree
from asv.usecases.comptes import prolong
from tests.recits.pages import meet, note, show_card
from tests.support.database import World, make_world
from tests.support.site import Client
from tests.support.suivis import Laid, add, ago, lay
from tests.web.dossiers import of_suivi


@pytest.fixture(scope="module")
async def world(admin: AsyncEngine, bases: Bases) -> World:
    return await make_world(admin, bases)


@pytest.fixture
async def suivi(admin: AsyncEngine, world: World, carte_secret: bytes) -> Laid:
    return await lay(admin, world, carte_secret)


async def test_dates_to_come_are_set_moved_and_never_past(
    client: Client, admin: AsyncEngine, world: World, suivi: Laid
):
    made = await add(admin, world, Orientation, suivi, world.mediateur, type="O_MG", force="TO_INFO",
                     date_orientation=ago(3))  # fmt: skip
    path = f"{suivi.path}/attendus/{made}/dates"

    late = await client.post(path, world.mediateur, rendez_vous_le=ago(1).isoformat())
    sent = await client.post(path, world.mediateur, rendez_vous_le=ago(-5).isoformat(), relance_le=ago(-9).isoformat())
    stranger = await client.post(f"{suivi.path}/attendus/{uuid4()}/dates", world.mediateur)

    row = (await of_suivi(admin, world, "orientation", suivi))[0]
    assert (late.status_code, sent.status_code, stranger.status_code) == (400, 303, 404)
    assert (row["rendez_vous_le"], row["relance_le"]) == (ago(-5), ago(-9))


async def test_notes_are_dropped_at_the_closing_and_by_their_author_alone(
    client: Client, admin: AsyncEngine, world: World, suivi: Laid
):
    await show_card(client, world.mediatrice, suivi.code)
    mine, hers = str(uuid4()), str(uuid4())
    await client.post(f"{suivi.path}/pense-betes", world.mediateur, note=mine, texte="rappeler la CPAM")
    await client.post(f"{suivi.path}/pense-betes", world.mediatrice, note=hers, texte="apporter le dossier")

    await client.post(f"{suivi.path}/pense-betes/effacer", world.mediateur, note=hers)
    kept = {str(row["id"]) for row in await of_suivi(admin, world, "pense_bete", suivi)}
    await note(client, world.mediateur, suivi.path, "cloture", ago(0), objet="CL_SOUHAIT")

    assert kept == {mine, hers}
    assert await of_suivi(admin, world, "pense_bete", suivi) == []


async def test_a_note_past_its_thirty_days_is_deleted_by_whoever_comes_next(
    bases: Bases, admin: AsyncEngine, world: World, suivi: Laid
):
    for texte, written in (("ancien", ago(32)), ("du jour", ago(0))):
        await add(admin, world, PenseBete, suivi, world.mediateur, texte=texte, ecrit_le=written,
                  expire_le=written + timedelta(30))  # fmt: skip

    async with bases.gate() as gate, gate.begin():
        await prolong(gate, world.coordinateur.token, datetime.now(UTC))

    assert [row["texte"] for row in await of_suivi(admin, world, "pense_bete", suivi)] == ["du jour"]


async def test_the_person_reads_the_notes_of_every_mediator_and_all_that_each_meeting_noted(
    client: Client, world: World, suivi: Laid
):
    await show_card(client, world.mediatrice, suivi.code)
    commune, qpv = world.cellules[0]
    for who, texte in ((world.mediateur, "rappeler la CPAM"), (world.mediatrice, "apporter le dossier")):
        await client.post(f"{suivi.path}/pense-betes", who, note=str(uuid4()), texte=texte)
    await meet(client, world.mediatrice, commune, ago(1), code=suivi.code, sexe="H", tranche_age="A60_64",
               zone_residence="ZR_QPV", commune_residence=commune, qpv_residence=qpv, langue="LG_INT_TEL",
               duree_minutes=25)  # fmt: skip
    await show_card(client, world.mediateur, suivi.code)

    page = (await client.get(f"{suivi.path}/mes-donnees", world.mediateur)).text.replace("\u202f", " ")

    for word in ("« rappeler la CPAM »", "« apporter le dossier »"):
        assert page.count(word) == 1, word
    line = page.partition("Rencontre en")[2].partition("</li>")[0]
    for liste, code in (("SEXE_GENRE", "H"), ("TRANCHE_AGE", "A60_64"), ("ZONE_RESIDENCE", "ZR_QPV"),
                        ("LANGUE", "LG_INT_TEL")):  # fmt: skip
        assert entree(liste, code).libelle.lower() in line.lower(), (code, line)
    assert re.search(r"25\sminutes", line), line


async def test_the_journal_is_added_to_and_neither_read_nor_changed_by_a_mediator(bases: Bases, world: World):
    for statement in ("SELECT objet FROM asv.journal", "UPDATE asv.journal SET objet = NULL",
                      "DELETE FROM asv.journal"):  # fmt: skip
        async with bases.session(world.mediateur.token, read_only=False) as session:
            with pytest.raises(DBAPIError, match="permission denied"):
                await session.execute(text(statement))


async def test_no_page_without_its_line_in_the_journal(client: Client, admin: AsyncEngine, world: World, suivi: Laid):
    async with admin.begin() as connection:
        await connection.execute(text("REVOKE EXECUTE ON FUNCTION asv.noter_lecture(uuid, text) FROM asv_mediateur"))
    try:
        answer = await client.get(suivi.path, world.mediateur)
    finally:
        async with admin.begin() as connection:
            await connection.execute(text("GRANT EXECUTE ON FUNCTION asv.noter_lecture(uuid, text) TO asv_mediateur"))

    assert answer.status_code == 500
    assert "25-49" not in answer.text


async def test_a_closed_suivi_takes_nothing_until_it_is_reopened(
    client: Client, admin: AsyncEngine, world: World, suivi: Laid
):
    await note(client, world.mediateur, suivi.path, "cloture", ago(0), objet="CL_SOUHAIT")
    form = {"element": str(uuid4()), "date": ago(0).isoformat(), "objet": "PERMANENCE"}

    asked = await client.get(f"{suivi.path}/noter/rencontre", world.mediateur)
    sent = await client.post(f"{suivi.path}/noter/rencontre", world.mediateur, **form)

    met = [row for row in await of_suivi(admin, world, "etape", suivi) if row["nature"] == "rencontre"]
    assert (asked.status_code, sent.status_code, met) == (400, 400, [])
    assert "rouvrez-le avec la personne" in sent.text


async def test_a_reopened_suivi_goes_on_under_the_same_card(client: Client, world: World, suivi: Laid):
    await note(client, world.mediateur, suivi.path, "cloture", ago(0), objet="CL_OBJECTIF")
    assert await show_card(client, world.mediatrice, suivi.code) == f"{suivi.path}/mes-donnees"

    page = (await client.get(f"{suivi.path}/noter/reouverture", world.mediatrice)).text
    assert 'name="avant" value="CL_OBJECTIF"' in page
    await note(client, world.mediatrice, suivi.path, "reouverture", ago(0), avant="CL_OBJECTIF")

    assert await show_card(client, world.mediatrice, suivi.code) == suivi.path
