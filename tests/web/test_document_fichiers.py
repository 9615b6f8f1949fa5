"""The files of a version: given to its readers, and saying the same figures as the page."""

import hashlib
import io
import re
from datetime import datetime

import docx
import pypdf
import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from asv.domain.periodes import FRANCE, last_closed
from tests.support.database import Persona, World
from tests.support.documents import created, proposed, published, written
from tests.support.site import Client
from tests.web.test_croisements import fill
from tests.web.test_diffusions import diffused

YEAR = last_closed(datetime.now(FRANCE).date()).annee
PHRASE = "Les délais chez le dentiste dépassent trois mois."


@pytest.fixture
async def path(client: Client, world: World) -> str:
    return await created(client, world.coordinateur, YEAR)


async def test_every_file_of_a_published_version_is_given_to_its_readers(
    client: Client, world: World, path: str, colleague: Persona
):
    await written(client, world.coordinateur, path, "sante", PHRASE)
    await written(client, world.coordinateur, path, "r_fait", "Nous avons tenu des permanences.")
    version = await published(client, world.coordinateur, colleague, path)
    shown = (await client.get(version, world.partenaire)).text

    files = re.findall(r'href="([^"]+/fichiers/[^"]+)"', shown)
    kinds = {name.rpartition("/")[2] for name in files}
    for name in files:
        answer = await client.get(name, world.partenaire)
        assert answer.status_code == 200, name
        assert answer.content[:4] in (b"%PDF", b"PK\x03\x04", b'{"an'), name

    assert {"document.pdf", "document.docx", "document.json", "restitution.pdf"} <= kinds
    assert f"fiche-{world.qpv[0]}.pdf" in kinds
    assert any(name.startswith("commune-") for name in kinds)


async def test_the_fingerprint_is_that_of_the_json_file(client: Client, world: World, path: str):
    await written(client, world.coordinateur, path, "sante", PHRASE)
    version = await proposed(client, world.coordinateur, path)

    told = re.search(r'document-hash">([0-9a-f]{64})<', (await client.get(version, world.coordinateur)).text)[1]
    kept = await client.get(f"{version}/fichiers/document.json", world.coordinateur)

    assert hashlib.sha256(kept.content).hexdigest() == told


@pytest.fixture
async def released(client: Client, world: World, path: str, admin: AsyncEngine) -> str:
    """Path of a version whose year was released."""
    await fill(admin, world, 400)
    await diffused(client, world, str(YEAR))
    await written(client, world.coordinateur, path, "difficultes", PHRASE)
    return await proposed(client, world.coordinateur, path)


async def figures_of(client: Client, world: World, version: str) -> tuple[dict, dict]:
    """The content of a version, and its table of freins."""
    kept = (await client.get(f"{version}/fichiers/document.json", world.coordinateur)).json()
    return kept, next(m for p in kept["parties"] for m in p["morceaux"] if m.get("titre") == "Freins cités")


async def test_a_version_tells_the_figures_of_the_release_to_the_nearest_five(
    client: Client, world: World, released: str
):
    kept, freins = await figures_of(client, world, released)
    counts = [int(ligne[1]) for ligne in freins["lignes"] if ligne[1].isdecimal()]

    assert kept["diffusion"] == f"{YEAR}-E1"
    assert f"diffusion {YEAR}-E1 arrondie à 5" in freins["source"]
    assert max(counts) >= 50
    assert {count % 5 for count in counts} == {0}


async def test_the_page_the_pdf_and_the_docx_say_the_same_figures(client: Client, world: World, released: str):
    _, freins = await figures_of(client, world, released)
    said = {cell for ligne in freins["lignes"] for cell in ligne[1:]} - {"c", "nd"}

    page = (await client.get(released, world.coordinateur)).text
    pdf = await client.get(f"{released}/fichiers/document.pdf", world.coordinateur)
    word = await client.get(f"{released}/fichiers/document.docx", world.coordinateur)

    printed = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf.content)).pages)
    cells = {c.text for t in docx.Document(io.BytesIO(word.content)).tables for r in t.rows for c in r.cells}
    assert said
    assert [figure for figure in said if figure not in page] == []
    assert [figure for figure in said if figure.replace("\u202f", "") not in printed.replace("\u202f", "")] == []
    assert said <= cells


@pytest.mark.parametrize("name", ["document.exe", "fiche-QN00000X.pdf", "restitution.json", "autre.pdf", "document"])
async def test_a_file_that_is_not_listed_is_not_found(client: Client, world: World, path: str, name: str):
    await written(client, world.coordinateur, path, "sante", PHRASE)
    version = await proposed(client, world.coordinateur, path)

    assert (await client.get(f"{version}/fichiers/{name}", world.coordinateur)).status_code == 404


async def test_the_page_of_a_commune_tells_only_what_has_a_figure(client: Client, world: World, released: str):
    kept, _ = await figures_of(client, world, released)
    grilles = [
        m for one in kept["communes"] for m in one["morceaux"] if m.get("titre", "").startswith("Les rencontres")
    ]

    assert grilles
    assert all(figure.isdecimal() and figure != "0" for grille in grilles for _, figure in grille["lignes"])
    assert all([line for line, _ in grille["lignes"]].count("Ensemble") == 1 for grille in grilles)
