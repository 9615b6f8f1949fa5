"""The planning helper on screen: asked, explained, corrected by hand, kept as a draft with its dates and its means."""

import re
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from asv.db.engine import Bases
from asv.domain.planification.feries import is_worked
from tests.support.database import World, make_world
from tests.support.site import Client
from tests.web.steps import path_of, today

FIELD = re.compile(r'name="(qpv|moyen|jour)" type="(?:hidden|date)" value="([^"]*)"|name="(qpv|moyen)" value="([^"]*)"')


@pytest.fixture(scope="module")
async def world(admin: AsyncEngine, bases: Bases) -> World:
    return await make_world(admin, bases)


def asked(world: World, **changes) -> str:
    fields = {
        "campagne": "OCTOBRE_ROSE", "seances": "1", "debut": (today() + timedelta(days=7)).isoformat(),
        "fin": (today() + timedelta(days=40)).isoformat(), "creneaux": ["matin", "apres_midi"],
        "structures": [str(world.partenaire.structure_id), str(world.associee.structure_id)],
    }  # fmt: skip
    return f"/planification?{urlencode(fields | changes, doseq=True)}"


def proposed(page: str) -> dict[str, list[str]]:
    """What the form of the plan would send, as it stands."""
    found: dict[str, list[str]] = {"qpv": [], "moyen": [], "jour": []}
    for name, value, other, kept in FIELD.findall(page[page.index("Ce que l’outil propose") :]):
        found[name or other].append(value or kept)
    return found


async def test_only_the_coordination_plans(client: Client, world: World):
    assert (await client.get("/planification", world.coordinateur)).status_code == 200
    assert (await client.get("/planification", world.partenaire)).status_code == 403
    assert (await client.post("/planification", world.mediateur)).status_code == 403


async def test_what_is_missing_is_said_and_what_was_typed_stays(client: Client, world: World):
    answer = await client.get(asked(world, structures=[], seances="cent"), world.coordinateur)

    assert answer.status_code == 400
    assert "Choisissez de une à 6 structures" in answer.text
    assert 'value="cent"' in answer.text


async def test_a_plan_is_explained_then_kept_as_a_draft_with_its_dates_and_its_means(client: Client, world: World):
    room = {
        "sens": "offre", "code": "MY_UNITE_MOBILE", "libelle": "Bus santé", "quantite": "1",
        "debut": today().isoformat(), "fin": (today() + timedelta(days=200)).isoformat(),
    }  # fmt: skip
    bus = path_of(await client.post("/moyens", world.associee, **room)).rsplit("/", 1)[1]

    answer = await client.get(asked(world, moyen=bus), world.coordinateur)
    assert answer.status_code == 200, answer.text
    assert "rang du besoin non publié" in answer.text.lower()
    assert "« Bus santé » est libre" in answer.text.replace("\u202f", " ")
    plan = proposed(answer.text)
    assert plan["moyen"] == [bus]

    corrected = (today() + timedelta(days=20)).isoformat()
    kept = {
        "titre": "Octobre rose ensemble", "porteur": str(world.partenaire.structure_id), "campagne": "OCTOBRE_ROSE",
        "theme": "DEP_SEIN", "garde": ["0"], **plan, "jour": [corrected], "creneau": ["matin"],
        "structure": [str(world.associee.structure_id)],
    }  # fmt: skip
    path = path_of(await client.post("/planification", world.coordinateur, **kept))

    sheet = (await client.get(path, world.partenaire)).text
    assert "Octobre rose ensemble" in sheet
    assert "<dt>Campagne</dt><dd>Octobre rose</dd>" in sheet
    assert "Bus santé" in (await client.get(f"{path}/moyens", world.partenaire)).text
    assert "Octobre rose ensemble" in (await client.get("/actions", world.associee)).text


async def test_an_impossible_plan_says_what_to_relax(client: Client, world: World):
    coming = (today() + timedelta(days=later) for later in range(7, 21))
    single = next(jour for jour in coming if is_worked(jour)).isoformat()

    page = (await client.get(asked(world, seances="24", debut=single, fin=single), world.coordinateur)).text

    assert "avec toutes ces conditions" in page
    assert "En acceptant deux séances du thème à moins de 21 jours" in page


async def test_a_plan_without_a_line_is_refused(client: Client, world: World):
    answer = await client.post(
        "/planification", world.coordinateur, titre="Rien", porteur=str(world.partenaire.structure_id)
    )

    assert answer.status_code == 400
    assert "Gardez de une à 24 séances" in answer.text
