"""The drawings of a document: chosen in a form, frozen with the version, shown and printed with their table."""

import io
from datetime import datetime

import docx
import pypdf
import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from asv.domain.document import OF_AN_ANSWER
from asv.domain.periodes import FRANCE, last_closed
from tests.support.database import World
from tests.support.documents import created, proposed, written
from tests.support.site import Client
from tests.web.test_croisements import fill
from tests.web.test_diffusions import diffused

YEAR = last_closed(datetime.now(FRANCE).date()).annee
CHAPTER = "chapitres/difficultes"


@pytest.fixture
async def path(client: Client, world: World) -> str:
    return await created(client, world.coordinateur, YEAR)


async def added(client: Client, world: World, path: str, objet: str, forme: str = "") -> int:
    answer = await client.post(f"{path}/{CHAPTER}/blocs", world.coordinateur, objet=objet, forme=forme)
    return answer.status_code


@pytest.fixture
async def released(client: Client, world: World, path: str, admin: AsyncEngine) -> str:
    """Path of a version with a drawing of each form, whose year was released."""
    await fill(admin, world, 400)
    await diffused(client, world, str(YEAR))
    await added(client, world, path, "chiffres:G08F:barres")
    for forme in OF_AN_ANSWER:
        await added(client, world, path, "chiffres:G08F.F", forme)
    await written(client, world.coordinateur, path, "difficultes", "Les femmes viennent plus.")
    return await proposed(client, world.coordinateur, path)


async def test_whoever_writes_a_chapter_adds_a_drawing_and_sees_it_beside_its_table(
    client: Client, world: World, path: str, admin: AsyncEngine
):
    await fill(admin, world, 400)

    assert await added(client, world, path, "chiffres:G08F.F", "ronds") == 303
    shown = (await client.get(f"{path}/{CHAPTER}", world.coordinateur)).text

    assert "Répartition par sexe : Femmes — ronds à compter" in shown
    assert "<figcaption>Répartition par sexe : Femmes</figcaption>" in shown
    assert "Répartition par sexe : Femmes, en chiffres" in shown


@pytest.mark.parametrize(("objet", "forme"), [
    ("chiffres:G08F.F", "camembert"), ("chiffres:G08F.F", ""), ("chiffres:G08F", "entonnoir"),
    ("chiffres:M22.NOTE", "carte"), ("genere:methode", "carte"),
])  # fmt: skip
async def test_a_drawing_that_is_not_offered_is_refused(
    client: Client, world: World, path: str, objet: str, forme: str
):
    assert await added(client, world, path, objet, forme) == 400


async def test_a_version_keeps_its_drawings_whatever_becomes_of_the_contacts(
    client: Client, world: World, released: str, admin: AsyncEngine
):
    before = await client.get(f"{released}/fichiers/document.docx", world.coordinateur)
    async with admin.begin() as connection:
        query = text("UPDATE asv.contact SET sexe = 'H' WHERE territoire_id = :where")
        await connection.execute(query, {"where": world.territoire_id})
    after = await client.get(f"{released}/fichiers/document.docx", world.coordinateur)

    assert len(docx.Document(io.BytesIO(before.content)).inline_shapes) > 2
    assert after.content == before.content


async def test_every_drawing_of_a_version_says_figures_of_its_table_in_the_page_and_in_the_files(
    client: Client, world: World, released: str
):
    kept = (await client.get(f"{released}/fichiers/document.json", world.coordinateur)).json()
    grilles = [m for partie in kept["parties"] for m in partie["morceaux"] if "dessin" in m]
    page = (await client.get(released, world.coordinateur)).text
    pdf = await client.get(f"{released}/fichiers/document.pdf", world.coordinateur)

    whole = next(cell for g in grilles for ligne in g["lignes"] if ligne[0] == "Femmes" for cell in ligne[2:3])
    assert len(grilles) >= 2
    assert page.count("<figcaption>Répartition par sexe") == len(grilles)
    assert all(whole in grille["dessin"]["description"] + grille["dessin"]["phrase"] for grille in grilles)
    assert len(pypdf.PdfReader(io.BytesIO(pdf.content)).pages) > 1


async def test_the_sheet_of_a_quartier_draws_it_against_the_territoire(client: Client, world: World, released: str):
    kept = (await client.get(f"{released}/fichiers/document.json", world.coordinateur)).json()
    drawn = [m["dessin"] for fiche in kept["fiches"] for m in fiche["morceaux"] if "dessin" in m]

    assert drawn
    assert all("Le trait vertical marque : l’ensemble du territoire." in one["description"] for one in drawn)


async def test_one_released_year_is_no_evolution_and_the_version_says_so(client: Client, world: World, released: str):
    shown = (await client.get(released, world.coordinateur)).text

    assert "Une tendance se lit sur 4 périodes comparables au moins" in shown
    assert "Une année d’avant n’y est que si elle est diffusée et ouverte à tous" in shown
