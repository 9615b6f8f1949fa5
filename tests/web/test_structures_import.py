"""A directory brought in a spreadsheet: looked at, then added at once, once, or not at all."""

import re

import httpx
import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from asv.db.engine import Bases
from asv.spreadsheets.reading import read_sheet
from asv.web.entry import COOKIE
from asv.web.site import csrf_token
from tests.support.database import Persona, World, make_world
from tests.support.releves import csv_of, ods, xlsx
from tests.support.site import ORIGIN, Client
from tests.web.steps import path_of

HEADERS = ["Structure", "Type", "SIRET", "Langues", "Accessibilité", "Tél.", "Couleur"]
LINES = [
    HEADERS,
    ["Centre de santé du Marais", "MSP / centre de santé", "73282932000074", "arabe ; Turc", "PMR, LSF", "", "bleu"],
    ["CCAS de Vimy", "CCAS / CIAS", "", "", "", "03 53 01 00 01", ""],
]


@pytest.fixture
async def world(admin: AsyncEngine, bases: Bases) -> World:
    return await make_world(admin, bases)


async def upload(client: Client, who: Persona, data: bytes) -> httpx.Response:
    return await client.http.post(
        "/structures/import", data={"_csrf_token": csrf_token(who.token)}, files={"fichier": ("a.xlsx", data)},
        headers={"cookie": f"{COOKIE}={who.token}", "origin": ORIGIN},
    )  # fmt: skip


async def brought(client: Client, world: World, lines: list[list[object]]) -> str:
    return path_of(await upload(client, world.coordinateur, xlsx(lines)))


async def directory(client: Client, world: World) -> str:
    return (await client.get("/structures", world.mediateur)).text


@pytest.mark.parametrize("write", [xlsx, csv_of, ods])
async def test_a_directory_is_brought_looked_at_and_added_at_once(client: Client, world: World, write):
    path = path_of(await upload(client, world.coordinateur, write(LINES)))

    look = (await client.get(path, world.coordinateur)).text
    assert "2 nouvelles" in look
    assert "Couleur" in look
    assert "Centre de santé du Marais" not in await directory(client, world)
    path_of(await client.post(f"{path}/importer", world.coordinateur))

    page = await directory(client, world)
    assert "Centre de santé du Marais" in page
    assert "arabe, turc" in page
    assert (await client.get(path, world.coordinateur)).status_code == 404


async def test_the_same_file_again_adds_nothing(client: Client, world: World):
    await client.post(f"{await brought(client, world, LINES)}/importer", world.coordinateur)
    path = await brought(client, world, LINES)

    look = (await client.get(path, world.coordinateur)).text
    again = await client.post(f"{path}/importer", world.coordinateur)

    assert "2 déjà connues" in look
    assert again.status_code == 400
    assert "Aucune structure n’est à ajouter" in again.text


async def test_a_name_alike_waits_for_a_decision(client: Client, world: World):
    lines = [["Nom", "Type"], ["Relais santé", "CCAS / CIAS"], ["Le Relais de la santé", "CCAS / CIAS"]]
    path = await brought(client, world, lines)
    assert "ressemble à « Relais santé » (ligne 2)" in (await client.get(path, world.coordinateur)).text.replace(
        "\N{NARROW NO-BREAK SPACE}", " "
    ).replace("\N{NO-BREAK SPACE}", " ")

    path_of(await client.post(f"{path}/importer", world.coordinateur))
    assert "Le Relais de la santé" not in await directory(client, world)

    path = await brought(client, world, lines)
    path_of(await client.post(f"{path}/importer", world.coordinateur, malgre=["3"]))
    assert "Le Relais de la santé" in await directory(client, world)


async def test_one_faulty_line_keeps_the_whole_out_unless_it_is_left_aside(client: Client, world: World):
    lines = [*LINES, ["Sans type", "Licorne", "12", "", "", "", ""]]
    path = await brought(client, world, lines)

    refused = await client.post(f"{path}/importer", world.coordinateur)
    assert refused.status_code == 400
    assert "Licorne" in refused.text
    assert "Centre de santé du Marais" not in await directory(client, world)

    path_of(await client.post(f"{path}/importer", world.coordinateur, ecarter="oui"))
    page = await directory(client, world)
    assert "Centre de santé du Marais" in page
    assert "Sans type" not in page


async def test_the_template_can_be_read_back(client: Client, world: World):
    answer = await client.get("/structures/import/modele.xlsx", world.coordinateur)

    assert len(read_sheet(answer.content).rows) == 2
    assert "1 nouvelle" in (
        await client.get(path_of(await upload(client, world.coordinateur, answer.content)), world.coordinateur)
    ).text  # fmt: skip


async def test_hostile_files_and_files_without_names_are_refused_in_a_sentence(client: Client, world: World):
    for data, sentence in (
        (b"PK\x03\x04rien", "ne s’ouvre pas"),
        (b"", "ne contient aucune ligne"),
        (b"MZ" + bytes(3000), "pas|Nom"),
        (xlsx([["Couleur"], ["bleu"]]), "colonne « Nom »"),
        (xlsx([["Nom"], *[[f"S {n}"] for n in range(501)]]), "trop de lignes"),
    ):
        answer = await upload(client, world.coordinateur, data)
        assert answer.status_code == 400
        assert re.search(sentence, answer.text.replace("\N{NARROW NO-BREAK SPACE}", " "))


async def test_a_formula_is_refused_line_by_line(client: Client, world: World):
    path = await brought(client, world, [["Nom", "Type"], ["=1+1", "CCAS / CIAS"]])

    assert "1 à corriger" in (await client.get(path, world.coordinateur)).text


async def test_only_the_coordination_imports_and_a_draft_is_its_own(client: Client, world: World):
    path = await brought(client, world, LINES)

    for who in (world.partenaire, world.mediateur, world.administrateur):
        assert (await client.get("/structures/import", who)).status_code == 403
        assert (await client.get(path, who)).status_code == 403
        assert (await upload(client, who, xlsx(LINES))).status_code == 403
    assert (await client.get(path.replace("/structures/import", "/reprise"), world.coordinateur)).status_code == 404
