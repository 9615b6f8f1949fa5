"""Annual reports: one figure for all recipients, in all their files."""

import csv
import io
import re
from datetime import datetime
from decimal import Decimal

import docx
import openpyxl
import pypdf
import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from asv.documents.rapports import ecrite
from asv.domain.periodes import FRANCE, last_closed
from asv.domain.rapports import COMMUNE, RAPPORTS
from tests.support.database import World
from tests.support.site import Client
from tests.web.test_croisements import fill
from tests.web.test_diffusions import diffused, view_of

PAGE = "/rapports"
YEAR = last_closed(datetime.now(FRANCE).date()).annee


@pytest.fixture
async def released(client: Client, admin: AsyncEngine, world: World) -> World:
    await fill(admin, world, 400)
    await diffused(client, world, str(YEAR))
    return world


async def taken(client: Client, world: World, sorte: str, destinataire: str) -> bytes:
    answer = await client.get(f"{PAGE}/fichiers/{sorte}?destinataire={destinataire}", world.coordinateur)
    assert answer.status_code == 200, answer.text
    return answer.content


async def lines_of(client: Client, world: World, destinataire: str) -> list[dict[str, str]]:
    content = await taken(client, world, "csv", destinataire)
    return [*csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";")]


def value_of(line: dict[str, str]) -> str:
    """What the printed files say of a line of the CSV."""
    return ecrite(Decimal(line["valeur"].replace(",", "."))) if line["valeur"] else line["statut"]


async def test_without_a_released_year_the_page_says_what_to_do(client: Client, world: World):
    page = await client.get(PAGE, world.coordinateur)

    assert "Aucune année n’est diffusée encore" in page.text
    assert 'href="/diagnostic/diffusions"' in page.text
    assert (await client.get(f"{PAGE}/fichiers/csv", world.coordinateur)).status_code == 404


async def test_every_recipient_is_given_the_figures_of_the_release(client: Client, released: World):
    whole = await view_of(client, released, f"{YEAR}-E1", destinataire="financeur")
    for code in RAPPORTS:
        about_people = [line for line in await lines_of(client, released, code) if line["source"].startswith(str(YEAR))]
        assert about_people, code
        for line in about_people:
            kept = whole[line["source"]]
            assert (line["statut"], line["valeur"], line["part"]) == (
                kept["statut"], kept["effectif"], kept["part"].rstrip("0").rstrip(",")
            ), line  # fmt: skip


async def test_two_recipients_never_read_two_numbers(client: Client, released: World):
    said: dict[str, tuple[str, str]] = {}
    for code in (one for one in RAPPORTS if one != COMMUNE):
        for line in await lines_of(client, released, code):
            key = f"{line['indicateur']} {line['mesure']} {line['source']}"
            assert said.setdefault(key, (line["statut"], line["valeur"])) == (line["statut"], line["valeur"])

    assert len(said) > 60


@pytest.mark.parametrize("destinataire", RAPPORTS)
async def test_all_the_files_and_the_page_say_the_same(client: Client, released: World, destinataire: str):
    lines = await lines_of(client, released, destinataire)
    sheet = openpyxl.load_workbook(io.BytesIO(await taken(client, released, "xlsx", destinataire))).active
    word = docx.Document(io.BytesIO(await taken(client, released, "docx", destinataire)))
    pdf = pypdf.PdfReader(io.BytesIO(await taken(client, released, "pdf", destinataire)))
    page = (await client.get(f"{PAGE}?destinataire={destinataire}", released.coordinateur)).text

    header, *rows = sheet.iter_rows(values_only=True)
    at = header.index("valeur")
    in_sheet = [row[at] for row in rows]
    assert in_sheet == [None if not one["valeur"] else float(one["valeur"].replace(",", ".")) for one in lines]
    wanted = [value_of(line) for line in lines]
    assert [row.cells[1].text for table in word.tables for row in table.rows[1:]] == wanted
    marks = re.findall(r'<td class="numeric(?: withheld)?"[^>]*>(?:<abbr[^>]*>)?([^<]+)<', page)
    assert [mark for mark in marks if "%" not in mark] == wanted
    printed = "".join("".join(one.extract_text() for one in pdf.pages).split())
    for line, value in zip(lines, wanted, strict=True):
        assert "".join(f"{line['mesure']}{value}".split()).replace("’", "'") in printed.replace("’", "'"), line


async def test_a_report_does_not_move_when_a_contact_is_corrected(client: Client, released: World, admin: AsyncEngine):
    before = await taken(client, released, "csv", "ars")
    async with admin.begin() as connection:
        query = text("UPDATE asv.contact SET sexe = 'H' WHERE territoire_id = :where")
        await connection.execute(query, {"where": released.territoire_id})

    assert await taken(client, released, "csv", "ars") == before


async def test_a_commune_reads_itself_and_nothing_of_the_others(client: Client, released: World):
    lines = await lines_of(client, released, COMMUNE)
    places = {line["source"].split("/")[2] for line in lines if line["source"].startswith(str(YEAR))}

    assert next(line["mesure"] for line in lines if line["indicateur"] == "G05") == "Contacts individuels"
    assert len(places) == 1
    assert places <= {code for code, _ in released.cellules}
    assert {line["indicateur"] for line in lines} == {*RAPPORTS[COMMUNE].indicateurs}


async def test_presence_is_counted_of_the_year_only(client: Client, released: World):
    lines = {line["mesure"]: line for line in await lines_of(client, released, "ars")}

    assert lines["Séances de permanence tenues"]["valeur"] == "1"
    assert lines["Séances d’aller-vers tenues"]["valeur"] == "0"
    assert lines["ETP financés et pourvus"]["statut"] == "nd"
    assert "employeur" in lines["ETP financés et pourvus"]["source"]


@pytest.mark.parametrize(
    "query", ["annee=1999", "destinataire=presse", "commune=99999"], ids=["année", "destinataire", "commune"]
)
async def test_what_does_not_exist_is_said_in_words(client: Client, released: World, query: str):
    answer = await client.get(f"{PAGE}?{query}", released.coordinateur)

    assert answer.status_code == 404
    assert "choisissez dans la liste" in answer.text


async def test_nobody_but_the_coordination_prepares_a_report(client: Client, released: World):
    for persona in (released.mediateur, released.partenaire, released.financeur):
        assert (await client.get(PAGE, persona)).status_code == 403
        assert (await client.get(f"{PAGE}/fichiers/csv", persona)).status_code == 403
