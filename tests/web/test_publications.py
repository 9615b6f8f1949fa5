"""A published document without login: only what was published, of figures opened to all, with its dated errata."""

from datetime import datetime
from uuid import uuid4

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from asv.domain.periodes import FRANCE, last_closed
from tests.support.database import Persona, World
from tests.support.documents import created, proposed, published, text_of, written
from tests.support.site import Client
from tests.web.test_croisements import fill
from tests.web.test_diffusions import PAGE, diffused

YEAR = last_closed(datetime.now(FRANCE).date()).annee
PHRASE = "Les délais chez le dentiste dépassent trois mois."


@pytest.fixture
async def path(client: Client, world: World) -> str:
    made = await created(client, world.coordinateur, YEAR)
    await written(client, world.coordinateur, made, "sante", PHRASE)
    return made


def public(version: str) -> str:
    return version.replace("/documents/", "/publications/").replace("/versions/", "/")


async def test_a_published_document_is_read_by_anybody(client: Client, world: World, path: str, colleague: Persona):
    version = await published(client, world.coordinateur, colleague, path)

    shown = await client.get(public(version))
    listed = (await client.get("/publications")).text
    home = (await client.get("/")).text

    assert shown.status_code == 200
    assert PHRASE in shown.text
    assert public(version) in listed
    assert public(version) in home


async def test_a_version_on_its_way_is_read_by_nobody_outside(client: Client, world: World, path: str):
    version = await proposed(client, world.coordinateur, path)

    assert (await client.get(public(version))).status_code == 404
    assert (await client.get(f"{public(version)}/document.pdf")).status_code == 404
    assert public(version) not in (await client.get("/publications")).text


async def test_nobody_who_signed_is_named_to_the_public(client: Client, world: World, path: str, colleague: Persona):
    version = await published(client, world.coordinateur, colleague, path)

    inside = (await client.get(version, world.coordinateur)).text
    shown = (await client.get(public(version))).text

    name = "une personne de la coordination"
    assert "Approuvée" in inside
    assert "Approuvée" not in shown
    assert name not in shown


async def test_the_figures_of_a_document_open_it_with_them(
    client: Client, world: World, path: str, colleague: Persona, admin: AsyncEngine
):
    await fill(admin, world, 400)
    await diffused(client, world, str(YEAR))
    await client.post(f"{path}/chapitres/droits/blocs", world.coordinateur, objet="chiffres:G08F:territoire")
    version = await published(client, world.coordinateur, colleague, path)

    before = await client.get(public(version))
    told = (await client.get(version, world.coordinateur)).text.replace("\u00a0", " ")
    await client.post(f"{PAGE}/{YEAR}-E1/ouvrir", world.coordinateur)
    after = await client.get(public(version))

    assert before.status_code == 404
    assert f"ouvrez d’abord à tous la diffusion {YEAR}-E1" in told
    assert after.status_code == 200
    assert "Répartition par sexe" in after.text
    assert "arrondie à 5" in after.text
    assert public(version) in (await client.get(version, world.coordinateur)).text


async def test_an_erratum_shows_once_approved_and_dated(client: Client, world: World, path: str, colleague: Persona):
    version = await published(client, world.coordinateur, colleague, path)
    await client.post(f"{version}/errata", world.coordinateur, au_lieu_de="trois mois", lire="quatre mois",
                      confirme="oui")  # fmt: skip
    waiting = (await client.get(public(version))).text
    inside = (await client.get(version, colleague)).text
    errata = [part.partition('"')[0] for part in inside.split('action="') if "/errata/" in part.partition('"')[0]]
    await client.post(errata[0], colleague)

    shown = (await client.get(public(version))).text

    assert "quatre mois" not in waiting
    assert "<ins>quatre mois</ins>" in shown
    assert "Corrections depuis la publication" in shown


async def test_a_later_version_takes_the_place_and_the_former_keeps_its_address(
    client: Client, world: World, path: str, colleague: Persona
):
    first = await published(client, world.coordinateur, colleague, path)
    bloc, version = await text_of(client, world.coordinateur, path, "sante")
    await client.post(bloc, world.coordinateur, texte="Quatre mois, en fait.", version=str(version), confirme="oui")
    second = await published(client, world.coordinateur, colleague, path)

    listed = (await client.get("/publications")).text
    former = (await client.get(public(first))).text

    assert public(second) in listed
    assert public(first) not in listed
    assert "Une version plus récente est publiée" in former
    assert PHRASE in former


async def test_the_pdf_is_for_anybody_and_no_other_file_is(client: Client, world: World, path: str, colleague: Persona):
    version = public(await published(client, world.coordinateur, colleague, path))

    made = await client.get(f"{version}/document.pdf")
    again = await client.get(f"{version}/document.pdf")

    assert made.status_code == 200
    assert made.content[:5] == b"%PDF-"
    assert made.content == again.content
    for other in ("document.docx", "document.json", "inconnu.pdf", "fiche-X.pdf"):
        assert (await client.get(f"{version}/{other}")).status_code == 404, other
    assert (await client.get(f"/publications/{uuid4()}/1")).status_code == 404
