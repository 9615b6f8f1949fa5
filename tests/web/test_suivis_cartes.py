"""The cards of a suivi by the forms: drawn, lost, two for one person."""

import logging
import re
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from asv.db.engine import Bases
from asv.db.suivis import Demarche
from asv.domain.suivis.codes import draw_code
from tests.recits.pages import meet, show_card
from tests.support.database import World, make_world
from tests.support.saisies import rows
from tests.support.site import Client
from tests.support.suivis import Laid, add, ago, lay
from tests.web.dossiers import of_suivi, opening
from tests.web.steps import path_of


@pytest.fixture(scope="module")
async def world(admin: AsyncEngine, bases: Bases) -> World:
    return await make_world(admin, bases)


@pytest.fixture
async def suivi(admin: AsyncEngine, world: World, carte_secret: bytes) -> Laid:
    return await lay(admin, world, carte_secret)


async def test_the_code_is_kept_nowhere_and_logged_nowhere(
    client: Client, admin: AsyncEngine, world: World, caplog: pytest.LogCaptureFixture
):
    caplog.set_level(logging.DEBUG)
    code = draw_code()
    path = path_of(await client.post("/suivis/ouvrir", world.mediateur, **opening(world, code)))
    await show_card(client, world.mediatrice, code)
    page = (await client.get(path, world.mediatrice)).text

    tables = ("suivi", "carte", "etape", "reception", "quarantaine", "journal", "acces")
    everything = [str(dict(row)) for table in tables for row in await rows(admin, world, table)]

    spelled = (code, f"{code[:4]}-{code[4:]}", code.lower())
    assert [line for line in [*everything, caplog.text, page, path] for form in spelled if form in line] == []


async def test_a_typed_code_never_comes_back_in_the_page_of_a_refusal(client: Client, world: World, suivi: Laid):
    await show_card(client, world.mediateur, suivi.code)
    wrong = "K7MP-42Q2"
    for path, code in (("/suivis", wrong), ("/suivis/ouvrir", wrong), ("/suivis/ouvrir", suivi.code),
                       (f"{suivi.path}/carte", wrong), (f"{suivi.path}/fusion", wrong)):  # fmt: skip
        form = opening(world, code, confirme="oui", sexe="") if path == "/suivis/ouvrir" else {
            "element": str(uuid4()), "carte": "imprimee", "code": code, "confirme": "oui"}  # fmt: skip
        answer = await client.post(path, world.mediateur, **form)

        assert answer.status_code == 400, path
        assert code not in answer.text, path


async def test_a_code_drawn_with_the_form_opens_the_suivi_it_was_copied_for(client: Client, world: World):
    page = (await client.get("/suivis/ouvrir", world.mediateur)).text
    drawn = re.search(r'name="tire" value="([0-9A-Z]{8})"', page)[1]
    assert f"{drawn[:4]}-{drawn[4:]}" in page

    path = path_of(await client.post("/suivis/ouvrir", world.mediateur, **opening(world, "", carte="tire", tire=drawn)))

    assert await show_card(client, world.mediatrice, drawn) == path


async def test_a_lost_card_is_replaced_by_the_referent_with_the_person_there(
    client: Client, admin: AsyncEngine, world: World, suivi: Laid
):
    new = draw_code()
    form = {"element": str(uuid4()), "carte": "imprimee", "code": new}

    assert (await client.post(f"{suivi.path}/carte", world.mediateur, **form)).status_code == 400
    for _ in range(2):
        assert (await client.post(f"{suivi.path}/carte", world.mediateur, **form, confirme="oui")).status_code == 303

    lost = await client.post("/suivis", world.mediatrice, code=suivi.code)
    assert (lost.status_code, "perdue et remplacée" in lost.text) == (400, True)
    assert await show_card(client, world.mediatrice, new) == suivi.path
    states = sorted(row["etat"] for row in await of_suivi(admin, world, "carte", suivi))
    assert states == ["active", "remplacee"]
    again = await client.post(f"{suivi.path}/carte", world.mediatrice, element=str(uuid4()), carte="imprimee",
                              code=draw_code(), confirme="oui")  # fmt: skip
    assert "Seul le médiateur référent" in again.text


async def test_two_cards_of_one_person_become_one_suivi(
    client: Client, admin: AsyncEngine, world: World, carte_secret: bytes
):
    first = await lay(admin, world, carte_secret)
    second = await lay(admin, world, carte_secret, who=world.mediatrice, besoins=("B_DENT",))
    await add(admin, world, Demarche, second, world.mediatrice, code="D_MT", date_demarche=ago(2))
    form = {"element": str(uuid4()), "code": second.code, "confirme": "oui"}
    alone = await client.post(f"{first.path}/fusion", world.mediateur, **form)
    await show_card(client, world.mediateur, first.code)

    merged = await client.post(f"{first.path}/fusion", world.mediateur, **form)
    again = await client.post(f"{first.path}/fusion", world.mediateur, **form)

    assert (alone.status_code, merged.status_code, again.status_code) == (400, 303, 400)
    gone = next(row for row in await rows(admin, world, "suivi") if row["id"] == second.id)
    assert (gone["cloture"], gone["clos_le"]) == ("CL_DOUBLON", ago(0))
    assert [row["nature"] for row in await of_suivi(admin, world, "etape", second)] == ["cloture"]
    assert "B_DENT" in {row["objet"] for row in await of_suivi(admin, world, "etape", first)}
    assert [row["code"] for row in await of_suivi(admin, world, "demarche", first)] == ["D_MT"]
    assert {
        path for code in (first.code, second.code) for path in [await show_card(client, world.mediatrice, code)]
    } == {first.path}


async def test_the_contacts_follow_a_merge_but_those_of_a_closed_quarter(
    client: Client, admin: AsyncEngine, world: World, carte_secret: bytes
):
    first, second = await lay(admin, world, carte_secret), await lay(admin, world, carte_secret)
    commune = world.cellules[0][0]
    late, old = [await meet(client, world.mediateur, commune, ago(0), code=second.code) for _ in range(2)]
    async with admin.begin() as connection:
        await connection.execute(
            text("UPDATE asv.contact SET date_contact = :day WHERE id = :id"), {"day": ago(400), "id": UUID(old)}
        )
    for suivi in (first, second):
        await show_card(client, world.mediateur, suivi.code)

    form = {"element": str(uuid4()), "code": second.code, "confirme": "oui"}
    assert (await client.post(f"{first.path}/fusion", world.mediateur, **form)).status_code == 303

    linked = {str(row["id"]): row["suivi_id"] for row in await rows(admin, world, "contact")}
    assert (linked[late], linked[old]) == (first.id, second.id)


async def test_a_card_already_given_opens_no_second_suivi(client: Client, world: World, suivi: Laid):
    answer = await client.post("/suivis/ouvrir", world.mediateur, **opening(world, suivi.code))

    assert answer.status_code == 400
    assert '<a href="#code">' in answer.text


async def test_cards_are_drawn_anew_at_each_print_and_say_nothing_of_anybody(client: Client, world: World):
    sheets = [(await client.get("/suivis/cartes", world.mediateur, params={"n": n})).text for n in (8, 16, 16)]
    codes = [re.findall(r'big-code code">([0-9A-Z]{4}-[0-9A-Z]{4})<', sheet) for sheet in sheets]

    assert [len(found) for found in codes] == [8, 16, 16]
    assert len({code for found in codes for code in found}) == 40
    assert "Médiation santé" in sheets[0]
    assert UUID(str(world.mediateur.id)).hex not in sheets[0]
    assert await client.get("/suivis/cartes", world.mediateur, params={"n": 4000})
