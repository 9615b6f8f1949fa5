"""The directory holds a structure once: SIRET, names alike, two sheets merged, versions; and it is found by words."""

import re
from uuid import uuid4

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from asv.db.engine import Bases
from tests.support.database import World, make_world
from tests.support.saisies import TABLET, clear, rows, seance
from tests.support.site import Client
from tests.web.steps import path_of

SIRET = "73282932000074"
LA_POSTE = "35600000049837"
TITLES = re.compile(r'class="line-title"><a href="/structures/[^"]+">([^<]+)')


@pytest.fixture(scope="module")
async def world(admin: AsyncEngine, bases: Bases) -> World:
    return await make_world(admin, bases)


def sheet(**changes) -> dict[str, object]:
    drawn = "".join(chr(ord("a") + byte % 26) for byte in uuid4().bytes[:9])
    return {"nom": drawn, "type": "TP_CCAS"} | changes


async def add(client: Client, world: World, **changes) -> str:
    return path_of(await client.post("/structures", world.coordinateur, **sheet(**changes)))


async def names(client: Client, world: World, **asked: str) -> list[str]:
    return TITLES.findall((await client.get("/structures", world.mediateur, params=asked)).text)


async def test_the_same_siret_is_refused_with_a_link_to_its_sheet(client: Client, world: World):
    path = await add(client, world, siret="732 829 320 00074")

    again = await client.post("/structures", world.coordinateur, **sheet(siret=SIRET, autre="oui"))

    assert again.status_code == 409
    assert f'href="{path}"' in again.text
    assert "732 829 320 00074" in (await client.get(path, world.mediateur)).text


@pytest.mark.parametrize(("siret", "status"), [("73282932000079", 400), ("123", 400), (LA_POSTE, 303)])
async def test_the_key_of_a_siret_is_checked_and_la_poste_has_its_own(
    client: Client, world: World, siret: str, status: int
):
    assert (await client.post("/structures", world.coordinateur, **sheet(siret=siret))).status_code == status


async def test_a_name_alike_in_the_commune_asks_and_one_goes_on_on_purpose(client: Client, world: World):
    commune = world.cellules[0][0]
    path = await add(client, world, nom="CCAS des Essais", commune=commune)
    twin = sheet(nom="Centre communal d’action sociale des essais", commune=commune)

    asked = await client.post("/structures", world.coordinateur, **twin)

    assert asked.status_code == 409
    assert "Est-ce la même" in asked.text
    assert f'href="{path}"' in asked.text
    assert "Centre communal d’action sociale des essais" in asked.text
    assert (await client.post("/structures", world.coordinateur, **twin, autre="oui")).status_code == 303


async def test_the_same_name_in_another_commune_asks_nothing(client: Client, world: World):
    here = world.cellules[0][0]
    there = next(commune for commune, _ in world.cellules if commune != here) if len(
        {commune for commune, _ in world.cellules}
    ) > 1 else None  # fmt: skip
    if there is None:
        pytest.skip("un seul QPV dans une seule commune")
    await add(client, world, nom="Mission locale", commune=here)

    assert (await client.post("/structures", world.coordinateur, **sheet(nom="Mission locale", commune=there))
            ).status_code == 303  # fmt: skip


async def test_somebody_elses_change_is_not_overwritten(client: Client, world: World):
    path = await add(client, world, nom="Deux plumes")
    path_of(await client.post(f"{path}/modifier", world.coordinateur, **sheet(nom="Première", version="1")))

    late = await client.post(f"{path}/modifier", world.coordinateur, **sheet(nom="Seconde", version="1"))

    assert late.status_code == 409
    assert 'value="Seconde"' in late.text
    assert 'name="version" value="2"' in late.text
    assert "Première" in (await client.get(path, world.mediateur)).text


async def test_the_directory_is_searched_by_words_language_and_access(client: Client, world: World):
    nom = "Maison médicale Éleu"
    await add(client, world, nom=nom, offre="Dépistage du diabète", langues=["ara"], accessibilites=["AX_PMR"])

    assert nom in await names(client, world, mots="eleu DEPISTAGE")
    assert nom in await names(client, world, mots="arabe")
    assert nom in await names(client, world, langue="ara", accessibilite="AX_PMR")
    assert nom not in await names(client, world, langue="tur")
    assert await names(client, world, mots="eleu vaccination") == []
    page = (await client.get("/structures", world.mediateur, params={"langue": "xx", "silence": "oui"})).text
    assert nom in page


async def test_two_sheets_are_merged_after_a_look_and_the_old_address_leads_to_the_kept_one(
    client: Client, world: World
):
    kept, gone = await add(client, world, nom="Relais santé"), await add(client, world, nom="Le relais de la santé",
                                                                         horaires="Le matin", autre="oui")  # fmt: skip
    id_ = gone.rpartition("/")[2]

    nothing = (await client.get(f"{kept}/reunir?avec=", world.coordinateur)).text
    assert "Choisissez la fiche à réunir à celle-ci" in nothing
    look = (await client.get(f"{kept}/reunir?avec={id_}", world.coordinateur)).text
    assert "Rien ne dépend de" in look
    path_of(await client.post(f"{kept}/reunir", world.coordinateur, absorbee=id_))

    assert (await client.get(gone, world.mediateur)).headers["location"] == kept
    assert "Le matin" in (await client.get(kept, world.mediateur)).text
    assert "Le relais de la santé" not in await names(client, world)
    assert (await client.post(f"{kept}/reunir", world.coordinateur, absorbee=id_)).status_code == 409
    annuaire = (await client.get("/api/terrain/annuaire", world.mediateur)).json()["structures"]
    assert id_ not in {one["id"] for one in annuaire}


async def test_only_the_coordination_merges(client: Client, world: World):
    path = f"/structures/{world.partenaire.structure_id}/reunir"

    for who in (world.partenaire, world.mediateur, world.administrateur):
        assert (await client.get(path, who)).status_code == 403
        assert (await client.post(path, who, absorbee=str(world.associee.structure_id))).status_code == 403
    assert (await client.get(f"{path}?avec=rien", world.coordinateur)).status_code == 404


async def test_the_coordination_reads_when_something_was_last_done_together(client: Client, world: World):
    path = f"/structures/{world.partenaire.structure_id}"

    assert "Dernière date partagée" in (await client.get(path, world.coordinateur)).text
    assert "Dernière date partagée" not in (await client.get(path, world.partenaire)).text


async def test_what_a_tablet_addressed_to_a_merged_sheet_goes_to_the_kept_one(
    client: Client, world: World, admin: AsyncEngine
):
    kept, gone = await add(client, world, nom="Point santé Bleu"), await add(client, world, nom="Autre nom tout à fait")
    old, new = gone.rpartition("/")[2], kept.rpartition("/")[2]
    await client.post(f"{kept}/reunir", world.coordinateur, absorbee=old)
    item = str(uuid4())

    sent = {"appareil": str(TABLET), "elements": [clear("seance", seance(world, structure_hote=old), item)]}
    answer = await client.send("/api/synchronisation", world.mediateur, sent)

    assert [verdict["verdict"] for verdict in answer.json()["verdicts"]] == ["stored"]
    hosts = {str(row["id"]): str(row["structure_hote_id"]) for row in await rows(admin, world, "seance")}
    assert hosts[item] == new
