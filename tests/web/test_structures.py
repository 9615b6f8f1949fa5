"""The directory: who reads it, who keeps which sheet."""

import re

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from asv.db.engine import Bases
from tests.support.database import World, make_world
from tests.support.site import Client
from tests.web.steps import announced, draft, here, path_of

TITLES = re.compile(r'class="line-title"><a href="/structures/[^"]+">([^<]+)')


@pytest.fixture(scope="module")
async def world(admin: AsyncEngine, bases: Bases) -> World:
    return await make_world(admin, bases)


def sheet(**changes) -> dict[str, object]:
    return {"nom": "Maison de santé des Essais", "type": "TP_MSP", "telephone_accueil": "03 21 00 00 00"} | changes


async def add(client: Client, world: World, **changes) -> str:
    return path_of(await client.post("/structures", world.coordinateur, **sheet(**changes)))


async def names(client: Client, world: World, **filtre: str) -> list[str]:
    return TITLES.findall((await client.get("/structures", world.mediateur, params=filtre)).text)


async def test_everybody_at_work_reads_the_directory(client: Client, world: World):
    for who in (world.mediateur, world.partenaire, world.coordinateur, world.financeur):
        assert "Centre social" in (await client.get("/structures", who)).text
    assert (await client.get("/structures", world.administrateur)).status_code == 403
    assert (await client.get("/structures")).status_code == 401


async def test_the_coordination_adds_a_structure_and_everybody_reads_its_sheet(client: Client, world: World):
    path = await add(client, world, nom="Éleu prévention", offre="Bilans, information.", fonction_contact="Accueil")

    page = (await client.get(path, world.mediateur)).text
    assert "Bilans, information." in page
    assert 'href="tel:0321000000"' in page
    assert "Sur tout le territoire" in page
    assert "Modifier la fiche" not in page


async def test_the_directory_is_narrowed_by_type_commune_and_quartier(client: Client, world: World):
    (commune, qpv), page = here(world), (await client.get("/structures", world.mediateur)).text
    options = re.findall(r'<option value="([0-9A-Z]{5})"', page)
    remote = next(code for code in options if code not in {commune for commune, _ in world.cellules})
    await add(client, world, nom="Au quartier", type="TP_MSP", qpv=[qpv])
    await add(client, world, nom="Dans la commune", type="TP_CCAS", commune=commune, communes=[commune])
    await add(client, world, nom="Ailleurs", type="TP_CCAS", commune=remote, communes=[remote])

    assert {"Dans la commune", "Ailleurs"} == set(await names(client, world, type="TP_CCAS"))
    by_qpv, by_commune = await names(client, world, qpv=qpv), await names(client, world, commune=commune)
    for found in (by_qpv, by_commune):
        assert {"Au quartier", "Dans la commune", "Centre social"} <= set(found)
        assert "Ailleurs" not in found


async def test_a_filter_nobody_offers_narrows_nothing(client: Client, world: World):
    everything = await names(client, world)

    assert await names(client, world, type="TP_INCONNU", commune="\0", qpv="QN00000M") == everything


async def test_a_search_without_answer_says_so(client: Client, world: World):
    page = (await client.get("/structures", world.mediateur, params={"type": "TP_REGION"})).text

    assert "Aucune structure ne correspond" in page
    assert "0 structure" in page


async def test_a_partner_keeps_the_sheet_of_its_own_structure(client: Client, world: World):
    path = f"/structures/{world.associee.structure_id}"
    assert "Modifier la fiche" in (await client.get(path, world.associee)).text

    answer = await client.post(
        f"{path}/modifier", world.associee, **sheet(nom="CPAM", type="TP_CPAM", horaires="Matin", version="1")
    )

    assert answer.headers["location"] == f"{path}?fait=structure-modifiee"
    assert "Matin" in (await client.get(path, world.partenaire)).text


async def test_a_partner_changes_no_other_sheet_and_adds_none(client: Client, world: World):
    path = f"/structures/{world.partenaire.structure_id}"

    assert (await client.get(f"{path}/modifier", world.associee)).status_code == 403
    assert (await client.post(f"{path}/modifier", world.associee, **sheet())).status_code == 403
    assert (await client.get("/structures/nouvelle", world.associee)).status_code == 403
    assert (await client.post("/structures", world.associee, **sheet())).status_code == 403
    assert (await client.get(f"{path}/modifier", world.mediateur)).status_code == 403


async def test_the_coordination_keeps_every_sheet(client: Client, world: World):
    path = await add(client, world, nom="À corriger")

    assert 'value="À corriger"' in (await client.get(f"{path}/modifier", world.coordinateur)).text
    path_of(await client.post(f"{path}/modifier", world.coordinateur, **sheet(nom="Corrigée", version="1")))
    assert "Corrigée" in (await client.get(path, world.mediateur)).text


async def test_a_faulty_sheet_comes_back_with_what_was_typed(client: Client, world: World):
    typed = sheet(nom="", telephone_accueil="appelez Samira", fonction_contact="s@exemple.fr", qpv=[here(world)[1]])

    for answer in (
        await client.post("/structures", world.coordinateur, **typed),
        await client.post(f"/structures/{world.partenaire.structure_id}/modifier", world.partenaire, **typed),
    ):
        assert answer.status_code == 400
        assert "3 points à corriger" in answer.text
        assert 'value="appelez Samira"' in answer.text
        assert re.search(rf'value="{here(world)[1]}" checked', answer.text)


async def test_a_structure_of_another_territoire_does_not_exist(client: Client, world: World, admin, bases):
    elsewhere = await make_world(admin, bases)
    path = f"/structures/{elsewhere.partenaire.structure_id}"

    assert (await client.get(path, world.coordinateur)).status_code == 404
    assert (await client.post(f"{path}/modifier", world.coordinateur, **sheet())).status_code == 404


async def test_the_sheet_lists_the_actions_its_reader_may_see(client: Client, world: World):
    await announced(client, world, titre="Action annoncée")
    await draft(client, world, titre="Action en montage")
    path = f"/structures/{world.partenaire.structure_id}"

    assert "Action annoncée" in (await client.get(path, world.mediateur)).text
    assert "Action en montage" not in (await client.get(path, world.associee)).text
    assert "Action en montage" in (await client.get(path, world.partenaire)).text


async def test_what_is_typed_is_shown_as_text(client: Client, world: World):
    path = await add(client, world, nom="<b>Gras</b>", offre='"><script>alert(1)</script>')

    page = (await client.get(path, world.mediateur)).text + (await client.get("/structures", world.mediateur)).text

    assert "&lt;b&gt;Gras&lt;/b&gt;" in page
    assert "<script>alert" not in page
