"""What a tablet fetches to open a séance: colleagues and hosts, and the lists of a contact before the others."""

import gzip

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncEngine

from asv.db.engine import loader_session
from asv.db.structures import Structure
from asv.domain import nomenclatures
from tests.support.database import TODAY, World
from tests.support.site import Client

PATH = "/api/terrain/annuaire"


async def test_a_mediator_is_offered_the_colleagues_but_not_himself(client: Client, world: World):
    answer = (await client.get(PATH, world.mediateur)).json()

    assert answer.keys() == {"collegues", "structures"}
    assert [one["id"] for one in answer["collegues"]] == [str(world.mediatrice.id)]
    assert all(one.keys() == {"id", "nom"} for one in answer["collegues"])
    assert all(one.keys() >= {"id", "nom", "commune", "vers"} for one in answer["structures"])


async def test_a_tablet_knows_how_each_structure_welcomes_and_whom_it_receives(
    client: Client, world: World, admin: AsyncEngine
):
    async with loader_session(admin) as session, session.begin():
        given = {"type": "TP_CCAS", "horaires": "Le matin", "langues": ["tur"], "accessibilites": ["AX_PMR"]}
        of_it = Structure.territoire_id == world.territoire_id, Structure.id == world.partenaire.structure_id
        await session.execute(update(Structure).where(*of_it).values(**given))

    structures = (await client.get(PATH, world.mediateur)).json()["structures"]

    told = next(one for one in structures if one["id"] == str(world.partenaire.structure_id))
    assert (told["horaires"], told["langues"], told["acces"]) == (
        "Le matin",
        ["turc"],
        ["Accessible en fauteuil roulant"],
    )
    assert "O_CCAS" in told["vers"]


async def test_the_directory_is_fetched_again_only_when_it_changes(client: Client, world: World):
    tag = (await client.get(PATH, world.mediateur)).headers["etag"]

    again = await client.get(PATH, world.mediateur, headers={"if-none-match": tag})

    assert (again.status_code, again.content) == (304, b"")


async def test_the_directory_is_for_mediators(client: Client, world: World):
    assert (await client.get(PATH)).status_code == 401
    assert (await client.get(PATH, world.coordinateur)).status_code == 403


async def test_the_lists_of_a_contact_and_the_others_make_the_whole(client: Client):
    whole, first, others = [
        (await client.get(f"/nomenclatures.json{part}")).json() for part in ("", "?part=saisie", "?part=pieces")
    ]

    assert first["listes"] | others["listes"] == whole["listes"]
    assert not first["listes"].keys() & others["listes"].keys()
    assert first["version"] == others["version"] == whole["version"]
    assert {"FREIN", "ORIENTATION", "LANGUE"} <= first["listes"].keys()
    assert len(gzip.compress(nomenclatures.as_bytes(TODAY, nomenclatures.Part.SAISIE))) < 8_000


async def test_an_unknown_part_is_refused(client: Client):
    assert (await client.get("/nomenclatures.json?part=rien")).status_code == 400
