"""The matrix, its cells, need against answer, the map: who reads them and what they count."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from asv.db.engine import Bases, loader_session
from tests.support.database import World, make_world
from tests.support.plantees import here, plant, soon, today
from tests.support.site import Client

READ_ALOUD = re.compile(r'qpv=(\w+)&amp;theme=(\w+)">.*?<span class="visually-hidden">([^<]+)</span>', re.DOTALL)


@pytest.fixture
async def world(admin: AsyncEngine, bases: Bases) -> World:
    return await make_world(admin, bases)


async def publish(admin: AsyncEngine, world: World, rangs: dict[str, int | None], annee: int = 2025) -> None:
    async with loader_session(admin) as session, session.begin():
        for theme, rang in rangs.items():
            await session.execute(
                text(
                    "INSERT INTO asv.rang_besoin (territoire_id, annee, qpv, theme, rang) "
                    "VALUES (:where, :annee, :qpv, :theme, :rang)"
                ),
                {"where": world.territoire_id, "annee": annee, "qpv": here(world)[1], "theme": theme, "rang": rang},
            )


async def cells(client: Client, world: World, who: str = "partenaire") -> dict[tuple[str, str], str]:
    answer = await client.get("/matrice", getattr(world, who))
    assert answer.status_code == 200
    return {(qpv, theme): words for qpv, theme, words in READ_ALOUD.findall(answer.text)}


async def test_a_cell_counts_what_was_held_and_what_is_to_come(admin, client: Client, world: World):
    qpv = here(world)[1]
    past = [today() - timedelta(days=days) for days in (10, 100, 400)]
    await plant(admin, world, theme="DEP_COLO", jours=[*past, soon(), soon(20)])
    await plant(admin, world, theme="DEP_SEIN", jours=[soon()], etats=["AE_ANNULEE"])
    await plant(admin, world, theme="DENT", jours=[soon()], date_qpv=None)

    found = await cells(client, world)

    assert found[qpv, "CANCER"] == "2 à venir, 2 tenues, rang non publié"
    assert found[qpv, "DENT"] == "1 à venir, 0 tenue, rang non publié"
    assert found[qpv, "VUE"] == "0 à venir, 0 tenue, rang non publié"
    assert len(found) % len(world.qpv) == 0


async def test_the_rank_is_read_as_published_last_and_a_white_zone_is_named(admin, client: Client, world: World):
    qpv = here(world)[1]
    await publish(admin, world, {"DENT": 9, "VACC": 1}, annee=2024)
    await publish(admin, world, {"DENT": 2, "VUE": 3, "VACC": None})
    await plant(admin, world, theme="VUE", jours=[soon()])

    found = await cells(client, world)

    assert found[qpv, "DENT"] == "0 à venir, 0 tenue, besoin numéro 2, zone blanche"
    assert found[qpv, "VUE"] == "1 à venir, 0 tenue, besoin numéro 3"
    assert found[qpv, "VACC"] == "0 à venir, 0 tenue, rang non publié"


async def test_a_draft_counts_for_those_who_see_it_only(admin, client: Client, world: World):
    await plant(admin, world, theme="VUE", etat="AE_MONTAGE", jours=[soon()])
    key = here(world)[1], "VUE"

    assert (await cells(client, world, "coordinateur"))[key].startswith("1 à venir")
    assert (await cells(client, world, "associee"))[key].startswith("0 à venir")
    assert (await cells(client, world, "financeur"))[key].startswith("0 à venir")


async def test_each_cell_opens_the_list_of_what_it_counts(admin, client: Client, world: World):
    qpv = here(world)[1]
    held = await plant(admin, world, titre="Tenue", theme="DEP_COLO", jours=[today() - timedelta(days=9)])
    coming = await plant(admin, world, titre="Prévue", theme="DEP_SEIN", jours=[soon()])
    await plant(admin, world, titre="Autre thème", theme="DENT", jours=[soon()])

    page = (await client.get("/matrice/seances", world.partenaire, params={"qpv": qpv, "theme": "CANCER"})).text

    assert re.findall(r"/actions/([0-9a-f-]{36})", page) == [str(coming), str(held)]
    assert "1 séance à venir" in page
    for asked in ({"qpv": "QN00000M", "theme": "CANCER"}, {"qpv": qpv, "theme": "' --"}):
        assert (await client.get("/matrice/seances", world.partenaire, params=asked)).status_code == 404


async def test_need_and_answer_name_the_corners_and_give_the_table(admin, client: Client, world: World):
    await publish(admin, world, {"DENT": 1, "VUE": 12})
    for _ in range(3):
        await plant(admin, world, theme="VUE", jours=[soon()])

    page = (await client.get("/matrice/besoins", world.partenaire)).text

    assert "besoin sans réponse : 1" in page
    assert "réponse sans besoin : 1" in page
    assert '<table class="figures pinned" id="besoins-tableau">' in page
    assert "Il n’y a pas encore de rang" not in page


async def test_without_published_rank_the_pages_say_what_to_do(client: Client, world: World):
    for path in ("/matrice", "/matrice/besoins"):
        assert "ne sont pas encore publiés" in (await client.get(path, world.partenaire)).text


async def test_the_map_counts_a_period_and_a_theme(admin, client: Client, world: World):
    await plant(admin, world, theme="VUE", jours=[soon(), soon(200)])
    await plant(admin, world, theme="DENT", jours=[soon()])

    async def told(**asked: str) -> str:
        answer = await client.get("/calendrier/carte", world.mediateur, params=asked)
        return re.search(r"(\d+) séances? tenues? ou annoncées?", answer.text)[1]

    assert await told() == "2"
    assert await told(theme="VUE") == "1"
    assert await told(du=today().isoformat(), au=soon(300).isoformat()) == "3"
    for asked in (
        {"du": "2026-13-01"},
        {"du": "2026-05-02", "au": "2026-05-01"},
        {"du": "2000-01-01", "au": "2026-01-01"},
    ):
        assert (await client.get("/calendrier/carte", world.mediateur, params=asked)).status_code == 400


async def test_who_reads_the_matrix(client: Client, world: World):
    for path in ("/matrice", "/matrice/besoins"):
        statuses = [(await client.get(path, who)).status_code for who in world.people]
        assert statuses == [403, 403, 200, 200, 200, 403, 200]
