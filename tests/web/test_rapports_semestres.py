"""The report of half a year: what its two released quarters show, added; nothing that they hide, nothing else."""

import csv
import io
import re
from datetime import date

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from asv.domain.rapports import COMMUNE, HALF_YEARLY, RAPPORTS
from tests.support.database import World
from tests.support.site import Client
from tests.web.test_croisements import YEAR, fill
from tests.web.test_diffusions import diffused, view_of
from tests.web.test_rapports import PAGE
from tests.web.test_rapports_figes import field

HALF = f"{YEAR}-S1"


@pytest.fixture
async def quarters(client: Client, admin: AsyncEngine, world: World) -> World:
    await fill(admin, world, 400)
    for rank in (1, 2):
        await diffused(client, world, f"{YEAR}-T{rank}")
    return world


async def content_of(client: Client, world: World, destinataire: str, sorte: str = "csv", commune: str = "") -> bytes:
    query = f"annee={HALF}&destinataire={destinataire}&commune={commune}"
    answer = await client.get(f"{PAGE}/fichiers/{sorte}?{query}", world.coordinateur)
    assert answer.status_code == 200, answer.text
    return answer.content


async def lines_of(client: Client, world: World, destinataire: str, commune: str = "") -> list[dict[str, str]]:
    content = await content_of(client, world, destinataire, commune=commune)
    return [*csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";")]


async def test_a_half_year_adds_what_its_quarters_show_and_hides_what_one_hides(client: Client, quarters: World):
    whole = {}
    for rank in (1, 2):
        whole |= await view_of(client, quarters, f"{YEAR}-T{rank}-E1", destinataire="financeur")

    seen = set()
    for code in HALF_YEARLY:
        for line in await lines_of(client, quarters, code):
            parts = line["source"].split(" + ")
            if len(parts) < 2:
                continue
            kept = [whole[name] for name in parts]
            shown = [int(one["effectif"]) for one in kept if one["effectif"]]
            seen.add(line["statut"])
            assert line["valeur"] == (str(sum(shown)) if len(shown) == 2 else ""), line
            assert line["part"] == ""
    assert "publie" in seen


async def test_a_half_year_says_why_the_other_figures_wait_for_the_year(client: Client, quarters: World):
    lines = await lines_of(client, quarters, "cpam")

    assert {line["indicateur"] for line in lines} == {*RAPPORTS["cpam"].indicateurs}
    absent = [line for line in lines if line["indicateur"] in {"G12", "G14", "G17"}]
    assert {line["statut"] for line in absent} == {"nd"}
    assert all("sort avec l’année" in line["source"] for line in absent)


async def test_presence_is_counted_of_the_half_year_only(client: Client, quarters: World, admin: AsyncEngine):
    where = quarters.cellules[0][0]
    before = {line["mesure"]: line["valeur"] for line in await lines_of(client, quarters, COMMUNE, where)}
    async with admin.begin() as connection:
        query = text("UPDATE asv.seance SET date_seance = :day WHERE territoire_id = :where")
        await connection.execute(query, {"day": date(YEAR, 9, 1), "where": quarters.territoire_id})
    after = {line["mesure"]: line["valeur"] for line in await lines_of(client, quarters, COMMUNE, where)}

    name = "Séances de permanence tenues"
    assert (before[name], after[name]) == ("1", "0")


async def test_a_half_year_is_for_those_who_are_owed_one(client: Client, quarters: World):
    page = await client.get(f"{PAGE}?annee={HALF}", quarters.coordinateur)
    moved = await client.get(f"{PAGE}?annee={HALF}&destinataire=ars", quarters.coordinateur)
    refused = await client.get(f"{PAGE}/fichiers/csv?annee={HALF}&destinataire=ars", quarters.coordinateur)
    year = await client.get(f"{PAGE}?annee={YEAR}", quarters.coordinateur)

    assert page.status_code == 200
    assert "Rapport du 1er semestre" in page.text.replace("\u00a0", " ").replace("\u202f", " ")
    assert "Un semestre additionne" in page.text.replace("\u00a0", " ")
    assert moved.status_code == 200
    assert 'value="cpam"' in moved.text
    assert 'value="ars"' not in moved.text
    assert re.search(rf'value="{COMMUNE}" selected', moved.text)
    assert (refused.status_code, year.status_code) == (404, 404)
    assert "une année entière" in refused.text


async def test_one_quarter_makes_no_half_year(client: Client, admin: AsyncEngine, world: World):
    await fill(admin, world, 400)
    await diffused(client, world, f"{YEAR}-T1")

    page = await client.get(PAGE, world.coordinateur)

    assert "Aucune année n’est diffusée encore" in page.text


async def test_a_half_year_is_frozen_once_for_the_cpam_and_every_commune(
    client: Client, quarters: World, admin: AsyncEngine
):
    shown = await client.get(f"{PAGE}/figer?annee={HALF}", quarters.coordinateur)
    answer = await client.post(
        f"{PAGE}/figer", quarters.coordinateur, annee=HALF, attendue=field(shown.text, "attendue")
    )
    before = {key: await content_of(client, quarters, *key) for key in every_file()}
    async with admin.begin() as connection:
        query = text("UPDATE asv.seance SET annule_le = date_seance WHERE territoire_id = :where")
        await connection.execute(query, {"where": quarters.territoire_id})
    changed = await client.get(f"{PAGE}/ajuster?annee={HALF}", quarters.coordinateur)

    assert answer.status_code == 303, answer.text
    assert {key: await content_of(client, quarters, *key) for key in every_file()} == before
    assert 'value="G02/permanences"' in changed.text


def every_file() -> list[tuple[str, str]]:
    return [(code, sorte) for code in HALF_YEARLY for sorte in ("csv", "xlsx", "pdf", "docx")]
