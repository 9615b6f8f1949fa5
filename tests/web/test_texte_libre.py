"""Free texts on the pages: what is refused, what is asked about once, and who never reads any of it."""

import re
from uuid import uuid4

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from asv.db.engine import Bases
from tests.guards.tree import ROOT
from tests.support.database import Persona, World, make_world
from tests.support.saisies import rows
from tests.support.site import Client
from tests.support.suivis import Laid, lay
from tests.web.steps import draft, here, path_of, sheet

BOX = 'name="confirme"'
NOBODY_ELSE = ("mediatrice", "partenaire", "associee", "administrateur", "financeur", "visiteur")
ROUTES = [line.split(";") for line in (ROOT / "tests/guards/routes.csv").read_text().splitlines()[1:]]
READ = sorted({path for method, path, *_ in ROUTES if method == "GET" and "{" not in path})


@pytest.fixture(scope="module")
async def world(admin: AsyncEngine, bases: Bases) -> World:
    return await make_world(admin, bases)


@pytest.fixture
async def suivi(admin: AsyncEngine, world: World, carte_secret: bytes) -> Laid:
    return await lay(admin, world, carte_secret)


def signal(world: World, **changes) -> dict[str, object]:
    commune, qpv = here(world)
    return {
        "element": str(uuid4()), "signal": "SG_DELAI", "service": "O_DENT", "lieu": f"{commune}:{qpv}",
        "situations": "3", "mois": "2026-10", "texte": "Six mois d’attente",
    } | changes  # fmt: skip


def errors(page: str) -> str:
    """What the page says is wrong, without the fields that hold what was typed."""
    return " ".join(re.findall(r'<p class="error".*?</p>|<div class="error-summary".*?</div>', page, re.DOTALL))


async def test_a_title_that_seems_to_name_somebody_comes_back_once_with_a_box(client: Client, world: World):
    fields = sheet(world, titre="Marche avec Josiane Kowalczyk")

    asked = await client.post("/actions", world.partenaire, **fields)
    sent = await client.post("/actions", world.partenaire, **fields, confirme="oui")

    assert asked.status_code == 400
    assert BOX in asked.text
    assert "semble nommer une personne" in errors(asked.text)
    assert "Kowalczyk" not in errors(asked.text)
    assert sent.status_code == 303


@pytest.mark.parametrize(
    ("texte", "way_out"),
    [
        ("Appeler le 06 39 98 01 12", "Retirez le numéro de téléphone"),
        ("Écrire à samira@exemple.fr", "Retirez l’adresse électronique"),
        ("Dossier 1 85 05 62 498 001 08", "Retirez ce long numéro"),
        ("Virement FR51 3000 4008 1400 0123 4567 143", "Retirez le long numéro"),
        ("Au 14 rue Pasteur", "Retirez l’adresse"),
    ],
)
async def test_a_number_or_an_address_is_refused_and_no_box_lets_it_through(
    client: Client, world: World, texte: str, way_out: str
):
    answer = await client.post("/actions", world.partenaire, **sheet(world, description=texte), confirme="oui")

    said = errors(answer.text)
    assert answer.status_code == 400
    assert way_out in said
    assert BOX not in answer.text
    assert texte.split(" ", 1)[1] not in said


async def test_the_words_of_health_are_the_very_subject_of_an_action(client: Client, world: World):
    assert await draft(client, world, titre="Dépistage du diabète", description="Avec les patients sans papiers.")


@pytest.mark.parametrize("form", ["invitations", "reponse"])
async def test_what_a_structure_brings_is_asked_about_in_its_own_form(client: Client, world: World, form: str):
    path = await draft(client, world)
    fields = {"structure": str(world.associee.structure_id), "role": "RO_HOTE"}
    fields = fields if form == "invitations" else {"reponse": "acceptee"}

    asked = await client.post(f"{path}/{form}", world.partenaire, **fields, apport="Une salle, voir Josiane Kowalczyk")

    assert asked.status_code == 400
    assert asked.text.count(BOX) == 1
    path_of(
        await client.post(f"{path}/{form}", world.partenaire, **fields, apport="Salle de Kowalczyk", confirme="oui")
    )


async def test_a_structure_gives_its_address_and_no_name(client: Client, world: World):
    fields = {"nom": "Centre social Jacques Brel", "type": "TP_ASSO", "offre": "Accueil au 12 rue Pasteur"}

    named = await client.post("/structures", world.coordinateur, **fields, fonction_contact="Samira Kowalczyk")

    assert named.status_code == 400
    assert BOX in named.text
    assert "offre-erreur" not in named.text


async def test_a_signal_keeps_its_text_when_a_name_is_asked_about_and_passes_confirmed(
    client: Client, world: World, admin: AsyncEngine
):
    fields = signal(world, texte="Refus au cabinet Kowalczyk, guichet fermé")

    asked = await client.post("/signaux/nouveau", world.mediateur, **fields)
    refused = await client.post("/signaux/nouveau", world.mediateur, **signal(world, texte="Voir 06 39 98 01 12"))
    sent = await client.post("/signaux/nouveau", world.mediateur, **fields, texte_confirme="oui")

    assert asked.status_code == refused.status_code == 400
    assert 'name="texte_confirme"' in asked.text
    assert "guichet fermé" in asked.text
    assert 'name="texte_confirme"' not in refused.text
    assert "06 39 98" not in refused.text
    assert sent.status_code == 303
    assert "06 39 98" not in str(await rows(admin, world, "quarantaine"))


async def test_free_texts_reach_nobody_but_those_they_are_for(client: Client, world: World, suivi: Laid):
    note, precision = "canari du carnet", "canari du guichet"
    path_of(
        await client.post(f"{suivi.path}/pense-betes", world.mediateur, note=str(uuid4()), texte=note)
    )  # fmt: skip
    path_of(await client.post("/signaux/nouveau", world.mediateur, **signal(world, texte=precision)))

    async def seen_by(who: Persona | None) -> str:
        return "".join([(await client.get(path, who)).text for path in READ])

    assert note in (await client.get(suivi.path, world.mediateur)).text
    assert precision in (await client.get("/signaux", world.coordinateur)).text
    assert note not in await seen_by(world.coordinateur)
    for role in NOBODY_ELSE:
        assert "canari" not in await seen_by(getattr(world, role, None)), role
